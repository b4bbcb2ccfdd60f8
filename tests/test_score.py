"""Scoring an analysis against gold: what agrees, what does not, and which event the text does not assert."""

from __future__ import annotations

import pytest

from reportedly.model import Analysis, Event, Evidence, Figure, Ref, Span, Statement, make_report
from reportedly.score import compare, false_assertions

REPORT = make_report("The army said 15 people were killed in Port Sarn.")


def span(words: str) -> Span:
    """The span of some words of the report."""
    start = REPORT.text.index(words)
    return Span(start, start + len(words), words)


def evidence(words: str, cue: str) -> Evidence:
    """Where something was read."""
    return Evidence(report=REPORT.id, span=span(words), rule="test", cues=(span(cue),))


ANALYSIS = Analysis(
    report=REPORT,
    statements=(
        Statement(
            id="s",
            evidence=evidence("army said 15 people", "said"),
            speaker=Ref(span=span("army"), name="army"),
            cue=span("said"),
            stance="says",
            content=span("15 people were killed in Port Sarn"),
        ),
    ),
    events=(
        Event(id="e", evidence=evidence("were killed", "killed"), kind="killing", status="asserted", claim_of="s"),
    ),
    figures=(
        Figure(
            id="f", evidence=evidence("15 people", "15"), measure="killed", low=15, high=15, words="15", claim_of="s"
        ),
    ),
)


@pytest.mark.parametrize(
    ("line", "misses"),
    [
        ({"type": "statement", "who": "the army", "content": "15 people were killed", "form": "indirect"}, ()),
        ({"type": "statement", "who": "the navy", "content": "15 people were killed"}, ("who is 'army army'",)),
        ({"type": "event", "text": "killed", "kind": "kill", "status": "asserted", "who": "army"}, ()),
        ({"type": "event", "text": "killed", "kind": "raid", "kinds": ["raid", "kill"], "who": "army"}, ()),
        ({"type": "event", "text": "killed", "kind": "kill", "status": "denied"}, ("status is 'asserted'",)),
        ({"type": "event", "text": "killed", "kind": "kill", "who": "outlet"}, ("who is 'army army'",)),
        ({"type": "event", "text": "killed", "kind": "kill", "roles": {"target": ["navy"]}}, ("target lacks 'navy'",)),
        ({"type": "figure", "text": "15", "measure": "killed", "low": 15, "high": 15}, ()),
        ({"type": "figure", "text": "15", "measure": "injured", "low": 16}, ("low is 15", "measure is 'killed'")),
        ({"type": "figure", "text": "15", "measure": "killed", "period": ["2026-01-01", "*"]}, ("period start is ''",)),
        ({"type": "figure", "text": "Port Sarn", "measure": "killed"}, ("not found",)),
    ],
)
def test_a_line_agrees_or_says_where_not(line: dict[str, object], misses: tuple[str, ...]) -> None:
    """Each field that a line names is compared."""
    assert compare(ANALYSIS, [line])[0].misses == misses


def test_a_record_answers_one_line() -> None:
    """The same figure cannot be right twice."""
    line = {"type": "figure", "text": "15", "measure": "killed"}
    assert [v.right for v in compare(ANALYSIS, [line, line])] == [True, False]


def test_an_unreal_event_given_as_asserted_is_found() -> None:
    """Where the text denies it, an asserted event is false; where it asserts it, it is not."""
    line = {"type": "event", "text": "15 people were killed", "kind": "kill", "status": "denied"}
    assert false_assertions(ANALYSIS, [line]) == list(ANALYSIS.events)
    assert false_assertions(ANALYSIS, [line | {"status": "asserted"}]) == []


def test_gold_that_quotes_no_words_of_the_report_is_an_error() -> None:
    """A line whose words are not there cannot be right or wrong."""
    with pytest.raises(ValueError, match="does not hold the words 'the navy'"):
        compare(ANALYSIS, [{"type": "figure", "text": "the navy", "measure": "killed"}])
