"""Loaded words with their plain counterparts (lexicon/en/wording.toml): what an outlet's choice of words is seen by."""

from __future__ import annotations

from functools import cached_property

import msgspec

from reportedly.errors import LexiconError


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry: words that take a side, as lower-case lemmas or phrases, and what says the same without one.

    `about` is what they are said of: people, bodies, acts, deaths, places, doubt.
    """

    id: str
    words: tuple[str, ...]
    neutral: str
    about: str
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(name="not", default=())


class TermFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """wording.toml as a whole."""

    term: tuple[Term, ...] = ()


class Wordings:
    """All terms, looked up by the first word of each."""

    def __init__(self, entries: tuple[Term, ...]) -> None:
        self.entries = entries

    @cached_property
    def by_first(self) -> dict[str, list[tuple[tuple[str, ...], Term]]]:
        """First word to the phrases it may begin, the longest first."""
        found: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for term in self.entries:
            for phrase in term.words:
                words = tuple(phrase.split())
                found.setdefault(words[0], []).append((words, term))
        return {first: sorted(phrases, key=lambda p: -len(p[0])) for first, phrases in found.items()}

    def describe(self, entry: str) -> str:
        """What a rule id of this list means."""
        term = next((t for t in self.entries if t.id == entry), None)
        return f"A loaded word; without taking a side: {term.neutral}." if term is not None else ""


def load_wordings(data: bytes) -> Wordings:
    """Read wording.toml. Raises LexiconError."""
    try:
        return Wordings(msgspec.toml.decode(data, type=TermFile).term)
    except msgspec.MsgspecError as error:
        raise LexiconError(f"wording.toml: {error}") from error
