"""What has changed since a day: new claims, raised and lowered figures, new denials, and reports that were rewritten.

Two reports of one address are versions of it. Both are kept; what the later one says otherwise, or no longer, is a
change like any other: "the outlet changed 12 to 15 at 14:05".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from reportedly.link.versions import AGAINST, relate
from reportedly.model import Report
from reportedly.rows import Change, ClaimRow


def find_changes(
    claims: Sequence[ClaimRow], incident_of: Mapping[str, str], origin_of: Mapping[str, str], since: str
) -> list[Change]:
    """What claims published on or after `since` (an ISO date or the start of one) brought to the incidents they are of.

    `claims` are in the order of publication; `origin_of` names the source of a claim.
    """
    changes: list[Change] = []
    earlier: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        incident = incident_of.get(claim.id)
        before = earlier.setdefault(incident or f"claim {claim.id}", [])
        if claim.published and claim.published[: len(since)] >= since:
            changes.append(_change(claim, before, incident, origin_of))
        before.append(claim)
    return changes


def _change(claim: ClaimRow, before: Sequence[ClaimRow], incident: str | None, origin_of: Mapping[str, str]) -> Change:
    what, was, now = "new_claim", "", describe(claim)
    if not before:
        what = "new_incident" if incident else "new_claim"
    elif claim.status in AGAINST and not any(b.status in AGAINST and b.said_by == claim.said_by for b in before):
        what = "new_denial"
    elif claim.type == "figure":
        for other in reversed(before):
            origin = origin_of.get(claim.id)
            if other.type != "figure" or not origin or origin_of.get(other.id) != origin:
                continue
            relation = relate(other, claim, same_origin=True).relation
            if relation in ("updates", "revises", "same"):
                what = {"updates": "updated_figure", "revises": "revised_figure"}.get(relation, what)
                was = describe(other)
                break
    return Change(
        when=claim.published,
        what=what,
        incident=incident,
        who=claim.said_by,
        outlet=claim.outlet,
        before=was if what in ("updated_figure", "revised_figure") else "",
        after=now,
        claims=(claim.id,),
    )


def describe(claim: ClaimRow) -> str:
    """A claim in a few words: what is counted and how many, or what is said to have happened."""
    if claim.type == "event":
        return f"{(claim.kind or 'event').replace('_', ' ')} ({claim.status}): {' '.join(claim.passage.split())}"
    return f"{(claim.measure or '').replace('_', ' ')}: {claim.words or 'no number'} ({claim.status})"


def report_versions(reports: Iterable[Report]) -> list[tuple[Report, Report]]:
    """Successive versions of one address: pairs of earlier and later, by when they were published or fetched."""
    by_url: dict[str, list[Report]] = {}
    for report in reports:
        if report.url and urlsplit(report.url).netloc:
            by_url.setdefault(plain_url(report.url), []).append(report)
    pairs = []
    for same in by_url.values():
        same.sort(key=lambda r: (r.published or r.retrieved or "9999", r.retrieved or "", r.id))
        pairs += [(a, b) for a, b in pairwise(same) if a.text_sha256 != b.text_sha256]
    return sorted(pairs, key=lambda pair: (pair[1].published or "9999", pair[1].id))


def plain_url(url: str) -> str:
    """An address without scheme, "www.", fragment, and a slash at the end."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def find_rewrites(
    pairs: Iterable[tuple[Report, Report]], claims: Mapping[str, Sequence[ClaimRow]], incident_of: Mapping[str, str]
) -> list[Change]:
    """What the later version of a report says otherwise, and what it no longer says; `claims` are by report."""
    changes: list[Change] = []
    for earlier, later in pairs:
        old, new = list(claims.get(earlier.id, ())), list(claims.get(later.id, ()))
        kept = {_same_key(c) for c in new}
        gone = [c for c in old if _same_key(c) not in kept]
        had = {_same_key(c) for c in old}
        fresh = [c for c in new if _same_key(c) not in had]
        for claim in gone:
            match = next((c for c in fresh if _slot(c) == _slot(claim)), None)
            if match is not None:
                fresh.remove(match)
            changes.append(_rewrite(later, claim, match, incident_of))
    return changes


def _rewrite(later: Report, old: ClaimRow, new: ClaimRow | None, incident_of: Mapping[str, str]) -> Change:
    return Change(
        when=later.published or later.retrieved,
        what="changed_report" if new else "no_longer_said",
        incident=incident_of.get(new.id if new else old.id),
        who=old.said_by,
        outlet=later.outlet,
        before=describe(old),
        after=describe(new) if new else "",
        claims=(old.id, *((new.id,) if new else ())),
    )


def _slot(claim: ClaimRow) -> tuple[object, ...]:
    """What a claim is about, apart from its number or its status: claims of one slot replace each other."""
    if claim.type == "event":
        return ("event", claim.kind, claim.said_by)
    return ("figure", claim.measure, claim.population, claim.scope, claim.relation, claim.said_by)


def _same_key(claim: ClaimRow) -> tuple[object, ...]:
    return (*_slot(claim), claim.low, claim.high, claim.status)
