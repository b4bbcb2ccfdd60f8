"""100,000 tiny files, by two workers that are killed with the program once, and by one that nothing disturbs."""

from __future__ import annotations

from pathlib import Path

from bench.faults import Outcome, bytes_of, command, run, write_files
from bench.faults.kill import kill_after

FILES, EVERY = 100_000, 500


def check(folder: Path) -> Outcome:
    """One file in some hundreds is on conflict; the others stop at the gate."""
    inputs = write_files(folder / "in", FILES, EVERY)
    options = ("--partition-size", 1000, "--only", "conflict")
    alone = run("read", inputs, "--out", folder / "expected", "--jobs", 1, *options)
    kill_after(command("read", inputs, "--out", folder / "out", "--jobs", 2, *options), alone.seconds / 3, 2)
    done = run("read", inputs, "--out", folder / "out", "--jobs", 2, *options)
    result = (
        f"{FILES:,} files in {alone.seconds:.0f} s by one worker; killed after a third "
        f"of that and gone on with by two: {done.seconds:.0f} s, exit code {done.code}"
    )
    return Outcome("100,000 tiny files", result, bytes_of(folder / "out") == bytes_of(folder / "expected"))
