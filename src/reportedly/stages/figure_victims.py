"""One person told by a role and found by grammar: "killed Loka's deputy prosecutor", "a young cleric was shot dead".

A number beside a verb is easy to see; one person is a noun phrase of any length. So the verb is asked whom it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportedly.grammar import child, children, conjuncts, is_passive
from reportedly.lexicon.figures import Figures
from reportedly.parse import Token
from reportedly.stages.figure_numbers import GROUPS, Number
from reportedly.stages.figure_people import is_person
from reportedly.stages.figure_triggers import Trigger, is_helped

# Measures for which one person told by name or role is a figure of one.
SINGLE_MEASURES = frozenset({"killed", "injured", "missing", "abducted", "detained", "released", "rescued"})
# How many words a role may have: "an anti-corruption campaigner and former deputy mayor" has nine.
LONGEST = 12


class Victim(NamedTuple):
    """A number of one, with the first word and the noun of the person's phrase."""

    number: Number
    first: Token
    noun: Token


def find_victims(triggers: dict[int, Trigger], lexicon: Figures) -> Iterator[Victim]:
    """The single persons that a sentence's verbs tell something of, in the order of the verbs."""
    for trigger in triggers.values():
        if trigger.measure.id not in SINGLE_MEASURES or trigger.measure.of != "people":
            continue
        for noun in _told_of(trigger):
            for person in conjuncts(noun):
                victim = _victim(person, lexicon)
                if victim is not None:
                    yield victim


def _told_of(trigger: Trigger) -> list[Token]:
    """The nouns that a verb is about: its object, its passive subject, or the subject of the verb that it completes."""
    verb = trigger.token
    if verb.pos != "VERB":
        return _completed(trigger, verb.head) if "state" in trigger.roles and verb.head.pos in ("VERB", "AUX") else []
    found: list[Token] = []
    if "object" in trigger.roles:
        passive = is_passive(verb) or is_helped(verb)
        found = children(verb, "nsubjpass") if passive else children(verb, "dobj")
    if "subject" in trigger.roles:
        found += children(verb, "nsubj")
    return found or _completed(trigger, verb.head)


def _completed(trigger: Trigger, head: Token) -> list[Token]:
    """The subject of "was found dead", "has been reported killed", "was stabbed and then beheaded"."""
    verb = trigger.token
    if head is verb or child(verb, "nsubj", "nsubjpass", "dobj") is not None:
        return []
    joined = verb.dep == "conj" and verb.tag in ("VBN", "VBD") and "object" in trigger.roles
    if is_passive(head) and (joined or verb.dep in ("xcomp", "oprd", "acomp", "ccomp")):
        return children(head, "nsubjpass")
    return []


def _victim(noun: Token, lexicon: Figures) -> Victim | None:
    """The phrase of one person, when a noun is of one; several and unknown nouns give nothing."""
    if noun.lower in lexicon.words.compass and noun.pos == "NOUN":
        noun = next((c for c in children(noun, "compound", "nmod") if _is_one(c, lexicon)), noun)
    if not _is_one(noun, lexicon) or child(noun, "nummod") is not None:
        return None
    first = noun
    for part in noun.children:
        if part.i < noun.i and part.dep in ("det", "amod", "compound", "poss", "nmod", "advmod", "punct"):
            first = min(first, min(part.subtree(), key=lambda t: t.i), key=lambda t: t.i)
    words = noun.sent.tokens[first.i - noun.sent.tokens[0].i : noun.i - noun.sent.tokens[0].i]
    if len(words) > LONGEST or any(t.tag == "CD" for t in words):
        return None
    vague = _how_told(noun, words)
    return Victim(Number(first.start, noun.end, noun.start, noun.end, 1, 1, vague), first, noun)


def _how_told(noun: Token, words: Sequence[Token]) -> str:
    """Whether a phrase brings a person in ("a cleric") or speaks of one who may be known ("the cleric", "his wife")."""
    owner = child(noun, "poss")
    if owner is not None:
        return "owned" if owner.tag == "PRP$" else "definite"
    return "definite" if any(t.lower == "the" for t in words) else "article"


def _is_one(noun: Token, lexicon: Figures) -> bool:
    return noun.tag == "NN" and noun.known is None and noun.lower not in GROUPS and is_person(noun, lexicon)
