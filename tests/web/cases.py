"""Cases for tests of the page, and a client of it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from factory import full_analysis, run
from starlette.routing import Route
from starlette.testclient import TestClient

from reportedly.api import Case
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


def make_case(path: Path, analyses: Sequence[Analysis] = (), **run_fields: Any) -> Path:
    """A case file with these analyses; the full one of the factory if none is given."""
    analyses = analyses or [full_analysis(title="Strike in Port Sarn", url="https://example.org/1", source="one.txt")]
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
