"""Copies found among 10,000 made-up reports: what is found of each kind of copy, and how many pairs are right.

    python bench/linking/copies.py [--texts N] [--from FILE.jsonl]

Of the texts, two in five are copies of another: with a new dateline, a new headline, 5% of the words changed, cut to
60% or 35%, or with a paragraph put in. The others are texts of their own that share background paragraphs, as reports
on one war do, so precision is a lower bound. The texts are made of invented words with the frequencies of a language,
from a fixed seed; with --from they are the `text` fields of a JSONL file.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reportedly.link.copies import CopyRule, make_fingerprint
from reportedly.link.grouping import Grouping
from reportedly.model import make_report

WORDS = 30_000
LENGTH = (120, 420)
SHARES_BACKGROUND = 0.5  # of the texts of their own
KINDS = ("dateline", "headline", "words changed", "cut to 60%", "cut to 35%", "paragraph put in")


class Made(NamedTuple):
    """A text, the original it copies (its own number when it copies none), and how."""

    text: str
    original: int
    kind: str


def make_texts(number: int, chance: random.Random, own: list[str]) -> list[Made]:
    """Texts of their own and copies of them, mixed."""
    vocabulary = [f"w{n:x}" for n in range(WORDS)]
    weights = [1 / (n + 8) for n in range(WORDS)]

    def draw(size: int) -> str:
        return " ".join(chance.choices(vocabulary, weights, k=size))

    background = [draw(chance.randint(25, 60)) for _ in range(max(20, number // 50))]
    made: list[Made] = []
    originals: list[int] = []
    for n in range(number):
        if originals and chance.random() < 0.4:
            original = chance.choice(originals)
            kind = chance.choice(KINDS)
            made.append(Made(copy_of(made[original].text, kind, draw, chance), original, kind))
            continue
        text = own[n % len(own)] if own else draw(chance.randint(*LENGTH))
        if not own and chance.random() < SHARES_BACKGROUND:
            text += f"\n{chance.choice(background)}"
        originals.append(n)
        made.append(Made(text, n, "own"))
    return made


def copy_of(text: str, kind: str, write: Callable[[int], str], chance: random.Random) -> str:
    """A copy of a text, changed as its kind says."""
    words = text.split(" ")
    if kind == "dateline":
        return f"{write(4)} - {text}"
    if kind == "headline":
        return f"{write(9)}\n{text}"
    if kind == "words changed":
        return " ".join(write(1) if chance.random() < 0.05 else word for word in words)
    if kind.startswith("cut"):
        return " ".join(words[: int(len(words) * (0.6 if "60" in kind else 0.35))])
    middle = len(words) // 2
    return " ".join([*words[:middle], write(60), *words[middle:]])


def main() -> int:
    """Make, group, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--from", dest="source", type=Path)
    options = parser.parse_args()
    own = [json.loads(line)["text"] for line in options.source.read_text().splitlines()] if options.source else []
    made = make_texts(options.texts, random.Random(7), own)
    reports = [make_report(m.text, url=str(n), published=f"2031-01-01T00:00:{n:09}") for n, m in enumerate(made)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    prints = [make_fingerprint(report) for report in reports]
    signed = time.process_time()
    grouping = Grouping(CopyRule())
    grouping.update(prints)
    ended = time.process_time()
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    number_of = {report.id: n for n, report in enumerate(reports)}
    groups = [[number_of[item.report] for item in group.items] for group in grouping.groups()]
    show(made, groups)
    print(f"{len(made) / (signed - started):,.0f} fingerprints and {len(made) / (ended - started):,.0f} texts a second")
    print(f"memory {memory:,.0f} MB for {len(made):,} texts")
    return 0


def show(made: list[Made], groups: list[list[int]]) -> None:
    """Found of each kind, and the share of pairs in a group that are of one original."""
    group_of = {n: g for g, members in enumerate(groups) for n in members}
    found: dict[str, list[bool]] = defaultdict(list)
    for n, m in enumerate(made):
        if m.kind != "own":
            found[m.kind].append(group_of[n] == group_of[m.original])
    for kind in KINDS:
        print(f"{kind:18} {sum(found[kind]) / len(found[kind]):.3f} of {len(found[kind]):,}")
    pairs = right = 0
    for members in groups:
        originals = [made[n].original for n in members]
        pairs += len(members) * (len(members) - 1) // 2
        right += sum(a == b for n, a in enumerate(originals) for b in originals[:n])
    print(f"{pairs:,} pairs in groups, of one original {right / max(1, pairs):.3f}")
    print(f"largest group {max(map(len, groups))}")


if __name__ == "__main__":
    sys.exit(main())
