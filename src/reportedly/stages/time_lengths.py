"""Readings of lengths of time, "the past 18 months", "60 to 90 days", and of repeated times, "every Friday"."""

from __future__ import annotations

import datetime as dt

from reportedly.stages.time_calendar import Period, back_from, day_period, period_of, step_days
from reportedly.stages.time_dates import dated
from reportedly.stages.time_reading import (
    NO_DAY,
    NO_REF,
    PRECISION,
    UNKNOWN,
    At,
    Made,
    Maker,
    base_day,
    count_of,
    day_of,
    duration_value,
    point_of,
    report_why,
    unit_of,
)
from reportedly.stages.time_shifts import unit_around


def make_years_on(at: At) -> Made:
    """ "Three years on": a length up to the report's day."""
    count, unit = count_of(at), unit_of(at)
    day, why, anchor = base_day(at)
    start = back_from(day, -count, unit) if day is not None and count is not None else None
    period = Period(duration_value(count, unit), start, day if start else None, "vague")
    return at.read(period, f"a length up to {why}", kind="DURATION", anchor=anchor)


def make_span(at: At) -> Made:
    """ "The past 18 months": a length that ends at the report's day, or begins there."""
    count, unit = count_of(at), unit_of(at)
    if count is None and at.has("long_unit"):
        count = 1.5 if at.has("half") else 1
    words = at.words
    value = duration_value(count, unit)
    if at.scan.word(at.found.last) == "of" or {"first", "final"} & set(words):
        return at.read(Period(value, precision="vague"), "a length within something else", kind="DURATION")
    ahead = at.has("next_word")
    day, why, anchor = _span_base(at, ahead)
    if day is None or count is None:
        return at.read(
            Period(value, precision="vague"), NO_DAY if day is None else "how long is left open", kind="DURATION"
        )
    other = back_from(day, count if ahead else -count, unit)
    if other is None:
        return at.read(Period(value, precision="vague"), why, kind="DURATION")
    low, high = (day, other) if ahead else (other, day)
    precision = PRECISION.get(unit, "day")
    return at.read(
        Period(value, low, high, precision),
        f"a length {'from' if ahead else 'up to'} {why}",
        kind="DURATION",
        anchor=anchor,
    )


def _span_base(at: At, ahead: bool) -> tuple[dt.date | None, str, str | None]:
    ref = day_of(at.anchors.ref)
    if at.anchors.narrative or (ahead and ref is not None and "coming" not in at.words and at.tense != "future"):
        return ref, "the date before it in the text", str(ref) if ref else None
    return at.anchors.day, report_why(at.anchors), str(at.anchors.day) if at.anchors.day else None


def make_duration(at: At) -> Made:
    """A length of time; where on the calendar it lies the words do not say."""
    unit = unit_of(at)
    if not unit and "century" in at.words:
        unit = "CE"
    if not unit:
        unit = "TH"
    count = count_of(at)
    if "single" in at.words and at.has("unit"):
        count = 1.0
    elif {"dozens", "hundreds", "thousands", "tens", "scores"} & set(at.words) or not _has_count(at):
        count = None if not _single(at) else 1
    kind = "SET" if at.words[0] in ("a", "an") and _is_rate(at) else "DURATION"
    return at.read(Period(duration_value(count, unit), precision="vague"), "a length of time", kind=kind)


def make_duration_range(at: At) -> Made:
    """ "60 to 90 days": two lengths, of which the first has its unit from the second."""
    unit = unit_of(at)
    cut = next(
        i
        for i in range(at.found.first + 1, at.found.last)
        if at.scan.word(i) in ("to", "or", "and", "-", "–") and i > _first_count(at)
    )
    low, high = count_of(at), count_of(at, "2")
    tokens = at.scan.tokens
    first = at.read(Period(duration_value(low, unit), precision="vague"), "a length of time", kind="DURATION")
    second = first._replace(period=Period(duration_value(high, unit), precision="vague"), start=tokens[cut + 1].start)
    return [first._replace(end=tokens[cut - 1].end), second]


def _first_count(at: At) -> int:
    names = ("tens", "ones", "number", "half", "cardinal", "vague", "one")
    return max(at.found.parts[n] for n in names if at.has(n))


