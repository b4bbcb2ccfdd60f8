"""Tolls: versions of a number side by side, what counts different things apart and why, and a policy over them.

A row is what one speaker says on one day. Rows that count the same people over the same stretch stand in one group;
every further group tells in what it differs from the first. A policy makes bounds of the rows of a group, and says
which rows gave them; nothing is ever added up or averaged across speakers.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from reportedly import queries, questions
from reportedly.link.places import WIDE
from reportedly.policies import Bounds, Counted, Policy, RollUp, bounds_under, load_policy, roll_up
from reportedly.remarks import ACCIDENT
from reportedly.rows import ClaimRow, TollRow, Version
from reportedly.store import Store

SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n")
# The longest sentence shown whole; beyond it the passage stands alone.
LONGEST = 1200
Day = str | dt.date | None
INFERRED = "its sentence names no place: this is its incident's"


class Occurrence(NamedTuple):
    """The incident that a claim belongs to, and where it was."""

    incident: str
    place: str


def find_toll(
    store: Store,
    *,
    policy: str = "literal",
    population: str | None = None,
    scope: str | None = None,
    happened_since: Day = None,
    happened_until: Day = None,
    place: str | None = None,
    origins: Mapping[str, str] | None = None,
    occurrences: Mapping[str, Occurrence] | None = None,
    limit: int | None = None,
    **filters: Any,
) -> list[TollRow]:
    """Versions of a toll in groups that count the same, with their sentences. Filters as for claims.

    `happened_since` and `happened_until` are days of what is counted; where no text tells them, the day of publication
    stands in. `origins` maps claims to whose word they rest on, `occurrences` to their incident, where that is known:
    with it a number whose sentence names no place is found by the place of its incident. Raises InputError for an
    unknown policy.
    """
    rule, known = load_policy(policy), without_doubtful(store, occurrences or {}, filters)
    asked = _rows(store, place, known, filters)
    rows = {row.id: row for row in asked if is_within(row, happened_since, happened_until)}
    versions = [v for v in queries.versions_of(list(rows.values())) if is_asked(v, population, scope)]
    texts = texts_of(store, {rows[v.ids[0]].report for v in versions})
    found = [
        _row(version, rows[version.ids[0]], texts, rule, origins or {}, known, number, apart)
        for number, (apart, group) in enumerate(grouped(versions, known), 1)
        for version in group
    ]
    return found[:limit] if limit else found


def _rows(
    store: Store, place: str | None, occurrences: Mapping[str, Occurrence], filters: Mapping[str, Any]
) -> list[ClaimRow]:
    """The numbers asked for; with a place, those of its incidents too whose own sentence names none."""
    found = queries.figures(store, place=place, **filters)
    named = {occurrences[row.id].incident for row in found if row.id in occurrences}
    if not place or not named:
        return found
    chosen = {row.id for row in found}
    return [
        row
        for row in queries.figures(store, **filters)
        if row.id in chosen or (row.place is None and row.id in occurrences and occurrences[row.id].incident in named)
    ]


def without_doubtful(
    store: Store, occurrences: Mapping[str, Occurrence], filters: Mapping[str, Any]
) -> Mapping[str, Occurrence]:
    """Occurrences without those of numbers that name no place, behind a number of their report that names another one.

    "12 were killed in Kora. Seven died in Hale. Another five died in hospital": nothing says that the five are of Kora.
    """
    if not occurrences:
        return occurrences
    doubtful: set[str] = set()
    last: dict[str, str] = {}
    for row in sorted(queries.figures(store, **filters), key=lambda row: (row.report, row.start, row.id)):
        if row.place is not None:
            if row.place_precision not in WIDE:
                last[row.report] = row.place.casefold()
        elif row.id in occurrences and last.get(row.report, "") not in ("", occurrences[row.id].place.casefold()):
            doubtful.add(row.id)
    return {claim: found for claim, found in occurrences.items() if claim not in doubtful}


def is_within(row: ClaimRow, since: Day, until: Day) -> bool:
    """Whether what a number counts lies in some days; the day of publication stands in where no text tells one."""
    published = (row.published or "")[:10] or None
    first = row.time_start.isoformat() if row.time_start else published
    last = row.time_end.isoformat() if row.time_end else published or first
    low, high = (str(d) if d else None for d in (since, until))
    return (not low or (last is not None and last >= low)) and (
        not high or (first is not None and first[: len(high)] <= high)
    )


def is_asked(version: Version, population: str | None, scope: str | None) -> bool:
    """Whether a version is of the population and scope asked for; a part of the population's name is enough."""
    if population and population.casefold() not in (version.population or "people").casefold():
        return False
    return not scope or version.scope == scope


