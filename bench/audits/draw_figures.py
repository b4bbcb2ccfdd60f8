"""Draw figures at random to be judged by hand, from texts that the figures' rules were not written on.

    python bench/audits/draw_figures.py GOLD --seed 5 --number 100 [-o FILE]

Reads the texts of places and of corroboration under GOLD, and writes one block a figure: set, document and offset, what
was read, and the passage. What was judged is told in figures.md, without the texts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.model import Analysis, Figure

sys.path.insert(0, str(Path(__file__).parents[2]))

SETS = ("geo/trnews", "geo/geowebnews", "geo/geovirus", "corroboration/fakes")
# Characters shown before and behind a figure.
AROUND = 260
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # some sets hold clock times there


def main() -> None:
    """Read, draw, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    if not options.gold.is_dir():
        sys.exit(f"{options.gold} is not there: give the folder that holds {', '.join(SETS)}.")
    from reportedly.model import make_report
    from reportedly.pipeline import analyse, load_reader

    reader = load_reader()
    found: list[tuple[str, str, Analysis, Figure]] = []
    for name in SETS:
        with (options.gold / name / "docs.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                identifier = str(item.get("doc") or item.get("id"))
                day = item.get("date") if DAY.fullmatch(item.get("date") or "") else None
                analysis = analyse(make_report(item["text"], published=day), reader)
                found += [(name.rpartition("/")[2], identifier, analysis, f) for f in analysis.figures]
    drawn = random.Random(options.seed).sample(found, min(options.number, len(found)))
    blocks = [f"{len(found)} figures in all; seed {options.seed}"]
    blocks += [shown(number, *item) for number, item in enumerate(drawn, 1)]
    text = "\n\n".join(blocks) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def shown(number: int, name: str, doc: str, analysis: Analysis, figure: Figure) -> str:
    """One figure with its passage, the number between marks."""
    text, span = analysis.report.text, figure.evidence.span
    said = next((s for s in analysis.statements if s.id == figure.claim_of), None)
    speaker = "outlet" if said is None else said.speaker.name if said.speaker is not None else "nobody named"
    counted = f", counted by {figure.counted_by.name}" if figure.counted_by is not None else ""
    passage = (
        f"{text[max(0, span.start - AROUND) : span.start]}[[{span.text}]]{text[span.end : span.end + AROUND]}".replace(
            "\n", " / "
        )
    )
    bounds = f"{figure.low}..{figure.high}"
    return (
        f"{number}. {name} {doc} {span.start}\n"
        f"   {figure.measure} {bounds} {figure.words!r}, of {figure.population or 'people'}, {figure.scope}, "
        f"{figure.relation}, {figure.status}, said by {speaker}{counted} {' '.join(figure.remarks)}\n   {passage}"
    )


if __name__ == "__main__":
    main()
