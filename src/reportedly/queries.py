"""Named read-only questions. Each takes an open store and filters, and returns typed rows in a fixed order.

Filters are case-blind. `speaker` matches who says it (a name or a part of one, an actor id, or "narration"); `actor`
who takes part in the event; `since` and `until` the day of publication, inclusive ("2031", "2031-05", "2031-05-03");
`place` a name, a part of one, a GeoNames id or a country code. Nothing here adds figures up or averages them: they
count different things.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.model import AnyRecord, Judgement, Link, Problem, Report, Run
from reportedly.questions import (
    QUESTIONS,
    Question,
    ask_claims,
    ask_contested,
    ask_figures,
    ask_reports,
    ask_statements,
    ask_summary,
    ask_unresolved_names,
    ask_wording,
)
from reportedly.rows import ClaimRow, Contested, Count, NameCount, ReportRow, StatementRow, Version, WordingRow
from reportedly.store import CLAIM_ORDER, Store, json_of
from reportedly.store import VIEWS as RECORD_VIEWS

if TYPE_CHECKING:
    import pandas
    import pyarrow

# Claims asked for by their ids: up to so many are looked for one by one.
FEW_CLAIMS = 1000


def claims(store: Store, **filters: Any) -> list[ClaimRow]:
    """Events and figures, each with who says it, in the order of publication and text."""
    return _answer(store, ask_claims(**filters))


def figures(store: Store, **filters: Any) -> list[ClaimRow]:
    """The claims that are numbers."""
    return _answer(store, ask_figures(**filters))


def statements(store: Store, **filters: Any) -> list[StatementRow]:
    """Acts of saying, in the order of publication and text."""
    return _answer(store, ask_statements(**filters))


def reports(store: Store, **filters: Any) -> list[ReportRow]:
    """Reports in the order of publication, without their texts."""
    return _answer(store, ask_reports(**filters))


def wording(store: Store, **filters: Any) -> list[WordingRow]:
    """Loaded words by outlet and voice."""
    return _answer(store, ask_wording(**filters))


def contested(store: Store, **filters: Any) -> list[Contested]:
    """Where distinct speakers give distinct figures of the same people at one place and time, most figures first."""
    return _answer(store, ask_contested(**filters))


def claims_by_id(store: Store, ids: Collection[str]) -> list[ClaimRow]:
    """The claims with some ids, in the order of publication and text; ids of no current claim are left out."""
    # A list is looked through for each claim of the case, before the rest of its row is made: right for a few ids.
    chosen = "list_contains($ids, id)" if len(ids) <= FEW_CLAIMS else "id IN (SELECT unnest($ids))"
    return store.rows(f"SELECT * FROM claims WHERE {chosen} ORDER BY {CLAIM_ORDER}", {"ids": sorted(ids)}, ClaimRow)


def unresolved_names(store: Store, limit: int | None = None) -> list[NameCount]:
    """Names that stand for no actor of the lexicon, most often mentioned first."""
    return _answer(store, ask_unresolved_names(limit=limit))


def summary(store: Store) -> list[Count]:
    """Found and abstained, for statements, events and figures."""
    return _answer(store, ask_summary())


def problems(store: Store) -> list[Problem]:
    """Inputs that could not be read when they were last tried."""
    return store.records(Problem)


def runs(store: Store) -> list[Run]:
    """Passes of the program, oldest first."""
    return store.records(Run)


def toll_versions(store: Store, *, limit: int | None = None, **filters: Any) -> list[Version]:
    """Versions of a toll side by side: by speaker, then day of publication. Takes the filters of `claims`.

    A number that several outlets carry from one speaker on one day is one version.
    """
    versions = versions_of(figures(store, **filters))
    return versions[:limit] if limit else versions


def versions_of(rows: Sequence[ClaimRow]) -> list[Version]:
    """The versions that some numbers are."""
    groups: dict[tuple[object, ...], list[ClaimRow]] = {}
    for row in rows:
        groups.setdefault(_version_key(row), []).append(row)
    versions = [_version(rows) for rows in groups.values()]
    versions.sort(key=lambda v: (v.said_by.casefold(), v.day or "9999", v.measure, v.low or 0, v.high or 0, v.ids))
    return versions


def _version_key(row: ClaimRow) -> tuple[object, ...]:
    day = row.published[:10] if row.published else None
    count = (row.measure, row.low, row.high, row.population, row.scope, row.relation, row.status)
    return (
        row.said_by,
        row.speaker_actor,
        row.relayed_by,
        day,
        *count,
        row.kind,
        row.place,
        row.time_start,
        row.time_end,
        row.counted_by,
        "superseded" in row.remarks,
    )


def _version(rows: list[ClaimRow]) -> Version:
    first = rows[0]
    same = {name: getattr(first, name) for name in VERSION_FIELDS}
    return Version(
        **same,
        day=first.published[:10] if first.published else None,
        words=tuple(dict.fromkeys(row.words or "" for row in rows)),
        outlets=tuple(dict.fromkeys(row.outlet or "an unnamed outlet" for row in rows)),
        ids=tuple(row.id for row in rows),
        remarks=tuple(r for r in first.remarks if all(r in row.remarks for row in rows)),
    )


VERSION_FIELDS = tuple(
    f.name for f in msgspec.structs.fields(Version) if f.name not in ("day", "words", "outlets", "ids", "remarks")
)


def as_arrow(store: Store, name: str, **filters: Any) -> pyarrow.Table:
    """The answer to a question of QUESTIONS as an Arrow table."""
    question = QUESTIONS[name](**filters)
    return store.arrow(question.sql, question.params)


def as_pandas(store: Store, name: str, **filters: Any) -> pandas.DataFrame:
    """The answer to a question of QUESTIONS as a pandas frame; whole numbers stay whole where some are unknown."""
    import pandas
    import pyarrow

    kinds = {pyarrow.int64(): pandas.Int64Dtype()}
    return as_arrow(store, name, **filters).to_pandas(types_mapper=kinds.get)


def records(store: Store) -> Iterator[AnyRecord]:
    """Every current record: runs, reports, then report by report in the order of the text, links, judgements, problems.

    The order depends on the records alone, not on when or in which order the reports were read.
    """
    in_use = "t.id IN (SELECT run FROM readings)"
    yield from store.records(Run, in_use)
    yield from store.records(Report)
    decoder = msgspec.json.Decoder(AnyRecord)
    for row in store.stream(_records_sql()):
        yield decoder.decode(row[0])
    yield from store.records(Link)
    yield from store.records(Judgement)
    yield from store.records(Problem)


def _records_sql() -> str:
    kinds = [kind for kind in RECORD_VIEWS if kind.__struct_config__.tag]  # type: ignore[attr-defined]
    parts = " UNION ALL ".join(
        f'SELECT {json_of(kind, "t")} AS j, t.reading, t.evidence.span."start" AS s, t.evidence.span."end" AS e, '
        f"{turn} AS turn, t.n FROM {RECORD_VIEWS[kind]} t"
        for turn, kind in enumerate(kinds)
    )
    return (
        f"SELECT j FROM ({parts}) q JOIN readings g ON g.reading = q.reading JOIN reports r ON r.id = g.report "
        "ORDER BY r.published NULLS LAST, r.outlet NULLS LAST, r.id, q.s, q.turn, q.e, q.n"
    )


def _answer(store: Store, question: Question) -> list[Any]:
    return store.rows(question.sql, question.params, question.kind)
