"""What dossiers lay out: rounds, proposals with answers, violations with replies, lots with both sides' counts."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from reportedly.dossiers import Part, Saying, make_dossiers
from reportedly.dossiers.parts import NOT_DONE, Filler, is_together, make_part
from reportedly.screen_dossiers import dossiers as render
from tests.test_dossiers import PAIR, part

SIDES = {"released_by": ("loka",), "released_to": ("venna",)}


def count(number: int, low: int, **fields: object) -> Part:
    """A figure of released people."""
    made = part(number, "release", SIDES, low=low, high=low, words=str(low), measure="released", **fields)
    return made._replace(row=_as_figure(made))


def _as_figure(made: Part) -> object:
    import msgspec

    return msgspec.structs.replace(made.row, type="figure")


def test_what_was_proposed_has_each_side_s_answer_and_the_next_proposal_its_own() -> None:
    """Answers go with what was proposed before them; who proposes does not answer."""
    parts = [
        part(1, "talks", {**PAIR, "mediator": ("pella",)}),
        part(2, "proposal", {"proposer": ("pella",)}),
        part(3, "proposal_accepted_if", {"party": ("loka",)}),
        part(4, "proposal", {"proposer": ("venna",)}),
        part(5, "proposal_rejected", {"party": ("loka",)}),
    ]
    (dossier,) = make_dossiers(parts)
    assert [(p.proposed_by, [(a.party, a.answer) for a in p.answers]) for p in dossier.proposals] == [
        (("Pella",), [("Loka", "accepts if"), ("Venna", "silent")]),
        (("Venna",), [("Loka", "rejects")]),
    ]


def test_who_rejects_an_ultimatum_has_not_answered_the_proposal() -> None:
    """A refused ultimatum, call or demand is an entry, and no answer."""
    parts = [
        part(1, "talks", PAIR),
        part(2, "proposal", {"proposer": ("venna",)}),
        part(3, "proposal_rejected", {"party": ("loka",)}, words="rejected … ultimatum"),
    ]
    (dossier,) = make_dossiers(parts)
    assert [(a.party, a.answer) for a in dossier.answers] == [("Loka", "silent"), ("Venna", "silent")]


def test_an_answer_to_what_no_claim_proposes_is_shown_as_that() -> None:
    """No proposal is made up for an answer."""
    (dossier,) = make_dossiers([part(1, "talks", PAIR), part(2, "proposal_accepted", {"party": ("venna",)})])
    (proposal,) = dossier.proposals
    assert (proposal.claims, proposal.passage, proposal.published) == ((), None, None)


def test_talks_of_one_day_are_one_round_with_venue_and_helpers() -> None:
    """What two reports tell of one day stands together."""
    day = dt.date(2026, 5, 2)
    parts = [
        part(1, "talks_opened", {**PAIR, "venue": ("Orsavel",)}, time_start=day),
        part(2, "talks_ended", {**PAIR, "mediator": ("pella",)}, time_start=day, report="r2"),
        part(3, "talks", PAIR, status="planned", published="2026-05-09", report="r3"),
    ]
    (dossier,) = make_dossiers(parts)
    assert [(r.day, r.steps, r.venue, r.helpers) for r in dossier.rounds] == [
        (day, ("round opened", "round ended"), ("Orsavel",), {"mediator": ("Pella",)}),
        (None, ("talks (planned)",), (), {}),
    ]


def violation(number: int, by: str, of: str, **fields: object) -> Part:
    """A violation that one side alleges of the other."""
    return part(number, "violation", {"accused": (of,), "accuser": (by,)}, speaker_actor=by, said_by=by, **fields)


def replies(*parts: Part, sayings: tuple[Saying, ...] = ()) -> list[tuple[str, str, str | None]]:
    """Who alleges, the reply, and the claim of it."""
    found = make_dossiers([part(0, "ceasefire", PAIR), *parts], sayings)
    (truce,) = [d for d in found if d.kind == "ceasefire"]
    return [(v.accuser, v.reply, v.reply_claim) for v in truce.violations]


def test_a_denial_by_the_accused_is_the_reply() -> None:
    """The accused denies it in the same report, or in one of the week after."""
    denial = violation(2, "venna", "venna", status="denied", published="2026-05-03", report="r2")
    assert replies(violation(1, "loka", "venna"), denial) == [("Loka", "denies", "e-2")]


def test_a_denial_of_somebody_else_of_long_ago_or_of_something_else_is_no_reply() -> None:
    """Only the accused replies, afterwards, within a week, and to this."""
    other = violation(2, "pella", "venna", status="denied")
    late = violation(3, "venna", "venna", status="denied", published="2026-06-03", report="r2")
    fruit = Saying("s-1", "r1", "2026-05-01", 9, "venna", "Venna", "denies", "the price of fruit")
    assert replies(violation(1, "loka", "venna"), other, late, sayings=(fruit,)) == [
        ("Loka", "no statement found", None)
    ]


def test_a_denial_in_so_many_words_is_a_reply() -> None:
    """ "Venna rejected the accusation" holds no event, and is a reply all the same."""
    said = Saying("s-1", "r1", "2026-05-01", 9, "venna", "Col. Tarn", "denies", "the accusation")
    assert replies(violation(1, "loka", "venna"), sayings=(said,)) == [("Loka", "denies", "s-1")]


def test_what_the_accused_says_was_not_done_is_a_reply_in_the_report_of_the_accusation() -> None:
    """ "Its units did not open fire" denies without a word of denial; in another report it may be about another day."""
    words = "its units did not open fire"
    said = Saying("s-1", "r1", "2026-05-01", 9, "venna", "Vennan army", "says", words)
    assert replies(violation(1, "loka", "venna"), sayings=(said,)) == [("Loka", "denies", "s-1")]
    elsewhere = said._replace(report="r2", published="2026-05-02")
    assert replies(violation(1, "loka", "venna"), sayings=(elsewhere,)) == [("Loka", "no statement found", None)]


def test_who_replies_is_not_silent() -> None:
    """A denial in the accused's own words stands beside the allegation where parties are compared."""
    said = Saying("s-1", "r1", "2026-05-01", 9, "venna", "Vennan army", "says", "its units did not open fire")
    parts = [part(0, "ceasefire", PAIR), violation(1, "loka", "venna")]
    for sayings, says in (((said,), "denies"), ((), "silent")):
        (truce,) = [d for d in make_dossiers(parts, sayings) if d.kind == "ceasefire"]
        (row,) = truce.matrix
        assert {cell.party: cell.says for cell in row.cells} == {"Loka": "says", "Venna": says}


