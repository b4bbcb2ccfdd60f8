"""Places: names of places in a text, resolved as far as the text allows."""

from __future__ import annotations

from reportedly.gazetteer import Gazetteer
from reportedly.lexicon import Lexicon
from reportedly.model import PlaceRef, Report
from reportedly.parse import Parsed
from reportedly.stages.names import Names


def find_places(report: Report, parsed: Parsed, lexicon: Lexicon, gazetteer: Gazetteer, names: Names) -> list[PlaceRef]:
    """All places of a report, in the order of the text."""
    return []
