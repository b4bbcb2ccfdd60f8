"""Times: expressions of a text as calendar intervals."""

from __future__ import annotations

from reportedly.lexicon import Lexicon
from reportedly.model import Report, TimeRef
from reportedly.parse import Parsed


def find_times(report: Report, parsed: Parsed, lexicon: Lexicon) -> list[TimeRef]:
    """All time expressions of a report, in the order of the text."""
    return []
