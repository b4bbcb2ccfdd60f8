"""Screens: what they show, and that every link on them leads somewhere."""

from __future__ import annotations

import datetime as dt
import html
import re
import time
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from factory import event, evidence, figure, full_analysis, ref, report, statement
from hypothesis import given
from hypothesis import strategies as st
from tolls import TOLLS, WIRE, toll
from web.cases import SECRET, client, crawl, make_case

from reportedly.api import open_case
from reportedly.model import Analysis
from reportedly.rows import ClaimRow
from reportedly.web import asking
from reportedly.web.drawing import pack
from reportedly.web.outlines import Frame, borders, land, load_world
from reportedly.web.page import PLACES
from reportedly.web.screens import claims
from reportedly.web.screens.incidents import alike, matrix
from reportedly.web.screens.map import Placed, view_map
from reportedly.web.tolls import Number, facets


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make_case(tmp_path / "case.duckdb")


def test_every_link_of_every_screen_leads_to_a_screen_or_a_file(case: Path) -> None:
    with client(case) as browser:
        seen = []
        for address, answer in crawl(browser, ["/", "/incidents?reports=1"], each=9):
            assert answer.status_code == 200, address
            seen.append(address)
    assert len([a for a in seen if a.startswith("/claim/")]) == 9  # each record of the report has its screen
    for place in set(PLACES.values()) - {"/reading", PLACES["dossier"]}:
        wanted = place.partition("{")[0]
        assert any(a.startswith(wanted) for a in seen), f"nothing leads to {place}"


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


@pytest.mark.parametrize("tab", ["claims", "statements"])
def test_far_down_a_list_stands_what_would_stand_there_anyway(
    case: Path, monkeypatch: pytest.MonkeyPatch, tab: str
) -> None:
    monkeypatch.setattr(asking, "PAGE_ROWS", 2)
    monkeypatch.setattr(claims, "PAGE_ROWS", 2)
    with client(case) as browser:
        address = f"/claims?tab={tab}&q=e&page=2"
        near = browser.get(address).text
        monkeypatch.setattr(asking, "FAR_DOWN", 0)
        assert browser.get(address).text == near
        assert 'class="row claim-row"' in near


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
    assert re.findall(r'class="who">([^<]+)<', card) == ["Residents", "The mayor", "The ministry"]
    assert len(re.findall(r'class="giver" href="/claim/f-', card)) == 3


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


def test_an_incident_shows_every_party_alike_versions_matrix_and_origins(case: Path) -> None:
    with client(case) as browser:
        listing = browser.get("/incidents?reports=1").text
        page = browser.get(re.search(r'href="(/incident/[^"]+)"', listing)[1]).text  # type: ignore[index]
    assert "1 report →" in html.unescape(page)
    assert "Positions of the parties" in page
    assert re.search(r'<td class="says-says"><a href="/claim/', page)
    for head in ("Versions", "Whose word it rests on", "Why these reports are taken together"):
        assert head in page


def claim_row(**fields: object) -> ClaimRow:
    values = dict.fromkeys((field.name for field in msgspec.structs.fields(ClaimRow)), None) | {
        "id": "e-1", "type": "event", "kind": "strike", "status": "asserted", "said_by": "narration", "outlet": "A",
        "relayed_by": (), "roles": {}, "actors": (), "report": "r-1", "start": 0, "end": 1, "passage": "x", "rule": "y",
    }  # fmt: skip
    return ClaimRow(**(values | fields))  # type: ignore[arg-type]


def test_the_matrix_tells_saying_from_denying_retracting_and_silence() -> None:
    rows = [
        claim_row(),
        claim_row(id="e-2", outlet="B", status="denied"),
        claim_row(id="e-3", outlet="C", stance="retracts"),
        claim_row(id="e-4", outlet="D", kind="talks"),
    ]
    found = matrix(rows, by_outlet=True)
    cells = dict(zip(found.columns, next(row.cells for row in found.rows if row.label == "strike"), strict=True))
    assert {name: cell.says for name, cell in cells.items()} == {
        "A": "says", "B": "denies", "C": "retracted", "D": "silent",
    }  # fmt: skip


