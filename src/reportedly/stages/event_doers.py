"""Who does what a verb says, and to whom: subjects, objects, agents of passives, control, lists.

Syntax only. The passive is turned round here, once for all rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.grammar import (
    agent_of,
    asked_once,
    child,
    children,
    conjuncts,
    first_child,
    is_passive,
    noun_phrase,
    relative_antecedent,
    subject_of,
)
from reportedly.parse import Token
from reportedly.stages.event_classes import Scene, classes_of

JOINING = frozenset({"appos", "conj"})
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
ASKING = frozenset({"on", "upon"})  # "called *on the council* to act": the council acts
# Verbs that take who is given something as the subject of their passive.
GIVING = frozenset({"give", "grant", "hand", "offer", "pay", "send", "show"})
# Verbs that nobody does without an object: with a subject alone, the subject is whom it is done to.
TAKEN = frozenset(
    {"abduct", "acquit", "arrest", "convict", "deport", "detain", "hospitalise", "hospitalize", "imprison", "indict"}
    | {"jail", "kidnap", "sentence"}
)
# Verbs that take an object: with a subject alone, in a headline, the subject is whom it is done to.
HARMING = frozenset({"injure", "kill", "maim", "wound"})
# How far up prepositions a noun is followed to its verb: "inside a hall in the village during the wedding of a member".
REACH = 8
# What joins a noun of force to the verb that tells its outcome: "killed nine *in* a raid".
HOLDING = frozenset({"during", "in", "with"})
SAYING = frozenset({"announce", "claim", "report", "say", "state", "tell", "write"})
# Verbs whose object has something done to it: "want the road *opened*", "had the mayor *arrested*".
WANTING = frozenset({"get", "have", "like", "need", "prefer", "see", "want", "wish"})


@asked_once
def passive(verb: Token) -> bool:
    """Whether a verb is passive, with the second of "were killed and wounded"."""
    if verb.lemma in HARMING and verb.dep == "acl" and _has_next(verb) and not child(verb, "agent", "auxpass"):
        return False  # "a raid on the market *killed* nine", which parsers hang on the market
    if is_passive(verb):
        return True
    if verb.lemma in HARMING and _is_followed(verb):
        return True
    if verb.tag not in ("VBN", "VBD") or child(verb, "aux", "dobj") is not None:
        return False
    if verb.tag == "VBN" and verb.dep in ("xcomp", "oprd", "ccomp") and child(verb, "nsubj") is None:
        return True  # "were confirmed killed"
    if is_headline(verb):
        return True
    if verb.dep == "ccomp" and verb.head.lemma in WANTING and child(verb, "nsubj") and not children(verb, "mark"):
        return True  # "want the crossing opened"
    return verb.tag == "VBN" and verb.dep == "conj" and verb.head.pos == "VERB" and passive(verb.head)


def _has_next(verb: Token) -> bool:
    """Whether a verb's object stands right behind it."""
    held = child(verb, "dobj")
    return held is not None and min(t.i for t in held.subtree()) == verb.i + 1


def _is_followed(verb: Token) -> bool:
    """Whether a headline goes on with further people hurt: "Girl *killed* two others injured in raid"."""
    subject, further = child(verb, "nsubj"), child(verb, "dobj")
    if subject is None or further is None or subject.pos == "PRON" or further.lower not in ("others", "more"):
        return False
    return any(c.tag == "VBN" and c.lemma in HARMING and c.i == further.i + 1 for c in children(further, "acl"))


def is_headline(verb: Token) -> bool:
    """Whether a verb is passive as headlines have it, without "was": "Man *arrested* for pointing gun"."""
    subject = child(verb, "nsubj")
    if verb.tag not in ("VBD", "VBN") or subject is None:
        return False
    taken = verb.lemma in TAKEN or (verb.lemma == "charge" and any(p.lower == "with" for p in children(verb, "prep")))
    taken = taken or _is_harmed(verb, subject)
    return taken and not children(verb, "aux", "dobj", "dative", "prt", "ccomp", "xcomp")


