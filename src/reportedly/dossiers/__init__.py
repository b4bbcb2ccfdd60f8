"""Dossiers: the claims of one long affair in order. A negotiation, a ceasefire, an exchange, a court case, a toll.

A dossier is a view by a named rule over claims that are in the case file. It can be made anew at any time, changes
nothing and invents no entry: each entry is one claim, with who says it and where it stands. What a claim denies, plans
or demands is an entry like any other, marked as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reportedly.dossiers import ceasefire, court, exchange, matrix, negotiation
from reportedly.dossiers.grouping import groups_of
from reportedly.dossiers.parts import Part, Saying, entry, order, read_parts, read_sayings, shown, who
from reportedly.dossiers.records import (
    Allegation,
    Answer,
    Cell,
    Count,
    Dossier,
    DossierKind,
    Entry,
    Fact,
    Lot,
    Proposal,
    Roles,
    Round,
    Row,
)
from reportedly.dossiers.sorts import ANSWERS, PROPOSALS, SORTS, Sort
from reportedly.model import make_id
from reportedly.store import Store

__all__ = [
    "Allegation",
    "Answer",
    "Cell",
    "Count",
    "Dossier",
    "DossierKind",
    "Entry",
    "Fact",
    "Lot",
    "Part",
    "Proposal",
    "Roles",
    "Round",
    "Row",
    "Saying",
    "dossiers",
    "has_party",
    "make_dossiers",
]
TOLL_RULE = (
    "Figures of deaths, injuries and missing people that count up over time, by place and measure; never added up."
)
# Kinds of affairs of which the sides tell different things of the same steps.
DISPUTED = frozenset({"ceasefire", "exchange"})
TOLL_MEASURES = ("killed", "injured", "missing", "displaced", "detained")


def dossiers(
    store: Store, *, kind: str | None = None, party: str | None = None, limit: int | None = None
) -> list[Dossier]:
    """The dossiers of a case, the fullest first; `party` is a name, or a part of one, of anybody in it."""
    found = make_dossiers(read_parts(store), read_sayings(store))
    found = [d for d in found if (not kind or d.kind == kind) and (not party or has_party(d, party))]
    return found[:limit] if limit else found


def has_party(dossier: Dossier, name: str) -> bool:
    """Whether somebody of this name takes part."""
    names = (*dossier.parties, *(n for found in dossier.others.values() for n in found))
    return any(name.casefold() in other.casefold() for other in names)


def make_dossiers(parts: Sequence[Part], sayings: Sequence[Saying] = ()) -> list[Dossier]:
    """Every dossier that some claims make, the fullest first. Same claims, same dossiers."""
    found = [
        _dossier(kind, sort, parties, members, sayings)
        for kind, sort in SORTS.items()
        for parties, members in groups_of(kind, sort, parts)
    ]
    found += _tolls(parts)
    return sorted(found, key=lambda d: (-len(d.entries), d.kind, d.title, d.id))


def _dossier(
    kind: DossierKind, sort: Sort, parties: frozenset[str], members: Sequence[Part], sayings: Sequence[Saying]
) -> Dossier:
    show = shown(members)
    names = tuple(sorted(show(p) for p in parties))
    told = [who(p, show) for p in members]
    others = {role: tuple(dict.fromkeys(name for w in told for name in w.get(role, ()))) for role in sort.others}
    proposed = any(p.row.kind in (*PROPOSALS, *ANSWERS) for p in members)
    talks, truce = kind == "negotiation", kind == "ceasefire"
    violations = tuple(ceasefire.violations_of(members, sayings, show)) if truce else ()
    denials = {v.claim: v.reply_claim for v in violations if v.reply == "denies" and v.reply_claim}
    return Dossier(
        id=make_id("dossier", kind, *sorted(parties)),
        kind=kind,
        title=f"{kind.capitalize()}: {' and '.join(names)}",
        rule=sort.rule,
        parties=names,
        others={role: found for role, found in others.items() if found},
        answers=tuple(negotiation.answers_of(parties, members, show)) if talks and proposed else (),
        entries=tuple(entry(p, sort.steps.get(p.row.kind or "", ""), show) for p in sorted(members, key=order)),
        rounds=tuple(negotiation.rounds_of(members, show)) if talks else (),
        proposals=tuple(negotiation.proposals_of(parties, members, show)) if talks else (),
        facts=tuple(_facts(kind, members, show)),
        violations=violations,
        lots=tuple(exchange.lots_of(parties, members, show)) if kind == "exchange" else (),
        matrix=tuple(matrix.matrix_of(parties, members, sort, show, denials)) if kind in DISPUTED else (),
    )


def _facts(kind: DossierKind, members: Sequence[Part], show: Callable[[str], str]) -> Iterable[Fact]:
    if kind == "ceasefire":
        return ceasefire.facts_of(members, show)
    return court.stages_of(members, show) if kind == "court case" else ()


def _tolls(parts: Sequence[Part]) -> list[Dossier]:
    groups: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        row = part.row
        if row.type == "figure" and row.scope == "cumulative" and row.place and row.measure in TOLL_MEASURES:
            groups.setdefault((str(row.geonameid or row.place.casefold()), row.measure), []).append(part)
    return [_toll(key, members) for key, members in groups.items() if len(members) > 1]


def _toll(key: tuple[str, str], members: list[Part]) -> Dossier:
    place = members[0].row.place or ""
    return Dossier(
        id=make_id("dossier", "toll", *key),
        kind="toll",
        title=f"Toll: {key[1]}, {place}",
        rule=TOLL_RULE,
        parties=(),
        others={"counted by": tuple(dict.fromkeys(p.row.counted_by or p.row.said_by for p in members))},
        answers=(),
        entries=tuple(entry(p, p.row.measure or "", str) for p in sorted(members, key=order)),
    )
