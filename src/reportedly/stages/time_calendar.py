"""Calendar arithmetic: periods with their TIMEX3 value, and steps from one to another.

A `Point` is a date as far as it is known: (year, month or None, day or None). Years before Christ are negative and
have no calendar dates here, since Python's calendar begins with year 1.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from reportedly.model import TimePrecision

Point = tuple[int, int | None, int | None]
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first months, as weather services count them in the north
# Thirds of a month, of a year (in months), of a decade (in years): first and last, inclusive.
MONTH_PARTS = {"start": (1, 10), "mid": (11, 20), "end": (21, 31)}
YEAR_PARTS = {"start": (1, 4), "mid": (5, 8), "end": (9, 12)}
DECADE_PARTS = {"start": (0, 3), "mid": (4, 6), "end": (7, 9)}
FURTHEST = 9998


class Period(NamedTuple):
    """A stretch of the calendar: TIMEX3 value, first and last day (None when not known), and how fine it is."""

    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    precision: TimePrecision = "day"


def year_text(year: int) -> str:
    """A year in TIMEX3: "1939", "BC0490"."""
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def day_in(year: int, month: int, day: int) -> dt.date | None:
    """A calendar day, or None when there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def day_period(day: dt.date) -> Period:
    """One day."""
    return Period(day.isoformat(), day, day, "day")


def period_of(point: Point) -> Period:
    """The day, month or year that a point names."""
    year, month, day = point
    known = 1 <= year <= FURTHEST
    if month is None:
        first, last = (dt.date(year, 1, 1), dt.date(year, 12, 31)) if known else (None, None)
        return Period(year_text(year), first, last, "year")
    if day is None:
        first, last = (dt.date(year, month, 1), month_end(year, month)) if known else (None, None)
        return Period(f"{year_text(year)}-{month:02d}", first, last, "month")
    date = day_in(year, month, day)
    return Period(f"{year_text(year)}-{month:02d}-{day:02d}", date, date, "day")


def week_period(day: dt.date) -> Period:
    """The ISO week, Monday to Sunday, of a day."""
    year, week, weekday = day.isocalendar()
    monday = step_days(day, 1 - weekday)
    return Period(f"{year:04d}-W{week:02d}", monday, step_days(monday, 6), "week")


def weekend_period(day: dt.date) -> Period:
    """Saturday and Sunday of the ISO week of a day."""
    week = week_period(day)
    monday = week.start or day
    return Period(f"{week.value}-WE", step_days(monday, 5), step_days(monday, 6), "day")


def season_period(year: int, season: str) -> Period:
    """A season; winter begins in December of its year. The northern count is a convention: precision vague."""
    value = f"{year_text(year)}-{season}"
    if not 1 <= year < FURTHEST:
        return Period(value, precision="vague")
    first = SEASONS[season]
    last = (year + 1, 2) if first == 12 else (year, first + 2)
    return Period(value, dt.date(year, first, 1), month_end(*last), "vague")


def quarter_period(year: int, quarter: int) -> Period:
    """A quarter of a calendar year."""
    return Period(f"{year:04d}-Q{quarter}", dt.date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter), "month")


def half_period(year: int, half: int) -> Period:
    """A half of a calendar year."""
    return Period(f"{year:04d}-H{half}", dt.date(year, 6 * half - 5, 1), month_end(year, 6 * half), "month")


def decade_period(decade: int, part: str = "") -> Period:
    """A decade by its first year, 1990, or a part of it; a part has a convention's borders: precision vague."""
    value = year_text(decade)[:-1]
    if not 1 <= decade <= FURTHEST - 10:
        return Period(value, precision="vague")
    first, last = DECADE_PARTS.get(part, (0, 9))
    return Period(value, dt.date(decade + first, 1, 1), dt.date(decade + last, 12, 31), "vague" if part else "year")


def century_period(number: int, before_christ: bool = False) -> Period:
    """The nth century, TIMEX3 "20" for the 21st."""
    if before_christ:
        return Period(f"BC{number - 1:02d}", precision="year")
    first = max(1, 100 * (number - 1))
    last = min(FURTHEST, 100 * number - 1)
    return Period(f"{number - 1:02d}", dt.date(first, 1, 1), dt.date(last, 12, 31), "year")


def part_of(period: Period, part: str) -> Period:
    """The beginning, middle or end of a period, by thirds: "early October" is the 1st to the 10th."""
    start, end = period.start, period.end
    if not part or start is None or end is None or start == end:
        return period
    days = (end - start).days + 1
    if period.precision == "month" and days <= 31:
        low, high = MONTH_PARTS[part]
        dates = (start.replace(day=low), start.replace(day=min(high, end.day)))
    elif period.precision == "year" and days <= 366:
        low, high = YEAR_PARTS[part]
        dates = (dt.date(start.year, low, 1), month_end(start.year, high))
    else:
        third = max(1, days // 3)
        first = {"start": 0, "mid": third, "end": days - third}[part]
        dates = (step_days(start, first), step_days(start, first + third - 1))
    return period._replace(start=dates[0], end=dates[1], precision="vague")


def step_days(day: dt.date, days: int) -> dt.date:
    """A day so many days on; the calendar's ends stay where they are."""
    try:
        return day + dt.timedelta(days)
    except OverflowError:
        return dt.date.max if days > 0 else dt.date.min


def step_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month so many months on."""
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def same_day_months_on(day: dt.date, months: int) -> dt.date | None:
    """The same day of the month so many months on, the last one where the month is shorter."""
    year, month = step_months(day.year, day.month, months)
    if not 1 <= year <= FURTHEST:
        return None
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def step_years(year: int, years: int) -> int:
    """A year so many years on: there is no year 0."""
    on = year + years
    if year < 0 <= on:
        return on + 1
    return on - 1 if on <= 0 < year else on


def stepped(point: Point, count: int, unit: str) -> Period | None:
    """A point so many units on, as fine as the unit: three days after a day, two years after a year."""
    year, month, day = point
    if abs(count) > 400_000:
        return None
    if unit in ("D", "W"):
        date = day_in(year, month, day) if month and day else None
        return day_period(step_days(date, count * (7 if unit == "W" else 1))) if date else None
    if unit in ("M", "Q"):
        if not month or year < 0:
            return None
        moved = step_months(year, month, count * (3 if unit == "Q" else 1))
        return period_of((*moved, None)) if 1 <= moved[0] <= FURTHEST else None
    years = {"Y": 1, "DE": 10, "CE": 100}.get(unit)
    if years is None:
        return None
    return period_of((step_years(year, count * years), None, None))


def weekday_near(day: dt.date, weekday: int, direction: int, today: bool) -> dt.date:
    """The nearest such weekday (ISO, Monday 1) before (-1) or after (+1) a day; the day itself only if `today`."""
    away = (direction * (weekday - day.isoweekday())) % 7
    if away == 0 and not today:
        away = 7
    return step_days(day, direction * away)


def back_from(day: dt.date, count: float, unit: str) -> dt.date | None:
    """The day so long before (count < 0) or after: 18 months before 28 March is 28 September."""
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months is not None:
        return same_day_months_on(day, round(count * months)) if abs(count * months) < 100_000 else None
    days: float | None = {"D": 1, "W": 7, "WE": 7, "FN": 14}.get(unit)
    if days is None:
        hours = {"TH": 1, "TM": 1 / 60, "TS": 1 / 3600}.get(unit)
        days = hours / 24 if hours else None
    if days is None or abs(count * days) > 3_000_000:
        return None
    whole = int(count * days)
    return step_days(day, whole if whole or not count else (-1 if count < 0 else 0))
