from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import InputError
from reportedly.sources.dates import parse_published

READS = [
    ("2025-03-27", "2025-03-27"),
    (" 2025-03-27 ", "2025-03-27"),
    ("20250327", "2025-03-27"),
    ("2025-03-27T14:05", "2025-03-27T14:05:00"),
    ("2025-03-27 14:05:09.123Z", "2025-03-27T14:05:09+00:00"),
    ("2025-03-27T14:05:00-03:30", "2025-03-27T14:05:00-03:30"),
    ("Thu, 27 Mar 2025 14:05:00 +0300", "2025-03-27T14:05:00+03:00"),
    ("27 Mar 2025 14:05:00 GMT", "2025-03-27T14:05:00+00:00"),
    ("12 May 2026", "2026-05-12"),
    ("May 12, 2026", "2026-05-12"),
    ("12th of May 2026", "2026-05-12"),
    ("Tuesday 12 May 2026 at 2:05 pm", "2026-05-12T14:05:00"),
    ("12 May 2026 2:05 pm", "2026-05-12T14:05:00"),
    ("12 May 2026, 2 pm", "2026-05-12"),
    ("27/03/2025", "2025-03-27"),
    ("03/03/2025", "2025-03-03"),
    ("12 May 2026 14:05 XYZT", "2026-05-12T14:05:00"),
]
REFUSED = [
    "",
    "soon",
    "today",
    "May 2026",
    "2026",
    "12 May",
    "14:05",
    "2025-02-30",
    "25-03-27",
    "1711540800",
    "12 mai 2026",
]
HOW = "write it like 2025-03-27, 2025-03-27T14:05+02:00 or 27 March 2025."


@pytest.mark.parametrize(("value", "expected"), READS)
def test_reads_a_date_as_precisely_as_it_is_written(value: str, expected: str) -> None:
    assert parse_published(value) == expected


@pytest.mark.parametrize("value", REFUSED)
def test_refuses_what_names_no_day(value: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_published(value)
    assert caught.value.reason == f'"{value}" is not a date; {HOW}'


def test_refuses_a_date_of_two_readings() -> None:
    with pytest.raises(InputError) as caught:
        parse_published("03/04/2025")
    assert caught.value.reason == '"03/04/2025" can be read as two dates; write it like 2025-03-27.'


def test_shortens_what_is_far_too_long() -> None:
    with pytest.raises(InputError, match=r'^published: "9{40}\.\.\." is not a date'):
        parse_published("9" * 1000)


@given(st.text(max_size=90) | st.from_regex(r"[0-9/:. +-]{1,30}", fullmatch=True))
def test_any_text_is_a_date_or_an_input_error(value: str) -> None:
    try:
        found = parse_published(value)
    except InputError:
        return
    assert parse_published(found) == found
