"""One text that several outlets carry, shown once in a list, with who carries it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from reportedly.rows import OWN_VOICE, ClaimRow, StatementRow
from reportedly.shelf import first_copies
from reportedly.store import Store

WORDS = re.compile(r"\w+")
FETCHED = 6  # times as many rows as are shown: a wire story seldom has more carriers in a case


class Folded(NamedTuple):
    """A claim or statement, and further ones that say the same in the same words: copies of it in other outlets."""

    row: Any
    copies: Sequence[Any]

    def outlets(self) -> list[str]:
        """Who carries it, in the order of the list."""
        return list(dict.fromkeys(row.outlet or "no outlet" for row in (self.row, *self.copies)))


def fold(store: Store, rows: Sequence[ClaimRow] | Sequence[StatementRow], most: int | None = None) -> list[Folded]:
    """Rows in their order, each with its copies: the same speaker, the same passage word for word, the same reading.

    What an outlet tells in its own voice is the same only in reports of one text.
    """
    first_of = first_copies(store, {row.report for row in rows}) if rows else {}
    return fold_rows(rows, first_of)[:most]


def fold_rows(rows: Iterable[ClaimRow | StatementRow], first_of: Mapping[str, str]) -> list[Folded]:
    """As `fold`, with the first report of each copied text."""
    found: dict[tuple[object, ...], list[Any]] = {}
    turns: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        root = first_of.get(row.report, row.report)
        voice = (OWN_VOICE, root) if row.said_by.startswith(OWN_VOICE) else row.said_by
        key = (voice, *_said(row), " ".join(WORDS.findall(row.passage.casefold())))
        turns[row.report, *key] += 1  # what one report says twice stays two
        found.setdefault((*key, turns[row.report, *key]), []).append(row)
    return [Folded(row, rest) for row, *rest in found.values()]


def _said(row: ClaimRow | StatementRow) -> tuple[object, ...]:
    if isinstance(row, StatementRow):
        return "statement", row.stance, row.content
    return row.type, row.kind, row.measure, row.low, row.high, row.status, row.population, row.time_start, row.time_end
