"""Predictions of times: every expression of a text with its TIMEX3 value and its own calendar interval."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from reportedly.model import make_report
from reportedly.parse import parse
from reportedly.pipeline import load_reader
from reportedly.stages.time_reading import Reading
from reportedly.stages.time_tense import TenseReader
from reportedly.stages.times import read_times


def row_of(doc: str, reading: Reading) -> dict[str, object]:
    """One prediction. `finish` is exclusive; a length ends at the moment it is counted from, so its last day is out."""
    period = reading.period
    row: dict[str, object] = {"doc": doc, "start": reading.start, "end": reading.end, "type": reading.kind}
    row["value"] = period.value
    if period.start is not None and period.end is not None and period.end < dt.date.max:
        row["begin"] = str(period.start)
        row["finish"] = str(period.end if reading.kind == "DURATION" else period.end + dt.timedelta(1))
    return row


def predict(folder: Path) -> Iterator[dict[str, object]]:
    """Read the texts of docs.jsonl, each with the date it was written."""
    reader = load_reader()
    words = reader.lexicon.times
    for line in (folder / "docs.jsonl").open(encoding="utf-8"):
        doc = json.loads(line)
        report = make_report(doc["text"], published=doc.get("dct"))
        tense = TenseReader(parse(report.text, reader.model, reader.lexicon), words)
        for reading in read_times(report.text, report.day, words, tense.at).readings:
            yield row_of(doc["doc"], reading)
