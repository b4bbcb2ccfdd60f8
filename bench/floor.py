"""How far the parse is from the floor that the model's arithmetic sets on this machine, on one core.

python bench/floor.py [--rounds N]

The floor is the time of the multiplications that the weights of the parts in use ask for, at the rate of numpy's
matrix product in the shape that the model uses most; hashing, state and Python come on top. Printed beside: the parse,
the whole reading and the bare pipeline, in tokens a second over the bundled reports.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

SHAPE = (400, 288, 288)
PRODUCTS = 200


def multiplications(nlp: Any) -> int:
    """Multiplications a token: the sizes of all weights that are no table of embeddings, each part's own once."""
    seen: dict[int, int] = {}
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if node.has_param("W"):
                seen[node.id] = int(node.get_param("W").size)
    return sum(seen.values())


def product_rate() -> float:
    """Multiplications a second of numpy's matrix product."""
    import numpy

    from bench.throughput import seconds

    rows, inner, columns = SHAPE
    left, right = numpy.ones((rows, inner), dtype="f"), numpy.ones((inner, columns), dtype="f")
    best = min(seconds(lambda: [left @ right for _ in range(PRODUCTS)]) for _ in range(5))
    return PRODUCTS * rows * inner * columns / best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    import spacy

    from bench.throughput import bundled_texts, seconds
    from reportedly.distribute import analyse_many, rarely_collecting
    from reportedly.model import make_report
    from reportedly.parse import DEFAULT_MODEL, parse
    from reportedly.pipeline import load_reader

    texts = bundled_texts() * 2
    reports = [make_report(text, published="2026-06-03") for text in texts]
    reader, bare = load_reader(), spacy.load(DEFAULT_MODEL)
    tokens = sum(len(doc) for doc in bare.pipe(texts))
    list(analyse_many(reports[:4]))
    rate = product_rate()
    with rarely_collecting():
        parsing = min(seconds(lambda: [parse(t, reader.model, reader.lexicon) for t in texts]) for _ in range(rounds))
    whole = min(seconds(lambda: list(analyse_many(reports))) for _ in range(rounds))
    peer = min(seconds(lambda: list(bare.pipe(texts))) for _ in range(rounds))
    print(f"matrix product {rate / 1e9:.0f} billion multiplications a second; {reader.model_name}")
    for name, pipeline, taken in (
        ("parse", reader.model.nlp, parsing),
        ("whole reading", reader.model.nlp, whole),
        ("bare nlp.pipe", bare, peer),
    ):
        floor = rate / multiplications(pipeline)
        print(f"{name:14} {tokens / taken:8,.0f} tokens/s, {tokens / taken / floor:.2f} of its floor of {floor:,.0f}")


if __name__ == "__main__":
    main()
