"""Vague places: "15 km south of Ada", "near Ada", "northern Loka", "the border with Loka".

The point is moved only where the text gives both a distance and a direction; otherwise it stays where the name is, and
the precision and the reason say what was lost.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

import msgspec

from reportedly.model import PlaceRef
from reportedly.parse import Token
from reportedly.stages.place_candidates import Candidate, Scan
from reportedly.stages.place_signs import before

KM_PER_DEGREE = 111.2
NUMBER = re.compile(r"\d{1,4}(?:[.,]\d+)?")
NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
NUMBER_WORDS |= {
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
}
NUMBER_WORDS |= {"a": 1, "hundred": 100}
NEARBY = frozenset({"near", "around", "outside", "off", "beside", "close", "towards", "toward"})
FARTHEST = 2000.0  # km: a larger distance is a length of something else


class Offset(NamedTuple):
    """How far and in which direction from a named place, as far as the text says; the words it says it in."""

    kilometres: float | None
    degrees: int | None
    words: str


def with_vagueness(scan: Scan, candidate: Candidate, ref: PlaceRef) -> PlaceRef:
    """The reference with what the words before and after the name take from its precision."""
    left = _before_article(scan, candidate.first)
    if left is None:
        return _part(scan, candidate, ref)
    offset = offset_of(scan, left)
    if offset is not None:
        return _moved(ref, offset)
    if left.lower in NEARBY or (left.lower == "to" and _word(before(scan, left.i)) == "close"):
        return _loosened(ref, f'"{left.lower}" the place')
    if left.lower == "with" and _word(before(scan, left.i)) in ("border", "frontier", "borders"):
        why = _also(ref.why, "at its border; which side and where is not said")
        return msgspec.structs.replace(ref, lat=None, lon=None, precision="area", why=why)
    if left.lower == "of":
        sort = before(scan, left.i)
        if sort is not None and (sort.lower in scan.lexicon.places.vague or sort.lemma in scan.lexicon.places.vague):
            return _loosened(ref, f'"{sort.lower} of" the place')
    return _part(scan, candidate, ref)


def _part(scan: Scan, candidate: Candidate, ref: PlaceRef) -> PlaceRef:
    """ "northern Loka", "central Ada", "the Ada area": a part, or more than the place itself."""
    if candidate.direction:
        return _loosened(ref, f'the part called "{candidate.direction}"; the point is that of the whole')
    if candidate.level == "area" and ref.precision in ("place", "point", "admin1", "country"):
        return _loosened(ref, "an area named after it")
    return ref


def _before_article(scan: Scan, at: int) -> Token | None:
    """The word before a name, past articles, directions and "the town of"."""
    words = scan.lexicon.places
    left = before(scan, at)
    for _ in range(6):
        if left is None:
            return None
        sort = before(scan, left.i)
        if left.tag == "DT" or left.lower in words.directions or left.lower in words.before:
            left = sort
        elif left.lower == "of" and sort is not None and sort.lower in words.before:
            left = before(scan, sort.i)
        else:
            return left
    return left


def _word(token: Token | None) -> str:
    return token.lower if token is not None else ""


def offset_of(scan: Scan, left: Token) -> Offset | None:
    """Distance and direction before a name: "15 km (nine miles) south of", "some 20 miles from", "north of"."""
    words = scan.lexicon.places
    direction, first = None, left
    if left.lower == "of":
        at = before(scan, left.i)
        if at is None or words.directions.get(at.lower, -1) < 0:
            return None
        direction, first = words.directions[at.lower], at
        hyphen = before(scan, at.i)
        half = before(scan, hyphen.i) if hyphen is not None and hyphen.text == "-" else None
        if half is not None and f"{half.lower}-{at.lower}" in words.directions:
            direction, first = words.directions[f"{half.lower}-{at.lower}"], half
    elif left.lower not in ("from", "outside"):
        return None
    distance = _distance(scan, before(scan, first.i))
    if direction is None and distance is None:
        return None
    start = distance[1].start if distance is not None else first.start
    text = " ".join(scan.parsed.text[start : left.end].split())
    return Offset(distance[0] if distance is not None else None, direction, text)


def _distance(scan: Scan, at: Token | None) -> tuple[float, Token] | None:
    """Kilometres that end at this word, and the first word of them; a second unit in brackets is passed over."""
    for _ in range(8):
        if at is None:
            return None
        if at.text in (")", "(") or at.lower in ("to", "the", "further", "-"):
            at = before(scan, at.i)
            continue
        factor = scan.lexicon.places.units.get(at.lower.rstrip("."))
        number = before(scan, at.i) if factor is not None else None
        if number is not None and number.text == "-":
            number = before(scan, number.i)
        value = _number(number)
        if factor is None or number is None or value is None:
            return None
        kilometres = value * factor
        outer = before(scan, number.i)
        if outer is not None and outer.text == "(":
            farther = _distance(scan, before(scan, outer.i))
            return farther if farther is not None else (kilometres, number)
        return (kilometres, number) if kilometres <= FARTHEST else None
    return None


def _number(token: Token | None) -> float | None:
    if token is None:
        return None
    if NUMBER.fullmatch(token.text):
        return float(token.text.replace(",", "."))
    return NUMBER_WORDS.get(token.lower)


def _moved(ref: PlaceRef, offset: Offset) -> PlaceRef:
    lat, lon = ref.lat, ref.lon
    if offset.kilometres is None or offset.degrees is None or lat is None or lon is None:
        lost = "the direction" if offset.degrees is None else "the distance"
        return _loosened(ref, f'"{offset.words}" it; {lost} is not said, the point is that of the place itself')
    bearing = math.radians(offset.degrees)
    north = offset.kilometres * math.cos(bearing) / KM_PER_DEGREE
    east = offset.kilometres * math.sin(bearing) / (KM_PER_DEGREE * max(0.05, math.cos(math.radians(lat))))
    why = _also(ref.why, f'the point is moved: "{offset.words}" it')
    return msgspec.structs.replace(
        ref,
        lat=round(max(-90.0, min(90.0, lat + north)), 4),
        lon=round((lon + east + 540) % 360 - 180, 4),
        precision="area",
        geonameid=None,
        why=why,
    )


def _loosened(ref: PlaceRef, reason: str) -> PlaceRef:
    precision = "area" if ref.precision in ("place", "point", "admin2", "admin1", "country") else ref.precision
    return msgspec.structs.replace(ref, precision=precision, why=_also(ref.why, reason))


def _also(why: str, reason: str) -> str:
    return f"{why}; {reason}" if why else reason
