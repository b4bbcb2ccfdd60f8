"""Which verbs of the cue lists only tell of a deed here, or of a thought that is nobody's: no saying, and no frame.

Many verbs of saying are deeds as well: rebels are backed with money, goods are recalled, a gang threatens people with
knives. What is done is not said, and a record that holds it as said would be wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.grammar import agent_of, child, children, is_passive, noun_phrase, prepositional
from reportedly.lexicon.cues import Cue
from reportedly.parse import Token
from reportedly.stages.speakers import can_speak, is_done_to

if TYPE_CHECKING:
    from reportedly.stages.frames import Reading

# Entries whose verbs are acts as well as words.
ACTS = frozenset({"intend", "seek"})
# Verbs that give a name: without an object the subject bears it, "a town once called Orven".
NAMING = frozenset({"call", "dub", "label", "term"})
# Verbs of showing that give a number as found: "the survey found nine wells dry".
COUNTING = frozenset({"find", "indicate", "reveal", "show"})
BACKING = frozenset({"back", "favor", "favour", "support"})
# Adverbs that make a backing one of deeds: "backed militarily by its neighbour".
DEED_ADVERBS = frozenset({"financially", "logistically", "materially", "militarily"})
# Verbs of making known that in the passive tell of a thing shown: "each chapter is revealed through a song".
SHOWN = frozenset({"disclose", "reveal", "unveil"})
# Verbs of naming and judging whose passive without a doer still tells of somebody's words: "is described as calm".
TOLD_OF = frozenset({
    "brand", "characterise", "characterize", "depict", "describe", "label", "portray", "regard", "see", "view",
})  # fmt: skip
# Verbs of telling to do whose passive without a doer tells of a rule and of nobody's words: "are required to wash".
RULED = frozenset({"press", "push", "require"})


def is_deed(reading: Reading, verb: Token, cue: Cue, take: str, speaker: Token | None) -> bool:
    """Whether a verb of the lists tells of a deed: "everyone seeking a way out", "by supporting them with arms"."""
    if cue.id in ACTS and verb.dep == "acl" and verb.tag == "VBG":
        return True
    if cue.id in ("want", "intend") and verb.dep == "relcl" and _is_anybody(verb):
        return True
    if verb.lemma == "admit" and take in ("to", "object") and _is_taken_in(verb):
        return True
    if cue.id == "reveal" and take == "object_figure" and verb.lemma not in COUNTING:
        return True
    if (
        take in ("predicate", "as")
        and verb.lemma in NAMING
        and child(verb, "oprd") is not None
        and not is_passive(verb)
    ):
        return child(verb, "dobj") is None and not any(t.lower in ("what", "whom") for t in verb.subtree())
    if verb.lemma in ("offer", "seek") and take == "object":
        return not _offers_a_deal(reading, verb)
    if cue.id == "support":
        return _is_backing(reading, verb)
    if cue.id == "relate" and take == "object":
        return _is_aside(verb) or _is_called_back(reading, verb, speaker)
    if verb.lemma == "require" and take == "object":
        return speaker is None or speaker.lemma not in reading.cues.words.documents
    if verb.lemma == "add" and child(verb, "dobj") is not None:
        return not any(reading.names.is_quoted(t) for t in child(verb, "dobj").subtree())  # type: ignore[union-attr]
    return _is_armed_threat(reading, verb, cue) or (is_done_to(verb) and _is_nobodys(verb, cue, take))


def claims_lives(verb: Token) -> bool:
    """ "The raid *claimed the lives* of ten": nobody says a thing."""
    return verb.lemma == "claim" and any(o.lemma in ("life", "victim") for o in children(verb, "dobj"))


def _offers_a_deal(reading: Reading, verb: Token) -> bool:
    """Whether what is offered is put forward in words: a truce, talks, help, and not rooms or courses."""
    offered = child(verb, "dobj") or child(verb, "nsubjpass")
    if offered is None:
        return True
    words = {offered.lemma, *(t.lower for t in noun_phrase(offered))}
    return bool(words & reading.cues.words.offers) or any(reading.names.is_quoted(t) for t in offered.subtree())


def _is_backing(reading: Reading, verb: Token) -> bool:
    """Whether somebody is backed by deeds: "a crowd supporting Vell", "backed by its neighbour", "with arms"."""
    if verb.lemma not in BACKING:
        return False
    if any(c.lower in DEED_ADVERBS for c in children(verb, "advmod")):
        return True
    if prepositional(verb, "with") and not is_passive(verb):
        return True
    patient = child(verb, "nsubjpass", "dobj")
    aside = verb.tag == "VBG" and not children(verb, "aux") and verb.dep in ("acl", "pcomp", "advcl", "xcomp")
    return patient is not None and (aside or is_passive(verb)) and _is_somebody(reading, patient)


def _is_somebody(reading: Reading, noun: Token) -> bool:
    """Whether a noun is a person or a side, and not a plan or a view."""
    return noun.pos in ("PRON", "PROPN") or can_speak(reading, noun)


def _is_aside(verb: Token) -> bool:
    """Whether a telling is only what something is for: "a way of honouring and *remembering* him"."""
    at = verb
    while at.dep == "conj" and at.head.pos in ("VERB", "AUX"):
        at = at.head
    return at.tag == "VBG" and at.dep == "pcomp" and at.head.lower == "of" and child(verb, "aux") is None


def _is_called_back(reading: Reading, verb: Token, speaker: Token | None) -> bool:
    """ "The maker recalled its heaters": a body that recalls a thing calls it back; persons remember."""
    if verb.lemma != "recall" or speaker is None:
        return False
    mention = reading.names.mentions.get(speaker.i)
    person = mention is not None and mention.person
    return not person and speaker.pos != "PRON"


def _is_anybody(verb: Token) -> bool:
    """ "everyone who wants a seat": nobody said so."""
    return any(c.lower in ("any", "every", "each") for c in verb.head.children) or verb.head.lower in ANYBODY


ANYBODY = frozenset({"anybody", "anyone", "everybody", "everyone", "people", "those"})


def _is_taken_in(verb: Token) -> bool:
    """ "people admitted to hospitals": nobody owned up to a thing."""
    held = [n.lemma for n in prepositional(verb, "to")]
    return any(n in HOMES for n in held) or child(verb, "nsubjpass") is not None


HOMES = frozenset({"care", "centre", "center", "clinic", "hospital", "intensive", "unit", "university", "ward"})


def _is_armed_threat(reading: Reading, verb: Token, cue: Cue) -> bool:
    """ "threatened people with a knife": no word was said."""
    held = prepositional(verb, "with")
    return cue.id == "threaten" and any(t.lemma in reading.cues.words.weapons for t in held)


def _is_nobodys(verb: Token, cue: Cue, take: str) -> bool:
    """Whether a passive tells of no one's words: "is considered a star", "is called Port Sarn", "must be disclosed"."""
    if verb.lemma in SHOWN and take == "object":
        return True
    if agent_of(verb) is not None:
        return False
    if cue.id == "believe":
        return take in ("predicate", "as")
    if cue.id == "describe":
        return verb.lemma not in TOLD_OF
    return cue.id == "tell_to" and verb.lemma in RULED
