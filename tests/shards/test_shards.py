"""Reading at scale writes the same bytes whoever does it, however often it is stopped, and whatever dies on the way."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from pyarrow import parquet
from shard_reading import contents, make_work, plan, write_reports
from shard_reading import load as load_tiny

from reportedly.errors import EngineError, OutputError
from reportedly.model import Analysis, Problem, make_report
from reportedly.partitions import manifests
from reportedly.pipeline import ReaderOptions
from reportedly.shards import local, work
from reportedly.shards import plan as planning
from reportedly.shards.local import read_locally
from reportedly.shards.plan import Shard, plan_shards
from reportedly.shards.work import Read, Work, find_done, read_shard
from tests.sources.archives import packed, page, record


def run(shards: list[Shard], job: Work, jobs: int = 2) -> None:
    """Read shards by processes of this machine."""
    assert len(list(read_locally(shards, job, jobs, lambda counts: None))) == len(shards)


def alone(shards: list[Shard], out: Path) -> dict[str, str]:
    """What reading the shards one after another in this process writes."""
    job = make_work(out)
    for shard in shards:
        read_shard(shard, job)
    return contents(out)


def problems(out: Path) -> list[Problem]:
    """The problems of a folder of partitions."""
    return [problem for manifest in manifests(out) for problem in manifest.problems]


def reports(out: Path) -> int:
    """How many reports a folder of partitions holds, by its Parquet files."""
    return sum(parquet.read_metadata(path).num_rows for path in out.glob("*.parquet"))


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_any_number_of_workers_writes_the_same_bytes(tmp_path: Path, jobs: int) -> None:
    """One, two and four processes, and none but this."""
    shards = plan(write_reports(tmp_path / "in"))
    expected = alone(shards, tmp_path / "alone")
    run(shards, make_work(tmp_path / "out"), jobs)
    assert contents(tmp_path / "out") == expected
    assert reports(tmp_path / "out") == 22


def test_a_killed_worker_changes_no_byte(tmp_path: Path) -> None:
    """Killed at two reports, once each: their shards are read again by another process."""
    flags = {f"r{n}": f"KILL-ONCE {tmp_path}/flag{n}" for n in ("03", "17")}
    shards = plan(write_reports(tmp_path / "in", **flags))
    run(shards, make_work(tmp_path / "out"))
    assert (tmp_path / "flag03").exists()
    assert (tmp_path / "flag17").exists()
    assert contents(tmp_path / "out") == alone(shards, tmp_path / "alone")


def test_a_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    """Stopped after the first shard; the second run leaves what is finished as it is."""
    shards = plan(write_reports(tmp_path / "in"))
    job = make_work(tmp_path / "out")
    going = read_locally(shards, job, 1, lambda counts: None)
    next(going)
    going.close()
    finished = [shard for shard in shards if find_done(shard, job)]
    assert finished
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("00000-*")}
    run([shard for shard in shards if shard not in finished], job)
    assert before.items() <= {p: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir()}.items()
    assert contents(tmp_path / "out") == alone(shards, tmp_path / "alone")


PROGRAM = """
import sys
from pathlib import Path
from shard_reading import make_work, plan
from reportedly.shards.local import read_locally
if __name__ == "__main__":
    for done in read_locally(plan(Path(sys.argv[1])), make_work(Path(sys.argv[2])), 2, lambda counts: None):
        print(done.key, flush=True)
