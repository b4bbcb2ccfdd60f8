"""A report with its records goes into a partition and comes back as it was."""

from __future__ import annotations

from pathlib import Path

import factory
import msgspec
from pyarrow import parquet

from reportedly.model import Analysis, Report
from reportedly.partitions.columns import LISTS, as_row, is_storable, schema, write_partition


def back(row: dict[str, object]) -> Analysis:
    """The analysis that a row of a partition holds."""
    fields = {field.name: row[field.name] for field in msgspec.structs.fields(Report)}
    lists = {name: row[name] for name in LISTS}
    for event in lists["events"]:  # type: ignore[attr-defined]
        event["roles"] = dict(event["roles"])
    tagged = {
        name: [{**item, "type": name[:-1]} for item in items] if "id" in str(items)[:8] else items
        for name, items in lists.items()
    }
    return msgspec.convert({"report": {**fields, "type": "report"}, "outside": row["outside"], **tagged}, Analysis)


def test_every_field_comes_back(tmp_path: Path) -> None:
    """Of every kind of record."""
    full = factory.full_analysis()
    assert all(getattr(full, name) for name in LISTS if name != "wordings")
    write_partition(tmp_path / "p.parquet", [as_row(full, 7), as_row(Analysis(report=full.report, outside=True), 8)])
    rows = parquet.read_table(tmp_path / "p.parquet").to_pylist()
    assert [row["number"] for row in rows] == [7, 8]
    assert back(rows[0]) == full
    assert back(rows[1]) == Analysis(report=full.report, outside=True)


def test_every_list_of_an_analysis_is_a_column() -> None:
    """So a new kind of record cannot be forgotten."""
    lists = {f.name for f in msgspec.structs.fields(Analysis)} - {"report", "outside"}
    assert lists == set(LISTS) <= set(schema().names)


def test_a_number_that_fits_no_column_is_known() -> None:
    """Before it stops the writing of a whole partition."""
    full = factory.full_analysis()
    large = msgspec.structs.replace(full.figures[0], low=2**63)
    assert is_storable(full)
    assert not is_storable(msgspec.structs.replace(full, figures=(large,)))
