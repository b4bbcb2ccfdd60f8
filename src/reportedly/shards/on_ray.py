"""Shards read by Ray actors, on this machine or on the machines of a cluster. Ray is an extra of its own.

Only Ray's core is used: an actor a processor, each handed one shard at a time. An actor that dies is started again,
elsewhere if its machine is gone, and Ray gives it the same shard; what was finished of that is skipped.
"""

from __future__ import annotations

import os
import socket
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from reportedly.distribute import ONE_THREAD
from reportedly.errors import EngineError, ReportedlyError
from reportedly.partitions import Done
from reportedly.shards.local import MOST_DEATHS
from reportedly.shards.plan import Shard
from reportedly.shards.work import Tell, Work, other_program, read_shard

# Seconds within which a cluster answers.
PATIENCE = 10.0


def read_on_ray(
    shards: Iterable[Shard], work: Work, jobs: int | None, address: str | None, tell: Tell
) -> Iterator[Done]:
    """Read shards with so many actors, as many as there are processors when `jobs` is None; each as it is finished.

    Without `address` a Ray of this machine's own is started, and ended afterwards; with it, that cluster is joined,
    and the folder of partitions and the inputs must be reachable from all its machines under the same names. Raises
    EngineError when Ray is not installed, cannot be reached, or loses a shard's worker too often.
    """
    with ray_of(jobs, address) as ray:
        yield from _read(ray, list(shards), work, jobs or int(ray.cluster_resources().get("CPU", 1)), tell)


@contextmanager
def ray_of(jobs: int | None, address: str | None) -> Iterator[Any]:
    """Ray: one of this machine's own, or the cluster at the address. EngineError when it cannot be had, or is lost."""
    ray = _import_ray()
    _connect(ray, jobs, address)
    try:
        yield ray
    except ray.exceptions.RayError as error:
        raise EngineError(_lost(error)) from error
    finally:
        ray.shutdown()


def _import_ray() -> Any:
    # Nothing is told to anybody about the use of the program.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.exceptions
    except ImportError as error:
        raise EngineError(
            "Ray is not installed; install it with: pip install 'reportedly[ray]', or read with --engine local"
        ) from error
    return ray


def _connect(ray: Any, jobs: int | None, address: str | None) -> None:
    threads = dict.fromkeys(ONE_THREAD, "1")
    quiet = {"log_to_driver": False, "logging_level": "CRITICAL"}
    try:
        if address is None:
            environment = {"env_vars": {**threads, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}}
            ray.init(address="local", num_cpus=jobs, include_dashboard=False, runtime_env=environment, **quiet)
        else:
            _look_for(address)
            ray.init(address=address, runtime_env={"env_vars": threads}, **quiet)
    except (OSError, RuntimeError, ValueError) as error:
        where = f"the Ray cluster at {address} cannot be joined" if address else "Ray cannot be started here"
        detail = " ".join(str(error).split())
        raise EngineError(f"{where} ({detail}); check --address, or read with --engine local") from error


def _look_for(address: str) -> None:
    """Whether somebody listens there: Ray itself asks for minutes before it gives up."""
    place = urlsplit(address if "://" in address else f"ray://{address}")
    if place.hostname and place.port:
        socket.create_connection((place.hostname, place.port), timeout=PATIENCE).close()


def _read(ray: Any, shards: list[Shard], work: Work, jobs: int, tell: Tell) -> Iterator[Done]:
    class ShardActor:
        """A worker of Ray: has the reader loaded, and reads the shards that it is given."""

        def read(self, shard: Shard) -> Done | ReportedlyError:
            """Read a shard; an error of ours comes back as a value, so that Ray does not take it for a lost task."""
            if other := other_program(work):
                return EngineError(OTHER_PROGRAM.format(machine=socket.gethostname(), other=other))
            try:
                return read_shard(shard, work)
            except ReportedlyError as error:
                return error

    kind = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=MOST_DEATHS)(ShardActor)
    todo = deque(shards)
    idle = [kind.remote() for _ in range(min(jobs, len(todo)))]
    running: dict[Any, Any] = {}
    while todo or running:
        while todo and idle:
            actor = idle.pop()
            running[actor.read.remote(todo.popleft())] = actor
        actor = None
        idle.clear()  # an actor without work ends here, and its processor is free for one whose machine was lost
        finished, _ = ray.wait(list(running), num_returns=1)
        for reference in finished:
            idle.append(running.pop(reference))
            result = ray.get(reference)
            if isinstance(result, ReportedlyError):
                raise result
            tell(result.counts)
            yield result


OTHER_PROGRAM = (
    "the machine {machine} of the cluster has another reportedly ({other}) and would read otherwise; install the same "
    "on all machines. What is finished stays, and the same command goes on from there."
)


def _lost(error: Exception) -> str:
    first = str(error).strip().splitlines()
    return (
        f"Ray lost the workers of a shard ({first[0] if first else type(error).__name__}); what is finished stays, and "
        "the same command goes on from there."
    )
