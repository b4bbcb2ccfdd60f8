"""Readings of explicit dates, years, ranges, seasons, decades: what the text itself names."""

from __future__ import annotations

import datetime as dt
import re

from reportedly.stages.time_calendar import Period, day_in, day_period, part_of, period_of, step_days, step_years
from reportedly.stages.time_reading import At, Made, Maker, Reading, open_point, point_of, report_why, year_for

CENTURY = 100
# "24" after "2023-" is 2024; "'89" is the nearest such year that is not in the future of the anchor.


def part_word(at: At) -> str:
    """Which part of a period the words name: start, mid, end or none."""
    if at.has("part"):
        return at.text("part")
    if at.has("edge"):
        return at.text("edge")
    if at.has("lateness"):
        return at.text("lateness")
    if at.has("edge_noun"):
        return at.text("edge_noun")
    joined = " ".join(at.words)
    for word, part in (("beginning of", "start"), ("start of", "start"), ("middle of", "mid"), ("end of", "end")):
        if word in joined:
            return part
    return ""


def year_of(at: At) -> int | None:
    """The year that the match names, negative before Christ; "'89" is of the century of the text's dates."""
    year = at.number("year") if at.has("year") else at.number("old")
    if year is not None:
        return -year if at.has("bc") else year
    short = at.number("apostrophe")
    return full_year(at, short) if short is not None else None


def full_year(at: At, short: int) -> int:
    """The year of two figures: the nearest to the text's last date, else the last one up to the report's day."""
    near = at.anchors.ref[0] if at.anchors.narrative and at.anchors.ref else None
    if near is None and at.anchors.day is not None:
        near = at.anchors.day.year
        return near - (near - short) % CENTURY
    near = near or 2000
    options = [near - (near - short) % CENTURY, near - (near - short) % CENTURY + CENTURY]
    return min(options, key=lambda y: abs(y - near))


