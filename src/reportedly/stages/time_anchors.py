"""From which day a report counts: its dateline, its date of publication, or the dates of the history that it tells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from reportedly.stages.time_calendar import day_in
from reportedly.stages.time_reading import AHEAD, Reading
from reportedly.stages.time_scan import Scan

# A dateline stands in the first lines; a text of a history may name a full date anywhere.
FIRST_LINES = 6
LONGEST_DATELINE = 90
# "LORA, Loka, March 3 (Wire) -": places with a capital, then the date, then a dash, a bracket or a colon.
PLACE_BEFORE = re.compile(
    r"^[\"“(\s]*(?!(?:On|In|By|Since|Until|At|From)\b)(?:(?:[A-ZÀ-Þ][\w'’]*|au|of|the|de|al|el)[\s,.;/|–—-]+){1,9}\(?$"
)
AFTER_DATE = re.compile(r"^\s*(?:,?\s*\d{4})?\s*\)?\s*(?:\([^)\n]{1,40}\)|/[^/\n]{1,30}/)?\s*(?:[-–—:]|\.\s|$)")
LABEL = re.compile(
    r"^[\W_]*(?:(?:first |last )?(?:published|updated|posted|issued)|date|dateline)?\s*(?:on|at)?\s*:?[\W_]*$",
    re.IGNORECASE,
)
TRAIL = re.compile(
    r"^[\s,|/·•–—-]*(?:(?:at\s*)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5})?)?[\s.)|]*$",
    re.IGNORECASE,
)
# A history: most of its years lie at least this far back, and it has more than this many of them.
YEARS_BACK = 3
HISTORY_YEARS = 2
HISTORY_SHARE = 0.75
# One weekday or "yesterday" among so many years is still a history.
WEEKDAY_SHARE = 10
DEICTIC = frozenset({"yesterday", "tomorrow", "tonight", "today"})


SENTENCE_START = re.compile(
    r"(?:^|[.!?]['\"”’)]?\s+|\n\s*)(?:In|On|By|Since|During|From|Until|After|Early in|Late in)\s+(?:the\s+)?$"
)
# Readings that count from the report's day: they end a passage of history.
FROM_REPORT = frozenset(
    {
        "weekday",
        "weekday-part",
        "weekday-early",
        "weekday-last",
        "dayword",
        "tonight",
        "last-period",
        "ago",
        "overnight",
    }
)


class ReportDay(NamedTuple):
    """The day a report counts from, how it is known, and a remark where the text and the metadata disagree."""

    day: dt.date | None
    why: str = ""
    remark: str = ""


def report_day(published: dt.date | None, dateline: dt.date | None) -> ReportDay:
    """The dateline outranks the metadata; where they differ both are kept in words."""
    if dateline is None:
        return ReportDay(published, "the report's date" if published else "")
    if published is None or published == dateline:
        return ReportDay(dateline, "the dateline in the text")
    remark = f"the dateline in the text says {dateline}, the metadata say {published}"
    return ReportDay(dateline, f"the dateline in the text; the metadata say {published}", remark)


def find_dateline(scan: Scan, readings: Sequence[Reading], published: dt.date | None) -> dt.date | None:
    """The date of a dateline in the first lines: alone on its line, or after a place and before a dash."""
    text = scan.text
    for line, (start, end) in enumerate(_lines(text)):
        if line >= FIRST_LINES:
            return None
        for reading in readings:
            if start <= reading.start and reading.end <= end:
                day = _dateline_day(text, start, end, reading, published)
                if day is not None:
                    return day
                break
    return None


def _lines(text: str) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at = 0
    while at <= len(text) and len(lines) < FIRST_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            lines.append((at, end))
        at = end + 1
    return lines


def _dateline_day(text: str, start: int, end: int, reading: Reading, published: dt.date | None) -> dt.date | None:
    day = _full_day(reading, published)
    if day is None or reading.start - start > LONGEST_DATELINE:
        return None
    before, after = text[start : reading.start], text[reading.end : min(end, reading.end + LONGEST_DATELINE)]
    alone = LABEL.match(before) is not None and TRAIL.match(after) is not None
    placed = PLACE_BEFORE.match(before) is not None and AFTER_DATE.match(after) is not None and bool(after.strip())
    if alone and not reading.explicit:
        return None
    return day if alone or placed else None


def _full_day(reading: Reading, published: dt.date | None) -> dt.date | None:
    value = reading.period.value
    if re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", value) and reading.explicit:
        return reading.period.start
    match = re.match(r"(?:XXXX|\d{4})-(\d\d)-(\d\d)$", value)
    if match is None or published is None:
        return None
    options = [
        day_in(y, int(match[1]), int(match[2])) for y in (published.year - 1, published.year, published.year + 1)
    ]
    near = min((d for d in options if d is not None), key=lambda d: abs((d - published).days), default=None)
    return near if near is not None and abs((near - published).days) <= AHEAD else None


def _is_old(reading: Reading, day: dt.date | None) -> bool:
    return reading.point is not None and (day is None or reading.point[0] <= day.year - YEARS_BACK)


def opens_story(text: str, reading: Reading, day: dt.date | None) -> bool:
    """Whether a sentence begins with a year of old: "In 1831 the garrison fled"."""
    before = text[max(0, reading.start - 20) : reading.start]
    return reading.explicit and _is_old(reading, day) and SENTENCE_START.search(before) is not None


def is_history(scan: Scan, day: dt.date | None, first: Sequence[Reading]) -> bool:
    """Whether a text tells a history: its years lie well before the report, and it does not speak of yesterday.

    `first` are the readings of its beginning: a short text is a history when it begins with a year of old.
    """
    texts = scan.tokens.texts
    years = [int(t) for t in texts if len(t) == 4 and t.isdigit() and 1000 <= int(t) <= 2100]
    old = sum(1 for at, t in enumerate(texts) if t in ("BC", "BCE") and at and texts[at - 1].isdigit())
    if len(years) + old < HISTORY_YEARS:
        return False
    words = scan.words
    weekdays = sum(1 for t in texts if t.lower() in DEICTIC or words.has("weekday_alone", t))
    begins = next((r for r in first if r.point is not None), None)
    begins_old = begins is not None and begins.explicit and _is_old(begins, day)
    if len(years) + old < (HISTORY_YEARS if begins_old and not weekdays else HISTORY_YEARS + 1):
        return False
    past = sum(1 for y in years if day is None or y <= day.year - YEARS_BACK) + old
    return past >= HISTORY_SHARE * (len(years) + old) and weekdays * WEEKDAY_SHARE <= len(years) + old
