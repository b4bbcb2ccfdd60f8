"""The one function of reading at scale: read this shard, write its partitions. Doing it again changes nothing.

A partition is written under another name, brought to the disk, and then given its own; its manifest follows. Stopped
at any moment, a partition is there whole or not at all, and the next attempt goes on with the first one that lacks.
"""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reportedly.errors import OutputError
from reportedly.model import Analysis, Problem, Report, Value
from reportedly.partitions import (
    Done,
    Job,
    Manifest,
    done_name,
    file_hash,
    is_whole,
    put_in_place,
    read_struct,
    row_number,
    slice_name,
    write_whole,
)
from reportedly.partitions.columns import PartitionWriter, as_row, is_storable
from reportedly.shards.hand import DEATHS, Hand
from reportedly.shards.limits import TimeUp, limit_memory, time_limit
from reportedly.shards.plan import Shard
from reportedly.sources import Item, SourceOptions, read_items
from reportedly.sources.files import Found
from reportedly.sources.remote import is_remote

if TYPE_CHECKING:
    from reportedly.pipeline import ReaderOptions

Read = Callable[[Report], Analysis | Problem]
Wanted = Callable[[str], bool]
# Called as a shard goes on, with what was counted since the last call.
Tell = Callable[[dict[str, int]], None]
KINDS = ("statements", "events", "figures")


class Limits(Value, frozen=True, kw_only=True):
    """What one report may take: `seconds` at the processor, and `memory` of the process that reads it in mebibytes."""

    seconds: float | None = 60.0
    memory: int | None = None

    def name(self) -> str:
        """The limits as a manifest keeps them."""
        return msgspec.json.encode(self).decode()


class Work(Value, frozen=True, kw_only=True):
    """All that a worker must know but the shard: where to write, the job, and how to read."""

    out: str
    job: Job
    reading: ReaderOptions
    sources: SourceOptions
    limits: Limits = Limits()
    load: Callable[[ReaderOptions], Read] | None = None
    load_gate: Callable[[ReaderOptions], Wanted | None] | None = None


class Numbered(NamedTuple):
    """An item with its number in the shard, the source it is in, and its number there, both from 0."""

    at: int
    source: str
    nth: int
    item: Item


class Outcome(NamedTuple):
    """What became of an item: a report with its records, a Problem, or nothing; and whether a limit made it one."""

    result: Analysis | Problem | None
    is_limited: bool = False


def load_reading(options: ReaderOptions) -> Read:
    """The reading of reports by the program's own reader."""
    from reportedly.distribute import lasting_reader
    from reportedly.pipeline import analyse_one

    reader = lasting_reader(options)
    return lambda report: analyse_one(report, reader, unless=(MemoryError,))


def other_program(work: Work) -> str:
    """What of this machine's program is not what the job names, so that it would write other bytes; empty when none."""
    if work.load is not None:  # a reading of the caller's own
        return ""
    from reportedly.distribute import lasting_reader
    from reportedly.rules import program

    reader = lasting_reader(work.reading)
    here = {"program": program(), "word lists": reader.lexicon_hash, "model": reader.model_name}
    there = dict(zip(here, (work.job.program, work.job.lexicon, work.job.model), strict=True))
    return ", ".join(f"{what} {here[what]} for {there[what]}" for what in here if here[what] != there[what])


def load_gate(options: ReaderOptions) -> Wanted | None:
    """What tells whether the words of a page are worth reading; None when all are."""
    from reportedly.gate import make_gate
    from reportedly.lexicon import load_lexicon

    return make_gate(load_lexicon(options.actors, options.places)).passes if options.only == "conflict" else None


def read_shard(shard: Shard, work: Work, tell: Tell = lambda counts: None) -> Done:
    """Read what is left of a shard and write its partitions; what they count together.

    Raises OutputError when the folder cannot be written to.
    """
    folder, key = Path(work.out), shard.key(work.job.key())
    mark = folder / done_name(shard.number, shard.part)
    if (done := find_done(shard, work)) is not None:
        tell(done.counts)
        return done
    try:
        limit_memory(work.limits.memory)
        hand = Hand(folder / f".{mark.stem}.hand")
        reader = _ShardReader(shard, work, hand, tell)
        made = reader.read()
        counts = Counter[str]()
        for manifest in made:
            counts.update(manifest.counts)
        done = Done(
            key=key,
            slices=tuple(manifest.slice for manifest in made),
            counts=dict(counts),
            limits=next((m.limits for m in made if m.limits), None),
        )
        write_whole(mark, msgspec.json.encode(done))
        hand.let_go()
    except OSError as error:
        raise OutputError(folder, error) from error
    return done


def find_done(shard: Shard, work: Work) -> Done | None:
    """What a shard counts, when it is finished already and all its partitions are there."""
    folder, key = Path(work.out), shard.key(work.job.key())
    done = read_struct(folder / done_name(shard.number, shard.part), Done)
    if done is None or done.key != key or done.limits not in (None, work.limits.name()):
        return None
    return done if all(find_manifest(folder, shard, n, key, work.limits) for n in done.slices) else None


def find_manifest(folder: Path, shard: Shard, number: int, key: str, limits: Limits) -> Manifest | None:
    """The manifest of a partition, when it was made of these inputs in this way and is whole."""
    manifest = read_struct(folder / f"{slice_name(shard.number, number)}.json", Manifest)
    if manifest is None or manifest.key != key or manifest.limits not in (None, limits.name()):
        return None
    return manifest if is_whole(folder, manifest) else None


