"""Deciding: the queue, one judgement each, undo as a new entry, and layers that never mix."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from factory import figure, full_analysis, run
from starlette.testclient import TestClient
from web.cases import SECRET, client, make_case

from reportedly.api import open_case
from reportedly.cli import main
from reportedly.errors import CaseError, NotFoundError
from reportedly.model import Analysis, Judgement
from reportedly.review import add_judgement, in_force, judged, list_judgements, standing
from reportedly.review_queue import check_correction, waiting
from reportedly.store import open_store


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
