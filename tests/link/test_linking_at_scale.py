"""A case linked bit by bit, in any order and any batches, holds the links of a case linked at once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import factory
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.linking import made
from bench.linking.made import make_reports
from reportedly import links, shelf, wholesale
from reportedly.api import open_case
from reportedly.cli import main
from reportedly.link import grouping, shuffle
from reportedly.link.copies import make_fingerprint
from reportedly.link_rows import incident_id
from reportedly.model import Analysis, Link
from reportedly.store import Store, open_store
from reportedly.workers import hands

MADE = make_reports(60, seed=3)


def add(store: Store, analyses: Sequence[Analysis]) -> None:
    store.begin_run(factory.run())
    for analysis in analyses:
        store.add(analysis)
    store.finish_run(factory.run())
    links.link_case(store)


def links_of(path: Path, batches: Sequence[Sequence[Analysis]]) -> list[Link]:
    path.unlink(missing_ok=True)
    with open_store(path, write=True, make=True) as store:
        for batch in batches:
            add(store, batch)
        return store.records(Link)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> list[Link]:
    return links_of(tmp_path_factory.mktemp("once") / "case.duckdb", [MADE])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5, deadline=None)
@given(chance=st.randoms(use_true_random=False), few=st.sampled_from([0, 10]), first=st.integers(0, 50))
def test_any_order_and_any_batches_give_the_same_links(
    at_once: list[Link], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chance: random.Random, few: int, first: int
) -> None:
    """Whether the neighbourhood of what comes is read, or the whole case."""
    monkeypatch.setattr(links, "FEW", few)
    shuffled = list(MADE)
    chance.shuffle(shuffled)
    batches = [shuffled[:first]]
    while sum(map(len, batches)) < len(shuffled):
        start = sum(map(len, batches))
        batches.append(shuffled[start : start + chance.randint(1, 30)])
    assert links_of(tmp_path / "case.duckdb", batches) == at_once


@pytest.mark.parametrize("seed", [1, 2])
def test_crowded_places_and_phrases_are_read_from_the_file_as_from_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """With reports of a few days and towns, and so few looked at of each key that nearly all are crowded."""
    monkeypatch.setattr(made, "DAYS", 4)
    monkeypatch.setattr(made, "COUNTRIES", ("LK",))
    dense = make_reports(60, seed)
    for module in (grouping, shelf, shuffle):
        monkeypatch.setattr(module, "CROWD", 3)
    monkeypatch.setattr(grouping, "MOST_GROUPS", 5)
    in_memory = links_in_memory(dense)
    shuffled = random.Random(seed).sample(dense, len(dense))
    monkeypatch.setattr(links, "FEW", 0)
    batches = [shuffled[:36], shuffled[36:50], *([analysis] for analysis in shuffled[50:])]
    assert {link.a: (link.b, link.score) for link in links_of(tmp_path / "case.duckdb", batches)} == in_memory


def test_of_a_stock_phrase_the_first_reports_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as are looked at and the one after them, by publication."""
    phrase = " ".join(f"phrase{n}" for n in range(24))
    texts = [" ".join(f"own{day}x{n}" for n in range(90)) + f". {phrase}" for day in range(6)]
    reports = [factory.report(text, published=f"2031-05-0{9 - day}") for day, text in enumerate(texts)]
    links_of(tmp_path / "case.duckdb", [[Analysis(report=report) for report in reports]])
    shared = set.intersection(*(set(make_fingerprint(report).sample) for report in reports))
    assert shared
    monkeypatch.setattr(shelf, "CROWD", 2)
    with open_store(tmp_path / "case.duckdb") as store:
        met = shelf.first_seats_at(store, sorted(shared))
    for seats in met.values():
        assert sorted(seat.order[-1] for seat in seats) == sorted(report.id for report in reports[3:])


