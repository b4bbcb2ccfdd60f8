"""The command that shows the long affairs of a case file."""

from __future__ import annotations

import sys

import click

from reportedly.commands.common import as_option, db_option, is_terminal, say, show_screen

KINDS = ("negotiation", "ceasefire", "exchange", "court case", "toll")


@click.command()
@db_option
@click.option("--kind", type=click.Choice(KINDS), help="Only dossiers of this kind.")
@click.option("--party", metavar="NAME", help="Only those in which somebody of this name takes part.")
@click.option("--limit", type=click.IntRange(0), help="Most dossiers; 0 or nothing is all.")
@as_option
def dossiers(db: str, kind: str | None, party: str | None, limit: int | None, form: str) -> None:
    """Negotiations, ceasefires, exchanges, court cases and tolls: their claims in order.

    Each entry is one claim of the case, with who says it; see where it stands with: reportedly why ID
    """
    import msgspec

    from reportedly.api import open_case
    from reportedly.export.csv import write_rows
    from reportedly.screen_dossiers import dossiers as render

    with open_case(db) as case:
        found = case.dossiers(kind=kind, party=party, limit=limit)
    if not found:
        say("No dossiers match; fewer filters find more.", err=True)
    elif form == "table":
        show_screen(render(found, terminal=is_terminal()))
    elif form == "jsonl":
        sys.stdout.buffer.writelines(msgspec.json.encode(d) + b"\n" for d in found)
    else:
        entries = [e for d in found for e in d.entries]
        write_rows(entries, type(entries[0]), sys.stdout.buffer)
