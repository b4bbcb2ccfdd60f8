"""Disputed places: who claims them, what the standard lists, and who uses which name (lexicon/shared/disputed.csv).

None of it is a judgement of ours: `country` of a place is the code that ISO 3166 lists it under, empty where the
standard lists none or two, and what the sides say stands beside it.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import NamedTuple


class Dispute(NamedTuple):
    """One row: places by our names or by country and first-level part, who claims them, and the names in use."""

    names: tuple[str, ...]
    country: tuple[str, ...]
    admin1: tuple[str, ...]
    claimed_by: tuple[str, ...]
    view: str
    names_used: tuple[str, ...]
    source: str

    def sentence(self) -> str:
        """What a reader of a record should know, in one line."""
        claimed = f"claimed by {_listed(self.claimed_by)}; " if self.claimed_by else ""
        used = f"; names: {'; '.join(self.names_used)}" if self.names_used else ""
        return f"disputed: {claimed}{self.view}{used}"


def plain_name(name: str) -> str:
    """A name in small letters without accents: the packages write "Arunāchal Pradesh"."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


class Disputes:
    """All disputes, looked up by a place's name or by the part of a state it lies in."""

    def __init__(self, rows: Iterable[Dispute]) -> None:
        self.rows = tuple(rows)
        self._by_name = {name: row for row in self.rows for name in row.names}
        self._by_part = {(c, plain_name(a)): row for row in self.rows for c in row.country for a in row.admin1}

    def of(self, name: str, country: str, admin1: str) -> Dispute | None:
        """The dispute about a place of the gazetteer, or None."""
        row = self._by_name.get(name)
        if row is not None and (not country or country in row.country):
            return row
        return self._by_part.get((country, plain_name(admin1)))


@lru_cache(maxsize=1)
def load_disputes() -> Disputes:
    """Read disputed.csv of the package."""
    data = resources.files("reportedly.lexicon").joinpath("shared", "disputed.csv").read_text(encoding="utf-8")
    return Disputes(_dispute(line) for line in csv.DictReader(io.StringIO(data)))


def _dispute(line: dict[str, str]) -> Dispute:
    def many(field: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in line[field].split("|") if part.strip())

    return Dispute(
        many("names"),
        many("country"),
        many("admin1"),
        many("claimed_by"),
        line["view"],
        many("names_used"),
        line["source"],
    )
