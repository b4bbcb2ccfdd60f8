"""Linking against own cases: relations between two short reports, who is silent in a report, and piles of reports by
incident.

A relation counts as right when the two claims are found in the texts and `relate` names the labelled relation, with
the sources as `find_origins` tells them apart. Reports are grouped as in a case file, and scored by B-cubed F1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reportedly.link.origins import UNKNOWN, find_origins
from reportedly.link.positions import Saying, find_positions
from reportedly.link.rows import rows_of
from reportedly.link.versions import relate
from reportedly.links import link_reports
from reportedly.model import Analysis, make_report
from reportedly.pipeline import analyse, load_reader
from reportedly.rows import ClaimRow

HERE = Path(__file__).parent


def measure() -> dict[str, float]:
    """Shares of relations right, all and by relation, and B-cubed F1 of incidents."""
    found: dict[str, list[bool]] = {}
    for case in read_cases("relations.jsonl"):
        found.setdefault(case["relation"], []).append(relation_of(case) == case["relation"])
    figures = {f"relation {name}": sum(right) / len(right) for name, right in sorted(found.items())}
    every = [ok for right in found.values() for ok in right]
    silent = [party_is_silent(case) == case["silent"] for case in read_cases("silence.jsonl")]
    return {
        "relations": sum(every) / len(every),
        "silence": sum(silent) / len(silent),
        "incidents B-cubed": bcubed(*incidents()),
        **figures,
    }


def read_cases(name: str) -> Iterator[dict[str, Any]]:
    """The cases of a file."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def read(text: str, **fields: Any) -> Analysis:
    """A short text, read whole."""
    return analyse(make_report(text, **fields), load_reader())


def relation_of(case: dict[str, Any]) -> str:
    """The relation that the program finds for a case; empty when a claim was not found."""
    one = read(case["text"], outlet="Courier", published=case["published"], url="a")
    other = read(case["other"], outlet="Herald", published=case["other_published"], url="b")
    rows = [*rows_of(one), *rows_of(other)]
    a = pick(rows_of(one), case.get("number"), case.get("word"))
    b = pick(rows_of(other), case.get("other_number"), case.get("other_word"))
    if a is None or b is None:
        return ""
    same = any({a.id, b.id} <= set(origin.claims) for origin in find_origins(rows, {}, {}) if origin.how != UNKNOWN)
    return str(relate(a, b, same_origin=same, told=rows).relation)


def party_is_silent(case: dict[str, Any]) -> bool | None:
    """Whether a party to what is told is found to say nothing of it; None when it is not found to be a party."""
    analysis = read(case["text"], outlet="Courier", published=case["published"])
    sayings = [
        Saying(s.id, s.speaker.name, s.speaker.actor, s.stance, s.evidence.span.text, None, None)
        for s in analysis.statements
        if s.speaker
    ]
    positions = find_positions(rows_of(analysis), (), sayings)
    found = next((p for p in positions if case["party"] in p.party), None)
    return None if found is None else not found.said


def pick(rows: list[ClaimRow], number: int | None, word: str | None) -> ClaimRow | None:
    """The claim of a number, as a bound, or of an event whose words begin so."""
    if number is not None:
        return next((r for r in rows if r.type == "figure" and number in (r.low, r.high)), None)
    return next((r for r in rows if r.type == "event" and word and word in (r.words or "")), None)


def incidents() -> tuple[dict[str, str], dict[str, str]]:
    """Report to incident, as labelled and as found; a report is in the incident that it is about."""
    gold: dict[str, str] = {}
    analyses = []
    for case in read_cases("cases.jsonl"):
        analysis = read(case["text"], outlet=case["outlet"], published=case["published"], title=case.get("title"))
        analyses.append(analysis)
        gold[analysis.report.id] = case["incident"]
    linked = link_reports(analyses)
    found: dict[str, str] = {}
    for report in gold:
        accounts = [linked.accounts.items[a] for a in linked.by_report[report]]
        lead = next((a for a in accounts if a.lead), None)
        found[report] = linked.accounts.group_of(lead.id).items[0].id if lead else report
    return gold, found


def bcubed(gold: dict[str, str], found: dict[str, str]) -> float:
    """B-cubed F1 of a grouping."""

    def half(ours: dict[str, str], theirs: dict[str, str]) -> float:
        shares = []
        for item in ours:
            mine = members(ours, item)
            shares.append(len(mine & members(theirs, item)) / len(mine))
        return sum(shares) / len(shares)

    precision, recall = half(found, gold), half(gold, found)
    return 2 * precision * recall / (precision + recall)


def members(labels: dict[str, str], item: str) -> set[str]:
    """The items with the label of one."""
    return {other for other in labels if labels[other] == labels[item]}


def wrong() -> Iterable[str]:
    """The relations that are not right, for a person who mends them."""
    for case in read_cases("relations.jsonl"):
        if (got := relation_of(case)) != case["relation"]:
            yield f"{case['relation']} read as {got or 'nothing'}: {case['text']} / {case['other']}"
    for case in read_cases("silence.jsonl"):
        if (party_is_silent(case)) != case["silent"]:
            yield f"{case['party']} is {'silent' if case['silent'] else 'not silent'}: {case['text']}"


if __name__ == "__main__":
    print("\n".join(wrong()))
