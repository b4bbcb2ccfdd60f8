"""Other processes to work with: of this machine, or of a cluster through Ray."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from reportedly.wholesale import ALONE, Hands

A = TypeVar("A")
B = TypeVar("B")
AHEAD = 2  # tasks in flight for each process


def hands(jobs: int | None = 1, engine: str = "local", address: str | None = None) -> Hands:
    """Processes of this machine, or Ray's: a local Ray, or the cluster at an address."""
    if engine == "ray":
        return Hands(max(2, jobs or 2), lambda: _on_ray(jobs, address))
    return Hands(jobs, lambda: _of_this_machine(jobs)) if jobs and jobs > 1 else ALONE


@contextmanager
def _of_this_machine(jobs: int) -> Iterator[Any]:
    from reportedly.distribute import one_thread_each

    with one_thread_each(), ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:

        def run(function: Callable[[A], B], tasks: Iterable[A]) -> Iterator[B]:
            return _in_order(lambda task: pool.submit(function, task), lambda future: future.result(), tasks, jobs)

        yield run


@contextmanager
def _on_ray(jobs: int | None, address: str | None) -> Iterator[Any]:
    from reportedly.shards.on_ray import ray_of

    with ray_of(jobs, address) as ray:
        at_once = jobs or int(ray.cluster_resources().get("CPU", 1))

        def run(function: Callable[[A], B], tasks: Iterable[A]) -> Iterator[B]:
            return _in_order(ray.remote(function).remote, ray.get, tasks, at_once)

        yield run


def _in_order(begin: Callable[[A], Any], end: Callable[[Any], B], tasks: Iterable[A], jobs: int) -> Iterator[B]:
    """Results in the order of the tasks, of which no more than some wait at a time."""
    waiting: deque[Any] = deque()
    for task in tasks:
        waiting.append(begin(task))
        while len(waiting) > AHEAD * jobs:
            yield end(waiting.popleft())
    while waiting:
        yield end(waiting.popleft())