def _is_harmed(verb: Token, subject: Token) -> bool:
    """Whether a verb of harm in the past tense has no object at all: "Eleven people *killed* in raid"."""
    if verb.lemma not in HARMING or subject.pos == "PRON" or subject.known is not None or verb.dep in ("relcl", "acl"):
        return False
    reward = any(p.lower == "for" for p in children(verb, "prep"))  # "the gang killed for money"
    return not reward and not any(children(c, "dobj") for c in children(verb, "conj"))


def doers_and_objects(scene: Scene, verb: Token) -> tuple[list[Token], list[Token]]:
    """Who does it and to whom, by syntax; an unknown doer stays empty."""
    if passive(verb):
        agent = agent_of(verb) or _shared_agent(verb)
        agents = [t for t in spread([agent]) if t is agent or not _is_harmed_beside(t)]
        own = next(reversed(children(verb, "nsubjpass", "csubjpass", "nsubj")), None)
        patient = own or _described(verb)
        if patient is None and verb.dep in ("conj", "xcomp", "ccomp", "advcl"):
            patient = subject_of(verb)
        given = children(verb, "dobj") if verb.lemma in GIVING else []
        if given:
            return agents, spread(given)  # "they were handed a proposal by the mediators"
        return agents, spread([relative_antecedent(patient) if patient is not None else None]) + spread(
            children(verb, "oprd")
        )
    objects = children(verb, "dobj", "obj", "attr")
    if not objects:
        objects = [
            o
            for joined in verb.children
            if joined.dep == "conj" and joined.i <= verb.i + 2
            for o in children(joined, "dobj")
        ]
    doers = spread([doer_of(scene, verb)])
    if any(is_reciprocal(o) for o in objects):
        return doers, doers  # "shelled *each other*": each side is who does it and whom it is done to
    return doers, spread([relative_antecedent(o) for o in objects])


def _shared_agent(verb: Token) -> Token | None:
    """Who does both of two passives that stand side by side: "was *attacked* and killed *by gunmen*"."""
    second = next((c for c in children(verb, "conj") if c.i == verb.i + 2 and c.tag == "VBN"), None)
    return agent_of(second) if second is not None and not children(second, "nsubj", "nsubjpass", "auxpass") else None


def _is_harmed_beside(token: Token) -> bool:
    """Whether who is joined to a doer is hurt: "were killed by guards and *nine others wounded*"."""
    hurt = [c for at in (token, first_conjunct(token)) for c in children(at, "acl") if c.lemma in HARMING]
    return any(c.i > token.i and c.tag in ("VBN", "VBD") for c in hurt)


def _described(verb: Token) -> Token | None:
    """The noun that a participle says something of: the last of those that parsers join to a doer; else none."""
    noun = verb.head
    if verb.dep not in ("acl", "relcl") or noun.pos == "VERB":
        return None
    joined = [t for t in conjuncts(noun) if t.i < verb.i and t is not noun]
    misread = verb.lemma in HARMING and noun.head.dep == "agent" and joined
    return joined[-1] if misread else noun


def is_reciprocal(token: Token) -> bool:
    """Whether words are "each other" or "one another"."""
    return (token.lower == "other" and any(c.lower == "each" for c in token.children)) or (
        token.lower in ("one", "another") and any(c.lower in ("one", "another") for c in token.children)
    )


