"""Inputs to shards: which files are read together, and in how many parts a large one is read.

Small files are put together in the order of their names until there are enough; a large one is a shard of its own,
in several parts that different workers may read. Nothing depends on how many workers there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from reportedly.errors import InputError
from reportedly.model import Problem, Value
from reportedly.sources.files import Found, find_files
from reportedly.sources.remote import describe_remote

# A shard is closed when its files have this many bytes together.
SHARD_BYTES = 64 * 1024 * 1024
# A file of so many bytes is read in parts: each part passes over the whole file and reads its share of it. Passing
# over costs a few hundredths of reading an archive or what is packed, and far less of reading plain lines.
PART_BYTES, MOST_PARTS, MOST_COSTLY_PARTS = 256 * 1024 * 1024, 64, 8
COSTLY = (".gz", ".warc", ".wet")


class Input(Value, frozen=True, kw_only=True):
    """A file as it was found: `mark` changes when its content does, as far as can be told without reading it."""

    source: str
    path: str
    size: int
    mark: str


class Shard(Value, frozen=True, kw_only=True):
    """Inputs that are read one after another. Of its slices, part `part` of `parts` reads each that is its turn."""

    number: int
    part: int
    parts: int
    inputs: tuple[Input, ...]

    def key(self, job: str) -> str:
        """The hash of what its partitions are made of, with the key of the job."""
        return hashlib.sha256(job.encode() + msgspec.json.encode(self.inputs)).hexdigest()


def plan_shards(paths: Iterable[str | Path], size: int) -> Iterator[Shard | Problem]:
    """The shards of files and folders, `size` reports to a partition; what cannot be opened comes out as a Problem."""
    number = held = 0
    group: list[Input] = []
    for path in paths:
        for found in find_files(path):
            if isinstance(found, Problem):
                yield found
                continue
            item = _describe(found)
            if isinstance(item, Problem):
                yield item
                continue
            if group and (len(group) >= size or held + item.size > SHARD_BYTES):
                yield Shard(number=number, part=0, parts=1, inputs=tuple(group))
                number, group, held = number + 1, [], 0
            if item.size > SHARD_BYTES:
                yield from large_shards(number, item)
                number += 1
            else:
                group.append(item)
                held += item.size
    if group:
        yield Shard(number=number, part=0, parts=1, inputs=tuple(group))


def large_shards(number: int, item: Input) -> Iterator[Shard]:
    """The parts of a large file."""
    most = MOST_COSTLY_PARTS if item.source.endswith(COSTLY) else MOST_PARTS
    parts = min(most, -(-item.size // PART_BYTES))
    for part in range(parts):
        yield Shard(number=number, part=part, parts=parts, inputs=(item,))


def _describe(found: Found) -> Input | Problem:
    try:
        if isinstance(found.path, str):
            size, mark = describe_remote(found.path)
            return Input(source=found.source, path=found.path, size=size, mark=mark)
        if found.path is None:
            reason = "standard input cannot be read in shards; write it to a file first."
            return Problem(source=found.source, place="", reason=reason)
        state = found.path.stat()
    except InputError as error:
        return Problem(source=error.source, place="", reason=error.reason)
    except OSError as error:
        return Problem(source=found.source, place="", reason=f"it cannot be opened ({error.strerror}); check the path.")
    return Input(source=found.source, path=str(found.path), size=state.st_size, mark=str(state.st_mtime_ns))
