"""Which place a name stands for: what the text says of it, the report's other places, and population last."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportedly.gazetteer import Place
from reportedly.stages.place_candidates import Candidate
from reportedly.stages.place_signs import holds

# Weights of what speaks for a sense. A state outranks every place of its name unless the report points elsewhere;
# a tenfold population counts less than the report's own country does.
BASE = {"country": 8.0, "region": 4.5, "admin1": 3.4, "area": 4.0, "point": 4.0, "admin2": -0.6, "place": 0.0}
PER_TENFOLD, CAPITAL, OWN, FIRST_NAME, CONTEXT, CONTAINED, LEVEL, NEAR = 0.75, 1.2, 3.0, 1.0, 3.0, 8.0, 4.0, 1.2
OUTGROWN = 4.0
NEAR_KM = 300.0
NEAR_DEGREES = 2.7  # of latitude: a little more than NEAR_KM
CLOSE = 0.35  # two senses this near in score, far apart on the map, leave the name open


def base(place: Place) -> float:
    """What speaks for a place without any context."""
    score = BASE[place.precision] + (CAPITAL if place.capital else 0.0)
    if place.precision in ("place", "admin2"):
        score += PER_TENFOLD * math.log10(max(place.population, 50))
    if place.own:
        score = max(score, OWN) + 1.0
    if not place.main and place.precision == "admin2" and not place.own:
        return score - 2 * FIRST_NAME  # "Ohio" is no county of West Virginia
    return score + (FIRST_NAME if place.main or place.own or place.precision == "admin1" else 0.0)


def resolve(candidates: Sequence[Candidate], links: Sequence[str]) -> None:
    """Choose a sense for every candidate, twice: the first choices are the context of the second.

    `links` are the countries that the report's adjectives and actors speak of.
    """
    around = _around(candidates, links)
    votes = first_votes(candidates, links)
    for _ in range(2):
        total = sum(votes.values()) or 1.0
        for candidate in candidates:
            if len(candidate.senses) == 1:
                _take_only_sense(candidate, around)
            else:
                _choose(candidate, around, votes, total)
        _one_sense(candidates)
        votes = second_votes(candidates, links)


Votes = dict[str, float]  # how much speaks for each country


class _Around(NamedTuple):
    """A report's candidates, by their first word too, those said to lie in another, and how often states are named."""

    candidates: Sequence[Candidate]
    by_first: dict[int, Candidate]
    inner: dict[int, list[Candidate]]
    links: Counter[str]


def _around(candidates: Sequence[Candidate], links: Sequence[str]) -> _Around:
    inner: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.inside is not None:
            inner.setdefault(candidate.inside, []).append(candidate)
    return _Around(candidates, {c.first: c for c in candidates}, inner, Counter(links))


def first_votes(candidates: Sequence[Candidate], links: Sequence[str]) -> Votes:
    """Countries by how many names can only mean them, each name once."""
    votes: Votes = defaultdict(float, {c: 0.5 * n for c, n in Counter(links).items()})
    seen = set()
    for candidate in candidates:
        countries = {p.country for p in candidate.senses}
        best = max(candidate.senses, key=base)
        if candidate.text in seen:
            continue
        seen.add(candidate.text)
        if len(countries) == 1 or best.precision == "country" or best.capital:
            votes[best.country] += 1
    return votes


def second_votes(candidates: Sequence[Candidate], links: Sequence[str]) -> Votes:
    """Countries by how many names mean them."""
    votes: Votes = defaultdict(float, {c: 0.5 * n for c, n in Counter(links).items()})
    for candidate in candidates:
        if candidate.chosen is not None:
            votes[candidate.chosen.country] += 1
            for country in filter(None, candidate.chosen.countries.split("|")):
                votes[country] += 0.3
    return votes


def _take_only_sense(candidate: Candidate, around: _Around) -> None:
    place = candidate.chosen = candidate.senses[0]
    outer = around.by_first.get(candidate.inside) if candidate.inside is not None else None
    is_held = outer is not None and any(holds(o, place) for o in outer.senses)
    candidate.why = f"said to be in {outer.text}" if outer is not None and is_held else _plain_reason(place, 1)


