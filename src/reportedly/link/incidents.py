"""Incidents: accounts of several reports about one occurrence.

An account is compared with the incidents that share a place and days, or an area, or a name with it. What they have in
common and what not is added up term by term and averaged over the members. Only three things forbid a link: precise
places more than 50 km apart, days named in both texts more than two apart, and roles the other way round. A differing
number never does: rival and rising tolls are what an incident is there to show.
"""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Hashable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from reportedly.link.drafts import load_groups, reversed_roles
from reportedly.link.extent import finest_area, may_be_province, names_two_places
from reportedly.link.grouping import NEVER
from reportedly.link.occurrences import Account
from reportedly.link.places import distance
from reportedly.rows import Reason

FARTHEST = 50.0  # km between two named places of one incident
DAYS_APART = 2
SPAN = 3  # days of a key: at least as many as the days between which accounts are compared, and one
MOST_SCORED = 8  # members an account is compared with: the first, and the latest ones
# Terms that rest on what two accounts both have, and the field it is in.
SHARED = {"same_target": "targets", "same_names": "names", "same_words": "words", "same_sites": "sites"}
# Under this share of common words two accounts speak of other things.
FEW_WORDS = 0.12
# Clashes have two sides that strike each other: who is named first says nothing.
MUTUAL = frozenset({"battle", "talks", "exchange"})


# Groups with the name of their family hold kinds that say no more than that: "killed", "attacked".
GENERAL = frozenset(family for family, _ in load_groups().values())


class Weights(NamedTuple):
    """The scores of weights.toml."""

    version: str
    join: float
    of: dict[str, float]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that ship with the package."""
    data = tomllib.loads(files("reportedly.link").joinpath("weights.toml").read_text(encoding="utf-8"))
    return Weights(data["version"], data["threshold"]["join"], data["weight"])


class IncidentRule:
    """Accounts of one occurrence."""

    crowded: Literal["first", "last"] = "last"
    founders = False

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = weights or load_weights()
        self.threshold = self.weights.join

    def keys(self, item: Account) -> Sequence[Hashable]:
        """Its place and days; its areas and days, or the finest of them where it is no precise place; its names."""
        return _keys(item, [("=", a) for a in sorted(item.areas)] if item.precise else [("~", finest_area(item))])

    def near(self, item: Account) -> Sequence[Hashable]:
        """Where it looks: a precise place at its own and at areas told of as a whole, an area at both."""
        if item.precise:
            return _keys(item, [("~", area) for area in sorted(item.areas)])
        return _keys(item, [("~", finest_area(item)), ("=", finest_area(item))])

    def score(self, item: Account, members: Sequence[Account]) -> float:
        """The mean of the scores with the other reports' accounts; NEVER where one forbids it, or there is none."""
        for member in members:
            if forbids(item, member):
                return NEVER
        scores = [score for score, _ in closest_of_each(item, members, self.weights.of)]
        if not scores:
            return self._own(item, members)
        passing = item.lead and not any(member.lead for member in members)
        return sum(scores) / len(scores) + passing * self.weights.of["in_passing"]

    def _own(self, item: Account, members: Sequence[Account]) -> float:
        """The score with what the same report alone tells: it was held apart there, so much must speak for it."""
        if any(names_two_places(item, member) for member in members):
            return NEVER
        of = self.weights.of
        return max((pair_score(item, member, of) for member in members), default=NEVER) + of["own_report"]


def closest_of_each(item: Account, members: Sequence[Account], of: dict[str, float]) -> list[tuple[float, Account]]:
    """The score with the closest account of each other report: of the first report, and of the latest.

    Accounts of one report were held apart when it was read; they are no evidence for each other. What a report is about
    is compared with what others are about, where an incident has such: passing mentions are short, and look alike.
    """
    leading = [m for m in members if m.lead] if item.lead else ()
    members = leading or members
    best: dict[str, tuple[float, Account]] = {}
    for member in members if len(members) <= MOST_SCORED else (members[0], *members[-MOST_SCORED + 1 :]):
        if member.report != item.report:
            score = pair_score(item, member, of)
            if member.report not in best or score > best[member.report][0]:
                best[member.report] = (score, member)
    return list(best.values())


