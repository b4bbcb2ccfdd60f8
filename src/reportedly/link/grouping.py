"""Online grouping whose result depends on the set of items alone.

Items stand in one canonical order (day of publication, report, place in the text). Each joins the best group among
those that the items before it have made, or founds one. That is what a reader would get who took the items in that
order; `update` gets there from any order and any batches: an item that comes late makes anew the decisions that it can
have changed, and no others.

So the groups as of a day are the groups of now without their later members: decisions never look ahead. And a state in
which each decision is what the rule gives, with the items before it, is the only one: whatever way led to it.
"""

from __future__ import annotations

import gc
import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, Generic, Literal, Protocol, TypeVar

# The canonical place of an item: compares like a tuple, is unique, and ends with the item's id.
Order = tuple[Any, ...]
# A key that holds more items than this is looked at in part: a common phrase, or a crowded place and day.
CROWD = 64
# No item is compared with more groups than this; keys are asked in the order of the rule, the most telling first.
MOST_GROUPS = 24
NEVER = float("-inf")


class Item(Protocol):
    """What can be grouped."""

    @property
    def order(self) -> Order:
        """Its canonical place."""


T = TypeVar("T", bound=Item)
S = TypeVar("S", bound=Item, contravariant=True)


class Rule(Protocol[S]):
    """How items of a kind are grouped.

    `keys` says where an item stands and `near` where it looks; if a looks where b stands, then b looks where a stands.
    `crowded` says which items of an overfull key are looked at. A group is joined at `threshold` or above. With
    `founders`, a group is looked at through its founder alone, `near` is `keys`, and no group that is met is left out.
    """

    threshold: float
    crowded: Literal["first", "last"]
    founders: bool

    def keys(self, item: S) -> Sequence[Hashable]:
        """Where the item stands."""

    def near(self, item: S) -> Sequence[Hashable]:
        """Where the item looks."""

    def score(self, item: S, members: Sequence[S]) -> float:
        """How well the item fits those members of a group that stand before it; NEVER where it cannot belong."""


class Decision(Generic[T]):
    """An item with the group it is in, and the score it joined with; None for the founder."""

    __slots__ = ("group", "item", "order", "score")

    def __init__(self, item: T, order: Order, group: Group[T], score: float | None) -> None:
        self.item, self.order, self.group, self.score = item, order, group, score


ORDER = attrgetter("order")


class Group(Generic[T]):
    """Items that belong together, in canonical order."""

    __slots__ = ("items", "orders")

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.items: list[T] = []

    def before(self, order: Order) -> list[T]:
        """The members that stand before `order`."""
        orders = self.orders
        return self.items if not orders or orders[-1] < order else self.items[: bisect_left(orders, order)]

    def add(self, item: T) -> None:
        """Put an item in its place."""
        place = bisect_left(self.orders, item.order)
        self.orders.insert(place, item.order)
        self.items.insert(place, item)

    def remove(self, item: T) -> None:
        """Take an item out."""
        place = bisect_left(self.orders, item.order)
        del self.orders[place], self.items[place]


Rows = Sequence[tuple[T, float | None]]


_NOWHERE: Group[Any] = Group()


