"""Find anything: claims, statements, reports by words, speakers, places, times; the filters are in the address."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reportedly import questions
from reportedly.export.csv import write_rows
from reportedly.nearby import unknown_value
from reportedly.questions import Question
from reportedly.web.asking import MOST_ROWS, PAGE_ROWS, Filters, Rows, filters_of, narrow, rows_of
from reportedly.web.page import left_out, office, show, to

if TYPE_CHECKING:
    from reportedly.api import Case

BESIDE = "beside"  # who takes part together with the actor that is asked for
CLAIM_FILTERS = ("speaker", "actor", "kind", "measure", "place", "status", "outlet", "since", "until", "only", BESIDE)
STATEMENT_FILTERS = ("speaker", "stance", "outlet", "since", "until")
REPORT_FILTERS = ("outlet", "since", "until")
CHOICES = ("kind", "measure", "status", "stance", "outlet")  # filters whose values are offered


class Tab(NamedTuple):
    """A kind of thing that can be looked for: its question, filters, and the columns its words are looked for in."""

    label: str
    ask: Any
    filters: tuple[str, ...]
    texts: tuple[str, ...]


TABS = {
    "claims": Tab(
        "Events and figures",
        questions.ask_claims,
        CLAIM_FILTERS,
        ("passage", "said_by", "coalesce(place, '')", "title"),
    ),
    "statements": Tab(
        "Statements", questions.ask_statements, STATEMENT_FILTERS, ("passage", "said_by", "coalesce(title, '')")
    ),
    "reports": Tab(
        "Reports", questions.ask_reports, REPORT_FILTERS, ("coalesce(title, '')", "coalesce(outlet, '')", "body")
    ),
}


def claims(request: Request) -> Response:
    """The list that an address asks for, as a screen, or whole as CSV or JSON lines."""
    here = office(request)
    name = request.query_params.get("tab", "")
    with here.case() as case:
        name = name if name in TABS else _fullest(case)
        tab = TABS[name]
        filters = filters_of(request, *tab.filters)
        form = request.query_params.get("as", "")
        if form in ("csv", "jsonl"):
            return _as_file(case, name, filters, form)
        rows = look(case, name, filters)
        judged = here.judged(case)
        offered: Any = here.remembered.get("choices", lambda: choices(case))
        searches = here.searches(case)
    strange = [sentence for name in CHOICES if (sentence := _strange(name, filters, offered)) is not None]
    return show(
        request, "claims.html", rows=rows, tab=name, tabs=TABS, filters=filters, judged=judged, choices=offered,
        searches=searches, left_out=[*left_out(request), *strange],
        address=to("claims", **dict(sorted({**filters.asked(), "tab": name}.items()))),
    )  # fmt: skip


def _strange(name: str, filters: Filters, offered: dict[str, list[str]]) -> str | None:
    """A sentence on a value that nothing in the case has, with those that look like it."""
    value = filters.known.get(name, "")
    if not value or (name == "outlet" and any(value.casefold() in known.casefold() for known in offered[name])):
        return None
    return unknown_value(f"{name} in this case", value, offered[name])


def _fullest(case: Case) -> str:
    """Claims; or statements, in a case that has no claims."""
    return "claims" if case.store.rows("SELECT 1 AS n FROM claims LIMIT 1", {}, dict[str, int]) else "statements"


def look(case: Case, name: str, filters: Filters) -> Rows:
    """One page of a list."""
    tab = TABS[name]
    return rows_of(case.store, _question(name, filters), filters, tab.texts, PAGE_ROWS)


def _question(name: str, filters: Filters) -> Question:
    tab = TABS[name]
    question: Question = tab.ask(**{name: value for name, value in filters.known.items() if name != BESIDE})
    if BESIDE in filters.known:
        select, _, order = question.sql.rpartition(" ORDER BY ")
        sql = f"{select} AND list_contains(flatten(map_values(roles)), $beside) ORDER BY {order}"
        question = question._replace(sql=sql, params={**question.params, BESIDE: filters.known[BESIDE]})
    if name == "reports":  # words are looked for in the texts too, which the rows do not carry
        sql = question.sql.replace("SELECT * EXCLUDE (report) FROM (", "SELECT * EXCLUDE (report, body) FROM (", 1)
        return question._replace(sql=sql.replace("r.id AS report", 'r.id AS report, r."text" AS body', 1))
    return question


def choices(case: Case) -> dict[str, list[str]]:
    """What can be chosen from: kinds of event, measures, statuses and so on that occur in the case."""
    found = {name: _distinct(case, name, "claims") for name in ("kind", "measure", "status")}
    found["stance"] = _distinct(case, "stance", "statements")
    found["outlet"] = _distinct(case, "outlet", "reports")
    return found


def _distinct(case: Case, column: str, view: str) -> list[str]:
    sql = f'SELECT DISTINCT "{column}" AS v FROM {view} WHERE "{column}" IS NOT NULL ORDER BY 1 LIMIT 300'
    return [row["v"] for row in case.store.rows(sql, {}, dict[str, str])]


def _as_file(case: Case, name: str, filters: Filters, form: str) -> Response:
    """A list whole, for other programs."""
    question = narrow(_question(name, filters), filters, TABS[name].texts)
    rows: list[msgspec.Struct] = case.store.rows(f"{question.sql} LIMIT {MOST_ROWS}", question.params, question.kind)
    if form == "jsonl":
        encoder = msgspec.json.Encoder()
        body, kind = b"".join(encoder.encode(row) + b"\n" for row in rows), "application/x-ndjson"
    else:
        out = io.BytesIO()
        write_rows(rows, question.kind, out)
        body, kind = out.getvalue(), "text/csv; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(body, media_type=kind, headers=headers)
