"""Reports: the list of them, and one as it was received, with who says what marked in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from reportedly.errors import NotFoundError
from reportedly.model import Event, Figure, Report, Span, Statement, Wording
from reportedly.review import Judged, Standing
from reportedly.screen_why import headline
from reportedly.web.asking import PAGE_ROWS, Rows, filters_of, rows_of
from reportedly.web.marking import Mark, Piece, marked_span, paragraphs, pieces
from reportedly.web.page import office, show, shown_address

if TYPE_CHECKING:
    from reportedly.api import Case

PART = 60_000  # characters of a report on one screen: an hour's reading; longer ones come in parts
MOST_MARKED = 3_000  # records marked on one screen, so that a browser stays quick whatever the report
VOICES = 8  # colours for speakers; the ninth has the first one's again, and every mark has the name beside it
Claim = Statement | Event | Figure | Wording


class Voice(NamedTuple):
    """A speaker of a report: number in the order of appearance, name, known actor, how many statements."""

    number: int
    name: str
    actor: str | None
    statements: int


class Item(NamedTuple):
    """A claim in the list beside the text."""

    record: Claim
    kind: str
    said_by: str
    voice: int | None
    depth: int
    headline: str
    gist: str
    standing: Standing


class ReportView(NamedTuple):
    """A report with one part of its text marked."""

    report: Report
    paragraphs: list[list[Piece]]
    items: list[Item]
    voices: list[Voice]
    start: int
    end: int
    earlier: int | None
    later: int | None
    left_out: int


def report_list(request: Request) -> Response:
    """All reports of a case, with filters."""
    here = office(request)
    with here.case() as case:
        rows = list_reports(case, request)
        searches = here.searches(case)
    return show(request, "reports.html", rows=rows, searches=searches, address=shown_address("reports", rows.filters))


def list_reports(case: Case, request: Request) -> Rows:
    """The page of the list that a request asks for."""
    from reportedly.questions import ask_reports

    filters = filters_of(request, "since", "until", "outlet")
    return rows_of(case.store, ask_reports(**filters.known), filters, ("title", "outlet", "source"), PAGE_ROWS)


def report(request: Request) -> Response:
    """One report."""
    here = office(request)
    at = request.query_params.get("at", "0")
    with here.case() as case:
        view = view_report(case, request.path_params["id"], int(at) if at.isdigit() else 0, here.judged(case))
    return show(request, "report.html", view=view)


def view_report(case: Case, report_id: str, at: int, judged: Judged) -> ReportView:
    """A report with the part of its text that holds the character `at`. NotFoundError when there is no such report."""
    found = case.store.records(Report, "t.id = $1", [report_id])
    if not found:
        raise NotFoundError(f"no report has the id {report_id!r}")
    source = found[0]
    start, end = part_around(source.text, at)
    statements = case.store.records(Statement, "g.report = $1", [report_id])
    claims: list[Claim] = [*statements]
    claims += case.store.records(Event, "g.report = $1", [report_id])
    claims += case.store.records(Figure, "g.report = $1", [report_id])
    claims += case.store.records(Wording, "g.report = $1", [report_id])
    here = sorted(
        (c for c in claims if c.evidence.span.start < end and c.evidence.span.end > start),
        key=lambda c: (c.evidence.span.start, -c.evidence.span.end, c.id),
    )
    voices = find_voices(statements)
    by_id = {s.id: s for s in statements}
    marks = [mark for claim in here[:MOST_MARKED] for mark in marks_of(claim, voices, by_id)]
    return ReportView(
        report=source,
        paragraphs=paragraphs(pieces(source.text, marks, start, end)),
        items=[_item(claim, source, voices, by_id, judged) for claim in here[:MOST_MARKED]],
        voices=list(voices.values()),
        start=start,
        end=end,
        earlier=max(0, start - PART) if start else None,
        later=end if end < len(source.text) else None,
        left_out=max(0, len(here) - MOST_MARKED),
    )


def part_around(text: str, at: int) -> tuple[int, int]:
    """The part of a long text that holds a character: so many characters, cut at a line end."""
    start = min(max(at, 0), max(len(text) - 1, 0)) // PART * PART
    return _line_end(text, start), _line_end(text, start + PART)


def _line_end(text: str, place: int) -> int:
    """The end of the line that holds a place, if it is near; else the place itself."""
    if place <= 0 or place >= len(text):
        return max(0, min(place, len(text)))
    newline = text.rfind("\n", max(0, place - PART // 10), place)
    return newline + 1 if newline >= 0 else place


def find_voices(statements: Iterable[Statement]) -> dict[str, Voice]:
    """The speakers of a report by key, numbered as they appear: the colours say nothing about who they are."""
    found: dict[str, Voice] = {}
    for statement in statements:
        if statement.speaker is None:
            continue
        key = voice_key(statement)
        name, actor = statement.speaker.name, statement.speaker.actor
        before = found.get(key, Voice(len(found), name, actor, 0))
        found[key] = before._replace(statements=before.statements + 1)
    return found


def voice_key(statement: Statement) -> str:
    """What makes two statements those of one speaker: the known actor with the name, else the name."""
    speaker = statement.speaker
    return f"{speaker.actor or ''}/{speaker.name.casefold()}" if speaker else ""


def number_of(statement: Statement | None, voices: dict[str, Voice]) -> int | None:
    """The number of a statement's speaker, if known."""
    voice = voices.get(voice_key(statement)) if statement else None
    return voice.number if voice else None


