"""Cleaning: whatever is edited, every cleaned character finds its way back."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportedly.text import (
    DATELINE,
    LONGEST_PIECE,
    LONGEST_WORD,
    STRAIGHT,
    CleanText,
    Edit,
    encodable,
    invisible_edits,
    long_word_edits,
    mark_run_edits,
    paragraphs,
    wrap_edits,
)

# Letters with marks that combine, joined emoji, flags, right-to-left letters and marks, zero-width marks, half
# characters, line ends of every kind, and the marks that cleaning changes.
MARKS = list("\u0301\u0651\u200d\u200b\u200f\u202e\u2066\u00ad\ufeff\u2028\u00a0“”’«»–\x00\x1b")
WORDS = ["👩\u200d🚒", "🇺🇳", "שלום", "سلام", "ﬁ", "İ", "\ud800", "\udfff", "said", "The army", "15"]
ODD = st.lists(st.sampled_from([*"aZé€ \t\n\r.\"'0", *MARKS, *WORDS]) | st.characters(), max_size=120).map("".join)
LONG_LINES = {
    "one letter": "a" * 1_000_000,
    "blanks": " " * 1_000_000,
    "marks": '"' * 1_000_000,
    "soft hyphens": "a\u00ad" * 500_000,
    "combining": "e\u0301" * 500_000,
    "right to left": "\u200fא" * 500_000,
    "line ends": "a\n" * 500_000,
    "carriage returns": "\r" * 1_000_000,
    "wrapped": ("word " * 12 + "end\n") * 16_000,
}


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and edits in order that do not overlap."""
    text = draw(ODD)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(start, end, draw(st.text(max_size=5))) for start, end in pairs]


@given(texts_with_edits())
@example(("ab", [Edit(0, 1, ""), Edit(1, 2, "")]))
def test_kept_characters_map_to_themselves_and_replaced_ones_to_the_whole_edit(case: tuple[str, list[Edit]]) -> None:
    raw, edits = case
    clean = CleanText(raw, edits)
    for at, letter in enumerate(clean.text):
        start, end = clean.to_raw(at, at + 1)
        assert 0 <= start <= end <= len(raw)
        edit = next(
            (e for e in edits if (e.start, e.end) == (start, end) and letter in e.replacement.translate(STRAIGHT)), None
        )
        assert edit is not None or raw[start:end].translate(STRAIGHT) == letter


@given(texts_with_edits(), st.lists(st.integers(0, 4)))
def test_words_in_one_walk_map_as_each_alone(case: tuple[str, list[Edit]], lengths: list[int]) -> None:
    """Also words of no length, and those that reach over several edits."""
    clean = CleanText(*case)
    starts = [sum(lengths[:n]) for n in range(len(lengths)) if sum(lengths[: n + 1]) <= len(clean.text)]
    lengths = lengths[: len(starts)]
    alone = [clean.to_raw(start, start + length) for start, length in zip(starts, lengths, strict=True)]
    assert clean.to_raw_words(starts, lengths) == alone


