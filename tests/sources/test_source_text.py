from __future__ import annotations

import codecs

import pytest

from tests.sources.reading import read_one, read_problem

TEXT = "ORVEN - The army “denied” the report — and said no more of it."
NO_TEXT = "the bytes are no text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 text."


def test_reads_front_matter_and_leaves_the_text_as_it_is() -> None:
    report = read_one(
        "---\r\nOutlet:  'Orven Herald' \r\ntitle: Talks: day two\r\ndate: 12 May 2031\r\nurl: https://a.example/1\r\n"
        "author: Mira Tal\r\nmood: calm\r\n- a list\r\n---\r\n\r\n One. \r\n\r\n\u00adTwo\x00.\r\n"
    )
    assert report.text == "\n One. \n\n\u00adTwo\x00.\n"
    assert (report.outlet, report.title, report.author) == ("Orven Herald", "Talks: day two", "Mira Tal")
    assert (report.published, report.published_precision) == ("2031-05-12", "day")
    assert (report.url, report.source) == ("https://a.example/1", "-")


def test_the_file_counts_before_the_options() -> None:
    options = {"outlet": "B", "published": "2030-01-01"}
    report = read_one(f"---\noutlet: A\ndate: 2031-05-12T14:05Z\n---\n{TEXT}", **options)
    assert (report.outlet, report.published, report.published_precision) == ("A", "2031-05-12T14:05:00+00:00", "minute")
    report = read_one(f"---\noutlet:\ndate:\ntitle: T\n---\n{TEXT}", **options)
    assert (report.outlet, report.published, report.title) == ("B", "2030-01-01", "T")


@pytest.mark.parametrize("text", [f"---\noutlet: A\n{TEXT}", f"---\n\n---\n{TEXT}", f"---\n{TEXT}\n---\n", "---"])
def test_dashes_without_a_block_of_keys_are_text(text: str) -> None:
    assert read_one(text).text == text


def test_a_date_that_is_none_names_its_line() -> None:
    place, reason = read_problem(f"---\noutlet: A\ndate: the other day\n---\n{TEXT}")
    assert place == "line 3"
    assert reason == (
        '"the other day" is not a date; write it like 2025-03-27, 2025-03-27T14:05+02:00 or 27 March 2025.'
    )


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
)
def test_reads_the_usual_encodings(data: bytes) -> None:
    assert read_one(data).text == TEXT


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x00" * 100,
        TEXT.encode("utf-16-le"),
        "Представитель армии заявил во вторник".encode("cp1251"),
        b"\xff\xfe\x00",
        b"\x7fELF\x02\x01\x01" + b"\x00" * 50,
    ],
)
def test_bytes_that_are_no_text_are_a_problem(data: bytes) -> None:
    assert read_problem(data) == ("", NO_TEXT)


def test_known_files_are_named() -> None:
    assert read_problem(b"%PDF-1.7 ...") == ("", "this is a PDF file, which is not read; save its text as TXT or HTML.")
    assert read_problem(b"PK\x03\x04....")[1].startswith("this is a ZIP file or an office document")


def test_a_credit_is_the_origin_unless_it_is_the_outlet() -> None:
    text = "ORVEN (Meridian Wire) - The army denied it."
    report = read_one(text, outlet="Orven Herald")
    assert (report.origin, report.origin_how) == ("Meridian Wire", "credit/dateline")
    assert read_one(text, outlet="Meridian Wire").origin is None
    assert read_one("ORVEN (OPA) - The army denied it.", outlet="Orven Press Agency").origin is None
    report = read_one(f"---\norigin: Hale News\n---\n{text}")
    assert (report.origin, report.origin_how) == ("Hale News", "given")
