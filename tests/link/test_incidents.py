from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_factory import account

from reportedly.link.grouping import NEVER, Grouping
from reportedly.link.incidents import FARTHEST, IncidentRule, detail_of, load_weights, pair_score, reasons_of, terms
from reportedly.link.places import distance

DAY = dt.date(2031, 5, 3)


def together(*accounts):
    grouping = Grouping(IncidentRule())
    grouping.update(accounts)
    return sorted(tuple(a.report for a in g.items) for g in grouping.groups())


def test_one_place_one_day_one_sort_is_one_incident():
    assert together(account("a"), account("b")) == [("r-a", "r-b")]


def test_what_one_report_tells_apart_is_one_incident_only_where_much_speaks_for_it():
    """The town's market, struck that day, told of again far below; but not another sort of thing, with other names."""
    first, again = account("a"), account("again", report="r-a")
    other = account("other", report="r-a", groups=frozenset({"gun"}), names=frozenset(), words=frozenset({"checkp"}))
    grouping = Grouping(IncidentRule())
    grouping.update([first, again, other])
    assert [len(g.items) for g in grouping.groups()] == [2, 1]
    reasons = reasons_of(again, [first], load_weights().of)
    assert sum(r.value for r in reasons) == pytest.approx(IncidentRule().score(again, [first]), abs=0.01)
    assert "own_report" in {r.name for r in reasons}


def test_a_differing_toll_never_forbids_a_link():
    """Rival and rising tolls stay together, however far apart."""
    tolls = [account(str(n), counts=(("killed", n, n),)) for n in (12, 213, 640, 1300)]
    assert len(together(*tolls)) == 1


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"place": "kora", "place_name": "Kora", "lat": 10.6}, "more than 50 km"),
        ({"day": DAY + dt.timedelta(days=3)}, "days named"),
    ],
)
def test_places_and_days_apart_forbid_a_link(other, why):
    """Even where all else is shared."""
    assert together(account("a"), account("b", **other)) == [("r-a",), ("r-b",)]
    assert IncidentRule().score(account("b", **other), [account("a")]) == NEVER


def test_roles_the_other_way_round_forbid_a_link():
    there = account("a", doers=frozenset({"loka"}), targets=frozenset({"venna"}))
    back = account("b", doers=frozenset({"venna"}), targets=frozenset({"loka"}))
    assert len(together(there, back)) == 2
    battle = [
        account(a.report[2:], doers=a.doers, targets=a.targets, groups=frozenset({"battle"})) for a in (there, back)
    ]
    assert len(together(*battle)) == 1


def test_opposed_accounts_of_who_did_it_stay_one_incident():
    one = account("a", doers=frozenset({"loka"}), targets=frozenset({"market"}))
    other = account("b", doers=frozenset({"venna"}), targets=frozenset({"market"}))
    assert len(together(one, other)) == 1


def test_a_day_of_publication_is_no_named_day():
    """A report that names no day, published three days later, is not kept apart by that alone."""
    late = account("b", day=DAY + dt.timedelta(days=3), said_day=False)
    assert IncidentRule().score(late, [account("a")]) > NEVER


def test_two_strikes_on_one_town_two_days_apart_are_two():
    """With names in common and other words: daily attacks look alike."""
    words = frozenset({"schoo", "child", "bus"})
    later = account("b", day=DAY + dt.timedelta(days=2), words=words, counts=(("killed", 18, 18),))
    assert len(together(account("a", counts=(("killed", 18, 18),)), later)) == 2


def test_other_sorts_and_other_words_are_other_incidents():
    bomb = account("b", groups=frozenset({"bomb"}), words=frozenset({"cafe", "belt", "crowd"}))
    assert len(together(account("a"), bomb)) == 2


def test_a_suburb_within_reach_can_be_the_same():
    near = account("b", place="kora", place_name="Kora", lat=10.1)
    assert distance(10.0, 20.0, 10.1, 20.0) < 12
    assert len(together(account("a"), near)) == 1


def test_a_talk_and_a_strike_never_meet():
    assert len(together(account("a"), account("b", family="talks", groups=frozenset({"talks"})))) == 2


