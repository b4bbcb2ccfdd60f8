"""Events: what a text says happened, is planned, demanded, offered or denied, kind by kind.

One walk over the words of each sentence: every verb and noun is looked up, the most specific pattern that fits wins,
its slots fill its roles, and the clause's own words give its status. Who says it is told later, by attribution.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.grammar import children
from reportedly.lexicon import Lexicon
from reportedly.lexicon.events import Kind, Pattern, Want
from reportedly.model import Abstention, Event, Evidence, PlaceRef, Ref, Report, Span, TimeRef, make_id
from reportedly.parse import Parsed, Sentence, Token
from reportedly.stages.event_classes import Scene, classes_of, parts_of, words_of
from reportedly.stages.event_doers import doers_and_objects
from reportedly.stages.event_helpers import VENUE, is_helping_clause, teller_of, venue_of
from reportedly.stages.event_manner import manner
from reportedly.stages.event_match import Match, Roles
from reportedly.stages.event_noun_status import is_background, is_definite, status_of
from reportedly.stages.event_outcomes import add_victims, merge_casualties
from reportedly.stages.event_refusals import calm_sentences, reason_against
from reportedly.stages.event_roles import carrier_of, place_of, refs_of, roles_of, time_of
from reportedly.stages.event_slots import Slots, noun_slots, verb_slots
from reportedly.stages.event_status import ASSERTED, CONSEQUENT, Reading, is_told_aside, verb_status
from reportedly.stages.names import Names
from reportedly.stages.place_attachment import PlaceAnchor, place_anchors
from reportedly.stages.time_attachment import Hanging, attach_times, speech_verbs

VERBAL, NOMINAL = frozenset({"VERB", "AUX"}), frozenset({"NOUN", "PROPN"})
# Dependencies in which a noun only describes another noun: "ceasefire proposals", "attack helicopter".
DESCRIBING = frozenset({"compound", "amod", "nmod", "npadvmod", "quantmod"})
BACKGROUND = "background"
ALLEGED = "alleged"
CHARGE, CHARGED = "charge", ("subject", "respondent", "detained")
# Verbs that tell the beginning or end of an act that is spoken of as known: "the withdrawal was *completed*".
BEGUN = frozenset({"begin", "commence", "complete", "conclude", "finish", "resume"})
HARMING = frozenset({"abduction", "attack", "harm"})
ANY = "*"  # a condition that any filler of the slot meets
Found = tuple[list[Event], list[Abstention]]


def find_events(
    report: Report,
    parsed: Parsed,
    lexicon: Lexicon,
    names: Names,
    times: Sequence[TimeRef],
    places: Sequence[PlaceRef],
) -> Found:
    """Read the events of a report, in the order of the text, and what was left unread on purpose."""
    scene = Scene(report, parsed, lexicon, lexicon.events, names, times, places, _place_tokens(parsed, places), {})
    scene = scene._replace(calm=calm_sentences(scene))
    time_anchors = attach_times(parsed, times)
    located = place_anchors(parsed, lexicon.places, scene.events.words.place_prepositions, places)
    events: list[Event] = []
    left: list[Abstention] = []
    for sentence in parsed.sentences:
        matches = merge_casualties(scene, find_matches(scene, sentence))
        accused = find_charges(scene, matches)
        for match, victims in matches:
            reason = reason_against(scene, match)
            charged = accused.get(match.token.i, ())
            event = make_event(scene, match, victims, charged, time_anchors, located) if not reason else None
            if isinstance(event, Event):
                events.append(event)
            elif reason:
                left.append(abstain(scene, match, reason))
    return sorted(events, key=lambda e: (e.evidence.cues[0].start, e.kind)), left


def _place_tokens(parsed: Parsed, places: Sequence[PlaceRef]) -> dict[int, PlaceRef]:
    return {t.i: ref for ref in places for t in parsed.tokens_in(ref.span.start, ref.span.end)}


def find_matches(scene: Scene, sentence: Sentence) -> list[Match]:
    """The triggers of a sentence, each with its most specific pattern; nouns used by a verb's pattern are its part."""
    verbs = [m for t in sentence.tokens if t.pos in VERBAL and (m := match_verb(scene, t)) is not None]
    verbs += [m for t in sentence.tokens if t.tag == "MD" and (m := match_modal(scene, t)) is not None]
    nominal = [t for t in sentence.tokens if t.pos in NOMINAL or t.tag == "VBG"]
    nouns = [m for t in nominal if is_nominal(t) and (m := match_noun(scene, t)) is not None]
    named = {m.token.i for m in nouns if m.carrier is not None and m.pattern.is_compound}
    verbs = [m for m in verbs if not any(t.i in named for t in m.used)]
    used = {t.i for m in verbs for t in m.used}
    nouns = [m for m in nouns if m.token.i not in used]
    told = used | {m.token.i for m in nouns}
    verbs = [m for m in verbs if not is_helping_clause(m, told)]
    carriers = {m.carrier.i for m in nouns if m.carrier is not None}
    casualty = scene.events.words.casualty
    kept = [m for m in verbs if m.token.i not in carriers or m.used or m.token.lemma in casualty]
    return sorted((*kept, *nouns), key=lambda m: m.token.i)