def test_numbers_of_different_things_never_share_a_drawing() -> None:
    def number(day: str, measure: str, low: int | None, who: str = "the mayor", population: str = "people") -> Number:
        return Number(who, day, measure, population, "incident", low, None, str(low), f"f-{day}{low}")

    found = facets([
        number("2031-05-03", "killed", 3), number("2031-05-04", "killed", 5),
        number("2031-05-04", "killed", 9, "a front"),
        number("2031-05-03", "injured", 30), number("2031-05-04", "killed", 1, population="children"),
        number("2031-05-04", "killed", None),
    ])  # fmt: skip
    assert [(f.measure, f.population) for f in found] == [("killed", "people")]  # a number alone needs no drawing
    lines = {line.name: line for line in found[0].lines}
    assert set(lines) == {"the mayor", "a front"}
    first, second = lines["the mayor"].points
    assert first.x < second.x
    assert first.y > second.y  # more stands higher
    assert first.open_top
    assert "H" in lines["the mayor"].path  # it steps, and does not slope


def test_dossiers_lay_out_who_accuses_whom(tmp_path: Path) -> None:
    text = "Loka and Venna agreed a truce. Loka said Venna broke the truce. Venna denied that it broke the truce."
    source = report(text)
    loka, venna = ref(source, "Loka", actor="loka"), ref(source, "Venna", actor="venna")
    said = statement(source, "Loka said Venna broke the truce", speaker=loka)
    denied = statement(source, "Venna denied that it broke the truce", speaker=venna, stance="denies")
    truce = event(source, "agreed a truce", kind="ceasefire_agreed", roles={"party": (loka, venna)})
    broken = event(source, "broke the truce", kind="violation", claim_of=said.id, roles={"accused": (venna,)})
    reply = event(source, "it broke the truce", kind="violation", claim_of=denied.id, status="denied",
                  roles={"accused": (venna,)})  # fmt: skip
    analysis = Analysis(report=source, statements=(said, denied), events=(truce, broken, reply))
    with client(make_case(tmp_path / "c.duckdb", [analysis])) as browser:
        listing = browser.get("/dossiers").text
        address = next(a for a in re.findall(r'href="(/dossier/[^"]+)"', listing))
        pages = [browser.get(a).text for a in re.findall(r'href="(/dossier/[^"]+)"', listing)]
        assert browser.get(address + "x").status_code == 404
    page = next(p for p in pages if "Who says that who broke it" in p)
    row = page.partition('<th scope="row">Loka</th>')[2].partition("</tr>")[0]
    assert f'href="/claim/{broken.id}"' in row
    assert f'href="/claim/{reply.id}"' in page.partition("<h3>All denials</h3>")[2].partition("</section>")[0]
    allegation = page.partition("with the reply of the accused</h3>")[2].partition("</ul>")[0]
    assert allegation.index(f'href="/claim/{broken.id}"') < allegation.index(f'href="/claim/{reply.id}"')


def test_a_place_gets_a_ring_as_wide_as_it_is_known_and_a_country_none() -> None:
    town = Placed("Town", 10.0, 20.0, "place", None, 3, None)
    province = Placed("Province", 12.0, 24.0, "admin1", None, 1, None)
    state = Placed("State", 11.0, 22.0, "country", None, 9, None)
    nowhere = Placed("Nowhere", None, None, "place", None, 1, None)
    view = view_map([town, province, state, nowhere], 0, (None, None, None))
    rings = {ring.label: ring for ring in view.rings}
    assert set(rings) == {"Town", "Province"}
    assert rings["Province"].reach > 5 * rings["Town"].reach
    assert [place.name for place in view.wide] == ["State"]
    assert [place.name for place in view.unplaced] == ["Nowhere"]
    far = view_map([town, province], 0, (0.0, 0.0, 170.0))
    assert len(far.rings) == 1  # too near each other to tell apart
    assert far.rings[0].claims == 4
    assert far.rings[0].zoom


def test_disputed_borders_are_drawn_apart_and_every_pair_of_the_list_exists() -> None:
    world = load_world()
    names = {name for name, _ in world.rings}
    assert all(pair <= names for pair in world.disputed)
    asia = Frame(60, 5, 100, 40, 1000, 560)
    assert borders(asia, disputed=True)
    assert borders(asia, disputed=False)
    ocean = Frame(-140, -50, -120, -40, 1000, 560)
    assert (land(ocean), borders(ocean, disputed=True), borders(ocean, disputed=False)) == ("", "", "")


