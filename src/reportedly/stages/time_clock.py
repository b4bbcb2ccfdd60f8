"""Readings of clock times, parts of the day, nights, feasts and references to now, past and future."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

from reportedly.stages.time_calendar import Period, day_in, day_period, period_of, step_days
from reportedly.stages.time_dates import dated
from reportedly.stages.time_feasts import Days, feast_days, is_fixed
from reportedly.stages.time_reading import (
    NO_DAY,
    NO_REF,
    At,
    Made,
    Maker,
    Reading,
    base_day,
    day_of,
    point_of,
    report_why,
)
from reportedly.stages.time_weekdays import weekday_day

EASTER_WORDS = {"monday": 1, "eve": -1}
LONG_FEAST = 15  # a feast of more days is written as its month
IN_STORY = frozenset({"soon", "previously"})
OPEN_DAY = "XXXX-XX-XX"
FUTURE = "future"


def named_day(at: At) -> tuple[dt.date | None, str, str | None]:
    """The day that the match itself names, by date, weekday or "today": (day or None, why, anchor)."""
    if at.has("month"):
        inner = dated(at, at.number("year"), at.number("month") or 1, at.number("day") or at.number("day_th"))
        return inner.period.start, inner.why, inner.anchor
    weekday = at.number("weekday") or at.number("weekday_alone")
    if weekday:
        return weekday_day(at, weekday)
    today = at.anchors.day
    if at.has("dayword") or "today" in at.words or ("this" in at.words and "morning" in at.words):
        if today is None:
            return None, NO_DAY, None
        return step_days(today, at.number("dayword") or 0), f"counted from {report_why(at.anchors)}", str(today)
    ref = day_of(at.anchors.near) or (day_of(at.anchors.ref) if at.anchors.narrative or today is None else None)
    if ref is not None:
        return ref, "the day before it in the text", str(ref)
    if at.anchors.narrative or today is None:
        return None, NO_REF, None
    return today, f"no day named: {report_why(at.anchors)}", str(today)


def clock_text(at: At) -> str | None:
    """The time of day as "17:30", with its zone where the letters fix one; None when it is no time."""
    if at.has("named_clock"):
        hour, minute = (int(n) for n in at.text("named_clock")[1:].split(":"))
    else:
        name = next((n for n in ("clock", "military", "hour") if at.has(n)), "")
        raw = at.scan.raw(at.found.parts[name])
        numbers = [int(n) for n in re.findall(r"\d+", raw)]
        if name == "military":
            hour, minute = int(raw) // 100, int(raw) % 100
        else:
            hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
        if at.has("ampm"):
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (at.number("ampm") or 0)
    if hour > 24 or minute > 59:
        return None
    return f"{hour:02d}:{minute:02d}{at.text('zone')}"


def make_clock(at: At) -> Made:
    """A time of day, on the day that is named beside it, or before it, or the report's."""
    clock = clock_text(at)
    if clock is None:
        return None
    day, why, anchor = named_day(at)
    if day is None:
        return at.read(Period(f"{OPEN_DAY}T{clock}", precision="minute"), why, kind="TIME")
    if at.has("time_of") or (at.has("zone") and not at.text("zone")):
        why = f"{why}; local time, its offset left open"
    named = at.has("month") or at.has("weekday") or at.has("dayword") or "this" in at.words
    reading = at.read(
        Period(f"{day}T{clock}", day, day, "minute"),
        why,
        kind="TIME",
        anchor=anchor,
        point=point_of(day_period(day)),
        floating=not named,
    )
    return _apart(at, _with_zone(at, reading), day)


def _with_zone(at: At, reading: Reading) -> Reading:
    """ "3 p.m. Lora time": a place's name before "time" belongs to the expression; its offset is left open."""
    last = at.found.last
    name = at.scan.raw(last)
    if not (name[:1].isupper() and name.isalpha() and at.scan.word(last + 1) == "time"):
        return reading
    return reading._replace(end=at.scan.tokens[last + 1].end, why=f"{reading.why}; local time, its offset left open")


def _apart(at: At, reading: Reading, day: dt.date) -> Reading | list[Reading]:
    """ "11 a.m. on 11 November 1918" is two expressions, of which the first has its day from the second."""
    tokens = at.scan.tokens
    names = [at.found.parts[n] for n in ("month", "day", "day_th") if at.has(n)]
    time_at = min(at.found.parts[n] for n in ("clock", "hour", "military", "named_clock") if at.has(n))
    if not names or time_at > min(names):
        return reading
    first = min([*names, *([at.found.parts["weekday"]] if at.has("weekday") else [])])
    before = first - 1
    while before > time_at and at.scan.word(before) in ("on", ",", "the"):
        before -= 1
    first -= at.scan.word(first - 1) == "the"
    inner = dated(at, at.number("year"), at.number("month") or 1, at.number("day") or at.number("day_th"))
    return [reading._replace(end=tokens[before].end), inner._replace(start=tokens[first].start)]


