"""Parties to an incident, and what each says of it; a party that says nothing found is shown as that, whoever it is.

A party is a named actor with a part in the incident. A speaker speaks for a party when the actor is known to be it, or
when they share a name: "Venna", "Vennan", "the Vennan foreign ministry".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportedly.link.versions import AGAINST
from reportedly.link.words import fold_name
from reportedly.rows import ClaimRow, Position, Said

# Roles of things and of those to whom something is done; whoever fills another role, and has a name, is a party.
THINGS = frozenset({
    "victim", "detained", "abducted", "affected", "displaced", "released", "crossing", "goods", "territory", "forces",
    "agreement", "charge", "venue", "weapon", "instrument",
})  # fmt: skip
# Stances by which a speaker has a part in what is told, beside denying it.
TAKING_PART = {"accuses": "accuses", "admits": "admits it"}
WEAPONS = frozenset({
    "aircraft", "artillery", "drone", "drones", "gunships", "helicopter", "helicopters", "jet", "jets", "missile",
    "missiles", "plane", "planes", "rocket", "rockets", "shells", "tanks", "warplane", "warplanes",
})  # fmt: skip
LETTERS = 5  # shared beginnings: Sorrend, Sorrendish; a shorter one would join Mali and Malaysia
MOST_SAID = 12


class Party:
    """A party in the making: its names with the roles they fill, and their beginnings."""

    def __init__(self) -> None:
        self.names: dict[str, set[str]] = {}
        self.marks: set[str] = set()
        self.actors: set[str] = set()


class Saying(NamedTuple):
    """A statement in a report of an incident, with nothing in it that was read as a claim about the incident."""

    id: str
    speaker: str
    speaker_actor: str | None
    stance: str
    passage: str
    outlet: str | None
    published: str | None


def find_positions(
    claims: Sequence[ClaimRow], places: Iterable[str] = (), sayings: Iterable[Saying] = ()
) -> list[Position]:
    """The parties to the incident of these claims, in the order of the text, each with what it says.

    Who denies or admits it, or accuses somebody of it, is a party too. `sayings` are what is said besides in the same
    reports: a party that says something there is not silent, though nothing it says was read as a claim.
    """
    nowhere = {mark for place in places for mark in marks_of(place)}
    parties: list[Party] = []
    for claim in claims:
        for role, names in claim.roles.items():
            for name in names if role not in THINGS else ():
                if marks := marks_of(name) - nowhere:
                    _join(parties, marks, name, role)
        part = "denies it" if claim.status in AGAINST else TAKING_PART.get(claim.stance or "")
        if part and claim.speaker and (marks := marks_of(claim.speaker) - nowhere):
            _join(parties, marks, claim.speaker, part)
    besides = list(sayings)
    return [_position(party, claims, besides) for party in parties]


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


def _position(party: Party, claims: Sequence[ClaimRow], sayings: Sequence[Saying]) -> Position:
    own = [c for c in claims if speaks_for(c, party.marks)]
    actor = next((c.speaker_actor for c in own if c.speaker_actor), None)
    said = {(c.said_by, c.status, " ".join(c.passage.split())): c for c in reversed(own)}
    rows = sorted(said.values(), key=lambda c: (c.published or "9999", c.report, c.start, c.id))[:MOST_SAID]
    return Position(
        party=_name_of(party, own),
        actor=actor,
        roles=tuple(sorted({role for roles in party.names.values() for role in roles})),
        said=(*map(_said, rows), *_besides(party, sayings, MOST_SAID - len(rows))),
    )


def _name_of(party: Party, own: Sequence[ClaimRow]) -> str:
    """The shortest of the names under which a party acts; who acts by weapons alone is named as who speaks for it."""
    armed = all(n.split()[-1].casefold() in WEAPONS for n in party.names)
    names = {*party.names, *(c.speaker for c in own if c.speaker and armed)}
    return min(names, key=lambda n: (n.split()[-1].casefold() in WEAPONS, len(n), n))


def _besides(party: Party, sayings: Sequence[Saying], most: int) -> Iterable[Said]:
    """What a party says in the same reports, each thing once."""
    found: dict[tuple[str, str], Saying] = {}
    for s in sayings:
        if is_named_so(s.speaker, s.speaker_actor, party.marks):
            found.setdefault((s.speaker, " ".join(s.passage.split())), s)
    for s in list(found.values())[: max(0, most)]:
        yield Said(
            claim=s.id,
            said_by=s.speaker,
            stance=s.stance,
            status="",
            passage=s.passage,
            outlet=s.outlet,
            published=s.published,
        )


def speaks_for(claim: ClaimRow, marks: set[str]) -> bool:
    """Whether the speaker of a claim bears the name of a party, or is known to be it."""
    return bool(claim.speaker) and is_named_so(claim.speaker or "", claim.speaker_actor, marks)


def is_named_so(speaker: str, actor: str | None, marks: set[str]) -> bool:
    """Whether a speaker bears the name of a party, or is an actor of that name."""
    known = fold_name((actor or "").replace("-", " ").split(" ")[0])[:LETTERS]
    return bool(marks & marks_of(speaker)) or (bool(known) and known in marks)


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
