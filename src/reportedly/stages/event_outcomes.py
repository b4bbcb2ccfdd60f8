"""What an attack led to: the dead and wounded that the words beside it tell, joined to it as its victims.

"Shells hit the market, *killing five*", "were *killed* and nine wounded in a raid", "*claimed the lives of* nine",
"the blast *left* nine *dead*": one occurrence, one event.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportedly.grammar import agent_of, child, children, conjuncts
from reportedly.parse import Token
from reportedly.stages.event_classes import Scene, classes_of, parts_of
from reportedly.stages.event_doers import holder_of, outcome_of, spread
from reportedly.stages.event_match import Match, Roles
from reportedly.stages.event_noun_status import is_definite
from reportedly.stages.event_roles import is_doer
from reportedly.stages.event_slots import Slots, verb_slots
from reportedly.stages.event_status import verb_status

VICTIM = "victim"
# What an attack may leave people: "left nine *dead*".
LEFT = frozenset({"dead", "hurt", "injured", "maimed", "wounded"})
# Where an outcome names what led to it.
CAUSING = ("subject", "in", "by", "after", "during", "from", "with", "when")
# Words of an outcome's own that tell of an occurrence of its own: "were killed *by guards* and nine wounded in a raid".
OWN_ADVERBIALS = ("prep", "agent", "advcl", "npadvmod")
# How far up a participle that parsers hang on the last noun is followed: "a hall in a village, *killing* two".
REACH = 6


class Outcome(NamedTuple):
    """A verb that tells of dead or wounded, with who they are."""

    token: Token
    slots: Slots
    harmed: list[Token]


def merge_casualties(scene: Scene, matches: list[Match]) -> list[tuple[Match, list[Token]]]:
    """Join "killing five people" to the attack it tells the outcome of: one occurrence, one event."""
    outcomes = [m for m in matches if m.token.lemma in scene.events.words.casualty and m.token.pos == "VERB"]
    attacks = [m for m in matches if m not in outcomes and m.kind.family == "force"]
    if not attacks:
        return [(m, []) for m in matches]
    told = [Outcome(m.token, m.slots, m.slots["object"]) for m in outcomes]
    told += _further(scene, attacks[0].token, {o.token.i for o in told})
    causes = {o.token.i: a for o in told if (a := next((a for a in attacks if _causes(scene, a, o)), None)) is not None}
    for outcome in told:
        shared = next((causes[o.token.i] for o in told if o.token.i in causes and _shares(o.token, outcome)), None)
        if shared is not None:
            causes.setdefault(outcome.token.i, shared)
    victims: dict[int, list[Token]] = {}
    merged: set[int] = set()
    for outcome in told:
        cause = causes.get(outcome.token.i)
        open_ = cause is not None and cause.noun and is_definite(cause.token)
        if cause is None or (open_ and verb_status(scene, outcome.token).status != "asserted"):
            continue  # "it is unclear whether he was killed in the raid": the raid is told as done
        merged.add(outcome.token.i)
        victims.setdefault(cause.token.i, []).extend(outcome.harmed)
    return [(m, victims.get(m.token.i, [])) for m in matches if m.token.i not in merged]


def _further(scene: Scene, near: Token, known: set[int]) -> Iterator[Outcome]:
    """Dead and wounded that no event of their own tells: "a bomb hit the market, *killing two*", "left nine *dead*"."""
    for verb in near.sent.tokens:
        harmed: list[Token] = []
        if verb.lemma in scene.events.words.casualty and verb.pos == "VERB" and verb.i not in known:
            harmed = verb_slots(scene, verb)["object"]
        elif verb.lemma in ("claim", "cost"):
            harmed = [p for life in children(verb, "dobj") if life.lemma == "life" for p in spread(parts_of(life))]
        elif verb.lemma == "leave" and verb.pos == "VERB":
            harmed = _left(verb)
        if harmed:
            yield Outcome(verb, verb_slots(scene, verb), harmed)


def _left(verb: Token) -> list[Token]:
    """Who is left dead or wounded: "has left *29 people* dead"."""
    small = next((c for c in children(verb, "ccomp") if c.lower in LEFT), None)
    if small is not None:
        return spread([child(small, "nsubj")])
    return spread(children(verb, "dobj")) if any(c.lower in LEFT for c in children(verb, "oprd", "acomp")) else []


def _causes(scene: Scene, attack: Match, outcome: Outcome) -> bool:
    near = [t for slot in CAUSING for t in outcome.slots.get(slot, ())]
    if any(attack.token is t or attack.token in conjuncts(t) for t in near):
        return True
    if any(attack.token.head.head is t for t in near if attack.token.head.pos == "ADP"):
        return True
    means = agent_of(outcome.token) if outcome.token.tag == "VBN" else None
    if means is not None and (means in attack.used or attack.token.head is means) and attack.token.dep == "acl":
        return True  # "were injured by shells *fired* by rebels"
    holder = holder_of(attack.token) if attack.noun else None
    if holder is not None and _shares(holder, outcome):
        return True
    verb = attack.carrier if attack.carrier is not None else attack.token
    top = outcome.token
    while top.dep == "conj" and top.head.pos == "VERB" and top.tag == top.head.tag:
        top = top.head
    if top.dep == "advcl" and outcome_of(scene, top) is verb:
        return True
    if top.dep in ("acl", "relcl") and _hangs_too_low(scene, attack.token, verb, top):
        return True
    if top.dep in ("advcl", "conj") and top.head is verb:
        return not children(top, "nsubj")
    return verb.dep in ("advcl", "conj") and verb.head is outcome.token and attack.token.pos == "VERB"


def _hangs_too_low(scene: Scene, attack: Token, verb: Token, outcome: Token) -> bool:
    """Whether an outcome hangs on a noun that can do nothing, below the attack: "a raid on a *market killed* nine"."""
    if outcome_of(scene, outcome) is verb:
        return True
    at = outcome.head
    able = scene.events.groups.get("agent", frozenset())
    if (outcome.dep == "relcl" or outcome.tag == "VBG") and classes_of(scene, at) & able:
        return False
    for _ in range(REACH):
        if at.dep not in ("pobj", "prep", "conj"):
            return False
        at = at.head
        if at is attack:
            return True
    return False


def _shares(last: Token, outcome: Outcome) -> bool:
    """Whether a verb shares what stands behind the last it is joined to: "were *killed* and nine wounded *in*"."""
    own = any(c.i > outcome.token.i for c in children(outcome.token, *OWN_ADVERBIALS))
    if own or last is outcome.token:
        return False
    at = last
    while at.dep == "conj" and at.head.pos == "VERB" and at.tag in ("VBD", "VBN", "VBG"):
        at = at.head
        if at is outcome.token:
            return True
    return False


def add_victims(scene: Scene, match: Match, roles: Roles, victims: list[Token]) -> None:
    """Add the dead and wounded to an attack's roles; who stands in another role of it is not among them."""
    frame = scene.events.frames[match.kind.frame]
    allowed = scene.events.role_group(VICTIM)
    if VICTIM in {*frame.verb.values(), *frame.noun.values(), *frame.extra}:
        taken = {t.i for tokens in roles.values() for t in tokens}
        people = [t for t in victims if classes_of(scene, t) & allowed or is_doer(scene, t)]
        found = [t for t in people if t.i not in taken]
        if found:
            roles[VICTIM] = sorted((*roles.get(VICTIM, ()), *found), key=lambda t: t.i)
