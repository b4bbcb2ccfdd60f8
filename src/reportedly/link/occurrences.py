"""Accounts: what one report tells of one occurrence, as the unit that is linked.

A report tells of the same strike in several sentences, with a number here and a day there. Its events and figures are
first put together into accounts, each with what is known of place, day, sort, roles, names and numbers; incidents are
then groups of accounts. A running toll, counted since some day, is an account of its own.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from reportedly.link.datelines import day_of
from reportedly.link.grouping import Order
from reportedly.link.places import PRECISE, WIDE, areas_of, best_place, is_apart, is_close_by, is_far, place_key
from reportedly.link.words import find_capitals, find_words, fold_name
from reportedly.model import Analysis, Event, Figure, PlaceRef, Ref, Span, TimeRef

LEAD_CHARS = 700  # headline and first paragraphs: what a report is about stands here
# An account of more days than this names no day: it is indexed by its publication alone.
MOST_DAYS = 3
DATELINE_CHARS = 60  # the day of publication named so early is the dateline's
NEAR_CHARS = 350  # two sentences: an event told so soon after another with a place of its own still belongs to it
# What a report is about is rather what happened than what was said of it.
SMALLER = {"words": 0.4, "relations": 0.6, "offer": 0.7}
# The longest situation reports hold a few hundred claims; a list of thousands is no account of anything, and putting
# each beside each would take time squared. Claims past this number of a report stay unlinked.
MOST_CLAIMS = 1000
COUNTRY_LETTERS = 4  # of a country's name: "Loka", "Lokan", "Lokans"
NAME_KEYS = 6  # places, then the longest names: the more letters, the fewer other things are called so
DOERS = ("attacker", "doer", "agent", "party", "accused", "captor", "perpetrator")
TARGETS = ("target", "victim", "recipient")
HARM = frozenset({"killed", "injured", "killed_or_injured", "missing", "wounded", "dead"})
TOLL_SCOPES = frozenset({"cumulative", "stock"})
NOT_YET = frozenset({"planned", "conditional", "demanded", "threatened", "offered"})
AGGREGATE = re.compile(
    r"\bseparate (?:\w+ ){0,2}(?:attacks?|raids?|strikes?|incidents?|bombings?|clashes|areas|places|towns|villages)\b"
    r"|\bin separate\b|\b(?:various|different|several) (?:parts|areas|towns|villages|provinces|incidents)\b",
    re.IGNORECASE,
)

# Before a place: "60 kilometres (35 miles) north of ..." tells how far it is from there.
DISTANCE = re.compile(r"\b(?:km|kilomet(?:er|re)s?|miles?)\b[^.;]{0,30}\b(?:from|of)(?: the \w+)*\s*$", re.IGNORECASE)


class Account(msgspec.Struct, frozen=True, gc=False):
    """What one report tells of one occurrence.

    `order` is its canonical place and ends with its id, that of its first claim. Days are ordinals of the calendar;
    `said_day` tells a day that the claims name from one that stands beside them, or that of publication. `lead` is
    what the report is about. `counts` are (measure, low, high) with -1 for an open bound. `sites` are places named
    beside it, as close as a district, `names` other names, `telling` those it is looked up by. `several` when its
    number counts several occurrences together. `since` is the day from which a running toll is counted.
    """

    order: Order
    report: str
    claims: tuple[str, ...]
    family: str
    groups: frozenset[str]
    first: int | None
    last: int | None
    said_day: bool
    published: int | None
    place: str
    place_name: str
    precise: bool
    lat: float | None
    lon: float | None
    areas: frozenset[str]
    doers: frozenset[str]
    targets: frozenset[str]
    counts: tuple[tuple[str, int, int], ...]
    sites: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    telling: tuple[str, ...] = ()
    lead: bool = False
    several: bool = False
    since: int | None = None

    @property
    def id(self) -> str:
        """The id of its first claim."""
        return str(self.order[-1])


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


def find_accounts(analysis: Analysis) -> list[Account]:
    """The accounts of a report, in the order of the text."""
    drafts = _draft_events(analysis)
    tolls = _draft_figures(analysis, drafts)
    lead = _lead_of(analysis, drafts)
    made = [make_account(analysis, draft, lead=draft is lead) for draft in drafts]
    made += [make_account(analysis, Draft([], [figure]), toll=True) for figure in tolls]
    return sorted(made, key=lambda account: account.order)


def _draft_events(analysis: Analysis) -> list[Draft]:
    """Events of a report put together: of one family, with places and days that can be the same, and near or akin."""
    drafts: list[tuple[str, Draft]] = []
    for event in sorted(_placed(analysis), key=lambda e: (e.evidence.span.start, e.id))[:MOST_CLAIMS]:
        family, _ = sort_of(event)
        fitting = [d for f, d in drafts if f == family and _belongs(event, d)]
        if fitting:
            max(fitting, key=lambda d: _closeness(event, d)).events.append(event)
        else:
            drafts.append((family, Draft([event], [])))
    return [draft for _, draft in drafts]


def _placed(analysis: Analysis) -> list[Event]:
    """The events, those without a place at that of their first figure; a place that a distance leads to is left out."""
    beside: dict[str, PlaceRef] = {}
    for figure in sorted(analysis.figures, key=lambda f: (f.evidence.span.start, f.id)):
        if figure.event and figure.place and figure.scope == "incident":
            beside.setdefault(figure.event, figure.place)
    events = []
    for event in analysis.events:
        place = event.place or beside.get(event.id)
        if place is not None and DISTANCE.search(
            analysis.report.text[max(0, place.span.start - 45) : place.span.start]
        ):
            place = None
        events.append(event if place is event.place else msgspec.structs.replace(event, place=place))
    return events


def _is_by_distance(place: PlaceRef, text: str) -> bool:
    return DISTANCE.search(text[max(0, place.span.start - 45) : place.span.start]) is not None


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
    if _days(event.time) is not None:
        return any(_days(e.time) == _days(event.time) for e in draft.events)
    family, group = sort_of(event)
    return group == family or any(group == sort_of(e)[1] for e in draft.events)


def _may_be_same(one: Event, other: Event) -> bool:
    """Whether two events of a report can be one: nothing that both name is different."""
    a, b = one.place, other.place
    if a and b and a.precision not in WIDE and b.precision not in WIDE and place_key(a) != place_key(b):
        districts = {"admin1", "admin2"} & {a.precision, b.precision}
        if not (districts and areas_of(a) & areas_of(b)) and not is_close_by(a, b):
            return False
    s, t = _days(one.time), _days(other.time)
    if s and t and (s[0] > t[1] or t[0] > s[1]):
        return False
    (_, group), (_, other_group) = sort_of(one), sort_of(other)
    general = {load_groups().get(e.kind, ("", e.kind))[0] for e in (one, other)}
    if group != other_group and not {group, other_group} & general:
        return bool(s and t and a and b and place_key(a) == place_key(b))
    return not reversed_roles(
        _actors(one, DOERS), _actors(one, TARGETS), _actors(other, DOERS), _actors(other, TARGETS)
    )


def _closeness(event: Event, draft: Draft) -> tuple[int, int]:
    """How well an event fits a draft: what both name alike first, then nearness in the text."""
    shared = sum(
        (e.place is not None and event.place is not None and place_key(e.place) == place_key(event.place))
        + (_days(e.time) is not None and _days(e.time) == _days(event.time))
        for e in draft.events
    )
    return min(shared, 2), -min(abs(event.evidence.span.start - e.evidence.span.start) for e in draft.events)


def _draft_figures(analysis: Analysis, drafts: list[Draft]) -> list[Figure]:
    """Put each figure to the draft of its event, else to the nearest of its family; running tolls are given back."""
    by_event = {event.id: draft for draft in drafts for event in draft.events}
    tolls = []
    for figure in sorted(analysis.figures, key=lambda f: (f.evidence.span.start, f.id))[:MOST_CLAIMS]:
        if figure.scope in TOLL_SCOPES:
            tolls.append(figure)
        elif figure.scope == "rate" or figure.scope == "other_event":
            continue
        elif figure.event in by_event and not _is_elsewhere(figure, by_event[figure.event]):
            by_event[figure.event].figures.append(figure)
        else:
            draft = _nearest(figure, drafts)
            if draft is None:
                drafts.append(Draft([], [figure]))
            else:
                draft.figures.append(figure)
    return tolls


def _nearest(figure: Figure, drafts: Sequence[Draft]) -> Draft | None:
    family = _figure_family(figure)
    fitting = [d for d in drafts if _family(d) == family and not _is_elsewhere(figure, d)]
    at = figure.evidence.span.start

    def distance(draft: Draft) -> tuple[int, str]:
        claims = draft.claims
        return min(abs(claim.evidence.span.start - at) for claim in claims), claims[0].id

    return min(fitting, key=distance, default=None)


def _is_elsewhere(figure: Figure, draft: Draft) -> bool:
    """Whether a figure has a precise place that is not the draft's."""
    places = [e.place for e in draft.events] + [f.place for f in draft.figures]
    return any(place and figure.place and is_apart(place, figure.place) for place in places)


