"""Web archives: WARC files of pages, and WET files of their texts, as crawls of the news are kept.

A page is read as an HTML file is; its address and the day it was fetched come from the archive. Before the good but
slow extraction of an article, the page's words are looked at by way of a fast one: `SourceOptions.wanted` says whether
they are worth it.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from reportedly.errors import InputError
from reportedly.model import Problem, Report
from reportedly.sources.assemble import as_problem, assemble
from reportedly.sources.decoding import decode
from reportedly.sources.files import EMPTY, Document
from reportedly.sources.html import read_page
from reportedly.sources.options import SourceOptions

# What a record begins with; kept are so many of the last bytes, in which the head of a last record must lie.
HEAD = re.compile(rb"(?:^|\n)WARC/\d")
TAIL = 64 * 1024
# Shorter, the fast extraction has probably missed the article, and the words of the whole page are looked at.
MIN_CHARS = 400
PAGES = ("text/html", "application/xhtml+xml")
PLAIN = "text/plain"
FOUND = range(200, 300)
CUT_OFF = "the archive breaks off here; what is before it was read. Fetch the file again."
TOO_LARGE = "it is larger than {limit:,} bytes, as no page of news is; leave it out, or raise the limit."
Item = Callable[[], Report | Problem | None]


def warc_items(document: Document, options: SourceOptions) -> Iterator[Item]:
    """The pages and texts of an archive, each read when it is called; None is a page that is not wanted.

    Requests, images, pages that were not found and the like give None too. Where the archive is cut short or damaged,
    the last item is the Problem that says where. Raises InputError when the input is empty or unpacks to too much.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    if not document.head:
        raise InputError(document.source, "", EMPTY)
    kinds = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
    stream = _Watched(document.stream)
    number = end = 0
    is_cut = True
    try:
        for record in ArchiveIterator(stream, parse_http=False):
            number, end = number + 1, record.stream_pos + max(1, record.content_length)
            is_cut = record.headers.get("Content-Length") is None
            if record.record_type in kinds:
                yield partial(_read_record, record, document.source, _place(number, record), options)
    except OSError as error:
        stream.error = stream.error or error
    if isinstance(stream.error, InputError):
        raise stream.error
    if stream.error is not None or is_cut or stream.has_head_after(end):
        yield partial(as_problem, InputError(document.source, f"after record {number}", CUT_OFF))


class _Watched:
    """A stream that keeps its last bytes, and an error for later: the archive reader would swallow it."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._tail, self._at = stream, b"", 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Bytes, none after an error."""
        if self.error is not None:
            return b""
        try:
            data: bytes = self._stream.read1(size)
        except (OSError, EOFError, zlib.error, InputError) as error:
            self.error = error
            return b""
        self._at += len(data)
        self._tail = (self._tail + data)[-TAIL:] if len(data) < TAIL else data[-TAIL:]
        return data

    def seek(self, place: int, whence: int = 0) -> int:
        """There is no way back."""
        raise OSError("this stream cannot be searched")

    def tell(self) -> int:
        """Where the reader began: places are counted from there."""
        return 0

    def close(self) -> None:
        """Leave the stream open: it belongs to somebody else."""

    def has_head_after(self, place: int) -> bool:
        """Whether a record begins at or after this place, of which only a piece can be there."""
        first = self._at - len(self._tail)
        return HEAD.search(self._tail, max(0, place - first)) is not None


def _place(number: int, record: Any) -> str:
    address = record.headers.get("WARC-Target-URI")
    return f"record {number} ({address})" if address else f"record {number}"


def _read_record(record: Any, source: str, place: str, options: SourceOptions) -> Report | Problem | None:
    try:
        return _read(record, source, place, options)
    except InputError as error:
        return as_problem(error)


def _read(record: Any, source: str, place: str, options: SourceOptions) -> Report | None:
    """The report of a record, None when it holds no page that is wanted. Raises InputError."""
    if record.content_length > options.max_bytes:
        raise InputError(source, place, TOO_LARGE.format(limit=options.max_bytes))
    size = int(record.headers.get("Content-Length") or 0)
    body = record.reader.read()
    if len(body) < size:
        raise InputError(source, place, f"it breaks off after {len(body):,} of {size:,} bytes; fetch the file again.")
    content = _content(record, body, source, place, options)
    if content is None or not content.data.strip():
        return None
    text = decode(content.data, source, place, is_markup=content.is_page)
    known = {"url": record.headers.get("WARC-Target-URI"), "retrieved": record.headers.get("WARC-Date")}
    if options.wanted is not None and not options.wanted(cheap_text(text) if content.is_page else text):
        return None
    if content.is_page:
        return read_page(text, source, place, options, known)
    host = urlsplit(known["url"] or "").hostname
    return assemble({**known, "outlet": options.outlet or host, "text": text}, source, place, options)


class _Content(NamedTuple):
    data: bytes
    is_page: bool


def _content(record: Any, body: bytes, source: str, place: str, options: SourceOptions) -> _Content | None:
    """The page or text in a record; None when it is something else. Raises InputError."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    kind = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if kind != "application/http":
        return _Content(body, kind in PAGES) if kind in (*PAGES, PLAIN) else None
    answer = WarcRecord()
    answer.init_headers(WarcRecordType.response)
    answer.set_bytes_content(body)
    answer.is_http = True
    answer.parse_http(auto_decode="transfer")
    if answer.http_headers is None or answer.http_headers.status_code not in FOUND:
        return None
    if answer.http_content_type not in (*PAGES, PLAIN):
        return None
    packing = (answer.http_headers.get("Content-Encoding") or "").strip().lower()
    data = unpack(answer.reader.read(), packing, source, place, options.max_bytes)
    return _Content(data, answer.http_content_type in PAGES)


def unpack(data: bytes, packing: str, source: str, place: str, limit: int) -> bytes:
    """The content behind a Content-Encoding. Raises InputError when it is damaged or larger than the limit."""
    try:
        if packing in ("gzip", "x-gzip", "deflate"):
            try:
                data = zlib.decompressobj(wbits=47).decompress(data, limit + 1)
            except zlib.error:
                if data[:2] == b"\x1f\x8b":
                    raise
                data = zlib.decompressobj(wbits=-15).decompress(data, limit + 1)  # as some servers understand deflate
        elif packing == "br":
            from fastwarc.stream_io import BrotliReader

            data = BrotliReader(io.BytesIO(data)).read(limit + 1)
    except (zlib.error, OSError):
        if not data.lstrip()[:1] == b"<":  # archives unpack pages, and leave the header as it was
            raise InputError(source, place, f"its content is no {packing}, as it says; fetch it again.") from None
    if len(data) > limit:
        raise InputError(source, place, TOO_LARGE.format(limit=limit))
    return data


def cheap_text(page: str) -> str:
    """The words of a page, fifteen times as fast as the article is extracted, with some words too many or too few."""
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(page, main_content=True, alt_texts=False)
    return text if len(text) >= MIN_CHARS else extract_plain_text(page, alt_texts=False)
