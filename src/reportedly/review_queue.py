"""What a person should look at next: claims that much hangs on and that are in doubt, each with the reasons in words.

The order comes from a handful of plain points, shown nowhere as a number: what matters is the list of reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from reportedly.audit import Readable
from reportedly.errors import CaseError
from reportedly.model import Event, Scope, Status, Value
from reportedly.queries import contested
from reportedly.rows import Contested
from reportedly.store import Store

Only = Literal["", "figure", "event", "contested", "reopened"]
# What a person can correct, by kind of record. Numbers are whole, open when empty; days are ISO dates.
FIELDS: dict[str, tuple[str, ...]] = {
    "figure": ("low", "high", "measure", "status", "population", "scope", "place", "period", "speaker"),
    "event": ("kind", "status", "place", "time", "attacker", "target", "victim", "speaker"),
    "statement": ("speaker", "stance", "content", "audience"),
    "abstention": (),
    "wording": (),
}
NUMBERS = ("low", "high")
CHOICES: dict[str, tuple[str, ...]] = {"status": get_args(Status), "scope": get_args(Scope)}
LONGEST_VALUE = 2_000
# Reasons to give with a rejection, so that it takes one key; anything else can be typed.
REJECTIONS = (
    "not said in the passage",
    "the wrong speaker",
    "another event or thing is meant",
    "the number counts something else",
    "the same claim was read twice",
    "the outlet's own voice, not a claim",
)
# Points: how much hangs on a claim, times how much is in doubt. A contested figure is what a reader meets first; a
# speaker that is not known is the gravest gap of a program that keeps who said what.
IMPACT = "1 + 2 * (type = 'figure')::INT + 4 * contested::INT + least(3, log10(greatest(1, coalesce(high, low, 1))))"
DOUBT = """
    1 + 3 * (statement IS NOT NULL AND speaker IS NULL)::INT + (len(relayed_by) > 0)::INT + (place IS NULL)::INT
    + (time_start IS NULL AND time_end IS NULL)::INT + 2 * (type = 'figure' AND event IS NULL)::INT
    + (status <> 'asserted')::INT + (low IS NULL OR high IS NULL)::INT * (type = 'figure')::INT
"""


class Waiting(Value, frozen=True, kw_only=True):
    """A claim that waits for a person, and why it comes now."""

    id: str
    type: str
    contested: bool
    speaker_unknown: bool
    relayed: bool
    no_place: bool
    no_day: bool
    no_event: bool
    open_bound: bool
    status: str
    reopened: bool

    def reasons(self) -> list[str]:
        """Why it waits, in words."""
        return list(_reasons(self))


def _reasons(item: Waiting) -> Iterator[str]:
    if item.reopened:
        yield "judged before, and read differently since"
    if item.contested:
        yield "other speakers give other numbers for this"
    if item.speaker_unknown:
        yield "the speaker is not known"
    if item.relayed:
        yield "it was passed on by somebody"
    if item.status != "asserted":
        yield f"it is held as {item.status}"
    if item.no_event:
        yield "the number belongs to no event that was read"
    if item.open_bound:
        yield "the number is open on one side"
    if item.no_place:
        yield "no place was found"
    if item.no_day:
        yield "no day was found"


class _Ranked(Waiting, frozen=True, kw_only=True):
    """A claim that waits, with how many do."""

    total: int


class Queue(NamedTuple):
    """How many wait, and some of them in order."""

    total: int
    items: Sequence[Waiting]


def contested_claims(tolls: Iterable[Contested]) -> list[str]:
    """The ids of the numbers for which other speakers give other ones."""
    return sorted({claim for toll in tolls for claim in toll.claims})


def waiting(
    store: Store,
    *,
    only: Only = "",
    skip: int = 0,
    limit: int = 1,
    reopened: Sequence[str] = (),
    disputed: Sequence[str] | None = None,
) -> Queue:
    """Claims that nobody has judged, or that are read differently since: what matters most and is least sure first.

    `reopened` are ids of the latter, `disputed` those of `contested_claims`, when they are known already. `only`
    narrows the queue to figures, events, contested figures or reopened ones.
    """
    narrowed = {"": "true", "contested": "contested", "reopened": "reopened"}.get(only, f"type = '{only}'")
    if only not in ("", "figure", "event", "contested", "reopened"):
        raise CaseError(f"there is no queue {only!r}")
    base = f"SELECT * FROM ({WAITING.format(unsettled=UNSETTLED.format(settled=SETTLED))}) WHERE {narrowed}"
    known = contested_claims(contested(store)) if disputed is None else disputed
    params: dict[str, object] = {"reopened": list(reopened), "disputed": list(known)}
    sql = f"""
        SELECT * EXCLUDE (points, published, report, "start"), count(*) OVER () AS total FROM (
            SELECT id, type, contested, statement IS NOT NULL AND speaker IS NULL AS speaker_unknown,
                len(relayed_by) > 0 AS relayed, place IS NULL AS no_place,
                time_start IS NULL AND time_end IS NULL AS no_day, type = 'figure' AND event IS NULL AS no_event,
                type = 'figure' AND (low IS NULL OR high IS NULL) AS open_bound, status, reopened,
                ({IMPACT}) * ({DOUBT}) AS points, published, report, "start"
            FROM ({base})
        ) ORDER BY reopened DESC, points DESC, published NULLS LAST, report, "start", id
        LIMIT {int(limit)} OFFSET {int(skip)}
    """
    rows = store.rows(sql, params, _Ranked)
    total = rows[0].total if rows else store.rows(f"SELECT count(*) AS n FROM ({base})", params, dict[str, int])[0]["n"]
    return Queue(total, rows)


NOBODY = "SELECT about FROM judgement WHERE false"
# What nobody has settled, with a number that copies share: the same reading of the same passage of the same speaker. An
# outlet's own voice says the same as another's only in reports of one text.
UNSETTLED = """
    SELECT c.id, c.outlet, c.published, c.report, c."start", hash(
        CASE WHEN c.said_by LIKE 'narration of %' THEN coalesce(k.b, c.report) ELSE c.said_by END,
        c.type, c.kind, c.measure, c.low, c.high, c.status, c.population, lower(c.passage)
    ) AS same
    FROM claims c LEFT JOIN (
        SELECT a, arg_max(b, linking) AS b FROM link WHERE relation = 'copies' AND linking IS NOT NULL GROUP BY a
    ) k ON k.a = c.report
    WHERE c.id NOT IN ({settled})
