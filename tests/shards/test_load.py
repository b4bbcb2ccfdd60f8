"""Partitions as a case: loaded whole and once, or asked where they lie, with the answers of a case read at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import factory
import fake_reading
import msgspec
import pytest
from click.testing import CliRunner, Result
from shard_reading import JOB, make_work, plan, write_reports

import reportedly
from reportedly import bulk
from reportedly.bulk import load_partitions, prepare_folder
from reportedly.cli import main
from reportedly.errors import CaseError
from reportedly.model import Problem, Report, Run
from reportedly.partitions import JOB as JOB_FILE
from reportedly.shards.work import read_shard
from reportedly.sources import SourceOptions, read_sources
from reportedly.store import Store, open_store

DEMO = Path(str(files("reportedly").joinpath("demo")))
AGAIN = "The army said 99 people were killed in Kesh."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Partitions of 22 reports and an empty file."""
    inputs = write_reports(tmp_path / "in")
    (inputs / "r05.txt").write_text("")
    return write_partitions(inputs, tmp_path / "out")


def write_partitions(inputs: Path, out: Path) -> Path:
    """Read a folder with the tiny reading."""
    work = make_work(out)
    shards = plan(inputs)
    for shard in shards:
        read_shard(shard, work)
    job = msgspec.structs.replace(JOB, shards=len(shards), started="2031-05-04T10:00:00+00:00")
    (out / JOB_FILE).write_bytes(msgspec.json.encode(job))
    return out


def test_partitions_by_older_rules_are_made_anew(folder: Path, tmp_path: Path) -> None:
    """Not one is left, though version and word lists are the same; what is the same is left alone."""
    shards, work = plan(tmp_path / "in"), make_work(folder)
    assert prepare_folder(folder, shards, work) == (0, ())
    newer = msgspec.structs.replace(work, job=msgspec.structs.replace(work.job, program="1+other"))
    made = prepare_folder(folder, shards, newer)
    assert made.partitions == 6
    assert made.because == ("rules",)
    assert list(folder.glob("*.parquet")) == []


