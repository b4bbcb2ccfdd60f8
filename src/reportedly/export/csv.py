"""Claims as a table for a spreadsheet: one row a claim, UTF-8, the columns of the view `claims`.

Names in a list are parted by "; ", roles written as "attacker: A; B | target: C". An empty cell is unknown.
A cell that a spreadsheet would run as a formula ("=...", "@...") gets an apostrophe: texts come from anywhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO

import msgspec

from reportedly.queries import claims
from reportedly.rows import ClaimRow
from reportedly.store import Store

# OWASP, "CSV Injection": what makes Excel, LibreOffice and Google Sheets take a cell for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(store: Store, out: BinaryIO) -> int:
    """Write all current claims of a case; how many there were."""
    return write_rows(claims(store), ClaimRow, out)


def write_rows(rows: Iterable[msgspec.Struct], kind: type[msgspec.Struct], out: BinaryIO) -> int:
    """Write rows of one kind with a header of its field names; how many there were."""
    names = [field.name for field in msgspec.structs.fields(kind)]
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow([cell(getattr(row, name)) for name in names])
        count += 1
    text.detach()
    return count


def cell(value: object) -> str:
    """A value as one cell."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " | ".join(f"{key}: {cell(item)}" for key, item in value.items())
    if isinstance(value, tuple):
        return "; ".join(cell(item) for item in value)
    return guarded(value) if isinstance(value, str) else str(value)


def guarded(text: str) -> str:
    """Text as a cell that no spreadsheet runs; numbers are not texts and stay as they are."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
