"""Work out docs/explanation/scale.md from the newest file of figures, or check that it says what they say.

python -m bench.scale_page            write the tables of the page
python -m bench.scale_page --check    exit 1 when a table differs from what the figures give
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

FIGURES = Path(__file__).parent / "figures"
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "scale.md"
TABLE = re.compile(r"(<!-- table (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
# The crawl that is worked out, the clusters, and what a cluster loses to starting, waiting and its last shards.
PAGES = 100_000_000
CORES = (64, 1000)
LOST = 0.1
# An archive of a gigabyte, as crawls have, is read in so many parts, each of which passes over all of it.
PARTS = 4
# What linking holds in memory of a claim, measured by bench/linking/speed.py.
LINKED_BYTES = 3_500


class Estimate(NamedTuple):
    """What the crawl costs: `per_page` are a core's milliseconds by step, `hours` by number of cores."""

    per_page: dict[str, float]
    core_hours: float
    hours: dict[int, float]
    memory_gigabytes: dict[int, float]
    input_terabytes: float
    partition_gigabytes: float
    bytes_a_claim: float
    megabytes_a_second: dict[int, float]
    reports_kept: float
    claims: float
    load_hours: float


def newest() -> Path:
    """The newest file of figures."""
    return max(FIGURES.glob("scale-*.json"))


def estimate(figures: dict[str, float]) -> Estimate:
    """The crawl from the figures of one core."""
    pages = figures["pages"]
    steps = ("scan", "gate", "extract", "read", "write")
    per_page = {name: figures[f"{name}_seconds"] / pages * 1000 for name in steps}
    per_page["all, measured as one"] = figures["whole_seconds"] / pages * 1000
    again = (PARTS - 1) * figures["scan_seconds"]
    core_hours = (figures["whole_seconds"] + again) / pages * PAGES / 3600
    hours = {cores: core_hours / cores / (1 - LOST) for cores in CORES}
    input_bytes = figures["packed_bytes"] / pages * PAGES
    kept = figures["pages_passed"] / pages * PAGES
    return Estimate(
        per_page=per_page,
        core_hours=core_hours,
        hours=hours,
        memory_gigabytes={cores: cores * figures["worker_bytes_with_ten_times_the_pages"] / 1e9 for cores in CORES},
        input_terabytes=input_bytes / 1e12,
        partition_gigabytes=figures["partition_bytes"] / pages * PAGES / 1e9,
        bytes_a_claim=figures["partition_bytes"] / figures["claims"],
        megabytes_a_second={cores: input_bytes / 1e6 / (hours[cores] * 3600) for cores in CORES},
        reports_kept=kept,
        claims=figures["claims"] / pages * PAGES,
        load_hours=figures["load_and_link_seconds"] / figures["pages_passed"] * kept / 3600,
    )


def tables(content: dict[str, object]) -> dict[str, str]:
    """The tables of the page by name."""
    figures = content["figures"]
    if not isinstance(figures, dict):
        raise TypeError("the file holds no figures")
    found = estimate(figures)
    measured = [
        (
            "pages of the made crawl, on conflict, passed the gate",
            *_whole(figures, "pages", "pages_on_conflict", "pages_passed"),
        ),
        ("scanning the archive", f"{figures['scan_megabytes_per_second']:.0f} MB/s of packed bytes"),
        *((f"{name}, a page of the crawl", f"{value:.2f} ms") for name, value in found.per_page.items()),
        ("pages a second and core", f"{figures['pages'] / figures['whole_seconds']:.0f}"),
        ("reports read a second and core", f"{figures['reports_read'] / figures['read_seconds']:.0f}"),
        ("memory of a worker", f"{figures['worker_bytes'] / 1e6:.0f} MB"),
        ("... with ten times the pages", f"{figures['worker_bytes_with_ten_times_the_pages'] / 1e6:.0f} MB"),
        ("Parquet a claim, with texts and all else", f"{found.bytes_a_claim:.0f} bytes"),
    ]
    crawl = [
        ("core hours", f"{found.core_hours:,.0f}"),
        *((f"time on {cores:,} cores", f"{found.hours[cores]:,.1f} hours") for cores in CORES),
        *((f"memory of {cores:,} workers", f"{found.memory_gigabytes[cores]:,.0f} GB") for cores in CORES),
        ("archives to read", f"{found.input_terabytes:.1f} TB"),
        *((f"... a second with {cores:,} cores", f"{found.megabytes_a_second[cores]:,.0f} MB") for cores in CORES),
        ("reports kept", f"{found.reports_kept / 1e6:.1f} million"),
        ("claims", f"{found.claims / 1e6:.0f} million"),
        (
            "memory of a process that links all of it, at 3.5 kB a claim",
            f"{found.claims * LINKED_BYTES / 1e9:,.0f} GB",
        ),
        ("partitions on disk", f"{found.partition_gigabytes:,.0f} GB"),
        ("loading and linking all of it by one process, were it linear", f"{found.load_hours:,.0f} hours"),
    ]
    about = f"Measured on {content['day']} with `{content['command']}` ({content['machine']}).\n\n"
    return {
        "measured": about + _table(("on one core", "measured"), measured),
        "crawl": _table((f"{PAGES:,} pages", ""), crawl),
    }


def _whole(figures: dict[str, float], *names: str) -> tuple[str]:
    return (", ".join(f"{figures[name]:,}" for name in names),)


def _table(head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    lines = [f"| {' | '.join(head)} |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)]
    return "\n".join(lines) + "\n"


def page_of(text: str, content: dict[str, object]) -> str:
    """The page with its tables worked out anew."""
    made = tables(content)
    return TABLE.sub(lambda match: match[1] + made[match[2]] + match[3], text)


def main() -> int:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    text = PAGE.read_text(encoding="utf-8")
    made = page_of(text, json.loads(newest().read_text(encoding="utf-8")))
    if parser.parse_args().check:
        print("the page says what the figures give" if made == text else f"{PAGE.name} differs from {newest().name}")
        return int(made != text)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
