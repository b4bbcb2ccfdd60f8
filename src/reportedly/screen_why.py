"""The chain behind one record as text: the passage with its marks, who says it, the rule, the run, the report."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator

import click

from reportedly.audit import Readable, Why
from reportedly.model import Abstention, Event, Figure, Statement, Wording
from reportedly.printable import for_people
from reportedly.screen import bounds, cut, day, width

WRAP = 100  # a pipe has no width of its own
LABEL = 12  # width of the column of labels: the longest is "judgements"
STYLES = {"evidence": "underline", "content": "", "speaker": "bold cyan", "cue": "bold yellow"}


@for_people
def show(why: Why, *, terminal: bool) -> str:
    """One record with everything behind it."""
    parts = [*_claim(why), "", _passage(why, terminal), "", *_reading(why), *_judgements(why)]
    return "\n".join(part for part in parts if part is not None)


def _claim(why: Why) -> Iterator[str | None]:
    record, report = why.record, why.report
    yield click.style(headline(record), bold=True)
    stale = "" if why.is_current else " (left out by a later reading of this report)"
    yield _line("id", record.id + stale)
    yield _line("said by", _said_by(why))
    for statement in why.statements[1:]:
        yield _line("within", f"{_speaker(statement)} ({statement.stance})")
    if isinstance(record, Figure) and why.event:
        yield _line("counts", f"{why.event.kind}, {why.event.status} ({why.event.id})")
    yield _line("published", ", ".join((report.outlet or "no outlet", day(report.published))))
    yield _line("title", cut(report.title or ""))
    yield _line("address", cut(report.url or ""))
    yield _line("source", cut(report.source or ""))


def headline(record: Readable) -> str:
    """What a record is, with its status, in one line."""
    if isinstance(record, Figure):
        of = f" {record.population}" if record.population else ""
        return f"{record.measure}: {bounds(record.low, record.high)}{of} — {record.status}, {record.scope}"
    if isinstance(record, Event):
        return f"{record.kind} — {record.status}"
    if isinstance(record, Statement):
        return f"statement — {record.stance}, {record.form}"
    if isinstance(record, Wording):
        return f"wording — {record.term}, {record.voice}"
    return f"{record.kind} not read — {record.reason}"


def _said_by(why: Why) -> str:
    if not why.statements or isinstance(why.record, Abstention):
        return why.said_by
    statement = why.statements[0]
    relayed = ", relayed by " + ", ".join(ref.name for ref in statement.relayed_by) if statement.relayed_by else ""
    how = f"; named by {statement.speaker.how} “{statement.speaker.span.text}”" if statement.speaker else ""
    return f"{why.said_by} ({statement.stance}{how}){relayed}"


def _speaker(statement: Statement) -> str:
    return statement.speaker.name if statement.speaker else "a speaker not known"


def _passage(why: Why, terminal: bool) -> str:
    return _coloured(why) if terminal else _bracketed(why)


def _bracketed(why: Why) -> str:
    """The passage with the evidence in ⟦ ⟧."""
    span, text = why.record.evidence.span, why.passage.text
    start, end = span.start - why.passage.start, span.end - why.passage.start
    marked = " ".join(f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}".split())
    return textwrap.fill(marked, WRAP, initial_indent="    ", subsequent_indent="    ")


def _coloured(why: Why) -> str:
    """The passage with evidence underlined, the speaker and the cue in colour."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    text = Text(why.passage.text)
    for mark in sorted(why.marks, key=lambda mark: list(STYLES).index(mark.what)):
        text.stylize(STYLES[mark.what], mark.span.start - why.passage.start, mark.span.end - why.passage.start)
    out = io.StringIO()
    Console(file=out, force_terminal=True, width=width(), highlight=False).print(Padding(text, (0, 4)))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _reading(why: Why) -> Iterator[str | None]:
    cues = dict.fromkeys([mark.span.text for mark in why.marks if mark.what == "cue"])
    yield _line("cue", ", ".join(f"“{cue}”" for cue in cues))
    yield _line("rule", why.rule)
    yield _line("", why.definition)
    if isinstance(why.record, Statement | Event | Figure):
        for remark in why.record.remarks:
            yield _line("remark", remark)
    for again in why.record.also if isinstance(why.record, Event) else ():
        yield _line("told again", f"“{again.span.text}”, characters {again.span.start} to {again.span.end}")
    for statement in why.statements[:1]:
        if statement.id != why.record.id:
            yield _line("statement", statement.id)
    yield _line(
        "run", f"{why.run.id}: reportedly {why.run.program}, {why.run.model}, word lists {why.run.lexicon[:12]}"
    )
    yield _line(
        "report", f"{why.report.id}, characters {why.record.evidence.span.start} to {why.record.evidence.span.end}"
    )


def _judgements(why: Why) -> Iterator[str | None]:
    if not why.judgements:
        yield _line("judgements", "none: this is a machine's reading that nobody has judged")
    for judgement in why.judgements:
        change = f" {judgement.field} = {judgement.value}" if judgement.field else ""
        reason = f": {judgement.why}" if judgement.why else ""
        yield _line("judged", f"{judgement.verdict}{change} by {judgement.who}, {day(judgement.when)}{reason}")


def _line(label: str, value: str | None) -> str | None:
    """A label and its value, wrapped under itself; nothing when there is no value."""
    if not value:
        return None
    filled = textwrap.fill(value, max(40, width() - LABEL), break_on_hyphens=False, break_long_words=False)
    return click.style(label.ljust(LABEL), dim=True) + filled.replace("\n", "\n" + " " * LABEL)
