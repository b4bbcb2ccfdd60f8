"""Reports that are denied, and conditions put without "if".

"Dismissed as false a *report that* ...", "*reports of* talks were untrue", "*in case of* an attack", "*provided that*
the road opens", "*once* the rebels leave, the army will ...": nothing of this is told as done.
"""

from __future__ import annotations

from reportedly.grammar import auxiliaries, child, children
from reportedly.parse import Token
from reportedly.stages.event_slots import Scene, first_conjunct

PRESENT = frozenset({"VBZ", "VBP", "VB"})
COMING = frozenset({"will", "would", "shall", "'ll", "'d"})
GOVERNED = frozenset({"dobj", "obj", "nsubjpass", "oprd", "attr"})


def denial_of(scene: Scene, noun: Token) -> Token | None:
    """The word that denies a report or accusation: "*rejected* accusations that", "rumours of ... are *untrue*"."""
    words = scene.events.words
    top = first_conjunct(noun)
    if top.lemma not in words.told_nouns:
        return None
    head = top.head
    if top.dep == "pobj" and head.lower == "as" and head.head.lemma in words.denying:
        return head.head  # "dismissed as false a report that", as parsers read it
    if top.dep in GOVERNED and head.pos == "VERB":
        false = [t for t in head.subtree() if t.lower in words.false_words and t.i > top.i]
        return head if head.lemma in words.denying else next(iter(false), None)
    if top.dep in ("nsubj", "nsubjpass"):
        said = [head, *children(head, "acomp", "attr", "oprd", "prep")]
        return next((t for t in said if t.lower in words.false_words or t.lemma in words.false_words), None)
    return None


def condition_of(scene: Scene, noun: Token) -> Token | None:
    """The "case" or "event" of "in case of an attack", "in the event of war"."""
    prep = noun.head
    if noun.dep != "pobj" or prep.lower != "of":
        return None
    case = prep.head
    if case.lower not in ("case", "event") or case.dep != "pobj" or case.head.lower != "in":
        return None
    return case if case.lower == "event" or child(case, "det", "poss") is None else None


def is_awaited(scene: Scene, clause: Token) -> bool:
    """Whether a clause of time tells what must come first: "*once* the rebels leave the bridge, the army will ..."."""
    marks = {m.lower for m in children(clause, "mark", "advmod")}
    if not marks & scene.events.words.awaiting or clause.dep != "advcl" or clause.tag == "VBD":
        return False
    own = [t for t in (clause, *auxiliaries(clause)) if t.tag in ("VBD", "VBP", "VBZ", "MD", "VB")]
    present = bool(own) and own[0].tag in PRESENT
    return present and any(a.lower in COMING for a in auxiliaries(clause.head))
