"""Linking and the case file: what is stored of it, how it is brought up to date, and the questions it answers.

Links are made at the end of each run, for the readings that came with it. A question put to a case whose links lag
behind (a run was stopped, or the rules are newer than the file) brings them up to date in memory and answers right.
Nothing stored is ever changed: an account that moves gets a newer link, and people's merges and splits are judgements
that are laid over the links whenever they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reportedly import shelf
from reportedly.link.copies import CopyRule, Fingerprint, make_fingerprint
from reportedly.link.grouping import Grouping
from reportedly.link.incidents import IncidentRule
from reportedly.link.occurrences import Account, find_accounts
from reportedly.link_rows import account_row
from reportedly.model import Analysis
from reportedly.neighbours import near_links, new_links, new_seats
from reportedly.shelf import rule_version
from reportedly.store import Store
from reportedly.wholesale import ALONE, Hands, decode, link_whole, raw_readings

# A case is read in part where what comes is a tenth of what is there, or less: then the questions cost less than it.
FEW = 10


class Linked(NamedTuple):
    """Links in memory: accounts in incidents, reports in groups of copies, and readings that the file has none of."""

    accounts: Grouping[Account]
    copies: Grouping[Fingerprint]
    by_report: dict[str, list[str]]
    pending: dict[str, int]


def link_reports(analyses: Iterable[Analysis]) -> Linked:
    """Link reports that are in memory alone."""
    linked = Linked(Grouping(IncidentRule()), Grouping(CopyRule()), {}, {})
    add_reports(linked, list(analyses))
    return linked


def add_reports(linked: Linked, analyses: Iterable[Analysis]) -> set[str]:
    """Add reports, or put new readings in the place of old ones; the ids of the accounts that moved or came."""
    added: list[Account] = []
    prints: list[Fingerprint] = []
    gone: list[str] = []
    for analysis in analyses:
        report = analysis.report.id
        gone += linked.by_report.get(report, [])
        accounts = find_accounts(analysis)
        linked.by_report[report] = [account.id for account in accounts]
        added += accounts
        if report not in linked.copies.items:
            prints.append(make_fingerprint(analysis.report))
    linked.copies.update(prints)
    return linked.accounts.update(added, gone)


def load_links(store: Store) -> Linked:
    """The links of a case, brought up to date in memory with readings that the file has no links of yet."""
    linked = stored_links(store)
    add_reports(linked, read_analyses(store, linked.pending))
    return linked


def stored_links(store: Store) -> Linked:
    """The links that the file holds; `pending` are reports, with their readings, that they do not cover."""
    linked = Linked(Grouping(IncidentRule()), Grouping(CopyRule()), {}, shelf.pending_readings(store, rule_version()))
    groups: dict[str, list[tuple[Account, float | None]]] = {}
    for account, incident, score in shelf.all_placed(store, rule_version()):
        linked.by_report.setdefault(account.report, []).append(account.id)
        groups.setdefault(incident, []).append((account, score))
    linked.accounts.restore(groups.values())
    _restore_copies(store, linked)
    return linked


def _restore_copies(store: Store, linked: Linked) -> None:
    groups: dict[str, list[tuple[Fingerprint, float | None]]] = {}
    for item, first, score in shelf.all_prints(store):
        groups.setdefault(first, []).append((item, score))
    linked.copies.restore(groups.values())


def read_analyses(
    store: Store, pending: Mapping[str, int], at_hand: Mapping[str, Analysis] | None = None
) -> Iterator[Analysis]:
    """Reports of these readings, with what linking looks at, from the file but for those at hand."""
    at_hand = at_hand or {}
    yield from (at_hand[report] for report in pending if report in at_hand)
    for raw in raw_readings(store, [reading for report, reading in pending.items() if report not in at_hand]):
        yield from decode(raw)


def link_case(store: Store, at_hand: Iterable[Analysis] = (), hands: Hands = ALONE, *, anew: bool = False) -> int:
    """Bring the stored links of a case up to date; how many reports were linked.

    A few reports more look at what stands near them alone: the rest of the case is not read. Many are linked with the
    whole case, by other processes where there are `hands`. Reports of which the latest reading is `at_hand` need not
    be read back from the file. With `anew` all are linked again.
    """
    rule = rule_version()
    pending = shelf.pending_readings(store, "" if anew else rule)
    if not pending:
        return 0
    there = shelf.extent(store, rule, pending)
    if len(pending) * FEW > there.reports or there.by_others:
        link_whole(store, pending, rule, hands)
        return len(pending)
    if there.unseated:
        store.seat_anew()
        there = shelf.extent(store, rule, pending)
    near = near_links(store, there)
    linked = Linked(near.accounts, near.copies, near.by_report, dict(pending))
    add_reports(linked, read_analyses(store, pending, {a.report.id: a for a in at_hand}))
    fresh = {a for report in pending for a in linked.by_report.get(report, ())}
    decided = linked.accounts.decided & linked.accounts.items.keys()
    accounts = [account_row(linked.accounts.items[a]) for a in sorted(fresh)]
    prints = [linked.copies.items[report] for report in sorted(pending)]
    seating = new_seats(near, there, accounts, pending)
    seats = {seat.account: seat.number for seat, _ in seating.new}
    accounts = [row._replace(seat=seats[row.id]) for row in accounts]
    store.add_linking(rule, pending, accounts, prints, new_links(store, near, fresh, decided), seating)
    return len(pending)