def test_tolls_are_of_one_count_when_counted_from_one_day():
    toll = {"family": "toll", "groups": frozenset({"toll"}), "precise": False, "said_day": False}
    one = account("a", **toll, since=1, counts=(("killed", 268, 268),))
    later = account("b", **toll, since=1, day=DAY + dt.timedelta(days=9), counts=(("killed", 312, 312),))
    other = account("c", **toll, since=9, counts=(("killed", 312, 312),))
    assert together(one, later, other) == [("r-a", "r-b"), ("r-c",)]


places = st.sampled_from([("a", 0.0), ("b", 0.3), ("c", 0.6), ("d", 0.9)])
fields = st.fixed_dictionaries(
    {
        "where": places,
        "day": st.integers(0, 5),
        "precise": st.booleans(),
        "said_day": st.booleans(),
        "groups": st.sampled_from([frozenset({"air"}), frozenset({"violence"}), frozenset({"bomb"})]),
        "names": st.frozensets(st.sampled_from(["varu", "kura", "luka", "sarn"]), max_size=3),
        "doers": st.frozensets(st.sampled_from(["loka", "venna"]), max_size=1),
        "number": st.integers(1, 4),
    }
)


def build(number, field):
    place, lat = field["where"]
    return account(
        str(number),
        day=DAY + dt.timedelta(days=field["day"]),
        place=place,
        place_name=place,
        lat=lat,
        precise=field["precise"],
        said_day=field["said_day"],
        groups=field["groups"],
        names=field["names"],
        doers=field["doers"],
        counts=(("killed", field["number"], field["number"]),),
    )


@given(st.lists(fields, max_size=14), st.randoms(use_true_random=False))
def test_incidents_depend_on_the_set_of_accounts_alone(rows, chance):
    """Any order and any batches, and never two named places too far apart in one incident."""
    accounts = [build(number, row) for number, row in enumerate(rows)]
    once = Grouping(IncidentRule())
    once.update(accounts)
    chance.shuffle(accounts)
    parts = Grouping(IncidentRule())
    for start in range(0, len(accounts), 3):
        parts.update(accounts[start : start + 3])
    partition = [[g.items for g in grouping.groups()] for grouping in (once, parts)]
    assert partition[0] == partition[1]
    for items in partition[0]:
        named = [a for a in items if a.precise]
        assert all(distance(a.lat, a.lon, b.lat, b.lon) <= FARTHEST for a in named for b in named)


@given(st.lists(fields, min_size=2, max_size=2))
def test_the_score_is_the_same_both_ways(rows):
    a, b = (build(number, row) for number, row in enumerate(rows))
    of = load_weights().of
    assert pair_score(a, b, of) == pytest.approx(pair_score(b, a, of))


@given(st.lists(fields, min_size=2, max_size=6))
def test_reasons_add_up_to_the_score_and_have_known_names(rows):
    item, *members = (build(number, row) for number, row in enumerate(rows))
    of = load_weights().of
    reasons = reasons_of(item, members, of)
    mean = sum(pair_score(item, m, of) for m in members) / len(members)
    assert sum(r.value for r in reasons) == pytest.approx(mean, abs=0.01)
    for member in members:
        assert sum(value for _, value in terms(item, member, of)) == pytest.approx(pair_score(item, member, of))
    assert {r.name for r in reasons} <= set(of)


def test_every_weight_has_a_detail_or_needs_none():
    a = account("a", doers=frozenset({"loka"}), targets=frozenset({"x"}), counts=(("killed", 4, 4),))
    for name, _ in terms(a, a, load_weights().of):
        assert detail_of(name, a, a) or name in ("bias", "few_words")


def test_swapped_names_swap_the_accounts_and_nothing_else():
    """The score never looks at who a party is."""
    a = account("a", doers=frozenset({"loka"}), targets=frozenset({"venna"}))
    b = account("b", doers=frozenset({"loka"}))
    swapped = [
        account(x.report[2:], doers=frozenset({"venna"}), targets=frozenset({"loka"} if x.targets else ()))
        for x in (a, b)
    ]
    of = load_weights().of
    assert pair_score(a, b, of) == pair_score(*swapped, of)
