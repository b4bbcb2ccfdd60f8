"""From slots to roles: which noun fills which role of an event, and where and when it is.

A role takes only fillers of its class ("attacker" needs somebody who can act), so a figure of speech leaves the role
empty and an event without the roles it needs is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from reportedly.grammar import agent_of, children, clause_of, conjuncts, noun_phrase
from reportedly.lexicon.events import Frame, Light
from reportedly.model import PlaceRef, Ref, Span, TimeRef
from reportedly.parse import Token
from reportedly.stages.event_classes import Scene, classes_of, parts_of
from reportedly.stages.event_doers import first_conjunct, is_reciprocal, passive, spread
from reportedly.stages.event_helpers import MEDIATOR, add_mediators, named_helpers
from reportedly.stages.event_match import Match, Roles
from reportedly.stages.event_slots import Slots, add_prepositions, first_of, is_acting, noun_slots, verb_slots
from reportedly.stages.place_attachment import KEEPING_ROLES, LOCATING_ROLES, PlaceAnchor, attached_place
from reportedly.stages.time_attachment import Hanging, time_at, time_for

VICTIM = "victim"
HELPING = frozenset({"mediator", "host", "guarantor"})
NAMING = frozenset({"call", "consider", "deem", "dub", "label", "name", "term"})
# Roles of people that something is done to; who is in them need not be able to act.
ACTED_ON = frozenset({"abducted", "affected", "detained", "displaced", "released", "target", "victim"})
# Verbs of those whom a killing spared.
OUTLIVING = frozenset({"escape", "survive"})
# Roles of sides, in which a noun that no list has is taken with the side it is joined to.
JOINED = frozenset({"attacker", "party"})
# Endings of nouns for people; short ones ("tower", "car") are things more often than not.
DOERS = ("er", "or", "ist", "ant", "man", "men", "woman", "women")
DOER_LENGTH = 6
TARGET = "target"
MEANS = frozenset({"aircraft", "artillery", "drone", "explosive", "rocket", "weapon"})
WAYS = frozenset({"avenue", "boulevard", "highway", "road", "street"})
REFLEXIVE = frozenset({"herself", "himself", "itself", "myself", "ourselves", "themselves"})
NOBODY = frozenset({"anybody", "anyone", "no-one", "nobody", "none"})
MEDIATORS = "mediators"  # the class of those who never take part themselves
THINGS = frozenset({"offence", "tribunal"})  # classes of which a person, place or body in a role is none
GIVEN_TO = frozenset({"to@party"})  # who something is handed over to stands last, and parsers hang it on what is handed
CHARGE, PARTY, PROPOSER = "charge", "party", "proposer"
# How far up a noun is followed to the verb that carries it: "took part in a new round of talks" needs four steps.
REACH = 4


def carrier_of(scene: Scene, noun: Token) -> tuple[Token, Light] | None:
    """The light verb that carries an event noun, through "a series of" and the like."""
    top, path = first_conjunct(noun), ""
    for _ in range(REACH):
        head = top.head
        if head is top:
            return None
        if top.dep in ("oprd", "attr") and head.lemma in NAMING:
            return None  # "I would call this a bad ceasefire"
        if top.dep in ("dobj", "obj", "nsubjpass", "oprd", "attr"):
            return _light(scene, head, path, "object")
        if top.dep == "nsubj":
            return _light(scene, head, path, "subject")
        if top.dep != "pobj" or head.pos != "ADP":
            return None
        above = head.head
        if above.pos == "ADJ":
            light = scene.events.lights["object"].get(f"be {above.lower} {head.lower}")
            return (above, light) if light is not None else None
        if above.pos in ("VERB", "AUX"):
            reached = " ".join(filter(None, (head.lower, path)))
            return _light(scene, above, reached, "object") or _light_before(scene, above, reached)
        if above.pos not in ("NOUN", "PROPN"):
            return None
        if not (head.lower == "of" and above.lemma in scene.events.words.transparent):
            path = " ".join(filter(None, (above.lemma, head.lower, path)))
        top = first_conjunct(above)
    return None


def _light_before(scene: Scene, verb: Token, path: str) -> tuple[Token, Light] | None:
    """The light verb that stands before one it is joined to: "*killed* six and stole cattle *in a raid*"."""
    while verb.dep == "conj" and verb.head.pos == "VERB" and not children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
        if verb.lemma in scene.events.words.casualty:
            return _light(scene, verb, path, "object")
    return None


def _light(scene: Scene, verb: Token, path: str, place: str) -> tuple[Token, Light] | None:
    particle = " ".join(c.lower for c in children(verb, "prt"))
    lights = scene.events.lights[place]
    held = " ".join(c.lemma for c in children(verb, "dobj")) if path else ""
    # "called off its assault" is no call: a particle makes another verb
    keys = (
        ((verb.lemma, held, path), (verb.lemma, particle, path))
        if held or not particle
        else ((verb.lemma, particle, path),)
    )
    for key in keys:
        light = lights.get(" ".join(filter(None, key)))  # "took part in": parsers hang "in" on either word
        if light is not None:
            return verb, light
    return None


def roles_of(scene: Scene, match: Match) -> Roles:
    """Who fills which role, as head words of noun phrases."""
    frame = scene.events.frames[match.kind.frame]
    roles: Roles = {}
    taken = {match.token.i}
    for role, tokens in named_helpers(scene, frame, match).items():
        roles[role] = tokens
        taken |= {t.i for t in tokens}
    if match.verbal:
        _fill(scene, roles, _mediated(scene, frame, match), match.slots, taken, {t.i for t in match.used})
        taken |= {t.i for t in match.used}
        given = {t.i for tokens in roles.values() for t in tokens}
        for noun in (n for n in match.used if n.i not in given):
            _fill_from_clauses(scene, roles, frame, noun, taken, helping=True)
            _fill(scene, roles, _without_ends(frame.verb) | frame.noun, noun_slots(scene, noun), taken)
    else:
        taken |= named_before(scene, match)
        _fill(scene, roles, frame.noun, match.slots, taken, {t.i for t in match.used})
        taken |= {t.i for t in match.used}
        _fill_from_carrier(scene, roles, frame, match, taken)
    if MEDIATOR in frame.extra:
        add_mediators(scene, roles, match)
    _fill_from_fillers(scene, roles, frame, match, taken)
    _reciprocate(scene, roles, frame, match)
    return roles


def _reciprocate(scene: Scene, roles: Roles, frame: Frame, match: Match) -> None:
    """Who does it to each other is on both sides: "the two sides accused *each other*"."""
    doing, undergoing = frame.verb.get("subject"), frame.verb.get("object")
    if match.verbal and doing and undergoing and doing != undergoing and any(map(is_reciprocal, match.token.children)):
        roles[undergoing] = list(roles.get(doing, ()))


def named_before(scene: Scene, match: Match) -> set[int]:
    """The words before a noun that are part of its trigger: the "car" of "car bomb"."""
    wanted = {word for want in match.pattern.wants if want.slot == "pre" and want.mode == ":" for word in want.words}
    before = [t for t in match.slots.get("pre", ()) if t.known is None and not is_acting(scene, t)]
    return {t.i for t in before if wanted & {t.lemma, t.lower}}


def _mediated(scene: Scene, frame: Frame, match: Match) -> dict[str, str]:
    """The slots of a verb; who brokers or secures something for others mediates it, who is killed is a victim."""
    light = scene.events.lights["object"].get(match.token.lemma)
    if match.token.lemma in scene.events.words.casualty and VICTIM in frame.extra:
        return frame.verb | {"object": VICTIM}
    if light is not None and light.gives in HELPING and light.gives in frame.extra:
        return frame.verb | {"subject": light.gives}
    return frame.verb


def _fill_from_fillers(scene: Scene, roles: Roles, frame: Frame, match: Match, taken: set[int]) -> None:
    """Fill what parsers hang on the last filler: "warrants for two men *for murder*"."""
    mapping = frame.verb if match.verbal else frame.noun
    narrow = {key: role for key, role in mapping.items() if key.partition("@")[2] in THINGS or key in GIVEN_TO}
    for token in [t for tokens in list(roles.values()) for t in tokens]:
        inner: Slots = {}
        add_prepositions(inner, token)
        for part in parts_of(token):  # "handed over the body of a pilot *to the elders*"
            add_prepositions(inner, part)
        _fill(scene, roles, narrow, inner, taken)
        on_blamed = token.head.lower == "on" and token.head.head.lemma == "blame"
        if (
            token.head.lower == "by" or on_blamed
        ):  # "a raid by gunmen *on the village*": parsers hang the village on the gunmen
            further = {k: r for k, r in mapping.items() if k in ("on", "against") and r == TARGET}
            _fill(scene, roles, further, inner, taken)
    charges = [t for t in roles.get(CHARGE, ()) if t.lemma in scene.events.words.told_nouns and parts_of(t)]
    if charges:  # "on charges of murder"
        named = [part for t in charges for first in parts_of(t) for part in spread([first])]
        roles[CHARGE] = [t for t in roles[CHARGE] if t not in charges] + named


def _without_ends(mapping: dict[str, str]) -> dict[str, str]:
    return {slot: role for slot, role in mapping.items() if slot not in ("subject", "object")}


def _fill(
    scene: Scene,
    roles: Roles,
    mapping: dict[str, str],
    slots: Slots,
    taken: set[int],
    used: AbstractSet[int] = frozenset(),
) -> None:
    """Fill roles from slots. A word that the trigger has `used` fills one only where the role has a class it is of."""
    for key, role in mapping.items():
        slot, _, group = key.partition("@")
        fillers = slots.get(slot)
        if not fillers:
            continue
        allowed = scene.events.groups.get(group, frozenset({group})) if group else scene.events.role_group(role)
        for token in fillers:
            if token.i in taken or (not allowed and token.i in used) or is_clock(scene, token):
                continue
            fits = not allowed or classes_of(scene, token) & allowed or (role in ACTED_ON and is_doer(scene, token))
            if not fits and not (role in JOINED and is_beside(scene, token, fillers, allowed)):
                continue
            if slot == "compound" and role == TARGET and classes_of(scene, token) & MEANS:
                continue  # "aircraft bombing"
            if slot == "at" and token.i in scene.place_at and roles.get(role):
                continue  # "was attacked at Lokavar": where it was
            if slot in ("at", "on") and token.lemma in WAYS:
                continue  # "exploded on a road": where it was
            if token.lower in REFLEXIVE and role not in (mapping.get("subject"), PARTY):
                continue  # "blew himself up": nobody else's target
            if slot == "mod" and role == PARTY and token.known is not None and token.known.form == "capital":
                continue  # "the Lokavar truce": where it was agreed
            taken.add(token.i)
            roles.setdefault(role, []).append(token)


def is_clock(scene: Scene, token: Token) -> bool:
    """Whether "pm" is an hour's and no premier: "at 6:00 *pm*"."""
    return token.lower in ("am", "pm") and token.i > 0 and scene.parsed.tokens[token.i - 1].tag == "CD"


