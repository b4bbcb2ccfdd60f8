"""What a dossier is made of. Every part names the claim it stands for; nothing here is worked out by adding up."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from reportedly.model import Value

DossierKind = Literal["negotiation", "ceasefire", "exchange", "court case", "toll"]
Roles = dict[str, tuple[str, ...]]
Reply = Literal["denies", "accuses in turn", "no statement found"]


class Entry(Value, frozen=True, kw_only=True):
    """One claim in a dossier: what step it is, how it is held, who says it, and its passage.

    `day` is the day it is said to have happened, or the first of the days to `until`, both as far as told; `who` are
    the actors of each role; `low` and `high` belong to a figure.
    """

    claim: str
    step: str
    status: str
    said_by: str
    speaker_actor: str | None
    outlet: str | None
    published: str | None
    day: dt.date | None
    until: dt.date | None
    place: str | None
    who: Roles
    words: str | None
    measure: str | None
    population: str | None
    low: int | None
    high: int | None
    passage: str
    report: str
    start: int
    end: int


class Answer(Value, frozen=True, kw_only=True):
    """What a party last answered to what was proposed: accepts (if), rejects, or silent as far as the case goes."""

    party: str
    answer: Literal["accepts", "accepts if", "rejects", "silent"]
    claim: str | None


class Proposal(Value, frozen=True, kw_only=True):
    """Something proposed: by whom, in which claims, and each side's answer until something else was proposed.

    Without claims and passage it is what the first answers are given to, where no claim of the case tells it.
    """

    claims: tuple[str, ...]
    passage: str | None
    proposed_by: tuple[str, ...]
    published: str | None
    answers: tuple[Answer, ...]


class Round(Value, frozen=True, kw_only=True):
    """Talks told of `day`, or of `day` to `until`: where, between whom, with whose help, and what is said of them."""

    day: dt.date | None
    until: dt.date | None
    published: str | None
    steps: tuple[str, ...]
    parties: tuple[str, ...]
    helpers: Roles
    venue: tuple[str, ...]
    claims: tuple[str, ...]


class Fact(Value, frozen=True, kw_only=True):
    """Something told of an affair as a whole ("declared by", "start"), as one claim has it."""

    what: str
    value: str
    status: str
    said_by: str
    claim: str


class Allegation(Value, frozen=True, kw_only=True):
    """A violation as alleged: by whom, of whom, and the reply of the accused, a claim or a statement `reply_claim`."""

    claim: str
    accuser: str
    accused: tuple[str, ...]
    agreement: tuple[str, ...]
    published: str | None
    passage: str
    reply: Reply
    reply_by: str | None = None
    reply_words: str | None = None
    reply_claim: str | None = None


class Count(Value, frozen=True, kw_only=True):
    """How many people, as one claim has it; `side` is the party it speaks for, if it speaks for one."""

    said_by: str
    side: str | None
    low: int | None
    high: int | None
    words: str
    status: str
    claim: str


class Lot(Value, frozen=True, kw_only=True):
    """People of one kind that one side let go in one batch, with every count of them; counts are never added up."""

    released_by: str
    released_to: str
    people: str
    alive: bool
    batch: str
    counts: tuple[Count, ...]


class Cell(Value, frozen=True, kw_only=True):
    """What a party says of a proposition; `claim` is the last claim by which it does."""

    party: str
    says: Literal["says", "denies", "silent"]
    claim: str | None


class Row(Value, frozen=True, kw_only=True):
    """A proposition that some claims hold or deny, and where each party stands to it."""

    proposition: str
    claims: tuple[str, ...]
    cells: tuple[Cell, ...]
    others: tuple[str, ...]


class Dossier(Value, frozen=True, kw_only=True):
    """An affair: its parties, others who take part by role, and its entries in order.

    What follows `entries` lays the same claims out as those who follow such an affair do; an affair of another kind
    leaves it empty.
    """

    id: str
    kind: DossierKind
    title: str
    rule: str
    parties: tuple[str, ...]
    others: Roles
    answers: tuple[Answer, ...]
    entries: tuple[Entry, ...]
    rounds: tuple[Round, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    facts: tuple[Fact, ...] = ()
    violations: tuple[Allegation, ...] = ()
    lots: tuple[Lot, ...] = ()
    matrix: tuple[Row, ...] = ()
