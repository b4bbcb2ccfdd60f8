"""Commands that show where a record comes from, and whether all is well."""

from __future__ import annotations

import click

from reportedly.commands.common import FAULTS, as_option, db_option, is_terminal, show_rows, show_screen


@click.command()
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

    show_screen(show(answer, terminal=is_terminal()))


@click.command()
@db_option
def verify(db: str) -> None:
    """Check every span of a case against the text it was read from. Exit code 4 when one is wrong."""
    from reportedly import screen
    from reportedly.api import open_case

    with open_case(db) as case:
        result = case.verify()
    show_screen(screen.check(result))
    if result.faults:
        raise click.exceptions.Exit(FAULTS)


@click.command()
@db_option
@as_option
def problems(db: str, form: str) -> None:
    """Inputs that could not be read, with place and reason."""
    from reportedly.api import open_case

    with open_case(db) as case:
        show_rows(case.problems(), "problems", form)


@click.command()
@db_option
@as_option
def runs(db: str, form: str) -> None:
    """Passes of the program: when, with which word lists and model, and what they stored."""
    from reportedly.api import open_case

    with open_case(db) as case:
        show_rows(case.runs(), "runs", form)
