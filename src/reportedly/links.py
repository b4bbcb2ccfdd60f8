"""Linking and the case file: what is stored of it, how it is brought up to date, and the questions it answers.

Links are made at the end of each run, for the readings that came with it. A question put to a case whose links lag
behind (a run was stopped, or the rules are newer than the file) brings them up to date in memory and answers right.
Nothing stored is ever changed: an account that moves gets a newer link, and people's merges and splits are judgements
that are laid over the links whenever they are read.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from reportedly import shelf
from reportedly.link.copies import FINGERPRINT, CopyRule, Fingerprint, containment, make_fingerprint
from reportedly.link.grouping import Group, Grouping, Rows
from reportedly.link.incidents import IncidentRule, load_weights, reasons_of
from reportedly.link.occurrences import Account, find_accounts
from reportedly.model import Analysis, Event, Figure, Link, PlaceRef, Report, TimeRef, make_id
from reportedly.shelf import rule_version
from reportedly.store import VIEWS, Store, json_of
from reportedly.store.linkings import AccountRow

T = TypeVar("T")

# A case is read in part where what comes is a tenth of what is there, or less: then the questions cost less than it.
FEW = 10
BATCH = 500  # reports whose records are in memory at a time while links are brought up to date
REASONS_KEPT = 6


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
    numbers = sorted(linked.pending.values())
    for start in range(0, len(numbers), BATCH):
        add_reports(linked, store_analyses(store, numbers[start : start + BATCH]))
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
    sql = (
        "SELECT f.report, f.sample, coalesce(r.published, '9999') FROM fingerprints f "
        "JOIN reports r ON r.id = f.report WHERE f.version = $1 ORDER BY 1"
    )
    prints = [Fingerprint((day, report), frozenset(sample)) for report, sample, day in store.stream(sql, [FINGERPRINT])]
    of = {a: (b, score) for a, b, score in store.stream("SELECT a, b, score FROM links WHERE relation = 'copies'")}
    groups: dict[str, list[tuple[Fingerprint, float | None]]] = {}
    for item in prints:
        first, score = of.get(item.report, (item.report, None))
        groups.setdefault(first, []).append((item, score))
    linked.copies.restore(groups.values())


def store_analyses(store: Store, readings: list[int]) -> list[Analysis]:
    """The reports of these readings with what linking looks at: events, figures, and the times and places named."""
    chosen = "SELECT report FROM readings g WHERE g.reading IN (SELECT unnest($1))"
    reports = store.records(Report, f"t.id IN ({chosen})", [readings])
    events, figures = _by_report(store, Event, readings), _by_report(store, Figure, readings)
    times, places = _by_report(store, TimeRef, readings), _by_report(store, PlaceRef, readings)
    return [
        Analysis(
            report=report,
            events=tuple(events.get(report.id, ())),
            figures=tuple(figures.get(report.id, ())),
            times=tuple(times.get(report.id, ())),
            places=tuple(places.get(report.id, ())),
        )
        for report in reports
    ]


def _by_report(store: Store, kind: type[T], readings: list[int]) -> dict[str, list[T]]:
    """Records of a kind by the report they are of, in the order of the text."""
    sql = (
        f"SELECT g.report, {json_of(kind, 't')} FROM {VIEWS[kind]} t JOIN readings g ON g.reading = t.reading "
        "WHERE g.reading IN (SELECT unnest($1)) ORDER BY g.report, t.n"
    )
    decoder = msgspec.json.Decoder(kind)
    found: dict[str, list[T]] = {}
    for report, text in store.stream(sql, [readings]):
        found.setdefault(report, []).append(decoder.decode(text))
    return found


def link_case(store: Store, at_hand: Iterable[Analysis] = ()) -> int:
    """Bring the stored links of a case up to date; how many reports were linked.

    A few reports more look at what stands near them alone: the rest of the case is not read. Reports of which the
    latest reading is `at_hand` need not be read back either.
    """
    pending = shelf.pending_readings(store, rule_version())
    if not pending:
        return 0
    there = shelf.extent(store, rule_version())
    few = len(pending) * FEW <= there.reports and not there.by_others
    case = near_links(store, pending, there.last) if few else _all_links(store)
    fresh, decided = _add_pending(store, case.linked, pending, {a.report.id: a for a in at_hand})
    links = [*_incident_links(store, case, fresh, decided), *_copy_links(case)]
    accounts = [account_row(case.linked.accounts.items[a]) for a in sorted(fresh)]
    prints = [case.linked.copies.items[report] for report in sorted(pending)]
    store.add_linking(rule_version(), pending, accounts, prints, links)
    return len(pending)


def _add_pending(
    store: Store, linked: Linked, pending: Mapping[str, int], at_hand: Mapping[str, Analysis]
) -> tuple[set[str], set[str]]:
    """Link what the case holds no links of; the accounts of it, and all that were decided."""
    decided: set[str] = set()
    reports = sorted(pending, key=lambda report: pending[report])
    for start in range(0, len(reports), BATCH):
        batch = reports[start : start + BATCH]
        analyses = [at_hand[report] for report in batch if report in at_hand]
        if stored := [pending[report] for report in batch if report not in at_hand]:
            analyses += store_analyses(store, stored)
        add_reports(linked, analyses)
        decided |= linked.accounts.decided
    fresh = {a for report in pending for a in linked.by_report.get(report, ())}
    return fresh, decided & linked.accounts.items.keys()


class CaseLinks(NamedTuple):
    """Links at hand, and as the file holds them: for what came from there, incident and score, and first of a text."""

    linked: Linked
    was_in: dict[str, tuple[str, float | None]]
    was_copy: dict[str, str]


def _all_links(store: Store) -> CaseLinks:
    linked = stored_links(store)
    was_copy = {f.report: g.items[0].report for g in linked.copies.groups() for f in g.items}
    return CaseLinks(linked, _places(linked), was_copy)


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


def near_links(store: Store, pending: Mapping[str, int], last: tuple[str, str] | None) -> CaseLinks:
    """Links that come from the file as they are looked at; those of reports that were read anew are there at once."""
    stored, texts = StoredAccounts(store), StoredCopies(store)
    accounts = Grouping(IncidentRule(), stored, (*last, sys.maxsize) if last else ())
    copies = Grouping(CopyRule(), texts, last or ())
    linked = Linked(accounts, copies, {}, dict(pending))
    if anew := shelf.linked_before(store, pending):
        again = shelf.placed_where(store, "a.report IN (SELECT unnest($1))", [anew])
        for placed in again:
            linked.by_report.setdefault(placed.account.report, []).append(placed.account.id)
        accounts.restore(stored.groups_of(shelf.members_of(store, {placed.incident for placed in again})))
        copies.restore(texts.groups_of(shelf.prints_of(store, anew)))
    return CaseLinks(linked, stored.was_in, texts.was_copy)


def _scored(items: Sequence[Fingerprint]) -> list[tuple[Fingerprint, float | None]]:
    """Copies of one text with the scores that they joined with: the share that each has of the first."""
    founder = min(items, key=lambda item: item.order)
    return [(i, None if i is founder else containment(i.sample, founder.sample)) for i in items]


def account_row(account: Account) -> AccountRow:
    """An account as it is stored, with the columns that it is found by."""
    content = msgspec.json.encode(account).decode()
    keys = [key_number(key) for key in IncidentRule().keys(account)]
    return AccountRow(
        account.report, account.id, content, account.family, account.first, account.last, account.several, keys
    )


@lru_cache(maxsize=1 << 18)
def key_number(key: Hashable) -> int:
    """A key as a 64-bit number, the same in every process."""
    return int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=8).digest(), "little")


def _places(linked: Linked) -> dict[str, tuple[str, float | None]]:
    """The incident of each account, and the score it joined with."""
    ids = {id(group): incident_id(group) for group in linked.accounts.groups()}
    return {a: (ids[id(d.group)], d.score) for a, d in linked.accounts.decisions.items()}


def incident_id(group: Group[Account]) -> str:
    """The id of an incident: made of its first account, so it stays as long as that is its first."""
    return make_id("incident", group.items[0].id)


def _incident_links(store: Store, case: CaseLinks, fresh: set[str], decided: set[str]) -> list[Link]:
    """Links of accounts that are new, that moved, or that hold by other reasons now."""
    now_in = _places(case.linked)
    moved = {a for a, place in now_in.items() if case.was_in.get(a) != place or a in fresh}
    known = shelf.reasons_now(store, decided - moved)
    links = [_incident_link(case.linked, a, now_in[a][0]) for a in sorted(moved | known.keys())]
    return [link for link in links if link.a in moved or list(link.reasons) != known[link.a]]


def _incident_link(linked: Linked, account_id: str, incident: str) -> Link:
    decision, rule = linked.accounts.decisions[account_id], linked.accounts.rule
    account, score = decision.item, decision.score
    before = decision.group.before(account.order)
    reasons: list[str] = ["the first account of it"]
    if before and isinstance(rule, IncidentRule):
        found = reasons_of(account, before, rule.weights.of)[:REASONS_KEPT]
        reasons = [f"{r.name} {r.value:+.2f}: {r.detail}" if r.detail else f"{r.name} {r.value:+.2f}" for r in found]
    return Link(
        a=account_id, b=incident, relation="in", reasons=tuple(reasons), score=score, rule=load_weights().version
    )


def _copy_links(case: CaseLinks) -> list[Link]:
    links = []
    for name, decision in case.linked.copies.decisions.items():
        first = decision.group.items[0].report
        if case.was_copy.get(name, name) != first:
            score = decision.score
            why = (f"{score:.0%} of the shorter text's sample is in both",) if score is not None else ()
            links.append(Link(a=name, b=first, relation="copies", reasons=why, score=score, rule=FINGERPRINT))
    return sorted(links, key=lambda link: link.a)
