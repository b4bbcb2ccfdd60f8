"""A number that a report tells twice, and what the fuller telling says of the bare one."""

from __future__ import annotations

import pytest
from link_factory import claim

from reportedly.link.tellings import with_populations

BARE = {"words": "30", "passage": "30", "low": 30, "high": 30, "report": "r"}
FULL = {
    "words": "thirty",
    "passage": "thirty civilians",
    "population": "civilians",
    "low": 30,
    "high": 30,
    "report": "r",
}


def populations(*rows):
    return [row.population for row in with_populations(rows)]


def test_a_headline_counts_whom_the_text_counts():
    """ "Thirty killed in strikes on Varo", then "thirty civilians"."""
    assert populations(claim(**BARE), claim(**FULL)) == ["civilians", "civilians"]


@pytest.mark.parametrize(
    "other",
    [
        {"report": "another"},
        {"measure": "injured"},
        {"low": 31, "high": 31},
        {"relation": "part_of"},
        {"population": None, "passage": "thirty people"},  # the text says people, and no more
    ],
)
def test_what_is_not_the_same_number_of_the_report_says_nothing_of_it(other):
    assert populations(claim(**BARE), claim(**(FULL | other)))[0] is None


def test_two_fuller_tellings_that_differ_leave_it_open():
    assert populations(claim(**BARE), claim(**FULL), claim(**(FULL | {"population": "soldiers"})))[0] is None


def test_an_old_count_is_of_those_whom_the_new_one_counts():
    """ "32 rebels were killed, the group said, updating an earlier toll of 15"."""
    new = claim(words="32", passage="32 rebels", population="rebels", low=32, high=32, report="r", start=100)
    old = claim(words="15", passage="15", low=15, high=15, report="r", start=180, remarks=("superseded",))
    assert populations(new, old) == ["rebels", "rebels"]
    far = claim(words="15", passage="15", low=15, high=15, report="r", start=900, remarks=("superseded",))
    assert populations(new, far) == ["rebels", None]
