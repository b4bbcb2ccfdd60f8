"""Predictions for sets of reports that people have grouped into incidents: the incident that each report is about.

Reports are read one by one and linked together, as in a case file. A report's incident is that of its leading account:
what its headline and first paragraphs tell of; a report in which no occurrence is found stands alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from reportedly.link.datelines import day_of
from reportedly.link_rows import incident_id
from reportedly.links import link_reports
from reportedly.model import Analysis, Report, make_report


def predict(folder: Path) -> Iterator[dict[str, Any]]:
    """One row a report of `docs.jsonl`: its id and the id of its incident."""
    from reportedly.pipeline import analyse, load_reader

    reader = load_reader()
    with (folder / "docs.jsonl").open(encoding="utf-8") as file:
        docs = [json.loads(line) for line in file]
    yield from cluster({doc["id"]: analyse(make_one(doc), reader) for doc in docs})


def make_one(doc: dict[str, Any]) -> Report:
    """A report as it would be read from a file; one whose text gives it another day is of that day."""
    fields = {"outlet": doc.get("outlet"), "title": doc.get("title"), "published": doc.get("date")}
    report = make_report(doc["text"], url=doc["id"], **fields)
    day = day_of(report)
    return msgspec.structs.replace(report, published=day.isoformat() if day else None)


def cluster(analyses: dict[str, Analysis]) -> Iterator[dict[str, Any]]:
    """The incident of each report's leading account."""
    linked = link_reports(analyses.values())
    for name, analysis in analyses.items():
        accounts = [linked.accounts.items[a] for a in linked.by_report[analysis.report.id]]
        lead = next((a for a in accounts if a.lead), None)
        yield {"id": name, "cluster": incident_id(linked.accounts.group_of(lead.id).items) if lead else f"alone {name}"}