def doer_of(scene: Scene, verb: Token) -> Token | None:
    """Who does it: the subject, with control ("ordered *troops* to leave", "accused *them* of shelling")."""
    own = child(verb, "nsubj", "csubj", "expl")
    if own is not None:
        return relative_antecedent(own)
    plot = child(verb.head, "dobj", "nsubjpass") if verb.dep == "advcl" and verb.tag == "VB" else None
    if plot is not None and _is_stopping(scene, verb.head) and plot.lemma in scene.events.status_table("nouns"):
        return owner_of(plot, outer=False)  # "foiled a plot by them to bomb": they
    if verb.dep == "xcomp" and verb.head.lemma not in scene.events.words.subject_control:
        held = _controller(scene, verb.head)
        if held is not None:
            return held
    if verb.dep == "pcomp" and verb.head.lower in ("of", "for", "from", "with", "in"):
        held = _controller(scene, verb.head.head)
        if held is not None:
            return held
    if verb.dep in ("xcomp", "ccomp") and verb.head.pos == "ADJ" and verb.head.head is not verb.head:
        return doer_of(scene, verb.head.head)  # "is ready to leave"
    if verb.dep == "acl" and verb.head.lemma in scene.events.words.utterances:
        return owner_of(verb.head)  # "the council issued a statement demanding ...": the council demands
    if verb.dep == "acl" and (child(verb, "aux") is not None or verb.tag == "VB"):
        asking = verb.head.lemma in scene.events.words.asking
        return _asked(verb.head) if asking else owner_of(verb.head)
    if verb.dep == "pcomp" and verb.head.head.pos in ("NOUN", "PROPN"):
        return owner_of(verb.head.head)
    outer = outcome_of(scene, verb)
    if outer is not None:
        return doer_of(scene, outer)
    poss = child(verb, "poss")
    return poss if poss is not None else subject_of(verb)


def outcome_of(scene: Scene, verb: Token) -> Token | None:
    """The verb whose outcome a participle tells that hangs on a noun between: "hit it with shells, *killing* two"."""
    noun, casualty = verb.head, scene.events.words.casualty
    if verb.dep == "advcl" and verb.tag == "VBG" and noun.dep == "relcl" and verb.lemma in casualty:
        above = _verb_above(noun.head) if passive(noun) and not _is_forceful(scene, noun) else None
        return above if above is not None and _is_forceful(scene, above) else None  # "a hall *used* by us, killing two"
    if verb.dep != "acl" or verb.tag != "VBG" or verb.lemma not in casualty:
        return None
    above = _verb_above(noun) if noun.dep == "pobj" and noun.head.lower != "by" else None
    able = classes_of(scene, noun) & scene.events.groups.get("agent", frozenset())
    if above is not None and (not able or _is_forceful(scene, above)):
        return above  # "blew himself up during a wedding *killing* nine"
    if noun.dep == "dobj" and noun.head.lemma in casualty:
        return noun.head  # "killing two *injuring* five": who killed injured
    if noun.dep == "pobj" and noun.head.lower == "with" and noun.head.head.pos == "VERB":
        return noun.head.head
    return None


def _is_forceful(scene: Scene, verb: Token) -> bool:
    return any(pattern.kind.family == "force" for pattern in scene.events.by_verb.get(verb.lemma, ()))


def _verb_above(noun: Token) -> Token | None:
    """The verb that a noun hangs on through prepositions, within a few steps; else none."""
    at = noun
    for _ in range(REACH):
        if at.dep not in ("pobj", "prep", "conj"):
            return None
        at = at.head
        if at.pos == "VERB" or at.lower == "by":
            return at if at.pos == "VERB" else None
    return None


def holder_of(noun: Token) -> Token | None:
    """The verb whose outcome a noun of force explains: "were *killed* in raids"; else none."""
    prep = first_conjunct(noun).head
    return prep.head if prep.pos == "ADP" and prep.lower in HOLDING and prep.head.pos == "VERB" else None


def _controller(scene: Scene, verb: Token) -> Token | None:
    """The object of a verb that does what the verb's complement says, when it can do anything."""
    if verb.pos != "VERB":
        return None
    asked = (o for prep in children(verb, "prep") if prep.lower in ASKING for o in children(prep, "pobj"))
    held = child(verb, "nsubjpass") or child(verb, "dobj") or next(asked, None)
    able = scene.events.groups.get("agent", frozenset())
    return held if held is not None and classes_of(scene, held) & able else None


def _asked(noun: Token) -> Token | None:
    """Of whom something is asked: "its call *on Loka* to leave"; whose demand it is does nothing yet."""
    return next((o for prep in children(noun, "prep") if prep.lower in ASKING for o in children(prep, "pobj")), None)


