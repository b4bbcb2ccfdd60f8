"""Adapter: phrases with a context and a date to country and sector, one line each, and their score."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from reportedly.gazetteer import load_gazetteer
from reportedly.lexicon import load_lexicon
from reportedly.phrases import code

# "Today" of the set: it was written in the first half of that year.
TODAY = dt.date(2022, 6, 1)


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
    lexicon, gazetteer = load_lexicon(), load_gazetteer()
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            row = json.loads(line)
            found = code(row["phrase"], lexicon, gazetteer, day_of(row["date"]), row["context"])
            yield {"n": n, "country": found.country, "sector": found.sectors[0] if found.sectors else ""}


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
