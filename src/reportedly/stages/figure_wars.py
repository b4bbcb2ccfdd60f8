"""Numbers of a whole war, siege or uprising: "a war in which 6,000 were killed", "the siege has claimed 900 lives".

Such a number is of no incident. Of an affair that goes on, or that the report knows ("the war"), it is cumulative; of
one that is told in passing ("a war in which", "the 1998 war") it is of another event.
"""

from __future__ import annotations

from reportedly.grammar import auxiliaries, child, children
from reportedly.model import Scope
from reportedly.parse import Token
from reportedly.stages.figure_counts import Line
from reportedly.stages.figure_triggers import Trigger

# Prepositions between those counted and the affair: "died in the siege", "were killed during the war".
DURING = frozenset({"in", "during", "throughout", "over"})
PASSED = frozenset({"last", "previous", "earlier", "first", "second", "former", "old"})
# How far a verb may hang below the one whose subject is the affair: "the war went on, forcing ... and killing".
REACH = 3


def war_of(line: Line, trigger: Trigger) -> tuple[Token, Scope] | None:
    """The lasting affair whose dead or displaced a trigger counts, with the scope that it gives."""
    verb: Token | None = trigger.token
    if verb is not None and verb.pos not in ("VERB", "AUX") and verb.head.pos in ("VERB", "AUX"):
        verb = verb.head
    for _ in range(REACH):
        if verb is None or verb.sent is not line.sentence:
            return None
        noun = _affair(line, verb)
        if noun is not None:
            return noun, _scope(noun, verb)
        if any(p.lower == "on" for p in children(verb, "prep")):
            return None  # "three were killed in the war on Monday"
        joined = verb.dep in ("advcl", "conj", "xcomp") and child(verb, "nsubj", "nsubjpass") is None
        verb = verb.head if joined else None
    return None


def _affair(line: Line, verb: Token) -> Token | None:
    """The affair that a clause is about: its antecedent, its subject, or what "in" and "during" name."""
    if verb.dep == "relcl":
        links = [c for c in verb.children if c.lower in ("that", "which")]
        links += [c for p in children(verb, "prep") if p.lower in DURING for c in p.children if c.lower == "which"]
        found = next((t for t in _below(verb.head) if _is_war(line, t)), None) if links else None
        if found is not None:
            return found
    if any(p.lower == "on" for p in children(verb, "prep")):
        return None
    for subject in children(verb, "nsubj"):
        if _is_war(line, subject):
            return subject
    for prep in children(verb, "prep"):
        noun = child(prep, "pobj") if prep.lower in DURING else None
        if noun is not None and _is_war(line, noun):
            return noun
    return None


def _below(noun: Token) -> list[Token]:
    """A noun and what "of" ties to it: "seventy days of blockade"."""
    return [noun, *(p for c in children(noun, "prep") if c.lower == "of" for p in children(c, "pobj"))]


def _is_war(line: Line, noun: Token) -> bool:
    return noun.lemma in line.lexicon.words.wars and noun.pos in ("NOUN", "PROPN")


def _scope(noun: Token, verb: Token) -> Scope:
    """Another event when the affair is told as past and as news to the reader; else the whole of it so far."""
    if any(a.lemma == "have" and a.tag in ("VBZ", "VBP") for a in auxiliaries(verb)):
        return "cumulative"
    parts = {c.lower for c in noun.children}
    dated = any(t.isdigit() and len(t) == 4 for t in (p.removesuffix("s") for p in parts))
    return "other_event" if parts & ({"a", "an"} | PASSED) or dated else "cumulative"
