"""Who held which office when: dated posts of persons (lexicon/shared/holders.csv), looked up by name and day."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from reportedly.errors import LexiconError

# How long after a post was last checked it is still taken to be held; later it is unknown again.
FRESH_DAYS = 366


class Post(NamedTuple):
    """One office that a person held for a state or body. Dates are inclusive; None is unknown or, as an end, open."""

    person: str
    aliases: tuple[str, ...]
    office: str
    state: str
    sector: str
    since: dt.date | None
    until: dt.date | None
    source: str
    checked: dt.date
    note: str = ""

    def covers(self, day: dt.date) -> bool:
        """Whether the office was surely held on a day. An unknown start covers no day."""
        end = self.until or self.checked + dt.timedelta(days=FRESH_DAYS)
        return self.since is not None and self.since <= day <= end


class People:
    """All posts, looked up by the spellings of a person's name."""

    def __init__(self, posts: Iterable[Post] = ()) -> None:
        self.posts = tuple(posts)
        self._by_name: dict[str, list[Post]] = {}
        for post in self.posts:
            for name in {plain_name(n) for n in (post.person, *post.aliases)}:
                self._by_name.setdefault(name, []).append(post)

    def find(self, name: str) -> list[Post]:
        """Every post of the person of that name, or none where two persons share it."""
        posts = self._by_name.get(plain_name(name), [])
        return list(posts) if len({p.person for p in posts}) == 1 else []

    def post(self, name: str, day: dt.date) -> Post | None:
        """The post that the person of that name held on a day, the first listed where there are several."""
        return next((p for p in self.find(name) if p.covers(day)), None)


def plain_name(name: str) -> str:
    """A name without accents, hyphens, apostrophes and case, so that spellings meet."""
    letters = unicodedata.normalize("NFKD", name)
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(kept.replace("-", " ").replace("’", "").replace("'", "").replace(".", " ").lower().split())


def read_people(name: str, data: bytes) -> People:
    """Read one CSV of posts. Raises LexiconError with file and line."""
    if not data:
        return People()
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return People(_post(name, line, row) for line, row in enumerate(rows, start=2))


def _post(name: str, line: int, row: dict[str, str]) -> Post:
    try:
        return Post(
            person=row["person"],
            aliases=tuple(a.strip() for a in row["aliases"].split("|") if a.strip()),
            office=row["office"],
            state=row["state"],
            sector=row["sector"],
            since=_date(row["since"], last=False),
            until=_date(row["until"], last=True),
            source=row["source"],
            checked=dt.date.fromisoformat(row["checked"]),
            note=row.get("note") or "",
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise LexiconError(f"{name}, line {line}: {error!r}; a post needs every column and ISO dates.") from error


def _date(text: str, last: bool) -> dt.date | None:
    """A day, month or year as a day on the safe side: a start at its latest, an end at its earliest."""
    if not text:
        return None
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year = parts[0]
    if len(parts) == 1:
        return dt.date(year, 1, 1) if last else dt.date(year, 12, 31)
    first = dt.date(year, parts[1], 1)
    if last:
        return first
    following = dt.date(year + parts[1] // 12, parts[1] % 12 + 1, 1)
    return following - dt.timedelta(days=1)
