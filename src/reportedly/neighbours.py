"""What stands near a few reports that come to a case, read from the file as linking looks at it.

A report that comes looks at the places, days and names it tells of, and at the runs of words of its text. The columns
of the stored accounts and fingerprints find those; the rest of the case stays where it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from reportedly import shelf
from reportedly.link.copies import CopyRule, Fingerprint, containment
from reportedly.link.grouping import CROWD, Grouping, Order, Rows
from reportedly.link.incidents import IncidentRule
from reportedly.link.occurrences import Account
from reportedly.link_rows import copy_links, incident_id, incident_links, key_number
from reportedly.model import Link
from reportedly.store import Store

AFTER_ALL = "\U0010ffff"  # after the id of any report


class Near(NamedTuple):
    """Links at hand, and the sources that they come from, which know what the file holds of what they gave."""

    accounts: Grouping[Account]
    copies: Grouping[Fingerprint]
    by_report: dict[str, list[str]]
    stored: StoredAccounts
    texts: StoredCopies


class StoredAccounts:
    """Incidents of a case by key, and for all that were asked for, where each account is."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.was_in: dict[str, tuple[str, float | None]] = {}
        self.at: dict[int, list[shelf.Standing]] = {}

    def before(self, items: Sequence[Account]) -> list[Rows[Account]]:
        """The incidents of the accounts that these look at: at each key, of the last reports before an item's own."""
        looks = [(item, [key_number(key) for key in IncidentRule().near(item)]) for item in items]
        self._look([key for _, keys in looks for key in keys])
        asked: set[str] = set()
        for item, keys in looks:
            report = item.order[:2]
            for key in keys:
                standing = self.at[key]
                first = bisect_left(standing, report, key=_report_of)
                last = bisect_right(standing, report, key=_report_of)
                asked.update(s.account for s in standing[max(0, first - CROWD) : last])
        return self._groups_with(asked)

    def after(self, keys: Sequence[Hashable], order: Order) -> list[Rows[Account]]:
        """The incidents of the accounts that stand at these keys, of this report or one after it."""
        numbers = [key_number(key) for key in keys]
        self._look(numbers)
        later = (self.at[key][bisect_left(self.at[key], order[:2], key=_report_of) :] for key in numbers)
        return self._groups_with({s.account for standing in later for s in standing})

    def _look(self, keys: Iterable[int]) -> None:
        """Have at hand what stands at these keys."""
        if missing := [key for key in dict.fromkeys(keys) if key not in self.at]:
            self.at.update((key, []) for key in missing)
            for standing in shelf.standing_at(self.store, missing):
                self.at[standing.key].append(standing)

    def _groups_with(self, accounts: Iterable[str]) -> list[Rows[Account]]:
        return self.groups_of(shelf.incidents_with(self.store, {a for a in accounts if a not in self.was_in}))

    def alike(self, item: Account) -> list[Rows[Account]]:
        """None: incidents are looked at through all their members."""
        return []

    def groups_of(self, placed: Iterable[shelf.Placed]) -> list[Rows[Account]]:
        """Accounts by incident."""
        groups: dict[str, list[tuple[Account, float | None]]] = {}
        for account, incident, score in placed:
            self.was_in[account.id] = incident, score
            groups.setdefault(incident, []).append((account, score))
        return list(groups.values())


class StoredCopies:
    """Groups of copies of a case by run, and for all that were asked for, the first report of each text."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.was_copy: dict[str, str] = {}

    def before(self, items: Sequence[Fingerprint]) -> list[Rows[Fingerprint]]:
        """The groups of the first reports that have one of the runs of these."""
        return self.groups_of(shelf.prints_at(self.store, {run for item in items for run in item.sample}))

    def after(self, keys: Sequence[Hashable], order: Order) -> list[Rows[Fingerprint]]:
        """None: copies look at founders alone."""
        return []

    def alike(self, item: Fingerprint) -> list[Rows[Fingerprint]]:
        """The groups of the reports that copy this one, or that it copies."""
        return self.groups_of(shelf.prints_like(self.store, item.sample))

    def groups_of(self, printed: Iterable[shelf.Printed]) -> list[Rows[Fingerprint]]:
        """Fingerprints by text."""
        groups: dict[str, list[Fingerprint]] = {}
        for item, first in printed:
            self.was_copy[item.report] = first
            groups.setdefault(first, []).append(item)
        return [_scored(items) for items in groups.values()]


def _report_of(standing: shelf.Standing) -> tuple[str, str]:
    return standing[:2]


def near_links(store: Store, pending: Mapping[str, int], last: str | None) -> Near:
    """Links that come from the file as they are looked at; those of reports that were read anew are there at once."""
    stored, texts = StoredAccounts(store), StoredCopies(store)
    end = (last, AFTER_ALL) if last else ()
    accounts, copies = Grouping(IncidentRule(), stored, end), Grouping(CopyRule(), texts, end)
    by_report: dict[str, list[str]] = {}
    if anew := shelf.linked_before(store, pending):
        again = shelf.placed_where(store, "a.report IN (SELECT unnest($1))", [anew])
        for placed in again:
            by_report.setdefault(placed.account.report, []).append(placed.account.id)
        accounts.restore(stored.groups_of(shelf.members_of(store, {placed.incident for placed in again})))
        copies.restore(texts.groups_of(shelf.prints_of(store, anew)))
    return Near(accounts, copies, by_report, stored, texts)


def _scored(items: Sequence[Fingerprint]) -> list[tuple[Fingerprint, float | None]]:
    """Copies of one text with the scores that they joined with: the share that each has of the first."""
    founder = min(items, key=lambda item: item.order)
    return [(i, None if i is founder else containment(i.sample, founder.sample)) for i in items]


def new_links(store: Store, near: Near, fresh: set[str], decided: set[str]) -> list[Link]:
    """Links of accounts that are new, that moved, or that hold by other reasons now, and of new copies."""
    groups = near.accounts.groups()
    scores = {name: decision.score for name, decision in near.accounts.decisions.items()}
    now_in = {a.id: (incident_id(g.items), scores[a.id]) for g in groups for a in g.items}
    new = fresh | {name for name, place in now_in.items() if near.stored.was_in.get(name) != place}
    known = shelf.reasons_now(store, decided - new)
    made = (link for group in groups for link in incident_links(group.items, scores, new | known.keys()))
    links = [link for link in made if link.a in new or list(link.reasons) != known[link.a]]
    first_of = {d.item.report: (d.group.items[0].report, d.score) for d in near.copies.decisions.values()}
    return sorted(links, key=lambda link: link.a) + copy_links(first_of, near.texts.was_copy)
