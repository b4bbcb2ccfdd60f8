"""Lists of victims: "him, two brothers and a bodyguard" are four; "four soldiers and one militant" stay apart."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.lexicon.figures import Figures
from reportedly.model import Span
from reportedly.parse import Parsed, Token
from reportedly.stages.figure_counts import SINGLES, Count, Line
from reportedly.stages.figure_numbers import apply_bounds
from reportedly.stages.figure_parts import Place
from reportedly.stages.figure_sharing import joined
from reportedly.stages.figure_triggers import Link

# Behind a number, these open its own place or cause.
OWN_TAIL = frozenset({"in", "at", "near", "on", "from", "outside", "to", "by", "due", "because", "during"})


class Sum(NamedTuple):
    """A list that is counted as one: its members by place in `line.counts`; `keep` when they are figures too."""

    members: tuple[int, ...]
    low: int | None
    high: int | None
    span: Span
    keep: bool
    remark: str


def find_sums(
    parsed: Parsed, line: Line, links: dict[int, Link], parts: dict[int, Place], lexicon: Figures
) -> list[Sum]:
    """The lists of a sentence whose members are on one side and fully counted."""
    found = []
    for group in _groups(line, links, parts):
        total = _sum(parsed, line, group, lexicon)
        if total is not None:
            found.append(total)
    return found


def _groups(line: Line, links: dict[int, Link], parts: dict[int, Place]) -> list[list[int]]:
    """Runs of counts with one trigger, joined by commas and "and"; parts between them belong to the one before."""
    groups: list[list[int]] = []
    for n in range(len(line.counts)):
        if n not in links or parts[n].relation == "part_of" or links[n].measure.of != "people":
            continue
        last = groups[-1][-1] if groups else None
        same = last is not None and links[last].trigger.token is links[n].trigger.token
        if same and last is not None and _runs_on(line, last, n, links, parts):
            groups[-1].append(n)
        else:
            groups.append([n])
    return [g for g in groups if len(g) > 1]


def _runs_on(line: Line, first: int, second: int, links: dict[int, Link], parts: dict[int, Place]) -> bool:
    between = [m for m in range(first + 1, second) if parts[m].relation == "part_of" and m in links]
    before = between[-1] if between else first
    if any(t.lower in ("plus", "or") for t in line.tokens[line.counts[before].last : line.counts[second].first]):
        return False
    return joined(line, line.counts[before], line.counts[second]) and not _each_its_own(line, before, second)


def _each_its_own(line: Line, first: int, second: int) -> bool:
    """Whether two numbers have a place or a cause of their own: "171 to shelling in the north and 19 to rockets"."""
    if line.counts[second].noun is not None or line.counts[first].number.vague in SINGLES:
        return False
    return all(_has_tail(line, line.counts[n]) for n in (first, second))


def _has_tail(line: Line, count: Count) -> bool:
    at = count.np_last + 1
    while at in line.triggers:
        at += 1  # "171 civilian deaths to shelling"
    return at < len(line.tokens) and line.tokens[at].lower in OWN_TAIL


def _sum(parsed: Parsed, line: Line, group: list[int], lexicon: Figures) -> Sum | None:
    counts = [line.counts[n] for n in group]
    singles = [c for c in counts if c.number.vague in SINGLES]
    if any(c.number.vague and c.number.vague not in SINGLES for c in counts):
        return None
    if any(c.noun is not None and c.noun.known is not None for c in singles):
        return None  # "312 people, up from 268, the Monitor said": a known body is no victim
    if any(c.noun is None for c in counts[:1]) and not singles:
        return None
    if not singles and len({_side(c.noun, lexicon) for c in counts if c.noun is not None}) > 1:
        return None
    if any(c.number.low is None for c in counts):
        return None
    low = sum(c.number.low or 0 for c in counts)
    if len(counts) > 2 and low == 2 * (counts[0].number.low or 0):
        return None  # "23 soldiers, 14 to Loka and nine to Venna": the rest says who the first were
    highs = [c.number.high for c in counts]
    high = sum(h for h in highs if h is not None) if None not in highs else None
    start = line.tokens[counts[0].first].start
    end = line.tokens[counts[-1].np_last].end
    text = " + ".join(str(c.number.low) for c in counts)
    return Sum(tuple(group), low, high, parsed.span(start, end), not singles, f"counted from the list: {text}")


def _side(noun: Token | None, lexicon: Figures) -> str:
    if noun is None:
        return ""
    forms = {noun.lower, noun.lemma, noun.lower.rstrip("s")}
    if forms & lexicon.words.state_forces:
        return "state"
    return "group" if forms & (lexicon.words.combatants | lexicon.words.attackers) else ""


def spread_bounds(line: Line, links: dict[int, Link], lexicon: Figures) -> None:
    """A bound before a list holds for each of its members: "at least 15 children and eight women"."""
    for n in range(1, len(line.counts)):
        first, second = line.counts[n - 1], line.counts[n]
        shared = n in links and n - 1 in links and links[n].trigger.token is links[n - 1].trigger.token
        plain = second.number.low is not None and not second.number.bounds and not second.number.vague
        if not shared or not plain or second.number.ranged or second.noun is None or not joined(line, first, second):
            continue
        if links[n].trigger.token.start < second.number.start and links[n].trigger.token.start > first.number.start:
            continue
        bounds = tuple(b for b in first.number.bounds if b in ("at_least", "more_than"))
        if bounds and second.number.low is not None:
            low, high = apply_bounds(("at_least",), second.number.low, lexicon)
            line.counts[n] = second._replace(number=second.number._replace(low=low, high=high, bounds=("at_least",)))


def is_attacker(count: Count) -> bool:
    """Whether a member of a list is the one who did it: "killed himself and four others"."""
    return count.number.vague == "pronoun" and count.noun is not None and count.noun.lower in ("himself", "herself")
