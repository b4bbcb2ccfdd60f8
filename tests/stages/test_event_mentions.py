"""One event told twice by one speaker is one record with both passages; different speakers and days stay apart."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reportedly.model import Event, make_report
from reportedly.pipeline import analyse

sys.path.insert(0, str(Path(__file__).parents[2]))
from gold.events.measure import read, reader


def told(text: str, kind: str) -> list[Event]:
    """The events of a kind in a text."""
    return [e for e in read(text) if e.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "passages"),
    [
        ("Police arrested Jon Vell in Varo on Monday. The arrest of Jon Vell drew a crowd.", "arrest", 2),
        ("An air strike hit a market in Varo on Monday. The attack was the deadliest this year.", "airstrike", 2),
        (
            "Army troops shelled a mill near Nesdal on Monday. The shelling of the mill went on for an hour.",
            "shelling",
            2,
        ),
        ("The two sides held talks in Calder Bay on Sunday. The talks lasted six hours.", "talks", 2),
    ],
)
def test_an_event_told_again_is_one_record_with_both_passages(text: str, kind: str, passages: int) -> None:
    """The later mention stands in `also`, with its own passage and rule."""
    (event,) = told(text, kind)
    assert 1 + len(event.also) == passages
    for evidence in (event.evidence, *event.also):
        assert text[evidence.span.start : evidence.span.end] == evidence.span.text
        assert evidence.rule.startswith("event.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Army troops shelled a mill on Monday. Army troops shelled a mill on Tuesday.", "shelling"),
        ("Jets bombed a depot in Varo on Monday. Jets bombed a depot in Nesdal on Monday.", "airstrike"),
        ("Gunmen killed five people in Varo on Sunday. Gunmen killed seven people in Varo on Sunday.", "killing"),
        ("Tarvia shelled Sorrend on Monday. Sorrend shelled Tarvia on Monday.", "shelling"),
        ("A shelling took place in Varo on Monday. A second shelling took place in Varo on Monday.", "shelling"),
        ("The ministry said a drone hit a truck on Monday. Rebels said a drone hit a truck on Monday.", "drone_strike"),
        ("Police arrested Jon Vell on Monday. Police will arrest Jon Vell on Monday.", "arrest"),
        ("Police deny that they arrested Jon Vell on Monday. Police arrested Jon Vell on Monday.", "arrest"),
        ("Tarvia demanded a withdrawal. Tarvia demanded a truce.", "demand"),
        ("Tarvia demanded the release of two women. On Monday Sorrend released two women.", "release"),
    ],
)  # fmt: skip
def test_what_may_be_another_event_stays_a_record_of_its_own(text: str, kind: str) -> None:
    """Another day, place, number, direction, status or speaker: two records."""
    found = told(text, kind)
    assert len(found) == 2
    assert not any(e.also for e in found)


def test_the_later_mention_fills_what_the_first_leaves_open() -> None:
    """Attacker and target of a strike whose doer is only told later."""
    text = "An air strike hit a mill in Varo on Monday. The strike on the mill in Varo was carried out by Tarvian jets."
    (event,) = told(text, "airstrike")
    assert [r.span.text for r in event.roles["attacker"]] == ["Tarvian jets"]


def test_figures_stay_with_the_event_that_is_left() -> None:
    """A number told beside a later mention counts the effects of the one event."""
    text = "An air strike hit a market in Varo on Monday. The attack killed nine people and wounded four."
    analysis = analyse(make_report(text, published="2026-06-03"), reader())
    ids = {e.id for e in analysis.events}
    assert analysis.figures
    assert all(f.event in ids for f in analysis.figures)


def test_a_long_list_of_like_events_is_read_in_linear_steps() -> None:
    """A thousand mentions are each put beside a few only."""
    text = " ".join(f"Troops shelled a mill near Nesdal on {day} May." for day in range(1, 29)) * 3
    assert len(told(text, "shelling")) >= 28
