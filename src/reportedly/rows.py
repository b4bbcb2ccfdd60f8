"""The typed rows that questions answer with. Imports only the model."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from typing import Literal

from reportedly.model import LinkRelation, Value

OWN_VOICE = "narration of "  # how `said_by` begins for what an outlet tells itself


def who_says(outlet: str | None, is_narration: bool, speaker: str | None) -> str:
    """Who says a claim, in words that are always filled; the view `claims` says the same."""
    if is_narration:
        return f"{OWN_VOICE}{outlet or 'an unnamed outlet'}"
    return speaker or "a speaker not known"


def whole_period(start: dt.date, end: dt.date) -> str:
    """The year or month that some days are all of: "2025", "2025-12"; empty for other days."""
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1] or start.year != end.year:
        return ""
    if (start.month, end.month) == (1, 12):
        return f"{start.year:04}"
    return start.isoformat()[:7] if start.month == end.month else ""


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
    part_of: str | None = None
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
    remarks: tuple[str, ...] = ()


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

    `outlets` are those that carry it and `ids` its claims, in the order of the reports. `remarks` are those that all
    of its claims have: superseded, revised, confirmed ...
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
    remarks: tuple[str, ...] = ()


class TollRow(Version, frozen=True, kw_only=True):
    """A version of a toll with its sentence, in the group of those that count the same.

    Group 1 is the largest; `apart` tells in what another group differs from it; `incident` is the one that it belongs
    to, None when no report ties it to one. `policy_low` and `policy_high` are the
    bounds under the policy asked for; `origins` is on how many independent sources the version rests, None when not
    known; `as_of` the day that a running count is as of.
    """

    group: int
    apart: str
    as_of: dt.date | None
    policy: str
    policy_low: int | None
    policy_high: int | None
    origins: int | None
    sentence: str
    incident: str | None = None


class Contested(Value, frozen=True, kw_only=True):
    """A measure at a place of which distinct speakers give distinct figures of the same people.

    `population` is None where the numbers only say people; `first` and `last` are the days that texts tell; `claims`
    are the numbers.
    """

    measure: str
    place: str
    population: str | None
    first: dt.date | None
    last: dt.date | None
    figures: int
    speakers: int
    claims: tuple[str, ...]


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


class Range(Value, frozen=True, kw_only=True):
    """The lowest and highest number given for one thing that is counted, and who gives each end. Never an average.

    `or_more` when the highest is itself a lower bound ("at least 17"), `or_fewer` when the lowest is an upper one.
    """

    measure: str
    population: str
    scope: str
    low: int
    low_by: tuple[str, ...]
    high: int
    high_by: tuple[str, ...]
    or_more: bool
    or_fewer: bool
    claims: tuple[str, ...]


class IncidentRow(Value, frozen=True, kw_only=True):
    """Claims of several reports about one occurrence: how many say it, and on how many origins they rest.

    `id` is that of its first account and stays while that is its first. `title` is made of kind, place and days, in no
    party's words; `headline` is that of its first report, or a passage where there is none. `day_said` is false when no
    text names a day and that of publication stands in its place. `origins` counts named sources; `unattributed` the
    claims whose source nobody names, which count for none. `sides` are the parties to it that speak of it. `ranges` say
    who gives the lowest and the highest number.
    `contested` when two claims contradict or deny each other.
    """

    id: str
    title: str
    headline: str
    family: str
    groups: tuple[str, ...]
    place: str | None
    lat: float | None
    lon: float | None
    first: dt.date | None
    last: dt.date | None
    day_said: bool
    reports: int
    outlets: tuple[str, ...]
    origins: int
    unattributed: int
    sides: tuple[str, ...]
    claims: tuple[str, ...]
    ranges: tuple[Range, ...]
    contested: bool
    published_first: str | None
    published_last: str | None


class Dependence(Value, frozen=True, kw_only=True):
    """Why two reports count as one: they rest on one source, one text or one owner.

    `passage` is the passage that both have, the words of `b` that rest on the source, or what the table of owners says;
    `first` are the words of `a` that rest on the source.
    """

    a: str
    b: str
    why: str
    passage: str
    first: str = ""


class OriginRow(Value, frozen=True, kw_only=True):
    """A source that claims rest on: who is cited, the agency that is credited, or the first report of a copied text.

    `how` is cited, credit, copy, publisher or owner; "unknown" gathers the claims that nobody is named for.
    `side` is the party to the incident that it speaks for, if any.
    """

    name: str
    how: str
    side: str | None
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    dependences: tuple[Dependence, ...]


class IncidentVersion(Value, frozen=True, kw_only=True):
    """What one source says of an incident at one time: an event or a number, who carries it, and its origin."""

    said_by: str
    relayed_by: tuple[str, ...]
    origin: str | None
    published: str | None
    as_of: dt.date | None
    type: str
    kind: str | None
    measure: str | None
    low: int | None
    high: int | None
    words: tuple[str, ...]
    population: str | None
    scope: str | None
    relation: str | None
    status: str
    stance: str | None
    outlets: tuple[str, ...]
    passage: str
    ids: tuple[str, ...]
    remarks: tuple[str, ...] = ()


class Pair(Value, frozen=True, kw_only=True):
    """How one version stands to another of the same thing: from `a` to `b`, by their first claims, and why."""

    a: str
    b: str
    relation: LinkRelation
    reason: str


class Said(Value, frozen=True, kw_only=True):
    """One thing that a party says of an incident.

    `claim` is the id of the claim, or that of a statement in the same report where no claim was read; `status` is empty
    then.
    """

    claim: str
    said_by: str
    stance: str | None
    status: str
    passage: str
    outlet: str | None
    published: str | None


class Position(Value, frozen=True, kw_only=True):
    """A party to an incident and what it says of it; nothing `said` is shown as no statement found, for every party."""

    party: str
    actor: str | None
    roles: tuple[str, ...]
    said: tuple[Said, ...]


class Reason(Value, frozen=True, kw_only=True):
    """One thing that speaks for or against a link, how much (natural log-odds), and the words it rests on."""

    name: str
    value: float
    detail: str


class AccountLink(Value, frozen=True, kw_only=True):
    """Why the account of one report is in an incident: its claims, the score it joined with, and the terms of that.

    The first account has no score. `judged` names who put it there by hand, with the reason.
    """

    account: str
    report: str
    outlet: str | None
    published: str | None
    claims: tuple[str, ...]
    score: float | None
    reasons: tuple[Reason, ...]
    rule: str
    judged: str | None


class IncidentView(Value, frozen=True, kw_only=True):
    """Everything about one incident. `timeline` are its claims in the order of their publication.

    `includes` are incidents that this one counts together, `included_in` those that count this one.
    """

    incident: IncidentRow
    versions: tuple[IncidentVersion, ...]
    pairs: tuple[Pair, ...]
    positions: tuple[Position, ...]
    origins: tuple[OriginRow, ...]
    timeline: tuple[ClaimRow, ...]
    links: tuple[AccountLink, ...]
    includes: tuple[str, ...]
    included_in: tuple[str, ...]


class Change(Value, frozen=True, kw_only=True):
    """Something that was not so before a day.

    `what` is new_incident, new_claim, updated_figure, revised_figure, new_denial, retraction, correction (an old count
    that is called one), changed_report or no_longer_said; `before` and `after` are the words or numbers on either
    side. `when` is the publication that brought it.
    """

    when: str | None
    what: str
    incident: str | None
    who: str
    outlet: str | None
    before: str
    after: str
    claims: tuple[str, ...]


class StoryRow(Value, frozen=True, kw_only=True):
    """Reports that tell the same news, with the headline of the first of them."""

    id: str
    headline: str
    first: str | None
    last: str | None
    outlets: tuple[str, ...]
    reports: tuple[str, ...]
