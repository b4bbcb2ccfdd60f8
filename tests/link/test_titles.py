"""Titles of incidents: what, where and when, in no party's words."""

from __future__ import annotations

import datetime as dt

import pytest
from link_factory import account, claim

from reportedly.link.titles import days_of, make_title

DAY = dt.date(2031, 5, 3)


def event(kind, **fields):
    return claim(**({"type": "event", "kind": kind, "measure": None, "low": None, "high": None} | fields))


def title(*rows, place="Nesdal", days=(DAY, DAY), **fields):
    said = fields.pop("day_said", True)
    return make_title([account("a", **fields)], rows, place, days, day_said=said)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([event("airstrike")], "Airstrike in Nesdal, 3 May 2031"),
        ([event("drone_strike")], "Drone strike in Nesdal, 3 May 2031"),
        # A general kind gives way to one that says more; a number alone says that people were hurt.
        ([event("killing"), event("shelling")], "Shelling in Nesdal, 3 May 2031"),
        ([event("killing")], "Violence in Nesdal, 3 May 2031"),
        ([claim(kind=None)], "Violence in Nesdal, 3 May 2031"),
        # Two sides call it two things: both stand there.
        ([event("airstrike"), event("explosion")], "Airstrike or explosion in Nesdal, 3 May 2031"),
        # Nobody says that it has happened.
        ([event("airstrike", status="denied")], "Denied: airstrike in Nesdal, 3 May 2031"),
        ([event("ceasefire", status="demanded")], "Demanded: ceasefire in Nesdal, 3 May 2031"),
        ([event("talks", status="planned"), event("talks", status="planned"), event("talks", status="conditional")],
         "Planned or conditional: talks in Nesdal, 3 May 2031"),
        ([event("airstrike", status="denied"), event("airstrike")], "Airstrike in Nesdal, 3 May 2031"),
    ],
)  # fmt: skip
def test_a_title(rows, expected):
    assert title(*rows) == expected


def test_a_title_leaves_out_what_no_text_tells():
    assert title(event("talks"), place=None, days=(None, None)) == "Talks"
    assert title(event("talks"), day_said=False) == "Talks in Nesdal, reported 3 May 2031"


def test_a_kind_that_few_reports_tell_is_not_in_the_title():
    many = [event("airstrike", report=f"r-{n}") for n in range(9)]
    assert title(*many, event("shelling", report="r-0")) == "Airstrike in Nesdal, 3 May 2031"


def test_a_running_toll_is_called_one():
    assert title(claim(scope="cumulative"), family="toll") == "Toll of killed in Nesdal, 3 May 2031"


def test_no_word_of_a_report_is_in_a_title():
    rows = [event("attack", passage="the terrorists' barbaric massacre", words="massacre", title="Barbarians strike")]
    assert title(*rows) == "Attack in Nesdal, 3 May 2031"


def test_days_in_words():
    assert days_of(DAY, DAY + dt.timedelta(days=2)) == "3 to 5 May 2031"
    assert days_of(dt.date(2031, 4, 30), DAY) == "30 Apr to 3 May 2031"
    assert days_of(dt.date(2030, 12, 31), dt.date(2031, 1, 1)) == "31 Dec 2030 to 1 Jan 2031"
