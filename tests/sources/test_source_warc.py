"""Web archives: pages and texts of crawls, whole, cut short, damaged, and made to do harm."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gate import make_gate
from reportedly.lexicon import Lexicon
from reportedly.model import Problem, Report
from reportedly.sources import SourceOptions, read_items, read_sources
from reportedly.sources.files import Found
from reportedly.sources.warc import CUT_OFF, cheap_text
from tests.sources.archives import WORDS, packed, page, record
from tests.sources.reading import read_bytes, read_one, read_problem

THREE = [record(n, page(WORDS.replace("nine", str(n)))) for n in (1, 2, 3)]


def test_a_page_is_read_as_a_file_is() -> None:
    """With the address and the day of the archive; the day it was fetched is no day of publication."""
    report = read_one(record(1, page()))
    assert report.text.count("nine people were killed") == 1
    assert "Home" not in report.text
    assert report.title == "Shells hit a market"
    assert report.url == "https://courier.example/1"
    assert report.retrieved == "2031-05-04T10:00:00Z"
    assert report.published is None
    assert report.source == "-, record 1 (https://courier.example/1)"


@pytest.mark.parametrize("data", [b"".join(THREE), packed(*THREE), gzip.compress(b"".join(THREE))])
def test_archives_are_packed_in_any_way(data: bytes) -> None:
    """Not at all, each record for itself, all at once."""
    found = read_bytes(data)
    assert [f"{n} people" in item.text for n, item in enumerate(found, 1) if isinstance(item, Report)] == [True] * 3


def test_a_wet_file_holds_texts() -> None:
    """The outlet is the host; there is nothing to extract."""
    report = read_one(packed(record(7, WORDS.encode(), kind="conversion")))
    assert (report.text, report.outlet, report.url) == (WORDS, "courier.example", "https://courier.example/7")


@pytest.mark.parametrize(
    "other",
    [
        record(1, b"GET / HTTP/1.1", kind="request", media="application/http; msgtype=request"),
        record(1, b"software: crawler", kind="warcinfo", media="application/warc-fields"),
        record(1, b"\x89PNG", http="Content-Type: image/png"),
        record(1, page()).replace(b"200 OK", b"404 NO"),
        record(1, b"{}", kind="resource", media="application/json"),
        record(1, b""),
    ],
)
def test_what_is_no_page_is_passed_over(other: bytes) -> None:
    """Without a word."""
    assert len(read_bytes(other + THREE[1])) == 1


@pytest.mark.parametrize(
    ("packing", "content"),
    [
        ("gzip", gzip.compress(page())),
        ("deflate", zlib.compress(page())),
        ("deflate", zlib.compress(page(), wbits=-15)),
        ("gzip", page()),  # archives unpack, and leave the header as it was
        ("identity", page()),
    ],
)
def test_packed_pages_are_unpacked(packing: str, content: bytes) -> None:
    """As the head of the answer says, or as the archive left them."""
    http = f"Content-Type: text/html; charset=utf-8\r\nContent-Encoding: {packing}"
    assert "nine people" in read_one(record(1, content, http=http)).text


def test_pages_come_in_chunks() -> None:
    """As they were sent."""
    body = page()
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, body[:100], len(body) - 100, body[100:])
    report = read_one(record(1, chunks, http="Content-Type: text/html\r\nTransfer-Encoding: chunked"))
    assert report.text.count("nine people were killed") == 1


def test_a_packed_page_that_unpacks_to_too_much_is_refused() -> None:
    """After so many bytes, whatever is in it; the next page is read."""
    bomb = record(1, gzip.compress(b" " * 50_000_000), http="Content-Type: text/html\r\nContent-Encoding: gzip")
    problem, report = read_bytes(bomb + THREE[1], max_bytes=100_000)
    assert isinstance(problem, Problem)
    assert problem.place == "record 1 (https://courier.example/1)"
    assert problem.reason.startswith("it is larger than 100,000 bytes, as no page of news is")
    assert isinstance(report, Report)


def test_a_record_that_is_too_large_is_passed_over_unread() -> None:
    """The next page is read."""
    problem, report = read_bytes(record(1, b"x" * 200_000) + THREE[1], max_bytes=100_000)
    assert isinstance(problem, Problem)
    assert isinstance(report, Report)


@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.parametrize("left", [10, 0.5, -30, -5])
def test_an_archive_that_breaks_off_says_where(left: float, *, is_packed: bool) -> None:
    """In the head of its third record, in the middle of its page, and just before its end; two records are read."""
    third = gzip.compress(THREE[2]) if is_packed else THREE[2]
    cut = third[: int(left * len(third)) if left == 0.5 else int(left)]
    found = read_bytes((packed(*THREE[:2]) if is_packed else b"".join(THREE[:2])) + cut)
    assert [type(item) for item in found[:2]] == [Report, Report]
    last = found[2:][-1]
    assert isinstance(last, Problem)
    assert last.place.startswith(("record 3 (", "after record "))
    assert "breaks off" in last.reason


def test_a_whole_archive_breaks_off_nowhere() -> None:
    """Nor does one whose last page quotes the head of a record."""
    assert all(isinstance(item, Report) for item in read_bytes(packed(*THREE)))
    quoting = record(4, page(WORDS + "WARC/1.0 is a form of archives."))
    assert [type(item) for item in read_bytes(THREE[0] + quoting)] == [Report, Report]


def test_a_damaged_archive_says_after_which_record() -> None:
    """What is before the damage is read."""
    data = bytearray(packed(*THREE))
    data[len(packed(*THREE[:1])) + 80] ^= 255
    report, *rest = read_bytes(bytes(data))
    assert isinstance(report, Report)
    assert isinstance(rest[-1], Problem)
    assert (rest[-1].place, rest[-1].reason) == ("after record 1", CUT_OFF)


def test_what_calls_itself_an_archive_and_is_none(tmp_path: Path) -> None:
    """Is said."""
    (tmp_path / "a.warc").write_text("This is a note.")
    (problem,) = read_sources([tmp_path / "a.warc"], SourceOptions())
    assert isinstance(problem, Problem)
    assert problem.reason == CUT_OFF
    assert read_problem(b"", format="warc")[1].startswith("there is nothing in it")


def test_records_can_be_passed_over_unread(tmp_path: Path) -> None:
    """An item that is not called costs nothing and spoils no other."""
    (tmp_path / "a.warc.gz").write_bytes(packed(*THREE))
    items = read_items(Found("a", tmp_path / "a.warc.gz"), SourceOptions())
    (found,) = [item() for n, item in enumerate(items) if n == 1]
    assert isinstance(found, Report)
    assert "2 people" in found.text


def test_a_page_that_is_not_wanted_is_not_extracted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words were looked at by the fast way alone."""
    calm = page("The choir sang three songs in the hall, and the mayor thanked the singers. " * 4, "A song")
    monkeypatch.setattr("reportedly.sources.warc.read_page", lambda *_: pytest.fail("extracted"))
    wanted: list[str] = []
    assert read_bytes(record(1, calm), wanted=lambda text: bool(wanted.append(text))) == []
    assert "The choir sang" in wanted[0]


def test_the_fast_way_passes_what_the_good_one_does(lexicon: Lexicon) -> None:
    """Reports of conflict are not lost before their extraction."""
    gate = make_gate(lexicon)
    text = read_one(record(1, page())).text
    assert gate.passes(text)
    assert gate.passes(cheap_text(page().decode()))


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=4))
def test_any_damage_is_a_problem_at_most(at: int, junk: bytes) -> None:
    """No bytes raise."""
    data = packed(*THREE[:2])
    at %= len(data)
    for item in read_bytes(data[:at] + junk + data[at + len(junk) :]):
        assert isinstance(item, Report | Problem)
