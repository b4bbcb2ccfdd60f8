"""A disk that is full in the middle of the reading; then more room, and the same command again."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bench.faults import Outcome, bytes_of, read, shortened, write_files

REPORTS = 600
SMALL, LARGE = "300k", "64m"


def check(folder: Path) -> Outcome:
    """Read onto a file system that is too small. Needs the right to mount one."""
    inputs = write_files(folder / "in", REPORTS, every=3)
    read(inputs, folder / "expected")
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", disk], check=False)
    if mounted.returncode:
        return Outcome("disk full", "not run: a small file system may not be mounted here", False)
    try:
        first = read(inputs, disk / "out")
        finished = len(list((disk / "out").glob("*.json")))
        subprocess.run(["mount", "-o", f"remount,size={LARGE}", disk], check=True)
        second = read(inputs, disk / "out")
        is_same = bytes_of(disk / "out") == bytes_of(folder / "expected")
    finally:
        subprocess.run(["umount", disk], check=False)
    said = [text for text in first.output.splitlines() if "cannot be written to" in text]
    result = f'exit code {first.code} with {finished} partitions finished, then {second.code}; "{shortened(said)}"'
    return Outcome("disk full", result, is_same and first.code == 1 and bool(said))