def _choose(candidate: Candidate, around: _Around, votes: Votes, total: float) -> None:
    outer = around.by_first.get(candidate.inside) if candidate.inside is not None else None
    near = _spots_of_others(candidate, around.candidates)
    scored = []
    for place in candidate.senses:
        score, reasons = base(place), []
        own_vote = 1 if candidate.chosen is not None and candidate.chosen.country == place.country else 0
        share = max(0.0, votes.get(place.country, 0.0) - own_vote) / total
        if place.precision == "country" and _outgrown(place, candidate, around):
            score -= OUTGROWN
        if share > 0 and place.precision != "country":
            score += CONTEXT * min(1.0, 0.35 + share)
            reasons.append("the report's other places")
        if outer is not None and any(holds(o, place) for o in outer.senses):
            score += CONTAINED
            reasons.insert(0, f"said to be in {outer.text}")
        if candidate.level:
            score += LEVEL * _level_fit(candidate.level, place)
        if place.precision not in ("country", "region") and _is_near(place, near):
            score += NEAR
        scored.append((score, place, reasons))
    if candidate.inside is None:
        _hold_others(around.inner.get(candidate.first, ()), scored)
    scored.sort(key=lambda s: (-s[0], -s[1].population, s[1].geonameid, s[1].name))
    _, candidate.chosen, reasons = scored[0]
    candidate.why = reasons[0] if reasons else _plain_reason(candidate.chosen, len(candidate.senses))


def _outgrown(place: Place, candidate: Candidate, around: _Around) -> bool:
    """Whether the report speaks of another state, a part of which has the name and more people: "Georgia"."""
    parts = [p for p in candidate.senses if p.precision == "admin1" and p.population > place.population]
    if not parts:
        return False
    links = around.links
    others = Counter(c.chosen.country for c in around.candidates if c.chosen is not None and c.text != candidate.text)
    return any(others[p.country] + links[p.country] > 2 * (others[place.country] + links[place.country]) for p in parts)


def _hold_others(inner: Sequence[Candidate], scored: list[tuple[float, Place, list[str]]]) -> None:
    """A name after the comma is the one that holds what stands before it."""
    for held in inner:
        for at, (score, place, reasons) in enumerate(scored):
            if any(holds(place, i) for i in held.senses):
                scored[at] = (score + 3.0, place, [f"{held.text} lies in it", *reasons])


def _level_fit(level: str, place: Place) -> float:
    if level == "admin1":
        return 1.0 if place.precision == "admin1" else 0.6 if place.precision == "admin2" else 0.0
    if level == "admin2":
        return 1.0 if place.precision == "admin2" else 0.3 if place.precision == "admin1" else 0.0
    if level == "place":
        return 1.0 if place.precision == "place" else 0.0
    return 0.5 if place.precision in (level, "place") else 0.0


def _spots_of_others(candidate: Candidate, candidates: Sequence[Candidate]) -> set[tuple[float, float]]:
    """Where the report's other names lie, states left out, as far as it is chosen by now."""
    return {
        (c.chosen.lat, c.chosen.lon)
        for c in candidates
        if c.chosen is not None and c.text != candidate.text and c.chosen.precision not in ("country", "region")
    }


def _is_near(place: Place, spots: Iterable[tuple[float, float]]) -> bool:
    return any(
        abs(lat - place.lat) < NEAR_DEGREES and kilometres(lat, lon, place.lat, place.lon) < NEAR_KM
        for lat, lon in spots
    )


def _one_sense(candidates: Sequence[Candidate]) -> None:
    """One name, one place in one report: the sense that the text itself fixes once holds for all its mentions."""
    fixed: dict[str, Place] = {}
    for candidate in candidates:
        if candidate.chosen is not None and candidate.why.startswith("said to be in"):
            fixed.setdefault(candidate.text.lower(), candidate.chosen)
    for candidate in candidates:
        place = fixed.get(candidate.text.lower())
        if place is not None and candidate.inside is None and not candidate.level and candidate.chosen is not place:
            candidate.chosen, candidate.why = place, "as the report says elsewhere where it is"


def _plain_reason(place: Place, senses: int) -> str:
    if senses == 1:
        return "the only place of this name in the gazetteer"
    if place.precision == "country":
        return "a state or territory of this name"
    if place.own:
        return "in the project's or the user's own list"
    return "the largest place of this name"


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance on a sphere; about half a percent off."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
