"""Which claims belong to one affair: those that name the same two parties, or the same person at law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reportedly.dossiers.parts import Part
from reportedly.dossiers.records import DossierKind
from reportedly.dossiers.sorts import CORES, HELPING, PERSONAL, Sort

Named = Sequence[tuple[Part, frozenset[str]]]
# Who is only asked to do something, or offers to, takes no part yet.
TAKING = frozenset({"asserted", "planned", "negated", "denied"})
Group = tuple[frozenset[str], list[Part]]


def groups_of(kind: DossierKind, sort: Sort, parts: Sequence[Part]) -> list[Group]:
    """The claims of each affair of a kind, with its parties; an affair needs a claim that makes it one."""
    mine = [p for p in parts if p.row.kind in sort.steps and (p.row.type == "event" or kind == "exchange")]
    mine = [p for p in mine if p.row.kind != "violation" or p.roles]  # "a violation is ...": nobody's, of nothing
    helpers = helpers_of(mine, sort)
    named = [(p, parties_of(p, sort, helpers, kind)) for p in mine]
    groups = _by_subject(named) if kind == "court case" else _by_pair(named)
    return [group for group in groups if any(p.row.kind in CORES[kind] for p in group[1])]


def helpers_of(parts: Sequence[Part], sort: Sort) -> set[str]:
    """Who mediates or hosts more often than not: no party, even where a claim puts them beside the parties."""
    helping = Counter(name for p in parts for role in HELPING for name in p.roles.get(role, ()))
    taking = Counter(
        name
        for p in parts
        if p.row.status in TAKING
        for role in sort.parties
        if role != "proposer"
        for name in p.roles.get(role, ())
    )
    return {name for name, times in helping.items() if times > taking[name]}


def parties_of(part: Part, sort: Sort, helpers: set[str], kind: DossierKind) -> frozenset[str]:
    """The parties that a claim names; who mediates or hosts anywhere in the case is none."""
    if kind == "court case":
        return frozenset(n for role in sort.parties for n in _at_law(part, role))
    names = {name for role in sort.parties for name in part.roles.get(role, ()) if name not in helpers}
    known = set(part.known)
    if kind == "ceasefire" and part.row.kind == "violation" and part.row.speaker_actor:
        names.add(part.row.speaker_actor)
        known.add(part.row.speaker_actor)
    return frozenset(n for n in names if n in known)


def _at_law(part: Part, role: str) -> Iterable[str]:
    """Who a step at law is taken against: a person by name or office, a state by its name."""
    for actor, name in zip(part.roles.get(role, ()), part.named(role), strict=False):
        if part.row.kind in PERSONAL and is_name(name):
            yield name
        elif part.row.kind in PERSONAL and " of " in name:
            yield name  # "the head of the navy": an office, not the state it is of
        elif actor in part.known:
            yield actor
        elif is_name(name):
            yield name


def is_name(name: str) -> bool:
    """Whether a person is told by a name, not as "it" or "two men"."""
    words = [word for word in name.split() if word.isalpha()]
    return len(words) > 1 and all(word[0].isupper() for word in (words[0], words[-1])) and not words[-1].islower()


def _by_pair(named: Named) -> list[Group]:
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


def _by_subject(named: Named) -> list[Group]:
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
