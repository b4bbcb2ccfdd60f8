"""What a match is read as, and from which days: the values that the makers of readings share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal, NamedTuple

from reportedly.lexicon.times import Value
from reportedly.model import TimePrecision
from reportedly.stages.time_calendar import Period, Point, day_in, period_of, stepped
from reportedly.stages.time_scan import Found, Scan, value_of

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Tense = Literal["past", "future", ""]
# How far ahead a day without a year may lie when the words look neither back nor ahead.
AHEAD = 45
# A report of the evening may be dated a day before the day it names.
SLACK = 2


class Anchors(NamedTuple):
    """From which days a reading counts.

    `day` is the report's day and `day_why` how it is known; `ref` is the last date of the text as far as it is known,
    `near` the last one of the same sentence;
    `narrative` says that the text tells a history, whose dates follow one another, `story` that this passage
    does; `tense` gives the tense beside
    characters.
    """

    day: dt.date | None = None
    day_why: str = ""
    ref: Point | None = None
    near: Point | None = None
    narrative: bool = False
    story: bool = False
    tense: Callable[[int, int], Tense] = lambda start, end: ""


class Reading(NamedTuple):
    """A time as read: its characters, TIMEX3 value and kind, its own interval, and why.

    `point` is what later expressions count from; `explicit` that the text itself names the year; `floating` that a
    time of day has its day from elsewhere.
    """

    start: int
    end: int
    period: Period
    kind: Kind = "DATE"
    why: str = ""
    anchor: str | None = None
    point: Point | None = None
    explicit: bool = False
    rule: str = ""
    floating: bool = False


class At(NamedTuple):
    """A match with all that its reading may look at."""

    scan: Scan
    found: Found
    anchors: Anchors

    def has(self, name: str) -> bool:
        """Whether the match has this part."""
        return name in self.found.parts

    def value(self, name: str) -> Value | None:
        """What the part means, or None."""
        return value_of(self.scan, self.found, name)

    def number(self, name: str) -> int | None:
        """The part's number, or None."""
        value = self.value(name)
        return int(value) if isinstance(value, (int, float)) else None

    def text(self, name: str) -> str:
        """The part's value where it is a word, or ""."""
        value = self.value(name)
        return value if isinstance(value, str) else ""

    @property
    def words(self) -> list[str]:
        """The words of the match in lower case."""
        return [t.lower() for t in self.scan.tokens.texts[self.found.first : self.found.last]]

    @property
    def span(self) -> tuple[int, int]:
        """The characters of the match."""
        tokens = self.scan.tokens
        return tokens[self.found.first].start, tokens[self.found.last - 1].end

    @property
    def tense(self) -> Tense:
        """The tense beside the match."""
        return self.anchors.tense(*self.span)

    def read(self, period: Period, why: str, **fields: object) -> Reading:
        """A reading of the whole match."""
        start, end = self.span
        return Reading(start, end, period, why=why, **fields)  # type: ignore[arg-type]


Made = Reading | list[Reading] | None
Maker = Callable[[At], Made]


def point_of(period: Period) -> Point | None:
    """The point that a period of one day, month or year stands for."""
    value = period.value
    if period.start is None:
        return _old_point(value)
    if period.start == period.end:
        return period.start.year, period.start.month, period.start.day
    if period.precision in ("year", "vague") and period.start.year != (period.end or period.start).year:
        return period.start.year, None, None
    days = ((period.end or period.start) - period.start).days
    return (period.start.year, period.start.month, None) if days <= 31 else (period.start.year, None, None)


def _old_point(value: str) -> Point | None:
    if value.startswith("BC") and value[2:6].isdigit():
        return -int(value[2:6]), None, None
    return None


def day_of(point: Point | None) -> dt.date | None:
    """The day that a point names, or None."""
    if point is None or point[1] is None or point[2] is None:
        return None
    return day_in(point[0], point[1], point[2])


def report_why(anchors: Anchors) -> str:
    """The report's day in words, with how it is known."""
    return f"{anchors.day} ({anchors.day_why})" if anchors.day_why else str(anchors.day)


def open_point(month: int | None, day: int | None) -> Period:
    """A date without its year, in TIMEX3: "XXXX-03-18"."""
    value = "XXXX" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
    return Period(value, precision="day" if day else "month")


def year_for(at: At, month: int, day: int | None) -> tuple[int | None, str, str | None]:
    """The year of a month or day written without one: (year or None, why, anchor)."""
    anchors = at.anchors
    told = anchors.narrative or anchors.day is None or (anchors.story and at.tense != "future")
    if anchors.ref is not None and told:
        return _year_in_story(anchors.ref, month, day)
    if anchors.day is None:
        return None, "no year in the text and no date of the report", None
    year, why = _year_by_tense(anchors.day, month, day, at.tense)
    return year, f"{why} {report_why(anchors)}", str(anchors.day)


