"""Places: names of places in a text, resolved as far as the text allows."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.gazetteer import Gazetteer
from reportedly.lexicon import Lexicon
from reportedly.lexicon.disputed import load_disputes
from reportedly.model import PlaceRef, Report, Span
from reportedly.parse import Parsed
from reportedly.stages.names import Names
from reportedly.stages.place_candidates import (
    Candidate,
    Scan,
    Use,
    adjectives,
    find_candidates,
    find_spellings,
    inside_bodies,
    make_scan,
)
from reportedly.stages.place_senses import resolve
from reportedly.stages.place_signs import THRESHOLD, weigh
from reportedly.stages.place_uses import settle_uses
from reportedly.stages.place_vague import with_vagueness


class Toponym(NamedTuple):
    """A name of a place and its use: a place, an actor (a state, a capital), part of a body's name, an adjective."""

    ref: PlaceRef
    use: Use
    token: int  # its last word


def find_places(report: Report, parsed: Parsed, lexicon: Lexicon, gazetteer: Gazetteer, names: Names) -> list[PlaceRef]:
    """All places of a report, in the order of the text. States and capitals that act are actors and left out."""
    scan = make_scan(parsed, lexicon, gazetteer, names)
    found = [c for c in read_candidates(scan) if c.use == "place"]
    return [with_vagueness(scan, c, _ref(scan, c)) for c in sorted(found, key=lambda c: c.first)]


def find_toponyms(
    report: Report, parsed: Parsed, lexicon: Lexicon, gazetteer: Gazetteer, names: Names
) -> list[Toponym]:
    """All names of places in a report with their use, in the order of the text."""
    scan = make_scan(parsed, lexicon, gazetteer, names)
    found = [Toponym(_ref(scan, c), c.use, c.last) for c in (*read_candidates(scan), *adjectives(scan))]
    return sorted(found, key=lambda t: t.ref.span.start)


def read_candidates(scan: Scan) -> list[Candidate]:
    """The names that are taken as names of places, each with its sense and use."""
    candidates = find_candidates(scan)
    links = countries_of(scan)
    named = {p.country for c in candidates for p in c.senses if p.precision == "country" or p.capital} | set(links)
    candidates += find_spellings(scan, candidates, named)
    candidates.sort(key=lambda c: c.first)
    weigh(scan, candidates, named)
    kept = [c for c in candidates if c.weight >= THRESHOLD] + inside_bodies(scan)
    resolve(kept, links)
    settle_uses(scan, kept)
    return kept


def countries_of(scan: Scan) -> list[str]:
    """The countries that the known actors of a report belong to: a word for each mention."""
    found = []
    for token in scan.parsed.tokens:
        for actor in token.known.actors if token.known is not None and len(token.known.actors) == 1 else ():
            entry = scan.lexicon.actors[actor]
            state = scan.lexicon.actors.get(entry.country, entry)
            found.append(state.iso2 or state.id)
    return found


def _ref(scan: Scan, candidate: Candidate) -> PlaceRef:
    tokens = scan.parsed.tokens[candidate.first : candidate.last + 1]
    place = candidate.chosen or candidate.senses[0]
    dispute = load_disputes().of(place.name, place.country, place.admin1)
    return PlaceRef(
        span=scan.parsed.cover(tokens) if candidate.start is None else _span(candidate),
        name=place.name,
        geonameid=place.geonameid or None,
        lat=place.lat,
        lon=place.lon,
        country=place.country or None,
        admin1=place.admin1 or None,
        precision=place.precision,
        why="; ".join(filter(None, (candidate.why, dispute.sentence() if dispute else ""))),
    )


def _span(candidate: Candidate) -> Span:
    start = candidate.start or 0
    return Span(start, start + len(candidate.text), candidate.text)
