"""Policies: named rules that make one number, or a range, of versions of a toll (lexicon/shared/policies/*.toml).

Record keepers count the same words differently: "dozens" is 12 to one and 12 to 24 to another. A policy is a data file
with its published source; it is applied to claims when somebody asks, and never stored over them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Literal

import msgspec

from reportedly.errors import InputError
from reportedly.model import Value

Bounds = tuple[int | None, int | None]
Choose = Literal["side_by_side", "lead", "lowest", "range", "best"]
MORE = re.compile(
    r"\b(?:more than|over|above|upwards? of|in excess of|exceed\w*|surpass\w*|topped|passed|higher than|beyond)\b",
    re.IGNORECASE,
)


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Vague words and the bounds that a record keeper gives them."""

    words: tuple[str, ...]
    low: int
    high: int


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule: how vague words count, which bounds are read as the plain number, who stands apart, and what is chosen.

    `choose` is side_by_side (no roll-up), lead, lowest, range or best. `also` names measures that stand in for one
    that nobody gives. `source` tells where the rule is published.
    """

    id: str
    label: str
    definition: str
    source: str
    choose: Choose
    apart: frozenset[str] = frozenset()
    also: dict[str, str] = {}
    plain: frozenset[str] = frozenset()
    word: tuple[Word, ...] = ()

    def word_bounds(self, words: str) -> Bounds | None:
        """The bounds of the first vague word in some words that the policy knows."""
        if any(ch.isdigit() for ch in words):
            return None
        spoken = re.findall(r"\w+", words.lower())
        return next(((w.low, w.high) for w in self.word for s in spoken if s in w.words), None)


class Counted(Value, frozen=True, kw_only=True):
    """A number as a policy sees it, from a figure of a report or a row of a case."""

    id: str
    measure: str
    low: int | None
    high: int | None
    words: str
    population: str | None = None
    scope: str | None = "incident"
    relation: str | None = "total"
    status: str = "asserted"
    remarks: tuple[str, ...] = ()
    day: str | None = None


class RollUp(Value, frozen=True, kw_only=True):
    """What a policy makes of some versions: bounds, a best number where it has one, and how it came to them.

    `made_by` are the ids that gave the ends, `left_out` the ids that took no part, each with the reason.
    """

    policy: str
    measure: str
    low: int | None
    high: int | None
    best: int | None
    made_by: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


def policy_names() -> list[str]:
    """The names of all policies."""
    folder = resources.files("reportedly").joinpath("lexicon", "shared", "policies")
    return sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml"))


@lru_cache(maxsize=16)
def load_policy(name: str) -> Policy:
    """A policy by its name. Raises InputError when there is none."""
    if name not in policy_names():
        raise InputError(name, "", f"there is no policy of this name; choose one of {', '.join(policy_names())}.")
    path = resources.files("reportedly").joinpath("lexicon", "shared", "policies", f"{name}.toml")
    return msgspec.toml.decode(path.read_bytes(), type=Policy)


def bounds_under(policy: Policy, count: Counted) -> Bounds:
    """The bounds of a number as a policy reads its words; the literal policy leaves them as they are."""
    if policy.choose == "side_by_side":
        return count.low, count.high
    spoken = policy.word_bounds(count.words)
    if spoken is not None:
        return spoken
    low, high = count.low, count.high
    if low is not None and high is None:
        if MORE.search(count.words):
            return (low - 1 if "more_than" in policy.plain else low), None
        return low, None
    if low is None and high is not None and "below" in policy.plain:
        return high + 1, high + 1
    if low == 0 and high and "up_to" in policy.plain:
        return high, high
    return low, high


def roll_up(counts: list[Counted], measure: str, policy: Policy) -> RollUp:
    """One number or range out of versions, in their order, by a policy. Never a sum and never a mean."""
    chosen, left = eligible(counts, measure, policy)
    if policy.choose == "side_by_side" or not chosen:
        return RollUp(policy=policy.id, measure=measure, low=None, high=None, best=None, left_out=tuple(left))
    ends = [(c, *bounds_under(policy, c)) for c in chosen]
    lows = [(low, c.id) for c, low, _ in ends if low is not None]
    highs = [(high, c.id) for c, _, high in ends if high is not None] or lows
    if not lows:
        return RollUp(policy=policy.id, measure=measure, low=None, high=None, best=None, left_out=tuple(left))
    if policy.choose == "lead":
        low, made = lows[0]
        # "more than 30" reaches at least 31, whatever number stands for it at the low end
        tops = [(top if top is not None else c.low or low, c.id) for c, low, top in ends if low is not None]
        most, by = max(tops)
        made_by = tuple(dict.fromkeys((made, by)))
        return RollUp(
            policy=policy.id, measure=measure, low=low, high=most, best=low, made_by=made_by, left_out=tuple(left)
        )
    low, first = min(lows)
    high, second = max([*highs, *lows])
    best = {"lowest": low, "best": _newest(ends)}.get(policy.choose)
    made_by = (first,) if policy.choose == "lowest" else tuple(dict.fromkeys((first, second)))
    top = low if policy.choose == "lowest" else high
    return RollUp(
        policy=policy.id, measure=measure, low=low, high=top, best=best, made_by=made_by, left_out=tuple(left)
    )


def _newest(ends: list[tuple[Counted, int | None, int | None]]) -> int | None:
    last = max((c.day or "" for c, _, _ in ends), default="")
    return next((low for c, low, _ in ends if (c.day or "") == last and low is not None), None)


def eligible(counts: list[Counted], measure: str, policy: Policy) -> tuple[list[Counted], list[tuple[str, str]]]:
    """The numbers that a roll-up may use, in order, and why the others may not.

    When nothing passes, weaker numbers are admitted step by step: numbers that stand apart, then other scopes, then
    parts; so that a policy that must give a number gives the best one there is.
    """
    mine = [c for c in counts if c.measure == measure]
    if not mine and measure in policy.also:
        mine = [c for c in counts if c.measure == policy.also[measure]]
    reasons = [(c, reason_against(c, policy)) for c in mine]
    for admitted in ((), (APART,), (APART, SCOPE), (APART, SCOPE, PART)):
        chosen = [c for c, reason in reasons if reason == "" or reason in admitted]
        chosen = _numbers_first(chosen, policy)
        if chosen:
            left = [(c.id, reason) for c, reason in reasons if c not in chosen and reason]
            return chosen, left
    return [], [(c.id, reason) for c, reason in reasons]


APART, SCOPE, PART = (
    "it counts people who stand apart",
    "it counts over another time or event",
    "it is a part of a larger number",
)


def reason_against(count: Counted, policy: Policy) -> str:
    """Why a number takes no part in a roll-up; empty when it does."""
    if count.status not in ("asserted", "possible"):
        return f"it is {count.status}"
    if "superseded" in count.remarks:
        return "the report says that it was replaced"
    low, high = bounds_under(policy, count)
    if low is None and high is None:
        return "its words give no number"
    if count.relation == "part_of":
        return PART
    if count.scope not in ("incident", "window", None):
        return SCOPE
    words = {w for part in re.findall(r"[\w-]+", (count.population or "").lower()) for w in (part, part.rstrip("s"))}
    return APART if words & policy.apart else ""


def _numbers_first(counts: list[Counted], policy: Policy) -> list[Counted]:
    """For a lead: numbers before vague words, so that "several ... a later count of 40" gives 40."""
    if policy.choose != "lead":
        return counts
    spoken = [c for c in counts if policy.word_bounds(c.words) is None]
    return spoken or counts
