"""Events against own sentences, all fictional: kinds, statuses, roles, and calm texts in which no force is used.

kind            share of sentences whose event is read as its kind and asserted
status          share of sentences whose event is read with its status
status_safe     share of sentences whose event is not asserted although it should not be
roles           share of role fillers that are read, and nothing in a role that is not there
calm            1 less force events asserted per 100 calm sentences, divided by 100
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportedly.model import Event, make_report
from reportedly.pipeline import Reader, ReaderOptions, analyse, load_reader

HERE = Path(__file__).parent
DEMO = Path(str(files("reportedly").joinpath("demo")))


@cache
def reader() -> Reader:
    """A reader that knows the invented states of the bundled reports."""
    return load_reader(ReaderOptions(actors=(str(DEMO / "actors.csv"),), places=(str(DEMO / "places.csv"),)))


def read(text: str) -> tuple[Event, ...]:
    """The events of a text."""
    return analyse(make_report(text, published="2026-06-03"), reader()).events


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one file."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def is_kind_right(case: dict[str, Any]) -> bool:
    """Whether an event of the kind is read and asserted."""
    return any(e.kind == case["kind"] and e.status == "asserted" for e in read(case["text"]))


def statuses(case: dict[str, Any]) -> set[str]:
    """The statuses that events of the case's kind, or one of its family (ceasefire ...), are read with.

    Where a case has a remark ("historical"), only events with it count.
    """
    remark = case.get("remark")
    found = [e for e in read(case["text"]) if e.kind.startswith(case["kind"])]
    return {e.status for e in found if remark is None or remark in e.remarks}


def role_counts(case: dict[str, Any]) -> tuple[int, int]:
    """Right fillers, and fillers that are either wanted or read, over the roles of the event that fits best."""
    want = {(role, words) for role, fillers in case["roles"].items() for words in fillers}
    best = (0, len(want))
    for event in read(case["text"]):
        if event.kind == case["kind"]:
            got = {(role, ref.span.text) for role, refs in event.roles.items() for ref in refs}
            best = max(best, (len(got & want), len(got | want)), key=lambda c: c[0] / c[1])
    return best


def forced(case: dict[str, Any]) -> list[Event]:
    """Events of force that a calm text is read to assert."""
    kinds = reader().lexicon.events.by_id
    return [e for e in read(case["text"]) if kinds[e.kind].family == "force" and e.status == "asserted"]


def measure() -> dict[str, float]:
    """The figures, from 0 to 1."""
    kinds, held, roles, calm = (cases(name) for name in ("kinds", "status", "roles", "calm"))
    found = [(case["status"], statuses(case)) for case in held]
    counts = [role_counts(case) for case in roles]
    sentences = sum(case["text"].count(". ") + 1 for case in calm)
    return {
        "kind": sum(map(is_kind_right, kinds)) / len(kinds),
        "status": sum(want in got for want, got in found) / len(found),
        "status_safe": sum(want == "asserted" or "asserted" not in got for want, got in found) / len(found),
        "roles": sum(right for right, _ in counts) / sum(all_ for _, all_ in counts),
        "calm": 1 - sum(len(forced(case)) for case in calm) / sentences,
    }
