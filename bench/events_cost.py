"""What finding events costs beside the parse, and all stages after it: CPU seconds over the bundled reports.

python bench/events_cost.py [ROUNDS]
"""

from __future__ import annotations

import sys
import time
from importlib.resources import files
from typing import NamedTuple

from reportedly.model import Report, make_report
from reportedly.parse import parse
from reportedly.pipeline import Reader, analyse, load_reader
from reportedly.stages.events import find_events
from reportedly.stages.names import find_names
from reportedly.stages.places import find_places
from reportedly.stages.times import find_times


class Cost(NamedTuple):
    """CPU seconds of the parse, of finding events alone, and of the whole reading."""

    parsing: float
    events: float
    whole: float


def cost_of(report: Report, reader: Reader) -> Cost:
    """The cost of one report."""
    started = time.process_time()
    parsed = parse(report.text, reader.model, reader.lexicon)
    read = time.process_time()
    names = find_names(parsed, reader.lexicon)
    times = find_times(report, parsed, reader.lexicon)
    places = find_places(report, parsed, reader.lexicon, reader.gazetteer, names)
    ready = time.process_time()
    find_events(report, parsed, reader.lexicon, names, times, places)
    found = time.process_time()
    analyse(report, reader)
    return Cost(read - started, found - ready, time.process_time() - found)


def measure(rounds: int) -> Cost:
    """The cost of the bundled reports, the first round left out: it fills the caches."""
    reader = load_reader()
    folder = files("reportedly").joinpath("demo", "corpus")
    texts = [p.read_text(encoding="utf-8") for p in folder.iterdir() if p.name.endswith(".txt")]
    reports = [make_report(text, published="2026-06-03") for text in texts]
    costs = [[cost_of(report, reader) for report in reports] for _ in range(rounds + 1)][1:]
    return Cost(*(sum(values) for values in zip(*(c for turn in costs for c in turn), strict=True)))


if __name__ == "__main__":
    cost = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
    after = cost.whole - cost.parsing
    print(f"parse {cost.parsing:.2f} s, events {cost.events:.2f} s: {cost.events / cost.parsing:.2f} of the parse")
    print(f"all stages after the parse {after:.2f} s: {after / cost.parsing:.2f} of the parse")
