"""Screens: what they show, and that every link on them leads somewhere."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from factory import figure, full_analysis, ref, report, statement
from web.cases import SECRET, client, crawl, make_case

from reportedly.model import Analysis
from reportedly.web.page import PLACES


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make_case(tmp_path / "case.duckdb")


def test_every_link_of_every_screen_leads_to_a_screen_or_a_file(case: Path) -> None:
    with client(case) as browser:
        seen = []
        for address, answer in crawl(browser, ["/"], each=9):
            assert answer.status_code == 200, address
            seen.append(address)
    assert len([a for a in seen if a.startswith("/claim/")]) == 9  # each record of the report has its screen
    for place in PLACES.values():
        wanted = place.partition("{")[0]
        assert place == "/reading" or any(a.startswith(wanted) for a in seen), f"nothing leads to {place}"


def test_a_claim_is_one_click_from_its_sentence(case: Path) -> None:
    with client(case) as browser:
        rows = browser.get("/claims?tab=claims").text
        link = next(html.unescape(a) for a in re.findall(r'href="(/report/[^"]+#c-f[^"]+)"', rows))
        page = browser.get(link).text
        anchor = link.partition("#")[2]
    assert f'id="{anchor}"' in page


def test_a_report_keeps_every_character_of_its_text(case: Path) -> None:
    text = full_analysis().report.text
    with client(case) as browser:
        listing = browser.get("/reports").text
        page = browser.get(re.search(r'href="(/report/[^"]+)"', listing)[1]).text  # type: ignore[index]
    body = page.partition('<div class="body"')[2].partition("</div>")[0].partition(">")[2]
    shown = [html.unescape(re.sub(r"<[^>]+>", "", p)) for p in re.findall(r"<p>(.*?)</p>", body, re.DOTALL)]
    assert [" ".join(p.split()) for p in shown] == text.split("\n")


def test_nested_statements_are_shown_as_nested(case: Path) -> None:
    with client(case) as browser:
        listing = browser.get("/reports").text
        page = browser.get(re.search(r'href="(/report/[^"]+)"', listing)[1]).text  # type: ignore[index]
    assert re.search(r'<li class="d1 k-statement"', page)


def test_why_shows_passage_cue_rule_reasons_run_and_judgements(case: Path) -> None:
    with client(case) as browser:
        rows = browser.get("/claims?only=figure&speaker=army").text
        page = browser.get(re.search(r'href="(/claim/[^"]+)"', rows)[1]).text  # type: ignore[index]
    for words in (
        "killed: 15 or more fighters",
        "army of Loka",
        "Definition of figure.measure/killed.",
        "Port Sarn, 01, LK (as precise as: place)",
        "27 Apr 2031",
        "counted from 2031-05-03",
        "model 1",
        "A machine&#39;s reading that nobody has judged.",
        "Counts the effects of",
    ):
        assert words in page.replace("machine's", "machine&#39;s"), words


def test_filters_in_the_address_narrow_the_list(case: Path) -> None:
    with client(case) as browser:

        def found(query: str) -> int:
            return int(re.search(r"([\d,]+) found", browser.get(f"/claims?{query}").text)[1])  # type: ignore[index]

        assert found("tab=claims") == 5
        assert found("tab=claims&only=figure") == 3
        assert found("tab=claims&status=denied") == 1
        assert found("tab=claims&q=fighters+15") == 1
        assert found("tab=claims&q=nothing-like-it") == 0
        assert found("tab=claims&since=2031-06") == 0
        assert found("tab=claims&since=not-a-day") == 5
        assert found("tab=statements&stance=denies") == 1
        assert found("tab=reports&q=radio") == 1  # in the text
        assert found("tab=claims&state=reviewed") == 0
        assert found("tab=claims&page=99999999999999999999") == 5


def test_a_list_comes_as_csv_and_as_json_lines(case: Path) -> None:
    with client(case) as browser:
        table = browser.get("/claims?tab=claims&only=figure&as=csv")
        lines = browser.get("/claims?tab=statements&as=jsonl")
    assert table.text.splitlines()[0].startswith("id,type,kind,measure")
    assert len(table.text.splitlines()) == 4
    assert len(lines.text.splitlines()) == 3
    assert table.headers["content-disposition"] == 'attachment; filename="claims.csv"'


def test_the_overview_puts_versions_side_by_side_and_leaves_no_speaker_out(tmp_path: Path) -> None:
    text = "The ministry said 41 died in Varo. The mayor said 12 died in Varo. Residents spoke of 27 dead in Varo."
    source = report(text)
    place = full_analysis().places[0]
    made = []
    for who, words in (("The ministry", "41 died"), ("The mayor", "12 died"), ("Residents", "27 dead")):
        said = statement(source, words, speaker=ref(source, who))
        number = int(words[:2])
        made.append((said, figure(source, words, number, number, claim_of=said.id, place=place)))
    analysis = Analysis(report=source, statements=tuple(s for s, _ in made), figures=tuple(f for _, f in made))
    with client(make_case(tmp_path / "c.duckdb", [analysis])) as browser:
        page = browser.get("/").text
    card = page.partition('<article class="card"')[2].partition("</article>")[0]
    assert "3 speakers, 3 different figures" in card
    assert re.findall(r'v-who">([^<]+)<', card) == ["Residents", "The mayor", "The ministry"]
    assert len(re.findall(r'class="v-words" href="/claim/f-', card)) == 3


def test_an_empty_case_asks_for_reports(tmp_path: Path) -> None:
    from reportedly.store import open_store

    open_store(tmp_path / "new.duckdb", make=True).close()
    with client(tmp_path / "new.duckdb") as browser:
        for place in ("/", "/reports", "/claims", "/problems", "/add"):
            assert browser.get(place).status_code == 200
        assert "This case is empty" in browser.get("/").text


def test_what_came_in_since_the_last_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.web.desk.IDLE_SECONDS", 0.05)
    path = make_case(tmp_path / "case.duckdb")
    with client(path) as browser:
        assert "Since you looked last" not in browser.get("/").text
        browser.post("/seen", data={"csrf": SECRET, "latest": "2031-05-04T10:00:00+00:00"})
        assert "Since you looked last" not in browser.get("/").text
        later = full_analysis(title="Later", published="2031-05-09", url="https://example.org/2")
        time.sleep(0.3)
        make_case(path, [later], started="2031-05-10T10:00:00+00:00")
        page = browser.get("/").text
        assert "Since you looked last" in page
        assert "1 report and 5 claims came in" in page


def test_an_unknown_id_is_a_sentence_not_an_error(case: Path) -> None:
    with client(case) as browser:
        for place in ("/claim/e-nothing", "/report/r-nothing", "/claim/%00", "/claim/'--", "/nowhere"):
            answer = browser.get(place)
            assert answer.status_code == 404, place
            assert "Traceback" not in answer.text


def test_an_id_that_several_records_share_the_start_of_is_named(case: Path) -> None:
    with client(case) as browser:
        answer = browser.get("/claim/s-")
    assert answer.status_code in (404, 503)
    assert "give more of it" in answer.text