def marks_of(claim: Claim, voices: dict[str, Voice], statements: dict[str, Statement]) -> list[Mark]:
    """What of a claim is marked in the text."""
    whole = marked_span(claim.evidence.span, claim.id, "passage")
    if isinstance(claim, Statement):
        voice = number_of(claim, voices)
        said = [m for span in (claim.content, *claim.continued) for m in marked_span(span, claim.id, "said", voice)]
        who = marked_span(claim.speaker.span if claim.speaker else None, claim.id, "who")
        return [*whole, *said, *who, *marked_span(claim.cue, claim.id, "cue")]
    if isinstance(claim, Wording):
        return marked_span(claim.evidence.span, claim.id, "wording")
    if isinstance(claim, Figure):
        return [*whole, *marked_span(number_span(claim), claim.id, "figure")]
    again = [m for e in claim.also for m in marked_span(e.span, claim.id, "passage")]
    cues = (cue for evidence in (claim.evidence, *claim.also) for cue in evidence.cues)
    return [*whole, *again, *(m for cue in cues for m in marked_span(cue, claim.id, "event"))]


def number_span(figure: Figure) -> Span:
    """Where the number of a figure stands; the whole passage when its words are not there letter by letter."""
    span = figure.evidence.span
    offset = span.text.find(figure.words) if figure.words else -1
    if offset < 0:
        return span
    return Span(span.start + offset, span.start + offset + len(figure.words), figure.words)


def _item(
    claim: Claim, source: Report, voices: dict[str, Voice], statements: dict[str, Statement], judged: Judged
) -> Item:
    statement = claim if isinstance(claim, Statement) else statements.get(claim.claim_of or "")
    return Item(
        record=claim,
        kind=claim.__struct_config__.tag,  # type: ignore[arg-type]
        said_by=said_by(statement, source),
        voice=number_of(statement, voices),
        depth=depth_of(statement, statements) if isinstance(claim, Statement) else 0,
        headline=item_headline(claim),
        gist=claim.content.text if isinstance(claim, Statement) and claim.content else "",
        standing=judged.of(claim.id),
    )


def said_by(statement: Statement | None, source: Report) -> str:
    """Who says a claim, in words that are always filled."""
    from reportedly.audit import said_by as words

    return words(source, statement)


def item_headline(claim: Claim) -> str:
    """A claim in one line, without its speaker."""
    if isinstance(claim, Statement):
        return claim.stance
    if isinstance(claim, Wording):
        return f"“{claim.evidence.span.text}”; without a side: {claim.neutral}"
    return headline(claim).removesuffix(" — asserted").replace(" — asserted, incident", "")


def depth_of(statement: Statement | None, statements: dict[str, Statement]) -> int:
    """How many statements a statement is nested in."""
    depth, seen = 0, set[str]()
    while statement and statement.parent and statement.id not in seen:
        seen.add(statement.id)
        statement = statements.get(statement.parent)
        depth += 1
    return depth