# A story goes on: a month that lies more than this far back in the year is of the next year: January after October.
TURN = 8


def _year_in_story(ref: Point, month: int, day: int | None) -> tuple[int | None, str, str | None]:
    year, ref_month, _ = ref
    if ref_month is not None and year > 0 and month - ref_month < -TURN:
        year += 1
    return year, "year of the date before it in the text", period_of(ref).value


def _year_by_tense(today: dt.date, month: int, day: int | None, tense: Tense) -> tuple[int | None, str]:
    if day is None:
        if tense == "future":
            return today.year + (month < today.month), "first such month from"
        return today.year - (month > today.month), "last such month up to"
    options = [d for y in range(today.year - 4, today.year + 5) if (d := day_in(y, month, day)) is not None]
    if tense == "future":
        later = [d for d in options if (d - today).days >= -1]
        return (later[0].year, "first such day from") if later else (None, "no such day near")
    ahead = SLACK if tense == "past" else AHEAD
    earlier = [d for d in options if (d - today).days <= ahead]
    near = min(earlier, key=lambda d: abs((d - today).days)) if earlier else None
    return (
        (near.year, "last such day up to" if near <= today else "nearest such day to")
        if near
        else (None, "no such day near")
    )


def count_of(at: At, suffix: str = "") -> float | None:
    """The number before a unit: 25 for "twenty-five", 2.5 for "two and a half"; None when it is vague ("several").

    `suffix` names the second count of a rule that has two.
    """

    def has(name: str) -> bool:
        return at.has(name + suffix)

    if has("tens"):
        return float((at.number("tens" + suffix) or 0) + (at.number("ones" + suffix) or 0))
    halves = 0.5 if has("half") or (not suffix and "half" in at.words) else 0.0
    base = at.value("number" + suffix) if has("number") else at.value("cardinal" + suffix)
    if base is None and has("vague"):
        base = at.value("vague" + suffix)
    if base is None and (has("one") or "an" in at.words or halves):
        return halves or 1.0
    return float(base) + halves if isinstance(base, (int, float)) else None


def unit_of(at: At) -> str:
    """The code of the unit in the match."""
    return at.text("units") or at.text("unit") or at.text("period") or at.text("long_unit")


TIME_UNITS = {"TS": "S", "TM": "M", "TH": "H"}
DATE_UNITS = {
    "D": ("D", 1),
    "NI": ("D", 1),
    "W": ("W", 1),
    "WE": ("D", 2),
    "FN": ("W", 2),
    "M": ("M", 1),
    "Q": ("M", 3),
}
DATE_UNITS |= {"Y": ("Y", 1), "DE": ("Y", 10), "CE": ("CE", 1)}


def duration_value(count: float | None, unit: str) -> str:
    """A length in TIMEX3: "P18M", "PT30M", "PXW"."""
    if unit in TIME_UNITS:
        return f"PT{_count_text(count)}{TIME_UNITS[unit]}"
    letter, times = DATE_UNITS[unit]
    if count is None and times >= 10:
        return f"PX{unit}"  # decades
    return f"P{_count_text(count * times if count is not None else None)}{letter}"


def _count_text(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count == int(count) else str(count)


def shifted(point: Point, count: float, unit: str) -> Period | None:
    """A point so many units on; halves are rounded down to whole smaller units where that is exact."""
    if unit == "FN":
        return stepped(point, int(count * 2), "W")
    if count != int(count):
        smaller = {"Y": ("M", 12), "M": ("W", 4), "W": ("D", 7), "DE": ("Y", 10), "CE": ("DE", 10)}.get(unit)
        return stepped(point, int(count * smaller[1]), smaller[0]) if smaller and unit in ("Y", "DE", "CE") else None
    return stepped(point, int(count), "D" if unit == "NI" else unit)


NO_DAY = "no date of the report to count from"
NO_REF = "no date before it in the text to count from"
UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
PRECISION: dict[str, TimePrecision] = {
    "D": "day",
    "W": "week",
    "FN": "week",
    "WE": "day",
    "M": "month",
    "Q": "month",
    "Y": "year",
    "DE": "year",
    "CE": "year",
}


def base_day(at: At) -> tuple[dt.date | None, str, str | None]:
    """The day that "last" and "next" count from: the report's, in a history the text's last date."""
    ref = day_of(at.anchors.ref)
    if at.anchors.narrative and at.anchors.ref is not None:
        year, month, day = at.anchors.ref
        if ref is None and year > 0:
            ref = dt.date(year, month or 7, day or 15)
        return ref, "the date before it in the text", period_of(at.anchors.ref).value
    published = at.anchors.day
    return published, report_why(at.anchors), str(published) if published else None
