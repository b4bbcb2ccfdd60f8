"""The ordinary news of the stream's bench: the same every time, of the length asked for, and outside of the gate."""

from __future__ import annotations

import re

from bench.ordinary import TOPICS, ordinary_reports
from reportedly.gate import make_gate
from reportedly.lexicon import Lexicon


def test_reports_are_the_same_every_time() -> None:
    assert ordinary_reports(30, 900) == ordinary_reports(30, 900)
    assert ordinary_reports(30, 900) != ordinary_reports(30, 900, seed=8)


def test_reports_are_long_enough_and_hold_no_gaps() -> None:
    reports = ordinary_reports(3 * len(TOPICS), 1200)
    assert all(1200 <= len(text) < 2000 for text in reports)
    assert not re.search(r"[{}]", "".join(reports))
    assert len(set(reports)) == len(reports)


def test_few_ordinary_reports_pass_the_gate(lexicon: Lexicon) -> None:
    """A word like "died" or "arrested" alone makes no report of conflict."""
    gate = make_gate(lexicon)
    reports = ordinary_reports(10 * len(TOPICS), 1600)
    assert sum(map(gate.passes, reports)) <= len(reports) // 20
