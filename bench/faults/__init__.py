"""Large faults, each of which ends by comparing with a run that nothing disturbed.

python -m bench.faults [NAME ...]

A module a fault, with a function `check(folder) -> Outcome`. The small faults are tests (tests/shards, tests/sources).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

ROOT = Path(__file__).parents[2]
# Mebibytes that a worker may have: what needs more becomes a problem that says so.
MEMORY = 1000
CONFLICT = "The army of Loka said on Sunday that shells killed {n} people in Port Sarn. The front denied that it fired."
CALM = "The choir of Orven sang {n} songs in the town hall, and the mayor thanked the singers for a fine evening."


class Outcome(NamedTuple):
    """What was done, what came of it, and whether it is what an undisturbed run gives."""

    what: str
    result: str
    is_same: bool


class Done(NamedTuple):
    """An ended command: exit code, output and seconds."""

    code: int
    output: str
    seconds: float


def command(*arguments: object) -> list[str]:
    """The command line of the program as it lies here."""
    return [sys.executable, "-m", "reportedly", *map(str, arguments)]


def environment() -> dict[str, str]:
    """So that the program of this folder runs."""
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}


def run(*arguments: object) -> Done:
    """Run a command to its end."""
    started = time.perf_counter()
    ended = subprocess.run(command(*arguments), capture_output=True, text=True, check=False, env=environment())
    return Done(ended.returncode, ended.stdout + ended.stderr, time.perf_counter() - started)


def read(inputs: Path, out: Path, *options: object) -> Done:
    """Read into a folder of partitions."""
    return run("read", inputs, "--out", out, "--jobs", 2, "--partition-size", 50, "--memory-limit", MEMORY, *options)


def bytes_of(out: Path) -> dict[str, bytes]:
    """Every file of a folder of partitions but what was to be read, hidden ones too."""
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name != "job.json"}


def rows_of(out: Path, *without: str) -> dict[str, bytes]:
    """The rows of a folder of partitions by the id of the report, without their number and what is named."""
    from pyarrow import parquet

    found: dict[str, bytes] = {}
    for path in sorted(out.glob("*.parquet")):
        for row in parquet.read_table(path).to_pylist():
            found[row["id"]] = msgspec.json.encode({k: v for k, v in row.items() if k not in ("number", *without)})
    return found


def problems_of(out: Path) -> list[str]:
    """Place and reason of every problem in a folder of partitions."""
    from reportedly.partitions import manifests

    return [f"{p.place}: {p.reason}" for m in manifests(out) for p in m.problems]


def write_files(folder: Path, number: int, every: int = 10) -> Path:
    """A folder of short reports, one in `every` on conflict."""
    folder.mkdir()
    for n in range(number):
        text = (CALM if n % every else CONFLICT).format(n=n + 2)
        (folder / f"{n:06}.txt").write_text(f"---\noutlet: Courier {n}\ndate: 2031-05-03\n---\n{text}\n")
    return folder


def line(n: int, text: str = CONFLICT) -> str:
    """A report as a line of JSON."""
    return msgspec.json.encode({"text": text.format(n=n + 2), "outlet": f"Courier {n}", "date": "2031-05-03"}).decode()


def shortened(sentences: Sequence[str]) -> str:
    """The first sentence, without folders, to be shown."""
    return re.sub(r"/\S*/", "", sentences[0]) if sentences else ""
