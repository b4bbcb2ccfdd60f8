"""Places as accounts name them: what tells one from another, what lies in what, and how far apart two are."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportedly.link.words import fold_name
from reportedly.model import PlaceRef

PRECISE = frozenset({"point", "place"})
WIDE = frozenset({"country", "region"})
CLOSE = 10.0  # km: a town and its outskirts
FAR = 50.0  # km


def place_key(place: PlaceRef) -> str:
    """What tells a place from others: its GeoNames id, or its name in a form that spellings share."""
    return f"#{place.geonameid}" if place.geonameid is not None else fold_name(place.name)


def areas_of(place: PlaceRef) -> frozenset[str]:
    """The districts and countries a place lies in, itself among them where it is one."""
    found = {f"@{place.country.casefold()}"} if place.country else set()
    if place.country and place.admin1:
        found.add(f"@{place.country}/{place.admin1}".casefold())
    if place.precision not in PRECISE:
        found.add(place_key(place))
    return frozenset(found)


def best_place(places: Sequence[PlaceRef | None]) -> PlaceRef | None:
    """The closest place named; of equals the first."""
    ranks = {"point": 0, "place": 0, "area": 1, "admin2": 2, "admin1": 3, "country": 4, "region": 5}
    return min((p for p in places if p is not None), key=lambda p: ranks[p.precision], default=None)


def is_apart(one: PlaceRef, other: PlaceRef) -> bool:
    """Whether two precise places are not one, nor close by."""
    both = one.precision in PRECISE and other.precision in PRECISE
    return both and place_key(one) != place_key(other) and not is_close_by(one, other)


def is_part_of(area: PlaceRef, place: PlaceRef) -> bool:
    """Whether a place lies, or can lie, in what an area is a part of: a town of Loka in "northern Loka", a town of the
    province of Venn "near Venn", where the two have one name.
    """
    if area.precision != "area" or not area.country or area.country != place.country:
        return False
    return area.admin1 is None or (area.admin1 == place.admin1 and fold_name(area.admin1) == fold_name(area.name))


def is_in_district_of(capital: PlaceRef, place: PlaceRef) -> bool:
    """Whether a place lies in the district that has the name of a town, and is not that town."""
    district = place.admin1
    return (
        district is not None
        and (capital.country, capital.admin1) == (place.country, district)
        and fold_name(capital.name) == fold_name(district) != fold_name(place.name)
    )


def is_close_by(one: PlaceRef, other: PlaceRef) -> bool:
    """Whether two places on the map are as near as a town and its outskirts."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance(one.lat, one.lon, other.lat, other.lon) < CLOSE


def is_far(one: PlaceRef, other: PlaceRef) -> bool:
    """Whether two places on the map are too far apart for one occurrence."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance(one.lat, one.lon, other.lat, other.lon) > FAR


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points given in degrees, along the ground; right to a hundredth below 1,000 km."""
    east = math.radians((other_lon - lon + 180) % 360 - 180) * math.cos(math.radians((lat + other_lat) / 2))
    return 6371 * math.hypot(math.radians(other_lat - lat), east)
