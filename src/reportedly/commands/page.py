"""Commands that show a case on a local page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.commands.common import db_option, lists_option, say
from reportedly.rules import program

if TYPE_CHECKING:
    from reportedly.web.page import Doors

DEFAULT_PORT = 8642
OTHER_LISTS = (
    "This was read with other word lists than the reports before it, so names of your own may be missing; start the "
    "page with the files that the case was read with: reportedly serve FILE --actors CSV --places CSV"
)


@click.command()
@click.argument("case", default="case.duckdb", metavar="FILE", type=click.Path(dir_okay=False))
@click.option("--open", "open_it", is_flag=True, help="Open it in the browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address asks visitors for a token.")
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="0 takes any.")
@click.option("--who", metavar="NAME", help="Who signs judgements; your user name if not told.")
@lists_option
def serve(
    case: str,
    open_it: bool,
    host: str,
    port: int,
    who: str | None,
    actors: tuple[str, ...],
    places: tuple[str, ...],
) -> None:
    """Show a case on a page in the browser: look, click to the sentence, decide. Needs no network.

    The file is made when there is none, so that reports can be dropped into it. Name the --actors and --places that
    the case was read with, so that dropped reports are read with them too.
    """
    from reportedly.api import open_case
    from reportedly.web.app import make_app
    from reportedly.web.security import make_door
    from reportedly.web.serving import bind, run

    open_case(case, make=True).close()
    door = make_door(host)
    app = make_app(Path(case), door, doors(actors, places), who)
    listener = bind(host, port)
    address = f"http://{_shown(host)}:{listener.getsockname()[1]}/" + (f"?token={door.token}" if door.token else "")
    say(f"{case} is on {address}  (end with Ctrl-C)")
    if open_it:
        click.launch(address)
    run(app, listener)


@click.command()
@click.argument("out", type=click.Path(file_okay=False), metavar="OUT/")
@db_option
def site(out: str, db: str) -> None:
    """Write a case as a site of files that needs no server, for an archive or to link to.

    OUT/ is a new folder, or one that this command wrote before.
    """
    from reportedly.api import open_case
    from reportedly.web.app import close, make_app
    from reportedly.web.security import make_door
    from reportedly.web.site import write_site

    open_case(db).close()
    app = make_app(Path(db), make_door("127.0.0.1"), doors(), is_site=True)
    try:
        written = write_site(app, Path(out))
    finally:
        close(app)
    say(f"{written.pages:,} pages in {written.folder}; open {written.folder / 'index.html'}")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def doors(actors: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> Doors:
    """What the page asks of the reading tower; what is dropped is read with these lists of a user's own."""
    from reportedly.api import Case, describe_rule, now, open_case
    from reportedly.web.page import Doors

    lists = [
        f"--{name}={Path(path).absolute()}"
        for name, paths in (("actors", actors), ("places", places))
        for path in paths
    ]

    def command(case: Path, options: dict[str, str]) -> list[str]:
        return [*read_command(case, options), *lists]

    return Doors(over=Case.over, open_case=open_case, now=now, describe_rule=describe_rule, read_command=command)


def read_command(case: Path, options: dict[str, str]) -> list[str]:
    """The command line of a process that reads the files of its folder into a case."""
    given = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "reportedly", "read-drop", f"--db={case}", *given]


@click.command("read-drop", hidden=True)
@click.option("--db", required=True)
@click.option("--outlet")
@click.option("--published")
@lists_option
def read_drop(db: str, **how: Any) -> None:
    """Read the files of this folder into a case, and say as JSON lines how far it is: the page starts this."""
    import msgspec

    from reportedly.api import ReadOptions, read
    from reportedly.errors import ReportedlyError

    def emit(**line: Any) -> None:
        click.echo(msgspec.json.encode(line))

    before = known_lists(db)
    names = sorted(path.name for path in Path().iterdir() if not path.name.startswith("."))
    try:
        result = read(names, db, ReadOptions(**how), lambda counts: emit(counts=counts))
    except ReportedlyError as error:
        emit(error=str(error), done=True)
        raise click.exceptions.Exit(1) from error
    counts = {name: getattr(result, name) for name in ("reports", "already_there", "statements", "events", "figures")}
    problems = [{"source": p.source, "place": p.place, "reason": p.reason} for p in result.problems[:100]]
    notice = OTHER_LISTS if before and (result.run.program, result.run.lexicon) not in before else ""
    emit(counts=counts | {"problems": len(result.problems)}, problems=problems, notice=notice, done=True)


def known_lists(db: str) -> set[tuple[str, str]]:
    """The word lists that reports of a case were read with by these rules of the program, so far."""
    from reportedly.api import open_case

    if not Path(db).exists():
        return set()
    with open_case(db) as case:
        return {
            (run.program, run.lexicon) for run in case.runs() if run.program == program() and run.counts.get("reports")
        }
