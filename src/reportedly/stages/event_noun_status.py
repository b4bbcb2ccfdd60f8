"""The status that an event has whose trigger is a noun: by its own modifiers, its verb, and the words it hangs on.

"Planned talks", "the strike *was called off*", "a plan for *attacks*", "in exchange for the *release*". What a verb's
own words make of it is read in event_status.py.
"""

from __future__ import annotations

from reportedly.grammar import auxiliaries, children
from reportedly.parse import Token
from reportedly.stages.event_classes import Scene
from reportedly.stages.event_doers import first_conjunct
from reportedly.stages.event_doubts import (
    condition_of,
    denial_of,
    traded_for,
)
from reportedly.stages.event_status import (
    ASSERTED,
    DOING,
    Reading,
    as_status,
    combined,
    is_to_be,
    under_adjective,
    verb_status,
)

CONTINUING = "continue"
BACKGROUND_PREPOSITIONS = frozenset(
    {"after", "amid", "before", "despite", "during", "following", "for", "over", "since", "under", "until", "of"}
)
ABOUT = frozenset({"about", "concerning", "on", "over", "regarding"})
STATES = frozenset({"be", "become", "look", "remain", "seem"})


def status_of(scene: Scene, trigger: Token, carrier: Token | None, verbal: bool | None = None) -> Reading | None:
    """The status of an event; None when the words leave it open whether anything is said to happen.

    `verbal` says whether the trigger does a verb's work; None goes by its part of speech.
    """
    if trigger.pos in ("VERB", "AUX") if verbal is None else verbal:
        return verb_status(scene, trigger)
    if carrier is None and trigger.dep == "attr" and any(a.tag == "MD" for a in auxiliaries(trigger.head)):
        carrier = trigger.head  # "it would be the worst attack since March"
    carried = carrier is not None and carrier.pos in ("VERB", "AUX")
    own = _noun_words(scene, trigger)
    if own is not None and not (carried and carrier is not None and _is_begun(scene, own, carrier)):
        return own
    if carrier is not None and carrier.pos == "ADJ":
        return under_adjective(scene, carrier, 0)
    if carrier is not None and carried and _is_denial(scene, carrier):
        return Reading("denied", (carrier,))
    if carrier is not None and carried:
        whole = _carried_status(scene, trigger, carrier)
        outcome = carrier.lemma in scene.events.words.casualty
        if whole.status == "planned" and carrier.lemma == CONTINUING:
            return Reading("asserted", whole.cues, ("ongoing",))  # what is to be continued is under way
        # "no soldiers were killed in the attack": there was one
        return ASSERTED if outcome and whole.status == "negated" and is_definite(trigger) else whole
    return _governed(scene, trigger)


def _carried_status(scene: Scene, noun: Token, carrier: Token) -> Reading:
    """The status of the verb that carries a noun; "is *scheduled*", "are *preparing*" make a bare noun planned."""
    entry = scene.events.status_table("verbs").get(carrier.lemma)
    wished = entry is not None and entry.effect in ("planned", "possible") and carrier.lemma != DOING
    if wished and entry is not None and not is_definite(noun):
        return combined(scene, Reading(as_status(entry.effect), (carrier,)), carrier, 0)
    whole = verb_status(scene, carrier)
    if carrier.lemma == "be" and whole.status == "asserted" and any(map(is_to_be, children(carrier, "xcomp"))):
        return Reading("planned", (carrier,))  # "the talks are *to begin* on Sunday", "were *to have* taken place"
    if entry is not None and entry.effect == "ends" and whole.status != "asserted" and is_definite(noun):
        return Reading("asserted", (carrier,), ("ending",))  # "the breaches must end": there were some
    for said in children(carrier, "acomp", "oprd") if carrier.lemma in STATES else ():
        word = scene.events.status_table("adjectives").get(said.lower)
        if word is not None and word.effect not in ("ends", "free", "asserted"):
            return combined(scene, Reading(as_status(word.effect), (said,)), carrier, 0)  # "an attack is *likely*"
    return whole


def _is_denial(scene: Scene, carrier: Token) -> bool:
    entry = scene.events.status_table("verbs").get(carrier.lemma)
    return entry is not None and entry.effect == "denied"


def _is_begun(scene: Scene, own: Reading, carrier: Token) -> bool:
    particle = " ".join(c.lower for c in children(carrier, "prt"))
    begun = " ".join(filter(None, (carrier.lemma, particle))) in scene.events.words.starting
    return begun and own.status in ("planned", "threatened", "offered", "demanded")