"""
# Claims that wait, each with whether it is contested and whether it was judged before. Of copies the first one waits.
# The first ones are found by their ids alone: to carry whole rows through that takes four times as long.
WAITING = """
    SELECT c.*, c.id IN (SELECT unnest($disputed)) AS contested, c.id IN (SELECT unnest($reopened)) AS reopened
    FROM claims c WHERE c.id IN (SELECT unnest($reopened)) OR c.id IN (
        SELECT id FROM ({unsettled})
        QUALIFY row_number() OVER (PARTITION BY same ORDER BY published NULLS LAST, report, "start", id) = 1
    )
"""
# Judged, and not withdrawn since.
SETTLED = """
    SELECT j.about FROM judgement j
    WHERE j.verdict IN ('accept', 'correct', 'reject')
        AND j.id NOT IN (SELECT w."value" FROM judgement w WHERE w.verdict = 'withdraw' AND w."value" IS NOT NULL)
"""


class Copy(Value, frozen=True, kw_only=True):
    """The same claim in the same words in another report."""

    id: str
    outlet: str | None


def copies_of(store: Store, claim: str, *, judged: bool = False) -> list[Copy]:
    """What says the same as a claim in the same words, carried by other outlets: what nobody has judged, or all."""
    rows = UNSETTLED.format(settled=NOBODY if judged else SETTLED)
    passages = store.rows("SELECT passage AS v FROM claims WHERE id = $1", [claim], dict[str, str])
    if not passages:
        return []
    sql = f"""
        WITH alike AS ({rows} AND c.passage ILIKE $2 ESCAPE '|')
        SELECT id, outlet FROM alike WHERE same = (SELECT same FROM alike WHERE id = $1) AND id <> $1
        ORDER BY published NULLS LAST, report, "start", id
    """
    return store.rows(sql, [claim, re.sub(r"([|%_])", r"|\1", passages[0]["v"])], Copy)


def current_values(record: Readable, speaker: str) -> list[tuple[str, str]]:
    """What a person can correct of a record, with its value now; an empty value is unknown."""
    kind = record.__struct_config__.tag
    return [(field, _value(record, field, speaker)) for field in FIELDS[str(kind)]]


def _value(record: Readable, field: str, speaker: str) -> str:
    if field == "speaker":
        return speaker
    if isinstance(record, Event) and field in ("attacker", "target", "victim"):
        return ", ".join(ref.name for ref in record.roles.get(field, ()))
    found = getattr(record, field, None)
    if found is None:
        return ""
    if field in ("period", "time"):
        days = [day.isoformat() for day in (found.start, found.end) if day]
        return " to ".join(dict.fromkeys(days)) or found.span.text
    if field == "place":
        return str(found.name)
    if field == "content":
        return str(found.text)
    if field == "audience":
        return ", ".join(ref.name for ref in found)
    return str(found)


def check_correction(kind: str, field: str, value: str) -> None:
    """Refuse a correction that makes no sense; CaseError says why."""
    if field not in FIELDS.get(kind, ()):
        raise CaseError(f"{field!r} of a {kind} cannot be corrected; choose one of: {', '.join(FIELDS.get(kind, ()))}")
    if field in NUMBERS and value and not value.replace(",", "").isdigit():
        raise CaseError(f"{value!r} is no whole number; leave it empty when that side is open")
    if field in CHOICES and value.casefold() not in CHOICES[field]:
        raise CaseError(f"{value!r} is no {field}; choose one of: {', '.join(CHOICES[field])}")
    if len(value) > LONGEST_VALUE:
        raise CaseError(f"a correction has at most {LONGEST_VALUE:,} characters")