def _keys(item: Account, areas: Sequence[tuple[str, str]]) -> list[Hashable]:
    """Keys of a place, of areas and of names, each with the three-day spans that hold its days.

    Two accounts whose days are two apart share a span of their places, and a day apart one of areas and names.
    """
    if item.family == "toll":
        return _toll_keys(item)
    if item.first is None or item.last is None:
        return []
    family, first, last = item.family, item.first, item.last
    found: list[Hashable] = []
    if item.precise:
        spans = {(first - 1) // SPAN, (last + 1) // SPAN}
        found = [(family, item.place, span) for span in sorted(spans)]
    for span in sorted({first // SPAN, (last + 1) // SPAN}):
        found += [(family, name, "'", span) for name in item.telling]
        found += [(family, *area, span) for area in areas]
    return found


def _toll_keys(item: Account) -> list[Hashable]:
    measure = item.counts[0][0] if item.counts else ""
    return [("toll", measure, where) for where in sorted({item.place, *item.areas}) if where]


def forbids(a: Account, b: Account) -> str:
    """Why two accounts cannot be of one occurrence; empty where nothing forbids it."""
    if a.precise and b.precise and a.place != b.place:
        if a.report == b.report and names_two_places(a, b):
            return f"one report tells of {a.place_name} and of {b.place_name}"
        if _distance(a, b) > FARTHEST:
            return f"{a.place_name} and {b.place_name} are more than {FARTHEST:.0f} km apart"
    if a.family == "toll":
        return "the tolls are counted from other days" if (a.since or b.since) != (b.since or a.since) else ""
    if a.said_day and b.said_day and (a.first - b.last > DAYS_APART or b.first - a.last > DAYS_APART):  # type: ignore[operator]
        return "the days named are more than two apart"
    mutual = MUTUAL & (a.groups | b.groups)
    if a.doers and b.doers and not mutual and reversed_roles(a.doers, a.targets, b.doers, b.targets):
        return "who did it and whom it struck are the other way round"
    return ""


def _distance(a: Account, b: Account) -> float:
    """Kilometres between two places; 0 where one has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return distance(a.lat, a.lon, b.lat, b.lon)


def pair_score(a: Account, b: Account, of: dict[str, float]) -> float:
    """How much speaks for two accounts being of one occurrence: the sum of `terms`, added up without naming them.

    It is asked some three times for each account that is linked, `terms` only for the links that are kept. A test
    holds the two together.
    """
    if a.family == "toll":
        return sum([value for _, value in terms(a, b, of)])
    return of["bias"] + _when_and_where(a, b, of) + _what_and_who(a, b, of) + _likeness(a, b, of)


def _when_and_where(a: Account, b: Account, of: dict[str, float]) -> float:
    total = 0.0
    if a.first is not None and b.first is not None and a.last is not None and b.last is not None:
        gap = max(a.first - b.last, b.first - a.last)
        said = a.said_day + b.said_day
        total = of["same_day"] if gap <= 0 else of["next_day"] if gap == 1 else of["two_days"] * (0.5 + (said == 2) / 2)
        total += of["assumed_day"] * (2 - said)
    if a.published != b.published and a.published is not None and b.published is not None:
        total += of["published_gap"] * min(6, abs(a.published - b.published))
    if where := _place_term(a, b):
        total += of[where]
    if a.precise != b.precise and not _is_named(a, b):
        total += of["place_not_named"]
    return total


def _what_and_who(a: Account, b: Account, of: dict[str, float]) -> float:
    shared = a.groups & b.groups
    if shared and not shared <= GENERAL:
        total = of["same_group"]
    else:
        total = of["mixed_group"] if a.groups & GENERAL or b.groups & GENERAL else of["other_group"]
    if a.several != b.several:
        total += of["one_several"]
    if a.doers and b.doers:
        total += of["same_doer"] if a.doers & b.doers else of["other_doer"]
    return total + of["same_target"] if a.targets & b.targets else total


def _likeness(a: Account, b: Account, of: dict[str, float]) -> float:
    total = 0.0
    if a.sites and b.sites:
        shared = len(a.sites & b.sites)
        total = of["same_sites"] * shared / min(len(a.sites), len(b.sites)) if shared else of["other_sites"]
    if a.names and b.names:
        total += of["same_names"] * len(a.names & b.names) / min(len(a.names), len(b.names))
    if a.words and b.words:
        share = len(a.words & b.words) / min(len(a.words), len(b.words))
        total += of["few_words"] if share < FEW_WORDS else of["same_words"] * share
    if a.counts and b.counts:
        found: Terms = []
        _add_figures(a, b, of, found)
        total += found[0][1] if found else 0.0
    return total


def terms(a: Account, b: Account, of: dict[str, float]) -> list[tuple[str, float]]:
    """What two accounts share and do not, each thing with what it speaks for; the names are those of weights.toml."""
    if a.family == "toll":
        return _toll_terms(a, b, of)
    found = [("bias", of["bias"])]
    _add_days(a, b, of, found)
    where = _place_term(a, b)
    if where:
        found.append((where, of[where]))
    if a.precise != b.precise and not _is_named(a, b):
        found.append(("place_not_named", of["place_not_named"]))
    _add_sorts(a, b, of, found)
    _add_texts(a, b, of, found)
    if a.counts and b.counts:
        _add_figures(a, b, of, found)
    return found


Terms = list[tuple[str, float]]


def _add_days(a: Account, b: Account, of: dict[str, float], found: Terms) -> None:
    if a.first is not None and b.first is not None and a.last is not None and b.last is not None:
        gap = max(a.first - b.last, b.first - a.last, 0)
        name = "same_day" if gap == 0 else "next_day" if gap == 1 else "two_days"
        both = a.said_day and b.said_day
        found.append((name, of[name] * (1.0 if both or name != "two_days" else 0.5)))
        if not both:
            found.append(("assumed_day", of["assumed_day"] * (2 - a.said_day - b.said_day)))
    if a.published is not None and b.published is not None and a.published != b.published:
        found.append(("published_gap", of["published_gap"] * min(6, abs(a.published - b.published))))


def _is_named(a: Account, b: Account) -> bool:
    """Whether the precise place of one account is named beside the other, or that one names no places."""
    one, other = (a, b) if a.precise else (b, a)
    return not other.sites or one.place in other.sites


def _place_term(a: Account, b: Account) -> str:
    """How the places lie to each other; empty where one is not known or they are not comparable."""
    if not a.place or not b.place:
        return ""
    if a.place == b.place:
        return "same_place" if a.precise and b.precise else "inside_place"
    if may_be_province(a, b) or may_be_province(b, a):
        return "inside_place"
    if a.precise and b.precise:
        return "other_place" if a.lat is None or b.lat is None else "near_place"
    if a.place in b.areas or b.place in a.areas:
        return "inside_place"
    if a.areas and b.areas and not a.areas & b.areas:
        return "other_area"
    return ""


def _add_sorts(a: Account, b: Account, of: dict[str, float], found: Terms) -> None:
    shared = a.groups & b.groups
    if shared and not shared <= GENERAL:
        found.append(("same_group", of["same_group"]))
    elif a.groups & GENERAL or b.groups & GENERAL:
        found.append(("mixed_group", of["mixed_group"]))
    else:
        found.append(("other_group", of["other_group"]))
    if a.several != b.several:
        found.append(("one_several", of["one_several"]))
    if a.doers and b.doers:
        name = "same_doer" if a.doers & b.doers else "other_doer"
        found.append((name, of[name]))
    if a.targets & b.targets:
        found.append(("same_target", of["same_target"]))


def _add_texts(a: Account, b: Account, of: dict[str, float], found: Terms) -> None:
    if a.sites and b.sites:
        share = len(a.sites & b.sites) / min(len(a.sites), len(b.sites))
        found.append(("same_sites", of["same_sites"] * share) if share else ("other_sites", of["other_sites"]))
    if a.names and b.names:
        share = len(a.names & b.names) / min(len(a.names), len(b.names))
        found.append(("same_names", of["same_names"] * share))
    if a.words and b.words:
        share = len(a.words & b.words) / min(len(a.words), len(b.words))
        if share < FEW_WORDS:
            found.append(("few_words", of["few_words"]))
        else:
            found.append(("same_words", of["same_words"] * share))


def _add_figures(a: Account, b: Account, of: dict[str, float], found: Terms) -> None:
    """One number for one measure is a hint that grows with the number; numbers far apart are a weak one against."""
    shared = [max(count[1:]) for count in a.counts if count in b.counts]
    if shared:
        value = of["same_figure"] * math.log(max(2, *shared))
        found.append(("same_figure", min(value, of["most_same_figure"])))
        return
    theirs = _tops(b)
    for measure, top in _tops(a).items():
        other = theirs.get(measure, 0)
        if top > 0 and other > 0 and (top > 3 * other or other > 3 * top):
            found.append(("far_figure", of["far_figure"]))
            return


def _tops(account: Account) -> dict[str, int]:
    """The highest number of each measure."""
    tops: dict[str, int] = {}
    for measure, low, high in account.counts:
        tops[measure] = max(low, high, tops.get(measure, 0))
    return tops


def _toll_terms(a: Account, b: Account, of: dict[str, float]) -> Terms:
    """Tolls are of one count when measure and place agree, and the day from which they are counted where told."""
    measures = {c[0] for c in a.counts} & {c[0] for c in b.counts}
    found = [("bias", of["bias"])]
    if measures and a.place and a.place == b.place:
        found.append(("same_place", of["same_place"]))
    if a.since is not None and a.since == b.since:
        found.append(("same_day", of["same_day"]))
    _add_texts(a, b, of, found)
    return found


def reasons_of(item: Account, members: Sequence[Account], of: dict[str, float]) -> list[Reason]:
    """The terms of a mean score, the weightiest first, with what each rests on in the member where it is strongest."""
    picked = [member for _, member in closest_of_each(item, members, of)]
    totals: dict[str, float] = {}
    if not picked:
        picked = [max(members, key=lambda member: (pair_score(item, member, of), member.order))]
        totals["own_report"] = of["own_report"]
    strongest: dict[str, tuple[float, Account]] = {}
    for member in picked:
        for name, value in terms(item, member, of):
            totals[name] = totals.get(name, 0.0) + value
            if name not in strongest or abs(value) > strongest[name][0]:
                strongest[name] = (abs(value), member)
    found = [
        Reason(
            name=name,
            value=round(total / len(picked), 3),
            detail=detail_of(name, item, strongest.get(name, (0.0, item))[1]),
        )
        for name, total in totals.items()
    ]
    return sorted(found, key=lambda r: (-abs(r.value), r.name))


def detail_of(name: str, a: Account, b: Account) -> str:
    """What a term rests on, in the words of the two accounts."""
    if name in ("same_day", "next_day", "two_days", "assumed_day"):
        return f"{_day_words(a)}; {_day_words(b)}"
    if name == "published_gap":
        return f"published {abs((a.published or 0) - (b.published or 0))} days apart"
    if name.endswith(("_place", "_area", "_named")):
        return f"{a.place_name}; {b.place_name}"
    if name.endswith("_group"):
        return f"{', '.join(sorted(a.groups))}; {', '.join(sorted(b.groups))}"
    if name.endswith("_doer"):
        return f"{', '.join(sorted(a.doers))}; {', '.join(sorted(b.doers))}"
    if name in SHARED:
        return ", ".join(sorted(getattr(a, SHARED[name]) & getattr(b, SHARED[name])))
    if name == "other_sites":
        return f"{', '.join(sorted(a.sites))}; {', '.join(sorted(b.sites))}"
    if name.endswith("_figure"):
        shared = sorted(set(a.counts) & set(b.counts)) if name == "same_figure" else []
        return "; ".join(f"{max(c[1:])} {c[0]}" for c in (shared or (*a.counts[:1], *b.counts[:1])))
    return ""


def _day_words(account: Account) -> str:
    if account.first is None:
        return "no day"
    day = dt.date.fromordinal(account.first).isoformat()
    return day if account.said_day else f"{day} (of publication)"
