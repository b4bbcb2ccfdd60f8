"""What a case file keeps of links, read in parts: one incident, the accounts near a new one, the first copies of texts.

A case of a hundred thousand claims holds tens of thousands of accounts. A question about one incident, and a report
that comes new, need a few dozen of them; the columns of the stored accounts find those without reading the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import msgspec

from reportedly.link.copies import FINGERPRINT, SHARE, SHARED, Fingerprint
from reportedly.link.grouping import CROWD
from reportedly.link.incidents import load_weights
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
    """Reports, with their readings, that the stored links by these rules do not cover."""
    sql = (
        "SELECT g.report, g.reading FROM readings g LEFT JOIN "
        "(SELECT l.report, l.reading FROM linked_now l JOIN linking k ON k.number = l.linking AND k.rule = $1) l "
        "ON l.report = g.report AND l.reading = g.reading WHERE l.report IS NULL ORDER BY g.reading"
    )
    return dict(store.stream(sql, [rule]))


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
    """What a case holds links of: reports, those of them by other rules, and the last publication of a report."""

    reports: int
    by_others: int
    last: str | None


def extent(store: Store, rule: str, pending: Collection[str]) -> Extent:
    """How much of a case is linked, beside what is pending."""
    sql = f"""
        SELECT (SELECT count(DISTINCT report) FROM linked),
            (SELECT count(*) FROM linked_now l JOIN linking k ON k."number" = l.linking WHERE k.rule <> $1),
            (SELECT max({PUBLISHED_AS}) FROM report r WHERE r.id NOT IN (SELECT unnest($2)))
    """
    ((reports, others, last),) = store.answer(sql, [rule, sorted(pending)])
    return Extent(reports, others, last)


def linked_before(store: Store, reports: Collection[str]) -> list[str]:
    """Those of these reports that the case holds links of, of this reading or another."""
    sql = "SELECT DISTINCT report FROM linked WHERE report IN (SELECT unnest($1)) ORDER BY 1"
    return [report for (report,) in store.answer(sql, [sorted(reports)])]


class Standing(NamedTuple):
    """An account that stands at a key, and where its report stands."""

    published: str
    report: str
    account: str
    key: int


def standing_at(store: Store, keys: Collection[int]) -> list[Standing]:
    """The stored accounts that stand at these keys, in the order of their reports."""
    sql = """
        SELECT DISTINCT id, report, linking, key FROM (SELECT id, report, linking, unnest(keys) AS key FROM account)
        WHERE key IN (SELECT unnest($1))
    """
    met = store.answer(sql, [list(keys)])
    sql = f"""
        SELECT l.report, max(l.linking), any_value({PUBLISHED_AS}) FROM linked l JOIN report r ON r.id = l.report
        WHERE l.report IN (SELECT unnest($1)) GROUP BY l.report
    """
    reports = sorted({report for _, report, _, _ in met})
    now = {report: (linking, published) for report, linking, published in store.answer(sql, [reports])} if met else {}
    return sorted(Standing(now[r][1], r, a, key) for a, r, linking, key in met if now[r][0] == linking)


def incidents_with(store: Store, accounts: Collection[str]) -> list[Placed]:
    """All accounts of the incidents that these accounts are in."""
    if not accounts:
        return []
    ever = "SELECT b FROM link WHERE relation = 'in' AND a IN (SELECT unnest($1))"
    members = f"""
        SELECT a, arg_max(b, linking), arg_max(score, linking) FROM link
        WHERE relation = 'in' AND linking IS NOT NULL AND a IN (SELECT a FROM link WHERE b IN ({ever})) GROUP BY a
    """
    rows = store.answer(members, [sorted(accounts)])
    asked = {incident for account, incident, _ in rows if account in accounts}
    now = {account: (incident, score) for account, incident, score in rows if incident in asked}
    # First where the rows are, then the rows: a third of the time of looking for ids beside the whole of the contents.
    where = "SELECT a.rowid FROM account a JOIN linked_now l USING (report, linking) WHERE a.id IN (SELECT unnest($1))"
    places = [place for (place,) in store.answer(where, [sorted(now)])]
    contents = "SELECT id, content FROM account WHERE rowid IN (SELECT unnest($1)) ORDER BY 1"
    return [Placed(DECODER.decode(content), *now[account]) for account, content in store.answer(contents, [places])]


class Printed(NamedTuple):
    """The fingerprint of a report, and the first report of its text."""

    item: Fingerprint
    first: str


# The reports whose sample has one of some runs, each with each of them, and how large its sample is.
MEETING = f"""
    SELECT DISTINCT report, run, size
    FROM (SELECT report, unnest(sample) AS run, len(sample) AS size FROM fingerprint WHERE "version" = '{FINGERPRINT}')
    WHERE run IN (SELECT unnest($1))
"""


def prints_at(store: Store, runs: Collection[int]) -> list[Printed]:
    """Fingerprints of all groups of copies that have a report with one of these runs: of each, the first."""
    turn = "row_number() OVER (PARTITION BY m.run ORDER BY r.published, m.report)"
    ranked = f"SELECT m.report, {turn} AS turn FROM ({MEETING}) m JOIN ({PUBLISHED}) r ON r.id = m.report"
    met = store.answer(f"SELECT DISTINCT report FROM ({ranked}) WHERE turn <= {CROWD + 1}", [list(runs)])
    return prints_of(store, [report for (report,) in met])


def prints_like(store: Store, runs: Collection[int]) -> list[Printed]:
    """Fingerprints of all groups of copies that have a report with so many of these runs that one copies the other."""
    enough = f"count(*) >= {SHARED} AND count(*) >= {SHARE} * least(any_value(size), {len(runs)})"
    met = store.answer(f"SELECT report FROM ({MEETING}) GROUP BY report HAVING {enough}", [list(runs)])
    return prints_of(store, [report for (report,) in met])


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


def prints_of(store: Store, reports: Collection[str]) -> list[Printed]:
    """Fingerprints of all groups of copies that have one of these reports."""
    if not reports:
        return []
    first_of = first_copies(store, reports)
    firsts = {first_of.get(report, report) for report in reports}
    ever = "a IN (SELECT a FROM link WHERE relation = 'copies' AND b IN (SELECT unnest($1)))"
    copies = store.answer(FIRST_OF.format(where=f"AND {ever}"), [sorted(firsts)])
    members = {first: first for first in firsts} | {a: b for a, b in copies if b in firsts}
    sql = f"""
        SELECT any_value(r.published), f.report, any_value(f.sample)
        FROM fingerprint f JOIN ({PUBLISHED}) r ON r.id = f.report
        WHERE f."version" = '{FINGERPRINT}' AND f.report IN (SELECT unnest($1)) GROUP BY f.report ORDER BY 1, 2
    """
    found = store.answer(sql, [sorted(members)])
    return [Printed(Fingerprint((day, report), frozenset(run)), members[report]) for day, report, run in found]


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
