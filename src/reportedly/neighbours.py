"""What stands near a few reports that come to a case, read from the file as linking looks at it.

A report that comes looks at the places, days and names it tells of, and at the runs of words of its text. The columns
of the stored accounts and fingerprints find those; the rest of the case stays where it is.
"""

from __future__ import annotations

import sys
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from reportedly import shelf
from reportedly.link.copies import CopyRule, Fingerprint, containment
from reportedly.link.grouping import Grouping, Rows
from reportedly.link.incidents import IncidentRule
from reportedly.link.occurrences import Account
from reportedly.link_rows import copy_links, incident_id, incident_links, key_number
from reportedly.model import Link
from reportedly.store import Store


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

    def standing(self, keys: Sequence[Hashable]) -> list[Rows[Account]]:
        """The incidents of the accounts that stand at these keys."""
        return self.groups_of(shelf.placed_at(self.store, [key_number(key) for key in keys]))

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

    def standing(self, keys: Sequence[Any]) -> list[Rows[Fingerprint]]:
        """The groups of the first reports that have one of these runs."""
        return self.groups_of(shelf.prints_at(self.store, keys))

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


def near_links(store: Store, pending: Mapping[str, int], last: tuple[str, str] | None) -> Near:
    """Links that come from the file as they are looked at; those of reports that were read anew are there at once."""
    stored, texts = StoredAccounts(store), StoredCopies(store)
    accounts = Grouping(IncidentRule(), stored, (*last, sys.maxsize) if last else ())
    copies = Grouping(CopyRule(), texts, last or ())
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
