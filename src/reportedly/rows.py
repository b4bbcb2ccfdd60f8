"""The typed rows that questions answer with. Imports only the model."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from reportedly.model import Value


class ClaimRow(Value, frozen=True, kw_only=True):
    """An event or a figure with who says it: one row of the view `claims`.

    `said_by` is always filled: a name, "narration of OUTLET" when the outlet says it itself, or "a speaker not known".
    `roles` are names by role, `actors` the ids of known actors among them, `words` the number or trigger as written.
    """

    id: str
    type: Literal["event", "figure"]
    kind: str | None
    measure: str | None
    status: str
    low: int | None
    high: int | None
    words: str | None
    population: str | None
    scope: str | None
    relation: str | None
    said_by: str
    speaker: str | None
    speaker_actor: str | None
    stance: str | None
    form: str | None
    relayed_by: tuple[str, ...]
    statement: str | None
    place: str | None
    geonameid: int | None
    country: str | None
    place_precision: str | None
    time_start: dt.date | None
    time_end: dt.date | None
    time_words: str | None
    as_of: dt.date | None
    counted_by: str | None
    event: str | None
    roles: dict[str, tuple[str, ...]]
    actors: tuple[str, ...]
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    report: str
    start: int
    end: int
    passage: str
    rule: str


class StatementRow(Value, frozen=True, kw_only=True):
    """An act of saying with its report. `content` joins the pieces of a split quote with an ellipsis."""

    id: str
    said_by: str
    speaker: str | None
    speaker_actor: str | None
    stance: str
    cue: str
    form: str
    medium: str | None
    content: str | None
    relayed_by: tuple[str, ...]
    audience: tuple[str, ...]
    said_start: dt.date | None
    said_end: dt.date | None
    parent: str | None
    outlet: str | None
    published: str | None
    title: str | None
    report: str
    start: int
    end: int
    passage: str
    rule: str


class ReportRow(Value, frozen=True, kw_only=True):
    """A report without its text, and how many records its current reading found."""

    id: str
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    url: str | None
    author: str | None
    origin: str | None
    source: str | None
    characters: int
    statements: int
    events: int
    figures: int


class WordingRow(Value, frozen=True, kw_only=True):
    """A loaded word as one outlet uses it: how often in its own voice, in what it reports others to say, in quotes."""

    outlet: str | None
    term: str
    words: tuple[str, ...]
    neutral: str
    narration: int
    report: int
    quotation: int


class Version(Value, frozen=True, kw_only=True):
    """What one speaker says of a toll on one day: the same number carried by several reports is one version.

    `outlets` are those that carry it and `ids` its claims, in the order of the reports.
    """

    said_by: str
    relayed_by: tuple[str, ...]
    day: str | None
    measure: str
    low: int | None
    high: int | None
    words: tuple[str, ...]
    population: str | None
    scope: str | None
    relation: str | None
    status: str
    kind: str | None
    place: str | None
    time_start: dt.date | None
    time_end: dt.date | None
    counted_by: str | None
    outlets: tuple[str, ...]
    ids: tuple[str, ...]


class Contested(Value, frozen=True, kw_only=True):
    """A measure at a place of which distinct speakers give distinct figures."""

    measure: str
    place: str
    figures: int
    speakers: int


class Count(Value, frozen=True, kw_only=True):
    """How many records of a kind were found, and how often the rules abstained."""

    kind: str
    found: int
    abstained: int


class NameCount(Value, frozen=True, kw_only=True):
    """A name that stands for no known actor: how often it is mentioned, and in how many reports."""

    name: str
    mentions: int
    reports: int
