"""The form of a partition: a Parquet file with a row a report, and beside it a manifest that says what it was made of.

A folder of partitions is what reading at scale writes, and what a case file is filled from. Both sides know this form
and nothing else of each other. A row has the fields of the report, whether it was `outside`, and each list of records
as one nested column; `number` puts the rows of a folder in the order of the inputs.

    job.json               what was to be read, with what: the whole run
    00012-0003.parquet     reports 3000 to 3999 of shard 12
    00012-0003.json        its manifest; a partition without one is not there
    00012-0.done           shard 12 is finished, and these are its partitions
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from reportedly.errors import CaseError
from reportedly.model import Problem, Value

T = TypeVar("T")
# Another number makes old partitions be read anew.
FORM = 1
JOB = "job.json"
# Bits of a row's number: rows of a partition, partitions of a shard. 2**23 shards are left.
ROW_BITS, SLICE_BITS = 20, 20
LARGEST_PARTITION = 2**ROW_BITS


class Job(Value, frozen=True, kw_only=True):
    """What a folder of partitions was made with: everything that a byte in it depends on but the inputs.

    `program` is its version with a hash of the code that reads; `options` are those of reading as given, `size` how
    many inputs a partition holds, `problems` what could not even be opened, `shards` how many pieces of input there
    are. `started` is the one time of day in the folder.
    """

    form: int = FORM
    program: str
    lexicon: str
    model: str
    options: dict[str, str]
    size: int
    shards: int = 0
    problems: tuple[Problem, ...] = ()
    started: str = ""

    def key(self) -> str:
        """The hash of all that the partitions depend on."""
        plain = msgspec.structs.replace(self, shards=0, problems=(), started="")
        return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()

    def differs_in(self, other: Job) -> tuple[str, ...]:
        """In which of the things that partitions depend on another job is not this one, in words."""
        return tuple(words for name, words in DEPENDS_ON.items() if getattr(self, name) != getattr(other, name))


DEPENDS_ON = {
    "form": "form of partitions",
    "program": "rules",
    "lexicon": "word lists",
    "model": "model",
    "options": "options",
    "size": "partition size",
}


class Manifest(Value, frozen=True, kw_only=True):
    """What a partition is made of: `key` of job and inputs, how much it holds, and the hash of its Parquet file.

    `first` and `last` name the inputs it spans. `limits` are the limits that some report ran into; with others it is
    read again. Nothing of it depends on who wrote it or when.
    """

    key: str
    shard: int
    slice: int
    first: str
    last: str
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    limits: str | None
    bytes: int
    sha256: str


class Done(Value, frozen=True, kw_only=True):
    """A finished shard, or one part of it: which partitions it has, what they count, and the limits that were met."""

    key: str
    slices: tuple[int, ...]
    counts: dict[str, int]
    limits: str | None


def slice_name(shard: int, number: int) -> str:
    """The name of a partition without its ending."""
    return f"{shard:05}-{number:04}"


def done_name(shard: int, part: int) -> str:
    """The name of the mark that a part of a shard is finished."""
    return f"{shard:05}-{part}.done"


def row_number(shard: int, number: int, row: int) -> int:
    """The number of a row: in the order of the inputs over a whole folder."""
    return (shard << (ROW_BITS + SLICE_BITS)) + (number << ROW_BITS) + row


def shard_of(name: str) -> int | None:
    """The shard that a file of a folder of partitions belongs to; None for other files."""
    start, dash, _ = name.partition("-")
    return int(start) if dash and start.isdigit() and name.endswith((".parquet", ".json", ".done")) else None


def is_folder(path: Path) -> bool:
    """Whether a path is a folder of partitions."""
    return (path / JOB).is_file()


def read_struct(path: Path, kind: type[T]) -> T | None:
    """A manifest, mark or job; None when there is none, or only a broken one."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def read_job(folder: Path) -> Job:
    """What a folder was made with. CaseError when it is no folder of partitions."""
    job = read_struct(folder / JOB, Job)
    if job is None:
        raise CaseError(f"{folder} holds no partitions; make them with: reportedly read PATH --out {folder}")
    if job.form != FORM:
        raise CaseError(f"{folder} was written by another version of reportedly; read its inputs again")
    return job


def manifests(folder: Path) -> Iterator[Manifest]:
    """The manifests of the partitions that are there, in the order of the inputs."""
    for path in sorted(folder.glob("*-*.json")):
        manifest = read_struct(path, Manifest)
        if manifest is not None and is_whole(folder, manifest):
            yield manifest


def parquet_path(folder: Path, manifest: Manifest) -> Path:
    """The Parquet file of a partition."""
    return folder / f"{slice_name(manifest.shard, manifest.slice)}.parquet"


def is_whole(folder: Path, manifest: Manifest) -> bool:
    """Whether the Parquet file of a manifest is there with its length."""
    try:
        return parquet_path(folder, manifest).stat().st_size == manifest.bytes
    except OSError:
        return False


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file at once: under another name, to the disk, then under its own."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(data)
        put_in_place(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished file its name, when its bytes are on the disk."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    with contextlib.suppress(OSError):  # a file system whose folders cannot be synced
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def file_hash(path: Path) -> str:
    """SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
