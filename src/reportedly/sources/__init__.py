"""Inputs to reports: one reader a format, and one Problem for each thing that cannot be read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from reportedly.errors import InputError
from reportedly.model import Problem, Report
from reportedly.sources.assemble import as_problem
from reportedly.sources.csv import csv_items, find_delimiter
from reportedly.sources.decoding import peek
from reportedly.sources.feed import read_feed
from reportedly.sources.files import Document, Found, find_files, open_document
from reportedly.sources.html import read_html
from reportedly.sources.jsonl import jsonl_items
from reportedly.sources.options import COLUMN_NAMES, SourceOptions
from reportedly.sources.parquet import MARK as PARQUET_MARK
from reportedly.sources.parquet import parquet_items
from reportedly.sources.text import read_text
from reportedly.sources.warc import warc_items

__all__ = ["FORMATS", "Item", "SourceOptions", "find_format", "read_items", "read_sources"]

# A page or a feed is known by its first mark, whatever its name says.
PAGE_START = re.compile(r"(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL)
FEED_START = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
XML_START = re.compile(r"<\?xml[\s]", re.IGNORECASE)
HTML_TAG = re.compile(r"<html[\s>]", re.IGNORECASE)


# None is something that was looked at and is not wanted, as a page of an archive that is not about conflict.
Item = Callable[[], Report | Problem | None]
Reader = Callable[[Document, SourceOptions], Iterator[Report | Problem]]
ItemReader = Callable[[Document, SourceOptions], Iterator[Item]]


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
    results = (item() for item in read_items(found, options))
    return (result for result in results if result is not None)


def read_items(found: Found, options: SourceOptions) -> Iterator[Item]:
    """What a file holds, an item a report: call an item to have it read, or pass over it at little cost.

    An item can be called until the next one is asked for. It gives a Problem for what cannot be read, so does the last
    one of a file that breaks off; and None for what was looked at and is not wanted.
    """
    try:
        with open_document(found, options) as document:
            for item in FORMATS[options.format or find_format(document)](document, options):
                yield partial(_read_item, item, found.source)
    except BROKEN as error:
        yield partial(_as_broken, error, found.source)


def _read_item(item: Item, source: str) -> Report | Problem | None:
    try:
        return item()
    except BROKEN as error:
        return _as_broken(error, source)


def _as_broken(error: Exception, source: str) -> Problem:
    if isinstance(error, InputError):
        return as_problem(error)
    return Problem(source=source, place="", reason=f"it breaks off or is damaged ({error}); save it again.")


BROKEN = (InputError, EOFError, zlib.error, OSError)


def find_format(document: Document) -> str:
    """The format of an input: by the first mark of a page or feed, else by its extension, else by its first bytes."""
    if document.head.startswith(PARQUET_MARK):
        return "parquet"
    head = peek(document.head)
    if PAGE_START.match(head):
        return "html"
    if XML_START.match(head) or FEED_START.match(head):
        return "feed" if FEED_START.search(head) or not HTML_TAG.search(head) else "html"
    suffix = Path(document.source.lower().removesuffix(".gz")).suffix
    return EXTENSIONS.get(suffix) or _by_content(head)


def _by_content(head: str) -> str:
    if head.startswith("WARC/1."):
        return "warc"
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
    ".warc": "warc",
    ".wet": "warc",
    ".parquet": "parquet",
}


def _one(read: Reader) -> ItemReader:
    """The reader of a format that holds one report a file."""

    def items(document: Document, options: SourceOptions) -> Iterator[Item]:
        yield lambda: next(read(document, options))

    return items


def _each(read: Reader) -> ItemReader:
    """The reader of a format whose reports can only be read one after another."""

    def items(document: Document, options: SourceOptions) -> Iterator[Item]:
        for result in read(document, options):
            yield partial(_same, result)

    return items


def _same(result: Report | Problem) -> Report | Problem:
    return result


FORMATS: dict[str, ItemReader] = {
    "text": _one(read_text),
    "html": _one(read_html),
    "jsonl": jsonl_items,
    "csv": csv_items,
    "feed": _each(read_feed),
    "warc": warc_items,
    "parquet": parquet_items,
}
