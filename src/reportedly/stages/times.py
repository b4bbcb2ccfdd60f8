"""Times: expressions of a text as calendar intervals.

`read_times` reads plain text: each expression with its own interval. `find_times` makes the records: an expression
with the word before it, "since October 2023", and with its partner in a range, "between 17 October and 2 March".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportedly.lexicon import Lexicon
from reportedly.lexicon.times import TimeWords
from reportedly.model import Report, Span, TimeRef, TimeRelation
from reportedly.parse import Parsed
from reportedly.stages import time_clock, time_dates, time_lengths, time_periods, time_shifts, time_weekdays
from reportedly.stages.time_anchors import FROM_REPORT, ReportDay, find_dateline, is_history, opens_story, report_day
from reportedly.stages.time_calendar import Point, period_of, step_days
from reportedly.stages.time_guards import GUARDS
from reportedly.stages.time_reading import Anchors, At, Made, Maker, Reading, Tense
from reportedly.stages.time_scan import Found, Scan, find_matches, read_tokens
from reportedly.stages.time_tense import TenseReader, tense_of_words

MODULES = (time_dates, time_periods, time_weekdays, time_shifts, time_lengths, time_clock)
MAKERS: dict[str, Maker] = {name: maker for module in MODULES for name, maker in module.MAKERS.items()}
SENTENCE_END = re.compile(r"[.!?]['\"”’)]?\s+(?=[\"“'‘(]?[A-Z0-9])|\n")
# How far into a text its dateline is looked for.
HEAD = 1500
BEFORE: dict[str, TimeRelation] = {
    "since": "since",
    "until": "until",
    "till": "until",
    "by": "until",
    "before": "before",
    "prior to": "before",
    "ahead of": "before",
    "after": "after",
    "following": "after",
    "during": "during",
    "over": "during",
    "throughout": "during",
    "within": "during",
    "through": "until",
    "up to": "until",
    "from": "since",
}
WORDS_BEFORE = re.compile(r"([A-Za-z]+)?\s*\b([A-Za-z]+)\s+(?:(?:the|around|about|at|least|late|early)\s+)*$")
RANGE_JOIN = re.compile(r"^\s*(?:(?P<to>to|until|till|through|[-–—‑])|(?P<and>and))\s*(?:the\s+)?$", re.IGNORECASE)
LOOK_BACK = 40
BEFORE_DAY = re.compile(r"(?:\bon|\bof|,|\))\s*(?:the\s+)?$", re.IGNORECASE)
YEARLESS = frozenset({"day-month", "month-day", "month", "part-month"})
# A year this far from the last one is an aside, when one of so many years after it is near the last one again.
STORY_YEARS = 3
LOOK_AHEAD = 4
NOUN_AFTER = re.compile(r"(?:(?P<own>\s?['’]s\b)|\s+(?P<word>[a-z]+)\b)")
FAR_YEARS = 10


class Times(NamedTuple):
    """All readings of a text, and the day it counts from."""

    readings: list[Reading]
    day: ReportDay
    narrative: bool


def read_times(
    text: str, published: dt.date | None, words: TimeWords, tense: Callable[[int, int], Tense] | None = None
) -> Times:
    """Read every time expression of a plain text, in its order, each with its own interval. Never raises."""
    tokens, keys = read_tokens(text, words)
    scan = Scan(text, tokens, words)
    found = list(find_matches(scan, keys, GUARDS))
    tense = tense or (lambda start, end: tense_of_words(text, start, end, words))
    head = [f for f in found if tokens[f.first].start < HEAD]
    first = _read(scan, head, Anchors(day=None, tense=tense))
    day = report_day(published, find_dateline(scan, first, published))
    narrative = is_history(scan, day.day, first)
    readings = _read(scan, found, Anchors(day=day.day, day_why=day.why, narrative=narrative, tense=tense))
    return Times(_clocks_dated(text, _ranges_dated(text, readings)), day, narrative)


def _read(scan: Scan, found: Sequence[Found], anchors: Anchors) -> list[Reading]:
    readings: list[Reading] = []
    ref: Point | None = None
    near: Point | None = None
    at = 0
    story = False
    coming = _years_ahead(scan, found)
    for number, match in enumerate(found):
        start = scan.tokens[match.first].start
        if near is not None and SENTENCE_END.search(scan.text, at, start):
            near = None
        story = story and "\n" not in scan.text[at:start]
        for reading in _make(At(scan, match, anchors._replace(ref=ref, near=near, story=story))):
            readings.append(reading._replace(rule=match.pattern.rule.id))
            story = (story or opens_story(scan.text, reading, anchors.day)) and match.pattern.rule.id not in FROM_REPORT
            if reading.point is None or reading.kind not in ("DATE", "TIME"):
                continue
            near = reading.point
            if ref is None or not anchors.narrative or not _is_aside(reading, ref, coming[number]):
                ref = reading.point
        at = scan.tokens[match.last - 1].end
    return readings


def _ranges_dated(text: str, readings: list[Reading]) -> list[Reading]:
    """ "26 June - 4 August 1952": the first has its year from the second."""
    for i, (one, two) in enumerate(pairwise(readings)):
        dated = two.explicit and two.point is not None and not one.explicit and one.rule in YEARLESS
        if not dated or two.point is None or RANGE_JOIN.match(text[one.end : two.start]) is None:
            continue
        point = one.point or _open_point(one.period.value)
        if point is None or point[1] is None:
            continue
        year = two.point[0] - (two.point[1] is not None and point[1] > two.point[1])
        period = period_of((year, point[1], point[2]))
        readings[i] = one._replace(
            period=period, point=(year, point[1], point[2]), anchor=None, why="year of the range's end"
        )
    return readings


def _clocks_dated(text: str, readings: list[Reading]) -> list[Reading]:
    """ "At 10:15 p.m. (1915 GMT) on Tuesday": both times are of the day that follows them."""
    for i in range(len(readings) - 2, -1, -1):
        one, two = readings[i], readings[i + 1]
        day = two.period.start
        close = two.start - one.end <= LOOK_BACK and SENTENCE_END.search(text, one.end, two.start) is None
        if not (one.floating and close and day is not None and day == two.period.end):
            continue
        if two.floating or (two.kind == "DATE" and BEFORE_DAY.search(text[one.end : two.start])):
            clock = one.period.value.partition("T")[2]
            period = one.period._replace(value=f"{day}T{clock}", start=day, end=day)
            readings[i] = one._replace(period=period, anchor=two.anchor, why=f"the day after it in the text: {two.why}")
    return readings


def _open_point(value: str) -> Point | None:
    match = re.fullmatch(r"XXXX-(\d\d)(?:-(\d\d))?", value)
    return (1, int(match[1]), int(match[2]) if match[2] else None) if match else None


def _years_ahead(scan: Scan, found: Sequence[Found]) -> list[tuple[int, ...]]:
    """For each match, the next years that the text writes after it."""
    years: list[tuple[int, ...]] = []
    coming: tuple[int, ...] = ()
    for match in reversed(found):
        years.append(coming)
        at = match.parts.get("year", match.parts.get("old"))
        if at is not None:
            year = int(scan.tokens[at].text)
            coming = (-year if "bc" in match.parts else year, *coming)[:LOOK_AHEAD]
    return years[::-1]


def _is_aside(reading: Reading, ref: Point, coming: tuple[int, ...]) -> bool:
    """Whether a year far from the story's is only mentioned, since the years after it go on where the story was."""
    year, month, _ = reading.point or ref
    away = abs(year - ref[0])
    if not reading.explicit or away <= STORY_YEARS or any(abs(y - year) <= STORY_YEARS for y in coming[:1]):
        return False
    goes_on = any(abs(y - ref[0]) <= STORY_YEARS + 1 for y in coming)
    return goes_on or (away > FAR_YEARS and month is None)


