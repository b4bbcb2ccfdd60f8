"""How two claims about one occurrence stand to each other: the relation, from the first to the second, and why.

Only what counts the same can contradict. So measure, status, scope, part and population are compared before numbers
are, and the first difference names the relation. Nothing is averaged: a range says who gives each end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportedly.link.drafts import load_groups
from reportedly.link.parts import WIDE, WIDTH, bounds_of, height, is_alike, is_on_top, relate_parts, relate_told, top
from reportedly.link.populations import PEOPLE, is_one_population, is_within, population_class, population_words
from reportedly.link.tellings import OLD, with_populations
from reportedly.model import LinkRelation
from reportedly.rows import ClaimRow, Range

# Counts by different sources a day or less apart are of one moment; a later one may have risen.
SAME_MOMENT = 1
# Measures of which one holds the other.
FUSED = {"killed_or_injured": ("killed", "injured"), "casualties": ("killed", "injured", "killed_or_injured")}
HELD = frozenset({"asserted", "possible"})
AGAINST = frozenset({"denied", "negated"})
DOERS = ("attacker", "doer", "agent", "accused", "captor", "perpetrator")


class Relation(NamedTuple):
    """What the first claim is to the second, and why."""

    relation: LinkRelation
    reason: str


def relate(a: ClaimRow, b: ClaimRow, *, same_origin: bool, told: Sequence[ClaimRow] = ()) -> Relation:
    """How claim `a` stands to claim `b` of the same incident or toll.

    `same_origin` when they rest on one source; `told` are all claims of the incident, by which a part that a report
    gives behind the whole is told from an earlier count.
    """
    if a.type != b.type:
        return Relation("not_comparable", "one is a number, the other an event")
    if a.status in AGAINST or b.status in AGAINST:
        return _relate_denial(a, b)
    if a.status not in HELD or b.status not in HELD:
        return Relation("not_comparable", f"{a.status} against {b.status}: not both are said to have happened")
    return _relate_events(a, b) if a.type == "event" else _relate_figures(a, b, same_origin, told)


def _relate_denial(a: ClaimRow, b: ClaimRow) -> Relation:
    if a.status in AGAINST and b.status in AGAINST:
        return (
            Relation("same", "both deny it")
            if a.kind == b.kind
            else Relation("not_comparable", "both deny, not the same")
        )
    denied, held = (a, b) if a.status in AGAINST else (b, a)
    if held.status not in HELD:
        return Relation("not_comparable", f"{denied.status} against {held.status}")
    if denied.type == "figure" and denied.measure != held.measure:
        return Relation("not_comparable", f"{denied.measure} is denied, {held.measure} is claimed")
    if denied.type == "event" and (other := _denies_another(denied, held)):
        return Relation("not_comparable", other)
    if denied.speaker and denied.said_by == held.said_by:
        return Relation("denies", f"{denied.said_by} takes back what it said")
    return Relation("denies", f"{denied.said_by} denies what {held.said_by} says")


def _denies_another(denied: ClaimRow, held: ClaimRow) -> str:
    """Why a denial is of another deed: rocket fire is denied and an air strike claimed, or another is said to do it."""
    sorts = [load_groups().get(row.kind or "", ("", row.kind or "")) for row in (denied, held)]
    if sorts[0] != sorts[1] and all(family != group for family, group in sorts):
        return f"{_plain(denied.kind)} is denied, {_plain(held.kind)} is claimed"
    one, other = names_of(denied, DOERS), names_of(held, DOERS)
    if one and other and not _share(one, other):
        return f"what {', '.join(sorted(one))} did is denied, what {', '.join(sorted(other))} did is claimed"
    return ""


def _relate_events(a: ClaimRow, b: ClaimRow) -> Relation:
    one, other = names_of(a, DOERS), names_of(b, DOERS)
    if one and other and not _share(one, other):
        return Relation("contradicts", f"who did it: {', '.join(sorted(one))} against {', '.join(sorted(other))}")
    if a.kind != b.kind:
        return Relation("compatible", f"{a.kind} and {b.kind} can be one occurrence")
    if a.status != b.status:
        return Relation("compatible", f"{a.status} and {b.status}")
    if bool(one) != bool(other):
        return Relation("compatible", "only one of the two says who did it")
    return Relation("same", f"both say {a.kind}")


def _relate_figures(a: ClaimRow, b: ClaimRow, same_origin: bool, told: Sequence[ClaimRow]) -> Relation:
    return (
        _relate_measures(a, b)
        or _relate_days(a, b)
        or _relate_equals(a, b)
        or _relation(relate_told(a, b, told) if same_origin else None)
        or _relation(relate_parts(a, b, told))
        or _relate_populations(a, b, same_origin)
        or _relate_scopes(a, b)
        or _relate_places(a, b)
        or _relate_numbers(a, b, same_origin, told)
    )


def _relation(found: tuple[LinkRelation, str] | None) -> Relation | None:
    return Relation(*found) if found else None


def _relate_equals(a: ClaimRow, b: ClaimRow) -> Relation | None:
    """One number is the same, though one report calls it a day's and another a strike's, or pupils and people."""
    # The bound of a part is often its whole's: "at least 17, among them eight children".
    parts = a.relation == b.relation == "part_of" and population_class(a.population) != PEOPLE
    equal = (a.low, a.high) == (b.low, b.high) or (parts and height(a) == height(b) > 0)
    if not equal or not is_alike(a, b):
        return None
    return Relation("same", f"both give {bounds_of(a)}")


def _relate_days(a: ClaimRow, b: ClaimRow) -> Relation | None:
    """Counts of days that lie apart: in one report of any two days, between reports of days more than one apart."""
    if a.scope != "incident" or b.scope != "incident" or not (a.time_start and b.time_start):
        return None
    first, last = (a, b) if a.time_start <= b.time_start else (b, a)
    gap = (last.time_start - (first.time_end or first.time_start)).days  # type: ignore[operator]
    if gap <= (0 if a.report == b.report else SAME_MOMENT):
        return None
    return Relation("not_comparable", f"of {a.time_start} and of {b.time_start}: not one count")


def _relate_measures(a: ClaimRow, b: ClaimRow) -> Relation | None:
    if a.measure == b.measure:
        return None
    if b.measure in FUSED.get(a.measure or "", ()) or a.measure in FUSED.get(b.measure or "", ()):
        return Relation("different_basis", f"{_plain(a.measure)} against {_plain(b.measure)}")
    return Relation("not_comparable", f"{_plain(a.measure)} and {_plain(b.measure)} are different things")


def _relate_scopes(a: ClaimRow, b: ClaimRow) -> Relation | None:
    one, other = WIDTH.get(a.scope or "incident"), WIDTH.get(b.scope or "incident")
    if a.scope == b.scope or one is None or other is None:
        return None if a.scope == b.scope else Relation("not_comparable", f"{a.scope} against {b.scope}")
    if one == other:
        return Relation("not_comparable", f"{a.scope} against {b.scope}: not one count")
    word: LinkRelation = "narrows" if one < other else "broadens"
    return Relation(word, f"{a.scope} against {b.scope}")


def _relate_populations(a: ClaimRow, b: ClaimRow, same_origin: bool) -> Relation | None:
    if is_one_population(a.population, b.population) or (same_origin and _is_left_open(a, b)):
        return None
    for inner, outer in ((a, b), (b, a)):
        one, other = population_class(inner.population), population_class(outer.population)
        if is_within(one, other):
            if height(inner) > top(outer):
                return Relation("not_comparable", f"{bounds_of(inner)} cannot be among {bounds_of(outer)}")
            return Relation("narrows" if inner is a else "broadens", f"{one} are a part of the {other}")
    return Relation("different_basis", f"{population_words(a.population)} against {population_words(b.population)}")


def _is_left_open(a: ClaimRow, b: ClaimRow) -> bool:
    """Whether one source says once who they were and once no word of it: "an earlier toll of 15", "32 rebels"."""
    numbers = [not (row.population or "").strip() and row.passage.strip() == row.words for row in (a, b)]
    return any(numbers)


def _relate_places(a: ClaimRow, b: ClaimRow) -> Relation | None:
    one, other = a.place_precision in WIDE, b.place_precision in WIDE
    if a.place and b.place and a.place != b.place and one != other:
        return Relation("broadens" if one else "narrows", f"{a.place} against {b.place}")
    return None


def _relate_numbers(a: ClaimRow, b: ClaimRow, same_origin: bool, told: Sequence[ClaimRow] = ()) -> Relation:
    earlier, later = _in_turn(a, b)
    dated = _is_old(a) != _is_old(b) or (a.as_of and b.as_of and a.as_of != b.as_of)
    if a.report == b.report and not dated:
        return _relate_in_one_report(a, b, same_origin)
    if same_origin or _is_one_voice(a, b) or _is_replaced(earlier, later, told):
        rises = height(later) >= height(earlier)
        word: LinkRelation = "updates" if rises else "revises"
        return Relation(
            word, f"one source, {bounds_of(earlier)} and {'later' if rises else 'then, lower,'} {bounds_of(later)}"
        )
    if _overlap(a, b):
        return Relation("compatible", f"{bounds_of(a)} and {bounds_of(b)} can both be right")
    if _is_old(a) or _is_old(b):
        return Relation("not_comparable", f"{bounds_of(a if _is_old(a) else b)} is given as an old count")
    if _days_between(earlier, later) > SAME_MOMENT and height(later) > height(earlier):
        reason = f"{bounds_of(later)} is of a later day than {bounds_of(earlier)}, and can have risen"
        return Relation("compatible", reason)
    return Relation("contradicts", f"{bounds_of(a)} against {bounds_of(b)}, of one thing and one time")


def _relate_in_one_report(a: ClaimRow, b: ClaimRow, same_origin: bool) -> Relation:
    """Two numbers of one report: a rival count where two sources give them; of one source, it does not say which."""
    if _overlap(a, b):
        return Relation("compatible", f"{bounds_of(a)} and {bounds_of(b)} can both be right")
    unvouched = not (a.statement and b.statement) and a.event != b.event
    if same_origin or _is_one_voice(a, b) or unvouched:
        reason = f"one report gives {bounds_of(a)} and {bounds_of(b)}, and not as one count"
        return Relation("not_comparable", reason)
    return Relation("contradicts", f"{bounds_of(a)} against {bounds_of(b)}, of one thing and one time")


def _in_turn(a: ClaimRow, b: ClaimRow) -> tuple[ClaimRow, ClaimRow]:
    """Two counts, the earlier first: what a report calls an old count is older than what was known when it came out."""
    if _is_old(a) != _is_old(b):
        old, other = (a, b) if _is_old(a) else (b, a)
        first = height(old) <= height(other) or (other.published or "9999") >= (old.published or "9999")
        return (old, other) if first else (other, old)
    return (a, b) if _moment(a) <= _moment(b) else (b, a)


def _is_old(row: ClaimRow) -> bool:
    return bool(OLD & set(row.remarks))


def _is_replaced(earlier: ClaimRow, later: ClaimRow, told: Sequence[ClaimRow]) -> bool:
    """Whether the later report itself gives the earlier number as an old count: "126, up from 112"."""
    mine = (r for r in told if r.report == later.report and r.measure == earlier.measure and _is_old(r))
    return any(height(r) == height(earlier) for r in mine)


def _is_one_voice(a: ClaimRow, b: ClaimRow) -> bool:
    """Whether one outlet says both itself: what it says later takes the place of what it said."""
    return a.statement is None and b.statement is None and a.outlet is not None and a.outlet == b.outlet


def ranges(rows: Iterable[ClaimRow]) -> list[Range]:
    """For each thing that is counted, the lowest and highest number and who gives it; wholes that are held only."""
    cells: dict[tuple[str, str, str], list[ClaimRow]] = {}
    figures = [row for row in with_populations(list(rows)) if row.type == "figure"]
    for row in figures:
        told = row.low is not None or row.high is not None
        whole = row.relation in (None, "total") or (row.relation == "additional" and not is_on_top(row, figures))
        if told and whole and row.status in HELD and not OLD & set(row.remarks):
            cells.setdefault((row.measure or "", population_class(row.population), row.scope or ""), []).append(row)
    return [_range(key, cell) for key, cell in sorted(cells.items())]


def _range(key: tuple[str, str, str], cell: Sequence[ClaimRow]) -> Range:
    measure, population, scope = key
    lows = [(r.low or r.high or 0, r) for r in cell]  # "up to 20" is 0 to 20: the number given is 20
    lowest = min(low for low, _ in lows)
    open_end = [r for r in cell if r.high is None]
    highs = [(r.high, r) for r in cell if r.high is not None]
    highest = max((high for high, _ in highs), default=None)
    top_low = max(low for low, _ in lows)
    if highest is None or top_low > highest:
        highest, by = top_low, [r for low, r in lows if low == top_low]
    else:
        by = [r for high, r in highs if high == highest]
    return Range(
        measure=measure,
        population=population,
        scope=scope,
        low=lowest,
        low_by=_speakers(r for low, r in lows if low == lowest),
        high=highest,
        high_by=_speakers(by),
        or_fewer=any(not r.low and r.high == lowest != 0 for r in cell),
        or_more=any((r.low or 0) >= highest for r in open_end),
        claims=tuple(r.id for r in cell),
    )


def names_of(row: ClaimRow, roles: Sequence[str]) -> set[str]:
    """The names that fill these roles."""
    return {name for role in roles for name in row.roles.get(role, ())}


def _share(one: set[str], other: set[str]) -> bool:
    """Whether two sets of names can mean one actor: a name, or a word of it that is a name, is in both."""
    words = [{w.casefold()[:5] for name in names for w in name.split() if w[:1].isupper()} for names in (one, other)]
    return bool(one & other or words[0] & words[1] or not words[0] or not words[1])


def _speakers(rows: Iterable[ClaimRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.said_by for row in rows))


def _plain(measure: str | None) -> str:
    return (measure or "").replace("_", " ")


def _overlap(a: ClaimRow, b: ClaimRow) -> bool:
    return max(a.low or 0, b.low or 0) <= min(top(a), top(b))


def _moment(row: ClaimRow) -> tuple[str, int]:
    """When a count was made, as far as told; of one day, the lower number is taken to be the earlier."""
    day = row.as_of.isoformat() if row.as_of else (row.published or "9999")
    return (day, height(row))


def _days_between(a: ClaimRow, b: ClaimRow) -> int:
    days = [row.as_of or (dt.date.fromisoformat(row.published[:10]) if row.published else None) for row in (a, b)]
    return abs((days[1] - days[0]).days) if days[0] and days[1] else 0
