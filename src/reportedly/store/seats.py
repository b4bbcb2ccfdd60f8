"""Where accounts and texts stand: an index of the links, by which what is near a new report is found in a few looks.

A seat is an account or the text of a report, with its group and what it is put in order by. Pages say at which keys
seats are: place, day and names of accounts, sampled runs of words of texts, each as a 64-bit number. A page holds the
keys of one bucket that came together, so that some dozens of keys need some dozens of small pages and no long column
is unpacked. All of it follows from the tables of links and can be made anew from them (`seat_anew`); what no longer
holds is taken out of `seat`, and what pages say of a number that has no seat is passed over.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportedly.model import make_id

if TYPE_CHECKING:
    import duckdb

BUCKET_BITS = 12
SHIFT = 64 - BUCKET_BITS


class SeatRow(NamedTuple):
    """A seat as it is stored; `account`, `start` and `size` as the comments of schema.sql say."""

    number: int
    report: str
    published: str
    account: str | None
    start: int | None
    size: int | None
    first: int
    score: float | None


class Seating(NamedTuple):
    """What a linking changes of the seats: whose are taken out, which come at which keys, and which change group."""

    gone: Sequence[str]
    new: Sequence[tuple[SeatRow, Collection[int]]]
    moved: Sequence[tuple[int, int, float | None]]


def entries_at(con: duckdb.DuckDBPyConnection, keys: Collection[int], most: int | None) -> dict[int, list[int]]:
    """For each of these keys the numbers of the seats at it, those among them that have no seat any more.

    With `most`, so many of each page: texts stand in a page in the order of publication, so the first of all are in it.
    """
    buckets: dict[int, list[int]] = {}
    for key in keys:
        buckets.setdefault(key >> SHIFT, []).append(key)
    sql = "SELECT bucket, body FROM page WHERE bucket IN (SELECT unnest($1))"
    found: dict[int, list[int]] = {key: [] for key in keys}
    for bucket, body in con.execute(sql, [list(buckets)]).fetchall():
        there = memoryview(body).cast("Q")
        half = len(there) // 2
        for key in buckets[bucket]:
            start, end = bisect_left(there, key, 0, half), bisect_right(there, key, 0, half)
            found[key] += there[half + start : half + (end if most is None else min(end, start + most))]
    return found


def change_seats(con: duckdb.DuckDBPyConnection, seating: Seating) -> None:
    """Take out, put in and move seats. The caller holds the transaction."""
    if seating.gone:
        con.execute("DELETE FROM seat WHERE report IN (SELECT unnest($1))", [list(seating.gone)])
        for table in ("account", "fingerprint"):
            old = f"UPDATE {table} SET seat = NULL WHERE report IN (SELECT unnest($1)) AND seat < $2"
            con.execute(old, [list(seating.gone), seating.new[0][0].number])
    if seating.moved:
        columns = [list(column) for column in zip(*seating.moved, strict=True)]
        moved = 'SELECT unnest($1) AS "number", unnest($2) AS "first", unnest($3::DOUBLE[]) AS score'
        con.execute(
            f'UPDATE seat SET "first" = m."first", score = m.score FROM ({moved}) m WHERE m."number" = seat."number"',
            columns,
        )
    _insert_seats(con, [row for row, _ in seating.new])
    pages: dict[int, list[tuple[int, int]]] = {}
    for row, keys in seating.new:
        for key in keys:
            pages.setdefault(key >> SHIFT, []).append((key, row.number))
    _insert_pages(con, ((bucket, _body(sorted(entries))) for bucket, entries in pages.items()))


def _body(entries: Sequence[tuple[int, int]]) -> bytes:
    from array import array

    return array("Q", [key for key, _ in entries]).tobytes() + array("Q", [number for _, number in entries]).tobytes()


def _insert_seats(con: duckdb.DuckDBPyConnection, rows: Sequence[SeatRow]) -> None:
    kinds = ("BIGINT", "VARCHAR", "VARCHAR", "VARCHAR", "BIGINT", "BIGINT", "BIGINT", "DOUBLE")
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        values = ", ".join(f"unnest(${n}::{kind}[])" for n, kind in enumerate(kinds, 1))
        con.execute(f"INSERT INTO seat SELECT {values}", columns)


def _insert_pages(con: duckdb.DuckDBPyConnection, pages: Iterable[tuple[int, bytes]]) -> None:
    if columns := [list(column) for column in zip(*pages, strict=True)]:
        con.execute("INSERT INTO page SELECT unnest($1), unnest($2::BLOB[])", columns)


ACCOUNTS = """
SELECT a.id, a.report, coalesce(r.published, '9999'), CAST(json_extract(a.content, '$.order[2]') AS BIGINT),
    l.b, l.score
