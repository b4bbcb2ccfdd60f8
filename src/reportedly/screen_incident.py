"""One incident as text for a terminal or a pipe: versions, courses, differences, positions, origins, links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportedly.link.changes import describe
from reportedly.link.parts import height
from reportedly.link.populations import PEOPLE, population_class
from reportedly.printable import for_people
from reportedly.rows import OWN_VOICE, AccountLink, ClaimRow, IncidentVersion, IncidentView, Pair, Position, Range, Said
from reportedly.screen import Column, an_id, bounds, day, quoted, speech, table
from reportedly.screen_incidents import RELATIONS, counts_of, days_of, origins

SHOWN_PAIRS = ("contradicts", "denies", "updates", "revises", "different_basis")
MIRRORED = ("contradicts", "different_basis")  # relations that read the same both ways
FEW = 6  # things that a reason rests on; the rest is counted
OLD = {"superseded": "an old count", "initial": "a first count"}


@for_people
def incident(view: IncidentView, *, terminal: bool) -> str:
    """One incident: head, versions, how they stand to each other, positions, origins, links."""
    row = view.incident
    head = [row.title, f"  “{quoted(row.headline, terminal)}”", f"  {row.place or 'place not told'}, {days_of(row)}"]
    head += ["  " + ", ".join(filter(None, counts_of(row))), f"  {row.id}"]
    parts = ["\n".join(head)]
    if row.ranges:
        parts.append("Lowest and highest, with who gives them\n" + "\n".join(_ends(r) for r in row.ranges))
    parts.append("Versions, by publication\n" + _versions(view.versions, terminal))
    if courses := _courses(view):
        parts.append("How the numbers of a source changed\n" + "\n".join(courses))
    if lines := _differences(view):
        parts.append("How versions stand to each other\n" + "\n".join(lines))
    if view.positions:
        claims = {claim.id: claim for claim in view.timeline}
        parts.append("Positions of the parties\n" + "\n".join(_position(p, claims, terminal) for p in view.positions))
    parts.append("Origins\n" + origins(view.origins, terminal=terminal))
    parts.append("Why these reports are held together\n" + _links(view, terminal))
    if view.includes or view.included_in:
        parts.append("\n".join(_wider(view)))
    return "\n\n".join(parts)


def _ends(r: Range) -> str:
    who = f"{r.population} {r.measure.replace('_', ' ')} ({r.scope})"
    more, fewer = " or more" if r.or_more else "", " or fewer" if r.or_fewer else ""
    if r.low == r.high:
        return f"  {who}: {r.low:,}{more or fewer} ({', '.join(r.low_by)})"
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
    part = {"part_of": " (a part)", "additional": " (on top)"}.get(row.relation or "", "")
    part += next((f" ({OLD[mark]})" for mark in row.remarks if mark in OLD), "")
    return f"{(row.measure or '').replace('_', ' ')}: {bounds(row.low, row.high)} {row.population or ''}".strip() + part


def _courses(view: IncidentView) -> list[str]:
    """Each source whose number for one thing changed, with the numbers in turn: "12 (an old count), 14 (12 May)"."""
    origin_of = {claim: v.origin or v.said_by for v in view.versions for claim in v.ids}
    cells: dict[tuple[str, str, str, str], list[ClaimRow]] = {}
    for row in view.timeline:
        if row.type == "figure" and row.relation in (None, "total") and (row.low is not None or row.high is not None):
            key = (
                row.measure or "",
                population_class(row.population),
                row.scope or "",
                origin_of.get(row.id, row.said_by),
            )
            cells.setdefault(key, []).append(row)
    lines = []
    for (measure, population, _, who), rows in cells.items():
        if len({(r.low, r.high) for r in rows}) > 1:
            people = "" if population == PEOPLE else f" {population}"
            lines.append(f"  {plain_voice(who)}, {measure.replace('_', ' ')}{people}: {', then '.join(_steps(rows))}")
    return lines


def _steps(rows: Sequence[ClaimRow]) -> list[str]:
    """The numbers of one source in turn; those that one report gives side by side, which it does not date, together."""
    old = [r for r in rows if OLD.keys() & set(r.remarks)]
    told: dict[tuple[str, str], list[ClaimRow]] = {}
    for row in rows:
        if row not in old:
            told.setdefault((row.published or "9999", row.report), []).append(row)
    steps = [f"{_numbers(old)} ({next(OLD[m] for m in old[0].remarks if m in OLD)})"] if old else []
    for (published, _), group in sorted(told.items()):
        step = f"{_numbers(group)} ({day(published) if published != '9999' else 'no date'})"
        if not steps or not steps[-1].startswith(f"{_numbers(group)} ("):
            steps.append(step)
    return steps


def _numbers(rows: Sequence[ClaimRow]) -> str:
    ordered = sorted(rows, key=lambda r: (height(r), r.high is None))
    return " and ".join(dict.fromkeys(bounds(r.low, r.high) for r in ordered))


def _differences(view: IncidentView) -> list[str]:
    """Pairs of versions that differ, those of the same two numbers in one line: who says the one, who the other."""
    by_id = {v.ids[0]: v for v in view.versions}
    told: dict[tuple[str, str], dict[str, tuple[dict[str, None], dict[str, None]]]] = {}
    for pair in view.pairs:
        if pair.relation in SHOWN_PAIRS and not _is_of_two_parts(pair, by_id):
            left, right = _sides(pair, by_id)
            by_right = told.setdefault((pair.relation, _thing(left, pair)), {})
            lefts, rights = by_right.setdefault(_thing(right, pair), ({}, {}))
            lefts[plain_voice(left.said_by)] = rights[plain_voice(right.said_by)] = None
    lines = []
    for relation in SHOWN_PAIRS:
        for (name, left_thing), by_right in told.items():
            if name == relation:
                lefts = dict.fromkeys(who for found, _ in by_right.values() for who in found)
                others = "; ".join(f"{thing} ({', '.join(rights)})" for thing, (_, rights) in by_right.items())
                lines.append(f"  {left_thing} ({', '.join(lefts)}) {RELATIONS[relation]} {others}")
    return lines


def _is_of_two_parts(pair: Pair, by_id: Mapping[str, IncidentVersion]) -> bool:
    """Whether two versions are parts of a count: that two nurses are not five children goes without saying."""
    parts = by_id[pair.a].relation == by_id[pair.b].relation == "part_of"
    return parts and pair.relation == "different_basis"


def _sides(pair: Pair, by_id: Mapping[str, IncidentVersion]) -> tuple[IncidentVersion, IncidentVersion]:
    """Two versions in a fixed order: who denies first, of numbers the lower one, of populations the narrower."""
    a, b = by_id[pair.a], by_id[pair.b]
    if pair.relation == "denies":
        return (a, b) if a.status in ("denied", "negated") else (b, a)
    if pair.relation in MIRRORED:
        a, b = sorted((a, b), key=lambda v: (population_class(v.population) == PEOPLE, v.low or v.high or 0, _what(v)))
    return a, b


def _thing(row: IncidentVersion, pair: Pair) -> str:
    return f"{_what(row)}, denied" if row.status in ("denied", "negated") and pair.relation == "denies" else _what(row)


def plain_voice(name: str) -> str:
    """Who says it: an outlet's own voice as the outlet's name with that."""
    return f"{name.removeprefix(OWN_VOICE)} itself" if name.startswith(OWN_VOICE) else name


def _position(row: Position, claims: Mapping[str, ClaimRow], terminal: bool) -> str:
    head = f"  {row.party} ({', '.join(role.replace('_', ' ') for role in row.roles)})"
    if not row.said:
        return f"{head}: no statement found"
    said: dict[str, None] = {}
    for s in row.said:
        claim = claims.get(s.claim)
        what = f" {describe(claim)}:" if claim and claim.type == "figure" else ""
        where = f"{s.outlet or 'no outlet'}, {day(s.published)}"
        how = f"{s.stance or s.status}{_taken_back(s)}"
        said[f"    {s.said_by}, {how}:{what} “{quoted(s.passage, terminal)}” {where}"] = None
    return "\n".join([head, *said])


def _taken_back(said: Said) -> str:
    """A mark for what was claimed and is not held any more: "withdrew its claim that ..."."""
    return ", taken back" if said.status == "denied" and said.stance in ("claims", "says", "accuses") else ""


def _links(view: IncidentView, terminal: bool) -> str:
    columns = [Column("report", 4), Column("score", 1), Column("because", 10)]
    cells = [
        (
            (link.outlet or "no outlet", day(link.published), an_id(link.report, terminal)),
            ("first" if link.score is None else f"{link.score:+.2f}", f"by {link.rule}"),
            tuple(_reasons(link)),
        )
        for link in view.links
    ]
    return table(columns, cells, terminal=terminal)


def _reasons(link: AccountLink) -> Iterable[str]:
    if link.judged:
        yield f"judged by {link.judged}"
    for reason in link.reasons:
        detail = f": {_few(reason.detail)}" if reason.detail else ""
        yield f"{reason.name.replace('_', ' ')} {reason.value:+.2f}{detail}"


def _few(detail: str) -> str:
    """What a reason rests on, the first of many."""
    items = detail.split(", ")
    return detail if len(items) <= FEW else f"{', '.join(items[:FEW])} and {len(items) - FEW} more"


def _wider(view: IncidentView) -> list[str]:
    lines = [f"Counts together: {', '.join(view.includes)}"] if view.includes else []
    return lines + ([f"Counted in: {', '.join(view.included_in)}"] if view.included_in else [])
