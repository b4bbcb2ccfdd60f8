"""How fast reports are read, as a share of the bare parser's speed over the same texts in the same run.

python bench/throughput.py [TEXTS.jsonl] [--rounds N]

The peer is `nlp.pipe` of the same model as spaCy loads it, whole and alone, on one core; both read the texts in turns,
and the fastest turn of each counts, in CPU seconds. Without TEXTS the bundled reports are read several times over.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

COPIES = 4  # of the bundled reports: enough words for a steady figure


def bundled_texts() -> list[str]:
    """The texts of the bundled reports."""
    from reportedly.model import Report
    from reportedly.sources import SourceOptions, read_sources

    folder = Path(str(files("reportedly").joinpath("demo", "corpus")))
    return [r.text for r in read_sources([folder], SourceOptions()) if isinstance(r, Report)]


def seconds(work: Callable[[], object]) -> float:
    """How many CPU seconds some work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", type=Path, help='JSON lines with a "text" each')
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.texts is None:
        texts = bundled_texts() * COPIES
    else:
        texts = [json.loads(line)["text"] for line in options.texts.read_text(encoding="utf-8").splitlines()]
    import spacy

    from reportedly.compiled import way
    from reportedly.distribute import analyse_many, rarely_collecting
    from reportedly.model import make_report
    from reportedly.parse import DEFAULT_MODEL, parse
    from reportedly.pipeline import analyse, load_reader

    bare = spacy.load(DEFAULT_MODEL)
    reader = load_reader()
    reports = [make_report(text, published="2026-06-03") for text in texts]
    analyse(reports[0], reader)
    peer: list[float] = []
    ours: list[float] = []
    parsing: list[float] = []
    for _ in range(options.rounds):
        peer.append(seconds(lambda: list(bare.pipe(texts))))
        ours.append(seconds(lambda: list(analyse_many(reports))))
        with rarely_collecting():
            parsing.append(seconds(lambda: [parse(text, reader.model, reader.lexicon) for text in texts]))
    kilobytes = sum(len(text.encode("utf-8", "replace")) for text in texts) / 1000
    print(f"{len(texts)} texts, {kilobytes:,.0f} kB, one core, {reader.model_name}, {way()}")
    for name, times in (("bare nlp.pipe", peer), ("reportedly", ours), ("its parse alone", parsing)):
        print(f"{name:16} {min(times):7.2f} s   {kilobytes / min(times):7.1f} kB/s")
    print(f"reportedly reads at {min(peer) / min(ours):.2f} of the bare parser's speed (to be held: 0.75)")
    print(f"all stages together cost {(min(ours) - min(parsing)) / min(parsing):.2f} of the parse")


if __name__ == "__main__":
    main()
