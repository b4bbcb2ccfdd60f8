"""Adapter: texts to the places they name, one line each, as the scorer of places reads them.

The scorer counts every name of a place, also where it stands for a government or is part of a body's name, and
adjectives of states; what a report's record keeps as a place is less (see docs/explanation/places.md).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from reportedly.model import make_report
from reportedly.parse import parse
from reportedly.pipeline import load_reader
from reportedly.stages.names import find_names
from reportedly.stages.places import find_toponyms


def day_of(date: str | None) -> str | None:
    """The day of a text, where the set gives it as one; some sets hold "7:58 AM ET" instead."""
    try:
        return dt.date.fromisoformat((date or "")[:10]).isoformat()
    except ValueError:
        return None


def predict(folder: Path) -> Iterator[dict[str, object]]:
    """The toponyms of every text in `docs.jsonl`."""
    reader = load_reader()
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            report = make_report(item["text"], published=day_of(item.get("date")))
            parsed = parse(item["text"], reader.model, reader.lexicon)
            names = find_names(parsed, reader.lexicon, report.day)
            for toponym in find_toponyms(report, parsed, reader.lexicon, reader.gazetteer, names):
                ref = toponym.ref
                yield {
                    "doc": item["doc"],
                    "start": ref.span.start,
                    "end": ref.span.end,
                    "text": ref.span.text,
                    "name": ref.name,
                    "use": toponym.use,
                    "lat": ref.lat,
                    "lon": ref.lon,
                    "geonameid": ref.geonameid,
                    "country": ref.country,
                }
