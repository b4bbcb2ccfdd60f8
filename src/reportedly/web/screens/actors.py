"""Who speaks, who accuses, denies or meets whom: a table, and a network whose every line is a list of claims."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reportedly.rows import WordingRow
from reportedly.web.asking import PAGE_ROWS, Filters, Rows, filters_of
from reportedly.web.page import office, show

if TYPE_CHECKING:
    from reportedly.api import Case

IN_NETWORK = 16  # speakers drawn; the table has all
MOST_EDGES = 60
MOST_PAIRS = 300
CENTRE, RADIUS = 300.0, 205.0


class Speaker(msgspec.Struct):
    """A speaker: how often, and how it is put."""

    name: str
    actor: str | None
    statements: int
    claims: int
    denies: int
    accuses: int
    demands: int
    quoted: int
    outlets: int


class Edge(msgspec.Struct):
    """One speaks of another: how often, in which stances, with claims of what status."""

    speaker: str
    about: str
    claims: int
    denials: int
    accusations: int
    kinds: list[str]


class Meeting(msgspec.Struct):
    """Two that are said to meet, talk or visit each other: in how many claims, and in how many as a thing that was."""

    a: str
    b: str
    claims: int
    asserted: int


class Node(NamedTuple):
    """A name in the network."""

    name: str
    x: float
    y: float
    anchor: str
    label_x: float
    weight: int


class Line(NamedTuple):
    """A line of the network: between whom, how it is drawn, in words, and which claims it leads to."""

    kind: str
    path: str
    weight: int
    words: str
    claims: dict[str, str]


class ActorsView(NamedTuple):
    """The table, the network, and who speaks of whom."""

    speakers: Rows
    nodes: list[Node]
    lines: list[Line]
    edges: Sequence[Edge]
    meetings: Sequence[Meeting]
    wording: Sequence[WordingRow]


SPEAKERS = """
    SELECT s.speaker.name AS name, max(s.speaker.actor) AS actor, count(*) AS statements,
        coalesce(max(c.n), 0) AS claims,
        count(*) FILTER (s.stance IN ('denies', 'rejects')) AS denies,
        count(*) FILTER (s.stance = 'accuses') AS accuses,
        count(*) FILTER (s.stance IN ('demands', 'urges', 'calls', 'threatens', 'warns')) AS demands,
        count(*) FILTER (s.form <> 'indirect') AS quoted,
        count(DISTINCT r.outlet) AS outlets
    FROM statements s JOIN readings g ON g.reading = s.reading JOIN reports r ON r.id = g.report
    LEFT JOIN (SELECT speaker, count(*) AS n FROM claims GROUP BY speaker) c ON c.speaker = s.speaker.name
    WHERE s.speaker IS NOT NULL AND contains(lower(s.speaker.name), lower($q))
    GROUP BY s.speaker.name
"""
# Who says a claim of whom: the names in the roles of the event. A name said of itself is left out.
EDGES = """
    SELECT speaker, about, count(*) AS claims, count(*) FILTER (status IN ('denied', 'negated')) AS denials,
        count(*) FILTER (stance = 'accuses') AS accusations,
        list_sort(list_distinct(list(kind))) AS kinds
    FROM (
        SELECT id, speaker, stance, status, kind, unnest(list_distinct(flatten(map_values(roles)))) AS about
        FROM claims WHERE speaker IS NOT NULL AND type = 'event'
    ) WHERE about <> speaker AND about IN (SELECT DISTINCT speaker.name FROM statements WHERE speaker IS NOT NULL)
    GROUP BY speaker, about ORDER BY claims DESC, speaker, about LIMIT {most}
"""
# Events of the kinds that the word lists hold as meetings, with those who take part.
MEETING_KINDS = (
    *("talks_indirect", "talks", "talks_opened", "talks_ended", "talks_collapsed", "talks_postponed"),
    *("meeting", "summit", "visit", "call"),
)
MEETINGS = f"""
    WITH taking_part AS (
        SELECT id, status, unnest(list_distinct(flatten([
            coalesce(roles['party'], []), coalesce(roles['host'], []), coalesce(roles['visitor'], [])
        ]))) AS name FROM claims WHERE kind IN {MEETING_KINDS}
    )
    SELECT a.name AS a, b.name AS b, count(*) AS claims, count(*) FILTER (a.status = 'asserted') AS asserted
    FROM taking_part a JOIN taking_part b ON a.id = b.id AND a.name < b.name
    GROUP BY a.name, b.name ORDER BY claims DESC, a, b LIMIT {MOST_PAIRS}
