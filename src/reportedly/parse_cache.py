"""Parses kept on disk, so that reading again with better rules skips the parser.

A parse is found by what the parser was given (the cleaned text with known names masked) and by the model's name, so a
cache can never be stale. One SQLite file; several processes may use it at once.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from reportedly.errors import ModelError

FILE = "parses.sqlite"
# How the columns are packed; another number makes old entries invisible, not wrong.
FORM = 1
# Seconds to wait for another process that writes.
PATIENCE = 60.0


class Columns(NamedTuple):
    """What the parser says of one piece of text, a list a column, an item a word.

    `starts` and `lengths` are offsets into the cleaned piece; `heads` the index of each word's head; `opens` whether
    a sentence begins; `spaces` whether the word is white space.
    """

    starts: Sequence[int]
    lengths: Sequence[int]
    tags: Sequence[str]
    deps: Sequence[str]
    heads: Sequence[int]
    opens: Sequence[int]
    spaces: Sequence[int]


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    names: list[str]
    numbers: list[bytes]


def pack(pieces: Sequence[Columns]) -> bytes:
    """The columns of a report's pieces as bytes, the same for the same parse."""
    names = sorted({name for p in pieces for column in (p.tags, p.deps) for name in column})
    index = {name: n for n, name in enumerate(names)}
    numbers = []
    for p in pieces:
        columns = (
            p.starts,
            p.lengths,
            [index[t] for t in p.tags],
            [index[d] for d in p.deps],
            p.heads,
            p.opens,
            p.spaces,
        )
        numbers += [array("i", column).tobytes() for column in columns]
    return zlib.compress(msgspec.msgpack.encode(_Packed(names, numbers)), 1)


def unpack(data: bytes) -> list[Columns]:
    """The columns that `pack` packed."""
    packed = msgspec.msgpack.decode(zlib.decompress(data), type=_Packed)
    numbers = [_numbers(part) for part in packed.numbers]
    pieces = []
    for at in range(0, len(numbers), len(Columns._fields)):
        starts, lengths, tags, deps, heads, opens, spaces = numbers[at : at + len(Columns._fields)]
        tag_names, dep_names = ([packed.names[n] for n in column] for column in (tags, deps))
        pieces.append(Columns(starts, lengths, tag_names, dep_names, heads, opens, spaces))
    return pieces


def _numbers(data: bytes) -> array[int]:
    numbers = array("i")
    numbers.frombytes(data)
    return numbers


def key_of(model: str, pieces: Sequence[str]) -> bytes:
    """The name under which the parse of some pieces by a model is kept."""
    digest = hashlib.blake2b(f"{FORM}\x1f{model}".encode(), digest_size=20)
    for piece in pieces:
        digest.update(b"\x1f" + piece.encode("utf-8", "surrogatepass"))
    return digest.digest()


class ParseCache:
    """The parses of a folder. Raises ModelError when the folder cannot be used."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=NORMAL")
            self._base.execute("CREATE TABLE IF NOT EXISTS parse (key BLOB PRIMARY KEY, data BLOB) WITHOUT ROWID")
        except (OSError, sqlite3.Error) as error:
            raise ModelError(
                f"{self.path}: cannot be used as a cache of parses ({error}); name another folder."
            ) from error

    def get(self, key: bytes) -> list[Columns] | None:
        """The parse kept under a key; None when there is none or it is damaged."""
        row = self._base.execute("SELECT data FROM parse WHERE key = ?", (key,)).fetchone()
        try:
            return unpack(row[0]) if row is not None else None
        except (zlib.error, msgspec.MsgspecError, IndexError, ValueError):
            return None

    def put(self, key: bytes, pieces: Sequence[Columns]) -> None:
        """Keep a parse. A full disk loses the entry, not the run."""
        try:
            self._base.execute("INSERT OR REPLACE INTO parse VALUES (?, ?)", (key, pack(pieces)))
        except sqlite3.Error:
            self._base.rollback()
