"""A Ray cluster of two machines (two nodes of this one, each with its own store and ports), one of them lost midway."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import Any

from bench.faults import ROOT, Outcome, bytes_of, command, environment, read, write_files

REPORTS, PARTITION = 600, 50
# Seconds within which a reading that lost a machine must end; one that waits for the machine never does.
LONGEST = 420
# The machine is lost when so many partitions are there.
MIDWAY = 3


def check(folder: Path) -> Outcome:
    """Read by processes of this machine, on both nodes, and on both with one killed midway."""
    os.environ["PYTHONPATH"] = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    from ray.cluster_utils import Cluster

    inputs = write_files(folder / "in", REPORTS, every=3)
    read(inputs, folder / "expected")
    cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        second = cluster.add_node(num_cpus=1)
        cluster.wait_for_nodes()
        code = _start(inputs, folder / "whole", cluster.address).wait(LONGEST)
        reading = _start(inputs, folder / "out", cluster.address)
        while reading.poll() is None and len(list((folder / "out").glob("*.parquet"))) < MIDWAY:
            time.sleep(0.1)
        was_running = reading.poll() is None
        cluster.remove_node(second, allow_graceful=False)
        code_after = reading.wait(LONGEST)
    finally:
        cluster.shutdown()
    expected = bytes_of(folder / "expected")
    is_same = was_running and all(bytes_of(folder / name) == expected for name in ("whole", "out"))
    result = f"exit codes {code} and {code_after}; {len(list((folder / 'out').glob('*.parquet')))} partitions"
    return Outcome("a Ray cluster of two nodes, then with one killed midway", result, is_same)


def _start(inputs: Path, out: Path, address: str) -> subprocess.Popen[bytes]:
    ray = ("--engine", "ray", "--address", address, "--partition-size", PARTITION, "--memory-limit", 8000)
    log = out.with_suffix(".log").open("wb")
    return subprocess.Popen(command("read", inputs, "--out", out, *ray), stdout=log, stderr=log, env=environment())
