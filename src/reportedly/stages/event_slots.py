"""What stands in the slots of a verb or noun, and what sort of thing it is.

Slots are syntax only: subject, object, the prepositions, a possessor, modifiers. Which role a slot fills is told by
the lexicon. The passive is turned round here, once for all rules.
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
from reportedly.stages.event_classes import ARMS, Scene, classes_of, parts_of

Slots = dict[str, list[Token]]
JOINING = frozenset({"appos", "conj"})
PREPOSITIONS = ("prep", "agent", "dative", "prt")
GUILT = frozenset({"guilty", "liable"})
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
ASKING = frozenset({"on", "upon"})  # "called *on the council* to act": the council acts
PARTICLES = frozenset({"away", "back", "down", "off", "out", "up"})
# Verbs that take who is given something as the subject of their passive.
GIVING = frozenset({"give", "grant", "hand", "offer", "pay", "send", "show"})
# Verbs that nobody does without an object: with a subject alone, the subject is whom it is done to.
TAKEN = frozenset(
    {"abduct", "acquit", "arrest", "convict", "deport", "detain", "hospitalise", "hospitalize", "imprison", "indict"}
    | {"jail", "kidnap", "sentence"}
)
SAYING = frozenset({"announce", "claim", "report", "say", "state", "tell", "write"})
# Words before "force" that are part of its name.
BRANCHES = frozenset({"air", "border", "coast", "defence", "defense", "ground", "naval", "security", "special"})
# What a bomb is hidden in is no target of it.
BOMBS = frozenset({"blast", "bomb", "bombing", "explosion"})
HIDES = frozenset({"fit", "hide", "lay", "mount", "pack", "place", "plant", "rig"})
HIDING = frozenset({"car", "letter", "lorry", "motorbike", "motorcycle", "parcel", "pipe", "truck", "van", "vehicle"})
# Verbs whose object has something done to it: "want the road *opened*", "had the mayor *arrested*".
WANTING = frozenset({"get", "have", "like", "need", "prefer", "see", "want", "wish"})


@asked_once
def passive(verb: Token) -> bool:
    """Whether a verb is passive, with the second of "were killed and wounded"."""
    if is_passive(verb):
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


def is_headline(verb: Token) -> bool:
    """Whether a verb is passive as headlines have it, without "was": "Man *arrested* for pointing gun"."""
    if verb.tag not in ("VBD", "VBN") or child(verb, "nsubj") is None:
        return False
    taken = verb.lemma in TAKEN or (verb.lemma == "charge" and any(p.lower == "with" for p in children(verb, "prep")))
    return taken and not children(verb, "aux", "dobj", "dative", "prt", "ccomp", "xcomp")


def doers_and_objects(scene: Scene, verb: Token) -> tuple[list[Token], list[Token]]:
    """Who does it and to whom, by syntax; an unknown doer stays empty."""
    if passive(verb):
        agent = agent_of(verb)
        own = next(reversed(children(verb, "nsubjpass", "csubjpass", "nsubj")), None)
        patient = own or (verb.head if verb.dep in ("acl", "relcl") and verb.head.pos != "VERB" else None)
        if patient is None and verb.dep in ("conj", "xcomp", "ccomp", "advcl"):
            patient = subject_of(verb)
        given = children(verb, "dobj") if verb.lemma in GIVING else []
        if given:
            return spread([agent]), spread(given)  # "they were handed a proposal by the mediators"
        return spread([agent]), spread([relative_antecedent(patient) if patient is not None else None]) + spread(
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
    if verb.dep != "acl" or verb.tag != "VBG" or verb.lemma not in casualty:
        return None
    if noun.dep == "dobj" and noun.head.lemma in casualty:
        return noun.head  # "killing two *injuring* five": who killed injured
    if noun.dep == "pobj" and noun.head.lower == "with" and noun.head.head.pos == "VERB":
        return noun.head.head
    return None


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


def verb_slots(scene: Scene, verb: Token) -> Slots:
    """Everything in the slots of a verb."""
    doers, objects = doers_and_objects(scene, verb)
    slots: Slots = {"subject": doers, "object": objects}
    undergone = passive(verb)
    add_prepositions(slots, verb, skip_by=undergone)
    if verb.tag == "VBG" and not objects and "of" in slots:
        slots["object"] = slots["of"]
    conditions = scene.events.words.condition
    is_told = bool(objects) and not conditions.isdisjoint([t.lemma for t in verb.sent.tokens])
    for held in objects if is_told else ():
        # "accepted the plan on two conditions": parsers hang the conditions on the plan
        inner: Slots = {}
        add_prepositions(inner, held)
        deeper = [t for t in held.subtree() if t.dep == "prep" and t.head is not held and t.lower in ("on", "with")]
        for prep in deeper:
            inner.setdefault(prep.lower, []).extend(children(prep, "pobj"))
        for slot, found in inner.items():
            on = [t for t in found if t.lemma in conditions]
            slots[slot] = [*slots.get(slot, ()), *(t for t in on if t not in slots.get(slot, ()))]
    judged = verdicts(verb)
    for adjective in judged:
        add_prepositions(slots, adjective)  # "found the general guilty *of murder*"
        slots["object"] = slots["object"] or spread([child(adjective, "nsubj")])
    if verb.lemma in HIDES:
        slots.update({s: [t for t in slots[s] if t.lemma not in HIDING] for s in ("in", "on", "under") if s in slots})
    slots["indirect"] = spread([t for t in children(verb, "dative") if t.pos != "ADP"])
    if undergone and verb.lemma in GIVING and children(verb, "dobj"):
        slots["indirect"] += spread(children(verb, "nsubjpass"))
    slots["adverb"] = children(verb, "advmod", "acomp", "prt", "oprd") + judged
    slots["complement"] = children(verb, "xcomp", "ccomp") + ([] if objects else _read_as_purpose(verb))
    slots["infinitive"] = [c for c in slots["complement"] if any(a.lower == "to" for a in children(c, "aux"))]
    slots["clause"] = spread([child(c, "nsubj", "nsubjpass") for c in children(verb, "ccomp")])
    return slots


def verdicts(verb: Token) -> list[Token]:
    """The "guilty" of "found the general guilty", which parsers hang on the verb or on the general."""
    if GUILT.isdisjoint([t.lower for t in verb.sent.tokens]):
        return []
    held = (verb, *children(verb, "dobj", "nsubjpass"), *children(verb, "ccomp"))
    return [c for at in held for c in at.children if c.lower in GUILT and c.i > verb.i]


def _read_as_purpose(verb: Token) -> list[Token]:
    """What parsers take for the purpose of a verb that it stands right behind: "have sworn *to fight*"."""
    return [c for c in children(verb, "advcl") if c.tag == "VB" and c.i == verb.i + 2]


def add_prepositions(slots: Slots, token: Token, skip_by: bool = False) -> None:
    """Add what stands after the prepositions of a token: not "ahead of" or "because of"; "out of" is read as "of"."""
    for prep in token.children:
        if prep.dep not in PREPOSITIONS or (skip_by and prep.dep == "agent"):
            continue
        fillers = children(prep, "pobj")
        if fillers:
            known = slots.setdefault(prep.lower, [])
            known.extend(t for t in spread(fillers) if t not in known)
        elif prep.lower in PARTICLES:
            add_prepositions(slots, prep)


def noun_slots(scene: Scene, noun: Token) -> Slots:
    """Everything in the slots of a noun."""
    slots: Slots = {"poss": spread(children(noun, "poss"))}
    slots["mod"], slots["compound"] = modifiers(scene, noun)
    slots["pre"] = [t for t in noun_phrase(noun) if t is not noun and t.dep in ("amod", "compound", "nmod", "npadvmod")]
    add_prepositions(slots, noun)
    for part in parts_of(noun):
        # "an exchange of prisoners between ...": parsers hang the sides on the prisoners
        sides: Slots = {}
        add_prepositions(sides, part)
        slots["between"] = [*slots.get("between", ()), *sides.get("between", ())]
    if noun.dep == "dobj" and noun.head.lemma == "blame" and "on" in slots:
        slots["by"] = [*slots.get("by", ()), *slots.pop("on")]  # "blamed the attack on rebels": rebels did it
    if noun.dep == "dobj" and noun.head.pos == "VERB" and not passive(noun.head):
        # "recorded nine breaches of the truce by the army": parsers hang the army on the verb
        by = next((c for c in children(noun.head, "agent") if c.i > noun.i), None)
        slots.setdefault("by", []).extend(spread(children(by, "pobj")) if by is not None else ())
    for means in slots.get("with", ()):
        if classes_of(scene, means) & ARMS and "on" not in slots:
            add_prepositions(slots, means)  # "attacks with shells *on the quarter*": parsers hang it on the shells
    first = first_conjunct(noun)
    if first is not noun and first.known is None:
        slots["poss"] = slots["poss"] or spread(children(first, "poss"))
    for clause in children(noun, "acl", "relcl"):
        if passive(clause) or clause.tag == "VBN":
            added: Slots = {}
            if clause.lemma not in HIDES:  # "a bomb *hidden in a van*": no target
                add_prepositions(added, clause, skip_by=True)
            if clause.lemma == "blame" and "on" in added:
                slots.setdefault("by", []).extend(added.pop("on"))  # "attacks blamed on rebels"
            added.pop("by", None)  # who does the clause's verb, which need not be who does the noun
            for slot, found in added.items():
                slots.setdefault(slot, []).extend(t for t in found if t not in slots.get(slot, ()))
    return slots


def first_conjunct(token: Token) -> Token:
    """The first of the things that a token is joined to."""
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token


def modifiers(scene: Scene, noun: Token) -> tuple[list[Token], list[Token]]:
    """Names and armed bodies before a noun, and other nouns before it: "Lokan, Tavian | hostage" release."""
    owned = {t.i for p in children(noun, "poss") for t in p.subtree()}
    words = scene.events.words
    labels = {t.i for t in noun_phrase(noun) if t.lemma in words.labels and t.tag != "NNS"}
    phrase = [t for t in noun_phrase(noun) if t is not noun and t.i not in owned and t.i not in labels]
    armed = [t for t in phrase if is_acting(scene, t)]
    starts = {first_of(scene, a) for a in armed}
    known = [t for t in phrase if t.known is not None and t.i + 1 not in starts and not is_led(scene, t)]
    known += joined_names(noun)
    others = [t for t in phrase if t.known is None and t.pos in ("NOUN", "PROPN") and t not in armed and t.head is noun]
    if noun.lemma in BOMBS:
        others = [t for t in others if t.lemma not in HIDING]  # "a car bomb"
    return sorted({t.i: t for t in known + armed}.values(), key=lambda t: t.i), others


def first_of(scene: Scene, token: Token) -> int:
    """Where the name of a body begins: the "air" of "air force"."""
    before = scene.parsed.tokens[token.i - 1] if token.i else token
    return before.i if before.lower in BRANCHES and before.known is None else token.i


def is_acting(scene: Scene, token: Token) -> bool:
    """Whether a word before a noun of force names who uses it: "army", "regime"."""
    if token.known is not None or token.dep not in ("compound", "amod", "nmod") or is_against(scene, token):
        return False
    return "armed" in classes_of(scene, token) or token.lemma in scene.events.words.acting


def is_against(scene: Scene, token: Token) -> bool:
    """Whether a word stands after "anti-": "anti-government protests"."""
    before = scene.parsed.tokens[max(0, token.i - 2) : token.i]
    return len(before) == 2 and before[0].lower in ("anti", "counter") and before[1].text == "-"


def is_led(scene: Scene, token: Token) -> bool:
    """Whether a name only tells whose lead or hold something is under: "*Lokan*-led forces"."""
    after = scene.parsed.tokens[token.i + 1 : token.i + 3]
    return len(after) == 2 and after[0].text == "-" and after[1].tag in ("VBN", "VBD")


def joined_names(noun: Token) -> list[Token]:
    """For "Lokan, Tavian and Orsk mediation", which parsers read as a list of four: the names of the list."""
    found, at = [], noun
    while at.dep == "conj" and at.head.known is not None and at.head.known.form == "adjective":
        at = at.head
        found.append(at)
    return found
