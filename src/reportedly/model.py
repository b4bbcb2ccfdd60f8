"""Every record type. Imports nothing of ours.

Records are frozen values. Offsets are code points of the report's text, end exclusive, and every span carries its
text. Ids are hashes of content, so the same claim keeps its id when it is read again, by any worker, in any order.
The words are explained in docs/tour.md.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

import msgspec

RefHow = Literal["name", "alias", "role", "pronoun", "metonym", "descriptor"]
Status = Literal[
    "asserted", "negated", "denied", "planned", "possible", "conditional", "demanded", "threatened", "offered"
]
Form = Literal["direct", "indirect", "mixed"]
Scope = Literal["incident", "window", "cumulative", "increment", "stock", "rate", "other_event"]
FigureRelation = Literal["total", "part_of", "additional"]
TimePrecision = Literal["minute", "day", "week", "month", "year", "vague"]
TimeRelation = Literal["on", "since", "until", "before", "after", "during"]
PlacePrecision = Literal["point", "place", "area", "admin2", "admin1", "country", "region"]
Voice = Literal["narration", "report", "quotation"]
# Between claims, from the first to the second; "in" puts a claim in an incident, "includes" an incident in a wider one,
# "copies" a report's text to the first that has it.
LinkRelation = Literal[
    "same",
    "compatible",
    "updates",
    "revises",
    "narrows",
    "broadens",
    "different_basis",
    "contradicts",
    "denies",
    "not_comparable",
    "in",
    "includes",
    "copies",
]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a record."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """A thing of its own, with a `type` in JSON."""


class Span(Value, frozen=True):
    """Characters of a report: `text == report.text[start:end]`, in code points."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


class Evidence(Value, frozen=True, kw_only=True):
    """Where a record was read: the passage, the words in it that made a rule fire, and the rule's id.

    `rule` is stable and findable: "statement.verb/deny" is the entry `deny` of lexicon/en/cues.toml.
    """

    report: str
    span: Span
    rule: str
    cues: tuple[Span, ...] = ()


class Ref(Value, frozen=True, kw_only=True):
    """A mention of an actor: the words, the fullest name the report gives, and the known actor it stands for.

    For "Lokan army spokesman Col. Dara Venn", `name` is "Dara Venn" and `actor` is "loka". A pronoun has the name of
    its antecedent. `actor` is None when the lexicon knows nobody of that name: unknown stays empty.
    """

    span: Span
    name: str
    actor: str | None = None
    how: RefHow = "name"


class TimeRef(Value, frozen=True, kw_only=True):
    """A time expression as a calendar interval. `start` and `end` are inclusive; None is open or unknown.

    `anchor` is the date it was counted from ("2025-03-27"), `value` the TIMEX3 value, `kind` its TIMEX3 type
    (DATE, TIME, DURATION, SET), `why` the reason in one line.
    """

    span: Span
    start: dt.date | None = None
    end: dt.date | None = None
    precision: TimePrecision = "day"
    relation: TimeRelation = "on"
    anchor: str | None = None
    value: str = ""
    kind: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    why: str = ""


class PlaceRef(Value, frozen=True, kw_only=True):
    """A place name as far as it could be resolved; all but `span` and `name` may be unknown. Degrees WGS84."""

    span: Span
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision = "place"
    why: str = ""


class Report(Record, tag="report", frozen=True, kw_only=True):
    """One published text. `published` is an ISO date or date-time, as precise as `published_precision` says.

    `origin` is who wrote it first when that differs from the outlet (a wire credit, an aggregator's publisher), and
    `origin_how` how that is known.
    """

    id: str
    text: str
    text_sha256: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    published_precision: Literal["minute", "day"] | None = None
    language: str | None = None
    url: str | None = None
    author: str | None = None
    origin: str | None = None
    origin_how: str | None = None
    retrieved: str | None = None
    source: str | None = None

    @property
    def day(self) -> dt.date | None:
        """The calendar day of publication."""
        return dt.date.fromisoformat(self.published[:10]) if self.published else None


class Statement(Record, tag="statement", frozen=True, kw_only=True):
    """An act of saying. `speaker` None is unknown, never a guess.

    `content` is the first piece of what is said, `continued` the further pieces of a split or running quote.
    `source` is the speaker as written at the cue, in full: "Dara Venn, a nurse from the valley", "two officials who".
    `relayed_by` lists who passed it on, outermost first; `parent` is the statement it is nested in.
    """

    id: str
    evidence: Evidence
    speaker: Ref | None
    cue: Span
    stance: str
    content: Span | None
    continued: tuple[Span, ...] = ()
    form: Form = "indirect"
    medium: str | None = None
    relayed_by: tuple[Ref, ...] = ()
    audience: tuple[Ref, ...] = ()
    said: TimeRef | None = None
    parent: str | None = None
    source: Span | None = None
    remarks: tuple[str, ...] = ()


