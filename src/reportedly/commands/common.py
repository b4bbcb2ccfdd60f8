"""What commands share: options, the progress bar, and how rows are printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportedly.errors import InputError
from reportedly.nearby import is_partial_date
from reportedly.printable import printable, printable_screen

if TYPE_CHECKING:
    import msgspec

    from reportedly.api import OnProgress, ReadResult
    from reportedly.bulk import BulkResult
    from reportedly.model import Problem

F = TypeVar("F")
SOME_PROBLEMS, FAULTS = 3, 4  # exit codes: 0 all well, 1 an error, 2 wrong usage
SHOWN = 50  # rows of a table when no --limit is given: a few screens


def say(text: str, *, err: bool = False) -> None:
    """Print a sentence. Names and reasons in it may come from a report or a file: what steers a terminal is shown."""
    click.echo(printable(text), err=err)


def show_screen(text: str) -> None:
    """Print a screen, with its own colours."""
    click.echo(printable_screen(text))


def is_terminal() -> bool:
    """Whether a person is looking at the output."""
    return sys.stdout.isatty()


def check_day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A day, month or year as ISO 8601, in the calendar."""
    if value is not None and not is_partial_date(value):
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
as_of_option = click.option(
    "--as-of", callback=check_day, metavar="DATE", help="Answer from what was published by then, and nothing later."
)
report_filters = options(
    click.option("--since", callback=check_day, metavar="DATE", help="Published on this day or later."),
    click.option("--until", callback=check_day, metavar="DATE", help="Published on this day or earlier."),
    click.option("--outlet", metavar="NAME", help="Published by; a part of the name is enough."),
)
lists_option = options(
    click.option(
        "--actors", multiple=True, type=click.Path(exists=True, dir_okay=False), help="A CSV of further actors."
    ),
    click.option(
        "--places",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False),
        help="A CSV or index of further places.",
    ),
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
    as_of_option,
    one_report,
)


def finish(result: ReadResult) -> None:
    """Leave with the exit code that a run deserves."""
    if result.check.faults:
        raise click.exceptions.Exit(FAULTS)
    if result.problems:
        raise click.exceptions.Exit(SOME_PROBLEMS)


LABELS = {
    "reports": "reports read",
    "abstained": "passages left unread",
    "outside": "not about conflict",
    "left_out": "pages left out",
}


def show_result(result: ReadResult, db: str) -> None:
    """The summary of a run, its problems and the check of its spans."""
    from reportedly import screen

    names = ("reports", "already_there", "outside", "statements", "events", "figures", "abstained")
    lines = [(LABELS.get(name, name.replace("_", " ")), f"{getattr(result, name):,}") for name in names]
    show_screen(screen.pairs([*lines, ("problems", f"{len(result.problems):,}")]))
    show_problems(result.problems, f"see: reportedly problems --db {db}")
    show_screen("\n" + screen.check(result.check))
    say(f"In {db}. Ask with: reportedly claims --db {db}")


def show_bulk(result: BulkResult, out: str) -> None:
    """The summary of a folder of partitions."""
    from reportedly import screen

    lines = [("partitions", f"{result.partitions:,}"), ("shards that were there", f"{result.skipped:,}")]
    names = ("reports", "repeated", "outside", "left_out", "statements", "events", "figures", "abstained", "problems")
    lines += [(LABELS.get(name, name), f"{result.counts.get(name, 0):,}") for name in names]
    show_screen(screen.pairs(lines))
    show_problems(result.problems, f"they stand in the manifests of {out}")
    if result.renewed:
        how = f"with other {', '.join(result.because)}" if result.because else "of other inputs"
        say(f"\n{result.renewed:,} partitions that were there had been made {how}: they were read again.")
    say(f"\nIn {out}. Bring it into a case with: reportedly load {out}")


def show_problems(problems: Sequence[Problem], where: str) -> None:
    """The first problems on standard error, and where the others are."""
    for problem in problems[:10]:
        where_in_it = f", {problem.place}" if problem.place else ""
        line = f"could not read {problem.source}{where_in_it}: {problem.reason}"
        say(" ".join(line.split()), err=True)
    if len(problems) > 10:
        say(f"... and {len(problems) - 10} more; {where}", err=True)


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


def check_words(asked: Mapping[str, Any], kinds: Collection[str] = ()) -> None:
    """Raise a UsageError for a value that no claim can have; `kinds` are those that this question takes instead.

    Asked when nothing was found: a case may hold what other word lists called so.
    """
    given = {name: value for name in ("kind", "measure", "status", "stance", "scope") if (value := asked.get(name))}
    if not given:
        return
    from reportedly.lexicon.known import known_values
    from reportedly.nearby import unknown_value

    known = known_values()
    for name, value in given.items():
        what, values, words = known[name]
        is_other = name == "kind" and bool(kinds)
        meant = [] if is_other else words.get(value.casefold().strip(), [])
        if sentence := unknown_value(what, value, kinds if is_other else values, meant):
            raise click.BadParameter(sentence, param_hint=f"--{name}")


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
    if not rows:
        check_words(filters)
    show_rows(rows[:cut], render, form)
    if cut and len(rows) > cut:
        say(f"The first {cut}; --limit 0 shows all.", err=True)


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

        show_screen(getattr(screen, render)(rows, terminal=is_terminal()))
    elif not rows:
        say(f"No {render} match; fewer filters find more." if render != "problems" else "No problems.", err=True)
