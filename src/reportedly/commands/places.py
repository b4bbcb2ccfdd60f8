"""Commands that ask the gazetteer, and add a file of the user's to it."""

from __future__ import annotations

from pathlib import Path

import click

from reportedly.commands.common import say, show_screen


@click.group()
def gazetteer() -> None:
    """What the program knows of places: ask it, or add a GeoNames file."""


@gazetteer.command()
def info() -> None:
    """Where the gazetteer's index lies, what it was made of and how much it holds."""
    from reportedly import screen
    from reportedly.gazetteer import load_gazetteer
    from reportedly.gazetteer_build import index_path

    index = load_gazetteer().indexes[-1]
    path = index_path()
    lines = [
        ("file", str(path)),
        ("size", f"{path.stat().st_size / 1e6:.1f} MB"),
        ("places", f"{len(index):,}"),
        ("names", f"{index.names:,}"),
        *((package, version) for package, version in sorted(index.sources.items())),
    ]
    show_screen(screen.pairs(lines))


@gazetteer.command()
@click.argument("name")
@click.option("--places", multiple=True, type=click.Path(exists=True), help="Also this CSV file or index of places.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Most rows.")
def find(name: str, places: tuple[str, ...], limit: int) -> None:
    """The places called NAME, likeliest first when a report says no more."""
    from reportedly.gazetteer import fold, load_gazetteer
    from reportedly.lexicon.disputed import load_disputes
    from reportedly.stages.place_senses import base

    gazetteer_ = load_gazetteer([Path(p) for p in places])
    found = gazetteer_.find([name]).get(fold(name)) or gazetteer_.find_spelling([fold(name)]).get(fold(name), [])
    if not found:
        say(f"No place called {name!r} is known; add it with --places, or a GeoNames file.", err=True)
        raise click.exceptions.Exit(1)
    for place in sorted(found, key=lambda p: (-base(p), p.geonameid, p.name))[:limit]:
        where = ", ".join(filter(None, (place.name, place.admin1, place.country or place.countries)))
        say(f"{where}  {place.precision}  {place.lat:.3f} {place.lon:.3f}  people {place.population:,}")
        dispute = load_disputes().of(place.name, place.country, place.admin1)
        if dispute is not None:
            say(f"    {dispute.sentence()}")


@gazetteer.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("-o", "--output", default="places.index", show_default=True, metavar="FILE", help="The index to write.")
@click.option("--classes", default="AP", show_default=True, help="GeoNames feature classes to take: A P H L R S T U V.")
def import_(file: str, output: str, classes: str) -> None:
    """Make an index of a GeoNames FILE (a country's txt or zip); use it with `reportedly read --places`."""
    from reportedly.gazetteer_import import import_geonames

    done = import_geonames(Path(file), Path(output), classes.upper().replace(",", ""))
    say(f"{done.places:,} places in {done.path}; {done.passed:,} lines passed over.")
    say(f"Use it with: reportedly read PATH --places {done.path}")


@gazetteer.command()
def disputed() -> None:
    """Places that several states or bodies claim or name differently, with who says what."""
    from reportedly.lexicon.disputed import load_disputes

    for row in load_disputes().rows:
        say(", ".join(row.names))
        say(f"    {row.sentence()}")