def is_beside(scene: Scene, token: Token, fillers: Sequence[Token], allowed: AbstractSet[str]) -> bool:
    """Whether a noun that no list has is joined to one that can fill the role: "*the offshoot* and the army"."""
    unknown = token.pos == "NOUN" and token.known is None and not classes_of(scene, token) - {"quantity"}
    joined = [t for t in fillers if t is not token and first_conjunct(t) is first_conjunct(token)]
    return unknown and any(classes_of(scene, t) & allowed for t in joined)


def is_doer(scene: Scene, token: Token) -> bool:
    """Whether a noun that no list has names people by what they do: "informers", "a smelter's *foreman*"."""
    people = (
        token.tag == "NNS" or children(token, "nummod") or any(d.lower in ("a", "an") for d in children(token, "det"))
    )
    plain = token.pos == "NOUN" and token.known is None and len(token.lemma) > DOER_LENGTH
    return bool(people) and plain and token.lemma.endswith(DOERS) and token.lemma not in scene.events.words.things


def _fill_from_carrier(scene: Scene, roles: Roles, frame: Frame, match: Match, taken: set[int]) -> None:
    if match.carrier is not None and match.light is not None:
        verb = match.carrier.head if match.carrier.pos == "ADJ" else match.carrier
        slots = verb_slots(scene, verb)
        if verb.lemma in scene.events.words.casualty and slots["object"] and not passive(verb):
            # "killed two in a raid": who killed raided
            _fill(scene, roles, {"subject": frame.light}, {"subject": slots["subject"]}, taken)
            if match.light.place == "subject" and VICTIM in frame.extra:
                _fill(scene, roles, {"object": VICTIM}, slots, taken)  # "a car bomb killed nine"
            _fill(scene, roles, _without_ends(frame.noun), slots, taken)
            _fill_from_clauses(scene, roles, frame, match.token, taken)
            return
        undergone = passive(verb) and match.light.gives == "undergoer"
        who = slots["object"] if undergone else slots["subject"]
        if verb.lemma in OUTLIVING and frame.undergoer == VICTIM:
            who = []  # "who *survived* the massacre": not its victims
        if match.light.gives == "undergoer" and verb.lemma in scene.events.words.casualty and VICTIM in frame.extra:
            _fill(scene, roles, {"subject": VICTIM}, {"subject": who}, taken)
        else:
            _give(scene, roles, frame, match.light, slots["object"] if match.light.place == "subject" else who, taken)
            _give_joined(scene, roles, frame, verb, match.light, taken)
        if match.light.gives == "undergoer" and verb.lemma == "be" and match.slots.get("of"):
            held = [t for t in match.slots["of"] if t.i in taken and frame.light]
            for role in [role for role, tokens in roles.items() if any(t in held for t in tokens)]:
                roles[role] = [t for t in roles[role] if t not in held]
            roles.setdefault(frame.light, []).extend(held)  # "is under the siege of the army": the army lays it
        if undergone:  # "nine were killed in strikes by the army": the army does it
            _fill(scene, roles, {"subject": frame.light}, slots, taken)
        _fill(scene, roles, _without_ends(frame.noun), slots, taken)
    _fill_from_clauses(scene, roles, frame, match.token, taken)