def _family(draft: Draft) -> str:
    return sort_of(draft.events[0])[0] if draft.events else _figure_family(draft.figures[0])


def _figure_family(figure: Figure) -> str:
    family = "violence" if figure.measure in HARM else figure.measure
    return f"{family}/to come" if figure.status in NOT_YET else family


def _lead_of(analysis: Analysis, drafts: Sequence[Draft]) -> Draft | None:
    """The draft that the report is about: most claims near its beginning, those with a number counting double."""

    def weight(draft: Draft) -> float:
        told = sum(math.exp(-c.evidence.span.start / LEAD_CHARS) for c in draft.claims)
        counted = sum(math.exp(-f.evidence.span.start / LEAD_CHARS) for f in draft.figures)
        return (told + counted) * SMALLER.get(_family(draft), 1.0)

    return max(drafts, key=lambda d: (not _family(d).endswith("/to come"), weight(d)), default=None)


def make_account(analysis: Analysis, draft: Draft, *, lead: bool = False, toll: bool = False) -> Account:
    """An account from its claims, and from what the report names beside them."""
    report, claims = analysis.report, draft.claims
    place = best_place([e.place for e in draft.events]) or best_place([f.place for f in draft.figures])
    published = _ordinal(day_of(report))
    days = _best_days(draft)
    usual = days or _days_beside(analysis, published, lead=lead) or (published, published)
    passages = [c.evidence.span for c in claims] + [m.span for e in draft.events for m in e.also]
    head = f"{report.title or ''}. {report.text[:LEAD_CHARS]}" if lead else ""
    text = " . ".join([head, *(span.text for span in passages)])
    beside = _places_beside(analysis, passages, lead=lead)
    names = _names(text, draft, analysis.places)
    return Account(
        order=(report.published or "9999", report.id, claims[0].evidence.span.start, claims[0].id),
        report=report.id,
        claims=tuple(c.id for c in claims),
        family="toll" if toll else _family(draft),
        groups=frozenset(sort_of(e)[1] for e in draft.events) or frozenset({"toll" if toll else _family(draft)}),
        first=usual[0],
        last=usual[1],
        said_day=days is not None,
        published=published,
        place=place_key(place) if place else "",
        place_name=place.name if place else "",
        precise=place is not None and place.precision in PRECISE and _is_sure(place, beside),
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        areas=frozenset().union(*(areas_of(p) for p in ([place] if place else beside[:1]))),
        doers=frozenset(a for e in draft.events for a in _actors(e, DOERS)),
        targets=frozenset(a for e in draft.events for a in _actors(e, TARGETS)),
        counts=tuple(sorted({count_of(f) for f in draft.figures})),
        sites=frozenset(place_key(p) for p in ([place, *beside] if place else beside) if p.precision not in WIDE),
        names=names,
        words=find_words(text),
        telling=_telling(names, beside),
        lead=lead,
        several=not toll and is_several(draft),
        since=_since(draft.figures[0]) if toll else None,
    )


