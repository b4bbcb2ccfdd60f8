"""Tolls: versions of a number side by side, what counts different things apart and why, and a policy over them.

A row is what one speaker says on one day. Rows that count the same people over the same stretch stand in one group;
every further group tells in what it differs from the first. A policy makes bounds of the rows of a group, and says
which rows gave them; nothing is ever added up or averaged across speakers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from reportedly import queries
from reportedly.policies import Bounds, Counted, Policy, RollUp, bounds_under, load_policy, roll_up
from reportedly.rows import ClaimRow, TollRow, Version
from reportedly.store import Store

SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n")
# The longest sentence shown whole; beyond it the passage stands alone.
LONGEST = 1200
GENERAL = frozenset({"people", "person", "persons", "victims", "individuals"})


def find_toll(
    store: Store,
    *,
    policy: str = "literal",
    population: str | None = None,
    scope: str | None = None,
    origins: Mapping[str, str] | None = None,
    limit: int | None = None,
    **filters: Any,
) -> list[TollRow]:
    """Versions of a toll in groups that count the same, with their sentences. Filters as for claims.

    `origins` maps claims to whose word they rest on, where that is known. Raises InputError for an unknown policy.
    """
    rule = load_policy(policy)
    rows = {row.id: row for row in queries.figures(store, **filters)}
    versions = [v for v in queries.toll_versions(store, **filters) if is_asked(v, population, scope)]
    texts = texts_of(store, {rows[v.ids[0]].report for v in versions})
    found = [
        _row(version, rows[version.ids[0]], texts, rule, origins or {}, place, apart)
        for place, (apart, group) in enumerate(grouped(versions), 1)
        for version in group
    ]
    return found[:limit] if limit else found


def is_asked(version: Version, population: str | None, scope: str | None) -> bool:
    """Whether a version is of the population and scope asked for; a part of the population's name is enough."""
    if population and population.casefold() not in (version.population or "people").casefold():
        return False
    return not scope or version.scope == scope


def grouped(versions: Sequence[Version]) -> list[tuple[str, list[Version]]]:
    """Versions that count the same thing together, the largest group first, each with what sets it apart."""
    groups: dict[tuple[object, ...], list[Version]] = {}
    for version in versions:
        groups.setdefault(key_of(version), []).append(version)
    ordered = sorted(groups.items(), key=lambda g: (-len(g[1]), min(v.day or "9999" for v in g[1]), str(g[0])))
    if not ordered:
        return []
    first = ordered[0][1][0]
    return [("" if n == 0 else why_apart(first, group[0]), group) for n, (_, group) in enumerate(ordered)]


def key_of(version: Version) -> tuple[object, ...]:
    """What must agree for two numbers to count the same: measure, people, scope, its stretch of time, place, whole."""
    lasting = version.scope in ("cumulative", "window", "stock")
    when = (version.time_start, version.time_end if version.scope == "window" else None) if lasting else ()
    place = (version.place or "").casefold()
    return (version.measure, people_of(version), version.scope, when, place, version.relation == "part_of")


def people_of(version: Version) -> str:
    """The population in one form; nothing when a number only says people."""
    words = (version.population or "").casefold()
    return "" if words in GENERAL else words


def why_apart(first: Version, other: Version) -> str:
    """In what a number differs from the first group: "different population: women", "cumulative since ...".

    Every difference is told, the first group's side with it.
    """
    reasons = []
    if other.measure != first.measure:
        reasons.append(f"{other.measure} against {first.measure}")
    if other.relation == "part_of" and first.relation != "part_of":
        reasons.append("a part of a larger number")
    if people_of(other) != people_of(first):
        reasons.append(f"different population: {other.population or 'people'} against {first.population or 'people'}")
    mine, theirs = stretch(other), stretch(first)
    if mine != theirs:
        reasons.append(f"{mine} against {theirs}")
    if (other.place or "").casefold() != (first.place or "").casefold():
        reasons.append(f"different place: {other.place or 'none told'} against {first.place or 'none told'}")
    return "; ".join(reasons)


STRETCHES = {
    "incident": "this incident",
    "window": "a stretch of time",
    "cumulative": "cumulative",
    "increment": "an increase",
    "stock": "at one time",
    "rate": "a rate",
    "other_event": "another event",
}


def stretch(version: Version) -> str:
    """Over what a number counts, in words: "cumulative since 2031-05-07"."""
    words = STRETCHES.get(version.scope or "", version.scope or "not told")
    if version.scope == "cumulative" and version.time_start is not None:
        return f"{words} since {version.time_start.isoformat()}"
    if version.scope == "window" and version.time_start is not None and version.time_end is not None:
        return f"{words}, {version.time_start.isoformat()} to {version.time_end.isoformat()}"
    return words


def _row(
    version: Version,
    claim: ClaimRow,
    texts: Mapping[str, str],
    policy: Policy,
    origins: Mapping[str, str],
    group: int,
    apart: str,
) -> TollRow:
    known = [origins[i] for i in version.ids if i in origins]
    low, high = bounds_of(version, policy)
    fields = {f.name: getattr(version, f.name) for f in msgspec.structs.fields(Version)}
    return TollRow(
        **fields,
        group=group,
        apart=apart,
        as_of=claim.as_of,
        policy=policy.id,
        policy_low=low,
        policy_high=high,
        origins=len(set(known)) if len(known) == len(version.ids) else None,
        sentence=sentence_around(texts.get(claim.report, ""), claim.start, claim.end),
    )


def bounds_of(version: Version, policy: Policy) -> Bounds:
    """The bounds of a version under a policy."""
    return bounds_under(policy, counted(version))


def counted(version: Version) -> Counted:
    """A version as a policy sees it."""
    return Counted(
        id=version.ids[0],
        measure=version.measure,
        low=version.low,
        high=version.high,
        words=version.words[0] if version.words else "",
        population=version.population,
        scope=version.scope,
        relation=version.relation,
        status=version.status,
        day=version.day,
    )


def roll_ups(rows: Sequence[TollRow]) -> list[tuple[int, RollUp]]:
    """What the policy of the rows makes of each group; nothing for the literal one, which leaves all side by side."""
    found = []
    for group in dict.fromkeys(row.group for row in rows):
        mine = [row for row in rows if row.group == group]
        policy = load_policy(mine[0].policy)
        if policy.choose != "side_by_side":
            found.append((group, roll_up([counted(_as_version(r)) for r in mine], mine[0].measure, policy)))
    return found


def _as_version(row: TollRow) -> Version:
    return Version(**{f.name: getattr(row, f.name) for f in msgspec.structs.fields(Version)})


def texts_of(store: Store, reports: set[str]) -> dict[str, str]:
    """The texts of some reports."""
    sql = 'SELECT id, "text" FROM reports WHERE id IN (SELECT unnest($ids))'
    return {row.id: row.text for row in store.rows(sql, {"ids": sorted(reports)}, _Text)}


class _Text(msgspec.Struct, frozen=True):
    id: str
    text: str


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that holds a passage, in one line; a very long one is cut to the passage."""
    ends = [m.end() for m in SENTENCE_END.finditer(text, max(0, start - LONGEST), min(len(text), end + LONGEST))]
    first = max((e for e in ends if e <= start), default=max(0, start - LONGEST))
    last = min((e for e in ends if e >= end), default=min(len(text), end + LONGEST))
    found = text[first:last] if last - first <= LONGEST else text[start:end]
    return " ".join(found.split())
