"""How reading scales with processes (`--jobs`): seconds of the same reports with one, two, four ...

python bench/jobs.py [--most N] [--copies N]

Each number of processes reads all reports; start-up, which every process pays once, is measured apart with a few
reports and taken off. The share is of what that many processes would do at best on free cores; on a busy machine look
at the CPU seconds, which tell what sharing out the work costs.
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


def cpu_seconds() -> float:
    """CPU seconds of this process and of its workers that have ended."""
    mine, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + workers.ru_utime + workers.ru_stime


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
        started = time.perf_counter(), cpu_seconds()
        list(analyse_many(reports[: BEGINNING * jobs], jobs=jobs))
        begun = time.perf_counter(), cpu_seconds()
        list(analyse_many(reports, jobs=jobs))
        wall, cpu = time.perf_counter() - begun[0], cpu_seconds() - begun[1]
        if jobs > 1:  # one process has begun already
            wall, cpu = wall - (begun[0] - started[0]), cpu - (begun[1] - started[1])
        alone = alone or wall
        print(
            f"{jobs} processes: {wall:6.2f} s, {alone / wall:.2f} times one, {alone / wall / jobs:.2f} of the best; "
            f"{cpu:.2f} CPU seconds"
        )
        jobs *= 2
    # ru_maxrss counts kilobytes on Linux and bytes on macOS.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"{len(reports)} reports; memory at most {own:,.0f} MB in one process, {peak:,.0f} MB in a worker")


if __name__ == "__main__":
    main()
