"""Online grouping whose result depends on the set of items alone.

Items stand in one canonical order (day of publication, report, place in the text). Each joins the best group among
those that the items before it have made, or founds one. That is what a reader would get who took the items in that
order; `update` gets there from any order and any batches: an item that comes late makes anew the decisions that it can
have changed, and no others.

So the groups as of a day are the groups of now without their later members: decisions never look ahead.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar

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
    `crowded` says which items of an overfull key are looked at. A group is joined at `threshold` or above.
    """

    threshold: float
    crowded: Literal["first", "last"]

    def keys(self, item: S) -> Sequence[Hashable]:
        """Where the item stands."""

    def near(self, item: S) -> Sequence[Hashable]:
        """Where the item looks."""

    def score(self, item: S, members: Sequence[S]) -> float:
        """How well the item fits those members of a group that stand before it; NEVER where it cannot belong."""


class Decision(NamedTuple):
    """The group an item is in, and the score it joined with; None for the founder."""

    group: Group[Any]
    score: float | None


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


class Grouping(Generic[T]):
    """Groups of items under a rule, kept right as items come and go."""

    def __init__(self, rule: Rule[T]) -> None:
        self.rule = rule
        self.items: dict[str, T] = {}
        self.decisions: dict[str, Decision] = {}
        self._stand: dict[Hashable, list[Order]] = {}
        self._last: Order = ()

    def update(self, added: Iterable[T], removed: Iterable[str] = ()) -> set[str]:
        """Add and remove items; the ids of all items that have changed their group, new ones among them."""
        waiting: list[Order] = []
        queued: set[Order] = set()
        changed: set[str] = set()
        for item_id in removed:
            self._push(self._take_out(self.items[item_id]), waiting, queued)
            changed.discard(item_id)
        new = {item.order: item for item in added if item.order[-1] not in self.items}
        self._push(sorted(new), waiting, queued)
        while waiting:
            order = heapq.heappop(waiting)
            queued.discard(order)
            if order in new:
                self._put_in(new[order])
            elif order[-1] not in self.items:
                continue
            item = self.items[order[-1]]
            moved = self._place(item)
            if moved is not None:
                changed.add(order[-1])
                if order < self._last:
                    self._push(self._affected(item, moved), waiting, queued)
        return changed

    def restore(self, groups: Iterable[Sequence[tuple[T, float | None]]]) -> None:
        """Take over groups that were made before: for each, its items with the scores they joined with."""
        for rows in groups:
            group: Group[T] = Group()
            for item, score in sorted(rows, key=lambda row: row[0].order):
                self.items[item.order[-1]] = item
                group.orders.append(item.order)
                group.items.append(item)
                self.decisions[item.order[-1]] = Decision(group, score)
                for key in self.rule.keys(item):
                    self._stand.setdefault(key, []).append(item.order)
                self._last = max(self._last, item.order)
        for orders in self._stand.values():
            orders.sort()

    def groups(self) -> list[Group[T]]:
        """All groups, in the order of their founders."""
        distinct = {id(d.group): d.group for d in self.decisions.values()}
        return sorted(distinct.values(), key=lambda group: group.orders[0])

    def group_of(self, item_id: str) -> Group[T]:
        """The group an item is in."""
        return self.decisions[item_id].group

    def _push(self, orders: Iterable[Order], waiting: list[Order], queued: set[Order]) -> None:
        for order in orders:
            if order not in queued:
                queued.add(order)
                heapq.heappush(waiting, order)

    def _put_in(self, item: T) -> None:
        self.items[item.order[-1]] = item
        for key in self.rule.keys(item):
            orders = self._stand.setdefault(key, [])
            if not orders or orders[-1] < item.order:
                orders.append(item.order)
            else:
                insort(orders, item.order)
        self._last = max(self._last, item.order)

    def _take_out(self, item: T) -> set[Order]:
        """Forget an item; the places of those that must be decided anew."""
        group = self.decisions.pop(item.order[-1]).group
        affected = self._affected(item, [group])
        group.remove(item)
        for key in self.rule.keys(item):
            self._stand[key].remove(item.order)
        del self.items[item.order[-1]]
        return affected

    def _place(self, item: T) -> list[Group[T]] | None:
        """Decide an item; the groups it left and joined when it moved."""
        was = self.decisions.get(item.order[-1])
        best, score = self._choose(item)
        if was is not None and (was.group is best or (best is None and was.group.orders[0] == item.order)):
            self.decisions[item.order[-1]] = Decision(was.group, score)
            return None
        if was is not None:
            was.group.remove(item)
        group: Group[T] = best if best is not None else Group()
        group.add(item)
        self.decisions[item.order[-1]] = Decision(group, score)
        return [group] if was is None else [group, was.group]

    def _choose(self, item: T) -> tuple[Group[T] | None, float | None]:
        """The group with the best score at or above the threshold; of equals the one that was founded first."""
        best: Group[T] | None = None
        best_score = self.rule.threshold
        for group in self._candidates(item):
            score = self.rule.score(item, group.before(item.order))
            if score > best_score or (
                score == best_score and score != NEVER and (best is None or group.orders[0] < best.orders[0])
            ):
                best, best_score = group, score
        return best, best_score if best is not None else None

    def _candidates(self, item: T) -> list[Group[T]]:
        found: dict[int, Group[T]] = {}
        decisions, order, first = self.decisions, item.order, self.rule.crowded == "first"
        for key in self.rule.near(item):
            orders = self._stand.get(key)
            if not orders:
                continue
            end = len(orders) if orders[-1] < order else bisect_left(orders, order)
            for other in orders[: min(end, CROWD)] if first else reversed(orders[max(0, end - CROWD) : end]):
                group = decisions[other[-1]].group
                found[id(group)] = group
            if len(found) >= MOST_GROUPS:
                return list(found.values())[:MOST_GROUPS]
        return list(found.values())

    def _affected(self, item: T, groups: Sequence[Group[T]]) -> set[Order]:
        """The later items whose decision can look at these groups."""
        seen: set[Hashable] = set()
        affected: set[Order] = set()
        for member in (item, *(m for group in groups for m in group.items)):
            for key in self.rule.near(member):
                if key not in seen:
                    seen.add(key)
                    affected.update(self._later(key, item.order))
        return affected

    def _later(self, key: Hashable, order: Order) -> Iterator[Order]:
        orders = self._stand.get(key, [])
        yield from orders[bisect_right(orders, order) :]