"""


def test_a_run_that_is_killed_goes_on(tmp_path: Path) -> None:
    """kill -9 of the program itself in the middle of a shard; its workers end by themselves, nothing half is left."""
    shards = plan(write_reports(tmp_path / "in", **dict.fromkeys(("r02", "r10", "r20"), "WAIT")))
    (tmp_path / "program.py").write_text(PROGRAM)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(tmp_path / "program.py"), str(tmp_path / "in"), str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout is not None
        assert program.stdout.readline()
        program.send_signal(signal.SIGKILL)
    time.sleep(0.5)
    run(shards, make_work(tmp_path / "out"))
    assert contents(tmp_path / "out") == alone(shards, tmp_path / "alone")


def test_a_report_that_kills_becomes_a_problem(tmp_path: Path) -> None:
    """After three dead processes the report is given up, with a reason; all others are read."""
    shards = plan(write_reports(tmp_path / "in", r09="KILL-ALWAYS"))
    run(shards, make_work(tmp_path / "out"))
    (problem,) = problems(tmp_path / "out")
    assert problem.source.endswith("r09.txt")
    assert "killed 3 times" in problem.reason
    assert reports(tmp_path / "out") == 21


def test_no_report_is_in_hand_while_the_reader_loads(tmp_path: Path) -> None:
    """So a program that is killed then, again and again, gives no report up."""
    (shard,) = plan(write_reports(tmp_path / "in", number=2))
    seen: list[bytes] = []

    def load(options: object) -> Read:
        seen.extend(path.read_bytes() for path in (tmp_path / "out").glob(".*.hand"))
        return load_tiny(options)

    read_shard(shard, msgspec.structs.replace(make_work(tmp_path / "out"), load=load))
    assert seen
    assert all(b'"item":null' in state for state in seen)


def test_a_report_that_takes_too_long_becomes_a_problem(tmp_path: Path) -> None:
    """Its time is the processor's, and no careless `except` of a library holds the alarm up."""
    shards = plan(write_reports(tmp_path / "in", r09="SLOW"))
    run(shards, make_work(tmp_path / "out", seconds=0.3))
    (problem,) = problems(tmp_path / "out")
    assert problem.source.endswith("r09.txt")
    assert problem.reason.startswith("reading it took longer than 0.3 seconds")
    assert reports(tmp_path / "out") == 21


def test_other_limits_read_again_what_met_one(tmp_path: Path) -> None:
    """And nothing else: the other partitions stay."""
    shards = plan(write_reports(tmp_path / "in", r09="SLOW"))
    for shard in shards:
        read_shard(shard, make_work(tmp_path / "out", seconds=0.2))
    assert all(find_done(shard, make_work(tmp_path / "out", seconds=0.2)) for shard in shards)
    more = [find_done(shard, make_work(tmp_path / "out", seconds=0.4)) for shard in shards]
    assert [done is None for done in more] == [False, True, False]


def test_a_report_that_needs_too_much_memory_becomes_a_problem(tmp_path: Path) -> None:
    """The limit of the process makes an error of it instead of a killed process."""
    shards = plan(write_reports(tmp_path / "in", r09="MUCH"))
    run(shards, make_work(tmp_path / "out", memory=16 * 1024))
    (problem,) = problems(tmp_path / "out")
    assert problem.reason.startswith("reading it takes more memory than the 16384 MiB")
    assert reports(tmp_path / "out") == 21


def test_the_real_reader_hands_a_lack_of_memory_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any other error of ours becomes a problem that asks to be reported; this one is for the limits to answer."""
    monkeypatch.setattr("reportedly.distribute.lasting_reader", lambda options: None)
    read = work.load_reading(ReaderOptions())
    monkeypatch.setattr("reportedly.pipeline.analyse", fail_with(ValueError))
    assert "please report it" in read(make_report("a")).reason  # type: ignore[union-attr]
    monkeypatch.setattr("reportedly.pipeline.analyse", fail_with(MemoryError))
    with pytest.raises(MemoryError):
        read(make_report("a"))


def fail_with(kind: type[Exception]) -> Callable[..., Analysis]:
    """A reading that breaks."""

    def analyse(*_: object) -> Analysis:
        raise kind("broken")

    return analyse


def test_a_worker_that_is_stuck_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no alarm is heard, as in a library that never comes back, the parent kills it; the report is given up."""
    monkeypatch.setattr(local, "STUCK_SECONDS", 5.0)
    shards = plan(write_reports(tmp_path / "in", number=4, r02="STUCK"))
    job = make_work(tmp_path / "out", seconds=0.1)
    (tmp_path / "out/.00000-0.hand").write_text('{"deaths": {"2": 2}}')  # two have died of it already
    run(shards, job)
    (problem,) = problems(tmp_path / "out")
    assert "killed 3 times" in problem.reason
    assert reports(tmp_path / "out") == 3


def test_workers_that_die_before_they_read_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a sentence that says what to do, not for ever."""
    monkeypatch.setattr(local, "MOST_DEATHS", 1)
    shards = plan(write_reports(tmp_path / "in", number=2, r00="KILL-ALWAYS"))
    with pytest.raises(EngineError, match=r"was killed 2 times before it had read anything; .* use fewer --jobs"):
        run(shards, make_work(tmp_path / "out"), 1)


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is finished stays, nothing half is left, the sentence says so, and the next run goes on."""
    shards = plan(write_reports(tmp_path / "in"))
    written: list[Path] = []

    def put(draft: Path, path: Path) -> None:
        written.append(path)
        if len(written) > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        draft.replace(path)

    with monkeypatch.context() as patch:
        patch.setattr(work, "put_in_place", put)
        with pytest.raises(OutputError, match=r"cannot be written to \(No space left on device\)\. What is finished"):
            alone(shards, tmp_path / "out")
    names = set(contents(tmp_path / "out"))
    assert {"00000-0000.parquet", "00000-0001.parquet", "00000-0.done"} <= names
    assert not any(name.startswith(".00001-0000") for name in names)
    for shard in shards:
        read_shard(shard, make_work(tmp_path / "out"))
    assert contents(tmp_path / "out") == alone(shards, tmp_path / "alone")


