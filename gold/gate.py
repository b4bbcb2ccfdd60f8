"""The quality gate: measure every area of own gold and fail where a figure is below its floor.

    python -m gold.gate            measure, print one table, exit 1 below a floor
    python -m gold.gate --raise    write the measured figures as the new floors where they are higher

An area is a folder here with `measure.py`, whose `measure() -> dict[str, float]` gives each figure from 0 to 1 (higher
is better), and `floors.json`. Floors never go down: a worse figure is mended, not excused.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import sys
from pathlib import Path

HERE = Path(__file__).parent
Figures = dict[str, float]


def areas() -> list[str]:
    """The names of all areas."""
    return sorted(p.parent.name for p in HERE.glob("*/measure.py"))


def floors_of(area: str) -> Figures:
    """The floors of an area; none before it was first raised."""
    path = HERE / area / "floors.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def measure(area: str) -> Figures:
    """The figures of an area, as the program reads today."""
    return dict(importlib.import_module(f"gold.{area}.measure").measure())


def below(figures: Figures, floors: Figures) -> list[str]:
    """The names of figures that are under their floor, or were not measured."""
    return [name for name, floor in floors.items() if not figures.get(name, -1.0) >= floor]


def raised(figures: Figures, floors: Figures) -> Figures:
    """Floors lifted to what was measured, cut to three digits; a floor is never lowered."""
    names = sorted({*figures, *floors})
    return {n: max(math.floor(figures.get(n, 0) * 1000) / 1000, floors.get(n, 0.0)) for n in names}


def main(arguments: list[str] | None = None) -> int:
    """Run the gate; 1 when a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areas", nargs="*", metavar="AREA")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    options = parser.parse_args(arguments)
    failed = False
    for area in options.areas or areas():
        figures, floors = measure(area), floors_of(area)
        bad = below(figures, floors)
        failed = failed or bool(bad)
        for name in sorted({*figures, *floors}):
            mark = "  BELOW ITS FLOOR" if name in bad else ""
            print(f"{area:12} {name:32} {figures.get(name, float('nan')):.3f}  floor {floors.get(name, 0):.3f}{mark}")
        if options.lift:
            text = json.dumps(raised(figures, floors), indent=2) + "\n"
            (HERE / area / "floors.json").write_text(text, encoding="utf-8")
    if failed:
        print("Below a floor: mend the reading. Floors are never lowered.", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
