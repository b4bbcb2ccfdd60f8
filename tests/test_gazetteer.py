"""The gazetteer: folding, spelling, the compiled index, overlays and what is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from reportedly.cli import main
from reportedly.errors import LexiconError
from reportedly.gazetteer import fold, load_gazetteer, skeleton
from reportedly.gazetteer_build import own_bytes, read_places, write_atomically
from reportedly.gazetteer_import import import_geonames
from reportedly.gazetteer_index import Index, Row, compile_index, open_index
from reportedly.lexicon.disputed import load_disputes

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


LINE = (
    "9001\tAdamori\tAdamori\tAdamorie,Адамори,ADM\t12.5\t-1.25\tP\tPPL\tBF\t\t03\t0004\t\t\t320\t\t300\tX\t2020-01-01\n"
)


def test_a_geonames_file_becomes_an_index(tmp_path: Path) -> None:
    source = tmp_path / "BF.txt"
    source.write_text(LINE + "no such line\n" + LINE.replace("\tP\t", "\tT\t"), encoding="utf-8")
    done = import_geonames(source, tmp_path / "bf.index")
    assert (done.places, done.passed) == (1, 2)
    (place,) = load_gazetteer([done.path]).find(["Adamori"])["adamori"]
    assert (place.country, place.lat, place.lon, place.population, place.geonameid) == ("BF", 12.5, -1.25, 320, 9001)
    assert place.admin1
    assert load_gazetteer([done.path]).find(["ADM"]).get("adm") is None


def test_a_zipped_geonames_file_is_read(tmp_path: Path) -> None:
    source = tmp_path / "BF.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("readme.txt", "not a table")
        archive.writestr("BF.txt", LINE)
    assert import_geonames(source, tmp_path / "bf.index").places == 1


@pytest.mark.parametrize("text", ["", "a,b,c\n", LINE.replace("12.5", "north"), LINE.replace("12.5", "99")])
def test_a_file_without_places_is_refused(tmp_path: Path, text: str) -> None:
    source = tmp_path / "x.txt"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"x\.txt"):
        import_geonames(source, tmp_path / "x.index")


def test_disputes_are_of_the_place_and_not_of_its_namesakes() -> None:
    disputes = load_disputes()
    assert disputes.of("Jerusalem", "", "") is not None
    assert disputes.of("Jerusalem", "NZ", "Manawatū-Whanganui") is None
    assert disputes.of("Yalta", "UA", "Avtonomna Respublika Krym") is not None
    assert disputes.of("Lviv", "UA", "Lvivska oblast") is None


def test_every_disputed_name_is_a_place_that_is_known() -> None:
    names = [name for row in load_disputes().rows for name in row.names]
    known = load_gazetteer().find(names)
    assert [n for n in names if fold(n) not in known] == []


def test_some_city_lies_in_every_part_of_a_dispute() -> None:
    """One of the spellings of a part must be the packages' own, or the part would never match."""
    towns = load_gazetteer().find(
        [
            "Yalta",
            "Donetsk",
            "Luhansk",
            "Kherson",
            "Zaporizhzhia",
            "Srinagar",
            "Leh",
            "Itanagar",
            "Tiraspol",
            "Ariel",
            "Lhasa",
            "Urumqi",
            "Hargeisa",
        ]
    )
    disputes = load_disputes()
    for name, places in towns.items():
        assert any(disputes.of(p.name, p.country, p.admin1) for p in places), name


def test_the_commands_answer() -> None:
    runner = CliRunner()
    assert "places" in runner.invoke(main, ["gazetteer", "info"]).output
    found = runner.invoke(main, ["gazetteer", "find", "Jerusalem", "--limit", "1"]).output
    assert "claimed by Israel and Palestine" in found
    assert runner.invoke(main, ["gazetteer", "find", "Qwertyville"]).exit_code == 1
    assert "Sevastopol" in runner.invoke(main, ["gazetteer", "disputed"]).output


def test_the_import_command_says_what_to_do_next(tmp_path: Path) -> None:
    source = tmp_path / "BF.txt"
    source.write_text(LINE, encoding="utf-8")
    target = tmp_path / "bf.index"
    result = CliRunner().invoke(main, ["gazetteer", "import", str(source), "-o", str(target)])
    assert result.exit_code == 0
    assert f"--places {target}" in result.output