def make_daypart_of(at: At) -> Made:
    """ "The early hours of Wednesday", "the night of 6 August"."""
    code = at.text("daypart") or "MO"
    day, why, anchor = named_day(at)
    if "next" in at.words or "following" in at.words:
        ref = day_of(at.anchors.ref)
        day, why, anchor = (
            (step_days(ref, 1), "counted from the date before it in the text", str(ref))
            if ref
            else (None, NO_REF, None)
        )
    if day is None:
        return at.read(Period(f"{OPEN_DAY}T{code}"), why, kind="TIME")
    return at.read(
        Period(f"{day}T{code}", day, day, "day"), why, kind="TIME", anchor=anchor, point=point_of(day_period(day))
    )


def make_night_of_days(at: At) -> Made:
    """ "The night of 6-7 August"."""
    low = at.number("from") or at.number("from_th")
    high = at.number("day") or at.number("day_th")
    inner = dated(at, at.number("year"), at.number("month") or 1, high)
    end = inner.period.start
    if end is None or low is None or high is None:
        return None
    start = day_in(end.year, end.month, low) if low < high else step_days(end, -1)
    if start is None or (end - start).days > 3:
        return None
    return at.read(
        Period(f"{start}T{at.text('daypart') or 'NI'}", start, end, "day"),
        inner.why,
        kind="TIME",
        anchor=inner.anchor,
        point=point_of(day_period(end)),
    )


def make_overnight(at: At) -> Made:
    """ "Overnight": the night that ends on the report's day or on the day that is named."""
    named = at.has("weekday_alone") or at.has("month")
    into = "into" in at.words or "to" in at.words or "through" in at.words
    if named:
        day, why, anchor = named_day(at)
    elif at.anchors.narrative:
        day, why, anchor = base_day(at)
        into = False
    else:
        day, why, anchor = at.anchors.day, f"the night before {report_why(at.anchors)}", str(at.anchors.day)
        into = True
    if day is None:
        return at.read(Period(f"{OPEN_DAY}TNI"), NO_DAY, kind="TIME")
    if at.has("until") or "from" in at.words:
        into = False
    if at.tense == FUTURE and not named:
        into = False
    start, end = (step_days(day, -1), day) if into else (day, step_days(day, 1))
    return at.read(
        Period(f"{day}TNI", start, end, "day"), why, kind="TIME", anchor=anchor, point=point_of(day_period(end))
    )


def make_daypart(at: At) -> Made:
    """ "At night", "the morning": of the day named before it in the sentence, else of no day."""
    code = at.text("daypart")
    day = day_of(at.anchors.near)
    if day is None or code == "DT":
        return at.read(
            Period(f"{OPEN_DAY}T{code}", precision="vague"), "a part of a day that is not named", kind="TIME"
        )
    return at.read(
        Period(f"{day}T{code}", day, day, "day"),
        "the day before it in the text",
        kind="TIME",
        anchor=str(day),
        point=point_of(day_period(day)),
    )


def make_feast(at: At) -> Made:
    """A feast: the one nearest to the report's day, as the tense allows, or of the year that is named."""
    rule = at.text("feast")
    words = at.words
    if "orthodox" in words:
        rule = rule.replace("easter:", "orthodox:").replace("fixed:12-25", "fixed:1-7")
    away = 0
    if rule.startswith(("easter", "orthodox")):
        away = next((n for w, n in EASTER_WORDS.items() if w in words), 0)
    elif words[-1] == "eve" or "eve" in words:
        away = -1
    return feast_reading(at, rule, away)


def make_eid(at: At) -> Made:
    """Eid al-Fitr or Eid al-Adha; alone, the nearer one."""
    away = -1 if "eve" in at.words else 0
    if at.has("eid_kind"):
        return feast_reading(at, at.text("eid_kind"), away)
    rules = sorted(str(rule) for rule in at.scan.words.classes["eid_kind"].values())
    options = [r for rule in rules if (r := feast_reading(at, rule, away)) is not None]
    today = at.anchors.day
    dated_options = [r for r in options if r.period.start is not None]
    if today is None or not dated_options:
        return (
            options[0]._replace(period=Period("", precision="vague"), why="which of two feasts is left open")
            if options
            else None
        )
    best = min(dated_options, key=lambda r: _distance((r.period.start or today, r.period.end or today), today))
    return best._replace(why=f"{best.why}; of two feasts of the name the nearer")


