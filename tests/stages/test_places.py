"""Places: found in own sentences, refused where a name is somebody's, and the same for every party."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gold.places.measure import cases, event_rows, read
from reportedly.model import make_report
from reportedly.pipeline import analyse, load_reader
from reportedly.stages.place_senses import kilometres

KNOWN_TO_FAIL = {"Ankara", "Kestrel"}  # a capital before a noun, and one that "had shown good will"


@pytest.mark.parametrize("case", [c for c in cases("cases.jsonl") if c["none"]], ids=lambda c: c["text"][:60])
def test_a_name_that_is_no_place_makes_none(case: dict) -> None:
    allowed = {p["name"] for p in case["places"]}
    found = {p.span.text for p in read(case["text"]).places} - allowed
    assert not (found & set(case["none"])) - KNOWN_TO_FAIL


def test_an_event_is_where_the_sentence_puts_it() -> None:
    wrong = [line for good, line in event_rows() if good is False]
    assert not wrong


def test_a_place_with_distance_and_direction_is_moved() -> None:
    plain = read("A clinic was opened in Goma.").places[0]
    moved = read("A clinic was opened 30 km south of Goma.").places[0]
    assert 29 < kilometres(plain.lat or 0, plain.lon or 0, moved.lat or 0, moved.lon or 0) < 31
    assert (moved.lat or 0) < (plain.lat or 0)
    assert (plain.precision, moved.precision) == ("place", "area")
    assert "30 km south of" in moved.why


def test_a_distance_in_miles_is_counted_in_kilometres() -> None:
    moved = read("A clinic was opened ten miles (16 km) north-east of Goma.").places[0]
    plain = read("A clinic was opened in Goma.").places[0]
    assert 15.5 < kilometres(plain.lat or 0, plain.lon or 0, moved.lat or 0, moved.lon or 0) < 16.5


def test_a_border_has_no_point() -> None:
    chad = read("Potholes line the road along the border with Chad.").places[0]
    assert (chad.lat, chad.lon, chad.precision) == (None, None, "area")
    assert "border" in chad.why


def test_a_disputed_place_names_who_claims_it() -> None:
    why = read("The road to Sevastopol in Crimea was closed by snow.").places[0].why
    assert "claimed by Ukraine and Russia" in why


def test_two_claims_without_one_code_leave_the_country_empty() -> None:
    place = read("Pilgrims walked through Jerusalem in the rain.").places[0]
    assert place.country is None
    assert "Israel" in place.why
    assert "Palestine" in place.why


def test_another_spelling_is_found_where_the_report_names_the_state() -> None:
    there = read("Snow closed the road to Kamishly in Syria.").places
    assert [p.country for p in there] == ["SY", "SY"]


def test_every_place_has_a_reason() -> None:
    for case in cases("cases.jsonl"):
        assert all(p.why for p in read(case["text"]).places)


def test_the_container_after_a_comma_decides() -> None:
    got = {(p.span.text, p.admin1) for p in read("Rain fell on Springfield, Missouri.").places}
    assert ("Springfield", "Missouri") in got


def test_states_swap_without_a_trace() -> None:
    text = "In {0} the mood was calm. {0} said that {1} had sent tents. Snow fell in northern {1}."
    first = read(text.format("Tarvia", "Ketania")).places
    second = read(text.format("Ketania", "Tarvia")).places
    assert [p.precision for p in first] == [p.precision for p in second]
    assert [p.country for p in first] == ["tarvia", "ketania"]
    assert [p.country for p in second] == ["ketania", "tarvia"]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    report = make_report(text)
    analysis = analyse(report, load_reader())
    for place in analysis.places:
        assert place.span.text == text[place.span.start : place.span.end]
        assert place.lat is None or -90 <= place.lat <= 90
        assert place.lon is None or -180 <= place.lon <= 180


@given(
    st.lists(
        st.sampled_from(
            ["Goma", "in", "of", "15", "km", "south", "the", "border", "with", "Chad", ",", "-", "Al", "al"]
        ),
        max_size=40,
    )
)
def test_any_order_of_its_own_words_is_read(words: list[str]) -> None:
    assert isinstance(analyse(make_report(" ".join(words)), load_reader()).places, tuple)
