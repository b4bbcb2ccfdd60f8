"""Incidents, origins and changes as text for a terminal or a pipe. Returns text, prints nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportedly.link.origins import UNKNOWN
from reportedly.printable import for_people
from reportedly.rows import (
    Change,
    Dependence,
    IncidentRow,
    OriginRow,
    Range,
    StoryRow,
)
from reportedly.screen import Column, an_id, bounds, count, day, quoted, table

RELATIONS = {
    "same": "says the same as",
    "compatible": "can stand beside",
    "updates": "is raised by",
    "revises": "is lowered by",
    "narrows": "is a part of",
    "broadens": "is wider than",
    "different_basis": "counts other people than",
    "contradicts": "contradicts",
    "denies": "stands against (one denies it)",
}
HOW = {
    "cited": "cited in the text",
    "credit": "credited by the outlet",
    "copy": "its text is carried",
    "publisher": "published it first",
    "owner": "owns the outlet",
    UNKNOWN: "nobody is named; counts for none",
}
MOST_RANGES = 3
MOST_REASONS = 4  # of one origin, why reports were held dependent


@for_people
def incidents(rows: Sequence[IncidentRow], *, terminal: bool) -> str:
    """Incidents as a table: what, where and when, the range of the numbers, on how many origins, id."""
    columns = [
        Column("incident", 6),
        Column("where, when", 4),
        Column("numbers given", 5),
        Column("rests on", 4),
        Column("id", 1, True),
    ]
    cells = [
        (
            (row.title, f"“{quoted(row.headline, terminal)}”"),
            (row.place or "place not told", days_of(row)),
            tuple(_range(r) for r in row.ranges[:MOST_RANGES]),
            (*counts_of(row), "contested" if row.contested else ""),
            (an_id(row.id, terminal),),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


def days_of(row: IncidentRow) -> str:
    """The days of an incident, and whether a text names them."""
    if row.first is None:
        return "day not told"
    text = day(row.first.isoformat())
    if row.last is not None and row.last != row.first:
        text += f" to {day(row.last.isoformat())}"
    return text if row.day_said else f"{text} (published)"


def _range(row: Range) -> str:
    text = bounds(row.low, row.high) + (" or more" if row.or_more else "")
    text = f"{row.low:,} or fewer to {text.rpartition(' to ')[2]}" if row.or_fewer else text
    who = f" {row.population}" if row.population != "people" else ""
    return f"{text}{who} {row.measure.replace('_', ' ')}"


def counts_of(row: IncidentRow) -> tuple[str, ...]:
    """Reports, outlets, origins and sides, and the claims for which nobody is named."""
    sides = f"said by {', '.join(row.sides)}" if row.sides else ""
    loose = f"{count(row.unattributed, 'claims')} of unknown origin" if row.unattributed else ""
    return (
        f"{count(row.reports, 'reports')}, {count(len(row.outlets), 'outlets')}, {count(row.origins, 'origins')}",
        loose,
        sides,
    )


@for_people
def origins(rows: Sequence[OriginRow], *, terminal: bool) -> str:
    """Origins as a table: whose word, how that is known, what rests on it, why reports were held dependent."""
    columns = [Column("origin", 4), Column("rests on it", 4), Column("why held as one", 8)]
    cells = [
        (
            (row.name, HOW.get(row.how, row.how), f"side: {row.side}" if row.side else ""),
            (f"{count(len(row.claims), 'claims')}, {count(len(row.reports), 'reports')}", ", ".join(row.outlets)),
            tuple(_why(row.dependences)),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


def _why(dependences: Sequence[Dependence]) -> Iterable[str]:
    """Why reports were held dependent, once for all that share the same, with the words it rests on."""
    told: dict[tuple[str, str], int] = {}
    for d in dependences:
        both = f"“{quoted(d.first, True)}” and “{quoted(d.passage, True)}”"
        words = both if d.first and d.first != d.passage else f"“{quoted(d.passage, True)}”" if d.passage else ""
        told[d.why, words] = told.get((d.why, words), 1) + 1
    for (why, words), number in list(told.items())[:MOST_REASONS]:
        yield f"{why}, {count(number, 'reports')}: {words}" if words else f"{why}, {count(number, 'reports')}"
    if len(told) > MOST_REASONS:
        yield f"and {len(told) - MOST_REASONS} more; --as jsonl has all"


@for_people
def changes(rows: Sequence[Change], *, terminal: bool) -> str:
    """Changes as a table: when, what, who, before and after."""
    columns = [
        Column("when", 3),
        Column("what", 3),
        Column("who", 4),
        Column("before", 4),
        Column("after", 6),
        Column("incident", 1, True),
    ]
    cells = [
        (
            (_moment(row.when),),
            (row.what.replace("_", " "),),
            (row.who, row.outlet or ""),
            (quoted(row.before, terminal),),
            (quoted(row.after, terminal),),
            (an_id(row.incident, terminal) if row.incident else "",),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


def _moment(when: str | None) -> str:
    """A day, with the time of it where one is told: "3 May 2031, 14:05"."""
    _, _, time = (when or "").partition("T")
    return f"{day(when)}, {time[:5]}" if time else day(when)


@for_people
def stories(rows: Sequence[StoryRow], *, terminal: bool) -> str:
    """Stories as a table."""
    columns = [Column("story", 8), Column("published", 3), Column("told by", 6), Column("id", 1, True)]
    cells = [
        (
            (quoted(row.headline, terminal),),
            (day(row.first), f"to {day(row.last)}" if row.last != row.first else ""),
            (count(len(row.reports), "reports"), ", ".join(row.outlets)),
            (an_id(row.id, terminal),),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)
