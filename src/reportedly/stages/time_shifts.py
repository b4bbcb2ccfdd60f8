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
    NO_DAY,
    NO_REF,
    TIME_UNITS,
    UNKNOWN,
    At,
    Made,
    Maker,
    Reading,
    base_day,
    count_of,
    day_of,
    duration_value,
    point_of,
    report_why,
    shifted,
    unit_of,
)
from reportedly.stages.time_weekdays import on_day, weekday_day


def make_same(at: At) -> Made:
    """ "That day", "the same year": the date before it, as fine as the unit."""
    unit, ref = at.text("period"), at.anchors.ref
    period = unit_around(ref, unit) if ref is not None else None
    if period is None or ref is None:
        return at.read(Period(UNKNOWN[unit], precision="vague"), NO_REF)
    point = ref if unit != "D" else point_of(period)
    return at.read(
        part_of(period, part_word(at)) if "later" not in at.words else period,
        "the date before it in the text",
        anchor=period_of(ref).value,
        point=point,
    )


def unit_around(ref: Point, unit: str) -> Period | None:
    """The day, week, month, year that holds a point, or None when the point is not fine enough."""
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
    around = unit_around(base, unit)
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
        period = _neighbour(ref, unit, step) if step else unit_around(ref, unit)
        why = "the date before it in the text"
        anchor: str | None = period_of(ref).value
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
    return on_day(at, moved, f"counted from {base}", str(today)) if moved else None


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
        return on_day(at, step_days(day, step), f"counted from {day}", str(day))
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
    "same": make_same,
    "neighbour": make_neighbour,
    "neighbour_month": make_neighbour_month,
    "this_period": make_this_period,
    "last_month": make_last_month,
    "edge_of_period": make_edge_of_period,
    "ago": make_ago,
    "later": make_later,
    "from_now": make_from_now,
    "week_from": make_week_from,
    "day_after": make_day_after,
}
