"""Dossiers: the claims of one long affair in order. A negotiation, a ceasefire, an exchange, a court case, a toll.

A dossier is a view by a named rule over claims that are in the case file. It can be made anew at any time, changes
nothing and invents no entry: each entry is one claim, with who says it and where it stands. What a claim denies, plans
or demands is an entry like any other, marked as such.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from reportedly.model import Value, make_id
from reportedly.rows import ClaimRow
from reportedly.store import CLAIM_ORDER, Store

DossierKind = Literal["negotiation", "ceasefire", "exchange", "court case", "toll"]
Roles = dict[str, tuple[str, ...]]


class Entry(Value, frozen=True, kw_only=True):
    """One claim in a dossier: what step it is, how it is held, who says it, and its passage.

    `day` is the day it is said to have happened, else None; `who` are the actors of each role; `low` and `high` belong
    to a figure.
    """

    claim: str
    step: str
    status: str
    said_by: str
    speaker_actor: str | None
    outlet: str | None
    published: str | None
    day: dt.date | None
    place: str | None
    who: Roles
    words: str | None
    measure: str | None
    population: str | None
    low: int | None
    high: int | None
    passage: str
    report: str
    start: int
    end: int


class Answer(Value, frozen=True, kw_only=True):
    """What a party last answered to what was proposed: accepts (if), rejects, or silent as far as the case goes."""

    party: str
    answer: Literal["accepts", "accepts if", "rejects", "silent"]
    claim: str | None


class Dossier(Value, frozen=True, kw_only=True):
    """An affair: its parties, others who take part by role, answers of the parties, and its entries in order."""

    id: str
    kind: DossierKind
    title: str
    rule: str
    parties: tuple[str, ...]
    others: Roles
    answers: tuple[Answer, ...]
    entries: tuple[Entry, ...]


class Part(NamedTuple):
    """A claim with its roles as actors: the id of a known actor, else the name; `known` are those that are ids."""

    row: ClaimRow
    roles: Roles
    known: frozenset[str] = frozenset()


class Sort(NamedTuple):
    """A kind of dossier: its rule in words, the steps it shows, the roles of its parties, and the other roles."""

    rule: str
    steps: dict[str, str]
    parties: tuple[str, ...]
    others: tuple[str, ...] = ()


TALKS = {
    "talks": "talks", "talks_indirect": "indirect talks", "talks_opened": "round opened", "talks_ended": "round ended",
    "talks_collapsed": "collapsed", "talks_postponed": "postponed or cancelled", "summit": "summit",
    "mediation": "mediation", "invitation": "invitation", "proposal": "proposal", "ceasefire_proposed": "proposal",
    "proposal_accepted": "accepts",
    "proposal_accepted_if": "accepts if", "proposal_rejected": "rejects", "agreement": "agreement",
    "agreement_signed": "agreement signed", "ceasefire_agreed": "agreement",
}  # fmt: skip
TRUCE = {
    "ceasefire_proposed": "proposed", "ceasefire_declared": "declared", "ceasefire_agreed": "agreed",
    "ceasefire": "in force",
    "ceasefire_extended": "extended", "ceasefire_phase": "phase", "violation": "violation", "ceasefire_end": "ended",
    "ceasefire_suspended": "suspended",
    "ceasefire_monitored": "monitored",
}  # fmt: skip
EXCHANGE = {
    "exchange_agreed": "agreed", "exchange": "exchange", "release": "release", "exchange_postponed": "postponed",
}  # fmt: skip
COURT = {
    "investigation": "investigation", "warrant_requested": "warrant requested", "warrant_issued": "warrant issued",
    "warrant_withdrawn": "warrant withdrawn", "warrant_executed": "warrant executed", "charge": "charge",
    "case": "case",
    "hearing": "hearing", "measures_ordered": "measures ordered", "ruling": "ruling", "verdict": "verdict",
    "sentence": "sentence", "appeal_filed": "appeal",
}  # fmt: skip
SORTS: dict[DossierKind, Sort] = {
    "negotiation": Sort(
        "Claims of talks, proposals, answers and agreements that name the same two parties, in one claim or in claims "
        "of one report; what names one of them or none belongs to the only negotiation of its report.",
        TALKS,
        ("party", "proposer", "group", "addressee"),
        ("mediator", "host"),
    ),
    "ceasefire": Sort(
        "Claims of one ceasefire's proposal, declaration, phases, violations and end that name the same parties; what "
        "names one of them or none belongs to the only ceasefire of its report.",
        TRUCE,
        ("party", "accused", "accuser", "proposer"),
        ("mediator", "host", "investigator"),
    ),
    "exchange": Sort(
        "Claims of exchanges and releases, and the figures of them, that name the same sides.",
        EXCHANGE,
        ("party", "released_by", "released_to"),
        ("mediator", "host", "released"),
    ),
    "court case": Sort(
        "Claims of steps at law that name the same person or respondent; requested, issued and executed stay apart.",
        COURT,
        ("subject", "respondent", "detained"),
        ("court", "complainant", "charge", "investigator", "authority"),
    ),
}
TOLL_RULE = (
    "Figures of deaths, injuries and missing people that count up over time, by place and measure; never added up."
)
TOLL_MEASURES = ("killed", "injured", "missing", "displaced", "detained")
ANSWERS = {
    "proposal_accepted": "accepts",
    "proposal_accepted_if": "accepts if",
    "proposal_rejected": "rejects",
    "ceasefire_agreed": "accepts",
}
PROPOSALS = ("proposal", "ceasefire_proposed")
HELPING = ("mediator", "host")
# An agreement is a negotiation's only beside talks, and a violation a ceasefire's only beside a ceasefire.
CORES: dict[DossierKind, frozenset[str]] = {
    "negotiation": frozenset(TALKS) - {"proposal", "agreement", "agreement_signed", "ceasefire_agreed", "invitation"},
    "ceasefire": frozenset(TRUCE) - {"violation"},
    "exchange": frozenset(EXCHANGE) - {"release"},
    "court case": frozenset(COURT),
}


def dossiers(
    store: Store, *, kind: str | None = None, party: str | None = None, limit: int | None = None
) -> list[Dossier]:
    """The dossiers of a case, the fullest first; `party` is a name, or a part of one, of anybody in it."""
    found = make_dossiers(read_parts(store))
    found = [d for d in found if (not kind or d.kind == kind) and (not party or has_party(d, party))]
    return found[:limit] if limit else found


def has_party(dossier: Dossier, name: str) -> bool:
    """Whether somebody of this name takes part."""
    names = (*dossier.parties, *(n for found in dossier.others.values() for n in found))
    return any(name.casefold() in other.casefold() for other in names)


def read_parts(store: Store) -> list[Part]:
    """Every claim of a case with its roles as actors, in the order of publication and text."""
    rows = store.rows(f"SELECT * FROM claims ORDER BY {CLAIM_ORDER}", {}, ClaimRow)
    actors = dict(_role_actors(store))
    return [_part(row, actors.get(row.event or row.id, {})) for row in rows]


def _part(row: ClaimRow, who: dict[str, list[dict[str, str | None]]]) -> Part:
    roles = {role: tuple(ref["actor"] or ref["name"] or "" for ref in refs) for role, refs in who.items()}
    return Part(row, roles, frozenset(ref["actor"] for refs in who.values() for ref in refs if ref["actor"]))


def _role_actors(store: Store) -> Iterable[tuple[str, dict[str, list[dict[str, str | None]]]]]:
    sql = """
        SELECT id, map_from_entries(list_transform(map_entries(roles), lambda e: {
            'key': e.key, 'value': list_transform(e.value, lambda x: {'actor': x.actor, 'name': x.name})})) FROM events
    """
    return [(row[0], row[1] or {}) for row in store.stream(sql)]


def make_dossiers(parts: Sequence[Part]) -> list[Dossier]:
    """Every dossier that some claims make, the fullest first. Same claims, same dossiers."""
    found = [d for kind, sort in SORTS.items() for d in _of_sort(kind, sort, parts)]
    found += _tolls(parts)
    return sorted(found, key=lambda d: (-len(d.entries), d.kind, d.title, d.id))


def _of_sort(kind: DossierKind, sort: Sort, parts: Sequence[Part]) -> list[Dossier]:
    mine = [p for p in parts if p.row.kind in sort.steps and (p.row.type == "event" or kind == "exchange")]
    helpers = helpers_of(mine, sort)
    named = [(p, parties_of(p, sort, helpers, kind)) for p in mine]
    groups = _by_subject(named) if kind == "court case" else _by_pair(named)
    made = []
    for parties, members in groups:
        if any(p.row.kind in CORES[kind] for p in members):
            made.append(_dossier(kind, sort, parties, members))
    return made


def helpers_of(parts: Sequence[Part], sort: Sort) -> set[str]:
    """Who mediates or hosts more often than not: no party, even where a claim puts them beside the parties."""
    helping = Counter(name for p in parts for role in HELPING for name in p.roles.get(role, ()))
    taking = Counter(
        name for p in parts for role in sort.parties if role != "proposer" for name in p.roles.get(role, ())
    )
    return {name for name, times in helping.items() if times > taking[name]}


def parties_of(part: Part, sort: Sort, helpers: set[str], kind: DossierKind) -> frozenset[str]:
    """The parties that a claim names; who mediates or hosts anywhere in the case is none."""
    names = {name for role in sort.parties for name in part.roles.get(role, ()) if name not in helpers}
    known = set(part.known)
    if kind == "ceasefire" and part.row.kind == "violation" and part.row.speaker_actor:
        names.add(part.row.speaker_actor)
        known.add(part.row.speaker_actor)
    # A name has capitals in every word that is no particle; "both sides", "two men" and "I" name nobody.
    return frozenset(n for n in names if n in known or (kind == "court case" and is_name(n)))


def is_name(name: str) -> bool:
    """Whether a person is told by a name, not as "it" or "two men"."""
    words = [word for word in name.split() if word.isalpha()]
    return len(words) > 1 and all(word[0].isupper() for word in (words[0], words[-1])) and not words[-1].islower()


Named = Sequence[tuple[Part, frozenset[str]]]


def _by_pair(named: Named) -> list[tuple[frozenset[str], list[Part]]]:
    """Claims by the pair of parties they name; one that names fewer goes where the rest of its report goes."""
    in_report = _pairs_of_reports(named)
    pairs: dict[frozenset[str], list[Part]] = {pair: [] for found in in_report.values() for pair in found}
    with_party: dict[str, list[frozenset[str]]] = {}
    for pair in pairs:
        for party in pair:
            with_party.setdefault(party, []).append(pair)
    for part, parties in named:
        near = [parties] if len(parties) == 2 else _near(parties, in_report.get(part.row.report, {}), with_party)
        if len(near) == 1:
            pairs[near[0]].append(part)
    return [(pair, members) for pair, members in pairs.items() if members]


def _near(
    parties: frozenset[str], here: Iterable[frozenset[str]], with_party: dict[str, list[frozenset[str]]]
) -> list[frozenset[str]]:
    """The pairs that a claim naming no pair can belong to: of its report, else the only one of its only party."""
    near = [pair for pair in here if parties <= pair or pair <= parties]
    return near or (with_party.get(next(iter(parties)), []) if len(parties) == 1 else [])


def _pairs_of_reports(named: Named) -> dict[str, dict[frozenset[str], None]]:
    """The pairs that each report names: in one claim, or as its only two parties, each in claims of its own."""
    found: dict[str, dict[frozenset[str], None]] = {}
    told: dict[str, set[str]] = {}
    for part, parties in named:
        told.setdefault(part.row.report, set()).update(parties)
        if len(parties) == 2:
            found.setdefault(part.row.report, {})[parties] = None
    for report, names in told.items():
        if len(names) == 2:
            found.setdefault(report, {})[frozenset(names)] = None
    return found


def _by_subject(named: Named) -> list[tuple[frozenset[str], list[Part]]]:
    """Claims joined by a person or respondent that they share."""
    leader: dict[str, str] = {}

    def top(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for _, names in named:
        first, *rest = sorted(names) or [""]
        for other in rest:
            leader[top(other)] = top(first)
    groups: dict[str, tuple[set[str], list[Part]]] = {}
    for part, names in named:
        if names:
            who, members = groups.setdefault(top(min(names)), (set(), []))
            who.update(names)
            members.append(part)
    return [(frozenset(who), members) for who, members in groups.values()]


def _dossier(kind: DossierKind, sort: Sort, parties: frozenset[str], members: Sequence[Part]) -> Dossier:
    show = shown(members)
    names = tuple(sorted(show(p) for p in parties))
    others = {
        role: tuple(dict.fromkeys(show(name) for p in members for name in p.roles.get(role, ())))
        for role in sort.others
    }
    entries = tuple(entry(p, sort.steps.get(p.row.kind or "", ""), show) for p in sorted(members, key=_order))
    proposed = any(p.row.kind in (*PROPOSALS, *ANSWERS) for p in members)
    return Dossier(
        id=make_id("dossier", kind, *sorted(parties)),
        kind=kind,
        title=f"{kind.capitalize()}: {' and '.join(names)}",
        rule=sort.rule,
        parties=names,
        others={role: found for role, found in others.items() if found},
        answers=tuple(_answers(parties, members, show)) if kind == "negotiation" and proposed else (),
        entries=entries,
    )


def shown(members: Sequence[Part]) -> Callable[[str], str]:
    """How an actor is shown: by the name that the claims most often give it."""
    counts: dict[str, dict[str, int]] = {}
    known = {actor for part in members for actor in part.known}
    for part in members:
        for role, ids in part.roles.items():
            for actor, name in zip(ids, part.row.roles.get(role, ()), strict=False):
                counts.setdefault(actor, {}).setdefault(name, 0)
                counts[actor][name] += 1

    def show(actor: str) -> str:
        names = counts.get(actor, {})
        plain = [name for name in names if _is_plain(name, actor)]
        if plain or not actor.islower():
            return min(plain or names or [actor], key=lambda n: (-names.get(n, 0), len(n), n))
        if actor in known or (not names and " " not in actor):  # an id: of a party, or of who alleges a violation
            return actor.replace("-", " ").title()
        return min(names or [actor], key=lambda n: (-names.get(n, 0), n))

    return show


def _is_plain(name: str, actor: str) -> bool:
    return name.casefold().replace(" ", "-") == actor


def _answers(parties: Iterable[str], members: Sequence[Part], show: Callable[[str], str]) -> Iterable[Answer]:
    """The last answer of each party that is held as given, in the order of publication."""
    for party in sorted(parties):
        given = [
            p
            for p in members
            if p.row.kind in ANSWERS and p.row.status == "asserted" and party in p.roles.get("party", ())
        ]
        if given:
            last = given[-1].row
            yield Answer(party=show(party), answer=ANSWERS[last.kind or ""], claim=last.id)  # type: ignore[arg-type]
        else:
            yield Answer(party=show(party), answer="silent", claim=None)


def _order(part: Part) -> tuple[str, str, int, str]:
    return (part.row.published or "9999", part.row.report, part.row.start, part.row.id)


def entry(part: Part, step: str, show: Callable[[str], str]) -> Entry:
    """A claim as an entry."""
    row = part.row
    return Entry(
        claim=row.id,
        step=step,
        status=row.status,
        said_by=row.said_by,
        speaker_actor=row.speaker_actor,
        outlet=row.outlet,
        published=row.published,
        day=row.time_start,
        place=row.place,
        who={role: tuple(show(name) for name in names) for role, names in part.roles.items()},
        words=row.words,
        measure=row.measure,
        population=row.population,
        low=row.low,
        high=row.high,
        passage=row.passage,
        report=row.report,
        start=row.start,
        end=row.end,
    )


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
        entries=tuple(entry(p, p.row.measure or "", str) for p in sorted(members, key=_order)),
    )
