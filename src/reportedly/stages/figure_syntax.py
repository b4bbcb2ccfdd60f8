"""Ties by grammar: the verb that the counted depend on, through "and", or a clause about them."""

from __future__ import annotations

from reportedly.grammar import child, children, is_passive
from reportedly.parse import Token
from reportedly.stages.figure_counts import Count, Line
from reportedly.stages.figure_triggers import Link, Trigger, is_active, is_helped

TOLL_PREPOSITIONS = frozenset({"to", "at", "from"})
# How far up a number is followed to the verb it depends on.
REACH = 6


def by_grammar(line: Line, count: Count) -> Link | None:
    """What the parse says: the verb that the counted depend on, through "and", or a clause about them."""
    node = count.noun if count.noun is not None else line.tokens[count.last]
    core = line.tokens[count.last]
    for start in (core, node) if count.noun is not None else (core,):
        things = _things(line, count, start)
        if things is not None:
            return things
        trigger = _climb(line, start)
        if trigger is not None:
            return Link(trigger, "grammar", trigger.measure)
    return None


def _things(line: Line, count: Count, node: Token) -> Link | None:
    """Attacks, projectiles and buildings, with a verb that does something to them."""
    if count.noun is None:
        return None
    trigger = line.triggers.get(line.place(count.noun))
    if trigger is None or trigger.measure.of != "things" or "noun" not in trigger.roles:
        return None
    at = count.noun
    while (
        at.dep in ("conj", "pobj", "prep", "nummod", "compound")
        and at.head is not at
        and at.head.pos not in ("VERB", "AUX")
    ):
        at = at.head
    verb = at.head
    if at.dep not in ("dobj", "nsubjpass", "nsubj") or verb is at:
        return None
    for need in trigger.measure.verbs_needed:
        lemma, _, rest = need.partition(": ")
        if verb.lemma == lemma and (not rest or any(t.lower == rest.split()[0] for t in verb.children)):
            return Link(trigger, "things", trigger.measure)
    return None


def _climb(line: Line, node: Token) -> Trigger | None:
    for _ in range(6):
        head = node.head
        if head is node or head.sent is not line.sentence:
            return None
        governed = node.dep in ("nsubjpass", "nsubj", "dobj", "oprd", "attr", "obj")
        trigger = _of_verb(line, node, head) if governed else None
        if (
            trigger is None
            and node.dep in ("dobj", "oprd", "attr", "obj")
            and head.lower in line.lexicon.words.toll_links
        ):
            trigger = _toll_of(line, head)
        clause = next((c for c in children(node, "acl", "relcl") if _is_said(line, c)), None)
        if trigger is not None or governed or clause is not None:
            return trigger if trigger is not None or clause is None else line.triggers[line.place(clause)]
        if node.dep in ("conj", "nummod", "quantmod", "appos", "compound", "nmod", "amod", "det", "poss"):
            node = head
        elif node.dep == "pobj" and head.lower in TOLL_PREPOSITIONS and head.head.pos == "VERB":
            return _toll_of(line, head.head)
        elif node.dep == "pobj" and head.lower == "of":
            node = head.head
            trigger = line.triggers.get(line.place(node)) if node.sent is line.sentence else None
            if trigger is not None and "noun" in trigger.roles and trigger.measure.of == "people":
                return trigger
            if any(c.noun is node for c in line.counts):
                return None  # "three members of one family": the family is not counted
        else:
            return None
    return None


def _toll_of(line: Line, verb: Token) -> Trigger | None:
    """The toll that is the subject or object of a verb: "the toll from the clashes in both towns rose to five",
    "the death toll from a bomb blast on a bus convoy has reached 112".
    """
    for noun in children(verb, "nsubj", "nsubjpass", "dobj"):
        trigger = line.triggers.get(line.place(noun)) if noun.sent is line.sentence else None
        if trigger is None or trigger.measure.of != "people":
            continue
        if "toll" in trigger.roles or ("noun" in trigger.roles and noun.pos == "NOUN"):
            return trigger
    return None


def _is_said(line: Line, clause: Token) -> bool:
    trigger = line.triggers.get(line.place(clause)) if clause.sent is line.sentence else None
    if trigger is None or trigger.measure.of != "people":
        return False
    if "subject" in trigger.roles and clause.dep == "relcl":
        return True
    return "object" in trigger.roles and is_passive(clause) and not is_active(clause)


def _trigger_at(line: Line, token: Token) -> Trigger | None:
    """The trigger of people that a word of the sentence is."""
    trigger = line.triggers.get(line.place(token)) if token.sent is line.sentence else None
    return trigger if trigger is not None and trigger.measure.of == "people" else None


def _of_verb(line: Line, node: Token, verb: Token) -> Trigger | None:
    """The trigger that a verb is or leads to, for its subject or object."""
    trigger = _trigger_at(line, verb)
    if trigger is not None and _takes(trigger, node, verb):
        return trigger
    return _complement(line, node, verb, trigger) or _joined_verb(line, node, verb, trigger)


def _takes(trigger: Trigger, node: Token, verb: Token) -> bool:
    """Whether a verb's own subject or object is who it counts."""
    passive = is_passive(verb) or is_helped(verb)
    subject = node.dep in ("nsubj", "nsubjpass")
    if "object" in trigger.roles and (node.dep == "nsubjpass" or (node.dep != "nsubj" and not passive)):
        return True
    return subject and ("subject" in trigger.roles or ("state" in trigger.roles and passive))


def _complement(line: Line, node: Token, verb: Token, trigger: Trigger | None) -> Trigger | None:
    """What is said of them behind the verb: "five were found dead", "nine are believed to have been killed"."""
    for complement in children(verb, "acomp", "oprd", "xcomp", "ccomp", "attr"):
        inner = _trigger_at(line, complement)
        if inner is None or complement is node:
            continue
        if complement.dep in ("xcomp", "ccomp") and complement.pos == "VERB":
            reported = complement.tag == "VBN" and is_passive(verb)  # "has been reported killed"
            if (is_helped(complement) or reported) and node.dep in ("nsubj", "nsubjpass"):
                return inner
        elif "state" in inner.roles and _is_of(node, verb, trigger):
            return inner
    return None


def _joined_verb(line: Line, node: Token, verb: Token, trigger: Trigger | None) -> Trigger | None:
    """The second verb of "nineteen were attacked and killed"."""
    if trigger is not None or node.dep not in ("nsubj", "nsubjpass"):
        return None
    for conj in children(verb, "conj"):
        inner = _trigger_at(line, conj)
        if inner is None or "object" not in inner.roles or child(conj, "nsubj", "nsubjpass") is not None:
            continue
        if is_helped(conj) or (conj.tag in ("VBN", "VBD") and is_passive(verb) and child(conj, "dobj") is None):
            return inner
    return None


def _is_of(node: Token, verb: Token, trigger: Trigger | None) -> bool:
    """Whether a state is said of a verb's subject ("five are dead") or of its object ("left five dead")."""
    if node.dep == "dobj":
        return trigger is None or "object" not in trigger.roles
    if child(verb, "dobj") is not None:
        return False
    return verb.lemma in ("be", "remain", "lie", "go", "fall", "drop", "get") or is_passive(verb) or is_helped(verb)
