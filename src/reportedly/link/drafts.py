"""Drafts of accounts: the events and figures of one report put together by the occurrence that they tell of.

Two events are of one draft when they can be the same and stand near each other, or share a place or a day. A figure
goes with its event, else with the count it is a part of, with what is told of its place, or with what the report is
about.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from reportedly.link.places import WIDE, areas_of, is_apart, is_close_by, is_part_of, place_key
from reportedly.link.words import fold_name
from reportedly.model import Analysis, Event, Figure, PlaceRef, Ref, TimeRef

LEAD_CHARS = 700  # headline and first paragraphs: what a report is about stands here
BLAME = "blame"  # the group of accusations and condemnations
BLAME_CHARS = 250  # "accused Loka, in a statement read on television, of the strike on ...": one sentence
STOP = re.compile(r"[.!?]\s|\n")
NEAR_CHARS = 350  # two sentences: an event told so soon after another with a place of its own still belongs to it
# What a report is about is rather what happened than what was said of it.
SMALLER = {"words": 0.4, "relations": 0.6, "offer": 0.7}
# The longest situation reports hold a few hundred claims; a list of thousands is no account of anything, and putting
# each beside each would take time squared. Claims past this number of a report stay unlinked.
MOST_CLAIMS = 1000
DOERS = ("attacker", "doer", "agent", "party", "accused", "captor", "perpetrator")
TARGETS = ("target", "victim", "recipient")
HARM = frozenset({"killed", "injured", "killed_or_injured", "missing", "wounded", "dead"})
TOLL_SCOPES = frozenset({"cumulative", "stock"})
RECENT = 4  # days: a count since such a day is of the occurrence that began then, not of a war
NOT_YET = frozenset({"planned", "conditional", "demanded", "threatened", "offered"})
# Before a place: "60 kilometres (35 miles) north of ..." tells how far it is from there.
DISTANCE = re.compile(r"\b(?:km|kilomet(?:er|re)s?|miles?)\b[^.;]{0,30}\b(?:from|of)(?: the \w+)*\s*$", re.IGNORECASE)


class Draft(NamedTuple):
    """An account in the making."""

    events: list[Event]
    figures: list[Figure]

    @property
    def claims(self) -> list[Event | Figure]:
        """All claims in the order of the text."""
        return sorted((*self.events, *self.figures), key=lambda c: (c.evidence.span.start, c.id))


@lru_cache(maxsize=1)
def load_groups() -> dict[str, tuple[str, str]]:
    """Family and group of each event kind, from groups.csv; a group with the name of its family is a general one."""
    text = files("reportedly.link").joinpath("groups.csv").read_text(encoding="utf-8")
    return {row["kind"]: (row["family"], row["group"]) for row in csv.DictReader(text.splitlines())}


def sort_of(event: Event) -> tuple[str, str]:
    """Family and group of an event; a kind that the table lacks is a group and a family of its own."""
    family, group = load_groups().get(event.kind, (event.kind, event.kind))
    return (f"{family}/to come" if event.status in NOT_YET else family), group


def draft_events(analysis: Analysis) -> list[Draft]:
    """Events of a report put together: of one family, with places and days that can be the same, and near or akin."""
    drafts: list[tuple[str, Draft]] = []
    events = sorted(_placed(analysis), key=lambda e: (e.evidence.span.start, e.id))[:MOST_CLAIMS]
    for event in (e for e in events if not is_blame(e)):
        family, _ = sort_of(event)
        fitting = [d for f, d in drafts if f == family and _belongs(event, d)]
        if fitting:
            max(fitting, key=lambda d: _closeness(event, d)).events.append(event)
        else:
            drafts.append((family, Draft([event], [])))
    for event in (e for e in events if is_blame(e)):
        if (blamed := _what_is_blamed(event, drafts, analysis.report.text)) is not None:
            blamed.events.append(event)
    return [draft for _, draft in drafts]


def is_blame(event: Event) -> bool:
    """Whether an event is an accusation or a condemnation: words about an occurrence, and none themselves."""
    return sort_of(event)[1] == BLAME


def _what_is_blamed(event: Event, drafts: Sequence[tuple[str, Draft]], text: str) -> Draft | None:
    """The draft of the occurrence that an accusation names behind it, in its own sentence; None for a bare one."""
    start = event.evidence.span.start
    found = [
        (other.evidence.span.start, draft)
        for family, draft in drafts
        if family.partition("/")[0] not in SMALLER
        for other in draft.events
        if start <= other.evidence.span.start <= start + BLAME_CHARS
    ]
    at, draft = min(found, key=lambda pair: pair[0], default=(0, None))
    return None if draft is None or STOP.search(text[start:at]) else draft


def _placed(analysis: Analysis) -> list[Event]:
    """The events, those without a place at that of their first figure; a place that a distance leads to is left out.

    What has killed or hurt somebody has happened, however its own words were read.
    """
    beside: dict[str, PlaceRef] = {}
    happened: set[str] = set()
    for figure in sorted(analysis.figures, key=lambda f: (f.evidence.span.start, f.id)):
        if figure.event and figure.place and figure.scope == "incident":
            beside.setdefault(figure.event, figure.place)
        if figure.event and figure.status == "asserted" and figure.measure in HARM:
            happened.add(figure.event)
    events = []
    for event in analysis.events:
        place = event.place or beside.get(event.id)
        if place is not None and DISTANCE.search(
            analysis.report.text[max(0, place.span.start - 45) : place.span.start]
        ):
            place = None
        status = "asserted" if event.status in NOT_YET and event.id in happened else event.status
        events.append(msgspec.structs.replace(event, place=place, status=status))
    return events


def _belongs(event: Event, draft: Draft) -> bool:
    """Whether an event can be told of the draft's occurrence: nothing speaks against it, and something for it.

    One that names a place or a day of its own must stand near, or share it; one that names none goes back to what was
    told before, if it is of a sort with it: "the attack".
    """
    if not all(_may_be_same(event, other) for other in draft.events):
        return False
    if min(abs(event.evidence.span.start - e.evidence.span.start) for e in draft.events) <= NEAR_CHARS:
        return True
    if event.place is not None:
        return any(e.place and place_key(e.place) == place_key(event.place) for e in draft.events)
    if days_of(event.time) is not None:
        return any(days_of(e.time) == days_of(event.time) for e in draft.events)
    family, group = sort_of(event)
    return group == family or any(group == sort_of(e)[1] for e in draft.events)


def _may_be_same(one: Event, other: Event) -> bool:
    """Whether two events of a report can be one: nothing that both name is different."""
    a, b = one.place, other.place
    if a and b and a.precision not in WIDE and b.precision not in WIDE and place_key(a) != place_key(b):
        districts = {"admin1", "admin2"} & {a.precision, b.precision}
        wider = is_part_of(a, b) or is_part_of(b, a)
        if not wider and not (districts and areas_of(a) & areas_of(b)) and not is_close_by(a, b):
            return False
    s, t = days_of(one.time), days_of(other.time)
    if s and t and (s[0] > t[1] or t[0] > s[1]):
        return False
    (_, group), (_, other_group) = sort_of(one), sort_of(other)
    general = {load_groups().get(e.kind, ("", e.kind))[0] for e in (one, other)}
    if group != other_group and not {group, other_group} & general:
        return bool(s and t and a and b and place_key(a) == place_key(b))
    return not reversed_roles(
        actors_of(one, DOERS), actors_of(one, TARGETS), actors_of(other, DOERS), actors_of(other, TARGETS)
    )


def _closeness(event: Event, draft: Draft) -> tuple[int, int]:
    """How well an event fits a draft: what both name alike first, then nearness in the text."""
    shared = sum(
        (e.place is not None and event.place is not None and place_key(e.place) == place_key(event.place))
        + (days_of(e.time) is not None and days_of(e.time) == days_of(event.time))
        for e in draft.events
    )
    return min(shared, 2), -min(abs(event.evidence.span.start - e.evidence.span.start) for e in draft.events)


def draft_figures(analysis: Analysis, drafts: list[Draft]) -> list[Figure]:
    """Put each figure to the draft of its event, else to the one of its family that it fits best.

    Running tolls, which are accounts of their own, are given back.
    """
    by_event = {event.id: draft for draft in drafts for event in draft.events}
    lead, text = lead_of(analysis, drafts), analysis.report.text
    tolls = []
    for figure in sorted(analysis.figures, key=lambda f: (f.evidence.span.start, f.id))[:MOST_CLAIMS]:
        if figure.scope in TOLL_SCOPES and not (figure.event in by_event and _is_recent(figure, analysis)):
            tolls.append(figure)
        elif figure.scope == "rate" or figure.scope == "other_event":
            continue
        elif figure.event in by_event and not _is_elsewhere(figure, by_event[figure.event]):
            by_event[figure.event].figures.append(figure)
        else:
            draft = _home(figure, drafts, lead, text)
            if draft is None:
                drafts.append(Draft([], [figure]))
            else:
                draft.figures.append(figure)
    return tolls


def _is_recent(figure: Figure, analysis: Analysis) -> bool:
    """Whether a running count began with what is told: "23 have died in the clashes since Wednesday"."""
    published, since = analysis.report.day, figure.period.start if figure.period else None
    return published is not None and since is not None and 0 <= (published - since).days <= RECENT


def _home(figure: Figure, drafts: Sequence[Draft], lead: Draft | None, text: str) -> Draft | None:
    """The draft of a figure that counts the effects of no event: that of its whole, of its place, else the nearest.

    A paragraph that tells of nothing else goes on with what the report is about.
    """
    family = _figure_family(figure)
    if figure.measure == "bodies" and any(f.measure == "killed" for d in drafts for f in d.figures):
        family = family.replace("bodies", "violence")  # they are those whom the report tells of
    fitting = [d for d in drafts if family_of(d) == family and not _is_elsewhere(figure, d)]
    at = figure.evidence.span.start

    def closeness(draft: Draft) -> tuple[bool, bool, bool, int, str]:
        claims = draft.claims
        beside = min(claims, key=lambda c: abs(c.evidence.span.start - at)).evidence.span
        return (
            not any(f.id == figure.part_of for f in draft.figures),
            not (figure.place and any(c.place and place_key(c.place) == place_key(figure.place) for c in claims)),
            draft is not lead and "\n" in text[min(beside.end, at) : max(beside.start, at)],
            abs(beside.start - at),
            claims[0].id,
        )

    return min(fitting, key=closeness, default=None)


def _is_elsewhere(figure: Figure, draft: Draft) -> bool:
    """Whether a figure has a precise place that is not the draft's."""
    places = [e.place for e in draft.events] + [f.place for f in draft.figures]
    return any(place and figure.place and is_apart(place, figure.place) for place in places)


