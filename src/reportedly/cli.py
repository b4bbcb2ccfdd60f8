"""The command line: the only place that prints. Only click is imported before a command runs."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportedly.errors import InputError, ReportedlyError
from reportedly.version import VERSION

if TYPE_CHECKING:
    import msgspec

    from reportedly.api import OnProgress, ReadResult

F = TypeVar("F")
SOME_PROBLEMS, FAULTS = 3, 4  # exit codes: 0 all well, 1 an error, 2 wrong usage
SHOWN = 50  # rows of a table when no --limit is given: a few screens
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Commands(click.Group):
    """Turns an error of ours into its sentence and exit code 1, and keeps commands in the order they are written."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ReportedlyError as error:
            click.echo(f"reportedly: {error}", err=True)
            ctx.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="reportedly", message="%(prog)s %(version)s")
def main() -> None:
    """Read reports of conflict and keep who said what, in which words.

    \b
    reportedly demo                     see it work on bundled fictional reports
    reportedly read reports/            read files into case.duckdb
    reportedly claims --measure killed  ask
    reportedly why ID                   see the sentence and the rule behind a claim

    Exit codes: 0 all well, 1 an error, 2 wrong usage, 3 some inputs could not be read, 4 a check found faults.
    """


def is_terminal() -> bool:
    """Whether a person is looking at the output."""
    return sys.stdout.isatty()


def check_day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A day, month or year as ISO 8601."""
    if value is not None and not PARTIAL_DATE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no date; write it as 2031, 2031-05 or 2031-05-03")
    return value


def check_published(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A date or date-time of publication."""
    return _check_input(value, published=value)


def check_columns(ctx: click.Context, param: click.Parameter, value: str | None) -> dict[str, str]:
    """A map of columns, "text=body,outlet=source"."""
    pairs = [part.partition("=") for part in (value or "").split(",") if part.strip()]
    if any(not (field.strip() and sign and column.strip()) for field, sign, column in pairs):
        raise click.BadParameter(f"{value!r} is no map of columns; write it as text=body,published=date")
    columns = {field.strip(): column.strip() for field, _, column in pairs}
    return _check_input(columns, columns=columns)


def _check_input(value: F, **option: Any) -> F:
    """The value, if the readers of inputs take it as this option."""
    if value:
        from reportedly.sources import SourceOptions

        try:
            SourceOptions(**option)
        except InputError as error:
            raise click.BadParameter(error.reason) from error
    return value


