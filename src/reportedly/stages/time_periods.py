"""Readings of weeks of a month, quarters, seasons, decades, centuries and fiscal years."""

from __future__ import annotations

import re

from reportedly.stages.time_calendar import (
    Period,
    century_period,
    day_period,
    decade_period,
    half_period,
    part_of,
    period_of,
    quarter_period,
    season_period,
    step_days,
    step_years,
    week_period,
    weekday_near,
)
from reportedly.stages.time_dates import CENTURY, dated, full_year, part_word, year_of
from reportedly.stages.time_reading import At, Made, Maker, point_of, report_why


def make_later_in(at: At) -> Made:
    """ "Late in the year", "the rest of 2019"."""
    year = year_of(at)
    ref = at.anchors.ref
    today = at.anchors.day
    if year is None and today is not None and not at.anchors.narrative and "the" in at.words:
        ref = (today.year, today.month, today.day)
    if year is None and ref is None:
        return None
    explicit = year is not None
    why = "as written" if explicit else "the date before it in the text"
    anchor = None if explicit or ref is None else period_of(ref).value
    if at.has("season"):
        period = season_period(ref[0] if ref else 1, at.text("season"))
    elif year is not None or "year" in at.words:
        period = period_of((year or (ref[0] if ref else 1), None, None))
    elif ref is not None and ref[1] is not None and "month" in at.words:
        period = period_of((ref[0], ref[1], None))
    elif ref is not None and "day" in at.words and ref[2] is not None:
        period = period_of(ref)
    else:
        return None
    point = point_of(period) or ref
    return at.read(part_of(period, part_word(at)), why, anchor=anchor, point=point, explicit=explicit)


def make_week_of_month(at: At) -> Made:
    """ "The last week of March": the week that holds the month's nth seven days."""
    month = at.number("month_alone") or 1
    reading = dated(at, at.number("year"), month, None)
    start, end = reading.period.start, reading.period.end
    if start is None or end is None:
        return reading
    number = -1 if "final" in at.words else at.number("ordinal") or 1
    day = step_days(start, 7 * (number - 1) + 3) if number > 0 else step_days(end, -3)
    week = week_period(day)
    low, high = (step_days(day, -3), step_days(day, 3))
    return reading._replace(period=week._replace(start=max(low, start), end=min(high, end), precision="week"))


def make_nth_weekday(at: At) -> Made:
    """ "The last Friday of March 2024"."""
    reading = dated(at, at.number("year"), at.number("month_alone") or 1, None)
    number, start, end = at.number("ordinal") or 1, reading.period.start, reading.period.end
    if start is None or end is None or not -1 <= number <= 5:
        return None
    weekday = at.number("weekday_alone") or 1
    if number == -1:
        day = weekday_near(end, weekday, -1, today=True)
    else:
        day = step_days(weekday_near(start, weekday, 1, today=True), 7 * (number - 1))
    if day > end:
        return None
    return reading._replace(period=day_period(day), point=point_of(day_period(day)))


def make_quarter(at: At) -> Made:
    """A quarter or half of a year."""
    number = -1 if "final" in at.words or at.words[0] == "last" else at.number("ordinal") or 1
    half = "half" in at.words
    number = (2 if half else 4) if number == -1 else number
    if not 1 <= number <= (2 if half else 4):
        return None
    year, why, anchor = _year_word(at)
    if year is None:
        return at.read(Period(f"XXXX-{'H' if half else 'Q'}{number}", precision="month"), why)
    period = (half_period if half else quarter_period)(year, number)
    today = at.anchors.day
    bare = not at.has("year") and "year" not in at.words and not at.anchors.narrative
    if bare and today is not None and period.start is not None and period.start > today and at.tense != "future":
        year -= 1
        period = (half_period if half else quarter_period)(year, number)
    if "fiscal" in at.words:
        period = Period(f"FY{year:04d}-{'H' if half else 'Q'}{number}", precision="month")
        return at.read(period, "of a fiscal year; its months differ from state to state", explicit=True)
    return at.read(period, why, anchor=anchor, point=(year, None, None), explicit=at.has("year"))


