"""The map: rings as wide as a place is known, no pins; what is known only by its country is listed, not placed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reportedly.web.outlines import Frame, area, borders, land, load_areas
from reportedly.web.page import office, show, to

if TYPE_CHECKING:
    from reportedly.api import Case

WIDTH, HEIGHT = 1000.0, 560.0
# How far around its point a place may be meant, in kilometres, by how precisely it is known. A town is some kilometres
# wide; districts and provinces vary, and the ring says no more than "somewhere around here".
REACH = {"point": 1.0, "place": 6.0, "area": 20.0, "admin2": 35.0, "admin1": 110.0}
WIDE = ("country", "region")  # too wide for a ring: listed beside the map
SMALLEST, CELL = 5.0, 30.0  # pixels: of a ring, and within which rings become one
MARGIN_PIXELS = 50.0  # around the sheet, where rings still reach into it
LETTER = 8.0  # pixels: of a letter of a name, rather too many than too few
MARGIN, LEAST = 0.25, 3.0  # around the places: a share of their extent, and degrees
CORE = 0.8  # the map opens on the places of this share of the claims, when that is much nearer than all of them
MUCH_NEARER = 3.0
MOST = 400
Box = tuple[float, float, float, float]


class Placed(msgspec.Struct):
    """A place as claims have it, with how many."""

    name: str
    lat: float | None
    lon: float | None
    precision: str
    country: str | None
    claims: int
    latest: str | None


class Spot(NamedTuple):
    """Where a name stands: its point and which part of it is there, and the room it takes."""

    x: float
    y: float
    anchor: str
    box: Box


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
    spot: Spot | None
    zoom: dict[str, float] | None


class Area(NamedTuple):
    """A state that claims name and no place in it: the whole of it."""

    name: str
    path: str
    claims: int


class MapView(NamedTuple):
    """A part of the world with what is said to have happened there."""

    frame: Frame
    land: str
    borders: str
    disputed: str
    areas: list[Area]
    rings: list[Ring]
    outside: int
    placed: Sequence[Placed]
    wide: Sequence[Placed]
    unplaced: Sequence[Placed]
    without: int
    nearer: dict[str, float]
    farther: dict[str, float]
    all: dict[str, float]
    moves: list[tuple[str, str, dict[str, float]]]


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
        searches = here.searches(case)
    view = view_map(places, without, around) if isinstance(places, list) and isinstance(without, int) else None
    address = to("map", **dict(sorted(request.query_params.items())))
    return show(request, "map.html", view=view, searches=searches, address=address)


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
    frame = find_frame(core(drawn), around)
    whole = find_frame(drawn, (None, None, None))
    if around[0] is None and whole.north - whole.south < MUCH_NEARER * (frame.north - frame.south):
        frame = whole
    span = frame.north - frame.south
    middle = {"lat": round((frame.north + frame.south) / 2, 3), "lon": round((frame.east + frame.west) / 2, 3)}
    return MapView(
        frame=frame,
        land=land(frame),
        borders=borders(frame, disputed=False),
        disputed=borders(frame, disputed=True),
        areas=find_areas(places, frame),
        rings=find_rings(drawn, frame),
        outside=sum(not _is_on(place, frame) for place in drawn),
        placed=drawn[:MOST],
        wide=[p for p in places if p.precision in WIDE][:MOST],
        unplaced=[p for p in places if (p.lat is None or p.lon is None) and p.precision not in WIDE][:MOST],
        without=without,
        nearer={**middle, "span": round(max(span / 2, 0.05), 3)},
        farther={**middle, "span": round(min(span * 2, 170), 3)},
        all={
            "lat": round((whole.north + whole.south) / 2, 3),
            "lon": round((whole.east + whole.west) / 2, 3),
            "span": round(whole.north - whole.south, 3),
        },
        moves=[
            (
                name,
                sign,
                {
                    "lat": round(middle["lat"] + up * span / 3, 3),
                    "lon": round(_turn(middle["lon"] + right * (frame.east - frame.west) / 3), 3),
                    "span": round(span, 3),
                },
            )
            for name, sign, up, right in (
                ("west", "←", 0, -1),
                ("north", "↑", 1, 0),
                ("south", "↓", -1, 0),
                ("east", "→", 0, 1),
            )
        ],
    )


def _turn(lon: float) -> float:
    """A longitude between -180 and 180."""
    return (lon + 180) % 360 - 180


def _is_on(place: Placed, frame: Frame) -> bool:
    lon, lat = place.lon or 0.0, place.lat or 0.0
    return frame.meets((lon, lat, lon, lat))


def core(places: Sequence[Placed]) -> Sequence[Placed]:
    """The places of most claims, without those few that lie farthest from them."""
    total = sum(place.claims for place in places)
    if not total:
        return places
    lat = _middle([(place.lat or 0.0, place.claims) for place in places])
    lon = _middle([(place.lon or 0.0, place.claims) for place in places])
    kept, found = [], 0
    for place in sorted(places, key=lambda p: (abs((p.lat or 0) - lat) + abs((p.lon or 0) - lon), p.name)):
        if found >= CORE * total:
            break
        kept.append(place)
        found += place.claims
    return kept


def _middle(values: Sequence[tuple[float, int]]) -> float:
    """The median, each value counted as often as its weight says."""
    half, seen = sum(weight for _, weight in values) / 2, 0
    for value, weight in sorted(values):
        seen += weight
        if seen >= half:
            return value
    return 0.0


def find_areas(places: Sequence[Placed], frame: Frame) -> list[Area]:
    """States that claims name as a whole, where the outlines have them; others stay in the list beside the map."""
    known = load_areas()
    claims: dict[str, int] = {}
    for place in places:
        if place.precision == "country" and place.name.casefold() in known:
            claims[place.name] = claims.get(place.name, 0) + place.claims
    found = [Area(name, area(frame, known[name.casefold()]), number) for name, number in sorted(claims.items())]
    return [shown for shown in found if shown.path]


def find_frame(places: Sequence[Placed], around: Sequence[float | None], least: float = LEAST) -> Frame:
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
    return _frame(*middle, min(max(extent * (1 + 2 * MARGIN), least), 170))


def _frame(lat: float, lon: float, span: float) -> Frame:
    """A sheet that is `span` degrees high; a degree of longitude is as much shorter as it is in the middle of it."""
    across = span * WIDTH / HEIGHT / _squeeze(lat)
    return Frame(lon - across / 2, lat - span / 2, lon + across / 2, lat + span / 2, WIDTH, HEIGHT)


def _squeeze(lat: float) -> float:
    return max(0.2, math.cos(math.radians(lat)))


def find_rings(places: Sequence[Placed], frame: Frame) -> list[Ring]:
    """Rings on the sheet; places nearer to each other than can be told apart become one, which a click parts.

    The places of most claims stay where they are, and others join the nearest of them: what is near is never parted by
    chance, and a sheet of a smaller part of the world parts more.
    """
    groups: list[tuple[float, float, list[Placed]]] = []
    cells: dict[tuple[int, int], list[int]] = {}
    for place in sorted(places, key=lambda p: (-p.claims, p.name)):
        x, y = frame.place(place.lon or 0.0, place.lat or 0.0)
        if not (-MARGIN_PIXELS <= x <= WIDTH + MARGIN_PIXELS and -MARGIN_PIXELS <= y <= HEIGHT + MARGIN_PIXELS):
            continue
        at = _nearest(groups, cells, x, y)
        if at is None:
            cells.setdefault((int(x // CELL), int(y // CELL)), []).append(len(groups))
            groups.append((x, y, [place]))
        else:
            groups[at][2].append(place)
    return _named([_ring(x, y, group, frame) for x, y, group in groups])


def _nearest(
    groups: Sequence[tuple[float, float, list[Placed]]], cells: dict[tuple[int, int], list[int]], x: float, y: float
) -> int | None:
    """The group nearest to a point, if one is nearer than can be told apart."""
    column, row = int(x // CELL), int(y // CELL)
    near = [at for dx in (-1, 0, 1) for dy in (-1, 0, 1) for at in cells.get((column + dx, row + dy), ())]
    distances = [(math.hypot(groups[at][0] - x, groups[at][1] - y), at) for at in near]
    distance, at = min(distances, default=(CELL, -1))
    return at if distance < CELL else None


def _ring(x: float, y: float, group: Sequence[Placed], frame: Frame) -> Ring:
    first = group[0]
    names = tuple(dict.fromkeys(place.name for place in group))
    claims = sum(place.claims for place in group)
    reach = max(frame.pixels(REACH.get(place.precision, 20.0)) for place in group)
    return Ring(
        x=x,
        y=y,
        radius=round(SMALLEST + 3 * math.log10(claims) + (4 if len(names) > 1 else 0), 1),
        reach=round(reach, 1),
        precision=first.precision,
        claims=claims,
        names=names,
        label=f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else names[0],
        spot=None,
        zoom=_around(group, frame) if len(names) > 1 else None,
    )


def _around(group: Sequence[Placed], frame: Frame) -> dict[str, float]:
    """The part of the world that a click on a group opens: all of its places, at least twice as near as now."""
    inner = find_frame(group, (None, None, None), least=0.05)
    span = min(inner.north - inner.south, (frame.north - frame.south) / 2)
    middle = {"lat": (inner.north + inner.south) / 2, "lon": (inner.east + inner.west) / 2}
    return {name: round(value, 4) for name, value in {**middle, "span": max(span, 0.05)}.items()}


def _named(rings: Sequence[Ring]) -> list[Ring]:
    """Rings with names where there is room: right, left, above or below, else none, and then the title has it."""
    taken = [(ring.x - ring.radius, ring.y - ring.radius, ring.x + ring.radius, ring.y + ring.radius) for ring in rings]
    made = []
    for ring in rings:
        spot = next((spot for spot in _spots(ring) if _is_free(spot.box, taken)), None)
        if spot:
            taken.append(spot.box)
        made.append(ring._replace(spot=spot))
    return made


def _spots(ring: Ring) -> list[Spot]:
    """Where the name of a ring can stand, the best first."""
    width, gap = len(ring.label) * LETTER, ring.radius + 4
    right, left = ring.x + gap, ring.x - gap
    return [
        _spot(right, ring.y, "start", right, width),
        _spot(left, ring.y, "end", left - width, width),
        _spot(ring.x, ring.y - gap - 6, "middle", ring.x - width / 2, width),
        _spot(ring.x, ring.y + gap + 6, "middle", ring.x - width / 2, width),
    ]


def _spot(x: float, y: float, anchor: str, start: float, width: float) -> Spot:
    return Spot(round(x, 1), round(y + 4, 1), anchor, (start, y - 7, start + width, y + 7))


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    return box[0] >= 0 and box[2] <= WIDTH and not any(_meet(box, other) for other in taken)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
