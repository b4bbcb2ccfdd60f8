"""The case behind the page: many readers, one writer, and the page answers while a process reads."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import msgspec
import pytest
from factory import full_analysis, run
from starlette.testclient import TestClient
from web.cases import SECRET, client, make_case, pretend_command

from reportedly.api import open_case
from reportedly.errors import CaseError
from reportedly.model import Report
from reportedly.store import open_store
from reportedly.web import desk as desks
from reportedly.web.desk import Desk, Remembered


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_case(tmp_path / "case.duckdb")


def add_another(path: Path, title: str = "Another") -> None:
    made = run(started="2031-06-01T00:00:00+00:00")
    with open_store(path, write=True) as store:
        store.begin_run(made)
        store.add(full_analysis(title=title, url=f"https://example.org/{title}"))
        store.finish_run(msgspec.structs.replace(made, finished=made.started))


def count_reports(desk: Desk) -> int:
    with desk.store() as store:
        return len(store.records(Report))


def test_the_file_is_free_for_another_writer_soon_after_a_question(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "IDLE_SECONDS", 0.05)
    desk = Desk(path)
    assert count_reports(desk) == 1
    time.sleep(0.4)
    add_another(path)
    assert count_reports(desk) == 2
    desk.close()


def test_a_change_by_another_program_is_seen_and_forgets_what_was_worked_out(path: Path) -> None:
    desk = Desk(path)
    remembered = Remembered(desk)
    with desk.store():
        assert remembered.get("n", lambda: 1) == 1
        assert remembered.get("n", lambda: 2) == 1
    with desk.let_go():
        pass  # the file is free now, as it is some moments after the last click
    add_another(path)
    with desk.store():
        assert remembered.get("n", lambda: 3) == 3
    desk.close()


def test_while_a_process_reads_a_copy_answers_and_judging_waits(path: Path) -> None:
    desk = Desk(path)
    assert count_reports(desk) == 1
    desk.hand_over()
    with open_store(path, write=True) as store:  # the writer has it for itself
        assert count_reports(desk) == 1
        store.begin_run(run(started="2031-06-01T00:00:00+00:00"))
        store.add(full_analysis(title="Second", url="https://example.org/2"))
        assert count_reports(desk) == 1
        with pytest.raises(CaseError, match="is being read into"), desk.let_go():
            pass
    desk.take_back()
    assert count_reports(desk) == 2
    assert not desk.is_handed_over
    desk.close()


def test_the_copy_goes_away(path: Path) -> None:
    desk = Desk(path)
    desk.hand_over()
    copy = desk._copy
    assert copy
    assert copy.exists()
    desk.close()
    assert not copy.parent.exists()


def test_a_case_that_another_program_writes_is_said_to_be_in_use(path: Path) -> None:
    desk = Desk(path)
    with open_store(path, write=True), pytest.raises(CaseError, match=r"already open|in use"), desk.store():
        pass
    assert count_reports(desk) == 1  # and once it has ended, all is well again
    desk.close()


def test_many_ask_at_once(path: Path) -> None:
    desk = Desk(path)
    found: list[int] = []
    threads = [Thread(target=lambda: found.extend(count_reports(desk) for _ in range(10))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 80
    desk.close()


def wait_until_over(browser: TestClient) -> str:
    for _ in range(300):
        page = browser.get("/reading").text
        if "hx-trigger" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("the reading does not end")


def test_the_page_answers_while_files_are_read(path: Path) -> None:
    with client(path, command=pretend_command(0.3)) as browser:
        files = [("files", (f"{n}.txt", b"Some text.")) for n in range(3)]
        page = browser.post("/add", data={"csrf": SECRET}, files=files)
        assert page.status_code == 200
        before = time.perf_counter()
        page = browser.get("/")
        assert time.perf_counter() - before < 1
        assert "Reports are being read into this case" in page.text
        assert browser.get("/reports").status_code == 200
        assert "3 files" in browser.get("/reading").text
        page_after = wait_until_over(browser)
        assert "state-done" in page_after
        assert "3 reports" in page_after
        assert "Reports are being read" not in browser.get("/").text


def test_a_reading_can_be_stopped(path: Path) -> None:
    with client(path, command=pretend_command(30)) as browser:
        browser.post("/add", data={"csrf": SECRET}, files={"files": ("a.txt", b"Some text.")})
        time.sleep(0.3)
        assert "hx-trigger" in browser.get("/reading").text
        browser.post("/stop", data={"csrf": SECRET, "number": "1"})
        assert "state-stopped" in wait_until_over(browser)


def test_a_reading_that_takes_too_long_is_ended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.web.reading.MOST_SECONDS", 0.5)
    with client(path, command=pretend_command(30)) as browser:
        browser.post("/add", data={"csrf": SECRET}, files={"files": ("a.txt", b"Some text.")})
        page = wait_until_over(browser)
        assert "state-failed" in page
        assert "it took longer than" in page


def test_a_process_that_breaks_says_so(path: Path) -> None:
    import sys

    with client(path, command=lambda case, options: [sys.executable, "-c", "raise ValueError('broken')"]) as browser:
        browser.post("/add", data={"csrf": SECRET}, files={"files": ("a.txt", b"x")})
        page = wait_until_over(browser)
        assert "the reading process ended early: ValueError: broken" in page


def test_dropped_files_and_a_pasted_text_are_read_into_the_case(tmp_path: Path) -> None:
    from reportedly.commands.page import read_command

    path = make_case(tmp_path / "case.duckdb")
    with client(path, command=read_command) as browser:
        browser.get("/")
        text = "PORT SARN, 3 May - The army of Loka said on Sunday that 15 people were killed in the harbour.\n"
        answer = browser.post(
            "/add",
            data={
                "csrf": SECRET,
                "text": "The mayor denied the report.",
                "outlet": "Own Desk",
                "published": "2031-05-09",
            },
            files=[("files", ("one.txt", text.encode())), ("files", ("two.json", b"{broken"))],
        )
        assert answer.status_code == 200
        page = ""
        for _ in range(1200):
            page = browser.get("/reading").text
            if "hx-trigger" not in page:
                break
            time.sleep(0.05)
        assert "state-done" in page, page
        assert "two.json" in page  # a problem, named
        listing = browser.get("/reports?outlet=Own").text
        assert "2 reports" in listing
    with open_case(path) as case:
        assert {row.source for row in case.reports(outlet="Own")} == {"one.txt", "pasted.txt"}
        assert case.verify().faults == ()


def test_who_asks_for_what_is_being_worked_out_waits_for_it(path: Path) -> None:
    desk = Desk(path)
    remembered, begun, go, worked = Remembered(desk), Event(), Event(), []

    def slow() -> object:
        worked.append(1)
        begun.set()
        go.wait(10)
        return "answer"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(remembered.get, "key", slow)
        begun.wait(10)
        second = pool.submit(remembered.get, "key", slow)
        assert remembered.get("other", lambda: "at once") == "at once"
        go.set()
        assert (first.result(10), second.result(10), worked) == ("answer", "answer", [1])
    desk.close()


def test_what_was_worked_out_of_an_older_state_is_not_kept(path: Path) -> None:
    desk = Desk(path)
    remembered = Remembered(desk)

    def overtaken() -> object:
        desk.version += 1
        remembered.get("other", lambda: "new")
        return "old"

    assert remembered.get("key", overtaken) == "old"
    assert remembered.get("key", lambda: "new") == "new"
    desk.close()


def test_the_next_click_finds_everything_worked_out_before_a_reading_is_said_to_be_over(path: Path) -> None:
    states = []
    with client(path) as browser:
        readings = browser.app.state.office.readings  # type: ignore[attr-defined]
        readings.afterwards = lambda: states.append([reading.state for reading in readings.all()])
        browser.post("/add", data={"csrf": SECRET, "text": "A report."})
        for _ in range(200):
            if readings.all()[0].is_over:
                break
            time.sleep(0.05)
    assert states == [["reading"]]


def test_what_is_dropped_is_read_with_the_lists_the_page_was_started_with(tmp_path: Path) -> None:
    """The same actors and places as the case."""
    from reportedly.commands.page import doors

    actors, places = tmp_path / "actors.csv", tmp_path / "places.csv"
    command = doors((str(actors),), (str(places),)).read_command(tmp_path / "case.duckdb", {"outlet": "A"})
    assert f"--actors={actors}" in command
    assert f"--places={places}" in command
    assert "--outlet=A" in command
