"""Which statements hold a place of a text: each stretch between two ends of contents with what holds it.

Asked once per text and looked up by bisection, so that the cost grows with the length of a text and with how deep
sayings lie inside one another there, never with the number of statements times the number of questions.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence

from reportedly.model import Span, Statement


def pieces_of(statement: Statement) -> tuple[Span, ...]:
    """All pieces of a statement's content."""
    return (statement.content, *statement.continued) if statement.content is not None else ()


def size_of(statement: Statement) -> int:
    """How many characters a statement says."""
    return sum(p.end - p.start for p in pieces_of(statement))


class Holders:
    """The statements of a report by the places that their contents hold, the shortest content first."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = statements
        opening: dict[int, list[tuple[int, int, int]]] = {}
        closing: dict[int, list[tuple[int, int, int]]] = {}
        for number, statement in enumerate(statements):
            rank = (size_of(statement), statement.cue.start, number)
            for start, end in _joined(pieces_of(statement)):
                opening.setdefault(start, []).append(rank)
                closing.setdefault(end, []).append(rank)
        self._starts = sorted({*opening, *closing})
        self._held: list[tuple[int, ...]] = []
        open_now: list[tuple[int, int, int]] = []
        for at in self._starts:
            for rank in closing.get(at, ()):
                open_now.remove(rank)
            for rank in opening.get(at, ()):
                insort(open_now, rank)
            self._held.append(tuple(number for _, _, number in open_now))

    def at(self, offset: int) -> tuple[Statement, ...]:
        """The statements whose content holds the character at `offset`, the innermost first."""
        index = bisect_right(self._starts, offset) - 1
        return tuple(self.statements[n] for n in self._held[index]) if index >= 0 else ()

    def innermost(self, offset: int) -> Statement | None:
        """The statement with the shortest content that holds the character at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        held = self._held[index] if index >= 0 else ()
        return self.statements[held[0]] if held else None


def _joined(pieces: Sequence[Span]) -> list[tuple[int, int]]:
    """Pieces as ranges that neither touch nor overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((p.start, p.end) for p in pieces if p.end > p.start):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
