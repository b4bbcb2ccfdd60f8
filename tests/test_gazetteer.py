"""The gazetteer: folding, spelling, the compiled index, overlays and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import LexiconError
from reportedly.gazetteer import fold, load_gazetteer, skeleton
from reportedly.gazetteer_build import own_bytes, read_places, write_atomically
from reportedly.gazetteer_index import Index, Row, compile_index, open_index

ADA = Row("Ada", ("Old Ada",), "loka", "North", 1.5, 2.5, "place", 7, 1200)
HEADER = "name,aliases,country,admin1,lat,lon,precision,note\n"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Deir Ez Zor", "deir ez zor"),
        ("Khān Yūnis", "khan yunis"),
        ("U.S.", "us"),
        ("Saint-Denis", "st denis"),
        ("Łódź", "lodz"),
        ("Mek'ele", "mekele"),
        ("", ""),
    ],
)
def test_spellings_that_differ_in_marks_fold_alike(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hodeidah", "Al Hudaydah"),
        ("Kyaukphyu", "Kyaukpyu"),
        ("Qamishli", "Al Qamishli"),
        ("Raqqah", "Ar Raqqah"),
        ("Misurata", "Misuratah"),
    ],
)
def test_spellings_of_one_sound_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other)) != ""


def test_names_of_other_sound_do_not() -> None:
    assert skeleton("aleppo") != skeleton("alipur")
    assert skeleton("ur") == ""


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_an_index_finds_what_went_in() -> None:
    index = Index(compile_index([ADA], {"test": "1"}), "test")
    (place,) = index.find(["old ada"])["old ada"]
    assert (place.name, place.country, place.admin1, place.lat, place.lon) == ("Ada", "loka", "North", 1.5, 2.5)
    assert (place.geonameid, place.population, place.main, place.precision) == (7, 1200, False, "place")
    assert index.find(["ada"])["ada"][0].main
    assert index.find(["nowhere"]) == {}
    assert index.sources == {"test": "1"}


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [ADA, ADA._replace(name="Ben", country="venna", geonameid=8)]
    assert compile_index(rows, {"a": "1", "b": "2"}) == compile_index(rows, {"b": "2", "a": "1"})


def test_an_empty_index_finds_nothing() -> None:
    assert Index(compile_index([], {}), "test").find(["ada"]) == {}


def test_a_damaged_index_is_an_error_that_says_so(tmp_path: Path) -> None:
    for data in (b"", b"no index", compile_index([ADA], {})[:60]):
        path = tmp_path / "x.index"
        path.write_bytes(data)
        with pytest.raises(LexiconError, match=r"x\.index"):
            open_index(path)


def test_writing_leaves_no_half_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "x.index"
    write_atomically(path, b"all")
    assert path.read_bytes() == b"all"
    assert [p.name for p in path.parent.iterdir()] == ["x.index"]


def test_an_overlay_comes_first(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.csv"
    overlay.write_text(HEADER + "Paris,Lutetia,loka,,10,20,place,an invented town\n", encoding="utf-8")
    found = load_gazetteer([overlay]).find(["Paris", "Lutetia"])
    assert found["paris"][0].country == "loka"
    assert any(p.country == "FR" for p in found["paris"])
    assert found["lutetia"][0].country == "loka"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (",,loka,,1,2,place,\n", "name"),
        ("Ada,,loka,,x,2,place,\n", "lat"),
        ("Ada,,loka,,91,2,place,\n", "lat"),
        ("Ada,,loka,,1,2,hamlet,\n", "precision"),
    ],
)
def test_a_wrong_overlay_names_line_and_field(tmp_path: Path, line: str, message: str) -> None:
    overlay = tmp_path / "mine.csv"
    overlay.write_text(HEADER + line, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"line 2.*{message}"):
        load_gazetteer([overlay])


def test_an_unknown_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="height"):
        read_places("mine.csv", b"name,height\nAda,3\n", own=True)


def test_our_own_list_is_large_and_every_row_has_its_source() -> None:
    rows = read_places("places.csv", own_bytes("places.csv"), own=True)
    assert len(rows) > 600
    lines = own_bytes("places.csv").decode("utf-8").splitlines()
    assert all("general knowledge" in line for line in lines[1:])


def test_names_of_our_list_are_found_with_their_spellings() -> None:
    names = [
        "Darfur",
        "Donbas",
        "Hodeidah",
        "Hudaydah",
        "Zamzam camp",
        "Strait of Hormuz",
        "Blue Line",
        "Raqa",
        "Tigray",
    ]
    found = load_gazetteer().find(names)
    assert {fold(n) for n in names} == set(found)


def test_a_town_of_our_list_keeps_the_id_of_the_packages() -> None:
    (place,) = [p for p in load_gazetteer().find(["Hodeidah"])["hodeidah"] if p.precision == "place"]
    assert place.country == "YE"
    assert place.geonameid > 0
    assert place.population > 100_000
