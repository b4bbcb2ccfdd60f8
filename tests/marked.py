"""Marked-up sentences: input and expectation at once.

"[speaker The army] [cue denied] [content it had [target shelled] the camp]." is a text without the marks, and the
spans that they name. Marks may nest; a name that comes twice has two spans. A bracket of the text is doubled: "[[".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reportedly.model import Span

PIECE = re.compile(r"\[\[|\]\]|\[(?P<label>[a-z_]+) |\]")


class Marked(NamedTuple):
    """A text and its named spans, each list in the order of the text."""

    text: str
    spans: dict[str, list[Span]]

    def one(self, label: str) -> Span:
        """The only span of a name."""
        (span,) = self.spans[label]
        return span

    def texts(self) -> dict[str, list[str]]:
        """The words of each name."""
        return {label: [span.text for span in spans] for label, spans in self.spans.items()}


def read_marked(source: str) -> Marked:
    """Take the marks out of a text. ValueError when they do not pair."""
    parts: list[str] = []
    opened: list[tuple[str, int]] = []
    found: list[tuple[str, int, int]] = []
    at = length = 0
    for mark in PIECE.finditer(source):
        parts.append(source[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark["label"]:
            opened.append((mark["label"], length))
        elif mark.group() == "]":
            if not opened:
                raise ValueError(f"a mark closes that none opened: {source[: mark.end()]!r}")
            label, start = opened.pop()
            found.append((label, start, length))
        else:
            parts.append(mark.group()[0])
            length += 1
    if opened:
        raise ValueError(f"the mark {opened[-1][0]!r} is not closed: {source!r}")
    text = "".join(parts) + source[at:]
    spans: dict[str, list[Span]] = {}
    for label, start, end in sorted(found, key=lambda f: (f[1], -f[2])):
        spans.setdefault(label, []).append(Span(start, end, text[start:end]))
    return Marked(text, spans)
