"""Own passages on figures: every figure of a passage, with its bounds, and passages whose numbers are none of ours.

A reading finds a figure when measure, low and high agree. `population`, `relation`, `scope`, `status`, `said` (the
speaker's name, null for the outlet), `counted_by` and `remark` are compared where the passage's annotation gives them.
`reads` names what a passage is there for; README.md counts the passages of each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportedly.model import Analysis, Figure, make_report
from reportedly.pipeline import Reader, analyse, load_reader

HERE = Path(__file__).parent
FIELDS = ("population", "relation", "scope", "status", "said", "counted_by")
Case = dict[str, Any]


def load_cases() -> list[Case]:
    """All passages with their annotation."""
    lines = (line for path in sorted(HERE.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines]


def row_of(figure: Figure, analysis: Analysis) -> Case:
    """A figure as the annotation writes it."""
    statement = next((s for s in analysis.statements if s.id == figure.claim_of), None)
    speaker = statement.speaker if statement is not None else None
    return {
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "population": figure.population,
        "relation": figure.relation,
        "scope": figure.scope,
        "status": figure.status,
        "said": speaker.name if speaker is not None else None,
        "counted_by": figure.counted_by.name if figure.counted_by is not None else None,
        "remarks": figure.remarks,
    }


def value(row: Case) -> tuple[str, int | None, int | None]:
    """What must agree for a figure to be found."""
    return row["measure"], row["low"], row["high"]


def match(case: Case, rows: list[Case]) -> list[tuple[Case, Case | None]]:
    """Each annotated figure with the read one that has its value, or None; a read one is used once."""
    left = list(rows)
    pairs: list[tuple[Case, Case | None]] = []
    for wanted in case["figures"]:
        same = [row for row in left if value(row) == value(wanted)]
        best = max(same, key=lambda row: sum(agrees(wanted, row, field) for field in FIELDS), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((wanted, best))
    return pairs


def agrees(wanted: Case, row: Case, field: str) -> bool:
    """Whether one field agrees; a field that the annotation leaves out always does."""
    return field not in wanted or row[field] == wanted[field]


def _is_remarked(wanted: str | None, remarks: Sequence[str]) -> bool:
    """Whether a remark is there; null asks that there be none."""
    return wanted in remarks if wanted is not None else not remarks


def read(case: Case, reader: Reader) -> list[Case]:
    """What the program reads in a passage."""
    analysis = analyse(make_report(case["text"]), reader)
    return [row_of(f, analysis) for f in analysis.figures]


def measure(reader: Reader | None = None) -> dict[str, float]:
    """Recall and precision of values, agreement of each field among those found, passages rightly left empty."""
    reader = reader or load_reader()
    wanted = found = made = empty = rightly = remarks = kept = 0
    fields = {field: [0, 0] for field in FIELDS}
    for case in load_cases():
        rows = read(case, reader)
        pairs = match(case, rows)
        wanted, made = wanted + len(pairs), made + len(rows)
        found += sum(row is not None for _, row in pairs)
        if not case["figures"]:
            empty, rightly = empty + 1, rightly + (not rows)
        for annotated, row in pairs:
            if row is None:
                continue
            for field, tally in fields.items():
                if field in annotated:
                    tally[0] += agrees(annotated, row, field)
                    tally[1] += 1
            if "remark" in annotated:
                remarks, kept = remarks + 1, kept + _is_remarked(annotated["remark"], row["remarks"])
    return {
        "value_recall": found / wanted,
        "value_precision": found / made if made else 0.0,
        "none_of_ours": rightly / empty,
        "remark": kept / remarks,
        **{field: right / all_ if all_ else 0.0 for field, (right, all_) in fields.items()},
    }
