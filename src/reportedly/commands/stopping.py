"""What Ctrl-C leaves behind, in one sentence, and the exit code that shells give to a stopped program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.commands.common import progress, say

if TYPE_CHECKING:
    from reportedly.api import OnProgress

STOPPED = 130  # 128 and the number of the signal that Ctrl-C sends
NOTHING_LOST = "Stopped. What was written before stays as it is."


def was_stopped(error: BaseException) -> bool:
    """Whether this is Ctrl-C, or what a library makes of it: DuckDB raises "Query interrupted"."""
    return isinstance(error, KeyboardInterrupt | click.Abort) or (
        isinstance(error, RuntimeError) and "interrupted" in str(error).casefold()
    )


@contextmanager
def stoppable(says: Callable[[], str]) -> Iterator[None]:
    """Say what is kept when the work inside is stopped, and leave with exit code 130."""
    try:
        yield
    except BaseException as error:
        if not was_stopped(error):
            raise
        say(says(), err=True)
        raise click.exceptions.Exit(STOPPED) from None


@contextmanager
def reading_into(db: str, kept: str = "{reports} stored by this run {are} whole in {db}") -> Iterator[OnProgress]:
    """A reading with its progress; when it is stopped, how much of it is in the case, and how to go on."""
    counts: dict[str, int] = {}
    with stoppable(lambda: _what_stays(db, kept, counts)), progress() as shown:

        def follow(now: dict[str, int]) -> None:
            counts.update(now)
            if shown is not None:
                shown(now)

        yield follow


def _what_stays(db: str, kept: str, counts: dict[str, int]) -> str:
    from reportedly.screen import count

    if not Path(db).exists():
        return "Stopped before anything was read. The same command starts again."
    number = counts.get("reports", 0)
    if not number and "{reports}" in kept:
        return f"Stopped before any new report was stored in {db}. The same command starts again."
    what = kept.format(reports=count(number, "reports"), are="is" if number == 1 else "are", db=db)
    return f"Stopped. {what[0].upper()}{what[1:]}; the same command goes on from there."
