"""An analysis against gold: what a careful person expects of one report, line by line, and what was read.

A line names a record by its words (`text`, or `content` of a statement) and the fields that must agree; a field that a
line leaves out, or gives as "*", is not asked. `who` is the speaker, "outlet" is narration. `kinds` and `measures` list
further right answers where the text allows more than one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reportedly.model import Analysis, Event, Figure, Ref, Span, Statement

Line = dict[str, Any]
Claim = Statement | Event | Figure
KINDS: dict[str, type] = {"statement": Statement, "event": Event, "figure": Figure}
# Words this short are articles and prepositions: they prove no name.
SHORTEST_NAME_WORD = 4


class Verdict(NamedTuple):
    """What became of a line: the record that answers it, if any, and the fields in which it differs."""

    line: Line
    record: Claim | None
    misses: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the line was read whole."""
        return self.record is not None and not self.misses


def compare(analysis: Analysis, lines: Iterable[Line]) -> list[Verdict]:
    """A verdict for every line, each record answering one line at most."""
    used: set[str] = set()
    verdicts = []
    for line in lines:
        verdict = _verdict(analysis, line, used)
        if verdict.right and verdict.record is not None:
            used.add(verdict.record.id)
        verdicts.append(verdict)
    return verdicts


def false_assertions(analysis: Analysis, lines: Sequence[Line]) -> list[Event]:
    """Events read as asserted where a line says that the text asserts no such thing."""
    unreal = [
        _range(analysis, n) for n in lines if n["type"] == "event" and n.get("status") not in (None, "*", "asserted")
    ]
    real = [_range(analysis, n) for n in lines if n["type"] == "event" and n.get("status") == "asserted"]
    return [
        event
        for event in analysis.events
        if event.status == "asserted"
        and any(_holds(r, event.evidence.cues[0]) for r in unreal)
        and not any(_holds(r, event.evidence.cues[0]) for r in real)
    ]


def _holds(bounds: tuple[int, int], span: Span) -> bool:
    return bounds[0] <= span.start and span.end <= bounds[1]


def _range(analysis: Analysis, line: Line) -> tuple[int, int]:
    words = line.get("content") or line["text"]
    start = analysis.report.text.find(words)
    if start < 0:
        raise ValueError(f"The report does not hold the words {words!r} of a line of gold.")
    return start, start + len(words)


def _verdict(analysis: Analysis, line: Line, used: set[str]) -> Verdict:
    start, end = _range(analysis, line)
    by_type: dict[str, Sequence[Claim]] = {
        "statement": analysis.statements,
        "event": analysis.events,
        "figure": analysis.figures,
    }
    records = by_type[line["type"]]
    best: tuple[int, int, int, Claim, tuple[str, ...]] | None = None
    for place, record in enumerate(records):
        shared = sum(max(0, min(end, s.end) - max(start, s.start)) for s in _spans(record))
        if shared and record.id not in used:
            misses = tuple(_misses(analysis, line, record))
            key = (len(misses), -shared, place, record, misses)
            best = key if best is None or key[:3] < best[:3] else best
    return Verdict(line, best[3], best[4]) if best is not None else Verdict(line, None, ("not found",))


def _spans(record: Claim) -> list[Span]:
    if isinstance(record, Statement):
        return [s for s in (record.content, *record.continued) if s is not None] or [record.evidence.span]
    return [record.evidence.span, *record.evidence.cues]


def _misses(analysis: Analysis, line: Line, record: Claim) -> Iterable[str]:
    speaker = _speaker(analysis, record)
    if not _agrees(line.get("who"), speaker):
        yield f"who is {speaker!r}"
    for field in ("form", "stance", "status", "low", "high", "scope", "population", "relation"):
        if field in line and line[field] != "*" and getattr(record, field, None) != line[field]:
            yield f"{field} is {getattr(record, field, None)!r}"
    if isinstance(record, Event):
        kinds = line.get("kinds") or [line["kind"]]
        if "*" not in kinds and not any(record.kind.startswith(k) for k in kinds):
            yield f"kind is {record.kind!r}"
        for role, parties in line.get("roles", {}).items():
            found = " | ".join(_words(r) for r in record.roles.get(role, ()))
            yield from (f"{role} lacks {p!r}" for p in parties if not _agrees(p, found))
    if isinstance(record, Figure) and record.measure not in (line.get("measures") or [line["measure"]]):
        yield f"measure is {record.measure!r}"
    yield from _time_misses(line, record)


def _time_misses(line: Line, record: Claim) -> Iterable[str]:
    wanted = line.get("time") or line.get("period") or line.get("said")
    if not wanted:
        return
    time = {Statement: "said", Event: "time", Figure: "period"}[type(record)]
    found = getattr(record, time)
    for bound, value in zip(("start", "end"), wanted, strict=True):
        got = str(getattr(found, bound) or "") if found is not None else ""
        if value != "*" and got != value:
            yield f"{time} {bound} is {got!r}"


def _speaker(analysis: Analysis, record: Claim) -> str:
    if isinstance(record, Statement):
        return _words(record.speaker)
    if record.claim_of is None:
        return "outlet"
    return _words(next(s.speaker for s in analysis.statements if s.id == record.claim_of))


def _words(ref: Ref | None) -> str:
    return " ".join(filter(None, (ref.name, ref.actor, ref.span.text))).lower() if ref is not None else ""


def _agrees(wanted: str | None, found: str) -> bool:
    if wanted in (None, "*"):
        return True
    if wanted == "outlet":
        return found == "outlet"
    words = [w for w in wanted.lower().split() if len(w) >= SHORTEST_NAME_WORD] or [wanted.lower()]
    return any(w in found for w in words)
