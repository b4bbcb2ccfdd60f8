"""The status that a clause's own words give an event: asserted, negated, planned, possible, demanded ...

Read from the trigger upwards: its own helping words, then the words it depends on ("failed *to reach*", "a plan *to
bomb*", "called for *talks*"), until a finite clause of its own ends the matter. What an enclosing statement does to it
("denied that ...") is the business of attribution.
"""

from __future__ import annotations

from typing import NamedTuple, cast, get_args

from reportedly.grammar import auxiliaries, child, children, is_negated
from reportedly.lexicon.events import StatusWords
from reportedly.model import Status
from reportedly.parse import Token
from reportedly.stages.event_classes import Scene
from reportedly.stages.event_doubts import (
    UNCONDITIONAL,
    before,
    denial_of,
    doubt_of,
    is_awaited,
    is_false,
    is_inverted,
    is_only_then,
    is_provided,
)

# How many words upwards a status is looked for; longer chains are misparses more often than not.
REACH = 8


class Reading(NamedTuple):
    """A status, the words that gave it, and remarks ("ending")."""

    status: Status
    cues: tuple[Token, ...] = ()
    remarks: tuple[str, ...] = ()


ASSERTED = Reading("asserted")
# What follows if the condition is met, as against the condition itself.
CONSEQUENT = "if_met"
REFUSED = "will_not"
# What something else was done for: "blocked the road to press their demands".
PURPOSE = "purpose"
ORDINALS = frozenset({"first", "second", "third", "last", "latest", "only"})
# Marks of clauses that tell when or why something else happened.
ASIDE = frozenset({"after", "as", "because", "since", "when", "where", "whom"})
# Verbs that only join what is said of a noun to it: "an attack *is* likely".
SUSPECT = "suspect"
DOING = "commit"  # whoever "committed to leave" plans it; whoever "committed a massacre" has done it
WISHED = frozenset({"demanded", "offered", "planned"})
MEANT = WISHED | {"threatened"}


def is_to_be(verb: Token) -> bool:
    """Whether a verb is an infinitive with its "to": "was *to sign*"."""
    return verb.tag in ("VB", "VBN") and any(a.lower == "to" for a in children(verb, "aux"))


def verb_status(scene: Scene, verb: Token, depth: int = 0) -> Reading:
    """The status of what a verb says, by its own words and by what it depends on."""
    own = _own_words(scene, verb)
    if own.status == "conditional" or depth > REACH:
        return own
    above = _above(scene, verb, depth)
    if own.status == "asserted":
        return above
    if above.status in ("asserted", own.status) or own.status == "negated":
        return own
    return above if above.status in ("conditional", "negated") else own


def _own_words(scene: Scene, verb: Token) -> Reading:
    tables = scene.events.status_table
    for mark in children(verb, "mark", "advmod"):
        if mark.lower in tables("marks"):
            return Reading(as_status(tables("marks")[mark.lower].effect), (mark,))
    if is_awaited(scene, verb) or is_inverted(verb) or is_provided(scene, verb):
        return Reading("conditional")
    hanging = children(verb, "advcl", "prep", "ccomp")
    if any(_is_if_clause(scene, c) or is_inverted(c) for c in hanging) or is_only_then(scene, verb):
        return Reading("conditional", (), (CONSEQUENT,))
    if is_negated(verb) and not _only(verb):
        cues = tuple(c for c in verb.children if c.dep == "neg" or c.lower in ("no", "never"))
        coming = any(aux.lemma in ("will", "would") for aux in auxiliaries(verb))
        return Reading("negated", cues, (REFUSED,) if coming else ())
    for aux in auxiliaries(verb):
        entry = tables("modals").get(aux.lower) or tables("modals").get(aux.lemma)
        if entry is not None and aux.tag == "MD":
            return _modal(verb, aux, entry.effect)
    for adverb in children(verb, "advmod"):
        entry = tables("adverbs").get(adverb.lower)
        if entry is not None and entry.effect not in ("ends", "free", "asserted"):
            return Reading(as_status(entry.effect), (adverb,))
    return ASSERTED


def _modal(verb: Token, aux: Token, effect: str) -> Reading:
    if aux.lower in ("would", "'d") and any(a.lemma == "have" for a in children(verb, "aux")):
        return Reading("conditional", (aux,))
    return Reading(as_status(effect), (aux,))


