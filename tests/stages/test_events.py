"""Events: every kind on its examples, every figure of own gold, and texts that must not make it stumble."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import LexiconError
from reportedly.lexicon import load_lexicon
from reportedly.lexicon.events import Kind, load_events
from reportedly.model import Event, make_report
from reportedly.pipeline import analyse

sys.path.insert(0, str(Path(__file__).parents[2]))
from gold.events.measure import cases, forced, read, reader, role_counts, statuses

KINDS = load_lexicon().events.file.event
# The categories of PLOVER 2.0 with their modes, as the manual's draft lists them.
PLOVER = {
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "SANCTION": "convict expel withdraw discontinue",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict arrest deport withhold censor curfew misinformation martial-law cyber",
    "ASSAULT": "abduct torture sexual destroy beat crowd-control primitive firearms explosives targeted suicide-attack "
    "aerial drone heavy-weapons unconventional",
}  # fmt: skip
# What people who follow a conflict ask for by name; each is a kind of its own.
ASKED_FOR = {
    "force": "airstrike drone_strike shelling rocket_fire ground_assault clash shooting bombing suicide_attack "
    "mine_blast stabbing sexual_violence torture execution assassination abduction siege blockade raid demolition "
    "looting attack_on_aid attack_on_health attack_on_press attack_on_worship interception capture loss deployment "
    "mobilisation withdrawal disarmament surrender",
    "coercion": "arrest detention deportation displacement_order curfew sanction access_denied aid_blocked "
    "crossing_closed crossing_opened",
    "diplomacy": "talks talks_indirect talks_opened talks_ended talks_collapsed talks_postponed visit call summit "
    "mediation proposal proposal_accepted proposal_accepted_if proposal_rejected demand threat accusation condemnation "
    "recognition agreement agreement_signed resolution_adopted resolution_vetoed envoy_summoned aid_pledged "
    "aid_delivered protest",
    "ceasefire": "ceasefire_proposed ceasefire_agreed ceasefire ceasefire_extended ceasefire_phase violation "
    "ceasefire_suspended ceasefire_end ceasefire_monitored",
    "exchange": "exchange_agreed exchange release exchange_postponed",
    "law": "investigation warrant_requested warrant_issued warrant_executed warrant_withdrawn charge case hearing "
    "measures_ordered ruling verdict sentence appeal_filed",
}
ACLED = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
    "": {""},
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.id)
def test_a_kind_is_read_in_its_examples_and_not_in_its_counter_examples(kind: Kind) -> None:
    """Each example is read as its kind; no sentence of `not` is."""
    for example in kind.examples:
        assert kind.id in {e.kind for e in read(example)}, example
    for other in kind.not_:
        assert kind.id not in {e.kind for e in read(other)}, other


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.id)
def test_a_kind_has_examples_and_its_place_in_the_vocabularies(kind: Kind) -> None:
    """Three examples, a counter-example, and a PLOVER category, CAMEO root, ACLED type and UCDP type."""
    assert len(kind.examples) >= 3
    assert kind.not_
    assert kind.plover["mode"] in PLOVER[kind.plover["category"]].split() or not kind.plover["mode"]
    assert 1 <= int(kind.cameo) <= 20
    assert kind.acled["sub_event"] in ACLED[kind.acled["event"]]
    assert set(filter(None, kind.ucdp.split("|"))) <= {"1", "2", "3"}


@pytest.mark.parametrize(("family", "kinds"), ASKED_FOR.items())
def test_every_kind_that_is_asked_for_is_there(family: str, kinds: str) -> None:
    """Each is an entry of its family."""
    found = {kind.id: kind for kind in KINDS}
    assert set(kinds.split()) <= set(found)
    assert {found[kind].family for kind in kinds.split()} <= {family, "force"}


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("violation", {"accuser", "accused", "agreement"}),
        ("release", {"released", "released_by", "released_to", "mediator"}),
        ("warrant_issued", {"court", "subject", "charge"}),
        ("talks", {"party", "mediator", "host", "venue", "guarantor"}),
        ("exchange", {"party", "released", "mediator", "venue"}),
    ],
)
def test_a_kind_has_the_roles_it_is_told_with(kind: str, roles: set[str]) -> None:
    """The slots and the extra roles of the kind's frame name them all."""
    frame = load_lexicon().events.frames[load_lexicon().events.by_id[kind].frame]
    assert roles <= {*frame.verb.values(), *frame.noun.values(), *frame.extra, frame.light, frame.teller}