def _fill_from_clauses(
    scene: Scene, roles: Roles, frame: Frame, noun: Token, taken: set[int], helping: bool = False
) -> None:
    """Fill what a clause on the noun tells: "talks *mediated by Loka*", "a truce *guaranteed by* two states".

    With `helping`, the noun is what a verb is about, and who made it does not do what the verb says: "accepted a plan
    *put forward by Loka*".
    """
    _fill_from_active_clauses(scene, roles, frame, noun, taken)
    for clause in children(noun, "acl", "relcl"):
        light = scene.events.lights["object"].get(" ".join([clause.lemma, *(c.lower for c in children(clause, "prt"))]))
        agent = agent_of(clause) if passive(clause) else None
        if light is not None and agent is not None and helping and light.gives not in HELPING:
            made = {"subject": PROPOSER} if frame.noun.get("by") == PROPOSER else {}
            _fill(scene, roles, made, verb_slots(scene, clause), taken)
        elif light is not None and agent is not None:
            _give(scene, roles, frame, light, verb_slots(scene, clause)["subject"], taken)


def _give_joined(scene: Scene, roles: Roles, frame: Frame, verb: Token, light: Light, taken: set[int]) -> None:
    """Fill what further verbs of the same subject say: "the strike hit a school and *destroyed two houses*"."""
    for joined in conjuncts(verb)[1:] if light.place == "subject" else ():
        further = scene.events.lights["subject"].get(joined.lemma)
        if further is not None and further.gives == "undergoer" and not children(joined, "nsubj", "nsubjpass"):
            _give(scene, roles, frame, further, verb_slots(scene, joined)["object"], taken)


