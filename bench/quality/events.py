"""Adapter: sentences to PLOVER rows with status, one line each, as the scorer of events reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from reportedly.model import make_report
from reportedly.pipeline import analyse, load_reader
from reportedly.vocabulary import plover_rows


def predict(folder: Path) -> Iterator[dict[str, object]]:
    """The events of every text in `gold.jsonl`; only its id, text and date are looked at."""
    reader = load_reader()
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            analysis = analyse(make_report(item["text"], published=item.get("date")), reader)
            events = {e.id: e for e in analysis.events}
            yield {
                "id": item["id"],
                "events": [
                    {
                        "category": row.category,
                        "actor": list(row.actor),
                        "recipient": list(row.recipient),
                        "status": row.status,
                        "kind": events[row.event].kind,
                        "span": [events[row.event].evidence.span.start, events[row.event].evidence.span.end],
                    }
                    for row in plover_rows(analysis, reader.lexicon)
                ],
            }
