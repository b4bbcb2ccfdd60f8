"""Parts of a count are put beside their whole and beside the same part, and beside nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_factory import claim

from reportedly.link.populations import population_class
from reportedly.link.versions import relate

PART = {"relation": "part_of", "low": 2, "high": 2}


def relation(a, b, **how):
    return relate(a, b, **({"same_origin": False} | how)).relation


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"population": "medics"}, {"low": 14, "high": 14}, "narrows"),
        ({"population": "children"}, {"low": 14, "high": 14, "population": "civilians"}, "narrows"),
        ({"population": "two men"}, {"low": 14, "high": 14, "population": "soldiers"}, "narrows"),
        # Wholes that cannot hold it.
        ({"population": "children"}, {"low": 14, "high": 14, "population": "fighters"}, "different_basis"),
        ({"population": "medics"}, {"low": 1, "high": 1}, "not_comparable"),
        ({}, {"low": 14, "high": 14, "population": "fighters"}, "not_comparable"),
        ({"population": "medics"}, {"low": 900, "high": 900, "scope": "cumulative"}, "not_comparable"),
        # Parts: the same people, or other ones.
        ({"population": "medics"}, PART | {"low": 3, "high": 3, "population": "medics"}, "contradicts"),
        ({"population": "medics"}, PART | {"population": "doctors"}, "same"),
        ({"population": "medics"}, PART | {"low": 3, "high": 3, "population": "children"}, "different_basis"),
        ({}, PART | {"low": 3, "high": 3}, "not_comparable"),
        ({}, PART, "same"),
        # A part of a count of some days, put beside the incident's own whole: its whole was called that too.
        ({"population": "medics", "scope": "window"}, {"low": 14, "high": 14}, "narrows"),
        # Two of the victims and two dead need not be the same two; 14 and 14 are.
        ({"low": 14, "high": 14}, {"low": 14, "high": 14}, "same"),
        # A part of as many people as the whole is no sign that they are one count.
        ({}, {"low": 2, "high": 2}, "narrows"),
        # On top of another.
        ({}, {"relation": "additional", "low": 3, "high": 3}, "not_comparable"),
    ],
)  # fmt: skip
def test_a_part(one, other, expected):
    assert relation(claim(**(PART | one)), claim(**other)) == expected


populations = st.sampled_from([None, "medics", "children", "civilians", "fighters", "soldiers", "three men"])
numbers = st.integers(1, 30)


@given(populations, populations, numbers, numbers, st.sampled_from(["total", "part_of", "additional"]))
def test_a_part_contradicts_nothing_but_a_part_of_the_same_people(one, other, low, other_low, relation_of_other):
    a = claim(relation="part_of", population=one, low=low, high=low)
    b = claim(relation=relation_of_other, population=other, low=other_low, high=other_low)
    if relation(a, b) == "contradicts":
        assert relation_of_other != "additional"
        assert one is not None
        if relation_of_other == "total":  # all children there were, as "22 children" are
            assert population_class(one) == population_class(other)
        assert relation(a, claim(relation="part_of", population=other, low=low, high=low)) == "same"


def test_a_part_of_one_count_is_no_part_of_another_in_its_report():
    """ "14 were killed, two of them medics. On Friday 30 had been killed"."""
    whole, part = claim(id="w", report="r", start=0), claim(**PART, report="r", start=20, part_of="w", event="e")
    other = claim(report="r", start=90, low=30, high=30)
    again = claim(report="r", start=140)
    told = [whole, part, other, again]
    assert relation(part, whole, told=told) == "narrows"
    assert relation(part, again, told=told) == "narrows"
    assert relation(part, other, told=told) == "not_comparable"


def test_numbers_behind_the_whole_that_add_up_to_it_are_its_parts():
    """ "22 were killed, the monitor said. 16 died in Kora and six in Hale, it said": 16 is no earlier count."""
    whole = claim(low=22, high=22, report="r-1", start=0)
    parts = [claim(low=n, high=n, report="r-1", start=80 + n) for n in (16, 6)]
    other = claim(low=22, high=22, report="r-2")
    assert relation(parts[0], other, same_origin=True, told=[whole, *parts, other]) == "narrows"
    assert relation(parts[0], other, same_origin=True, told=[whole, parts[0], other]) == "not_comparable"
    assert relation(parts[0], other, same_origin=True, told=[parts[0], other]) == "updates"


def test_a_lower_number_in_a_town_of_the_region_that_the_whole_is_of_is_a_part():
    """ "22 were killed in Loka province, the monitor said. In Kora 16 died, it said"."""
    region = {"place": "Loka", "place_precision": "admin1", "event": "e-1"}
    whole = claim(low=22, high=22, report="r-1", start=0, **region)
    part = claim(low=16, high=16, report="r-1", start=80, place="Kora", event="e-2")
    other = claim(low=22, high=22, report="r-2", **region)
    assert relation(part, other, same_origin=True, told=[whole, part, other]) == "narrows"
    elsewhere = claim(low=16, high=16, report="r-1", start=80, place="Varo", country="VN", event="e-2")
    assert relation(elsewhere, other, same_origin=True, told=[whole, elsewhere, other]) == "not_comparable"


def test_a_part_told_behind_its_whole_is_a_part_though_nothing_adds_up():
    """ "13 civilians, seven of them children, died, the monitor said": seven is a part of 13 in another report too."""
    whole = claim(low=13, high=13, report="r-1", start=0, population="civilians")
    part = claim(low=7, high=7, report="r-1", start=20, population="children", relation="part_of", part_of=whole.id)
    other = claim(low=13, high=13, report="r-2", population="civilians")
    assert relation(part, other, same_origin=True, told=[whole, part, other]) == "narrows"


def test_one_source_that_leaves_open_who_they_were_speaks_of_the_same_people():
    """ "an earlier toll of 15", then "32 rebels", of one monitor; of two sources they may be of different people."""
    early = claim(low=15, high=15, published="2031-05-03")
    late = claim(low=32, high=32, population="rebels", passage="32 rebels", published="2031-05-04")
    assert relation(early, late, same_origin=True) == "updates"
    assert relation(early, late) == "different_basis"


def test_a_number_that_the_later_report_calls_old_is_replaced_whoever_gave_it():
    """ "126, updating an earlier toll of 112": the 112 of a report that names no source is that one."""
    first = claim(low=112, high=112, published="2031-05-03")
    old = claim(report="r", low=112, high=112, remarks=("superseded",), published="2031-05-04")
    new = claim(report="r", low=126, high=126, published="2031-05-04")
    assert relation(first, new, told=[first, old, new]) == "updates"
    assert relation(first, new, told=[first, new]) == "contradicts"


def test_the_bound_of_a_part_is_its_wholes():
    """ "17, eight of them children"; "at least 17, among them eight children"."""
    eight = {"low": 8, "population": "children", "relation": "part_of"}
    assert relation(claim(high=8, **eight), claim(high=None, **eight)) == "same"
    assert relation(claim(high=8, **eight), claim(high=None, **eight | {"low": 9})) == "contradicts"


def test_counts_of_two_days_are_not_one_count():
    """ "56 were killed on Tuesday. On Monday 21 had been killed in the area"."""

    def on(day, **fields):
        return claim(time_start=dt.date(2031, 5, day), time_end=dt.date(2031, 5, day), **fields)

    tuesday = on(3, report="r", low=56, high=56)
    assert relation(tuesday, on(2, report="r", low=21, high=21)) == "not_comparable"
    assert relation(tuesday, on(2, low=21, high=21)) == "contradicts"  # overnight: two reports call it two days
    assert relation(tuesday, on(1, low=21, high=21)) == "not_comparable"


def test_two_numbers_of_one_report():
    """A rival count where two sources give them; of one source the report does not say how they stand."""
    mayor, ministry = (
        claim(report="r", low=n, high=n, said_by=s) for n, s in ((39, "the mayor"), (31, "the ministry"))
    )
    assert relation(mayor, ministry) == "contradicts"
    assert relation(mayor, ministry, same_origin=True) == "not_comparable"
    assert relation(mayor, claim(report="r", low=31, high=None)) == "compatible"


def test_a_count_that_its_report_calls_an_old_one_is_an_earlier_version():
    """ "The ministry, which had spoken of 12 dead at first, gives 14"."""
    old = claim(report="r", low=12, high=12, remarks=("superseded",), published="2031-05-04")
    new = claim(report="r", low=14, high=14, remarks=("revised",), published="2031-05-04")
    before = claim(low=14, high=14, published="2031-05-03")
    assert relation(old, new, same_origin=True) == "updates"
    assert relation(old, before, same_origin=True) == "updates"
    assert relation(old, claim(low=17, high=17)) == "not_comparable"
    assert relation(claim(report="r", low=12, high=12), new, same_origin=True) == "not_comparable"
    assert relation(old, claim(low=9, high=9, published="2031-05-03"), same_origin=True) == "updates"
    assert relation(old, claim(low=9, high=9, published="2031-05-05"), same_origin=True) == "revises"


def test_what_an_outlet_says_itself_later_takes_the_place_of_what_it_said():
    early, late = (claim(statement=None, low=n, high=n, published=f"2031-05-0{n - 10}") for n in (12, 15))
    assert relation(early, late) == "updates"
    other = claim(statement=None, low=15, high=15, published="2031-05-02", outlet="Herald")
    assert relation(early, other) == "contradicts"
