from __future__ import annotations

from reportedly.model import Report
from tests.sources.reading import read_data, read_one, read_problem

NO_ARTICLE = "the page holds no article; save the page of one report, or its text as TXT."
LONG = "The health ministry said that four people had died in a strike on the market of Orven. " * 4


def test_reads_the_article_and_its_linked_data() -> None:
    (report,) = read_data("page.html", outlet="B", published="2030-01-01")
    assert isinstance(report, Report)
    assert report.text.split("\n")[-2:] == [
        "ORVEN (Meridian Wire) - The health ministry said on Monday that four people had died in a strike on the "
        "market of Orven and that ten more were wounded.",
        "The army denied the report. “We did not fire at the market,” its spokesman told reporters in the capital.",
    ]
    assert "Privacy" not in report.text
    assert (report.title, report.outlet) == ("Four die in Orven market strike", "Orven Herald")
    assert (report.published, report.published_precision) == ("2031-05-12T14:05:00+02:00", "minute")
    assert (report.author, report.url) == ("Mira Tal", "https://orvenherald.example/world/market")
    assert (report.language, report.origin, report.origin_how) == ("en", "Meridian Wire", "credit/dateline")


def test_a_page_without_an_article_is_a_problem() -> None:
    (problem,) = read_data("menu.html")
    assert problem.reason == NO_ARTICLE  # type: ignore[union-attr]
    assert read_problem("<html></html>") == ("", NO_ARTICLE)
    assert read_problem("<html><body>" + "<div>" * 20_000) == ("", NO_ARTICLE)


def test_without_linked_data_meta_tags_count_then_the_options_then_the_host() -> None:
    page = (
        "<html><head><title>Four die</title>{}<meta property='article:published_time' content='2031-05-12T23:00:00Z'>"
        "<link rel='canonical' href='https://www.orvenherald.example/1'></head><body><article><p>"
        + LONG
        + "</p></article></body></html>"
    )
    report = read_one(page.format("<meta property='og:site_name' content='Orven Herald'>"), outlet="B")
    assert (report.outlet, report.published, report.title) == ("Orven Herald", "2031-05-12", "Four die")
    assert read_one(page.format(""), outlet="B").outlet == "B"
    assert read_one(page.format("")).outlet == "orvenherald.example"


def test_broken_linked_data_and_dates_lose_only_themselves() -> None:
    page = (
        "<html><head><script type='application/ld+json'>{}</script></head><body><article><p>"
        + LONG
        + "</p></article></html>"
    )
    for data in ("{", "[[1]]", '{"@type": "NewsArticle", "datePublished": "soon", "publisher": 7}', "[" * 100_000):
        report = read_one(page.replace("{}", data), published="2030-01-01")
        assert report.published == "2030-01-01"
        assert report.text.startswith("The health ministry")


def test_reads_a_declared_encoding_and_a_fragment() -> None:
    cyrillic = "Представитель армии заявил во вторник, что в городе погибли четыре человека. " * 8
    page = f"<html><head><meta charset='windows-1251'></head><body><article><p>{cyrillic}</p></article></body></html>"
    assert read_one(page.encode("cp1251"), languages=()).text == cyrillic.strip()
    assert read_one(f"<p>{LONG}</p>", format="html").text == LONG.strip()


def test_the_same_page_gives_the_same_report() -> None:
    assert read_data("page.html") == read_data("page.html")
