"""Adapter: short passages to all their figures of people, in the scorer's names of measures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from reportedly.model import Figure, make_report
from reportedly.pipeline import analyse, load_reader

# The scorer's names: it keeps bodies with the killed, and the rescued and exchanged with the released.
NAMES = {"bodies": "killed", "rescued": "released", "exchanged": "released"}
THINGS = frozenset({"attacks", "projectiles", "buildings"})
# Vague words have a plain minimum here ("dozens": 24 or more); the scorer wants them open.
OPEN = frozenset({"dozens", "scores", "several", "hundreds", "thousands", "tens", "few", "handful"})


def entry(figure: Figure) -> dict[str, object]:
    """One figure."""
    vague = bool(OPEN & set(figure.words.lower().split())) and figure.high is None
    return {
        "kind": NAMES.get(figure.measure, figure.measure),
        "min": None if vague else figure.low,
        "max": figure.high,
        "words": figure.words,
        "population": figure.population,
        "relation": figure.relation,
        "scope": figure.scope,
    }


def predict(folder: Path) -> Iterator[dict[str, object]]:
    """Figures of every passage in `gold.jsonl`."""
    reader = load_reader()
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            analysis = analyse(make_report(item["text"]), reader)
            figures = [entry(f) for f in analysis.figures if f.measure not in THINGS]
            yield {"id": item["id"], "figures": figures}
