"""Ordered changes of the tables. Each step and the record that it was taken are one transaction.

A new file is made from schema.sql at once; an old one takes the steps it lacks, so that both end with the same
tables. To change the tables: change schema.sql, add a step here that does the same, raise nothing by hand.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from reportedly.version import VERSION

if TYPE_CHECKING:
    import duckdb

ABSTENTIONS = """
CREATE TABLE abstention (
    reading BIGINT NOT NULL, n INTEGER NOT NULL, id VARCHAR NOT NULL, evidence evidence NOT NULL,
    kind VARCHAR, reason VARCHAR
);
COMMENT ON TABLE abstention IS 'Words that a rule looked at and left unread.';
COMMENT ON COLUMN abstention.reading IS 'The reading that found it.';
COMMENT ON COLUMN abstention.n IS 'Its place among the abstentions of that reading.';
COMMENT ON COLUMN abstention.id IS 'Id made of report, span and key: the same in every reading.';
COMMENT ON COLUMN abstention.evidence IS 'Report, passage, rule, and the words that made the rule fire.';
COMMENT ON COLUMN abstention.kind IS 'What would have been read: statement, event or figure.';
COMMENT ON COLUMN abstention.reason IS 'Why it was not.';
"""

WORDINGS = """
ALTER TABLE statement ADD COLUMN source span;
COMMENT ON COLUMN statement.source IS 'The speaker as written at the cue, in full.';
CREATE TABLE wording (
    reading BIGINT NOT NULL, n INTEGER NOT NULL, id VARCHAR NOT NULL, evidence evidence NOT NULL,
    term VARCHAR, neutral VARCHAR, voice VARCHAR, claim_of VARCHAR
);
COMMENT ON TABLE wording IS 'Loaded words of reports, each with words that take no side.';
COMMENT ON COLUMN wording.reading IS 'The reading that found it.';
COMMENT ON COLUMN wording.n IS 'Its place among the wordings of that reading.';
COMMENT ON COLUMN wording.id IS 'Id made of report, span and key: the same in every reading.';
COMMENT ON COLUMN wording.evidence IS 'Report, passage, rule, and the words that made the rule fire.';
COMMENT ON COLUMN wording.term IS 'The entry of the list of loaded words.';
COMMENT ON COLUMN wording.neutral IS 'Words that say the same and take no side.';
COMMENT ON COLUMN wording.voice IS 'narration, report (somebody said it, in the words of the outlet) or quotation.';
COMMENT ON COLUMN wording.claim_of IS 'The statement it stands in; null is narration.';
"""

MENTIONS = """
ALTER TABLE event ADD COLUMN also evidence[] DEFAULT [];
ALTER TABLE event ALTER COLUMN also DROP DEFAULT;
COMMENT ON COLUMN event.also IS 'Further passages of the report in which the same speaker tells the same event.';
"""


SEARCHES = """
CREATE TABLE search ("number" BIGINT NOT NULL, name VARCHAR NOT NULL, address VARCHAR, who VARCHAR, "when" VARCHAR);
COMMENT ON TABLE search IS 'Searches that people keep, by name; the last row of a name holds.';
COMMENT ON COLUMN search."number" IS 'Counts up through the life of the file.';
COMMENT ON COLUMN search.name IS 'What it is called.';
COMMENT ON COLUMN search.address IS 'Screen and filters as an address of the page; null when the search was removed.';
COMMENT ON COLUMN search.who IS 'Who kept or removed it.';
COMMENT ON COLUMN search."when" IS 'When, ISO 8601.';
"""


LOOKED_UP = """
ALTER TABLE account ADD COLUMN family VARCHAR;
ALTER TABLE account ADD COLUMN "first" BIGINT;
ALTER TABLE account ADD COLUMN "last" BIGINT;
ALTER TABLE account ADD COLUMN several BOOLEAN;
ALTER TABLE account ADD COLUMN "keys" UBIGINT[];
COMMENT ON COLUMN account.family IS 'Its family; this and the columns after it are out of the content, to find it by.';
COMMENT ON COLUMN account."first" IS 'Its first day, counted from the first of January of the year 1; null is none.';
COMMENT ON COLUMN account."last" IS 'Its last day, counted so.';
COMMENT ON COLUMN account.several IS 'Whether it counts several occurrences together.';
COMMENT ON COLUMN account."keys" IS 'Where other accounts find it: place, area and names with days, as 64-bit numbers.';
"""


def sql_step(name: str) -> str:
    """The SQL of a step that is long enough for a file of its own."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


# The schema version that each step leads to, and the step.
STEPS: tuple[tuple[int, str], ...] = (
    (2, ABSTENTIONS),
    (3, WORDINGS),
    (4, sql_step("step_4.sql")),
    (5, SEARCHES),
    (6, MENTIONS),
    (7, LOOKED_UP),
    (8, sql_step("step_8.sql")),
)
SCHEMA_VERSION = STEPS[-1][0]


def schema_version(con: duckdb.DuckDBPyConnection) -> int | None:
    """The schema of an attached file; None when it is no case file."""
    is_case = "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'case_file' AND table_name = 'migration'"
    if con.execute(is_case).fetchone() == (0,):
        return None
    row = con.execute('SELECT max("version") FROM migration').fetchone()
    return row[0] if row else None


def record_version(con: duckdb.DuckDBPyConnection, version: int) -> None:
    """Write down that the file has reached a schema version."""
    con.execute("INSERT INTO migration VALUES ($1, $2)", [version, VERSION])


def migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Take the steps that the file lacks, in order; one that fails is undone whole and the file stays as it was."""
    reached = schema_version(con) or 0
    for version, step in STEPS:
        if version <= reached:
            continue
        con.execute("BEGIN")
        try:
            con.execute(step)
            if version == SCHEMA_VERSION:  # the views are those of today's tables, which only the last step completes
                con.execute(files(__package__).joinpath("views.sql").read_text(encoding="utf-8"))
            record_version(con, version)
        except BaseException:
            con.execute("ROLLBACK")
            raise
        con.execute("COMMIT")
