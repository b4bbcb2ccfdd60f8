"""A folder of partitions as a case: its records as tables to ask, or loaded into a case file.

Asked where they lie, partitions are views over their Parquet files in a database in memory; every question works on
them, and nothing can be added. Loaded, they become readings of a run, a partition a transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import msgspec

from reportedly.errors import CaseError
from reportedly.model import Problem, Run, make_id
from reportedly.partitions import Job, manifests, read_job
from reportedly.store.spread import LISTS, columns_of, report_parts, shape_of


def run_of(job: Job) -> Run:
    """The run that wrote a folder of partitions."""
    run_id = make_id("run", job.program, job.lexicon, job.model, job.started)
    return Run(id=run_id, program=job.program, lexicon=job.lexicon, model=job.model, started=job.started)


def attach_folder(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Put the partitions of a folder in the place of the empty tables of a new case.

    A report that is in several partitions is taken from the first. CaseError when it is no folder of partitions.
    """
    job = read_job(folder)
    run = run_of(job)
    problems = list(job.problems)
    counts: dict[str, int] = {}
    for manifest in manifests(folder):
        problems += manifest.problems
        for name, number in manifest.counts.items():
            counts[name] = counts.get(name, 0) + number
    names = [field.name for field in msgspec.structs.fields(Run)]
    row = {**{name: getattr(run, name) for name in names}, "counts": counts}
    marks = ", ".join("?" * len(names))
    con.execute(f"INSERT INTO run ({', '.join(names)}) VALUES ({marks})", [row[name] for name in names])
    insert_problems(con, run.id, problems)
    if next(folder.glob("*-*.parquet"), None) is None:
        return
    source = f"read_parquet({_quote(_pattern(folder))})"
    con.execute(
        f"INSERT INTO reading SELECT number, $1, id FROM {source} "
        "QUALIFY row_number() OVER (PARTITION BY id ORDER BY number) = 1 ORDER BY number",
        [run.id],
    )
    kept = f"(SELECT * FROM {source} WHERE number IN (SELECT reading.number FROM reading))"
    for field, table in LISTS.items():
        select = f"SELECT number AS reading, n, {_fields(con, table)} FROM ({_unnested(con, field, table, kept)})"
        con.execute(f'DROP TABLE "{table}"')
        con.execute(f'CREATE VIEW "{table}" AS {select}')
    names_of = ", ".join(f'"{name}"' for name, _ in columns_of(con, "report"))
    con.execute("DROP TABLE report")
    con.execute(f"CREATE VIEW report AS SELECT number AS reading, {names_of} FROM {kept}")


def load_partition(
    con: duckdb.DuckDBPyConnection, path: Path, run: str, numbers: Sequence[tuple[int, int]]
) -> dict[str, int]:
    """Insert some reports of a partition with their records; how many records of each kind that were.

    `numbers` are the rows to take, by their number in the folder, each with the number of its reading. The caller
    holds the transaction.
    """
    source = f"read_parquet({_quote(str(path))})"
    con.execute("CREATE OR REPLACE TEMP TABLE incoming (row_number BIGINT, reading BIGINT)")
    _insert(con, "incoming", [[row for row, _ in numbers], [reading for _, reading in numbers]])
    kept = f"(SELECT p.*, i.reading AS taken FROM {source} p JOIN incoming i ON i.row_number = p.number)"
    con.execute(f"INSERT INTO reading SELECT taken, $1, id FROM {kept} ORDER BY taken", [run])
    con.execute(REPORTS.format(kept=kept, **report_parts(con)))
    counts = {}
    for field, table in LISTS.items():
        names = ", ".join(f'"{name}"' for name, _ in columns_of(con, table))
        select = _unnested(con, field, table, kept, "taken")
        done = con.execute(
            f'INSERT INTO "{table}" (reading, n, {names}) SELECT number, n, {_fields(con, table)} FROM ({select}) '
            "ORDER BY number, n"
        ).fetchone()
        counts[field] = int(done[0]) if done else 0
    con.execute("DROP TABLE incoming")
    return counts


# As in spread.py: a report is stored again only when something about it was read differently than last time.
REPORTS = """
INSERT INTO report (reading, {names})
SELECT i.taken, {values}
FROM (SELECT taken, CAST(struct_pack({packed}) AS {plain_shape}) AS r FROM {kept}) i
WHERE NOT EXISTS (
    SELECT 1 FROM (
        SELECT * FROM report WHERE id IN (SELECT id FROM {kept})
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY reading DESC) = 1
    ) o WHERE {same}
)
ORDER BY i.taken
"""


def insert_problems(con: duckdb.DuckDBPyConnection, run: str, problems: Iterable[Problem]) -> None:
    """Insert what a run could not read."""
    rows = [(run, p.source, p.place, p.reason) for p in problems]
    _insert(con, "problem", [list(column) for column in zip(*rows, strict=True)])


def _insert(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Sequence[object]]) -> None:
    """Rows given as columns, by way of Arrow."""
    if not columns or not columns[0]:
        return
    import pyarrow

    names = [f"c{n}" for n in range(len(columns))]
    con.register("incoming_rows", pyarrow.table(dict(zip(names, map(pyarrow.array, columns), strict=True))))
    try:
        con.execute(f"INSERT INTO {table} SELECT {', '.join(names)} FROM incoming_rows")
    finally:
        con.unregister("incoming_rows")


def _unnested(con: duckdb.DuckDBPyConnection, field: str, table: str, source: str, number: str = "number") -> str:
    """SQL for the records of a list, one a row: the number of their reading, their place in the list, the record."""
    shape = shape_of(columns_of(con, table))
    return (
        f'SELECT {number} AS number, n, CAST(j AS {shape}) AS r FROM (SELECT {number}, unnest("{field}") AS j, '
        f'generate_subscripts("{field}", 1) - 1 AS n FROM {source})'
    )


def _fields(con: duckdb.DuckDBPyConnection, table: str) -> str:
    return ", ".join(f'r."{name}" AS "{name}"' for name, _ in columns_of(con, table))


def _pattern(folder: Path) -> str:
    """The Parquet files of a folder, whatever marks its name holds."""
    return re.sub(r"([*?\[])", r"[\1]", str(folder)) + "/*-*.parquet"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def read_only(folder: Path) -> CaseError:
    """The refusal to add to partitions."""
    return CaseError(
        f"{folder} holds partitions, which are only read; bring them into a case file with: reportedly load {folder}"
    )
