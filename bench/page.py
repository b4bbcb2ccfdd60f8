"""How soon the page answers on a case of 5,000 reports and 100,000 claims: the first view, and every kind of click.

    python -m bench.page [REPORTS [FILE]]

Making the case takes minutes; a FILE keeps it for the next time.

Times are of the server alone: from a request to the last byte of its answer, without a network or a browser. "first"
is the first request after the server says that it is ready; of the others both the first time and the
median of five are shown.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from starlette.applications import Starlette

from bench.page_case import fill
from reportedly.api import Case
from reportedly.commands.page import doors
from reportedly.web.app import close, make_app, warm_up
from reportedly.web.asgi import ask
from reportedly.web.security import make_door

FIRST_LIMIT, CLICK_LIMIT, TIMES = 500, 300, 5


def addresses(path: Path) -> dict[str, str]:
    """Every kind of click on a case."""
    with Case(path) as case:
        claim = case.store.rows("SELECT id, report FROM claims WHERE type = 'figure' ORDER BY id LIMIT 1", {}, dict)[0]
        incident = case.incidents(limit=1)[0].id
        dossier = case.dossiers(limit=1)
    return {
        "overview": "/",
        "reports": "/reports",
        "reports, last page": "/reports?page=100",
        "report": f"/report/{claim['report']}",
        "claims": "/claims?tab=claims",
        "claims, last page": "/claims?tab=claims&page=2000",
        "claims, words": "/claims?tab=claims&q=relief+office",
        "claims, filters": "/claims?tab=claims&speaker=ministry&place=Port+Sarn&measure=killed&since=2031-03",
        "statements, words": "/claims?tab=statements&q=ministry",
        "reports, words in texts": "/claims?tab=reports&q=relief",
        "claim": f"/claim/{claim['id']}",
        "review": "/review",
        "review, contested": "/review?only=contested",
        "problems": "/problems",
        "incidents": "/incidents",
        "incident": f"/incident/{incident}",
        "dossiers": "/dossiers",
        **({"dossier": f"/dossier/{dossier[0].id}"} if dossier else {}),
        "timeline": "/timeline",
        "timeline, one month": "/timeline?since=2031-03-01&until=2031-03-31",
        "map": "/map",
        "map, near": "/map?lat=2&lon=6&span=8",
        "actors": "/actors",
        "brief": "/brief",
    }


class Click(NamedTuple):
    """A kind of click: milliseconds the first time, and as a rule (the median), and the bytes of the answer."""

    name: str
    first: float
    median: float
    size: int


async def measure(app: Starlette, paths: dict[str, str]) -> list[Click]:
    """Every kind of click, several times."""
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
        found.append(Click(name, times[0], statistics.median(times), size))
    return found


def main(reports: int, kept: Path | None) -> int:
    """Make the case, ask, and print the times; 1 when one is over its limit. A case that is `kept` is made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = kept or Path(folder) / "case.duckdb"
        if not path.exists():
            fill(path, reports)
        stored = count(path)
        paths = addresses(path)
        app = make_app(path, make_door("127.0.0.1"), doors())
        before = time.perf_counter()
        warm_up(app.state.office)
        start = time.perf_counter() - before
        rows = asyncio.run(measure(app, paths))
        close(app)
    slow = list(too_slow(rows))
    print(f"{stored}; ready {start:.1f} s after the start; then, on the server:")
    print(f"  {'':26} {'first':>7}    {'median':>7}")
    for click in rows:
        note = "   too slow" if click.name in slow else ""
        print(f"  {click.name:26} {click.first:7.0f} ms {click.median:7.0f} ms {click.size / 1024:8.0f} kB{note}")
    return 1 if slow else 0


def count(path: Path) -> str:
    """How much is in a case, counted in the file."""
    with Case(path) as case:
        sql = "SELECT (SELECT count(*) FROM reports) AS reports, (SELECT count(*) FROM claims) AS claims"
        found = case.store.rows(sql, {}, dict[str, int])[0]
        incidents = len(case.incidents())
    return f"{found['reports']:,} reports, {found['claims']:,} claims, {incidents:,} incidents"


def too_slow(rows: list[Click]) -> Iterator[str]:
    """Clicks over their limit the first time, when nothing is remembered yet."""
    for click in rows:
        if click.first > (FIRST_LIMIT if click.name == "first" else CLICK_LIMIT):
            yield click.name


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000, Path(sys.argv[2]) if len(sys.argv) > 2 else None))
