"""Made-up reports with their records: no parser, the same bytes each time, for measuring and testing linking at scale.

Six invented countries of four districts of six towns. Occurrences of several sorts on days of half a year, half of them
in the last days of a week, are told by one to six reports of the days after, each with rising and rival numbers, names
of people and sites, and words of its own. A report tells of one to four occurrences; one in twelve gives no day, one in
twelve no place or a district alone, one in thirty has no date of publication. Three in ten are near-copies of an
earlier one: with a dateline, cut, lengthened, or with words changed; the records stand where the copied words stand.
One in ten carries a paragraph that many carry.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from reportedly.model import (
    Analysis,
    Event,
    Evidence,
    Figure,
    PlaceRef,
    Ref,
    Report,
    Span,
    TimeRef,
    make_id,
    make_report,
)

DAY_ONE = dt.date(2031, 1, 6)  # a Monday
DAYS = 180
COUNTRIES = ("LK", "VN", "TV", "SR", "MB", "QL")
KINDS = (
    ("airstrike", "strike"),
    ("shelling", "shelling"),
    ("bombing", "bomb"),
    ("clash", "clash"),
    ("protest", "march"),
)
STARTS = (
    "Bal",
    "Cor",
    "Dam",
    "Fer",
    "Gol",
    "Hur",
    "Kel",
    "Lom",
    "Mir",
    "Nes",
    "Pol",
    "Ras",
    "Sev",
    "Tor",
    "Ulm",
    "Zan",
)
ENDS = ("ak", "edo", "iva", "orn", "ush", "inge", "alat", "emir", "odd")
SYLLABLES = ("ba", "cre", "di", "fo", "gul", "hem", "ki", "lor", "mun", "ne", "pos", "ra", "si", "tol", "ver", "zu")


class Town(NamedTuple):
    """A place of the made-up map."""

    name: str
    number: int
    lat: float
    lon: float
    country: str
    district: str


class Told(NamedTuple):
    """An occurrence as it was, before anybody tells of it."""

    town: Town
    day: dt.date
    kind: tuple[str, str]
    toll: int
    names: tuple[str, ...]
    words: tuple[str, ...]


class World(NamedTuple):
    """What reports are made of."""

    towns: tuple[Town, ...]
    words: tuple[str, ...]
    told: tuple[Told, ...]
    boilerplate: str


def make_reports(number: int, seed: int = 1) -> list[Analysis]:
    """Reports with their records, in no order of time; the first are the same however many are made of one seed."""
    chance = random.Random(seed)
    world = make_world(chance, max(4, number * 5 // 6))
    made: list[Analysis] = []
    for n in range(number):
        own = random.Random(f"{seed} {n}")
        if made and own.random() < 0.3:
            made.append(copy_of(made[own.randrange(max(0, n - 400), n)], n, world, own))
        else:
            made.append(write(n, world, own))
    return made


def make_world(chance: random.Random, occurrences: int) -> World:
    """Towns, words, and what happened."""
    words = tuple(sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(6_000)}))
    towns = []
    for n in range(len(COUNTRIES) * 24):
        country, district = n // 24, n % 24 // 6
        name = f"{STARTS[n % 16]}{ENDS[n // 16]}"
        lat, lon = -40 + 15 * country + 2 * district + 0.11 * (n % 6), 3 * country + 0.9 * (n % 6)
        towns.append(Town(name, 900_000 + n, lat, lon, COUNTRIES[country], f"{COUNTRIES[country]}{district}"))
    told = tuple(_occurrence(towns, words, chance) for _ in range(occurrences))
    return World(tuple(towns), words, told, " ".join(chance.choices(words, k=45)).capitalize() + ".")


def _occurrence(towns: list[Town], words: tuple[str, ...], chance: random.Random) -> Told:
    day = chance.randrange(DAYS)
    if chance.random() < 0.5:
        day = day // 7 * 7 + 6  # a Sunday: told of in the week after
    names = tuple(f"{chance.choice(STARTS)}{chance.choice(SYLLABLES)} {chance.choice(STARTS)}ov" for _ in range(3))
    return Told(
        chance.choice(towns),
        DAY_ONE + dt.timedelta(days=day),
        chance.choice(KINDS),
        chance.randint(1, 60),
        names,
        tuple(chance.sample(words, 14)),
    )


class Part(NamedTuple):
    """A sentence of a report, with the places of its parts in the sentence, and what it tells."""

    text: str
    marks: dict[str, tuple[int, int]]
    told: Told
    number: int
    doer: str


def write(n: int, world: World, chance: random.Random) -> Analysis:
    """A report of its own."""
    told = [world.told[chance.randrange(len(world.told))]]
    told += chance.choices(world.told, k=chance.choice((0, 0, 0, 1, 1, 3)))
    parts = [_sentence(occurrence, chance) for occurrence in told for _ in range(chance.choice((1, 1, 2)))]
    text, starts = "", []
    for part in parts:
        starts.append(len(text))
        text += f"{part.text} {_filler(world, chance)}\n\n"
    if chance.random() < 0.1:
        text += world.boilerplate
    published = max(told[0].day, DAY_ONE) + dt.timedelta(days=chance.choice((0, 0, 0, 1, 1, 2)))
    report = make_report(
        text.strip(),
        outlet=f"Outlet {chance.randrange(40)}",
        title=f"{told[0].kind[1].capitalize()} in {told[0].town.name}",
        published=None if chance.random() < 1 / 30 else published.isoformat(),
        url=f"https://made.example/{n}",
    )
    return _records(report, list(zip(parts, starts, strict=True)), world)


def _sentence(told: Told, chance: random.Random) -> Part:
    number = told.toll + chance.choice((0, 0, 0, 2, 5))
    doer = chance.choice(("Northern army", "Southern front"))
    where = chance.random()
    pieces = [("number", str(number)), ("", " people were killed when a "), ("trigger", told.kind[1]), ("", " by the ")]
    pieces += [
        ("doer", doer),
        ("", f" hit the {' '.join(chance.sample(told.words, 8))} of {chance.choice(told.names)}"),
    ]
    if where >= 1 / 12:
        pieces += [("", " in "), ("place" if where > 1 / 6 else "district", told.town.name)]
    if chance.random() >= 1 / 12:
        pieces += [("", " on "), ("day", told.day.isoformat())]
    text, marks = "", {}
    for name, piece in pieces:
        if name:
            marks[name] = len(text), len(text) + len(piece)
        text += piece
    return Part(text + ".", marks, told, number, doer)


def _filler(world: World, chance: random.Random) -> str:
    return " ".join(chance.choices(world.words, k=chance.randint(25, 70))).capitalize() + "."


def _records(report: Report, parts: list[tuple[Part, int]], world: World) -> Analysis:
    events, figures, times, places = [], [], [], []
    for part, start in parts:

        def span(name: str, part: Part = part, start: int = start) -> Span:
            first, last = part.marks[name]
            return Span(start + first, start + last, report.text[start + first : start + last])

        place = _place(part, span)
        time = None
        if "day" in part.marks:
            time = TimeRef(span=span("day"), start=part.told.day, end=part.told.day, precision="day", relation="on")
        evidence = Evidence(
            report=report.id, span=Span(start, start + len(part.text), part.text), rule="made", cues=(span("trigger"),)
        )
        event = Event(
            id=make_id("event", report.id, start),
            evidence=evidence,
            kind=part.told.kind[0],
            status="asserted",
            roles={"attacker": (Ref(span=span("doer"), name=part.doer, how="name"),)},
            place=place,
            time=time,
        )
        figure = Figure(
            id=make_id("figure", report.id, start),
            evidence=evidence,
            measure="killed",
            low=part.number,
            high=part.number,
            words=str(part.number),
            population="people",
            scope="incident",
            event=event.id,
            place=place,
            period=time,
        )
        events.append(event)
        figures.append(figure)
        times += [time] if time else []
        places += [place] if place else []
    return Analysis(
        report=report, events=tuple(events), figures=tuple(figures), times=tuple(times), places=tuple(places)
    )


def _place(part: Part, span: Callable[[str], Span]) -> PlaceRef | None:
    town = part.told.town
    if "place" in part.marks:
        return PlaceRef(
            span=span("place"),
            name=town.name,
            geonameid=town.number,
            lat=town.lat,
            lon=town.lon,
            country=town.country,
            admin1=town.district,
            precision="place",
        )
    if "district" in part.marks:
        return PlaceRef(
            span=span("district"), name=town.district, country=town.country, admin1=town.district, precision="admin1"
        )
    return None


def copy_of(first: Analysis, n: int, world: World, chance: random.Random) -> Analysis:
    """A near-copy of a report by another outlet, a little later, with the records whose words it still has."""
    text, shift = first.report.text, 0
    how = chance.choice(("dateline", "cut", "longer", "changed"))
    if how == "dateline":
        line = f"{_filler(world, chance)[:30]} - "
        text, shift = line + text, len(line)
    elif how == "cut":
        text = text[: max(200, len(text) * 2 // 5)]
    elif how == "longer":
        text += f"\n\n{_filler(world, chance)}"
    else:
        head, _, tail = text.partition("\n\n")
        words = [w if chance.random() > 0.05 else chance.choice(world.words) for w in tail.split(" ")]
        text = f"{head}\n\n{' '.join(words)}"
    day = first.report.published
    later = dt.date.fromisoformat(day) + dt.timedelta(days=chance.choice((0, 0, 1, 8))) if day else None
    report = make_report(
        text,
        outlet=f"Outlet {chance.randrange(40)}",
        title=first.report.title,
        published=later.isoformat() if later else None,
        url=f"https://made.example/{n}",
    )
    return _moved(first, report, shift)


def as_of_day(analysis: Analysis, day: str) -> Analysis:
    """The report with its records, published on another day."""
    old = analysis.report
    report = make_report(old.text, outlet=old.outlet, title=old.title, published=day, url=old.url)
    return _moved(analysis, report, 0)


def _moved(first: Analysis, report: Report, shift: int) -> Analysis:
    """The records of a report in a copy of it, as far as their words are there."""

    def moved(span: Span) -> Span:
        return Span(span.start + shift, span.end + shift, span.text)

    def is_there(span: Span) -> bool:
        return report.text[span.start + shift : span.end + shift] == span.text

    def placed(place: PlaceRef | None) -> PlaceRef | None:
        return msgspec.structs.replace(place, span=moved(place.span)) if place else None

    def timed(time: TimeRef | None) -> TimeRef | None:
        return msgspec.structs.replace(time, span=moved(time.span)) if time else None

    def evidence(old: Evidence) -> Evidence:
        return Evidence(report=report.id, span=moved(old.span), rule=old.rule, cues=tuple(map(moved, old.cues)))

    events, figures = [], []
    for event, figure in zip(first.events, first.figures, strict=True):
        if is_there(event.evidence.span):
            own = make_id("event", report.id, event.evidence.span.start + shift)
            events.append(
                msgspec.structs.replace(
                    event, id=own, evidence=evidence(event.evidence), place=placed(event.place), time=timed(event.time)
                )
            )
            figures.append(
                msgspec.structs.replace(
                    figure,
                    id=make_id("figure", report.id, event.evidence.span.start + shift),
                    evidence=evidence(figure.evidence),
                    event=own,
                    place=placed(figure.place),
                    period=timed(figure.period),
                )
            )
    return Analysis(
        report=report,
        events=tuple(events),
        figures=tuple(figures),
        times=tuple(e.time for e in events if e.time),
        places=tuple(e.place for e in events if e.place),
    )
