"""Accounts: what one report tells of one occurrence, as the unit that is linked.

A report tells of the same strike in several sentences, with a number here and a day there. Its events and figures are
first put together into accounts, each with what is known of place, day, sort, roles, names and numbers; incidents are
then groups of accounts. A running toll, counted since some day, is an account of its own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from reportedly.link.datelines import day_of
from reportedly.link.drafts import (
    DOERS,
    LEAD_CHARS,
    TARGETS,
    Draft,
    actors_of,
    days_of,
    draft_events,
    draft_figures,
    family_of,
    is_blame,
    lead_of,
    sort_of,
)
from reportedly.link.grouping import Order
from reportedly.link.places import PRECISE, WIDE, areas_of, best_place, is_far, is_in_district_of, place_key
from reportedly.link.words import find_capitals, find_words, fold_name
from reportedly.model import Analysis, Event, Figure, PlaceRef, Span

# An account of more days than this names no day: it is indexed by its publication alone.
MOST_DAYS = 3
DATELINE_CHARS = 60  # the day of publication named so early is the dateline's
COUNTRY_LETTERS = 4  # of a country's name: "Loka", "Lokan", "Lokans"
NAME_KEYS = 6  # places, then the longest names: the more letters, the fewer other things are called so
AROUND = 70  # characters beside a number that tell of how many occurrences it is
STOP = re.compile(r"[.;!?\n]")
AGGREGATE = re.compile(
    r"\bseparate (?:\w+ ){0,2}(?:attacks?|raids?|strikes?|incidents?|bombings?|clashes|areas|places|towns|villages)\b"
    r"|\bin separate\b|\b(?:various|different|several) (?:parts|areas|towns|villages|provinces|incidents)\b",
    re.IGNORECASE,
)


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


def find_accounts(analysis: Analysis) -> list[Account]:
    """The accounts of a report, in the order of the text."""
    drafts = draft_events(analysis)
    tolls = draft_figures(analysis, drafts)
    lead = lead_of(analysis, drafts)
    made = [make_account(analysis, draft, lead=draft is lead) for draft in drafts]
    made += [make_account(analysis, Draft([], [figure]), toll=True) for figure in tolls]
    return sorted(made, key=lambda account: account.order)


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
        family="toll" if toll else family_of(draft),
        groups=frozenset(sort_of(e)[1] for e in draft.events if not is_blame(e))
        or frozenset({"toll" if toll else family_of(draft)}),
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
        doers=frozenset(a for e in draft.events for a in actors_of(e, DOERS)),
        targets=frozenset(a for e in draft.events for a in actors_of(e, TARGETS)),
        counts=tuple(sorted({count_of(f) for f in draft.figures})),
        sites=frozenset(place_key(p) for p in ([place, *beside] if place else beside) if p.precision not in WIDE),
        names=names,
        words=find_words(text),
        telling=_telling(names, beside),
        lead=lead,
        several=not toll and is_several(draft, report.text),
        since=_since(draft.figures[0]) if toll else None,
    )


def is_several(draft: Draft, text: str) -> bool:
    """Whether the first number of a draft counts several occurrences together: "25 killed in separate raids"."""
    return any(f.scope == "window" or AGGREGATE.search(_around(f.evidence.span, text)) for f in draft.figures[:1])


def _around(span: Span, text: str) -> str:
    """The words of a sentence around a number, as far as they can tell what it is a number of."""
    before = text[max(0, span.start - AROUND) : span.start]
    after = text[span.end : span.end + AROUND]
    return STOP.split(before)[-1] + span.text + STOP.split(after)[0]


def _places_beside(analysis: Analysis, passages: Sequence[Span], *, lead: bool) -> list[PlaceRef]:
    """Places named in the passages of an account, and for what a report is about in its first paragraphs."""
    return [
        place
        for place in analysis.places
        if "dateline" not in place.why
        and ((lead and place.span.start < LEAD_CHARS) or any(span.holds(place.span) for span in passages))
    ]


def _is_sure(place: PlaceRef, beside: Sequence[PlaceRef]) -> bool:
    """Whether no place far from this one is named as often beside it, and no place of the district that it names.

    "In Orven ... in the village of Kora in Orven province": Orven is the district, not its town.
    """
    if any(is_in_district_of(place, o) and o.precision in PRECISE for o in beside):
        return False
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
    spans = [days for time in times if (days := days_of(time)) and days[1] - days[0] < MOST_DAYS]
    return spans[0] if spans else None


def _days_beside(analysis: Analysis, published: int | None, *, lead: bool) -> tuple[int, int] | None:
    """For what a report is about: the first day of the week before its publication that its first paragraphs name."""
    if not lead or published is None:
        return None
    for time in analysis.times:
        days = days_of(time)
        if days is None or time.span.start >= LEAD_CHARS or days[0] != days[1] or not 0 <= published - days[0] <= 6:
            continue
        if time.span.start > DATELINE_CHARS or days[0] != published:
            return days
    return None


def _since(figure: Figure) -> int | None:
    return _ordinal(figure.period.start) if figure.period else None


def _ordinal(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


def _ref_names(events: Iterable[Event]) -> frozenset[str]:
    refs = (ref for event in events for refs in event.roles.values() for ref in refs)
    return frozenset(fold_name(ref.name) for ref in refs if ref.how == "name" and ref.name[:1].isupper())
