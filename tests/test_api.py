"""The Python door: of equal rank with the command line, on the real reading tower."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

import reportedly
from reportedly.api import ReadOptions

DEMO = Path(str(files("reportedly").joinpath("demo")))
SOME = sorted((DEMO / "corpus").glob("0[1-6]-*"))
OPTIONS = ReadOptions(actors=(str(DEMO / "actors.csv"),), places=(str(DEMO / "places.csv"),))


def test_a_text_becomes_typed_records() -> None:
    """Without a file or a database."""
    analysis = reportedly.read_text(
        "The health ministry said on Monday that nine people were killed.", published="2031-05-07", outlet="Loka Today"
    )
    assert isinstance(analysis, reportedly.Analysis)
    assert [s.speaker.name for s in analysis.statements if s.speaker] == ["health ministry"]
    assert analysis.report.outlet == "Loka Today"


def test_a_date_that_is_none_is_refused() -> None:
    """With how to write it."""
    with pytest.raises(reportedly.InputError, match="'soon' is no date; write it as 2031-05-03"):
        reportedly.read_text("Nothing.", published="soon")


def test_every_public_name_is_there() -> None:
    """And no other."""
    for name in reportedly.__all__:
        assert getattr(reportedly, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = reportedly.nonsense  # type: ignore[attr-defined]


def export(path: Path) -> list[str]:
    """The records of a case but its runs, which hold the time of day."""
    with reportedly.open(path) as case:
        case.export("jsonl", path.with_suffix(".jsonl"))
    return [x for x in path.with_suffix(".jsonl").read_text().splitlines() if json.loads(x)["type"] != "run"]


def test_the_same_bytes_in_any_order_and_with_any_number_of_processes(tmp_path: Path) -> None:
    """Reports forwards with one process, backwards with two, one by one."""
    reportedly.read(SOME, tmp_path / "a.duckdb", OPTIONS)
    expected = export(tmp_path / "a.duckdb")
    two = ReadOptions(actors=OPTIONS.actors, places=OPTIONS.places, jobs=2)
    reportedly.read(SOME[::-1], tmp_path / "b.duckdb", two)
    assert export(tmp_path / "b.duckdb") == expected
    for path in (*SOME[3:], *SOME[:3]):
        reportedly.read(path, tmp_path / "c.duckdb", OPTIONS)
    assert export(tmp_path / "c.duckdb") == expected
    assert len(expected) > len(SOME)


def test_a_case_answers_with_rows_and_frames(tmp_path: Path) -> None:
    """Each named question, as rows, Arrow and pandas."""
    result = reportedly.read(SOME, tmp_path / "case.duckdb", OPTIONS)
    assert result.reports == len(SOME)
    assert not result.check.faults
    with reportedly.open(tmp_path / "case.duckdb") as case:
        assert len(case.reports()) == len(SOME)
        rows = case.statements(outlet="Meridian Wire")
        assert rows
        assert case.arrow("statements", outlet="Meridian Wire").num_rows == len(rows)
        assert list(case.pandas("statements", outlet="Meridian Wire")["id"]) == [row.id for row in rows]
        assert case.why(rows[0].id).record.id == rows[0].id
        assert not case.verify().faults
