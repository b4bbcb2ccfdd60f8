"""Where the words said begin and end in texts that lost their lines: behind a headline, its date and its credit.

Scraped texts run a headline, a date line and the first sentence together: "Raid kills nine monitor Meridian Sunday
4 May 2031 At least nine people were killed a monitor said". What the monitor said begins behind the date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly.parse import Token

if TYPE_CHECKING:
    from reportedly.stages.frames import Reading

# A day with its year, by its shape; what month it is does not matter here.
DATE = re.compile(r"\b(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2}) (?:19|20)\d\d\b")
# The same at the beginning, where the rest of the date may stand in the sentence before.
DATE_FIRST = re.compile(
    r"(?:(?:Published|Posted|Updated|Date of publication) (?:on )?)?"
    r"(?:\d{1,2} )?[A-Z][a-z]{2,8} (?:\d{1,2} )?(?:19|20)\d\d\b"
)
# Characters of a headline with its date, and words to a credit behind it, at most.
LONGEST_HEADING, LONGEST_CREDIT = 250, 24
# Words to a place in capitals at most.
LONGEST_PLACE = 8
# Sentences at the head of a text in which such a line may stand, and words of the shortest sentence behind it.
FIRST_SENTENCES, SHORTEST_REST = 3, 5
# Words before a date that make it a part of their sentence: "since 4 May 2031".
TIED = frozenset({"ADP", "SCONJ", "DET", "CCONJ", "PART"})


def past_heading(reading: Reading, start: int, end: int) -> int:
    """Where a content begins behind a headline and a date that lost their line breaks; `start` where none is."""
    tokens = reading.parsed.tokens_in(start, end)
    if not tokens or tokens[0].sent.index >= FIRST_SENTENCES or tokens[0] is not tokens[0].sent.tokens[0]:
        return start
    dateline = _past_capitals(tokens)
    if dateline is not None:
        return dateline.start
    text = reading.parsed.text[start:end]
    first = DATE_FIRST.match(text)
    found = [m for m in DATE.finditer(text, 0, LONGEST_HEADING) if _is_apart(tokens, start + m.start())]
    ends = [m.end() for m in (*([first] if first else []), *found)]
    for at in sorted(ends, reverse=True):
        rest = [t for t in tokens if t.start >= start + at]
        if _is_sentence(rest):
            return _past_credit(reading, rest)
    return start


def _past_capitals(tokens: Sequence[Token]) -> Token | None:
    """The word behind a capital in capitals that is no part of its sentence: "Updated at 9 KARSA *Strikes* killed"."""
    for at, token in enumerate(tokens[:LONGEST_PLACE]):
        capital = token.known is not None and token.known.form == "capital" and token.text.isupper()
        if capital and token.text.isalpha() and _is_sentence(tokens[at + 1 :]):
            return tokens[at + 1]
    return None


def _is_apart(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing before a date ties it to its sentence: "on Sunday 4 May 2031" is tied."""
    before = [t for t in tokens if t.end <= at]
    while before and before[-1].lower.endswith("day"):
        before.pop()
    return not before or before[-1].pos not in TIED


def _is_sentence(tokens: Sequence[Token]) -> bool:
    """Whether words can be a sentence of their own: a capital or a number first, and a verb."""
    begins = bool(tokens) and (tokens[0].text[:1].isupper() or tokens[0].pos == "NUM" or tokens[0].text in ('"', "“"))
    return begins and len(tokens) >= SHORTEST_REST and any(t.pos in ("VERB", "AUX") for t in tokens)


def _past_credit(reading: Reading, tokens: Sequence[Token]) -> int:
    """Where the body begins behind a second headline that ends in an agency's name: "... monitor Meridian Jets hit"."""
    actors = reading.names.lexicon.actors
    for at in range(1, min(LONGEST_CREDIT, len(tokens) - 1)):
        known = tokens[at].known
        credit = known is not None and any(actors[a].kind == "agency" for a in known.actors if a in actors)
        told = any(t.pos in ("VERB", "AUX") for t in tokens[:at])
        if credit and told and tokens[at - 1].pos not in TIED and _is_sentence(tokens[at + 1 :]):
            closing = next((n for n, t in enumerate(tokens[at + 1 : at + 4]) if t.text == ")"), -1)
            return tokens[at + 2 + closing].start
    return tokens[0].start


def before_label(reading: Reading, start: int, end: int) -> int:
    """Where a content ends before an address or a label in capitals of a scraped page: "a truce LINK: https://..."."""
    tokens = reading.parsed.tokens
    for token in reading.parsed.tokens_in(start, end):
        behind = tokens[token.i + 1].text if token.i + 1 < len(tokens) else ""
        label = token.text.isupper() and token.lower in reading.cues.words.labels and behind == ":"
        if token.start > start and (label or token.text.startswith(("http://", "https://"))):
            return _before_sayer(reading, start, token.start)
    return end


def _before_sayer(reading: Reading, start: int, end: int) -> int:
    """Where a headline's content ends before a colon and who says it: "wants a larger role*: minister* LINK:"."""
    words = reading.parsed.tokens_in(start, end)
    at = next((n for n, t in enumerate(words) if t.text == ":" and n > 0 and len(words) - n <= SHORTEST_REST), None)
    return words[at].start if at is not None and all(t.pos in ("NOUN", "PROPN") for t in words[at + 1 :]) else end
