"""Two lanes of time: when things happened, as they are said to have, and when they were said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from reportedly.rows import ClaimRow
from reportedly.web.drawing import Scale, Tick, day_ticks, pack
from reportedly.web.page import office, show

if TYPE_CHECKING:
    from reportedly.api import Case

WIDE, LEFT, RIGHT = 1000, 8, 992
ROW, TOP = 11, 8
MOST_BARS = 160  # claims drawn one by one; more are drawn as counts
MOST_ROWS = 26
COLUMNS = 60  # of a lane of counts
LISTED, TRAY = 40, 30
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


class TimelineView(NamedTuple):
    """Both lanes of a period, its claims, and those that no day is known of."""

    since: dt.date
    until: dt.date
    ticks: list[Tick]
    bars: list[Bar]
    counts: list[Column]
    height: float
    said: list[Column]
    happened: int
    earlier: int
    later: int
    first: dt.date | None
    last: dt.date | None
    claims: Sequence[ClaimRow]
    undated: Sequence[ClaimRow]
    undated_total: int


HAPPENED = "coalesce(time_start, time_end)"
ENDED = "coalesce(time_end, time_start)"


def timeline(request: Request) -> Response:
    """The timeline of a case, or of a period."""
    here = office(request)
    with here.case() as case:
        judged = here.judged(case)
        view = view_timeline(case, a_day(request, "since"), a_day(request, "until"))
    return show(request, "timeline.html", view=view, standing_of=judged.of)


def a_day(request: Request, name: str) -> dt.date | None:
    """A day of an address; None when there is none, or it is no day."""
    try:
        return dt.date.fromisoformat(request.query_params.get(name, ""))
    except ValueError:
        return None


def view_timeline(case: Case, since: dt.date | None, until: dt.date | None) -> TimelineView | None:
    """The period asked for, or that of the reports; None when the case has no dates at all."""
    reach = _reach(case)
    low, high = since or reach["low"], until or reach["high"]
    if low is None or high is None:
        return None
    low, high = min(low, high), max(low, high)
    scale = Scale(low.toordinal() - 0.5, high.toordinal() + 0.5, LEFT, RIGHT)
    inside = f"{HAPPENED} <= $high AND {ENDED} >= $low"
    params: dict[str, object] = {"low": low, "high": high}
    happened = _count(case, inside, params)
    order = f'{HAPPENED}, {ENDED}, published NULLS LAST, report, "start", id'
    claims = _claims(case, f"{inside} ORDER BY {order} LIMIT {max(MOST_BARS, LISTED)}", params)
    bars = _bars(claims, scale) if happened <= MOST_BARS else []
    rows = round(max((bar.y for bar in bars), default=TOP) / ROW)
    few = bool(bars) and rows <= MOST_ROWS
    return TimelineView(
        since=low,
        until=high,
        ticks=day_ticks(low, high, scale),
        bars=bars if few else [],
        counts=[] if few else _columns(case, HAPPENED, low, high, scale),
        height=max((bar.y for bar in bars), default=0) + 2 * ROW if few else 90,
        said=_columns(case, "try_cast(left(published, 10) AS DATE)", low, high, scale),
        happened=happened,
        earlier=_count(case, f"{ENDED} < $low", {"low": low}),
        later=_count(case, f"{HAPPENED} > $high", {"high": high}),
        first=reach["first"],
        last=reach["last"],
        claims=claims[:LISTED],
        undated=_claims(
            case, f'{HAPPENED} IS NULL ORDER BY published NULLS LAST, report, "start", id LIMIT {TRAY}', {}
        ),
        undated_total=_count(case, f"{HAPPENED} IS NULL", {}),
    )


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
    """Where the bar of a claim begins and ends. An end that is not known reaches the edge of the drawing."""
    start = scale.start if claim.time_start is None else scale.at(claim.time_start.toordinal() - 0.4)
    end = scale.end if claim.time_end is None else scale.at(claim.time_end.toordinal() + 0.4)
    return (start, max(end, start + 7))


def _columns(case: Case, day: str, low: dt.date, high: dt.date, scale: Scale) -> list[Column]:
    """How many claims in each of some equal parts of a period."""
    size = max(1, -(-((high - low).days + 1) // COLUMNS))
    sql = f"""
        SELECT date_diff('day', $low, {day}) // {size} AS part, count(*) AS n FROM claims
        WHERE {day} BETWEEN $low AND $high GROUP BY part ORDER BY part
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
