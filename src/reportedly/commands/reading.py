"""Commands that read reports into a case file."""

from __future__ import annotations

from typing import Any

import click

from reportedly.commands.common import (
    check_columns,
    check_published,
    db_option,
    finish,
    is_terminal,
    progress,
    show_result,
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True), metavar="PATH...")
@db_option
@click.option("--published", callback=check_published, metavar="DATE", help="Date of reports that do not say theirs.")
@click.option("--outlet", metavar="NAME", help="Outlet of reports that do not say theirs.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
@click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read.")
@click.option("--actors", multiple=True, type=click.Path(exists=True, dir_okay=False), help="A CSV of further actors.")
@click.option(
    "--places", multiple=True, type=click.Path(exists=True, dir_okay=False), help="A CSV or index of further places."
)
@click.option(
    "--columns", callback=check_columns, metavar="MAP", help="Columns of CSV or JSONL: text=body,published=date"
)
@click.option("--cache", metavar="FOLDER", help="Keep parses here: reading the same texts again skips the parser.")
@click.option("--only", type=click.Choice(["conflict"]), help="Keep reports about other things unread.")
@click.option("--model", metavar="NAME", help="Another installed spaCy pipeline.")
@click.option("--format", metavar="NAME", help="The format, where the file name does not tell.")
def read(paths: tuple[str, ...], db: str, **how: Any) -> None:
    """Read files, folders or - (standard input) into a case file.

    Reports that are already there stay as they are. What cannot be read is listed at the end and by `reportedly
    problems`; the exit code is 3 then.
    """
    from reportedly.api import ReadOptions
    from reportedly.api import read as read_into

    with progress() as on_progress:
        result = read_into(paths, db, ReadOptions(**how), on_progress)
    show_result(result, db)
    finish(result)


@click.command()
@click.option("--db", default="demo.duckdb", show_default=True, metavar="FILE", help="The case file to make.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
def demo(db: str, jobs: int) -> None:
    """Read the bundled fictional reports and show one contested toll."""
    from reportedly.showcase import read_corpus, tour

    with progress() as on_progress:
        result = read_corpus(db, jobs, on_progress)
    click.echo(tour(result, db, terminal=is_terminal()))
    finish(result)
