"""Pieces of what is said, as raw character ranges: cut out of the words they are made of, ends left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reportedly.parse import Token
from reportedly.stages.edges import (
    is_cut_preposition,
)

if TYPE_CHECKING:
    pass

Piece = tuple[int, int]
STOPS = (",", ".", ";", ":", "-", "–", "—", "--", "?", "!")
LINKS = frozenset({"which", "who", "whom", "whose", "where"})


def piece_of(tokens: Iterable[Token]) -> Piece:
    """The characters from the first to the last of some tokens, stops and commas at the ends left out."""
    chosen = sorted(tokens, key=lambda t: t.i)
    while len(chosen) > 1 and (chosen[-1].text in (",", ".", ";", ":", "-", "–", "—", "--") or chosen[-1].dep == "cc"):
        chosen.pop()
    if len(chosen) > 2 and chosen[-1].pos == "AUX" and chosen[-2].dep == "cc":
        chosen = chosen[:-2]  # "..., and has" begins another clause
    while len(chosen) > 2 and is_cut_preposition(chosen[-1]):
        chosen.pop()
    while len(chosen) > 1 and (chosen[0].text in STOPS or is_that(chosen[0]) or _is_opener(chosen)):
        chosen.pop(0)
    return chosen[0].start, chosen[-1].end


def is_that(token: Token) -> bool:
    """Whether it is the "that" that opens a reported clause."""
    return token.lower == "that" and token.dep == "mark"


# Words of "that depot was hit" at least; "that is so" begins with its subject.
SHORTEST_CLAUSE = 4


def _is_opener(tokens: list[Token]) -> bool:
    """A "that" at the head of a clause which the parser took for something else: "that depot was hit"."""
    if tokens[0].lower != "that" or len(tokens) < SHORTEST_CLAUSE:
        return False
    subject = next((t for t in tokens[1:] if t.dep in ("nsubj", "nsubjpass", "expl")), None)
    finite = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens[1:])
    return subject is not None and finite and tokens[1].tag not in ("VBD", "VBZ", "VBP", "MD")


def is_infinitive(clause: Token) -> bool:
    """Whether a clause is "to do"."""
    return any(a.tag == "TO" for a in clause.children)


def split(tokens: list[Token], unit: set[Token]) -> tuple[Piece, ...]:
    """Pieces of what is said where the cue stands in the middle of it."""
    tokens = [t for t in tokens if t not in unit]
    if not tokens:
        return ()
    middle = [t.i for t in unit if tokens[0].i < t.i < tokens[-1].i and t.pos != "PUNCT"]
    if not middle:
        return (piece_of(tokens),)
    left = [t for t in tokens if t.i < min(middle)]
    right = [t for t in tokens if t.i > max(middle)]
    return tuple(piece_of(part) for part in (left, right) if any(t.pos != "PUNCT" for t in part))