def is_nominal(token: Token) -> bool:
    """Whether a word is a noun, or a gerund that stands where nouns do: "*shelling* killed two men"."""
    if token.known is not None:
        return False
    return token.pos in ("NOUN", "PROPN") or (
        token.tag == "VBG" and token.dep in ("nsubj", "csubj", "pobj", "dobj") and not children(token, "dobj", "aux")
    )


def match_verb(scene: Scene, verb: Token) -> Match | None:
    """The pattern of a verb, by what stands around it."""
    patterns = scene.events.by_verb.get(verb.lemma) or scene.events.by_verb.get(verb.lower)
    if (
        patterns is None
        or verb.dep in ("amod", "compound")
        or (is_nominal(verb) and verb.lower in scene.events.by_noun)
    ):
        return None
    slots = verb_slots(scene, verb)
    return best_match(scene, patterns, verb, slots)


def match_modal(scene: Scene, modal: Token) -> Match | None:
    """What somebody says that another must do is asked of them: "Loka said Tarvia *must* leave"."""
    patterns = scene.events.by_verb.get(modal.lemma)
    clause = modal.head
    if patterns is None or modal.dep != "aux" or clause.dep != "ccomp" or clause.head.pos != "VERB":
        return None
    slots: Slots = {"subject": doers_and_objects(scene, clause.head)[0], "object": doers_and_objects(scene, clause)[0]}
    if not all(t.known is not None for t in slots["object"]) or set(slots["object"]) & set(slots["subject"]):
        return None
    return best_match(scene, patterns, modal, slots)


def match_noun(scene: Scene, noun: Token) -> Match | None:
    """The pattern of a noun, with the light verb that carries it."""
    table = scene.events.by_noun
    patterns = table.get(noun.lower) or table.get(noun.lemma) or table.get(noun.lower.rstrip("s"))
    if patterns is None or noun.dep in DESCRIBING:
        return None
    match = best_match(scene, patterns, noun, noun_slots(scene, noun))
    if match is None:
        return None
    carrier, light = carrier_of(scene, noun) or (None, None)
    return match._replace(carrier=carrier, light=light, noun=True)


def best_match(scene: Scene, patterns: list[Pattern], token: Token, slots: Slots) -> Match | None:
    """The first pattern that fits; patterns come with the most specific first."""
    around: set[str] | None = None
    for pattern in patterns:
        if pattern.particle:
            around = _around(token) if around is None else around
            if not around.issuperset(pattern.particle.split()):
                continue
        if all(is_met(scene, want, slots) for want in pattern.wants):
            return Match(pattern, token, slots, _used(scene, pattern, slots))
    return None


def _around(token: Token) -> set[str]:
    near = [
        c
        for c in token.children
        if c.dep in ("prt", "prep", "advmod", "acomp", "oprd", "dobj", "agent", "dative", "advcl")
    ]
    return {c.lower for c in near} | {c.lower for n in near if n.dep in ("prep", "advmod", "prt") for c in n.children}


