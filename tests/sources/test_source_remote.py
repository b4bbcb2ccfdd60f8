"""Inputs behind an address, and Parquet files."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pyarrow
import pytest
from pyarrow import parquet
from shard_reading import make_work

from reportedly.model import Problem, Report
from reportedly.shards.plan import Shard, plan_shards
from reportedly.shards.work import read_shard
from reportedly.sources import SourceOptions, read_sources
from tests.sources.archives import WORDS, packed, page, record
from tests.sources.reading import read_problem

ROWS = {
    "headline": ["One", "Two", None],
    "body": [WORDS, WORDS + " Two.", None],
    "date": [dt.date(2031, 5, 3), dt.date(2031, 5, 4), None],
    "pixels": [b"\xff" * 10] * 3,
}


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    """An empty file system in memory."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


def read(*paths: str | Path, **options: object) -> list[Report | Problem]:
    """All that some paths hold."""
    return list(read_sources(paths, SourceOptions(**options)))  # type: ignore[arg-type]


def test_files_and_folders_behind_an_address(memory: fsspec.AbstractFileSystem) -> None:
    """Of every kind, in the order of their names; hidden ones are left out."""
    memory.pipe("/news/b.jsonl.gz", gzip.compress(json.dumps({"text": WORDS}).encode()))
    memory.pipe("/news/a.txt", WORDS.encode())
    memory.pipe("/news/deep/c.warc.gz", packed(record(1, page())))
    memory.pipe("/news/.hidden/d.txt", WORDS.encode())
    found = read("memory://news")
    assert [item.source.partition(",")[0] for item in found if item.source] == [
        "memory:///news/a.txt",
        "memory:///news/b.jsonl.gz",
        "memory:///news/deep/c.warc.gz",
    ]
    assert [item.text for item in read("memory://news/a.txt") if isinstance(item, Report)] == [WORDS]


def test_an_address_of_this_machine(tmp_path: Path) -> None:
    """file:// is one as well."""
    (tmp_path / "a.txt").write_text(WORDS)
    (report,) = read((tmp_path / "a.txt").as_uri())
    assert isinstance(report, Report)
    assert report.text == WORDS


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory://nowhere", "there is no such file or folder; check the address."),
        ("nonsense://x/y", "it cannot be reached (Protocol not known: nonsense); check the address."),
    ],
)
def test_an_address_that_leads_nowhere(memory: fsspec.AbstractFileSystem, address: str, reason: str) -> None:
    """Is a Problem that says so."""
    assert read(address) == [Problem(source=address, place="", reason=reason)]
    assert list(plan_shards([address], 8)) == [Problem(source=address, place="", reason=reason)]


def test_shards_of_an_address(memory: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    """A changed file is another input."""
    memory.pipe("/news/a.txt", b"The army said 5 people were killed in Orven.")
    (shard,) = (item for item in plan_shards(["memory://news"], 8) if isinstance(item, Shard))
    assert read_shard(shard, make_work(tmp_path / "out")).counts["figures"] == 1
    memory.pipe("/news/a.txt", b"The army said 6 people were killed in Orven.")
    (again,) = (item for item in plan_shards(["memory://news"], 8) if isinstance(item, Shard))
    assert again.key("") != shard.key("")


def test_a_parquet_file_has_a_report_a_row(tmp_path: Path) -> None:
    """With the column names of the other formats, or those the user maps; a row without a text is a Problem."""
    parquet.write_table(pyarrow.table(ROWS), tmp_path / "a.parquet")
    one, two, problem = read(tmp_path / "a.parquet")
    assert isinstance(one, Report)
    assert isinstance(two, Report)
    assert (one.title, one.published, one.text) == ("One", "2031-05-03", WORDS)
    assert two.source == f"{tmp_path}/a.parquet, row 2"
    assert isinstance(problem, Problem)
    assert problem.place == "row 3"
    other = pyarrow.table({"story": [WORDS], "body": [["no", "text"]]})
    parquet.write_table(other, tmp_path / "b.bin")
    (report,) = read(tmp_path / "b.bin", columns={"text": "story"})
    assert isinstance(report, Report)


def test_a_parquet_file_behind_an_address(memory: fsspec.AbstractFileSystem) -> None:
    """Read from its end, as Parquet is."""
    data = io.BytesIO()
    parquet.write_table(pyarrow.table(ROWS), data)
    memory.pipe("/a.parquet", data.getvalue())
    assert [type(item) for item in read("memory://a.parquet")] == [Report, Report, Problem]


def test_a_damaged_parquet_file_is_a_problem(tmp_path: Path) -> None:
    """So is one that comes from a pipe."""
    parquet.write_table(pyarrow.table(ROWS), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(data[:-20])
    (problem,) = read(tmp_path / "a.parquet")
    assert isinstance(problem, Problem)
    assert problem.reason.startswith("the Parquet file is damaged or breaks off")
    assert read_problem(data)[1] == "Parquet cannot be read from a pipe or packed; save it to a file."
