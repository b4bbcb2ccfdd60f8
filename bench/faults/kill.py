"""kill -9 at any moment, of the program, of one worker and of all at once; then the same command to its end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from bench.faults import MEMORY, Outcome, bytes_of, command, environment, read, run, write_files

ROUNDS, WORKERS, REPORTS = 6, 2, 600


def check(folder: Path) -> Outcome:
    """Kill the reading, then the loading, again and again."""
    inputs = write_files(folder / "in", REPORTS, every=3)
    undisturbed = read(inputs, folder / "expected")
    chance = random.Random(1)
    kills = []
    for n in range(ROUNDS):
        reading = _reading(inputs, folder / "out")
        kills.append(kill_after(reading, chance.uniform(0.1, 0.4) * undisturbed.seconds, (0, 2)[n % 2]))
    read(inputs, folder / "out")
    outs = [folder / "out"]
    for n in range(WORKERS):  # the program goes on by itself
        outs.append(folder / f"worker{n}")
        kills.append(kill_after(_reading(inputs, outs[-1]), chance.uniform(0.3, 0.6) * undisturbed.seconds, 1))
    expected = bytes_of(folder / "expected")
    is_same = all(bytes_of(out) == expected for out in outs)
    whole = run("load", folder / "expected", "--db", folder / "a.duckdb")
    loading = command("load", folder / "out", "--db", folder / "b.duckdb")
    loads = [kill_after(loading, chance.uniform(0.1, 0.6) * whole.seconds, 0) for _ in range(ROUNDS)]
    run("load", folder / "out", "--db", folder / "b.duckdb")
    records = [_records(folder / f"{name}.duckdb") for name in "ab"]
    result = (
        f"reading killed {sum(kills)} times, loading {sum(loads)} times; {REPORTS} reports, {len(records[0]):,} records"
    )
    return Outcome("kill -9 of program, worker or all", result, is_same and records[0] == records[1])


def _reading(inputs: Path, out: Path) -> list[str]:
    return command("read", inputs, "--out", out, "--jobs", 2, "--partition-size", 50, "--memory-limit", MEMORY)


def kill_after(line: list[str], seconds: float, whom: int) -> bool:
    """Start a command and kill the program (0), one of its workers (1) or all (2); whether it was still running."""
    process = subprocess.Popen(
        line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(), start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        workers = _descendants(process.pid) if whom else []
        for pid in [*workers[-1:]] if whom == 1 else [process.pid, *workers]:
            os.kill(pid, signal.SIGKILL)
        if whom == 1:
            process.wait()
        process.wait()
        time.sleep(0.3)
        return True
    return False


def _descendants(pid: int) -> list[int]:
    """The processes below one, as Linux lists them."""
    found: list[int] = []
    for path in Path("/proc").glob(f"{pid}/task/*/children"):
        for child in map(int, path.read_text().split()):
            found += [child, *_descendants(child)]
    return found


def _records(path: Path) -> list[str]:
    """The records of a case but its runs."""
    done = run("export", "jsonl", "--db", path)
    return [text for text in done.output.splitlines() if '"type":"run"' not in text]