@pytest.mark.parametrize("case", cases("status"), ids=lambda c: c["text"][:50])
def test_what_is_not_asserted_is_never_read_as_asserted(case: dict[str, str]) -> None:
    """Denied, planned, demanded ... things of own gold are never events that happened."""
    assert case["status"] == "asserted" or "asserted" not in statuses(case)


ONE_WAY = [c for c in cases("roles") if role_counts(c)[0] and "each other" not in c["text"]]


@pytest.mark.parametrize("case", ONE_WAY, ids=lambda c: c["text"][:50])
def test_a_victim_is_never_the_attacker(case: dict[str, str]) -> None:
    """Who is acted on stands in no role of those who act."""
    for event in read(case["text"]):
        acts = {r.span for role in ("attacker", "abductor", "authority", "captor") for r in event.roles.get(role, ())}
        assert not acts & {
            r.span for role in ("target", "victim", "abducted", "detained") for r in event.roles.get(role, ())
        }


def test_calm_texts_hold_no_force() -> None:
    """Fewer than one event of force in a hundred sentences on sport, markets and the arts."""
    texts = cases("calm")
    assert sum(len(forced(c)) for c in texts) / sum(c["text"].count(". ") + 1 for c in texts) < 0.01


def test_evidence_holds_the_trigger_and_the_fillers_of_the_sentence() -> None:
    """The passage of an event holds its trigger and is a piece of the text."""
    text = "Tarvian jets bombed a barracks in the hills. The rebels freed two sailors."
    for event in read(text):
        span = event.evidence.span
        assert text[span.start : span.end] == span.text
        assert span.holds(event.evidence.cues[0])
        assert all(span.holds(ref.span) for refs in event.roles.values() for ref in refs)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("The truce came twenty years after rebels killed 90 guards.", "historical"),
        ("Ketania repeatedly violated the truce.", "repeated"),
        ("The army is shelling the town.", "ongoing"),
        ("Farmers blocked roads to press their demands.", "purpose"),
    ],
)
def test_remarks_tell_when_how_often_and_what_for(text: str, remark: str) -> None:
    """What lies far back, is repeated, goes on or is a purpose is marked."""
    assert any(remark in e.remarks for e in read(text))


def test_an_entry_that_is_wrong_is_named() -> None:
    """A frame, list or role that is not there is an error that says where."""
    good = (
        '[[event]]\nid = "x"\nlabel = "X"\ndefinition = "X."\nfamily = "force"\n'
        'frame = "f"\nverbs = ["go"]\nexamples = ["X."]\n'
    )
    with pytest.raises(LexiconError, match="frame"):
        load_events(good.encode())
    frame = "[frame.f]\nverb = { subject = 'attacker' }\n"
    assert load_events((frame + good).encode()).by_id["x"].label == "X"
    with pytest.raises(LexiconError, match="no list"):
        load_events((frame + good.replace('"go"', '"go object:$nothing"')).encode())
    with pytest.raises(LexiconError, match="has no role"):
        load_events((frame + good + 'needs = "victim"\n').encode())


def events_of(text: str) -> tuple[Event, ...]:
    """The events of a text, by the whole reading."""
    return analyse(make_report(text), reader()).events


WORDS = (
    "attack",
    "the",
    "army",
    "talks",
    "of",
    "by",
    "not",
    "will",
    "denied",
    "if",
    "Tarvia",
    "killed",
    "to",
    ",",
    '"',
    "and",
)


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_no_heap_of_words_makes_it_raise(text: str) -> None:
    """Every event of any text has a kind of the lexicon and evidence in the text."""
    for event in events_of(text):
        assert event.kind in load_lexicon().events.by_id
        assert text[event.evidence.span.start : event.evidence.span.end] == event.evidence.span.text


def test_gold_files_are_as_they_should_be() -> None:
    """Three sentences a kind, 60 for status, 40 for roles, 60 calm texts, and no sentence twice."""
    counts = {kind.id: 0 for kind in KINDS}
    for case in cases("kinds"):
        counts[case["kind"]] += 1
    assert min(counts.values()) >= 3
    assert len(cases("status")) >= 60
    assert len(cases("roles")) >= 40
    assert len(cases("calm")) >= 60
    lines = (Path(__file__).parents[2] / "gold/events/kinds.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["text"] for line in lines}) == len(lines)