def test_a_command_says_that_partitions_were_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And why: the program has other rules now."""
    (tmp_path / "a.txt").write_text("The army said 15 people were killed in Port Sarn.")
    command = ["read", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]
    runner = CliRunner()
    with monkeypatch.context() as patch:
        patch.setattr(bulk, "program", lambda: "0.1.0+older")
        assert "read again" not in runner.invoke(main, command).output
    assert "1 partitions that were there had been made with other rules" in runner.invoke(main, command).output
    assert "read again" not in runner.invoke(main, command).output


def read_at_once(inputs: Path, path: Path) -> Path:
    """The same reports added to a case one by one."""
    with open_store(path, write=True, make=True) as store:
        store.begin_run(factory.run(program=JOB.program, lexicon=JOB.lexicon, model=JOB.model))
        for item in read_sources([inputs], SourceOptions(languages=())):
            if isinstance(item, Report):
                store.add(fake_reading.analyse(item, fake_reading.load_reader()))
            else:
                store.add_problem(item)
        store.settle()
    return path


def records(path: Path, *without: str) -> list[str]:
    """Every record of a case but its runs, and links where they are not asked for."""
    with reportedly.open(path) as case:
        found = [msgspec.json.encode(record).decode() for record in case.records() if not isinstance(record, Run)]
    return [text for text in found if json.loads(text)["type"] not in without]


def test_a_loaded_case_holds_what_reading_at_once_gives(folder: Path, tmp_path: Path) -> None:
    """Every record; and every span lies in its report."""
    result = load_partitions(folder, tmp_path / "a.duckdb")
    assert (result.reports, result.events, result.figures, len(result.problems)) == (21, 21, 21, 1)
    assert not result.check.faults
    expected = records(read_at_once(tmp_path / "in", tmp_path / "b.duckdb"), "link")
    assert records(tmp_path / "a.duckdb", "link") == expected
    assert len(expected) > 80


def test_partitions_answer_where_they_lie(folder: Path, tmp_path: Path) -> None:
    """The same questions have the same answers as in the case that is loaded of them."""
    load_partitions(folder, tmp_path / "a.duckdb")
    assert records(folder, "link") == records(tmp_path / "a.duckdb", "link")
    questions: list[Callable[[reportedly.Case], object]] = [
        lambda case: case.claims(),
        lambda case: case.figures(measure="killed", place="Orven"),
        lambda case: case.statements(speaker="army"),
        lambda case: case.toll(place="Kesh"),
        lambda case: case.reports(limit=3),
        lambda case: case.incidents(),
        lambda case: case.problems(),
        lambda case: case.verify(),
        lambda case: [(run.lexicon, run.counts["reports"]) for run in case.runs()],
    ]
    with reportedly.open(folder) as partitions, reportedly.open(tmp_path / "a.duckdb") as case:
        for ask in questions:
            assert ask(partitions) == ask(case)


def test_partitions_are_only_read(folder: Path) -> None:
    """The refusal says how to get a case that can be added to."""
    with pytest.raises(CaseError, match="bring them into a case file with: reportedly load"):
        open_store(folder, write=True)


def test_loading_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """All reports are there already, and nothing is stored twice."""
    path = tmp_path / "a.duckdb"
    load_partitions(folder, path)
    before = records(path)
    result = load_partitions(folder, path)
    assert (result.reports, result.already_there) == (0, 21)
    assert records(path) == before
    with reportedly.open(path) as case:
        assert len(case.runs()) == 1


def test_a_load_that_was_stopped_goes_on(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the third partition, within its transaction; the next load takes the rest."""
    path, taken = tmp_path / "a.duckdb", []
    add = Store.add_partition

    def stop(self: Store, *arguments: object) -> dict[str, int]:
        taken.append(arguments)
        if len(taken) == 3:
            raise KeyboardInterrupt
        return add(self, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Store, "add_partition", stop)
        with pytest.raises(KeyboardInterrupt):
            load_partitions(folder, path)
    result = load_partitions(folder, path)
    assert (result.reports, result.already_there, len(result.problems)) == (14, 7, 1)
    assert not result.check.faults
    load_partitions(folder, tmp_path / "b.duckdb")
    assert records(path) == records(tmp_path / "b.duckdb")
    with reportedly.open(path) as case:
        assert len(case.problems()) == 1


def test_a_report_in_two_partitions_is_taken_from_the_first(tmp_path: Path) -> None:
    """As reading at once does."""
    inputs = write_reports(tmp_path / "in")
    for name in ("a.txt", "z.txt"):
        (inputs / name).write_text(AGAIN)
    folder = write_partitions(inputs, tmp_path / "out")
    result = load_partitions(folder, tmp_path / "a.duckdb")
    assert (result.reports, result.already_there) == (23, 1)
    for path in (folder, tmp_path / "a.duckdb"):
        with reportedly.open(path) as case:
            (row,) = [row for row in case.reports() if row.outlet is None]
            assert row.source is not None
            assert row.source.endswith("a.txt")
            assert len(case.figures()) == 23


def test_a_report_that_reads_otherwise_gets_a_new_reading(folder: Path, tmp_path: Path) -> None:
    """By newer word lists: the report itself is stored again only when something of it changed."""
    path = tmp_path / "a.duckdb"
    load_partitions(folder, path)
    job = msgspec.structs.replace(JOB, lexicon="newer", started="2031-06-01T10:00:00+00:00")
    (folder / JOB_FILE).write_bytes(msgspec.json.encode(job))
    assert load_partitions(folder, path).reports == 21
    with reportedly.open(path) as case:
        assert len(case.reports()) == 21
        assert case.store.rows("SELECT count(*) AS n FROM report", [], dict[str, int]) == [{"n": 21}]
        assert case.store.rows("SELECT count(*) AS n FROM reading", [], dict[str, int]) == [{"n": 42}]


