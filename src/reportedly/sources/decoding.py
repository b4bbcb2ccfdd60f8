"""Bytes as text, or the reason why they are none."""

from __future__ import annotations

import codecs
import re

from reportedly.errors import InputError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KNOWN_BINARIES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"{\\rtf", "an RTF document"),
)
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]")
# Texts hold a stray control mark now and then; in what is no text about one character in ten is one.
MAX_CONTROL_SHARE = 0.02
# Western text in cp1252 has under 8% marks beyond ASCII; Cyrillic or Greek bytes read as cp1252 have over 70%.
MAX_WESTERN_SHARE = 0.2
DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,300}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})"""
)
HEAD = 4096
# Pages that say latin-1 mean cp1252: browsers have read them so for decades.
MEANT = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
NO_TEXT = "the bytes are no text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 text."


def decode(data: bytes, source: str, place: str = "", is_markup: bool = False) -> str:
    """The text of `data`: by its byte order mark, else as UTF-8, as the page declares, or as plausible Windows-1252.

    Raises InputError with `source` and `place` when the bytes are no text.
    """
    for start, what in KNOWN_BINARIES:
        if data.startswith(start):
            raise InputError(source, place, f"this is {what}, which is not read; save its text as TXT or HTML.")
    text = _decode(data, _declared(data) if is_markup else None)
    if text is None or _is_binary(text):
        raise InputError(source, place, NO_TEXT)
    return text


def has_wide_mark(data: bytes) -> bool:
    """Whether the bytes begin with the mark of UTF-16 or UTF-32, in which a line end is more than one byte."""
    return any(data.startswith(mark) for mark, name in BYTE_ORDER_MARKS if name != "utf-8-sig")


def peek(head: bytes) -> str:
    """The first bytes of an input as well as they can be read, without a byte order mark and blanks before them."""
    name = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), "utf-8")
    return head.decode(name, "replace").lstrip()


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:HEAD])
    name = match[1].decode("ascii").lower() if match else None
    return MEANT.get(name, name) if name else None


def _decode(data: bytes, declared: str | None) -> str | None:
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _try(data, name)
    text = _try(data, "utf-8")
    if text is None and declared:
        text = _try(data, declared)
    if text is None:
        text = _try(data, "cp1252")
        if text is not None and not _is_western(text):
            return None
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _is_western(text: str) -> bool:
    return sum(not c.isascii() for c in text) <= MAX_WESTERN_SHARE * len(text)


def _is_binary(text: str) -> bool:
    return len(CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text)
