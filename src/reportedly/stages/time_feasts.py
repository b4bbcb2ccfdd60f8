"""Moveable feasts by computed tables: Easter, the Islamic and the Hebrew calendar, weekday rules.

The Islamic calendar here is the tabular one. Where a month begins depends on the sighting of the moon and differs from
place to place by a day or so, which is why such days have vague precision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from reportedly.stages.time_calendar import day_in, step_days, weekday_near

ISLAMIC_EPOCH = 227_015  # proleptic Gregorian ordinal of 1 Muharram 1 (16 July 622 Julian)
HEBREW_EPOCH = -1_373_428  # ordinal of 1 Tishri 1, minus one
EARLIEST, LATEST = 1583, 2400  # the Gregorian calendar, and as far as the rules are of use
Days = tuple[dt.date, dt.date]
NO_TABLES: Mapping[str, Sequence[dt.date]] = MappingProxyType({})


def is_fixed(rule: str) -> bool:
    """Whether a feast has one day that every calendar gives: not by the moon's sighting, not a day off elsewhere."""
    family, _, rest = rule.partition(":")
    return family not in ("islamic", "table") and not (family == "fixed" and rest.count("-") > 1)


def feast_days(rule: str, year: int, tables: Mapping[str, Sequence[dt.date]] = NO_TABLES) -> list[Days]:
    """First and last day of a feast in a Gregorian year: none, one, or two where lunar years are short.

    Rules: "fixed:12-25", "easter:-2", "orthodox:0", "islamic:10-1:3" (month, day, length), "hebrew:1-1:2",
    "nth:11-4-4" (fourth Thursday of November), "table:diwali" (a list of first days).
    """
    if not EARLIEST <= year <= LATEST:
        return []
    family, _, rest = rule.partition(":")
    if family == "table":
        return [(day, day) for day in tables.get(rest, ()) if day.year == year]
    numbers = [int(n) for n in rest.replace(":", " ").replace("-", " ").split()]
    if family in ("easter", "orthodox"):
        day = easter(year, EASTER_WESTERN if family == "easter" else EASTER_ORTHODOX)
        first = step_days(day, int(rest))
        return [(first, first)]
    if family == "fixed":
        fixed = day_in(year, numbers[0], numbers[1])
        length = numbers[2] if len(numbers) > 2 else 1
        return [(fixed, step_days(fixed, length - 1))] if fixed else []
    if family == "nth":
        month, weekday, count = numbers
        first = weekday_near(dt.date(year, month, 1), weekday, 1, today=True)
        return [(day := step_days(first, 7 * (count - 1)), day)]
    length = numbers[2] if len(numbers) > 2 else 1
    make = _islamic if family == "islamic" else _hebrew
    return [(d, step_days(d, length - 1)) for d in make(year, numbers[0], numbers[1]) if d.year == year]


def _islamic(year: int, month: int, day: int) -> list[dt.date]:
    guess = (year - 622) * 33 // 32
    return [islamic_day(y, month, day) for y in range(guess - 1, guess + 3)]


def islamic_day(year: int, month: int, day: int) -> dt.date:
    """A day of the tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29)."""
    ordinal = ISLAMIC_EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return dt.date.fromordinal(ordinal)


def _hebrew(year: int, month: int, day: int) -> list[dt.date]:
    return [_hebrew_day(y, month, day) for y in (year + 3760, year + 3761)]


@lru_cache(maxsize=1024)
def _hebrew_new_year(year: int) -> int:
    """Days to 1 Tishri of a Hebrew year, with the four postponements."""
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    day = months * 29 + parts // 25_920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


def _hebrew_correction(year: int) -> int:
    before, here, after = (_hebrew_new_year(y) for y in (year - 1, year, year + 1))
    if after - here == 356:
        return 2
    return 1 if here - before == 382 else 0


@lru_cache(maxsize=1024)
def _tishri(year: int) -> int:
    return HEBREW_EPOCH + _hebrew_new_year(year) + _hebrew_correction(year)


def _hebrew_day(year: int, month: int, day: int) -> dt.date:
    """Months are counted from Tishri (1); from Adar on (6) they are counted back from the next Tishri, so that leap
    months do not matter: Adar is 6, Nisan 7, Sivan 9.
    """
    if month <= 3:
        lengths = (30, 30 if _tishri(year + 1) - _tishri(year) in (355, 385) else 29)
        return dt.date.fromordinal(_tishri(year) + sum(lengths[: month - 1]) + day)
    to_end = {6: 29, 7: 30, 8: 29, 9: 30, 10: 29, 11: 30, 12: 29}
    back = sum(length for m, length in to_end.items() if m >= month)
    return dt.date.fromordinal(_tishri(year + 1) - back + day)
