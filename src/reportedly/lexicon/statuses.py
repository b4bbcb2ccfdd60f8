"""What others have declared an actor to be: "listed by X since DATE", "recognised by Y". Never a label of ours.

Each row of lexicon/shared/statuses.csv says who declared it, from when to when, by which source, and when it was
checked. No reading depends on them; they are shown beside an actor.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import NamedTuple

from reportedly.errors import LexiconError


class Declared(NamedTuple):
    """One declaration. `actor` and `by` are ids; dates are inclusive, `until` None is still so when checked."""

    actor: str
    status: str
    by: str
    since: dt.date
    until: dt.date | None
    source: str
    checked: dt.date

    def holds(self, day: dt.date) -> bool:
        """Whether it was declared on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def read_statuses(name: str, data: bytes) -> tuple[Declared, ...]:
    """Read one CSV of declarations. Raises LexiconError with file and line."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return tuple(_declared(name, line, row) for line, row in enumerate(rows, start=2))


def _declared(name: str, line: int, row: dict[str, str]) -> Declared:
    try:
        return Declared(
            actor=row["actor"],
            status=row["status"],
            by=row["by"],
            since=dt.date.fromisoformat(row["since"]),
            until=dt.date.fromisoformat(row["until"]) if row["until"] else None,
            source=row["source"],
            checked=dt.date.fromisoformat(row["checked"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise LexiconError(f"{name}, line {line}: {error!r}; a status needs every column and ISO dates.") from error
