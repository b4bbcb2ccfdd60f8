"""Notes of correction: "An earlier version said 12 people were killed; it is 15", "15 were killed, not 12".

The number that a note takes back is superseded, the one that it gives is corrected. Both are the outlet's own.
"""

from __future__ import annotations

import re

from reportedly.stages.figure_counts import Line
from reportedly.stages.figure_numbers import Number

CORRECTED, SUPERSEDED = "corrected", "superseded"
NOTE = re.compile(
    r"\b(?:(?:corrections?|clarification)\s*(?::|,|--|–|—|\()|corrects?\s+(?:the|an?|to)\b|(?:been|was|is)\s+corrected\b"
    r"|(?:earlier|previous|original)\s+(?:version|edition)s?\b|misstat\w+|should\s+have\s+(?:read|said|been)\b"
    r"|(?:wrongly|incorrectly|mistakenly|erroneously)\s+(?:said|stated|reported|gave|put|listed)\b)",
    re.IGNORECASE,
)
# A word of every note: most sentences have none of them, and are asked no more.
NOTED = (
    "correct", "clarification", "earlier", "previous", "original", "misstat", "should", "wrongly", "mistaken",
    "erroneous",
)  # fmt: skip
# What stands before the number that is taken back, with no other number between.
BACK = re.compile(
    r"(?:\b(?:earlier|previous|original)\s+(?:version|edition|stor(?:y|ies)|report|headline)s?\b|\bmisstat\w+"
    r"|\b(?:wrongly|incorrectly|mistakenly|erroneously|previously|originally)\b)[^.;]*$|\b(?:not|rather\s+than|instead\s+of)\s+$",
    re.IGNORECASE,
)


def is_correction(text: str, line: Line) -> bool:
    """Whether a sentence is a note of correction."""
    start, end = line.sentence.start, line.sentence.end
    passage = text[start:end].lower()
    return any(word in passage for word in NOTED) and NOTE.search(text, start, end) is not None


def correction_of(text: str, line: Line, number: Number, begun: bool = False) -> str:
    """What a note does to a number: superseded, corrected, or nothing. `begun`: the sentence before was a note."""
    if not begun and not is_correction(text, line):
        return ""
    last = max((c.number.end for c in line.counts if c.number.end <= number.start), default=line.sentence.start)
    return SUPERSEDED if BACK.search(text[last : number.start]) is not None else CORRECTED
