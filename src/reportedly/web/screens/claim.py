"""One claim and everything behind it: its words, its speaker, the rule, the reasons, the run, people's judgements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from reportedly.audit import Readable, Why, why
from reportedly.model import Abstention, Event, Figure, PlaceRef, Ref, Statement, TimeRef, Wording
from reportedly.review import Standing
from reportedly.review_queue import REJECTIONS, current_values
from reportedly.rows import ClaimRow, IncidentRow
from reportedly.screen_why import headline
from reportedly.web.marking import Mark, Piece, pieces
from reportedly.web.page import office, show
from reportedly.web.screens.incidents import incident_of

if TYPE_CHECKING:
    from reportedly.api import Case

FEW = 12  # neighbours shown; the rest is a link to the list


class Reason(NamedTuple):
    """How one part of a claim was worked out: the words of the text, what they stand for, and why."""

    what: str
    words: str
    stands_for: str
    why: str


class ClaimView(NamedTuple):
    """A record with its passage, reasons and neighbours."""

    why: Why
    kind: str
    headline: str
    passage: list[Piece]
    reasons: list[Reason]
    standing: Standing
    claims: list[ClaimRow]
    same_speaker: list[ClaimRow]
    others: list[ClaimRow]
    row: ClaimRow | None
    incident: IncidentRow | None


def claim(request: Request) -> Response:
    """One claim, by id or the start of it."""
    here = office(request)
    with here.case() as case:
        found = why(case.store, request.path_params["id"], here.doors.describe_rule)
        judged = here.judged(case)
        view = view_claim(case, found, judged.of(found.record.id), incident_of(here, case, found.record.id))
    values = current_values(found.record, found.said_by)
    return show(request, "claim.html", view=view, standing_of=judged.of, values=values, rejections=REJECTIONS)


def view_claim(case: Case, found: Why, standing: Standing, incident: IncidentRow | None) -> ClaimView:
    """What the screen of a record shows; its neighbours are those of its incident, if it is in one."""
    record = found.record
    row = _row_of(case, record)
    said = _claims_of(case, record) if isinstance(record, Statement) else []
    same, others = neighbours(case, row, incident) if row else ([], [])
    return ClaimView(
        why=found,
        kind=record.__struct_config__.tag,  # type: ignore[arg-type]
        headline=headline(record),
        passage=_passage(found),
        reasons=list(reasons(record)),
        standing=standing,
        claims=said,
        same_speaker=same,
        others=others,
        row=row,
        incident=incident,
    )


def _passage(found: Why) -> list[Piece]:
    """The paragraph around a record, cut into pieces."""
    shift = found.passage.start
    marks = [Mark(m.span.start - shift, m.span.end - shift, found.record.id, m.what) for m in found.marks]
    return pieces(found.passage.text, marks)


def _row_of(case: Case, record: object) -> ClaimRow | None:
    if not isinstance(record, Event | Figure):
        return None
    rows = case.store.rows("SELECT * FROM claims WHERE id = $1", [record.id], ClaimRow)
    return rows[0] if rows else None


def _claims_of(case: Case, statement: Statement) -> list[ClaimRow]:
    """The claims that a statement makes."""
    sql = 'SELECT * FROM claims WHERE statement = $1 ORDER BY "start", id'
    return case.store.rows(sql, [statement.id], ClaimRow)


def neighbours(case: Case, row: ClaimRow, incident: IncidentRow | None) -> tuple[list[ClaimRow], list[ClaimRow]]:
    """Claims on the same incident: those of the same speaker, and those of others.

    For a claim that is in no incident with others, claims of the same measure or kind of event at the same place, which
    may or may not be about the same; without a place there are none, for nothing could be said of them together.
    """
    params: dict[str, object] = {"id": row.id, "said_by": row.said_by}
    if incident and len(incident.claims) > 1:
        where, params["ids"] = "id IN (SELECT unnest($ids))", incident.claims
    elif row.place is not None:
        what = "measure = $what" if row.type == "figure" else "kind = $what AND \"type\" = 'event'"
        where, params["place"] = f"place = $place AND {what}", row.place
        params["what"] = row.measure if row.type == "figure" else row.kind
    else:
        return [], []
    order = 'said_by <> $said_by, published NULLS LAST, outlet NULLS LAST, report, "start", id'
    sql = f"SELECT * FROM claims WHERE {where} AND id <> $id ORDER BY {order} LIMIT 200"
    found = list({_told(other): other for other in reversed(case.store.rows(sql, params, ClaimRow))}.values())[::-1]
    same = [other for other in found if other.said_by == row.said_by]
    return same[:FEW], [other for other in found if other.said_by != row.said_by][:FEW]


def _told(row: ClaimRow) -> tuple[object, ...]:
    """What tells a claim from its copies in other outlets."""
    return (row.said_by, row.type, row.kind, row.measure, row.low, row.high, row.status, row.passage)


def reasons(record: Readable) -> Iterator[Reason]:
    """How the parts of a record were worked out, in words."""
    if isinstance(record, Abstention | Wording):
        return
    if isinstance(record, Statement):
        yield from _statement_reasons(record)
        return
    if isinstance(record, Event):
        for role, refs in record.roles.items():
            for ref in refs:
                yield _ref_reason(role, ref)
        yield from _time_reason("when", record.time)
    else:
        yield Reason("number", record.words, _scope(record), "")
        if record.counted_by:
            yield _ref_reason("counted by", record.counted_by)
        yield from _time_reason("period", record.period)
    yield from _place_reason(record.place)


def _statement_reasons(record: Statement) -> Iterator[Reason]:
    if record.speaker:
        yield _ref_reason("speaker", record.speaker)
    for ref in record.relayed_by:
        yield _ref_reason("relayed by", ref)
    for ref in record.audience:
        yield _ref_reason("said to", ref)
    yield from _time_reason("said", record.said)


def _scope(figure: Figure) -> str:
    parts = (figure.population, figure.scope.replace("_", " "), figure.relation.replace("_", " "))
    return ", ".join(part for part in parts if part)


def _ref_reason(what: str, ref: Ref) -> Reason:
    known = f"{ref.name} [{ref.actor}]" if ref.actor else f"{ref.name} (no known actor of that name)"
    return Reason(what.replace("_", " "), ref.span.text, known, f"resolved as {_article(ref.how)} {ref.how}")


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _time_reason(what: str, time: TimeRef | None) -> Iterator[Reason]:
    if time:
        from reportedly.screen import days

        stands_for = days(time.start, time.end) or "no date worked out"
        anchor = f"counted from {time.anchor}" if time.anchor else ""
        yield Reason(what, time.span.text, f"{stands_for} ({time.precision})", time.why or anchor)


def _place_reason(place: PlaceRef | None) -> Iterator[Reason]:
    if place:
        where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
        yield Reason("place", place.span.text, f"{where} (as precise as: {place.precision})", place.why)
