"""Readings of relative expressions: weekdays, "last month", "three days later", "the past 18 months", lengths, sets."""

from __future__ import annotations

import datetime as dt

from reportedly.stages.time_calendar import (
    SEASONS,
    Period,
    Point,
    back_from,
    century_period,
    day_period,
    decade_period,
    part_of,
    period_of,
    quarter_period,
    season_period,
    step_days,
    step_months,
    step_years,
    stepped,
    week_period,
    weekday_near,
    weekend_period,
)
from reportedly.stages.time_dates import dated, part_word
from reportedly.stages.time_reading import (
    TIME_UNITS,
    At,
    Made,
    Maker,
    Reading,
    count_of,
    day_of,
    duration_value,
    point_of,
    report_why,
    shifted,
    unit_of,
)

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
PRECISION = {
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
RANGE_WORDS = frozenset({"to", "until", "till", "through", "-", "–", "—"})


def base_day(at: At) -> tuple[dt.date | None, str, str | None]:
    """The day that "last" and "next" count from: the report's, in a history the text's last date."""
    ref = day_of(at.anchors.ref)
    if at.anchors.narrative and at.anchors.ref is not None:
        year, month, day = at.anchors.ref
        if ref is None and year > 0:
            ref = dt.date(year, month or 7, day or 15)
        return ref, "the date before it in the text", period_of(at.anchors.ref).value
    day = at.anchors.day
    return day, report_why(at.anchors), str(day) if day else None


def weekday_day(at: At, weekday: int) -> tuple[dt.date | None, str, str | None]:
    """Which day a weekday is: (day or None, why, anchor)."""
    words, ref = at.words, day_of(at.anchors.ref)
    counted = " ".join(words)
    before = at.scan.word(at.found.first - 1)
    if (
        before in RANGE_WORDS
        and at.scan.words.has("weekday_alone", at.scan.word(at.found.first - 2))
        and ref is not None
    ):
        return weekday_near(ref, weekday, 1, today=False), "the first one after the day before it", str(ref)
    if counted.startswith(("the following", "the next", "the previous", "that", "the same")):
        if ref is None:
            return None, NO_REF, None
        direction = -1 if "previous" in words or "same" in words or "that" in words else 1
        day = weekday_near(ref, weekday, direction, today="same" in words or "that" in words)
        return day, "counted from the date before it in the text", str(ref)
    if at.anchors.narrative:
        if ref is None:
            return None, NO_REF, None
        return weekday_near(ref, weekday, 1, today=True), "the first one after the date before it in the text", str(ref)
    today = at.anchors.day
    if today is None:
        return None, NO_DAY, None
    why, anchor = report_why(at.anchors), str(today)
    if counted.startswith(("next", "this coming", "coming")):
        return weekday_near(today, weekday, 1, today=False), f"the first one after {why}", anchor
    if counted.startswith(("last", "past", "this past")):
        return weekday_near(today, weekday, -1, today=False), f"the last one before {why}", anchor
    if counted.startswith("this "):
        return step_days(today, weekday - today.isoweekday()), f"the one in the week of {why}", anchor
    if at.tense == "future":
        return weekday_near(today, weekday, 1, today=False), f"the words look ahead: the first one after {why}", anchor
    return weekday_near(today, weekday, -1, today=True), f"the last one up to {why}", anchor


def _on_day(at: At, day: dt.date, why: str, anchor: str | None, code: str = "") -> Reading:
    period = day_period(day)
    if code:
        return at.read(period._replace(value=f"{day}T{code}"), why, kind="TIME", anchor=anchor, point=point_of(period))
    return at.read(period, why, anchor=anchor, point=point_of(period))


def make_weekday(at: At) -> Made:
    """A weekday, with a part of the day where one is named."""
    weekday = at.number("weekday_alone") or 1
    day, why, anchor = weekday_day(at, weekday)
    code = at.text("daypart")
    if day is None:
        value = f"XXXX-WXX-{weekday}" + (f"T{code}" if code else "")
        return at.read(Period(value, precision="day"), why, kind="TIME" if code else "DATE")
    return _on_day(at, day, why, anchor, code)


def make_dayword(at: At) -> Made:
    """Today, yesterday, tomorrow, with a part of the day where one is named."""
    today = at.anchors.day
    code = at.text("daypart")
    if today is None or (at.anchors.narrative and "today" in at.words):
        value = "PRESENT_REF" if "today" in at.words else "XXXX-XX-XX"
        return at.read(Period(value, precision="vague"), NO_DAY if today is None else "the time of writing")
    day = step_days(today, at.number("dayword") or 0)
    return _on_day(at, day, f"counted from {report_why(at.anchors)}", str(today), code)


def make_day_but_one(at: At) -> Made:
    """The day before yesterday, the day after tomorrow."""
    today = at.anchors.day
    if today is None:
        return at.read(Period(UNKNOWN["D"]), NO_DAY)
    return _on_day(
        at, step_days(today, 2 if "after" in at.words else -2), f"counted from {report_why(at.anchors)}", str(today)
    )


def make_tonight(at: At) -> Made:
    """ "Last night", "this morning", "tonight"."""
    code = at.text("daypart") or ("EV" if "evening" in at.words else "NI")
    day, why, anchor = base_day(at)
    if day is None:
        return at.read(Period(f"XXXX-XX-XXT{code}"), NO_DAY, kind="TIME")
    back = -1 if "last" in at.words and not at.anchors.narrative else 0
    return _on_day(at, step_days(day, back), f"counted from {why}", anchor, code)


def make_that_daypart(at: At) -> Made:
    """ "That night", "the next morning"."""
    ref, code = day_of(at.anchors.ref), at.text("daypart")
    if ref is None:
        return at.read(Period(f"XXXX-XX-XXT{code}"), NO_REF, kind="TIME")
    away = 1 if {"next", "following"} & set(at.words) else -1 if "previous" in at.words else 0
    return _on_day(at, step_days(ref, away), "counted from the date before it in the text", str(ref), code)


def make_same(at: At) -> Made:
    """ "That day", "the same year": the date before it, as fine as the unit."""
    unit, ref = at.text("period"), at.anchors.ref
    period = _unit_around(ref, unit) if ref is not None else None
    if period is None or ref is None:
        return at.read(Period(UNKNOWN[unit], precision="vague"), NO_REF)
    point = ref if unit != "D" else point_of(period)
    return at.read(
        part_of(period, part_word(at)) if "later" not in at.words else period,
        "the date before it in the text",
        anchor=period_of(ref).value,
        point=point,
    )


def _unit_around(ref: Point, unit: str) -> Period | None:
    year, month, _ = ref
    day = day_of(ref)
    if unit == "Y":
        return period_of((year, None, None))
    if unit == "M":
        return period_of((year, month, None)) if month else None
    if unit == "D":
        return day_period(day) if day else period_of(ref) if ref[2] and year < 0 else None
    if unit in ("W", "WE"):
        return (week_period if unit == "W" else weekend_period)(day) if day else None
    if unit == "Q":
        return quarter_period(year, (month + 2) // 3) if month and year > 0 else None
    if unit == "DE":
        return decade_period(year - year % 10) if year > 0 else Period(f"BC{-year // 10:03d}", precision="year")
    return None


def make_neighbour(at: At) -> Made:
    """ "The following day", "the previous year", "the day after"."""
    unit, ref = at.text("period"), at.anchors.ref
    words = set(at.words)
    back = bool(words & {"previous", "preceding", "prior", "before"})
    base, why = ref, "counted from the date before it in the text"
    if base is None and "next" in words and at.anchors.day is not None:
        base, why = point_of(day_period(at.anchors.day)), f"counted from {report_why(at.anchors)}"
    period = _neighbour(base, unit, -1 if back else 1) if base is not None else None
    if period is None or base is None:
        return at.read(Period(UNKNOWN[unit], precision="vague"), NO_REF)
    return at.read(period, why, anchor=period_of(base).value, point=point_of(period) or base)


def _neighbour(base: Point, unit: str, step: int) -> Period | None:
    around = _unit_around(base, unit)
    if unit in ("D", "M", "Y"):
        return stepped(base, step, unit)
    if unit == "DE":
        decade = base[0] - base[0] % 10 + 10 * step
        if base[0] > 0:
            return decade_period(decade) if decade > 0 else None
        return Period(f"BC{(-base[0] // 10) - step:03d}", precision="year")
    if unit == "CE":
        number = (base[0] // 100 + 1 + step) if base[0] > 0 else 0
        if number > 0:
            return century_period(number)
        return Period(f"BC{(-base[0] // 100) - step:02d}", precision="year") if base[0] < 0 else None
    if around is None or around.start is None or around.end is None:
        return None
    day = step_days(around.end, 1) if step > 0 else step_days(around.start, -1)
    if unit in ("W", "WE"):
        inner = step_days(around.start, 7 * step)
        return week_period(inner) if unit == "W" else weekend_period(inner)
    return quarter_period(day.year, (day.month + 2) // 3) if unit == "Q" else None


def make_neighbour_month(at: At) -> Made:
    """ "The previous April": the one next to the date before it."""
    ref = at.anchors.ref
    if at.has("season"):
        return None
    month = at.number("month_alone") or 1
    if ref is None:
        return dated(at, None, month, None)
    back = bool({"previous", "preceding"} & set(at.words))
    same = "same" in at.words
    here = ref[1] or (12 if back else 1)
    year = (
        ref[0] if same else step_years(ref[0], -1 if back and month >= here else 1 if not back and month <= here else 0)
    )
    return at.read(
        period_of((year, month, None)),
        "counted from the date before it in the text",
        anchor=period_of(ref).value,
        point=(year, month, None),
    )


def make_this_period(at: At) -> Made:
    """ "Last week", "this year", "next month", "the weekend"."""
    unit = at.text("period") or "WE"
    day, why, anchor = base_day(at)
    if day is None:
        return at.read(Period(UNKNOWN[unit], precision="vague"), NO_DAY)
    words = at.words
    step = -1 if "last" in words or "past" in words else 1 if "next" in words or "coming" in words else 0
    if unit == "WE" and step == 0 and at.tense != "future" and day.isoweekday() <= (5 if words[0] == "the" else 3):
        step = -1
    period = _period_at(day, unit, step)
    if period is None:
        return at.read(Period(UNKNOWN[unit], precision="vague"), NO_DAY)
    part = at.words[0] if at.words[0] in ("early", "late") else ""
    return at.read(
        part_of(period, {"early": "start", "late": "end"}.get(part, "")),
        f"counted from {why}",
        anchor=anchor,
        point=point_of(period),
    )


def _period_at(day: dt.date, unit: str, step: int) -> Period | None:
    if unit == "D":
        return day_period(step_days(day, step))
    if unit in ("W", "WE"):
        return (week_period if unit == "W" else weekend_period)(step_days(day, 7 * step))
    if unit == "M":
        return period_of((*step_months(day.year, day.month, step), None))
    if unit == "Q":
        year, month = step_months(day.year, day.month, 3 * step)
        return quarter_period(year, (month + 2) // 3)
    if unit == "Y":
        return period_of((day.year + step, None, None))
    if unit == "DE":
        return decade_period(day.year - day.year % 10 + 10 * step)
    number = day.year // 100 + 1 + step
    return (
        Period(f"{number - 1:02d}", dt.date(100 * (number - 1), 1, 1), dt.date(100 * number - 1, 12, 31), "year")
        if 2 <= number <= 98
        else None
    )


def make_last_month(at: At) -> Made:
    """ "Last November", "next summer"."""
    day, why, anchor = base_day(at)
    words = at.words
    step = -1 if "last" in words else 1 if "next" in words else 0
    if at.has("season"):
        season = at.text("season")
        if day is None:
            return at.read(Period(f"XXXX-{season}", precision="vague"), NO_DAY)
        first = SEASONS[season]
        in_winter = first == 12 and day.month <= 2
        year = day.year - in_winter
        started = day.month >= first or in_winter
        if step < 0 and (not started or (first <= day.month < first + 3) or in_winter):
            year -= 1
        if step > 0 and started:
            year += 1
        return at.read(
            season_period(year, season), f"counted from {why}; the months of a season are a convention", anchor=anchor
        )
    month = at.number("month_alone") or 1
    if day is None:
        return dated(at, None, month, None)
    year = day.year + (-1 if step < 0 and month >= day.month else 1 if step > 0 and month <= day.month else 0)
    period = part_of(
        period_of((year, month, None)), part_word(at) or {"late": "end", "early": "start"}.get(words[0], "")
    )
    return at.read(period, f"counted from {why}", anchor=anchor, point=(year, month, None))


def make_edge_of_period(at: At) -> Made:
    """ "The end of the month", "the beginning of next year", "month's end"."""
    words = at.words
    part = part_word(at) or ("start" if "first" in words else "")
    if at.has("month_alone"):
        inner = make_last_month(at)
        return inner._replace(period=part_of(inner.period, part)) if isinstance(inner, Reading) else inner
    unit = at.text("period")
    counted = " ".join(words)
    ref = at.anchors.ref
    from_text = ref is not None and (
        at.anchors.narrative or "that" in words or "same" in words or at.has("anaphor_past") or "following" in words
    )
    if from_text and ref is not None:
        step = -1 if at.has("anaphor_past") else 1 if at.has("anaphor_next") or "next" in words else 0
        period = _neighbour(ref, unit, step) if step else _unit_around(ref, unit)
        why, anchor = "the date before it in the text", period_of(ref).value
    else:
        day, why, anchor = base_day(at)
        step = -1 if " last " in counted else 1 if " next " in counted or " coming " in counted else 0
        period = _period_at(day, unit, step) if day is not None else None
    if period is None:
        return at.read(Period(UNKNOWN[unit], precision="vague"), NO_DAY)
    return at.read(part_of(period, part), f"counted from {why}", anchor=anchor, point=point_of(period))


def make_ago(at: At) -> Made:
    """ "Two weeks ago": as fine as the unit; a week's day is the same weekday, its interval the week."""
    count, unit = count_of(at), unit_of(at)
    day, why, anchor = base_day(at)
    if count is None:
        return at.read(Period("PAST_REF", end=None, precision="vague"), "how long ago is left open")
    if day is None:
        return at.read(Period(UNKNOWN.get(unit, "PAST_REF"), precision="vague"), NO_DAY)
    exact = at.words[-1] in ("today", "yesterday") or at.has("weekday_alone")
    return _moved(at, day, -count, unit, f"counted from {why}", anchor, exact)


def _moved(at: At, day: dt.date, count: float, unit: str, why: str, anchor: str | None, exact: bool = False) -> Reading:
    if unit in TIME_UNITS or unit == "NI":
        moved = back_from(day, count, unit if unit in TIME_UNITS else "D") or day
        low, high = sorted((moved, day))
        if unit == "NI":
            low = high = moved
        return at.read(
            Period(f"{moved}TXX" if unit != "NI" else f"{moved}TNI", low, high, "vague"),
            why,
            kind="TIME",
            anchor=anchor,
        )
    moved_day = back_from(day, count, unit)
    if moved_day is None:
        return at.read(Period("PAST_REF" if count < 0 else "FUTURE_REF", precision="vague"), why)
    if exact or unit == "D":
        period = day_period(moved_day)
    elif unit in ("W", "WE", "FN"):
        week = week_period(moved_day)
        period = Period(moved_day.isoformat(), week.start, week.end, "week")
        return at.read(
            period, f"{why}; weeks, so the day may differ", anchor=anchor, point=point_of(day_period(moved_day))
        )
    elif unit in ("M", "Q"):
        period = period_of((moved_day.year, moved_day.month, None))
    else:
        period = period_of((moved_day.year, None, None))
    return at.read(period, why, anchor=anchor, point=point_of(period))


def make_later(at: At) -> Made:
    """ "Three days later", "a year before": from the date before it in the text."""
    count, unit = count_of(at), unit_of(at)
    back = at.has("earlier")
    ref = at.anchors.ref
    if count is None:
        return at.read(Period("PAST_REF" if back else "FUTURE_REF", precision="vague"), "how long is left open")
    if ref is None:
        return at.read(Period(UNKNOWN.get(unit, "XXXX-XX-XX"), precision="vague"), NO_REF)
    why, anchor = "counted from the date before it in the text", period_of(ref).value
    if unit in TIME_UNITS:
        day = day_of(ref)
        if day is None:
            return at.read(Period("XXXX-XX-XX", precision="vague"), NO_REF, kind="TIME")
        moved = back_from(day, -count if back else count, unit) or day
        low, high = sorted((day, moved))
        return at.read(Period(f"{day}TXX", low, high, "vague"), why, kind="TIME", anchor=anchor, point=ref)
    period = shifted(ref, -count if back else count, unit)
    if period is None:
        return at.read(Period(f"{period_of(ref).value[:4]}-XX-XX", precision="vague"), f"{why}, which names no day")
    today = at.anchors.day
    if today is not None and period.start is not None and period.start > today and at.tense != "future":
        why = "counted from the date before it, it would lie after the report: from which is left open"
        return at.read(Period(UNKNOWN.get(unit, "XXXX-XX-XX"), precision="vague"), why)
    return at.read(period, why, anchor=anchor, point=point_of(period))


def make_from_now(at: At) -> Made:
    """ "Two weeks from now"."""
    count, unit = count_of(at), unit_of(at)
    day, why, anchor = base_day(at)
    if count is None or day is None:
        return at.read(Period("FUTURE_REF", precision="vague"), NO_DAY if day is None else "how long is left open")
    return _moved(at, day, count, unit, f"counted from {why}", anchor)


def make_years_on(at: At) -> Made:
    """ "Three years on": a length up to the report's day."""
    count, unit = count_of(at), unit_of(at)
    day, why, anchor = base_day(at)
    start = back_from(day, -count, unit) if day is not None and count is not None else None
    period = Period(duration_value(count, unit), start, day if start else None, "vague")
    return at.read(period, f"a length up to {why}", kind="DURATION", anchor=anchor)


def make_week_from(at: At) -> Made:
    """ "A week from Monday"."""
    weekday = at.number("weekday_alone") or 1
    today = at.anchors.day
    count, unit = count_of(at), unit_of(at)
    if today is None or count is None:
        return at.read(Period(f"XXXX-WXX-{weekday}"), NO_DAY)
    back = "ago" in at.words
    base = weekday_near(today, weekday, -1 if back else 1, today=False)
    moved = back_from(base, -count if back else count, unit)
    return _on_day(at, moved, f"counted from {base}", str(today)) if moved else None


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
    )  # type: ignore[arg-type]


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
    period = _unit_around(ref, unit) if ref is not None else None
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
        dates = (whole.start, step_days(end, -1) if end else None)
    else:
        begin = back_from(step_days(whole.end, 1), -count, unit)
        dates = (begin, whole.end)
    return at.read(
        Period(value, dates[0], dates[1], PRECISION.get(unit, "day")), "a length within what is named", kind="DURATION"
    )  # type: ignore[arg-type]


def make_day_after(at: At) -> Made:
    """ "The day after 4 May 2020", "the week before Monday"."""
    unit = at.text("period")
    if at.has("weekday_alone"):
        day, why, anchor = weekday_day(at, at.number("weekday_alone") or 1)
    else:
        inner = dated(at, at.number("year"), at.number("month") or 1, at.number("day") or at.number("day_th"))
        day, why, anchor = inner.period.start, inner.why, inner.anchor
    if day is None or unit not in ("D", "W", "M", "Y"):
        return at.read(Period(UNKNOWN.get(unit, "XXXX"), precision="vague"), why)
    step = -1 if "before" in at.words else 1
    if unit == "D":
        return _on_day(at, step_days(day, step), f"counted from {day}", str(day))
    moved = back_from(day, step, unit)
    if moved is None:
        return None
    low, high = sorted((day, moved))
    return at.read(
        Period(duration_value(1, unit), low, high, "vague"),
        f"counted from {day}",
        kind="DURATION",
        anchor=anchor or str(day),
    )


MAKERS: dict[str, Maker] = {
    "weekday": make_weekday,
    "dayword": make_dayword,
    "day_but_one": make_day_but_one,
    "tonight": make_tonight,
    "that_daypart": make_that_daypart,
    "same": make_same,
    "neighbour": make_neighbour,
    "neighbour_month": make_neighbour_month,
    "this_period": make_this_period,
    "last_month": make_last_month,
    "edge_of_period": make_edge_of_period,
    "ago": make_ago,
    "later": make_later,
    "from_now": make_from_now,
    "years_on": make_years_on,
    "week_from": make_week_from,
    "duration_range": make_duration_range,
    "the_period": make_the_period,
    "span": make_span,
    "duration": make_duration,
    "every": make_every,
    "consecutive": make_consecutive,
    "first_months": make_first_months,
    "day_after": make_day_after,
}
