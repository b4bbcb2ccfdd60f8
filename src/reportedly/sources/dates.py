"""Publication dates as ISO 8601, without a guess: a date that can be read in two ways is refused."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from reportedly.errors import InputError

# Longer than any date with its weekday, time and zone spelled out; keeps odd input away from the parsers.
LONGEST_DATE = 80
# Printed news begins about 1600; a later century is a slip of the keyboard.
YEARS = range(1600, 2200)
FOUR_DIGIT_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# The library reads much else in its own way: "2:05 pm" as 02:05 in a zone called pm.
RFC822 = re.compile(
    r"(?:[a-z]{3,9},? )?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)?(?: (?:[+-]\d{4}|(?![ap]m\b)[a-z]{1,4}))?",
    re.IGNORECASE,
)
# A part of a date that is not written takes the default's; what differs between the two results was not written.
DEFAULTS = (dt.datetime(2001, 2, 3, 4, 5), dt.datetime(2002, 3, 4, 7, 8))


def parse_published(value: str) -> str:
    """The date or date-time that `value` says, as ISO 8601: "2025-03-27" or "2025-03-27T14:05:00+02:00".

    Reads ISO 8601, RFC 822 ("Thu, 27 Mar 2025 14:05:00 +0200") and written dates ("27 March 2025"). A zone that is not
    given or not known is left out, and fractions of a second are dropped. Raises InputError when it is no date, is not
    precise to the day, or can be read as two ("03/04/2025").
    """
    value = value.strip()
    if not value or len(value) > LONGEST_DATE:
        raise _no_date(value)
    found = _iso(value) or _rfc822(value) or _written(value)
    if int(found[:4]) not in YEARS:
        raise _no_date(value)
    return found


def _no_date(value: str) -> InputError:
    shown = value if len(value) <= LONGEST_DATE else value[: LONGEST_DATE // 2] + "..."
    return InputError(
        "published", "", f'"{shown}" is not a date; write it like 2025-03-27, 2025-03-27T14:05+02:00 or 27 March 2025.'
    )


def _format(moment: dt.datetime) -> str:
    return moment.replace(microsecond=0).isoformat()


def _iso(value: str) -> str | None:
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    try:
        return _format(dt.datetime.fromisoformat(value))
    except ValueError:
        return None


def _rfc822(value: str) -> str | None:
    if not RFC822.fullmatch(value):
        return None
    try:
        return _format(parsedate_to_datetime(value))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _zone(name: str | None, offset: int | None) -> dt.tzinfo | None:
    """The zone by its offset alone: names such as EST stand for different zones in different countries."""
    return None if offset is None else dt.timezone(dt.timedelta(seconds=offset))


def _written(value: str) -> str:
    from dateutil import parser

    if not FOUR_DIGIT_YEAR.search(value):
        raise _no_date(value)
    readings: set[tuple[dt.datetime, dt.datetime]] = set()
    for day_first, year_first in ((False, False), (True, False), (False, True)):
        try:
            first, second = (
                parser.parse(value, default=default, dayfirst=day_first, yearfirst=year_first, tzinfos=_zone)
                for default in DEFAULTS
            )
        except (ValueError, OverflowError, TypeError, AttributeError, IndexError) as error:
            raise _no_date(value) from error
        readings.add((first, second))
    if len({first.date() for first, _ in readings}) > 1:
        raise InputError("published", "", f'"{value}" can be read as two dates; write it like 2025-03-27.')
    first, second = readings.pop()
    if first.date() != second.date():
        raise _no_date(value)
    return _format(first) if first.time() == second.time() else first.date().isoformat()
