"""Opening a case file: the one place that connects to DuckDB and turns its refusals into one clear sentence.

A new file is made whole under another name and then linked into place, so a program killed at any moment leaves
either no file or a good one. DuckDB may fetch nothing over a network.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from reportedly.errors import CaseError
from reportedly.partitions import is_folder
from reportedly.store.migrate import SCHEMA_VERSION, migrate, record_version, schema_version
from reportedly.store.parquet import attach_folder, read_only
from reportedly.store.spread import settle

# The oldest format that holds what we store: a file stays readable by DuckDB 1.5 and everything after it.
STORAGE_VERSION = "v1.5.0"
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
# What DuckDB says when it will not open a file, and what a person can do about it. First match wins.
REFUSALS = (
    ("lock on file", "is in use by another program ({who}); wait for it to end, or stop it"),
    ("Unique file handle", "is already open in this program; close it first"),
    ("not a valid DuckDB", "is not a case file; name another with --db"),
    ("version number", "was written by a newer DuckDB; update reportedly to read it"),
    ("Permission denied", "may not be opened by this user; check its permissions"),
    ("Read-only file system", "cannot be written to: its disk is read-only"),
    ("Is a directory", "is a folder; name a file in it with --db"),
)


def connect(path: Path, *, write: bool) -> duckdb.DuckDBPyConnection:
    """A connection to an existing case file of the current schema. CaseError says why there is none."""
    if is_folder(path):
        return _connect_folder(path, write=write)
    if not path.exists():
        raise CaseError(f"{path} does not exist; make it with: reportedly read PATH --db {path}")
    con = _attach(path, write=write)
    try:
        version = schema_version(con)
        if version is None:
            raise CaseError(f"{path} is a DuckDB file, but no case file; name another with --db")
        if version > SCHEMA_VERSION:
            raise CaseError(
                f"{path} has schema {version}, newer than the {SCHEMA_VERSION} known here; update reportedly"
            )
        if write:
            settle(con)
            migrate(con)
        elif version < SCHEMA_VERSION or con.execute("SELECT count(*) FROM intake").fetchone() != (0,):
            con.close()
            connect(path, write=True).close()
            return connect(path, write=False)
    except CaseError:
        con.close()
        raise
    except duckdb.Error as error:
        con.close()
        raise explain(error, path) from error
    return con


def _connect_folder(folder: Path, *, write: bool) -> duckdb.DuckDBPyConnection:
    """A connection to the partitions of a folder, as if they were a case file."""
    if write:
        raise read_only(folder)
    con = duckdb.connect(":memory:", config=OFFLINE)
    try:
        con.execute("ATTACH ':memory:' AS case_file")
        con.execute("USE case_file")
        con.execute(sql_file("schema.sql"))
        attach_folder(con, folder)
        con.execute(sql_file("views.sql"))
        record_version(con, SCHEMA_VERSION)
    except CaseError:
        con.close()
        raise
    except duckdb.Error as error:
        con.close()
        raise explain(error, folder) from error
    return con


def create(path: Path) -> None:
    """Make an empty case file at `path`, unless there is a file already."""
    if path.exists():
        return
    if not path.absolute().parent.is_dir():
        raise CaseError(f"{path.parent} is no folder; make it first, or name another file with --db")
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    try:
        con = _attach(draft, write=True)
        with transaction(con):
            con.execute(sql_file("schema.sql"))
            con.execute(sql_file("views.sql"))
            record_version(con, SCHEMA_VERSION)
        con.close()
        _put_in_place(draft, path)
    except OSError as error:
        raise CaseError(f"{path} cannot be made: {error.strerror}; name another file with --db") from error
    finally:
        draft.unlink(missing_ok=True)


def _put_in_place(draft: Path, path: Path) -> None:
    """Give the finished file its name, and never take that name from a file made meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            draft.rename(path)


def _attach(path: Path, *, write: bool) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config=OFFLINE)
    # An existing file keeps the format it has; only a new one is told which.
    how = f"STORAGE_VERSION '{STORAGE_VERSION}'" if not path.exists() else "READ_WRITE" if write else "READ_ONLY"
    try:
        con.execute(f"ATTACH {quote(str(path))} AS case_file ({how})")
        con.execute("USE case_file")
    except duckdb.Error as error:
        con.close()
        raise _refusal(error, path) from error
    return con


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of the statements inside, or none."""
    con.execute("BEGIN")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


def explain(error: duckdb.Error, path: Path) -> CaseError:
    """An error of DuckDB with an open file as one sentence. What Ctrl-C stopped is passed on as that."""
    if isinstance(error, duckdb.InterruptException):
        raise KeyboardInterrupt from error
    return CaseError(f"{path} cannot be used: {' '.join(str(error).split())}")


def _refusal(error: duckdb.Error, path: Path) -> CaseError:
    """Why DuckDB will not open a file, as one sentence that says what to do."""
    message = str(error)
    for sign, advice in REFUSALS:
        if sign in message:
            process = message.rpartition("(PID ")[2].partition(")")[0]
            return CaseError(f"{path} " + advice.format(who=f"process {process}" if process.isdigit() else "unknown"))
    return explain(error, path)


def sql_file(name: str) -> str:
    """The text of an SQL file of this package."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def quote(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