def test_land_that_crosses_the_edge_of_the_world_draws_no_line_across_it() -> None:
    whole = Frame(-180, -85, 180, 85, 1000, 560)
    for part in land(whole).split("Z"):
        xs = [float(pair.split()[0]) for pair in part.lstrip("M").split("L")]
        assert max((abs(b - a) for a, b in pairwise(xs)), default=0) < 600, part[:80]


def test_the_timeline_keeps_what_has_no_day_in_a_tray(case: Path) -> None:
    with client(case) as browser:
        page = browser.get("/timeline?since=2031-04-01&until=2031-05-31").text
        assert len(re.findall(r'class="bar[^"]*" x=', page.partition("When it was said")[0])) == 4
        assert "1 claim published in this period: the text gives no day" in page
        assert browser.get("/timeline?since=nonsense&until=2031-99-99").status_code == 200
        nothing = browser.get("/timeline?since=1901-01-01&until=1902-01-01").text
        assert "No claim says that something happened in it." in nothing


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 100)), max_size=60))
def test_bars_in_one_row_never_overlap(bars: list[tuple[float, float]]) -> None:
    placed = sorted((start, start + width) for start, width in bars)
    rows = pack(placed)
    by_row: dict[int, list[tuple[float, float]]] = {}
    for bar, row in zip(placed, rows, strict=True):
        by_row.setdefault(row, []).append(bar)
    for row in by_row.values():
        assert all(one[1] < other[0] for one, other in pairwise(row))


def test_who_speaks_of_whom_leads_to_those_claims(case: Path) -> None:
    text = "Loka said Venna shelled a town. Venna said Loka shelled a town."
    source = report(text)
    made = []
    for who, other in (("Loka", "Venna"), ("Venna", "Loka")):
        words = f"{who} said {other} shelled a town"
        said = statement(source, words, speaker=ref(source, who), evidence=evidence(source, words))
        made.append(
            (said, event(source, f"{other} shelled", claim_of=said.id, roles={"attacker": (ref(source, other),)}))
        )
    analysis = Analysis(report=source, statements=tuple(s for s, _ in made), events=tuple(e for _, e in made))
    with client(make_case(case.with_name("other.duckdb"), [analysis])) as browser:
        page = browser.get("/actors").text
        link = html.unescape(re.search(r'href="(/claims\?[^"]*speaker=Loka[^"]*)"', page)[1])  # type: ignore[index]
        assert "1 found" in browser.get(link).text
    assert len(re.findall('class="edge', page)) == 2


def test_every_sentence_of_the_brief_has_a_footnote_to_its_passage(case: Path) -> None:
    contested = make_case(case.with_name("contested.duckdb"), [*TOLLS, full_analysis()])
    with client(contested) as browser:
        page = browser.get("/brief").text
        assert browser.get("/brief?since=1999-01-01&until=1999-01-02").text.count("<sup>") == 0
    sheet = page.partition('<article class="brief">')[2]
    sentences = sheet.partition('<section class="notes"')[0].count("<li>")
    assert sentences >= 3
    assert page.count("<sup>") == sentences
    assert len(set(re.findall(r'<li id="n(\d+)"', page))) == sentences
    assert "could not be attributed" in page


def test_a_card_holds_numbers_of_the_same_people_and_tells_how_many_reports_give_them(case: Path) -> None:
    soldiers = toll(WIRE, "Post", "2031-05-03", ("The army", "fewer than ten", None, 9), population="soldiers")
    with client(make_case(case.with_name("contested.duckdb"), [*TOLLS, soldiers])) as browser:
        page = browser.get("/").text
    card = page.partition('<ol class="sides">')[2].partition("</ol>")[0]
    assert page.count('<ol class="sides">') == 1
    assert card.count('class="side-of"') == 4
    assert "soldiers" not in card
    assert "4 reports → 0 origins" in page  # "the ministry" of some state is no known source