def _is_if_clause(scene: Scene, clause: Token) -> bool:
    """Whether what it hangs on follows only if the clause is met; never so for what is said or asked ("asked if")."""
    if clause.dep == "ccomp":
        return False
    marks = scene.events.status_table("marks")
    own = (*children(clause, "mark", "advmod"), *((clause,) if clause.tag in ("VBN", "VBG") else ()))
    return any(
        m.lower in marks and marks[m.lower].effect == "conditional" and before(scene, m) not in UNCONDITIONAL
        for m in own
    )


def _only(verb: Token) -> bool:
    return any(
        c.lower == "only" for n in children(verb, "neg", "preconj") for c in (*n.children, *children(verb, "advmod"))
    )


def _above(scene: Scene, verb: Token, depth: int) -> Reading:
    """What the word that a verb depends on does to it."""
    head = verb.head
    if head is verb:
        return _imperative(verb)
    misread = _misread(scene, verb, depth)
    if misread is not None:
        return misread
    if verb.dep == "conj":
        finite = any(a.tag in ("VBD", "VBZ", "VBP") for a in children(verb, "aux", "auxpass"))
        shared = child(verb, "nsubj", "nsubjpass") is None and _same_form(verb, head) and not finite
        return verb_status(scene, head, depth + 1) if shared and head.pos in ("VERB", "AUX") else ASSERTED
    denial = denial_of(scene, head) if verb.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN") else None
    if denial is not None:
        return Reading("denied", (head, denial))
    false = is_false(scene, verb)
    if false is not None:
        return Reading("denied", (false,))
    doubt = doubt_of(scene, verb)
    if doubt is not None:
        return Reading("possible", (doubt,))
    infinitive = verb.tag == "VB" and any(a.lower == "to" for a in children(verb, "aux"))
    gerund = verb.tag == "VBG" and not children(verb, "aux")
    if verb.dep == "pcomp" or (head.pos == "ADP" and gerund):
        return _after_preposition(scene, head, depth)
    if head.pos in ("VERB", "AUX") and (infinitive or gerund or verb.dep in ("ccomp", "xcomp")):
        return _under_verb(scene, verb, head, depth, infinitive)
    if head.pos == "ADJ":
        return under_adjective(scene, head, depth)
    if infinitive and head.pos in ("NOUN", "PROPN"):
        return _under_noun(scene, head, depth, default="planned")
    return Reading("planned") if infinitive else ASSERTED


def _misread(scene: Scene, verb: Token, depth: int) -> Reading | None:
    """The status of what parsers hang on the wrong word: "plotted to kill one and then *attack*", "feared *killed*"."""
    head = verb.head
    after = [t.lower for t in scene.parsed.tokens[head.i + 1 : head.i + 3]]
    if head.lemma == SUSPECT and after == ["to", "be"] and verb.tag in ("VBD", "VBZ") and verb.i > head.i + 2:
        return ASSERTED  # "gunmen suspected to be rebels *attacked* the village": only who they are is suspected
    if verb.dep == "conj" and verb.tag == "VB" and head.tag in ("VBD", "VBN", "VBZ") and not auxiliaries(verb):
        infinitive = _infinitive_before(verb, head)
        return verb_status(scene, infinitive, depth + 1) if infinitive is not None else None
    if verb.tag == "VBN" and verb.i == head.i + 1 and head.pos == "VERB" and not children(verb, "aux", "auxpass"):
        entry = scene.events.status_table("verbs").get(head.lemma)
        return Reading("possible", (head,)) if entry is not None and entry.effect == "possible" else None
    return None


def _infinitive_before(verb: Token, head: Token) -> Token | None:
    """The last "to" infinitive between a bare verb and the past tense that parsers join it to."""
    between = [t for t in verb.sent.tokens if head.i < t.i < verb.i and t.tag == "VB"]
    return next((t for t in reversed(between) if any(a.lower == "to" for a in children(t, "aux"))), None)


def _imperative(verb: Token) -> Reading:
    bare = verb.tag == "VB" and child(verb, "nsubj", "nsubjpass", "aux", "expl") is None
    return Reading("demanded") if bare else ASSERTED


def _same_form(verb: Token, head: Token) -> bool:
    return verb.tag == head.tag or {verb.tag, head.tag} <= {"VBD", "VBN"} or verb.tag == "VB" == head.tag