def make_iso(at: At) -> Made:
    """An ISO date or date-time."""
    text = at.scan.raw(at.found.first)
    day = day_in(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if day is None or not day.year >= 1:
        return None
    if len(text) > 10:
        clock = text[11:].replace(" ", "")
        period = Period(f"{day}T{clock}", day, day, "minute")
        return at.read(period, "as written", kind="TIME", point=point_of(day_period(day)), explicit=True)
    return at.read(day_period(day), "as written", point=point_of(day_period(day)), explicit=True)


def make_numeric(at: At) -> Made:
    """A date in figures. Size or the report's day tell day from month; else the month stays open."""
    first, second, third = (int(n) for n in re.split(r"[/.]", at.scan.raw(at.found.first)))
    text = at.scan.raw(at.found.first)
    if len(re.split(r"[/.]", text)[0]) == 4:
        day = day_in(first, second, third) if first else None
        return at.read(day_period(day), "as written", point=point_of(day_period(day)), explicit=True) if day else None
    if re.split(r"[/.]", text)[0:1] and len(re.split(r"[/.]", text)[2]) == 3:
        return None
    year = third if third >= CENTURY else full_year(at, third)
    options = (
        {d for d in (day_in(year, second, first), day_in(year, first, second)) if d is not None} if year else set()
    )
    if not options:
        return None
    if len(options) == 2:
        return _either(at, year, sorted(options))
    day = options.pop()
    return at.read(day_period(day), "as written", point=point_of(day_period(day)), explicit=True)


def _either(at: At, year: int, options: list[dt.date]) -> Made:
    today = at.anchors.day
    if today is not None:
        near = [d for d in options if abs((d - today).days) <= 7]
        if len(near) == 1:
            why = f"figures that fit two days; the one near {report_why(at.anchors)}"
            return at.read(day_period(near[0]), why, anchor=str(today), point=point_of(day_period(near[0])))
    period = Period(f"{year:04d}-XX-XX", options[0], options[1], "vague")
    return at.read(period, "figures that fit two days, month and day first", explicit=True)


def make_date(at: At) -> Made:
    """A day with its month, its year written or found."""
    month = at.number("month") or 1
    day = at.number("day") or at.number("day_th")
    start, end = at.span
    if at.words[0] == "the" and not at.has("day_th") and _noun_follows(at):
        start = at.scan.tokens[at.found.first + 1].start  # "the 7 October talks": the article is the noun's
    reading = dated(at, year_of(at), month, day)
    return reading._replace(start=start, end=end)


def _noun_follows(at: At) -> bool:
    word = at.scan.raw(at.found.last)
    return word.isalpha() and word.islower() and word not in at.scan.words.lists["function_words"]


def dated(at: At, year: int | None, month: int, day: int | None) -> Reading:
    """The reading of month and day, with a year that is written or found."""
    explicit = year is not None
    why, anchor = "as written", None
    if year is None:
        year, why, anchor = year_for(at, month, day)
    if year is None:
        return at.read(open_point(month, day), why)
    period = period_of((year, month, day))
    if day is not None and year > 0 and period.start is None:
        return at.read(open_point(month, day), "no such day in that year")
    return at.read(period, why, anchor=anchor, point=(year, month, day), explicit=explicit)


def make_month(at: At) -> Made:
    """A month, or a part of it."""
    month = at.number("month") or at.number("month_alone") or 1
    reading = dated(at, year_of(at), month, None)
    if "half" in at.words:
        return reading._replace(period=_half_of(reading.period, first="first" in at.words))
    return reading._replace(period=part_of(reading.period, part_word(at)))


def _half_of(month: Period, first: bool) -> Period:
    """The first fifteen days of a month, or the rest of it."""
    if month.start is None or month.end is None:
        return month
    middle = step_days(month.start, 14)
    if first:
        return month._replace(end=middle, precision="vague")
    return month._replace(start=step_days(middle, 1), precision="vague")


def make_month_of(at: At) -> Made:
    """A month or day of a year that the text named before: "August of that year"."""
    month = at.number("month") or at.number("month_alone") or 1
    day = at.number("day") or at.number("day_th")
    ref, words = at.anchors.ref, at.words
    if any(w in words for w in ("last", "next", "this")) and at.anchors.day:
        year = at.anchors.day.year + ("next" in words) - ("last" in words)
        why, anchor = f"counted from {report_why(at.anchors)}", str(at.anchors.day)
    elif ref is not None:
        year = step_years(ref[0], at.has("anaphor_next") - at.has("anaphor_past"))
        why, anchor = "year of the date before it in the text", period_of(ref).value
    else:
        return at.read(open_point(month, day), "no date before it in the text")
    return at.read(period_of((year, month, day)), why, anchor=anchor, point=(year, month, day))


def make_day_of_month(at: At) -> Made:
    """ "The 28th of that month": month and year from the date before it."""
    day = at.number("day_th") or at.number("day")
    ref = at.anchors.ref
    if ref is None or ref[1] is None or day is None:
        return None
    period = period_of((ref[0], ref[1], day))
    if period.start is None and ref[0] > 0:
        return None
    why = "month of the date before it in the text"
    return at.read(period, why, anchor=period_of(ref).value, point=(ref[0], ref[1], day))


def make_year(at: At) -> Made:
    """A year, or a part of it."""
    year = year_of(at)
    if not year:
        return None
    period = part_of(period_of((year, None, None)), part_word(at))
    return at.read(period, "as written", point=(year, None, None), explicit=True)


def _sub(at: At, first: int, last: int, period: Period, why: str = "as written", **fields: object) -> Reading:
    tokens = at.scan.tokens
    return Reading(tokens[first].start, tokens[last].end, period, why=why, **fields)  # type: ignore[arg-type]


def make_year_range(at: At) -> Made:
    """ "2023-24": two readings, one of each year; "2024-03" is a month."""
    year, short = at.number("year") or 1, at.number("until") or 0
    low = year % CENTURY
    if short <= low:
        if 1 <= short <= 12:
            return at.read(period_of((year, short, None)), "as written", point=(year, short, None), explicit=True)
        return _sub(
            at, at.found.first, at.found.first, period_of((year, None, None)), point=(year, None, None), explicit=True
        )
    until = year - low + short
    pairs = ((year, at.found.first), (until, at.found.last - 1))
    return [_sub(at, i, i, period_of((y, None, None)), point=(y, None, None), explicit=True) for y, i in pairs]


def make_old_range(at: At) -> Made:
    """ "499-493 BC": two readings."""
    low = at.number("old") or at.number("year") or 1
    high = at.number("until") or 1
    first = _sub(at, at.found.first, at.found.first, period_of((-low, None, None)), explicit=True)
    return [
        first,
        _sub(
            at,
            at.found.parts["until"],
            at.found.last - 1,
            period_of((-high, None, None)),
            point=(-high, None, None),
            explicit=True,
        ),
    ]


def make_day_range(at: At) -> Made:
    """ "6-7 August": two readings, each with month and year."""
    month = at.number("month") or 1
    low = at.number("from") or at.number("from_th")
    high = at.number("day") or at.number("day_th")
    second = dated(at, year_of(at), month, high)
    year = second.point[0] if second.point else None
    first = (
        second.period._replace(value=open_point(month, low).value) if year is None else period_of((year, month, low))
    )
    low_at = at.found.parts.get("from", at.found.parts.get("from_th", at.found.first))
    high_at = at.found.parts.get("day", at.found.parts.get("day_th", at.found.first))
    month_at = at.found.parts["month"]
    tokens = at.scan.tokens
    begin = at.found.first
    point = (year, month, low) if year else None
    until = tokens[low_at].end
    one = second._replace(start=tokens[begin].start, end=until, period=first, point=point)
    if month_at < low_at:  # "March 26-30"
        return [one, second._replace(start=tokens[high_at].start)]
    high_from = high_at - 1 if at.scan.word(high_at - 1) == "the" else high_at
    return [one, second._replace(start=tokens[high_from].start)]


def make_month_range(at: At) -> Made:
    """ "January and February 1937": two readings; the first month's year is the second's, or the one before."""
    year, low, high = at.number("year") or 1, at.number("from") or 1, at.number("month") or 1
    first_year = year if low <= high else year - 1
    first = _sub(
        at,
        at.found.first,
        at.found.first,
        period_of((first_year, low, None)),
        point=(first_year, low, None),
        explicit=True,
    )
    second_at = at.found.parts["month"]
    second = _sub(
        at, second_at, at.found.last - 1, period_of((year, high, None)), point=(year, high, None), explicit=True
    )
    return [first, second]


def make_named(at: At) -> Made:
    """A day known by a name."""
    day = dt.date.fromisoformat(str(at.found.pattern.rule.args["day"]))
    if at.anchors.day is not None and at.anchors.day < day:
        return None
    start, end = at.span
    if at.words[-1] in ("attack", "attacks", "assault"):
        end = at.scan.tokens[at.found.last - 2].end
        start = at.scan.tokens[at.found.first + (at.words[0] == "the")].start
    return at.read(day_period(day), "a day known by this name", point=point_of(day_period(day)))._replace(
        start=start, end=end
    )


MAKERS: dict[str, Maker] = {
    "iso": make_iso,
    "numeric": make_numeric,
    "date": make_date,
    "month": make_month,
    "month_of": make_month_of,
    "day_of_month": make_day_of_month,
    "year": make_year,
    "year_range": make_year_range,
    "old_range": make_old_range,
    "day_range": make_day_range,
    "month_range": make_month_range,
    "named": make_named,
}
