"""Commands that ask a case file."""

from __future__ import annotations

from typing import Any

import click

from reportedly.commands.common import (
    SHOWN,
    as_option,
    ask,
    check_day,
    check_words,
    claim_filters,
    db_option,
    is_terminal,
    limit_option,
    one_report,
    report_filters,
    say,
    show_rows,
    show_screen,
    speaker_option,
)


@click.command()
@db_option
@claim_filters
@limit_option
@as_option
def claims(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """Events and figures, each with who says it."""
    ask("claims", "claims", db, form, limit, **filters)


@click.command()
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


@click.command()
@db_option
@claim_filters
@limit_option
@as_option
def figures(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """The claims that are numbers."""
    ask("figures", "claims", db, form, limit, **filters)


@click.command()
@db_option
@claim_filters
@click.option("--population", metavar="WORDS", help="Whom it counts: a part of the words is enough.")
@click.option("--scope", metavar="SCOPE", help="incident, window, cumulative, increment, stock, rate, other_event.")
@click.option("--happened-since", callback=check_day, metavar="DATE", help="Of what happened on this day or later.")
@click.option("--happened-until", callback=check_day, metavar="DATE", help="Of what happened on this day or earlier.")
@click.option("--policy", default="literal", show_default=True, metavar="NAME", help="Rule that reads the numbers.")
@limit_option
@as_option
def toll(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """Versions of a toll side by side, by speaker and day; never summed.

    Numbers that count different things stand in groups of their own, each with the reason. A policy (literal, lead,
    acled, airwars, ucdp) adds the bounds that its record keeper would read from the same words.
    """
    from reportedly import screen_toll
    from reportedly.api import open_case

    cut = SHOWN if limit is None and form == "table" else None
    with open_case(db) as case:
        rows = case.toll_table(limit=limit or None, **filters)
    if not rows:
        check_words(filters)
    if form == "table" and rows:
        show_screen(screen_toll.tolls(rows[:cut], terminal=is_terminal()))
    else:
        show_rows(rows, "versions", form)
    if cut and len(rows) > cut:
        say(f"The first {cut}; --limit 0 shows all.", err=True)


@click.command()
@db_option
@click.option("--term", metavar="WORD", help="One loaded word, or an entry of the list.")
@report_filters
@one_report
@limit_option
@as_option
def wording(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """Loaded words by outlet: in its own voice, in what it reports others to say, and in quotes."""
    ask("wording", "wording", db, form, limit, **filters)


@click.command()
@db_option
@report_filters
@one_report
@limit_option
@as_option
def reports(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """The reports of a case, and how much was found in each."""
    ask("reports", "reports", db, form, limit, **filters)
