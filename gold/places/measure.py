"""Places of own sentences, and where their events are: found, right and nothing else.

cases.jsonl: each text with the places a careful reader marks (`country` by ISO code or actor id, null where a sea or
region has none) and, under `none`, names that are no places there. events.jsonl: each text with triggers and the place
of the event, null where the sentence gives none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportedly.model import Analysis, make_report
from reportedly.pipeline import Reader, ReaderOptions, analyse, load_reader

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "src" / "reportedly" / "demo"


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader with the invented states of the demonstration."""
    return load_reader(ReaderOptions(actors=(str(DEMO / "actors.csv"),), places=(str(DEMO / "places.csv"),)))


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file here."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def read(text: str) -> Analysis:
    """The analysis of one sentence."""
    return analyse(make_report(text), reader())


def place_counts() -> tuple[int, int, int, int, list[str]]:
    """Places wanted, given, found, found with the right country (and precision), and what went wrong."""
    wanted = given = found = right = 0
    wrong = []
    for case in cases("cases.jsonl"):
        places = list(read(case["text"]).places)
        wanted, given = wanted + len(case["places"]), given + len(places)
        for want in case["places"]:
            ref = next((p for p in places if want["name"] in p.span.text), None)
            if ref is None:
                wrong.append(f"missed {want['name']}: {case['text']}")
                continue
            places.remove(ref)
            found += 1
            if ref.country == want["country"] and want.get("precision") in (None, ref.precision):
                right += 1
            else:
                wrong.append(f"{want['name']} as {ref.country} {ref.precision}: {case['text']}")
        wrong += [f"no place {p.span.text}: {case['text']}" for p in places]
    return wanted, given, found, right, wrong


def event_rows() -> Iterator[tuple[bool | None, str]]:
    """For every marked event: whether its place is the one marked, None where no event is read, and what was read."""
    for case in cases("events.jsonl"):
        events = read(case["text"]).events
        for want in case["events"]:
            at = case["text"].index(want["trigger"])
            near = [e for e in events if any(c.start <= at < c.end for c in e.evidence.cues)]
            if not near:
                yield None, f"no event at {want['trigger']}: {case['text']}"
                continue
            got = {e.place.span.text if e.place is not None else None for e in near}
            wanted = want["place"]
            good = wanted in got or any(g and wanted and (wanted in g or g in wanted) for g in got)
            yield good, f"{want['trigger']} in {got}, not {wanted}: {case['text']}"


def measure() -> dict[str, float]:
    """Precision, recall and country of places, and the share of events whose place is right."""
    wanted, given, found, right, _ = place_counts()
    rows = [good for good, _ in event_rows()]
    events = [good for good in rows if good is not None]
    return {
        "place_precision": found / given,
        "place_recall": found / wanted,
        "country": right / found,
        "event_place": sum(events) / len(events),
        "events_read": len(events) / len(rows),
    }


if __name__ == "__main__":
    for line in place_counts()[-1]:
        print(line)
    for good, line in event_rows():
        if not good:
            print(line)
    print(measure())
