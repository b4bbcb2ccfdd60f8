"""Searches that are kept: the forms that keep one under a name, and remove it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.errors import CaseError
from reportedly.searches import LONGEST_ADDRESS, LONGEST_NAME, remove_search, save_search
from reportedly.store import open_store
from reportedly.web.page import PLACES, Office, office, to
from reportedly.web.security import read_form

SMALL_FORM = 64 * 1024
KEEPABLE = {PLACES[name]: name for name in ("claims", "reports", "incidents", "timeline", "map", "actors", "brief")}
PASSING = ("page", "as")  # of an address: what is no part of the search


def own_address(text: str) -> str:
    """An address as it is kept: a list of this page with its filters. HTTPException when it leads anywhere else."""
    try:
        parts = urlsplit(text[:LONGEST_ADDRESS])
    except ValueError:
        parts = urlsplit("//")
    if parts.scheme or parts.netloc or parts.path not in KEEPABLE:
        raise HTTPException(422, "Only a list of this page can be kept as a search.")
    pairs = {name: value for name, value in parse_qsl(parts.query) if name not in PASSING}
    return to(KEEPABLE[parts.path], **dict(sorted(pairs.items())))


async def save(request: Request) -> Response:
    """Keep the search that an address stands for."""
    here = office(request)
    form = await read_form(request, here.door, most_bytes=SMALL_FORM)
    name, address = str(form.get("name") or "").strip(), own_address(str(form.get("address") or ""))
    if not name or len(name) > LONGEST_NAME:
        raise HTTPException(422, f"Give the search a name of up to {LONGEST_NAME} characters.")
    await run_in_threadpool(keep, here, name, address)
    return RedirectResponse(address, 303)


async def remove(request: Request) -> Response:
    """Keep a search no longer."""
    here = office(request)
    form = await read_form(request, here.door, most_bytes=SMALL_FORM)
    await run_in_threadpool(drop, here, str(form.get("name") or ""))
    return RedirectResponse(own_address(str(form.get("address") or "")), 303)


def keep(here: Office, name: str, address: str) -> None:
    """Write a search into the case."""
    with here.desk.let_go(), open_store(here.desk.path, write=True) as store:
        try:
            save_search(store, name, address, who=here.who, when=here.doors.now())
        except CaseError as error:
            raise HTTPException(422, f"{error}.") from error


def drop(here: Office, name: str) -> None:
    """Write into the case that a search is kept no longer."""
    with here.desk.let_go(), open_store(here.desk.path, write=True) as store:
        remove_search(store, name, who=here.who, when=here.doors.now())
