from __future__ import annotations

import pytest

from reportedly.model import Problem, Report
from tests.sources.reading import read_bytes, read_one, read_problem


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_reads_rows_of_any_delimiter(delimiter: str) -> None:
    rows = [
        ["Date", "TEXT", "Source"],
        ["2031-05-12", '"One, ""two"";\r\nthree | four."', "A"],
        ["", "", ""],
        ["", "Five.", ""],
    ]
    first, second = read_bytes("\r\n".join(delimiter.join(row) for row in rows), format="csv", outlet="B")
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.text, first.published, first.outlet) == ('One, "two";\nthree | four.', "2031-05-12", "A")
    assert (first.source, second.source) == ("-, line 2", "-, line 5")
    assert (second.text, second.published, second.outlet) == ("Five.", None, "B")


def test_a_broken_row_is_a_problem_and_the_others_go_on() -> None:
    data = (
        b'text,date\n"a "b" c",\n\x81\x81\x81\xff,x\n"multi\n\x00\x01\x81\xff\nline",\n'
        b'good,\none,two,three\nbad,soon\n"open,\nlost,'
    )
    found = read_bytes(data)
    assert [r.text for r in found if isinstance(r, Report)] == ["good"]
    assert [(p.place, p.reason) for p in found if isinstance(p, Problem)] == [
        ("line 2", "the row is broken (',' expected after '\"'); double each quotation mark inside a quoted cell."),
        ("line 3", "the bytes are no text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 text."),
        ("line 5", "the bytes are no text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 text."),
        ("line 8", "the row has 3 cells and the header 2; make them equal."),
        ("line 9", '"soon" is not a date; write it like 2025-03-27, 2025-03-27T14:05+02:00 or 27 March 2025.'),
        ("line 10", "a quotation mark opens here and is never closed; close it, what follows it was not read."),
    ]


def test_a_header_without_text_is_a_problem() -> None:
    assert read_problem("a,b\n1,2\n", format="csv") == (
        "line 1",
        "no column holds the text; map one to text. The columns are: a, b.",
    )
    report = read_one("a,b\n1,The army denied it.\n", format="csv", columns={"text": "B", "title": "a"})
    assert (report.text, report.title) == ("The army denied it.", "1")
    assert read_bytes("text,date\n") == []


def test_reads_what_spreadsheets_save() -> None:
    row = "Date\tText\n2031-05-12\tThe café was hit.\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert read_one(row.encode(encoding), format="csv").text == "The café was hit."


def test_a_cell_of_a_megabyte_is_read() -> None:
    assert len(read_one("text,date\n" + "a" * 1_000_000 + ",\n").text) == 1_000_000