def _under_verb(scene: Scene, verb: Token, head: Token, depth: int, infinitive: bool) -> Reading:
    tables = scene.events.status_table
    table = tables("verbs")
    particle = " ".join(c.lower for c in children(head, "prt"))
    entry = table.get(f"{head.lemma} {particle}".strip()) or table.get(head.lemma)
    plot = child(head, "dobj", "nsubjpass")
    stopped = entry is not None and entry.effect == "negated" and plot is not None and plot.lemma in tables("nouns")
    ranked = (t.lower in ORDINALS for a in children(head, "attr") for t in a.subtree() if t.i < verb.i)
    if infinitive and head.lemma == "be" and any(ranked):
        return combined(scene, ASSERTED, head, depth)  # "was one of the first states to sign"
    if infinitive and verb.dep == "advcl" and stopped:
        return combined(scene, Reading("negated", (head,)), head, depth)  # "foiled a plot to bomb"
    if infinitive and verb.dep == "advcl":
        asked = _asked_by(scene, head) or _meant(head, entry)
        return combined(scene, asked, head, depth) if asked is not None else Reading("planned", (), (PURPOSE,))
    wanted = verb.dep == "ccomp" and head.lemma in scene.events.words.wanting and child(verb, "nsubj", "nsubjpass")
    if wanted and (infinitive or (verb.tag in ("VBN", "VBD") and not children(verb, "aux", "mark"))):
        return combined(
            scene, Reading("demanded", (head,)), head, depth
        )  # "wants the army to leave", "the road opened"
    if entry is not None and entry.effect in WISHED and is_indicative(verb):
        return verb_status(scene, head, depth + 1)  # "told reporters that it had shelled": said, not asked for
    if entry is not None and entry.effect in ("negated", "denied") and is_indicative(verb) and verb.i < head.i:
        return ASSERTED  # "Not only did they shell the camp, they also *blocked* it", "X fires; Y denies it"
    if head.lemma == "be" and infinitive and verb.dep in ("xcomp", "ccomp"):
        return combined(scene, Reading("planned", (head,)), head, depth)
    if entry is None:
        if verb.dep == "advcl" and not infinitive:
            return verb_status(scene, head, depth + 1)
        return combined(scene, Reading("planned"), head, depth) if infinitive else ASSERTED
    if entry.effect == "ends":
        return Reading("asserted", (head,), ("ended",)) if not infinitive else Reading("planned", (head,))
    if entry.effect in ("asserted", "free"):
        whole = verb_status(scene, head, depth + 1)
        told = whole.status == "planned" and is_indicative(verb) and verb.dep == "ccomp"
        return ASSERTED if told else whole  # "led sources to report that two *were killed*"
    return combined(scene, Reading(as_status(entry.effect), (head,)), head, depth)


def _asked_by(scene: Scene, verb: Token) -> Reading | None:
    """Whether a verb asks somebody to do what parsers read as its purpose: "*appealed to* Loka to lift the ban"."""
    table = scene.events.status_table("verbs")
    asked = [f"{verb.lemma} {p.lower}" for p in children(verb, "prep") if p.lower in ("to", "on", "upon", "with")]
    asked += [f"{verb.lemma} to", verb.lemma] if child(verb, "dobj") is not None else []
    found = any(key in table and table[key].effect == "demanded" for key in asked)
    return Reading("demanded", (verb,)) if found else None


def _meant(verb: Token, entry: StatusWords | None) -> Reading | None:
    """What parsers read as a purpose behind the day: "*threatened* on Monday to shell the port"."""
    plain = entry is not None and entry.effect in MEANT and child(verb, "dobj", "nsubjpass") is None
    return Reading(as_status(entry.effect), (verb,)) if plain and entry is not None else None


def is_indicative(verb: Token) -> bool:
    """Whether a clause tells what is or was: it has its own subject and a finite verb."""
    finite = [t for t in (verb, *auxiliaries(verb)) if t.tag in ("VBD", "VBZ", "VBP")]
    return bool(finite) and child(verb, "nsubj", "nsubjpass", "expl") is not None and verb.dep in ("ccomp", "conj")


def as_status(effect: str) -> Status:
    """An effect of the word lists as a status; "free" and "ends", which are none, as asserted."""
    return cast(Status, effect) if effect in get_args(Status) else "asserted"


def combined(scene: Scene, reading: Reading, head: Token, depth: int) -> Reading:
    """A status under a negated or conditional word: "did not plan to", "if they try to"."""
    own = _own_words(scene, head)
    if own.status in ("negated", "conditional"):
        if reading.status == "negated" and own.status == "negated":
            return Reading("asserted", (*reading.cues, *own.cues))  # "did not fail to"
        if reading.status == "denied":
            return Reading("possible", (*reading.cues, *own.cues))  # "no longer denies", "if they deny"
        return Reading(own.status, (*reading.cues, *own.cues))
    return reading


