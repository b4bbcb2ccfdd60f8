"""The cost of statements grows with the length of a text and no faster, whatever lies inside what."""

from __future__ import annotations

import pytest
from operations import count_operations

from reportedly.lexicon import load_lexicon
from reportedly.model import make_report
from reportedly.parse import load_model, parse
from reportedly.stages.names import find_names
from reportedly.stages.statements import find_statements
from reportedly.stages.times import find_times
from reportedly.stages.wording import find_wordings

# A text of twice the length may cost this many times as much; a square would cost four times.
TWICE = 2.3
PIECES = {
    "nested": "State radio said the mayor had told the council that the guards denied that the road was closed. ",
    "quotes": '"The road is open," the mayor said on Monday. "Nobody was hurt there," she added.\n',
    "one speech": '"The road is open, and it stays open for all of them,\n\n',
    "inside one quote": "the army says that they claimed on Sunday that nobody was told, ",
    "scare quotes": 'The "safe" road was said to be closed on Monday by the regime. ',
    "citing": "The daily reported, citing the army, that the road was closed. ",
    "times": "On Monday, 4 May, at noon the mayor said that on Sunday the army had reported that all was well. ",
}
# How a text begins before its pieces.
OPENINGS = {"inside one quote": 'The mayor said: "', "one speech": 'The mayor said: "We know this much.\n\n'}


def cost(name: str, times: int) -> int:
    """Steps of reading the statements of a text that repeats a piece."""
    text = OPENINGS.get(name, "") + PIECES[name] * times
    lexicon, report = load_lexicon(), make_report(text, published="2026-05-06")
    parsed = parse(text, load_model(), lexicon)
    names, dates = find_names(parsed, lexicon), find_times(report, parsed, lexicon)

    def read() -> None:
        statements, _ = find_statements(report, parsed, lexicon, names, dates)
        find_wordings(report, parsed, lexicon, statements)
        assert statements

    return count_operations(read)


@pytest.mark.parametrize("name", PIECES)
def test_twice_the_text_costs_twice_as_much(name: str) -> None:
    """Counted in steps, not in seconds."""
    cost(name, 2)  # what is looked up once for all texts
    assert cost(name, 48) / cost(name, 24) < TWICE
