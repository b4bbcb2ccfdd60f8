"""A date is shown as precisely as it was told, and no more."""

import datetime as dt
from typing import Any, cast

import pytest

from reportedly.dossiers.parts import told_days
from reportedly.screen import days

CASES = [
    (("2031-12-01", "2031-12-31"), "2031-12", "Dec 2031"),
    (("2031-12-03", "2031-12-03"), "2031-12-03", "3 Dec 2031"),
    (("2031-12-01", "2031-12-01"), "2031-12-01", "1 Dec 2031"),
    (("2031-01-01", "2031-12-31"), "2031", "2031"),
    (("2031-11-29", "2031-12-01"), "2031-11-29 to 2031-12-01", "29 Nov 2031 to 1 Dec 2031"),
    (("2032-02-01", "2032-02-29"), "2032-02", "Feb 2032"),
    (("9999-12-01", "9999-12-31"), "9999-12", "Dec 9999"),
    (("2031-11-01", "2031-12-31"), "2031-11-01 to 2031-12-31", "1 Nov 2031 to 31 Dec 2031"),
]


class Row:
    """As much of a row as tells when."""

    def __init__(self, start: dt.date | None, end: dt.date | None) -> None:
        self.time_start, self.time_end = start, end


@pytest.mark.parametrize(("told", "plain", "words"), CASES)
def test_days_are_shown_as_told(told: tuple[str, str], plain: str, words: str) -> None:
    start, end = (dt.date.fromisoformat(d) for d in told)
    assert told_days(cast(Any, Row(start, end))) == plain
    assert days(start, end) == words


def test_what_is_not_told_is_empty() -> None:
    assert told_days(cast(Any, Row(None, None))) == ""
    assert days(None, None) == ""
