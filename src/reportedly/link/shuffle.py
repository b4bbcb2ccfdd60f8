"""Copies among many reports in pieces that can be worked on apart, with the result of taking the reports in order.

Reports that share a sampled run of words meet where that run is: runs are dealt out by their number, each pile gives
the pairs of reports that meet in it, pairs are dealt out again to be compared, and what is alike is decided in order,
which takes no time. A copy looks at founders alone (`grouping.Rule.founders`), so nothing else has to be known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from reportedly.link.copies import SHARE, Fingerprint, containment
from reportedly.link.grouping import CROWD

A = TypeVar("A")
B = TypeVar("B")
# Calls a function with each task, here or in other processes, and gives the results in the order of the tasks.
Run = Callable[[Callable[[A], B], Iterable[A]], Iterator[B]]
PAIRS = 20_000  # compared in one go
NONE = np.zeros(0, dtype=np.int64)


def run_here(function: Callable[[A], B], tasks: Iterable[A]) -> Iterator[B]:
    """Each task in this process, as its result is asked for."""
    return map(function, tasks)


class Pile(NamedTuple):
    """Runs of words dealt to one pile, each with the turn of a report that has it; in the order of the reports."""

    runs: NDArray[np.uint64]
    turns: NDArray[np.int64]
    reports: int


class Pairs(NamedTuple):
    """Pairs of reports by turn, the later first, and the samples of all of them."""

    pairs: NDArray[np.int64]
    samples: dict[int, NDArray[np.uint64]]


class Met(NamedTuple):
    """Pairs of reports that share runs, as later turn times number of reports plus earlier turn, and how many runs.

    `crowded` are turns of reports, once for each run of theirs that too many have before them to meet all.
    """

    pairs: NDArray[np.int64]
    shared: NDArray[np.int64]
    crowded: NDArray[np.int64]


def find_copies(
    prints: Iterable[Fingerprint], run: Any = run_here, piles: int = 1
) -> dict[str, tuple[str, float | None]]:
    """For each report the first report of its text and the share that both have; itself and None for a founder."""
    items = sorted(prints, key=lambda item: item.order)
    samples = [np.fromiter(sorted(item.sample), dtype=np.uint64) for item in items]
    pairs = _promising(list(run(find_meetings, _deal(samples, piles))), samples)
    tasks = (_with_samples(pairs[n : n + PAIRS], samples) for n in range(0, len(pairs), PAIRS))
    alike = [found for part in run(compare, tasks) for found in part]
    return _decide([item.report for item in items], alike)


def _promising(met: Sequence[Met], samples: Sequence[NDArray[np.uint64]]) -> NDArray[np.int64]:
    """The pairs that can share enough: what they were seen to share, and what was too crowded to see."""
    pairs, where = np.unique(np.concatenate([NONE, *(m.pairs for m in met)]), return_inverse=True)
    shared = np.bincount(where, weights=np.concatenate([NONE, *(m.shared for m in met)]), minlength=len(pairs))
    crowded = np.bincount(np.concatenate([NONE, *(m.crowded for m in met)]), minlength=len(samples))
    later, first = np.divmod(pairs, max(1, len(samples)))
    sizes = np.array([len(sample) for sample in samples], dtype=np.int64)
    return pairs[shared + crowded[later] >= SHARE * np.minimum(sizes[later], sizes[first])]


def _deal(samples: Sequence[NDArray[np.uint64]], piles: int) -> Iterator[Pile]:
    runs = np.concatenate([np.zeros(0, dtype=np.uint64), *samples])
    turns = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    pile_of = (runs >> np.uint64(32)) % np.uint64(piles)
    for n in range(piles):
        mine = pile_of == n
        yield Pile(runs[mine], turns[mine], len(samples))


def find_meetings(pile: Pile) -> Met:
    """The pairs of reports that share a run of a pile; of a run that many reports have, each meets the first alone."""
    order = np.argsort(pile.runs, kind="stable")
    runs, turns = pile.runs[order], pile.turns[order]
    starts = np.flatnonzero(np.concatenate([[True], runs[1:] != runs[:-1]])) if len(runs) else NONE
    sizes = np.diff(np.append(starts, len(runs)))
    found = [NONE]
    for place in range(min(CROWD, int(sizes.max(initial=0)))):
        chosen = sizes > place + 1
        counts = sizes[chosen] - place - 1
        firsts = np.repeat(starts[chosen] + place, counts)
        steps = np.arange(len(firsts)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
        found.append(turns[firsts + steps] * pile.reports + turns[firsts])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    before = np.arange(len(runs)) - np.repeat(starts, sizes)
    return Met(pairs, shared, turns[before > CROWD])


def _with_samples(pairs: NDArray[np.int64], samples: Sequence[NDArray[np.uint64]]) -> Pairs:
    both = np.stack(np.divmod(pairs, len(samples)), axis=1)
    return Pairs(both, {int(turn): samples[turn] for turn in np.unique(both)})


def compare(task: Pairs) -> list[tuple[int, int, float]]:
    """The pairs of which one copies the other, with the share of the shorter sample that both have."""
    samples = {turn: frozenset(sample.tolist()) for turn, sample in task.samples.items()}
    scored = ((later, first, containment(samples[later], samples[first])) for later, first in task.pairs.tolist())
    return [pair for pair in scored if pair[2] >= SHARE]


def _decide(reports: Sequence[str], alike: Iterable[tuple[int, int, float]]) -> dict[str, tuple[str, float | None]]:
    """Each report in turn joins the founder that it shares most with; of equals the first."""
    found: dict[str, tuple[str, float | None]] = {report: (report, None) for report in reports}
    best: dict[int, tuple[float, int]] = {}
    for later, first, share in sorted(alike):
        if found[reports[first]][1] is None and (later not in best or share > best[later][0]):
            best[later] = share, first
            found[reports[later]] = reports[first], share
    return found
