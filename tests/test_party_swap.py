"""The same treatment for every party: swap their names, and only the names in the records change."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from swap import Pair, differences, swap_text

from reportedly.model import Report, make_report
from reportedly.pipeline import Reader, ReaderOptions, load_reader
from reportedly.sources import SourceOptions, read_sources

DEMO = Path(str(files("reportedly").joinpath("demo")))
GOLD = Path(__file__).parents[1] / "gold"
INVENTED = tuple((row["a"], row["b"]) for row in csv.DictReader((DEMO / "opponents.csv").open(encoding="utf-8")))
# Texts of own gold that one test reads: with hundreds a piece tells which area broke.
PIECE = 60


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A reader that knows the invented states too."""
    return load_reader(ReaderOptions(actors=(str(DEMO / "actors.csv"),), places=(str(DEMO / "places.csv"),)))


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The same reader on a map where each party's towns are the other's: a town of a named state is told as one."""
    rows = list(csv.DictReader((DEMO / "places.csv").open(encoding="utf-8")))
    other = dict(INVENTED) | {b: a for a, b in INVENTED}
    path = tmp_path_factory.mktemp("mirror") / "places.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"country": other.get(row["country"], row["country"])} for row in rows)
    return load_reader(ReaderOptions(actors=(str(DEMO / "actors.csv"),), places=(str(path),)))


def corpus() -> list[Report]:
    """The bundled reports."""
    reports = [r for r in read_sources([DEMO / "corpus"], SourceOptions()) if isinstance(r, Report)]
    return [r for r in reports if len(r.text) > 100]


@pytest.mark.parametrize("report", corpus(), ids=lambda r: Path(r.source or "").name)
def test_a_bundled_report_reads_alike_with_its_parties_swapped(report: Report, reader: Reader, mirror: Reader) -> None:
    """Every record of the twin is the record of the report with the names swapped."""
    assert differences(report, INVENTED, reader, mirror) == []


def gold_texts() -> Iterator[tuple[str, str]]:
    """Every text of own gold, with its area."""
    for path in sorted(GOLD.glob("*/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if case.get("holders"):
                continue  # who held an office is a fact, which no swap of names changes
            if isinstance(case.get("text"), str) and "content" not in case and "type" not in case:
                yield path.parent.name, case["text"]


def pairs_in(text: str, reader: Reader) -> list[Pair]:
    """The parties of a text, each with the next of its kind in it."""
    lexicon = reader.lexicon
    met = dict.fromkeys(k.actors[0] for k in lexicon.find_known(text) if len(k.actors) == 1)
    kinds: dict[str, list[str]] = {}
    for actor in met:
        kinds.setdefault(lexicon.actors[actor].kind, []).append(actor)
    return [pair for actors in kinds.values() for pair in list(pairwise(actors))[::2]]


PIECES = [list(gold_texts())[n : n + PIECE] for n in range(0, len(list(gold_texts())), PIECE)]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece[0][0]}-{piece[-1][0]}")
def test_texts_of_own_gold_read_alike_with_their_parties_swapped(piece: list[tuple[str, str]], reader: Reader) -> None:
    """As above, for every marked sentence that names two parties of a kind."""
    broken = []
    for area, text in piece:
        pairs = pairs_in(text, reader)
        found = differences(make_report(text, published="2026-06-03"), pairs, reader) if pairs else []
        broken += [f"{area}: {text}\n  {difference}" for difference in found[:1]]
    assert not broken, "\n".join(broken)


def test_the_swap_reaches_every_form(reader: Reader) -> None:
    """Names, adjectives, plurals and capitals are swapped, and nothing else."""
    text = "Kestrel said Tarvian guards shot at Sorrenders in Sorrend; Ostmere watched."
    swapped = swap_text(text, INVENTED, reader.lexicon)
    assert swapped.text == "Halvik said Sorrendish guards shot at Tarvians in Tarvia; Ostmere watched."
    word = text.index("guards")
    assert swapped.text[swapped.place(word) :].startswith("guards")


def test_a_reader_that_favours_a_party_is_caught(reader: Reader) -> None:
    """The comparison finds a record that is there for one party only."""
    report = make_report("Tarvian troops shelled Sorrend, the governor said.", published="2026-06-03")
    unfair = reader._replace(lexicon=reader.lexicon._replace(surfaces=Deaf(reader.lexicon.surfaces, "Sorrendish")))
    assert differences(report, INVENTED, unfair)


class Deaf:
    """Known names without one of them: what a list that forgets a party would be."""

    def __init__(self, surfaces: object, word: str) -> None:
        self.surfaces, self.word = surfaces, word

    def find(self, text: str) -> list[object]:
        """All known names but the one."""
        return [k for k in self.surfaces.find(text) if k.surface != self.word]  # type: ignore[attr-defined]
