"""Numbers broken down: "twelve people -- seven men and five women", and whether such parts can be added.

Only parts that stand as the whole told once more are added, and only where nobody can be in two of them: eight women
and five doctors of ten dead are no mistake, and neither are four children of ten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from reportedly.lexicon.figures import Figures
from reportedly.model import Figure
from reportedly.stages.figure_counts import SINGLES, Line
from reportedly.stages.figure_sharing import joined
from reportedly.stages.figure_triggers import BE, Link

DIFFERS = "its parts add up to another number"
OPENING = frozenset({"--", "–", "—", ":", "-", "("})
CLOSING = {"(": ")"}
# Of the young, some are of the others too.
CHILDREN = frozenset({"child", "children", "minor", "youth", "teenager", "youngster"})
YOUNG = CHILDREN | {"boy", "girl", "infant", "baby", "toddler", "newborn"}
CIVILIAN = frozenset({"civilian", "resident", "villager", "local", "passenger", "relative", "member"})


def opens_breakdown(line: Line, n: int, links: Mapping[int, Link]) -> bool:
    """Whether a count opens an aside that tells who the counted were: "two teachers -- one from Kora, one ..."."""
    if n == 0 or n - 1 not in links or line.counts[n - 1].number.vague in SINGLES:
        return False
    first, second = line.counts[n - 1], line.counts[n]
    between = [t.lower for t in line.tokens[first.np_last + 1 : second.first]]
    if between == [","] and _adds_up(line, n):
        return True
    if not between or between[-1] not in OPENING or not _is_said_on(line, n, between[:-1]):
        return False
    if len(between) > 1 and not _lists(line, n):
        return False
    return second.number.low is not None and first.number.low is not None and second.number.low <= first.number.low


def _is_said_on(line: Line, n: int, words: Sequence[str]) -> bool:
    """Whether nothing but what befell the whole stands before the aside: "twelve people *were killed*: seven men"."""
    first = line.counts[n - 1].np_last + 1
    return all(w in BE | {"have", "has", "had", "been"} or first + p in line.triggers for p, w in enumerate(words))


def _lists(line: Line, n: int) -> bool:
    """Whether another part follows: a colon alone may open anything."""
    return n + 1 < len(line.counts) and joined(line, line.counts[n], line.counts[n + 1])


def _adds_up(line: Line, n: int) -> bool:
    """Whether the counts from here on make up the one before: "23 soldiers, 14 ... and nine ..."."""
    whole, total = line.counts[n - 1].number, 0
    for m in range(n, len(line.counts)):
        if m > n and not joined(line, line.counts[m - 1], line.counts[m]):
            break
        total += line.counts[m].number.low or 0
    return whole.low == whole.high == total and n + 1 < len(line.counts)


def note_differences(figures: Mapping[int, Figure], listed: Sequence[int], lexicon: Figures) -> dict[str, Figure]:
    """The wholes whose list of parts adds up to another number, by id, with the remark.

    `figures` are those of a sentence by the place of their count, `listed` the places of parts in a breakdown.
    """
    noted: dict[str, Figure] = {}
    for whole in figures.values():
        parts = [figures[n] for n in listed if n in figures and figures[n].part_of == whole.id]
        exact = all(f.low is not None and f.low == f.high for f in (whole, *parts))
        if len(parts) < 2 or not exact or may_overlap([p.population for p in parts], lexicon):
            continue
        if sum(p.low or 0 for p in parts) != whole.low:
            noted[whole.id] = msgspec.structs.replace(whole, remarks=(*whole.remarks, DIFFERS))
    return noted


def may_overlap(populations: Sequence[str | None], lexicon: Figures) -> bool:
    """Whether somebody may be in two of some populations: "women" and "doctors", "children" and "girls".

    Men, women and children are apart, and so are soldiers and drivers; who has no name at all may be anybody.
    """
    heads = [_head(p) for p in populations if p is not None]
    if len(heads) < len(populations) or len(set(heads)) < len(heads):
        return True
    told = set(heads)
    if len({h in lexicon.words.sexes for h in heads}) > 1:
        return True
    if len(told & YOUNG) > 1 and told & CHILDREN:
        return True
    armed = lexicon.words.combatants | lexicon.words.attackers | lexicon.words.state_forces
    return bool(told & CIVILIAN) and not told - CIVILIAN <= armed


def _head(population: str) -> str:
    word = population.lower().split()[-1]
    return {"men": "man", "women": "woman", "children": "child", "babies": "baby"}.get(word, word.rstrip("s"))
