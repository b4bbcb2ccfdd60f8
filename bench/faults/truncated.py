"""A web archive that breaks off: what is before the place is read as in the whole archive, and a problem says where."""

from __future__ import annotations

from pathlib import Path

from bench.crawl import write_crawl
from bench.faults import Outcome, problems_of, read, rows_of

PAGES, LEFT = 300, 0.6


def check(folder: Path) -> Outcome:
    """Read the whole archive, then a piece of it under the same name."""
    path = folder / "crawl.warc.gz"
    write_crawl(path, PAGES)
    read(path, folder / "expected", "--only", "conflict")
    data = path.read_bytes()
    path.write_bytes(data[: int(LEFT * len(data))])
    done = read(path, folder / "out", "--only", "conflict")
    expected, found = rows_of(folder / "expected"), rows_of(folder / "out")
    problems = problems_of(folder / "out")
    is_same = bool(found) and found.items() <= expected.items() and len(found) / len(expected) > LEFT - 0.1
    result = (
        f"exit code {done.code}; {len(found)} of {len(expected)} reports; {problems[-1] if problems else 'no problem'}"
    )
    return Outcome("truncated WARC", result, is_same and len(problems) in (1, 2) and done.code == 3)
