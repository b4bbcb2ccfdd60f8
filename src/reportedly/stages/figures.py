"""Figures: how many, of whom, counted by whom, since when."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.lexicon import Lexicon
from reportedly.model import Abstention, Event, Figure, PlaceRef, Report, TimeRef
from reportedly.parse import Parsed
from reportedly.stages.names import Names


def find_figures(
    report: Report,
    parsed: Parsed,
    lexicon: Lexicon,
    names: Names,
    times: Sequence[TimeRef],
    places: Sequence[PlaceRef],
    events: Sequence[Event],
) -> tuple[list[Figure], list[Abstention]]:
    """All figures of a report, in the order of the text, and the numbers that were left on purpose."""
    return [], []
