"""What a name of a place is used for: a place, or an actor where a state or its capital speaks and acts.

"Moscow said" is a government; "in Moscow" is a city. A state is an actor unless something says that it is a place; a
capital is a place unless it speaks, is spoken to, or owns what only a government has.
"""

from __future__ import annotations

from reportedly.grammar import conjuncts
from reportedly.parse import Token
from reportedly.stages.place_candidates import Candidate, Scan
from reportedly.stages.place_signs import before

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
SIDES = frozenset({"with", "against", "by", "between", "among", "versus"})
PLACE_PREPOSITIONS = frozenset({"from", "to"})


def settle_uses(scan: Scan, candidates: list[Candidate]) -> None:
    """Mark the states and capitals that act."""
    for candidate in candidates:
        place = candidate.chosen
        if candidate.use != "place" or place is None:
            continue
        if place.precision == "country":
            candidate.use = "place" if _is_located(scan, candidate) else "actor"
        elif place.capital or _is_known(scan, candidate):
            candidate.use = "actor" if _acts(scan, candidate) else "place"
    for candidate in candidates:
        _follow_list(scan, candidate, candidates)


def _head(scan: Scan, candidate: Candidate) -> Token:
    tokens = scan.parsed.tokens[candidate.first : candidate.last + 1]
    inside = {t.i for t in tokens}
    return next((t for t in reversed(tokens) if t.head.i not in inside or t.head is t), tokens[-1])


def _is_known(scan: Scan, candidate: Candidate) -> bool:
    """Whether the lexicon of actors has the name as a territory's or as a capital's."""
    return scan.parsed.tokens[candidate.last].known is not None


def _is_located(scan: Scan, candidate: Candidate) -> bool:
    """Whether a state is spoken of as a place: "in Loka", "northern Loka", "entered Loka", "Port Ada, Loka"."""
    words = scan.lexicon.places
    if candidate.direction or candidate.level or any(s.startswith(("holds ", "dateline")) for s in candidate.signs):
        return True
    head = _head(scan, candidate)
    left = before(scan, candidate.first)
    while left is not None and left.tag == "DT":
        left = before(scan, left.i)
    if left is not None and (left.lower in words.at - SIDES or left.lower in PLACE_PREPOSITIONS):
        return True
    if left is not None and left.lower in ("of", "with"):
        sort = before(scan, left.i)
        if sort is not None and left.lower == "of" and sort.lemma in words.place_nouns:
            return True
        return sort is not None and (sort.lower in words.vague or (left.lower == "of" and _is_part(scan, sort)))
    if head.dep == "poss" and (head.head.lemma in words.vague or head.head.lower in words.after | words.directions):
        return True
    return head.dep in ("dobj", "nsubjpass") and head.head.lemma in words.takes_place


def _is_part(scan: Scan, sort: Token) -> bool:
    return sort.lower in scan.lexicon.places.before or sort.lower in scan.lexicon.places.directions


def _acts(scan: Scan, candidate: Candidate) -> bool:
    """Whether a capital stands for its government: it speaks, is a side of something, or owns an offer."""
    words = scan.lexicon.places
    head = _head(scan, candidate)
    while head.dep == "conj" and head.head is not head:
        head = head.head
    if candidate.direction or candidate.level:
        return False
    if head.dep in SUBJECTS and head.head.lemma in words.speaks:
        return True
    if head.dep == "pobj" and head.head.lower in ("between", "among"):
        return all(_may_act(t) for t in conjuncts(head))
    if head.dep == "pobj" and head.head.lower in SIDES:
        return head.head.lower != "by" or head.head.dep == "agent"
    return head.dep == "poss" and (head.head.lemma in words.government_has or head.head.lemma in words.speaks)


def _may_act(token: Token) -> bool:
    """Whether a name stands for somebody: a known actor, no town beside it in the list."""
    return token.known is not None


def _follow_list(scan: Scan, candidate: Candidate, candidates: list[Candidate]) -> None:
    """ "in Loka and Venna": the second state is as much a place as the first."""
    head = _head(scan, candidate)
    if candidate.use != "actor" or head.dep != "conj":
        return
    while head.dep == "conj" and head.head is not head:
        head = head.head
    first = next((c for c in candidates if c.first <= head.i <= c.last), None)
    if first is not None and first.use == "place" and first is not candidate:
        candidate.use = "place"
