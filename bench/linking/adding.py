"""One report more in a large case: what the linking of it takes, at the end of the case and in its middle.

    python bench/linking/adding.py [--claims N] [--case FILE]

The case is made of made-up reports (`bench/linking/made.py`) and linked at once; then reports come one at a time, in
turn the newest of all and one of an old day, as `reportedly read` adds them. At the end all is linked anew and
compared. With --case the file is kept, and used again when it is there.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.linking.made import as_of_day, make_reports
from reportedly import links
from reportedly.model import Analysis, Link, Run
from reportedly.store import Store, open_store

RUN = Run(id="r-bench", program="bench", lexicon="none", model="none", started="2031-12-31T00:00:00+00:00")
CLAIMS_A_REPORT = 4.38
TURNS = 12


def main() -> int:
    """Make, add, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--case", type=Path)
    options = parser.parse_args()
    number = round(options.claims / CLAIMS_A_REPORT)
    made = make_reports(number + 2 * TURNS)
    made[number::2] = [as_of_day(a, f"2031-12-{n + 1:02}") for n, a in enumerate(made[number::2])]
    with tempfile.TemporaryDirectory() as folder:
        path = options.case or Path(folder) / "case.duckdb"
        with open_store(path, write=True, make=True) as store:
            if not store.records(Run):
                add(store, made[:number])
            link(store)
            add_one_by_one(store, made[number:])
            found = store.records(Link)
            links.link_case(store, anew=True)
            same = store.records(Link) == found
    print(f"links the same as made anew of all reports: {'yes' if same else 'NO'}")
    return 0 if same else 1


def link(store: Store) -> None:
    """Link the case at once, if it is not yet."""
    began = time.process_time()
    reports = links.link_case(store)
    took = time.process_time() - began
    ((claims,),) = store.answer("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM figures)")
    if reports:
        print(f"{reports:,} reports, {claims:,} claims: {claims / took:,.0f} claims a second from file to file")


def add(store: Store, analyses: list[Analysis]) -> None:
    """Keep reports, unlinked."""
    store.begin_run(RUN)
    for analysis in analyses:
        store.add(analysis)
    store.finish_run(RUN)


def add_one_by_one(store: Store, analyses: list[Analysis]) -> None:
    """Add each and link; print what the links took."""
    took: dict[str, list[tuple[float, float]]] = {"newest": [], "of an old day": []}
    for n, analysis in enumerate(analyses):
        add(store, [analysis])
        began, processor = time.perf_counter(), time.process_time()
        links.link_case(store, [analysis])
        ended = time.perf_counter(), time.process_time()
        took["of an old day" if n % 2 else "newest"].append((1000 * (ended[0] - began), 1000 * (ended[1] - processor)))
    for which, times in took.items():
        wall, cpu = ([t[n] for t in times] for n in (0, 1))
        print(
            f"one report more, {which}: processor {statistics.median(cpu):.0f} ms, most {max(cpu):.0f}; "
            f"wall clock {statistics.median(wall):.0f} ms, least {min(wall):.0f}"
        )


if __name__ == "__main__":
    sys.exit(main())
