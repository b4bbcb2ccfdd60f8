"""Parts of a count: "killed 14 people, two of them medics". A part is put beside its whole, and beside the same part.

Two medics among 14 dead say nothing against three children among them, nor against five fighters killed as well. So a
part is comparable with a whole that can hold it, as narrower, and with a part that counts the same people; with nothing
else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from reportedly.link.populations import PEOPLE, is_one_population, is_within, population_class, population_words
from reportedly.model import LinkRelation
from reportedly.rows import ClaimRow

WIDE = ("admin1", "admin2", "country", "region")
# How much a count covers: one occurrence, some days, all since a day.
WIDTH = {"incident": 0, "increment": 0, "window": 1, "cumulative": 2, "stock": 2}
TELLING = 10  # a number so high is rarely given for two things of one occurrence
MOST_SUMMED = 6  # numbers behind a whole that are tried as its parts
Verdict = tuple[LinkRelation, str]


def relate_parts(a: ClaimRow, b: ClaimRow, told: Sequence[ClaimRow] = ()) -> Verdict | None:
    """The relation of two counts where one is a part or on top of another; None where both are wholes, or one part."""
    if is_on_top(a, told) or is_on_top(b, told):
        return ("not_comparable", "one is counted on top of another")
    one, other = a.relation == "part_of", b.relation == "part_of"
    if one and other:
        return _two_parts(a, b)
    if one or other:
        part, whole = (a, b) if one else (b, a)
        if _counts_all(part, whole, told):
            return None
        word, reason = _part_and_whole(part, whole, told)
        return (mirrored(word) if other else word, reason)
    return None


def _counts_all(part: ClaimRow, whole: ClaimRow, told: Sequence[ClaimRow]) -> bool:
    """Whether a part is of all whom another report's whole counts: "11 children among the 26 dead", "22 children"."""
    own = population_class(part.population)
    if part.report == whole.report or not is_within(own, PEOPLE) or own == population_class(_population_of(part, told)):
        return False
    return own == population_class(whole.population)


def _population_of(part: ClaimRow, told: Sequence[ClaimRow]) -> str | None:
    return next((r.population for r in told if r.id == part.part_of), None)


def is_on_top(row: ClaimRow, told: Sequence[ClaimRow]) -> bool:
    """Whether a count adds to another of its report; "11 died and 37 others were hurt" counts all who were hurt."""
    if row.relation != "additional":
        return False
    mine = [r for r in told if r.report == row.report and r.id != row.id and r.measure == row.measure]
    wholes = [r for r in mine if r.relation in (None, "total")]
    if any(height(r) == height(row) for r in wholes):
        return False  # the report gives the number as the whole elsewhere
    return not told or any(r.start < row.start for r in wholes)


def mirrored(word: LinkRelation) -> LinkRelation:
    """A relation read from the second claim to the first."""
    return {"narrows": "broadens", "broadens": "narrows"}.get(word, word)  # type: ignore[return-value]


def _two_parts(a: ClaimRow, b: ClaimRow) -> Verdict | None:
    one, other = population_class(a.population), population_class(b.population)
    if one == PEOPLE or other == PEOPLE:
        alike = one == other and a.population and (a.population or "").casefold() == (b.population or "").casefold()
        return None if alike else ("not_comparable", "parts of a count that need not be of the same people")
    if one != other:
        return ("different_basis", f"{population_words(a.population)} against {population_words(b.population)}")
    return None


def _part_and_whole(part: ClaimRow, whole: ClaimRow, told: Sequence[ClaimRow]) -> Verdict:
    if part.report == whole.report and part.part_of and not _is_its_whole(part, whole, told):
        return ("not_comparable", f"{bounds_of(part)} are a part of another count of the report")
    if height(part) > top(whole):
        return ("not_comparable", f"{bounds_of(part)} cannot be a part of {bounds_of(whole)}")
    if WIDTH.get(whole.scope or "", 0) > WIDTH.get(part.scope or "", 0):
        return ("not_comparable", f"a part of a count of one {part.scope} against a count of a {whole.scope}")
    one, other = population_class(part.population), population_class(whole.population)
    if other == PEOPLE or one == other or is_within(one, other):
        return (
            "narrows",
            f"{population_words(part.population)} are a part of the {population_words(whole.population)}",
        )
    if one == PEOPLE:
        return ("not_comparable", f"a part that need not be of the {population_words(whole.population)}")
    return ("different_basis", f"{population_words(part.population)} against {population_words(whole.population)}")