def test_a_damaged_partition_is_made_again(tmp_path: Path) -> None:
    """One that is cut short, and one whose manifest is gone."""
    shards = plan(write_reports(tmp_path / "in"))
    expected = alone(shards, tmp_path / "out")
    with (tmp_path / "out/00001-0001.parquet").open("r+b") as file:
        file.truncate(100)
    (tmp_path / "out/00000-0001.json").unlink()
    for shard in shards:
        read_shard(shard, make_work(tmp_path / "out"))
    assert contents(tmp_path / "out") == expected


def test_changed_inputs_are_read_again(tmp_path: Path) -> None:
    """A file with another content makes its shard stale, and no other."""
    folder = write_reports(tmp_path / "in")
    alone(plan(folder), tmp_path / "out")
    (folder / "r09.txt").write_text("The army said 5 people were killed in Orven.")
    job = make_work(tmp_path / "out")
    assert [find_done(shard, job) is None for shard in plan(folder)] == [False, True, False]


def test_a_large_file_is_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts share the partitions of the file among them; together they are what one part writes."""
    line = '{{"text": "The army said {n} people were killed in Orven.", "url": "https://courier.example/{n}"}}\n'
    path = tmp_path / "many.jsonl"
    path.write_text("".join(line.format(n=n) for n in range(30)))
    (whole,) = plan(path)
    expected = {n: h for n, h in alone([whole], tmp_path / "alone").items() if n.endswith(".parquet")}
    monkeypatch.setattr(planning, "SHARD_BYTES", 10)
    monkeypatch.setattr(planning, "PART_BYTES", path.stat().st_size // 3 + 1)
    parts = plan(path)
    assert [(shard.part, shard.parts) for shard in parts] == [(0, 3), (1, 3), (2, 3)]
    run(parts, make_work(tmp_path / "out"))
    found = contents(tmp_path / "out")
    assert {name: found[name] for name in expected} == expected
    assert len(expected) == 8
    assert reports(tmp_path / "out") == 30


def test_costly_files_have_fewer_parts() -> None:
    """An archive of a gigabyte is passed over four times, and a huge one eight times; plain lines more often."""
    gigabyte = 1 << 30
    sizes = [("a.warc.gz", gigabyte), ("a.warc.gz", 100 * gigabyte), ("a.jsonl", 100 * gigabyte)]
    inputs = [planning.Input(source=name, path=name, size=size, mark="") for name, size in sizes]
    assert [len(list(planning.large_shards(0, item))) for item in inputs] == [4, 8, 64]


def test_pages_that_are_not_wanted_are_counted(tmp_path: Path) -> None:
    """Those of an archive whose words the gate turned away: no report and no problem."""
    calm = page("The choir sang three songs in the hall, and the mayor thanked the singers. " * 4, "A song")
    (tmp_path / "a.warc.gz").write_bytes(packed(record(1, page()), record(2, calm), record(3, page("Shells. " * 40))))
    job = msgspec.structs.replace(make_work(tmp_path / "out"), load_gate=gate_of)
    (shard,) = plan(tmp_path / "a.warc.gz")
    counts = read_shard(shard, job).counts
    assert (counts["reports"], counts["left_out"], counts["problems"]) == (2, 1, 0)


def gate_of(options: object) -> Callable[[str], bool]:
    """A gate of one word."""
    return lambda text: "hells" in text


def test_what_cannot_be_opened_is_said_in_the_plan(tmp_path: Path) -> None:
    """A path that is not there; standard input, which nobody can read twice."""
    said = list(plan_shards([tmp_path / "nowhere", "-"], 8))
    assert [type(item) for item in said] == [Problem, Problem]
    assert "no such file" in said[0].reason  # type: ignore[union-attr]
    assert "write it to a file first" in said[1].reason  # type: ignore[union-attr]
