"""Readings of weekdays, of today and tomorrow, and of the parts of a day."""

from __future__ import annotations

import datetime as dt

from reportedly.stages.time_calendar import Period, day_period, step_days, weekday_near
from reportedly.stages.time_reading import (
    NO_DAY,
    NO_REF,
    UNKNOWN,
    At,
    Made,
    Maker,
    Reading,
    base_day,
    day_of,
    point_of,
    report_why,
)

RANGE_WORDS = frozenset({"to", "until", "till", "through", "-", "–", "—"})


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


def on_day(at: At, day: dt.date, why: str, anchor: str | None, code: str = "") -> Reading:
    """The reading of one day, or with a code of a part of it."""
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
    return on_day(at, day, why, anchor, code)


def make_dayword(at: At) -> Made:
    """Today, yesterday, tomorrow, with a part of the day where one is named."""
    today = at.anchors.day
    code = at.text("daypart")
    if today is None or (at.anchors.narrative and "today" in at.words):
        value = "PRESENT_REF" if "today" in at.words else "XXXX-XX-XX"
        return at.read(Period(value, precision="vague"), NO_DAY if today is None else "the time of writing")
    day = step_days(today, at.number("dayword") or 0)
    return on_day(at, day, f"counted from {report_why(at.anchors)}", str(today), code)


def make_day_but_one(at: At) -> Made:
    """The day before yesterday, the day after tomorrow."""
    today = at.anchors.day
    if today is None:
        return at.read(Period(UNKNOWN["D"]), NO_DAY)
    return on_day(
        at, step_days(today, 2 if "after" in at.words else -2), f"counted from {report_why(at.anchors)}", str(today)
    )


def make_tonight(at: At) -> Made:
    """ "Last night", "this morning", "tonight"."""
    code = at.text("daypart") or ("EV" if "evening" in at.words else "NI")
    day, why, anchor = base_day(at)
    if day is None:
        return at.read(Period(f"XXXX-XX-XXT{code}"), NO_DAY, kind="TIME")
    back = -1 if "last" in at.words and not at.anchors.narrative else 0
    return on_day(at, step_days(day, back), f"counted from {why}", anchor, code)


def make_that_daypart(at: At) -> Made:
    """ "That night", "the next morning"."""
    ref, code = day_of(at.anchors.ref), at.text("daypart")
    if ref is None:
        return at.read(Period(f"XXXX-XX-XXT{code}"), NO_REF, kind="TIME")
    away = 1 if {"next", "following"} & set(at.words) else -1 if "previous" in at.words else 0
    return on_day(at, step_days(ref, away), "counted from the date before it in the text", str(ref), code)


MAKERS: dict[str, Maker] = {
    "weekday": make_weekday,
    "dayword": make_dayword,
    "day_but_one": make_day_but_one,
    "tonight": make_tonight,
    "that_daypart": make_that_daypart,
}
