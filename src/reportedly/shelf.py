"""What a case file keeps of links, read in parts: one incident, the accounts near a new one, the first copies of texts.

A case of a hundred thousand claims holds tens of thousands of accounts. A question about one incident, and a report
that comes new, need a few dozen of them; seats and columns of the accounts find those without reading the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from reportedly.link.copies import FINGERPRINT, SHARE, SHARED, Fingerprint
from reportedly.link.grouping import CROWD
from reportedly.link.incidents import load_weights
from reportedly.link.kept import Seat
from reportedly.link.occurrences import Account
from reportedly.model import make_id
from reportedly.rules import linking
from reportedly.store import Store

ACCOUNTS = "accounts/6"  # how claims are put together into accounts; stored accounts of another version are made anew
COPIES = "copies/2"  # how copies are told from fingerprints
DECODER = msgspec.json.Decoder(Account)
# The incident that each of some accounts is in now, and the score it joined with: the latest link of each holds.
NOW_IN = (
    "SELECT a, arg_max({{'b': b, 'score': score}}, linking) AS now FROM link "
    "WHERE relation = 'in' AND linking IS NOT NULL AND {where} GROUP BY a"
)

# Reports with what they stand by, as `link.copies.report_order` says. Every reading of a report gives the same.
PUBLISHED_AS = "coalesce(r.published, '9999')"
PUBLISHED = f"SELECT r.id, any_value({PUBLISHED_AS}) AS published FROM report r GROUP BY r.id"
# The first report of a text, for some reports that have been its copies; the latest link of each holds.
FIRST_OF = (
    "SELECT a, arg_max(b, linking) FROM link WHERE relation = 'copies' AND linking IS NOT NULL {where} GROUP BY a"
)


class Placed(NamedTuple):
    """An account, the incident it is in, and the score it joined with; None for the first of it."""

    account: Account
    incident: str
    score: float | None


def rule_version() -> str:
    """The rules that links are made by, that of fingerprints last. A case linked by others is linked anew."""
    return f"{load_weights().version} {ACCOUNTS} {COPIES} {linking()} {FINGERPRINT}"


def pending_readings(store: Store, rule: str) -> dict[str, int]:
    """Reports, with their readings, that the stored links by these rules do not cover.

    A linking by other rules than the one before it takes the whole case, so those after the last of others hold.
    """
    sql = """
        WITH open AS (
            SELECT report, "number" FROM reading WHERE "number" NOT IN (
                SELECT reading FROM linked
                WHERE linking > (SELECT coalesce(max("number"), 0) FROM linking WHERE "rule" <> $1)
            )
        )
        SELECT report, max("number") AS n FROM reading WHERE report IN (SELECT report FROM open) GROUP BY report
        HAVING n IN (SELECT "number" FROM open) ORDER BY n
    """
    return dict(store.answer(sql, [rule]))


def accounts_where(store: Store, where: str, params: Collection[object]) -> list[Account]:
    """Stored accounts that the condition on the columns of `account` holds for, in the order of their ids."""
    sql = f"SELECT a.content FROM accounts a WHERE {where} ORDER BY a.id"
    return [DECODER.decode(content) for (content,) in store.stream(sql, list(params))]


def placed_where(store: Store, where: str, params: Collection[object]) -> list[Placed]:
    """Stored accounts that the condition on the columns of `account` holds for, each with its incident."""
    accounts = accounts_where(store, where, params)
    sql = NOW_IN.format(where="a IN (SELECT unnest($1))")
    now = dict(store.stream(sql, [[a.id for a in accounts]])) if accounts else {}
    return [Placed(a, now[a.id]["b"], now[a.id]["score"]) for a in accounts if a.id in now]


def members_of(store: Store, incidents: Collection[str]) -> list[Placed]:
    """All accounts of these incidents."""
    if not incidents:
        return []
    once = NOW_IN.format(where="a IN (SELECT a FROM link WHERE relation = 'in' AND b IN (SELECT unnest($1)))")
    sql = (
        f"SELECT c.content, n.now.b, n.now.score FROM ({once}) n JOIN accounts c ON c.id = n.a "
        "WHERE n.now.b IN (SELECT unnest($1)) ORDER BY c.id"
    )
    return [Placed(DECODER.decode(text), b, score) for text, b, score in store.stream(sql, [sorted(incidents)])]


def all_placed(store: Store, rule: str) -> list[Placed]:
    """Every stored account that these rules made, with its incident."""
    sql = (
        f"SELECT c.content, n.now.b, n.now.score FROM ({NOW_IN.format(where='true')}) n "
        "JOIN accounts c ON c.id = n.a JOIN linking k ON k.number = c.linking AND k.rule = $1 ORDER BY c.id"
    )
    return [Placed(DECODER.decode(text), b, score) for text, b, score in store.stream(sql, [rule])]


class Extent(NamedTuple):
    """What a case holds links of: reports, those of the pending ones that it knew before, and whether by other rules.

    `last` is the last publication of another report, `number` the highest of a seat. `unseated` is a case that an older
    program has linked: what stands where is not known yet.
    """

    reports: int
    known: list[str]
    by_others: bool
    last: str | None
    number: int
    unseated: bool


def extent(store: Store, rule: str, pending: Collection[str]) -> Extent:
    """How much of a case is linked, beside what is pending."""
    asked = sorted(pending)
    sql = "SELECT report, max(linking) FROM linked WHERE report IN (SELECT unnest($1)) GROUP BY report ORDER BY report"
    known = store.answer(sql, [asked])
    sql = """
        SELECT count(*), (SELECT count(*) FROM linked), max(published) FILTER (report NOT IN (SELECT unnest($2))),
            (SELECT coalesce(max("number"), 0) FROM linking WHERE "rule" <> $1), (SELECT max("number") FROM seat)
        FROM seat WHERE size IS NOT NULL
    """
    ((seated, linked, last, others, number),) = store.answer(sql, [rule, asked])
    by_others = any(linking <= others for _, linking in known)
    return Extent(seated or linked, [r for r, _ in known], by_others, last, number or 0, linked > 0 and not seated)


SEAT = '"number", published, report, "start", account, "first", score'
Numbered = tuple[int, Seat]


def _seat(row: Sequence[Any]) -> Numbered:
    number, published, report, start, account, first, score = row
    order = (published, report) if account is None else (published, report, start, account)
    return number, Seat(order, first, score)


def seats_at(store: Store, keys: Sequence[int]) -> dict[int, list[Seat]]:
    """The accounts that stand at these keys."""
    return _at(store, store.entries_at(keys))


def _at(store: Store, entries: Mapping[int, Sequence[int]]) -> dict[int, list[Seat]]:
    sql = f'SELECT {SEAT} FROM seat WHERE "number" IN (SELECT unnest($1))'
    seats = dict(map(_seat, store.answer(sql, [list(set().union(*entries.values()))])))
    return {key: [seats[number] for number in numbers if number in seats] for key, numbers in entries.items()}


def first_seats_at(store: Store, runs: Sequence[int]) -> dict[int, list[Seat]]:
    """The first texts, by publication, that have these runs: so many of each as are looked at, and one."""
    most = CROWD + 1
    found = _at(store, store.entries_at(runs, most))
    # Of texts that were read anew the old seats are gone; where that leaves too few, all are looked through.
    if crowded := [run for run, seats in found.items() if len(seats) < most]:
        crowded = [run for run, numbers in store.entries_at(crowded).items() if len(numbers) >= most]
        found |= _at(store, store.entries_at(crowded)) if crowded else {}
    return {run: sorted(seats)[:most] for run, seats in found.items()}


def seats_like(store: Store, runs: Collection[int]) -> list[Seat]:
    """The texts that have so many of these runs that one copies the other."""
    met = Counter(number for numbers in store.entries_at(runs).values() for number in numbers)
    enough = {number: shared for number, shared in met.items() if shared >= SHARED}
    sql = f'SELECT size, {SEAT} FROM seat WHERE "number" IN (SELECT unnest($1))'
    rows = store.answer(sql, [list(enough)])
    return [_seat(row)[1] for size, *row in rows if enough[row[0]] >= SHARE * min(size, len(runs))]


def seats_of(store: Store, reports: Collection[str]) -> list[Seat]:
    """The accounts and texts of these reports."""
    sql = f"SELECT {SEAT} FROM seat WHERE report IN (SELECT unnest($1)) ORDER BY 1"
    return [_seat(row)[1] for row in store.answer(sql, [sorted(reports)])]


def accounts_in(store: Store, groups: Collection[int]) -> list[tuple[int, Account, Seat]]:
    """All accounts of these groups, with the numbers of their seats."""
    sql = 'SELECT "number", "first", score FROM seat WHERE "first" IN (SELECT unnest($1))'
    at = {number: (first, score) for number, first, score in store.answer(sql, [list(groups)])}
    rows = store.answer("SELECT seat, content FROM account WHERE seat IN (SELECT unnest($1))", [list(at)])
    accounts = ((number, DECODER.decode(content)) for number, content in rows)
    return [(number, account, Seat(account.order, *at[number])) for number, account in accounts]


def texts_in(store: Store, groups: Collection[int]) -> list[tuple[int, Fingerprint, Seat]]:
    """The fingerprints of all texts of these groups, with the numbers of their seats."""
    sql = f'SELECT {SEAT} FROM seat WHERE "first" IN (SELECT unnest($1))'
    seats = dict(map(_seat, store.answer(sql, [list(groups)])))
    rows = store.answer("SELECT seat, sample FROM fingerprint WHERE seat IN (SELECT unnest($1))", [list(seats)])
    return [(number, Fingerprint(seats[number].order, frozenset(run)), seats[number]) for number, run in rows]


def all_prints(store: Store) -> list[tuple[Fingerprint, str, float | None]]:
    """Every stored fingerprint, with the first report of its text and the share that both have."""
    sql = f"""
        SELECT r.published, f.report, f.sample, coalesce(k.b, f.report), k.score
        FROM fingerprints f JOIN ({PUBLISHED}) r ON r.id = f.report
        LEFT JOIN (SELECT a, b, score FROM links WHERE relation = 'copies') k ON k.a = f.report
        WHERE f."version" = '{FINGERPRINT}' ORDER BY 1, 2
    """
    return [
        (Fingerprint((day, report), frozenset(sample)), first, score)
        for day, report, sample, first, score in store.stream(sql)
    ]


def reasons_now(store: Store, accounts: Collection[str]) -> dict[str, list[str]]:
    """The reasons of the link that holds, for each of these accounts."""
    sql = "SELECT a, arg_max(reasons, linking) FROM link WHERE relation = 'in' AND a IN (SELECT unnest($1)) GROUP BY a"
    return dict(store.answer(sql, [sorted(accounts)])) if accounts else {}


def incidents_starting(store: Store, start: str) -> list[str]:
    """Ids of stored incidents that begin so."""
    ever = "a IN (SELECT a FROM link WHERE relation = 'in' AND starts_with(b, $1))"
    sql = (
        f"SELECT DISTINCT n.now.b FROM ({NOW_IN.format(where=ever)}) n JOIN accounts c ON c.id = n.a "
        "WHERE starts_with(n.now.b, $1) ORDER BY 1"
    )
    return [name for (name,) in store.stream(sql, [start])]


def accounts_of_claims(store: Store, claims: Collection[str], *, start: bool = False) -> list[Placed]:
    """The stored accounts that hold these claims; with `start`, claims whose ids begin so."""
    asked = (
        "EXISTS (SELECT 1 FROM unnest($1) s(x) WHERE starts_with(id, s.x))" if start else "id IN (SELECT unnest($1))"
    )
    reports = " UNION ".join(f"SELECT evidence.report FROM {table} WHERE {asked}" for table in ("event", "figure"))
    found = placed_where(store, f"a.report IN ({reports})", [sorted(claims)]) if claims else []
    return [
        p
        for p in found
        if any(any(c.startswith(s) for s in claims) if start else c in claims for c in p.account.claims)
    ]


def first_copies(store: Store, reports: Collection[str] | None = None) -> dict[str, str]:
    """The first report of the text of each copy; of these reports, or of all."""
    where = "" if reports is None else "AND a IN (SELECT unnest($1))"
    sql = FIRST_OF.format(where=where)
    return {a: b for a, b in store.stream(sql, [] if reports is None else [sorted(reports)]) if a != b}


def founders_near(store: Store, account: Account) -> list[Account]:
    """First accounts of stored incidents that can count this one's occurrence among others, or be counted by it."""
    if account.first is None or account.last is None:
        return []
    wide = 'a.several AND a."first" <= $2 + 1 AND a."last" >= $3'
    narrow = 'NOT a.several AND a."first" >= $2 - 1 AND a."last" <= $3' if account.several else "false"
    where = f"a.family = $1 AND (({wide}) OR ({narrow}))"
    found = placed_where(store, where, [account.family, account.first, account.last])
    return [p.account for p in found if p.incident == make_id("incident", p.account.id) and p.account.id != account.id]


def grouped(placed: Iterable[Placed]) -> dict[str, list[Account]]:
    """Accounts by incident, each in canonical order, the incidents in the order of their first accounts."""
    groups: dict[str, list[Account]] = {}
    for p in sorted(placed, key=lambda p: p.account.order):
        groups.setdefault(p.incident, []).append(p.account)
    return groups


def scores_of(placed: Iterable[Placed]) -> Mapping[str, float | None]:
    """The score that each account joined its incident with."""
    return {p.account.id: p.score for p in placed}