FROM accounts a JOIN reports r ON r.id = a.report JOIN links l ON l.a = a.id AND l.relation = 'in'
ORDER BY a.id
"""
TEXTS = """
SELECT f.report, coalesce(r.published, '9999'), len(f.sample), l.b, l.score
FROM fingerprints f JOIN reports r ON r.id = f.report LEFT JOIN links l ON l.a = f.report AND l.relation = 'copies'
ORDER BY 2, 1
"""
NUMBER_ACCOUNTS = """
UPDATE account SET seat = s."number" FROM seat s JOIN linked_now l USING (report)
WHERE s.account = account.id AND account.linking = l.linking
"""
NUMBER_TEXTS = """
UPDATE fingerprint SET seat = s."number" FROM seat s JOIN linked_now l USING (report)
WHERE s.account IS NULL AND fingerprint.report = s.report AND fingerprint.linking = l.linking
"""
KEYS = """
SELECT seat AS "number", unnest("keys") AS "key" FROM account WHERE seat IS NOT NULL
UNION ALL SELECT seat, unnest(sample) FROM fingerprint WHERE seat IS NOT NULL
"""


def seat_anew(con: duckdb.DuckDBPyConnection) -> None:
    """Make all seats and pages of the links that the case holds. The caller holds the transaction."""
    con.execute("UPDATE account SET seat = NULL WHERE seat IS NOT NULL")
    con.execute("UPDATE fingerprint SET seat = NULL WHERE seat IS NOT NULL")
    con.execute("DELETE FROM seat")
    con.execute("DELETE FROM page")
    accounts, texts = con.execute(ACCOUNTS).fetchall(), con.execute(TEXTS).fetchall()
    founders = {make_id("incident", row[0]): n for n, row in enumerate(accounts, 1)}
    numbers = {row[0]: n for n, row in enumerate(texts, len(accounts) + 1)}
    _insert_seats(con, [_account_row(n, row, founders) for n, row in enumerate(accounts, 1)])
    _insert_seats(con, [_text_row(numbers[row[0]], row, numbers) for row in texts])
    con.execute(NUMBER_ACCOUNTS)
    con.execute(NUMBER_TEXTS)
    _insert_pages(con, _pages(con))


def _account_row(
    number: int, row: tuple[str, str, str, int, str, float | None], founders: Mapping[str, int]
) -> SeatRow:
    account, report, published, start, incident, score = row
    return SeatRow(number, report, published, account, start, None, founders[incident], score)


def _text_row(number: int, row: tuple[str, str, int, str | None, float | None], numbers: Mapping[str, int]) -> SeatRow:
    report, published, size, first, score = row
    return SeatRow(number, report, published, None, None, size, numbers[first or report], score)


def _pages(con: duckdb.DuckDBPyConnection) -> Iterable[tuple[int, bytes]]:
    import numpy as np

    entries = con.execute(KEYS).fetchnumpy()
    keys, numbers = np.asarray(entries["key"], dtype=np.uint64), np.asarray(entries["number"], dtype=np.uint64)
    order = np.lexsort((numbers, keys))
    keys, numbers = keys[order], numbers[order]
    buckets = (keys >> np.uint64(SHIFT)).astype(np.int64)
    starts = np.flatnonzero(np.diff(buckets, prepend=-1)).tolist()
    for start, end in pairwise([*starts, len(keys)]):
        yield int(buckets[start]), keys[start:end].tobytes() + numbers[start:end].tobytes()
