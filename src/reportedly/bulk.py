"""Reading at scale: inputs into a folder of Parquet partitions, and such a folder into a case file.

The Python door of `reportedly read --out` and `reportedly load`. What is written depends on the inputs, the options and
the versions alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from reportedly import audit
from reportedly.api import OnProgress, Paths, ReadOptions, ReadResult, Tally, now, path_list, reader_options
from reportedly.errors import CaseError, InputError, OutputError
from reportedly.model import Problem, Run, Value, make_id
from reportedly.partitions import (
    JOB,
    Done,
    Job,
    Manifest,
    file_hash,
    manifests,
    parquet_path,
    read_job,
    read_struct,
    shard_of,
    slice_name,
    write_whole,
)
from reportedly.rules import program
from reportedly.store import Store, open_store

if TYPE_CHECKING:
    from reportedly.shards.plan import Shard
    from reportedly.shards.work import Work

Engine = Literal["local", "ray"]
# Reports a partition: some ten megabytes of Parquet, and some minutes of work to do again when a worker is lost.
PARTITION = 1000


class BulkOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read at scale. All may be left out.

    `engine` is "local" (processes of this machine) or "ray" (actors; `address` is a cluster to join); `partition_size`
    how many reports a partition holds; `time_limit` the processor seconds that one report may take, None for no end;
    `memory_limit` the mebibytes that a process may have.
    """

    engine: Engine = "local"
    address: str | None = None
    jobs: int | None = None
    partition_size: int = PARTITION
    time_limit: float | None = 60.0
    memory_limit: int | None = None


class BulkResult(Value, frozen=True, kw_only=True):
    """What a folder of partitions holds after a run: its counts, its problems, and how many shards were there before.

    `renewed` partitions were there, but of other inputs or made in another way, and were made anew; `because` says in
    which way, where it is the whole folder's: "rules", "word lists", "model", "options", "partition size".
    `repeated` reports had a twin in the same partition; twins further apart fall together when they are loaded.
    """

    job: Job
    shards: int
    skipped: int
    renewed: int
    because: tuple[str, ...]
    partitions: int
    counts: dict[str, int]
    problems: tuple[Problem, ...]


class Renewed(NamedTuple):
    """How many partitions are made anew, and in what they were made another way."""

    partitions: int
    because: tuple[str, ...]


def read_partitions(
    paths: Paths,
    out: str | Path,
    options: ReadOptions | None = None,
    bulk: BulkOptions | None = None,
    on_progress: OnProgress | None = None,
) -> BulkResult:
    """Read files and folders into a folder of partitions; what is finished there already is skipped.

    Partitions of other inputs, made with other options or by other versions, are made anew. What cannot be read
    becomes a Problem in the manifest of its partition. Raises OutputError when the folder cannot be written to, and
    EngineError when the workers cannot be started or do not stay alive.
    """
    options, bulk, folder = options or ReadOptions(), bulk or BulkOptions(), Path(out)
    if options.strict:
        raise InputError("strict", "", "a reading at scale goes on after problems; leave --strict out.")
    shards, work = _plan(path_list(paths), folder, options, bulk)
    renewed = prepare_folder(folder, shards, work)
    counts = Counter[str]()

    def tell(added: dict[str, int]) -> None:
        counts.update(added)
        if on_progress:
            on_progress({name: counts[name] for name in ("reports", "events", "figures", "problems")})

    from reportedly.shards.work import find_done

    left = [shard for shard in shards if find_done(shard, work) is None]
    for _ in _run(left, work, bulk, tell):
        pass
    return _result(folder, work.job, len(shards), len(shards) - len(left), renewed)


def _plan(paths: list[str], folder: Path, options: ReadOptions, bulk: BulkOptions) -> tuple[list[Shard], Work]:
    from reportedly.pipeline import load_reader
    from reportedly.shards.plan import plan_shards
    from reportedly.shards.work import Limits, Work
    from reportedly.sources import SourceOptions

    reading = reader_options(options)
    sources = SourceOptions(
        outlet=options.outlet, published=options.published, columns=options.columns, format=options.format
    )
    reader = load_reader(reading)
    planned = list(plan_shards(paths, bulk.partition_size))
    problems = tuple(item for item in planned if isinstance(item, Problem))
    shards = [item for item in planned if not isinstance(item, Problem)]
    job = Job(
        program=program(),
        lexicon=reader.lexicon_hash,
        model=reader.model_name,
        options={name: str(getattr(sources, name)) for name in ("outlet", "published", "columns", "format")},
        size=bulk.partition_size,
        shards=len(shards),
        problems=problems,
        started=now(),
    )
    limits = Limits(seconds=bulk.time_limit, memory=bulk.memory_limit)
    return shards, Work(out=str(folder.absolute()), job=job, reading=reading, sources=sources, limits=limits)


