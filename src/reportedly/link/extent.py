"""Where accounts are, as far as they say: whether two name two places, or one the other's province or country."""

from __future__ import annotations

from reportedly.link.occurrences import Account


def names_two_places(a: Account, b: Account) -> bool:
    """Whether two accounts name places of which neither lies in the other: a town, and the outskirts of another."""
    if not a.place or not b.place or a.place == b.place or a.place in b.areas or b.place in a.areas:
        return False
    return not (_is_of_country(a, b) or _is_of_country(b, a) or may_be_province(a, b) or may_be_province(b, a))


def may_be_province(one: Account, other: Account) -> bool:
    """Whether a name may stand for a district in which the other place lies: "Orven", town and province, and a village
    of it.
    """
    own = f"/{one.place_name}".casefold()
    return bool(one.place_name) and any(area.endswith(own) and area in other.areas for area in one.areas)


def _is_of_country(wide: Account, other: Account) -> bool:
    """Whether an account names no more than a part of the country that the other is of: "in northern Loka"."""
    area = finest_area(wide)
    return not wide.precise and area.startswith("@") and "/" not in area and area in other.areas


def finest_area(item: Account) -> str:
    """The smallest area that an account lies in: a district before a country; empty where none is known."""
    return min(item.areas, key=lambda a: ("/" not in a, not a.startswith("@"), a), default="")
