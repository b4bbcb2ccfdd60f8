"""Adapter: texts to one number of dead and one of injured each, by the named policy `lead` of `reportedly toll`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from reportedly.model import Analysis, Figure, make_report
from reportedly.pipeline import analyse, load_reader
from reportedly.policies import Counted, load_policy, roll_up

POLICY = "lead"


def counted(figure: Figure) -> Counted:
    """A figure as a policy sees it."""
    return Counted(
        id=figure.id,
        measure=figure.measure,
        low=figure.low,
        high=figure.high,
        words=figure.words,
        population=figure.population,
        scope=figure.scope,
        relation=figure.relation,
        status=figure.status,
        remarks=figure.remarks,
    )


def row(identifier: str, analysis: Analysis) -> dict[str, object]:
    """The bounds of both measures; a measure that no figure gives is null."""
    counts = [counted(f) for f in analysis.figures]
    policy = load_policy(POLICY)
    found: dict[str, object] = {"id": identifier}
    for measure in ("killed", "injured"):
        result = roll_up(counts, measure, policy)
        found[f"{measure}_min"], found[f"{measure}_max"] = result.low, result.high
    return found


def predict(folder: Path) -> Iterator[dict[str, object]]:
    """Numbers of every text in `gold.jsonl`."""
    reader = load_reader()
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield row(item["id"], analyse(make_report(item["text"]), reader))