def is_met(scene: Scene, want: Want, slots: Slots) -> bool:
    """Whether the slots meet one condition of a pattern."""
    fillers = slots.get(want.slot, [])
    if not fillers:
        return want.mode != ":"
    if ANY in want.words:
        return want.mode != "!"
    hit = any(_fits(scene, want, token) for token in fillers)
    return not hit if want.mode == "!" else hit


def _fits(scene: Scene, want: Want, token: Token) -> bool:
    if want.words and not want.words.isdisjoint(words_of(scene, token)):
        return True
    return bool(want.classes) and not want.classes.isdisjoint(classes_of(scene, token))


def _used(scene: Scene, pattern: Pattern, slots: Slots) -> tuple[Token, ...]:
    """The fillers that a pattern names by word: they are part of the trigger."""
    return tuple(
        token
        for want in pattern.wants
        if want.mode == ":" and want.words and want.slot not in ("pre", "mod", "compound")
        for filler in slots.get(want.slot, ())
        if want.words & words_of(scene, filler)
        for token in (filler, *(parts_of(filler) if filler.lemma in scene.events.words.transparent else ()))
    )


def find_charges(scene: Scene, matches: list[tuple[Match, list[Token]]]) -> dict[int, list[Token]]:
    """Deeds that a step at law is about, by trigger, with those who are charged: "a warrant for X over the *raid*"."""
    found: dict[int, list[Token]] = {}
    harmful = {m.token.i for m, _ in matches if m.noun and m.kind.family in ("force", "coercion")}
    for match, _ in matches if harmful else ():
        frame = scene.events.frames[match.kind.frame]
        if CHARGE in frame.verb.values() and match.kind.id not in scene.events.words.settled_at_law:
            roles = roles_of(scene, match)
            for token in roles.get(CHARGE, ()):
                if token.i in harmful and token is not match.token:
                    found[token.i] = [t for role in CHARGED for t in roles.get(role, ())]
    return found


def make_event(
    scene: Scene,
    match: Match,
    victims: list[Token],
    charged: Sequence[Token],
    time_anchors: Hanging,
    located: list[PlaceAnchor],
) -> Event | None:
    """The record of a match, or None when roles it needs are empty or its status is open."""
    roles = roles_of(scene, match)
    add_victims(scene, match, roles, victims)
    frame = scene.events.frames[match.kind.frame]
    if charged and frame.light and not roles.get(frame.light):
        roles[frame.light] = list(charged)
    fillers = [t for tokens in roles.values() for t in tokens]
    place = place_of(scene, match, roles, located)
    venue = venue_of(scene, match, frame, roles, place)
    if venue:
        roles[VENUE] = venue
    if frame.teller and (tellers := teller_of(scene, match)):
        roles[frame.teller] = tellers
    time = time_of(match, fillers, time_anchors, speech_verbs(scene.lexicon.cues))
    reading = status_of(scene, match.token, match.carrier, match.verbal)
    if reading is not None and is_vowed(scene, match, reading):
        reading = reading._replace(status="threatened")
    if charged and reading is not None and reading.status == "asserted":
        reading = Reading("possible", reading.cues, (ALLEGED,))  # who is charged is not convicted
    if reading is not None:
        match, reading = as_told(scene, match, reading, roles)
    if reading is None or not has_needed(match, roles, reading, place is not None or time is not None):
        return None
    carried = match.carrier is not None and match.carrier.pos in ("VERB", "AUX")
    verb = match.carrier if match.carrier is not None and carried else match.token
    background = is_told_aside(verb) if match.verbal or carried else is_background(match.token)
    refs = {role: tuple(unique(r for t in tokens for r in refs_of(scene, t))) for role, tokens in roles.items()}
    trigger = Span(match.token.start, match.token.end, match.token.text)
    return Event(
        id=make_id("event", scene.report.id, trigger.start, trigger.end, match.kind.id),
        evidence=evidence_of(scene, match, fillers, reading),
        kind=match.kind.id,
        status=reading.status,
        roles={role: found for role, found in refs.items() if found},
        place=place,
        time=time,
        remarks=(*reading.remarks, *((BACKGROUND,) if background else ()), *manner(scene, match, time)),
    )