def _year_word(at: At) -> tuple[int | None, str, str | None]:
    """The year of "of 2024", "of last year", "of that year", or of none of them."""
    if at.has("year"):
        return at.number("year"), "as written", None
    day, ref = at.anchors.day, at.anchors.ref
    words = at.words
    if ("that" in words or "same" in words or at.anchors.narrative or day is None) and ref is not None:
        return ref[0], "year of the date before it in the text", period_of(ref).value
    if day is None:
        return None, "no date of the report", None
    return day.year + ("next" in words) - ("last" in words[1:]), f"counted from {report_why(at.anchors)}", str(day)


def make_quarter_short(at: At) -> Made:
    """Q3 2024."""
    code = at.words[0]
    year, why, anchor = _year_word(at)
    if year is None or not 1 <= year < 9000:
        return None
    period = (quarter_period if code[0] == "q" else half_period)(year, int(code[1]))
    return at.read(period, why, anchor=anchor, point=(year, None, None), explicit=at.has("year"))


def make_season(at: At) -> Made:
    """A season, of the year that is written or of the text's last date, or the report's year."""
    season = at.text("season")
    year = year_of(at)
    explicit = year is not None
    why, anchor = "as written", None
    if year is None:
        year, why, anchor = _season_year(at, season)
    if year is None:
        return at.read(Period(f"XXXX-{season}", precision="vague"), why)
    point = (year, None, None) if explicit else None
    return at.read(
        season_period(year, season),
        f"{why}; the months of a season are a convention",
        anchor=anchor,
        point=point,
        explicit=explicit,
    )


def _season_year(at: At, season: str) -> tuple[int | None, str, str | None]:
    ref, day = at.anchors.ref, at.anchors.day
    if ref is not None and (at.anchors.narrative or day is None or "that" in at.words or "same" in at.words):
        year = step_years(ref[0], at.has("anaphor_next") - at.has("anaphor_past"))
        if season == "WI" and ref[1] is not None and ref[1] >= 9 and at.anchors.narrative:
            year = step_years(year, 1) if year else year
        return year, "year of the date before it in the text", period_of(ref).value
    if day is None:
        return None, "no date of the report", None
    year = day.year - ("last" in at.words)
    if season == "WI" and day.month <= 2 and at.tense != "future":
        year -= 1
    return year, f"counted from {report_why(at.anchors)}", str(day)


def make_decade(at: At) -> Made:
    """A decade or a part of it."""
    if at.has("decade_word"):
        first = 1900 + (at.number("decade_word") or 0)
    else:
        digits = re.sub(r"\D", "", at.scan.raw(at.found.parts["decade"]))
        first = int(digits)
        if len(digits) == 2:
            first = full_year(at, first)
    if at.has("bc"):
        return at.read(
            Period(f"BC{first // 10:03d}", precision="year"), "as written", explicit=True, point=(-first, None, None)
        )
    period = decade_period(first, part_word(at))
    return at.read(period, "as written", point=(first, None, None), explicit=True)


def make_century(at: At) -> Made:
    """A century."""
    number = at.number("ordinal") or 0
    if not 1 <= number <= 30:
        return None
    period = century_period(number, at.has("bc"))
    return at.read(part_of(period, part_word(at)), "as written", explicit=False)


def make_fiscal(at: At) -> Made:
    """A fiscal year: which months it has is left open."""
    year = at.number("until") or at.number("year") or 0
    if year < CENTURY:
        year = (at.number("year") or 0) // CENTURY * CENTURY + year
    return at.read(
        Period(f"FY{year:04d}", precision="year"), "a fiscal year; its months differ from state to state", explicit=True
    )


MAKERS: dict[str, Maker] = {
    "later_in": make_later_in,
    "week_of_month": make_week_of_month,
    "nth_weekday": make_nth_weekday,
    "quarter": make_quarter,
    "quarter_short": make_quarter_short,
    "season": make_season,
    "decade": make_decade,
    "century": make_century,
    "fiscal": make_fiscal,
}