def _fill_from_active_clauses(scene: Scene, roles: Roles, frame: Frame, noun: Token, taken: set[int]) -> None:
    """Fill what a clause says of the noun that is its subject: "strikes *which hit a school*"."""
    above = noun.head.head if noun.dep == "pobj" and noun.head.lower == "of" else noun
    heads = (noun, above) if above is not noun and above.lemma in scene.events.words.transparent else (noun,)
    for clause in (c for head in heads for first in children(head, "acl", "relcl") for c in conjuncts(first)):
        own = children(clause, "nsubj", "nsubjpass")
        stands_for = not own or own[0].tag in ("WDT", "WP") or own[0].lower == "that"
        if passive(clause) or clause.pos != "VERB" or not stands_for or (not own and clause.tag == "VB"):
            continue
        particle = " ".join(c.lower for c in children(clause, "prt"))
        light = scene.events.lights["subject"].get(" ".join(filter(None, (clause.lemma, particle))))
        if light is not None:
            slots = verb_slots(scene, clause)
            if light.gives == "undergoer":
                _give(scene, roles, frame, light, slots["object"], taken)
            _fill(scene, roles, _without_ends(frame.noun), slots, taken)


def _give(scene: Scene, roles: Roles, frame: Frame, light: Light, who: Iterable[Token], taken: set[int]) -> None:
    role = {"doer": frame.light, "undergoer": frame.undergoer}.get(light.gives, light.gives)
    if MEDIATOR in frame.extra and role != MEDIATOR:
        helpers = [t for t in who if MEDIATORS in classes_of(scene, t)]
        _fill(scene, roles, {"subject": MEDIATOR}, {"subject": helpers}, taken)
    if role and role in {frame.light, frame.undergoer, *frame.extra, *frame.noun.values()}:
        _fill(scene, roles, {"subject": role}, {"subject": list(who)}, taken)


