"""How much of the parser's work a gate for single paragraphs, or a splitter before the parser, could save.

python -m bench.paragraphs [TEXTS.jsonl ...]

For the bundled reports, ordinary news (bench/ordinary), and each file of JSON lines with a "text" each:

- the share of words in paragraphs that no record of any kind points at, which is more than a gate that changes no
  record could ever keep from the parser, since it would have to know beforehand;
- the same where only claims count (statements, events, figures, what was left out, wording), not names, times, places;
- sentences: how often the parser begins one where a splitter does (precision, recall), how many paragraphs it parses
  the same when it is given their sentences one by one, in batches of like length, and how long that takes.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bench.ordinary import ordinary_reports
from bench.throughput import bundled_texts, seconds
from reportedly.model import Span, make_report
from reportedly.pipeline import Reader, analyse, load_reader
from reportedly.text import paragraphs

WORD = re.compile(r"\w+|[^\w\s]")
# A mark that ends a sentence, with what closes behind it, before a capital, a number or an opening mark; not behind a
# title, an initial or another short form.
SENTENCE_END = re.compile(r"(?<![\s.][A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
ORDINARY, LENGTH, MOST = 60, 2500, 150
ROUNDS = 3


class Shares(NamedTuple):
    """Paragraphs and words of some texts, and the shares of words without a record and without a claim."""

    paragraphs: int
    words: int
    without_record: float
    without_claim: float


class Split(NamedTuple):
    """How a splitter agrees with the parser, and what parsing its sentences gives: see the page's own words above."""

    precision: float
    recall: float
    same: float
    speed: float


def spans_of(value: Any) -> Iterator[Span]:
    """Every span in some records."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_of(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from spans_of(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans_of(getattr(value, name))


def measure_shares(texts: Sequence[str], reader: Reader) -> Shares:
    """The most that a gate for paragraphs could keep from the parser."""
    number = words = no_record = no_claim = 0
    for text in texts:
        found = analyse(make_report(text, published="2026-06-03"), reader)
        claims = list(spans_of((found.statements, found.events, found.figures, found.abstentions, found.wordings)))
        others = list(spans_of((found.names, found.times, found.places)))
        for start, end in paragraphs(text):
            count = len(WORD.findall(text[start:end]))
            number, words = number + 1, words + count
            if not any(s.start < end and s.end > start for s in claims):
                no_claim += count
                no_record += count * (not any(s.start < end and s.end > start for s in others))
    return Shares(number, words, no_record / words, no_claim / words)


def split(piece: str) -> list[str]:
    """The sentences of a paragraph by the marks that end them."""
    bounds = [0, *(match.end() for match in SENTENCE_END.finditer(piece)), len(piece)]
    return [piece[a:b] for a, b in itertools.pairwise(bounds) if piece[a:b].strip()]


def measure_split(texts: Sequence[str], nlp: Any) -> Split:
    """Sentences before the parser, against paragraphs as they are."""
    pieces = [" ".join(text[start:end].split()) for text in texts for start, end in paragraphs(text)]
    parts = [split(piece) for piece in pieces]
    order = sorted((part for of in parts for part in of), key=len)
    whole = list(nlp.pipe(pieces))
    by_text = {doc.text: doc for doc in nlp.pipe(order)}
    agreed = ours = theirs = same = 0
    for doc, of in zip(whole, parts, strict=True):
        starts, at = set(), 0
        for part in of:
            starts.add(at)
            at += len(part)
        parser = {sentence.start_char for sentence in doc.sents}
        agreed, ours, theirs = agreed + len(starts & parser) - 1, ours + len(starts) - 1, theirs + len(parser) - 1
        same += _arcs([doc]) == _arcs([by_text[part] for part in of])
    as_they_are = min(seconds(lambda: list(nlp.pipe(pieces))) for _ in range(ROUNDS))
    in_sentences = min(seconds(lambda: list(nlp.pipe(order))) for _ in range(ROUNDS))
    return Split(agreed / ours, agreed / theirs, same / len(pieces), as_they_are / in_sentences)


def _arcs(docs: Sequence[Any]) -> list[tuple[str, str, str, int]]:
    """Word, tag, relation and head of every word but white space, heads counted over all documents."""
    arcs, at = [], 0
    for doc in docs:
        arcs += [(t.text, t.tag_, t.dep_, at + t.head.i) for t in doc if not t.is_space]
        at += len(doc)
    return arcs


def main(paths: Sequence[str]) -> None:
    """Measure and print."""
    reader = load_reader()
    sets = {"bundled reports": bundled_texts(), "ordinary news": ordinary_reports(ORDINARY, LENGTH)}
    for path in paths:
        lines = Path(path).read_text(encoding="utf-8").splitlines()[:MOST]
        sets[path] = [json.loads(line)["text"] for line in lines]
    for name, texts in sets.items():
        shares, cut = measure_shares(texts, reader), measure_split(texts, reader.model.nlp)
        print(f"{name}: {len(texts)} texts, {shares.paragraphs} paragraphs, {shares.words:,} words")
        print(f"  words in paragraphs without any record {shares.without_record:.3f}, claim {shares.without_claim:.3f}")
        print(f"  splitter against parser: precision {cut.precision:.3f}, recall {cut.recall:.3f}")
        print(f"  paragraphs parsed the same {cut.same:.3f}; {cut.speed:.2f} times as fast", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
