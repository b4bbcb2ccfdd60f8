"""Paths to open streams: files, folders in a fixed order, standard input, gzip."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, BinaryIO, NamedTuple

from reportedly.errors import InputError
from reportedly.model import Problem
from reportedly.sources.decoding import decode, has_wide_mark
from reportedly.sources.options import SourceOptions

STDIN = "-"
HEAD_BYTES = 4096
GZIP_MARK = b"\x1f\x8b"
# A packed file of many reports may unpack to this many times `max_bytes`: to 4 GiB at the default.
PACKED_FILES = 64
SKIP_BYTES = 1024 * 1024
EMPTY = "there is nothing in it; leave it out or save the report into it again."


class Found(NamedTuple):
    """A file to read: the name the user knows it by, and its path (None for standard input)."""

    source: str
    path: Path | None


class Document(NamedTuple):
    """An open input: its name, its first bytes, and the whole stream from the first byte on."""

    source: str
    head: bytes
    stream: io.BufferedReader


def source_name(path: str | Path) -> str:
    """A path as the user gave it, with forward slashes; bytes of a name that are no UTF-8 show as U+FFFD."""
    return PurePath(path).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def find_files(path: str | Path) -> Iterator[Found | Problem]:
    """The files that `path` names: itself, or all in a folder by name, hidden ones and links to folders left out."""
    if str(path) == STDIN:
        yield Found(STDIN, None)
        return
    source = source_name(path)
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as error:
        yield Problem(source=source, place="", reason=_unreadable(error))
        return
    if not stat.S_ISDIR(mode):
        yield Found(source, Path(path))
        return
    found = 0
    for item in _find_in_folder(Path(path)):
        found += 1
        yield item
    if not found:
        yield Problem(source=source, place="", reason="the folder holds no files; name one that holds reports.")


def _find_in_folder(folder: Path) -> Iterator[Found | Problem]:
    try:
        with os.scandir(folder) as entries:
            names = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        yield Problem(source=source_name(folder), place="", reason=_unreadable(error))
        return
    for entry in names:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _find_in_folder(path)
        elif entry.is_file():
            yield Found(source_name(path), path)
        else:
            reason = "this is neither a file nor a folder of its own, and is not followed; name it yourself to read it."
            yield Problem(source=source_name(path), place="", reason=reason)


def _unreadable(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder; check the path."
    if isinstance(error, PermissionError):
        return "it may not be read; change its permissions."
    detail = getattr(error, "strerror", None) or str(error)
    return f"it cannot be opened ({detail}); check the path."


@contextmanager
def open_document(found: Found, options: SourceOptions) -> Iterator[Document]:
    """The input opened for reading, unpacked when it is gzip. Raises InputError."""
    try:
        raw: Any = _open(found, options)
        head = raw.read(HEAD_BYTES)
    except (OSError, ValueError) as error:
        raise InputError(found.source, "", _unreadable(error)) from error
    try:
        if head.startswith(GZIP_MARK):
            packed = gzip.GzipFile(fileobj=io.BufferedReader(_Joined(found.source, head, raw, None)))
            limit = PACKED_FILES * options.max_bytes
            head = _read_head(packed)
            yield _document(found.source, head, packed, limit)
        else:
            yield _document(found.source, head, raw, None)
    finally:
        if found.path is not None:
            raw.close()


def _document(source: str, head: bytes, rest: Any, limit: int | None) -> Document:
    return Document(source, head, io.BufferedReader(_Joined(source, head, rest, limit)))


def _open(found: Found, options: SourceOptions) -> BinaryIO:
    if found.path is not None:
        return found.path.open("rb")
    stream = options.stdin if options.stdin is not None else getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError(found.source, "", "there is no standard input; pipe a report into the command.")
    return stream  # type: ignore[no-any-return]


def _read_head(stream: gzip.GzipFile) -> bytes:
    head = b""
    while len(head) < HEAD_BYTES and (more := stream.read(HEAD_BYTES - len(head))):
        head += more
    return head


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of their stream, which stays open when this is closed."""

    def __init__(self, source: str, head: bytes, rest: Any, limit: int | None) -> None:
        self._source, self._head, self._rest, self._left = source, head, rest, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._rest.read(len(buffer)) or b""
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise InputError(self._source, "", "it unpacks to more than is allowed; unpack it and split it.")
        buffer[: len(data)] = data
        return len(data)


def read_whole(document: Document, options: SourceOptions) -> bytes:
    """All bytes of an input. Raises InputError when it is empty or larger than `max_bytes`."""
    data = document.stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        reason = f"it is larger than {options.max_bytes:,} bytes; split it or raise the limit."
        raise InputError(document.source, "", reason)
    if not data:
        raise InputError(document.source, "", EMPTY)
    return data


def read_lines(document: Document, options: SourceOptions) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines with their ends, from 1; None stands for a line that is longer than `max_bytes`.

    UTF-16 and UTF-32 files come out as UTF-8. Raises InputError when the input is empty.
    """
    if not document.head:
        raise InputError(document.source, "", EMPTY)
    stream: Any = document.stream
    if has_wide_mark(document.head):
        stream = io.BytesIO(decode(read_whole(document, options), document.source).encode())
    number = 0
    while line := stream.readline(options.max_bytes + 1):
        number += 1
        if len(line) <= options.max_bytes:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(SKIP_BYTES)
        yield number, None
