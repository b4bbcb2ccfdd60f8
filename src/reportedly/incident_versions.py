"""Versions of an incident: what each source says of it at each time, and how each two of them stand to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from reportedly.link.drafts import BLAME, load_groups
from reportedly.link.origins import Text
from reportedly.link.parts import height
from reportedly.link.populations import population_class
from reportedly.link.tellings import with_populations
from reportedly.link.versions import relate
from reportedly.rows import ClaimRow, IncidentVersion, Pair

MOST_PAIRS = 400  # of an incident: versions of more than some 28 sources are not compared each with each


def without_blame(rows: Sequence[ClaimRow]) -> list[ClaimRow]:
    """The claims of an occurrence, without accusations and condemnations: these say who blames whom, and are read for
    the parties; what is blamed is a claim of its own.
    """
    return [row for row in rows if load_groups().get(row.kind or "", ("", ""))[1] != BLAME]


def find_versions(
    rows: Sequence[ClaimRow], texts: Mapping[str, Text], origin_of: Mapping[str, str]
) -> list[IncidentVersion]:
    """What each source says at each time; what several outlets carry from one source or in one text is one version."""
    groups: dict[tuple[object, ...], list[ClaimRow]] = {}
    for row in with_populations(rows):
        text = texts.get(row.report)
        unnamed = row.said_by if row.statement else "narration"
        who = origin_of.get(row.id) or f"{unnamed} {(text and text.copy_of) or row.report}"
        key = (
            who,
            (row.published or "")[:10],
            row.type,
            row.kind if row.type == "event" else "",
            row.measure,
            row.low,
            row.high,
        )
        groups.setdefault((*key, row.population, row.scope, row.relation, row.status), []).append(row)
    return [_version(group, origin_of) for group in groups.values()]


def _version(rows: Sequence[ClaimRow], origin_of: Mapping[str, str]) -> IncidentVersion:
    first = rows[0]
    same = {name: getattr(first, name) for name in SAME_FIELDS}
    return IncidentVersion(
        **same,
        origin=origin_of.get(first.id),
        words=tuple(dict.fromkeys(row.words or "" for row in rows)),
        outlets=tuple(dict.fromkeys(row.outlet or "an unnamed outlet" for row in rows)),
        ids=tuple(row.id for row in rows),
        remarks=tuple(mark for mark in first.remarks if all(mark in row.remarks for row in rows)),
    )


SAME_FIELDS = tuple(
    f.name
    for f in msgspec.structs.fields(IncidentVersion)
    if f.name not in ("origin", "words", "outlets", "ids", "remarks")
)


def find_pairs(
    versions: Sequence[IncidentVersion], rows: Sequence[ClaimRow], origin_of: Mapping[str, str]
) -> list[Pair]:
    """How each two versions stand to each other; pairs that count other things altogether are left out."""
    rows = with_populations(rows)
    by_id = {row.id: row for row in rows}
    firsts = [by_id[v.ids[0]] for v in versions]
    pairs = []
    for n, b in enumerate(firsts):
        for a in firsts[:n]:
            origin = origin_of.get(a.id)
            one = origin is not None and origin == origin_of.get(b.id)
            found = relate(a, b, same_origin=one, told=rows)
            if found.relation == "contradicts" and _is_replaced(a, b, rows, origin_of):
                continue
            if found.relation != "not_comparable":
                pairs.append(Pair(a=a.id, b=b.id, relation=found.relation, reason=found.reason))
                if len(pairs) >= MOST_PAIRS:
                    return pairs
    return pairs


def _is_replaced(a: ClaimRow, b: ClaimRow, rows: Sequence[ClaimRow], origin_of: Mapping[str, str]) -> bool:
    """Whether the source of the earlier number had given another by the day of the later: 12 on Sunday, raised to 15 on
    Monday, contradicts nobody's 15 of Monday.
    """
    earlier, later = sorted((a, b), key=lambda row: row.published or "")
    source, first, last = origin_of.get(earlier.id), (earlier.published or "")[:10], (later.published or "")[:10]
    return source is not None and any(
        origin_of.get(row.id) == source
        and (row.measure, row.scope, row.relation) == (earlier.measure, earlier.scope, earlier.relation)
        and population_class(row.population) == population_class(earlier.population)
        and height(row) != height(earlier)
        and first < (row.published or "")[:10] <= last
        for row in rows
    )