def make_the_period(at: At) -> Made:
    """ "The entire year": of the date before it in the sentence, else of the date before it or the report's."""
    unit = at.text("period")
    ref = at.anchors.near or (at.anchors.ref if at.anchors.narrative or at.anchors.day is None else None)
    if ref is None and at.anchors.day is not None:
        ref = point_of(day_period(at.anchors.day))
    period = unit_around(ref, unit) if ref is not None else None
    if period is None or ref is None:
        return at.read(Period(UNKNOWN[unit], precision="vague"), NO_REF)
    return at.read(period, "the date before it, or the report's", anchor=period_of(ref).value, point=ref)


def _has_count(at: At) -> bool:
    return any(at.has(name) for name in ("tens", "number", "cardinal", "vague", "one", "half")) or "an" in at.words


def _single(at: At) -> bool:
    return at.has("unit") and "long" in at.words


def _is_rate(at: At) -> bool:
    before = at.scan.word(at.found.first - 1)
    return before.isdigit() or before in ("once", "twice", "times", "dollars", "barrels", "tonnes", "tons", "people")


def make_every(at: At) -> Made:
    """A repeated time."""
    if at.has("adverb_set"):
        return at.read(Period(at.text("adverb_set"), precision="vague"), "a repeated time", kind="SET")
    if at.has("weekday_alone") or at.has("weekdays"):
        code = at.text("daypart")
        number = at.number("weekday_alone") or at.number("weekdays")
        return at.read(
            Period(f"XXXX-WXX-{number}" + (f"T{code}" if code else ""), precision="vague"),
            "a repeated weekday",
            kind="SET",
        )
    if at.has("month_alone"):
        return at.read(
            Period(f"XXXX-{at.number('month_alone'):02d}", precision="vague"), "a repeated month", kind="SET"
        )
    if at.has("season"):
        return at.read(Period(f"XXXX-{at.text('season')}", precision="vague"), "a repeated season", kind="SET")
    if at.has("daypart"):
        return at.read(
            Period(f"XXXX-XX-XXT{at.text('daypart')}", precision="vague"), "a repeated part of the day", kind="SET"
        )
    count = count_of(at)
    if at.words[-1] == "night" and count is None:
        return at.read(Period("XXXX-XX-XXTNI", precision="vague"), "a repeated part of the day", kind="SET")
    value = duration_value(2 if "other" in at.words else 1 if count is None else count, unit_of(at))
    return at.read(Period(value, precision="vague"), "a repeated time", kind="SET")


def make_consecutive(at: At) -> Made:
    """ "The third consecutive day" is the day itself; a month or year counted is a length up to now."""
    day, why, anchor = base_day(at)
    unit = {"day": "D", "night": "NI", "week": "W", "month": "M", "year": "Y"}[at.words[-1]]
    number = at.number("ordinal") or 1
    if unit == "D" and day is not None and len(at.words) > 3:
        return at.read(day_period(day), f"the last of a row of days, up to {why}", anchor=anchor)
    return at.read(
        Period(duration_value(max(1, number), unit), precision="vague"), "counted in a row up to now", kind="DURATION"
    )


def make_first_months(at: At) -> Made:
    """ "The first ten months of 1915": a length at the beginning or end of a year or month."""
    count, unit = count_of(at), unit_of(at)
    value = duration_value(count, unit)
    if at.has("year") and not at.has("month_alone"):
        whole = period_of((at.number("year") or 1, None, None))
    elif at.has("month_alone"):
        whole = dated(at, at.number("year"), at.number("month_alone") or 1, None).period
    else:
        day = at.anchors.day
        whole = period_of((day.year - ("last" in at.words[2:]), None, None)) if day else Period("")
    if whole.start is None or whole.end is None or count is None:
        return at.read(Period(value, precision="vague"), "a length within something else", kind="DURATION")
    if at.words[1] == "first":
        end = back_from(whole.start, count, unit)
        first: dt.date | None = whole.start
        last = step_days(end, -1) if end else None
    else:
        begin = back_from(step_days(whole.end, 1), -count, unit)
        first, last = begin, whole.end
    return at.read(
        Period(value, first, last, PRECISION.get(unit, "day")), "a length within what is named", kind="DURATION"
    )


MAKERS: dict[str, Maker] = {
    "years_on": make_years_on,
    "span": make_span,
    "duration": make_duration,
    "duration_range": make_duration_range,
    "the_period": make_the_period,
    "every": make_every,
    "consecutive": make_consecutive,
    "first_months": make_first_months,
}