def grouped(
    versions: Sequence[Version], occurrences: Mapping[str, Occurrence] | None = None
) -> list[tuple[str, list[Version]]]:
    """Versions that count the same thing together, the largest group first, each with what sets it apart.

    Numbers of which no place is known come last: nothing says that they are of one event.
    """
    known = occurrences or {}
    groups: dict[tuple[object, ...], list[Version]] = {}
    for version in versions:
        groups.setdefault(key_of(version, known), []).append(version)
    split = [part for group in groups.values() for part in by_day(group)]

    def order(group: list[Version]) -> tuple[object, ...]:
        unplaced = is_unplaced(group[0], known)
        return unplaced, -len(group), min(v.day or "9999" for v in group), str(key_of(group[0], known))

    split.sort(key=order)
    return [("" if n == 0 else why_apart(split[0], group, known), group) for n, group in enumerate(split)]


def by_day(group: list[Version]) -> list[list[Version]]:
    """Numbers of incidents at one place by the day of the incident: days close together are of one.

    A number that tells no day is of the last incident before its publication.
    """
    days = sorted({v.time_start for v in group if v.time_start is not None and v.scope == "incident"})
    starts = [d for n, d in enumerate(days) if n == 0 or (d - days[n - 1]).days > questions.NEAR]
    if len(starts) < 2:
        return [group]
    found: dict[int, list[Version]] = {}
    for version in group:
        day = version.time_start.isoformat() if version.time_start is not None else version.day or "9999"
        found.setdefault(max(0, bisect_right([s.isoformat() for s in starts], day) - 1), []).append(version)
    return list(found.values())


def day_of(group: Sequence[Version]) -> dt.date | None:
    """The first day that some numbers tell of their incident."""
    return min((v.time_start for v in group if v.time_start is not None and v.scope == "incident"), default=None)


def place_of(version: Version, occurrences: Mapping[str, Occurrence]) -> str:
    """Where a number is of: in its own words, else where its incident was, when all of its claims are of one."""
    if version.place is not None or version.scope != "incident":
        return version.place or ""
    places = {occurrences[i].place for i in version.ids if i in occurrences}
    return places.pop() if len(places) == 1 else ""


def is_unplaced(version: Version, occurrences: Mapping[str, Occurrence]) -> bool:
    """Whether nothing says where a number of one incident belongs."""
    return version.scope == "incident" and not place_of(version, occurrences)


def key_of(version: Version, occurrences: Mapping[str, Occurrence] | None = None) -> tuple[object, ...]:
    """What must agree for two numbers to count the same: measure, people, scope, its days, place, whole, cause."""
    lasting = version.scope in ("cumulative", "window", "stock")
    when = (version.time_start, version.time_end if version.scope == "window" else None) if lasting else ()
    place = place_of(version, occurrences or {}).casefold()
    accident = ACCIDENT in version.remarks
    return (version.measure, people_of(version), version.scope, when, place, version.relation == "part_of", accident)


def people_of(version: Version) -> str:
    """The population in one form; nothing when a number only says people."""
    words = (version.population or "").casefold()
    return "" if words in questions.GENERAL else words


def why_apart(
    others: Sequence[Version], group: Sequence[Version], occurrences: Mapping[str, Occurrence] | None = None
) -> str:
    """In what a group differs from the first: "different population: women", "cumulative since ...".

    Every difference is told, the first group's side with it.
    """
    first, other, known = others[0], group[0], occurrences or {}
    reasons = []
    if other.measure != first.measure:
        reasons.append(f"{other.measure} against {first.measure}")
    if other.relation == "part_of" and first.relation != "part_of":
        reasons.append("a part of a larger number")
    if (ACCIDENT in other.remarks) != (ACCIDENT in first.remarks):
        reasons.append("an accident or a disaster" if ACCIDENT in other.remarks else "not of an accident")
    if people_of(other) != people_of(first):
        reasons.append(f"different population: {other.population or 'people'} against {first.population or 'people'}")
    mine, theirs = stretch(other), stretch(first)
    if mine != theirs:
        reasons.append(f"{mine} against {theirs}")
    here, there = place_of(other, known), place_of(first, known)
    if is_unplaced(other, known) and there:
        reasons.append("no place is told, so these may be of different events")
    elif here.casefold() != there.casefold():
        reasons.append(f"different place: {here or 'none told'} against {there or 'none told'}")
    elif day_of(group) != day_of(others) and day_of(group) is not None and other.scope == first.scope:
        reasons.append(f"another day: {day_of(group)} against {day_of(others) or 'none told'}")
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
    occurrences: Mapping[str, Occurrence],
    group: int,
    apart: str,
) -> TollRow:
    incidents = {occurrences[i].incident for i in version.ids if i in occurrences}
    known = [origins[i] for i in version.ids if i in origins]
    low, high = bounds_of(version, policy)
    fields = {f.name: getattr(version, f.name) for f in msgspec.structs.fields(Version)}
    fields["place"] = place_of(version, occurrences) or None
    if version.place is None and fields["place"]:
        fields["remarks"] = (*version.remarks, INFERRED)
    return TollRow(
        **fields,
        group=group,
        apart=apart,
        as_of=claim.as_of,
        policy=policy.id,
        policy_low=low,
        policy_high=high,
        origins=len(set(known)) if len(known) == len(version.ids) else None,
        incident=incidents.pop() if len(incidents) == 1 else None,
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
        remarks=version.remarks,
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
