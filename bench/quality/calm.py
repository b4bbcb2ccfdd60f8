"""How many events of force are asserted in texts without conflict, per 100 sentences.

    python bench/quality/calm.py                 the own paragraphs: sport, business, culture, weather ...
    python bench/quality/calm.py ../shared/gold  and, where it is there, the news of `geo` that is about no conflict

The reports of `geo` were chosen by a person from their titles and first lines before anything was read from them: news
of sport, trade, culture, health, weather and domestic politics. What is found is printed with its document and offset.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))  # so that the fixed call works from any folder

from reportedly.model import make_report
from reportedly.parse import parse
from reportedly.pipeline import Reader, analyse, load_reader

HERE = Path(__file__).parent
GEOWEBNEWS = """
    0 10 12 17 24 26 28 30 31 32 100 101 104 106 110 116 118 119 120 133 134 135 142 143 147 154 163 169 178 182 184 196
    198 200 202 206 213 220 221 223 231 232 236 242 243 244 245 252 258 261 263 264 265 266 269 274 282 283 284 286 297
    299 300 308 309 311 312 313 314 319
"""
TRNEWS = """
    1030004 1060001 1020001 1020002 1010001 1020014 1010003 1010004 1010009 1030006 1030007 1030012 1030014 1010011
    1010012 1010014 1010015 1180001 1090003 1010019 1080001 1080002 1080003 1340001 1230001 1150001 1290001 1210001
    1240001 1120001 1360001 1020017 1020018 1170006
"""
CHOSEN = {
    "geowebnews": frozenset(f"gwn{n}" for n in GEOWEBNEWS.split()),
    "trnews": frozenset(f"tr{n}" for n in TRNEWS.split()),
}


class Forced(NamedTuple):
    """An event of force asserted where there is none."""

    doc: str
    offset: int
    kind: str
    trigger: str


def forced(doc: str, text: str, reader: Reader) -> tuple[int, list[Forced]]:
    """The number of sentences of a text, and the events of force that it is read to assert."""
    kinds = reader.lexicon.events.by_id
    found = [
        Forced(doc, e.evidence.cues[0].start, e.kind, e.evidence.cues[0].text)
        for e in analyse(make_report(text), reader).events
        if kinds[e.kind].family == "force" and e.status == "asserted"
    ]
    return len(parse(text, reader.model, reader.lexicon, None).sentences), found


def measure(name: str, texts: Iterable[tuple[str, str]], reader: Reader) -> float:
    """Events of force per 100 sentences, printed with each of them."""
    sentences = 0
    found: list[Forced] = []
    for doc, text in texts:
        number, wrong = forced(doc, text, reader)
        sentences += number
        found += wrong
    rate = 100 * len(found) / max(sentences, 1)
    print(f"{name}: {len(found)} in {sentences} sentences, {rate:.2f} per 100")
    for event in found:
        print(f"    {event.doc} {event.offset} {event.kind}: {event.trigger}")
    return rate


def own() -> Iterator[tuple[str, str]]:
    """The own paragraphs, by number."""
    lines = (HERE / "calm.jsonl").read_text(encoding="utf-8").splitlines()
    yield from ((f"own {n}", json.loads(line)["text"]) for n, line in enumerate(lines, 1))


def chosen(gold: Path, name: str) -> Iterator[tuple[str, str]]:
    """The chosen reports of a set."""
    for line in (gold / "geo" / name / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        if doc["doc"] in CHOSEN[name]:
            yield doc["doc"], doc["text"]


def main(arguments: list[str]) -> int:
    """The command; 1 where a set has one or more in 100 sentences."""
    reader = load_reader()
    rates = [measure("own paragraphs", own(), reader)]
    gold = Path(arguments[0]) if arguments else None
    for name in CHOSEN:
        if gold is not None and (gold / "geo" / name).is_dir():
            rates.append(measure(name, chosen(gold, name), reader))
        else:
            print(f"{name}: not there; name the folder that holds geo/{name} to measure it too")
    return int(max(rates) >= 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
