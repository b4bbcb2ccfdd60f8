"""Judging claims in the terminal, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportedly.commands.common import db_option, say, show_screen
from reportedly.printable import printable

if TYPE_CHECKING:
    from reportedly.api import Case
    from reportedly.audit import Why
    from reportedly.review import Verdict
    from reportedly.review_queue import Waiting

KEYS = "[a]ccept  [c]orrect  [r]eject  [n]ot now  [u]ndo  [q]uit"
ENDING = ("q", "\x03", "\x04", "\x1b")


@click.command()
@db_option
@click.option("--who", metavar="NAME", help="Who signs judgements; your user name if not told.")
@click.option(
    "--only",
    type=click.Choice(["contested", "figure", "event", "reopened"]),
    help="A part of the queue; all claims if not told.",
)
def review(db: str, who: str | None, only: str | None) -> None:
    """Judge claims one by one, those that matter most and are least sure first.

    Judgements are added to the case beside what was read; to undo one adds another that withdraws it.
    """
    from reportedly.api import open_case
    from reportedly.web.app import user_name

    with open_case(db) as case:
        judge_all(case, who or user_name(), only or "")


def judge_all(case: Case, who: str, only: str) -> None:
    """Show what waits and take keys until nothing does, or until q."""
    from reportedly import screen

    skip, done = 0, 0
    while True:
        queue = case.waiting(only=only, skip=skip)
        if not queue.items:
            say("Nothing waits." if not skip else f"{screen.count(skip, 'claims')} put off; nothing else waits.")
            break
        item = queue.items[0]
        _show(case, item, queue.total)
        key = _key(case)
        if key in ENDING:
            break
        try:
            moved = _act(case, key, item, who)
        except click.Abort:  # Ctrl-C at a question takes that question back
            continue
        skip, done = skip + (moved == "skipped"), done + (moved == "judged")
    say(f"{screen.count(done, 'judgements')} added.")


def _key(case: Case) -> str:
    """The key that is pressed. Raises CaseError where there is no keyboard."""
    from reportedly.errors import CaseError

    try:
        return click.getchar()
    except (KeyboardInterrupt, EOFError):
        return "q"
    except OSError as error:
        raise CaseError(
            f"review takes keys, and there is no terminal to take them from; run it in one, or judge on the page: "
            f"reportedly serve {case.path}"
        ) from error


def _show(case: Case, item: Waiting, total: int) -> None:
    from reportedly.screen_why import show

    click.clear()
    say(f"{total:,} wait. Why now: {'; '.join(item.reasons()) or 'nobody has judged it'}.\n")
    show_screen(show(case.why(item.id), terminal=True))
    show_screen("\n" + click.style(KEYS, bold=True))


def _act(case: Case, key: str, item: Waiting, who: str) -> str:
    """Do what a key says: "judged", "skipped", or "" when nothing came of it."""
    if key == "n":
        return "skipped"
    if key == "a":
        _judge(case, item.id, "accept", who)
        return "judged"
    if key == "r":
        _judge(case, item.id, "reject", who, why=_reason())
        return "judged"
    if key == "c":
        return "judged" if _correct(case, case.why(item.id), who) else ""
    if key == "u":
        _undo(case, who)
    return ""


def _judge(case: Case, about: str, verdict: Verdict, who: str, **details: str) -> None:
    """Judge a claim, and its copies in other outlets where the person says so."""
    from reportedly.review_queue import copies_of

    copies = copies_of(case.store, about)
    outlets = ", ".join(dict.fromkeys(copy.outlet or "no outlet" for copy in copies))
    named = "its copy" if len(copies) == 1 else f"its {len(copies)} copies"
    if copies and click.confirm(printable(f"The same for {named} ({outlets})?"), default=True):
        for copy in copies:
            case.judge(copy.id, verdict, who=who, **details)
    case.judge(about, verdict, who=who, **details)


def _reason() -> str:
    from reportedly.review_queue import REJECTIONS

    for number, reason in enumerate(REJECTIONS, 1):
        say(f"  {number}  {reason}")
    given: str = click.prompt("Why (a number, or in your words)")
    chosen = int(given) - 1 if given.isdigit() else -1
    return REJECTIONS[chosen] if 0 <= chosen < len(REJECTIONS) else given


def _correct(case: Case, found: Why, who: str) -> bool:
    from reportedly.errors import CaseError
    from reportedly.review_queue import check_correction, current_values

    values = current_values(found.record, found.said_by)
    for number, (field, value) in enumerate(values, 1):
        say(f"  {number}  {field}: {value or 'unknown'}")
    field = values[click.prompt("Which", type=click.IntRange(1, len(values))) - 1][0]
    given: str = click.prompt(f"{field} is (empty: unknown)", default="", show_default=False)
    try:
        check_correction(str(found.record.__struct_config__.tag), field, given)
    except CaseError as error:
        say(str(error), err=True)
        click.pause()
        return False
    _judge(case, found.record.id, "correct", who, field=field, value=given)
    return True


def _undo(case: Case, who: str) -> None:
    """Withdraw the last judgement of this person that is in force."""
    from reportedly.review import in_force

    mine = [judgement for judgement in in_force(case.judgements()) if judgement.who == who]
    if mine:
        case.judge(mine[-1].about, "withdraw", who=who, value=mine[-1].id)
