"""HTML pages: the article, and what the page says of it in JSON-LD and meta tags."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from reportedly.errors import InputError
from reportedly.model import Problem, Report
from reportedly.sources.assemble import Fields, assemble
from reportedly.sources.dates import parse_published
from reportedly.sources.decoding import decode
from reportedly.sources.files import Document, read_whole
from reportedly.sources.jsonl import as_string
from reportedly.sources.markup import NO_XML, strip_markup
from reportedly.sources.options import SourceOptions

# Menus and cookie notices come out with fewer words than a brief; a page that says it is an article needs but a line.
MIN_WORDS = 30
MIN_MARKED_WORDS = 5
ARTICLE_TYPES = ("Article", "BlogPosting", "Posting", "Report")
HTML_TAG = re.compile(r"<html[\s>]", re.IGNORECASE)
NO_ARTICLE = "the page holds no article; save the page of one report, or its text as TXT."
# Metadata alone, no search through the page's body; bounds fixed, so that the day of the run changes nothing.
DATE_SEARCH = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1990-01-01",
    "max_date": "2199-12-31",
    "outputformat": "%Y-%m-%d",
}


def read_html(document: Document, options: SourceOptions) -> Iterator[Report | Problem]:
    """The one report of an HTML page; JSON-LD counts before meta tags. Raises InputError when it has no article."""
    page = decode(read_whole(document, options), document.source, is_markup=True)
    yield read_page(page, document.source, "", options, {})


def read_page(page: str, source: str, place: str, options: SourceOptions, known: Fields) -> Report:
    """The report of a page, with what is known of it from elsewhere where it says nothing itself.

    Raises InputError when it has no article.
    """
    page = NO_XML.sub(" ", page)
    if not HTML_TAG.search(page):
        page = f"<html><body>{page}</body></html>"  # a fragment: the extractor wants a whole page
    tree, found = _extract(page, source, place)
    linked = find_linked_data(tree)
    text = (found.text if found else None) or strip_markup(as_string(linked.get("articleBody")) or "")
    if len(text.split()) < (MIN_MARKED_WORDS if linked else MIN_WORDS):
        raise InputError(source, place, NO_ARTICLE)
    fields = {name: value for name, value in _fields(linked, found, options).items() if value}
    return assemble({**known, **fields, "text": text}, source, place, options, is_language_sure=False)


def _extract(page: str, source: str, place: str) -> tuple[Any, Any]:
    """The page as a tree, and trafilatura's document of it, None when that finds no text."""
    from lxml import etree
    from trafilatura import bare_extraction, load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would log, the Problem says
    try:
        tree = load_html(page)
        found = bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=dict(DATE_SEARCH)
        )
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise InputError(source, place, NO_ARTICLE) from error
    return tree, found


def find_linked_data(tree: Any) -> dict[str, Any]:
    """The first article of a page's JSON-LD; empty when it has none or it is broken."""
    if tree is None:
        return {}
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            values = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while values:
            value = values.pop(0)
            if isinstance(value, list):
                values.extend(value)
            elif isinstance(value, dict):
                if _is_article(value):
                    return value
                values.extend(v for k, v in value.items() if k in ("@graph", "mainEntity", "mainEntityOfPage"))
    return {}


def _is_article(value: dict[str, Any]) -> bool:
    kinds = value.get("@type")
    return any(
        isinstance(k, str) and k.endswith(ARTICLE_TYPES) for k in (kinds if isinstance(kinds, list) else [kinds])
    )


def _fields(linked: dict[str, Any], found: Any, options: SourceOptions) -> dict[str, str | None]:
    site = getattr(found, "sitename", None)
    host = getattr(found, "hostname", None)
    if site and host and host in (site, f"www.{site}", site.removeprefix("www.")):
        site = None  # a fallback of the extractor: the address, not a name
    published = _date(as_string(linked.get("datePublished")))
    return {
        "title": strip_markup(as_string(linked.get("headline")) or "") or getattr(found, "title", None),
        "outlet": as_string(linked.get("publisher")) or site or options.outlet or host,
        "published": published or _date(getattr(found, "date", None)),
        "author": as_string(linked.get("author")) or getattr(found, "author", None),
        "url": _address(linked) or getattr(found, "url", None),
        "language": as_string(linked.get("inLanguage")) or getattr(found, "language", None),
    }


def _address(linked: dict[str, Any]) -> str | None:
    page = linked.get("mainEntityOfPage")
    for value in (linked.get("url"), page, page.get("@id") if isinstance(page, dict) else None):
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return None


def _date(value: str | None) -> str | None:
    """A date of the page's markup, None when it is none: a template's slip loses the date, not the report."""
    try:
        return parse_published(value) if value else None
    except InputError:
        return None
