"""Tolls as text: groups of versions that count the same, each row with its sentence, and a policy's bounds."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.policies import RollUp, load_policy
from reportedly.rows import TollRow
from reportedly.screen import Column, an_id, bounds, day, quoted, speech, table
from reportedly.toll import roll_ups, stretch


def tolls(rows: Sequence[TollRow], *, terminal: bool) -> str:
    """The groups, each under a heading that says what it counts or in what it differs from the first."""
    policy = load_policy(rows[0].policy)
    made = dict(roll_ups(rows))
    parts = [] if policy.choose == "side_by_side" else [f"Under the policy {policy.id}: {policy.definition}"]
    for group in dict.fromkeys(row.group for row in rows):
        mine = [row for row in rows if row.group == group]
        parts.append(f"{heading(mine[0])}\n\n{_table(mine, terminal=terminal)}")
        if group in made:
            parts.append(rolled(made[group]))
    return "\n\n".join(parts)


def heading(row: TollRow) -> str:
    """What a group counts: "1. killed, civilians, this incident, Sarn"; a later one says why it stands apart."""
    what = ", ".join(filter(None, (row.measure, row.population, stretch(row), row.place)))
    return f"{row.group}. {what}" + (f"\n   apart: {row.apart}" if row.apart else "")


def rolled(result: RollUp) -> str:
    """What a policy makes of a group, and what it left out and why."""
    if result.low is None and result.high is None:
        return f"   {result.policy}: no number"
    best = f", best {result.best:,}" if result.best is not None else ""
    left = sorted({reason for _, reason in result.left_out})
    apart = f"; left out: {'; '.join(left)}" if left else ""
    return f"   {result.policy}: {bounds(result.low, result.high)}{best}{apart}"


def _table(rows: Sequence[TollRow], *, terminal: bool) -> str:
    policy = rows[0].policy
    columns = [
        Column("who says it", 4),
        Column("published", 2),
        Column("how many", 3),
        Column("origins", 1),
        Column("sentence", 8),
        Column("id", 1, True),
    ]
    cells = []
    for row in rows:
        under = "" if policy == "literal" else f"{policy}: {bounds(row.policy_low, row.policy_high)}"
        words = " / ".join(f'"{w}"' for w in row.words)
        counted = f"counted by {row.counted_by}" if row.counted_by and row.counted_by != row.said_by else ""
        as_of = f"as of {day(row.as_of.isoformat())}" if row.as_of else ""
        cells.append(
            (
                (*speech(row.said_by, "", row.relayed_by), counted),
                (day(row.day), as_of, ", ".join(row.outlets)),
                (bounds(row.low, row.high), words, row.status if row.status != "asserted" else "", under),
                (str(row.origins) if row.origins is not None else "not known",),
                (quoted(row.sentence, terminal),),
                (an_id(row.ids[0], terminal),),
            )
        )
    return table(columns, cells, terminal=terminal)
