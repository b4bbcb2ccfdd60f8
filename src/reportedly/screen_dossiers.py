"""Dossiers as text for a terminal or a pipe. Returns text, prints nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.dossiers import Dossier, Entry
from reportedly.screen import SHORT_ID, Column, table

COLUMNS = (
    Column("published", fixed=True),
    Column("step", 2),
    Column("held as", 1),
    Column("who", 3),
    Column("said by", 3),
    Column("passage", 5),
    Column("id", fixed=True),
)
SIGNED = ("accepts", "accepts if", "rejects")


def dossiers(found: Sequence[Dossier], *, terminal: bool) -> str:
    """Each dossier with a heading and one line for each claim."""
    return "\n\n".join("\n".join(_lines(d, terminal)) for d in found)


def _lines(dossier: Dossier, terminal: bool) -> Iterator[str]:
    yield f"{dossier.title}  [{dossier.id[:SHORT_ID]}]"
    for role, names in dossier.others.items():
        yield f"  {role.replace('_', ' ')}: {', '.join(names)}"
    if dossier.answers:
        yield "  answers: " + "; ".join(
            f"{a.party} {a.answer if a.answer in SIGNED else 'is silent'}" for a in dossier.answers
        )
    yield table(COLUMNS, (_row(e) for e in dossier.entries), terminal=terminal)


def _row(entry: Entry) -> list[list[str]]:
    who = [f"{role.replace('_', ' ')}: {', '.join(names)}" for role, names in entry.who.items()]
    number = "" if entry.low is None and entry.high is None else f"{entry.low or ''}-{entry.high or ''}"
    return [
        [(entry.published or "")[:10]],
        [entry.step, number],
        [entry.status],
        ["; ".join(who)],
        [entry.said_by, entry.outlet or ""],
        [entry.passage],
        [entry.claim[:SHORT_ID]],
    ]
