"""Linking in pieces: made-up reports linked by one, two and four processes, and all at once, with the same rows.

    python -m bench.linking.apart [--reports N] [--jobs 1,2,4] [--ray]

For each number of processes the processor time of the whole linking and of this process alone, wall clock, and whether
accounts, fingerprints and links are those of the first run, row by row. Before, the reports in memory: copies and
incidents in pieces against all at once, and how many accounts at the borders of pieces were decided anew.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from bench.linking.adding import add
from bench.linking.made import make_reports
from reportedly import links
from reportedly.link.cells import find_incidents, share_at_borders
from reportedly.link.copies import CopyRule, make_fingerprint
from reportedly.link.grouping import Grouping
from reportedly.link.occurrences import Account, find_accounts
from reportedly.link.shuffle import find_copies
from reportedly.model import Analysis
from reportedly.store import Store, open_store
from reportedly.workers import hands

T = TypeVar("T")
ROWS = (
    "SELECT a, b, relation, reasons, score FROM links ORDER BY 1, 2, 3",
    "SELECT report, id, content, family, first, last, several, keys FROM accounts ORDER BY id",
    "SELECT report, version, sample FROM fingerprints ORDER BY 1",
)


def main() -> int:
    """Make, link, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=5_000)
    parser.add_argument("--jobs", default="1,2,4")
    parser.add_argument("--ray", action="store_true", help="by two tasks of a local Ray, too")
    options = parser.parse_args()
    made = make_reports(options.reports)
    same = in_memory(made)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "case.duckdb", write=True, make=True) as s:
        add(s, made)
        links.link_case(s)
        first = [s.answer(sql) for sql in ROWS]
        print(f"{len(first[1]):,} accounts, {len(first[0]):,} links")
        ways = [(int(jobs), "local") for jobs in options.jobs.split(",")] + [(2, "ray")] * options.ray
        same &= not [jobs for jobs, engine in ways if not is_same(s, jobs, engine, first)]
    return 0 if same else 1


def in_memory(made: list[Analysis]) -> bool:
    """Whether pieces give what all at once gives, and what each takes."""
    accounts = [account for analysis in made for account in find_accounts(analysis)]
    prints = [make_fingerprint(analysis.report) for analysis in made]
    at_once: Grouping[Account] = timed("incidents at once", lambda: find_incidents(accounts))
    in_order = Grouping(CopyRule())
    timed("copies in order", lambda: in_order.update(prints))
    copies = timed("copies by shuffled runs", lambda: find_copies(prints, piles=8))
    same = copies == {d.item.report: (d.group.items[0].report, d.score) for d in in_order.decisions.values()}
    for pieces in (2, 8, 32):
        found: Grouping[Account] = timed(
            f"incidents in {pieces} pieces", partial(find_incidents, accounts, parts=pieces)
        )
        print(f"    decided anew at borders: {share_at_borders(accounts, pieces):.1%} of {len(accounts):,} accounts")
        same &= groups_of(found) == groups_of(at_once)
    print(f"in memory the same: {'yes' if same else 'NO'}")
    return same


def timed(what: str, function: Callable[[], T]) -> T:
    """Call, and print the processor time."""
    began = time.process_time()
    result = function()
    print(f"{what}: {time.process_time() - began:.2f} s")
    return result


def groups_of(incidents: Grouping[Account]) -> dict[str, tuple[str, float | None]]:
    """The first account of the incident of each account, and the score it joined with."""
    return {name: (d.group.items[0].id, d.score) for name, d in incidents.decisions.items()}


def is_same(store: Store, jobs: int, engine: str, first: list[list[tuple[object, ...]]]) -> bool:
    """Link anew with so many processes; whether all rows are those of the first time."""
    before, began = os.times(), time.perf_counter()
    links.link_case(store, hands=hands(jobs, engine), anew=True)
    wall, after = time.perf_counter() - began, os.times()
    own = after.user + after.system - before.user - before.system
    others = after.children_user + after.children_system - before.children_user - before.children_system
    same = [store.answer(sql) for sql in ROWS] == first
    print(
        f"{jobs} {'processes' if engine == 'local' else 'tasks of Ray'}: processor {own + others:.1f} s, of that "
        f"{own:.1f} s in this one, wall clock {wall:.1f} s; the same rows: {'yes' if same else 'NO'}"
    )
    return same


if __name__ == "__main__":
    sys.exit(main())
