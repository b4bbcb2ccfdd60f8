"""Who helps, where it is held, and who alleges it: mediators, guarantors, hosts, venues, accusers.

They are roles of their own: who mediates, vouches or lends a hotel takes no side, and is never a party for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.grammar import children
from reportedly.lexicon.events import Frame
from reportedly.model import PlaceRef
from reportedly.parse import Token
from reportedly.stages.event_classes import Scene, classes_of, parts_of
from reportedly.stages.event_doers import owner_of, passive, spread
from reportedly.stages.event_match import Match, Roles
from reportedly.stages.event_slots import noun_slots, verb_slots

MEDIATOR, VENUE = "mediator", "venue"
MEDIATING_PREPOSITIONS = ("with", "under", "through", "via", "by", "of", "after")
VENUE_PREPOSITIONS = ("at", "in", "inside")
CEASEFIRE = "ceasefire"  # a truce "in the valley" is in force there; it has no venue
ACTING = frozenset({"act", "serve"})


def add_mediators(scene: Scene, roles: Roles, match: Match) -> None:
    """Add whose mediation something was under: "with Lokan mediation", "after months of mediation by Loka"."""
    for slots in (match.slots, *((verb_slots(scene, match.carrier),) if match.carrier is not None else ())):
        for token in (t for prep in MEDIATING_PREPOSITIONS for t in slots.get(prep, ())):
            inside = parts_of(token) if token.lemma in scene.events.words.transparent else []
            for act in (t for t in (token, *inside) if t.lemma in scene.events.words.mediation):
                inner = noun_slots(scene, act)
                found = [*inner["poss"], *inner["mod"], *inner.get("by", ()), *inner.get("of", ())]
                # parsers hang the "by" of "freed two men after mediation by Loka" on the verb
                found += slots.get("by", ()) if not found and _next(scene, act) == "by" else []
                roles[MEDIATOR] = roles.get(MEDIATOR, []) + [t for t in found if t not in roles.get(MEDIATOR, [])]
    if not roles.get(MEDIATOR):
        roles.pop(MEDIATOR, None)


def _next(scene: Scene, token: Token) -> str:
    after = scene.parsed.tokens[token.i + 1 : token.i + 2]
    return after[0].lower if after else ""


def named_helpers(scene: Scene, frame: Frame, match: Match) -> Roles:
    """Who is called a guarantor, mediator or host: "with Loka as guarantor", "Loka, the guarantor of the truce"."""
    helpers = scene.events.words.helpers
    found: Roles = {}
    if not any(role in frame.extra for role in helpers.values()):
        return found
    for word, who in (*_beside_verbs(match), *_above_nouns(match)):
        role = helpers.get(word.lemma)
        if role in frame.extra and role is not None:
            found.setdefault(role, []).extend(t for t in who if t not in found.get(role, ()))
    return {role: tokens for role, tokens in found.items() if tokens}


def _beside_verbs(match: Match) -> Iterator[tuple[Token, list[Token]]]:
    """Words after "as" beside the verb, with who is meant: "*with Loka* as guarantor", "with Loka *acting as* one"."""
    verbs = [t for t in (match.token, match.carrier) if t is not None and t.pos in ("VERB", "AUX")]
    for verb in verbs:
        beside: list[Token] = []
        for prep in children(verb, "prep"):
            held = children(prep, "pobj")
            if prep.lower == "with":
                beside = held
                for clause in (c for c in children(prep, "pcomp") if c.lemma in ACTING):
                    for word in _after_as(clause):
                        yield word, spread(children(clause, "nsubj"))
                for person in held:
                    for word in _after_as(person):
                        yield word, spread([person])
            elif prep.lower == "as":
                for word in held:
                    yield word, spread(beside)


def _after_as(token: Token) -> list[Token]:
    return [word for prep in children(token, "prep") if prep.lower == "as" for word in children(prep, "pobj")]


def _above_nouns(match: Match) -> Iterator[tuple[Token, list[Token]]]:
    """Words that the event is "of", with who is meant: "Loka, the *guarantor of* the truce"."""
    for noun in (match.token, *match.used):
        if noun.dep == "pobj" and noun.head.lower == "of":
            word = noun.head.head
            named = [word.head] if word.dep == "appos" else children(word, "appos")
            yield word, spread(named or [word])


def is_helping_clause(match: Match, nouns: set[int]) -> bool:
    """Whether a verb only tells who mediated an event that is read: "talks *mediated by* Loka"."""
    verb = match.token
    return match.kind.frame == "mediation" and verb.dep in ("acl", "relcl") and passive(verb) and verb.head.i in nouns


def venue_of(scene: Scene, match: Match, frame: Frame, roles: Roles, place: PlaceRef | None) -> list[Token]:
    """Where people come together for it: "at a hotel in Lokavar", "in Lokavar"; else none."""
    if VENUE not in frame.extra or match.kind.family == CEASEFIRE:
        return []
    allowed = scene.events.role_group(VENUE)
    taken = {t.i for tokens in roles.values() for t in tokens}
    for slots in _slots_around(scene, match):
        for prep in VENUE_PREPOSITIONS:
            found = [t for t in slots.get(prep, ()) if t.i not in taken and classes_of(scene, t) & allowed]
            sites = [t for t in found if t.i in scene.place_at or classes_of(scene, t) & {"facility", "place"}]
            if sites:
                return sites
    if place is None:
        return []
    inside = [t for t in scene.parsed.tokens_in(place.span.start, place.span.end) if t.dep == "pobj"]
    return [t for t in inside if t.head.lower in VENUE_PREPOSITIONS and t.i not in taken]


def _slots_around(scene: Scene, match: Match) -> Iterator[dict[str, list[Token]]]:
    yield match.slots
    for noun in match.used:
        yield noun_slots(scene, noun)
    if match.carrier is not None and match.carrier.pos in ("VERB", "AUX"):
        yield verb_slots(scene, match.carrier)


def teller_of(scene: Scene, match: Match) -> list[Token]:
    """Whose claim an event is told in: "denied *a claim by Loka that* it had broken the truce"; else nobody."""
    verb = match.carrier if match.carrier is not None else match.token
    if verb.dep not in ("acl", "relcl") or verb.head.lemma not in scene.events.words.told_nouns:
        return []
    return spread([owner_of(verb.head, outer=False)])
