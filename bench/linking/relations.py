"""Relations between figures of real reports, against pairs that a person has labelled.

    python bench/linking/relations.py GOLD [--wrong]

GOLD is the folder of the corroboration gold; its `fakes` reports are read and linked. The files beside this one hold
ids and numbers alone: each pair names two figures by report, measure and bounds, and the relations that a careful
reader of both texts accepts. A figure is found by its number; whether "17, among them 8 children" means 8 or at least
8 is for the figures' own gold. pairs.jsonl was chosen by hand where two reports give numbers of one thing;
pairs_drawn.jsonl was drawn by draw.py and labelled before the program had read any of it, so it has numbers of other
occurrences too, which are not comparable. pairs_across.jsonl was drawn and labelled so too, of two reports each, with
the place of each number in its text. A figure that was not read, or read as of something else, counts as a wrong
relation.

Two shares are printed for each file: by the rule for two claims alone, and as a case shows it, where two claims in
different incidents are never put beside each other and so are not comparable.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.quality.incidents import make_one
from reportedly.link.origins import find_origins
from reportedly.link.rows import rows_of
from reportedly.link.tellings import with_populations
from reportedly.link.versions import relate
from reportedly.link_rows import incident_id
from reportedly.links import link_reports
from reportedly.model import Analysis
from reportedly.rows import ClaimRow

HERE = Path(__file__).parent
FILES = ("pairs.jsonl", "pairs_drawn.jsonl", "pairs_across.jsonl")
APART = "not_comparable"


def read_pairs(name: str) -> list[dict[str, Any]]:
    """The labelled pairs of a file."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


class Found(NamedTuple):
    """The relation of a pair by the rule, and as a case shows it; empty where a figure was not found."""

    by_rule: str
    shown: str


def relations(pairs: list[dict[str, Any]], analyses: Mapping[str, Analysis]) -> list[Found]:
    """The relation of each pair."""
    rows = {name: with_populations(rows_of(analysis)) for name, analysis in analyses.items()}
    incident_of = find_incidents(analyses)
    return [find_relation(pair, rows, incident_of) for pair in pairs]


def find_relation(pair: dict[str, Any], rows: dict[str, list[ClaimRow]], incident_of: dict[str, str]) -> Found:
    """The relation of a pair: a number told twice in a report is in an incident where one telling is."""
    fitting = [
        (a, b)
        for a in find_figures(rows[pair["a"]], pair, "a")
        for b in find_figures(rows[pair["b"]], pair, "b")
        if a is not b
    ]
    if not fitting:
        return Found("", "")
    both = [*rows[pair["a"]], *(rows[pair["b"]] if pair["a"] != pair["b"] else ())]
    together = [(a, b) for a, b in fitting if incident_of.get(a.id) and incident_of[a.id] == incident_of.get(b.id)]
    return Found(relation_of(*fitting[0], both), relation_of(*together[0], both) if together else APART)


def find_incidents(analyses: Mapping[str, Analysis]) -> dict[str, str]:
    """The incident of each claim of some reports."""
    groups = link_reports(analyses.values()).accounts.groups()
    return {claim: incident_id(group.items) for group in groups for account in group.items for claim in account.claims}


def find_figures(rows: list[ClaimRow], pair: dict[str, Any], side: str) -> list[ClaimRow]:
    """The figures of a report with this number: that at the place labelled, then those with its very bounds first,
    then those with a named source.
    """
    low, high, at = pair[f"{side}_low"], pair[f"{side}_high"], pair.get(f"{side}_at")
    wanted = {low, high} - {None}
    fitting = [
        r for r in rows if r.type == "figure" and r.measure == pair[f"{side}_measure"] and wanted & {r.low, r.high}
    ]
    return sorted(fitting, key=lambda r: (not _is_at(r, at), (r.low, r.high) != (low, high), r.speaker is None))


def _is_at(row: ClaimRow, at: int | None) -> bool:
    return at is not None and row.start <= at < row.end


def relation_of(a: ClaimRow, b: ClaimRow, rows: list[ClaimRow]) -> str:
    """The relation of two figures, by what the two reports say of their sources."""
    for origin in find_origins(rows, {}, {}):
        if origin.how != "unknown" and {a.id, b.id} <= set(origin.claims):
            return str(relate(a, b, same_origin=True, told=rows).relation)
    return str(relate(a, b, same_origin=False, told=rows).relation)


def main() -> int:
    """Read, link, compare, print what was right and each pair that was not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--wrong", action="store_true", help="show each pair that is not right")
    options = parser.parse_args()
    folder = options.gold / "fakes"
    from reportedly.pipeline import analyse, load_reader

    sets = {name: read_pairs(name) for name in FILES}
    wanted = {pair[side] for pairs in sets.values() for pair in pairs for side in ("a", "b")}
    docs = [json.loads(line) for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    reader = load_reader()
    analyses = {doc["id"]: analyse(make_one(doc), reader) for doc in docs if doc["id"] in wanted}
    for name, pairs in sets.items():
        show(name, pairs, relations(pairs, analyses), wrong=options.wrong)
    return 0


def show(name: str, pairs: list[dict[str, Any]], found: list[Found], *, wrong: bool) -> None:
    """The share that is right, among all and among those of which both figures were read."""
    read = sum(bool(f.by_rule) for f in found)
    print(f"{name}: {len(pairs)} pairs, both figures read in {read}")
    for how, got in (("by the rule", [f.by_rule for f in found]), ("as shown", [f.shown for f in found])):
        right = sum(relation in pair["relation"] for pair, relation in zip(pairs, got, strict=True))
        print(f"  {how}: {right} right, {right / len(pairs):.3f} of all, {right / max(1, read):.3f} of those read")
    for pair, f in zip(pairs, found, strict=True) if wrong else ():
        if not set(f) <= set(pair["relation"]):
            said = f"by the rule {f.by_rule or 'not read'}, shown as {f.shown or 'not read'}"
            print(f"    {_side(pair, 'a')} | {_side(pair, 'b')}: {' or '.join(pair['relation'])}; {said}")


def _side(pair: dict[str, Any], side: str) -> str:
    return " ".join(str(pair[key]) for key in (side, f"{side}_measure", f"{side}_low", f"{side}_high"))


if __name__ == "__main__":
    sys.exit(main())
