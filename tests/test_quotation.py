"""Quotation marks: what stands inside, and how little a lost mark harms."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from marked import read_marked
from test_text import LONG_LINES, ODD

from reportedly.quotation import LONGEST_RUN, find_quotes

MARKED = [
    '"[q The road is open]," the governor said.',
    "“[q The road is open],” the governor said. “[q It will stay so].”",
    "«[q The road is open]», the governor said.",
    "``[q The road is open],'' the governor said.",
    'He called it "[q a crime]" and "[q a mistake]".',
    'The 6" pipe and the 8" pipe were found.',
    "She said “[q he told me ‘leave’ and I left]”.",
    '"[q It is over]" he said.\n"[q We go home]."',
    "No marks at all.",
]


@pytest.mark.parametrize("source", MARKED)
def test_quotes_are_found_where_they_are_marked(source: str) -> None:
    marked = read_marked(source)
    found = [marked.text[q.inner_start : q.inner_end].rstrip(",.") for q in find_quotes(marked.text)]
    assert found == [span.text for span in marked.spans.get("q", [])]


def test_a_speech_runs_on_over_paragraphs_that_open_again() -> None:
    first, second = find_quotes("“We will stay.\n“We will build,” he said.")
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_a_lost_closing_mark_harms_one_paragraph() -> None:
    text = 'He said "it is over and left.\nThe army said "we know".'
    assert [text[q.inner_start : q.inner_end] for q in find_quotes(text)] == ["we know"]


def test_a_run_of_opened_paragraphs_is_never_one_quote() -> None:
    text = "\n".join(["“All of it."] * (LONGEST_RUN * 2))
    assert all(q.inner_end - q.inner_start <= len("All of it.") for q in find_quotes(text))


@given(ODD)
def test_quotes_lie_in_order_inside_any_text(text: str) -> None:
    at = 0
    for quote in find_quotes(text):
        assert at <= quote.start < quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        at = quote.end


@pytest.mark.parametrize("name", LONG_LINES)
def test_a_megabyte_of_one_line_takes_moments(name: str) -> None:
    started = time.perf_counter()
    find_quotes(LONG_LINES[name])
    assert time.perf_counter() - started < 10