def _is_stopping(scene: Scene, verb: Token) -> bool:
    entry = scene.events.status_table("verbs").get(verb.lemma)
    return entry is not None and entry.effect == "negated"


def owner_of(noun: Token, outer: bool = True) -> Token | None:
    """Whose plan, threat or decision it is: possessor, "by", a modifier, or the subject of the verb it hangs on."""
    by = next(
        (o for prep in children(noun, "prep", "agent") if prep.lower in ("by", "from") for o in children(prep, "pobj")),
        None,
    )
    owner = child(noun, "poss") or by
    if owner is not None:
        return owner
    known = [t for t in noun_phrase(noun) if t.known is not None and t is not noun]
    if known:
        return known[-1]
    if not outer:
        return None
    return subject_of(noun.head) if noun.dep in ("dobj", "attr") and noun.head.pos in ("VERB", "AUX") else None


def spread(tokens: Sequence[Token | None]) -> list[Token]:
    """Each noun with all that is joined to it, relative pronouns replaced by what they stand for."""
    if len(tokens) == 1 and (alone := tokens[0]) is not None and _stands_alone(alone):
        return [alone]
    parts = [part for token in tokens if token is not None for part in (*conjuncts(token), *listed(token))]
    if not parts:
        return []
    found: dict[int, Token] = {}
    for part in parts:
        owner = relative_antecedent(part)
        found.setdefault(owner.i, owner)
        if owner is not part and owner.dep == "conj" and child(owner, "det", "poss", "nummod") is None:
            found.setdefault(owner.head.i, owner.head)  # "a ceasefire and exchange agreement that took hold"
    cut = _speakers_in(parts)
    found = {i: t for i, t in found.items() if i not in cut}
    misread = {name.i for part in found.values() if part.known is None for name in joined_names(part)}
    return [found[i] for i in sorted(found) if i not in misread]


def _speakers_in(parts: Sequence[Token]) -> set[int]:
    """Who says it, taken by parsers for the end of a list: "between two factions, *officials and police* said"."""
    last = parts[-1]
    tokens = last.sent.tokens
    at = last.i - tokens[0].i
    verb = tokens[at + 1] if at + 1 < len(tokens) else last
    if len(parts) < 2 or verb.tag != "VBD" or verb.lemma not in SAYING or child(verb, "nsubj") is not None:
        return set()
    comma = next((t.i for t in reversed(tokens[:at]) if t.text == "," and parts[0].i < t.i), None)
    return {t.i for t in parts if comma is not None and t.i > comma}


def _stands_alone(token: Token) -> bool:
    """Whether nothing is joined to a noun, which is itself joined to nothing and no relative pronoun."""
    if token.dep == "conj" or token.lower == "that" or token.tag in ("WDT", "WP"):
        return False
    return not token.children or first_child(token, JOINING) is None


def listed(token: Token) -> list[Token]:
    """Further things of a list that parsers take for other names of the first: "a judge, *his aide*, *a guard*".

    A single thing is no list, and two men who are "a driver and a guard" are the men: only where the numbers differ.
    """
    beside = child(token, "appos")
    if beside is None or token.known is not None or token.tag == "NNP" or not children(beside, "cc"):
        return []
    found = conjuncts(beside)
    number = child(token, "nummod")
    if token.tag == "NN" or (number is not None and NUMBERS.get(number.lower, 0) not in (0, len(found))):
        return found if len(found) > 1 else []
    return []


def first_conjunct(token: Token) -> Token:
    """The first of the things that a token is joined to."""
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token


def joined_names(noun: Token) -> list[Token]:
    """For "Lokan, Tavian and Orsk mediation", which parsers read as a list of four: the names of the list."""
    found, at = [], noun
    while at.dep == "conj" and at.head.known is not None and at.head.known.form == "adjective":
        if any(at.head.i < d.i for d in children(noun, "det")):
            break  # "the Lokan and *the* Tavian communities": two
        at = at.head
        found.append(at)
    return found
