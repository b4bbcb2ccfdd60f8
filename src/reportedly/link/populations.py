"""Who is counted, as linking compares it: the class of a population, and which class is counted among which."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

PEOPLE = "people"  # the class of what the table does not know, and of people called nothing else


@lru_cache(maxsize=1)
def load_populations() -> tuple[dict[str, str], dict[str, str]]:
    """populations.csv: words to their class, and classes to the one that they are counted among."""
    text = files("reportedly.link").joinpath("populations.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {w: row["class"] for row in rows for w in row["words"].split()}, {r["class"]: r["within"] for r in rows}


def population_class(population: str | None) -> str:
    """The class of a population, by the first of its words that the table knows; else people."""
    classes = load_populations()[0]
    words = (w.strip(".,'’\"()") for w in (population or "").casefold().split())
    return next((classes[w] for w in words if w in classes), PEOPLE)


def is_within(one: str, other: str) -> bool:
    """Whether the one can be counted among the other: children among people or civilians, men among soldiers too."""
    if one == "men" and other != one:
        return True
    return load_populations()[1].get(one, "") == PEOPLE and other in (PEOPLE, "civilians")


def is_one_population(one: str | None, other: str | None) -> bool:
    """Whether two reports count the same sort of people, in whatever words: fighters, militants, jihadists."""
    if population_class(one) == population_class(other):
        return True
    words = [{w[:5] for w in (p or "").casefold().split() if len(w) > 3} for p in (one, other)]
    return PEOPLE in (population_class(one), population_class(other)) and bool(words[0] & words[1])


def population_words(population: str | None) -> str:
    """The population as the report words it where the table knows its class, else people."""
    known = population_class(population)
    return PEOPLE if known == PEOPLE else " ".join((population or "").casefold().split())
