"""Records as text for a terminal or a pipe. Returns text, prints nothing.

A claim is never shown without who says it and how the claim holds it. On a terminal a table wraps within its width; in
a pipe every row is one line, so that it can be searched and cut.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reportedly.audit import Check
from reportedly.model import Problem, Run
from reportedly.printable import cleaned, for_people
from reportedly.rows import (
    ClaimRow,
    Contested,
    NameCount,
    ReportRow,
    StatementRow,
    TollRow,
    Version,
    WordingRow,
    whole_period,
)

if TYPE_CHECKING:
    from rich.table import Table

SHORT_ID = 10  # a kind's letter, a dash and eight digits: two of 10,000 records share them once in a hundred cases
WIDEST = 120  # lines of text longer than this are hard to read
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ISO_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})(?![0-9])")
Cell = Sequence[str]  # lines; the first matters most
# A line of a cell longer than this is cut: in a table nobody reads on, and one title must not push the others away.
LONGEST_TITLE, LONGEST_LINE, LONGEST_PIPED = 200, 1_000, 10_000
WIDEST_PADDING = 300  # a longer cell of a pipe pushes its own line alone


class Column(NamedTuple):
    """A column: its heading, the share of the width it may take, and whether its words may be cut in a line."""

    heading: str
    share: int = 1
    fixed: bool = False


def table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, terminal: bool) -> str:
    """Rows under headings, wrapped for a terminal or one line each for a pipe."""
    return _wrapped(columns, rows) if terminal else _plain(columns, rows)


def width() -> int:
    """Columns of the terminal, at most as many as are easy to read."""
    return min(shutil.get_terminal_size((100, 24)).columns, WIDEST)


def _wrapped(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid: Table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True, header_style="bold", padding=(0, 2, 0, 0)
    )
    for column in columns:
        if column.fixed:
            grid.add_column(column.heading, no_wrap=True)
        else:
            grid.add_column(column.heading, ratio=column.share, overflow="fold")
    for place, row in enumerate(rows):
        if place:
            grid.add_row()
        grid.add_row(*(Text("\n").join(_lines(cell, Text)) for cell in row))
    out = io.StringIO()
    Console(file=out, force_terminal=True, width=width(), highlight=False, legacy_windows=False).print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


def _lines(cell: Cell, text: type) -> list:  # type: ignore[type-arg]
    lines = (cut(" ".join(line.split()), LONGEST_LINE) for line in cell if line)
    return [text(line, style="" if place == 0 else "dim") for place, line in enumerate(lines)]


def _plain(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> str:
    cells = [[column.heading.upper() for column in columns]]
    cells += [[_one_line(cell) for cell in row] for row in rows]
    widths = [min(WIDEST_PADDING, max(len(row[place]) for row in cells)) for place in range(len(columns))]
    return "\n".join(
        "  ".join(text.ljust(size) for text, size in zip(row, widths, strict=True)).rstrip() for row in cells
    )


def _one_line(cell: Cell) -> str:
    return ", ".join(cut(" ".join(line.split()), LONGEST_PIPED) for line in cell if line and not line.isspace()) or "-"


def cut(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text, or as much of it as goes into a table, with … for the rest."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def day(published: str | None) -> str:
    """An ISO date or date-time as "3 May 2031"; what is no date stays as it is."""
    if not published:
        return "no date"
    found = ISO_DAY.match(published)
    return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}" if found else published


def days(start: dt.date | None, end: dt.date | None) -> str:
    """An interval of days in words, a whole month or year by its name; empty when nothing is known."""
    whole = whole_period(start, end) if start and end else ""
    if whole:
        year, _, month = whole.partition("-")
        return f"{MONTHS[int(month) - 1]} {year}" if month else year
    first, last = (day(d.isoformat()) if d else "" for d in (start, end))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else ""


def toll_name(toll: Contested) -> str:
    """What a contested toll counts: "killed, soldiers, Sarn, 3 May 2031"; a population or day not told is left out."""
    parts = (toll.measure.replace("_", " "), toll.population or "", toll.place, days(toll.first, toll.last))
    return ", ".join(part for part in parts if part)


def bounds(low: int | None, high: int | None) -> str:
    """Two bounds in words: "41", "9 or more", "up to 1,899", "12 to 15"."""
    if low is None and high is None:
        return "no number"
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"{low:,} or more"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"


def count(number: int, noun: str) -> str:
    """A number of things: "1 event", "2,310 events"."""
    return f"{number:,} {noun}" if number != 1 else f"1 {noun.removesuffix('s')}"


def short(record_id: str) -> str:
    """The start of an id: enough to find the record with."""
    return record_id[:SHORT_ID]


def outlet_day(row: ClaimRow | StatementRow) -> Cell:
    """Where and when it was published."""
    return (row.outlet or "no outlet", day(row.published))


def speech(said_by: str, stance: str | None, relayed_by: Sequence[str]) -> Cell:
    """Who says it, how, and who passed it on."""
    return (said_by, stance or "", f"relayed by {', '.join(relayed_by)}" if relayed_by else "")


def what(row: ClaimRow) -> Cell:
    """What is claimed: kind or number, status, who takes part, where and when."""
    head = row.kind or "event" if row.type == "event" else f"{row.measure}: {bounds(row.low, row.high)}"
    roles = ", ".join(
        f"{role} {' and '.join(names)}" for role, names in row.roles.items() if names and row.type == "event"
    )
    where = " · ".join(filter(None, (row.place, row.time_words)))
    return (head, row.status, row.population or "", roles, where)


@for_people
def claims(rows: Sequence[ClaimRow], *, terminal: bool) -> str:
    """Claims as a table: what, who says it, where published, in which words, id."""
    columns = [
        Column("claim", 4),
        Column("who says it", 4),
        Column("published", 3),
        Column("in which words", 6),
        Column("id", 1, True),
    ]
    cells = [
        (
            what(row),
            speech(row.said_by, row.stance, row.relayed_by),
            outlet_day(row),
            (quoted(row.passage, terminal),),
            (an_id(row.id, terminal),),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


@for_people
def statements(rows: Sequence[StatementRow], *, terminal: bool) -> str:
    """Statements as a table: who, how, what, where published, id."""
    columns = [Column("who says it", 4), Column("published", 3), Column("what is said", 8), Column("id", 1, True)]
    cells = [
        (
            speech(row.said_by, row.stance, row.relayed_by),
            outlet_day(row),
            (quoted(row.content or row.passage, terminal), row.form),
            (an_id(row.id, terminal),),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


@for_people
def versions(rows: Sequence[Version], *, terminal: bool) -> str:
    """Versions of a toll side by side: who says it, the bounds and words, of whom and when, who carries it, id."""
    columns = [
        Column("who says it", 5),
        Column("how many", 4),
        Column("in which words", 4),
        Column("said of", 4),
        Column("published", 4),
        Column("id", 1, True),
    ]
    cells = [
        (
            (*speech(row.said_by, "", row.relayed_by), counter(row)),
            (bounds(row.low, row.high), row.measure, row.status),
            (" / ".join(f'"{words}"' for words in row.words),),
            (row.population or "", row.scope or "", " · ".join(filter(None, (row.place, _days(row))))),
            (", ".join(row.outlets), day(row.day)),
            (an_id(row.ids[0], terminal),),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


def counter(row: Version | TollRow) -> str:
    """Who counted, where that is another than who says it."""
    return f"counted by {row.counted_by}" if row.counted_by and row.counted_by != row.said_by else ""


def _days(row: Version) -> str:
    start, end = row.time_start, row.time_end
    if start and end and start != end:
        return f"{day(start.isoformat())} to {day(end.isoformat())}"
    return day(start.isoformat()) if start else f"until {day(end.isoformat())}" if end else ""


def an_id(record_id: str, terminal: bool) -> str:
    """An id, short where a person reads it and whole where a program does."""
    return short(record_id) if terminal else record_id


def quoted(passage: str, terminal: bool) -> str:
    """A passage in one line; long ones are cut in the middle for a terminal, never in a pipe."""
    text = " ".join(passage.split())
    return f"{text[:150].rstrip()} … {text[-80:].lstrip()}" if terminal and len(text) > 240 else text


@for_people
def reports(rows: Sequence[ReportRow], *, terminal: bool) -> str:
    """Reports as a table."""
    columns = [Column("report", 6), Column("published", 4), Column("found", 4), Column("id", 1, True)]
    cells = [
        (
            (cut(row.title or "no title"), cut(row.source or "")),
            (row.outlet or "no outlet", day(row.published), f"first by {row.origin}" if row.origin else ""),
            (count(row.statements, "statements"), count(row.events, "events"), count(row.figures, "figures")),
            (an_id(row.id, terminal),),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


@for_people
def wording(rows: Sequence[WordingRow], *, terminal: bool) -> str:
    """Loaded words by outlet as a table."""
    columns = [Column("outlet", 3), Column("word", 3), Column("without a side", 4), Column("how often", 4)]
    cells = [
        (
            (row.outlet or "no outlet",),
            (", ".join(row.words), row.term),
            (row.neutral,),
            (f"{row.narration} in its own voice", f"{row.report} reported", f"{row.quotation} in quotes"),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


@for_people
def unresolved(rows: Sequence[NameCount], *, terminal: bool) -> str:
    """Names without a known actor as a table."""
    columns = [Column("name", 6), Column("mentions", 2), Column("reports", 2)]
    return table(columns, [((r.name,), (f"{r.mentions:,}",), (f"{r.reports:,}",)) for r in rows], terminal=terminal)


@for_people
def problems(rows: Sequence[Problem], *, terminal: bool) -> str:
    """Problems as a table."""
    columns = [Column("input", 4), Column("place", 2), Column("why it could not be read", 6)]
    return table(columns, [((cut(row.source),), (cut(row.place),), (row.reason,)) for row in rows], terminal=terminal)


@for_people
def runs(rows: Sequence[Run], *, terminal: bool) -> str:
    """Runs as a table."""
    columns = [
        Column("started", 3),
        Column("finished", 3),
        Column("read with", 5),
        Column("stored", 4),
        Column("id", 1, True),
    ]
    cells = [
        (
            (row.started[:19].replace("T", " "),),
            ((row.finished or "did not finish")[:19].replace("T", " "),),
            (f"reportedly {row.program}", row.model, f"word lists {row.lexicon[:12]}"),
            tuple(count(number, name.replace("_", " ")) for name, number in row.counts.items() if number),
            (an_id(row.id, terminal),),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


def pairs(items: Iterable[tuple[str, str]], indent: str = "  ") -> str:
    """Labels and values in two columns, the values right-aligned."""
    lines = cleaned(list(items))
    left = max(len(label) for label, _ in lines)
    right = max(len(value) for _, value in lines)
    return "\n".join(f"{indent}{label.ljust(left)}  {value.rjust(right)}" for label, value in lines)


@for_people
def check(result: Check) -> str:
    """What verify found, in a sentence and a line for each fault."""
    head = f"{count(result.spans, 'spans')} in {count(result.reports, 'reports')} checked against the texts: "
    if not result.faults:
        return head + "all as they should be."
    lines = [
        f"  {fault.table} {fault.record}, {fault.field}: {fault.reason} (report {fault.report}; "
        f"there is {fault.expected!r}, the case has {fault.found!r})"
        for fault in result.faults
    ]
    return "\n".join([head + f"{count(len(result.faults), 'faults')}.", *lines])
