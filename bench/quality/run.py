"""Measure the reading on texts that people have read: one fixed call, one table.

    python bench/quality/run.py AREA FOLDER OUT     predictions for one set, for its scorer
    python bench/quality/run.py all GOLD            every set under GOLD, scored, in one table
    python bench/quality/run.py all GOLD --only quotes,time

AREA is one of quotes, figures, phrasings, time, geo, events, actors, incidents; each has a module here with
`predict(folder) -> Iterator[dict]`, which looks at the texts and never at the answers.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))  # so that the fixed call works from any folder

AREAS = ("quotes", "figures", "phrasings", "time", "geo", "events", "actors", "incidents")


class Set(NamedTuple):
    """One set of gold: its area, its folder under the gold, and the scorer's call; OUT stands for the predictions."""

    area: str
    folder: str
    score: tuple[str, ...]


SETS = (
    *(
        Set("quotes", f"quotes/{name}", ("quotes/score.py", f"quotes/{name}", "OUT", "--type", kind))
        for name, kinds in (("polnear", ("all", "direct", "indirect")), ("gum", ("all",)), ("hard", ("all",)))
        for kind in kinds
    ),
    Set("figures", "figures/pitf_wad", ("figures/score.py", "pitf_wad", "OUT", "--split", "dev")),
    Set("figures", "figures/airwars_gaza", ("figures/score.py", "airwars_gaza", "OUT", "--split", "dev")),
    Set("phrasings", "figures/phrasings", ("figures/score_phrasings.py", "OUT")),
    *(Set("time", f"time/{n}", ("time/score.py", f"time/{n}", "OUT")) for n in ("wikiwars", "meantime", "hard")),
    *(
        Set("geo", f"geo/{n}", ("geo/score.py", f"geo/{n}", "OUT"))
        for n in ("trnews", "geowebnews", "geovirus", "hard")
    ),
    Set("events", "events/plover_gsr", ("events/score.py", "plover_gsr", "OUT")),
    Set("events", "events/hard_patterns", ("events/score.py", "hard_patterns", "OUT")),
    Set("actors", "events/actors", ()),
    Set("incidents", "corroboration/fakes", ("corroboration/score.py", "corroboration/fakes/incidents.jsonl", "OUT")),
)


def predict(area: str, folder: Path, out: Path) -> int:
    """Write the predictions of an area for the texts of a folder; how many lines that were."""
    adapter = importlib.import_module(f"bench.quality.{area}")
    number = 0
    with out.open("w", encoding="utf-8") as file:
        for row in adapter.predict(folder):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            number += 1
    return number


def score(gold: Path, entry: Set, out: Path) -> str:
    """What the scorer prints for some predictions."""
    if not entry.score:
        return str(importlib.import_module(f"bench.quality.{entry.area}").score(gold / entry.folder, out))
    paths = {"OUT": str(out)}
    script, *arguments = entry.score
    call = [paths.get(a, str(gold / a) if (gold / a).exists() else a) for a in arguments]
    done = subprocess.run([sys.executable, str(gold / script), *call], capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).rstrip()


def run_all(gold: Path, only: set[str]) -> int:
    """Predict and score every set."""
    if not gold.is_dir():
        print(f"There is no gold in {gold}: name the folder that holds quotes/, figures/, time/ ...", file=sys.stderr)
        return 2
    made: dict[str, Path] = {}
    with tempfile.TemporaryDirectory() as work:
        for entry in SETS:
            if only and entry.area not in only and entry.folder not in only:
                continue
            if not (gold / entry.folder).is_dir():
                print(f"== {entry.folder}: not there")
                continue
            out = Path(work) / entry.folder.replace("/", "-")
            if entry.folder not in made:
                started = time.perf_counter()
                number = predict(entry.area, gold / entry.folder, out)
                made[entry.folder] = out
                print(f"== {entry.folder}: {number} predictions in {time.perf_counter() - started:.1f} s", flush=True)
            label = " ".join(entry.score[3:])
            print(f"{f'-- {label}' if label else ''}\n{score(gold, entry, made[entry.folder])}", flush=True)
    return 0


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("area", choices=("all", *AREAS))
    parser.add_argument("folder", type=Path, help="a set's folder, or with `all` the folder of all gold")
    parser.add_argument("out", type=Path, nargs="?", help="where predictions go")
    parser.add_argument("--only", default="", help="with `all`: areas or folders, with commas between")
    options = parser.parse_args(arguments)
    if options.area == "all":
        return run_all(options.folder, set(filter(None, options.only.split(","))))
    if options.out is None:
        parser.error("OUT is needed: the file that predictions go to")
    predict(options.area, options.folder, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
