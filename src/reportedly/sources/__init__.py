"""Inputs to reports: one reader a format, and one Problem for each thing that cannot be read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reportedly.errors import InputError
from reportedly.model import Problem, Report
from reportedly.sources.assemble import as_problem
from reportedly.sources.csv import find_delimiter, read_csv
from reportedly.sources.decoding import peek
from reportedly.sources.feed import read_feed
from reportedly.sources.files import Document, Found, find_files, open_document
from reportedly.sources.html import read_html
from reportedly.sources.jsonl import read_jsonl
from reportedly.sources.options import COLUMN_NAMES, SourceOptions
from reportedly.sources.text import read_text

__all__ = ["FORMATS", "SourceOptions", "find_format", "read_sources"]

# A page or a feed is known by its first mark, whatever its name says.
PAGE_START = re.compile(r"(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL)
FEED_START = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
XML_START = re.compile(r"<\?xml[\s]", re.IGNORECASE)
HTML_TAG = re.compile(r"<html[\s>]", re.IGNORECASE)


def read_sources(paths: Iterable[str | Path], options: SourceOptions) -> Iterator[Report | Problem]:
    """The reports of files, folders and standard input ("-"), in the order given, a folder's files by name.

    What an input says of itself (outlet, date, language ...) counts before what `options` say, which is for inputs
    that say nothing. What cannot be read comes out as a Problem, and the rest goes on. Raises InputError at once when
    `options.format` is no format.
    """
    if options.format is not None and options.format not in FORMATS:
        raise InputError("format", "", f'"{options.format}" is no format; name one of {", ".join(FORMATS)}.')
    return _read_all(paths, options)


def _read_all(paths: Iterable[str | Path], options: SourceOptions) -> Iterator[Report | Problem]:
    for path in paths:
        for found in find_files(path):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _read_one(found, options)


def _read_one(found: Found, options: SourceOptions) -> Iterator[Report | Problem]:
    try:
        with open_document(found, options) as document:
            yield from FORMATS[options.format or find_format(document)](document, options)
    except InputError as error:
        yield as_problem(error)
    except (EOFError, zlib.error, OSError) as error:
        reason = f"it breaks off or is damaged ({error}); save it again."
        yield Problem(source=found.source, place="", reason=reason)


def find_format(document: Document) -> str:
    """The format of an input: by the first mark of a page or feed, else by its extension, else by its first bytes."""
    head = peek(document.head)
    if PAGE_START.match(head):
        return "html"
    if XML_START.match(head) or FEED_START.match(head):
        return "feed" if FEED_START.search(head) or not HTML_TAG.search(head) else "html"
    suffix = Path(document.source.lower().removesuffix(".gz")).suffix
    return EXTENSIONS.get(suffix) or _by_content(head)


def _by_content(head: str) -> str:
    if head.startswith(('{"', "{ ", "{\n", "{\r", "[{", "[\n", "[\r")):
        return "jsonl"
    first = head.split("\n", 1)[0]
    cells = [cell.strip(' "\r').lower() for cell in first.split(find_delimiter(first))]
    known = {name for names in COLUMN_NAMES.values() for name in names}
    if len(cells) > 1 and any(c in COLUMN_NAMES["text"] for c in cells) and sum(c in known for c in cells) > 1:
        return "csv"
    return "text"


EXTENSIONS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "jsonl",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
}
FORMATS: dict[str, Callable[[Document, SourceOptions], Iterator[Report | Problem]]] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "feed": read_feed,
}
