"""CSV with a header line; commas, semicolons, tabs or bars between the cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial

from reportedly.errors import InputError
from reportedly.model import Problem, Report
from reportedly.sources.assemble import as_problem, assemble, column_map
from reportedly.sources.decoding import decode
from reportedly.sources.files import Document, read_lines
from reportedly.sources.jsonl import TOO_LONG
from reportedly.sources.options import SourceOptions

DELIMITERS = ",;\t|"
# The library's own limit, 131,072, is shorter than a long report; this is the most that every platform holds.
MAX_CELL = 2**31 - 1


def csv_items(document: Document, options: SourceOptions) -> Iterator[Callable[[], Report | Problem]]:
    """The reports of a CSV file, one a row, each read when it is called; a row that cannot be read gives a Problem.

    Raises InputError when the input is empty or its header names no text.
    """
    csv.field_size_limit(max(csv.field_size_limit(), min(options.max_bytes, MAX_CELL)))
    broken: list[Problem] = []
    lines = _decoded_lines(document, options, broken)
    header_line = next(lines, "")
    rows = csv.reader(_chain(header_line, lines), delimiter=find_delimiter(header_line), strict=True)
    header = _read_header(rows, document.source)
    columns = column_map(header, options, document.source, "line 1")
    for number, row in _rows(rows, document.source):
        if broken:  # a line of this row is missing: half a text is not read
            yield from (partial(_same, problem) for problem in broken)
            broken.clear()
        elif isinstance(row, InputError):
            yield partial(as_problem, row)
        elif any(cell.strip() for cell in row):
            yield partial(_read_row, row, header, columns, document.source, f"line {number}", options)


def _same(problem: Problem) -> Problem:
    return problem


def find_delimiter(header: str) -> str:
    """The mark that stands most often in the header line; a comma when none does."""
    return max(DELIMITERS, key=header.count)


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _decoded_lines(document: Document, options: SourceOptions, broken: list[Problem]) -> Iterator[str]:
    """Lines as text; one that is none is put into `broken` and passed on as a blank one, so that numbers hold."""
    for number, line in read_lines(document, options):
        place = f"line {number}"
        try:
            if line is None:
                raise InputError(document.source, place, TOO_LONG.format(limit=options.max_bytes))
            yield decode(line, document.source, place)
        except InputError as error:
            broken.append(as_problem(error))
            yield "\n"


def _read_header(rows: csv._reader, source: str) -> list[str]:  # type: ignore[name-defined]
    for _, row in _rows(rows, source):
        if isinstance(row, InputError):
            raise row
        return [cell.strip() for cell in row]
    return []


def _rows(rows: csv._reader, source: str) -> Iterator[tuple[int, list[str] | InputError]]:  # type: ignore[name-defined]
    while True:
        number = rows.line_num + 1
        try:
            yield number, next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, _broken_row(str(error), source, number)


def _broken_row(detail: str, source: str, number: int) -> InputError:
    if "unexpected end" in detail:
        reason = "a quotation mark opens here and is never closed; close it, what follows it was not read."
    else:
        reason = f"the row is broken ({detail}); double each quotation mark inside a quoted cell."
    return InputError(source, f"line {number}", reason)


def _read_row(
    row: list[str], header: list[str], columns: dict[str, str], source: str, place: str, options: SourceOptions
) -> Report | Problem:
    try:
        if len(row) != len(header):
            raise InputError(
                source, place, f"the row has {len(row)} cells and the header {len(header)}; make them equal."
            )
        cells = dict(zip(reversed(header), reversed(row), strict=True))
        return assemble({field: cells[name] for field, name in columns.items()}, source, place, options)
    except InputError as error:
        return as_problem(error)
