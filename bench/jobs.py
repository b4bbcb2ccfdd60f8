"""How reading scales with processes (`--jobs`): seconds of the same reports with one, two, four ...

python bench/jobs.py [--most N] [--copies N]

Each number of processes reads all reports; start-up, which every process pays once, is measured apart with a few
reports and taken off. The share is of what that many processes would do at best on free cores.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

BEGINNING = 8  # reports to start every process with


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=os.cpu_count() or 1, help="processes at most")
    parser.add_argument("--copies", type=int, default=6, help="of the bundled reports")
    options = parser.parse_args()
    from bench.throughput import bundled_texts
    from reportedly.distribute import analyse_many
    from reportedly.model import make_report

    # Each copy is a text of its own, so that nothing is remembered from one to the next.
    texts = [f"{text}\nCopy {n}." for n in range(options.copies) for text in bundled_texts()]
    reports = [make_report(text, published="2026-06-03") for text in texts]
    alone = 0.0
    jobs = 1
    while jobs <= options.most:
        started = time.perf_counter()
        list(analyse_many(reports[: BEGINNING * jobs], jobs=jobs))
        begun = time.perf_counter()
        list(analyse_many(reports, jobs=jobs))
        taken = time.perf_counter() - begun - (begun - started if jobs > 1 else 0.0)
        alone = alone or taken
        print(
            f"{jobs} processes: {taken:6.2f} s, {alone / taken:.2f} times one, {alone / taken / jobs:.2f} of the best"
        )
        jobs *= 2
    # ru_maxrss counts kilobytes on Linux and bytes on macOS.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"{len(reports)} reports; memory at most {own:,.0f} MB in one process, {peak:,.0f} MB in a worker")


if __name__ == "__main__":
    main()
