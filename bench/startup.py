"""Start-up in seconds, each the best of some runs in processes of their own, beside the limit it is held to.

python bench/startup.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXT = "The army said on Monday that 15 people were killed in a strike on the market."
LIMITS = {"reportedly --help": 0.1, "a question to a case": 0.3, "one report, from nothing": 2.5}


def best(call: list[str], runs: int, folder: str, code: int = 0) -> float:
    """The shortest time of some runs of a call."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
        times.append(time.perf_counter() - started)
        if done.returncode != code:
            raise SystemExit(f"{' '.join(call)} failed:\n{done.stderr}")
    return min(times)


def main() -> None:
    """Measure and print."""
    program = str(Path(sys.executable).parent / "reportedly")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text(TEXT)
        cold = []
        for number in range(3):
            cold.append(best([program, "read", "a.txt", "--db", f"{number}.duckdb"], 1, folder))
        times = {
            "reportedly --help": best([program, "--help"], 9, folder),
            "a question to a case": best([program, "claims", "--db", "0.duckdb"], 7, folder),
            "one report, from nothing": min(cold),
        }
    print(subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip())
    for name, seconds in times.items():
        print(
            f"{name:26} {seconds:6.3f} s   limit {LIMITS[name]:.1f} s   {'held' if seconds < LIMITS[name] else 'OVER'}"
        )


if __name__ == "__main__":
    main()
