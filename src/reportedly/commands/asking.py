"""Commands that ask a case file."""

from __future__ import annotations

from typing import Any

import click

from reportedly.commands.common import (
    as_option,
    ask,
    claim_filters,
    db_option,
    limit_option,
    one_report,
    report_filters,
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
@limit_option
@as_option
def toll(db: str, form: str, limit: int | None, **filters: Any) -> None:
    """Versions of a toll side by side, by speaker and day; never summed.

    A number that several outlets carry from one speaker is one version.
    """
    ask("toll", "versions", db, form, limit, **filters)


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
