"""Quotation marks: which characters of a text stand inside quotes.

A small machine walks over the marks paragraph by paragraph, so that a lost mark harms one paragraph and no more.
A paragraph that opens a quote again while one is running continues it, as English newspapers print long speeches.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reportedly.text import paragraphs

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
SINGLE_OPENING, SINGLE_CLOSING = "‘'", "’'"
SINGLE = re.compile("(?<!['])[‘’'](?!['])")
MARK = re.compile("[“”„«»\"]|''|``")
# A quote that loses its closing mark ends with its paragraph; one that would run over more paragraphs than this
# is a lost mark and no speech.
LONGEST_RUN = 8
# Signs before the first mark of a paragraph at most: an indent, marks nobody sees.
LONGEST_LEAD = 4


class Quote(NamedTuple):
    """A quoted passage: `start` to `end` with its marks, `inner_start` to `inner_end` without.

    `closed` says whether the closing mark was found; `continues` whether it goes on from the quote before it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    continues: bool


def find_quotes(text: str) -> list[Quote]:
    """All double-quoted passages in the order of the text; quotes inside quotes belong to the outer one."""
    found: list[Quote] = []
    running = False
    begun: Quote | None = None
    for start, end in paragraphs(text):
        quotes = _quotes_of(text, start, end, running, begun)
        running = bool(quotes) and not quotes[-1].closed and _runs_on(text, end)
        begun = quotes.pop() if running and not _opens_again(text, end) else None
        found.extend(quotes)
        found.extend(_outside(_singles(text, start, end), quotes))
    return sorted(found, key=lambda q: q.start)


def quotes_in(quotes: Sequence[Quote], start: int, end: int) -> Sequence[Quote]:
    """The quotes, of a list in order, that share a character with a stretch of the text."""
    return quotes[bisect_right(quotes, start, key=_end_of) : bisect_left(quotes, end, key=_start_of)]


def _start_of(quote: Quote) -> int:
    return quote.start


def _end_of(quote: Quote) -> int:
    return quote.end


def _outside(singles: list[Quote], quotes: list[Quote]) -> list[Quote]:
    """Those of some passages that touch no quote of a list; both are in order, so one walk tells."""
    kept, at = [], 0
    for single in singles:
        while at < len(quotes) and quotes[at].end <= single.start:
            at += 1
        if at == len(quotes) or quotes[at].start >= single.end:
            kept.append(single)
    return kept


def find_inner_quotes(text: str, quotes: list[Quote]) -> list[tuple[Quote, Quote]]:
    """Quotes in single marks inside quotes in double marks, each with the one around it."""
    return [
        (inner, outer)
        for outer in quotes
        if text[outer.start : outer.start + 1] not in SINGLE_OPENING
        for inner in _singles(text, outer.inner_start, outer.inner_end)
    ]


def _singles(text: str, start: int, end: int) -> list[Quote]:
    """Passages in single marks; an apostrophe is no mark, and a passage needs both of its marks."""
    found: list[Quote] = []
    opened: int | None = None
    for mark in SINGLE.finditer(text, start, end):
        at = mark.start()
        before = text[at - 1] if at > start else " "
        following = text[at + 1] if at + 1 < end else " "
        if opened is None or mark.group() == "‘":
            if mark.group() in SINGLE_OPENING and not before.isalnum() and (following.isalnum() or following in '“"['):
                opened = at
        elif mark.group() in SINGLE_CLOSING and not following.isalnum() and _ends_single(before, following):
            if at > opened + 1:
                found.append(Quote(opened, at + 1, opened + 1, at, True, False))
            opened = None
    return found


def _ends_single(before: str, following: str) -> bool:
    """Whether a mark behind a word ends a passage: "villagers' land" does not, "a 'safe zone' there" does."""
    return before in ",.?!…-—–" or (before.isalnum() and (before != "s" or not following.isspace()))


def _runs_on(text: str, end: int) -> bool:
    """Whether the next paragraph goes on with a speech: it opens with a mark, or its first mark can only close one."""
    return _opens_again(text, end) or (text[end - 1 : end] in ".?!" and _closes_first(text, end))


def _opens_again(text: str, end: int) -> bool:
    following = text[end : end + 40].lstrip()
    return bool(following) and following[0] in OPENING + STRAIGHT


def _closes_first(text: str, end: int) -> bool:
    """Whether the first mark of the next paragraph stands behind a sentence's end, where no quote opens."""
    start = end + len(text[end:]) - len(text[end:].lstrip())
    stop = text.find("\n", start)
    mark = MARK.search(text, start, stop if stop >= 0 else len(text))
    if mark is None or mark.group() in OPENING:
        return False
    behind = text[mark.end() : mark.end() + 1]
    return text[mark.start() - 1] in ",.?!…" and not behind.isalnum()


def _quotes_of(text: str, start: int, end: int, running: bool, begun: Quote | None = None) -> list[Quote]:
    """The quotes of a paragraph; `begun` was opened in the paragraph before and is closed here."""
    found: list[Quote] = []
    opened = begun.start if begun is not None else None
    width = begun.inner_start - begun.start if begun is not None else 1
    continues = begun is not None and begun.continues
    for mark in MARK.finditer(text, start, end):
        at, sign = mark.start(), mark.group()
        if opened is None:
            if _opens(text, at, mark.end(), start, sign):
                opened, width = at, len(sign)
                continues = running and not found and not text[start:at].strip()
        elif _closes(text, at, mark.end(), end, sign):
            found.append(Quote(opened, mark.end(), opened + width, at, True, continues))
            opened, continues = None, False
    if opened is not None and text[opened + width : end].strip():
        # Without its closing mark a quote is believed to its paragraph's end only where that is how speeches run on.
        stop = end if _runs_on(text, end) else opened + width
        if stop == end:
            found.append(Quote(opened, stop, opened + width, stop, False, continues))
    return found


def _opens(text: str, at: int, after: int, start: int, sign: str) -> bool:
    if sign in CLOSING and sign != "»":
        # ”So we left”: a mark that stands the wrong way round, at the head of a paragraph.
        leads = at - start <= LONGEST_LEAD and not any(c.isalnum() for c in text[start:at])
        return leads and text[after : after + 1].isalnum()
    before = text[at - 1] if at > start else " "
    following = text[after : after + 1]
    return not following.isspace() and bool(following) and (sign in OPENING or not before.isalnum())


def _closes(text: str, at: int, after: int, end: int, sign: str) -> bool:
    if sign in OPENING:
        return False
    if sign in CLOSING or sign == "''":
        return True
    before = text[at - 1]
    following = text[after] if after < end else " "
    return not before.isspace() or not following.isalnum()
