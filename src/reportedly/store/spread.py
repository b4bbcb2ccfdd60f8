"""From the intake to the tables: the records of many reports at once.

Writing a report into nine wide tables costs DuckDB some 50 ms whatever its size, more than reading it. So a report and
its records are first kept whole, as one row in one transaction, and spread over the tables some dozens at a time, in
one transaction again. A program killed in between loses nothing: whoever opens the file next settles what is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# Each list of an Analysis and the table that takes it.
LISTS = {
    "statements": "statement",
    "events": "event",
    "figures": "figure",
    "abstentions": "abstention",
    "wordings": "wording",
    "names": "name",
    "times": "time",
    "places": "place",
}
BOOKKEEPING = ("reading", "n")
WITHOUT_TYPE = frozenset({"name", "time", "place"})  # values, not records: their JSON has no `type`


def settle(con: duckdb.DuckDBPyConnection) -> None:
    """Spread what the intake holds over the tables, all of it or nothing."""
    if con.execute("SELECT count(*) FROM intake").fetchone() == (0,):
        return
    con.execute("BEGIN")
    try:
        con.execute(REPORTS.format(**report_parts(con)))
        con.execute(READINGS)
        for field, table in LISTS.items():
            columns = columns_of(con, table)
            if columns:  # a file of an older schema may lack a table, and then its intake lacks the list
                con.execute(_spread_sql(field, table, columns))
        con.execute("DELETE FROM intake")
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


READINGS = """
INSERT INTO reading SELECT "number", run, json_extract_string(analysis, '$.report.id') FROM intake ORDER BY "number"
"""
# A report is stored again only when something about it was read differently than last time.
REPORTS = """
INSERT INTO report (reading, {names})
SELECT i."number", {values}
FROM (SELECT "number", CAST(json_extract(analysis, '$.report') AS {shape}) AS r FROM intake) i
WHERE NOT EXISTS (
    SELECT 1 FROM (SELECT * FROM report QUALIFY row_number() OVER (PARTITION BY id ORDER BY reading DESC) = 1) o
    WHERE {same}
)
ORDER BY i."number"
"""


def report_parts(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The columns of a report in the pieces of SQL that store one."""
    columns = columns_of(con, "report")
    return {
        "names": ", ".join(f'"{name}"' for name, _ in columns),
        "values": ", ".join(f'i.r."{name}"' for name, _ in columns),
        "shape": _shape("report", columns),
        "plain_shape": shape_of(columns),
        "packed": ", ".join(f'"{name}" := "{name}"' for name, _ in columns),
        "same": " AND ".join(f'o."{name}" IS NOT DISTINCT FROM i.r."{name}"' for name, _ in columns if name != "text"),
    }


def _spread_sql(field: str, table: str, columns: list[tuple[str, str]]) -> str:
    names = ", ".join(f'"{name}"' for name, _ in columns)
    values = ", ".join(f'r."{name}"' for name, _ in columns)
    return f"""
        INSERT INTO "{table}" (reading, n, {names})
        SELECT "number", n, {values} FROM (
            SELECT "number", n, CAST(j AS {_shape(table, columns)}) AS r FROM (
                SELECT "number", unnest(l) AS j, generate_subscripts(l, 1) - 1 AS n
                FROM (SELECT "number", json_extract(analysis, '$.{field}[*]') AS l FROM intake)
            )
        ) ORDER BY "number", n
    """


def _shape(table: str, columns: list[tuple[str, str]]) -> str:
    """The record as an SQL type. A key it lacks or has too many is an error, so nothing is ever dropped in silence."""
    return shape_of(columns if table in WITHOUT_TYPE else [("type", "VARCHAR"), *columns])


def shape_of(columns: list[tuple[str, str]]) -> str:
    """Columns as one SQL type."""
    fields = ", ".join(f'"{name}" {kind}' for name, kind in columns)
    return f"STRUCT({fields})"


def columns_of(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """Names and types of the columns that hold fields of the record; none when there is no such table."""
    rows = con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = 'case_file' AND table_name = $1 ORDER BY column_index",
        [table],
    ).fetchall()
    return [(name, kind) for name, kind in rows if name not in BOOKKEEPING]
