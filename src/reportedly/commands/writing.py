"""Commands that write a case in other forms."""

from __future__ import annotations

import sys

import click

from reportedly.commands.common import db_option, say


@click.command()
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
            say(f"{case.export(form, output):,} records in {output}", err=True)
