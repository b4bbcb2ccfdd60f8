"""Deciding: the queue, one record at a time, and the forms that add a judgement or withdraw one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.audit import why
from reportedly.model import Judgement
from reportedly.review import Judged, Verdict, add_judgement, in_force, list_judgements
from reportedly.review_queue import (
    REJECTIONS,
    Copy,
    Only,
    Waiting,
    check_correction,
    contested_claims,
    copies_of,
    current_values,
    waiting,
)
from reportedly.store import Store, open_store
from reportedly.web.page import Office, office, show, to
from reportedly.web.screens.claim import ClaimView, view_claim
from reportedly.web.screens.incidents import incident_of
from reportedly.web.screens.overview import contested_tolls
from reportedly.web.security import read_form

if TYPE_CHECKING:
    from reportedly.api import Case

SMALL_FORM = 64 * 1024
LONGEST_REASON = 1_000
LONGEST_SIGNATURE = 100
QUEUES: dict[str, str] = {
    "": "All claims",
    "contested": "Contested figures",
    "figure": "Figures",
    "event": "Events",
    "reopened": "Judged, and read differently since",
}


class ReviewView(NamedTuple):
    """The record that waits first, what can be corrected of it, and how long the queue is."""

    only: str
    skip: int
    total: int
    item: Waiting | None
    claim: ClaimView | None
    values: list[tuple[str, str]]
    last: Judgement | None
    judged: int
    copies: Sequence[Copy]


def review(request: Request) -> Response:
    """The queue."""
    here = office(request)
    only = request.query_params.get("only", "")
    skip = request.query_params.get("skip", "0")
    with here.case() as case:
        view = view_queue(
            here,
            case,
            cast(Only, only if only in QUEUES else ""),
            int(skip) if skip.isdigit() and len(skip) < 9 else 0,
        )
        judged = here.judged(case)
    return show(request, "review.html", view=view, queues=QUEUES, rejections=REJECTIONS, standing_of=judged.of)


def view_queue(here: Office, case: Case, only: Only, skip: int) -> ReviewView:
    """The record that waits after `skip` others."""
    judged = here.judged(case)
    again = [record for record, standing in judged.by_record.items() if standing.state == "reopened"]
    queue = waiting(case.store, only=only, skip=skip, reopened=again, disputed=disputed(here, case))
    if not queue.items and skip:
        return view_queue(here, case, only, 0)
    item = queue.items[0] if queue.items else None
    claim = _claim(here, case, item, judged) if item else None
    values = current_values(claim.why.record, claim.why.said_by) if claim else []
    copies = copies_of(case.store, item.id) if item else []
    return ReviewView(only, skip, queue.total, item, claim, values, last_of(case, here.who), judged.settled(), copies)


def disputed(here: Office, case: Case) -> list[str]:
    """The numbers for which other speakers give other ones, worked out once for each state of the case."""
    found = here.remembered.get("disputed", lambda: contested_claims(contested_tolls(here, case)))
    return cast(list[str], found)


def _claim(here: Office, case: Case, item: Waiting, judged: Judged) -> ClaimView:
    found = why(case.store, item.id, here.doors.describe_rule)
    return view_claim(case, found, judged.of(item.id), incident_of(here, case, item.id))


def last_of(case: Case, who: str) -> Judgement | None:
    """The last judgement of a person that is still in force."""
    mine = [j for j in in_force(list_judgements(case.store)) if j.who == who]
    return mine[-1] if mine else None


async def judge(request: Request) -> Response:
    """Add a judgement."""
    here = office(request)
    form = await read_form(request, here.door, most_bytes=SMALL_FORM)
    verdict = _field(form, "verdict", 20)
    if verdict not in ("accept", "correct", "reject"):
        raise HTTPException(422, f"{verdict!r} is no verdict; choose accept, correct or reject.")
    about, field, value = _field(form, "about", 80), _field(form, "field", 40), _field(form, "value", 3_000)
    reason = _field(form, "why", LONGEST_REASON) or _field(form, "reason", LONGEST_REASON)
    if verdict == "reject" and not reason:
        raise HTTPException(422, "A rejection needs a reason.")
    await _add(here, about, verdict, field, value, reason, with_copies=_field(form, "copies", 5) == "1")
    return RedirectResponse(_back(form, about), 303)


async def undo(request: Request) -> Response:
    """Withdraw a judgement: one more entry; the judgement itself stays."""
    here = office(request)
    form = await read_form(request, here.door, most_bytes=SMALL_FORM)
    about, judgement = _field(form, "about", 80), _field(form, "judgement", 80)
    await _add(here, about, "withdraw", "", judgement, _field(form, "why", LONGEST_REASON))
    return RedirectResponse(_back(form, about), 303)


async def _add(
    here: Office, about: str, verdict: str, field: str, value: str, reason: str, *, with_copies: bool = False
) -> None:
    from starlette.concurrency import run_in_threadpool

    await run_in_threadpool(add, here, about, verdict, field, value, reason, with_copies)


def add(
    here: Office, about: str, verdict: str, field: str, value: str, reason: str, with_copies: bool = False
) -> list[Judgement]:
    """Write a judgement into the case, with the same one for its copies; to withdraw one withdraws those too."""
    if verdict not in get_args(Verdict):
        raise HTTPException(422, f"{verdict!r} is no verdict.")
    if verdict == "correct":
        kinds = {"s": "statement", "e": "event", "f": "figure", "a": "abstention"}
        check_correction(kinds.get(about[:1], ""), field, value)
    when = here.doors.now()
    with here.desk.let_go(regroups=verdict == "withdraw"), open_store(here.desk.path, write=True) as store:
        if verdict == "withdraw":
            targets = made_together(store, about, value)
        else:
            copies = copies_of(store, about) if with_copies else []
            targets = [(record, value if verdict == "correct" else None) for record in (*(c.id for c in copies), about)]
        return [
            add_judgement(
                store,
                record,
                cast(Verdict, verdict),
                who=here.who,
                when=when,
                field=field or None,
                value=held,
                why=reason,
            )
            for record, held in targets
        ]


def made_together(store: Store, about: str, judgement: str) -> list[tuple[str, str | None]]:
    """The record and the id of a judgement, and of those that were made with it for copies of the record."""
    live = in_force(list_judgements(store))
    chosen = next((j for j in live if j.id == judgement), None)
    if chosen is None or chosen.about != about:
        return [(about, judgement)]
    same = {about, *(copy.id for copy in copies_of(store, about, judged=True))}
    together = (chosen.who, chosen.when, chosen.verdict)
    return [(j.about, j.id) for j in live if j.about in same and (j.who, j.when, j.verdict) == together]


def _field(form: FormData, name: str, most: int) -> str:
    value = form.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


def _back(form: FormData, about: str) -> str:
    """Where the form was: the queue at the same place, or the record's own screen."""
    if _field(form, "back", 20) == "queue":
        skip, only = _field(form, "skip", 8), _field(form, "only", 20)
        return to(
            "review", skip=skip if skip.isdigit() and skip != "0" else None, only=only if only in QUEUES else None
        )
    return to("claim", about)
