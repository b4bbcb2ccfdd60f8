"""People's judgements: a layer beside what the program read. Added, never overwriting.

An accept, a correction, a rejection, a merge or a split is one row that names the record, the person, the time and
the reason. The record itself stays as it was read.
"""

from __future__ import annotations

from typing import Literal

from reportedly.errors import NotFoundError
from reportedly.model import Abstention, Event, Figure, Judgement, Statement, make_id
from reportedly.store import Store

Verdict = Literal["accept", "correct", "reject", "merge", "split"]
JUDGED: tuple[type, ...] = (Statement, Event, Figure, Abstention)


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
    """Keep a person's verdict on the record with this id; NotFoundError when there is none. `when` is ISO 8601."""
    if not any(store.readings_of(kind, "t.id = $1", [about]) for kind in JUDGED):
        raise NotFoundError(f"no record has the id {about!r}; list them with: reportedly claims")
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
