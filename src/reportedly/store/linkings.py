"""Writing what a linking found: many rows at once, by way of Arrow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reportedly.store.seats import Seating, change_seats, seat_anew

if TYPE_CHECKING:
    import duckdb

    from reportedly.model import Link


class AccountRow(NamedTuple):
    """An account as it is stored: the whole of it as JSON in `content`, and what it is found by."""

    report: str
    id: str
    content: str
    family: str
    first: int | None
    last: int | None
    several: bool
    keys: Sequence[int]
    seat: int | None = None


class Fingerprint(Protocol):
    """A sample of a report's text."""

    @property
    def report(self) -> str:
        """The report it is of."""

    @property
    def sample(self) -> Collection[int]:
        """The sampled runs."""


def add_linking(
    con: duckdb.DuckDBPyConnection,
    rule: str,
    readings: Mapping[str, int],
    accounts: Sequence[AccountRow],
    prints: Sequence[Fingerprint],
    links: Sequence[Link],
    seating: Seating | None,
) -> None:
    """Insert a linking with all its rows; without a `seating` make all seats anew. The caller holds the transaction."""
    row = con.execute('SELECT coalesce(max("number"), 0) + 1 FROM linking').fetchone()
    number = row[0] if row else 1
    con.execute("INSERT INTO linking VALUES ($1, $2)", [number, rule])
    version = rule.rpartition(" ")[2]
    _insert(con, "linked", [[number] * len(readings), list(readings), list(readings.values())])
    columns: list[Sequence[object]] = [list(c) for c in zip(*accounts, strict=True)] or [[]]
    _insert(con, "account", [[number] * len(accounts), *columns])
    samples = [sorted(p.sample) for p in prints]
    texts = {row.report: row.number for row, _ in seating.new if row.account is None} if seating else {}
    seats = [texts.get(p.report) for p in prints]
    versions = [version] * len(prints)
    _insert(con, "fingerprint", [[number] * len(prints), [p.report for p in prints], versions, samples, seats])
    fields = ("a", "b", "relation", "reasons", "score", "rule")
    columns = [[list(v) if isinstance(v := getattr(link, f), tuple) else v for link in links] for f in fields]
    _insert(con, "link", [[number] * len(links), *columns])
    if seating is None:
        seat_anew(con)
    else:
        change_seats(con, seating)


# Rows that are as quick to insert one by one: loading Arrow, which loads pandas, takes longer than they do.
FEW = 50


def _insert(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Sequence[object]]) -> None:
    """Rows given as columns, in the order of the table's own."""
    if not columns[0]:
        return
    if len(columns[0]) <= FEW:
        places = ", ".join("?" * len(columns))
        con.executemany(f"INSERT INTO {table} VALUES ({places})", [list(row) for row in zip(*columns, strict=True)])
        return
    import pyarrow

    types = {
        "account": {5: pyarrow.int64(), 6: pyarrow.int64(), 8: pyarrow.list_(pyarrow.uint64()), 9: pyarrow.int64()},
        "fingerprint": {3: pyarrow.list_(pyarrow.uint64()), 4: pyarrow.int64()},
        "link": {4: pyarrow.list_(pyarrow.string()), 5: pyarrow.float64()},
    }
    arrays = [pyarrow.array(column, types.get(table, {}).get(n)) for n, column in enumerate(columns)]
    names = [f"c{n}" for n in range(len(arrays))]
    con.register("linking_rows", pyarrow.table(dict(zip(names, arrays, strict=True))))
    try:
        con.execute(f"INSERT INTO {table} SELECT {', '.join(names)} FROM linking_rows")
    finally:
        con.unregister("linking_rows")
