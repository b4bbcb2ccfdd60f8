from __future__ import annotations

import random

import factory
from hypothesis import given
from hypothesis import strategies as st

from reportedly.link.copies import (
    CopyRule,
    containment,
    make_fingerprint,
    run_hashes,
    sample_of,
    shared_passage,
)
from reportedly.link.grouping import NEVER, Grouping

WORDS = [a + b + c for a in "bdklmnprstvw" for b in "aeiou" for c in ("dor", "fal", "gim", "hus", "kel")]


def article(seed: int, length: int = 220) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(length))


def groups_of(*texts: str) -> list[list[int]]:
    reports = [
        factory.report(text, published=f"2031-05-{n + 1:02}", outlet=f"Outlet {n}") for n, text in enumerate(texts)
    ]
    grouping = Grouping(CopyRule())
    grouping.update([make_fingerprint(report) for report in reports])
    places = {report.id: n for n, report in enumerate(reports)}
    return [[places[item.report] for item in group.items] for group in grouping.groups()]


def test_a_copy_with_another_dateline_is_found() -> None:
    text = article(1)
    assert groups_of(f"ORVEN, May 1 {text}", f"Staff and agencies. {text} More follows.") == [[0, 1]]


def test_a_cut_copy_is_found() -> None:
    text = article(2, 400)
    assert groups_of(text, text[: len(text) * 4 // 10]) == [[0, 1]]


def test_two_texts_of_their_own_are_two() -> None:
    assert groups_of(article(3), article(4)) == [[0], [1]]


def test_a_shared_background_paragraph_makes_no_copy() -> None:
    background = article(5, 70)
    assert groups_of(f"{article(6)} {background}", f"{article(7)} {background}") == [[0], [1]]


def test_copies_of_copies_do_not_chain() -> None:
    """Each text holds two thirds of the one before: the third is no copy of the first."""
    a, b = article(8, 200), article(9, 200)
    first, second, third = a, f"{a.rsplit(' ', 60)[0]} {b}", b
    chained = groups_of(first, second, third)
    assert [0, 1, 2] not in chained


def test_a_sentence_alone_tells_too_little() -> None:
    assert groups_of("Six people died in the blast, he said.", "Six people died in the blast, he said.") == [[0], [1]]
    assert containment(frozenset({1, 2, 3}), frozenset({1, 2, 3})) == NEVER


def test_the_fingerprint_is_what_it_was() -> None:
    """Stored fingerprints must stay comparable: a change of the numbers is a new version."""
    words = ["the", "ministry", "said", "that", "fourteen", "people", "had", "died"]
    assert [int(n) % 1000 for n in run_hashes(words)] == HASHES


HASHES = [602, 536, 938, 911]


@given(st.text(), st.text())
def test_any_text_has_a_fingerprint_and_a_passage_or_none(one: str, other: str) -> None:
    assert len(sample_of(one)) <= max(4, len(one))
    shared = shared_passage(one, other)
    if shared:
        assert other[shared.later.start : shared.later.end] == shared.later.text
        assert one[shared.earlier.start : shared.earlier.end] == shared.earlier.text


def test_the_shared_passage_is_the_longest_and_is_in_both() -> None:
    earlier = "Long ago. The ministry said that fourteen people had died. It was a Tuesday in the rain."
    later = "Update: the ministry said that Fourteen people had died; so it was a Tuesday in the rain."
    shared = shared_passage(earlier, later)
    assert shared is not None
    assert shared.later.text == "the ministry said that Fourteen people had died"
    assert shared.earlier.text == "The ministry said that fourteen people had died"
    assert shared.words == 8
    assert shared_passage("Nothing of it.", "Something else altogether stands here.") is None


def test_a_text_of_a_megabyte_is_linear() -> None:
    assert len(sample_of("word " * 200_000)) <= 4
    assert sample_of("x" * 1_000_000) == frozenset()
