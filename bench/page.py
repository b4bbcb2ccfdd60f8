"""How soon the page answers on a case of 5,000 reports and 100,000 claims: the first view, and every kind of click.

    python bench/page.py [REPORTS]

Times are of the server alone: from a request to the last byte of its answer, without a network or a browser. "first"
is the first request after the start, with nothing in memory; the others are the median of five.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from starlette.applications import Starlette

from bench.page_case import fill
from reportedly.api import Case
from reportedly.commands.page import doors
from reportedly.web.app import make_app
from reportedly.web.asgi import ask
from reportedly.web.security import make_door

FIRST_LIMIT, CLICK_LIMIT, TIMES = 500, 300, 5


def addresses(path: Path) -> dict[str, str]:
    """Every kind of click on a case."""
    with Case(path) as case:
        claim = case.store.rows("SELECT id, report FROM claims WHERE type = 'figure' ORDER BY id LIMIT 1", {}, dict)[0]
        incident = incident_of(case)
    return {
        "overview": "/",
        "reports": "/reports",
        "reports, last page": "/reports?page=100",
        "report": f"/report/{claim['report']}",
        "claims": "/claims?tab=claims",
        "claims, last page": "/claims?tab=claims&page=2000",
        "claims, words": "/claims?tab=claims&q=relief+office",
        "claims, filters": "/claims?tab=claims&speaker=ministry&place=Korvath&measure=killed&since=2031-03",
        "statements, words": "/claims?tab=statements&q=ministry",
        "reports, words in texts": "/claims?tab=reports&q=relief",
        "claim": f"/claim/{claim['id']}",
        "review": "/review",
        "review, contested": "/review?only=contested",
        "problems": "/problems",
        **incident,
    }


def incident_of(case: Case) -> dict[str, str]:
    """Nothing yet."""
    return {}


async def measure(app: Starlette, paths: dict[str, str]) -> list[tuple[str, float, int]]:
    """Milliseconds and bytes of each click."""
    found = []
    for name, path in {"first": "/", **paths}.items():
        times, size = [], 0
        for _ in range(1 if name == "first" else TIMES):
            before = time.perf_counter()
            status, _, body = await ask(app, path)
            times.append((time.perf_counter() - before) * 1000)
            size = len(body)
            if status != 200:
                raise SystemExit(f"{path} answers {status}")
        found.append((name, statistics.median(times), size))
    return found


def main(reports: int) -> int:
    """Make the case, ask, and print the times; 1 when one is over its limit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.duckdb"
        fill(path, reports)
        rows = asyncio.run(measure(make_app(path, make_door("127.0.0.1"), doors()), addresses(path)))
    slow = list(too_slow(rows))
    print(f"{reports:,} reports, {reports * 20:,} claims; milliseconds on the server")
    for name, milliseconds, size in rows:
        print(f"  {name:26} {milliseconds:7.0f} ms {size / 1024:8.0f} kB{'   too slow' if name in slow else ''}")
    return 1 if slow else 0


def too_slow(rows: list[tuple[str, float, int]]) -> Iterator[str]:
    """Clicks over their limit."""
    for name, milliseconds, _ in rows:
        if milliseconds > (FIRST_LIMIT if name == "first" else CLICK_LIMIT):
            yield name


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
