from __future__ import annotations

from reportedly.model import Problem, Report
from tests.sources.reading import read_bytes, read_data, read_problem


def test_reads_full_texts_and_names_each_item() -> None:
    first, dated, empty = read_data("own.xml")
    assert isinstance(first, Report)
    assert first.text == (
        "The mediators said that the talks would resume on Sunday.\nNeither side commented.\nA third round is planned."
    )
    assert (first.title, first.outlet, first.author) == ("Talks to resume on Sunday", "Hale Observer", "Ilan Morte")
    assert (first.published, first.url) == ("2031-05-12T14:05:00+02:00", "https://haleobserver.example/talks")
    assert first.source is not None
    assert first.source.endswith("own.xml, item 1")
    assert (first.language, first.origin) == ("en", None)
    assert isinstance(dated, Problem)
    assert dated.source.endswith("own.xml")
    assert (dated.place, dated.reason) == (
        "item 2",
        '"last Tuesday" is not a date; write it like 2025-03-27, 2025-03-27T14:05+02:00 or 27 March 2025.',
    )
    assert isinstance(empty, Problem)
    assert (empty.place, empty.reason) == ("item 3", "it holds no text; leave it out or add the text of the report.")


def test_keeps_the_publisher_behind_an_aggregator() -> None:
    (report,) = read_data("aggregator.xml", outlet="B")
    assert isinstance(report, Report)
    assert (report.outlet, report.origin, report.origin_how) == ("Orven - Headlines", "Orven Herald", "feed/source")
    assert report.title == report.text == "Four die in market strike, ministry says"


def test_knows_an_aggregator_by_its_headlines() -> None:
    found = [r for r in read_data("suffixes.atom") if isinstance(r, Report)]
    assert [(r.origin, r.origin_how) for r in found] == [
        ("Orven Herald", "feed/title-suffix"),
        ("Hale Observer", "feed/title-suffix"),
        ("Orven Herald", "feed/title-suffix"),
    ]
    assert [r.title for r in found] == ["Army denies strike - on the market", "Talks resume", "Court issues warrant"]
    assert [r.published for r in found] == ["2031-05-12T14:05:00+00:00", "2031-05-13", "2031-05-14"]


def test_a_dash_in_a_feed_of_one_publisher_is_no_name() -> None:
    items = "".join(f"<item><title>{t}</title></item>" for t in ("Talks resume - Minister", "Four die - Army", "Rain"))
    found = read_bytes(f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>")
    assert [(r.title, r.origin) for r in found if isinstance(r, Report)] == [
        ("Talks resume - Minister", None),
        ("Four die - Army", None),
        ("Rain", None),
    ]


def test_what_is_no_feed_is_a_problem() -> None:
    assert read_problem("<?xml version='1.0'?><a/>") == (
        "",
        "this is neither RSS nor Atom; save the feed itself, or name the format.",
    )
    assert read_problem("<rss version='2.0'><channel><title>A</title></channel></rss>") == (
        "",
        "the feed has no items; save it again when it has some.",
    )


def test_a_feed_that_breaks_off_says_so() -> None:
    cut = "<rss version='2.0'><channel><title>A</title>\n<item><title>T</title><description>It was sa"
    problem, report = read_bytes(cut)
    assert problem == Problem(
        source="-",
        place="line 2",
        reason="the XML is broken here (no element found); compare the items after this line with the original.",
    )
    assert isinstance(report, Report)


def test_foreign_entities_are_not_opened() -> None:
    feed = (
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><title>A</title><item>"
        "<title>T</title><description>It was said &x;.</description></item></channel></rss>"
    )
    found = read_bytes(feed, format="feed")
    assert all("root" not in r.text for r in found if isinstance(r, Report))
    assert any(isinstance(r, Report) for r in found)
