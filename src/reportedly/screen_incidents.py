"""Incidents, origins and changes as text for a terminal or a pipe. Returns text, prints nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportedly.link.origins import UNKNOWN
from reportedly.rows import (
    Change,
    IncidentRow,
    IncidentVersion,
    IncidentView,
    OriginRow,
    Pair,
    Position,
    Range,
    StoryRow,
)
from reportedly.screen import Column, an_id, bounds, count, day, quoted, speech, table

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
            (quoted(row.headline, terminal), ", ".join(row.groups)),
            (row.place or "place not told", _days(row)),
            tuple(_range(r) for r in row.ranges[:MOST_RANGES]),
            (*_counts(row), "contested" if row.contested else ""),
            (an_id(row.id, terminal),),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


def _days(row: IncidentRow) -> str:
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


def _counts(row: IncidentRow) -> tuple[str, ...]:
    sides = f"said by {', '.join(row.sides)}" if row.sides else ""
    loose = f"{count(row.unattributed, 'claims')} of unknown origin" if row.unattributed else ""
    return (
        f"{count(row.reports, 'reports')}, {count(len(row.outlets), 'outlets')}, {count(row.origins, 'origins')}",
        loose,
        sides,
    )


def incident(view: IncidentView, *, terminal: bool) -> str:
    """One incident: head, versions, how they stand to each other, positions, origins, timeline of links."""
    row = view.incident
    head = [f"{quoted(row.headline, terminal)}", f"  {row.place or 'place not told'}, {_days(row)}"]
    head += ["  " + ", ".join(filter(None, _counts(row))), f"  {row.id}"]
    parts = ["\n".join(head)]
    if row.ranges:
        parts.append("Lowest and highest, with who gives them\n" + "\n".join(_ends(r) for r in row.ranges))
    parts.append("Versions, by publication\n" + _versions(view.versions, terminal))
    pairs = [p for p in view.pairs if p.relation in ("contradicts", "denies", "updates", "revises", "different_basis")]
    if pairs:
        parts.append("How they stand to each other\n" + _pairs(pairs, view.versions, terminal))
    if view.positions:
        parts.append("Positions of the parties\n" + "\n".join(_position(p, terminal) for p in view.positions))
    parts.append("Origins\n" + origins(view.origins, terminal=terminal))
    parts.append("Why these reports are held together\n" + _links(view, terminal))
    if view.includes or view.included_in:
        parts.append("\n".join(_wider(view)))
    return "\n\n".join(parts)


def _ends(r: Range) -> str:
    who = f"{r.population} {r.measure.replace('_', ' ')} ({r.scope})"
    more, fewer = " or more" if r.or_more else "", " or fewer" if r.or_fewer else ""
    return f"  {who}: {r.low:,}{fewer} ({', '.join(r.low_by)}) to {r.high:,}{more} ({', '.join(r.high_by)})"


def _versions(rows: Sequence[IncidentVersion], terminal: bool) -> str:
    columns = [
        Column("published", 3),
        Column("who says it", 5),
        Column("what", 6),
        Column("carried by", 4),
        Column("id", 1, True),
    ]
    cells = [
        (
            (day(row.published),),
            speech(row.said_by, row.stance, row.relayed_by),
            (_what(row), row.status, " / ".join(f'"{w}"' for w in row.words if w)),
            (", ".join(row.outlets), f"origin: {row.origin}" if row.origin else "origin unknown"),
            (an_id(row.ids[0], terminal),),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


def _what(row: IncidentVersion) -> str:
    if row.type == "event":
        return (row.kind or "event").replace("_", " ")
    part = " (a part)" if row.relation == "part_of" else ""
    return f"{(row.measure or '').replace('_', ' ')}: {bounds(row.low, row.high)} {row.population or ''}{part}".strip()


def _pairs(pairs: Iterable[Pair], versions: Sequence[IncidentVersion], terminal: bool) -> str:
    by_id = {v.ids[0]: v for v in versions}
    lines = []
    for pair in pairs:
        a, b = by_id[pair.a], by_id[pair.b]
        lines.append(f"  {_short(a)} {RELATIONS.get(pair.relation, pair.relation)} {_short(b)}: {pair.reason}")
    return "\n".join(lines)


def _short(row: IncidentVersion) -> str:
    return f"{row.said_by} ({_what(row)})"


def _position(row: Position, terminal: bool) -> str:
    head = f"  {row.party} ({', '.join(role.replace('_', ' ') for role in row.roles)})"
    if not row.said:
        return f"{head}: no statement found"
    said = [
        f"    {s.said_by}, {s.stance or s.status}: “{quoted(s.passage, terminal)}” {s.outlet or ''}, {day(s.published)}"
        for s in row.said
    ]
    return "\n".join([head, *said])


def origins(rows: Sequence[OriginRow], *, terminal: bool) -> str:
    """Origins as a table: whose word, how that is known, what rests on it, why reports were held dependent."""
    columns = [Column("origin", 4), Column("rests on it", 4), Column("why held as one", 8)]
    cells = [
        (
            (row.name, HOW.get(row.how, row.how), f"side: {row.side}" if row.side else ""),
            (f"{count(len(row.claims), 'claims')}, {count(len(row.reports), 'reports')}", ", ".join(row.outlets)),
            tuple(f"{d.why}: “{quoted(d.passage, True)}”" for d in row.dependences),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


def _links(view: IncidentView, terminal: bool) -> str:
    columns = [Column("report", 4), Column("score", 1), Column("because", 10)]
    cells = [
        (
            (link.outlet or "no outlet", day(link.published), an_id(link.report, terminal)),
            (
                "first" if link.score is None else f"{link.score:+.2f}",
                f"judged by {link.judged}" if link.judged else "",
            ),
            tuple(
                f"{r.name.replace('_', ' ')} {r.value:+.2f}{': ' + r.detail if r.detail else ''}" for r in link.reasons
            ),
        )
        for link in view.links
    ]
    return table(columns, cells, terminal=terminal)


def _wider(view: IncidentView) -> list[str]:
    lines = [f"Counts together: {', '.join(view.includes)}"] if view.includes else []
    return lines + ([f"Counted in: {', '.join(view.included_in)}"] if view.included_in else [])


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
            (row.when or "no date",),
            (row.what.replace("_", " "),),
            (row.who, row.outlet or ""),
            (quoted(row.before, terminal),),
            (quoted(row.after, terminal),),
            (an_id(row.incident, terminal) if row.incident else "",),
        )
        for row in rows
    ]
    return table(columns, cells, terminal=terminal)


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
