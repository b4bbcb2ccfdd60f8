"""Grouping of items that are kept elsewhere, with no more of them at hand than decisions look at.

Where items stand is asked for key by key and told without the items: their places, and which are of one group. That is
enough to say which groups an item is compared with; what is in a group is asked for when it is one of these. So a
crowded key costs a row for each item at it, and not the item.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar, cast

from reportedly.link.grouping import ORDER, Decision, Group, Grouping, Item, Order, Rule

T = TypeVar("T", bound=Item)


class Seat(NamedTuple):
    """Where an item stands: its canonical place, a number for its group, and the score it joined with."""

    order: Order
    group: int
    score: float | None


class Source(Protocol[T]):
    """Where the items are kept."""

    def seats_at(self, keys: Sequence[Hashable]) -> Iterable[tuple[Hashable, Sequence[Seat]]]:
        """What stands at each of these keys, in any order.

        Under a rule that looks at founders, the first CROWD and one, and as many more as are taken out.
        """

    def groups(self, numbers: Sequence[int]) -> Iterable[tuple[T, Seat]]:
        """All items of these groups."""

    def alike(self, item: T) -> Iterable[Seat]:
        """Under a rule that looks at founders: all items that fit this one at its threshold or above."""


class KeptElsewhere(Grouping[T]):
    """Groups of items of a source; `last` is the place of the last of them, or one after it.

    Until a group is at hand, it holds no places and the decisions in it no items.
    """

    def __init__(self, rule: Rule[T], source: Source[T], last: Order) -> None:
        super().__init__(rule)
        self._last = last
        self._source = source
        self._prepared: set[Order] = set()
        self._looked_at: set[Hashable] = set()
        self._elsewhere: dict[Group[T], int] = {}
        self._numbered: dict[int, Group[T]] = {}
        self._removed: set[str] = set()

    def bring(self, seats: Iterable[Seat]) -> None:
        """Have at hand the groups of these."""
        self._fill([self._seated(seat).group for seat in seats])

    def _prepare(self, items: Iterable[T]) -> None:
        if missing := [item for item in items if item.order not in self._prepared]:
            self._prepared.update(item.order for item in missing)
            self._look([key for item in missing for key in self.rule.near(item)])
            self._fill([group for item in missing for group in self._met(item, item.order)])

    def _candidates(self, item: T, order: Order) -> list[Group[T]]:
        self._prepare([item])
        found = self._met(item, order)
        self._fill(found)
        return found

    def _look(self, keys: Iterable[Hashable]) -> None:
        if not (missing := [key for key in dict.fromkeys(keys) if key not in self._looked_at]):
            return
        self._looked_at.update(missing)
        for key, seats in self._source.seats_at(missing):
            here = {decision.order: decision for decision in self._stand.get(key, ())}
            here.update((seat.order, self._seated(seat)) for seat in seats if seat.order[-1] not in self._removed)
            if here:
                self._stand[key] = sorted(here.values(), key=ORDER)

    def _seated(self, seat: Seat) -> Decision[T]:
        """The decision of an item; it may have changed since it was first met."""
        decision = self.decisions.get(seat.order[-1])
        if decision is None:
            group = self._numbered.get(seat.group)
            if group is None:
                group = self._numbered[seat.group] = Group()
                self._elsewhere[group] = seat.group
            decision = Decision(cast("T", None), seat.order, group, seat.score)
            self.decisions[seat.order[-1]] = decision
        return decision

    def _fill(self, groups: Iterable[Group[T]]) -> None:
        numbers = [self._elsewhere.pop(group) for group in dict.fromkeys(groups) if group in self._elsewhere]
        if not numbers:
            return
        for item, seat in sorted(self._source.groups(numbers), key=lambda row: row[0].order):
            if item.order[-1] not in self._removed:
                decision = self._seated(seat)
                decision.item = self.items[item.order[-1]] = item
                decision.group.orders.append(item.order)
                decision.group.items.append(item)

    def _take_out(self, decision: Decision[T]) -> set[Order]:
        affected = super()._take_out(decision)
        self._removed.add(decision.order[-1])
        return affected

    def _can_copy(self, item: T, keys: Sequence[Hashable], order: Order) -> dict[Order, T]:
        alike = [self._seated(seat) for seat in self._source.alike(item) if seat.order[-1] not in self._removed]
        self._fill([decision.group for decision in alike])
        here = {later.order: later for key in keys for later in self._later(key, order)}
        seen = frozenset(keys)
        here.update((d.order, d) for d in alike if d.order > order and not seen.isdisjoint(self.rule.keys(d.item)))
        return {o: later.item for o, later in here.items() if later.item is not None}
