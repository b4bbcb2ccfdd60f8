"""Deciding: the queue, one judgement each, undo as a new entry, and layers that never mix."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from factory import event, figure, full_analysis, ref, report, run, statement
from starlette.testclient import TestClient
from web.cases import SECRET, client, make_case

from reportedly.api import open_case
from reportedly.cli import main
from reportedly.errors import CaseError, NotFoundError
from reportedly.model import Analysis, Judgement
from reportedly.review import add_judgement, in_force, judged, list_judgements, standing
from reportedly.review_queue import check_correction, waiting
from reportedly.rows import ClaimRow
from reportedly.store import open_store
from reportedly.web.copies import fold_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_case(tmp_path / "case.duckdb")


@pytest.fixture
def browser(path: Path) -> Iterator[TestClient]:
    with client(path) as made:
        yield made


def first_in_queue(browser: TestClient, query: str = "") -> str:
    found = re.search(
        r'name="about" value="([efs]-[0-9a-f]+)"', browser.get(f"/review{query}").text.partition("<article")[2]
    )
    return found[1] if found else ""


def send(browser: TestClient, about: str, verdict: str, **fields: str) -> int:
    answer = browser.post("/judge", data={"csrf": SECRET, "about": about, "verdict": verdict, **fields})
    return answer.status_code


def test_the_queue_gives_reasons_and_empties_one_judgement_at_a_time(browser: TestClient, path: Path) -> None:
    page = html.unescape(browser.get("/review").text)
    assert "5 wait;" in page
    assert "Why now:" in page
    seen = []
    for left in (4, 3, 2, 1, 0):
        about = first_in_queue(browser)
        seen.append(about)
        assert send(browser, about, "accept", back="queue") == 200
        assert f"{left} wait" in browser.get("/review").text
    assert len(set(seen)) == 5
    assert "Nothing waits in this queue" in browser.get("/review").text
    with open_case(path) as case:
        assert {j.verdict for j in case.judgements()} == {"accept"}
        assert {j.who for j in case.judgements()} == {"Ada"}


def test_what_is_put_off_comes_later(browser: TestClient) -> None:
    first = first_in_queue(browser)
    second = first_in_queue(browser, "?skip=1")
    assert second != first
    assert first_in_queue(browser, "?skip=99") == first


def test_undo_is_a_new_entry(browser: TestClient, path: Path) -> None:
    about = first_in_queue(browser)
    send(browser, about, "reject", reason="the wrong speaker", back="queue")
    page = browser.get("/review").text
    judgement = re.search(r'name="judgement" value="([^"]+)"', page)[1]  # type: ignore[index]
    browser.post("/undo", data={"csrf": SECRET, "about": about, "judgement": judgement, "back": "queue"})
    assert first_in_queue(browser) == about
    with open_case(path) as case:
        assert [(j.verdict, j.about) for j in case.judgements()] in (
            [("reject", about), ("withdraw", about)], [("withdraw", about), ("reject", about)],
        )  # fmt: skip
    again = browser.post("/undo", data={"csrf": SECRET, "about": about, "judgement": judgement})
    assert "no judgement" in html.unescape(again.text)


def test_a_rejection_needs_a_reason_and_a_correction_must_make_sense(browser: TestClient, path: Path) -> None:
    about = first_in_queue(browser, "?only=figure")
    assert send(browser, about, "reject") == 422
    assert send(browser, about, "burn") == 422
    assert send(browser, about, "withdraw") == 422
    assert send(browser, about, "correct", field="id", value="1") == 503
    assert send(browser, about, "correct", field="low", value="a dozen") == 503
    assert send(browser, "f-nothing", "accept") == 404
    with open_case(path) as case:
        assert case.judgements() == []
    assert send(browser, about, "correct", field="low", value="16", why="a slip") == 200
    page = html.unescape(browser.get(f"/claim/{about}").text)
    assert "state-corrected" in page
    assert "low = <q>16</q>" in page


def test_reviewed_and_unreviewed_never_mix(browser: TestClient) -> None:
    about = first_in_queue(browser)
    send(browser, about, "accept")
    reviewed = browser.get("/claims?tab=claims&state=reviewed").text
    others = browser.get("/claims?tab=claims&state=unreviewed").text
    assert f"/claim/{about}" in reviewed
    assert f"/claim/{about}" not in others
    assert "1 found" in reviewed
    assert "4 found" in others
    assert "only what somebody has judged" in reviewed
    assert "only what nobody has judged" in others


def store_again(path: Path, analysis: Analysis, when: str) -> None:
    made = run(started=when, lexicon=f"lexicon of {when}")
    with open_store(path, write=True) as store:
        store.begin_run(made)
        store.add(analysis)
        store.finish_run(msgspec.structs.replace(made, finished=when))


def first_figure(path: Path) -> tuple[Analysis, str]:
    analysis = full_analysis(title="Strike in Port Sarn", url="https://example.org/1", source="one.txt")
    return analysis, analysis.figures[0].id


def accept(path: Path, about: str, when: str) -> None:
    with open_store(path, write=True) as store:
        add_judgement(store, about, "accept", who="Ada", when=when)


def states(path: Path) -> dict[str, str]:
    with open_store(path) as store:
        return {record: found.state for record, found in judged(store).by_record.items()}


def test_a_judgement_survives_a_new_reading_that_says_the_same(path: Path) -> None:
    analysis, about = first_figure(path)
    accept(path, about, "2031-05-05T00:00:00+00:00")
    store_again(path, analysis, "2031-05-06T00:00:00+00:00")
    assert states(path) == {about: "accepted"}


def test_a_judgement_is_open_again_when_the_claim_is_read_differently(path: Path) -> None:
    analysis, about = first_figure(path)
    accept(path, about, "2031-05-05T00:00:00+00:00")
    other = msgspec.structs.replace(analysis.figures[0], low=16)
    changed = msgspec.structs.replace(analysis, figures=(other, *analysis.figures[1:]))
    store_again(path, changed, "2031-05-06T00:00:00+00:00")
    assert states(path) == {about: "reopened"}
    with open_case(path) as case:
        assert case.waiting(only="reopened").items[0].id == about
        assert "read differently since" in case.waiting().items[0].reasons()[0]
    accept(path, about, "2031-05-07T00:00:00+00:00")
    assert states(path) == {about: "accepted"}


def test_a_judgement_is_open_again_when_the_claim_is_found_no_more(path: Path) -> None:
    analysis, about = first_figure(path)
    accept(path, about, "2031-05-05T00:00:00+00:00")
    fewer = msgspec.structs.replace(analysis, figures=())
    store_again(path, fewer, "2031-05-06T00:00:00+00:00")
    assert states(path) == {about: "reopened"}


def judgement(number: int, verdict: str, **fields: str) -> Judgement:
    return Judgement(
        id=f"j-{number}", about="f-1", verdict=verdict, who="Ada", when=f"2031-05-0{number}", **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_last_word_counts_and_what_is_withdrawn_does_not() -> None:
    row = [judgement(1, "accept"), judgement(2, "reject", why="no"), judgement(3, "withdraw", value="j-2")]
    assert standing(row[:1]).state == "accepted"
    assert standing(row[:2]).state == "rejected"
    assert standing(row).state == "accepted"
    assert [j.id for j in in_force(row)] == ["j-1"]
    fixed = [judgement(1, "correct", field="low", value="3"), judgement(2, "correct", field="low", value="4")]
    assert standing(fixed).corrections == (("low", "4"),)
    assert standing([*fixed, judgement(3, "accept")]).state == "corrected"
    assert standing([]).state == "unreviewed"


def test_the_order_is_by_what_hangs_on_a_claim_and_what_is_in_doubt(tmp_path: Path) -> None:
    analysis = full_analysis()
    source = analysis.report
    unplaced = figure(source, "40 dead", 40_000, None, claim_of=analysis.statements[0].id)
    sure = msgspec.structs.replace(analysis.figures[0], low=15, high=15)
    both = msgspec.structs.replace(analysis, figures=(sure, unplaced), events=analysis.events)
    with open_store(make_case(tmp_path / "c.duckdb", [both])) as store:
        order = [item.id for item in waiting(store, limit=10).items]
    assert order.index(unplaced.id) < order.index(sure.id)
    assert order.index(sure.id) < order.index(analysis.events[0].id)


def test_a_queue_that_is_none_is_refused(path: Path) -> None:
    with open_store(path) as store, pytest.raises(CaseError, match="no queue"):
        waiting(store, only="'; DROP TABLE judgement; --")  # type: ignore[arg-type]


def test_what_is_no_correction() -> None:
    check_correction("figure", "high", "")
    check_correction("figure", "high", "1,200")
    bad = [("figure", "kind", "x"), ("event", "low", "3"), ("figure", "low", "-3"), ("", "low", "3")]
    for kind, field, value in [*bad, ("statement", "content", "x" * 3000)]:
        with pytest.raises(CaseError):
            check_correction(kind, field, value)


def test_a_judgement_on_nothing_and_a_withdrawal_of_nothing_are_refused(path: Path) -> None:
    _, about = first_figure(path)
    with open_store(path, write=True) as store:
        with pytest.raises(NotFoundError):
            add_judgement(store, "f-nothing", "accept", who="Ada", when="2031-05-05")
        with pytest.raises(CaseError, match="no judgement"):
            add_judgement(store, about, "withdraw", who="Ada", when="2031-05-05", value="j-1")
        assert list_judgements(store) == []


def terminal(path: Path, keys: str) -> str:
    answer = CliRunner().invoke(main, ["review", "--db", str(path), "--who", "Ada"], input=keys)
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_the_terminal_takes_one_key_each(path: Path) -> None:
    output = terminal(path, "anr2\nuq")
    assert "5 wait." in output
    assert "the wrong speaker" in output
    with open_case(path) as case:
        found = case.judgements()
    assert sorted(j.verdict for j in found) == ["accept", "reject", "withdraw"]
    assert {j.why for j in found if j.verdict == "reject"} == {"the wrong speaker"}
    assert "Nothing waits" not in output


def test_the_terminal_corrects_a_field(path: Path) -> None:
    with open_case(path) as case:
        kind = case.waiting().items[0].type
    assert kind == "figure"
    output = terminal(path, "c1\nmany\nxc1\n16\nq")
    assert "no whole number" in output
    with open_case(path) as case:
        assert [(j.verdict, j.field, j.value) for j in case.judgements()] == [("correct", "low", "16")]


WIRE = "Meridian Wire reported at noon. The army of Loka denies that its guns hit the market in Port Sarn on Sunday."


def carried(outlet: str, day: int) -> Analysis:
    """A report of a wire text with one denial in it."""
    source = report(WIRE, outlet=outlet, published=f"2031-05-0{day}", title=outlet)
    army = ref(source, "army of Loka")
    said = statement(source, "denies that its guns hit the market", stance="denies", speaker=army)
    hit = event(source, "guns hit the market", status="denied", claim_of=said.id)
    return Analysis(report=source, statements=(said,), events=(hit,))


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[tuple[TestClient, Path]]:
    """One text in three outlets."""
    path = make_case(tmp_path / "wire.duckdb", [carried(f"Outlet {n}", n) for n in (1, 2, 3)])
    with client(path) as made:
        yield made, path


def test_a_sentence_that_three_outlets_carry_is_asked_once(wire: tuple[TestClient, Path]) -> None:
    """A judgement is offered for its copies, and undone with them; without them they are asked next."""
    browser, path = wire
    page = html.unescape(browser.get("/review").text)
    assert "1 waits" in page
    assert "the same for its 2 copies" in page
    about = first_in_queue(browser)
    send(browser, about, "accept", copies="1", back="queue")
    assert "0 wait" in browser.get("/review").text
    assert "3 judged so far" in browser.get("/review").text
    with open_case(path) as case:
        last = in_force(case.judgements())[-1]
        assert len(in_force(case.judgements())) == 3
    browser.post("/undo", data={"csrf": SECRET, "about": last.about, "judgement": last.id, "back": "queue"})
    assert "0 judged so far" in browser.get("/review").text
    assert "1 waits" in browser.get("/review").text
    send(browser, about, "reject", why="the wrong speaker", back="queue")
    assert "1 waits" in browser.get("/review").text
    assert "the same for its copy" in html.unescape(browser.get("/review").text)


def test_lists_show_it_once_with_who_carries_it(wire: tuple[TestClient, Path]) -> None:
    """The overview, the brief and the timeline."""
    browser, _ = wire
    assert browser.get("/").text.count("carried by 3 outlets") == 1
    page = browser.get("/timeline?by=said").text
    assert page.count("carried by 3 outlets") == 2  # in the list, and in the tray of claims without a day
    brief = html.unescape(browser.get("/brief").text)
    assert brief.count("<b>army of Loka</b> denies") == 1
    assert "Outlet 1, Outlet 2, Outlet 3" in brief or "Outlet 3, Outlet 2, Outlet 1" in brief


def test_an_outlets_own_voice_is_the_same_only_in_copies_of_one_text() -> None:
    """And another speaker, number or status is never the same."""
    made = [_row(report="r-1", said_by="narration of A"), _row(report="r-2", said_by="narration of B")]
    assert len(fold_rows(made, {})) == 2
    assert [len(f.copies) for f in fold_rows(made, {"r-2": "r-1"})] == [1]
    named = [
        _row(report="r-1"),
        _row(report="r-2"),
        _row(report="r-3", status="denied"),
        _row(report="r-4", said_by="mayor"),
    ]
    assert [len(f.copies) for f in fold_rows(named, {})] == [1, 0, 0]


def _row(**fields: Any) -> ClaimRow:
    defaults: dict[str, Any] = dict.fromkeys(ClaimRow.__struct_fields__)
    given = {
        "id": "e-1",
        "type": "event",
        "kind": "strike",
        "status": "asserted",
        "said_by": "army",
        "passage": "It hit.",
    }
    return ClaimRow(**(defaults | given | fields))


def test_the_status_of_a_figure_can_be_corrected(browser: TestClient, path: Path) -> None:
    """To one that there is."""
    about = first_in_queue(browser, "?only=figure")
    assert 'value="status"' in browser.get("/review?only=figure").text
    assert send(browser, about, "correct", field="status", value="denied") == 200
    with open_case(path) as case:
        assert [(j.field, j.value) for j in case.judgements()] == [("status", "denied")]
    with pytest.raises(CaseError, match="'bogus' is no status; choose one of: asserted"):
        check_correction("figure", "status", "bogus")


def test_what_was_undone_is_not_counted(browser: TestClient, path: Path) -> None:
    """On the queue and on the first screen."""
    about = first_in_queue(browser)
    send(browser, about, "accept", back="queue")
    assert "1 judged so far" in browser.get("/review").text
    with open_case(path) as case:
        made = case.judgements()[-1]
    browser.post("/undo", data={"csrf": SECRET, "about": about, "judgement": made.id, "back": "queue"})
    assert "0 judged so far" in browser.get("/review").text
    assert "No record judged" in " ".join(browser.get("/").text.split())


def test_the_terminal_offers_the_same_for_copies(tmp_path: Path) -> None:
    """One more key."""
    path = make_case(tmp_path / "wire.duckdb", [carried(f"Outlet {n}", n) for n in (1, 2, 3)])
    output = terminal(path, "ay\n")
    assert "The same for its 2 copies (Outlet 2, Outlet 3)?" in output
    with open_case(path) as case:
        assert len(case.judgements()) == 3
