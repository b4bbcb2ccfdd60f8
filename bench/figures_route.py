"""How many paragraphs a second the fast question answers: is there a figure here at all? On one core.

    python bench/figures_route.py [--rounds N]

The paragraphs are those of the bundled reports and of own gold: news on conflict, and on sport, business and culture.
Counted is the process's own time, so that other work on the machine does not tell; the best of some rounds is given,
with the share of paragraphs that pass on to the parser.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

ROOT = Path(__file__).parents[1]


def paragraphs() -> tuple[list[str], list[str]]:
    """Paragraphs of news on conflict, and of other news."""
    corpus = sorted((ROOT / "src/reportedly/demo/corpus").glob("*.txt"))
    conflict = [p for path in corpus for p in path.read_text(encoding="utf-8").split("\n") if len(p) > 80]
    calm = (ROOT / "gold/events/calm.jsonl").read_text(encoding="utf-8").splitlines()
    return conflict, [json.loads(line)["text"] for line in calm]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    from reportedly.lexicon import load_lexicon
    from reportedly.stages.figure_patterns import has_figure

    words = load_lexicon().figures
    has_figure("Nobody was killed.", words)  # compiles the patterns
    for name, texts in zip(("on conflict", "other news"), paragraphs(), strict=True):
        best = float("inf")
        for _ in range(rounds):
            begun = time.process_time()
            passed = sum(has_figure(text, words) for text in texts)
            best = min(best, time.process_time() - begun)
        print(
            f"{name}: {len(texts)} paragraphs of {sum(map(len, texts)) // len(texts)} characters, "
            f"{len(texts) / best:,.0f} a second, {passed / len(texts):.0%} pass"
        )


if __name__ == "__main__":
    main()