class Grouping(Generic[T]):
    """Groups of items under a rule, kept right as items come and go.

    `decided` are the ids of what the last update decided, anew or first. All items are at hand here; `link.kept` has
    groupings of items that are kept elsewhere.
    """

    def __init__(self, rule: Rule[T]) -> None:
        self.rule = rule
        self.items: dict[str, T] = {}
        self.decisions: dict[str, Decision[T]] = {}
        self.decided: set[str] = set()
        self._stand: dict[Hashable, list[Decision[T]]] = {}
        self._last: Order = ()
        self._sees: frozenset[Hashable] = frozenset()

    def update(self, added: Iterable[T], removed: Iterable[str] = ()) -> set[str]:
        """Add and remove items; the ids of all items that have changed their group, new ones among them."""
        waiting: list[Order] = []
        queued: set[Order] = set()
        self.decided = set()
        for item_id in removed:
            _push(self._take_out(self.decisions[item_id]), waiting, queued)
        new = sorted((item for item in added if item.order[-1] not in self.items), key=ORDER)
        self._prepare(new)
        return self._settle(new, waiting, queued)

    def reconsider(self, items: Iterable[str]) -> set[str]:
        """Decide these anew, and what that changes; the ids of all that have changed their group."""
        waiting: list[Order] = []
        queued: set[Order] = set()
        self.decided = set()
        _push((self.decisions[name].order for name in items), waiting, queued)
        return self._settle([], waiting, queued)

    def _settle(self, new: Sequence[T], waiting: list[Order], queued: set[Order]) -> set[str]:
        """Decide what is new and what waits, in canonical order, and what each of these decisions can change."""
        with _no_search_for_cycles():
            return self._settle_all(new, waiting, queued)

    def _settle_all(self, new: Sequence[T], waiting: list[Order], queued: set[Order]) -> set[str]:
        changed: set[str] = set()
        at = 0
        while waiting or at < len(new):
            if at < len(new) and (not waiting or new[at].order < waiting[0]):
                decision, at = Decision(new[at], new[at].order, _NOWHERE, None), at + 1
            else:
                order = heapq.heappop(waiting)
                queued.discard(order)
                known = self.decisions.get(order[-1])
                if known is None:
                    continue
                decision = known
            name = decision.order[-1]
            self.decided.add(name)
            is_new = decision.group is _NOWHERE
            moved, felt = self._place(decision)
            if is_new:
                self._put_in(decision)
            if moved:
                changed.add(name)
            if felt and decision.order < self._last:
                _push(self._affected(decision, felt, is_new=is_new), waiting, queued)
        return changed

    def restore(self, groups: Iterable[Rows[T]]) -> None:
        """Take over groups that were made before: for each, its items with the scores they joined with."""
        with _no_search_for_cycles():
            self._restore(groups)

    def _restore(self, groups: Iterable[Rows[T]]) -> None:
        touched: dict[Hashable, list[Decision[T]]] = {}
        for rows in groups:
            group: Group[T] = Group()
            for item, score in sorted(rows, key=lambda row: row[0].order):
                decision = Decision(item, item.order, group, score)
                self.items[item.order[-1]] = item
                self.decisions[item.order[-1]] = decision
                group.orders.append(item.order)
                group.items.append(item)
                for key in self.rule.keys(item):
                    touched[key] = self._stand.setdefault(key, [])
                    touched[key].append(decision)
                self._last = max(self._last, item.order)
        for seats in touched.values():
            seats.sort(key=ORDER)

    def at_borders(self, part_of: Mapping[str, int]) -> list[str]:
        """Of items that were grouped in parts, the ids of those that would be decided otherwise among all.

        Among all, an item looks at no more groups of its own part, for others crowd them; so what it chose stands if
        it is still looked at, and no group of another part fits as well.
        """
        return [name for name, decision in self.decisions.items() if self._is_at_border(decision, part_of)]

    def _is_at_border(self, decision: Decision[T], part_of: Mapping[str, int]) -> bool:
        order, part, had = decision.order, part_of[decision.order[-1]], decision.score
        candidates = self._candidates(decision.item, order)
        if had is not None and decision.group not in candidates:
            return True
        enough = self.rule.threshold if had is None else had
        others = (group for group in candidates if part_of[group.orders[0][-1]] != part)
        return any(self.rule.score(decision.item, group.before(order)) >= enough for group in others)

    def groups(self) -> list[Group[T]]:
        """All groups at hand, in the order of their founders."""
        distinct = {id(d.group): d.group for d in self.decisions.values() if d.group.orders}
        return sorted(distinct.values(), key=lambda group: group.orders[0])

    def group_of(self, item_id: str) -> Group[T]:
        """The group an item is in."""
        return self.decisions[item_id].group

    def _prepare(self, items: Iterable[T]) -> None:
        """Have at hand what these items will be compared with."""

    def _look(self, keys: Iterable[Hashable]) -> None:
        """Know what stands at these keys."""

    def _fill(self, groups: Iterable[Group[T]]) -> None:
        """Have at hand all items of these groups."""

    def _put_in(self, decision: Decision[T]) -> None:
        order, item = decision.order, decision.item
        self.items[order[-1]] = item
        self.decisions[order[-1]] = decision
        stand = self._stand
        for key in self.rule.keys(item):
            seats = stand.get(key)
            if seats is None:
                stand[key] = [decision]
            elif seats[-1].order < order:
                seats.append(decision)
            else:
                insort(seats, decision, key=ORDER)
        if self._last < order:
            self._last = order

    def _take_out(self, decision: Decision[T]) -> set[Order]:
        """Forget an item; the places of those that must be decided anew."""
        self._look(self.rule.keys(decision.item))
        affected = self._affected(decision, [decision.group])
        decision.group.remove(decision.item)
        for key in self.rule.keys(decision.item):
            seats = self._stand[key]
            turn = self._turn(key, decision.order)
            del seats[turn]
            if not seats:
                del self._stand[key]
            elif self.rule.founders and turn < CROWD <= len(seats):
                self._fill([seats[CROWD - 1].group])
                affected |= self._see_founder(seats[CROWD - 1], [])
        name = decision.order[-1]
        del self.items[name], self.decisions[name]
        return affected

    def _place(self, decision: Decision[T]) -> tuple[bool, list[Group[T]]]:
        """Decide an item; whether it moved, and the groups that have changed for those that look at them."""
        was, had = decision.group, decision.score
        best, score = self._choose(decision)
        decision.score = score
        is_new = was is _NOWHERE
        is_seen_otherwise = is_new or (had is None) != (score is None)
        if not is_new and (was is best or (best is None and was.orders[0] == decision.order)):
            return False, [was] if self.rule.founders and is_seen_otherwise else []
        if not is_new:
            was.remove(decision.item)
        group: Group[T] = best if best is not None else Group()
        group.add(decision.item)
        decision.group = group
        if self.rule.founders:  # what joins a group or leaves it does not change it; only its founder does
            return True, [was] if is_seen_otherwise else []
        return True, [group] if is_new else [group, was]

    def _choose(self, decision: Decision[T]) -> tuple[Group[T] | None, float | None]:
        """The group with the best score at or above the threshold; of equals the one that was founded first."""
        best: Group[T] | None = None
        item, order = decision.item, decision.order
        best_score, score_of = self.rule.threshold, self.rule.score
        for group in self._candidates(item, order):
            score = score_of(item, group.before(order))
            if score > best_score or (
                score == best_score and score != NEVER and (best is None or group.orders[0] < best.orders[0])
            ):
                best, best_score = group, score
        return best, best_score if best is not None else None

    def _candidates(self, item: T, order: Order) -> list[Group[T]]:
        return self._met(item, order)

    def _met(self, item: T, order: Order, left_out: Decision[T] | None = None) -> list[Group[T]]:
        """The groups that an item is compared with, as far as it is known what stands where it looks."""
        near = self.rule.near(item)
        found: dict[Group[T], None] = {}
        stand, first, founders = self._stand, self.rule.crowded == "first", self.rule.founders
        for key in near:
            seats = stand.get(key)
            if seats is None:
                continue
            if left_out is not None and key in self._sees:
                seats = [other for other in seats if other is not left_out]
            end = len(seats) if not seats or seats[-1].order < order else bisect_left(seats, order, key=ORDER)
            seen = seats[: min(end, CROWD)] if first else seats[max(0, end - CROWD) : end][::-1]
            for other in seen:
                if not founders or other.score is None:
                    found[other.group] = None
            if len(found) >= MOST_GROUPS and not founders:
                return list(found)[:MOST_GROUPS]
        return list(found)

    def _affected(self, decision: Decision[T], groups: Sequence[Group[T]], *, is_new: bool = False) -> set[Order]:
        """The later items whose decision can look at these groups, which have changed."""
        if self.rule.founders:
            return self._see_founder(decision, groups)
        self._sees = frozenset(self.rule.keys(decision.item))
        members = (decision.item, *(m for group in groups for m in group.items))
        keys = list(dict.fromkeys(key for member in members for key in self.rule.near(member)))
        self._look(keys)
        affected = {later.order: later for key in keys for later in self._later(key, decision.order)}
        self._fill(later.group for later in affected.values())
        self._look(key for later in affected.values() for key in self.rule.near(later.item))
        if is_new:
            affected = {o: later for o, later in affected.items() if not self._stays(later, decision)}
        self._prepare(later.item for later in affected.values())
        return set(affected)

    def _stays(self, later: Decision[T], came: Decision[T]) -> bool:
        """Whether a later item is decided as it was, now that another has come and nothing else has changed.

        What it was compared with scores as it did, but for the group of the one that came and what that one crowds in.
        """
        item, order, grown = later.item, later.order, came.group
        if later.group is grown:
            return False
        now = before = self._met(item, order)
        if not self._sees.isdisjoint(self.rule.near(item)):
            before = self._met(item, order, came)
        if later.score is not None and later.group not in now:
            return False
        rivals = [group for group in now if group is grown or group not in before]
        self._fill(rivals)
        enough = self.rule.threshold if later.score is None else later.score
        return all(self.rule.score(item, group.before(order)) < enough for group in rivals)

    def _see_founder(self, decision: Decision[T], groups: Sequence[Group[T]]) -> set[Order]:
        """The later items that can join a founder, or lose sight of one that it crowds out, and its group."""
        item, order = decision.item, decision.order
        self._look(self.rule.keys(item))
        keys = [key for key in self.rule.keys(item) if self._turn(key, order) < CROWD]
        crowded = [other.group for key in keys for other in self._stand[key][CROWD : CROWD + 1]]
        self._fill(crowded)
        affected = {o for group in (*groups, *crowded) for o in group.orders if o > order}
        threshold, met = self.rule.threshold, self._can_copy(item, keys, order)
        return affected | {
            o for o, later in met.items() if o not in affected and self.rule.score(later, [item]) >= threshold
        }

    def _can_copy(self, item: T, keys: Sequence[Hashable], order: Order) -> dict[Order, T]:
        """The later items at these keys, among them all that can join this one."""
        return {later.order: later.item for key in keys for later in self._later(key, order)}

    def _turn(self, key: Hashable, order: Order) -> int:
        """How many items stand at a key before this place."""
        return bisect_left(self._stand.get(key, ()), order, key=ORDER)

    def _later(self, key: Hashable, order: Order) -> Iterator[Decision[T]]:
        seats = self._stand.get(key, [])
        yield from seats[bisect_right(seats, order, key=ORDER) :]


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Python's search for cycles takes a third of the time of linking, and groups, decisions and keys make none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _push(orders: Iterable[Order], waiting: list[Order], queued: set[Order]) -> None:
    for order in orders:
        if order not in queued:
            queued.add(order)
            heapq.heappush(waiting, order)


def join(rule: Rule[T], parts: Iterable[Iterable[Rows[T]]]) -> Grouping[T]:
    """Put together groups that were made in parts, each part without knowing the others.

    What would be decided otherwise among all is decided anew, in order, with all that this changes. So the result is
    that of one grouping, whatever the parts.
    """
    whole = Grouping(rule)
    part_of: dict[str, int] = {}
    for number, groups in enumerate(parts):
        rows = list(groups)
        part_of.update((item.order[-1], number) for group in rows for item, _ in group)
        whole.restore(rows)
    whole.reconsider(whole.at_borders(part_of))
    return whole
