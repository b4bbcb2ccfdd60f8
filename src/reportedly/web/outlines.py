"""Outlines of land and states for the map, read from the TopoJSON that is kept with the program.

They are Natural Earth's, through the package world-atlas, and show who controls what rather than who claims it. Borders
between the pairs of disputed.csv are drawn as disputed; the file can be changed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

Point = tuple[float, float]
Line = list[Point]


class Arc(NamedTuple):
    """A piece of a coast or a border: its points, the box around it, and the states on its sides."""

    points: Line
    box: tuple[float, float, float, float]
    states: frozenset[str]


class World(NamedTuple):
    """All arcs, and for each state the rings of arcs around its land."""

    arcs: list[Arc]
    rings: list[tuple[str, list[list[int]]]]
    disputed: frozenset[frozenset[str]]


@lru_cache(maxsize=1)
def load_world() -> World:
    """The outlines, loaded once."""
    here = files("reportedly.web")
    topology = json.loads(here.joinpath("static/vendor/countries-50m.json").read_text(encoding="utf-8"))
    lines = [_points(arc, topology["transform"]) for arc in topology["arcs"]]
    sides: list[set[str]] = [set() for _ in lines]
    rings = []
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        mine = list(_rings(shape))
        rings.append((name, mine))
        for ring in mine:
            for arc in ring:
                sides[arc if arc >= 0 else ~arc].add(name)
    arcs = [Arc(line, _box(line), frozenset(side)) for line, side in zip(lines, sides, strict=True)]
    with here.joinpath("disputed.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        disputed = frozenset(frozenset((row["a"], row["b"])) for row in rows)
    return World(arcs, rings, disputed)


def _points(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Line:
    """An arc's points in degrees; the file has steps from one to the next."""
    (step_x, step_y), (at_x, at_y) = transform["scale"], transform["translate"]
    x = y = 0
    line = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        line.append((x * step_x + at_x, y * step_y + at_y))
    return line


def _box(line: Iterable[Point]) -> tuple[float, float, float, float]:
    xs, ys = zip(*line, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    if shape["type"] == "Polygon":
        yield from shape["arcs"]
    elif shape["type"] == "MultiPolygon":
        for polygon in shape["arcs"]:
            yield from polygon


class Frame(NamedTuple):
    """A part of the world on a sheet: longitudes and latitudes at the edges, and the size of the sheet."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def place(self, lon: float, lat: float) -> Point:
        """Where a point of the world stands on the sheet."""
        x = (lon - self.west) / (self.east - self.west) * self.width
        y = (self.north - lat) / (self.north - self.south) * self.height
        return round(x, 1), round(y, 1)

    def pixels(self, kilometres: float) -> float:
        """How long a distance is on the sheet, north to south."""
        return kilometres / 111.2 / (self.north - self.south) * self.height

    def meets(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a box is on the sheet."""
        return box[0] <= self.east and box[2] >= self.west and box[1] <= self.north and box[3] >= self.south


@lru_cache(maxsize=64)
def land(frame: Frame) -> str:
    """The land on a sheet as the path of an SVG."""
    paths = []
    for line, (west, south, east, north) in load_rings():
        for turn in (-360.0, 0.0, 360.0):
            if frame.meets((west + turn, south, east + turn, north)):
                paths.append(_path([(x + turn, y) for x, y in line] if turn else line, frame))
    return "Z".join(filter(None, paths))


@lru_cache(maxsize=1)
def load_areas() -> dict[str, str]:
    """The outlines that a place of the world can be shown by: its name in small letters to that of the outline."""
    found = {name.casefold(): name for name, _ in load_world().rings}
    with files("reportedly.web").joinpath("outline_names.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return found | {row["name"].casefold(): row["outline"] for row in rows}


@lru_cache(maxsize=256)
def area(frame: Frame, outline: str) -> str:
    """The land inside an outline on a sheet as the path of an SVG; empty when it is not on the sheet."""
    world = load_world()
    lines = [_unwrap(_join(world, ring)) for name, rings in world.rings if name == outline for ring in rings]
    return "Z".join(filter(None, (_path(line, frame) for line in lines if frame.meets(_box(line)))))


@lru_cache(maxsize=1)
def load_rings() -> list[tuple[Line, tuple[float, float, float, float]]]:
    """The rings around the land with their boxes; one that crosses 180 degrees goes on beyond it."""
    world = load_world()
    lines = (_unwrap(_join(world, ring)) for _, rings in world.rings for ring in rings)
    return [(line, _box(line)) for line in lines]


def _unwrap(line: Line) -> Line:
    """A line without the jump from one edge of the world to the other."""
    made, shift, before = [], 0.0, line[0][0]
    for x, y in line:
        if abs(x - before) > 180:
            shift += 360.0 if x < before else -360.0
        made.append((x + shift, y))
        before = x
    return made


@lru_cache(maxsize=128)
def borders(frame: Frame, *, disputed: bool) -> str:
    """The borders between states on a sheet as the path of an SVG: those that are disputed, or the others."""
    world = load_world()
    chosen = (
        arc for arc in world.arcs
        if len(arc.states) == 2 and (arc.states in world.disputed) == disputed and frame.meets(arc.box)
    )  # fmt: skip
    return "".join(_path(arc.points, frame) for arc in chosen)


def _join(world: World, ring: Sequence[int]) -> Line:
    line: Line = []
    for arc in ring:
        points = world.arcs[arc].points if arc >= 0 else world.arcs[~arc].points[::-1]
        line += points[1:] if line else points
    return line


def _path(line: Line, frame: Frame) -> str:
    """Points as a path; those that would fall on the one before are left out."""
    made, last = [], (1e9, 1e9)
    step = 0.8 if frame.north - frame.south < 60 else 2.0
    for point in line:
        x, y = frame.place(*point)
        x, y = min(max(x, -4000), 8000), min(max(y, -4000), 8000)
        if abs(x - last[0]) + abs(y - last[1]) >= step:
            made.append(f"{x:g} {y:g}")
            last = (x, y)
    return "M" + "L".join(made) if len(made) > 1 else ""
