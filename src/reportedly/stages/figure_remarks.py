"""Arithmetic inside a report: remarks where its own numbers do not fit together. Nothing is ever corrected."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.lexicon.figures import Figures
from reportedly.model import Figure, Statement
from reportedly.stages.figure_breakdowns import DIFFERS, may_overlap

TOO_LARGE = "this part is larger than its whole"
TOO_MANY = "its parts add up to more"
FALLS = "lower than the running toll told before"
# How far before a revised number the number may stand that it replaces, in characters.
REVISED_WITHIN = 600


def remark_sums(figures: Sequence[Figure], statements: Sequence[Statement], lexicon: Figures) -> list[Figure]:
    """Figures with remarks: a part larger than its whole, parts that exceed it, a running toll of one speaker falling.

    "Nine people were killed, including 12 children": the twelve get a remark. Comes after attribution, since two
    speakers may well give two tolls.
    """
    notes: dict[str, list[str]] = {}
    parts_of: dict[str, list[Figure]] = {}
    for figure in figures:
        parts_of.setdefault(figure.part_of or "", []).append(figure)
    for figure in figures:
        _note_parts(figure, parts_of.get(figure.id, []), notes, lexicon)
    voices = {s.id: (s.speaker.actor or s.speaker.name.casefold()) if s.speaker else s.id for s in statements}
    _note_superseded(figures, voices, notes)
    _note_falls(figures, {s.id: s.speaker.name if s.speaker else s.id for s in statements}, notes)
    return [msgspec.structs.replace(f, remarks=(*f.remarks, *notes[f.id])) if f.id in notes else f for f in figures]


def _note_parts(whole: Figure, parts: Sequence[Figure], notes: dict[str, list[str]], lexicon: Figures) -> None:
    if whole.high is None:
        return
    same = [p for p in parts if p.measure == whole.measure and p.low is not None]
    for part in same:
        if (part.low or 0) > whole.high:
            notes.setdefault(part.id, []).append(TOO_LARGE)
    # Parts of two sorts ("eight women, five doctors") may overlap, and are not added.
    apart = not may_overlap([p.population for p in same], lexicon)
    if (
        DIFFERS not in whole.remarks
        and apart
        and len(same) > 1
        and sum(p.low or 0 for p in same) > whole.high
        and all((p.low or 0) <= whole.high for p in same)
    ):
        notes.setdefault(whole.id, []).append(TOO_MANY)


def _note_superseded(figures: Sequence[Figure], voices: dict[str, str], notes: dict[str, list[str]]) -> None:
    """Mark the number that a revised one replaces: the last one before that the same speaker gave of the same people.

    "The ministry said 20 had died. It later revised the figure to 17": the 20 is superseded.
    """
    for n, figure in enumerate(figures):
        if "revised" not in figure.remarks or figure.relation != "total":
            continue
        for before in reversed(figures[max(0, n - 12) : n]):
            if figure.evidence.span.start - before.evidence.span.end > REVISED_WITHIN:
                break
            if _is_replaced(before, figure, voices):
                notes.setdefault(before.id, []).append("superseded")
                break


def _is_replaced(before: Figure, figure: Figure, voices: dict[str, str]) -> bool:
    same = (
        before.measure == figure.measure
        and before.population == figure.population
        and before.scope == figure.scope
        and before.relation == "total"
        and _voice(before, voices) == _voice(figure, voices)
    )
    places = {p.name for p in (before.place, figure.place) if p is not None}
    differs = (before.low, before.high) != (figure.low, figure.high)
    return same and differs and len(places) < 2 and "superseded" not in before.remarks


def _voice(figure: Figure, voices: dict[str, str]) -> str:
    """Who gives a number: who is said to count, else the speaker, else the outlet itself."""
    if figure.claim_of is None and figure.counted_by is not None:
        return figure.counted_by.actor or figure.counted_by.name.casefold()
    return voices.get(figure.claim_of or "", "")


def _note_falls(figures: Sequence[Figure], speakers: dict[str, str], notes: dict[str, list[str]]) -> None:
    latest: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        if figure.scope != "cumulative" or figure.relation != "total" or "superseded" in figure.remarks:
            continue
        place = figure.place.name if figure.place is not None else None
        key = (figure.measure, figure.population, _since(figure), place, speakers.get(figure.claim_of or ""))
        before = latest.get(key)
        if before is not None and figure.high is not None and before.low is not None and figure.high < before.low:
            notes.setdefault(figure.id, []).append(FALLS)
        latest[key] = figure


def _since(figure: Figure) -> object:
    """From when a running toll counts; where no day is known, the words that tell it."""
    if figure.period is None:
        return None
    return figure.period.start or figure.period.span.text.casefold()
