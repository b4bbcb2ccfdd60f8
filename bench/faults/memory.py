"""A report for which the memory of a worker does not do, between good ones."""

from __future__ import annotations

from pathlib import Path

from bench.faults import CONFLICT, MEMORY, Outcome, problems_of, read, rows_of, shortened, write_files

REPORTS, SENTENCES = 100, 30_000


def check(folder: Path) -> Outcome:
    """The good ones alone, then with one of some megabytes among them and little memory."""
    inputs = write_files(folder / "in", REPORTS, every=3)
    read(inputs, folder / "expected")
    large = " ".join(CONFLICT.format(n=n) for n in range(SENTENCES))
    (inputs / "000050-large.txt").write_text(large)
    done = read(inputs, folder / "out", "--time-limit", 0)
    problems = problems_of(folder / "out")
    result = (
        f"a report of {len(large) / 1e6:.1f} MB, {MEMORY} MiB a worker: exit code {done.code} after {done.seconds:.0f} "
        f"s; {shortened(problems)}"
    )
    return Outcome(
        "worker out of memory", result, rows_of(folder / "out") == rows_of(folder / "expected") and len(problems) == 1
    )
