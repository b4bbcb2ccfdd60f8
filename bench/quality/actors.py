"""Adapter: phrases with a context and a date to country and sector, one line each, and their score."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from reportedly.gazetteer import Gazetteer, load_gazetteer
from reportedly.lexicon import load_lexicon
from reportedly.lexicon.codes import code_phrase

# "Today" of the set: it was written in the first half of that year.
TODAY = dt.date(2022, 6, 1)


@lru_cache(maxsize=1)
def places() -> Gazetteer:
    """The gazetteer."""
    return load_gazetteer()


@cache
def country_of(name: str) -> str:
    """The country of the largest place of a name, as ISO alpha-3, when it is much larger than any elsewhere."""
    iso3 = {a.iso2: a.iso3 for a in load_lexicon().actors.values() if a.iso2}
    sizes: dict[str, int] = {}
    for place in chain.from_iterable(places().find([name]).values()):
        sizes[place.country] = max(sizes.get(place.country, 0), place.population)
    ranked = sorted(sizes.items(), key=lambda s: -s[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] <= 5 * ranked[1][1]):
        return ""
    return iso3.get(ranked[0][0], "")


def day_of(text: str) -> dt.date:
    """The date of a phrase; "today" and none are the day of the set."""
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return TODAY


def predict(folder: Path) -> Iterator[dict[str, object]]:
    """Country and sector of every phrase."""
    lexicon = load_lexicon()
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            row = json.loads(line)
            code = code_phrase(row["phrase"], lexicon, day_of(row["date"]), row["context"], country_of)
            yield {"n": n, "country": code.country, "sector": code.sectors[0] if code.sectors else ""}


def score(folder: Path, out: Path) -> str:
    """Share of phrases whose country and sector are as expected, of those that expect either, and the rest by name."""
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    wrong, counted, wrong_country = [], 0, 0
    for row in rows:
        expect = gold[row["n"]]["expect"]
        want = {"country": expect.get("country", expect.get("0")), "sector": expect.get("code_1")}
        asked = {k: v for k, v in want.items() if v is not None}
        if not asked:
            continue
        counted += 1
        bad = {k: row[k] for k, v in asked.items() if row[k] != v}
        wrong_country += bool(bad.get("country"))
        if bad:
            wrong.append(f"  {gold[row['n']]['phrase']!r} {gold[row['n']]['date']}: want {asked}, got {bad}")
    right = counted - len(wrong)
    return "\n".join([f"right {right} of {counted} = {right / counted:.3f}; a wrong country {wrong_country}", *wrong])
