"""One page to print: what is said, by whom, each sentence with a footnote to the passage it was read from.

A sentence without a passage cannot be on it: sentences are made from claims, and bring their footnotes with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from reportedly.queries import claims_by_id, versions_of
from reportedly.questions import STATEMENTS, Filters
from reportedly.review import Judged
from reportedly.rows import ClaimRow, Contested, StatementRow
from reportedly.screen import bounds, toll_name
from reportedly.web.copies import FETCHED, Folded, fold
from reportedly.web.page import Office, office, show
from reportedly.web.screens.overview import OPPOSING, contested_tolls, spread
from reportedly.web.screens.timeline import a_day

if TYPE_CHECKING:
    from reportedly.api import Case

CARDS, VERSIONS, LINES = 3, 12, 8
MOST_OUTLETS = 3  # named in a footnote
AHEAD = ("planned", "demanded", "offered", "threatened")


class Note(NamedTuple):
    """A footnote: where a sentence was read."""

    number: int
    claim: str
    passage: str
    outlet: str | None
    published: str | None
    standing: str


class Sentence(NamedTuple):
    """One sentence and its footnote."""

    who: str
    text: str
    note: Note


class Chapter(NamedTuple):
    """Sentences under a heading."""

    head: str
    sentences: list[Sentence]


class Brief(NamedTuple):
    """The page: its chapters, and what could not be put on it."""

    since: str | None
    until: str | None
    chapters: list[Chapter]
    notes: list[Note]
    unattributed: int
    reports: int
    outlets: int


class Writer:
    """Numbers footnotes as sentences come. A claim that a person rejected gets no sentence."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        self.notes: list[Note] = []

    def sentence(
        self, who: str, text: str, row: ClaimRow | StatementRow, copies: Sequence[ClaimRow | StatementRow] = ()
    ) -> Sentence | None:
        """A sentence made from a claim or statement; its copies in other outlets stand in its footnote."""
        standing = self.judged.of(row.id)
        if standing.state == "rejected":
            return None
        note = Note(
            len(self.notes) + 1, row.id, row.passage, _carriers(Folded(row, copies)), row.published, standing.state
        )
        self.notes.append(note)
        return Sentence(who, text, note)


def brief(request: Request) -> Response:
    """The printable page of a case, or of a period."""
    here = office(request)
    since, until = a_day(request, "since"), a_day(request, "until")
    period = (since.isoformat() if since else None, until.isoformat() if until else None)
    with here.case() as case:
        page = remembered_brief(here, case, *period)
    return show(request, "brief.html", brief=page)


def remembered_brief(here: Office, case: Case, since: str | None, until: str | None) -> Brief:
    """The page of a period, worked out once for each state of the case and of the judgements."""
    key = ("brief", since, until, here.desk.judgements)
    page = here.remembered.get(key, lambda: write_brief(here, case, since, until))
    if not isinstance(page, Brief):
        raise TypeError("something else is remembered as the brief")
    return page


def write_brief(here: Office, case: Case, since: str | None, until: str | None) -> Brief:
    """The page of a period; with neither end, of the whole case."""
    writer = Writer(here.judged(case))
    chapters = [
        *(_contested(case, writer, about, since, until) for about in contested_tolls(here, case)[:CARDS]),
        _chapter("Denied, rejected, accused, admitted", _opposing(case, writer, since, until)),
        _chapter("Planned, demanded, offered, threatened", _ahead(case, writer, since, until)),
    ]
    period = _period(since, until)
    unknown = f"SELECT count(*) AS n FROM ({STATEMENTS}) WHERE speaker IS NULL AND {' AND '.join(period.conditions)}"
    total = f"SELECT count(*) AS n, count(DISTINCT outlet) AS m FROM reports WHERE {' AND '.join(period.conditions)}"
    reports = case.store.rows(total, period.params, dict[str, int])[0]
    return Brief(
        since=since,
        until=until,
        chapters=[chapter for chapter in chapters if chapter.sentences],
        notes=writer.notes,
        unattributed=case.store.rows(unknown, period.params, dict[str, int])[0]["n"],
        reports=reports["n"],
        outlets=reports["m"],
    )


