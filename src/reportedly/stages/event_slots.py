"""What stands in the slots of a verb or noun: subject, object, the prepositions, a possessor, modifiers.

Slots are syntax only. Which role a slot fills is told by the lexicon.
"""

from __future__ import annotations

from reportedly.grammar import agent_of, child, children, noun_phrase
from reportedly.parse import Token
from reportedly.stages.event_classes import ARMS, Scene, classes_of, parts_of
from reportedly.stages.event_doers import GIVING, doers_and_objects, first_conjunct, joined_names, passive, spread

Slots = dict[str, list[Token]]
PREPOSITIONS = ("prep", "agent", "dative", "prt")
GUILT = frozenset({"guilty", "liable"})
PARTICLES = frozenset({"away", "back", "down", "off", "out", "up"})
# Words before "force" that are part of its name.
BRANCHES = frozenset({"air", "border", "coast", "defence", "defense", "ground", "naval", "security", "special"})
# What a bomb is hidden in is no target of it.
BOMBS = frozenset({"blast", "bomb", "bombing", "explosion"})
HIDES = frozenset({"fit", "hide", "lay", "mount", "pack", "place", "plant", "rig"})
HIDING = frozenset({"car", "letter", "lorry", "motorbike", "motorcycle", "parcel", "pipe", "truck", "van", "vehicle"})


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
    if verb.lemma == "blame" and "on" in slots:
        slots["on"] = blamed_in(verb)
    slots["indirect"] = spread([t for t in children(verb, "dative") if t.pos != "ADP"])
    if undergone and verb.lemma in GIVING and children(verb, "dobj"):
        slots["indirect"] += spread(children(verb, "nsubjpass"))
    slots["adverb"] = children(verb, "advmod", "acomp", "prt", "oprd") + judged
    slots["complement"] = children(verb, "xcomp", "ccomp") + ([] if objects else _read_as_purpose(verb))
    slots["infinitive"] = [c for c in slots["complement"] if any(a.lower == "to" for a in children(c, "aux"))]
    # "alleged that nine men were killed by soldiers": the soldiers are meant
    told = [agent_of(c) if passive(c) else child(c, "nsubj", "nsubjpass") for c in children(verb, "ccomp")]
    slots["clause"] = spread(told)
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
    _add_from_series(scene, slots, noun)
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
    _add_from_clauses(slots, noun)
    if "by" not in slots and not slots["poss"]:
        slots["by"] = spread([_accused_of(noun)])
    return slots


def _accused_of(noun: Token) -> Token | None:
    """Whom somebody accuses of a deed that is a noun: "accused *Loka* of 14 breaches of the truce"."""
    of, verb = noun.head, noun.head.head
    if noun.dep != "pobj" or of.lower != "of" or verb.lemma != "accuse" or verb.pos != "VERB":
        return None
    return child(verb, "nsubjpass" if passive(verb) else "dobj")


def _add_from_series(scene: Scene, slots: Slots, noun: Token) -> None:
    """Add what parsers hang on a word that is looked through: "a *series* of strikes on the town *by the army*"."""
    if noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.lemma in scene.events.words.transparent:
        around: Slots = {}
        add_prepositions(around, noun.head.head)
        for slot in ("by", "on", "against", "between"):
            slots[slot] = [*slots.get(slot, ()), *(t for t in around.get(slot, ()) if t not in slots.get(slot, ()))]


def _add_from_clauses(slots: Slots, noun: Token) -> None:
    """Add what stands in passive clauses on a noun: "attacks *blamed on rebels*", "a ban *imposed on Loka*"."""
    for clause in children(noun, "acl", "relcl"):
        if passive(clause) or clause.tag == "VBN":
            added: Slots = {}
            if clause.lemma not in HIDES:  # "a bomb *hidden in a van*": no target
                add_prepositions(added, clause, skip_by=True)
            if clause.lemma == "blame" and "on" in added:
                blamed = blamed_in(clause)
                slots.setdefault("by", []).extend(blamed)  # "attacks blamed on rebels"
                added["on"] = [t for t in added["on"] if t not in blamed]
            added.pop("by", None)  # who does the clause's verb, which need not be who does the noun
            for slot, found in added.items():
                slots.setdefault(slot, []).extend(t for t in found if t not in slots.get(slot, ()))


def blamed_in(verb: Token) -> list[Token]:
    """Who is blamed after the first "on": "an attack blamed *on rebels* on a camp"."""
    first = next((p for p in children(verb, "prep") if p.lower == "on"), None)
    return spread(children(first, "pobj")) if first is not None else []


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
    if token.lower == "armed":
        return False  # "an *armed* clash": nobody
    return "armed" in classes_of(scene, token) or token.lemma in scene.events.words.acting


def is_against(scene: Scene, token: Token) -> bool:
    """Whether a word stands after "anti-": "anti-government protests"."""
    before = scene.parsed.tokens[max(0, token.i - 2) : token.i]
    return len(before) == 2 and before[0].lower in ("anti", "counter") and before[1].text == "-"


def is_led(scene: Scene, token: Token) -> bool:
    """Whether a name only tells whose lead or hold something is under: "*Lokan*-led forces"."""
    after = scene.parsed.tokens[token.i + 1 : token.i + 3]
    return len(after) == 2 and after[0].text == "-" and after[1].tag in ("VBN", "VBD")
