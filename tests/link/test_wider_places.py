"""A part of a country, and a district with the name of its town, can hold the place that a report names."""

from __future__ import annotations

import pytest
from link_factory import account

from reportedly.link.extent import may_be_province, names_two_places
from reportedly.link.incidents import forbids
from reportedly.link.places import is_in_district_of, is_part_of
from reportedly.model import PlaceRef, Span


def place(name, precision="place", admin1="Venn", country="LK"):
    return PlaceRef(
        span=Span(0, len(name), name), name=name, geonameid=None, lat=None, lon=None, country=country, admin1=admin1,
        precision=precision, why="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("area", "inside", "holds"),
    [
        (place("Loka", "area", None), place("Kora"), True),  # "in northern Loka"
        (place("Loka", "area", None), place("Kora", country="TV"), False),
        (place("Venn", "area"), place("Kora"), True),  # "northern Venn province", "near Venn"
        (place("Hale", "area"), place("Kora"), False),  # "near Hale" is not Kora
        (place("Hale"), place("Kora"), False),
    ],
)
def test_a_part_of_a_country_can_hold_a_town(area, inside, holds):
    assert is_part_of(area, inside) is holds


def test_a_town_named_with_a_village_of_its_province_is_the_province():
    assert is_in_district_of(place("Venn"), place("Kora"))
    assert not is_in_district_of(place("Hale"), place("Kora"))
    assert not is_in_district_of(place("Venn"), place("Venn"))
    assert not is_in_district_of(place("Venn"), place("Kora", admin1="Sarn"))


VILLAGE = {"areas": frozenset({"@lk", "@lk/venn"}), "report": "r-one"}


def test_one_report_may_tell_of_a_village_and_of_its_province():
    village = account("village", **VILLAGE)
    province = account("province", **(VILLAGE | {"place": "vann", "place_name": "Venn"}))
    assert may_be_province(province, village)
    assert not names_two_places(village, province)
    assert not forbids(village, province)
    hamlet = account("hamlet", **(VILLAGE | {"place": "hala", "place_name": "Hale"}))
    assert names_two_places(village, hamlet)
    assert forbids(village, hamlet)


def test_a_part_of_the_country_is_no_second_place():
    """ "Strikes in northern Loka ... in the town of Kora"; not the north of another country."""
    town = account("town", **VILLAGE)
    north = account("north", place="#1", place_name="Loka", precise=False, areas=frozenset({"@lk", "#1"}))
    assert not names_two_places(town, north)
    abroad = account("abroad", place="#2", place_name="Tarvia", precise=False, areas=frozenset({"@tv", "#2"}))
    assert names_two_places(town, abroad)
