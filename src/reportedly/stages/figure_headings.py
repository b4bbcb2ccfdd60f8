"""What a numbered heading says of the lines below it: "3. Cumulative figures since 8 February", "Killed: 1,204"."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from reportedly.lexicon.figures import Figures
from reportedly.model import Figure, PlaceRef, Scope, Span, TimeRef

HEADING = re.compile(
    r"^[ \t]*(?:\d{1,2}|[IVX]{1,4}|[A-Z])[.)][ \t]+(?=[A-Z])[^\n]{2,90}[^\s.!?:;,][ \t]*$", re.MULTILINE
)
# A line that is a label and its number; the label holds the word that says what is counted.
LABEL = re.compile(r"[ \t]*[^\n:]{2,90}:[ \t]")
WIDE = ("country", "region", "admin1")


class Heading(NamedTuple):
    """A heading with what it tells: over what its numbers count, of when and of where."""

    start: int
    end: int
    scope: Scope | None
    time: TimeRef | None
    place: PlaceRef | None


def under_headings(
    text: str,
    figures: list[Figure],
    times: Sequence[TimeRef],
    places: Sequence[PlaceRef],
    words: Figures,
    day: dt.date | None,
) -> list[Figure]:
    """The figures, those of a labelled line with what the heading above says and their own line leaves open.

    `day` is that of the report, where a count that runs since a day ends.
    """
    if not figures:
        return figures
    headings = [_heading(text, found, times, places, words, day) for found in HEADING.finditer(text)]
    starts = [heading.start for heading in headings]
    if not headings:
        return figures
    return [_told(text, figure, headings, bisect_right(starts, figure.evidence.span.start) - 1) for figure in figures]


def _told(text: str, figure: Figure, headings: Sequence[Heading], turn: int) -> Figure:
    if turn < 0 or figure.scope != "incident" or not _is_labelled(text, figure, headings[turn]):
        return figure
    heading = headings[turn]
    if heading.scope is not None:
        return msgspec.structs.replace(figure, scope=heading.scope, period=figure.period or heading.time)
    return msgspec.structs.replace(figure, period=figure.period or heading.time, place=figure.place or heading.place)


def _is_labelled(text: str, figure: Figure, heading: Heading) -> bool:
    """Whether the line of a number begins with a label that holds the word that says what is counted."""
    span, cues = figure.evidence.span, figure.evidence.cues
    line = text.rfind("\n", 0, span.start) + 1
    label = LABEL.match(text, line)
    in_label = label is not None and any(line <= c.start and c.end <= label.end() for c in cues[1:])
    return in_label and label is not None and label.end() <= span.start and line > heading.end


def _heading(
    text: str,
    found: re.Match[str],
    times: Sequence[TimeRef],
    places: Sequence[PlaceRef],
    words: Figures,
    day: dt.date | None,
) -> Heading:
    start, end = found.span()
    inside = [t for t in times if _is_within(t.span, start, end)]
    here = [p for p in places if _is_within(p.span, start, end) and p.precision not in WIDE]
    scopes = {scope for scope, pattern in words.scopes if pattern.search(text, start, end)}
    since = next((t for t in inside if t.relation == "since"), None)
    time = inside[0] if len(inside) == 1 else None
    place = here[0] if len({(p.geonameid, p.name) for p in here}) == 1 else None
    if since is not None or "cumulative" in scopes:
        closed = msgspec.structs.replace(since, end=day) if since is not None and since.start is not None else since
        return Heading(start, end, "cumulative", closed, None)
    if "window" in scopes and time is not None:
        return Heading(start, end, "window", time, None)
    return Heading(start, end, None, time, place)


def _is_within(span: Span, start: int, end: int) -> bool:
    return start <= span.start and span.end <= end
