"""Where things stand in a drawing: scales, ticks, rows of bars. Plain numbers, which templates turn into SVG.

Drawings are made on the server, so that they are there without a script, on paper and in the static site.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import NamedTuple

from reportedly.screen import MONTHS


class Scale(NamedTuple):
    """From values to places: `low` stands at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value; one outside stands at the edge."""
        if self.high <= self.low:
            return (self.start + self.end) / 2
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + min(1.0, max(0.0, share)) * (self.end - self.start), 1)


class Tick(NamedTuple):
    """A mark of an axis."""

    place: float
    label: str


def day_ticks(first: dt.date, last: dt.date, scale: Scale, most: int = 9) -> list[Tick]:
    """Marks on days, firsts of months or of years, whichever are few enough."""
    days = (last - first).days + 1
    if days <= most * 3:
        step = max(1, -(-days // most))
        chosen = [first + dt.timedelta(days=n) for n in range(0, days, step)]
        return [Tick(scale.at(day.toordinal()), f"{day.day} {MONTHS[day.month - 1]}") for day in chosen]
    months = [
        dt.date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= dt.date(year, month, 1) <= last
    ]
    if len(months) <= most * 3:
        step = max(1, -(-len(months) // most))
        return [Tick(scale.at(day.toordinal()), f"{MONTHS[day.month - 1]} {day.year}") for day in months[::step]]
    years = list(range(first.year + 1, last.year + 1))
    step = max(1, -(-len(years) // most))
    return [Tick(scale.at(dt.date(year, 1, 1).toordinal()), str(year)) for year in years[::step]]


def number_ticks(high: float, scale: Scale, most: int = 5, low: float = 0) -> list[Tick]:
    """Marks on round numbers from `low` to `high`."""
    if high <= low:
        return [Tick(scale.at(0), "0")]
    rough = (high - low) / most
    size = 10 ** math.floor(math.log10(rough))
    step = next((size * n for n in (1, 2, 5, 10) if size * n >= rough), size * 10)
    step = max(1, step)
    first = math.ceil(low / step)
    return [Tick(scale.at(step * n), f"{int(step * n):,}") for n in range(first, int(high // step) + 1)]


def pack(bars: Sequence[tuple[float, float]], gap: float = 3) -> list[int]:
    """The row of each bar, from the top, so that none lies on another. Bars come in the order of their starts."""
    ends: list[float] = []
    rows = []
    for start, end in bars:
        row = next((n for n, taken in enumerate(ends) if start >= taken + gap), len(ends))
        if row == len(ends):
            ends.append(end)
        else:
            ends[row] = end
        rows.append(row)
    return rows
