"""What holds for any text: nothing raises, every span maps back, the same input gives the same records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Analysis, make_report
from reportedly.pipeline import Reader, analyse, load_reader

# Words of news and what breaks programs: marks that nobody sees, combining and right-to-left marks, emoji, surrogates.
NEWS = (
    "The army said on Monday that 15 people were killed in Port Sarn on March 3 2026 , including two children . "
    "“We will not yield ,” he added . At least nine were wounded and 1,200 displaced since October , according to "
    "the ministry ; Israel and Iran deny it . It’s not «true» - no , never ( see http://x.example/?a=1 ) \n \n\n "
    "Gaza Mr. U.S. 155mm 3.5% £4m 10-12 12 to 15 dozens of hostages if released would be freed talks ceasefire"
)
WORDS = NEWS.split(" ")
ODD = [
    "\u200f",
    "\u202e",
    "e\u0301",
    "\u00ad",
    "\ufeff",
    "🕊️",
    "\U000e0001",
    "\ud800",
    "\x00",
    "\x1f",
    "&nbsp;",
    "<b>",
    "\t",
    "\u2028",
    "ß",
    "ﬁ",
    "Ⅷ",
    "١٥",
    "½",
    "1e9",
    "9" * 30,
]
texts = st.lists(st.sampled_from([*WORDS, *ODD]), max_size=60).map(" ".join) | st.text(max_size=200)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader of the package."""
    return load_reader()


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every span in some records, whichever field it stands in."""
    if isinstance(value, dict):
        if {"start", "end", "text"} == set(value):
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from spans(part)


def check(analysis: Analysis) -> int:
    """Every span is what the text holds there; how many there are."""
    text = analysis.report.text
    values = msgspec.to_builtins(msgspec.structs.replace(analysis, report=make_report("")))
    found = list(spans(values))
    assert all(text[s["start"] : s["end"]] == s["text"] for s in found)
    assert all(0 <= s["start"] <= s["end"] <= len(text) for s in found)
    return len(found)


@given(text=texts)
@settings(max_examples=150)
def test_any_text_is_read_and_every_span_maps_back(text: str) -> None:
    """Odd Unicode, HTML, combining and right-to-left marks, or nothing at all."""
    check(analyse(make_report(text, published="2026-06-03"), load_reader()))


@given(text=texts)
@settings(max_examples=40)
def test_the_same_text_gives_the_same_records(text: str) -> None:
    """Byte for byte, ids included, and ids are never shared."""
    one = analyse(make_report(text, published="2026-06-03"), load_reader())
    two = analyse(make_report(text, published="2026-06-03"), load_reader())
    assert msgspec.json.encode(records(one)) == msgspec.json.encode(records(two))
    ids = [r.id for r in (*one.statements, *one.events, *one.figures)]
    assert len(ids) == len(set(ids))


def records(analysis: Analysis) -> list[Any]:
    """The records without the text, which may hold what JSON cannot."""
    plain = msgspec.structs.replace(analysis, report=make_report(""))
    return [repr(plain)]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "The army said that " * 600,
        '"' * 20_000,
        "“" * 10_000,
        "1 " * 5_000,
        "(" * 10_000,
        "\n" * 200_000,
        "Monday " * 3_000,
        "killed, " * 3_000,
    ],
    ids=["one word", "one sentence", "marks", "opening marks", "numbers", "brackets", "lines", "days", "deaths"],
)
def test_a_hostile_text_is_read(text: str, reader: Reader) -> None:
    """A megabyte in one line, and texts that are nothing but the marks and words that rules look for."""
    check(analyse(make_report(text, published="2026-06-03"), reader))


def test_the_check_finds_a_wrong_span(reader: Reader) -> None:
    """A reading that is shifted by one letter does not pass."""
    analysis = analyse(make_report("The army said nine people left."), reader)
    assert check(analysis)
    shifted = msgspec.structs.replace(analysis, report=make_report("X" + analysis.report.text))
    with pytest.raises(AssertionError):
        check(shifted)


def test_json_holds_every_record(reader: Reader) -> None:
    """What is exported can be read back into the same records."""
    analysis = analyse(make_report("The army said nine people left on Monday.", published="2026-06-03"), reader)
    data = msgspec.json.encode(analysis)
    assert msgspec.json.decode(data, type=Analysis) == analysis
    assert json.loads(data)["report"]["type"] == "report"
