"""Datelines, words, stories, rows, and accounts told apart within a report."""

from __future__ import annotations

import datetime as dt

import factory
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import queries
from reportedly.link.changes import plain_url, report_versions
from reportedly.link.datelines import day_of, find_dateline
from reportedly.link.grouping import Grouping
from reportedly.link.occurrences import find_accounts
from reportedly.link.rows import rows_of
from reportedly.link.stories import StoryRule, make_brief
from reportedly.link.words import find_capitals, fold_name, stem
from reportedly.model import Analysis
from reportedly.store import open_store


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KORVATH, 12 May 2031 (MW) - A strike", dt.date(2031, 5, 12)),
        ("Saturday 17 Aug 2030 The army", dt.date(2030, 8, 17)),
        ("Published October 1 2014. They were", dt.date(2014, 10, 1)),
        ("01.10.2014 A blast", dt.date(2014, 10, 1)),
        ("2031-05-03 14:05 Update", dt.date(2031, 5, 3)),
        ("The army said on 3 May 2031 that it had left.", None),
        ("He was killed in August 2013.", None),
        ("31 February 2031 The army", None),
    ],
)
def test_datelines(text, day):
    assert find_dateline(text) == day


def test_the_dateline_outranks_the_date_beside_the_text():
    assert day_of(factory.report("Kora, 12 May 2031 - A strike", published="2031-05-01")) == dt.date(2031, 5, 12)
    assert day_of(factory.report("A strike", published="2031-05-01")) == dt.date(2031, 5, 1)


@given(st.text(max_size=300))
def test_any_text_has_words_and_a_dateline_or_none(text):
    find_dateline(text)
    find_capitals(text)
    fold_name(text)


def test_spellings_fall_together_and_words_that_say_nothing_fall_out():
    assert fold_name("al-Hasakah") == fold_name("Hasakeh") == fold_name("Ḩassakah")
    assert fold_name("Raqqa") == fold_name("Raqa")
    assert fold_name("Homs") != fold_name("Hamas")
    assert stem("shelled") == stem("shelling") == "shell"
    assert [stem(word) for word in ("said", "killed", "2031", "of")] == ["", "", "", ""]


def test_stories_go_by_names_and_fade_with_time():
    def brief(text, day):
        return make_brief(factory.report(text, published=f"2031-{day}", outlet=text[:9] + day))

    talks = "Envoys of Loka and Venna met in Orven for talks hosted by Pell Ostan on the Holm bridge."
    items = [
        brief(talks, "05-03"),
        brief("Pell Ostan hosted envoys of Loka and Venna for talks on the Holm bridge in Orven.", "05-04"),
        brief(talks, "08-03"),
        brief("Floods cut the road to Mirel, where the Sarn river rose.", "05-03"),
    ]
    grouping = Grouping(StoryRule())
    grouping.update(items)
    assert sorted(len(group.items) for group in grouping.groups()) == [1, 1, 2]


def test_rows_in_memory_are_those_of_the_case(tmp_path):
    analysis = factory.full_analysis()
    with open_store(tmp_path / "case.duckdb", write=True, make=True) as store:
        run = factory.run()
        store.begin_run(run)
        store.add(analysis)
        store.finish_run(run)
        assert sorted(queries.claims(store), key=lambda r: r.id) == sorted(rows_of(analysis), key=lambda r: r.id)


def test_a_report_is_told_apart_into_accounts():
    """A strike with its dead is one account; a second place far off in the text is another; a toll is its own."""
    text = (
        "A strike hit Kora and killed 14 people. " + "Much was said. " * 40 + "A blast in Sarn killed 3 people. "
        "Since March 900 people have died."
    )
    source = factory.report(text)

    def place(words, number, lat):
        return factory.PlaceRef(span=factory.span(source, words), name=words, geonameid=number, lat=lat, lon=1.0)

    strike = factory.event(source, "A strike hit Kora", kind="airstrike", place=place("Kora", 1, 1.0))
    blast = factory.event(source, "A blast in Sarn", kind="airstrike", place=place("Sarn", 2, 9.0))
    dead = factory.figure(source, "14 people", 14, 14, event=strike.id)
    more = factory.figure(source, "3 people", 3, 3, event=blast.id)
    toll = factory.figure(source, "900 people", 900, 900, scope="cumulative")
    accounts = find_accounts(Analysis(report=source, events=(strike, blast), figures=(dead, more, toll)))
    assert [(a.family, a.place_name, a.lead, a.counts) for a in accounts] == [
        ("violence", "Kora", True, (("killed", 14, 14),)),
        ("violence", "Sarn", False, (("killed", 3, 3),)),
        ("toll", "", False, (("killed", 900, 900),)),
    ]


def test_versions_of_an_address():
    first = factory.report("He said 12 died.", url="https://www.courier.example/varo/", published="2031-05-03T10:00:00")
    second = factory.report("He said 15 died.", url="http://courier.example/varo#top", published="2031-05-03T14:05:00")
    other = factory.report("He said 15 died.", url="http://courier.example/kora")
    assert report_versions([second, other, first]) == [(first, second)]
    assert plain_url("https://www.courier.example/a?id=2") == "courier.example/a?id=2"
