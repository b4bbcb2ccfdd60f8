"""Country and sector of a phrase with all the data at hand: the lexicon's actors and the gazetteer's places."""

from __future__ import annotations

import datetime as dt
from itertools import chain

from reportedly.gazetteer import Gazetteer
from reportedly.lexicon import Lexicon
from reportedly.lexicon.codes import Code, code_phrase

# A place's name tells a country when its largest bearer has this many times the people of any elsewhere.
CLEARLY_LARGER = 5


def code(phrase: str, lexicon: Lexicon, gazetteer: Gazetteer, day: dt.date | None = None, context: str = "") -> Code:
    """Country and sector of a phrase; a place in it tells the country where no known name does: "Minsk police"."""
    return code_phrase(phrase, lexicon, day, context, lambda name: country_of_place(name, lexicon, gazetteer))


def country_of_place(name: str, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    """The ISO alpha-3 country of the largest place of a name, when it is much larger than any in another country."""
    sizes: dict[str, int] = {}
    for place in chain.from_iterable(gazetteer.find([name]).values()):
        sizes[place.country] = max(sizes.get(place.country, 0), place.population)
    ranked = sorted(sizes.items(), key=lambda size: (-size[1], size[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] <= CLEARLY_LARGER * ranked[1][1]):
        return ""
    return next((a.iso3 for a in lexicon.actors.values() if a.iso2 and a.iso2 == ranked[0][0]), "")
