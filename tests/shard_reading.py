"""A tiny reading for tests of shards: the pattern of `fake_reading`, and words that do harm to whoever reads them.

Workers are processes of their own, so what they read with must be a module that they can import.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import time
from pathlib import Path

import fake_reading

from reportedly.model import Analysis, Problem, Report
from reportedly.partitions import Job
from reportedly.shards.plan import Shard, plan_shards
from reportedly.shards.work import Limits, Read, Work
from reportedly.sources import SourceOptions

JOB = Job(program="1", lexicon="l", model="m", options={}, size=4)
TOWNS = ("Port Sarn", "Orven", "Kesh", "Tal")


def load(options: object) -> Read:
    """Read as `fake_reading` does, after what the text orders."""

    def read(report: Report) -> Analysis | Problem:
        harm(report.text)
        return fake_reading.analyse(report, fake_reading.Reader(fake_reading.ReaderOptions()))

    return read


def harm(text: str) -> None:
    """Do what a text says: `KILL` this process, `KILL-ONCE FILE`, `SLOW`, `STUCK`, or ask for `MUCH` memory."""
    if "KILL-ONCE " in text:
        flag = Path(text.partition("KILL-ONCE ")[2].split()[0])
        if not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if "KILL-ALWAYS" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    while "SLOW" in text:
        with contextlib.suppress(Exception):  # as a careless library would
            sum(range(1000))
    if "STUCK" in text:
        time.sleep(600)
    if "MUCH" in text:
        bytearray(64 << 30)
    if "WAIT" in text:
        time.sleep(0.2)


def write_reports(folder: Path, number: int = 22, **special: str) -> Path:
    """A folder of short reports; `special` gives further words of a report by its number, as `r07`."""
    folder.mkdir()
    for n in range(number):
        town = TOWNS[n % len(TOWNS)]
        text = f"The army said {n + 2} people were killed in {town}. {special.get(f'r{n:02}', '')}"
        (folder / f"r{n:02}.txt").write_text(f"---\noutlet: Courier {n}\ndate: 2031-05-03\n---\n{text}\n")
    return folder


def make_work(out: Path, **limits: object) -> Work:
    """Work with the tiny reading into a folder."""
    out.mkdir(exist_ok=True)
    return Work(
        out=str(out),
        job=JOB,
        reading=fake_reading.ReaderOptions(),  # type: ignore[arg-type]
        sources=SourceOptions(languages=()),
        limits=Limits(**limits),  # type: ignore[arg-type]
        load=load,
    )


def plan(*paths: Path) -> list[Shard]:
    """The shards of some paths, eight files each."""
    return [shard for shard in plan_shards(paths, 8) if isinstance(shard, Shard)]


def contents(out: Path) -> dict[str, str]:
    """Every file of a folder of partitions by the hash of its bytes, hidden ones too, but what was to be read."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir() if path.name != "job.json"
    }
