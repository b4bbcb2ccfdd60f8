"""Claims as a table: what a cell shows, and that no text from a report runs as a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from reportedly.export.csv import cell, write_rows


class Row(msgspec.Struct):
    """A row as the queries give them."""

    words: str
    low: int | None
    names: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-Needs", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    """As it stands, and at the head of a list."""
    assert cell(text) == f"'{text}"
    assert cell((text, "Loka")) == f"'{text}; Loka"


def test_numbers_and_plain_texts_stay_as_they_are() -> None:
    """A spreadsheet must still be able to count."""
    assert [cell(-5), cell(14), cell("14 dead"), cell(None), cell("a=b")] == ["-5", "14", "14 dead", "", "a=b"]


def test_rows_come_back_as_written() -> None:
    """Header of field names; lists and roles written out."""
    out = io.BytesIO()
    assert write_rows([Row("=x", 3, ("A", "B"), {"attacker": ("A",)})], Row, out) == 1
    assert list(csv.DictReader(io.StringIO(out.getvalue().decode()))) == [
        {"words": "'=x", "low": "3", "names": "A; B", "roles": "attacker: A"}
    ]
