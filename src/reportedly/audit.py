"""The chain from a record to the characters it was read from: one record's, and the check of all of them.

`verify` re-slices every span of a case against the text of its report, in SQL. Which spans there are is read off the
record types, so a new field with a span is checked from the day it exists.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from reportedly.errors import CaseError, NotFoundError
from reportedly.model import Abstention, Event, Figure, Judgement, Report, Run, Span, Statement, Value, Wording
from reportedly.rows import who_says
from reportedly.store import VIEWS, Store
from reportedly.store.spread import LISTS

T = TypeVar("T")
Readable = Statement | Event | Figure | Abstention | Wording
READABLE: tuple[type[Any], ...] = (Statement, Event, Figure, Abstention, Wording)
# Fields that name another record of the same reading, and the table it must stand in.
POINTERS = (
    ("statement", "parent", "statement"),
    ("event", "claim_of", "statement"),
    ("figure", "claim_of", "statement"),
    ("figure", "event", "event"),
    ("figure", "part_of", "figure"),
)
CONTEXT = 300  # characters of a paragraph shown on either side of a passage: a long sentence more each way


class Fault(Value, frozen=True, kw_only=True):
    """A broken promise of the file: `field` of `table` does not hold what the report says."""

    report: str
    table: str
    record: str
    field: str
    expected: str | None
    found: str | None
    reason: str


class Check(Value, frozen=True, kw_only=True):
    """What `verify` looked at, and the faults it found."""

    reports: int
    spans: int
    faults: tuple[Fault, ...]


class Mark(Value, frozen=True, kw_only=True):
    """A part of a passage that matters, by what it is: evidence, cue, speaker or content."""

    span: Span
    what: Literal["evidence", "cue", "speaker", "content"]


class Why(Value, frozen=True, kw_only=True):
    """Everything behind one record.

    `passage` is the paragraph around it, `marks` lie in it, in the order of the text. `statements` is the chain of
    saying, innermost first; empty for narration. `is_current` is false for a record that a later reading left out.
    """

    record: Readable
    said_by: str
    report: Report
    run: Run
    is_current: bool
    passage: Span
    marks: tuple[Mark, ...]
    rule: str
    definition: str
    statements: tuple[Statement, ...]
    event: Event | None
    judgements: tuple[Judgement, ...]


def why(store: Store, record_id: str, describe_rule: Callable[[str], str]) -> Why:
    """The chain behind the record with this id or the start of it.

    NotFoundError when there is none; CaseError when several ids start so.
    """
    record, run_id, is_current = _find(store, record_id)
    report = store.records(Report, "t.id = $1", [record.evidence.report])[0]
    chain = tuple(_chain(store, record))
    event = _lookup(store, Event, record.event) if isinstance(record, Figure) and record.event else None
    passage = _passage(report.text, record.evidence.span)
    return Why(
        record=record,
        said_by=said_by(report, chain[0] if chain else None),
        report=report,
        run=store.records(Run, "t.id = $1", [run_id])[0],
        is_current=is_current,
        passage=passage,
        marks=_marks(record, chain, passage),
        rule=record.evidence.rule,
        definition=describe_rule(record.evidence.rule),
        statements=chain,
        event=event,
        judgements=tuple(store.records(Judgement, "t.about = $1", [record.id])),
    )


def said_by(report: Report, statement: Statement | None) -> str:
    """Who says a claim, in words that are always filled."""
    speaker = statement.speaker.name if statement is not None and statement.speaker else None
    return who_says(report.outlet, statement is None, speaker)


def _find(store: Store, record_id: str) -> tuple[Readable, str, bool]:
    found: dict[str, tuple[Readable, str, bool]] = {}
    for kind in READABLE:
        if record_id and kind.__struct_config__.tag.startswith(record_id[:1]):
            for record, run, current in store.readings_of(kind, "starts_with(t.id, $1)", [record_id]):
                found.setdefault(record.id, (record, run, current))
    if not found:
        raise NotFoundError(
            f"no statement, event, figure or abstention has the id {record_id!r}; list them with: reportedly claims"
        )
    if len(found) > 1 and record_id not in found:
        shown = ", ".join(sorted(found)[:5]) + (" ..." if len(found) > 5 else "")
        raise CaseError(f"{len(found)} records have an id that starts with {record_id!r}: {shown}; give more of it")
    return found.get(record_id) or next(iter(found.values()))


def _chain(store: Store, record: Readable) -> Iterator[Statement]:
    """The statement that makes the claim, then the one that is nested in, and so on outwards."""
    pointer = record.id if isinstance(record, Statement) else getattr(record, "claim_of", None)
    seen: set[str] = set()
    while pointer and pointer not in seen:
        seen.add(pointer)
        statement = _lookup(store, Statement, pointer)
        if statement is None:
            return
        yield statement
        pointer = statement.parent


def _lookup(store: Store, kind: type[T], record_id: str) -> T | None:
    found = store.readings_of(kind, "t.id = $1", [record_id])
    return found[0][0] if found else None


def _passage(text: str, span: Span) -> Span:
    """The paragraph around a span, cut to some characters on either side of it."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - CONTEXT)
    newline = text.find("\n", span.end)
    end = min(newline if newline >= 0 else len(text), span.end + CONTEXT)
    return Span(start, end, text[start:end])


