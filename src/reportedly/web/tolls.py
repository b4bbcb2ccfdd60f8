"""The drawing of a toll: a stepped line for each speaker over the days of publication, with whiskers for bounds.

Numbers of different things never share a drawing: each measure, population and scope has its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportedly.web.drawing import Scale, Tick, day_ticks, number_ticks

LEFT, RIGHT, TOP, BOTTOM = 46.0, 440.0, 16.0, 236.0
NAMES = 470.0  # where the names at the ends of lines begin
COLOURS = 8
MOST_FACETS = 6
MOST_POINTS = 120
APART = 9.0  # pixels between points of one day
LINE = 17.0  # pixels between names at the ends of lines
FROM_ZERO = 0.6  # an axis begins at 0 unless every number is above this share of the highest


class Number(NamedTuple):
    """A number that somebody gives: when, of what, by whom, and where it stands."""

    said_by: str
    day: str | None
    measure: str
    population: str
    scope: str
    low: int | None
    high: int | None
    words: str
    claim: str


class PointMark(NamedTuple):
    """A number in a drawing: its place, the ends of its whisker, and whether an end is open."""

    x: float
    y: float
    top: float
    bottom: float
    open_top: bool
    open_bottom: bool
    number: Number


class SpeakerLine(NamedTuple):
    """The numbers of one speaker: the stepped path between them, where the name stands, and a thread to it."""

    name: str
    colour: int
    path: str
    points: list[PointMark]
    label_y: float
    thread: str = ""


class Facet(NamedTuple):
    """One drawing: numbers of one thing."""

    measure: str
    population: str
    scope: str
    lines: list[SpeakerLine]
    days: list[Tick]
    numbers: list[Tick]


def facets(numbers: Iterable[Number]) -> list[Facet]:
    """The drawings that some numbers need, those with most numbers first; one number alone needs none."""
    groups: dict[tuple[str, str, str], list[Number]] = {}
    for number in numbers:
        if number.day and (number.low is not None or number.high is not None):
            groups.setdefault((number.measure, number.population, number.scope), []).append(number)
    chosen = sorted((key for key, rows in groups.items() if len(rows) > 1), key=lambda key: (-len(groups[key]), key))
    return [facet(*key, groups[key][:MOST_POINTS]) for key in chosen[:MOST_FACETS]]


def facet(measure: str, population: str, scope: str, rows: Sequence[Number]) -> Facet:
    """One drawing."""
    rows = sorted(rows, key=lambda n: (n.day or "", n.said_by.casefold(), n.claim))
    days = [dt.date.fromisoformat((n.day or "")[:10]) for n in rows]
    first, last = min(days), max(days)
    margin = 0.5 if first == last else 0.0
    crowd = max(days.count(day) for day in set(days))
    across = Scale(
        first.toordinal() - margin, last.toordinal() + margin, LEFT + 10, RIGHT - min(crowd * APART, 160) - 6
    )
    up = _axis([v for n in rows for v in (n.low, n.high) if v is not None])
    places = _apart([across.at(day.toordinal()) for day in days])
    speakers = list(dict.fromkeys(n.said_by for n in rows))
    lines = [
        _line(name, turn % COLOURS, [(n, x) for n, x in zip(rows, places, strict=True) if n.said_by == name], up)
        for turn, name in enumerate(speakers)
    ]
    return Facet(
        measure,
        population,
        scope,
        _spread(lines),
        day_ticks(first, last, across, 5),
        number_ticks(up.high, up, low=up.low),
    )


def _axis(values: Sequence[int]) -> Scale:
    """From 0 to a little above the highest; from nearer the lowest when all are far from 0. The ticks say which."""
    most, least = max(values), min(values)
    if least <= most * FROM_ZERO:
        return Scale(0, most * 1.12 or 1, BOTTOM, TOP)
    margin = max(1.0, (most - least) * 0.3)
    return Scale(max(0.0, least - margin), most + margin, BOTTOM, TOP)


def _apart(places: Sequence[float]) -> list[float]:
    """Points of one day side by side instead of on each other."""
    seen: dict[float, int] = {}
    moved = []
    for place in places:
        moved.append(min(place + APART * seen.get(place, 0), RIGHT))
        seen[place] = seen.get(place, 0) + 1
    return moved


def _line(name: str, colour: int, rows: Sequence[tuple[Number, float]], up: Scale) -> SpeakerLine:
    points = [_point(number, x, up) for number, x in rows]
    path = f"M{points[0].x} {points[0].y}" + "".join(f"H{p.x}V{p.y}" for p in points[1:])
    return SpeakerLine(name, colour, path, points, points[-1].y)


def _point(number: Number, x: float, up: Scale) -> PointMark:
    """A number at the end that its words name: the lower for "at least", the upper for "up to"."""
    value = number.low if number.low is not None else number.high
    if number.low == 0 and number.high:
        value = number.high
    low, high = number.low if number.low is not None else 0, number.high if number.high is not None else up.high
    return PointMark(
        x=round(x, 1),
        y=up.at(value or 0),
        top=up.at(high),
        bottom=up.at(low),
        open_top=number.high is None,
        open_bottom=number.low is None,
        number=number,
    )


def _spread(lines: Sequence[SpeakerLine]) -> list[SpeakerLine]:
    """Names at the ends of lines moved so far apart that each can be read."""
    made: list[SpeakerLine] = []
    last = TOP - LINE
    for line in sorted(lines, key=lambda line: (line.label_y, line.name)):
        last = max(line.label_y, last + LINE)
        made.append(line._replace(label_y=round(last, 1)))
    over = max(0.0, last - BOTTOM)
    return [_threaded(line._replace(label_y=round(line.label_y - over, 1))) for line in made]


def _threaded(line: SpeakerLine) -> SpeakerLine:
    """A line with the thread from its last number to its name."""
    end = line.points[-1]
    return line._replace(thread=f"M{end.x} {end.y}H{RIGHT}L{NAMES - 6} {line.label_y}")
