"""The groups depend on the set of items alone: any order, any batches, removed and put back."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.link import grouping as grouping_module
from reportedly.link.grouping import NEVER, Grouping, join
from reportedly.link.kept import KeptElsewhere, Seat


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
    founders = False

    def keys(self, item):
        return (item.at,)

    def near(self, item):
        return tuple(range(item.at - 3, item.at + 4))

    def score(self, item, members):
        if any(abs(item.at - m.at) > 5 for m in members):
            return NEVER
        return 2.5 - sum(abs(item.at - m.at) for m in members) / len(members)


class Leading:
    """Points near the founder of a group on a line; of each stretch of the line, the first three are looked at."""

    threshold = 0.0
    crowded = "first"
    founders = True

    def keys(self, item):
        return (item.at // 4, "odd" if item.at % 2 else "even")

    near = keys

    def score(self, item, members):
        return 3.5 - abs(item.at - members[0].at)


def partition(grouping):
    return sorted(tuple(i.name for i in g.items) for g in grouping.groups())


points = st.lists(
    st.builds(Point, st.integers(0, 4), st.integers(0, 14), st.uuids().map(str)),
    max_size=30,
    unique_by=lambda p: p.name,
)


def state(grouping):
    return partition(grouping), {name: d.score for name, d in grouping.decisions.items()}


def naive(rule, items):
    """What a reader would get who takes the items in order and looks at all before: the definition of the result."""
    found = Grouping(rule)
    for item in sorted(items, key=lambda i: i.order):
        found.update([item])
    return found


rules = st.sampled_from([Close(), Leading()])
crowds = st.sampled_from([(2, 2), (3, 24), (64, 24)])


@pytest.fixture
def crowded(monkeypatch):
    def limit(crowd):
        monkeypatch.setattr(grouping_module, "CROWD", crowd[0])
        monkeypatch.setattr(grouping_module, "MOST_GROUPS", crowd[1])

    return limit


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(points, st.randoms(use_true_random=False), rules, crowds)
def test_order_and_batches_do_not_matter(crowded, items, chance, rule, crowd):
    """Any order and any split into batches gives what all at once gives, and what one after the other in order does."""
    crowded(crowd)
    once = Grouping(rule)
    once.update(items)
    shuffled = list(items)
    chance.shuffle(shuffled)
    parts = Grouping(rule)
    while shuffled:
        size = chance.randint(1, 5)
        parts.update(shuffled[:size])
        shuffled = shuffled[size:]
    assert state(parts) == state(once) == state(naive(rule, items))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(points, st.data(), rules, crowds)
def test_removed_items_leave_no_trace(crowded, items, data, rule, crowd):
    """Groups without some items are the groups of the others; put back, all is as before."""
    crowded(crowd)
    out = data.draw(st.sets(st.sampled_from(items)) if items else st.just(set()))
    grouping = Grouping(rule)
    grouping.update(items)
    before = state(grouping)
    grouping.update([], [p.name for p in out])
    rest = Grouping(rule)
    rest.update([p for p in items if p not in out])
    assert state(grouping) == state(rest)
    grouping.update(out)
    assert state(grouping) == before


class Shelf:
    """Groups kept elsewhere, given out as a case file does; it counts the items it gave."""

    def __init__(self, rule, grouping, leaving=0):
        self.rule, self.given = rule, set()
        self.most = grouping_module.CROWD + 1 + leaving
        self.kept = dict(enumerate(grouping.groups()))
        self.seats = {
            d.order[-1]: Seat(d.order, n, d.score)
            for n, group in self.kept.items()
            for d in (grouping.decisions[item.name] for item in group.items)
        }
        self.items = sorted(grouping.items.values(), key=lambda i: i.order)

    def seats_at(self, keys):
        for key in keys:
            standing = [self.seats[i.name] for i in self.items if key in self.rule.keys(i)]
            yield key, standing[: self.most] if self.rule.founders else standing

    def groups(self, numbers):
        for n in numbers:
            for item in self.kept[n].items:
                self.given.add(item.name)
                yield item, self.seats[item.name]

    def alike(self, item):
        return [self.seats[i.name] for i in self.items if self.rule.score(i, [item]) >= self.rule.threshold]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(points, st.randoms(use_true_random=False), rules, crowds)
def test_a_part_at_hand_gives_what_all_at_hand_gives(crowded, items, chance, rule, crowd):
    """Only the neighbourhood of what comes and goes is asked for, and nothing else would have changed."""
    crowded(crowd)
    old = [p for p in items if chance.random() < 0.7]
    gone = [p for p in old if chance.random() < 0.2]
    stored = Grouping(rule)
    stored.update(old)
    before = {n: (frozenset(i.name for i in d.group.items), d.score) for n, d in stored.decisions.items()}
    last = max((p.order for p in old), default=())
    shelf = Shelf(rule, stored, len(gone))
    part = KeptElsewhere(rule, shelf, last)
    part.bring(shelf.seats[p.name] for p in gone)
    new = [p for p in items if p not in old]
    part.update(new, [p.name for p in gone])
    whole = Grouping(rule)
    whole.update([p for p in items if p not in gone])
    for name, decision in whole.decisions.items():
        mine = part.decisions.get(name)
        members = frozenset(i.name for i in decision.group.items)
        if mine is None or not mine.group.items:
            assert before[name] == (members, decision.score)
        else:
            assert (frozenset(i.name for i in mine.group.items), mine.score) == (members, decision.score)


def test_far_items_are_not_asked_for():
    """Of a line of points one end is touched, and the other stays where it is kept."""
    stored = Grouping(Close())
    stored.update([Point(1, at, str(at)) for at in range(0, 200, 2)])
    shelf = Shelf(Close(), stored)
    part = KeptElsewhere(Close(), shelf, (1, "98"))
    part.update([Point(2, 1, "new")])
    assert 0 < len(shelf.given) < 12


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(points, st.integers(1, 5), rules, crowds)
def test_parts_decided_alone_and_put_together(crowded, items, number, rule, crowd):
    """Groups of parts, put together with what stands at their borders decided anew, are the groups of all."""
    crowded(crowd)
    whole = Grouping(rule)
    whole.update(items)
    parts = []
    for n in range(number):
        part = Grouping(rule)
        part.update([p for p in items if p.at % number == n])
        parts.append([[(i, part.decisions[i.name].score) for i in g.items] for g in part.groups()])
    assert state(join(rule, parts)) == state(whole)


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
