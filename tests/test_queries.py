"""The named questions: each claim with who says it, filters that hold, versions side by side, the same order always."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import factory
import msgspec
import pytest
from tolls import SARN, TOLLS, WIRE, dated, toll

from reportedly import queries, questions
from reportedly.model import Analysis, Problem, Report
from reportedly.rows import ClaimRow, Count, NameCount
from reportedly.store import Store, open_store


def make(path: Path, analyses: tuple[Analysis, ...]) -> Store:
    """A case with these analyses."""
    store = open_store(path, write=True, make=True)
    store.begin_run(factory.run())
    for analysis in analyses:
        store.add(analysis)
    store.add_problem(Problem(source="b.txt", place="", reason="empty"))
    store.finish_run(factory.run(finished="later"))
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A case with one full report."""
    with make(tmp_path_factory.mktemp("case") / "case.duckdb", (factory.full_analysis(),)) as opened:
        yield opened


@pytest.fixture(scope="module")
def tolls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A case with a contested toll."""
    with make(tmp_path_factory.mktemp("tolls") / "case.duckdb", TOLLS) as opened:
        yield opened


def test_a_claim_row_has_the_columns_of_the_view(store: Store) -> None:
    columns = [row[0] for row in store.stream("SELECT column_name FROM (DESCRIBE claims)")]
    assert columns == [field.name for field in msgspec.structs.fields(ClaimRow)]


def test_every_claim_says_who_says_it(store: Store) -> None:
    said = {row.words: (row.said_by, row.stance, row.relayed_by) for row in queries.claims(store)}
    assert said == {
        "A strike hit the market": ("narration of Daily Courier", None, ()),
        "denied that": ("The mayor", "denies", ()),
        "at least 15 fighters": ("army of Loka", "says", ("state radio",)),
        "3 of them": ("army of Loka", "says", ("state radio",)),
        "40 dead": ("The mayor", "denies", ()),
    }


def test_a_speaker_that_is_not_known_stays_so(tmp_path: Path) -> None:
    source = factory.report()
    statement = factory.statement(source, "residents said", speaker=None)
    analysis = Analysis(
        report=source, statements=(statement,), events=(factory.event(source, "hit", claim_of=statement.id),)
    )
    with make(tmp_path / "case.duckdb", (analysis,)) as store:
        assert [row.said_by for row in queries.claims(store)] == ["a speaker not known"]
        assert [row.said_by for row in queries.statements(store)] == ["a speaker not known"]


def test_a_figure_takes_place_and_roles_from_its_event(store: Store) -> None:
    row = next(row for row in queries.figures(store) if row.words == "40 dead")
    assert (row.kind, row.place, row.time_words) == ("strike", SARN, "Sunday")
    assert row.roles == {"target": ("the market",), "attacker": ("army of Loka",)}
    assert row.actors == ("loka-army",)


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"speaker": "MAYOR"}, {"denied that", "40 dead"}),
        ({"speaker": "loka-army"}, {"at least 15 fighters", "3 of them"}),
        ({"speaker": "narration"}, {"A strike hit the market"}),
        ({"actor": "loka-army", "only": "event"}, {"A strike hit the market"}),
        ({"actor": "Market", "only": "event"}, {"A strike hit the market"}),
        ({"kind": "Strike", "status": "denied"}, {"denied that"}),
        ({"measure": "killed", "speaker": "army"}, {"at least 15 fighters", "3 of them"}),
        ({"place": "sarn", "status": "denied"}, {"denied that"}),
        ({"place": "LK", "status": "denied"}, {"denied that"}),
        ({"place": "7", "status": "denied"}, {"denied that"}),
        ({"outlet": "courier", "status": "denied"}, {"denied that"}),
        ({"since": "2031-05-03", "status": "denied"}, {"denied that"}),
        ({"since": "2031-05-04"}, set()),
        ({"until": "2031-05", "status": "denied"}, {"denied that"}),
        ({"until": "2031-05-02"}, set()),
        ({"speaker": "'; DROP TABLE figure; --"}, set()),
        ({"limit": 1}, {"A strike hit the market"}),
    ],
)
def test_filters(store: Store, filters: dict[str, str], words: set[str]) -> None:
    assert {row.words for row in queries.claims(store, **filters)} == words


def test_one_report_by_the_start_of_its_id(store: Store) -> None:
    report = store.records(Report)[0]
    assert len(queries.claims(store, report=report.id[:6])) == 5
    assert queries.claims(store, report="r-none") == []


def test_statements_join_the_pieces_of_a_split_quote(store: Store) -> None:
    row = queries.statements(store, speaker="army")[0]
    assert row.content == "at least 15 fighters were killed … 3 of them by a blast"
    assert (row.stance, row.audience, row.outlet) == ("says", ("state radio",), "Daily Courier")
    assert [r.stance for r in queries.statements(store, stance="denies")] == ["denies"]


def test_reports_say_how_much_was_found(store: Store) -> None:
    row = queries.reports(store)[0]
    assert (row.statements, row.events, row.figures, row.characters) == (3, 2, 3, len(factory.TEXT))


def test_versions_of_a_toll_stand_side_by_side_and_are_never_summed(tolls: Store) -> None:
    versions = queries.toll_versions(tolls, measure="killed", place=SARN)
    assert [(v.said_by, v.day, v.low, v.high, v.words, v.outlets) for v in versions] == [
        ("narration of Veyra Radio", "2031-05-03", 27, None, ("At least 27",), ("Veyra Radio",)),
        ("The army", "2031-05-03", None, 9, ("fewer than ten",), ("Courier",)),
        ("The ministry", "2031-05-03", 41, 41, ("41",), ("Courier", "Sarn Post")),
        ("The ministry", "2031-05-04", 43, 43, ("43",), ("Courier",)),
    ]
    assert [len(v.ids) for v in versions] == [1, 1, 2, 1]


def test_the_most_contested_toll(tolls: Store) -> None:
    assert [(c.place, c.measure, c.figures, c.speakers) for c in queries.contested(tolls)] == [(SARN, "killed", 4, 3)]
    assert queries.contested(tolls, measure="injured") == []


def test_numbers_of_different_people_are_no_contest(tmp_path: Path) -> None:
    told = (
        toll(WIRE, "A", "2031-05-03", ("The ministry", "41", 41, 41), population="farmers"),
        toll(WIRE, "B", "2031-05-03", ("The army", "fewer than ten", None, 9), population="soldiers"),
    )
    with make(tmp_path / "case.duckdb", told) as store:
        assert queries.contested(store) == []


def test_words_that_only_say_people_set_no_numbers_apart(tmp_path: Path) -> None:
    told = (
        toll(WIRE, "A", "2031-05-03", ("The ministry", "41", 41, 41), population="people"),
        toll(WIRE, "B", "2031-05-03", ("The army", "fewer than ten", None, 9)),
    )
    with make(tmp_path / "case.duckdb", told) as store:
        assert [(c.population, c.figures, len(c.claims)) for c in queries.contested(store)] == [(None, 2, 2)]


@pytest.mark.parametrize(("second", "figures"), [("2031-05-05", [2]), ("2031-05-20", [])])
def test_numbers_of_days_far_apart_are_no_contest(tmp_path: Path, second: str, figures: list[int]) -> None:
    told = (
        dated(toll(WIRE, "A", "2031-05-30", ("The ministry", "41", 41, 41)), "2031-05-03"),
        dated(toll(WIRE, "B", "2031-05-30", ("The army", "fewer than ten", None, 9)), second),
    )
    with make(tmp_path / "case.duckdb", told) as store:
        assert [c.figures for c in queries.contested(store)] == figures


def test_a_number_that_tells_no_day_is_of_the_last_incident_before_it(tmp_path: Path) -> None:
    told = (
        dated(toll(WIRE, "A", "2031-05-30", ("The ministry", "41", 41, 41)), "2031-05-03"),
        dated(toll("At least 27 died in Port Sarn.", "C", "2031-05-30", ("", "At least 27", 27, None)), "2031-05-20"),
        toll(WIRE, "B", "2031-05-04", ("The army", "fewer than ten", None, 9)),
    )
    with make(tmp_path / "case.duckdb", told) as store:
        (found,) = queries.contested(store)
        assert (found.figures, str(found.first), str(found.last)) == (2, "2031-05-03", "2031-05-03")
        assert [v.said_by for v in queries.versions_of(queries.claims_by_id(store, found.claims))] == [
            "The army",
            "The ministry",
        ]


def test_what_was_replaced_and_what_gives_no_number_is_no_figure_of_its_own(tmp_path: Path) -> None:
    told = (
        toll(WIRE, "A", "2031-05-03", ("The ministry", "41", 41, 41)),
        toll(WIRE, "B", "2031-05-03", ("The army", "fewer than ten", None, 9), remarks=("superseded",)),
        toll("Many died in Port Sarn.", "C", "2031-05-03", ("", "Many", None, None)),
    )
    with make(tmp_path / "case.duckdb", told) as store:
        assert queries.contested(store) == []


def test_figures_of_a_wide_area_or_of_parts_are_no_contest(tmp_path: Path) -> None:
    parts = tuple(
        toll(
            WIRE,
            outlet,
            "2031-05-03",
            ("The ministry", "41", 41, 41),
            ("The army", "fewer than ten", None, 9),
            **fields,
        )
        for outlet, fields in (
            ("A", {"scope": "cumulative"}),
            ("B", {"relation": "part_of"}),
            ("C", {"status": "denied"}),
        )
    )
    with make(tmp_path / "case.duckdb", parts) as store:
        assert queries.contested(store) == []


def test_found_and_abstained_per_kind(store: Store) -> None:
    assert queries.summary(store) == [
        Count(kind="statement", found=3, abstained=1),
        Count(kind="event", found=2, abstained=0),
        Count(kind="figure", found=3, abstained=0),
    ]


def test_names_that_stand_for_nobody_known(store: Store) -> None:
    assert queries.unresolved_names(store) == [NameCount(name="state radio", mentions=1, reports=1)]


def test_problems_and_runs(store: Store) -> None:
    assert [problem.source for problem in queries.problems(store)] == ["b.txt"]
    assert [run.lexicon for run in queries.runs(store)] == ["lex-1"]


@pytest.mark.parametrize("question", sorted(questions.QUESTIONS))
def test_a_frame_holds_the_rows_of_its_question(tolls: Store, question: str) -> None:
    rows = getattr(queries, question)(tolls)
    assert queries.as_arrow(tolls, question).num_rows == len(rows)
    frame = queries.as_pandas(tolls, question)
    fields = msgspec.structs.fields(questions.QUESTIONS[question]().kind)
    assert list(frame.columns) == [field.name for field in fields[: frame.shape[1]]]


def test_whole_numbers_stay_whole_in_a_frame(tolls: Store) -> None:
    assert str(queries.as_pandas(tolls, "figures")["low"].dtype) == "Int64"


def test_the_order_does_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    with make(tmp_path / "one.duckdb", TOLLS) as one, make(tmp_path / "two.duckdb", TOLLS[::-1]) as two:
        assert queries.claims(one) == queries.claims(two)
        assert queries.statements(one) == queries.statements(two)
        assert list(queries.records(one)) == list(queries.records(two))
