"""A general news stream, a tenth of it on conflict: how much faster than the bare parser, with the gate before it.

python bench/stream.py [--rounds N]

The peer is `nlp.pipe` of the same model over all texts, on one core, in the same run. Reports on conflict are the
bundled ones. Of nine others, eight are ordinary news (bench/ordinary) and one is made of own gold's paragraphs that
tell of sport, markets and arts in words of war, all to the same length. Also measured: reading again with parses kept
(`--cache`), beside the bare parser and beside the first reading.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from itertools import cycle
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

ROOT = Path(__file__).parents[1]
# Reports on conflict, and for each of them ordinary ones and ones told in words of war.
CONFLICT, ORDINARY, MISLEADING = 24, 8, 1


def calm_texts(number: int, length: int) -> list[str]:
    """Texts of at least `length` characters made of paragraphs without conflict."""
    lines = (ROOT / "gold/events/calm.jsonl").read_text(encoding="utf-8").splitlines()
    paragraphs = cycle(json.loads(line)["text"] for line in lines)
    texts = []
    for _ in range(number):
        text = next(paragraphs)
        while len(text) < length:
            text += "\n" + next(paragraphs)
        texts.append(text)
    return texts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=2)
    rounds = parser.parse_args().rounds
    import spacy

    from bench.ordinary import ordinary_reports
    from bench.throughput import bundled_texts, seconds
    from reportedly.compiled import way
    from reportedly.distribute import analyse_many
    from reportedly.model import Report, make_report
    from reportedly.parse import DEFAULT_MODEL
    from reportedly.pipeline import ReaderOptions, load_reader

    conflict = bundled_texts()[:CONFLICT]
    length = sum(map(len, conflict)) // CONFLICT
    calm = ordinary_reports(CONFLICT * ORDINARY, length) + calm_texts(CONFLICT * MISLEADING, length)
    stream = conflict + calm
    only = ReaderOptions(only="conflict")
    bare, gate = spacy.load(DEFAULT_MODEL), load_reader(only).gate
    passed = sum(gate is not None and gate.passes(text) for text in calm)

    def read(texts: list[str], options: ReaderOptions) -> list[object]:
        reports: list[Report] = [make_report(text) for text in texts]
        return list(analyse_many(reports, options))

    peer = min(seconds(lambda: list(bare.pipe(stream))) for _ in range(rounds))
    ours = min(seconds(lambda: read(stream, only)) for _ in range(rounds))
    model = load_reader().model_name
    print(f"{len(stream)} texts, {len(conflict)} on conflict, {passed} others passed; one core, {model}, {way()}")
    print(f"bare nlp.pipe {peer:.2f} s, gated {ours:.2f} s: {peer / ours:.1f} times as fast (to be held: 10)")
    with tempfile.TemporaryDirectory() as folder:
        kept = ReaderOptions(cache=folder)
        load_reader(kept)
        first = seconds(lambda: read(conflict, kept))
        again = min(seconds(lambda: read(conflict, kept)) for _ in range(rounds + 1))
        alone = min(seconds(lambda: list(bare.pipe(conflict))) for _ in range(rounds))
    print(
        f"{len(conflict)} reports: first {first:.2f} s, again from the cache {again:.2f} s, bare nlp.pipe {alone:.2f} s"
    )
    print(f"again is {alone / again:.1f} times as fast as the bare parser, {first / again:.1f} as the first reading")


if __name__ == "__main__":
    main()
