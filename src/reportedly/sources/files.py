"""Paths to open streams: files, folders in a fixed order, standard input, gzip."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import Any, BinaryIO, NamedTuple

from reportedly.errors import InputError
from reportedly.model import Problem
from reportedly.sources.decoding import decode, has_wide_mark
from reportedly.sources.options import SourceOptions
from reportedly.sources.remote import find_remote, is_remote, open_remote

STDIN = "-"
HEAD_BYTES = 4096
GZIP_MARK = b"\x1f\x8b"
# A packed file may unpack to this many times `max_bytes`, to 256 MiB at the default, and beyond that to so many times
# what it was packed in: texts shrink to a fifth, rarely to a twentieth, what is made to do harm to a thousandth.
PACKED_FILES, PACKED_TIMES = 4, 50
SKIP_BYTES = 1024 * 1024
TOO_MUCH = "it unpacks to far more than a file of reports does; unpack it, look at it, and split it."
TOO_LARGE = "it is larger than {limit:,} bytes; split it or raise the limit."
EMPTY = "there is nothing in it; leave it out or save the report into it again."


class Found(NamedTuple):
    """A file to read: the name the user knows it by, and its path or address (None for standard input)."""

    source: str
    path: Path | str | None

    def open(self) -> BinaryIO:
        """The file, opened for reading. Raises OSError or InputError."""
        if isinstance(self.path, str):
            return open_remote(self.path)
        if self.path is None:
            raise InputError(self.source, "", "standard input is no file.")
        return self.path.open("rb")


class Document(NamedTuple):
    """An open input: its name, its first bytes, the whole stream from the first byte on, and its file to seek in.

    There is no `file` for standard input and for what is packed.
    """

    source: str
    head: bytes
    stream: io.BufferedReader
    file: BinaryIO | None = None


def source_name(path: str | Path) -> str:
    """A path as the user gave it, with forward slashes; bytes of a name that are no UTF-8 show as U+FFFD."""
    return PurePath(path).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def find_files(path: str | Path) -> Iterator[Found | Problem]:
    """The files that `path` names: itself, or all in a folder by name, hidden ones left out; links are not followed."""
    if str(path) == STDIN:
        yield Found(STDIN, None)
        return
    if is_remote(str(path)):
        yield from _find_remote(str(path))
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


def _find_remote(address: str) -> Iterator[Found | Problem]:
    try:
        for name in find_remote(address):
            yield Found(name, name)
    except InputError as error:
        yield Problem(source=error.source, place="", reason=error.reason)


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
        elif entry.is_file(follow_symlinks=False):
            yield Found(source_name(path), path)
        elif entry.is_symlink():
            reason = "this is a link to elsewhere, and is not followed; name it yourself to read it."
            yield Problem(source=source_name(path), place="", reason=reason)
        else:
            reason = "this is neither a file nor a folder, and is not read; name it yourself to read it."
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
            inner = _Joined(found.source, head, raw)
            packed = gzip.GzipFile(fileobj=io.BufferedReader(inner))
            limit = _Limit(inner, PACKED_FILES * options.max_bytes)
            head = _read_head(packed)
            yield _document(found.source, head, packed, limit)
        else:
            yield _document(found.source, head, raw, None)._replace(file=raw if found.path is not None else None)
    finally:
        if found.path is not None:
            raw.close()


def _document(source: str, head: bytes, rest: Any, limit: _Limit | None) -> Document:
    return Document(source, head, io.BufferedReader(_Joined(source, head, rest, limit)))


def _open(found: Found, options: SourceOptions) -> BinaryIO:
    if found.path is not None:
        return found.open()
    stream = options.stdin if options.stdin is not None else getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError(found.source, "", "there is no standard input; pipe a report into the command.")
    return stream  # type: ignore[no-any-return]


def _read_head(stream: gzip.GzipFile) -> bytes:
    head = b""
    with suppress(EOFError, zlib.error, OSError):  # raised again when more is read
        while len(head) < HEAD_BYTES and (more := stream.read1(HEAD_BYTES - len(head))):
            head += more
    return head


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of their stream, which stays open when this is closed. Counts them."""

    def __init__(self, source: str, head: bytes, rest: Any, limit: _Limit | None = None) -> None:
        self._source, self._head, self._rest, self._limit = source, head, rest, limit
        # As much as is there: what stands before the place where a packed file breaks off is not lost.
        self._read = getattr(rest, "read1", rest.read)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._read(len(buffer)) or b""
        self.count += len(data)
        if self._limit is not None and self.count > self._limit.now():
            raise InputError(self._source, "", TOO_MUCH)
        buffer[: len(data)] = data
        return len(data)


class _Limit(NamedTuple):
    """How much may come out of a packed file: `free` bytes, or many times what has gone in, if that is more."""

    packed: _Joined
    free: int

    def now(self) -> int:
        """The limit, by what has gone in so far."""
        return max(self.free, PACKED_TIMES * self.packed.count)


def read_whole(document: Document, options: SourceOptions) -> bytes:
    """All bytes of an input. Raises InputError when it is empty or larger than `max_bytes`."""
    data = document.stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise InputError(document.source, "", TOO_LARGE.format(limit=options.max_bytes))
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
