"""Words that the reading of names needs: titles, particles, body words, anaphors (lexicon/en/names.toml)."""

from __future__ import annotations

import msgspec

from reportedly.errors import LexiconError


class NameWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """names.toml, checked. All lower case."""

    calendar: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    female_titles: frozenset[str] = frozenset()
    male_titles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    body_words: frozenset[str] = frozenset()
    place_words: frozenset[str] = frozenset()
    outsiders: frozenset[str] = frozenset()
    anaphors: dict[str, tuple[str, ...]] = {}


def load_name_words(data: bytes) -> NameWords:
    """Read names.toml. Raises LexiconError."""
    try:
        return msgspec.toml.decode(data, type=NameWords)
    except msgspec.MsgspecError as error:
        raise LexiconError(f"names.toml: {error}") from error
