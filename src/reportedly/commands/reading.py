"""Commands that read reports into a case file."""

from __future__ import annotations

from typing import Any

import click

from reportedly.commands.common import (
    SOME_PROBLEMS,
    check_columns,
    check_published,
    db_option,
    finish,
    is_terminal,
    lists_option,
    show_bulk,
    show_result,
    show_screen,
)
from reportedly.commands.stopping import reading_into


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True), metavar="PATH...")
@click.option("--db", metavar="FILE", help="The case file.  [default: case.duckdb]")
@click.option("--out", metavar="FOLDER", help="Write Parquet partitions into this folder instead of a case file.")
@click.option("--published", callback=check_published, metavar="DATE", help="Date of reports that do not say theirs.")
@click.option("--outlet", metavar="NAME", help="Outlet of reports that do not say theirs.")
@click.option("--jobs", type=click.IntRange(1), help="Processes to read with.  [default: 1; all on Ray]")
@click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read.")
@lists_option
@click.option(
    "--columns", callback=check_columns, metavar="MAP", help="Columns of CSV or JSONL: text=body,published=date"
)
@click.option("--cache", metavar="FOLDER", help="Keep parses here: reading the same texts again skips the parser.")
@click.option("--only", type=click.Choice(["conflict"]), help="Keep reports about other things unread.")
@click.option("--model", metavar="NAME", help="Another installed spaCy pipeline.")
@click.option("--format", metavar="NAME", help="The format, where the file name does not tell.")
@click.option("--engine", type=click.Choice(["local", "ray"]), help="With --out: who reads.  [default: local]")
@click.option(
    "--address", metavar="ADDRESS", help="With --engine ray: the cluster to join; else one of its own starts."
)
@click.option(
    "--partition-size", type=click.IntRange(1, 2**20), help="With --out: reports a partition.  [default: 1000]"
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0),
    metavar="S",
    help="With --out: processor seconds a report, 0 no end.  [default: 60]",
)
@click.option("--memory-limit", type=click.IntRange(1), metavar="MIB", help="With --out: memory of a process.")
def read(paths: tuple[str, ...], db: str | None, out: str | None, jobs: int | None, **how: Any) -> None:
    """Read files, folders or - (standard input) into a case file.

    Reports that are already there stay as they are. What cannot be read is listed at the end and by `reportedly
    problems`; the exit code is 3 then.

    With --out, many reports are read into a folder of partitions, by several processes or on Ray. A run that was
    stopped goes on where it was; `reportedly load` brings the partitions into a case file.
    """
    bulk = {name: value for name in BULK if (value := how.pop(name)) is not None}
    if out is not None:
        if db is not None:
            raise click.UsageError(
                "name --out or --db; `reportedly load FOLDER --db FILE` brings partitions into a case."
            )
        _read_partitions(paths, out, jobs, bulk, how)
        return
    if bulk:
        raise click.UsageError(
            f"--{next(iter(bulk)).replace('_', '-')} is for reading into a folder; name one with --out."
        )
    from reportedly.api import ReadOptions
    from reportedly.api import read as read_into

    with reading_into(db or DB) as on_progress:
        result = read_into(paths, db or DB, ReadOptions(**how, jobs=jobs or 1), on_progress)
    show_result(result, db or DB)
    finish(result)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False), metavar="FOLDER")
@db_option
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to link with.")
def load(folder: str, db: str, jobs: int) -> None:
    """Bring partitions that `reportedly read --out` wrote into a case file.

    Reports that are already there stay as they are; a load that was stopped goes on where it was. Most questions can
    also be put to the partitions themselves: name their folder with --db.
    """
    from reportedly.bulk import load_partitions

    with reading_into(db, "partitions that were loaded stay in {db}") as on_progress:
        result = load_partitions(folder, db, on_progress, jobs=jobs)
    show_result(result, db)
    finish(result)


DB = "case.duckdb"
BULK = ("engine", "address", "partition_size", "time_limit", "memory_limit")


def _read_partitions(
    paths: tuple[str, ...], out: str, jobs: int | None, bulk: dict[str, Any], how: dict[str, Any]
) -> None:
    from reportedly.api import ReadOptions
    from reportedly.bulk import BulkOptions, read_partitions

    if how.pop("strict"):
        raise click.UsageError("--strict is for reading into a case file; with --out the rest goes on.")
    if bulk.get("address") and bulk.get("engine") != "ray":
        raise click.UsageError("--address is for --engine ray.")
    if "time_limit" in bulk:
        bulk["time_limit"] = bulk["time_limit"] or None
    with reading_into(out, "finished partitions stay in {db}") as on_progress:
        result = read_partitions(paths, out, ReadOptions(**how), BulkOptions(jobs=jobs, **bulk), on_progress)
    show_bulk(result, out)
    if result.problems:
        raise click.exceptions.Exit(SOME_PROBLEMS)


@click.command()
@click.option("--db", default="demo.duckdb", show_default=True, metavar="FILE", help="The case file to make.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
def demo(db: str, jobs: int) -> None:
    """Read the bundled fictional reports and show one contested toll."""
    from reportedly.showcase import read_corpus, tour

    with reading_into(db) as on_progress:
        result = read_corpus(db, jobs, on_progress)
    show_screen(tour(result, db, terminal=is_terminal()))
    finish(result)
