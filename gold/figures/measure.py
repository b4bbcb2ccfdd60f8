"""Own passages on figures: every figure of a passage, with its bounds, and passages whose numbers are none of ours.

A reading finds a figure when measure, low and high agree. `population`, `relation`, `scope`, `status` and `remark`
are compared where the passage's annotation gives them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reportedly.model import Figure, make_report
from reportedly.pipeline import Reader, analyse, load_reader

CASES = Path(__file__).parent / "cases.jsonl"
FIELDS = ("population", "relation", "scope", "status")
Case = dict[str, Any]


def load_cases() -> list[Case]:
    """All passages with their annotation."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def value(figure: Figure) -> tuple[str, int | None, int | None]:
    """What must agree for a figure to be found."""
    return figure.measure, figure.low, figure.high


def match(case: Case, figures: list[Figure]) -> list[tuple[Case, Figure | None]]:
    """Each annotated figure with the read one that has its value, or None; a read one is used once."""
    left = list(figures)
    pairs: list[tuple[Case, Figure | None]] = []
    for wanted in case["figures"]:
        key = (wanted["measure"], wanted["low"], wanted["high"])
        same = [f for f in left if value(f) == key]
        best = max(same, key=lambda f: sum(agrees(wanted, f, field) for field in FIELDS), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((wanted, best))
    return pairs


def agrees(wanted: Case, figure: Figure, field: str) -> bool:
    """Whether one field agrees; a field that the annotation leaves out always does."""
    return field not in wanted or getattr(figure, field) == wanted[field]


def measure(reader: Reader | None = None) -> dict[str, float]:
    """Recall and precision of values, agreement of each field among those found, passages rightly left empty."""
    reader = reader or load_reader()
    wanted = found = made = empty = rightly = remarks = kept = 0
    fields = {field: [0, 0] for field in FIELDS}
    for case in load_cases():
        figures = list(analyse(make_report(case["text"]), reader).figures)
        pairs = match(case, figures)
        wanted, made = wanted + len(pairs), made + len(figures)
        found += sum(f is not None for _, f in pairs)
        if not case["figures"]:
            empty, rightly = empty + 1, rightly + (not figures)
        for annotated, figure in pairs:
            if figure is None:
                continue
            for field, tally in fields.items():
                if field in annotated:
                    tally[0] += agrees(annotated, figure, field)
                    tally[1] += 1
            if "remark" in annotated:
                remarks, kept = remarks + 1, kept + (annotated["remark"] in figure.remarks)
    return {
        "value_recall": found / wanted,
        "value_precision": found / made if made else 0.0,
        "none_of_ours": rightly / empty,
        "remark": kept / remarks,
        **{field: right / all_ if all_ else 0.0 for field, (right, all_) in fields.items()},
    }
