"""The one door to DuckDB: a case file that is only ever added to.

`add` keeps a report and all its records in one transaction; `records` gives the current state back as typed records;
`rows` and `arrow` answer the SQL of named questions. Tables are described in schema.sql, views in views.sql.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
import msgspec

from reportedly.errors import CaseError, InputError
from reportedly.model import (
    Abstention,
    Analysis,
    AnyRecord,
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
from reportedly.partitions.columns import is_storable
from reportedly.store.linkings import AccountRow, Fingerprint, add_linking
from reportedly.store.opening import connect, create, explain, transaction
from reportedly.store.parquet import insert_problems, load_partition
from reportedly.store.seats import Seating, entries_at, seat_anew
from reportedly.store.spread import LISTS, settle

if TYPE_CHECKING:
    import pyarrow

T = TypeVar("T")
Params = Sequence[object] | dict[str, object]

# Reports kept whole before their records are spread over the tables: at 64 the cost of spreading is under 5 ms a
# report, and a question asked after a killed run settles what it left in well under a second.
SPREAD_AFTER = 64
VIEWS: dict[type, str] = {
    Statement: "statements",
    Event: "events",
    Figure: "figures",
    Abstention: "abstentions",
    Wording: "wordings",
    Ref: "names",
    TimeRef: "times",
    PlaceRef: "places",
}
PLAIN_VIEWS: dict[type, str] = {
    Report: "reports",
    Run: "runs",
    Problem: "problems",
    Link: "links",
    Judgement: "judgements",
}
KNOWN_PROBLEM = "source = $1 AND place = $2 AND reason = $3"
CLAIM_ORDER = 'published NULLS LAST, outlet NULLS LAST, report, "start", id'


class Store:
    """An open case file. Make one with `open_store`; it is a context manager."""

    def __init__(self, path: Path, con: duckdb.DuckDBPyConnection, *, write: bool) -> None:
        self.path, self.write = path, write
        self._con = con
        self._run: Run | None = None
        self._run_is_stored = False
        self._held: list[Problem] = []
        self._waiting = 0
        self._number = self._last_number() if write else 0

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Spread what waits and let go of the file."""
        if self.write and self._waiting:
            self.settle()
        self._con.close()

    def begin_run(self, run: Run) -> None:
        """What is added from now on belongs to `run`. The run itself is stored with the first thing it adds."""
        self._run, self._run_is_stored, self._held = run, False, []

    def finish_run(self, run: Run) -> None:
        """Store the end of the run, unless it had nothing to add."""
        self.settle()
        if self._run_is_stored:
            self._execute(*_insert("run", run))
        self._run = None

    def add(self, analysis: Analysis) -> None:
        """Keep a report and its records, in one transaction. InputError when a value fits no column."""
        text = _encode_analysis(analysis)
        run = self._current_run()
        with transaction(self._con):
            self._store_run()
            self._con.execute("INSERT INTO intake VALUES ($1, $2, $3)", [self._number + 1, run.id, text])
        self._number += 1
        self._waiting += 1
        if self._waiting >= SPREAD_AFTER:
            self.settle()

    def add_problem(self, problem: Problem) -> None:
        """Keep what could not be read. One that the case knows is stored again only by a run that adds something."""
        run = self._current_run()
        if not self._run_is_stored and self.records(
            Problem, KNOWN_PROBLEM, [problem.source, problem.place, problem.reason]
        ):
            self._held.append(problem)
            return
        with transaction(self._con):
            self._store_run()
            self._store_problem(run, problem)

    def add_partition(self, path: Path, numbers: Sequence[int]) -> dict[str, int]:
        """Keep rows of a partition, by their numbers, in one transaction; how many records they hold."""
        run = self._current_run()
        readings = [(number, self._number + place) for place, number in enumerate(numbers, 1)]
        try:
            with transaction(self._con):
                self._store_run()
                counts = load_partition(self._con, path, run.id, readings)
        except duckdb.Error as error:
            raise explain(error, self.path) from error
        self._number += len(numbers)
        return counts

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Keep all that a run met, in one transaction; nothing when the case knows each and the run added nothing."""
        run = self._current_run()
        known = {(p.source, p.place, p.reason) for p in self.records(Problem)} if not self._run_is_stored else set()
        if not self._run_is_stored and all((p.source, p.place, p.reason) in known for p in problems):
            return
        with transaction(self._con):
            self._store_run()
            insert_problems(self._con, run.id, problems)

    def add_records(self, records: Sequence[Link | Judgement]) -> None:
        """Keep links or judgements, in one transaction."""
        with transaction(self._con):
            for record in records:
                self._con.execute(*_insert("link" if isinstance(record, Link) else "judgement", record))

    def add_linking(
        self,
        rule: str,
        readings: Mapping[str, int],
        accounts: Sequence[AccountRow],
        prints: Sequence[Fingerprint],
        links: Sequence[Link],
        seating: Seating | None = None,
    ) -> None:
        """Keep what a linking of these readings (report to reading) has found, in one transaction.

        Without a `seating`, where accounts and texts stand is worked out anew for the whole case.
        """
        with transaction(self._con):
            add_linking(self._con, rule, readings, accounts, prints, links, seating)

    def seat_anew(self) -> None:
        """Make all seats and their pages, in one transaction: for a case that an older program has linked."""
        with transaction(self._con):
            seat_anew(self._con)

    def entries_at(self, keys: Collection[int], most: int | None = None) -> dict[int, list[int]]:
        """For each of these keys the numbers of the seats at it; with `most`, of texts the first, so many or more."""
        return entries_at(self._con, keys, most)

    def add_search(self, name: str, address: str | None, who: str, when: str) -> None:
        """Keep a search under a name; no address removes the one of that name."""
        number = 'SELECT coalesce(max("number"), 0) + 1 FROM search'
        self._execute(f"INSERT INTO search VALUES (({number}), $1, $2, $3, $4)", [name, address, who, when])

    def settle(self) -> None:
        """Spread the records of waiting reports over the tables."""
        try:
            settle(self._con)
        except duckdb.Error as error:
            raise explain(error, self.path) from error
        self._waiting = 0

    def known(self, program: str, lexicon: str, model: str) -> set[str]:
        """Ids of the reports whose current reading was made by this program with these word lists and this model."""
        same = "program = $1 AND lexicon = $2 AND model = $3"
        sql = f"SELECT report FROM readings g JOIN runs r ON r.id = g.run WHERE {same}"
        return {row[0] for row in self._execute(sql, [program, lexicon, model])}

    def records(self, kind: type[T], where: str = "true", params: Params = ()) -> list[T]:
        """Current records of a kind, in the order of report, then text."""
        if kind in VIEWS:
            sql = (
                f"SELECT {json_of(kind, 't')} FROM {VIEWS[kind]} t JOIN readings g ON g.reading = t.reading "
                f"JOIN reports r ON r.id = g.report WHERE {where} "
                "ORDER BY r.published NULLS LAST, r.outlet NULLS LAST, r.id, t.n"
            )
        else:
            order = ", ".join(f't."{field}" NULLS LAST' for field in ORDER_OF[kind])
            sql = f"SELECT {json_of(kind, 't')} FROM {PLAIN_VIEWS[kind]} t WHERE {where} ORDER BY {order}"
        decoder = msgspec.json.Decoder(kind)
        return [decoder.decode(row[0]) for row in self._execute(sql, params)]

    def readings_of(self, kind: type[T], where: str, params: Params) -> list[tuple[T, str, bool]]:
        """Records of every reading, newest reading first: the record, its run, and whether its reading is current."""
        table = LISTS[VIEWS[kind]]
        sql = (
            f'SELECT {json_of(kind, "t")}, g.run, t.reading IN (SELECT reading FROM readings) FROM "{table}" t '
            f'JOIN reading g ON g."number" = t.reading WHERE {where} ORDER BY t.reading DESC, t.n'
        )
        decoder = msgspec.json.Decoder(kind)
        return [(decoder.decode(row[0]), row[1], row[2]) for row in self._execute(sql, params)]

    def rows(self, sql: str, params: Params, kind: type[T]) -> list[T]:
        """The answer to a question, each row as a `kind` whose fields have the names of the columns."""
        decoder = msgspec.json.Decoder(kind)
        return [decoder.decode(row[0]) for row in self._execute(f"SELECT to_json(q) FROM ({sql}) q", params)]

    def stream(self, sql: str, params: Params = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of a long answer, a few thousand at a time."""
        cursor = self._con.cursor()
        cursor.execute("USE case_file")
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(2048):
            yield from rows

    def answer(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """Rows of a short answer, all at once."""
        return self._execute(sql, params)

    def arrow(self, sql: str, params: Params) -> pyarrow.Table:
        """The answer to a question as an Arrow table."""
        try:
            return self._con.sql(sql, params=params).to_arrow_table()
        except duckdb.Error as error:
            raise explain(error, self.path) from error

    def _execute(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        try:
            return self._con.execute(sql, params).fetchall()
        except duckdb.Error as error:
            raise explain(error, self.path) from error

    def _current_run(self) -> Run:
        if self._run is None:
            raise CaseError(f"{self.path}: nothing can be added outside of a run; call begin_run first")
        return self._run

    def _store_run(self) -> None:
        if self._run and not self._run_is_stored:
            self._con.execute(*_insert("run", self._run))
            for problem in self._held:
                self._store_problem(self._run, problem)
            self._run_is_stored = True

    def _store_problem(self, run: Run, problem: Problem) -> None:
        values = [run.id, problem.source, problem.place, problem.reason]
        self._con.execute("INSERT INTO problem VALUES ($1, $2, $3, $4)", values)

    def _last_number(self) -> int:
        both = 'SELECT "number" FROM reading UNION ALL SELECT "number" FROM intake'
        sql = f'SELECT coalesce(max("number"), 0) FROM ({both})'
        return int(self._execute(sql)[0][0])


ORDER_OF: dict[type, tuple[str, ...]] = {
    Report: ("published", "outlet", "id"),
    Run: ("started", "id"),
    Problem: ("source", "place", "reason"),
    Link: ("a", "b", "relation", "reasons"),
    Judgement: ("when", "id"),
}


def open_store(path: str | Path, *, write: bool = False, make: bool = False) -> Store:
    """Open a case file; with `make`, make it when there is none. CaseError is one sentence that says what to do."""
    place = Path(path)
    if make:
        create(place)
    return Store(place, connect(place, write=write), write=write)


def json_of(kind: type, alias: str) -> str:
    """SQL that gives a row as the JSON of a record type, with its `type` where the type has one."""
    tag = kind.__struct_config__.tag  # type: ignore[attr-defined]
    pairs = [f"'type', '{tag}'"] if tag else []
    pairs += [f"'{field.encode_name}', {alias}.\"{field.name}\"" for field in msgspec.structs.fields(kind)]
    return f"CAST(json_object({', '.join(pairs)}) AS VARCHAR)"


def _insert(table: str, record: AnyRecord) -> tuple[str, list[object]]:
    """One row, for what comes one at a time."""
    names = [field.name for field in msgspec.structs.fields(record)]
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    values = [getattr(record, name) for name in names]
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})", [list(v) if isinstance(v, tuple) else v for v in values]


def _encode_analysis(analysis: Analysis) -> str:
    source, report = analysis.report.source or "", analysis.report.id
    if not is_storable(analysis):
        raise InputError(source, f"report {report}", "a number in it is too large to store")
    try:
        return msgspec.json.encode(analysis).decode()
    except UnicodeEncodeError as error:
        raise InputError(source, f"report {report}", "the text holds half a character (a lone surrogate)") from error
