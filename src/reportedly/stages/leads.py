"""The lead of wire news: "A strike killed 14 people on Tuesday, the ministry said, in one of the deadliest attacks".

What stands before such a cue is what was said; what follows its comma is the outlet's own frame. Parsers often hang the
second on the cue as what is said, and leave the first to nobody, so the lead is found by its commas.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportedly.grammar import auxiliaries, child
from reportedly.parse import Token
from reportedly.text import WEEKDAYS

Piece = tuple[int, int]
FINITE = frozenset({"VBD", "VBZ", "VBP"})
DASHES = frozenset({"-", "–", "—", "--"})
# Words between the cue and its comma: "said in a statement late on Wednesday".
LONGEST_TAIL = 8
# Words before the dash of a dateline: "PORT SARN, 12 May (Meridian Wire) -".
LONGEST_DATELINE = 12
# What the outlet's frame behind the cue opens with; with a verb it goes on: "the road, he said, would open".
FRAME_TAGS = frozenset({"IN", "NNS", "NN", "DT", "CD", "WRB", "VBG", "RB"})
# Clauses before a cue that only tell when or why: "When the bridge fell, the mayor said, P".
ASIDE = frozenset({
    "after", "although", "as", "because", "before", "if", "once", "since", "though", "unless", "until", "when", "while",
})  # fmt: skip


def lead_before(verb: Token) -> tuple[Piece, ...]:
    """The clause before a cue that stands between commas with a frame behind it; none for any other cue."""
    subject = child(verb, "nsubj")
    if verb.tag not in FINITE or subject is None or subject.i > verb.i or child(verb, "dobj") is not None:
        return ()
    tokens = verb.sent.tokens
    base = tokens[0].i
    at, first = verb.i - base, min(t.i for t in subject.subtree()) - base
    if not 0 < first <= at or tokens[first - 1].text != "," or not _is_framed(tokens, at):
        return ()
    start = _past_dateline(tokens, first - 1)
    told = [t for t in tokens[start : first - 1] if _is_told(t, tokens[start], first - 1 + base)]
    if not told or tokens[start].lower in ASIDE or _has_quotes(tokens[start:first]):
        return ()
    return ((tokens[start].start, tokens[first - 2].end),)


def _is_framed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma ends the cue's own words and a frame opens behind it."""
    for p in range(at + 1, min(at + 1 + LONGEST_TAIL, len(tokens) - 1)):
        if tokens[p].text == ",":
            after = tokens[p + 1]
            return after.tag in FRAME_TAGS and after.lower != "that"
        if tokens[p].pos in ("VERB", "AUX", "PUNCT") or tokens[p].lower in ("that", "but", "and"):
            return False
    return False


def _past_dateline(tokens: Sequence[Token], end: int) -> int:
    """The place behind the dash of a dateline: capitals, a day and a credit without a verb."""
    for p in range(1, min(LONGEST_DATELINE, end)):
        if tokens[p].text in DASHES and tokens[0].text.isupper():
            return p + 1
        if tokens[p].pos in ("VERB", "AUX"):
            break
    return 0


def _is_told(token: Token, first: Token, end: int) -> bool:
    """Whether a word is a finite verb of a main clause with its own subject before it."""
    helpers = auxiliaries(token)
    finite = token.tag in FINITE or any(h.tag in FINITE or h.tag == "MD" for h in helpers)
    subject = child(token, "nsubj", "nsubjpass", "expl")
    if token.pos not in ("VERB", "AUX") or not finite or subject is None or not first.i <= subject.i < token.i < end:
        return False
    if token.dep in ("relcl", "acl", "advcl", "pcomp"):
        return False
    return not any(c.dep == "mark" for c in token.children)


def _has_quotes(tokens: Sequence[Token]) -> bool:
    return any(t.text in ('"', "“", "”", "''", "``") for t in tokens)


# Before an unmarked cue, these open a clause about themselves: "the things the mayor said".
SAYINGS = frozenset({"all", "anything", "everything", "line", "much", "nothing", "something", "thing", "what", "word"})
# Words behind an unmarked cue: "said late on Friday", "told AFP on Tuesday".
LONGEST_REST = 6
SHORTEST_TOLD = 5
LONGEST_NAME = 8
WHEN = frozenset({"at", "earlier", "early", "in", "last", "late", "on", "overnight"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


class Unmarked(NamedTuple):
    """Who speaks at the end of a sentence that lost its comma, and what was said before."""

    speaker: Token
    piece: Piece


def unmarked_before(verb: Token) -> Unmarked | None:
    """What stands before "a monitoring group said on Friday" at the end of a sentence without commas.

    Texts that were scraped or joined lose their marks; only "say", "tell" and "report" are read so, since "the plan the
    minister announced" needs none.
    """
    tokens = verb.sent.tokens
    at = verb.i - tokens[0].i
    rest = tokens[at + 1 :]
    if verb.lemma not in ("say", "tell", "report") or verb.tag not in FINITE or not _is_end(rest, verb.lemma == "tell"):
        return None
    first = at - 1
    while first > 0 and (
        tokens[first].pos in NOMINAL or tokens[first].text in ("-", "'s", "’s") or tokens[first].tag in ("VBG", "VBN")
    ):
        first -= 1
    if tokens[first].lower not in ("a", "an", "the"):
        first = _name_begins(tokens, at)
    if first == at or tokens[at - 1].pos == "ADJ" or (first == at - 1 and tokens[first].text.islower()):
        return None
    before = tokens[:first]
    ends = before[-1].pos in ("NOUN", "PROPN", "NUM") if before else False
    if len(before) < SHORTEST_TOLD or not ends or before[-1].lemma in SAYINGS:
        return None
    start = _past_dateline(tokens, first)
    told = any(t.tag in FINITE or t.tag == "VBN" for t in tokens[start:first])
    if not told or tokens[start].lower in ASIDE or any(t.text in (",", ";", ":") for t in before[-4:]):
        return None
    return None if _has_quotes(tokens) else Unmarked(tokens[at - 1], (tokens[start].start, before[-1].end))


def _name_begins(tokens: Sequence[Token], at: int) -> int:
    """Where a name right before a cue begins: "... wounding 32 people | Syrian state television reported"."""
    for p in range(at - 1, max(1, at - LONGEST_NAME), -1):
        before = tokens[p - 1]
        if tokens[p].pos not in NOMINAL and tokens[p].lower not in ("for", "of", "-"):
            break
        starts = tokens[p].text[:1].isupper() and (before.lower in WEEKDAYS or before.text.islower())
        if starts and before.pos in ("NOUN", "PROPN", "NUM"):
            return p
    return at


def _is_end(rest: Sequence[Token], heard: bool) -> bool:
    """Whether a sentence ends behind a cue, but for a day, and for "tell" who was told."""
    words = [t for t in rest if t.pos != "PUNCT"]
    if len(words) > LONGEST_REST or any(t.pos in ("VERB", "AUX", "SCONJ") or t.lower == "that" for t in words):
        return False
    if heard:
        return bool(words) and words[0].pos in ("PROPN", "NOUN", "PRON", "DET")
    return not words or words[0].lower in WEEKDAYS | WHEN
