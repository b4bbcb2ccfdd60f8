"""Commands about many reports: incidents, origins, changes, and people's merges and splits."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reportedly.commands.common import (
    SHOWN,
    as_of_option,
    as_option,
    check_day,
    check_words,
    db_option,
    is_terminal,
    limit_option,
    options,
    say,
    show_rows,
    show_screen,
)

if TYPE_CHECKING:
    import msgspec

    from reportedly.link.origins import Owners

owners_option = click.option(
    "--owners",
    type=click.Path(exists=True, dir_okay=False),
    help="A CSV of outlet, owner, source: outlets of one owner count as one origin.",
)
who_option = click.option(
    "--who", metavar="NAME", default=getpass.getuser, help="Who judges; the user of this computer if not told."
)
why_option = click.option("--why", metavar="TEXT", required=True, help="The reason; it is kept with the judgement.")
one_or_text = options(
    click.option("--as", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
)


def _owners(path: str | None) -> Owners | None:
    if path is None:
        return None
    from reportedly.link.origins import read_owners

    return read_owners(path)


def _show(rows: Sequence[msgspec.Struct], render: str, form: str, limit: int | None) -> None:
    """Rows in a form; a table is cut after a few screens and says so."""
    cut = SHOWN if limit is None and form == "table" else None
    if form == "table" and rows:
        from reportedly import screen_incidents

        show_screen(getattr(screen_incidents, render)(rows[:cut], terminal=is_terminal()))
    else:
        show_rows(rows, render, form)
    if cut and len(rows) > cut:
        say(f"The first {cut}; --limit 0 shows all.", err=True)


@click.command()
@db_option
@click.option("--place", metavar="PLACE", help="A name or a part of one.")
@click.option("--kind", metavar="KIND", help="A sort of occurrence: violence, battle, talks ...")
@click.option("--since", callback=check_day, metavar="DATE", help="Said to be of this day or later.")
@click.option("--until", callback=check_day, metavar="DATE", help="Said to be of this day or earlier.")
@click.option(
    "--reports", type=click.IntRange(1), default=1, show_default=True, help="Told by at least as many reports."
)
@as_of_option
@owners_option
@limit_option
@as_option
def incidents(db: str, form: str, limit: int | None, owners: str | None, **filters: Any) -> None:
    """Claims of several reports about one occurrence: who says what, and on how many origins it rests."""
    from reportedly.api import open_case

    most = SHOWN + 1 if limit is None and form == "table" else limit or None
    with open_case(db) as case:
        rows = case.incidents(limit=most, owners=_owners(owners), **filters)
    if not rows:
        from reportedly.link.drafts import load_groups

        check_words(filters, {name for pair in load_groups().values() for name in pair})
    _show(rows, "incidents", form, limit)


@click.command()
@click.argument("incident_id", metavar="ID")
@db_option
@as_of_option
@owners_option
@one_or_text
def incident(incident_id: str, db: str, as_of: str | None, owners: str | None, form: str) -> None:
    """One incident: all versions, how they stand to each other, every party's position, origins, and why it holds.

    ID is an incident's, or that of a claim in it; the start is enough.
    """
    from reportedly.api import open_case

    with open_case(db) as case:
        view = case.incident(incident_id, as_of=as_of, owners=_owners(owners))
    if form == "json":
        import msgspec

        click.echo(msgspec.json.encode(view))
        return
    from reportedly import screen_incident

    show_screen(screen_incident.incident(view, terminal=is_terminal()))


@click.command()
@db_option
@click.option("--incident", metavar="ID", help="Of this incident alone; the start of its id is enough.")
@as_of_option
@owners_option
@limit_option
@as_option
def origins(db: str, form: str, limit: int | None, owners: str | None, **filters: Any) -> None:
    """Whose word the claims rest on, however many outlets carry it, and why reports were held dependent."""
    from reportedly.api import open_case

    with open_case(db) as case:
        rows = case.origins(owners=_owners(owners), **filters)
    if form == "table" and rows:
        from reportedly.screen import count

        named = sum(row.how != "unknown" for row in rows)
        reports = {report for row in rows for report in row.reports}
        outlets = {outlet for row in rows for outlet in row.outlets}
        say(f"{count(len(reports), 'reports')}, {count(len(outlets), 'outlets')}, {count(named, 'origins')}\n")
    _show(rows[: limit or None], "origins", form, limit)


@click.command()
@db_option
@click.option("--since", callback=check_day, metavar="DATE", required=True, help="Published on this day or later.")
@click.option("--incident", metavar="ID", help="Of this incident alone; the start of its id is enough.")
@as_of_option
@owners_option
@limit_option
@as_option
def changes(db: str, form: str, limit: int | None, owners: str | None, **filters: Any) -> None:
    """What is new since a day: claims, raised and lowered figures, denials, corrections, and rewritten reports."""
    from reportedly.api import open_case

    with open_case(db) as case:
        _show(case.changes(limit=limit or None, owners=_owners(owners), **filters), "changes", form, limit)


@click.command()
@db_option
@limit_option
@as_option
def stories(db: str, form: str, limit: int | None) -> None:
    """Reports that tell the same news."""
    from reportedly.api import open_case

    with open_case(db) as case:
        _show(case.stories(limit or None), "stories", form, limit)


@click.command()
@db_option
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to link with.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", help="Processes here, or Ray's.")
@click.option("--address", metavar="ADDRESS", help="The Ray cluster to join; without it Ray is started here.")
@click.option("--anew", is_flag=True, help="Link all reports again, as if none had been.")
def link(db: str, jobs: int, engine: str, address: str | None, anew: bool) -> None:
    """Bring the links of a case up to date: which reports copy which, which claims tell of one occurrence.

    Reading and loading do it by themselves; here it can be done by many processes, or after a run that was stopped.
    How many there are changes nothing in the result.
    """
    from reportedly.links import link_case
    from reportedly.screen import count
    from reportedly.store import open_store
    from reportedly.workers import hands

    if address and engine != "ray":
        raise click.UsageError("--address is for --engine ray.")
    with open_store(db, write=True) as store:
        linked = link_case(store, hands=hands(jobs, engine, address), anew=anew)
    say(f"Linked {count(linked, 'reports')}." if linked else "All reports are linked.")


@click.command()
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@db_option
@who_option
@why_option
def merge(one: str, other: str, db: str, who: str, why: str) -> None:
    """Put two incidents together. It is kept as a judgement, beside the links, and survives linking anew."""
    from reportedly.api import open_case

    with open_case(db) as case:
        made = case.merge(one, other, who=who, why=why)
        say(f"Together from now on: {case.incident(made.about).incident.id}")


@click.command()
@click.argument("claims", metavar="CLAIM...", nargs=-1, required=True)
@db_option
@who_option
@why_option
def split(claims: tuple[str, ...], db: str, who: str, why: str) -> None:
    """Take claims out of their incident into one of their own, with the rest of what their report tells of it."""
    from reportedly.api import open_case

    with open_case(db) as case:
        made = case.split(claims, who=who, why=why)
        say(f"An incident of its own from now on: {case.incident(made[0].about).incident.id}")
