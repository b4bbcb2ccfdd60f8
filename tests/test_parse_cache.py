"""Parses on disk: the same records with and without, found again, and never a reason for a run to stop."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import ModelError
from reportedly.model import make_report
from reportedly.parse import Model
from reportedly.parse_cache import Columns, ParseCache, key_of, pack, unpack
from reportedly.pipeline import Reader, analyse, load_reader

TEXT = "ORVEN (MW) - The army said on Monday that 15 people were killed.\n\n"
TEXT += "\u201cWe left,\u201d he\u00ad added in Germany."
WORDS = st.lists(
    st.tuples(
        st.integers(0, 20_000),
        st.integers(0, 200),
        st.sampled_from(["NN", "VBD", ""]),
        st.sampled_from(["nsubj", "ROOT"]),
        st.integers(0, 20_000),
        st.integers(0, 1),
        st.integers(0, 1),
    )
)


@given(st.lists(WORDS, max_size=4))
def test_what_is_packed_comes_back(pieces: list[list[tuple[int, ...]]]) -> None:
    """Every column of every piece, the empty ones too."""
    columns = [Columns(*map(list, zip(*rows, strict=True))) if rows else Columns(*([],) * 7) for rows in pieces]  # type: ignore[arg-type]
    back = [Columns(*map(list, piece)) for piece in unpack(pack(columns))]
    assert back == columns


@pytest.fixture
def cached(tmp_path: Path) -> Reader:
    """A reader with an empty cache."""
    return load_reader()._replace(cache=ParseCache(tmp_path / "parses"))


def test_the_same_records_from_the_cache_and_without_the_parser(cached: Reader) -> None:
    """The second reading asks no parser, and gives the same bytes."""
    report = make_report(TEXT, published="2026-06-03")
    plain = msgspec.json.encode(analyse(report, load_reader()))
    assert msgspec.json.encode(analyse(report, cached)) == plain
    model = Model("", NoParser(), cached.model.lemma)
    model.name = cached.model.name
    deaf = cached._replace(model=model)
    assert msgspec.json.encode(analyse(report, deaf)) == plain
    with pytest.raises(AssertionError, match="the parser was asked"):
        analyse(make_report(TEXT + " More."), deaf)


class NoParser:
    """A pipeline that must not be asked."""

    meta: ClassVar[dict[str, str]] = {}

    def pipe(self, texts: object) -> object:
        """Never."""
        raise AssertionError("the parser was asked")


def test_another_text_or_model_has_another_key() -> None:
    """So nothing stale is found; where pieces begin counts too."""
    keys = {key_of("m 1", ["ab"]), key_of("m 2", ["ab"]), key_of("m 1", ["a", "b"]), key_of("m 1", ["ab", ""])}
    assert len(keys) == 4


def test_a_damaged_entry_is_parsed_anew(cached: Reader) -> None:
    """And mended."""
    report = make_report(TEXT)
    plain = analyse(report, cached)
    assert cached.cache is not None
    with sqlite3.connect(cached.cache.path) as base:
        base.execute("UPDATE parse SET data = x'00'")
    assert analyse(report, cached) == plain
    with sqlite3.connect(cached.cache.path) as base:
        assert base.execute("SELECT min(length(data)) FROM parse").fetchone()[0] > 1


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"cannot be used as a cache of parses .*; name another folder"):
        ParseCache(tmp_path / "file")
