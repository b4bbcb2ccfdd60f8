"""RSS and Atom files: one report an item, with the publisher behind an aggregator."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reportedly.errors import InputError
from reportedly.model import Problem, Report
from reportedly.sources.assemble import as_problem, assemble
from reportedly.sources.decoding import decode
from reportedly.sources.files import Document, read_whole
from reportedly.sources.markup import strip_markup
from reportedly.sources.options import SourceOptions

SUFFIX = " - "
# A name behind the dash is short; a headline's own second half is longer.
MAX_PUBLISHER_WORDS = 6
# Fewer items than this could share a dash in their headlines by chance.
MIN_SUFFIXED = 3
NO_FEED = "this is neither RSS nor Atom; save the feed itself, or name the format."


def read_feed(document: Document, options: SourceOptions) -> Iterator[Report | Problem]:
    """The reports of an RSS or Atom file, each item on its own.

    The outlet is the feed's title. An item's own publisher (`source`, `dc:publisher`, or the name behind the dash in
    an aggregator's headlines) is the origin when it differs. Raises InputError when the input is no feed.
    """
    text = decode(read_whole(document, options), document.source, is_markup=True)
    feed = _parse(text)
    if not feed.get("version") and not feed.entries:
        raise InputError(document.source, "", NO_FEED)
    if not feed.entries:
        raise InputError(document.source, "", "the feed has no items; save it again when it has some.")
    if problem := _broken(feed, document.source):
        yield problem
    is_aggregator = has_publisher_suffixes([_plain(entry.get("title")) for entry in feed.entries])
    for number, entry in enumerate(feed.entries, 1):
        try:
            fields = _fields(entry, feed.feed, is_aggregator)
            yield assemble(fields, document.source, f"item {number}", options, is_language_sure=False)
        except InputError as error:
            yield as_problem(error)


def _parse(text: str) -> Any:
    import feedparser

    if not text.startswith("<?xml"):
        text = "<?xml version='1.0'?>" + text  # the parser would put one on a line of its own and count it
    # The text is decoded already: the header overrules the encoding that the file declares.
    headers = {"content-type": "application/xml; charset=utf-8"}
    return feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers)


def _broken(feed: Any, source: str) -> Problem | None:
    """A Problem when the XML is broken: its items were read as far as they go, but the last may be cut short."""
    error = feed.get("bozo_exception")
    if not hasattr(error, "getLineNumber"):
        return None
    reason = f"the XML is broken here ({error.getMessage()}); compare the items after this line with the original."
    return Problem(source=source, place=f"line {error.getLineNumber()}", reason=reason)


def has_publisher_suffixes(titles: list[str]) -> bool:
    """Whether all headlines end in " - Publisher", with at least two publishers: the way of an aggregator."""
    suffixes = [_suffix(title) for title in titles]
    return len(titles) >= MIN_SUFFIXED and None not in suffixes and len(set(suffixes)) > 1


def _suffix(title: str) -> str | None:
    head, dash, name = title.rpartition(SUFFIX)
    is_name = dash and head.strip() and name[:1].isalnum() and len(name.split()) <= MAX_PUBLISHER_WORDS
    return name.strip() if is_name and not name[0].islower() else None


def _fields(entry: Any, feed: Any, is_aggregator: bool) -> dict[str, str | None]:
    title = _plain(entry.get("title"))
    outlet = _plain(feed.get("title"))
    origin, how = _find_publisher(entry, title, is_aggregator)
    if origin and title.endswith(SUFFIX + origin):
        title = title.removesuffix(SUFFIX + origin).strip()
    return {
        "text": _find_text(entry, title, origin),
        "title": title,
        "outlet": outlet,
        "published": entry.get("published") or entry.get("updated"),
        "author": _plain(entry.get("author")),
        "url": entry.get("link"),
        "language": feed.get("language"),
        "origin": origin,
        "origin_how": how,
    }


def _find_publisher(entry: Any, title: str, is_aggregator: bool) -> tuple[str | None, str | None]:
    source = entry.get("source")
    for name, how in (
        (source.get("title") if isinstance(source, dict) else None, "feed/source"),
        (entry.get("publisher"), "feed/publisher"),
        (_suffix(title) if is_aggregator else None, "feed/title-suffix"),
    ):
        if name and (name := _plain(name)):
            return name, how
    return None, None


def _find_text(entry: Any, title: str, origin: str | None) -> str:
    """The full text, else the summary, else the headline; a summary that only repeats the headline is passed over."""
    bodies = [strip_markup(part.get("value") or "") for part in entry.get("content") or ()]
    text = max(bodies, key=len, default="") or strip_markup(entry.get("summary") or "")
    repeated = " ".join(text.split()).removesuffix(origin or "").rstrip(" -")
    return title if not text or repeated == title else text


def _plain(value: Any) -> str:
    return " ".join(strip_markup(value).split()) if isinstance(value, str) else ""
