"""Lists with filters from an address: what is asked for, one page of the answer, and how many there are in all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from starlette.requests import Request

from reportedly.nearby import is_partial_date
from reportedly.questions import Question
from reportedly.review_queue import SETTLED
from reportedly.rows import ClaimRow, StatementRow
from reportedly.store import Store

PAGE_ROWS = 50
FAR_DOWN = 5_000  # rows before a page, from where its ids are found first
MOST_ROWS = 100_000  # of a list as CSV or JSON lines
LONGEST_FILTER = 300
STATES = {"unreviewed": f"id NOT IN ({SETTLED})", "reviewed": f"id IN ({SETTLED})"}


class Filters(NamedTuple):
    """What an address asks for: filters that the question knows, words to look for, people's layer, which page."""

    known: dict[str, Any]
    text: str
    state: str
    page: int

    def asked(self) -> dict[str, Any]:
        """As the query of an address, without the page."""
        return {**self.known, "q": self.text, "state": self.state}


class Rows(NamedTuple):
    """One page of an answer."""

    rows: Sequence[Any]
    total: int
    page: int
    pages: int
    filters: Filters


def filters_of(request: Request, *names: str) -> Filters:
    """The filters of an address. What makes no sense, a day that is none, is left out."""
    query = request.query_params
    known = {name: query[name].strip()[:LONGEST_FILTER] for name in names if query.get(name, "").strip()}
    for name in ("since", "until"):
        if name in known and not is_partial_date(known[name]):
            del known[name]
    page = query.get("page", "1")
    state = query.get("state", "")
    return Filters(
        known=known,
        text=query.get("q", "").strip()[:LONGEST_FILTER],
        state=state if state in STATES else "",
        page=max(1, int(page)) if page.isdigit() and len(page) < 9 else 1,
    )


def rows_of(store: Store, question: Question, filters: Filters, texts: Sequence[str], size: int) -> Rows:
    """The page of the answer that `filters` ask for; `texts` are the columns that their words are looked for in."""
    narrowed = narrow(question, filters, texts)
    total = store.rows(f"SELECT count(*) AS n FROM ({narrowed.sql})", narrowed.params, dict[str, int])[0]["n"]
    pages = max(1, -(-total // size))
    page = min(filters.page, pages)
    sql = _page_of(narrowed, int(size), int((page - 1) * size))
    return Rows(store.rows(sql, narrowed.params, narrowed.kind), total, page, pages, filters)


def _page_of(question: Question, size: int, offset: int) -> str:
    """The SQL of a part of an answer.

    Far down a long list the ids are put in order first, and then their rows fetched: to sort whole rows for the sake
    of fifty takes twice as long.
    """
    part = f"LIMIT {size} OFFSET {offset}"
    if offset < FAR_DOWN or question.kind not in (ClaimRow, StatementRow):
        return f"{question.sql} {part}"
    select, _, order = question.sql.rpartition(" ORDER BY ")
    ids = f"SELECT id FROM ({select}) ORDER BY {order} {part}"
    return f"SELECT * FROM ({select}) WHERE id IN ({ids}) ORDER BY {order}"


def narrow(question: Question, filters: Filters, texts: Sequence[str]) -> Question:
    """The question with the words that are looked for and people's layer as further conditions, in the same order."""
    select, _, order = question.sql.rpartition(" ORDER BY ")
    conditions, params = [], dict(question.params)
    for turn, word in enumerate(filters.text.split()[:8]):
        params[f"word{turn}"] = word
        conditions.append(" OR ".join(f"contains(lower({column}), lower($word{turn}))" for column in texts))
    if filters.state:
        conditions.append(STATES[filters.state])
    where = "".join(f" AND ({condition})" for condition in conditions)
    return question._replace(sql=f"{select}{where} ORDER BY {order}", params=params)
