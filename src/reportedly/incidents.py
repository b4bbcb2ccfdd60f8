"""Named questions about many reports: incidents, one incident, origins, changes, stories. Typed rows in a fixed order.

Everything is a view: nothing asked here is stored, nothing is added up, and no version is marked as the true one.
`as_of` answers from what was published by that day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from reportedly import queries, shelf
from reportedly.gathering import Loaded, find_incident, load, load_one
from reportedly.incident_versions import find_pairs, find_versions, without_blame
from reportedly.link import changes as change
from reportedly.link.copies import shared_passage
from reportedly.link.grouping import Grouping
from reportedly.link.incidents import forbids, load_weights, reasons_of
from reportedly.link.occurrences import Account
from reportedly.link.origins import UNKNOWN, Owners, Text, find_origins
from reportedly.link.positions import Saying, find_positions, marks_of
from reportedly.link.spelling import in_words, spelled_words
from reportedly.link.stories import StoryRule, make_brief
from reportedly.link.titles import make_title
from reportedly.link.versions import ranges
from reportedly.model import Report, make_id
from reportedly.rows import (
    AccountLink,
    Change,
    ClaimRow,
    IncidentRow,
    IncidentView,
    OriginRow,
    StoryRow,
)
from reportedly.store import Store

FEWEST_WORDS = 3  # of a saying that takes a position: "we know" and "no comment" take none


def incidents(
    store: Store,
    *,
    place: str | None = None,
    kind: str | None = None,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    as_of: str | dt.date | None = None,
    reports: int = 1,
    limit: int | None = None,
    owners: Owners | None = None,
) -> list[IncidentRow]:
    """Incidents, those of most reports first. `since` and `until` are days of the occurrence; `reports` the fewest."""
    loaded = load(store, day_text(as_of))
    low, high = day_text(since), day_text(until)
    chosen = [
        (name, accounts)
        for name, accounts in loaded.incidents.items()
        if len({a.report for a in accounts}) >= reports
        and _is_at(accounts, place)
        and (not kind or any(kind.casefold() in (a.family, *a.groups) for a in accounts))
        and _is_between(accounts, low, high)
    ]
    chosen.sort(key=lambda item: (-len({a.report for a in item[1]}), item[1][0].order))
    return describe(store, loaded, dict(chosen[:limit] if limit else chosen), owners or {})


def day_text(day: str | dt.date | None) -> str | None:
    """A day as ISO 8601; None and an empty text are none."""
    return day.isoformat() if isinstance(day, dt.date) else (day or None)


def _is_at(accounts: Sequence[Account], place: str | None) -> bool:
    return not place or any(place.casefold() in a.place_name.casefold() for a in accounts)


def _is_between(accounts: Sequence[Account], low: str | None, high: str | None) -> bool:
    days = [dt.date.fromordinal(a.first).isoformat() for a in accounts if a.first is not None]
    if not low and not high:
        return True
    return any((not low or day[: len(low)] >= low) and (not high or day[: len(high)] <= high) for day in days)


def describe(
    store: Store, loaded: Loaded, chosen: Mapping[str, Sequence[Account]], owners: Owners
) -> list[IncidentRow]:
    """The rows of some incidents."""
    claims = claims_of(store, [claim for accounts in chosen.values() for a in accounts for claim in a.claims])
    texts = texts_of(store, loaded.first_of, {c.report for c in claims.values()})
    turns = {claim: turn for turn, claim in enumerate(claims)}
    return [
        _row(name, accounts, _claims_in_order(accounts, claims, turns), texts, owners)
        for name, accounts in chosen.items()
    ]


def claims_of(store: Store, ids: Collection[str]) -> dict[str, ClaimRow]:
    """Claims by their ids, in the order of publication."""
    return {row.id: row for row in queries.claims_by_id(store, ids)}


def texts_of(
    store: Store, first_of: Mapping[str, str], reports: Collection[str], *, passages: bool = False
) -> dict[str, Text]:
    """What is known of the texts of reports: credits, and the first report of a copied text."""
    sql = "SELECT * EXCLUDE (reading) FROM reports WHERE id IN (SELECT unnest($ids))"
    firsts = {first_of[r] for r in reports if r in first_of}
    found = {r.id: r for r in store.rows(sql, {"ids": sorted({*reports, *firsts})}, Report)}
    return {r: _text(found[r], found[first_of.get(r, r)], passages) for r in sorted(reports) if r in found}


def _text(report: Report, first: Report, passages: bool) -> Text:
    if report.id == first.id:
        return Text(report.outlet, report.origin, report.origin_how, None, None, "")
    shared = shared_passage(first.text, report.text) if passages else None
    words = " ".join(shared.later.text.split()) if shared else ""
    return Text(report.outlet, report.origin, report.origin_how, first.id, first.origin or first.outlet, words)


def _row(
    name: str, accounts: Sequence[Account], rows: Sequence[ClaimRow], texts: Mapping[str, Text], owners: Owners
) -> IncidentRow:
    parties, rows = rows, without_blame(rows)
    origins = find_origins(rows, texts, owners)
    positions = find_positions(parties, [a.place_name for a in accounts])
    told = Counter(a.place for a in accounts)
    best = min(accounts, key=lambda a: (not a.precise, not a.place, -told[a.place], a.order))
    days = [a for a in accounts if a.said_day] or [a for a in accounts if a.first is not None]
    published = sorted(r.published for r in rows if r.published)
    first = _date(min((a.first for a in days if a.first is not None), default=None))
    last = _date(max((a.last for a in days if a.last is not None), default=None))
    return IncidentRow(
        id=name,
        title=make_title(
            accounts, rows, best.place_name or None, (first, last), day_said=any(a.said_day for a in accounts)
        ),
        headline=_headline(rows, {c for a in accounts if a.lead for c in a.claims}),
        family=accounts[0].family,
        groups=tuple(sorted({g for a in accounts for g in a.groups})),
        place=best.place_name or None,
        lat=best.lat,
        lon=best.lon,
        first=first,
        last=last,
        day_said=any(a.said_day for a in accounts),
        reports=len({a.report for a in accounts}),
        outlets=tuple(dict.fromkeys(r.outlet or "an unnamed outlet" for r in rows)),
        origins=sum(o.how != UNKNOWN for o in origins),
        unattributed=sum(len(o.claims) for o in origins if o.how == UNKNOWN),
        sides=tuple(p.party for p in positions if p.said),
        claims=tuple(r.id for r in rows),
        ranges=tuple(ranges(rows)),
        contested=_is_contested(rows, texts, _origin_of(origins)),
        published_first=published[0] if published else None,
        published_last=published[-1] if published else None,
    )


def _claims_in_order(
    accounts: Iterable[Account], claims: Mapping[str, ClaimRow], turns: Mapping[str, int]
) -> list[ClaimRow]:
    mine = {claim for a in accounts for claim in a.claims if claim in turns}
    return [claims[claim] for claim in sorted(mine, key=turns.__getitem__)]


def _headline(rows: Sequence[ClaimRow], leading: Collection[str]) -> str:
    """The title of the first report that is about it, else the first passage that tells of it."""
    title = next((r.title for r in rows if r.title and r.id in leading), None)
    return title or (" ".join(rows[0].passage.split()) if rows else "")


def _date(ordinal: int | None) -> dt.date | None:
    return dt.date.fromordinal(ordinal) if ordinal is not None else None


def _origin_of(origins: Iterable[OriginRow]) -> dict[str, str]:
    return {claim: o.name for o in origins if o.how != UNKNOWN for claim in o.claims}


def _is_contested(rows: Sequence[ClaimRow], texts: Mapping[str, Text], origin_of: Mapping[str, str]) -> bool:
    pairs = find_pairs(find_versions(rows, texts, origin_of), rows, origin_of)
    return any(pair.relation in ("contradicts", "denies") for pair in pairs)


def incident(
    store: Store, incident_or_claim: str, *, as_of: str | dt.date | None = None, owners: Owners | None = None
) -> IncidentView:
    """Everything about the incident with this id (or the start of it), or the one that this claim is in.

    NotFoundError when there is none; CaseError when several ids start so.
    """
    name, loaded = load_one(store, incident_or_claim, day_text(as_of))
    accounts = loaded.incidents[name]
    claims = claims_of(store, [c for a in accounts for c in a.claims])
    rows = list(claims.values())
    texts = texts_of(store, loaded.first_of, {c.report for c in rows}, passages=True)
    positions = find_positions(rows, [a.place_name for a in accounts], sayings_beside(store, rows))
    rows = without_blame(rows)
    origins = find_origins(rows, texts, owners or {})
    origin_of = _origin_of(origins)
    versions = find_versions(rows, texts, origin_of)
    includes, included = _wider(loaded, name)
    return IncidentView(
        incident=_row(name, accounts, rows, texts, owners or {}),
        versions=tuple(versions),
        pairs=tuple(find_pairs(versions, rows, origin_of)),
        positions=tuple(positions),
        origins=tuple(_with_side(o, [p.party for p in positions]) for o in origins),
        timeline=tuple(rows),
        links=tuple(_links(loaded, accounts, claims)),
        includes=includes,
        included_in=included,
    )


def sayings_beside(store: Store, rows: Sequence[ClaimRow]) -> list[Saying]:
    """What is said in the reports of some claims, apart from the statements that these claims are of."""
    of_claims = {row.statement for row in rows}
    sql = (
        "SELECT s.id, s.speaker.name, s.speaker.actor, s.stance, "
        'coalesce(s.content."text", s.evidence.span."text"), r.outlet, r.published '
        "FROM statements s JOIN readings g ON g.reading = s.reading JOIN reports r ON r.id = g.report "
        "WHERE r.id IN (SELECT unnest($1)) AND s.speaker IS NOT NULL ORDER BY coalesce(r.published, '9999'), r.id, s.n"
    )
    found = store.stream(sql, [sorted({row.report for row in rows})])
    sayings = [Saying(*fields) for fields in found if fields[0] not in of_claims]
    return [s for s in sayings if len(s.passage.split()) >= FEWEST_WORDS]


def _with_side(origin: OriginRow, parties: Sequence[str]) -> OriginRow:
    side = next((p for p in parties if marks_of(p) & marks_of(origin.name)), None)
    return msgspec.structs.replace(origin, side=side)


def _links(loaded: Loaded, accounts: Sequence[Account], claims: Mapping[str, ClaimRow]) -> Iterable[AccountLink]:
    """Why each account is in the incident, by what it shares with those before it."""
    of, spelled = load_weights().of, spelled_words(claims.values(), accounts)
    for n, account in enumerate(accounts):
        first = next((claims[c] for c in account.claims if c in claims), None)
        yield AccountLink(
            account=account.id,
            report=account.report,
            outlet=first.outlet if first else None,
            published=first.published if first else None,
            claims=account.claims,
            score=loaded.scores.get(account.id),
            reasons=tuple(in_words(r, spelled) for r in reasons_of(account, accounts[:n], of)) if n else (),
            rule=load_weights().version,
            judged=next((loaded.judged[c] for c in account.claims if c in loaded.judged), None),
        )


def _wider(loaded: Loaded, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The incidents that this one counts together, and those that count this one."""
    mine = loaded.incidents[name]
    others = [(i, accounts) for i, accounts in loaded.incidents.items() if i != name]
    includes = tuple(i for i, accounts in others if counts_together(mine, accounts))
    return includes, tuple(i for i, accounts in others if counts_together(accounts, mine))


