"""Figures: every example of the word lists, and the rules one by one."""

from __future__ import annotations

import re

import pytest

from reportedly.lexicon import load_lexicon
from reportedly.lexicon.figures import Measure
from reportedly.model import Abstention, Figure, make_report
from reportedly.parse import load_model, parse
from reportedly.stages.figures import find_figures
from reportedly.stages.names import find_names

LEXICON = load_lexicon()
MEASURES = LEXICON.figures.measures
WANTED = re.compile(r"(?P<measure>\w+) (?P<low>\d+)?(?P<open>\.\.)?(?P<high>\d+)?")


def read(text: str) -> tuple[list[Figure], list[Abstention]]:
    """The figures of a text, and what was left."""
    parsed = parse(text, load_model(), LEXICON)
    return find_figures(make_report(text), parsed, LEXICON, find_names(parsed, LEXICON), [], [], [])


def figures(text: str) -> list[Figure]:
    """The figures of a text."""
    return read(text)[0]


def short(figure: Figure) -> str:
    """A figure as the examples write it: "killed 5", "killed 9..", "killed ..9", "killed 2..6"."""
    low = "" if figure.low is None else str(figure.low)
    high = "" if figure.high is None else str(figure.high)
    return f"{figure.measure} {low if low == high and low else f'{low}..{high}'}"


def shorts(text: str) -> list[str]:
    """All figures of a text, short."""
    return [short(f) for f in figures(text)]


def examples(kind: str) -> list[tuple[Measure, str]]:
    """Sentences of the word list with their measure."""
    return [(m, line) for m in MEASURES for line in (m.examples if kind == "examples" else m.not_)]


@pytest.mark.parametrize(("measure", "line"), examples("examples"), ids=lambda x: x if isinstance(x, str) else x.id)
def test_every_example_is_read(measure: Measure, line: str) -> None:
    sentence, _, wanted = line.partition(" => ")
    assert wanted in shorts(sentence)


@pytest.mark.parametrize(("measure", "line"), examples("not"), ids=lambda x: x if isinstance(x, str) else x.id)
def test_no_counter_example_is(measure: Measure, line: str) -> None:
    assert not [f for f in figures(line) if f.measure == measure.id]
