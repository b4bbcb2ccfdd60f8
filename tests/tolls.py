"""Reports with tolls: who gives which number of those killed in one town."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
import msgspec

from reportedly.model import Analysis, PlaceRef, TimeRef

SARN = "Port Sarn"


def toll(text: str, outlet: str, day: str, *said: tuple[str, str, int | None, int | None], **fields: Any) -> Analysis:
    """A report with figures of those killed in Port Sarn: speaker, words, bounds; an empty speaker is narration."""
    source = factory.report(text, outlet=outlet, published=day)
    place = PlaceRef(span=factory.span(source, SARN), name=SARN)
    statements, figures = [], []
    for speaker, words, low, high in said:
        statement = factory.statement(source, words, speaker=factory.ref(source, speaker)) if speaker else None
        statements += [statement] if statement else []
        claim_of = statement.id if statement else None
        figures.append(factory.figure(source, words, low, high, place=place, claim_of=claim_of, **fields))
    return Analysis(report=source, statements=tuple(statements), figures=tuple(figures))


def dated(analysis: Analysis, day: str) -> Analysis:
    """The same, with a day that its text tells of its numbers."""
    when = dt.date.fromisoformat(day)
    period = TimeRef(span=factory.span(analysis.report, "Port Sarn"), start=when, end=when)
    return msgspec.structs.replace(
        analysis, figures=tuple(msgspec.structs.replace(figure, period=period) for figure in analysis.figures)
    )


WIRE = "The ministry said 41 people were killed in Port Sarn. The army said fewer than ten died."
TOLLS = (
    toll(WIRE, "Courier", "2031-05-03", ("The ministry", "41", 41, 41), ("The army", "fewer than ten", None, 9)),
    toll(WIRE, "Sarn Post", "2031-05-03", ("The ministry", "41", 41, 41)),
    toll("The ministry now says 43 died in Port Sarn.", "Courier", "2031-05-04", ("The ministry", "43", 43, 43)),
    toll("At least 27 died in Port Sarn.", "Veyra Radio", "2031-05-03T18:00", ("", "At least 27", 27, None)),
)
