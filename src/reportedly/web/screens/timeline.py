"""Two lanes of time: when things happened, as they are said to have, and when they were said."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reportedly.nearby import is_partial_date
from reportedly.rows import ClaimRow
from reportedly.web.copies import Folded, fold
from reportedly.web.drawing import Scale, Tick, day_ticks, pack
from reportedly.web.page import office, show, to

if TYPE_CHECKING:
    from reportedly.api import Case

WIDE, LEFT, RIGHT = 1000, 8, 992
ROW, TOP = 11, 8
MOST_BARS = 160  # claims drawn one by one; more are drawn as counts
MOST_ROWS = 26
COLUMNS = 60  # of a lane of counts
LISTED, TRAY = 40, 30
MOST_SPANS = 24  # times longer than a day that are drawn when claims are too many to draw one by one
COUNTS = 92.0  # the height of a lane of counts
MARGIN = dt.timedelta(days=45)  # of what happened before the first report that is shown at first


class Bar(NamedTuple):
    """A claim in a lane: a dot for a day, a bar for an interval; `open_end` points where an end is unknown."""

    x: float
    width: float
    y: float
    claim: ClaimRow
    open_start: bool
    open_end: bool


class Column(NamedTuple):
    """So many claims in some days."""

    x: float
    width: float
    height: float
    number: int
    since: str
    until: str


class Stretch(NamedTuple):
    """A time that is known no closer than a bar, with how many claims are of just that time; `claim` is one of them."""

    x: float
    width: float
    y: float
    number: int
    start: dt.date | None
    end: dt.date | None
    claim: str


class TimelineView(NamedTuple):
    """Both lanes of a period, its claims, and those that no day is known of.

    `by` is what the period chooses the listed claims by: when it happened, or when it was said.
    """

    since: dt.date
    until: dt.date
    by: str
    ticks: list[Tick]
    bars: list[Bar]
    counts: list[Column]
    spans: list[Stretch]
    more_spans: int
    height: float
    said: list[Column]
    happened: int
    listed: int
    earlier: int
    later: int
    first: dt.date | None
    last: dt.date | None
    claims: Sequence[Folded]
    shown: int
    undated: Sequence[Folded]
    undated_total: int


HAPPENED = "coalesce(time_start, time_end)"
ENDED = "coalesce(time_end, time_start)"
SAID = "try_cast(left(published, 10) AS DATE)"
SAID_ORDER = 'published NULLS LAST, report, "start", id'
ORDER = f"{HAPPENED}, {ENDED}, {SAID_ORDER}"


def timeline(request: Request) -> Response:
    """The timeline of a case, or of a period."""
    here = office(request)
    with here.case() as case:
        judged = here.judged(case)
        by = "said" if request.query_params.get("by") == "said" else "happened"
        view = view_timeline(case, a_day(request, "since"), a_day(request, "until"), by)
        searches = here.searches(case)
    address = to("timeline", **dict(sorted(request.query_params.items())))
    return show(request, "timeline.html", view=view, standing_of=judged.of, searches=searches, address=address)


def a_day(request: Request, name: str) -> dt.date | None:
    """A day of an address, of a month or year the first, or the last of "until"; None when there is none, or no day."""
    text = request.query_params.get(name, "").strip()
    if not is_partial_date(text):
        return None
    year, month, day = (int(part) for part in f"{text}-0-0".split("-")[:3])
    if name != "until":
        return dt.date(year, month or 1, day or 1)
    month = month or 12
    return dt.date(year, month, day or monthrange(year, month)[1])


def view_timeline(case: Case, since: dt.date | None, until: dt.date | None, by: str) -> TimelineView | None:
    """The period asked for, or that of the reports; None when the case has no dates at all."""
    reach = _reach(case)
    low, high = since or reach["low"], until or reach["high"]
    if low is None or high is None:
        return None
    low, high = min(low, high), max(low, high)
    scale = Scale(low.toordinal() - 0.5, high.toordinal() + 0.5, LEFT, RIGHT)
    params: dict[str, object] = {"low": low, "high": high}
    inside = f"{HAPPENED} <= $high AND {ENDED} >= $low"
    listed = f"{SAID} BETWEEN $low AND $high" if by == "said" else inside
    happened = _count(case, inside, params)
    lane = _lane(case, inside, params, happened, scale)
    undated = f"{HAPPENED} IS NULL AND ({SAID} IS NULL OR {SAID} BETWEEN $low AND $high)"
    told = _claims(case, f"{listed} ORDER BY {SAID_ORDER if by == 'said' else ORDER} LIMIT {LISTED}", params)
    return TimelineView(
        since=low,
        until=high,
        by=by,
        ticks=day_ticks(low, high, scale),
        **lane,
        said=_columns(case, SAID, f"{SAID} BETWEEN $low AND $high", low, high, scale),
        happened=happened,
        listed=_count(case, listed, params) if by == "said" else happened,
        earlier=_count(case, f"{ENDED} < $low", {"low": low}),
        later=_count(case, f"{HAPPENED} > $high", {"high": high}),
        first=reach["first"],
        last=reach["last"],
        claims=fold(case.store, told),
        shown=len(told),
        undated=fold(case.store, _claims(case, f"{undated} ORDER BY {SAID_ORDER} LIMIT {TRAY}", params)),
        undated_total=_count(case, undated, params),
    )


def _lane(case: Case, inside: str, params: dict[str, object], happened: int, scale: Scale) -> dict[str, Any]:
    """The upper lane: claims one by one where there is room, else days as counts and longer times as bars."""
    claims = _claims(case, f"{inside} ORDER BY {ORDER} LIMIT {MOST_BARS}", params) if happened <= MOST_BARS else []
    bars = _bars(claims, scale)
    if bars and max(bar.y for bar in bars) <= MOST_ROWS * ROW:
        height = max(bar.y for bar in bars) + 2 * ROW
        return {"bars": bars, "counts": [], "spans": [], "more_spans": 0, "height": height}
    days = f"{inside} AND time_start = time_end"
    low, high = params["low"], params["high"]
    if not isinstance(low, dt.date) or not isinstance(high, dt.date):
        raise TypeError("a period has two days")
    spans, more = _spans(case, inside, params, scale)
    return {
        "bars": [],
        "counts": _columns(case, HAPPENED, days, low, high, scale),
        "spans": spans,
        "more_spans": more,
        "height": max((span.y + ROW + 4 for span in spans), default=COUNTS),
    }


class _Same(msgspec.Struct):
    start: dt.date | None
    end: dt.date | None
    n: int
    claim: str


def _spans(case: Case, inside: str, params: dict[str, object], scale: Scale) -> tuple[list[Stretch], int]:
    """Times longer than a day, each once however many claims are of it; and how many are not drawn."""
    sql = f"""
        SELECT time_start AS start, time_end AS "end", count(*) AS n, min(id) AS claim FROM claims
        WHERE {inside} AND time_start IS DISTINCT FROM time_end GROUP BY ALL
    """
    found = case.store.rows(f'{sql} ORDER BY n DESC, start, "end"', params, _Same)
    shown = sorted(found[:MOST_SPANS], key=lambda same: (same.start or dt.date.min, same.end or dt.date.max))
    places = [_interval(same.start, same.end, scale) for same in shown]
    made = [
        Stretch(x, end - x, COUNTS + 6 + row * (ROW + 2), same.n, same.start, same.end, same.claim)
        for (x, end), row, same in zip(places, pack(places, gap=26), shown, strict=True)
    ]
    return made, len(found) - len(shown)


def _reach(case: Case) -> dict[str, dt.date | None]:
    """The period of the reports with what happened shortly before; and the first and last day of all."""
    sql = f"""
        SELECT min(try_cast(left(published, 10) AS DATE)) AS low, max(try_cast(left(published, 10) AS DATE)) AS high,
            min({HAPPENED}) AS first, max({ENDED}) AS last FROM claims
    """
    found = case.store.rows(sql, {}, dict[str, dt.date | None])[0]
    low, first = found["low"], found["first"]
    if low and first:
        found["low"] = max(low - MARGIN, min(first, low))
    return {**found, "low": found["low"] or first, "high": found["high"] or found["last"]}


def _count(case: Case, condition: str, params: dict[str, object]) -> int:
    return case.store.rows(f"SELECT count(*) AS n FROM claims WHERE {condition}", params, dict[str, int])[0]["n"]


def _claims(case: Case, condition: str, params: dict[str, object]) -> list[ClaimRow]:
    return case.store.rows(f"SELECT * FROM claims WHERE {condition}", params, ClaimRow)


def _bars(claims: Sequence[ClaimRow], scale: Scale) -> list[Bar]:
    places = [_ends(claim, scale) for claim in claims]
    rows = pack(places)
    return [
        Bar(start, end - start, TOP + row * ROW, claim, claim.time_start is None, claim.time_end is None)
        for (start, end), row, claim in zip(places, rows, claims, strict=True)
    ]


def _ends(claim: ClaimRow, scale: Scale) -> tuple[float, float]:
    return _interval(claim.time_start, claim.time_end, scale)


def _interval(first: dt.date | None, last: dt.date | None, scale: Scale) -> tuple[float, float]:
    """Where a bar begins and ends. An end that is not known reaches the edge of the drawing."""
    start = scale.start if first is None else scale.at(first.toordinal() - 0.4)
    end = scale.end if last is None else scale.at(last.toordinal() + 0.4)
    return (start, max(end, start + 7))


def _columns(case: Case, day: str, where: str, low: dt.date, high: dt.date, scale: Scale) -> list[Column]:
    """How many claims in each of some equal parts of a period."""
    size = max(1, -(-((high - low).days + 1) // COLUMNS))
    sql = f"""
        SELECT date_diff('day', $low, {day}) // {size} AS part, count(*) AS n FROM claims
        WHERE {where} GROUP BY part ORDER BY part
    """
    found = case.store.rows(sql, {"low": low, "high": high}, dict[str, int])
    most = max((row["n"] for row in found), default=1)
    return [_column(row["part"] * size, size, row["n"], most, low, scale) for row in found]


def _column(offset: int, size: int, number: int, most: int, low: dt.date, scale: Scale) -> Column:
    first = low + dt.timedelta(days=offset)
    last = first + dt.timedelta(days=size - 1)
    start, end = scale.at(first.toordinal() - 0.45), scale.at(last.toordinal() + 0.45)
    height = round(4 + 66 * number / most, 1)
    return Column(start, max(2, round(end - start - 1, 1)), height, number, first.isoformat(), last.isoformat())