def prepare_folder(folder: Path, shards: list[Shard], work: Work) -> Renewed:
    """Make the folder, and take out of it what was made of other inputs or in another way; how much that was."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        old = read_struct(folder / JOB, Job)
        others = [path for path in folder.iterdir() if not path.name.startswith(".")]
        if old is None and any(shard_of(path.name) is None for path in others):
            raise CaseError(f"{folder} holds other files; name a new folder with --out")
        keys = {shard.number: shard.key(work.job.key()) for shard in shards}
        for path in folder.iterdir():
            if path.name.startswith(".") and ".parquet." in path.name:  # half written by a worker that was killed
                path.unlink(missing_ok=True)
                continue
            number = shard_of(path.name)
            if number is not None and number not in keys:
                path.unlink()
        stale = [manifest for manifest in manifests(folder) if keys[manifest.shard] != manifest.key]
        for manifest in stale:
            (folder / f"{slice_name(manifest.shard, manifest.slice)}.json").unlink()
            parquet_path(folder, manifest).unlink()
        write_whole(folder / JOB, msgspec.json.encode(work.job))
        return Renewed(len(stale), old.differs_in(work.job) if old and stale else ())
    except OSError as error:
        raise OutputError(folder, error) from error


def _run(shards: list[Shard], work: Work, bulk: BulkOptions, tell: OnProgress) -> Iterator[Done]:
    if not shards:
        return iter(())
    if bulk.engine == "ray":
        from reportedly.shards.on_ray import read_on_ray

        return read_on_ray(shards, work, bulk.jobs, bulk.address, tell)
    from reportedly.shards.local import read_locally

    return read_locally(shards, work, bulk.jobs or 1, tell)


def _result(folder: Path, job: Job, shards: int, skipped: int, renewed: Renewed) -> BulkResult:
    counts = Counter[str]()
    problems = list(job.problems)
    partitions = 0
    for manifest in manifests(folder):
        counts.update(manifest.counts)
        problems += manifest.problems
        partitions += 1
    counts["problems"] = len(problems)
    return BulkResult(
        job=job,
        shards=shards,
        skipped=skipped,
        renewed=renewed.partitions,
        because=renewed.because,
        partitions=partitions,
        counts=dict(counts),
        problems=tuple(problems),
    )


def load_partitions(
    folder: str | Path, db: str | Path = "case.duckdb", on_progress: OnProgress | None = None, *, jobs: int = 1
) -> ReadResult:
    """Bring a folder of partitions into a case file, and link it; what is there already is left as it is.

    A partition is loaded whole or not at all, so a load that was stopped goes on where it was. Raises CaseError when
    the folder holds no partitions, or one of them is damaged.
    """
    from reportedly import links
    from reportedly.workers import hands

    place = Path(folder)
    job = read_job(place)
    run = Run(
        id=make_id("run", job.program, job.lexicon, job.model, started := now()),
        program=job.program,
        lexicon=job.lexicon,
        model=job.model,
        started=started,
    )
    tally = Tally()
    tally.problems += job.problems
    with open_store(db, write=True, make=True) as store:
        store.begin_run(run)
        known = store.known(run.program, run.lexicon, run.model)
        for manifest in manifests(place):
            _load_one(store, place, manifest, known, tally)
            if on_progress:
                on_progress(tally.counts)
        tally.counts["problems"] = len(tally.problems)
        store.add_problems(tally.problems)
        finished = msgspec.structs.replace(run, finished=now(), counts=dict(tally.counts))
        store.finish_run(finished)
    with open_store(db, write=True) as store:  # opened anew: DuckDB then has nothing of the bulk in its memory
        links.link_case(store, hands=hands(jobs))
        check = audit.verify(store, run.id)
    counts = {name: number for name, number in tally.counts.items() if name != "problems"}
    return ReadResult(run=finished, **counts, problems=tuple(tally.problems), check=check)


def _load_one(store: Store, folder: Path, manifest: Manifest, known: set[str], tally: Tally) -> None:
    """Load what is new of a partition."""
    from pyarrow import parquet

    path = parquet_path(folder, manifest)
    if file_hash(path) != manifest.sha256:
        raise CaseError(f"{path} is damaged; remove it, and read the inputs into {folder} again")
    tally.problems += manifest.problems
    rows = parquet.read_table(path, columns=["number", "id", "outside"]).to_pylist()
    new = [row for row in rows if row["id"] not in known]
    tally.counts["already_there"] += len(rows) - len(new)
    if not new:
        return
    counts = store.add_partition(path, [row["number"] for row in new])
    known.update(row["id"] for row in new)
    tally.counts["reports"] += len(new)
    tally.counts["outside"] += sum(row["outside"] for row in new)
    for name, field in {
        **{kind: kind for kind in ("statements", "events", "figures")},
        "abstained": "abstentions",
    }.items():
        tally.counts[name] += counts[field]
