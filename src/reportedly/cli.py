"""The command line: with commands/ the only place that prints. Only click is imported before a command runs."""

from __future__ import annotations

from typing import Any

import click

from reportedly.commands import actors, asking, checking, dossiers, linking, page, places, reading, reviewing, writing
from reportedly.commands.common import say
from reportedly.commands.stopping import NOTHING_LOST, stoppable
from reportedly.compiled import way
from reportedly.errors import ReportedlyError
from reportedly.version import VERSION


class Commands(click.Group):
    """Turns an error of ours into its sentence and exit code 1, and keeps commands in the order they are written."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it raises of ours is printed as a sentence."""
        try:
            with stoppable(lambda: NOTHING_LOST):
                return super().invoke(ctx)
        except ReportedlyError as error:
            say(f"reportedly: {error}", err=True)
            ctx.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the help."""
        return list(self.commands)


def _tell_version(ctx: click.Context | None = None) -> None:
    say(f"reportedly {VERSION}, {way()}")
    if ctx is not None:
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, asked: _tell_version(ctx) if asked else None,
    help="Show the version and exit.",
)
def main() -> None:
    """Read reports of conflict and keep who said what, in which words.

    \b
    reportedly demo                     see it work on bundled fictional reports
    reportedly read reports/            read files into case.duckdb
    reportedly claims --measure killed  ask
    reportedly why ID                   see the sentence and the rule behind a claim

    Exit codes: 0 all well, 1 an error, 2 wrong usage, 3 some inputs could not be read, 4 a check found faults,
    130 stopped with Ctrl-C.
    """


@click.command()
def version() -> None:
    """The version of the program, and whether its reading runs compiled or interpreted."""
    _tell_version()


# In the order of the help.
COMMANDS = (
    reading.read,
    reading.load,
    asking.claims,
    asking.statements,
    asking.figures,
    asking.toll,
    dossiers.dossiers,
    asking.wording,
    asking.reports,
    actors.actor,
    actors.unresolved,
    places.gazetteer,
    linking.incidents,
    linking.incident,
    linking.origins,
    linking.changes,
    linking.stories,
    linking.link,
    linking.merge,
    linking.split,
    checking.why,
    checking.verify,
    checking.problems,
    checking.runs,
    writing.export,
    page.serve,
    page.site,
    reviewing.review,
    page.read_drop,
    reading.demo,
    version,
)
for _command in COMMANDS:
    main.add_command(_command)
