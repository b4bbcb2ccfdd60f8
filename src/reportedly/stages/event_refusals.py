"""Why a trigger is no event: a question, a habit, another field's words, an accident, a figure of speech."""

from __future__ import annotations

from reportedly.grammar import children
from reportedly.lexicon.events import Words
from reportedly.parse import Sentence, Token
from reportedly.stages.event_classes import Scene, classes_of
from reportedly.stages.event_doers import passive
from reportedly.stages.event_manner import is_repeated
from reportedly.stages.event_match import Match
from reportedly.stages.event_status import verb_status

FORCEFUL = frozenset({"force", "coercion", "ceasefire"})


WEAPONS = frozenset({"weapon", "explosive", "vehicle", "aircraft", "drone", "rocket", "artillery", "quantity"})


ACCIDENTS = frozenset(
    {
        "avalanche",
        "capsize",
        "collide",
        "collision",
        "crash",
        "derail",
        "drown",
        "overturn",
        "plunge",
        "sink",
        "skid",
        "swerve",
        "topple",
        "veer",
    }
)


FORCE = "force"
# How many words of another field make a paragraph one about it; a single one stands in any report.
TOPICAL = 2
# Words of force that sport, markets and the arts use too, so that they do not speak against their being the topic.
FIGURATIVE = frozenset({"border", "siege", "shell"})
# Endings of nouns for people by what they do: a subject of this sort can act though no list has it.
DOERS = ("er", "or", "ist", "ant", "man", "men", "woman", "women")


def reason_against(scene: Scene, match: Match) -> str:
    """Why a match is no event: a question, another field's words, a habit. Empty when nothing speaks against it."""
    sentence = match.token.sent
    if _is_question(scene, match.token):
        return "It is asked, not said."
    calm = match.kind.family == FORCE and sentence.start in scene.calm
    if calm or _is_other_domain(scene, sentence, match.kind.family):
        return "The sentence is about sport, markets or the arts."
    if _is_accident(scene, match):
        return "It was an accident, not an act."
    if _is_figure_of_speech(scene, match):
        return "Who or what does it cannot use force: a figure of speech."
    if match.kind.frame == "meeting" and is_private(scene, match):
        return "Nobody who meets is named."
    verb = match.carrier or match.token
    if any(c.lower in scene.events.words.habitual for c in children(verb, "advmod", "prep")):
        return "It is said of what is usual, not of one occurrence."
    if verb.pos == "VERB" and verb.tag == "VBP" and _is_general(match) and not is_particular(scene, verb):
        return "It is said in general."
    return ""


def is_private(scene: Scene, match: Match) -> bool:
    """Whether only pronouns meet that stand for nobody the report names: "I never met him"."""
    parties = [t for slot in ("subject", "object", "with") for t in match.slots.get(slot, ())]
    return bool(parties) and all(
        t.pos == "PRON" and ((m := scene.names.mentions.get(t.i)) is None or m.ref.actor is None) for t in parties
    )


def _is_question(scene: Scene, token: Token) -> bool:
    last = token.sent.tokens[-1]
    if last.lower == "?" or (len(token.sent.tokens) > 1 and token.sent.tokens[-2].lower == "?"):
        return True
    return any(
        q.inner_start <= token.start < q.inner_end and scene.parsed.text[q.inner_end - 1 : q.inner_end] == "?"
        for q in scene.parsed.quotes
    )


def calm_sentences(scene: Scene) -> frozenset[int]:
    """The sentences, by their start, of paragraphs about another field: two of its words, and none of force."""
    words, text = scene.events.words, scene.parsed.text
    found: set[int] = set()
    paragraph: list[Sentence] = []
    for sentence in scene.parsed.sentences:
        if paragraph and "\n" in text[paragraph[-1].end - 1 : sentence.start + 1]:
            found |= _starts_if_calm(words, paragraph)
            paragraph = []
        paragraph.append(sentence)
    return frozenset(found | _starts_if_calm(words, paragraph))


def _starts_if_calm(words: Words, paragraph: list[Sentence]) -> set[int]:
    nouns = [t for s in paragraph for t in s.tokens if t.pos in ("NOUN", "PROPN", "ADJ")]
    topical = {t.lemma for t in nouns if {t.lemma, t.lower} & words.other_domains}
    if len(topical) < TOPICAL:
        return set()
    said = {t.lemma for t in nouns} | {t.lower for t in nouns}
    return set() if said & words.force_context - FIGURATIVE else {s.start for s in paragraph}


def _is_other_domain(scene: Scene, sentence: Sentence, family: str) -> bool:
    words = scene.events.words
    nouns = [t for t in sentence.tokens if t.pos in ("NOUN", "PROPN", "ADJ")]
    if not any(t.lemma in words.other_domains or t.lower in words.other_domains for t in nouns):
        return False
    said = {t.lemma for t in nouns} | {t.lower for t in nouns}
    rescue = words.force_context if family in FORCEFUL else words.force_context | words.political_context
    return not said & (rescue - FIGURATIVE)


def _is_accident(scene: Scene, match: Match) -> bool:
    """Whether a death or injury without a doer came from an accident: "was killed when her car *crashed*"."""
    subjects = match.slots.get("subject", [])
    if match.token.lemma not in scene.events.words.casualty or not all(_is_vehicle(scene, t) for t in subjects):
        return False
    joined = match.token.head if match.token.dep == "conj" and match.token.head.pos == "VERB" else None
    if joined is not None and joined.lemma in ACCIDENTS:
        return True  # "the bus plunged into a ravine and killed two"
    below = [t for t in match.token.subtree() if t is not match.token]
    return any(t.lemma in ACCIDENTS for t in below) and not any(
        t.lemma in scene.events.words.force_context for t in below
    )


def _is_vehicle(scene: Scene, token: Token) -> bool:
    return token.pos == "NOUN" and "vehicle" in classes_of(scene, token)


def _is_figure_of_speech(scene: Scene, match: Match) -> bool:
    """Whether a verb of force has a subject that can do none: "doubts *tortured* her", "the flood *killed* two"."""
    verb = match.token
    if match.kind.family != "force" or verb.pos != "VERB" or passive(verb):
        return False
    subjects = [t for t in match.slots.get("subject", ()) if t not in match.used]
    able = scene.events.groups.get("agent", frozenset()) | WEAPONS
    return bool(subjects) and all(
        t.pos == "NOUN"
        and not classes_of(scene, t) & able
        and not scene.events.by_noun.get(t.lemma)
        and not t.lemma.endswith(DOERS)
        for t in subjects
    )


def is_particular(scene: Scene, verb: Token) -> bool:
    """Whether a verb in the plain present tells more than a rule: what is under a condition, or done "every week"."""
    return verb_status(scene, verb).status == "conditional" or is_repeated(scene, verb)


def _is_general(match: Match) -> bool:
    """Whether it is said of a sort: a bare plural subject in the plain present, "wars kill"."""
    subjects = match.slots.get("subject", []) if match.carrier is None else children(match.carrier, "nsubj")
    return bool(subjects) and all(
        t.tag == "NNS"
        and t.known is None
        and not any(c.dep in ("det", "poss", "nummod", "amod", "compound") for c in t.children)
        for t in subjects
    )