@pytest.mark.parametrize(
    ("words", "is_denial"),
    [
        ('its units "did not open fire"', True),
        ("the army has not violated the truce", True),
        ("the brigade never fired on the ford", True),
        ("it did not know who fired", False),
        ("its units opened fire", False),
    ],
)
def test_words_that_deny_a_deed(words: str, is_denial: bool) -> None:
    assert bool(re.search(NOT_DONE, words)) is is_denial


def test_an_accusation_in_turn_is_told_as_one() -> None:
    """Two sides that accuse each other have denied nothing."""
    assert replies(violation(1, "loka", "venna"), violation(2, "venna", "loka")) == [
        ("Loka", "accuses in turn", "e-2"),
        ("Venna", "accuses in turn", "e-1"),
    ]


def test_counts_of_one_batch_stand_beside_each_other_and_are_never_added() -> None:
    """Both sides' counts of the same people are one lot; what is only offered is another."""
    day = dt.date(2026, 5, 2)
    people = {"population": "Vennan prisoners", "time_start": day}
    parts = [
        part(1, "exchange", PAIR, time_start=day),
        count(2, 52, **people, speaker_actor="loka", said_by="Loka"),
        count(3, 50, population="prisoners", speaker_actor="venna", said_by="Venna", published="2026-05-03"),
        count(4, 9, population="prisoners", status="offered"),
    ]
    (dossier,) = [d for d in make_dossiers(parts) if d.kind == "exchange"]
    assert [(lot.batch, lot.people, [(c.side, c.low) for c in lot.counts]) for lot in dossier.lots] == [
        ("2026-05-02", "prisoners", [("Loka", 52), ("Venna", 50)]),
        ("offered", "prisoners", [(None, 9)]),
    ]


def test_a_party_that_says_nothing_is_silent_in_the_matrix() -> None:
    """A row for each thing that a party says or denies; outlets and others are no party."""
    parts = [part(1, "ceasefire", PAIR), violation(2, "loka", "venna"), violation(3, "pella", "loka")]
    (truce,) = [d for d in make_dossiers(parts) if d.kind == "ceasefire"]
    assert [(r.proposition, [(c.party, c.says) for c in r.cells]) for r in truce.matrix] == [
        ("violation: Venna", [("Loka", "says"), ("Venna", "silent")])
    ]


def test_steps_at_law_are_told_by_stage() -> None:
    """What is requested is not yet issued."""
    parts = [
        part(1, "warrant_requested", {"subject": ("Oran Vell",)}),
        part(2, "warrant_issued", {"subject": ("Oran Vell",), "court": ("High Court",)}),
    ]
    (case,) = make_dossiers(parts)
    assert [(f.what, f.value) for f in case.facts] == [
        ("requested", "warrant requested, Oran Vell"),
        ("issued", "warrant issued, High Court, Oran Vell"),
    ]


def test_an_open_pronoun_takes_no_part_and_nobody_does_twice() -> None:
    """ "Their" stands for nobody that is known; "Loka" and "Loka's army" are one party."""
    row = part(1, "talks", {}).row
    made = make_part(
        row, {"party": [Filler("loka", "Loka", "Loka", True), Filler("loka", "Loka", "its", True)], "host": []}
    )
    assert (made.roles, made.names) == ({"party": ("loka",)}, {"party": ("Loka",)})
    assert is_together("Loka's two warring armies")
    assert not is_together("two Lokan officials")


def test_the_outlet_s_own_voice_is_said_once() -> None:
    """ "narration of Wire" names the outlet already."""
    text = render(make_dossiers([part(1, "talks", PAIR, said_by="narration of Wire")]), terminal=False)
    assert "narration of Wire" in text
    assert "narration of Wire, Wire" not in text
