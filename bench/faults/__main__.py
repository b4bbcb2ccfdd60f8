"""Run faults and print what came of them."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

NAMES = ("kill", "disk_full", "truncated", "bomb", "long_line", "tiny_files", "memory", "cluster")


def main(names: list[str]) -> int:
    """Run the faults of these names, or all; 1 when one of them changed what is read."""
    faults = 0
    for name in names or NAMES:
        with tempfile.TemporaryDirectory() as folder:
            outcome = importlib.import_module(f"bench.faults.{name}").check(Path(folder))
        faults += not outcome.is_same
        print(
            f"| {outcome.what} | {outcome.result} | {'the same' if outcome.is_same else 'NOT THE SAME'} |", flush=True
        )
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
