"""Numbers told of a number told before: "the rebels put the figure at 20", "later raised to 14", "then four".

Such a number has no word of its own for what it counts; it has the measure and the people of the number it speaks of.
Where two measures were told before, nobody can say which is meant, and nothing is read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reportedly.grammar import child, children
from reportedly.lexicon.figures import Measure
from reportedly.parse import Token
from reportedly.stages.figure_corrections import is_correction
from reportedly.stages.figure_counts import SINGLES, Count, Line
from reportedly.stages.figure_people import is_thing
from reportedly.stages.figure_triggers import Link, Trigger

# Prepositions between the verb and its number: "put at", "raised to", "given as", "spoke of".
JOINTS = frozenset({"at", "to", "as", "of"})
# Some of a whole told before: "236 of the 371".
OUT_OF = re.compile(r"\bof\s+(?:the|those|these)\s+[\d,]+", re.IGNORECASE)
NEXT = frozenset({"then", "later", "subsequently", "eventually", "afterwards"})
# Behind a number, these bring in another of the same: "six people, compared with more than 90 the week before".
COMPARED = frozenset({("compared", "with"), ("compared", "to"), ("up", "from"), ("down", "from"), ("instead", "of")})


class Told(NamedTuple):
    """What a sentence counted, for the next one: the one measure of its numbers, and of whom."""

    measure: Measure
    population: str | None
    low: int | None = None
    noted: bool = False


def told_by_note(text: str, line: Line, told: Told | None) -> Told | None:
    """What a note of correction without a number of its own is about: "misstated the number of people killed"."""
    if not is_correction(text, line):
        return told
    measures = {t.measure.id: t.measure for t in line.triggers.values() if t.measure.of == "people"}
    if len(measures) == 1:
        return Told(next(iter(measures.values())), None, None, True)
    return told._replace(noted=True) if told is not None and not measures else None


def share_again(line: Line, found: dict[int, Link], told: Told | None, noted: bool = False) -> None:
    """Tie bare numbers that only speak of a number told before, in the sentence or in the one before it."""
    for n in _pairs(line, found, told):
        measure = told.measure  # type: ignore[union-attr]
        word = line.tokens[line.counts[n + 1].last]
        found[n + 1] = Link(Trigger(word, word, measure, frozenset({"toll"})), "again", measure, of=told.population)  # type: ignore[union-attr]
    for n, count in enumerate(line.counts):
        if n in found or count.noun is not None or count.number.vague:
            continue
        verb = _verb_of(line, count)
        if verb is None and not noted and not _comes_next(line, n, found):
            continue
        if n and is_thing(line.counts[n - 1].noun, line.lexicon):
            continue  # "four dead birds, then 16"
        before = _before(line, n, found)
        measure = found[before].measure if before is not None else told.measure if told is not None else None
        if measure is None or (before is None and verb is None and not noted):
            continue
        word = verb if verb is not None else line.tokens[count.last]
        trigger = Trigger(word, word, measure, frozenset({"toll"}))
        of = told.population if before is None and told is not None else None
        found[n] = Link(trigger, "again", measure, before, noted=noted, of=of)


def _pairs(line: Line, found: dict[int, Link], told: Told | None) -> list[int]:
    """Numbers that take some out of a whole told before: "it said 236 of the 371 were civilians"."""
    if told is None or told.low is None:
        return []
    return [
        n
        for n in range(len(line.counts) - 1)
        if n not in found
        and n + 1 not in found
        and line.counts[n + 1].number.low == told.low
        and [t.lower for t in line.tokens[line.counts[n].last + 1 : line.counts[n + 1].first]] == ["of"]
    ]


def _verb_of(line: Line, count: Count) -> Token | None:
    """The verb that gives a bare number as another's value: "put the figure at 20", "and later raised to 14"."""
    core = line.tokens[count.last]
    head = core.head
    if core.dep == "pobj" and head.lower in JOINTS:
        verb = head.head if head.head.pos in ("VERB", "AUX") else head.head.head
        return verb if _gives(line, verb, head.lower) else None
    if core.dep == "dobj" and head.lemma in line.lexicon.words.speaking and _is_bare(line, count):
        return head  # "Loka says 60 of its soldiers were killed; Venna claims 200"
    if core.dep in ("dobj", "attr", "acomp") and head.pos in ("VERB", "AUX"):
        return head if head.lemma in line.lexicon.words.toll_verbs | {"be"} and _has_sum(line, head) else None
    return None


def _is_bare(line: Line, count: Count) -> bool:
    """Whether nothing but the end of the clause follows a number, and another number stands before it."""
    after = line.tokens[count.last + 1 : count.last + 2]
    return (not after or after[0].pos == "PUNCT") and any(_is_number(c) for c in line.counts if c.last < count.first)


def _gives(line: Line, verb: Token, joint: str) -> bool:
    words = line.lexicon.words
    if joint == "of":
        return verb.lemma in words.speaking_of and child(verb, "dobj") is None
    if verb.lemma not in words.toll_verbs | {"be"}:
        return False
    return _has_sum(line, verb) or (verb.lemma in words.revising and _goes_on(verb))


def _has_sum(line: Line, verb: Token) -> bool:
    """Whether a verb is about a number: "put the figure at", "the toll was raised to", "put it at"."""
    nouns = children(verb, "dobj", "nsubj", "nsubjpass")
    if any(t.lemma in line.lexicon.words.sums and child(t, "prep") is None for t in nouns):
        return True
    return verb.lemma in ("put", "place", "raise", "revise") and any(t.lower == "it" for t in children(verb, "dobj"))


def _goes_on(verb: Token) -> bool:
    """Whether a verb goes on from one about a number: "was put at 9 and later raised to 14"."""
    return verb.dep == "conj" and child(verb, "dobj", "nsubj", "nsubjpass") is None


def _comes_next(line: Line, n: int, found: dict[int, Link]) -> bool:
    """Whether a bare number follows another in time: "announced three deaths, then four"."""
    first = line.counts[n].first
    if n - 1 not in found or first == 0:
        return False
    if tuple(t.lower for t in line.tokens[max(0, first - 2) : first]) in COMPARED:
        return True
    if line.tokens[first - 1].lower not in NEXT:
        return False
    after = line.tokens[line.counts[n].last + 1 : line.counts[n].last + 2]
    return not after or after[0].pos in ("PUNCT", "ADP", "SCONJ", "CCONJ")


def _before(line: Line, n: int, found: dict[int, Link]) -> int | None:
    """The last number before that was tied, when all before it count the same; else the next, when all behind do."""
    linked = [m for m in found if found[m].measure.of == "people" and _is_number(line.counts[m])]
    before = [m for m in linked if m < n]
    chosen = before or [m for m in linked if m > n]
    return max(before, default=min(chosen)) if chosen and len({found[m].measure.id for m in chosen}) == 1 else None


def _is_number(count: Count) -> bool:
    return count.number.vague not in SINGLES
