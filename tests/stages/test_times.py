"""Times: what is read of a text with a date, without one, with a dateline, in a history; and what holds of any text."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gold.times.measure import attachments, expressions, is_same
from reportedly.lexicon import load_lexicon
from reportedly.model import TimeRef, make_report
from reportedly.parse import load_model, parse
from reportedly.stages.time_calendar import (
    back_from,
    part_of,
    period_of,
    season_period,
    step_years,
    stepped,
    week_period,
    weekday_near,
)
from reportedly.stages.time_feasts import feast_days, islamic_day
from reportedly.stages.times import find_times, read_times

WORDS = load_lexicon().times
FRIDAY = dt.date(2025, 3, 28)


def read(text: str, published: str | None = "2025-03-28") -> list[TimeRef]:
    report = make_report(text, published=published)
    return find_times(report, parse(text, load_model(), load_lexicon()), load_lexicon())


def one(text: str, published: str | None = "2025-03-28") -> TimeRef:
    (time_ref,) = read(text, published)
    return time_ref


def test_gold_is_read() -> None:
    wrong = [
        w or t
        for _, w, t in expressions()
        if w is None or t is None or not is_same(w, t, "text", "value", "start", "end")
    ]
    assert not wrong


def test_most_times_hang_on_the_right_word() -> None:
    pairs = [*attachments(), *attachments("attachment_more.jsonl")]
    assert sum(want == got for _, _, want, got in pairs) / len(pairs) >= 0.95


def test_each_has_a_reason_and_exact_characters() -> None:
    text = "It fell on Monday, “3 May 2020”, two days later and in the past 18 months."
    for ref in read(text):
        assert ref.why
        assert ref.span.text == text[ref.span.start : ref.span.end]


def test_the_dateline_outranks_the_metadata_and_says_so() -> None:
    refs = read("DORN, March 24 (Tarvia Wire) - The army left on Monday.", "2025-03-27")
    assert refs[1].start == dt.date(2025, 3, 24)
    assert refs[1].anchor == "2025-03-24"
    assert "the metadata say 2025-03-27" in refs[1].why


@pytest.mark.parametrize(
    "text",
    [
        "The talks of March 24 - the first in a year - failed on Monday.",
        "On March 24 - a holiday - the army left on Monday.",
        "Fighting spread after March 24: the army left on Monday.",
    ],
)
def test_a_date_in_a_sentence_is_no_dateline(text: str) -> None:
    assert {r.anchor for r in read(text) if r.span.text == "Monday"} == {"2025-03-28"}


def test_without_a_date_relative_expressions_stay_relative() -> None:
    for text in ("It fell on Thursday.", "It fell yesterday.", "It fell last week.", "It fell three days later."):
        ref = one(text, None)
        assert (ref.start, ref.end, ref.anchor) == (None, None, None), text
        assert "XX" in ref.value


def test_a_date_of_the_text_anchors_what_follows_it() -> None:
    assert [str(r.start) for r in read("It fell on 3 May 2020. Two days later it rose.", None)] == [
        "2020-05-03",
        "2020-05-05",
    ]


def test_tense_chooses_the_weekday() -> None:
    assert one("The truce was signed on Friday.").start == FRIDAY
    assert one("The truce will be signed on Friday.").start == dt.date(2025, 4, 4)
    assert one("They are expected to sign on Friday.").start == dt.date(2025, 4, 4)
    assert one("Signing is scheduled for Monday.").start == dt.date(2025, 3, 31)


def test_a_word_before_opens_an_end() -> None:
    since, until = one("It has been shut since March 18."), one("It is shut until April 2.")
    assert (since.relation, since.start, since.end) == ("since", dt.date(2025, 3, 18), None)
    assert (until.relation, until.start, until.end) == ("until", None, dt.date(2025, 4, 2))
    assert one("After Tuesday's strike it was shut.").relation == "on"
    before = one("It was open before March 18.")
    assert (before.relation, before.start, before.end) == ("before", None, dt.date(2025, 3, 17))


def test_a_range_is_one_interval_at_both_ends() -> None:
    for text in ("It lasted from 12 March to 3 April 2022.", "It lasted between 12 March and 3 April 2022."):
        first, second = read(text)
        assert (first.start, first.end) == (second.start, second.end) == (dt.date(2022, 3, 12), dt.date(2022, 4, 3))
    assert [r.relation for r in read("It fell on 12 March and 3 April 2022.")] == ["on", "on"]


def test_ages_counts_names_and_fractions_are_no_times() -> None:
    for text in (
        "The two-year-old girl.",
        "He is 25 years old.",
        "Some 2000 men.",
        "May said so.",
        "They march on.",
        "A third of it.",
    ):
        assert not read(text), text


def test_a_clock_time_has_the_day_after_it() -> None:
    first, second, day = read("It fell at 10:15 p.m. (1915 GMT) on Tuesday.")
    assert first.start == second.start == day.start == dt.date(2025, 3, 25)
    assert second.value == "2025-03-25T19:15Z"


def test_figures_that_fit_two_days_stay_open() -> None:
    ref = one("It is dated 04/05/2023.")
    assert (ref.precision, ref.start, ref.end) == ("vague", dt.date(2023, 4, 5), dt.date(2023, 5, 4))


def test_feasts_by_sighting_are_vague_and_others_are_not() -> None:
    assert one("It was quiet during Ramadan.").precision == "vague"
    assert one("It was quiet on Good Friday 2024.").precision == "day"
    assert feast_days("easter:0", 2024) == [(dt.date(2024, 3, 31), dt.date(2024, 3, 31))]
    assert feast_days("orthodox:0", 2024)[0][0] == dt.date(2024, 5, 5)
    assert feast_days("hebrew:7-15:7", 2024)[0][0] == dt.date(2024, 4, 23)
    assert feast_days("hebrew:1-10:1", 2023)[0][0] == dt.date(2023, 9, 25)
    assert feast_days("nth:11-4-4", 2023)[0][0] == dt.date(2023, 11, 23)
    assert islamic_day(1445, 9, 1) == dt.date(2024, 3, 11)
    assert len(feast_days("islamic:10-1:1", 2000)) == 2  # a short lunar year: the feast came twice


def test_calendar_steps() -> None:
    assert step_years(-1, 1) == 1
    assert step_years(1, -1) == -1
    assert back_from(dt.date(2024, 3, 31), -1, "M") == dt.date(2024, 2, 29)
    assert stepped((2024, 1, 31), 2, "D") == period_of((2024, 2, 2))
    assert stepped((2024, 1, None), 2, "D") is None
    assert week_period(FRIDAY).value == "2025-W13"
    assert part_of(period_of((2024, 2, None)), "end").end == dt.date(2024, 2, 29)
    assert season_period(2024, "WI").end == dt.date(2025, 2, 28)
    assert weekday_near(FRIDAY, 5, 1, today=False) == dt.date(2025, 4, 4)


def test_a_history_moves_on_and_asides_do_not_move_it() -> None:
    text = (
        "The league was founded in 1831. In May 1832 it split. A film of 2004 tells of it. In June the king returned. "
        "In 1833 it was dissolved. The following year its leaders were tried."
    )
    values = {r.span.text: r.value for r in read(text)}
    assert values["June"] == "1832-06"
    assert values["The following year"] == "1834"


PIECES = st.sampled_from(
    [
        *(
            "on ",
            "Monday ",
            "3 ",
            "May ",
            "2020 ",
            "March 18, ",
            "last ",
            "the ",
            "two ",
            "days ",
            "later ",
            "ago ",
            "- ",
        ),
        *(
            "to ",
            "and ",
            "from ",
            "between ",
            "year ",
            "'s ",
            "early ",
            "overnight ",
            "\n",
            ". ",
            "BC ",
            "12:30 ",
            "p.m. ",
        ),
        *(
            "31 ",
            "February ",
            "Eid ",
            "Ramadan ",
            "99999 ",
            "the past ",
            "next ",
            "century ",
            "’98 ",
            "2023-24 ",
            "half ",
        ),
        *("0000-00-00 ", "1/2/3 ", "eve of ", "of "),
    ]
)
DAYS = st.none() | st.dates()


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=25), DAYS)
def test_any_text_is_read_in_order_and_the_same_again(pieces: list[str], day: dt.date | None) -> None:
    text = "".join(pieces)
    readings = read_times(text, day, WORDS).readings
    assert readings == read_times(text, day, WORDS).readings
    at = 0
    for reading in readings:
        assert at <= reading.start < reading.end <= len(text)
        at = reading.end
        start, end = reading.period.start, reading.period.end
        assert start is None or end is None or start <= end


@pytest.mark.parametrize("piece", ["the ", "twenty-", "1990 - ", "A-", "May 5, "])
def test_a_long_line_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        """The best of three, since a pause of the garbage collector is no growth."""
        taken = []
        for _ in range(3):
            started = time.process_time()
            read_times(piece * (size // len(piece)), FRIDAY, WORDS)
            taken.append(time.process_time() - started)
        return min(taken)

    seconds(1_000)
    assert seconds(40_000) < 12 * seconds(10_000) + 0.2
