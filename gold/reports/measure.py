"""Whole reports, read by hand before the program read them: how much of each line is read right.

python -m gold.reports.measure     what was missed, line by line
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from reportedly.api import read_text
from reportedly.model import Analysis
from reportedly.pipeline import Reader, ReaderOptions, load_reader
from reportedly.score import Line, Verdict, compare, false_assertions

HERE = Path(__file__).parent


def invented_reader() -> Reader:
    """A reader that knows the invented states, groups and places of the demo."""
    folder = files("reportedly").joinpath("demo")
    return load_reader(ReaderOptions(actors=(str(folder / "actors.csv"),), places=(str(folder / "places.csv"),)))


def read_all() -> Iterator[tuple[str, Analysis, list[Line]]]:
    """Name, reading and expected lines of each report."""
    reader = invented_reader()
    for path in sorted(HERE.glob("*.txt")):
        lines = [json.loads(line) for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]
        about = lines[0]["report"]
        yield path.stem, read_text(path.read_text(encoding="utf-8"), reader=reader, **about), lines[1:]


def measure() -> dict[str, float]:
    """Shares of lines read whole, by type, and of unreal events not given as asserted."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    false = unreal = 0
    for _, analysis, lines in read_all():
        for verdict in compare(analysis, lines):
            asked[verdict.line["type"]] += 1
            right[verdict.line["type"]] += verdict.right
        false += len(false_assertions(analysis, lines))
        unreal += sum(line["type"] == "event" and line.get("status") not in ("*", "asserted") for line in lines)
    figures = {f"{kind}s whole": right[kind] / asked[kind] for kind in sorted(asked)}
    return figures | {"unreal events not asserted": 1 - false / max(1, unreal)}


def describe(verdict: Verdict) -> str:
    """One line for a line of gold that was not read whole."""
    words = verdict.line.get("content") or verdict.line["text"]
    return f"{verdict.line['type']:9} {words[:60]!r}: {'; '.join(verdict.misses)}"


if __name__ == "__main__":
    for name, analysis, lines in read_all():
        print(name)
        for verdict in compare(analysis, lines):
            if not verdict.right:
                print("  ", describe(verdict))
        for event in false_assertions(analysis, lines):
            print("   FALSE", event.kind, event.evidence.span.text)
    print(measure())
