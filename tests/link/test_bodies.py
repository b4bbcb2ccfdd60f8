"""Which body of a report a short name or a description stands for, and who speaks for one."""

from __future__ import annotations

import pytest
from link_factory import claim

from reportedly.link.bodies import is_named, is_named_in_full
from reportedly.link.origins import find_origins

FULL = {
    "speaker": "Loka Observatory for Rights",
    "speaker_actor": "loka-observatory",
    "low": 20,
    "high": 20,
    "report": "r",
}
OTHERS = {"speaker": "Concord of Nations", "speaker_actor": "concord", "low": 90, "high": 90, "report": "r"}


def origin_of(row, *others):
    return next(o.name for o in find_origins([row, *others], {}, {}) if row.id in o.claims)


@pytest.mark.parametrize(
    ("speaker", "named"),
    [
        ("London-based group", False),
        ("British -based group", False),
        ("London-based Centre for Peace", True),
        ("the Lokan health ministry", True),
        ("residents", False),
    ],
)
def test_a_seat_is_no_name(speaker, named):
    assert is_named(speaker) is named


@pytest.mark.parametrize(
    "speaker", ["Observatory", "the Observatory", "monitor", "monitoring group", "London-based monitor"]
)
def test_a_monitor_is_the_one_that_the_report_names(speaker):
    """Not the Concord of Nations, which the report names too."""
    row = claim(speaker=speaker, report="r", low=7, high=7)
    assert origin_of(row, claim(**FULL), claim(**OTHERS)) == "Loka Observatory for Rights"


@pytest.mark.parametrize("speaker", ["monitor", "monitoring group"])
def test_two_monitors_are_not_told_apart(speaker):
    row = claim(speaker=speaker, report="r", low=7, high=7)
    second = claim(**(FULL | {"speaker": "Venn Rights Network", "speaker_actor": "venn-rights", "low": 33, "high": 33}))
    assert origin_of(row, claim(**FULL), second) == "unknown"


def test_a_short_name_is_looked_for_in_its_own_report_alone():
    row = claim(speaker="Observatory", report="other", low=7, high=7)
    assert origin_of(row, claim(**FULL)) == "Observatory"


@pytest.mark.parametrize(
    ("short", "name", "is_it"),
    [
        ("Observatory", "Loka Observatory for Rights", True),
        ("Rahm Observatory", "Loka Observatory for Rights", False),
        ("Loka", "Loka Observatory for Rights", False),
        ("Army", "Observatory", False),
    ],
)
def test_a_short_name_is_a_word_for_a_body(short, name, is_it):
    assert is_named_in_full(short, name) is is_it


def test_a_director_speaks_for_the_body_that_a_report_gives_them():
    """Told in one report as its director, in another by name alone."""
    told = claim(**(FULL | {"speaker": "Oran Vell director of the Loka Observatory for Rights"}))
    plain = claim(speaker="Oran Vell", report="other", low=22, high=22)
    assert len(find_origins([told, plain], {}, {})) == 1
    stranger = claim(speaker="Oran Sand", report="other", low=22, high=22)
    assert len(find_origins([told, stranger], {}, {})) == 2
