from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import reportedly.sources.origins as module
from reportedly.sources.origins import find_origin

FILE = Path(module.__file__).parent.parent / "lexicon" / "en" / "credits.toml"
ENTRIES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["credit"]
EXAMPLES = [(e["id"], *example) for e in ENTRIES for example in e["examples"]]
COUNTER_EXAMPLES = [(e["id"], text) for e in ENTRIES for text in e.get("not", ())]


@pytest.mark.parametrize(("form", "text", "origin"), EXAMPLES)
def test_reads_each_example(form: str, text: str, origin: str) -> None:
    assert find_origin(text) == (origin, f"credit/{form}")


@pytest.mark.parametrize(("form", "text"), COUNTER_EXAMPLES)
def test_leaves_each_counter_example(form: str, text: str) -> None:
    assert find_origin(text) is None


def test_entries_are_sorted_and_have_both_kinds_of_example() -> None:
    ids = [e["id"] for e in ENTRIES]
    assert ids == sorted(ids)
    assert all(e["examples"] and e["not"] and e["definition"] for e in ENTRIES)


def test_looks_behind_a_repeated_title_but_not_deep_into_the_text() -> None:
    lines = ["One", "Two", "ORVEN (Meridian Wire) - The army said so.", *["More was said."] * 9]
    assert find_origin("Title\n" + "\n".join(lines), "Title") == ("Meridian Wire", "credit/dateline")
    assert find_origin("Zero\n" + "\n".join(lines), "Title") is None


@pytest.mark.parametrize("text", ["(" * 1_000_000, "A " * 500_000, "A (" * 300_000, "Source: " + "A b " * 250_000])
def test_a_megabyte_of_one_line_is_no_credit(text: str) -> None:
    assert find_origin(text) is None
