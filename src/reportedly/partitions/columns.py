"""Records as columns: the Arrow schema of a partition, made from the record types themselves, and its writing.

A new field of a record is a column from the day it exists. Names are those of the records; lists of records are
nested columns, `roles` a map.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from reportedly.model import Analysis, Report

if TYPE_CHECKING:
    import pyarrow

LISTS = ("statements", "events", "figures", "names", "times", "places", "abstentions", "wordings")
# Reports a row group: a few megabytes in memory, and few enough groups for a quick scan.
GROUP = 256
# What 64 bits hold.
LARGEST_NUMBER = 2**63 - 1


@lru_cache(maxsize=1)
def schema() -> pyarrow.Schema:
    """The columns of a partition."""
    import pyarrow as pa

    fields = [pa.field("number", pa.int64(), nullable=False), pa.field("outside", pa.bool_(), nullable=False)]
    fields += list(_fields(Report))
    hints = get_type_hints(Analysis)
    fields += [pa.field(name, _arrow_type(hints[name])) for name in LISTS]
    return pa.schema(fields)


def _fields(kind: type) -> list[pyarrow.Field]:
    import pyarrow as pa

    hints = get_type_hints(kind)
    return [pa.field(field.name, _arrow_type(hints[field.name])) for field in msgspec.structs.fields(kind)]


PLAIN = {str: "string", int: "int64", float: "float64", bool: "bool_", dt.date: "date32"}


def _arrow_type(hint: Any) -> pyarrow.DataType:
    import pyarrow as pa

    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _arrow_type(next(part for part in get_args(hint) if part is not type(None)))
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if origin is dict:
        return pa.map_(pa.string(), _arrow_type(get_args(hint)[1]))
    if hint in PLAIN:
        return getattr(pa, PLAIN[hint])()
    return pa.struct(_fields(hint))


def as_row(analysis: Analysis, number: int) -> dict[str, Any]:
    """A report with its records as one row."""
    row: dict[str, Any] = {"number": number, "outside": analysis.outside}
    for field in msgspec.structs.fields(Report):
        row[field.name] = getattr(analysis.report, field.name)
    for name in LISTS:
        row[name] = msgspec.to_builtins(getattr(analysis, name), builtin_types=(dt.date,))
    return row


class PartitionWriter:
    """Writes rows into a Parquet file, some hundred at a time, so that memory does not grow with the partition."""

    def __init__(self, path: Path) -> None:
        from pyarrow import parquet

        self._writer = parquet.ParquetWriter(path, schema(), compression="zstd", compression_level=3)
        self._rows: list[dict[str, Any]] = []

    def add(self, row: dict[str, Any]) -> None:
        """Take a row; OSError when the disk is full."""
        self._rows.append(row)
        if len(self._rows) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            import pyarrow as pa

            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=schema()))
            self._rows = []

    def close(self) -> None:
        """Write what waits and the end of the file."""
        self._flush()
        self._writer.close()

    def drop(self) -> None:
        """Let go of the file without a proper end."""
        self._rows = []
        self._writer.close()


def write_partition(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """A whole partition at once."""
    writer = PartitionWriter(path)
    for row in rows:
        writer.add(row)
    writer.close()


def is_storable(analysis: Analysis) -> bool:
    """Whether every number of a report fits a column. One in a text can be longer; cutting it would be a guess."""
    bounds = (bound for figure in analysis.figures for bound in (figure.low, figure.high) if bound is not None)
    return all(abs(bound) <= LARGEST_NUMBER for bound in bounds)
