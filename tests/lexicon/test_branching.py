"""A tree of alternatives matches what the plain list of them does."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reportedly.lexicon import load_lexicon
from reportedly.lexicon.branching import any_pattern, any_word

PHRASES = st.lists(st.text("abc -'", min_size=1).filter(str.strip), min_size=1, max_size=12)


def plain(words: list[str]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, w.split())) for w in ordered) + ")"


def spans(pattern: str, text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]


@given(PHRASES, st.text("aAbBcC -'\n"))
def test_finds_what_the_list_finds(words: list[str], text: str) -> None:
    words = [" ".join(w.split()) for w in words]
    assert spans(any_word(words), text) == spans(plain(words), text)


def test_longer_words_are_tried_first() -> None:
    assert spans(any_word(["no", "no one", "none"]), "No  one and none, no") == [(0, 7), (12, 16), (18, 20)]


def test_a_letter_and_what_repeats_it_stay_together() -> None:
    pattern = re.compile(any_pattern(["go(?!t)|went", "goats?", "d(?:ie|ying)", "die"]))
    assert [pattern.fullmatch(w) is not None for w in ("went", "goat", "goats", "dying", "die", "goa")] == [
        *[True] * 5,
        False,
    ]


def test_the_words_of_figures_are_found_as_before() -> None:
    figures = load_lexicon().figures
    vague = list(figures.vague_of)
    for word in vague:
        assert re.fullmatch(any_word(vague), word, re.IGNORECASE), word
