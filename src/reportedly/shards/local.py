"""Shards read by processes of this machine. One that is killed is replaced, and its shard is read again.

The standard pools either hang or give up when a worker is killed; this one keeps a pipe to each worker and waits for
whichever speaks or ends first.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from reportedly.distribute import one_thread_each
from reportedly.errors import EngineError, ReportedlyError
from reportedly.partitions import Done
from reportedly.shards.plan import Shard
from reportedly.shards.work import Tell, Work, read_shard

# How often a shard may lose its worker with no report read in between. A report that kills gets three.
MOST_DEATHS = 8
# A worker that has said nothing for so many times the limit of a report, and a minute more, is stuck outside of Python.
STUCK_TIMES, STUCK_SECONDS = 10, 60.0


def _context() -> Any:
    """How processes are started: off a small server that has the modules loaded, where the system knows that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reportedly.shards.work"])
    return context


class _Worker:
    """A process, the pipe to it, and the shard it has."""

    def __init__(self, work: Work) -> None:
        context = _context()
        self.pipe, other = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(other, work), daemon=True)
        with one_thread_each():
            self.process.start()
        other.close()
        self.shard: Shard | None = None
        self.heard = time.monotonic()
        self.is_gone = False

    def give(self, shard: Shard) -> None:
        """Hand it a shard."""
        self.shard, self.heard = shard, time.monotonic()
        try:
            self.pipe.send(shard)
        except OSError:
            return  # it has died: its end is seen next


def read_locally(shards: Iterable[Shard], work: Work, jobs: int, tell: Tell) -> Iterator[Done]:
    """Read shards with so many processes; each as it is finished, in no order.

    Raises OutputError when the disk is full, and EngineError when workers die again and again before they get
    anywhere.
    """
    todo = deque(shards)
    deaths: dict[tuple[int, int], int] = {}
    workers = [_Worker(work) for _ in range(max(1, min(jobs, len(todo))))]
    patience = work.limits.seconds * STUCK_TIMES + STUCK_SECONDS if work.limits.seconds is not None else None
    try:
        while todo or any(worker.shard for worker in workers):
            for worker in workers:
                if todo and worker.shard is None and not worker.is_gone:
                    worker.give(todo.popleft())
            for worker in _ready(workers):
                if (done := _hear(worker, tell, deaths)) is not None:
                    yield done
            for n, worker in enumerate(workers):
                if patience is not None and worker.shard and time.monotonic() - worker.heard > patience:
                    worker.process.kill()
                if worker.is_gone:
                    if worker.shard is not None:
                        _count_death(worker.shard, deaths)
                        todo.appendleft(worker.shard)
                    worker.pipe.close()
                    workers[n] = _Worker(work)
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.pipe.close()


def _ready(workers: list[_Worker]) -> list[_Worker]:
    """The workers that have something to say, once one has, or has ended, or a second is over."""
    ends: list[Connection | int] = [part for w in workers for part in (w.pipe, w.process.sentinel)]
    wait(ends, timeout=1.0)
    return [worker for worker in workers if worker.pipe.poll()]


def _hear(worker: _Worker, tell: Tell, deaths: dict[tuple[int, int], int]) -> Done | None:
    """Take what a worker says; the shard it has finished, if it has."""
    try:
        said = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join()
        worker.is_gone = True
        return None
    worker.heard = time.monotonic()
    if isinstance(said, ReportedlyError):
        raise said
    if isinstance(said, Done):
        worker.shard = None
        return said
    if worker.shard is not None:
        deaths.pop((worker.shard.number, worker.shard.part), None)
    tell(said)
    return None


def _count_death(shard: Shard, deaths: dict[tuple[int, int], int]) -> None:
    name = (shard.number, shard.part)
    deaths[name] = deaths.get(name, 0) + 1
    if deaths[name] > MOST_DEATHS:
        raise EngineError(
            f"the process that reads {shard.inputs[0].source} was killed {deaths[name]} times before it had read "
            "anything; there may be too little memory: use fewer --jobs, or a higher --memory-limit."
        )


def _serve(pipe: Connection, work: Work) -> None:
    """The life of a worker: a shard comes, its result goes, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and ends this process
    read: Callable[[Shard, Work, Tell], Done] = read_shard
    while True:
        try:
            shard = pipe.recv()
            pipe.send(_result(read, shard, work, pipe))
        except (EOFError, OSError):
            return  # the parent is gone


def _result(read: Callable[[Shard, Work, Tell], Done], shard: Shard, work: Work, pipe: Connection) -> object:
    try:
        return read(shard, work, pipe.send)
    except ReportedlyError as error:
        return error
