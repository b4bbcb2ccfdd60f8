"""Searches kept in a case: added, replaced, removed, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from old_schema import make_v1

from reportedly import searches
from reportedly.errors import CaseError, NotFoundError
from reportedly.searches import list_searches, remove_search, save_search
from reportedly.store import Store, open_store

NOW, LATER = "2031-06-01T10:00:00+00:00", "2031-06-02T10:00:00+00:00"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "case.duckdb", write=True, make=True)


def names(store: Store) -> list[str]:
    return [search.name for search in list_searches(store)]


def test_a_search_is_kept_and_listed_by_name(store: Store) -> None:
    save_search(store, " tolls  in Varo ", "/claims?measure=killed", who="Ada", when=NOW)
    save_search(store, "Denials", "/claims?status=denied", who="Ada", when=NOW)
    assert names(store) == ["Denials", "tolls in Varo"]
    assert list_searches(store)[1].address == "/claims?measure=killed"


def test_a_name_holds_the_last_search_kept_under_it(store: Store) -> None:
    save_search(store, "Denials", "/claims?status=denied", who="Ada", when=NOW)
    save_search(store, "Denials", "/claims?status=negated", who="Ben", when=LATER)
    assert [(s.address, s.who) for s in list_searches(store)] == [("/claims?status=negated", "Ben")]


def test_a_removed_search_is_gone_from_the_list_but_not_from_the_file(store: Store) -> None:
    save_search(store, "Denials", "/claims?status=denied", who="Ada", when=NOW)
    remove_search(store, "Denials", who="Ada", when=LATER)
    assert names(store) == []
    assert list(store.stream('SELECT address FROM search ORDER BY "number"')) == [("/claims?status=denied",), (None,)]
    save_search(store, "Denials", "/claims?status=denied", who="Ada", when=LATER)
    assert names(store) == ["Denials"]


def test_what_was_never_kept_cannot_be_removed(store: Store) -> None:
    with pytest.raises(NotFoundError, match="Denials"):
        remove_search(store, "Denials", who="Ada", when=NOW)


@pytest.mark.parametrize(
    ("name", "address"), [("  ", "/claims"), ("x" * 81, "/claims"), ("x", "/claims?q=" + "y" * 2000)]
)
def test_an_empty_or_endless_name_or_address_is_refused(store: Store, name: str, address: str) -> None:
    with pytest.raises(CaseError):
        save_search(store, name, address, who="Ada", when=NOW)


def test_there_is_an_end_to_how_many_are_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "MOST_SEARCHES", 1)
    save_search(store, "one", "/claims", who="Ada", when=NOW)
    with pytest.raises(CaseError, match="remove one"):
        save_search(store, "two", "/claims", who="Ada", when=NOW)
    save_search(store, "one", "/reports", who="Ada", when=NOW)


def test_a_case_of_an_older_program_can_keep_searches(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    make_v1(path)
    with open_store(path, write=True) as store:
        save_search(store, "Denials", "/claims?status=denied", who="Ada", when=NOW)
        assert names(store) == ["Denials"]
