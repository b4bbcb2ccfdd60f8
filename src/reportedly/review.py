"""People's judgements: a layer beside what the program read. Added, never overwriting.

An accept, a correction, a rejection, a merge or a split is one row that names the record, the person, the time and
the reason. The record itself stays as it was read. To undo a judgement is to add another one that withdraws it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

import msgspec

from reportedly.errors import CaseError, NotFoundError
from reportedly.model import Abstention, Event, Figure, Judgement, Statement, make_id
from reportedly.store import Store

Verdict = Literal["accept", "correct", "reject", "merge", "split", "withdraw"]
State = Literal["unreviewed", "accepted", "corrected", "rejected", "reopened"]
JUDGED: tuple[type, ...] = (Statement, Event, Figure, Abstention)
STATE_OF: dict[str, State] = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


class Standing(NamedTuple):
    """How people's judgements on one record stand: the state, corrections by field, and those in force, oldest first.

    `reopened` is a record that was judged, and that a later reading reads differently: it waits for a person again.
    """

    state: State = "unreviewed"
    corrections: tuple[tuple[str, str], ...] = ()
    judgements: tuple[Judgement, ...] = ()


class Judged(NamedTuple):
    """What people have judged, by the id of the record."""

    by_record: dict[str, Standing]

    def of(self, record: str) -> Standing:
        """How one record stands."""
        return self.by_record.get(record, Standing())

    def settled(self) -> int:
        """How many records somebody has judged, withdrawn judgements aside."""
        return self.count("accepted", "corrected", "rejected", "reopened")

    def count(self, *states: State) -> int:
        """How many records are in one of these states."""
        return sum(standing.state in states for standing in self.by_record.values())


def add_judgement(
    store: Store,
    about: str,
    verdict: Verdict,
    *,
    who: str,
    when: str,
    field: str | None = None,
    value: str | None = None,
    why: str = "",
) -> Judgement:
    """Keep a person's verdict on the record with this id; NotFoundError when there is none. `when` is ISO 8601.

    To withdraw a judgement, `about` is its record and `value` its id. CaseError when the record has none of that id.
    """
    if not any(store.readings_of(kind, "t.id = $1", [about]) for kind in JUDGED):
        raise NotFoundError(f"no record has the id {about!r}; list them with: reportedly claims")
    if verdict == "withdraw" and value not in {j.id for j in in_force(list_judgements(store, about))}:
        raise CaseError(f"{about} has no judgement {value!r} in force that could be withdrawn")
    judgement = Judgement(
        id=make_id("judgement", about, verdict, field, value, who, when),
        about=about,
        verdict=verdict,
        field=field,
        value=value,
        who=who,
        when=when,
        why=why,
    )
    store.add_records([judgement])
    return judgement


def list_judgements(store: Store, about: str | None = None) -> list[Judgement]:
    """Judgements in the order they were made; those on one record when `about` names it."""
    return store.records(Judgement) if about is None else store.records(Judgement, "t.about = $1", [about])


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that no later one withdraws; a withdrawal is never in force itself."""
    row = list(judgements)
    withdrawn = {j.value for j in row if j.verdict == "withdraw"}
    return tuple(j for j in row if j.verdict != "withdraw" and j.id not in withdrawn)


def standing(judgements: Iterable[Judgement]) -> Standing:
    """How a record stands after its judgements, oldest first: the last word on it counts, the others stay."""
    row = in_force(judgements)
    deciding = [j for j in row if j.verdict in STATE_OF]
    if not deciding:
        return Standing(judgements=row)
    corrections = {j.field or "": j.value or "" for j in row if j.verdict == "correct"}
    state = STATE_OF[deciding[-1].verdict]
    if state == "accepted" and corrections:
        state = "corrected"
    return Standing(state, tuple(corrections.items()), row)


def judged(store: Store) -> Judged:
    """What people have judged in a case."""
    by_record: dict[str, list[Judgement]] = {}
    for judgement in list_judgements(store):
        by_record.setdefault(judgement.about, []).append(judgement)
    found = {record: standing(row) for record, row in by_record.items()}
    changed = _changed_since(store) if found else set()
    return Judged(
        {
            record: standing_now._replace(state="reopened")
            if record in changed and standing_now.state != "unreviewed"
            else standing_now
            for record, standing_now in found.items()
        }
    )


class _Row(msgspec.Struct):
    id: str


def _changed_since(store: Store) -> set[str]:
    """Judged records that a run after the last judgement reads differently, or does not find any more."""
    return {row.id for table in ("statement", "event", "figure") for row in store.rows(_changed_sql(table), {}, _Row)}


def _changed_sql(table: str) -> str:
    """Per judged record: its row as it was when it was judged last, and its row in the current reading of its report.

    A reading is known to be later by when its run started. Rows are compared without the bookkeeping and the rule.
    """
    return f"""
        WITH last AS (SELECT about, max("when") AS last_word FROM judgement GROUP BY about),
        seen AS (
            SELECT t.id, r.started, t.reading,
                to_json(struct_pack({_compared(table)})) AS body, l.last_word,
                t.reading IN (SELECT reading FROM readings) AS current
            FROM "{table}" t JOIN last l ON l.about = t.id
            JOIN reading g ON g."number" = t.reading JOIN runs r ON r.id = g.run
        )
        SELECT id FROM seen GROUP BY id
        HAVING count(*) FILTER (started <= last_word) > 0 AND max_by(body, reading) FILTER (started <= last_word)
            IS DISTINCT FROM max_by(body, reading) FILTER (current)
    """


COMPARED = {
    "statement": ("stance", "content", "form"),
    "event": ("kind", "status"),
    "figure": ("measure", "low", "high", "words", "population", "scope", "relation", "status"),
}
COMPARED_NAMES = {"statement": ("speaker",), "event": ("place",), "figure": ("place",)}


def _compared(table: str) -> str:
    """The fields that a person judges, for SQL: an id stays when a rule improves, these may change."""
    plain = [f'"{name}" := t."{name}"' for name in COMPARED[table]]
    names = [f'"{name}" := t."{name}"."name"' for name in COMPARED_NAMES[table]]
    return ", ".join(plain + names)