def counts_together(wide: Sequence[Account], narrow: Sequence[Account]) -> bool:
    """Whether one incident counts several occurrences of which the other can be one: its area and days hold it."""
    one, other = wide[0], narrow[0]
    if not one.several or other.several or one.family != other.family:
        return False
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    inside = bool(one.areas & other.areas) and (one.place == other.place or not one.precise)
    return inside and one.first - 1 <= other.first and other.last <= one.last and not forbids(one, other)


def origins(
    store: Store, *, incident: str | None = None, as_of: str | dt.date | None = None, owners: Owners | None = None
) -> list[OriginRow]:
    """Whose word the claims of a case, or of one incident, rest on, and why reports were held dependent."""
    name, loaded = load_one(store, incident, day_text(as_of)) if incident else (None, load(store, day_text(as_of)))
    chosen = [loaded.incidents[name]] if name else list(loaded.incidents.values())
    claims = list(claims_of(store, [c for accounts in chosen for a in accounts for c in a.claims]).values())
    texts = texts_of(store, loaded.first_of, {c.report for c in claims}, passages=True)
    return find_origins(claims, texts, owners or {})


def origins_among(store: Store, claims: Sequence[ClaimRow]) -> list[OriginRow]:
    """Whose word some claims rest on, and why their reports were held dependent."""
    reports = {claim.report for claim in claims}
    return find_origins(claims, texts_of(store, shelf.first_copies(store, reports), reports), {})


