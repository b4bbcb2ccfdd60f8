"""A number that one report tells more than once, as one telling helps to understand the other.

A headline says "Thirty killed", the first sentence "thirty civilians"; a last paragraph speaks of "an earlier toll of
15". A bare number counts whom the fuller telling counts, and so is compared as that.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.link.parts import height
from reportedly.link.populations import population_class
from reportedly.rows import ClaimRow

OLD = frozenset({"superseded", "initial"})  # remarks of a count that its report gives as one of before
BEHIND = 300  # characters: "32 rebels were killed ..., updating an earlier toll of 15"


def with_populations(rows: Sequence[ClaimRow]) -> list[ClaimRow]:
    """The claims, bare numbers with the population that their report gives for the number, or for what it replaces."""
    told: dict[tuple[str, str | None], list[ClaimRow]] = {}
    for row in rows:
        if row.type == "figure" and row.relation in (None, "total"):
            told.setdefault((row.report, row.measure), []).append(row)
    return [_filled(row, told.get((row.report, row.measure), ())) if is_bare(row) else row for row in rows]


def is_bare(row: ClaimRow) -> bool:
    """Whether a figure has a number and no word of whom it counts: "30 killed", "an earlier toll of 15"."""
    return row.type == "figure" and not row.population and row.passage.strip() == (row.words or "").strip()


def _filled(row: ClaimRow, told: Sequence[ClaimRow]) -> ClaimRow:
    others = [r for r in told if r.id != row.id and not is_bare(r)]
    same = [r for r in others if height(r) == height(row)]
    if not same and OLD & set(row.remarks):
        beside = [r for r in others if 0 < row.start - r.start <= BEHIND and not OLD & set(r.remarks)]
        same = sorted(beside, key=lambda r: -r.start)[:1]
    if not same or not all(r.population for r in same) or len({population_class(r.population) for r in same}) > 1:
        return row
    return msgspec.structs.replace(row, population=same[0].population)