def refs_of(scene: Scene, token: Token) -> list[Ref]:
    """The Refs of a filler: one, or one for each name in "Lokan and Tavian officials"."""
    ref = scene.names.ref(token)
    names = [t for t in noun_phrase(token) if t is not token and t.known is not None and t.known.form != "capital"]
    of_several = several(token)
    if of_several:
        return [r for t in of_several if (r := scene.names.known_ref(t)) is not None]
    if (
        (ref is None or ref.actor is None)
        and token.known is None
        and len(names) > 1
        and any(t.dep == "cc" or t.text in (",", "-", "/") for t in noun_phrase(token))  # not "a Shi'ite Muslim group"
        and token.dep not in ("amod", "compound")
    ):
        return [r for t in names if (r := scene.names.known_ref(t)) is not None]
    whole = " ".join(t.lower for t in scene.parsed.tokens[token.i : token.i + 3])
    if whole in scene.events.words.set_phrases:
        counted = [t for t in noun_phrase(token) if t.dep not in ("det", "poss", "case")]
        span = scene.parsed.cover((*counted, *scene.parsed.tokens[token.i : token.i + 3]))
        return [Ref(span=span, name=span.text, actor=ref.actor if ref is not None else None, how="descriptor")]
    if ref is not None:
        return [without_charge(scene, token, ref)]
    if token.pos == "PRON" or token.lower in NOBODY:
        return []
    start = first_of(scene, token)
    before = scene.parsed.tokens[start - 1] if start else token
    if before.known is not None and before is not token and before.sent is token.sent:
        # "Lokan army strikes": the body before the noun belongs to the name before it
        inner = scene.names.known_ref(before)
        span = scene.parsed.cover((before, token))
        return [Ref(span=span, name=span.text, actor=inner.actor if inner else None, how="role")]
    return [Ref(span=Span(token.start, token.end, token.text), name=token.text, how="descriptor")]


def several(token: Token) -> list[Token]:
    """The names of "*delegations from* Loka and Tavia", "the leaders of both": whose people come together."""
    if token.tag != "NNS" or token.known is not None:
        return []
    for prep in children(token, "prep"):
        names = [t for o in children(prep, "pobj") for t in conjuncts(o)] if prep.lower in ("of", "from") else []
        if len(names) > 1 and all(t.known is not None for t in names):
            return names
    return []


def without_charge(scene: Scene, token: Token, ref: Ref) -> Ref:
    """A filler without the offence that hangs on it: "a colonel" of "a colonel for murder"."""
    for prep in children(token, "prep"):
        charged = any("crime" in classes_of(scene, o) for o in children(prep, "pobj"))
        if charged and ref.span.start < prep.start < ref.span.end:
            span = scene.parsed.span(ref.span.start, prep.start)
            return Ref(span=span, name=span.text, actor=ref.actor, how=ref.how)
    return ref


def clause_chain(match: Match) -> list[Token]:
    """The verbs whose adverbials an event shares: its own, and those it depends on without a clause of its own."""
    start = match.carrier if match.carrier is not None else match.token
    start = start.head if start.pos == "ADJ" else start
    if start.pos not in ("VERB", "AUX"):
        top = first_conjunct(start)
        through = top.head if top.dep in ("nsubj", "nsubjpass") else None
        verb = clause_of(start)
        if through is None and verb.lemma not in CARRYING:
            return []
        start = verb
    found = [start]
    while len(found) <= REACH and found[-1].head is not found[-1]:
        verb, head = found[-1], found[-1].head
        participle = verb.dep == "advcl" and verb.tag == "VBG" and not children(verb, "mark")
        shares = verb.dep in ("conj", "xcomp") and not children(verb, "nsubj", "nsubjpass")
        if not (participle or shares) or head.pos not in ("VERB", "AUX"):
            break
        found.append(head)
    return found


CARRYING = frozenset({"kill", "wound", "injure", "die"})


def time_of(match: Match, fillers: list[Token], hanging: Hanging, speech: frozenset[str]) -> TimeRef | None:
    """The time that hangs on the event's own words, on a filler, or on its clause; else none."""
    own = [match.token, *match.used, *((match.carrier,) if match.carrier is not None else ())]
    held = [t for t in fillers if t.i > match.token.i and t.pos in ("NOUN", "PROPN")]
    for token in (*own, *held):
        time = time_at(token, hanging)
        if time is not None:
            return time
    inherited = (time for token in own if (time := time_for(token, hanging, speech)) is not None)
    return next(inherited, None)


def place_of(scene: Scene, match: Match, roles: Roles, anchors: list[PlaceAnchor]) -> PlaceRef | None:
    """The place that hangs on the event's own words, is what it is done to or holds that, or hangs on its clause."""
    own = {match.token.i, *(t.i for t in match.used)}
    if match.carrier is not None:
        own.add(match.carrier.i)
    here = [t for role in LOCATING_ROLES for t in roles.get(role, ()) if t.sent is match.token.sent]
    keepers = [t for role in KEEPING_ROLES for t in roles.get(role, ())]
    return attached_place(own, here, clause_chain(match)[:REACH], anchors, scene.place_at, keepers)
