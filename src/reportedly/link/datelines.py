"""The day that a report's own text gives for itself: "AFP Saturday 17 Aug 2013", "KESTREL, 12 May 2026 -".

Dates beside a text are often wrong: of an archive of war reports, 29 in a hundred had another day than their dateline.
Both are kept; linking goes by the dateline.
"""

from __future__ import annotations

import datetime as dt
import re

from reportedly.model import Report

HEAD = 260  # characters of a text in which a dateline stands, behind a long headline
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(NAMES, 1)}
NAMED = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {NAMED},? ?(?P<year>(?:19|20)\d\d)\b",
        rf"\b{NAMED} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<year>(?:19|20)\d\d)\b",
        r"(?<![\d.-])(?P<day>\d{2})[-.](?P<month>\d{2})[-.](?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
    )
)
# Words before a date that make it the date of something told, not of the telling.
TOLD = re.compile(
    r"(?:\bon|\bsince|\buntil|\bfrom|\bin|\bof|\bbefore|\bafter|\bby|\bto|\band)(?: \w+day)?,? ?$", re.IGNORECASE
)


def find_dateline(text: str) -> dt.date | None:
    """The first whole date in the head of a text that stands by itself; None when there is none."""
    head = text[:HEAD]
    found = [(m.start(), m) for form in FORMS for m in form.finditer(head)]
    for start, match in sorted(found, key=lambda f: f[0]):
        day = _read(match)
        if day and not TOLD.search(head[max(0, start - 20) : start]):
            return day
    return None


def day_of(report: Report) -> dt.date | None:
    """The day a report is of: its dateline's, else the day of publication it came with."""
    dateline = find_dateline(report.text)
    if dateline is not None and (report.day is None or dateline != report.day):
        return dateline
    return report.day


def _read(match: re.Match[str]) -> dt.date | None:
    month = match["month"][:3].lower()
    try:
        return dt.date(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None
