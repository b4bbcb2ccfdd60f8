"""What reading at scale costs on one core: figures from which docs/explanation/scale.md works out a large crawl.

python -m bench.scale [--pages N] [--rounds N] [--out FILE]

Times are of the processor, the fastest of some rounds; memory is the peak of a process of its own. Writes a file of
figures; `python -m bench.scale_page` works the page out anew from the newest one.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import tempfile
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

FOLDER = Path(__file__).parent / "figures"
MORE = 10  # times the pages, for the second measure of memory


def processor_seconds(work: Callable[[], object], rounds: int) -> float:
    """The processor's seconds for some work, in the fastest of some rounds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def measure(pages: int, rounds: int, folder: Path) -> dict[str, Any]:
    """All figures, from a crawl of so many pages."""
    from bench.crawl import write_crawl
    from reportedly.api import ReadOptions
    from reportedly.bulk import BulkOptions, load_partitions, read_partitions
    from reportedly.gate import make_gate
    from reportedly.lexicon import load_lexicon
    from reportedly.model import Report
    from reportedly.pipeline import ReaderOptions, analyse, load_reader
    from reportedly.sources import SourceOptions, read_items
    from reportedly.sources.files import Found

    path = folder / "crawl.warc.gz"
    on_conflict = write_crawl(path, pages)
    found = Found(str(path), path)
    gate = make_gate(load_lexicon())
    reader = load_reader(ReaderOptions(only="conflict"))

    def scan() -> int:
        return sum(1 for _ in read_items(found, SourceOptions()))

    def looked_at() -> list[str]:
        texts: list[str] = []

        def wanted(text: str) -> bool:
            if gate.passes(text):
                texts.append(text)
            return False

        for item in read_items(found, SourceOptions(wanted=wanted)):
            item()
        return texts

    def extracted() -> list[Report]:
        options = SourceOptions(wanted=gate.passes)
        return [r for item in read_items(found, options) if isinstance(r := item(), Report)]

    reports = extracted()
    analyses = [analyse(report, reader) for report in reports]
    read = [a for a in analyses if not a.outside]
    scanning = processor_seconds(scan, rounds)
    looking = processor_seconds(looked_at, rounds)
    extracting = processor_seconds(extracted, rounds)
    reading = processor_seconds(lambda: [analyse(a.report, reader) for a in read], rounds)
    writing = processor_seconds(lambda: write(analyses, folder / "w.parquet"), rounds)
    out = folder / "out"
    read_partitions(path, out, ReadOptions(only="conflict"), BulkOptions(jobs=1))
    size = sum(f.stat().st_size for f in out.glob("*.parquet"))
    started = time.process_time()
    load_partitions(out, folder / "case.duckdb")
    loading = time.process_time() - started
    claims = sum(len(a.events) + len(a.figures) for a in read)
    whole, once = of_a_worker(path, folder / "once")
    large = folder / "large.warc.gz"
    write_crawl(large, pages * MORE, seed=2)
    _, more = of_a_worker(large, folder / "more")
    return {
        "pages": pages,
        "pages_on_conflict": on_conflict,
        "pages_passed": len(reports),
        "reports_read": len(read),
        "claims": claims,
        "packed_bytes": path.stat().st_size,
        "scan_seconds": scanning,
        "scan_megabytes_per_second": path.stat().st_size / 1e6 / scanning,
        "gate_seconds": looking - scanning,
        "extract_seconds": extracting - looking,
        "read_seconds": reading,
        "write_seconds": writing,
        "whole_seconds": whole,
        "partition_bytes": size,
        "case_bytes": (folder / "case.duckdb").stat().st_size,
        "load_and_link_seconds": loading,
        "worker_bytes": once,
        "worker_bytes_with_ten_times_the_pages": more,
    }


def write(analyses: list[Any], path: Path) -> None:
    """Write analyses into a partition."""
    from reportedly.partitions.columns import as_row, write_partition

    write_partition(path, [as_row(analysis, n) for n, analysis in enumerate(analyses)])


def shard_seconds(path: Path, out: Path) -> float:
    """Processor seconds of a worker for the whole of a shard, once its reader is loaded."""
    from reportedly.pipeline import load_reader

    shards, work = planned(path, out)
    load_reader(work.reading)
    from reportedly.shards.work import read_shard

    started = time.process_time()
    for shard in shards:
        read_shard(shard, work)
    return time.process_time() - started


def planned(path: Path, out: Path) -> tuple[list[Any], Any]:
    """The shards of an archive, and the work to be done on them."""
    from reportedly.partitions import Job
    from reportedly.pipeline import ReaderOptions
    from reportedly.shards.plan import Shard, plan_shards
    from reportedly.shards.work import Work
    from reportedly.sources import SourceOptions

    out.mkdir()
    job = Job(program="", lexicon="", model="", options={}, size=1000)
    work = Work(out=str(out), job=job, reading=ReaderOptions(only="conflict"), sources=SourceOptions())
    return [shard for shard in plan_shards([path], 1000) if isinstance(shard, Shard)], work


def of_a_worker(path: Path, out: Path) -> tuple[float, int]:
    """Processor seconds and the largest memory, in bytes, of a fresh process that reads an archive as a worker does."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_peak, args=(path, out, theirs))
    process.start()
    seconds, peak = ours.recv()
    process.join()
    return float(seconds), int(peak)


def _peak(path: Path, out: Path, pipe: Any) -> None:
    seconds = shard_seconds(path, out)
    # Not getrusage: what that gives begins with the memory of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    pipe.send((seconds, int(peak.split()[1]) * 1024))


def main() -> None:
    """Measure, print, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--day", help="the day of the measuring, for the file's name", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.pages, options.rounds, Path(folder))
    names = ("spacy", "numpy", "pyarrow", "duckdb", "fastwarc", "trafilatura")
    versions = {name: metadata.version(name) for name in names}
    content = {
        "day": options.day,
        "command": f"python -m bench.scale --pages {options.pages} --rounds {options.rounds} --day {options.day}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "versions": versions,
        "figures": figures,
    }
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"scale-{options.day}.json"
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
