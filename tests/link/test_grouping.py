"""The groups depend on the set of items alone: any order, any batches, removed and put back."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.link.grouping import NEVER, Grouping


class Point(NamedTuple):
    day: int
    at: int
    name: str

    @property
    def order(self):
        return (self.day, self.name)


class Close:
    """Points near each other on a line: by the mean distance to the members."""

    threshold = 0.0
    crowded = "last"

    def keys(self, item):
        return (item.at,)

    def near(self, item):
        return tuple(range(item.at - 3, item.at + 4))

    def score(self, item, members):
        if any(abs(item.at - m.at) > 5 for m in members):
            return NEVER
        return 2.5 - sum(abs(item.at - m.at) for m in members) / len(members)


def partition(grouping):
    return sorted(tuple(i.name for i in g.items) for g in grouping.groups())


points = st.lists(
    st.builds(Point, st.integers(0, 4), st.integers(0, 14), st.uuids().map(str)),
    max_size=30,
    unique_by=lambda p: p.name,
)


@given(points, st.randoms(use_true_random=False))
def test_order_and_batches_do_not_matter(items, chance):
    """Any order and any split into batches gives what all at once gives."""
    once = Grouping(Close())
    once.update(items)
    shuffled = list(items)
    chance.shuffle(shuffled)
    parts = Grouping(Close())
    while shuffled:
        size = chance.randint(1, 5)
        parts.update(shuffled[:size])
        shuffled = shuffled[size:]
    assert partition(parts) == partition(once)
    assert {n: d.score for n, d in parts.decisions.items()} == {n: d.score for n, d in once.decisions.items()}


@given(points, st.data())
def test_removed_items_leave_no_trace(items, data):
    """Groups without some items are the groups of the others; put back, all is as before."""
    out = data.draw(st.sets(st.sampled_from(items)) if items else st.just(set()))
    grouping = Grouping(Close())
    grouping.update(items)
    before = partition(grouping)
    grouping.update([], [p.name for p in out])
    rest = Grouping(Close())
    rest.update([p for p in items if p not in out])
    assert partition(grouping) == partition(rest)
    grouping.update(out)
    assert partition(grouping) == before


@given(points, st.integers(0, 5))
def test_groups_as_of_a_day_are_prefixes(items, day):
    """Leaving out later items and grouping anew gives the groups of all, cut at the day."""
    whole = Grouping(Close())
    whole.update(items)
    then = Grouping(Close())
    then.update([p for p in items if p.day < day])
    cut = sorted(t for g in whole.groups() if (t := tuple(i.name for i in g.items if i.day < day)))
    assert partition(then) == cut


@given(points, st.randoms(use_true_random=False))
def test_restored_groups_go_on_as_if_never_stored(items, chance):
    """Groups taken over from a file, and items added after, give what all at once gives."""
    once = Grouping(Close())
    once.update(items)
    old = [p for p in items if chance.random() < 0.5]
    first = Grouping(Close())
    first.update(old)
    second = Grouping(Close())
    second.restore([[(i, first.decisions[i.name].score) for i in g.items] for g in first.groups()])
    second.update([p for p in items if p not in old])
    assert partition(second) == partition(once)


def test_changed_names_only_those_that_moved():
    """An item far from all others changes nobody."""
    grouping = Grouping(Close())
    grouping.update([Point(1, 0, "a"), Point(2, 1, "b")])
    assert grouping.update([Point(0, 14, "c")]) == {"c"}
    assert grouping.update([Point(0, 1, "d")]) >= {"d"}


def test_a_rule_that_looks_one_way_only_is_noticed():
    """The test of orders would catch a rule that breaks the promise of `near`."""

    class OneWay(Close):
        def near(self, item):
            return tuple(range(item.at, item.at + 4))

    forth, back = Grouping(OneWay()), Grouping(OneWay())
    one, two = Point(1, 0, "a"), Point(0, 2, "b")
    forth.update([one]), forth.update([two])
    back.update([two, one])
    with pytest.raises(AssertionError):
        assert partition(forth) == partition(back)