def _is_its_whole(part: ClaimRow, whole: ClaimRow, told: Sequence[ClaimRow]) -> bool:
    """Whether a count is the one that the part was read from, or gives its number once more."""
    own = next((r for r in told if r.id == part.part_of), None)
    if own is None:
        return part.part_of == whole.id or whole.event == part.event
    return own.measure == whole.measure and height(own) == height(whole)


def relate_told(a: ClaimRow, b: ClaimRow, told: Sequence[ClaimRow]) -> Verdict | None:
    """What a report itself shows: a whole, and behind it from the same source the numbers that add up to it.

    "22 were killed, the monitor said. 16 died in Kora and six in Hale, it said": 16 is no earlier count. A lower number
    that nothing ties to the higher one before it is left alone: it may be of another occurrence.
    """
    lower, higher = (a, b) if height(a) < height(b) else (b, a)
    one, other = population_class(lower.population), population_class(higher.population)
    if lower.relation not in (None, "total") or one != other:
        return None
    for whole in told:
        same = (whole.measure, whole.low, whole.high) == (higher.measure, higher.low, higher.high)
        if same and whole.report == lower.report and whole.start < lower.start:
            if not _adds_up(lower, whole, told) and not _is_place_within(lower, whole):
                return (
                    "not_comparable",
                    f"one report gives {bounds_of(higher)} and then {bounds_of(lower)}, not as one",
                )
            word: LinkRelation = "narrows" if lower is a else "broadens"
            return (word, f"{bounds_of(lower)} of the {bounds_of(higher)}, in one report")
    return None


def _is_place_within(inner: ClaimRow, outer: ClaimRow) -> bool:
    """Whether a count is of a place that lies in the district or country of the other."""
    precise = inner.place_precision in ("point", "place") and outer.place_precision in WIDE
    return precise and inner.country == outer.country and inner.event != outer.event


def _adds_up(lower: ClaimRow, whole: ClaimRow, told: Sequence[ClaimRow]) -> bool:
    behind = [
        r
        for r in told
        if r.type == "figure"
        and r.report == whole.report
        and r.measure == whole.measure
        and r.start > whole.start
        and r.id != lower.id
        and 0 < height(r) < height(whole)
    ]
    behind.sort(key=lambda r: (abs(r.start - lower.start), r.id))
    rest = height(whole) - height(lower)
    numbers = [height(r) for r in behind[:MOST_SUMMED]]
    return any(sum(some) == rest for size in range(1, 4) for some in combinations(numbers, size))


def is_alike(a: ClaimRow, b: ClaimRow) -> bool:
    """Whether an equal number of both can be one count: pupils and people, civilians and people."""
    one, other = population_class(a.population), population_class(b.population)
    if one == other == PEOPLE and (a.relation == "part_of") != (b.relation == "part_of"):
        return height(a) >= TELLING  # two of some victims and two dead need not be the same two
    within = is_within(one, other) or is_within(other, one) or PEOPLE in (one, other)
    return is_one_population(a.population, b.population) or within


def bounds_of(row: ClaimRow) -> str:
    """The number of a claim in words."""
    if row.low is not None and row.low == row.high:
        return str(row.low)
    if row.high is None:
        return f"{row.low} or more"
    return f"up to {row.high}" if row.low is None else f"{row.low} to {row.high}"


def height(row: ClaimRow) -> int:
    """The number given: the lower bound, else the upper one."""
    return row.low if row.low is not None else row.high or 0


def top(row: ClaimRow) -> int:
    """The highest number that a claim allows."""
    return row.high if row.high is not None else 1 << 62
