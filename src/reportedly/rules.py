"""Which rules this program reads and links by: hashes of the code that decides it, so that older results are seen.

A version number changes with a release; rules change between releases too, and in the hands of whoever changes a file
of an installed package. What is kept beside results (runs, folders of partitions, links) therefore names the code as
well: another code, and the same reports are read or linked again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from reportedly.version import VERSION

PACKAGE = Path(__file__).parent
# Where reading begins; what these import, and what that imports in turn, is read by. The word lists, the model and the
# gazetteer have names of their own in every run.
READING = ("pipeline", "sources", "partitions.columns")
# Linking is all of its room, with the numbers that it weighs by.
LINKING = ("link/*.py", "link/*.toml", "link/*.csv", "link/*.txt", "link_rows.py")
IMPORT = re.compile(r"^[ \t]*from reportedly(?:\.([\w.]+))? import (\([^)]*\)|[^(\n]+)", re.MULTILINE)
NAME = re.compile(r"\w+")
LENGTH = 12


@lru_cache(maxsize=1)
def program() -> str:
    """The program as runs and partitions name it: its version and a hash of the code that reads ("0.1.0+5f0c...")."""
    return f"{VERSION}+{hash_of(reading_files())}"


@lru_cache(maxsize=1)
def linking() -> str:
    """A hash of the code and numbers that link."""
    return hash_of(path for pattern in LINKING for path in PACKAGE.glob(pattern))


def hash_of(paths: Iterable[Path]) -> str:
    """A hash of what some files of the package are called and hold, in whatever order they come."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:LENGTH]


def reading_files() -> set[Path]:
    """The files of all modules that reading is done by."""
    found: set[Path] = set()
    asked: set[str] = set()
    todo = set(READING)
    while todo:
        module = todo.pop()
        asked.add(module)
        path = _file_of(module)
        if path is not None and path not in found:
            found.add(path)
            todo |= set(_imported(path.read_text(encoding="utf-8"))) - asked
    return found


def _file_of(module: str) -> Path | None:
    """The file of a module, by its name in the package; None for what is a name in a module."""
    plain = PACKAGE.joinpath(*module.split("."))
    files = (plain.with_name(plain.name + ".py"), plain / "__init__.py")
    return next((path for path in files if path.is_file()), None)


def _imported(source: str) -> Iterator[str]:
    """What a source imports of the package: its modules, the rooms they are in, and names that may be modules."""
    for module, names in IMPORT.findall(source):
        room = module.rpartition(".")[0]
        yield from (part for part in (room, module) if part)
        yield from (f"{module}.{name}" if module else name for name in NAME.findall(names))
