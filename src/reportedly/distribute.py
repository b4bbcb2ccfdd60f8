"""Reading many reports, in one process or several."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache

from reportedly.model import Analysis, Problem, Report
from reportedly.pipeline import PLAIN, Reader, ReaderOptions, analyse_one, load_reader

# Reports in flight for each process: enough to keep all busy when one text is long, few enough to keep memory flat.
AHEAD = 8
# What tells the libraries that multiply matrices to do so with one thread.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS")
# New values before rings are looked for: a report makes tens of thousands, most of which live until it is read.
COLLECT_AFTER = 50_000


def analyse_many(
    reports: Iterable[Report], options: ReaderOptions = PLAIN, jobs: int = 1, strict: bool = False
) -> Iterator[Analysis | Problem]:
    """Read many reports, results in the order of the input whatever the number of processes.

    A report that breaks the program becomes a Problem, unless `strict`. A process that is killed raises
    BrokenProcessPool: nothing that was yielded before is lost.
    """
    if jobs <= 1:
        reader = load_reader(options)
        with rarely_collecting():
            yield from (analyse_one(report, reader, strict) for report in reports)
        return
    context = multiprocessing.get_context("spawn")
    with one_thread_each(), ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_ctrl_c) as pool:
        waiting: deque[Future[Analysis | Problem]] = deque()
        try:
            for report in reports:
                waiting.append(pool.submit(_work, report, options, strict))
                while len(waiting) > AHEAD * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # whoever stops early does not wait for what is in flight


def _leave_ctrl_c() -> None:
    """The process that started this one hears Ctrl-C and ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(report: Report, options: ReaderOptions, strict: bool) -> Analysis | Problem:
    return analyse_one(report, lasting_reader(options), strict)


@lru_cache(maxsize=4)
def lasting_reader(options: ReaderOptions) -> Reader:
    """The reader of a process that only reads: what stays is kept out of every later look for rings of values."""
    reader = load_reader(options)
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    return reader


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Look for rings of values more rarely while many reports are read: a seventh of the stages' time."""
    threshold, frozen = gc.get_threshold(), gc.get_freeze_count()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        if not frozen:
            gc.unfreeze()


class one_thread_each:  # noqa: N801 - used as a verb phrase
    """Hold the number of BLAS threads of the processes started inside at one: two were measured slower."""

    def __enter__(self) -> None:
        self.before = {n: os.environ.get(n) for n in ONE_THREAD}
        os.environ.update(dict.fromkeys(ONE_THREAD, "1"))

    def __exit__(self, *_: object) -> None:
        for name, value in self.before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
