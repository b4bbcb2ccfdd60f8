"""No bytes make a reader raise, and what it gives can be stored."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.model import Problem, Report
from reportedly.sources import FORMATS
from tests.sources.reading import read_bytes

# Pieces that readers look for, so that chance reaches behind their first check.
PIECES = [
    b"---\n", b"date: ", b"outlet: A\n", b"2031-05-12", b"<html>", b"<p>", b"</p>", b"<article>", b"<!--", b"&#0;",
    b"&lt;", b"<rss version='2.0'><channel>", b"<item>", b"<title>", b"</title>", b"<description>", b"<![CDATA[",
    b"]]>", b"<feed>", b"<script type='application/ld+json'>", b'{"@type": "NewsArticle", "datePublished": ',
    b'{"text": "', b'"}', b"[", b"]", b"text,date\n", b'"', b",", b"\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    b"\\ud800", b"\xed\xa0\x80", b"\xe9", b"<?xml version='1.0' encoding='", b"'?>", b"<meta charset=", b"idna",
    b"undefined", b"utf-7", b"(Meridian Wire) - ",
    b"The army said that it had denied what the ministry had said of the strike. ", b"\xd8\xa7\xd9\x84 ",
    b"\x1f\x8b\x08",
]  # fmt: skip
BYTES = st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=25).map(b"".join)


def check(data: bytes, format: str | None) -> None:
    for found in read_bytes(data, format=format, languages=()):
        if isinstance(found, Report):
            assert found.text.strip()
            assert all(isinstance(v, str) and v.encode() for v in (found.text, found.title or "-", found.outlet or "-"))
        else:
            assert isinstance(found, Problem)
            assert found.reason.endswith(".")


@pytest.mark.parametrize("format", [*FORMATS, None])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=BYTES, is_packed=st.booleans())
def test_no_bytes_make_a_reader_raise(format: str | None, data: bytes, is_packed: bool) -> None:
    check(gzip.compress(data) if is_packed else data, format)


@pytest.mark.parametrize("format", [*FORMATS, None])
@pytest.mark.parametrize(
    "piece", [b"x", b"the army (said) ", b"(", b"<div>", b"\x00", b'{"', b"<!--", b"\xff", b"A, b: "]
)
def test_a_megabyte_of_one_line_does_not_stop_a_reader(format: str | None, piece: bytes) -> None:
    check(piece * (1_000_000 // len(piece)), format)