"""


def actors(request: Request) -> Response:
    """Who speaks in a case."""
    here = office(request)
    with here.case() as case:
        view = view_actors(case, filters_of(request))
    return show(request, "actors.html", view=view)


def view_actors(case: Case, filters: Filters) -> ActorsView:
    """One page of the table, and the network of those who speak most."""
    base = SPEAKERS
    params: dict[str, object] = {"q": filters.text}
    total = case.store.rows(f"SELECT count(*) AS n FROM ({base})", params, dict[str, int])[0]["n"]
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(filters.page, pages)
    order = f"ORDER BY statements DESC, name LIMIT {PAGE_ROWS} OFFSET {(page - 1) * PAGE_ROWS}"
    speakers = case.store.rows(f"{base} {order}", params, Speaker)
    edges = case.store.rows(EDGES.format(most=MOST_PAIRS), {}, Edge)
    meetings = case.store.rows(MEETINGS, {}, Meeting)
    nodes = _nodes(edges, meetings)
    return ActorsView(
        speakers=Rows(speakers, total, page, pages, filters),
        nodes=nodes,
        lines=_lines(edges, meetings, nodes),
        edges=edges,
        meetings=meetings,
        wording=case.wording(limit=MOST_PAIRS),
    )


def _nodes(edges: Sequence[Edge], meetings: Sequence[Meeting]) -> list[Node]:
    """The names of most lines, around a circle in the order of the alphabet: nobody stands in the middle."""
    weight: dict[str, int] = {}
    pairs = [(e.speaker, e.about, e.claims) for e in edges] + [(m.a, m.b, m.claims) for m in meetings]
    for first, second, claims in pairs:
        for name in (first, second):
            weight[name] = weight.get(name, 0) + claims
    chosen = sorted(sorted(weight, key=lambda name: (-weight[name], name))[:IN_NETWORK], key=str.casefold)
    return [_node(name, turn, len(chosen), weight[name]) for turn, name in enumerate(chosen)]


def _node(name: str, turn: int, of: int, weight: int) -> Node:
    angle = 2 * math.pi * turn / of - math.pi / 2
    x, y = CENTRE + RADIUS * math.cos(angle), CENTRE + RADIUS * math.sin(angle)
    side = math.cos(angle)
    anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    return Node(name, round(x, 1), round(y, 1), anchor, round(x + 12 * side, 1), weight)


def _lines(edges: Sequence[Edge], meetings: Sequence[Meeting], nodes: Sequence[Node]) -> list[Line]:
    places = {node.name: node for node in nodes}
    drawn = [edge for edge in edges if edge.speaker in places and edge.about in places][:MOST_EDGES]
    met = [pair for pair in meetings if pair.a in places and pair.b in places][:MOST_EDGES]
    return [
        *(
            Line(
                "disputes" if edge.denials or edge.accusations else "speaks",
                _curve(places[edge.speaker], places[edge.about]),
                _weight(edge.claims),
                f"{edge.speaker} on {edge.about}",
                {"speaker": edge.speaker, "actor": edge.about},
            )
            for edge in drawn
        ),
        *(
            Line(
                "meets",
                f"M{places[pair.a].x} {places[pair.a].y}L{places[pair.b].x} {places[pair.b].y}",
                _weight(pair.claims),
                f"{pair.a} and {pair.b}, said to meet or talk",
                {"actor": pair.a, "beside": pair.b},
            )
            for pair in met
        ),
    ]


def _curve(start: Node, end: Node) -> str:
    """A line bent towards the middle, so that both directions between two names are seen."""
    bend = 0.35
    middle_x, middle_y = (start.x + end.x) / 2, (start.y + end.y) / 2
    side_x, side_y = (end.y - start.y) * 0.08, (start.x - end.x) * 0.08
    x = middle_x + (CENTRE - middle_x) * bend + side_x
    y = middle_y + (CENTRE - middle_y) * bend + side_y
    return f"M{start.x:.1f} {start.y:.1f}Q{x:.1f} {y:.1f} {end.x:.1f} {end.y:.1f}"


def _weight(claims: int) -> int:
    return 1 if claims < 2 else 2 if claims < 5 else 3