def links_in_memory(analyses: Sequence[Analysis]) -> dict[str, tuple[str, float | None]]:
    linked = links.link_reports(analyses)
    accounts, copies = linked.accounts.decisions, linked.copies.decisions
    found = {name: (incident_id(d.group.items), d.score) for name, d in accounts.items()}
    return found | {n: (d.group.items[0].report, d.score) for n, d in copies.items() if d.score is not None}


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_any_number_of_processes_gives_the_same_links(
    at_once: list[Link], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """And the same accounts, fingerprints and order of rows."""
    monkeypatch.setattr(wholesale, "MANY", 0)
    monkeypatch.setattr(wholesale, "BATCH", 20)
    path = tmp_path / "case.duckdb"
    links_of(path, [MADE])
    before = stored(path)
    with open_store(path, write=True) as store:
        assert links.link_case(store, hands=hands(jobs), anew=True) == len(MADE)
        assert links.link_case(store, hands=hands(jobs)) == 0
        assert store.records(Link) == at_once
    assert stored(path) == before


def stored(path: Path) -> list[object]:
    with open_store(path) as store:
        accounts = store.answer("SELECT report, id, content, family, keys FROM accounts ORDER BY id")
        return [accounts, store.answer("SELECT report, version, sample FROM fingerprints ORDER BY 1")]


def test_the_command_links_what_a_stopped_run_left(tmp_path: Path) -> None:
    path = tmp_path / "case.duckdb"
    with open_store(path, write=True, make=True) as store:
        store.begin_run(factory.run())
        for analysis in MADE:
            store.add(analysis)
        store.finish_run(factory.run())
    ran = [CliRunner().invoke(main, ["link", "--db", str(path), *more]) for more in ([], [], ["--anew"])]
    assert [r.output for r in ran] == ["Linked 60 reports.\n", "All reports are linked.\n", "Linked 60 reports.\n"]
    assert CliRunner().invoke(main, ["link", "--db", str(path), "--address", "x:1"]).exit_code == 2


def test_a_report_read_anew_is_linked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New readings take the place of old ones in the case as they do among reports in memory."""
    monkeypatch.setattr(links, "FEW", 0)
    fewer = [
        Analysis(report=a.report, events=a.events[:1], figures=a.figures[:1], places=a.places) for a in MADE[10:30]
    ]
    anew = links_of(tmp_path / "anew.duckdb", [MADE[:50], fewer, MADE[50:]])
    assert anew == links_of(tmp_path / "once.duckdb", [MADE[:10], fewer, MADE[30:]])


def test_only_what_stands_near_a_report_is_read(tmp_path: Path) -> None:
    many = make_reports(300, seed=5)
    with open_store(tmp_path / "case.duckdb", write=True, make=True) as store:
        add(store, many[:-1])
        store.begin_run(factory.run())
        store.add(many[-1])
        store.finish_run(factory.run())
        pending = links.shelf.pending_readings(store, links.rule_version())
        near = links.near_links(store, links.shelf.extent(store, links.rule_version(), pending))
        linked = links.Linked(near.accounts, near.copies, near.by_report, pending)
        links.add_reports(linked, links.read_analyses(store, pending))
        whole = links.stored_links(store)
        assert 0 < len(linked.accounts.items) < len(whole.accounts.items) / 4


def test_a_person_s_merges_and_splits_stay_whatever_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "FEW", 0)
    path = tmp_path / "case.duckdb"
    links_of(path, [MADE[:52]])
    with open_case(path) as case:
        big, *_, small = case.incidents(reports=1)
        apart = case.incident(big.id).timeline[-1].id
        case.split([apart], who="ana", why="another street")
        case.merge(small.id, big.id, who="ana", why="told together")
    with open_store(path, write=True) as store:
        for analysis in reversed(MADE[52:]):
            add(store, [analysis])
    with open_case(path) as case:
        claims_of = {claim: i.id for i in case.incidents() for claim in i.claims}
        assert claims_of[small.claims[0]] == claims_of[big.claims[0]] != claims_of[apart]
        ours = case.store.records(Link)
    assert ours == links_of(tmp_path / "once.duckdb", [MADE])


def seats_of(store: Store) -> dict[tuple[object, ...], object]:
    """What stands where: each account or text with the first of its group, its score, and its keys."""
    keys: dict[int, set[int]] = {}
    for (sample,) in store.answer("SELECT keys FROM accounts UNION ALL SELECT sample FROM fingerprints"):
        for key, numbers in store.entries_at(sample).items():
            for number in numbers:
                keys.setdefault(number, set()).add(key)
    sql = """
        SELECT s."number", s.report, s.published, s.account, s."start", s.size, f.report, f.account, s.score,
            (SELECT count(*) FROM account a WHERE a.seat = s."number" AND a.id = s.account),
            (SELECT count(*) FROM fingerprint p WHERE p.seat = s."number" AND p.report = s.report)
        FROM seat s JOIN seat f ON f."number" = s."first"
    """
    return {tuple(row): keys.get(number) for number, *row in store.answer(sql)}


def test_seats_kept_up_report_by_report_are_those_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when reports are read anew, and when an older program linked the case and knew no seats."""
    monkeypatch.setattr(links, "FEW", 0)
    path = tmp_path / "case.duckdb"
    shuffled = random.Random(7).sample(MADE, len(MADE))
    links_of(path, [shuffled[:30], shuffled[30:40], *([a] for a in shuffled[40:52])])
    with open_store(path, write=True) as store:
        store._con.execute("DELETE FROM seat; DELETE FROM page; UPDATE account SET seat = NULL")
        fewer = Analysis(report=shuffled[3].report, events=shuffled[3].events[:1], places=shuffled[3].places)
        for batch in [[shuffled[52]], [fewer], shuffled[53:], [shuffled[3]]]:
            add(store, batch)
            kept = seats_of(store)
            store.seat_anew()
            assert seats_of(store) == kept


def test_reports_that_stand_nowhere_are_linked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of few words without claims has no key."""
    monkeypatch.setattr(links, "FEW", 0)
    short = [[Analysis(report=factory.report("Fog all day.", url=f"https://a.example/{n}"))] for n in range(2)]
    assert links_of(tmp_path / "case.duckdb", short) == []
