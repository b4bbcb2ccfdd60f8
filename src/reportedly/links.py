"""Linking and the case file: what is stored of it, how it is brought up to date, and the questions it answers.

Links are made at the end of each run, for the readings that came with it. A question put to a case whose links lag
behind (a run was stopped, or the rules are newer than the file) brings them up to date in memory and answers right.
Nothing stored is ever changed: an account that moves gets a newer link, and people's merges and splits are judgements
that are laid over the links whenever they are read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from reportedly import shelf
from reportedly.link.copies import FINGERPRINT, CopyRule, Fingerprint, make_fingerprint
from reportedly.link.grouping import Group, Grouping
from reportedly.link.incidents import IncidentRule, load_weights, reasons_of
from reportedly.link.occurrences import Account, find_accounts
from reportedly.model import Analysis, Event, Figure, Link, PlaceRef, Report, TimeRef, make_id
from reportedly.shelf import rule_version
from reportedly.store import VIEWS, Store, json_of
from reportedly.store.linkings import AccountRow

T = TypeVar("T")

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


def link_case(store: Store) -> int:
    """Bring the stored links of a case up to date; how many reports were linked."""
    linked = stored_links(store)
    if not linked.pending:
        return 0
    was_in = _places(linked)
    was_copy = {i: g.items[0].report for g in linked.copies.groups() for i in (f.report for f in g.items)}
    pending = dict(linked.pending)
    numbers = sorted(pending.values())
    for start in range(0, len(numbers), BATCH):
        add_reports(linked, store_analyses(store, numbers[start : start + BATCH]))
    now_in = _places(linked)
    fresh = {a for report in pending for a in linked.by_report.get(report, ())}
    moved = sorted(a for a, place in now_in.items() if was_in.get(a) != place or a in fresh)
    links = [_incident_link(linked, a, now_in[a][0]) for a in moved]
    links += _copy_links(linked, was_copy)
    accounts = [account_row(linked.accounts.items[a]) for a in sorted(fresh)]
    prints = [linked.copies.items[report] for report in sorted(pending)]
    store.add_linking(rule_version(), pending, accounts, prints, links)
    return len(pending)


def account_row(account: Account) -> AccountRow:
    """An account as it is stored, with the columns that it is found by."""
    content = msgspec.json.encode(account).decode()
    keys = [key_number(key) for key in IncidentRule().keys(account)]
    return AccountRow(
        account.report, account.id, content, account.family, account.first, account.last, account.several, keys
    )


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


def _incident_link(linked: Linked, account_id: str, incident: str) -> Link:
    group, score = linked.accounts.decisions[account_id].group, linked.accounts.decisions[account_id].score
    account = linked.accounts.items[account_id]
    rule = linked.accounts.rule
    before = group.before(account.order)
    reasons: list[str] = ["the first account of it"]
    if before and isinstance(rule, IncidentRule):
        found = reasons_of(account, before, rule.weights.of)[:REASONS_KEPT]
        reasons = [f"{r.name} {r.value:+.2f}: {r.detail}" if r.detail else f"{r.name} {r.value:+.2f}" for r in found]
    return Link(
        a=account_id, b=incident, relation="in", reasons=tuple(reasons), score=score, rule=load_weights().version
    )


def _copy_links(linked: Linked, was: Mapping[str, str]) -> list[Link]:
    links = []
    for group in linked.copies.groups():
        first = group.items[0].report
        for item in group.items:
            if was.get(item.report, item.report) != first:
                score = linked.copies.decisions[item.report].score
                why = (f"{score:.0%} of the shorter text's sample is in both",) if score is not None else ()
                links.append(
                    Link(a=item.report, b=first, relation="copies", reasons=why, score=score, rule=FINGERPRINT)
                )
    return links
