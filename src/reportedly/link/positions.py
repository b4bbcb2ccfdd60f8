"""Parties to an incident, and what each says of it; a party that says nothing found is shown as that, whoever it is.

A party is a named actor with a part in the incident. A speaker speaks for a party when the actor is known to be it, or
when they share a name: "Venna", "Vennan", "the Vennan foreign ministry".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportedly.link.words import fold_name
from reportedly.rows import ClaimRow, Position, Said

PARTY_ROLES = (
    "attacker", "doer", "agent", "accused", "accuser", "captor", "perpetrator", "party", "parties", "mediator", "host",
    "violator", "target", "court", "defendant", "released_by", "released_to", "giver", "taker", "occupier", "loser",
)  # fmt: skip
LETTERS = 5  # shared beginnings: Sorrend, Sorrendish; a shorter one would join Mali and Malaysia
MOST_SAID = 12


class Party:
    """A party in the making: its names with the roles they fill, and their beginnings."""

    def __init__(self) -> None:
        self.names: dict[str, set[str]] = {}
        self.marks: set[str] = set()
        self.actors: set[str] = set()


def find_positions(claims: Sequence[ClaimRow], places: Iterable[str] = ()) -> list[Position]:
    """The parties to the incident of these claims, in the order of the text, each with what it says."""
    nowhere = {mark for place in places for mark in marks_of(place)}
    parties: list[Party] = []
    for claim in claims:
        for role in PARTY_ROLES:
            for name in claim.roles.get(role, ()):
                if marks := marks_of(name) - nowhere:
                    _join(parties, marks, name, role)
    return [_position(party, claims) for party in parties]


def marks_of(name: str) -> set[str]:
    """The beginnings of the capitalised words of a name."""
    words = (w.strip(".,'’\"()") for w in name.replace("-", " ").split())
    return {fold_name(w)[:LETTERS] for w in words if w[:1].isupper() and len(w) > 2}


def _join(parties: list[Party], marks: set[str], name: str, role: str) -> None:
    party = next((p for p in parties if p.marks & marks), None)
    if party is None:
        party = Party()
        parties.append(party)
    party.marks |= marks
    party.names.setdefault(name, set()).add(role)


def _position(party: Party, claims: Sequence[ClaimRow]) -> Position:
    own = [c for c in claims if speaks_for(c, party.marks)]
    actor = next((c.speaker_actor for c in own if c.speaker_actor), None)
    said = {(c.said_by, c.status, " ".join(c.passage.split())): c for c in reversed(own)}
    rows = sorted(said.values(), key=lambda c: (c.published or "9999", c.report, c.start, c.id))[:MOST_SAID]
    return Position(
        party=min(party.names, key=lambda n: (len(n), n)),
        actor=actor,
        roles=tuple(sorted({role for roles in party.names.values() for role in roles})),
        said=tuple(_said(c) for c in rows),
    )


def speaks_for(claim: ClaimRow, marks: set[str]) -> bool:
    """Whether the speaker of a claim bears the name of a party, or is known to be it."""
    if not claim.speaker:
        return False
    actor = fold_name((claim.speaker_actor or "").replace("-", " ").split(" ")[0])[:LETTERS]
    return bool(marks & marks_of(claim.speaker)) or (bool(actor) and actor in marks)


def _said(claim: ClaimRow) -> Said:
    return Said(
        claim=claim.id,
        said_by=claim.said_by,
        stance=claim.stance,
        status=claim.status,
        passage=claim.passage,
        outlet=claim.outlet,
        published=claim.published,
    )
