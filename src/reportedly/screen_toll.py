"""Tolls as text: groups of versions that count the same, each row with its sentence, and a policy's bounds."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import click

from reportedly.policies import RollUp, load_policy
from reportedly.printable import for_people
from reportedly.rows import TollRow
from reportedly.screen import Column, bounds, count, counter, day, quoted, short, speech, table, width
from reportedly.toll import roll_ups, stretch

# The widest column of numbers: "1,204 or more".
LONGEST_NUMBER = 18
SHORT = {"the outlet remarks that this could not be independently verified": "not independently verified"}


@for_people
def tolls(rows: Sequence[TollRow], *, terminal: bool) -> str:
    """The groups, each under a heading that says what it counts or in what it differs from the first."""
    policy = load_policy(rows[0].policy)
    made = dict(roll_ups(rows))
    parts = [] if policy.choose == "side_by_side" else [f"Under the policy {policy.id}: {policy.definition}"]
    for group in dict.fromkeys(row.group for row in rows):
        mine = [row for row in rows if row.group == group]
        head = heading(mine[0])
        if terminal:
            head = "\n".join("\n".join(wrap(line, width(), subsequent_indent="   ")) for line in head.splitlines())
        parts.append(f"{head}\n\n{_table(mine, terminal=terminal)}")
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


def standing(row: TollRow) -> str:
    """How a number is held and how settled it is: "possible", "superseded", "initial, confirmed"."""
    status = row.status if row.status != "asserted" else ""
    return ", ".join(filter(None, (status, *(SHORT.get(r, r) for r in row.remarks if r != "feared"))))


def _table(rows: Sequence[TollRow], *, terminal: bool) -> str:
    return _blocks(rows) if terminal else _lines(rows)


def _blocks(rows: Sequence[TollRow]) -> str:
    """For a terminal: the numbers in a column of their own, beside each who says it, where, and the sentence."""
    across = width()
    numbers = [bounds(row.low, row.high) for row in rows]
    left = min(max(map(len, numbers)), LONGEST_NUMBER) + 2
    parts = []
    for row, number in zip(rows, numbers, strict=True):
        who = " · ".join(filter(None, (speech(row.said_by, "", row.relayed_by)[0], *_about(row))))
        said = f"{' / '.join(quoted_words(row))} · {source(row)}"
        lines = [
            *(click.style(line, bold=True) for line in wrap(who, across - left)),
            *(click.style(line, dim=True) for line in wrap(said, across - left)),
            *wrap(quoted(row.sentence, False), across - left),
        ]
        first = [click.style(number, bold=True) + " " * (left - len(number))] if len(number) < left else [number + "  "]
        parts.append("\n".join((first[0] if n == 0 else " " * left) + line for n, line in enumerate(lines)))
    return "\n\n".join(parts)


def _about(row: TollRow) -> tuple[str, ...]:
    """What a row says beside speaker and number: who relays or counts, how settled it is, what the policy reads."""
    relayed = f"relayed by {', '.join(row.relayed_by)}" if row.relayed_by else ""
    under = "" if row.policy == "literal" else f"{row.policy}: {bounds(row.policy_low, row.policy_high)}"
    return relayed, counter(row), standing(row), under


def quoted_words(row: TollRow) -> list[str]:
    """The number as written, in each of its forms."""
    return [f'"{w}"' for w in row.words]


def source(row: TollRow) -> str:
    """When and where a row was published, as of which day, on how many origins it rests, and its id."""
    as_of = f"as of {day(row.as_of.isoformat())}" if row.as_of else ""
    origins = count(row.origins, "origins") if row.origins is not None else "origins not known"
    return " · ".join(filter(None, (day(row.day), as_of, ", ".join(row.outlets), origins, short(row.ids[0]))))


def _lines(rows: Sequence[TollRow]) -> str:
    """For a pipe: one line a row."""
    columns = [Column(name) for name in ("how many", "who says it", "published", "origins", "sentence", "id")]
    cells = [
        (
            (bounds(row.low, row.high), *quoted_words(row), standing(row), _about(row)[3]),
            (row.said_by, *_about(row)[:2]),
            (day(row.day), f"as of {day(row.as_of.isoformat())}" if row.as_of else "", ", ".join(row.outlets)),
            (str(row.origins) if row.origins is not None else "not known",),
            (row.sentence,),
            (row.ids[0],),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=False)
