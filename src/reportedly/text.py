"""Cleaning as edits that map back to the raw characters exactly.

Nothing rewrites a text: each cleaner yields edits `(start, end, replacement)`, and `CleanText` applies them and maps
any cleaned span back. What the parser reads may differ from the report; what a record points at never does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


class Edit(NamedTuple):
    """Replace `raw[start:end]` by `replacement`."""

    start: int
    end: int
    replacement: str


# One to one: the model was trained on straight marks, and a same-length change keeps every other offset as it is.
STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u2009": " ", "\t": " "}
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]+")
# "PORT HALE, 3 March (Meridian Wire) - ": capitals, or a name with an agency in brackets, before the dash that opens
# a text. Not part of its first sentence: a parser would make the place its subject.
DATELINE = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][^\Wa-zß-öø-ÿ_]{2}[^\Wa-zß-öø-ÿ_.'’ -]{0,40}(?:, ?[^()\n]{1,30}?)?(?: ?\([^()\n]{2,40}\))?"
    r" ?(?:--|[-–—]) ?(?=[\"“‘']?\w)"
    r"|[^\W\d_][\w.'’ -]{2,40}(?:, [^()\n]{1,30}?)? \([^\W\d_a-z][^()\n]{1,40}\) ?(?:--|[-–—]) (?=[\"“‘']?\w)"
)
LONGEST_DATELINE = 120
# Addresses of the web reach this length, words do not.
LONGEST_WORD = 200
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
# Lines of dots, dashes and table rules. Each mark is a word to the parser, so 100 kB of them take as long as a book.
LONGEST_MARKS = 60
MARKS = re.compile(rf"(?:[^\w\s][ \t]?){{{LONGEST_MARKS},}}")
# Half a character, which no UTF-8 can hold: read as the mark for what cannot be shown, one for one.
SURROGATE = re.compile(r"[\ud800-\udfff]")
PARAGRAPH_BREAK = re.compile(r"[\n\r\u2028\u2029]+")
ENDS_OPEN = re.compile(r"[a-z0-9,;–—-]\s*$")
# Lines of hard-wrapped text are 60-80 characters; a shorter line that ends openly is a heading or a list item.
LONGEST_INDENT = 40  # blanks before the next line of a text that was set in from the left
WRAPPED_LINE = 45
# One text of a megabyte in a single line would make one parse of 200,000 tokens; a piece this long is cut at a space.
LONGEST_PIECE = 20_000


class CleanText:
    """A text after edits, with the way back.

    `text` is what is read; `to_raw(start, end)` gives the raw offsets of `text[start:end]`. A span that touches a
    replaced part maps to the whole of what was replaced.
    """

    def __init__(self, raw: str, edits: Iterable[Edit] = (), start: int = 0, end: int | None = None) -> None:
        end = len(raw) if end is None else end
        pieces: list[str] = []
        self._clean: list[int] = []  # clean start of each piece
        self._raw: list[tuple[int, int, bool]] = []  # raw start, raw end, is a replacement
        at = start
        length = 0
        for edit in sorted(edits):
            if edit.start < at or edit.end > end:
                continue  # overlaps an earlier edit or leaves the piece: the earlier one wins
            for piece, raw_start, raw_end, replaced in (
                (raw[at : edit.start], at, edit.start, False),
                (edit.replacement, edit.start, edit.end, True),
            ):
                if piece:
                    pieces.append(piece)
                    self._clean.append(length)
                    self._raw.append((raw_start, raw_end, replaced))
                    length += len(piece)
            at = edit.end
        pieces.append(raw[at:end])
        self._clean.append(length)
        self._raw.append((at, end, False))
        self.text = encodable("".join(pieces)).translate(STRAIGHT)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of a cleaned span, end exclusive."""
        first, _ = self._point(start)
        _, last = self._point(max(start, end - 1))
        return first, max(first, last)

    def to_raw_words(self, starts: Sequence[int], lengths: Sequence[int]) -> list[tuple[int, int]]:
        """Raw offsets of words in the order of the text: `to_raw` of each, in one walk."""
        found = []
        piece, last = 0, len(self._clean) - 1
        stops = [*self._clean[1:], len(self.text)]
        for start, length in zip(starts, lengths, strict=True):
            while piece < last and stops[piece] <= start:
                piece += 1
            end = start + length
            if length < 1 or end > stops[piece]:
                found.append(self.to_raw(start, end))
                continue
            raw_start, raw_end, replaced = self._raw[piece]
            shift = raw_start - self._clean[piece]
            found.append((raw_start, raw_end) if replaced else (start + shift, end + shift))
        return found

    def _point(self, at: int) -> tuple[int, int]:
        """Raw start and end of the cleaned character at `at`."""
        piece = bisect_right(self._clean, at) - 1
        raw_start, raw_end, replaced = self._raw[piece]
        if replaced:
            return raw_start, raw_end
        place = raw_start + at - self._clean[piece]
        return min(place, raw_end), min(place + 1, raw_end)


