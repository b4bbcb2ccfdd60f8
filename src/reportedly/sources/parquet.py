"""Parquet files: one report a row, with the column names that CSV and JSON files have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from reportedly.errors import InputError
from reportedly.model import Problem, Report
from reportedly.sources.assemble import as_problem
from reportedly.sources.files import Document
from reportedly.sources.jsonl import read_object
from reportedly.sources.options import COLUMN_NAMES, SourceOptions

MARK = b"PAR1"
ROWS = 256  # in memory at a time
BROKEN = "the Parquet file is damaged or breaks off ({detail}); fetch or write it again."


def parquet_items(document: Document, options: SourceOptions) -> Iterator[Callable[[], Report | Problem]]:
    """The reports of a Parquet file, each read when it is called.

    Raises InputError when it is damaged, or comes from a pipe: Parquet is read from its end.
    """
    import pyarrow
    from pyarrow import parquet

    if document.file is None:
        raise InputError(document.source, "", "Parquet cannot be read from a pipe or packed; save it to a file.")
    document.file.seek(0)
    number = 0
    try:
        file = parquet.ParquetFile(document.file)
        columns = _columns(file.schema_arrow.names, options)
        for batch in file.iter_batches(ROWS, columns=columns or None):
            for row in batch.to_pylist():
                number += 1
                yield partial(_read, row, document.source, f"row {number}", options)
    except (pyarrow.ArrowException, OSError) as error:
        place = f"after row {number}" if number else ""
        raise InputError(document.source, place, BROKEN.format(detail=" ".join(str(error).split())[:200])) from error


def _columns(names: list[str], options: SourceOptions) -> list[str]:
    """The columns that can hold a field of a report: others may be large, and are not read."""
    wanted = {name for usual in COLUMN_NAMES.values() for name in usual}
    wanted |= {part for path in options.columns.values() for part in (path.lower(), path.partition(".")[0].lower())}
    return [name for name in names if name.strip().lower() in wanted]


def _read(row: dict[str, Any], source: str, place: str, options: SourceOptions) -> Report | Problem:
    try:
        return read_object({name: _plain(value) for name, value in row.items()}, source, place, options)
    except InputError as error:
        return as_problem(error)


def _plain(value: Any) -> Any:
    """Dates and times as ISO 8601; all else as it is."""
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
