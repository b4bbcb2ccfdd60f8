"""How fast times are read out of plain text, in kilobytes a second on one core.

python bench/times_speed.py [FILE ...]     texts to read; without any, the demo's reports
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from reportedly.lexicon import load_lexicon
from reportedly.stages.times import read_times

ROUNDS = 5
LEAST = 400_000  # characters of a round: shorter texts are read again


def texts(arguments: list[str]) -> list[str]:
    """The texts of the files, or of the demo."""
    folder = Path(__file__).parents[1] / "src" / "reportedly" / "demo"
    files = [Path(a) for a in arguments] or sorted(
        p for p in folder.rglob("*") if p.suffix in (".txt", ".html", ".jsonl")
    )
    return [p.read_text(encoding="utf-8", errors="replace") for p in files]


def main() -> None:
    """Print the speed of the best of some rounds, by processor time."""
    words = load_lexicon().times
    read = [t for t in texts(sys.argv[1:]) if t.strip()]
    size = sum(map(len, read))
    read *= max(1, LEAST // max(1, size))
    size = sum(len(t.encode()) for t in read)
    best, found = 0.0, 0
    for _ in range(ROUNDS):
        started = time.process_time()
        found = sum(len(read_times(text, None, words).readings) for text in read)
        best = max(best, size / 1000 / (time.process_time() - started))
    print(f"{size / 1000:,.0f} KB, {found:,} expressions: {best:,.0f} KB a second on one core")


if __name__ == "__main__":
    main()
