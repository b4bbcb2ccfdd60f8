"""Linking and the case file: stored, added to, judged, and asked."""

from __future__ import annotations

import random
from pathlib import Path

import factory
import fake_reading
import pytest

from reportedly import gathering, links
from reportedly.api import Case, open_case, read
from reportedly.errors import NotFoundError
from reportedly.model import Link
from reportedly.store import open_store

VARO = "Lokan army said 14 people were killed in Varo."
REPORTS = {
    "a.txt": ("Courier 2031-05-03", f"{VARO} The market was open and many had come from the villages around."),
    "b.txt": ("Herald 2031-05-03", "Varo council said 17 people were killed in Varo. The market stood open then."),
    "c.txt": ("Post 2031-05-04", "Lokan army said 16 people were killed in Varo. It is more than on the day before."),
    "d.txt": ("Post 2031-05-09", "Lokan army said 3 people were killed in Kora. A mine went off beside a well there."),
    "e.txt": ("Courier 2031-05-04", "Lokan navy denied 14 people were killed in Varo. No ship was there, it said."),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fake_reading.install(monkeypatch)
    place = tmp_path / "reports"
    place.mkdir()
    for name, (head, body) in REPORTS.items():
        (place / name).write_text(f"{head}\n\n{body}")
    return place


def partition(db: Path) -> list[list[str | None]]:
    with open_case(db) as case:
        return sorted(sorted({c.outlet or "" for c in case.incident(i.id).timeline}) for i in case.incidents())


def test_reports_of_one_occurrence_are_one_incident(folder: Path, tmp_path: Path) -> None:
    read([str(folder)], tmp_path / "case.duckdb")
    with open_case(tmp_path / "case.duckdb") as case:
        varo, kora = case.incidents()
        assert (varo.reports, varo.origins, varo.place) == (4, 3, "Varo")
        assert varo.outlets == ("Courier", "Herald", "Post")
        assert (kora.reports, kora.origins, kora.place) == (1, 1, "Kora")
        (span,) = varo.ranges
        assert (span.low, span.low_by, span.high, span.high_by) == (14, ("Lokan army",), 17, ("Varo council",))
        assert varo.contested


def test_a_contested_toll_tells_whose_word_its_numbers_rest_on(folder: Path, tmp_path: Path) -> None:
    read([str(folder)], tmp_path / "case.duckdb")
    with open_case(tmp_path / "case.duckdb") as case:
        (toll,) = case.contested()
        assert (toll.place, toll.figures, toll.speakers, len(toll.claims)) == ("Varo", 3, 2, 3)
        assert sorted(origin.name for origin in case.origins_among(toll.claims)) == ["Lokan army", "Varo council"]


def test_one_by_one_in_any_order_gives_what_all_at_once_gives(folder: Path, tmp_path: Path) -> None:
    read([str(folder)], tmp_path / "once.duckdb")
    files = sorted(folder.iterdir())
    for seed in range(3):
        random.Random(seed).shuffle(files)
        db = tmp_path / f"{seed}.duckdb"
        for file in files:
            read([str(file)], db)
        assert partition(db) == partition(tmp_path / "once.duckdb")
        with open_store(db) as parts, open_store(tmp_path / "once.duckdb") as once:
            assert parts.records(Link) == once.records(Link)


def test_a_case_that_was_never_linked_answers_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read([str(folder)], tmp_path / "linked.duckdb")
    with monkeypatch.context() as patch:
        patch.setattr(links, "link_case", lambda store, at_hand, hands: 0)
        read([str(folder)], tmp_path / "bare.duckdb")
    assert partition(tmp_path / "bare.duckdb") == partition(tmp_path / "linked.duckdb")
    with open_store(tmp_path / "bare.duckdb") as store:
        assert store.records(Link) == []


def test_links_by_older_rules_are_made_anew(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = tmp_path / "case.duckdb"
    with monkeypatch.context() as patch:
        patch.setattr(links, "rule_version", lambda: "incidents/0 accounts/0 none")
        read([str(folder)], db)
    with open_store(db, write=True) as store:
        assert links.link_case(store) == len(REPORTS)
        assert links.link_case(store) == 0
    assert len(partition(db)) == 2


def test_links_have_score_reasons_and_rule(folder: Path, tmp_path: Path) -> None:
    read([str(folder)], tmp_path / "case.duckdb")
    with open_store(tmp_path / "case.duckdb") as store:
        joined = [link for link in store.records(Link) if link.score is not None]
        assert len(joined) == 3
        assert all(link.rule.startswith("incidents/") and len(link.reasons) > 2 for link in joined)


def test_as_of_a_day_knows_nothing_later(folder: Path, tmp_path: Path) -> None:
    read([str(folder)], tmp_path / "case.duckdb")
    with open_case(tmp_path / "case.duckdb") as case:
        (varo,) = case.incidents(as_of="2031-05-03")
        assert (varo.reports, varo.contested) == (2, True)
        assert {c.published for c in case.claims(as_of="2031-05-03")} == {"2031-05-03"}
        assert {v.day for v in case.toll(as_of="2031-05-03")} == {"2031-05-03"}
        assert case.incidents(as_of="2031-05-02") == []


def test_a_split_and_a_merge_are_kept_when_links_are_made_anew(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "case.duckdb"
    files = sorted(folder.iterdir())
    read([str(f) for f in files[:4]], db)
    with open_case(db) as case:
        varo, kora = case.incidents()
        herald = next(c.id for c in case.incident(varo.id).timeline if c.outlet == "Herald")
        (made,) = case.split([herald], who="ana", why="another market")
        assert (made.verdict, made.why) == ("split", "another market")
        assert [i.reports for i in case.incidents()] == [2, 1, 1]
        case.merge(case.incident(herald).incident.id, kora.id, who="ana", why="told together")
        assert sorted(i.reports for i in case.incidents()) == [2, 2]
        case.read([str(folder)])
        assert sorted(i.reports for i in case.incidents()) == [2, 3]
        view = case.incident(herald)
        assert {c.outlet for c in view.timeline} == {"Herald", "Post"}
        assert {link.judged for link in view.links} == {"ana: told together"}
        with pytest.raises(NotFoundError, match="no incident"):
            case.merge("i-nothing", kora.id, who="ana", why="?")


def test_an_incident_shows_versions_relations_and_positions(folder: Path, tmp_path: Path) -> None:
    read([str(folder)], tmp_path / "case.duckdb")
    with open_case(tmp_path / "case.duckdb") as case:
        view = case.incident(case.incidents()[0].id[:6])
        figures = {(v.said_by, v.low) for v in view.versions if v.type == "figure" and v.status == "asserted"}
        assert figures == {("Lokan army", 14), ("Varo council", 17), ("Lokan army", 16)}
        relations = {p.relation for p in view.pairs}
        assert {"contradicts", "denies", "updates"} <= relations or {"contradicts", "denies"} <= relations
        assert len(view.links) == 4
        assert view.links[0].score is None
        assert case.incident(view.timeline[0].id).incident.id == view.incident.id


def test_changes_since_a_day(folder: Path, tmp_path: Path) -> None:
    read([str(folder)], tmp_path / "case.duckdb")
    with open_case(tmp_path / "case.duckdb") as case:
        found = case.changes("2031-05-04")
        assert {c.what for c in found} >= {"new_denial", "new_incident"}
        assert all((c.when or "") >= "2031-05-04" for c in found)
        (kora,) = {c.incident for c in found if c.what == "new_incident"}
        assert [c.incident for c in case.changes("2031-05-04", incident=kora)] == [kora, kora]


def test_two_versions_of_one_address_are_compared(tmp_path: Path) -> None:
    db = tmp_path / "case.duckdb"
    texts = ("Lokan army said 12 people were killed in Varo.", "Lokan army said 15 people were killed in Varo.")
    with open_store(db, write=True, make=True) as store:
        run = factory.run()
        store.begin_run(run)
        for hour, text in enumerate(texts):
            report = factory.report(text, url="https://courier.example/varo", published=f"2031-05-03T1{hour}:05:00")
            store.add(fake_reading.analyse(report, fake_reading.Reader(fake_reading.ReaderOptions())))
        store.finish_run(run)
    with open_case(db) as case:
        (change,) = [c for c in case.changes("2031-05") if c.what == "changed_report"]
        assert (change.when, change.before, change.after) == (
            "2031-05-03T11:05:00",
            "killed: 12 (asserted)",
            "killed: 15 (asserted)",
        )


def test_copies_rest_on_the_first_report(tmp_path: Path) -> None:
    body = " ".join(f"word{n} of the story" for n in range(60))
    with open_store(tmp_path / "case.duckdb", write=True, make=True) as store:
        run = factory.run()
        store.begin_run(run)
        for day, outlet in enumerate(("Courier", "Herald", "Post"), 3):
            report = factory.report(f"{VARO} {body}", outlet=outlet, published=f"2031-05-0{day}")
            store.add(fake_reading.analyse(report, fake_reading.Reader(fake_reading.ReaderOptions())))
        store.finish_run(run)
        links.link_case(store)
    with open_case(tmp_path / "case.duckdb") as case:
        (incident,) = case.incidents()
        assert (incident.reports, incident.origins) == (3, 1)
        (origin,) = case.origins()
        assert [d.why for d in origin.dependences] == ["one text", "one text"]
        assert origin.dependences[0].passage.startswith(VARO.rstrip("."))


def test_an_unknown_incident_is_one_clear_sentence(tmp_path: Path) -> None:
    with Case(tmp_path / "case.duckdb", make=True) as case, pytest.raises(NotFoundError, match="reportedly incidents"):
        case.incident("i-0")


def test_a_case_links_as_reports_in_memory_do(tmp_path: Path) -> None:
    """What the file keeps of a reading is all that linking looks at."""
    analyses = [factory.full_analysis(), factory.full_analysis(outlet="Herald", published="2031-05-04")]
    in_memory = links.link_reports(analyses)
    with open_store(tmp_path / "case.duckdb", write=True, make=True) as store:
        run = factory.run()
        store.begin_run(run)
        for analysis in analyses:
            store.add(analysis)
        store.finish_run(run)
        links.link_case(store)
        stored = links.load_links(store)
    assert stored.accounts.items == in_memory.accounts.items
    assert {a: d.score for a, d in stored.accounts.decisions.items()} == {
        a: d.score for a, d in in_memory.accounts.decisions.items()
    }


def test_one_incident_is_the_same_alone_and_among_all(folder: Path, tmp_path: Path) -> None:
    """What is loaded for one incident is what loading all of them gives, regrouped ones included."""
    db = tmp_path / "case.duckdb"
    read([str(folder)], db)
    for turn in range(3):
        with open_case(db) as case:
            whole = gathering.load(case.store)
            for name, accounts in whole.incidents.items():
                for start in (name, accounts[0].claims[0], accounts[-1].claims[-1]):
                    found, one = gathering.load_one(case.store, start)
                    assert (found, one.incidents[found]) == (name, accounts)
                    assert {a.id: one.scores[a.id] for a in accounts} == {a.id: whole.scores[a.id] for a in accounts}
            for day in ("2031-05-02", "2031-05-03", "2031-05-04"):
                then = gathering.load(case.store, day)
                assert all(
                    gathering.load_one(case.store, i, day)[1].incidents[i] == a for i, a in then.incidents.items()
                )
            if turn == 0:
                varo, kora = case.incidents()
                herald = next(c.id for c in case.incident(varo.id).timeline if c.outlet == "Herald")
                case.split([herald], who="ana", why="another market")
            elif turn == 1:
                case.merge(herald, kora.id, who="ana", why="told together")