def is_vowed(scene: Scene, match: Match, reading: Reading) -> bool:
    """Whether harm is planned by a vow, which is a threat: "*vowed* to execute a captive every day"."""
    sworn = any(t.lemma in scene.events.words.vowing for t in reading.cues)
    return reading.status == "planned" and sworn and match.kind.frame in HARMING


def as_told(scene: Scene, match: Match, reading: Reading, roles: Roles) -> tuple[Match, Reading]:
    """The kind that a condition or a request makes of an event.

    Who "would accept if ..." accepts with conditions, and who "asks judges to issue a warrant" requests one.
    """
    by_id, kind = scene.events.by_id, match.kind
    if kind.on_condition and CONSEQUENT in reading.remarks and reading.status == "conditional":
        return _turned(match, by_id[kind.on_condition]), ASSERTED
    if kind.asked_for and reading.status == "demanded" and reading.cues and reading.cues[0].pos == "VERB":
        asking = reading.cues[0]
        askers = [t for t in doers_and_objects(scene, asking)[0] if classes_of(scene, t) & scene.events.groups["agent"]]
        roles.setdefault("complainant", []).extend(askers)
        return _turned(match, by_id[kind.asked_for]), verb_status(scene, asking)._replace(cues=(asking,))
    return match, reading


def _turned(match: Match, kind: Kind) -> Match:
    return match._replace(pattern=match.pattern._replace(kind=kind))


def has_needed(match: Match, roles: Roles, reading: Reading, somewhere: bool) -> bool:
    """Whether the roles that a kind needs are there; a noun that no verb carries needs a role, a place or a time."""
    needs = match.kind.needs.split("|") if match.kind.needs else []
    begun = match.carrier is not None and match.carrier.lemma in BEGUN and is_definite(match.token)
    if needs and not begun and not any(roles.get(role) for role in needs):
        return False
    if match.kind.family == "force" and match.noun and match.carrier is None and not roles:
        return somewhere or is_definite(match.token)
    if match.verbal or match.carrier is not None or (reading.cues and reading.status != "asserted"):
        return True
    return bool(roles) or (somewhere and (match.kind.family == "force" or is_definite(match.token)))


def unique(refs: object) -> list[Ref]:
    """Refs without those of the same words."""
    found: dict[tuple[int, int], Ref] = {}
    for ref in refs:  # type: ignore[attr-defined]
        found.setdefault((ref.span.start, ref.span.end), ref)
    return list(found.values())


def evidence_of(scene: Scene, match: Match, fillers: list[Token], reading: Reading) -> Evidence:
    """The shortest passage that shows trigger and roles, and the words that made the rule fire."""
    sentence = match.token.sent
    core = [match.token, *match.used, *([match.carrier] if match.carrier is not None else [])]
    spans = [ref.span for t in fillers if t.sent is sentence for ref in refs_of(scene, t)]
    spans = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end] + [
        Span(t.start, t.end, t.text) for t in core
    ]
    passage = scene.parsed.span(min(s.start for s in spans), max(s.end for s in spans))
    how = "light" if match.carrier is not None else ("verb" if match.verbal else "noun")
    marked = {t.i: t for t in (*core[1:], *reading.cues)}
    cues = [match.token, *(marked[i] for i in sorted(marked) if i != match.token.i)]
    return Evidence(
        report=scene.report.id,
        span=passage,
        rule=f"event.{how}/{match.kind.id}",
        cues=tuple(Span(t.start, t.end, t.text) for t in cues),
    )


def abstain(scene: Scene, match: Match, reason: str) -> Abstention:
    """What was left, and why."""
    span = Span(match.token.start, match.token.end, match.token.text)
    evidence = Evidence(report=scene.report.id, span=span, rule=f"event.none/{match.kind.id}", cues=(span,))
    return Abstention(
        id=make_id("abstention", scene.report.id, span.start, span.end, match.kind.id),
        evidence=evidence,
        kind="event",
        reason=reason,
    )