def options(*decorators: Callable[[Any], Any]) -> Callable[[F], F]:
    """Several options as one."""

    def apply(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return apply


db_option = click.option("--db", default="case.duckdb", show_default=True, metavar="FILE", help="The case file.")
as_option = click.option(
    "--as",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="Table for people, JSON lines or CSV for programs.",
)
limit_option = click.option(
    "--limit", type=click.IntRange(0), help=f"Most rows; 0 is all. Tables show {SHOWN} if not told."
)
report_filters = options(
    click.option("--since", callback=check_day, metavar="DATE", help="Published on this day or later."),
    click.option("--until", callback=check_day, metavar="DATE", help="Published on this day or earlier."),
    click.option("--outlet", metavar="NAME", help="Published by; a part of the name is enough."),
)
one_report = click.option("--report", metavar="ID", help="In this report; the start of its id is enough.")
speaker_option = click.option("--speaker", metavar="NAME", help='Who says it: a name, an actor\'s id, or "narration".')
claim_filters = options(
    speaker_option,
    click.option("--actor", metavar="NAME", help="Who takes part, or who counted: a name or an actor's id."),
    click.option("--kind", metavar="KIND", help="Kind of event, as in the events reference."),
    click.option("--measure", metavar="MEASURE", help="What is counted: killed, injured, displaced ..."),
    click.option("--place", metavar="PLACE", help="A name, a country code or a GeoNames id."),
    click.option("--status", metavar="STATUS", help="asserted, negated, denied, planned, possible, demanded ..."),
    report_filters,
    one_report,
)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True), metavar="PATH...")
@db_option
@click.option("--published", callback=check_published, metavar="DATE", help="Date of reports that do not say theirs.")
@click.option("--outlet", metavar="NAME", help="Outlet of reports that do not say theirs.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
@click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read.")
@click.option("--actors", multiple=True, type=click.Path(exists=True, dir_okay=False), help="A CSV of further actors.")
@click.option("--places", multiple=True, type=click.Path(exists=True, dir_okay=False), help="A CSV of further places.")
@click.option(
    "--columns", callback=check_columns, metavar="MAP", help="Columns of CSV or JSONL: text=body,published=date"
)
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


def finish(result: ReadResult) -> None:
    """Leave with the exit code that a run deserves."""
    if result.check.faults:
        raise click.exceptions.Exit(FAULTS)
    if result.problems:
        raise click.exceptions.Exit(SOME_PROBLEMS)


def show_result(result: ReadResult, db: str) -> None:
    """The summary of a run, its problems and the check of its spans."""
    from reportedly import screen

    names = ("reports", "already_there", "statements", "events", "figures", "abstained")
    labels = {"reports": "reports read", "abstained": "passages left unread"}
    lines = [(labels.get(name, name.replace("_", " ")), f"{getattr(result, name):,}") for name in names]
    click.echo(screen.pairs([*lines, ("problems", f"{len(result.problems):,}")]))
    for problem in result.problems[:10]:
        click.echo(
            f"could not read {problem.source}{f', {problem.place}' if problem.place else ''}: {problem.reason}",
            err=True,
        )
    if len(result.problems) > 10:
        click.echo(f"... and {len(result.problems) - 10} more; see: reportedly problems --db {db}", err=True)
    click.echo("\n" + screen.check(result.check))
    click.echo(f"In {db}. Ask with: reportedly claims --db {db}")


@contextmanager
def progress() -> Iterator[OnProgress | None]:
    """A line on standard error that counts up, when a person is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading the language model", total=None)

        def on_progress(counts: dict[str, int]) -> None:
            claims = counts["events"] + counts["figures"]
            bar.update(
                task, description=f"{counts['reports']:,} reports, {claims:,} claims, {counts['problems']:,} problems"
            )

        yield on_progress


def ask(question: str, render: str, db: str, form: str, limit: int | None, **filters: Any) -> None:
    """Put a question to a case and print the answer in the form asked for."""
    from reportedly.api import open_case

    if limit is None and form == "table":
        limit = SHOWN + 1
        cut = SHOWN
    else:
        cut = None
    with open_case(db) as case:
        rows = getattr(case, question)(limit=limit or None, **filters)
    show_rows(rows[:cut], render, form)
    if cut and len(rows) > cut:
        click.echo(f"The first {cut}; --limit 0 shows all.", err=True)


def show_rows(rows: Sequence[msgspec.Struct], render: str, form: str) -> None:
    """Rows as a table for people, or as JSON lines or CSV."""
    if form == "jsonl":
        import msgspec

        out = sys.stdout.buffer
        out.writelines(msgspec.json.encode(row) + b"\n" for row in rows)
    elif form == "csv" and rows:
        from reportedly.export.csv import write_rows

        write_rows(rows, type(rows[0]), sys.stdout.buffer)
    elif form == "table" and rows:
        from reportedly import screen

        click.echo(getattr(screen, render)(rows, terminal=is_terminal()))
    elif not rows:
        click.echo(f"No {render} match; fewer filters find more." if render != "problems" else "No problems.", err=True)


@main.command()
@db_option
@claim_filters
@limit_option
@as_option
def claims(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """Events and figures, each with who says it."""
    ask("claims", "claims", db, form, limit, **filters)


@main.command()
@db_option
@speaker_option
@click.option("--stance", metavar="STANCE", help="How it is put: says, claims, denies, demands ...")
@report_filters
@one_report
@limit_option
@as_option
def statements(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """Who said what, and how they put it."""
    ask("statements", "statements", db, form, limit, **filters)


@main.command()
@db_option
@claim_filters
@limit_option
@as_option
def figures(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """The claims that are numbers."""
    ask("figures", "claims", db, form, limit, **filters)


@main.command()
@db_option
@claim_filters
@limit_option
@as_option
def toll(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """Versions of a toll side by side, by speaker and day; never summed.

    A number that several outlets carry from one speaker is one version.
    """
    ask("toll", "versions", db, form, limit, **filters)


@main.command()
@db_option
@report_filters
@one_report
@limit_option
@as_option
def reports(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """The reports of a case, and how much was found in each."""
    ask("reports", "reports", db, form, limit, **filters)


@main.command()
@click.argument("record_id", metavar="ID")
@db_option
@click.option("--as", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def why(record_id: str, db: str, form: str) -> None:
    """The sentence, cue, rule, speaker, run and report behind a record. The start of its ID is enough."""
    from reportedly.api import open_case

    with open_case(db) as case:
        answer = case.why(record_id)
    if form == "json":
        import msgspec

        click.echo(msgspec.json.encode(answer))
        return
    from reportedly.screen_why import show

    click.echo(show(answer, terminal=is_terminal()))


@main.command()
@db_option
def verify(db: str) -> None:
    """Check every span of a case against the text it was read from. Exit code 4 when one is wrong."""
    from reportedly import screen
    from reportedly.api import open_case

    with open_case(db) as case:
        result = case.verify()
    click.echo(screen.check(result))
    if result.faults:
        raise click.exceptions.Exit(FAULTS)


@main.command()
@click.argument("form", metavar="FORMAT")
@db_option
@click.option("-o", "--output", metavar="FILE", help="Where to; standard output if not told.")
def export(form: str, db: str, output: str | None) -> None:
    """Write all current records: jsonl (every record) or csv (claims)."""
    from reportedly.api import open_case

    with open_case(db) as case:
        if output is None:
            case.export(form, sys.stdout.buffer)
        else:
            click.echo(f"{case.export(form, output):,} records in {output}", err=True)


@main.command()
@db_option
@as_option
def problems(db: str, form: str) -> None:
    """Inputs that could not be read, with place and reason."""
    from reportedly.api import open_case

    with open_case(db) as case:
        show_rows(case.problems(), "problems", form)


@main.command()
@db_option
@as_option
def runs(db: str, form: str) -> None:
    """Passes of the program: when, with which word lists and model, and what they stored."""
    from reportedly.api import open_case

    with open_case(db) as case:
        show_rows(case.runs(), "runs", form)


@main.command()
@click.option("--db", default="demo.duckdb", show_default=True, metavar="FILE", help="The case file to make.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
def demo(db: str, jobs: int) -> None:
    """Read the bundled fictional reports and show one contested toll."""
    from reportedly.showcase import read_corpus, tour

    with progress() as on_progress:
        result = read_corpus(db, jobs, on_progress)
    click.echo(tour(result, db, terminal=is_terminal()))
    finish(result)


@main.command()
def version() -> None:
    """The version of the program."""
    click.echo(f"reportedly {VERSION}")