def under_adjective(scene: Scene, adjective: Token, depth: int) -> Reading:
    """The status under an adjective: "*ready* to withdraw", "talks are *likely*"; an unknown one leaves it planned."""
    entry = scene.events.status_table("adjectives").get(adjective.lower)
    verb = adjective.head if adjective.dep in ("acomp", "oprd", "attr") else None
    if entry is None or entry.effect in ("asserted", "free"):
        return (
            verb_status(scene, verb, depth + 1)
            if verb is not None and entry is not None
            else Reading("planned", (adjective,))
        )
    reading = Reading(as_status(entry.effect), (adjective,)) if entry.effect != "ends" else ASSERTED
    return combined(scene, reading, verb, depth) if verb is not None else reading


def _after_preposition(scene: Scene, prep: Token, depth: int) -> Reading:
    tables = scene.events.status_table
    if prep.lower in tables("prepositions"):
        effect = tables("prepositions")[prep.lower].effect
        return Reading(as_status(effect), (prep,)) if effect not in ("ends", "free", "asserted") else ASSERTED
    head = prep.head
    wide = _verb_beside(scene, prep)
    if wide is not None:
        return combined(scene, wide, wide.cues[0], depth)
    if head.tag in ("VBN", "VBG") and _is_if_clause(scene, head):
        return Reading("conditional", (head,))
    if head.pos in ("VERB", "AUX"):
        entry = tables("verbs").get(f"{head.lemma} {prep.lower}")
        if entry is None:
            return verb_status(scene, head, depth + 1) if prep.lower == "by" else ASSERTED
        if entry.effect in ("asserted", "free"):
            return verb_status(scene, head, depth + 1)
        return (
            combined(scene, Reading(as_status(entry.effect), (head, prep)), head, depth)
            if entry.effect != "ends"
            else ASSERTED
        )
    if head.pos == "ADJ":
        return under_adjective(scene, head, depth)
    return _under_noun(scene, head, depth, default="asserted")


def _verb_beside(scene: Scene, prep: Token) -> Reading | None:
    """What a verb with its preposition does, where parsers hang it on a word between: "*suspect* the group *of*"."""
    between = prep.head
    verb = between.head
    if verb.pos != "VERB" or between is verb or between.dep not in ("dobj", "nsubjpass", "advmod", "acomp"):
        return None
    key = (
        f"{verb.lemma} {prep.lower}"
        if between.pos in ("NOUN", "PROPN")
        else f"{verb.lemma} {between.lower} {prep.lower}"
    )
    entry = scene.events.status_table("verbs").get(key)
    if entry is None or entry.effect in ("asserted", "free", "ends"):
        return None
    return Reading(as_status(entry.effect), (verb, prep))


def _under_noun(scene: Scene, noun: Token, depth: int, default: Status) -> Reading:
    """ "A plan to bomb", "the threat of attack", "efforts to free": what the noun makes of it."""
    if default == "planned" and any(c.lower in ORDINALS for c in children(noun, "amod")):
        # "the first delegation to visit Loka": it did; "would be the first to": it would
        return verb_status(scene, noun.head, depth + 1) if noun.dep == "attr" else ASSERTED
    entry = scene.events.status_table("nouns").get(noun.lemma)
    if entry is None:
        return Reading(default)
    if entry.effect in ("asserted", "free", "ends"):
        return ASSERTED
    governor = noun.head if noun.dep in ("dobj", "nsubjpass") and noun.head.pos == "VERB" else None
    outer = scene.events.status_table("verbs").get(governor.lemma) if governor is not None else None
    if outer is not None and outer.effect in ("negated", "denied") and governor is not None:
        return Reading(as_status(outer.effect), (noun, governor))
    return Reading(as_status(entry.effect), (noun,))


def is_told_aside(verb: Token) -> bool:
    """Whether a clause only says who, when or why: "the pilots *they took* ...", "a day after jets *bombed* ..."."""
    top = verb
    while top.dep == "conj" and top.head.pos in ("VERB", "AUX") and child(top, "nsubj", "nsubjpass") is None:
        top = top.head
    if top.dep in ("relcl", "acl") and top.head.pos in ("NOUN", "PROPN", "PRON", "NUM"):
        own = child(top, "nsubj", "nsubjpass")
        says_who = own is not None and own.tag in ("WDT", "WP")  # "militants *who attacked* the convoy": as told
        before = any(a.lemma == "have" and a.tag == "VBD" for a in children(top, "aux"))
        return (before or not says_who) and (top.tag not in ("VB", "VBG") or child(top, "aux", "nsubj") is not None)
    marks = {m.lower for m in children(top, "mark", "advmod")}
    return top.dep == "advcl" and bool(marks & ASIDE)
