"""The page on scale says what the newest figures give, and its arithmetic is right."""

from __future__ import annotations

import json

import pytest

from bench import scale_page

CONTENT = json.loads(scale_page.newest().read_text(encoding="utf-8"))
PAGE = scale_page.PAGE.read_text(encoding="utf-8")


def test_the_page_says_what_the_newest_figures_give() -> None:
    """`python -m bench.scale_page` writes it."""
    assert scale_page.page_of(PAGE, CONTENT) == PAGE
    assert PAGE.count("<!-- table ") == len(scale_page.tables(CONTENT))


def test_another_figure_is_found() -> None:
    """So is a figure on the page that was changed by hand."""
    slower = {**CONTENT, "figures": {**CONTENT["figures"], "whole_seconds": 2 * CONTENT["figures"]["whole_seconds"]}}
    assert scale_page.page_of(PAGE, slower) != PAGE
    changed = PAGE.replace(" core hours |", " core hours |", 1).replace("hours |", "hours  |", 1)
    assert scale_page.page_of(changed, CONTENT) == PAGE


def test_the_arithmetic() -> None:
    """By hand: 36 ms a page are 1,000 core hours for a hundred million pages."""
    steps = dict.fromkeys(("scan_seconds", "gate_seconds", "extract_seconds", "read_seconds", "write_seconds"), 0.6)
    figures = {
        **steps, "pages": 100, "pages_passed": 10, "claims": 200, "packed_bytes": 2_500_000, "whole_seconds": 1.8,
        "partition_bytes": 100_000, "worker_bytes_with_ten_times_the_pages": 500_000_000, "load_and_link_seconds": 0.36,
    }  # fmt: skip
    found = scale_page.estimate(figures)
    assert found.core_hours == pytest.approx(1000)
    assert found.hours[1000] == pytest.approx(1 / 0.9)
    assert found.memory_gigabytes[64] == pytest.approx(32)
    assert found.input_terabytes == pytest.approx(2.5)
    assert found.partition_gigabytes == pytest.approx(100)
    assert found.bytes_a_claim == pytest.approx(500)
    assert found.megabytes_a_second[1000] == pytest.approx(2.5e6 / 4000)
    assert (found.reports_kept, found.claims) == (pytest.approx(1e7), pytest.approx(2e8))
    assert found.load_hours == pytest.approx(100)
    assert found.per_page["scan"] == pytest.approx(6)