def _noun_words(scene: Scene, noun: Token) -> Reading | None:
    """What the noun's own modifiers say: "no talks", "planned talks", "alleged strike"."""
    table = scene.events.status_table("adjectives")
    for part in noun.children:
        if part.dep in ("det", "neg") and part.lower in ("no", "neither"):
            return Reading("negated", (part,))
        word = part.lower if part.lower in table else part.lower.rpartition("-")[2]
        if part.dep in ("amod", "compound", "advmod") and word in table:
            effect = table[word].effect
            if effect not in ("ends", "free", "asserted"):
                return Reading(as_status(effect), (part,))
    return None


def is_background(noun: Token) -> bool:
    """Whether a noun only says when, why or in spite of what something else happened: "resigned *after the attack*"."""
    top = first_conjunct(noun)
    return top.dep == "pobj" and top.head.lower in BACKGROUND_PREPOSITIONS


def _governed(scene: Scene, noun: Token) -> Reading | None:
    """The status of a noun that no light verb carries, by what it depends on."""
    top = first_conjunct(noun)
    head, tables = top.head, scene.events.status_table
    path = ""
    if top.dep in ("pobj", "pcomp") and head.pos == "ADP":
        if head.lower in tables("prepositions") and not (head.lower == "against" and is_definite(noun)):
            effect = tables("prepositions")[head.lower].effect
            if effect not in ("ends", "free", "asserted"):
                return Reading(as_status(effect), (head,))
        path, head = head.lower, head.head
    case = condition_of(scene, top) or _price(scene, top)
    if case is not None:
        return Reading("conditional", (case,))
    if head.pos in ("NOUN", "PROPN") and head is not top:
        denial = denial_of(scene, head)
        if denial is not None:
            return Reading("denied", (head, denial))
        if path == "of" and head.lemma in scene.events.words.transparent:
            return _governed(scene, head)  # "a new round of talks": what is said of the round
        return _noun_under_noun(scene, noun, head, path)
    if head.pos == "ADJ" and head.lower == "due" and path == "to":
        return ASSERTED  # "closed due to the strike"
    if head.pos == "ADJ":
        entry = tables("adjectives").get(head.lower)
        if entry is not None and entry.effect not in ("ends", "free", "asserted"):
            return combined(scene, Reading(as_status(entry.effect), (head,)), head.head, 0)
        return ASSERTED
    if head.pos not in ("VERB", "AUX") or head is top:
        return ASSERTED
    return _noun_under_verb(scene, noun, head, path, subject=top.dep.startswith("nsubj"))


def _price(scene: Scene, noun: Token) -> Token | None:
    """The verb of what is still to be given for something: "would *withdraw* in exchange for the release"."""
    given = traded_for(noun)
    return given if given is not None and verb_status(scene, given).status != "asserted" else None


def _noun_under_noun(scene: Scene, noun: Token, head: Token, path: str) -> Reading | None:
    entry = scene.events.status_table("nouns").get(head.lemma)
    if entry is None or entry.effect in ("asserted", "free"):
        return ASSERTED
    if entry.effect == "ends":
        return ASSERTED if is_definite(noun) else None
    if entry.effect == "planned" and path in ABOUT and is_definite(noun):
        return None  # "talks on *the* truce": there may be one already
    return Reading(as_status(entry.effect), (head,))


def _noun_under_verb(scene: Scene, noun: Token, verb: Token, path: str, subject: bool) -> Reading | None:
    tables = scene.events.status_table
    particle = " ".join(c.lower for c in children(verb, "prt"))
    key = " ".join(filter(None, (verb.lemma, particle, path)))
    if verb.lemma in scene.events.words.wanting and not subject and not path:
        return combined(scene, Reading("demanded", (verb,)), verb, 0)  # "want an inquiry"
    entry = tables("verbs").get(key) if not subject or verb.tag == "VBN" else None
    if entry is not None and entry.effect == "ends":
        return Reading("asserted", (verb,), ("ending",)) if is_definite(noun) else None
    if entry is not None and entry.effect not in ("asserted", "free"):
        return combined(scene, Reading(as_status(entry.effect), (verb,)), verb, 0)
    whole = verb_status(scene, verb)
    if whole.status == "asserted" or is_definite(noun):
        return ASSERTED
    return whole


def is_definite(noun: Token) -> bool:
    """Whether a noun is spoken of as known: "the talks", "this attack", "its campaign", "Tuesday's strike"."""
    first = first_conjunct(noun)
    return any(
        c.dep == "poss" or (c.dep in ("det", "predet") and c.lower in ("the", "this", "that", "these", "those"))
        for part in (noun, first)
        for c in part.children
    )