def changes(
    store: Store,
    *,
    since: str | dt.date,
    incident: str | None = None,
    as_of: str | dt.date | None = None,
    limit: int | None = None,
    owners: Owners | None = None,
) -> list[Change]:
    """What reports published on or after a day brought: new claims, changed figures, denials, rewritten reports.

    `as_of` leaves out what was published later than that day.
    """
    start, end = day_text(since) or "", day_text(as_of)
    loaded = load(store, end)
    incident_of = {c: i for i, accounts in loaded.incidents.items() for a in accounts for c in a.claims}
    claims = [c for c in queries.claims(store) if not end or (c.published or "9999")[: len(end)] <= end]
    texts = texts_of(store, loaded.first_of, {c.report for c in claims})
    by_report: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    touched = {incident_of[c.id] for c in claims if c.id in incident_of and (c.published or "")[: len(start)] >= start}
    origin_of: dict[str, str] = {}
    for name in sorted(touched):
        mine = [c for c in claims if incident_of.get(c.id) == name]
        origin_of |= _origin_of(find_origins(mine, texts, owners or {}))
    rewrites = [
        rewrite
        for rewrite in change.find_rewrites(
            change.report_versions(store.records(Report, "t.url IS NOT NULL")), by_report
        )
        if not end or (rewrite.when or "9999")[: len(end)] <= end
    ]
    found = change.find_changes(claims, incident_of, origin_of, start, rewrites)
    new = [rewrite for rewrite in rewrites if (rewrite.when or "")[: len(start)] >= start]
    found += change.rewrite_changes(new, incident_of)
    wanted = find_incident(loaded, incident) if incident else None
    rows = [c for c in found if wanted is None or c.incident == wanted]
    rows.sort(key=lambda c: (c.when or "9999", c.incident or "", c.claims))
    return rows[:limit] if limit else rows


def stories(store: Store, *, limit: int | None = None) -> list[StoryRow]:
    """Reports that tell the same news, largest story first."""
    reports = {r.id: r for r in store.records(Report)}
    grouping = Grouping(StoryRule())
    grouping.update([make_brief(report) for report in reports.values()])
    rows = [_story([reports[str(brief.order[-1])] for brief in group.items]) for group in grouping.groups()]
    rows.sort(key=lambda row: (-len(row.reports), row.first or "9999", row.id))
    return rows[:limit] if limit else rows


def _story(reports: Sequence[Report]) -> StoryRow:
    first = reports[0]
    return StoryRow(
        id=make_id("story", first.id),
        headline=first.title or " ".join(first.text[:120].split()),
        first=first.published,
        last=reports[-1].published,
        outlets=tuple(dict.fromkeys(r.outlet or "an unnamed outlet" for r in reports)),
        reports=tuple(r.id for r in reports),
    )
