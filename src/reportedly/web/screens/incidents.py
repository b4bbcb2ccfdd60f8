"""Incidents: claims of several reports about one occurrence, with every version, every party and every origin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.link.changes import RETRACTING
from reportedly.nearby import unknown_value
from reportedly.rows import ClaimRow, IncidentRow, IncidentView, OriginRow, Pair
from reportedly.screen_incidents import HOW, RELATIONS
from reportedly.web.asking import PAGE_ROWS, Filters, Rows, filters_of
from reportedly.web.page import Office, left_out, office, show, shown_address, to
from reportedly.web.security import read_form
from reportedly.web.tolls import Facet, Number, facets

if TYPE_CHECKING:
    from reportedly.api import Case

SMALL_FORM = 64 * 1024
MOST_PAIRS, MOST_COLUMNS, MOST_ROWS = 40, 14, 40
TELLING = ("contradicts", "denies", "different_basis", "revises", "updates", "narrows", "broadens")
DENIED = ("denied", "negated")
LANE = 26.0
MOST_ALIKE = 30  # incidents that are offered to be put together with one
NEVER = 10**6  # days between what has no day and anything else


class Cell(NamedTuple):
    """What one outlet or speaker says of a proposition: says, denies, retracted, another status, or silent."""

    says: str
    claim: str | None


class MatrixRow(NamedTuple):
    """A proposition, and what each column says of it."""

    label: str
    cells: list[Cell]


class Matrix(NamedTuple):
    """Propositions against outlets or speakers."""

    columns: list[str]
    rows: list[MatrixRow]
    left_out: int


class Joint(NamedTuple):
    """A name in the drawing of origins."""

    name: str
    y: float
    how: str


class OriginGraph(NamedTuple):
    """Outlets on the left, whose word they carry on the right, and a line for each that carries it."""

    outlets: list[Joint]
    origins: list[Joint]
    lines: list[tuple[float, float]]
    height: float


class IncidentScreen(NamedTuple):
    """Everything on the screen of an incident."""

    view: IncidentView
    facets: list[Facet]
    claims: dict[str, ClaimRow]
    pairs: list[Pair]
    more_pairs: int
    by_outlet: Matrix
    by_party: Matrix
    graph: OriginGraph


def incident_list(request: Request) -> Response:
    """Incidents of a case, those of most reports first."""
    here = office(request)
    filters = filters_of(request, "place", "kind", "since", "until", "reports")
    with here.case() as case:
        rows = find_incidents(here, case, filters)
        searches = here.searches(case)
        sorts = {name for row in all_incidents(here, case) for name in (row.family, *row.groups)}
    kind = filters.known.get("kind", "")
    strange = unknown_value("kind of incident in this case", kind, sorts) if kind else None
    return show(
        request, "incidents.html", rows=rows, searches=searches, address=shown_address("incidents", filters),
        left_out=[*left_out(request), *([strange] if strange else [])],
    )  # fmt: skip


def find_incidents(here: Office, case: Case, filters: Filters) -> Rows:
    """One page of the incidents that an address asks for: those of several reports, unless it asks for all."""
    rows = [row for row in all_incidents(here, case) if _is_asked(row, filters)]
    pages = max(1, -(-len(rows) // PAGE_ROWS))
    page = min(filters.page, pages)
    return Rows(rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS], len(rows), page, pages, filters)


def all_incidents(here: Office, case: Case) -> list[IncidentRow]:
    """Every incident, worked out once for each state of the case."""
    found = here.remembered.get("incidents", case.incidents)
    if not isinstance(found, list):
        raise TypeError("something else is remembered as the incidents")
    return found


def incident_of(here: Office, case: Case, claim: str) -> IncidentRow | None:
    """The incident that a claim is in; None when it is in none."""
    found = here.remembered.get(
        "incident of a claim", lambda: {claim: row for row in all_incidents(here, case) for claim in row.claims}
    )
    return found.get(claim) if isinstance(found, dict) else None


def _is_asked(row: IncidentRow, filters: Filters) -> bool:
    known = filters.known
    place, kind = known.get("place", "").casefold(), known.get("kind", "").casefold()
    first, last = (day.isoformat() if day else "" for day in (row.first, row.last))
    since, until = known.get("since", ""), known.get("until", "")
    words = f"{row.title} {row.headline}".casefold()
    return (
        (known.get("reports") == "1" or row.reports > 1)
        and place in (row.place or "").casefold()
        and (not kind or kind in (row.family, *row.groups))
        and (not since or last[: len(since)] >= since)
        and (not until or (bool(first) and first[: len(until)] <= until))
        and all(word.casefold() in words for word in filters.text.split())
    )


def incident(request: Request) -> Response:
    """One incident, by its id or that of a claim in it."""
    here = office(request)
    with here.case() as case:
        key = ("incident", request.path_params["id"])
        view = here.remembered.get(key, lambda: case.incident(request.path_params["id"]))
        judged = here.judged(case)
        if not isinstance(view, IncidentView):
            raise TypeError("something else is remembered as this incident")
        like = [] if here.is_site else alike(view.incident, all_incidents(here, case))
    return show(
        request,
        "incident.html",
        screen=make_screen(view),
        relations=RELATIONS,
        how=HOW,
        like=like,
        standing_of=judged.of,
    )


def alike(row: IncidentRow, others: Sequence[IncidentRow]) -> list[IncidentRow]:
    """Incidents at the same place, or at none, that a person may want to put together with one: the nearest in time."""
    found = [other for other in others if other.id != row.id and other.place in (row.place, None)]
    return sorted(found, key=lambda other: (_apart(row, other), other.place is None, other.id))[:MOST_ALIKE]


def _apart(row: IncidentRow, other: IncidentRow) -> int:
    return abs((row.first - other.first).days) if row.first and other.first else NEVER


def make_screen(view: IncidentView) -> IncidentScreen:
    """What the screen of an incident shows."""
    order = {name: turn for turn, name in enumerate(TELLING)}
    pairs = sorted((p for p in view.pairs if p.relation in order), key=lambda p: order[p.relation])
    return IncidentScreen(
        view=view,
        facets=facets(_numbers(view)),
        claims={claim.id: claim for claim in view.timeline},
        pairs=pairs[:MOST_PAIRS],
        more_pairs=max(0, len(pairs) - MOST_PAIRS),
        by_outlet=matrix(view.timeline, by_outlet=True),
        by_party=matrix(view.timeline, by_outlet=False),
        graph=origin_graph(view.origins),
    )


def _numbers(view: IncidentView) -> Iterable[Number]:
    for version in view.versions:
        # A part of a toll, or what is added to it, is no step of the toll: the table of versions has them.
        is_total = version.type == "figure" and version.relation in (None, "total")
        if is_total and version.measure and version.status not in DENIED:
            yield Number(
                said_by=version.said_by,
                day=version.published,
                measure=version.measure,
                population=version.population or "people",
                scope=version.scope or "",
                low=version.low,
                high=version.high,
                words=version.words[0] if version.words else "",
                claim=version.ids[0],
            )


def matrix(claims: Sequence[ClaimRow], *, by_outlet: bool) -> Matrix:
    """What each outlet, or each speaker, says of each thing that is claimed of an incident.

    A column that says nothing of a thing is silent on it, which is all that is known.
    """
    columns: dict[str, int] = {}
    rows: dict[str, dict[str, ClaimRow]] = {}
    for claim in claims:
        column = (claim.outlet or "an unnamed outlet") if by_outlet else claim.said_by
        if not by_outlet and claim.speaker is None:
            continue
        columns[column] = columns.get(column, 0) + 1
        rows.setdefault(proposition(claim), {})[column] = claim  # the last word of a column counts
    names = sorted(columns, key=lambda name: (-columns[name], name))[:MOST_COLUMNS]
    shown = sorted(rows.items(), key=lambda item: -len(item[1]))[:MOST_ROWS]
    made = [MatrixRow(label, [_cell(found.get(name)) for name in names]) for label, found in shown]
    made = [row for row in made if any(cell.claim for cell in row.cells)]
    return Matrix(names, made, max(0, len(columns) - len(names)))


def proposition(claim: ClaimRow) -> str:
    """What a claim is about, so that saying and denying it stand in one row."""
    if claim.type == "figure":
        from reportedly.screen import bounds

        return f"{bounds(claim.low, claim.high)} {claim.measure}, {claim.population or 'people'}"
    return (claim.kind or "event").replace("_", " ")


def _cell(claim: ClaimRow | None) -> Cell:
    if claim is None:
        return Cell("silent", None)
    if claim.stance in RETRACTING:
        return Cell("retracted", claim.id)
    says = "denies" if claim.status in DENIED else "says" if claim.status == "asserted" else claim.status
    return Cell(says, claim.id)


def origin_graph(origins: Sequence[OriginRow]) -> OriginGraph:
    """Who carries whose word."""
    names = list(dict.fromkeys(outlet for origin in origins for outlet in origin.outlets))
    outlets = [Joint(name, LANE * (turn + 0.7), "") for turn, name in enumerate(names)]
    joints = [Joint(o.name, LANE * (turn + 0.7), HOW.get(o.how, o.how)) for turn, o in enumerate(origins)]
    at = {joint.name: joint.y for joint in outlets}
    lines = [(at[outlet], joint.y) for joint, origin in zip(joints, origins, strict=True) for outlet in origin.outlets]
    return OriginGraph(outlets, joints, lines, LANE * max(len(outlets), len(joints), 1))


async def merge(request: Request) -> Response:
    """Put two incidents together: a judgement, which can be withdrawn."""
    return await _rejoin(request, split=False)


async def split(request: Request) -> Response:
    """Take the account of one report out of an incident: a judgement, which can be withdrawn."""
    return await _rejoin(request, split=True)


async def _rejoin(request: Request, *, split: bool) -> Response:
    from starlette.concurrency import run_in_threadpool

    here = office(request)
    form = await read_form(request, here.door, most_bytes=SMALL_FORM)
    one, other, reason = (str(form.get(name) or "").strip()[:400] for name in ("incident", "other", "why"))
    if not (one and other and reason):
        raise HTTPException(422, "Name the other one, and give a reason.")
    await run_in_threadpool(_judge, here, one, other, reason, split)
    return RedirectResponse(to("incident", one), 303)


def _judge(here: Office, one: str, other: str, reason: str, split: bool) -> None:
    with here.desk.let_go(regroups=True), here.doors.open_case(here.desk.path) as case:
        if split:
            case.split([other], who=here.who, why=reason)
        else:
            case.merge(one, other, who=here.who, why=reason)
