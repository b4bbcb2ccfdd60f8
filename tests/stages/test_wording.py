"""Loaded words: each entry finds its examples and leaves its counter-examples; the voice tells who speaks them."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.lexicon import load_lexicon
from reportedly.model import Wording, make_report
from reportedly.parse import load_model, parse
from reportedly.stages.names import find_names
from reportedly.stages.statements import find_statements
from reportedly.stages.wording import find_wordings

TERMS = load_lexicon().wordings.entries


def read(text: str) -> list[Wording]:
    """The loaded words of a text."""
    lexicon, report = load_lexicon(), make_report(text)
    parsed = parse(text, load_model(), lexicon)
    statements, _ = find_statements(report, parsed, lexicon, find_names(parsed, lexicon), [])
    return find_wordings(report, parsed, lexicon, statements)


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.id)
def test_a_term_is_found_in_its_examples_and_not_in_the_others(term: Any) -> None:
    """Each example holds the term, each counter-example does not."""
    assert term.examples
    assert term.not_
    for example in term.examples:
        assert term.id in {w.term for w in read(example)}, example
    for example in term.not_:
        assert read(example) == [], example


def test_terms_are_sorted_and_no_word_is_in_two() -> None:
    """The list is in the order of its ids, and a word belongs to one entry."""
    ids = [t.id for t in TERMS]
    assert ids == sorted(ids)
    words = [w for t in TERMS for w in t.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("The regime closed the crossing.", "narration"),
        ("The envoy said the regime had closed the crossing.", "report"),
        ('"The regime has closed the crossing," the envoy said.', "quotation"),
    ],
)
def test_whose_voice_a_loaded_word_is(text: str, voice: str) -> None:
    """The outlet's own, what it reports somebody to say, or a quotation."""
    (wording,) = read(text)
    assert wording.voice == voice
    assert (wording.claim_of is None) == (voice == "narration")


def test_the_parties_are_treated_alike() -> None:
    """The same word of either side is found alike, whoever it is said of."""
    one = read("The Lokan regime shelled the Vennan terrorists.")
    two = read("The Vennan regime shelled the Lokan terrorists.")
    assert [(w.term, w.voice) for w in one] == [(w.term, w.voice) for w in two]
