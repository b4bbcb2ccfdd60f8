"""The helper that the other tests trust."""

from __future__ import annotations

import pytest
from marked import read_marked


def test_marks_become_spans_of_the_bare_text() -> None:
    marked = read_marked("[speaker The army] [cue denied] it.")
    assert marked.text == "The army denied it."
    assert marked.texts() == {"speaker": ["The army"], "cue": ["denied"]}
    assert (marked.one("cue").start, marked.one("cue").end) == (9, 15)


def test_marks_nest_and_repeat() -> None:
    marked = read_marked("[content it [event shelled] the camp and [event burnt] it].")
    assert marked.texts() == {"content": ["it shelled the camp and burnt it"], "event": ["shelled", "burnt"]}


def test_a_doubled_bracket_is_the_text_s_own() -> None:
    marked = read_marked("it [[sic]] [cue said]")
    assert marked.text == "it [sic] said"
    assert marked.one("cue").text == marked.text[9:13]


@pytest.mark.parametrize("source", ["[cue said", "said]", "[a [b c]"])
def test_marks_that_do_not_pair_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match="clos"):
        read_marked(source)
