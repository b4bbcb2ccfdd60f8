"""The map: rings as wide as a place is known, no pins; what is known only by its country is listed, not placed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reportedly.web.outlines import Frame, borders, land
from reportedly.web.page import office, show

if TYPE_CHECKING:
    from reportedly.api import Case

WIDTH, HEIGHT = 1000.0, 560.0
# How far around its point a place may be meant, in kilometres, by how precisely it is known. A town is some kilometres
# wide; districts and provinces vary, and the ring says no more than "somewhere around here".
REACH = {"point": 1.0, "place": 6.0, "area": 20.0, "admin2": 35.0, "admin1": 110.0}
WIDE = ("country", "region")  # too wide for a ring: listed beside the map
SMALLEST, CELL = 5.0, 30.0  # pixels: of a ring, and within which rings become one
MARGIN, LEAST = 0.25, 3.0  # around the places: a share of their extent, and degrees
MOST = 400


class Placed(msgspec.Struct):
    """A place as claims have it, with how many."""

    name: str
    lat: float | None
    lon: float | None
    precision: str
    country: str | None
    claims: int
    latest: str | None


class Ring(NamedTuple):
    """A ring on the map: one place, or several too near each other to tell apart at this zoom."""

    x: float
    y: float
    radius: float
    reach: float
    precision: str
    claims: int
    names: tuple[str, ...]
    label: str
    is_left: bool
    zoom: dict[str, float] | None


class MapView(NamedTuple):
    """A part of the world with what is said to have happened there."""

    frame: Frame
    land: str
    borders: str
    disputed: str
    rings: list[Ring]
    placed: Sequence[Placed]
    wide: Sequence[Placed]
    unplaced: Sequence[Placed]
    without: int
    nearer: dict[str, float]
    farther: dict[str, float]


PLACES = """
    SELECT name, lat, lon, "precision", country, count(*) AS claims, max(published) AS latest FROM (
        SELECT e.place.name AS name, e.place.lat AS lat, e.place.lon AS lon, e.place."precision" AS "precision",
            e.place.country AS country, r.published
        FROM events e JOIN reports r ON r.id = e.evidence.report WHERE e.place IS NOT NULL
        UNION ALL
        SELECT f.place.name, f.place.lat, f.place.lon, f.place."precision", f.place.country, r.published
        FROM figures f JOIN reports r ON r.id = f.evidence.report WHERE f.place IS NOT NULL
    ) GROUP BY ALL ORDER BY claims DESC, name, lat, lon, "precision" LIMIT 2000
"""


def world_map(request: Request) -> Response:
    """The map of a case, or of a part of the world."""
    here = office(request)
    around = [_number(request, name) for name in ("lat", "lon", "span")]
    with here.case() as case:
        places = here.remembered.get("places", lambda: case.store.rows(PLACES, {}, Placed))
        without = here.remembered.get("unplaced", lambda: _without(case))
    view = view_map(places, without, around) if isinstance(places, list) and isinstance(without, int) else None
    return show(request, "map.html", view=view)


def _number(request: Request, name: str) -> float | None:
    try:
        value = float(request.query_params.get(name, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _without(case: Case) -> int:
    return case.store.rows("SELECT count(*) AS n FROM claims WHERE place IS NULL", {}, dict[str, int])[0]["n"]


def view_map(places: Sequence[Placed], without: int, around: Sequence[float | None]) -> MapView:
    """The map around a point, or of all places."""
    drawn = [p for p in places if p.lat is not None and p.lon is not None and p.precision not in WIDE]
    frame = find_frame(drawn, around)
    span = frame.north - frame.south
    middle = {"lat": round((frame.north + frame.south) / 2, 3), "lon": round((frame.east + frame.west) / 2, 3)}
    return MapView(
        frame=frame,
        land=land(frame),
        borders=borders(frame, disputed=False),
        disputed=borders(frame, disputed=True),
        rings=find_rings(drawn, frame),
        placed=drawn[:MOST],
        wide=[p for p in places if p.precision in WIDE][:MOST],
        unplaced=[p for p in places if (p.lat is None or p.lon is None) and p.precision not in WIDE][:MOST],
        without=without,
        nearer={**middle, "span": round(max(span / 2, 0.05), 3)},
        farther={**middle, "span": round(min(span * 2, 170), 3)},
    )


def find_frame(places: Sequence[Placed], around: Sequence[float | None]) -> Frame:
    """The part of the world to show: around a point if one is asked for, else with all places, else the world."""
    lat, lon, span = around
    if lat is not None and lon is not None and span is not None:
        return _frame(min(max(lat, -85), 85), lon, min(max(span, 0.05), 170))
    points = [(p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None]
    if not points:
        return _frame(15, 10, 150)
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    middle = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    shape = HEIGHT / WIDTH / _squeeze(middle[0])
    extent = max(max(lats) - min(lats), (max(lons) - min(lons)) * shape)
    return _frame(*middle, min(max(extent * (1 + 2 * MARGIN), LEAST), 170))


def _frame(lat: float, lon: float, span: float) -> Frame:
    """A sheet that is `span` degrees high; a degree of longitude is as much shorter as it is in the middle of it."""
    across = span * WIDTH / HEIGHT / _squeeze(lat)
    return Frame(lon - across / 2, lat - span / 2, lon + across / 2, lat + span / 2, WIDTH, HEIGHT)


def _squeeze(lat: float) -> float:
    return max(0.2, math.cos(math.radians(lat)))


def find_rings(places: Sequence[Placed], frame: Frame) -> list[Ring]:
    """Rings on the sheet; places nearer to each other than can be told apart become one, which a click parts."""
    groups: dict[tuple[int, int], list[Placed]] = {}
    for place in places:
        x, y = frame.place(place.lon or 0.0, place.lat or 0.0)
        if -50 <= x <= WIDTH + 50 and -50 <= y <= HEIGHT + 50:
            groups.setdefault((round(x / CELL), round(y / CELL)), []).append(place)
    return [_ring(group, frame) for group in groups.values()]


def _ring(group: Sequence[Placed], frame: Frame) -> Ring:
    first = group[0]
    names = tuple(dict.fromkeys(place.name for place in group))
    x, y = frame.place(first.lon or 0.0, first.lat or 0.0)
    claims = sum(place.claims for place in group)
    reach = max(frame.pixels(REACH.get(place.precision, 20.0)) for place in group)
    spot = {"lat": round(first.lat or 0, 3), "lon": round(first.lon or 0, 3)}
    return Ring(
        x=x,
        y=y,
        radius=round(SMALLEST + 3 * math.log10(claims), 1),
        reach=round(reach, 1),
        precision=first.precision,
        claims=claims,
        names=names,
        label=f"{names[0]} +{len(names) - 1}" if len(names) > 1 else names[0],
        is_left=x > WIDTH * 0.8,
        zoom={**spot, "span": round((frame.north - frame.south) / 4, 3)} if len(names) > 1 else None,
    )
