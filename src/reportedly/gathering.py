"""Incidents as questions ask for them: all of a case or one, with people's merges and splits laid over the links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from reportedly import shelf
from reportedly.errors import CaseError, NotFoundError
from reportedly.link.occurrences import Account
from reportedly.link_rows import incident_id
from reportedly.links import Linked, load_links
from reportedly.model import Judgement, make_id
from reportedly.review import in_force
from reportedly.shelf import rule_version
from reportedly.store import Store

REGROUPING = ("merge", "split")


class Loaded(NamedTuple):
    """Incidents: ids to accounts, in the order of their first accounts, and what is known beside them.

    `scores` are those the accounts joined with, `first_of` the first report of each copied text, `judged` who judged
    a claim's place, and why. Where one incident was asked for, of others stand only the first accounts, and only of
    those that can count it among others or be counted by it.
    """

    incidents: dict[str, list[Account]]
    scores: Mapping[str, float | None]
    first_of: Mapping[str, str]
    judged: Mapping[str, str]


def load(store: Store, as_of: str | None = None) -> Loaded:
    """All incidents of what was published by `as_of`."""
    verdicts = _verdicts(store)
    if shelf.pending_readings(store, rule_version()):
        groups, scores, first_of = _of_memory(load_links(store))
    else:
        placed = shelf.all_placed(store, rule_version())
        groups, scores, first_of = shelf.grouped(placed), shelf.scores_of(placed), shelf.first_copies(store)
    found = judge(groups, verdicts)
    return Loaded(_cut(found, as_of), scores, first_of, judges(verdicts))


def _verdicts(store: Store) -> list[Judgement]:
    """Merges and splits in force, oldest first."""
    found = in_force(store.records(Judgement))
    return sorted((j for j in found if j.verdict in REGROUPING), key=lambda j: (j.when, j.id))


def judges(verdicts: Iterable[Judgement]) -> dict[str, str]:
    """Who put a claim into its incident or took it out, and why; of several the last."""
    return {claim: f"{j.who}: {j.why}" if j.why else j.who for j in verdicts for claim in (j.about, j.value) if claim}


def _of_memory(linked: Linked) -> tuple[dict[str, list[Account]], Mapping[str, float | None], dict[str, str]]:
    groups = {incident_id(group.items): list(group.items) for group in linked.accounts.groups()}
    scores = {name: decision.score for name, decision in linked.accounts.decisions.items()}
    first_of = {f.report: g.items[0].report for g in linked.copies.groups() for f in g.items[1:]}
    return groups, scores, first_of


def _cut(incidents: Mapping[str, list[Account]], as_of: str | None) -> dict[str, list[Account]]:
    """Incidents as they were by a day: without later members, for decisions never look ahead."""
    if not as_of:
        return dict(incidents)
    cut = ([a for a in accounts if a.order[0][: len(as_of)] <= as_of] for accounts in incidents.values())
    return {make_id("incident", accounts[0].id): accounts for accounts in cut if accounts}


def judge(groups: Mapping[str, list[Account]], verdicts: Sequence[Judgement]) -> dict[str, list[Account]]:
    """Incidents with merges and splits laid over the links, oldest judgement first.

    A merge puts the incidents of two claims together; a split takes the account of a claim out of its incident.
    """
    if not verdicts:
        return dict(groups)
    label = {a.id: accounts[0].id for accounts in groups.values() for a in accounts}
    account_of = {claim: a.id for accounts in groups.values() for a in accounts for claim in a.claims}
    for verdict in verdicts:
        about, other = account_of.get(verdict.about), account_of.get(verdict.value or "")
        if about is None:
            continue
        if verdict.verdict == "split":
            label[about] = f"apart {about}"
        elif other is not None and label[about] != label[other]:
            label = {a: label[about] if at == label[other] else at for a, at in label.items()}
    found: dict[str, list[Account]] = {}
    for account in sorted((a for accounts in groups.values() for a in accounts), key=lambda a: a.order):
        found.setdefault(label[account.id], []).append(account)
    return {make_id("incident", accounts[0].id): accounts for accounts in found.values()}


def find_incident(loaded: Loaded, start: str) -> str:
    """The id of the incident that begins with `start`, or that holds the claim that does."""
    found = [i for i in loaded.incidents if start and i.startswith(start)]
    return _only(found or _holding(loaded.incidents, start), start)


def _holding(incidents: Mapping[str, Sequence[Account]], start: str) -> list[str]:
    if not start:
        return []
    return [i for i, accounts in incidents.items() if any(c.startswith(start) for a in accounts for c in a.claims)]


def _only(found: Sequence[str], start: str) -> str:
    if len(found) > 1 and start not in found:
        raise CaseError(f"{len(found)} incidents have an id that starts with {start!r}; give more of it")
    if not found:
        raise NotFoundError(f"no incident has the id {start!r}; list them with: reportedly incidents")
    return start if start in found else found[0]


def load_one(store: Store, start: str, as_of: str | None = None) -> tuple[str, Loaded]:
    """The id of the incident that begins with `start`, or holds the claim that does, and it alone as of a day.

    NotFoundError when there is none; CaseError when several ids start so.
    """
    if shelf.pending_readings(store, rule_version()):
        loaded = load(store, as_of)
        return find_incident(loaded, start), loaded
    verdicts = _verdicts(store)
    touched = shelf.accounts_of_claims(store, {c for j in verdicts for c in (j.about, j.value) if c})
    old = {p.incident for p in touched}
    judged = shelf.members_of(store, old)
    regrouped = judge(shelf.grouped(judged), verdicts)
    placed = _asked(store, start, old) if start else []
    mine = _cut(shelf.grouped(placed) | regrouped, as_of)
    named = [i for i in mine if start and i.startswith(start)]
    name = _only(named or _holding(mine, start), start)
    accounts = mine[name]
    founders = [a for a in shelf.founders_near(store, accounts[0]) if make_id("incident", a.id) not in old]
    near = _cut({make_id("incident", a.id): [a] for a in founders}, as_of)
    others = near | {i: found for i, found in _cut(regrouped, as_of).items() if i != name}
    first_of = shelf.first_copies(store, {a.report for a in accounts})
    scores = {**shelf.scores_of(judged), **shelf.scores_of(placed)}
    return name, Loaded({name: accounts, **_without(others, name)}, scores, first_of, judges(verdicts))


def _without(incidents: Mapping[str, list[Account]], name: str) -> dict[str, list[Account]]:
    return {i: accounts for i, accounts in incidents.items() if i != name}


def _asked(store: Store, start: str, judged: Collection[str]) -> list[shelf.Placed]:
    """The accounts of incidents that begin with `start` or hold such a claim, but for those that people regrouped."""
    named = shelf.incidents_starting(store, start)
    held = {p.incident for p in shelf.accounts_of_claims(store, {start}, start=True)} if not named else set()
    return shelf.members_of(store, _but(named or sorted(held), judged))


def _but(names: Iterable[str], left_out: Collection[str]) -> list[str]:
    return [name for name in names if name not in left_out]