def _marks(record: Readable, chain: tuple[Statement, ...], passage: Span) -> tuple[Mark, ...]:
    """What to point at in the passage."""
    marks = [Mark(span=record.evidence.span, what="evidence")]
    marks += [Mark(span=cue, what="cue") for cue in record.evidence.cues]
    for again in record.also if isinstance(record, Event) else ():
        marks += [Mark(span=again.span, what="evidence"), *(Mark(span=cue, what="cue") for cue in again.cues)]
    for statement in chain[:1]:
        marks.append(Mark(span=statement.cue, what="cue"))
        if statement.speaker:
            marks.append(Mark(span=statement.speaker.span, what="speaker"))
        marks += [Mark(span=span, what="content") for span in (statement.content, *statement.continued) if span]
    inside = {mark for mark in marks if passage.holds(mark.span)}
    return tuple(sorted(inside, key=lambda mark: (mark.span.start, -mark.span.end, mark.what)))


def verify(store: Store, run: str | None = None) -> Check:
    """Re-slice every span of a case, or of one run, against the text of its report; also hashes and pointers.

    A healthy case has no faults. 50,000 spans take about half a second.
    """
    faults: list[Fault] = []
    spans = 0
    mine = "true" if run is None else "g.run = $run"
    params: dict[str, object] = {} if run is None else {"run": run}
    for kind, view in VIEWS.items():
        table = LISTS[view]
        sql = f"SELECT count(*) AS n FROM ({_spans_sql(kind, table, mine)})"
        spans += store.rows(sql, params, dict[str, int])[0]["n"]
        faults += store.rows(_span_faults_sql(kind, table, mine), params, Fault)
    for table, field, target in POINTERS:
        faults += store.rows(_pointer_faults_sql(table, field, target, mine), params, Fault)
    faults += store.rows(HASH_FAULTS, {}, Fault)
    reports = store.rows(f"SELECT count(DISTINCT report) AS n FROM reading g WHERE {mine}", params, dict[str, int])[0][
        "n"
    ]
    return Check(reports=reports, spans=spans, faults=tuple(faults))


HASH_FAULTS = """
SELECT id AS report, 'report' AS "table", id AS record, 'text_sha256' AS field,
    sha256("text") AS expected, text_sha256 AS found,
    'the text is not the one that was read' AS reason
FROM report WHERE text_sha256 IS DISTINCT FROM sha256("text") ORDER BY id
"""


def _spans_sql(kind: type, table: str, mine: str) -> str:
    """Every span of a table, one a row: reading, report, record, field, s."""
    parts = " || ".join(
        f"list_transform({sql}, lambda s: {{'field': '{path}', 's': s}})" for path, sql in span_lists(kind)
    )
    record = "t.id" if kind in READABLE else "'number ' || t.n"
    return f"""
        SELECT reading, report, record, u.field AS field, u.s AS s FROM (
            SELECT t.reading, g.report, {record} AS record, unnest({parts}) AS u
            FROM "{table}" t JOIN reading g ON g."number" = t.reading WHERE {mine}
        ) WHERE u.s IS NOT NULL
    """


def _span_faults_sql(kind: type, table: str, mine: str) -> str:
    evidence = f"UNION ALL {_evidence_faults_sql(table, mine)}" if kind in READABLE else ""
    return f"""
        SELECT x.report, '{table}' AS "table", x.record, x.field, x.is_text AS expected, x.s."text" AS found,
            'the span is not in the text of its report' AS reason
        FROM (
            SELECT p.*, CASE WHEN p.s."start" >= 0 AND p.s."end" >= p.s."start" AND p.s."end" <= length(r."text")
                THEN substr(r."text", p.s."start" + 1, p.s."end" - p.s."start") END AS is_text
            FROM ({_spans_sql(kind, table, mine)}) p LEFT JOIN reports r ON r.id = p.report
        ) x WHERE x.is_text IS DISTINCT FROM x.s."text"
        {evidence}
        ORDER BY report, record, field
    """


def _evidence_faults_sql(table: str, mine: str) -> str:
    return f"""
        SELECT g.report, '{table}', t.id, 'evidence.report', g.report, t.evidence.report,
            'the evidence names another report'
        FROM "{table}" t JOIN reading g ON g."number" = t.reading
        WHERE {mine} AND t.evidence.report IS DISTINCT FROM g.report
    """


def _pointer_faults_sql(table: str, field: str, target: str, mine: str) -> str:
    return f"""
        SELECT g.report, '{table}' AS "table", t.id AS record, '{field}' AS field, NULL AS expected,
            t."{field}" AS found, 'no {target} of this reading has that id' AS reason
        FROM "{table}" t JOIN reading g ON g."number" = t.reading
        WHERE {mine} AND t."{field}" IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM "{target}" o WHERE o.reading = t.reading AND o.id = t."{field}")
        ORDER BY report, record
    """


def span_lists(kind: type, path: str = "", at: str = "t") -> list[tuple[str, str]]:
    """Where the spans of a record type are: the path for people, and SQL for a list of spans, for each."""
    found: list[tuple[str, str]] = []
    hints = get_type_hints(kind)
    for field in msgspec.structs.fields(kind):
        here, sql = f"{path}{field.name}", f'{at}."{field.name}"'
        form, inner = _form(hints[field.name])
        if inner is None:
            continue
        items = {"one": f"[{sql}]", "list": sql, "map": f"flatten(map_values({sql}))"}[form]
        if inner is Span:
            found.append((here, items))
            continue
        for deeper, deep_sql in span_lists(inner, f"{here}.", "x"):
            found.append((deeper, f"flatten(list_transform({items}, lambda x: {deep_sql}))"))
    return found


def _form(hint: Any) -> tuple[Literal["one", "list", "map"], type | None]:
    """Whether a field holds one value, a list or a map of lists, and of which type of ours (None: of none)."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    form: Literal["one", "list", "map"] = "one"
    if get_origin(hint) is dict:
        form, hint = "map", get_args(get_args(hint)[1])[0]
    elif get_origin(hint) is tuple:
        form, hint = "list", get_args(hint)[0]
    return form, hint if isinstance(hint, type) and issubclass(hint, Value) else None