def make_feast_words(at: At) -> Made:
    """Good Friday, Yom Kippur and others of two words."""
    words = at.words
    pair = next(
        (f"{a} {b}" for a, b in pairwise(words) if f"{a} {b}" in at.scan.words.classes["feast_pair"]),
        "",
    )
    if not pair:
        return None
    rule = str(at.scan.words.value("feast_pair", pair))
    return feast_reading(at, rule.replace("easter:", "orthodox:") if "orthodox" in words else rule)


def make_new_year(at: At) -> Made:
    """New Year's Day, New Year's Eve, the new year."""
    words = at.words
    away = -1 if words[-1] == "eve" else 0
    if at.anchors.narrative and at.anchors.ref is not None:
        year = at.anchors.ref[0] + 1
        if not 1 <= year < 9000:
            return None
        day = step_days(dt.date(year, 1, 1), away)
        return at.read(day_period(day), "after the date before it in the text", point=point_of(day_period(day)))
    return feast_reading(at, "fixed:1-1", away)


def _distance(days: Days, today: dt.date) -> int:
    if days[0] <= today <= days[1]:
        return 0
    return min(abs((days[0] - today).days), abs((days[1] - today).days))


def feast_reading(at: At, rule: str, away: int = 0) -> Reading | None:
    """A feast's days. Islamic ones are the tabular calendar's: vague, since the moon is sighted."""
    today, ref = at.anchors.day, at.anchors.ref
    year = at.number("year")
    story = year is None and ref is not None and ref[0] > 0 and (at.anchors.narrative or today is None)
    near = today
    if story and ref is not None:
        near, year = day_of(ref), None if day_of(ref) else ref[0]
    if year is None and near is None:
        return at.read(Period("", precision="vague"), NO_DAY)
    years = (year,) if year is not None else (near.year - 1, near.year, near.year + 1) if near else ()
    options = [
        (step_days(a, away), step_days(b if not away else a, away))
        for y in years
        for a, b in feast_days(rule, y, at.scan.words.tables)
    ]
    if near is not None and year is None:
        if at.words[0] in ("last", "next"):
            side = [d for d in options if (d[1] < near if at.words[0] == "last" else d[0] > near)]
            options = sorted(side, key=lambda d: _distance(d, near))
        else:
            options = _by_tense(options, near, "" if story else at.tense)
    if not options:
        return None
    first, last = options[0]
    why = "a feast by its rule" + (f", nearest to {near}" if near and year is None else "")
    vague = not is_fixed(rule)
    if rule.startswith("islamic"):
        why += "; the tabular calendar, a day or so off the sighted moon"
    value = first.isoformat()
    if (last - first).days >= LONG_FEAST:
        value = f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else f"{first}/{last}"
    point = point_of(day_period(first)) if first == last else None
    return at.read(
        Period(value, first, last, "vague" if vague else "day"),
        why,
        anchor=str(near) if near and year is None else None,
        point=point,
    )


def _by_tense(options: list[Days], near: dt.date, tense: str) -> list[Days]:
    ahead = [d for d in options if d[1] >= near]
    back = [d for d in options if d[0] <= near]
    pool = (ahead if tense == FUTURE else back if tense == "past" else options) or options
    return sorted(pool, key=lambda d: _distance(d, near))[:1]


def make_eve(at: At) -> Made:
    """The eve of a date or a feast: the day before it."""
    if at.has("month"):
        day, why, anchor = named_day(at)
        if day is None:
            return at.read(Period(OPEN_DAY), why)
        before = day_period(step_days(day, -1))
        return at.read(before, f"the day before {day}", anchor=anchor, point=point_of(before))
    return make_eid(at) if at.has("eid_word") else make_feast(at)


def make_ref(at: At) -> Made:
    """Now, recently, soon: no interval, since the words give none. In a history "soon" is after what was told."""
    if at.anchors.narrative and at.words[-1] in IN_STORY:
        return None
    return at.read(Period(at.text("refword"), precision="vague"), "names no dates")


def make_the_ref(at: At) -> Made:
    """The past, the future; "at that time" is the date before it."""
    words, ref = at.words, at.anchors.ref
    if words[-1] == "time" and words[0] in ("that", "this") and ref is not None:
        return at.read(period_of(ref), "the date before it in the text", anchor=period_of(ref).value, point=ref)
    value = (
        "PAST_REF"
        if "past" in words or words == ["that", "time"]
        else "FUTURE_REF"
        if "future" in words
        else "PRESENT_REF"
    )
    return at.read(Period(value, precision="vague"), "names no dates")


MAKERS: dict[str, Maker] = {
    "clock": make_clock,
    "daypart_of": make_daypart_of,
    "night_of_days": make_night_of_days,
    "overnight": make_overnight,
    "daypart": make_daypart,
    "feast": make_feast,
    "eid": make_eid,
    "feast_words": make_feast_words,
    "new_year": make_new_year,
    "eve": make_eve,
    "ref": make_ref,
    "the_ref": make_the_ref,
}
