"""Words that the reading of places needs: what stands before and after a place's name (lexicon/en/places.toml)."""

from __future__ import annotations

from typing import Literal

import msgspec

from reportedly.errors import LexiconError

Level = Literal["admin1", "admin2", "place", "area", "point"]


class PlaceWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """places.toml, checked. All lower case. `directions` are degrees from north, -1 where a part has none."""

    at: frozenset[str]
    weak: frozenset[str]
    before: frozenset[str]
    after: dict[str, Level]
    directions: dict[str, int]
    joins: frozenset[str]
    takes_place: frozenset[str]
    place_nouns: frozenset[str]
    speaks: frozenset[str]
    bodies: frozenset[str]
    not_alone: frozenset[str]
    government_has: frozenset[str]
    given_names: frozenset[str]
    not_before: frozenset[str]
    no_places: frozenset[str]
    units: dict[str, float]
    vague: frozenset[str]
    abbreviations: dict[str, str] = {}


def load_place_words(data: bytes) -> PlaceWords:
    """Read places.toml. Raises LexiconError."""
    try:
        return msgspec.toml.decode(data, type=PlaceWords)
    except msgspec.MsgspecError as error:
        raise LexiconError(f"places.toml: {error}") from error