def _make(at: At) -> list[Reading]:
    made: Made = MAKERS[at.found.pattern.rule.make](at)
    if made is None:
        return []
    return made if isinstance(made, list) else [made]


def find_times(report: Report, parsed: Parsed, lexicon: Lexicon) -> list[TimeRef]:
    """All time expressions of a report, in the order of the text."""
    words = lexicon.times
    times = read_times(report.text, report.day, words, TenseReader(parsed, words).at)
    relations = relations_of(report.text, times.readings, words.lists["linking"])
    return [_ref(report.text, r, relation, times.day) for r, relation in zip(times.readings, relations, strict=True)]


class Bound(NamedTuple):
    """How an expression is bound: its relation and, in a range, the whole interval."""

    relation: TimeRelation
    start: dt.date | None = None
    end: dt.date | None = None
    ranged: bool = False


def relations_of(text: str, readings: Sequence[Reading], linking: frozenset[str]) -> list[Bound]:
    """The word before each expression, and the ranges that two of them make."""
    bounds = [Bound(_relation(text, r, linking)) for r in readings]
    for i, (one, two) in enumerate(pairwise(readings)):
        joined = RANGE_JOIN.match(text[one.end : two.start])
        if joined is None or bounds[i].ranged or one.kind in ("DURATION", "SET") or two.kind in ("DURATION", "SET"):
            continue
        word = _word_before(text, one.start)[1]
        if (joined["and"] and word != "between") or (joined["to"] and word == "between"):
            continue
        start, end = one.period.start, two.period.end
        if start is not None and end is not None and start <= end:
            bounds[i] = bounds[i + 1] = Bound("during", start, end, ranged=True)
    return bounds


