"""Dossiers as text for a terminal or a pipe. Returns text, prints nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.dossiers import Answer, Count, Dossier, Entry
from reportedly.printable import for_people
from reportedly.rows import OWN_VOICE
from reportedly.screen import SHORT_ID, Column, days, table

COLUMNS = (
    Column("published", fixed=True),
    Column("step", 2),
    Column("held as", 1),
    Column("who", 3),
    Column("said by", 3),
    Column("passage", 5),
    Column("id", fixed=True),
)
ROUNDS = (
    Column("day", fixed=True),
    Column("talks", 2),
    Column("between", 3),
    Column("with the help of", 3),
    Column("venue", 2),
    Column("ids", 2),
)
PROPOSALS = (
    Column("published", fixed=True),
    Column("proposed by", 2),
    Column("proposal", 4),
    Column("answers", 4),
    Column("id", fixed=True),
)
FACTS = (Column("what", 2), Column("as told", 3), Column("held as", 1), Column("said by", 3), Column("id", fixed=True))
VIOLATIONS = (
    Column("published", fixed=True),
    Column("who alleges it", 3),
    Column("of whom", 2),
    Column("passage", 4),
    Column("reply of the accused", 4),
    Column("id", fixed=True),
)
LOTS = (
    Column("batch", 2),
    Column("released by", 2),
    Column("to", 2),
    Column("people", 3),
    Column("counts, as each has it", 5),
)
SIGNED = ("accepts", "accepts if", "rejects")


@for_people
def dossiers(found: Sequence[Dossier], *, terminal: bool) -> str:
    """Each dossier with a heading, what its kind is followed by, and one line for each claim."""
    return "\n\n".join("\n".join(_lines(d, terminal)) for d in found)


def _lines(dossier: Dossier, terminal: bool) -> Iterator[str]:
    yield f"{dossier.title}  [{dossier.id[:SHORT_ID]}]"
    for role, names in dossier.others.items():
        yield f"  {role.replace('_', ' ')}: {', '.join(names)}"
    if dossier.answers:
        yield f"  last answers: {answers_in_words(dossier.answers)}"
    for heading, columns, rows in _tables(dossier):
        if rows:
            yield f"{heading}:"
            yield table(columns, rows, terminal=terminal)
    if dossier.rounds or dossier.proposals or dossier.facts or dossier.violations or dossier.lots or dossier.matrix:
        yield "All claims, in order:"
    yield table(COLUMNS, (_row(e) for e in dossier.entries), terminal=terminal)


Rows = list[list[list[str]]]


def _tables(dossier: Dossier) -> Iterator[tuple[str, tuple[Column, ...], Rows]]:
    """The parts that only some kinds of dossiers have."""
    yield (
        "Rounds",
        ROUNDS,
        [
            [
                [days(r.day, r.until) if r.day else (r.published or "")[:10]],
                [", ".join(r.steps)],
                [", ".join(r.parties)],
                [f"{role}: {', '.join(names)}" for role, names in r.helpers.items()],
                [", ".join(r.venue)],
                [" ".join(c[:SHORT_ID] for c in r.claims)],
            ]
            for r in dossier.rounds
        ],
    )
    yield (
        "Proposals and answers",
        PROPOSALS,
        [
            [
                [(p.published or "")[:10]],
                [", ".join(p.proposed_by)],
                [p.passage or "not told by a claim of this case"],
                [answers_in_words(p.answers)],
                [p.claims[0][:SHORT_ID] if p.claims else ""],
            ]
            for p in dossier.proposals
        ],
    )
    yield (
        "Told of it",
        FACTS,
        [[[f.what], [f.value], [f.status], [f.said_by], [f.claim[:SHORT_ID]]] for f in dossier.facts],
    )
    yield (
        "Violations, as alleged",
        VIOLATIONS,
        [
            [
                [(v.published or "")[:10]],
                [v.accuser],
                [", ".join(v.accused) or "not said"],
                [v.passage],
                [": ".join(filter(None, (v.reply, v.reply_by and f"{v.reply_by}, “{v.reply_words}”")))],
                [v.claim[:SHORT_ID]],
            ]
            for v in dossier.violations
        ],
    )
    yield (
        "Released, side by side",
        LOTS,
        [
            [
                [lot.batch],
                [lot.released_by],
                [lot.released_to],
                [lot.people if lot.alive else f"{lot.people} (dead)"],
                ["; ".join(_count(c) for c in lot.counts)],
            ]
            for lot in dossier.lots
        ],
    )
    if dossier.matrix:
        columns = (
            Column("who says what", 4),
            *(Column(cell.party.lower(), 2) for cell in dossier.matrix[0].cells),
            Column("others who say it", 3),
        )
        yield (
            "Says, denies, is silent",
            columns,
            [
                [[row.proposition], *([_cell(cell.says, cell.claim)] for cell in row.cells), [", ".join(row.others)]]
                for row in dossier.matrix
            ],
        )


def _cell(says: str, claim: str | None) -> str:
    return f"{says} {claim[:SHORT_ID]}" if claim else says


def _count(count: Count) -> str:
    return f"{count.said_by}: “{count.words}”" + (f" ({count.status})" if count.status != "asserted" else "")


def answers_in_words(answers: Sequence[Answer]) -> str:
    """Each side with its answer: "Loka accepts if; Venna is silent"."""
    return "; ".join(f"{a.party} {a.answer if a.answer in SIGNED else 'is silent'}" for a in answers)


def said_by(entry: Entry) -> list[str]:
    """Who says it and where it stands, each once: the outlet's own voice names the outlet."""
    own = entry.said_by == f"{OWN_VOICE}{entry.outlet}"
    return [entry.said_by] if own else [entry.said_by, entry.outlet or ""]


def _row(entry: Entry) -> list[list[str]]:
    who = [f"{role.replace('_', ' ')}: {', '.join(names)}" for role, names in entry.who.items()]
    number = "" if entry.low is None and entry.high is None else f"{_bound(entry.low)}-{_bound(entry.high)}"
    if entry.low is not None and entry.low == entry.high:
        number = str(entry.low)
    return [
        [(entry.published or "")[:10]],
        [entry.step, number],
        [entry.status],
        ["; ".join(who)],
        said_by(entry),
        [entry.passage],
        [entry.claim[:SHORT_ID]],
    ]


def _bound(value: int | None) -> str:
    return "" if value is None else str(value)