def is_several(draft: Draft) -> bool:
    """Whether the first number of a draft counts several occurrences together: "25 killed in separate raids"."""
    return any(f.scope == "window" or AGGREGATE.search(f.evidence.span.text) for f in draft.figures[:1])


def _places_beside(analysis: Analysis, passages: Sequence[Span], *, lead: bool) -> list[PlaceRef]:
    """Places named in the passages of an account, and for what a report is about in its first paragraphs."""
    return [
        place
        for place in analysis.places
        if "dateline" not in place.why
        and ((lead and place.span.start < LEAD_CHARS) or any(span.holds(place.span) for span in passages))
    ]


def _is_sure(place: PlaceRef, beside: Sequence[PlaceRef]) -> bool:
    """Whether no place far from this one is named as often beside it."""
    own = [p for p in beside if place_key(p) == place_key(place)]
    far = Counter(place_key(o) for o in beside if o.precision in (*PRECISE, "area") and is_far(place, o))
    return not any(number >= max(1, len(own)) for number in far.values())


def _names(text: str, draft: Draft, places: Iterable[PlaceRef]) -> frozenset[str]:
    """Names that tell an occurrence from others: no countries, nor words made of their names."""
    wide = tuple(fold_name(p.name)[:COUNTRY_LETTERS] for p in places if p.precision in WIDE)
    return frozenset(n for n in find_capitals(text) | _ref_names(draft.events) if not (wide and n.startswith(wide)))


