"""Dossiers: negotiations, ceasefires, exchanges, court cases and tolls, each laid out as people who follow them do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from reportedly.dossiers import Dossier, Entry
from reportedly.errors import NotFoundError
from reportedly.web.page import Office, office, show
from reportedly.web.tolls import Facet, Number, facets

if TYPE_CHECKING:
    from reportedly.api import Case

# The steps of a court case stay apart: what is requested is not yet issued, and what is issued not yet executed.
DOCKET = (
    ("Requested, charged", ("investigation", "charge", "warrant requested", "case", "appeal")),
    (
        "Issued, ordered",
        ("warrant issued", "measures ordered", "ruling", "verdict", "acquittal", "sentence", "hearing"),
    ),
    ("Executed, withdrawn", ("warrant executed", "warrant withdrawn")),
)
MEETING = ("talks", "indirect talks", "round opened", "round ended", "collapsed", "postponed or cancelled", "summit")
BOARD = (
    ("Talks", (*MEETING, "mediation", "invitation")),
    ("Proposed", ("proposal",)),
    ("Answered", ("accepts", "accepts if", "rejects")),
    ("Agreed", ("agreement", "agreement signed")),
)
TRUCE = (
    ("Proposed", ("proposed",)),
    ("Declared, agreed", ("declared", "agreed", "phase")),
    ("In force, watched", ("in force", "extended", "monitored")),
    ("Suspended, ended", ("suspended", "ended")),
)
LEDGER = (
    ("Agreed, postponed", ("agreed", "postponed")),
    ("Released, exchanged", ("release", "exchange")),
)
COLUMNS = {"negotiation": BOARD, "ceasefire": TRUCE, "exchange": LEDGER, "court case": DOCKET, "toll": ()}
NOBODY = "not said"


class BoardColumn(NamedTuple):
    """A stage of an affair with its entries."""

    name: str
    entries: list[Entry]


class Allegations(NamedTuple):
    """Who says that who broke a truce: names at the sides, and the claims where they cross; replies by the accused."""

    accusers: list[str]
    accused: list[str]
    cells: dict[tuple[str, str], list[Entry]]
    replies: dict[str, list[Entry]]


class DossierScreen(NamedTuple):
    """A dossier as it is laid out."""

    dossier: Dossier
    columns: list[BoardColumn]
    allegations: Allegations | None
    facets: list[Facet]
    numbers: list[Entry]
    by_claim: dict[str, Entry]


def dossier_list(request: Request) -> Response:
    """All dossiers, by kind."""
    here = office(request)
    with here.case() as case:
        found = all_dossiers(here, case)
    kinds: dict[str, list[Dossier]] = {kind: [] for kind in COLUMNS}
    for dossier in found:
        kinds.setdefault(dossier.kind, []).append(dossier)
    return show(request, "dossiers.html", kinds=kinds)


def all_dossiers(here: Office, case: Case) -> list[Dossier]:
    """Every dossier, worked out once for each state of the case."""
    found = here.remembered.get("dossiers", case.dossiers)
    if not isinstance(found, list):
        raise TypeError("something else is remembered as the dossiers")
    return found


def dossier(request: Request) -> Response:
    """One dossier."""
    here = office(request)
    wanted = request.path_params["id"]
    with here.case() as case:
        found = next((d for d in all_dossiers(here, case) if d.id == wanted), None)
        judged = here.judged(case)
    if found is None:
        raise NotFoundError(f"no dossier has the id {wanted!r}")
    return show(request, "dossier.html", screen=make_screen(found), standing_of=judged.of)


def make_screen(found: Dossier) -> DossierScreen:
    """A dossier laid out by its kind."""
    violations = [entry for entry in found.entries if entry.step == "violation"]
    return DossierScreen(
        dossier=found,
        columns=list(_columns(found)),
        allegations=allegations(violations) if violations else None,
        facets=facets(_numbers(found.entries)) if found.kind in ("toll", "exchange") else [],
        numbers=[entry for entry in found.entries if entry.low is not None or entry.high is not None],
        by_claim={entry.claim: entry for entry in found.entries},
    )


def _columns(found: Dossier) -> Iterable[BoardColumn]:
    for name, steps in COLUMNS[found.kind]:
        yield BoardColumn(name, [entry for entry in found.entries if entry.step in steps])


def allegations(entries: Sequence[Entry]) -> Allegations:
    """Who accuses whom. A denial is a reply, not an accusation."""
    cells: dict[tuple[str, str], list[Entry]] = {}
    replies: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.status in ("denied", "negated"):
            replies.setdefault(entry.said_by, []).append(entry)
            continue
        for name in entry.who.get("accused") or (NOBODY,):
            cells.setdefault((entry.said_by, name), []).append(entry)
    accusers = sorted({accuser for accuser, _ in cells}, key=str.casefold)
    accused = sorted({name for _, name in cells}, key=str.casefold)
    return Allegations(accusers, accused, cells, replies)


def _numbers(entries: Sequence[Entry]) -> Iterable[Number]:
    for entry in entries:
        if entry.measure and entry.status not in ("denied", "negated"):
            yield Number(
                said_by=entry.said_by,
                day=entry.published,
                measure=entry.measure,
                population=entry.population or "people",
                scope="",
                low=entry.low,
                high=entry.high,
                words=entry.words or "",
                claim=entry.claim,
            )