def _period(since: str | None, until: str | None) -> Filters:
    filters = Filters()
    filters.published(since, until, None, None)
    return filters


def _chapter(head: str, sentences: Iterable[Sentence | None]) -> Chapter:
    return Chapter(head, [sentence for sentence in sentences if sentence])


def _contested(case: Case, writer: Writer, about: Contested, since: str | None, until: str | None) -> Chapter:
    rows = {row.id: row for row in claims_by_id(case.store, about.claims) if is_published(row, since, until)}
    chosen = spread(versions_of(list(rows.values())), VERSIONS)
    sentences = (writer.sentence(v.said_by, figure_words(rows[v.ids[0]]), rows[v.ids[0]]) for v in chosen)
    return _chapter(f"How many: {toll_name(about)}", sentences)


def is_published(row: ClaimRow, since: str | None, until: str | None) -> bool:
    """Whether a claim was published in a period, whose ends may be days, months or years."""
    if not since and not until:
        return True
    day = row.published or ""
    return bool(day) and (not since or day[: len(since)] >= since) and (not until or day[: len(until)] <= until)


def figure_words(row: ClaimRow) -> str:
    """A figure as the rest of a sentence that begins with its speaker."""
    amount = f"“{row.words}”" if row.low is None and row.high is None else bounds(row.low, row.high)
    people = f" {row.population}" if row.population and row.population not in (row.words or "") else ""
    scope = f" ({row.scope})" if row.scope and row.scope != "incident" else ""
    held = f", held as {row.status}" if row.status != "asserted" else ""
    return f"{row.stance or 'says'}: {amount}{people} {(row.measure or '').replace('_', ' ')}{scope}{held}"


def _opposing(case: Case, writer: Writer, since: str | None, until: str | None) -> Iterable[Sentence | None]:
    filters = _period(since, until)
    marks = ", ".join(f"'{stance}'" for stance in OPPOSING)
    sql = (
        f"SELECT * FROM ({STATEMENTS}) WHERE speaker IS NOT NULL AND stance IN ({marks}) AND "
        f"{' AND '.join(filters.conditions)} "
        f'ORDER BY published DESC NULLS LAST, outlet NULLS LAST, report, "start", id LIMIT {LINES * FETCHED}'
    )
    for row, copies in fold(case.store, case.store.rows(sql, filters.params, StatementRow), LINES):
        yield writer.sentence(row.said_by, f"{row.stance}: “{_short(row.content or row.passage)}”", row, copies)


def _ahead(case: Case, writer: Writer, since: str | None, until: str | None) -> Iterable[Sentence | None]:
    filters = _period(since, until)
    sql = (
        f"SELECT * FROM claims WHERE type = 'event' AND status IN {AHEAD} AND speaker IS NOT NULL AND "
        f"{' AND '.join(filters.conditions)} "
        f'ORDER BY published DESC NULLS LAST, outlet NULLS LAST, report, "start", id LIMIT {LINES * FETCHED}'
    )
    for row, copies in fold(case.store, case.store.rows(sql, filters.params, ClaimRow), LINES):
        kind = (row.kind or "").replace("_", " ")
        yield writer.sentence(row.said_by, f"{kind}, {row.status}: “{_short(row.passage)}”", row, copies)


def _carriers(folded: Folded) -> str | None:
    outlets = folded.outlets()
    more = f" and {len(outlets) - MOST_OUTLETS} more" if len(outlets) > MOST_OUTLETS else ""
    return ", ".join(outlets[:MOST_OUTLETS]) + more if len(outlets) > 1 else folded.row.outlet


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 180 else f"{line[:120].rstrip()} … {line[-50:].lstrip()}"
