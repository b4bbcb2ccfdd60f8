"""Arithmetic inside a report: remarks where its own numbers do not fit together. Nothing is ever corrected."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.model import Figure, Statement

TOO_LARGE = "this part is larger than its whole"
TOO_MANY = "its parts add up to more"
FALLS = "lower than the running toll told before"


def remark_sums(figures: Sequence[Figure], statements: Sequence[Statement]) -> list[Figure]:
    """Figures with remarks: a part larger than its whole, parts that exceed it, a running toll of one speaker falling.

    "Nine people were killed, including 12 children": the twelve get a remark. Comes after attribution, since two
    speakers may well give two tolls.
    """
    notes: dict[str, list[str]] = {}
    parts_of: dict[str, list[Figure]] = {}
    for figure in figures:
        parts_of.setdefault(figure.part_of or "", []).append(figure)
    for figure in figures:
        _note_parts(figure, parts_of.get(figure.id, []), notes)
    _note_falls(figures, {s.id: s.speaker.name if s.speaker else s.id for s in statements}, notes)
    return [msgspec.structs.replace(f, remarks=(*f.remarks, *notes[f.id])) if f.id in notes else f for f in figures]


def _note_parts(whole: Figure, parts: Sequence[Figure], notes: dict[str, list[str]]) -> None:
    if whole.high is None:
        return
    same = [p for p in parts if p.measure == whole.measure and p.low is not None]
    for part in same:
        if (part.low or 0) > whole.high:
            notes.setdefault(part.id, []).append(TOO_LARGE)
    # Parts of two sorts ("eight women, five doctors") may overlap; only parts of one sentence's list are added.
    if len(same) > 1 and sum(p.low or 0 for p in same) > whole.high and all((p.low or 0) <= whole.high for p in same):
        notes.setdefault(whole.id, []).append(TOO_MANY)


def _note_falls(figures: Sequence[Figure], speakers: dict[str, str], notes: dict[str, list[str]]) -> None:
    latest: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        if figure.scope != "cumulative" or figure.relation != "total" or "superseded" in figure.remarks:
            continue
        period = figure.period.start if figure.period is not None else None
        key = (figure.measure, figure.population, period, speakers.get(figure.claim_of or ""))
        before = latest.get(key)
        if before is not None and figure.high is not None and before.low is not None and figure.high < before.low:
            notes.setdefault(figure.id, []).append(FALLS)
        latest[key] = figure
