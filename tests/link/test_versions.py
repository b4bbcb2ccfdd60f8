from __future__ import annotations

import csv
import datetime as dt
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_factory import claim

from reportedly.link.versions import population_class, ranges, relate

MIRROR = {"narrows": "broadens", "broadens": "narrows"}


def relation(a, b, **how):
    return relate(a, b, **({"same_origin": False} | how)).relation


@pytest.mark.parametrize(
    ("one", "other", "same_origin", "expected"),
    [
        ({}, {}, False, "same"),
        ({"low": 14, "high": None}, {"low": 17, "high": 17}, False, "compatible"),
        ({}, {"low": 17, "high": 17, "published": "2031-05-04"}, True, "updates"),
        ({}, {"low": 11, "high": 11, "published": "2031-05-04"}, True, "revises"),
        ({}, {"low": 6, "high": 6}, False, "contradicts"),
        ({}, {"low": 20, "high": 20, "published": "2031-05-09"}, False, "compatible"),
        ({"population": "children", "low": 3, "high": 3}, {}, False, "narrows"),
        ({"population": "civilians", "low": 9, "high": 9}, {}, False, "different_basis"),
        ({"population": "rebels"}, {"population": "militants"}, False, "same"),
        ({"low": 3, "high": 3}, {"scope": "cumulative", "low": 300, "high": 300}, False, "narrows"),
        ({"relation": "part_of", "low": 3, "high": 3}, {}, False, "narrows"),
        ({"place": "Kora"}, {"place": "Venna", "place_precision": "admin1", "low": 20, "high": 20}, False, "narrows"),
        ({"measure": "injured"}, {}, False, "not_comparable"),
        ({"measure": "killed_or_injured", "low": 40, "high": 40}, {}, False, "different_basis"),
        ({"status": "denied"}, {}, False, "denies"),
        ({"status": "planned"}, {}, False, "not_comparable"),
    ],
)  # fmt: skip
def test_relations_of_figures(one, other, same_origin, expected):
    assert relation(claim(**one), claim(**other), same_origin=same_origin) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, "same"),
        ({"status": "denied"}, {}, "denies"),
        ({"status": "denied"}, {"status": "negated"}, "same"),
        ({"roles": {"attacker": ("Loka",)}}, {"roles": {"attacker": ("Venna",)}}, "contradicts"),
        ({"roles": {"attacker": ("Lokan jets",)}}, {"roles": {"attacker": ("the Lokan army",)}}, "same"),
        ({"roles": {"attacker": ("Loka",)}}, {}, "compatible"),
        ({"kind": "shelling"}, {"kind": "airstrike"}, "compatible"),
        ({"status": "threatened"}, {}, "not_comparable"),
    ],
)
def test_relations_of_events(one, other, expected):
    event = {"type": "event", "measure": None, "low": None, "high": None, "kind": "airstrike"}
    assert relation(claim(**(event | one)), claim(**(event | other))) == expected


figures = st.builds(
    lambda low, more, population, scope, part, day, measure: claim(
        low=low,
        high=None if more is None else low + more,
        population=population,
        scope=scope,
        relation=part,
        measure=measure,
        published=f"2031-05-0{day}",
    ),
    st.integers(1, 5),
    st.none() | st.integers(0, 2),
    st.sampled_from([None, "civilians", "children", "rebels"]),
    st.sampled_from(["incident", "window", "cumulative"]),
    st.sampled_from(["total", "part_of"]),
    st.integers(1, 5),
    st.sampled_from(["killed", "injured", "killed_or_injured"]),
)


@given(figures, figures, st.booleans())
def test_read_the_other_way_round_a_relation_is_its_mirror(a, b, same_origin):
    forth, back = relation(a, b, same_origin=same_origin), relation(b, a, same_origin=same_origin)
    assert back == MIRROR.get(forth, forth)


@given(st.lists(figures, min_size=1, max_size=6))
def test_each_end_of_a_range_is_given_by_somebody(rows):
    for span in ranges(rows):
        assert span.low <= span.high
        assert span.low_by
        assert span.high_by
        assert set(span.claims) <= {row.id for row in rows}


def test_low_and_high_say_who_gives_them():
    rows = [
        claim(low=9, high=9, said_by="the army"),
        claim(low=14, high=None, said_by="the ministry"),
        claim(low=17, high=17, said_by="the mayor"),
        claim(low=40, high=40, said_by="a denial", status="denied"),
        claim(low=3, high=3, said_by="the ministry", relation="part_of"),
    ]
    (span,) = ranges(rows)
    assert (span.low, span.low_by, span.high, span.high_by) == (9, ("the army",), 17, ("the mayor",))
    assert not span.or_more
    (open_end,) = ranges([claim(low=20, high=None, said_by="the mayor"), *rows[:2]])
    assert (open_end.high, open_end.or_more) == (20, True)
    (capped,) = ranges([claim(low=None, high=6, said_by="the army"), *rows[1:3], claim(low=None, high=None)])
    assert (capped.low, capped.low_by, capped.or_fewer) == (6, ("the army",), True)


def test_an_old_count_is_no_end_of_a_range_and_others_hurt_are_a_count_of_their_own():
    """ "11 died and 37 others were hurt"; "nine, as was said at first"."""
    rows = [claim(low=9, high=9, remarks=("superseded",)), claim(low=11, high=11)]
    rows.append(claim(measure="injured", low=37, high=37, relation="additional"))
    found = {(r.measure, r.low, r.high) for r in ranges(rows)}
    assert found == {("killed", 11, 11), ("injured", 37, 37)}
    base = [claim(report="r", low=5, high=5), claim(report="r", start=9, low=3, high=3, relation="additional")]
    assert [(r.low, r.high) for r in ranges(base)] == [(5, 5)]


def test_the_table_of_populations_has_no_word_twice():
    text = files("reportedly.link").joinpath("populations.csv").read_text(encoding="utf-8")
    words = [w for row in csv.DictReader(text.splitlines()) for w in row["words"].split()]
    assert len(words) == len(set(words))
    assert population_class("Lokan state radio") == "people"
    assert population_class("members of the Kora Brigade, all fighters") == "fighters"


def test_a_count_as_of_a_day_goes_by_that_day():
    early = claim(low=12, high=12, published="2031-05-09", as_of=dt.date(2031, 5, 3))
    late = claim(low=20, high=20, published="2031-05-04")
    assert relation(early, late, same_origin=True) == "updates"
