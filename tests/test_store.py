"""The case file: its tables agree with the records, it takes any record and gives it back, and nothing breaks it."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import duckdb
import factory
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from old_schema import make_v1

from reportedly.audit import verify
from reportedly.errors import CaseError, InputError
from reportedly.model import (
    Abstention,
    Analysis,
    Event,
    Figure,
    Judgement,
    Link,
    PlaceRef,
    Problem,
    Ref,
    Report,
    Run,
    Statement,
    TimeRef,
    Wording,
)
from reportedly.store import Store, migrate, open_store, opening
from reportedly.store.spread import BOOKKEEPING

TABLES: dict[str, type] = {
    "report": Report,
    "statement": Statement,
    "event": Event,
    "figure": Figure,
    "abstention": Abstention,
    "name": Ref,
    "time": TimeRef,
    "place": PlaceRef,
    "link": Link,
    "judgement": Judgement,
    "problem": Problem,
    "run": Run,
}
PLAIN_TYPES = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", dt.date: "DATE"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a case file may be made."""
    return tmp_path / "case.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An empty case, open for writing."""
    with open_store(path, write=True, make=True) as opened:
        opened.begin_run(factory.run())
        yield opened


def sql_type(hint: Any) -> str:
    """The SQL type that holds a field of this Python type."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is Literal:
        return "VARCHAR"
    if get_origin(hint) is tuple:
        return f"{sql_type(get_args(hint)[0])}[]"
    if get_origin(hint) is dict:
        return f"MAP({', '.join(sql_type(part) for part in get_args(hint))})"
    if hint in PLAIN_TYPES:
        return PLAIN_TYPES[hint]
    hints = get_type_hints(hint)
    return f"STRUCT({', '.join(f'{name} {sql_type(hints[name])}' for name in fields_of(hint))})"


def fields_of(kind: type) -> list[str]:
    return [field.name for field in msgspec.structs.fields(kind)]


def catalog(con: Store) -> list[tuple[Any, ...]]:
    """Every column of every table and view, with type and comment."""
    return list(
        con.stream("""
            SELECT c.table_name, c.column_name, c.data_type, c.is_nullable, c.comment FROM duckdb_columns() c
            WHERE c.database_name = 'case_file' ORDER BY c.table_name, c.column_index
        """)
    )


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_fields_of_its_record(store: Store, table: str) -> None:
    bookkeeping = {"report": ("reading",), "problem": ("run",), "link": ("linking",)}.get(table, BOOKKEEPING)
    found = {row[1]: row[2].replace('"', "") for row in catalog(store) if row[0] == table and row[1] not in bookkeeping}
    hints = get_type_hints(TABLES[table])
    assert found == {name: sql_type(hints[name]) for name in fields_of(TABLES[table])}


def test_every_table_view_and_column_says_what_it_holds(store: Store) -> None:
    tables = set(store.stream("SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'case_file'"))
    views = set(
        store.stream("SELECT view_name, comment FROM duckdb_views() WHERE database_name = 'case_file' AND NOT internal")
    )
    assert {name for name, comment in tables | views if not comment} == set()
    silent = {(row[0], row[1]) for row in catalog(store) if not row[4] and row[0] in {name for name, _ in tables}}
    assert silent == set()


def everything(store: Store, report: str) -> Analysis:
    """The analysis of a report as the case gives it back."""
    parts = {
        name: tuple(store.records(kind, "g.report = $1", [report]))
        for name, kind in (
            ("statements", Statement),
            ("events", Event),
            ("figures", Figure),
            ("abstentions", Abstention),
            ("wordings", Wording),
            ("names", Ref),
            ("times", TimeRef),
            ("places", PlaceRef),
        )
    }
    return Analysis(report=store.records(Report, "t.id = $1", [report])[0], **parts)


def test_gives_back_what_it_was_given(store: Store) -> None:
    analysis = factory.full_analysis()
    store.add(analysis)
    store.settle()
    assert everything(store, analysis.report.id) == analysis


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type."""
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(values(part) for part in get_args(hint)))
    if hint is type(None):
        return st.none()
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=2).map(tuple)
    if get_origin(hint) is dict:
        return st.dictionaries(st.text(max_size=5), values(get_args(hint)[1]), max_size=2)
    simple = {
        str: st.text(max_size=8),
        int: st.integers(-(2**63) + 1, 2**63 - 1),
        float: st.floats(allow_nan=False, allow_infinity=False),
        dt.date: st.dates(),
    }
    return simple[hint] if hint in simple else records(hint)