def test_a_damaged_partition_is_refused(folder: Path, tmp_path: Path) -> None:
    """A byte that is another: the file is named, and what to do."""
    path = folder / "00001-0000.parquet"
    data = bytearray(path.read_bytes())
    data[50] ^= 1
    path.write_bytes(data)
    with pytest.raises(CaseError, match=r"00001-0000\.parquet is damaged; remove it, and read the inputs"):
        load_partitions(folder, tmp_path / "a.duckdb")


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    """With how to make partitions."""
    with pytest.raises(CaseError, match="holds no partitions; make them with: reportedly read PATH --out"):
        load_partitions(tmp_path, tmp_path / "a.duckdb")


def test_no_reports_are_a_case_too(tmp_path: Path) -> None:
    """Only a problem: the folder can be asked and loaded."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text("")
    folder = write_partitions(inputs, tmp_path / "out")
    assert load_partitions(folder, tmp_path / "a.duckdb").reports == 0
    for path in (folder, tmp_path / "a.duckdb"):
        with reportedly.open(path) as case:
            assert case.claims() == []
            assert [type(problem) for problem in case.problems()] == [Problem]


def run(*arguments: object) -> Result:
    """Run a command as from a shell."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_from_the_command_line_with_the_real_reader(tmp_path: Path) -> None:
    """`read --out`, `load` and a question; the case has the bytes of one that was read at once."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    for path in sorted((DEMO / "corpus").glob("0[1-4]-*")):
        (inputs / path.name).write_bytes(path.read_bytes())
    own = ("--actors", DEMO / "actors.csv", "--places", DEMO / "places.csv")
    done = run("read", inputs, "--out", tmp_path / "out", "--partition-size", 3, *own)
    assert done.exit_code == 0, done.output
    assert f"Bring it into a case with: reportedly load {tmp_path}/out" in done.stdout
    again = run("read", inputs, "--out", tmp_path / "out", "--partition-size", 3, *own)
    assert ["shards", "that", "were", "there", "2"] in [row.split() for row in again.stdout.splitlines()]
    assert run("load", tmp_path / "out", "--db", tmp_path / "a.duckdb").exit_code == 0
    assert run("read", inputs, "--db", tmp_path / "b.duckdb", *own).exit_code == 0
    assert records(tmp_path / "a.duckdb") == records(tmp_path / "b.duckdb")
    asked = run("claims", "--db", tmp_path / "out", "--as", "jsonl").stdout
    assert asked == run("claims", "--db", tmp_path / "a.duckdb", "--as", "jsonl").stdout
    assert len(asked.splitlines()) > 20


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "x", "--db", "y"], "name --out or --db"),
        (["--engine", "ray"], "--engine is for reading into a folder; name one with --out"),
        (["--out", "x", "--strict"], "--strict is for reading into a case file"),
        (["--out", "x", "--address", "auto"], "--address is for --engine ray"),
    ],
)
def test_options_that_make_no_sense_together(tmp_path: Path, arguments: list[str], message: str) -> None:
    """Are refused before anything is read."""
    done = run("read", tmp_path, *arguments)
    assert done.exit_code == 2
    assert message in done.output


def test_partitions_of_other_inputs_are_cleared_away(folder: Path, tmp_path: Path) -> None:
    """Those of changed files, and those of shards that there are no more; the others stay."""
    (tmp_path / "in/r01.txt").write_text(AGAIN)
    for name in ("r17", "r18", "r19", "r20", "r21", "r16"):
        (tmp_path / f"in/{name}.txt").unlink()
    (folder / ".00001-0000.parquet.77").touch()  # half written
    prepare_folder(folder, plan(tmp_path / "in"), make_work(folder))
    assert not list(folder.glob(".*.parquet.*"))
    assert {path.name for path in folder.glob("*.parquet")} == {"00001-0000.parquet", "00001-0001.parquet"}
    assert {path.name for path in folder.glob("*-????.json")} == {"00001-0000.json", "00001-0001.json"}


def test_a_folder_with_other_files_is_not_written_into(tmp_path: Path) -> None:
    """So that a slip of the keyboard mixes nothing."""
    inputs = write_reports(tmp_path / "in", number=1)
    done = run("read", inputs, "--out", inputs)
    assert done.exit_code == 1
    assert "holds other files; name a new folder with --out" in done.output
