"""Draw sentences at random from news texts of other areas' gold, for a person to judge every event that is read.

    python bench/audits/draw_events.py GOLD --seed 5 --sentences 200

Prints each drawn sentence that holds events, with its set, document and offset, and every event with kind, status and
roles. The draw depends on the seed and on nothing of the program but its sentence boundaries; each set gives the same
number of sentences, each document at most one. The texts stay where they are: findings are kept by document and offset.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))  # so that the call works from any folder

from reportedly.model import Event, make_report
from reportedly.parse import parse
from reportedly.pipeline import Reader, analyse, load_reader

# Set, its file of texts under the gold, and the field that names a document.
SETS = (
    ("trnews", "geo/trnews/docs.jsonl", "doc"),
    ("geowebnews", "geo/geowebnews/docs.jsonl", "doc"),
    ("geovirus", "geo/geovirus/docs.jsonl", "doc"),
    ("fakes", "corroboration/fakes/docs.jsonl", "id"),
    ("polnear", "quotes/polnear/texts.jsonl", "doc"),
    ("gum", "quotes/gum/texts.jsonl", "doc"),
    ("pitf", "figures/pitf_wad/gold.jsonl", "id"),
    ("airwars", "figures/airwars_gaza/gold.jsonl", "id"),
)
WORDS = 6  # shorter ones are headings and bylines more often than sentences


class Drawn(NamedTuple):
    """A sentence with where it stands."""

    of: str
    doc: str
    offset: int
    text: str


def draw(gold: Path, seed: int, number: int, reader: Reader) -> Iterator[Drawn]:
    """The drawn sentences, the same number from each set."""
    chance = random.Random(seed)
    for name, path, key in SETS:
        docs = [json.loads(line) for line in (gold / path).read_text(encoding="utf-8").splitlines()]
        chance.shuffle(docs)
        taken = 0
        for doc in docs:
            if taken == number // len(SETS):
                break
            parsed = parse(doc["text"], reader.model, reader.lexicon, None)
            fit = [s for s in parsed.sentences if len(s.tokens) >= WORDS]
            if not fit:
                continue
            sentence = chance.choice(fit)
            taken += 1
            yield Drawn(name, str(doc[key]), sentence.start, doc["text"][sentence.start : sentence.end].strip())


def line_of(event: Event) -> str:
    """An event in one line: trigger, kind, status, roles, place, remarks."""
    roles = "; ".join(f"{role}={', '.join(r.span.text for r in refs)}" for role, refs in event.roles.items())
    cue = event.evidence.cues[0].text if event.evidence.cues else ""
    return f"    [{cue}] {event.kind} {event.status} | {roles} | {' '.join(event.remarks)}"


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--sentences", type=int, default=200)
    options = parser.parse_args(arguments)
    if not options.gold.is_dir():
        print(f"There is no gold in {options.gold}: name the folder that holds quotes/, figures/, geo/ ...")
        return 2
    reader, sentences, events = load_reader(), 0, 0
    for drawn in draw(options.gold, options.seed, options.sentences, reader):
        sentences += 1
        found = analyse(make_report(drawn.text), reader).events
        events += len(found)
        if found:
            print(f"{drawn.of} {drawn.doc} {drawn.offset}: {' '.join(drawn.text.split())}")
            for event in found:
                print(line_of(event))
    print(f"{sentences} sentences, {events} events")
    return 0


if __name__ == "__main__":
    sys.exit(main())
