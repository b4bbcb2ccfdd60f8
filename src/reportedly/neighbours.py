"""What stands near a few reports that come to a case, read from the file as linking looks at it.

A report that comes looks at the places, days and names it tells of, and at the runs of words of its text. The seats of
the stored accounts and texts say what stands there; the rest of the case stays where it is.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportedly import shelf
from reportedly.link.copies import CopyRule, Fingerprint
from reportedly.link.incidents import IncidentRule
from reportedly.link.kept import KeptElsewhere, Seat
from reportedly.link.occurrences import Account
from reportedly.link_rows import copy_links, incident_id, incident_links, key_number
from reportedly.model import Link, make_id
from reportedly.store import Store
from reportedly.store.linkings import AccountRow
from reportedly.store.seats import Seating, SeatRow

AFTER_ALL = "\U0010ffff"  # after the id of any report


class Was(NamedTuple):
    """Where the file has an account or a text: the number of its seat, its group, and the score it joined with."""

    number: int
    group: int
    score: float | None


class Near(NamedTuple):
    """Links at hand, and the sources that they come from, which know what the file holds of what they gave."""

    accounts: KeptElsewhere[Account]
    copies: KeptElsewhere[Fingerprint]
    by_report: dict[str, list[str]]
    stored: StoredAccounts
    texts: StoredTexts


class StoredAccounts:
    """The accounts of a case."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.was: dict[str, Was] = {}
        self.founders: dict[int, str] = {}

    def seats_at(self, keys: Sequence[Hashable]) -> Iterator[tuple[Hashable, Sequence[Seat]]]:
        """What stands at these keys."""
        found = shelf.seats_at(self.store, [key_number(key) for key in keys])
        return ((key, found[key_number(key)]) for key in keys)

    def groups(self, numbers: Sequence[int]) -> Iterator[tuple[Account, Seat]]:
        """All accounts of these incidents."""
        for number, account, seat in shelf.accounts_in(self.store, numbers):
            self.was[account.id] = Was(number, seat.group, seat.score)
            if number == seat.group:
                self.founders[number] = account.id
            yield account, seat

    def alike(self, item: Account) -> Sequence[Seat]:
        """None: incidents are looked at through all their members."""
        return ()

    def was_in(self, name: str) -> tuple[str, float | None] | None:
        """The incident that the file has an account in, and the score it joined with."""
        was = self.was.get(name)
        return (make_id("incident", self.founders[was.group]), was.score) if was else None


class StoredTexts:
    """The fingerprints of a case."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.was: dict[str, Was] = {}
        self.founders: dict[int, str] = {}

    def seats_at(self, keys: Sequence[Hashable]) -> Iterator[tuple[Hashable, Sequence[Seat]]]:
        """The first texts that have these runs."""
        return iter(shelf.first_seats_at(self.store, [run for run in keys if isinstance(run, int)]).items())

    def groups(self, numbers: Sequence[int]) -> Iterator[tuple[Fingerprint, Seat]]:
        """All texts of these groups of copies."""
        for number, item, seat in shelf.texts_in(self.store, numbers):
            self.was[item.report] = Was(number, seat.group, seat.score)
            if number == seat.group:
                self.founders[number] = item.report
            yield item, seat

    def alike(self, item: Fingerprint) -> Sequence[Seat]:
        """The reports that copy this one, or that it copies."""
        return shelf.seats_like(self.store, item.sample)

    def was_copy(self) -> dict[str, str]:
        """The first report of the text of each that was asked for."""
        return {report: self.founders[was.group] for report, was in self.was.items()}


def near_links(store: Store, there: shelf.Extent) -> Near:
    """Links that come from the file as they are looked at; those of reports that were read anew are there at once."""
    stored, texts = StoredAccounts(store), StoredTexts(store)
    end = (there.last, AFTER_ALL) if there.last else ()
    accounts, copies = KeptElsewhere(IncidentRule(), stored, end), KeptElsewhere(CopyRule(), texts, end)
    by_report: dict[str, list[str]] = {}
    if there.known:
        seats = shelf.seats_of(store, there.known)
        copies.bring(seat for seat in seats if len(seat.order) == 2)
        accounts.bring(mine := [seat for seat in seats if len(seat.order) > 2])
        for seat in mine:
            by_report.setdefault(seat.order[1], []).append(seat.order[-1])
    return Near(accounts, copies, by_report, stored, texts)


def new_links(store: Store, near: Near, fresh: set[str], decided: set[str]) -> list[Link]:
    """Links of accounts that are new, that moved, or that hold by other reasons now, and of new copies."""
    groups = near.accounts.groups()
    scores = {a.id: near.accounts.decisions[a.id].score for group in groups for a in group.items}
    now_in = {a.id: (incident_id(g.items), scores[a.id]) for g in groups for a in g.items}
    new = fresh | {name for name, place in now_in.items() if near.stored.was_in(name) != place}
    known = shelf.reasons_now(store, decided - new)
    made = (link for group in groups for link in incident_links(group.items, scores, new | known.keys()))
    links = [link for link in made if link.a in new or list(link.reasons) != known[link.a]]
    first_of = {i.report: (g.items[0].report, _score(near, i)) for g in near.copies.groups() for i in g.items}
    return sorted(links, key=lambda link: link.a) + copy_links(first_of, near.texts.was_copy())


def _score(near: Near, text: Fingerprint) -> float | None:
    return near.copies.decisions[text.report].score


def new_seats(near: Near, there: shelf.Extent, rows: Sequence[AccountRow], reports: Collection[str]) -> Seating:
    """The seats of these accounts and of the texts of these reports, and of all that changed their groups with them."""
    by_day = sorted(reports, key=lambda report: near.copies.items[report].order)  # as texts stand in a page
    come = {name: n for n, name in enumerate([row.id for row in rows], there.number + 1)}
    texts = {report: n for n, report in enumerate(by_day, there.number + 1 + len(rows))}
    groups, moved = _regrouped(near.accounts, near.stored.was, come)
    copied, recopied = _regrouped(near.copies, near.texts.was, texts)
    new: list[tuple[SeatRow, Collection[int]]] = []
    for row in rows:
        published, report, start, name = near.accounts.items[row.id].order
        group, score = groups[name]
        new.append((SeatRow(come[name], report, published, name, start, None, group, score), row.keys))
    for report, number in texts.items():
        text = near.copies.items[report]
        group, score = copied[report]
        new.append((SeatRow(number, report, text.order[0], None, None, len(text.sample), group, score), text.sample))
    return Seating(there.known, new, moved + recopied)


Group = tuple[int, float | None]


def _regrouped(
    links: KeptElsewhere[Account] | KeptElsewhere[Fingerprint], was: Mapping[str, Was], come: Mapping[str, int]
) -> tuple[dict[str, Group], list[tuple[int, int, float | None]]]:
    """The group of each that comes, with the score it joined with, and what was there and is in another now."""
    numbers = {**{name: place.number for name, place in was.items()}, **come}
    now: dict[str, Group] = {}
    for group in links.groups():
        first = numbers[group.orders[0][-1]]
        now.update((order[-1], (first, links.decisions[order[-1]].score)) for order in group.orders)
    moved = [
        (place.number, *now[name])
        for name, place in was.items()
        if name in now and name not in come and now[name] != (place.group, place.score)
    ]
    return {name: now[name] for name in come}, moved