def _word_before(text: str, at: int) -> tuple[str, str]:
    match = WORDS_BEFORE.search(text[max(0, at - LOOK_BACK) : at])
    return ((match[1] or "").lower(), match[2].lower()) if match else ("", "")


def _describes(text: str, reading: Reading, linking: frozenset[str]) -> bool:
    """Whether the expression dates the noun after it: in "after Tuesday's strike" the strike is on Tuesday."""
    after = NOUN_AFTER.match(text, reading.end)
    return after is not None and (after["own"] is not None or after["word"].lower() not in linking)


def _relation(text: str, reading: Reading, linking: frozenset[str]) -> TimeRelation:
    first, last = _word_before(text, reading.start)
    relation = BEFORE.get(f"{first} {last}") or BEFORE.get(last)
    if relation is not None and relation != "during" and _describes(text, reading, linking):
        relation = None
    if reading.kind == "DURATION":
        return "during"
    if last == "from":
        onward = re.match(r"\s*(?:on|onwards?|forward)\b", text[reading.end : reading.end + 12])
        return "since" if onward else "on"
    if relation is None or (relation == "after" and last == "following" and reading.kind == "SET"):
        spans = reading.period.start is not None and reading.period.start != reading.period.end
        return "during" if spans else "on"
    return relation


def _ref(text: str, reading: Reading, bound: Bound, day: ReportDay) -> TimeRef:
    start: dt.date | None = reading.period.start
    end: dt.date | None = reading.period.end
    why = f"{reading.rule}: {reading.why}"
    if bound.ranged:
        start, end, why = bound.start, bound.end, f"{why}; one end of a range"
    elif bound.relation == "since":
        end, why = None, f"{why}; open at its end"
    elif bound.relation == "until":
        start, why = None, f"{why}; open at its beginning"
    elif bound.relation == "before":
        end = step_days(start, -1) if start else None
        start, why = None, f"{why}; open at its beginning"
    elif bound.relation == "after":
        start = step_days(end, 1) if end else None
        end, why = None, f"{why}; open at its end"
    if day.remark and reading.anchor == str(day.day) and "metadata" not in why:
        why = f"{why}; {day.remark}"
    return TimeRef(
        span=Span(reading.start, reading.end, text[reading.start : reading.end]),
        start=start,
        end=end,
        precision=reading.period.precision,
        relation=bound.relation,
        anchor=reading.anchor,
        value=reading.period.value,
        kind=reading.kind,
        why=why,
    )