def test_what_a_person_rejected_is_in_no_brief(case: Path) -> None:
    with client(case) as browser:
        before = browser.get("/brief").text
        claim = re.search(r'class="notes".*?href="/claim/([^"]+)"', before, re.DOTALL)[1]  # type: ignore[index]
        browser.post("/judge", data={"csrf": SECRET, "about": claim, "verdict": "reject", "why": "no"})
        assert f"/claim/{claim}" not in browser.get("/brief").text


def test_incidents_are_put_together_and_taken_apart_by_a_judgement(tmp_path: Path) -> None:
    second = full_analysis(title="Other", outlet="Evening Post", url="https://example.org/2", published="2031-09-03")
    talks = event(second.report, "residents said", kind="talks")
    other = Analysis(report=second.report, events=(talks,))
    path = make_case(tmp_path / "c.duckdb", [full_analysis(title="One"), other])
    with client(path) as browser:

        def ids() -> list[str]:
            return sorted(set(re.findall(r'href="/incident/([^"]+)"', browser.get("/incidents?reports=1").text)))

        before = ids()
        assert len(before) > 1
        form = {"csrf": SECRET, "incident": before[0], "other": before[1]}
        assert browser.post("/merge", data=form).status_code == 422  # no reason given
        assert browser.post("/merge", data={**form, "why": "one strike"}).status_code == 200
        assert len(ids()) == len(before) - 1
        with open_case(path) as opened:
            judgement = opened.judgements()[-1]
        assert judgement.verdict == "merge"
        back = {"csrf": SECRET, "about": judgement.about, "judgement": judgement.id}
        assert browser.post("/undo", data=back).status_code == 200
        assert ids() == before


def test_incidents_of_the_same_place_are_offered_to_be_put_together(case: Path) -> None:
    with open_case(case) as opened:
        row = next(row for row in opened.incidents() if row.place and row.first)
    week = dt.timedelta(days=7)
    near = msgspec.structs.replace(row, id="i-near", first=row.first + week)
    far = msgspec.structs.replace(row, id="i-far", first=row.first + 9 * week)
    elsewhere = msgspec.structs.replace(row, id="i-elsewhere", place="Another Town")
    timeless = msgspec.structs.replace(row, id="i-timeless", first=None, place=None)
    found = alike(row, [timeless, far, elsewhere, row, near])
    assert [other.id for other in found] == ["i-near", "i-far", "i-timeless"]
    with client(case) as browser:
        assert 'list="alike"' in browser.get(f"/incident/{row.id}").text


def test_what_an_address_asks_in_vain_is_told(case: Path) -> None:
    """A day that is none and a kind that nothing has are named, with what looks like them; the rest is asked."""
    with client(case) as browser:
        for address in (
            "/claims?since=2033-99",
            "/reports?until=2033-02-30",
            "/timeline?since=soon",
            "/brief?since=2033-99",
        ):
            assert "is no day, and is left out" in html.unescape(browser.get(address).text), address
        assert "is no day" not in browser.get("/claims?since=2031-05").text
        page = html.unescape(browser.get("/claims?tab=claims&measure=kiled&status=bogus").text)
        assert '"kiled" is no measure in this case; near is: killed.' in page
        assert '"bogus" is no status in this case; there are: ' in page
        assert '"nosuch" is no kind of incident in this case' in html.unescape(
            browser.get("/incidents?kind=nosuch").text
        )
        assert "left-out" not in browser.get("/claims?tab=claims&measure=killed").text


def test_a_position_without_a_status_shows_no_empty_mark(tmp_path: Path) -> None:
    """What a party says beside the claims, of which no status is read."""
    source = report("Loka hit the market in Port Sarn on Sunday. It does not know of it, Loka said.")
    party = ref(source, "Loka", actor="xlk")
    said = statement(source, "It does not know of it", stance="knows", speaker=ref(source, "Loka", actor="xlk"))
    hit = event(source, "hit the market", kind="attack", roles={"attacker": (party,)})
    path = make_case(tmp_path / "case.duckdb", [Analysis(report=source, statements=(said,), events=(hit,))])
    with client(path) as browser:
        listing = browser.get("/incidents?reports=1").text
        page = browser.get(re.search(r'href="(/incident/[^"]+)"', listing)[1]).text  # type: ignore[index]
    assert "It does not know of it" in page
    assert not re.search(r'class="status[^"]*"></span>', page)