def records(kind: type) -> st.SearchStrategy[Any]:
    """Any record of a type."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: values(hints[name]) for name in fields_of(kind)})


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_gives_back_any_record(store: Store, data: st.DataObject) -> None:
    """Records of any content, with odd Unicode, control characters and extreme numbers."""
    report = factory.report(data.draw(st.text()), url=data.draw(st.text()))
    lists = {
        name: data.draw(st.lists(records(kind), max_size=2).map(tuple)) for name, kind in LISTS_OF_ANALYSIS.items()
    }
    analysis = Analysis(report=report, **lists)
    store.add(analysis)
    store.settle()
    assert everything(store, report.id) == analysis


LISTS_OF_ANALYSIS: dict[str, type] = {
    "statements": Statement,
    "events": Event,
    "figures": Figure,
    "abstentions": Abstention,
    "names": Ref,
    "times": TimeRef,
    "places": PlaceRef,
}


@pytest.mark.parametrize(
    ("text", "low", "reason"), [("half \ud800 of it", 1, "half a character"), ("many", 10**30, "too large to store")]
)
def test_what_no_column_can_hold_is_an_input_error_and_stores_nothing(
    store: Store, text: str, low: int, reason: str
) -> None:
    report = factory.report(text)
    with pytest.raises(InputError, match=reason):
        store.add(Analysis(report=report, figures=(factory.figure(report, text[:4], low, None),)))
    store.settle()
    assert store.records(Report) == store.records(Run) == []


def test_a_later_reading_is_shown_and_the_earlier_one_kept(store: Store) -> None:
    analysis = factory.full_analysis()
    store.add(analysis)
    store.finish_run(factory.run(finished="later"))
    second = factory.run(lexicon="lex-2", started="2031-06-01")
    store.begin_run(second)
    better = msgspec.structs.replace(analysis, events=analysis.events[:1], figures=())
    store.add(better)
    store.finish_run(second)
    assert everything(store, analysis.report.id) == better
    assert store.known("0.1.0", "lex-2", "model 1") == {analysis.report.id}
    assert store.known("0.1.0", "lex-1", "model 1") == set()
    assert next(store.stream("SELECT count(*) FROM report")) == (1,)
    assert [current for _, _, current in store.readings_of(Event, "true", ())] == [True, False, False]


def test_a_report_is_stored_again_when_something_about_it_changed(store: Store) -> None:
    analysis = factory.full_analysis()
    store.add(analysis)
    retitled = msgspec.structs.replace(
        analysis, report=msgspec.structs.replace(analysis.report, title="Strike in Port Sarn")
    )
    for version in (retitled, analysis):
        store.add(version)
        store.settle()
        assert store.records(Report) == [version.report]


def test_a_run_that_adds_nothing_leaves_no_trace(store: Store) -> None:
    store.finish_run(factory.run(finished="later"))
    assert store.records(Run) == []


def test_a_run_is_one_row_with_its_end(store: Store) -> None:
    store.add(factory.full_analysis())
    store.finish_run(factory.run(finished="later", counts={"reports": 1}))
    assert [(run.finished, run.counts) for run in store.records(Run)] == [("later", {"reports": 1})]


def test_a_problem_is_kept_until_its_source_is_read(store: Store) -> None:
    problem = Problem(source="a.txt", place="line 7", reason="broken")
    store.add_problem(problem)
    store.finish_run(factory.run())
    store.begin_run(factory.run(started="2031-06-01"))
    store.add_problem(problem)  # known: alone it is no reason to keep the run
    assert store.records(Problem) == [problem]
    assert len(store.records(Run)) == 1
    store.add(factory.full_analysis(source="a.txt"))  # keeps the run, and that it met the problem again
    store.finish_run(factory.run(started="2031-06-01"))
    assert store.records(Problem) == [problem]
    store.begin_run(factory.run(started="2031-07-01"))
    store.add(factory.full_analysis(source="a.txt", url="https://courier.example/2"))
    store.finish_run(factory.run(started="2031-07-01"))
    assert store.records(Problem) == []


def test_adding_outside_of_a_run_says_so(store: Store) -> None:
    store.finish_run(factory.run())
    with pytest.raises(CaseError, match="call begin_run first"):
        store.add(factory.full_analysis())


def test_what_a_killed_run_left_in_the_intake_is_there_for_the_next_reader(path: Path) -> None:
    with open_store(path, write=True, make=True) as store:
        store.begin_run(factory.run())
        store.add(factory.full_analysis())
        store._waiting = 0  # as if the program had been killed: close() spreads nothing
    with open_store(path) as store:
        assert len(store.records(Figure)) == 3


def test_an_old_case_migrates_and_keeps_its_records(path: Path, tmp_path: Path) -> None:
    make_v1(path)
    with open_store(path) as store, open_store(tmp_path / "new.duckdb", make=True) as new:
        assert catalog(store) == catalog(new)
        assert [s.id for s in store.records(Statement)] == ["s-1"]
        assert {r.id for r in store.records(Report)} == {"r-a", "r-b"}
        assert store.records(Abstention) == []
        taken = [n for (n,) in store.stream("SELECT version FROM migration ORDER BY version")]
        assert taken == list(range(1, migrate.SCHEMA_VERSION + 1))


def test_a_step_that_fails_leaves_the_case_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_v1(path)
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "STEPS", ((2, "CREATE TABLE half (i INTEGER); SELECT * FROM nowhere"),))
        with pytest.raises(CaseError, match="nowhere"):
            open_store(path)
    with open_store(path) as store:
        assert "half" not in {row[0] for row in catalog(store)}
        assert "abstention" in {row[0] for row in catalog(store)}


def text_file(path: Path) -> None:
    path.write_text("not a case " * 500)


def other_database(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE shopping (item VARCHAR)")


def newer_case(path: Path) -> None:
    with open_store(path, write=True, make=True) as store:
        store._con.execute("INSERT INTO migration VALUES (99, '9.9')")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "does not exist; make it with: reportedly read PATH --db"),
        (text_file, "is not a case file; name another with --db"),
        (other_database, "is a DuckDB file, but no case file"),
        (newer_case, f"has schema 99, newer than the {migrate.SCHEMA_VERSION} known here; update reportedly"),
        (folder, "is a folder"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_sentence(path: Path, make: Any, message: str) -> None:
    make(path)
    with pytest.raises(CaseError, match=message) as caught:
        open_store(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_case_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="is no folder"):
        open_store(tmp_path / "nowhere" / "case.duckdb", write=True, make=True)


def test_making_a_case_never_replaces_a_file(path: Path) -> None:
    path.write_text("mine")
    opening.create(path)
    draft = path.with_name("draft")
    draft.write_text("new")
    opening._put_in_place(draft, path)
    assert path.read_text() == "mine"


def test_a_case_stays_readable_by_the_oldest_duckdb_promised(path: Path) -> None:
    open_store(path, write=True, make=True).close()
    with open_store(path, write=True) as store:
        store.begin_run(factory.run())
        store.add(factory.full_analysis())
    with open_store(path) as store:
        row = next(store.stream("SELECT * FROM duckdb_databases() WHERE database_name = 'case_file'"))
        assert {"storage_version": f"{opening.STORAGE_VERSION}+"} in row


def test_a_case_in_use_names_the_process(path: Path) -> None:
    with open_store(path, write=True, make=True):
        program = f"from reportedly.store import open_store\nopen_store({str(path)!r})"
        result = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, env=environment(), check=False
        )
    assert f"is in use by another program (process {os.getpid()}); wait for it to end" in result.stderr


def test_several_programs_may_ask_at_once(path: Path) -> None:
    open_store(path, write=True, make=True).close()
    with open_store(path):
        program = f"from reportedly.store import open_store\nopen_store({str(path)!r})"
        assert subprocess.run([sys.executable, "-c", program], env=environment(), check=False).returncode == 0


def test_killed_at_any_moment_the_case_holds_every_report_that_was_said_to_be_stored(path: Path) -> None:
    """kill -9 while the file is made, while reports are added and while they are spread over the tables."""
    safe: list[int] = []
    for wait, acknowledged in ((0.25, 0), (0.0, 1), (0.0, 2), (0.0, 3), (0.002, 4), (0.03, 6), (0.05, 9)):
        safe += write_until_killed(path, len(safe) and safe[-1] + 2, wait, acknowledged)
        if not path.exists():
            continue
        with open_store(path) as store:
            urls = {report.url for report in store.records(Report)}
            assert {f"https://courier.example/{number}" for number in safe} <= urls
            check = verify(store)
            assert check.faults == ()
            whole = len(store.records(Figure)), len(store.records(Ref)), len(store.records(Abstention))
            assert whole == (3 * len(urls), 3 * len(urls), len(urls))
    assert len(safe) > 20


def write_until_killed(path: Path, first: int, wait: float, acknowledged: int) -> list[int]:
    """Start a writer, kill it `wait` seconds after some reports were said to be stored; all that it said."""
    command = [sys.executable, str(Path(__file__).with_name("killed_writer.py")), str(path), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as writer:
        assert writer.stdout
        said = [writer.stdout.readline() for _ in range(acknowledged)]
        time.sleep(wait)
        writer.kill()
        said += writer.stdout.readlines()
    return [int(line) for line in said if line.endswith("\n")]


def environment() -> dict[str, str]:
    """Where a program started by a test finds the package and the helpers of the tests."""
    package = Path(open_store.__code__.co_filename).parents[2]
    return os.environ | {"PYTHONPATH": f"{package}{os.pathsep}{Path(__file__).parent}"}