class _ShardReader:
    """One attempt at a shard."""

    def __init__(self, shard: Shard, work: Work, hand: Hand, tell: Tell) -> None:
        self._shard, self._work, self._hand, self._tell = shard, work, hand, tell
        self._folder, self._key = Path(work.out), shard.key(work.job.key())
        self._read: Read | None = None
        self._alone: dict[int, Outcome] = {}
        wanted = (work.load_gate or load_gate)(work.reading)
        self._sources = msgspec.structs.replace(work.sources, wanted=wanted)

    def read(self) -> list[Manifest]:
        """Write each partition that is not there yet; the manifests of all, in order."""
        self._read_alone()
        made: list[Manifest] = []
        size = self._work.job.size
        for number, chunk in itertools.groupby(self._items(), key=lambda item: item.at // size):
            if number % self._shard.parts == self._shard.part:
                made.append(self._slice(number, chunk))
        return made

    def _items(self) -> Iterator[Numbered]:
        """Every item of the shard with its number and the source it is in."""
        numbers = itertools.count()
        for item in self._shard.inputs:
            found = Found(item.source, item.path if is_remote(item.path) else Path(item.path))
            for nth, read in enumerate(read_items(found, self._sources)):
                yield Numbered(next(numbers), item.source, nth, read)

    def _read_alone(self) -> None:
        """Read the items at which workers died, before anything else fills the memory of this one."""
        suspects = set(self._hand.suspects())
        if not suspects:
            return
        for item in self._items():
            if item.at in suspects:
                self._alone[item.at] = self._outcome(item)
            if item.at >= max(suspects):
                break

    def _slice(self, number: int, chunk: Iterator[Numbered]) -> Manifest:
        there = find_manifest(self._folder, self._shard, number, self._key, self._work.limits)
        if there is not None:
            self._tell(there.counts)
            return there
        name = slice_name(self._shard.number, number)
        draft = self._folder / f".{name}.parquet.{os.getpid()}"
        self._hand.begin(draft)
        try:
            manifest = self._write(number, chunk, draft)
            put_in_place(draft, self._folder / f"{name}.parquet")
            write_whole(self._folder / f"{name}.json", msgspec.json.encode(manifest))
        finally:
            draft.unlink(missing_ok=True)
        self._hand.begin(None)
        return manifest

    def _write(self, number: int, chunk: Iterator[Numbered], draft: Path) -> Manifest:
        counts = Counter(dict.fromkeys(("reports", "outside", "left_out", "repeated", "abstained", *KINDS), 0))
        problems: list[Problem] = []
        seen: set[str] = set()
        first = last = ""
        is_limited = False
        writer = PartitionWriter(draft)
        try:
            for item in chunk:
                first, last = first or item.source, item.source
                outcome = self._alone.get(item.at) or self._outcome(item)
                is_limited = is_limited or outcome.is_limited
                result = outcome.result
                if isinstance(result, Problem):
                    problems.append(result)
                    self._tell({"problems": 1})
                elif result is None:
                    counts["left_out"] += 1
                elif result.report.id in seen:
                    counts["repeated"] += 1
                else:
                    seen.add(result.report.id)
                    writer.add(as_row(result, row_number(self._shard.number, number, len(seen) - 1)))
                    self._tell(_count(result, counts))
            writer.close()
        except BaseException:
            with suppress(OSError):
                writer.drop()
            raise
        counts["problems"] = len(problems)
        return Manifest(
            key=self._key,
            shard=self._shard.number,
            slice=number,
            first=first,
            last=last,
            counts=dict(counts),
            problems=tuple(problems),
            limits=self._work.limits.name() if is_limited else None,
            bytes=draft.stat().st_size,
            sha256=file_hash(draft),
        )

    def _outcome(self, item: Numbered) -> Outcome:
        """Read an item within its limits, noted as in hand all the while."""
        limits = self._work.limits
        if self._hand.is_given_up(item.at):
            return _limited(item, KILLED.format(times=DEATHS))
        if (
            self._read is None
        ):  # before the item is in hand: whoever is killed while it loads was not killed by a report
            self._read = (self._work.load or load_reading)(self._work.reading)
        self._hand.take(item.at)
        try:
            with time_limit(limits.seconds):
                return self._within_limits(item.item, self._read)
        except TimeUp:
            return _limited(item, TOO_SLOW.format(seconds=limits.seconds))
        except MemoryError:
            return _limited(item, TOO_LARGE.format(memory=limits.memory))
        finally:
            self._hand.take(None)

    @staticmethod
    def _within_limits(item: Item, read: Read) -> Outcome:
        report = item()
        if report is None or isinstance(report, Problem):
            return Outcome(report)
        result = read(report)
        if isinstance(result, Analysis) and not is_storable(result):
            reason = "a number in it is too large to store"
            return Outcome(Problem(source=report.source or report.id, place=f"report {report.id}", reason=reason))
        return Outcome(result)


KILLED = (
    "the process that read it was killed {times} times, the last ones with nothing else in hand: it needs too much "
    "memory or breaks a library; split the report, or leave it out."
)
TOO_SLOW = "reading it took longer than {seconds:g} seconds; split the report, or allow more with --time-limit."
TOO_LARGE = (
    "reading it takes more memory than the {memory} MiB that a process may have; split the report, or allow more with "
    "--memory-limit."
)


def _limited(item: Numbered, reason: str) -> Outcome:
    return Outcome(Problem(source=item.source, place=f"report {item.nth + 1}", reason=reason), True)


def _count(analysis: Analysis, counts: Counter[str]) -> dict[str, int]:
    """Count a report and its records; what they add."""
    added = {"reports": 1, "outside": int(analysis.outside), "abstained": len(analysis.abstentions)}
    added |= {kind: len(getattr(analysis, kind)) for kind in KINDS}
    counts.update(added)
    return added
