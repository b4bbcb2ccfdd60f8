"""What has changed since a day: new claims, raised and lowered figures, denials, corrections, and rewritten reports.

Two reports of one address are versions of it. Both are kept; what the later one says otherwise, or no longer, is a
change like any other: "the outlet changed 12 to 15 at 14:05". From then on the later one stands for the outlet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from reportedly.link.tellings import OLD
from reportedly.link.versions import AGAINST, HELD, relate
from reportedly.model import Report
from reportedly.rows import Change, ClaimRow

MOST_BEFORE = 200  # earlier claims of an incident that a new one is compared with, the latest
# Stances by which a speaker takes back what was said.
RETRACTING = frozenset({"retracts", "withdraws", "corrects"})


class Rewrite(NamedTuple):
    """What a later version of a report changes: claims that are gone, each with the one in its place, and new ones."""

    earlier: Report
    later: Report
    gone: list[tuple[ClaimRow, ClaimRow | None]]
    fresh: list[ClaimRow]

    @property
    def when(self) -> str | None:
        """When it was changed: by its own time where that is another, else by when it was fetched."""
        if self.later.published != self.earlier.published:
            return self.later.published or self.later.retrieved
        return self.later.retrieved or self.later.published


def find_changes(
    claims: Sequence[ClaimRow],
    incident_of: Mapping[str, str],
    origin_of: Mapping[str, str],
    since: str,
    rewrites: Sequence[Rewrite] = (),
) -> list[Change]:
    """What claims published on or after `since` (an ISO date or the start of one) brought to the incidents they are of.

    `claims` are in the order of publication; `origin_of` names the source of a claim. Of a rewritten report only what
    is new in it counts as new, and from then on it stands in the place of its earlier version.
    """
    changes: list[Change] = []
    told: dict[str, list[ClaimRow]] = {}
    fresh = {rewrite.later.id: {claim.id for claim in rewrite.fresh} for rewrite in rewrites}
    replaced = {rewrite.later.id: rewrite.earlier.id for rewrite in rewrites}
    for claim in claims:
        incident = incident_of.get(claim.id)
        before = told.setdefault(incident or f"claim {claim.id}", [])
        if claim.report in replaced:
            before[:] = [other for other in before if other.report != replaced[claim.report]]
        is_new = claim.report not in fresh or claim.id in fresh[claim.report]
        if is_new and claim.published and claim.published[: len(since)] >= since:
            changes.append(_change(claim, before, incident, origin_of))
        before.append(claim)
    return changes


def _change(claim: ClaimRow, before: Sequence[ClaimRow], incident: str | None, origin_of: Mapping[str, str]) -> Change:
    what, was = _what(claim, before, incident, origin_of)
    return Change(
        when=claim.published,
        what=what,
        incident=incident,
        who=claim.said_by,
        outlet=claim.outlet,
        before=was,
        after=describe(claim),
        claims=(claim.id,),
    )


def _what(
    claim: ClaimRow, before: Sequence[ClaimRow], incident: str | None, origin_of: Mapping[str, str]
) -> tuple[str, str]:
    """What sort of change a claim is, and what it takes the place of."""
    if claim.stance in RETRACTING or _takes_back(claim, before):
        return "retraction", ""
    if OLD & set(claim.remarks) or "corrected" in claim.remarks:
        return "correction", ""
    if not before:
        return ("new_incident" if incident else "new_claim"), ""
    if claim.status in AGAINST and not any(b.status in AGAINST and b.said_by == claim.said_by for b in before):
        return "new_denial", ""
    if claim.type == "figure" and (origin := origin_of.get(claim.id)):
        recent = before[-MOST_BEFORE:]
        for other in reversed(recent):
            if other.type == "figure" and origin_of.get(other.id) == origin and not OLD & set(other.remarks):
                relation = relate(other, claim, same_origin=True, told=recent).relation
                if relation in ("updates", "revises"):
                    return ("updated_figure" if relation == "updates" else "revised_figure"), describe(other)
                if relation == "same":
                    break
    return "new_claim", ""


def _takes_back(claim: ClaimRow, before: Sequence[ClaimRow]) -> bool:
    """Whether a speaker denies what the same speaker has said: the same number, or the same sort of thing."""
    if claim.status != "denied" or not claim.speaker:
        return False
    mine = (
        b for b in before[-MOST_BEFORE:] if b.said_by == claim.said_by and b.status in HELD and b.type == claim.type
    )
    return any((b.measure, b.low, b.high, b.kind) == (claim.measure, claim.low, claim.high, claim.kind) for b in mine)


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


def find_rewrites(pairs: Iterable[tuple[Report, Report]], claims: Mapping[str, Sequence[ClaimRow]]) -> list[Rewrite]:
    """What the later version of a report says otherwise, no longer, or for the first time; `claims` are by report."""
    found: list[Rewrite] = []
    for earlier, later in pairs:
        old, new = list(claims.get(earlier.id, ())), list(claims.get(later.id, ()))
        kept, had = {_same_key(c) for c in new}, {_same_key(c) for c in old}
        fresh = [c for c in new if _same_key(c) not in had]
        gone: list[tuple[ClaimRow, ClaimRow | None]] = []
        for claim in old:
            if _same_key(claim) not in kept:
                match = next((c for c in fresh if _slot(c) == _slot(claim)), None)
                if match is not None:
                    fresh.remove(match)
                gone.append((claim, match))
        found.append(Rewrite(earlier, later, gone, fresh))
    return found


def rewrite_changes(rewrites: Iterable[Rewrite], incident_of: Mapping[str, str]) -> list[Change]:
    """Rewritten reports as changes, each of what is gone with what stands in its place."""
    return [_rewrite(rewrite, old, new, incident_of) for rewrite in rewrites for old, new in rewrite.gone]


def _rewrite(rewrite: Rewrite, old: ClaimRow, new: ClaimRow | None, incident_of: Mapping[str, str]) -> Change:
    return Change(
        when=rewrite.when,
        what="changed_report" if new else "no_longer_said",
        incident=incident_of.get(new.id if new else old.id),
        who=old.said_by,
        outlet=rewrite.later.outlet,
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
