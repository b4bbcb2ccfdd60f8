"""The gate before the parser: what is about conflict passes, other news does not, and the lists are the lexicon's."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from reportedly.gate import BRIEF, FAMILIES, Gate, make_gate
from reportedly.lexicon import Lexicon
from reportedly.model import Report, make_report
from reportedly.pipeline import analyse, load_reader
from reportedly.sources import SourceOptions, read_sources

CORPUS = Path(str(files("reportedly").joinpath("demo", "corpus")))
OTHER_NEWS = [
    "The bakery on Mill Street won the county's prize for the best loaf again. Its owner said she would add a cafe in "
    "spring, and thanked her customers, some of whom had queued since six in the morning to taste the winner. " * 4,
    "Rovers beat United 2-1 after a late strike by their captain. The defence was under attack for most of the second "
    "half, and the coach said his side had fought for every ball. The final is on Sunday at the national stadium. " * 4,
    "Shares of the grid operator fell by a tenth after it cut its forecast. Analysts said that a battle for market "
    "share with two rivals had hit earnings and that the board would have to defend its dividend next year. " * 4,
    "The festival opened with a film about a lighthouse keeper. Critics praised the camera work and killed time before "
    "the second screening with a debate on whether the age of the long take was over, which few of them denied. " * 4,
]


@pytest.fixture(scope="module")
def gate(lexicon: Lexicon) -> Gate:
    """The gate of the package's lexicon."""
    return make_gate(lexicon)


def test_every_bundled_report_passes(gate: Gate) -> None:
    """They are all about conflict or its diplomacy, so gated and ungated reading give the same records."""
    reports = [r for r in read_sources([CORPUS], SourceOptions()) if isinstance(r, Report)]
    assert [r.source for r in reports if not gate.passes(r.text)] == []


@pytest.mark.parametrize("text", OTHER_NEWS, ids=["bakery", "football", "markets", "film"])
def test_other_news_does_not_pass(gate: Gate, text: str) -> None:
    """However often one such word comes: only different words count."""
    assert len(text) > BRIEF
    assert not gate.passes(text)


def test_every_kind_of_force_is_in_the_gate(gate: Gate, lexicon: Lexicon) -> None:
    """A noun of such a kind that stands alone in its pattern counts, whenever a kind is added."""
    for kind in lexicon.events.file.event:
        if kind.family in FAMILIES:
            assert all(gate.lemma_of(noun) for noun in kind.nouns if noun.isalpha()), kind.id


def test_a_new_kind_is_in_the_gate(lexicon: Lexicon) -> None:
    """Nothing is written twice: an entry of the events' lexicon is enough."""
    kind = lexicon.events.file.event[0]
    new = type(kind)(**{f: getattr(kind, f) for f in kind.__struct_fields__} | {"id": "new", "nouns": ("zarbling",)})
    file = type(lexicon.events.file)(
        **{f: getattr(lexicon.events.file, f) for f in lexicon.events.file.__struct_fields__}
        | {"event": (*lexicon.events.file.event, new)}
    )
    grown = lexicon._replace(events=type(lexicon.events)(file))
    assert make_gate(grown).score("The zarblings went on.") > make_gate(lexicon).score("The zarblings went on.") == 0


@pytest.mark.parametrize(
    ("word", "lemma"), [("shelled", "shelled"), ("Truces", "truce"), ("KILLED", "killed"), ("loaf", ""), ("wards", "")]
)
def test_forms_of_a_word_count(gate: Gate, word: str, lemma: str) -> None:
    """In any case and ending."""
    assert gate.lemma_of(word) == lemma


def test_a_known_group_counts_once(gate: Gate) -> None:
    """By its name; however often it is named."""
    once = gate.score("Hezbollah met.")
    assert once > 0
    assert gate.score("Hezbollah met. Hezbollah left.") == once


def test_passing_is_scoring_enough(gate: Gate) -> None:
    """The quick way and the whole count agree."""
    for text in (*OTHER_NEWS, "Two rebels were killed.", "", "x" * 1000, "The truce held. " * 50):
        assert gate.passes(text) == (gate.score(text) >= (6 if len(text) > BRIEF else 1))


def test_a_report_outside_is_kept_without_records(gate: Gate) -> None:
    """It says so, and the same report without the gate is read."""
    report = make_report(OTHER_NEWS[0], published="2026-06-03")
    reader = load_reader()
    outside = analyse(report, reader._replace(gate=gate))
    assert outside.outside
    assert not outside.statements
    assert analyse(report, reader).statements
    assert reader._replace(gate=gate).lexicon_hash != reader.lexicon_hash


@pytest.mark.parametrize(
    "text", ["Two men were detained at the crossing.", "The envoy deplored the attack.", "He fled."]
)
def test_a_brief_passes_by_one_word_that_a_long_report_needs_more_of(gate: Gate, text: str) -> None:
    """A single sentence about a deed is read; the same words in a long report on sport are not enough."""
    assert gate.passes(text)
    assert not gate.passes(text + " The match was watched by many people." * 30)


def test_every_gold_report_passes(gate: Gate) -> None:
    """So gated and ungated reading give the same records for them too."""
    folder = Path(__file__).parents[1] / "gold" / "reports"
    assert [p.name for p in folder.glob("*.txt") if not gate.passes(p.read_text(encoding="utf-8"))] == []
