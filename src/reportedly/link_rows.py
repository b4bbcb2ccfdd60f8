"""What is stored of links: rows for accounts and where they are found, for incidents with reasons, and for copies."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from reportedly.link.copies import FINGERPRINT
from reportedly.link.incidents import IncidentRule, load_weights, reasons_of
from reportedly.link.occurrences import Account
from reportedly.model import Link, make_id
from reportedly.store.linkings import AccountRow

REASONS_KEPT = 6
# Sets in order, so that an account is the same bytes in every process.
ENCODER = msgspec.json.Encoder(order="deterministic")


def account_row(account: Account) -> AccountRow:
    """An account as it is stored, with the columns that it is found by."""
    content = ENCODER.encode(account).decode()
    keys = [key_number(key) for key in IncidentRule().keys(account)]
    return AccountRow(
        account.report, account.id, content, account.family, account.first, account.last, account.several, keys
    )


@lru_cache(maxsize=1 << 18)
def key_number(key: Hashable) -> int:
    """A key as a 64-bit number, the same in every process."""
    return int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=8).digest(), "little")


def incident_id(accounts: Sequence[Account]) -> str:
    """The id of an incident: made of its first account, so it stays as long as that is its first."""
    return make_id("incident", accounts[0].id)


def incident_links(
    accounts: Sequence[Account], scores: Mapping[str, float | None], wanted: Collection[str]
) -> Iterable[Link]:
    """The links of those accounts of an incident that are wanted, each with what held it to those before it."""
    weights, incident = load_weights(), incident_id(accounts)
    for n, account in enumerate(accounts):
        if account.id in wanted:
            reasons: list[str] = ["the first account of it"]
            if n:
                found = reasons_of(account, accounts[:n], weights.of)[:REASONS_KEPT]
                reasons = [
                    f"{r.name} {r.value:+.2f}: {r.detail}" if r.detail else f"{r.name} {r.value:+.2f}" for r in found
                ]
            yield Link(
                a=account.id,
                b=incident,
                relation="in",
                reasons=tuple(reasons),
                score=scores[account.id],
                rule=weights.version,
            )


def copy_links(first_of: Mapping[str, tuple[str, float | None]], was: Mapping[str, str]) -> list[Link]:
    """The links of reports that copy another first report than before, or none any more."""
    return [
        Link(a=report, b=first, relation="copies", reasons=_share(score), score=score, rule=FINGERPRINT)
        for report, (first, score) in sorted(first_of.items())
        if was.get(report, report) != first
    ]


def _share(score: float | None) -> tuple[str, ...]:
    return (f"{score:.0%} of the shorter text's sample is in both",) if score is not None else ()