def family_of(draft: Draft) -> str:
    """The family of what a draft tells."""
    return sort_of(draft.events[0])[0] if draft.events else _figure_family(draft.figures[0])


def _figure_family(figure: Figure) -> str:
    family = "violence" if figure.measure in HARM else figure.measure
    return f"{family}/to come" if figure.status in NOT_YET else family


def lead_of(analysis: Analysis, drafts: Sequence[Draft]) -> Draft | None:
    """The draft that the report is about: most claims near its beginning, those with a number counting double."""

    def weight(draft: Draft) -> float:
        told = sum(math.exp(-c.evidence.span.start / LEAD_CHARS) for c in draft.claims)
        counted = sum(math.exp(-f.evidence.span.start / LEAD_CHARS) for f in draft.figures)
        return (told + counted) * SMALLER.get(family_of(draft), 1.0)

    return max(drafts, key=lambda d: (not family_of(d).endswith("/to come"), weight(d)), default=None)


def days_of(time: TimeRef | None) -> tuple[int, int] | None:
    """A time as first and last day; None where it is open or says since, until, before, after."""
    if time is None or time.start is None or time.end is None or time.relation not in ("on", "during"):
        return None
    return time.start.toordinal(), time.end.toordinal()


def actors_of(event: Event, roles: Sequence[str]) -> frozenset[str]:
    """Who fills these roles of an event."""
    return frozenset(actor_key(ref) for role in roles for ref in event.roles.get(role, ()))


def actor_key(ref: Ref) -> str:
    """What tells an actor from others: the known actor, or the name in a form that spellings share."""
    return ref.actor or fold_name(ref.name)


def reversed_roles(
    doers: frozenset[str], targets: frozenset[str], other_doers: frozenset[str], other_targets: frozenset[str]
) -> bool:
    """Whether who does it and whom it strikes are the other way round in two accounts."""
    return bool(doers & other_targets and targets & other_doers and not doers & other_doers)