class Event(Record, tag="event", frozen=True, kw_only=True):
    """Something said to have happened, to be planned, demanded, denied ...: an entry of lexicon/en/events.toml.

    `claim_of` is the statement it is part of; None is narration: the outlet itself says it. `also` are the further
    passages in which the same speaker tells the same event again; what only they name stands in roles, place and time.
    """

    id: str
    evidence: Evidence
    kind: str
    status: Status
    roles: dict[str, tuple[Ref, ...]] = {}
    place: PlaceRef | None = None
    time: TimeRef | None = None
    claim_of: str | None = None
    remarks: tuple[str, ...] = ()
    also: tuple[Evidence, ...] = ()


class Figure(Record, tag="figure", frozen=True, kw_only=True):
    """A number said of people or things. `low` and `high` are inclusive bounds, None is open; `words` as written."""

    id: str
    evidence: Evidence
    measure: str
    low: int | None
    high: int | None
    words: str
    population: str | None = None
    scope: Scope = "incident"
    relation: FigureRelation = "total"
    status: Status = "asserted"
    part_of: str | None = None
    event: str | None = None
    place: PlaceRef | None = None
    period: TimeRef | None = None
    as_of: dt.date | None = None
    counted_by: Ref | None = None
    claim_of: str | None = None
    remarks: tuple[str, ...] = ()


class Abstention(Record, tag="abstention", frozen=True, kw_only=True):
    """Words that a rule looked at and left: what would have been read, and why it was not."""

    id: str
    evidence: Evidence
    kind: Literal["statement", "event", "figure"]
    reason: str


class Wording(Record, tag="wording", frozen=True, kw_only=True):
    """A loaded word of a report: an entry of lexicon/en/wording.toml, with words that say the same and take no side.

    `voice` says who speaks it: the outlet in its own voice, the outlet when it gives somebody's words ("report"), or a
    quotation. `claim_of` is the statement it stands in.
    """

    id: str
    evidence: Evidence
    term: str
    neutral: str
    voice: Voice
    claim_of: str | None = None


class Link(Record, tag="link", frozen=True, kw_only=True):
    """A relation between two records, with the reasons for it.

    `score` and `rule` are those of the rule that made it, with its version; the reasons begin with what speaks most
    for it, each with the words it rests on.
    """

    a: str
    b: str
    relation: LinkRelation
    reasons: tuple[str, ...] = ()
    score: float | None = None
    rule: str = ""


class Judgement(Record, tag="judgement", frozen=True, kw_only=True):
    """A person's verdict on a record. Added, never overwriting: to undo one is to add one that withdraws it."""

    id: str
    about: str
    verdict: Literal["accept", "correct", "reject", "merge", "split", "withdraw"]
    field: str | None = None
    value: str | None = None
    who: str
    when: str
    why: str = ""


class Problem(Record, tag="problem", frozen=True, kw_only=True):
    """An input that could not be read: which, where in it, and why."""

    source: str
    place: str
    reason: str


class Run(Record, tag="run", frozen=True, kw_only=True):
    """One pass of the program."""

    id: str
    program: str
    lexicon: str
    model: str
    started: str
    finished: str | None = None
    counts: dict[str, int] = {}


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """Everything read out of one report, each list in the order of the text.

    `outside` says that the gate kept it from the parser: it is not about conflict, and nothing was looked for.
    """

    report: Report
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    names: tuple[Ref, ...] = ()
    times: tuple[TimeRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    abstentions: tuple[Abstention, ...] = ()
    wordings: tuple[Wording, ...] = ()
    outside: bool = False

    def claims(self) -> tuple[Event | Figure, ...]:
        """Events and figures in the order of the text."""
        return tuple(sorted((*self.events, *self.figures), key=lambda c: (c.evidence.span.start, c.id)))


UNIT = "\x1f"  # the unit separator: no text of a report puts it between fields by accident
AnyRecord = Report | Statement | Event | Figure | Abstention | Wording | Link | Judgement | Problem | Run


def text_hash(text: str) -> str:
    """SHA-256 of a text as hexadecimal digits. Lone surrogates, which some inputs hold, do not raise."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make_id(kind: str, *parts: object) -> str:
    """A short, stable id from a record's kind and the content that makes it the same record."""
    return f"{kind[0]}-{text_hash(UNIT.join((kind, *map(str, parts))))[:16]}"


def make_report(text: str, **fields: str | None) -> Report:
    """A Report with its id and hash worked out: same outlet, url, date and text, same report."""
    digest = text_hash(text)
    published = fields.get("published")
    if published and not fields.get("published_precision"):
        fields["published_precision"] = "minute" if len(published) > 10 else "day"
    key = (fields.get("outlet"), fields.get("url"), published, digest)
    return Report(id=make_id("report", *key), text=text, text_sha256=digest, **fields)  # type: ignore[arg-type]
