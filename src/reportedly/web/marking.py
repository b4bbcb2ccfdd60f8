"""A text with overlapping records as a row of plain pieces: what a template can write without knowing of spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportedly.model import Span


class Mark(NamedTuple):
    """Characters of a text that belong to a record: which, what part of it (content, cue, number ...), whose voice.

    `voice` is the number of the speaker in this report; None is nobody's.
    """

    start: int
    end: int
    record: str
    part: str
    voice: int | None = None


class Piece(NamedTuple):
    """Characters over which nothing changes.

    `records` are those that lie here, outermost first; `parts` what they are here; `voices` who speaks, outermost
    first; `begins` the records whose first character this is.
    """

    text: str
    start: int
    records: tuple[str, ...]
    parts: tuple[str, ...]
    voices: tuple[int, ...]
    begins: tuple[str, ...]


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """The characters from `start` to `end` cut wherever a mark begins or ends; together they are the text again."""
    end = len(text) if end is None else min(end, len(text))
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    cuts = sorted({start, end, *(max(m.start, start) for m in inside), *(min(m.end, end) for m in inside)})
    return list(_sweep(text, _outermost_first(inside), cuts))


def _outermost_first(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda m: (m.start, -m.end, m.record, m.part))


def _sweep(text: str, marks: Sequence[Mark], cuts: Sequence[int]) -> Iterator[Piece]:
    active: list[Mark] = []
    begun: set[str] = set()
    waiting = 0
    for here, after in pairwise(cuts):
        active = [m for m in active if m.end > here]
        while waiting < len(marks) and marks[waiting].start <= here:
            active.append(marks[waiting])
            waiting += 1
        records = tuple(dict.fromkeys(m.record for m in active))
        begins = tuple(record for record in records if record not in begun)
        begun.update(begins)
        yield Piece(
            text=text[here:after],
            start=here,
            records=records,
            parts=tuple(dict.fromkeys(m.part for m in active)),
            voices=tuple(m.voice for m in active if m.voice is not None),
            begins=begins,
        )


def marked_span(span: Span | None, record: str, part: str, voice: int | None = None) -> list[Mark]:
    """A mark of a span, if there is one."""
    return [Mark(span.start, span.end, record, part, voice)] if span else []


def paragraphs(row: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces by paragraph: cut again at line breaks, which fall away with empty lines."""
    found: list[list[Piece]] = [[]]
    for piece in row:
        at, begins = piece.start, piece.begins
        for turn, line in enumerate(piece.text.split("\n")):
            if turn:
                found.append([])
                at += 1
            if line:
                found[-1].append(piece._replace(text=line, start=at, begins=begins))
                begins = ()
            at += len(line)
    return [paragraph for paragraph in found if paragraph]
