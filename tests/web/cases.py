"""Cases for tests of the page, and a client of it."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from factory import full_analysis, run
from starlette.routing import Route
from starlette.testclient import TestClient

from reportedly.api import Case, open_case
from reportedly.model import Analysis
from reportedly.store import open_store
from reportedly.web.app import CHANGES, make_app
from reportedly.web.page import Doors
from reportedly.web.security import Door

SECRET = "the-secret"
CHANGING = tuple(route.path for route in CHANGES if isinstance(route, Route) and route.path != "/add")
NOW = "2031-06-01T10:00:00+00:00"
# A reading process for tests: it takes a moment, says what it does, and reads nothing.
PRETEND = """
import json, sys, time, pathlib
names = sorted(p.name for p in pathlib.Path().iterdir() if not p.name.startswith("."))
for turn, name in enumerate(names):
    print(json.dumps({"counts": {"reports": turn + 1}}), flush=True)
    time.sleep(SECONDS)
print(json.dumps({"counts": {"reports": len(names)}, "done": True}), flush=True)
"""


@cache
def usual_case() -> bytes:
    """The case file with the full analysis of the factory, made once: making one takes longer than copying it."""
    with tempfile.TemporaryDirectory() as folder:
        analysis = full_analysis(title="Strike in Port Sarn", url="https://example.org/1", source="one.txt")
        return make_case(Path(folder) / "case.duckdb", [analysis]).read_bytes()


def make_case(path: Path, analyses: Sequence[Analysis] = (), **run_fields: Any) -> Path:
    """A case file with these analyses; the full one of the factory if none is given."""
    if not analyses:
        path.write_bytes(usual_case())
        return path
    made = run(**run_fields)
    with open_store(path, write=True, make=True) as store:
        store.begin_run(made)
        for analysis in analyses:
            store.add(analysis)
        store.finish_run(msgspec.structs.replace(made, finished=made.started))
    return path


def pretend_command(seconds: float = 0.05) -> Any:
    """The command line of the pretended reading process."""
    script = PRETEND.replace("SECONDS", str(seconds))
    return lambda case, options: [sys.executable, "-c", script]


@contextmanager
def client(path: Path, *, token: str | None = None, command: Any = None, **how: Any) -> Iterator[TestClient]:
    """A browser of a kind: it follows links, and sends what it is told to."""
    doors = Doors(
        over=Case.over,
        open_case=open_case,
        now=lambda: NOW,
        describe_rule=lambda rule: f"Definition of {rule}.",
        read_command=command or pretend_command(),
    )
    app = make_app(path, Door(SECRET, token), doors, "Ada")
    with TestClient(app, base_url="http://localhost", **how) as made:
        yield made


def links(html: str) -> list[str]:
    """Where a screen leads within the page."""
    found = re.findall(r'(?:href|src|action)="(/[^"]*)"', html)
    return sorted({link.replace("&amp;", "&").partition("#")[0] for link in found})


def shape(address: str) -> tuple[str, ...]:
    """What kind of address this is: its screen, the kind of record, and which filters it has."""
    path, _, query = address.partition("?")
    parts = path.strip("/").split("/")
    kind = parts[1][:1] if len(parts) > 1 else ""
    return (parts[0], kind, *sorted(pair.partition("=")[0] for pair in query.split("&")))


def crawl(browser: TestClient, starts: Sequence[str], each: int) -> Iterator[tuple[str, Any]]:
    """Follow all links from these addresses, of every kind at most `each`: the addresses and their answers."""
    seen, kinds, waiting = set[str](), dict[tuple[str, ...], int](), list(starts)
    while waiting:
        address = waiting.pop()
        kind = shape(address)
        if address in seen or address in CHANGING or (kinds.get(kind, 0) >= each and address not in starts):
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = browser.get(address)
        yield address, answer
        if answer.headers["content-type"].startswith("text/html"):
            waiting += links(answer.text)
