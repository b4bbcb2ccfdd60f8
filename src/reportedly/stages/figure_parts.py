"""Wholes and parts: "including three children", "two of them", "mostly women", "17 others"."""

from __future__ import annotations

import re
from typing import NamedTuple

from reportedly.lexicon.figures import Figures
from reportedly.model import FigureRelation
from reportedly.stages.figure_breakdowns import opens_breakdown
from reportedly.stages.figure_counts import SINGLES, Count, Line
from reportedly.stages.figure_people import is_people
from reportedly.stages.figure_sharing import is_speaker, joined
from reportedly.stages.figure_triggers import BE, Link

AMONG = re.compile(r"\bamong(?:st)?\s+(?:the|those|them)\b[^.;]{0,60}\b(?:is|are|was|were)\s*$", re.IGNORECASE)
INCLUDE = re.compile(
    r"\b(?:dead|victims|casualties|wounded|injured|killed|fatalities|deceased|hostages|they|them|those|which)\s+(?:also\s+)?include[sd]?\s*$",
    re.IGNORECASE,
)
# Words that keep a count apart from the part before it: "including two children and five others".
# Words of "in the raid on the village on Monday" at most.
LONGEST_CLAUSE = 10
CLOSING = frozenset({",", "-", "--", "–", "—", ")"})  # what ends an aside: "including nine children, and 16 fighters"
APART = frozenset({"other", "others", "another"})
# Behind a number, these tell the share of each party to what was counted before: "40 prisoners, 20 from each side".
PER_SIDE = re.compile(
    r"\s*(?:(?:from|on|by|for|per|of|to)\s+(?:each|either|both|per)\b|a\s+(?:side|party)\b|per\s+(?:side|party)\b|apiece\b"
    r"|each\s*(?:[,.;)]|side\b))",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """How a count stands to others: its relation, and the place in `line.counts` of its whole.

    `listed` parts tell the whole once more: "twelve people -- seven men and five women".
    """

    relation: FigureRelation
    whole: int | None = None
    listed: bool = False


def find_parts(text: str, line: Line, links: dict[int, Link], lexicon: Figures) -> dict[int, Place]:
    """The relation of each count of a sentence. A part without a measure of its own takes that of its whole."""
    found: dict[int, Place] = {}
    for n, count in enumerate(line.counts):
        whole = _whole_before(line, n, links, found)
        among = _told_among(line, n)
        if among is not None and among in links and line.counts[n].number.vague not in SINGLES - {"article"}:
            found[n] = Place("part_of", among)
            _inherit(line, n, among, links)
        elif whole is not None and n in links and is_per_side(text, line, n):
            found[n] = Place("part_of", whole)
        elif is_out_of(line, n, links):
            found[n] = Place("part_of", n + 1)
            _inherit(line, n, n + 1, links)
        elif n in links and among is not None:
            found[n] = Place("part_of")
        elif n in links and _is_among(n, links) and whole is not None and found[whole].relation == "part_of":
            found[n] = Place("part_of")  # both are of a whole that stands elsewhere
        elif opens_breakdown(line, n, links) or _is_part(text, line, n, found, links, lexicon):
            found[n] = Place("part_of", whole, opens_breakdown(line, n, links) or _goes_on(line, n, found))
            _inherit(line, n, whole, links)
        elif is_additional(text, count, line):
            found[n] = Place("additional")
        else:
            found[n] = Place("total")
    return found


def _goes_on(line: Line, n: int, found: dict[int, Place]) -> bool:
    """Whether a part goes on with a breakdown that opened before."""
    return n > 0 and found[n - 1].listed and joined(line, line.counts[n - 1], line.counts[n])


def is_out_of(line: Line, n: int, links: dict[int, Link]) -> bool:
    """Whether a number takes some out of the next and says who they were: "236 of the 371 killed were civilians"."""
    if n + 1 >= len(line.counts) or n + 1 not in links or line.counts[n].number.vague in SINGLES:
        return False
    first, second = line.counts[n], line.counts[n + 1]
    if [t.lower for t in line.tokens[first.last + 1 : second.first]] != ["of"] or first.noun is not None:
        return False
    return is_predicated(line, second)


def is_per_side(text: str, line: Line, n: int) -> bool:
    """Whether a bare number tells the share of each party to the count before: "40 prisoners, 20 from each side"."""
    count = line.counts[n]
    return count.noun is None and PER_SIDE.match(text, count.number.end) is not None


def is_predicated(line: Line, count: Count) -> bool:
    """Whether people are said to be something right behind a number: "371 killed were civilians"."""
    at = past_clause(line, count)
    if at + 1 >= len(line.tokens) or line.tokens[at].lower not in BE:
        return False
    nouns = [t for t in line.tokens[at + 1 : at + 5] if t.pos in ("NOUN", "PROPN")]
    return bool(nouns) and is_people(nouns[0], line.lexicon)


def past_trigger(line: Line, count: Count) -> int:
    """The place behind a number's phrase and what is said right behind it: "371 people killed | were"."""
    at = count.np_last + 1
    return at + 1 if at in line.triggers and line.triggers[at].token.lower not in BE else at


def past_clause(line: Line, count: Count) -> int:
    """As above, and behind the place or day of it: "15 people killed in the raid on Monday | were"."""
    at = past_trigger(line, count)
    for p in range(at, min(at + LONGEST_CLAUSE, len(line.tokens))):
        if line.tokens[p].lower in BE:
            return p
        if line.tokens[p].pos in ("VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"):
            break
    return at


def _told_among(line: Line, n: int) -> int | None:
    """The count of those whom some are told to be of: "a reporter was *among* at least *ten* people killed"."""
    singles = (m for m in range(n + 1, len(line.counts)) if line.counts[m].number.vague not in SINGLES)
    after = next(singles, None)
    if after is None or line.counts[n].back or line.counts[after].first == 0:
        return None
    before = [t.lower for t in line.tokens[line.counts[n].np_last + 1 : line.counts[after].first]]
    return after if before[-1:] in (["among"], ["amongst"]) and len(before) <= LONGEST_CLAUSE else None


def _inherit(line: Line, n: int, whole: int | None, links: dict[int, Link]) -> None:
    if whole is None:
        return
    mine, above = links.get(n), links[whole]
    own = mine is not None and mine.how in ("left", "right", "noun") and mine.trigger.token is not above.trigger.token
    if not own:
        links[n] = Link(above.trigger, "part", above.measure, whole)


def _whole_before(line: Line, n: int, links: dict[int, Link], found: dict[int, Place]) -> int | None:
    """The nearest linked count before that is no part itself; for "one of which" the part before it."""
    wholes = [
        m
        for m in range(n - 1, -1, -1)
        if m in links and line.counts[m].number.vague not in SINGLES and links[m].measure.of == "people"
    ]
    return next((m for m in wholes if found[m].relation != "part_of"), wholes[0] if wholes else None)


def _is_part(text: str, line: Line, n: int, found: dict[int, Place], links: dict[int, Link], lexicon: Figures) -> bool:
    count = line.counts[n]
    start = line.tokens[0].start
    before = text[max(start, count.number.start - 90) : count.number.start]
    if count.number.vague == "mostly":
        return bool(re.search(r"(?:[,(–—]|--|were|are|was)\s*$", before))
    if count.back and count.noun is not None:
        return True
    if AMONG.search(before) or INCLUDE.search(before) or _is_among(n, links):
        return True
    if lexicon.including.search(before):
        return True
    if n and found[n - 1].relation == "part_of" and joined(line, line.counts[n - 1], count):
        if is_speaker(line, count):
            links.pop(n, None)
            return False
        apart = _says_apart(line, count) or _has_own_trigger(line, n, links) or _is_too_many(line, n, found)
        return not apart
    return n not in links and _is_said_of_some(line, count, lexicon)


def _is_among(n: int, links: dict[int, Link]) -> bool:
    """Whether some are told to be of those harmed, alone or with others: "*six* boys and two men were among them"."""
    link = links.get(n)
    while link is not None and link.how == "shared" and link.like is not None:
        link = links.get(link.like)
    return link is not None and link.how == "among"


def _is_too_many(line: Line, n: int, found: dict[int, Place]) -> bool:
    """Whether a count is too high for what parts told before leave of their whole, and so is told beside it: "leaving
    23 civilians, including nine children, and 16 fighters dead".
    """
    whole = found[n - 1].whole
    closed = [t.lower for t in line.tokens[line.counts[n - 1].np_last + 1 : line.counts[n].first]]
    high = line.counts[whole].number.high if whole is not None else None
    if whole is None or high is None or len(closed) != 2 or closed[0] not in CLOSING or closed[1] != "and":
        return False
    told = [line.counts[m].number.low or 0 for m in range(whole + 1, n) if found[m].whole == whole]
    return sum(told) + (line.counts[n].number.low or 0) > high >= sum(told)


def _has_own_trigger(line: Line, n: int, links: dict[int, Link]) -> bool:
    """Whether something else is said of a count than of the one before: "two of them women, and 80 wounded"."""
    mine, before = links.get(n), links.get(n - 1)
    return mine is not None and before is not None and mine.measure is not before.measure


def _says_apart(line: Line, count: Count) -> bool:
    return any(t.lower in APART for t in line.tokens[count.first : count.np_last + 1])


def _is_said_of_some(line: Line, count: Count, lexicon: Figures) -> bool:
    """ "Two were children": a bare number, a form of "be", and people."""
    at = count.np_last + 1
    if count.number.vague in SINGLES or (count.noun is not None and not count.back) or at + 1 >= len(line.tokens):
        return False
    nouns = [t for t in line.tokens[at + 1 : at + 4] if t.pos in ("NOUN", "PROPN")]
    return line.tokens[at].lower in BE and bool(nouns) and is_people(nouns[-1], lexicon)


def is_additional(text: str, count: Count, line: Line) -> bool:
    """Whether a count adds to another: "17 others", "another 23", "nine more people"."""
    before = text[count.number.start : count.number.core_start].lower()
    behind = [t.lower for t in line.tokens[count.last + 1 : count.np_last + 2]]
    return bool(re.search(r"\b(?:another|additional|further|other|extra)\b", before)) or bool(
        {"others", "other", "more", "additional", "further"} & set(behind)
        and not ("more" in behind and "than" in behind)
    )
