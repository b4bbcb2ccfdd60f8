"""The page as an application: which address leads to which screen, and how errors are shown."""

from __future__ import annotations

import getpass
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from reportedly.errors import CaseError, NotFoundError
from reportedly.web.desk import Desk, Remembered
from reportedly.web.outlines import load_rings
from reportedly.web.page import PLACES, STATIC, Doors, Office, show
from reportedly.web.reading import Readings
from reportedly.web.screens import (
    actors,
    adding,
    brief,
    claim,
    claims,
    dossiers,
    incidents,
    overview,
    problems,
    report,
    reviewing,
    searching,
    timeline,
)
from reportedly.web.screens.map import world_map
from reportedly.web.security import Door, Guard

SCREENS = (
    Route(PLACES["overview"], overview.overview),
    Route(PLACES["reports"], report.report_list),
    Route(PLACES["report"], report.report),
    Route(PLACES["claims"], claims.claims),
    Route(PLACES["claim"], claim.claim),
    Route(PLACES["brief"], brief.brief),
    Route(PLACES["review"], reviewing.review),
    Route(PLACES["incidents"], incidents.incident_list),
    Route(PLACES["incident"], incidents.incident),
    Route(PLACES["dossiers"], dossiers.dossier_list),
    Route(PLACES["dossier"], dossiers.dossier),
    Route(PLACES["timeline"], timeline.timeline),
    Route(PLACES["map"], world_map),
    Route(PLACES["actors"], actors.actors),
    Route(PLACES["problems"], problems.problems),
    Route(PLACES["add"], adding.add),
    Route(PLACES["reading"], adding.progress),
)
# What changes something: each of these asks for the secret of our forms.
CHANGES = (
    Route("/add", adding.drop, methods=["POST"]),
    Route("/stop", adding.stop, methods=["POST"]),
    Route("/seen", adding.seen, methods=["POST"]),
    Route("/judge", reviewing.judge, methods=["POST"]),
    Route("/merge", incidents.merge, methods=["POST"]),
    Route("/split", incidents.split, methods=["POST"]),
    Route("/undo", reviewing.undo, methods=["POST"]),
    Route("/search/save", searching.save, methods=["POST"]),
    Route("/search/remove", searching.remove, methods=["POST"]),
)


def make_app(path: Path, door: Door, doors: Doors, who: str | None = None, *, is_site: bool = False) -> Starlette:
    """The page of a case file. `who` signs judgements: the name of the user of this machine if not told.

    `is_site` leaves out what needs a server: the screens are to be written into files.
    """
    desk = Desk(path)
    readings = Readings(desk, doors.read_command)
    office = Office(desk, door, doors, readings, Remembered(desk), who or user_name(), is_site)
    readings.afterwards = partial(warm_up, office)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(warm_up, office)
        yield
        close(app)

    app = Starlette(
        routes=[*CHANGES, *SCREENS, Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[Middleware(Guard, door=door)],
        exception_handlers={
            HTTPException: on_http_error,
            NotFoundError: on_not_found,
            CaseError: on_case_error,
        },
        lifespan=lifespan,
    )
    app.state.office = office
    return app


def close(app: Starlette) -> None:
    """End what goes on, and let go of the case."""
    office = app.state.office
    office.readings.close()
    office.desk.close()


def warm_up(office: Office) -> None:
    """Bring into memory what the first click would wait for. A case that cannot be asked is left."""
    with suppress(CaseError), office.case() as case:
        office.judged(case)
        overview.remembered_view(office, case)
        dossiers.all_dossiers(office, case)
        brief.remembered_brief(office, case, None, None)
        reviewing.disputed(office, case)
    office.doors.describe_rule("")
    load_rings()


def user_name() -> str:
    """Who uses this machine, for signing judgements."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"


def on_http_error(request: Request, error: Exception) -> Response:
    """An error of the web as a screen."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    message = "There is no such page." if status == 404 else detail
    return show(request, "error.html", status=status, message=message, again=False)


def on_not_found(request: Request, error: Exception) -> Response:
    """No record or report of that id."""
    return show(request, "error.html", status=404, message=f"{error}.", again=False)


def on_case_error(request: Request, error: Exception) -> Response:
    """The case cannot be asked now: why, and that the page tries again."""
    return show(request, "error.html", status=503, message=f"{error}.", again=True)
