"""Inputs that could not be read, names that stand for nobody known, and the passes of the program."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from reportedly.web.page import office, show

MOST = 500
NAMES = 40


def problems(request: Request) -> Response:
    """What went wrong, what was left unread, and with what was read."""
    here = office(request)
    with here.case() as case:
        found = case.problems()
        values: dict[str, Any] = {
            "problems": found[:MOST],
            "left_out": max(0, len(found) - MOST),
            "summary": case.summary(),
            "runs": case.runs(),
            "names": case.unresolved_names(NAMES),
        }
    return show(request, "problems.html", **values)
