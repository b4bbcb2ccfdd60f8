"""Near-copies: which report carries the text of an earlier one, how much of it, and the passage they share.

A fingerprint is a sample of the runs of five words of a text. A report is a copy when most of its sample, or of the
other's where that is shorter, is in the sample of the *first* report of a group: comparing with the first alone keeps
groups from growing together through chains of half-copies. A cut text is found because the share is of the shorter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.link.grouping import NEVER, Order
from reportedly.model import Report, Span

# Stored with every fingerprint: a change of any of the constants below is a new version, and old ones are made anew.
FINGERPRINT = "5-words-1-of-8/1"
RUN = 5
KEEP = 8  # one run in eight: finds 88% of texts cut to 35% of their length at 35 MB for 10,000 reports
FEWEST_WORDS = 20  # a shorter text is a headline or a stock phrase: it has no fingerprint
FEWEST = 4  # of a short text, its lowest runs are kept, as many as this
# Six tenths of the shorter sample: at .5 texts that share a background paragraph fall together.
SHARE = 0.6
# Fewer shared runs than this can be one stock phrase.
SHARED = 4
WORD = re.compile(r"\w+")
MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)
Hashes = NDArray[np.uint64]


class Fingerprint(NamedTuple):
    """The sample of a report's text. `order` is its canonical place."""

    order: Order
    sample: frozenset[int]

    @property
    def report(self) -> str:
        """The id of the report."""
        return str(self.order[-1])


class Shared(NamedTuple):
    """The longest passage that two texts share, in each, and how many words it has."""

    earlier: Span
    later: Span
    words: int


class CopyRule:
    """Reports that carry the text of the first one of their group."""

    threshold = SHARE
    crowded: Literal["first", "last"] = "first"
    founders = True

    def keys(self, item: Fingerprint) -> Sequence[Hashable]:
        """The sampled runs."""
        return sorted(item.sample)

    near = keys

    def score(self, item: Fingerprint, members: Sequence[Fingerprint]) -> float:
        """The share of the shorter sample that is in both, of the item and the group's first report."""
        return containment(item.sample, members[0].sample)


def report_order(report: Report) -> Order:
    """The canonical place of a report: by publication, undated ones last."""
    return (report.published or "9999", report.id)


def make_fingerprint(report: Report) -> Fingerprint:
    """The fingerprint of a report."""
    return Fingerprint(report_order(report), sample_of(report.text))


def sample_of(text: str) -> frozenset[int]:
    """The sampled runs of a text as 64-bit numbers; none for a text of a few words."""
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return frozenset()
    runs = run_hashes(words)
    kept = runs[runs % np.uint64(KEEP) == 0]
    if len(kept) < FEWEST:
        kept = np.sort(np.unique(runs))[:FEWEST]
    return frozenset(kept.tolist())


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter sample that is in both; NEVER where it is too little to tell."""
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared >= SHARED else NEVER


def run_hashes(words: Sequence[str]) -> Hashes:
    """A 64-bit number for each run of five words, in the order of the text."""
    if len(words) < RUN:
        return np.zeros(0, dtype=np.uint64)
    numbers = np.array([_word_hash(word) for word in words], dtype=np.uint64)
    length = len(words) - RUN + 1
    mixed = np.zeros(length, dtype=np.uint64)
    for place, factor in enumerate(MIX):
        mixed += numbers[place : place + length] * np.uint64(factor)
        mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(MIX[0])
    return mixed ^ (mixed >> np.uint64(32))


@lru_cache(maxsize=1 << 17)
def _word_hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def shared_passage(earlier: str, later: str) -> Shared | None:
    """The longest passage of `later` whose runs of five words all stand in `earlier`, one after the other."""
    ours, theirs = list(WORD.finditer(later)), list(WORD.finditer(earlier))
    first_at: dict[int, int] = {}
    for place, run in enumerate(run_hashes([m[0].casefold() for m in theirs]).tolist()):
        first_at.setdefault(run, place)
    best, start, began = (0, 0, 0), 0, -1
    expected: int | None = None
    for place, run in enumerate(run_hashes([m[0].casefold() for m in ours]).tolist()):
        at = first_at.get(run)
        if at is None:
            expected = None
            continue
        if at != expected:
            start, began = place, at
        expected = at + 1
        best = max(best, (place - start + RUN, -start, began))
    length, start, began = best[0], -best[1], best[2]
    if not length:
        return None
    return Shared(_span(earlier, theirs, began, length), _span(later, ours, start, length), length)


def _span(text: str, words: Sequence[re.Match[str]], first: int, length: int) -> Span:
    start, end = words[first].start(), words[min(first + length, len(words)) - 1].end()
    return Span(start, end, text[start:end])
