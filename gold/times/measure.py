"""Own times: expressions with value and interval, and the times of marked words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportedly.model import TimeRef, make_report
from reportedly.parse import Parsed, parse
from reportedly.pipeline import Reader, load_reader
from reportedly.stages.time_attachment import attach_times, speech_verbs, time_for
from reportedly.stages.times import find_times

HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line.strip()]


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader, loaded once."""
    return load_reader()


def read(case: dict[str, Any]) -> tuple[Parsed, list[TimeRef]]:
    """The parse and the times of a case."""
    report = make_report(case["text"], published=case.get("published"))
    parsed = parse(report.text, reader().model, reader().lexicon)
    return parsed, find_times(report, parsed, reader().lexicon)


def attachments(name: str = "attachment.jsonl") -> Iterator[tuple[str, str, str | None, str | None]]:
    """Every marked word: (text, word, its time by gold, its time as read)."""
    speech = speech_verbs(reader().lexicon.cues)
    for case in cases(name):
        parsed, times = read({**case, "published": "2025-03-28"})
        hanging = attach_times(parsed, times)
        for word, wanted in case["pairs"].items():
            token = next(t for t in parsed.tokens if t.text == word)
            time = time_for(token, hanging, speech)
            yield case["text"], word, wanted, _named(time, wanted, times)


def _named(time: TimeRef | None, wanted: str | None, times: list[TimeRef]) -> str | None:
    """The words of a time; those that gold names where both are ends of one range."""
    if time is None:
        return None
    other = next((t for t in times if t.span.text == wanted), time)
    return other.span.text if (other.start, other.end) == (time.start, time.end) else time.span.text


def expressions() -> Iterator[tuple[str, dict[str, Any] | None, TimeRef | None]]:
    """Every expression of gold with what was read there, and every one that was read where gold has none."""
    for case in cases("cases.jsonl"):
        times = read(case)[1]
        used: set[int] = set()
        at = 0
        for wanted in case["times"]:
            start = case["text"].index(wanted["text"], at)
            at = start + len(wanted["text"])
            i = next(
                (i for i, t in enumerate(times) if t.span.start < at and start < t.span.end and i not in used), None
            )
            used |= set() if i is None else {i}
            yield case["text"], wanted, None if i is None else times[i]
        yield from ((case["text"], None, t) for i, t in enumerate(times) if i not in used)


def is_same(wanted: dict[str, Any], time: TimeRef, *fields: str) -> bool:
    """Whether the fields that gold names are read as gold has them."""
    got = {
        "text": time.span.text,
        "value": time.value,
        "kind": time.kind,
        "relation": time.relation,
        "precision": time.precision,
        "start": str(time.start) if time.start else None,
        "end": str(time.end) if time.end else None,
    }
    return all(got[f] == wanted[f] for f in fields if f in wanted)


def f1(right: int, read_: int, wanted: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (read_ + wanted) if read_ + wanted else 1.0


def measure() -> dict[str, float]:
    """F1 of exact spans, values, intervals and relations; the share of marked words with the right time."""
    rows = list(expressions())
    wanted = sum(1 for _, w, _ in rows if w is not None)
    found = sum(1 for _, _, t in rows if t is not None)
    both = [(w, t) for _, w, t in rows if w is not None and t is not None]

    def score(*fields: str) -> float:
        return f1(sum(is_same(w, t, *fields) for w, t in both), found, wanted)

    def attached(name: str) -> float:
        pairs = list(attachments(name))
        return sum(want == got for _, _, want, got in pairs) / len(pairs)

    return {
        "span_f1": score("text"),
        "value_f1": score("value"),
        "interval_f1": score("start", "end"),
        "relation_f1": score("relation"),
        "kind_f1": score("kind"),
        "attachment": attached("attachment.jsonl"),
        "attachment_more": attached("attachment_more.jsonl"),
    }
