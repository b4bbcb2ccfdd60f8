"""Whether a number counts what is said to have happened: "could kill 20", "did not kill", "is set to see 30 freed"."""

from __future__ import annotations

from reportedly.grammar import child, children
from reportedly.model import Event, Status
from reportedly.parse import Token
from reportedly.stages.event_classes import Scene
from reportedly.stages.event_doubts import denial_of
from reportedly.stages.event_noun_status import status_of
from reportedly.stages.figure_scope import clause_status
from reportedly.stages.figure_triggers import Link

# What one decides to do with people: what is said to lie ahead of it is a plan.
GIVEN = frozenset({"bodies", "exchanged", "released", "rescued", "returned"})
# How what a report says may hang below it: "claims that ...", and misread "called reports of 30 dead untrue".
BELOW = frozenset({"acl", "advcl", "amod", "ccomp", "conj", "csubj", "nummod", "pobj", "prep", "xcomp"})
# Verbs whose object has something done to it: "is set to *see* 30,000 people evacuated".
SEEING = frozenset({"get", "have", "leave", "see"})
# What an event is that nobody says has happened, whatever helping words its number's clause has.
UNTOLD = frozenset({"demanded", "denied", "negated", "conditional"})


def status_of_number(scene: Scene, link: Link, own: str, event: Event | None) -> Status:
    """The status that the words of the clause give: "could kill 20", "did not kill", "if 20 are killed".

    A finite clause is judged by its own helping words; an infinitive by what it depends on, as events are.
    """
    verb = link.trigger.token
    if verb.pos not in ("VERB", "AUX") and verb.head.pos in ("VERB", "AUX"):
        verb = verb.head
    verb = _seeing(verb) or verb
    if (verb.tag == "VB" and any(c.lower == "to" for c in verb.children)) or _is_gerund(verb):
        reading = status_of(scene, verb, None)
        status: Status = reading.status if reading is not None else "asserted"
    else:
        status = "denied" if _is_denied_report(scene, verb) else clause_status(verb)
        if status == "conditional" and _is_told_ahead(verb):
            status = "planned" if link.measure.id in GIVEN else "possible"
    status = _no_surer(status, event, link.trigger.token)
    return own if own and status == "asserted" else status  # type: ignore[return-value]


def _seeing(verb: Token) -> Token | None:
    """The verb that a bare participle completes, whose helping words are the participle's too."""
    if verb.tag != "VBN" or children(verb, "aux", "auxpass"):
        return None
    head = verb.head.head if verb.dep == "acl" and verb.head.dep == "dobj" else verb.head
    return head if verb.dep in ("acl", "ccomp", "oprd") and head.lemma in SEEING and head.pos == "VERB" else None


def _no_surer(status: Status, event: Event | None, trigger: Token) -> Status:
    """A number is no surer than the event of its own word: "wants it to confirm that 12 were killed" kills nobody."""
    if event is None or status != "asserted" or event.status not in UNTOLD or not event.evidence.cues:
        return status
    return event.status if event.evidence.cues[0].start == trigger.start else status


def _is_denied_report(scene: Scene, verb: Token) -> bool:
    """Whether a clause tells what a denied report says: "rejected *claims that* 40 fighters had been killed"."""
    for _ in range(5):
        head = verb.head
        if verb.dep in ("acl", "relcl", "ccomp", "pobj") and head.pos in ("NOUN", "PROPN"):
            return denial_of(scene, head) is not None
        if head is verb or verb.dep not in BELOW:
            return False
        if verb.dep in ("ccomp", "csubj") and _is_untrue(scene, head):
            return True
        verb = head
    return False


def _is_untrue(scene: Scene, word: Token) -> bool:
    """Whether a clause is called untrue: "it is *not true* that", "it is *false* that"."""
    said = [word, *children(word, "acomp", "attr")]
    if any(t.lower in scene.events.words.false_words for t in said):
        return True
    true = any(t.lower in ("true", "correct", "accurate", "case") for t in said)
    return true and any(child(t, "neg") is not None for t in (word, word.head))


def _is_told_ahead(verb: Token) -> bool:
    """Whether "would" only looks ahead from a past saying: "said they *would* free 30 prisoners"."""
    would = any(c.lower in ("would", "'d") and c.tag == "MD" for c in verb.children)
    perfect = any(c.lemma == "have" for c in verb.children)
    below = any(c.dep == "advcl" and any(m.lower in ("if", "unless") for m in c.children) for c in verb.children)
    return would and not perfect and not below and verb.dep == "ccomp" and verb.head.tag == "VBD"


def _is_gerund(verb: Token) -> bool:
    """Whether a word is what another verb or a preposition governs: "denied *having killed* 15 people"."""
    perfect = any(c.tag == "VBG" for c in verb.children if c.dep == "aux")
    return verb.dep in ("xcomp", "ccomp", "pcomp") and (verb.tag == "VBG" or perfect)
