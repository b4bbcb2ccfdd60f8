"""Linking a whole case: in pieces that other processes may work on, with one result however many there are.

Reading accounts and fingerprints out of the records is most of the work and goes report by report; copies go by
shuffled runs of words (`link.shuffle`), incidents by region and week (`link.cells`), reasons by incident. The case file
is read and written by this process alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

import msgspec

from reportedly import shelf
from reportedly.link.cells import find_incidents
from reportedly.link.copies import Fingerprint, make_fingerprint
from reportedly.link.grouping import Grouping
from reportedly.link.occurrences import Account, find_accounts
from reportedly.link.shuffle import find_copies, run_here
from reportedly.link_rows import account_row, copy_links, incident_id, incident_links
from reportedly.model import Analysis, Event, Figure, Link, PlaceRef, Report, TimeRef
from reportedly.store import VIEWS, Store, json_of
from reportedly.store.linkings import AccountRow
from reportedly.store.spread import LISTS

BATCH = 200  # reports whose records are in memory at a time
GROUPS = 500  # incidents whose reasons are worked out in one go
MANY = 400  # fewer reports than these are linked before other processes have started
PIECES = 2  # for each process: the last to end is then not far behind the others
KINDS = (Event, Figure, TimeRef, PlaceRef)
ACCOUNTS = msgspec.msgpack.Decoder(list[Account])
PLAIN = msgspec.msgpack.Encoder()


class Hands(NamedTuple):
    """How many processes there are to link with, and how they are started; what `start` gives is a `shuffle.Run`."""

    jobs: int
    start: Callable[[], AbstractContextManager[Any]]


ALONE = Hands(1, lambda: nullcontext(run_here))


class Raw(NamedTuple):
    """Reports as JSON, and for each kind of record that linking looks at, records as JSON with their reports."""

    reports: list[str]
    records: tuple[list[tuple[str, str]], ...]


class Prepared(NamedTuple):
    """What linking takes of some reports: their accounts, as rows and as values, and their fingerprints."""

    accounts: bytes
    rows: list[AccountRow]
    prints: list[Fingerprint]


class Wanted(NamedTuple):
    """An incident of which some links are wanted: its accounts, the scores they joined with, and those wanted."""

    accounts: bytes
    scores: dict[str, float | None]
    wanted: set[str]


def raw_readings(store: Store, readings: Sequence[int]) -> Iterator[Raw]:
    """The reports of these readings, some at a time."""
    for start in range(0, len(readings), BATCH):
        chosen = list(readings[start : start + BATCH])
        of = 'SELECT report FROM reading WHERE "number" IN (SELECT unnest($1))'
        latest = "QUALIFY row_number() OVER (PARTITION BY t.id ORDER BY t.reading DESC) = 1"
        reports = f"SELECT {json_of(Report, 't')} FROM report t WHERE t.id IN ({of}) {latest} ORDER BY t.id"
        yield Raw(
            [text for (text,) in store.stream(reports, [chosen])],
            tuple(list(store.stream(_records_of(kind), [chosen])) for kind in KINDS),
        )


def _records_of(kind: type) -> str:
    return (
        f'SELECT g.report, {json_of(kind, "t")} FROM "{LISTS[VIEWS[kind]]}" t JOIN reading g ON g."number" = t.reading '
        "WHERE t.reading IN (SELECT unnest($1)) ORDER BY g.report, t.n"
    )


def decode(raw: Raw) -> list[Analysis]:
    """Reports with what linking looks at: events, figures, and the times and places named."""
    found: list[dict[str, list[Any]]] = [_by_report(*kind) for kind in zip(KINDS, raw.records, strict=True)]
    decoder = msgspec.json.Decoder(Report)
    analyses = []
    for report in map(decoder.decode, raw.reports):
        events, figures, times, places = (tuple(records.get(report.id, ())) for records in found)
        analyses.append(Analysis(report=report, events=events, figures=figures, times=times, places=places))
    return analyses


def _by_report(kind: type, rows: Sequence[tuple[str, str]]) -> dict[str, list[Any]]:
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind)
    found: dict[str, list[Any]] = {}
    for report, text in rows:
        found.setdefault(report, []).append(decoder.decode(text))
    return found


def prepare(raw: Raw) -> Prepared:
    """The accounts and fingerprints of some reports."""
    analyses = decode(raw)
    accounts = [account for analysis in analyses for account in find_accounts(analysis)]
    prints = [make_fingerprint(analysis.report) for analysis in analyses]
    return Prepared(PLAIN.encode(accounts), [account_row(account) for account in accounts], prints)


def make_links(task: Sequence[Wanted]) -> list[Link]:
    """The links that are wanted of some incidents."""
    return [
        link for group in task for link in incident_links(ACCOUNTS.decode(group.accounts), group.scores, group.wanted)
    ]


def link_whole(store: Store, pending: Mapping[str, int], rule: str, hands: Hands = ALONE) -> None:
    """Link these readings with all that the case holds links of, and store what has changed."""
    if len(pending) < MANY:
        hands = ALONE
    with hands.start() as run:
        _link(store, pending, rule, run, 1 if hands.jobs == 1 else hands.jobs * PIECES)


def _link(store: Store, pending: Mapping[str, int], rule: str, run: Any, pieces: int) -> None:
    placed = [p for p in shelf.all_placed(store, rule) if p.account.report not in pending]
    was_copy = shelf.first_copies(store)
    accounts = [p.account for p in placed]
    prints = [item for item, _, _ in shelf.all_prints(store) if item.report not in pending]
    rows: list[AccountRow] = []
    for done in run(prepare, raw_readings(store, list(pending.values()))):
        accounts += ACCOUNTS.decode(done.accounts)
        prints += done.prints
        rows += done.rows
    first_of = find_copies(prints, run, pieces)
    incidents = find_incidents(accounts, run, pieces)
    was_in = {p.account.id: (p.incident, p.score) for p in placed}
    links = _changed_links(store, incidents, was_in, run)
    new = sorted((p for p in prints if p.report in pending), key=lambda p: p.report)
    rows.sort(key=lambda row: row.id)
    store.add_linking(rule, pending, rows, new, links + copy_links(first_of, was_copy))


def _changed_links(
    store: Store, incidents: Grouping[Account], was_in: Mapping[str, tuple[str, float | None]], run: Any
) -> list[Link]:
    """Links of accounts that are new, that moved, or that hold by other reasons now."""
    tasks: list[Wanted] = []
    changed: set[str] = set()
    for group in incidents.groups():
        incident = incident_id(group.items)
        scores = {account.id: incidents.decisions[account.id].score for account in group.items}
        moved = {a for a, score in scores.items() if was_in.get(a) != (incident, score)}
        if moved:
            changed |= moved
            tasks.append(Wanted(PLAIN.encode(group.items), scores, set(scores)))
    known = shelf.reasons_now(store, {a for task in tasks for a in task.scores if a not in changed})
    parts = (tasks[n : n + GROUPS] for n in range(0, len(tasks), GROUPS))
    made = [link for links in run(make_links, parts) for link in links]
    return sorted(
        (link for link in made if link.a in changed or list(link.reasons) != known.get(link.a)), key=lambda link: link.a
    )