def encodable(text: str) -> str:
    """The text with lone surrogates, which no encoding holds, replaced one for one; offsets stay as they are."""
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def invisible_edits(raw: str) -> Iterator[Edit]:
    """Take out marks that nobody sees and that split words for a parser: soft hyphens, bidi and zero-width marks."""
    for match in INVISIBLE.finditer(raw):
        yield Edit(match.start(), match.end(), "")


def long_word_edits(raw: str) -> Iterator[Edit]:
    """Put a space into words of absurd length: a tokenizer takes time squared over a run of marks without one."""
    for match in LONG_WORD.finditer(raw):
        for at in range(match.start() + LONGEST_WORD, match.end(), LONGEST_WORD):
            yield Edit(at, at, " ")


def mark_run_edits(raw: str) -> Iterator[Edit]:
    """Take out what follows the first marks of a run without a word: it says nothing, and a parser reads it all."""
    for match in MARKS.finditer(raw):
        if match.end() - match.start() > 2 * LONGEST_MARKS:
            # In pieces: an edit that reaches over the end of a paragraph's piece is not made.
            for at in range(match.start() + LONGEST_MARKS, match.end(), LONGEST_MARKS):
                yield Edit(at, min(at + LONGEST_MARKS, match.end()), "")


def wrap_edits(raw: str) -> Iterator[Edit]:
    """Join lines that were broken for width: a line end inside a sentence is read as a space."""
    for match in PARAGRAPH_BREAK.finditer(raw):
        if is_wrapped(raw, match.start(), match.end()):
            yield Edit(match.start(), match.end(), " ")


def is_wrapped(raw: str, start: int, end: int) -> bool:
    """Whether the line break `raw[start:end]` only wraps a line.

    It does when it is a single break, the line before is long and ends openly, and the next begins in lower case.
    """
    if raw[start:end] not in ("\n", "\r\n", "\r"):
        return False
    low = start - WRAPPED_LINE  # looking further back would take time squared in a text of many short lines
    is_long = low >= 0 and raw.find("\n", low, start) < 0 and raw.find("\r", low, start) < 0
    following = raw[end : end + LONGEST_INDENT].lstrip(" \t")[:1]
    return is_long and following.islower() and bool(ENDS_OPEN.search(raw[start - 2 : start]))


def paragraphs(raw: str) -> list[tuple[int, int]]:
    """Raw offsets of the paragraphs, blank ones left out; over-long ones are cut at a space."""
    bounds: list[tuple[int, int]] = []
    at = 0
    for match in PARAGRAPH_BREAK.finditer(raw):
        if is_wrapped(raw, match.start(), match.end()):
            continue
        bounds.append((at, match.start()))
        at = match.end()
    bounds.append((at, len(raw)))
    bounds = [piece for start, end in bounds for piece in _without_dateline(raw, start, end)]
    return [piece for start, end in bounds if raw[start:end].strip() for piece in _cut(raw, start, end)]


def _without_dateline(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph, its dateline as a piece of its own."""
    while start < end and raw[start].isspace():
        start += 1
    dateline = DATELINE.match(raw, start, min(end, start + LONGEST_DATELINE))
    if dateline is not None and dateline.end() < end:
        yield start, dateline.end()
        start = dateline.end()
    yield start, end


def _cut(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_PIECE:
        space = raw.rfind(" ", start + 1, start + LONGEST_PIECE)
        stop = space if space > start else start + LONGEST_PIECE
        yield start, stop
        start = stop
    yield start, end
