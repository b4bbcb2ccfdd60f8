"""Shares of people counted: "40 percent of the dead were children", "half of them women".

A share is kept in its words, as a part without bounds of its own: a number made of it would be nobody's claim.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from reportedly.grammar import child
from reportedly.model import Span
from reportedly.parse import Parsed, Token
from reportedly.stages.figure_counts import DETERMINERS, SINGLES, Line
from reportedly.stages.figure_links import is_among
from reportedly.stages.figure_numbers import bounds_before
from reportedly.stages.figure_people import is_people
from reportedly.stages.figure_triggers import BE, Link, Trigger

REMARK = "a share, not a number of people"
POINTING = frozenset({"them", "whom", "which"})
# How far behind "of" the people stand whose share it is: "of the more than 300 people killed".
REACH = 9
# The longest phrase of people behind "were": "women, children and elderly people".
LONGEST = 8


class Share(NamedTuple):
    """A share: its words, who makes it up, what tells the measure, and the place of its whole among the counts."""

    words: Span
    population: str
    trigger: Trigger
    whole: int | None
    end: int


def find_shares(parsed: Parsed, line: Line, links: dict[int, Link]) -> Iterator[Share]:
    """The shares of a sentence whose whole and whose people it tells."""
    start, end = line.sentence.start, line.sentence.end
    for match in line.lexicon.share.finditer(parsed.text, start, end):
        at = bisect_left(line.starts, match.end())
        if any(c.number.vague == "mostly" and c.number.start <= match.start() < c.number.end for c in line.counts):
            continue  # "half of them women" is read as a part already
        done = _done(line, at)
        if done is not None:
            _, first = bounds_before(parsed.text, match.start(), line.lexicon, start)
            people = parsed.text[done.first.start : done.last.end]
            end_at = line.tokens[line.place(done.trigger.last)].end
            yield Share(parsed.span(first, match.end()), people, done.trigger, None, max(match.end(), end_at))
            continue
        trigger, whole, at = _whole(line, links, at)
        if trigger is None or trigger.measure.of != "people":
            continue
        told = _behind(line, at) or _subject(line, bisect_left(line.starts, match.end()) - 1)
        if told is None:
            continue
        _, first = bounds_before(parsed.text, match.start(), line.lexicon, start)
        people = parsed.text[told[0].start : told[1].end]
        yield Share(parsed.span(first, match.end()), people, trigger, whole, max(told[1].end, match.end()))


class Done(NamedTuple):
    """What a share of some people did or suffered, and the words for those people."""

    trigger: Trigger
    first: Token
    last: Token


def _done(line: Line, at: int) -> Done | None:
    """The verb of "60 percent of the displaced *have returned*", with "displaced" for whom."""
    tokens = line.tokens
    if not 0 < at < len(tokens) - 1 or tokens[at].lower != "of":
        return None
    head = tokens[at - 1]
    if head.dep not in ("nsubj", "nsubjpass"):
        return None
    trigger = line.triggers.get(line.place(head.head)) if head.head.sent is line.sentence else None
    if trigger is None or trigger.measure.of != "people":
        return None
    suits = "object" in trigger.roles if head.dep == "nsubjpass" else "subject" in trigger.roles
    first = next((p for p in range(at + 1, min(at + 3, len(tokens))) if tokens[p].lower not in DETERMINERS), at)
    last = first
    while last + 1 < line.place(head.head) and last + 1 - first < LONGEST and _goes_on(line, last + 1):
        last += 1
    people = is_people(tokens[last], line.lexicon) or last in line.triggers
    people = people and is_among(tokens[last], trigger, trigger.measure)
    return Done(trigger, tokens[first], tokens[last]) if suits and first > at and people else None


def _goes_on(line: Line, at: int) -> bool:
    return line.tokens[at].pos in ("NOUN", "ADJ", "PROPN") and at not in line.triggers


def _whole(line: Line, links: dict[int, Link], at: int) -> tuple[Trigger | None, int | None, int]:
    """What a share is of: the trigger that tells the measure, the counted whole, and the place behind both."""
    tokens = line.tokens
    before = next((n for n in range(len(line.counts) - 1, -1, -1) if n in links and line.counts[n].last < at), None)
    if at >= len(tokens) or tokens[at].lower != "of":
        return (links[before].trigger, before, at) if before is not None else (None, None, at)
    if at + 1 < len(tokens) and tokens[at + 1].lower in POINTING:
        return (links[before].trigger, before, at + 2) if before is not None else (None, None, at)
    for p in range(at + 1, min(at + 1 + REACH, len(tokens))):
        counted = next(
            (n for n, c in enumerate(line.counts) if c.first == p and n in links and _is_number(line, n)), None
        )
        if counted is not None:
            last = max(line.counts[counted].np_last, p)
            while last + 1 < len(tokens) and last + 1 in line.triggers:
                last += 1
            return links[counted].trigger, counted, last + 1
        trigger = line.triggers.get(p)
        if trigger is not None and trigger.measure.of == "people" and trigger.roles & {"noun", "state", "object"}:
            return trigger, None, line.place(trigger.last) + 1
        if tokens[p].pos in ("VERB", "AUX", "PUNCT"):
            break
    return None, None, at


def _is_number(line: Line, n: int) -> bool:
    return line.counts[n].number.vague not in SINGLES


def _behind(line: Line, at: int) -> tuple[Token, Token] | None:
    """The people behind a share: "were children", "of them women"."""
    tokens = line.tokens
    while at < len(tokens) and (tokens[at].lower in BE | DETERMINERS or tokens[at].pos == "ADV"):
        at += 1
    last = None
    for p in range(at, min(at + LONGEST, len(tokens))):
        token = tokens[p]
        if p in line.triggers and token.pos in ("VERB", "AUX"):
            break
        if token.pos == "NOUN" and is_people(token, line.lexicon):
            last = p
        elif token.pos not in ("NOUN", "ADJ", "PROPN", "CCONJ") and token.lower not in (",", "-"):
            break
    return (tokens[at], tokens[last]) if last is not None else None


def _subject(line: Line, at: int) -> tuple[Token, Token] | None:
    """The people who make a share up: "women and children account for 70 percent of the dead"."""
    node = line.tokens[at]
    for _ in range(4):
        if node.head is node:
            return None
        node = node.head
        if node.pos == "VERB":
            break
    if node.lemma not in line.lexicon.words.making_up:
        return None
    subject = child(node, "nsubj")
    if subject is None or not is_people(subject, line.lexicon):
        return None
    parts = subject.subtree()
    return parts[0], parts[-1]