@given(texts_with_edits(), st.data())
def test_a_cleaned_span_maps_to_a_raw_span_that_holds_each_of_its_characters(
    case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    raw, edits = case
    clean = CleanText(raw, edits)
    if not clean.text:
        return
    first = data.draw(st.integers(0, len(clean.text) - 1))
    last = data.draw(st.integers(first + 1, len(clean.text)))
    start, end = clean.to_raw(first, last)
    for at in range(first, last):
        inner = clean.to_raw(at, at + 1)
        assert start <= inner[0] <= inner[1] <= end


@given(ODD)
def test_invisible_marks_go_and_all_else_stays(raw: str) -> None:
    clean = CleanText(raw, invisible_edits(raw))
    gone = {i for e in invisible_edits(raw) for i in range(e.start, e.end)}
    assert clean.text == encodable("".join(c for i, c in enumerate(raw) if i not in gone)).translate(STRAIGHT)
    assert not any(mark in clean.text for mark in "\u00ad\u200b\u200f\u202e\u2066\ufeff\x00")


@given(ODD)
def test_paragraphs_are_in_order_and_hold_all_but_white_space(raw: str) -> None:
    bounds = paragraphs(raw)
    at = 0
    for start, end in bounds:
        assert at <= start < end <= len(raw)
        assert end - start <= LONGEST_PIECE
        assert not raw[at:start].strip()
        at = end
    assert not raw[at:].strip()


@pytest.mark.parametrize("name", LONG_LINES)
def test_a_megabyte_of_one_line_takes_moments(name: str) -> None:
    raw = LONG_LINES[name]
    started = time.perf_counter()
    bounds = paragraphs(raw)
    edits = [*invisible_edits(raw), *wrap_edits(raw)]
    clean = CleanText(raw, edits)
    clean.to_raw(len(clean.text) // 2, len(clean.text))
    assert time.perf_counter() - started < 10  # linear work takes about one second on a slow machine
    assert all(end - start <= LONGEST_PIECE for start, end in bounds)


def test_a_line_broken_for_width_is_one_sentence() -> None:
    raw = "The ministry said on Sunday that the bridge at\nthe mouth of the river had been closed.\nA Heading\nThe end."
    assert [raw[start:end] for start, end in paragraphs(raw)] == [
        "The ministry said on Sunday that the bridge at\nthe mouth of the river had been closed.",
        "A Heading",
        "The end.",
    ]
    assert "bridge at the mouth" in CleanText(raw, wrap_edits(raw)).text


def test_curly_marks_are_read_as_straight_ones_and_map_back() -> None:
    raw = "“Stop,” he said."
    clean = CleanText(raw)
    assert clean.text == '"Stop," he said.'
    start, end = clean.to_raw(0, 7)
    assert raw[start:end] == "“Stop,”"


def test_of_two_edits_that_overlap_the_first_wins() -> None:
    assert CleanText("abcdef", [Edit(1, 4, "X"), Edit(2, 5, "Y")]).text == "aXef"


def test_a_run_without_spaces_is_cut_for_the_tokenizer_and_maps_back() -> None:
    """No piece is longer than the longest word, and the report's own letters are all there."""
    raw = "a (" + "(" * 1000 + " b"
    clean = CleanText(raw, long_word_edits(raw))
    assert max(map(len, clean.text.split())) == LONGEST_WORD
    assert clean.text.replace(" ", "") == raw.replace(" ", "")
    at = clean.text.index("b")
    assert clean.to_raw(at, at + 1) == (len(raw) - 1, len(raw))


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("PORT HALE, 3 March (Meridian Wire) - Four people died.", "PORT HALE, 3 March (Meridian Wire) - "),
        ("ORVEN (MW) — “We left,” the mayor said.", "ORVEN (MW) — "),
        ("ORVEN - Four people died.", "ORVEN - "),
        ("HALE -- Four people died.", "HALE -- "),
        ("Port Hale (MW) – Four people died.", "Port Hale (MW) – "),
        ("Orven, March 3 (MW) -- Four people died.", "Orven, March 3 (MW) -- "),
        ("The front - a group of three parties - said no.", ""),
        ("UN-backed talks resumed.", ""),
        ("The army (ADF) fired.", ""),
        ("SMITH: We left.", ""),
        ("A 12-year-old was hurt.", ""),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(line: str, dateline: str) -> None:
    """It is read as a piece of its own, and no text before a dash is taken for one."""
    found = DATELINE.match(line)
    assert (found.group() if found else "") == dateline
    if dateline:
        bounds = paragraphs("Headline\n" + line)
        assert [len(dateline), len(line) - len(dateline)] == [end - start for start, end in bounds[1:]]


@pytest.mark.parametrize("marks", ["\"'" * 50_000, '" ' * 30_000, "....." * 9_000, "| --- " * 9_000, "“‘" * 30_000])
def test_a_run_of_marks_without_a_word_is_hardly_read(marks: str) -> None:
    """Each mark is a word to the parser: 100 kB of them cost what a book does."""
    raw = f"The army denied it {marks} on Sunday."
    read = "".join(CleanText(raw, mark_run_edits(raw), start, end).text for start, end in paragraphs(raw))
    assert len(read) < 1500
    assert read.startswith("The army denied it")
    assert read.endswith("on Sunday.")


@given(st.text("ab .,-\"'\n"))
def test_marks_between_words_are_left_alone(raw: str) -> None:
    """Only a run that is longer than any sign of a text is taken out."""
    assert not list(mark_run_edits(raw[:110]))