def _telling(names: frozenset[str], beside: Sequence[PlaceRef]) -> tuple[str, ...]:
    """The names to look an account up by: places first, then the longest."""
    sites = {fold_name(p.name) for p in beside if p.precision not in WIDE}
    ranked = sorted(names | sites, key=lambda n: (n not in sites, -len(n), n))
    return tuple(sorted(ranked[:NAME_KEYS]))


def count_of(figure: Figure) -> tuple[str, int, int]:
    """Measure and bounds of a figure, -1 for an open bound."""
    return (figure.measure, -1 if figure.low is None else figure.low, -1 if figure.high is None else figure.high)


def _best_days(draft: Draft) -> tuple[int, int] | None:
    """The first days that a claim gives, where they are few."""
    times = [e.time for e in draft.events] + [f.period for f in draft.figures if f.scope == "incident"]
    spans = [days for time in times if (days := _days(time)) and days[1] - days[0] < MOST_DAYS]
    return spans[0] if spans else None


def _days_beside(analysis: Analysis, published: int | None, *, lead: bool) -> tuple[int, int] | None:
    """For what a report is about: the first day of the week before its publication that its first paragraphs name."""
    if not lead or published is None:
        return None
    for time in analysis.times:
        days = _days(time)
        if days is None or time.span.start >= LEAD_CHARS or days[0] != days[1] or not 0 <= published - days[0] <= 6:
            continue
        if time.span.start > DATELINE_CHARS or days[0] != published:
            return days
    return None


def _days(time: TimeRef | None) -> tuple[int, int] | None:
    """A time as first and last day; None where it is open or says since, until, before, after."""
    if time is None or time.start is None or time.end is None or time.relation not in ("on", "during"):
        return None
    return time.start.toordinal(), time.end.toordinal()


def _since(figure: Figure) -> int | None:
    return _ordinal(figure.period.start) if figure.period else None


def _ordinal(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


def _actors(event: Event, roles: Sequence[str]) -> frozenset[str]:
    return frozenset(actor_key(ref) for role in roles for ref in event.roles.get(role, ()))


def actor_key(ref: Ref) -> str:
    """What tells an actor from others: the known actor, or the name in a form that spellings share."""
    return ref.actor or fold_name(ref.name)


def _ref_names(events: Iterable[Event]) -> frozenset[str]:
    refs = (ref for event in events for refs in event.roles.values() for ref in refs)
    return frozenset(fold_name(ref.name) for ref in refs if ref.how == "name" and ref.name[:1].isupper())


def reversed_roles(
    doers: frozenset[str], targets: frozenset[str], other_doers: frozenset[str], other_targets: frozenset[str]
) -> bool:
    """Whether who does it and whom it strikes are the other way round in two accounts."""
    return bool(doers & other_targets and targets & other_doers and not doers & other_doers)
