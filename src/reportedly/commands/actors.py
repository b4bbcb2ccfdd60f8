"""Commands about actors: who a phrase means, what the data hold of an actor, which names nobody is known for."""

from __future__ import annotations

import datetime as dt

import click

from reportedly.commands.common import as_option, ask, check_day, db_option, limit_option, show_screen


@click.command()
@click.argument("phrase")
@click.option(
    "--date", "day", callback=check_day, metavar="DATE", help="The day it was said; offices and sides change."
)
@click.option("--context", default="", metavar="TEXT", help="Words that stood near it.")
@click.option("--actors", multiple=True, type=click.Path(exists=True, dir_okay=False), help="Your own actors, a CSV.")
def actor(phrase: str, day: str | None, context: str, actors: tuple[str, ...]) -> None:
    """Who PHRASE means: country and sector, and what the data hold of the actors it names.

    \b
    reportedly actor "the Egyptian foreign minister"
    reportedly actor Taliban --date 2019-05-01
    """
    from reportedly import phrases, screen
    from reportedly.gazetteer import load_gazetteer
    from reportedly.lexicon import load_lexicon
    from reportedly.lexicon.codes import cameo
    from reportedly.lexicon.describe import describe_actor

    lexicon = load_lexicon(actors)
    on = dt.date.fromisoformat(day[:10]) if day else None
    code = phrases.code(phrase, lexicon, load_gazetteer(), on, context)
    lines = [
        ("country", code.country or "not known"),
        ("sector", ", ".join(code.sectors) or "none"),
        ("PLOVER", " ".join(filter(None, (code.country, *code.sectors))) or "none"),
        ("CAMEO", cameo(code, lexicon) or "none"),
        ("because", code.why),
    ]
    show_screen(screen.pairs(lines))
    for known in lexicon.find_known(phrase):
        for actor_id in known.actors:
            show_screen(f"\n{actor_id}\n" + screen.pairs(describe_actor(actor_id, lexicon, on)))


@click.command()
@db_option
@limit_option
@as_option
def unresolved(db: str, form: str, limit: int | None) -> None:
    """Names that stand for no known actor, most often mentioned first; add yours with --actors CSV."""
    ask("unresolved_names", "unresolved", db, form, limit)
