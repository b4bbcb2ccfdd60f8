"""Checking: every span of a case is re-sliced, a planted error is found, and `why` gives the whole chain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import factory
import msgspec
import pytest

from reportedly import audit
from reportedly.errors import CaseError, NotFoundError
from reportedly.model import Abstention, Analysis, Event, Figure, PlaceRef, Ref, Span, Statement, TimeRef
from reportedly.review import add_judgement, list_judgements
from reportedly.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty case, open for writing."""
    with open_store(tmp_path / "case.duckdb", write=True, make=True) as opened:
        opened.begin_run(factory.run())
        yield opened


def spans_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every span in plain data."""
    if isinstance(value, dict):
        if set(value) == {"start", "end", "text"}:
            yield value
        for part in value.values():
            yield from spans_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from spans_of(part)


def planted(change: dict[str, Any], nth: int) -> Analysis:
    """The full analysis, in a report of its own, with the nth of its spans changed."""
    analysis = factory.full_analysis(url=f"https://courier.example/{nth}-{sorted(change)}")
    plain = msgspec.to_builtins(analysis)
    list(spans_of(plain))[nth].update(change)
    return msgspec.convert(plain, Analysis)


SPANS = len(list(spans_of(msgspec.to_builtins(factory.full_analysis()))))


def test_a_sound_case_has_no_faults(store: Store) -> None:
    store.add(factory.full_analysis())
    store.settle()
    assert audit.verify(store) == audit.Check(reports=1, spans=SPANS, faults=())


@pytest.mark.parametrize(
    "change", [{"text": "planted"}, {"start": -1}, {"end": 10**6}, {"start": 5, "end": 4, "text": ""}]
)
def test_an_error_planted_in_any_span_is_found(store: Store, change: dict[str, Any]) -> None:
    """One report for each span of each record: every report has its fault, and only the sound one has none."""
    sound = factory.full_analysis()
    store.add(sound)
    wrong = [planted(change, nth) for nth in range(SPANS)]
    for analysis in wrong:
        store.add(analysis)
    store.settle()
    check = audit.verify(store)
    assert check.spans == SPANS * (SPANS + 1)
    assert {fault.report for fault in check.faults} == {analysis.report.id for analysis in wrong}
    assert len(check.faults) == SPANS


def test_every_span_of_every_type_has_a_path() -> None:
    paths = {
        kind.__name__: [path for path, _ in audit.span_lists(kind)] for kind in (Statement, Event, Figure, Abstention)
    }
    evidence = ["evidence.span", "evidence.cues"]
    speakers = [
        "speaker.span",
        "cue",
        "content",
        "continued",
        "relayed_by.span",
        "audience.span",
        "said.span",
        "source",
    ]
    assert paths == {
        "Statement": evidence + speakers,
        "Event": [*evidence, "roles.span", "place.span", "time.span", "also.span", "also.cues"],
        "Figure": [*evidence, "place.span", "period.span", "counted_by.span"],
        "Abstention": evidence,
    }
    assert [[path for path, _ in audit.span_lists(kind)] for kind in (Ref, TimeRef, PlaceRef)] == [["span"]] * 3


def test_other_broken_promises_are_found(store: Store) -> None:
    sound = factory.full_analysis()
    report = msgspec.structs.replace(sound.report, text_sha256="0" * 64)
    events = (msgspec.structs.replace(sound.events[0], claim_of="s-nowhere"),)
    moved = msgspec.structs.replace(sound.events[1].evidence, report="r-other")
    events += (msgspec.structs.replace(sound.events[1], evidence=moved),)
    store.add(msgspec.structs.replace(sound, report=report, events=events))
    store.settle()
    faults = {(fault.table, fault.field, fault.found) for fault in audit.verify(store).faults}
    assert faults == {
        ("report", "text_sha256", "0" * 64),
        ("event", "claim_of", "s-nowhere"),
        ("event", "evidence.report", "r-other"),
    }


def test_a_further_passage_that_is_not_in_the_text_is_found(store: Store) -> None:
    sound = factory.full_analysis()
    wrong = msgspec.structs.replace(sound.events[0].evidence, span=Span(0, 3, "xxx"))
    events = (msgspec.structs.replace(sound.events[0], also=(wrong,)), *sound.events[1:])
    store.add(msgspec.structs.replace(sound, events=events))
    store.settle()
    assert [(f.table, f.field, f.found) for f in audit.verify(store).faults] == [("event", "also.span", "xxx")]


def test_offsets_are_code_points_of_any_text(store: Store) -> None:
    text = "🇺🇳 e\u0301 \u202bשלום\u202c 👩‍👩‍👧 said\u0000 no.\n" * 3
    report = factory.report(text)
    events = tuple(
        factory.event(report, text[i : i + 3], evidence=factory.evidence(report, text[i : i + 3]))
        for i in range(len(text) - 3)
    )
    store.add(Analysis(report=report, events=events))
    store.settle()
    assert audit.verify(store).faults == ()


def test_one_run_can_be_checked_alone(store: Store) -> None:
    store.add(planted({"text": "planted"}, 0))
    store.finish_run(factory.run())
    later = factory.run(started="2031-06-01")
    store.begin_run(later)
    store.add(factory.full_analysis())
    store.finish_run(later)
    assert audit.verify(store, later.id) == audit.Check(reports=1, spans=SPANS, faults=())
    assert len(audit.verify(store).faults) == 1


def described(rule: str) -> str:
    return f"What {rule} means."


def test_why_gives_the_whole_chain(store: Store) -> None:
    analysis = factory.full_analysis()
    store.add(analysis)
    store.settle()
    outer, said, _ = analysis.statements
    answer = audit.why(store, analysis.figures[0].id[:9], described)
    assert answer.record == analysis.figures[0]
    assert (answer.said_by, answer.definition) == ("army of Loka", "What figure.measure/killed means.")
    assert answer.statements == (said, outer)
    assert answer.event == analysis.events[0]
    assert (answer.report, answer.run, answer.is_current) == (analysis.report, factory.run(), True)
    assert answer.passage.text == factory.TEXT.split("\n")[1]
    assert [(mark.what, mark.span.text) for mark in answer.marks] == [
        ("speaker", "The army of Loka"),
        ("cue", "told"),
        ("content", "at least 15 fighters were killed"),
        ("evidence", "at least 15 fighters"),
        ("content", "3 of them by a blast"),
    ]


def test_why_of_narration_names_the_outlet(store: Store) -> None:
    analysis = factory.full_analysis()
    store.add(analysis)
    store.settle()
    answer = audit.why(store, analysis.events[0].id, described)
    assert (answer.said_by, answer.statements) == ("narration of Daily Courier", ())


def test_why_of_a_statement_and_of_an_abstention(store: Store) -> None:
    analysis = factory.full_analysis()
    store.add(analysis)
    store.settle()
    assert audit.why(store, analysis.statements[1].id, described).statements == analysis.statements[1::-1]
    assert audit.why(store, analysis.abstentions[0].id, described).record == analysis.abstentions[0]


def test_why_of_a_record_that_a_later_reading_left_out(store: Store) -> None:
    analysis = factory.full_analysis()
    store.add(analysis)
    store.finish_run(factory.run())
    store.begin_run(factory.run(started="2031-06-01"))
    store.add(Analysis(report=analysis.report))
    store.settle()
    answer = audit.why(store, analysis.figures[0].id, described)
    assert (answer.is_current, answer.run.started) == (False, factory.run().started)


def test_why_says_when_an_id_is_wrong_or_not_enough(store: Store) -> None:
    store.add(factory.full_analysis())
    store.settle()
    with pytest.raises(NotFoundError, match="has the id 'f-none'; list them with: reportedly claims"):
        audit.why(store, "f-none", described)
    with pytest.raises(NotFoundError):
        audit.why(store, "", described)
    with pytest.raises(CaseError, match=r"3 records have an id that starts with 'f-': f-.*; give more of it"):
        audit.why(store, "f-", described)


def test_a_judgement_stands_beside_the_record(store: Store) -> None:
    analysis = factory.full_analysis()
    store.add(analysis)
    store.settle()
    about = analysis.figures[0].id
    judgement = add_judgement(
        store, about, "correct", who="N. A.", when="2031-05-05", field="low", value="16", why="misread"
    )
    assert list_judgements(store) == list_judgements(store, about) == [judgement]
    assert list_judgements(store, analysis.figures[1].id) == []
    answer = audit.why(store, about, described)
    assert answer.record == analysis.figures[0]
    assert answer.judgements == (judgement,)


def test_a_judgement_on_nothing_is_refused(store: Store) -> None:
    with pytest.raises(NotFoundError):
        add_judgement(store, "f-none", "accept", who="N. A.", when="2031-05-05")
