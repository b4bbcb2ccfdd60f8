"""Shared by the tests of the readers: bytes in, reports and problems out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from reportedly.model import Problem, Report
from reportedly.sources import SourceOptions, read_sources

DATA = Path(__file__).parent.parent / "data" / "sources"


def read_bytes(data: bytes | str, **options: Any) -> list[Report | Problem]:
    """All that standard input holding `data` gives."""
    raw = data.encode() if isinstance(data, str) else data
    return list(read_sources(["-"], SourceOptions(stdin=io.BytesIO(raw), **options)))


def read_one(data: bytes | str, **options: Any) -> Report:
    """The one report of `data`."""
    (found,) = read_bytes(data, **options)
    assert isinstance(found, Report), found
    return found


def read_problem(data: bytes | str, **options: Any) -> tuple[str, str]:
    """Place and reason of the one problem of `data`."""
    (found,) = read_bytes(data, **options)
    assert isinstance(found, Problem), found
    return found.place, found.reason


def read_data(name: str, **options: Any) -> list[Report | Problem]:
    """All that a file of tests/data/sources gives."""
    return list(read_sources([DATA / name], SourceOptions(**options)))
