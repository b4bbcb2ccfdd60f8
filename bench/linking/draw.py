"""Pairs of numbers of real reports for a person to label: drawn by chance, and without the program that is measured.

    python bench/linking/draw.py GOLD [--number N] [--seed N] [--across]

GOLD is the folder of the corroboration gold. A number of its `fakes` reports is a candidate where a word of dying or
being hurt stands near it; two numbers of reports that people put into one incident are a pair. Incidents take turns, so
that the one told most often does not fill the sample, and pairs of values that a file beside this one has already are
left out. With --across the two numbers are of two reports.
Printed with their surroundings; a person writes down measure, bounds and relation of those that count anything, in the
order drawn, before the program has read them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens|hundreds|scores"
)
NUMBER = re.compile(rf"\b(?:\d{{1,3}}(?:,\d{{3}})*(?![\d.-])|{WORDS})\b", re.IGNORECASE)
HARM = re.compile(
    r"\b(?:kill|dead|death|dies?\b|died|wound|injur|toll|bod(?:y|ies)\b|casualt|martyr|lives\b)", re.IGNORECASE
)
BEFORE, AFTER = 40, 70  # characters around a number in which the word of harm stands
SHOWN = 240  # characters around a number that a person sees


class Number(NamedTuple):
    """A number in a report."""

    report: str
    at: int
    words: str


def find_numbers(report: str, text: str) -> list[Number]:
    """The numbers of a text with a word of harm near them."""
    return [
        Number(report, m.start(), m[0])
        for m in NUMBER.finditer(text)
        if HARM.search(text, max(0, m.start() - BEFORE), m.end() + AFTER)
    ]


def draw(
    texts: dict[str, str], incidents: dict[str, list[str]], chance: random.Random, *, across: bool = False
) -> Iterator[tuple[Number, Number]]:
    """Pairs in the order of the draw: an incident by turns, and of its pairs one by chance; `across` two reports."""
    piles = []
    for reports in incidents.values():
        numbers = [n for report in reports for n in find_numbers(report, texts[report])]
        pairs = [(a, b) for a, b in combinations(numbers, 2) if not across or a.report != b.report]
        chance.shuffle(pairs)
        piles.append(pairs)
    while any(piles):
        chance.shuffle(piles)
        yield from (pile.pop() for pile in piles if pile)


def main() -> int:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--across", action="store_true")
    options = parser.parse_args()
    folder = options.gold / "fakes"
    texts = {doc["id"]: doc["text"] for doc in _lines(folder / "docs.jsonl")}
    incidents: dict[str, list[str]] = {}
    for row in _lines(folder / "incidents.jsonl"):
        incidents.setdefault(row["cluster"], []).append(row["id"])
    several = {name: reports for name, reports in sorted(incidents.items()) if len(reports) > 1}
    labelled = [p for path in sorted(Path(__file__).parent.glob("pairs*.jsonl")) for p in _lines(path)]
    known = {_key(p["a"], p["a_low"], p["a_high"], p["b"], p["b_low"], p["b_high"]) for p in labelled}
    drawn = 0
    for a, b in draw(texts, several, random.Random(options.seed), across=options.across):
        if drawn == options.number:
            break
        if not any(_holds(key, a) and _holds(key, b) for key in known):
            drawn += 1
            print(f"[{drawn}] {_shown(a, texts)}\n     {_shown(b, texts)}\n")
    return 0


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _key(*values: object) -> frozenset[tuple[object, object]]:
    a, a_low, a_high, b, b_low, b_high = values
    return frozenset(((a, a_low if a_low is not None else a_high), (b, b_low if b_low is not None else b_high)))


def _holds(key: frozenset[tuple[object, object]], number: Number) -> bool:
    return any(
        report == number.report and number.words.replace(",", "") in (str(value), str(int(str(value)) - 1))
        for report, value in key
    )


def _shown(number: Number, texts: dict[str, str]) -> str:
    text, at = texts[number.report], number.at
    end = at + len(number.words)
    around = f"{text[max(0, at - SHOWN) : at]}[[{number.words}]]{text[end : end + SHOWN]}"
    return f"{number.report} @{at}: {around}"


if __name__ == "__main__":
    sys.exit(main())
