"""Relations between figures of real reports, against pairs that a person has labelled.

    python bench/linking/relations.py GOLD

GOLD is the folder of the corroboration gold; its `fakes` reports are read and linked. pairs.jsonl beside this file
holds ids and numbers alone: each pair names two figures by report, measure and bounds, and the relations that a
careful reader of both texts accepts. A figure that was not read, or read otherwise, counts as a wrong relation.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.quality.incidents import make_one
from reportedly.link.origins import find_origins
from reportedly.link.rows import rows_of
from reportedly.link.versions import relate
from reportedly.model import Analysis
from reportedly.rows import ClaimRow

PAIRS = Path(__file__).with_name("pairs.jsonl")


def read_pairs() -> list[dict[str, Any]]:
    """The labelled pairs."""
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def relations(pairs: list[dict[str, Any]], analyses: Mapping[str, Analysis]) -> list[str]:
    """The relation of each pair; empty where a figure was not found."""
    rows = {name: rows_of(analysis) for name, analysis in analyses.items()}
    found = []
    for pair in pairs:
        a = find_figure(rows[pair["a"]], pair, "a")
        b = find_figure(rows[pair["b"]], pair, "b")
        both = [*rows[pair["a"]], *(rows[pair["b"]] if pair["a"] != pair["b"] else ())]
        found.append(relation_of(a, b, both) if a and b else "")
    return found


def find_figure(rows: list[ClaimRow], pair: dict[str, Any], side: str) -> ClaimRow | None:
    """The first figure of a report with these bounds; one with a named source before one without."""
    fitting = [
        r
        for r in rows
        if r.type == "figure"
        and (r.measure, r.low, r.high) == (pair[f"{side}_measure"], pair[f"{side}_low"], pair[f"{side}_high"])
    ]
    return min(fitting, key=lambda r: r.speaker is None, default=None)


def relation_of(a: ClaimRow, b: ClaimRow, rows: list[ClaimRow]) -> str:
    """The relation of two figures, by what the two reports say of their sources."""
    for origin in find_origins(rows, {}, {}):
        if origin.how != "unknown" and {a.id, b.id} <= set(origin.claims):
            return str(relate(a, b, same_origin=True, told=rows).relation)
    return str(relate(a, b, same_origin=False).relation)


def main() -> int:
    """Read, link, compare, print what was right and each pair that was not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    folder = parser.parse_args().gold / "fakes"
    from reportedly.pipeline import analyse, load_reader

    pairs = read_pairs()
    wanted = {pair[side] for pair in pairs for side in ("a", "b")}
    docs = [json.loads(line) for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    reader = load_reader()
    analyses = {doc["id"]: analyse(make_one(doc), reader) for doc in docs if doc["id"] in wanted}
    show(pairs, relations(pairs, analyses))
    return 0


def show(pairs: list[dict[str, Any]], found: list[str]) -> None:
    """The share that is right, among all and among those of which both figures were read."""
    right = [relation in pair["relation"] for pair, relation in zip(pairs, found, strict=True)]
    read = sum(bool(relation) for relation in found)
    print(f"{len(pairs)} pairs, {sum(right)} right: {sum(right) / len(pairs):.3f}")
    print(f"both figures read in {read}; of these right {sum(right) / max(1, read):.3f}")
    missed = Counter(
        (pair["relation"][0], relation or "not read")
        for pair, relation, ok in zip(pairs, found, right, strict=True)
        if not ok
    )
    for (wanted, got), number in sorted(missed.items()):
        print(f"  {wanted} read as {got}: {number}")


if __name__ == "__main__":
    sys.exit(main())
