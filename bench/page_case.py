"""A made-up case of any size for measuring the page: no parser, the same bytes each time.

Reports of invented outlets about invented places, each with statements, events and figures as the reader makes them.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from reportedly.links import link_case
from reportedly.model import (
    Analysis,
    Event,
    Evidence,
    Figure,
    PlaceRef,
    Ref,
    Report,
    Run,
    Span,
    Statement,
    TimeRef,
    make_id,
    make_report,
)
from reportedly.store import Store, open_store

OUTLETS = ("Meridian Wire", "Harbour Times", "National Voice", "Southern Star", "Morning Ledger", "Unity Television")
SPEAKERS = ("the health ministry", "the army of Loka", "the Venna front", "residents", "a relief office", "the mayor")
FIRST = ("Port", "Orrin", "Lissen", "Holm", "Calder", "Nesdal", "Stone", "Brenn")
LAST = ("Sarn", "Ford", "Ridge", "Bay", "Mill")
PLACES = tuple(
    (f"{first} {last}", -6.0 + 1.75 * row, 2.0 + 2.5 * column)
    for row, first in enumerate(FIRST)
    for column, last in enumerate(LAST)
)
# What else is in a report: no two have the same words, as no two have in news that nobody copied.
OTHER = (
    *("road", "bridge", "market", "school", "harbour", "winter", "water", "grain", "power", "evening", "morning"),
    *("valley", "council", "border", "engine", "letter", "window", "garden", "bread", "station", "doctor", "river"),
)
DAY_ONE = dt.date(2031, 1, 1)
CLAIMS = 20  # a report: half events, half figures


class Sentence(NamedTuple):
    """One sentence of a report with the places of its parts in the whole text."""

    speaker: Span
    cue: Span
    number: Span
    trigger: Span
    place: Span
    day: Span
    whole: Span


def fill(path: Path, reports: int) -> None:
    """Make a case of so many reports, each with 10 statements, 10 events and 10 figures, linked as a run leaves it."""
    path.unlink(missing_ok=True)
    run = Run(id="r-bench", program="bench", lexicon="none", model="none", started="2031-12-31T00:00:00+00:00")
    with open_store(path, write=True, make=True) as store:
        store.begin_run(run)
        _add_all(store, reports)
        store.finish_run(run)
        link_case(store)


def _add_all(store: Store, reports: int) -> None:
    for number in range(reports):
        store.add(analysis(number))


def analysis(number: int) -> Analysis:
    """The report of this number with its records."""
    text, sentences = _text(number)
    day = DAY_ONE + dt.timedelta(days=number % 300)
    report = make_report(
        text,
        outlet=OUTLETS[number % len(OUTLETS)],
        published=day.isoformat(),
        title=f"Report {number} from {PLACES[number * 3 % len(PLACES)][0]}",
        source=f"made/{number}.txt",
    )
    made = [_records(report, sentence, day) for sentence in sentences]
    return Analysis(
        report=report,
        statements=tuple(statement for statement, _, _ in made),
        events=tuple(event for _, event, _ in made),
        figures=tuple(figure for _, _, figure in made),
        names=tuple(statement.speaker for statement, _, _ in made if statement.speaker),
    )


def _text(number: int) -> tuple[str, list[Sentence]]:
    text, sentences = f"Dispatch {number}.\n\n", []
    for turn in range(CLAIMS // 2):
        key = number * 7 + turn
        parts = (
            SPEAKERS[key % len(SPEAKERS)],
            "said",
            str(3 + key % 40),
            "killed",
            PLACES[(number * 3 + turn // 4) % len(PLACES)][0],
            "on Sunday",
        )
        sentence, spans = "", []
        for part, before in zip(parts, ("", " ", " that ", " people were ", " in a strike on ", " "), strict=True):
            sentence += before
            start = len(text) + len(sentence)
            spans.append(Span(start, start + len(part), part))
            sentence += part
        sentence += f". {_aside(number, turn)}"
        sentences.append(Sentence._make((*spans, Span(len(text), len(text) + len(sentence), sentence))))
        text += sentence + "\n\n"
    return text, sentences


def _aside(number: int, turn: int) -> str:
    """A sentence that claims nothing, with words of its own."""
    words = []
    state = (number * 31 + turn) * 2654435761 % 2**32
    for _ in range(12):
        state = (state * 1664525 + 1013904223) % 2**32
        words.append(OTHER[(state >> 16) % len(OTHER)])
    return f"The {', the '.join(words[:6])} and the {', the '.join(words[6:])} were as before."


def _records(report: Report, sentence: Sentence, day: dt.date) -> tuple[Statement, Event, Figure]:
    key = (report.id, sentence.whole.start)
    cues = (sentence.trigger,)
    name, lat, lon = next(p for p in PLACES if p[0] == sentence.place.text)
    place = PlaceRef(span=sentence.place, name=name, lat=lat, lon=lon, precision="place", why="the only one")
    time = TimeRef(span=sentence.day, start=day, end=day, anchor=day.isoformat())
    speaker = Ref(span=sentence.speaker, name=sentence.speaker.text, actor=sentence.speaker.text.replace(" ", "-"))
    statement = Statement(
        id=make_id("statement", *key),
        evidence=Evidence(report=report.id, span=sentence.whole, rule="statement.verb/say", cues=(sentence.cue,)),
        speaker=speaker,
        cue=sentence.cue,
        stance="says",
        content=Span(sentence.number.start, sentence.day.end, report.text[sentence.number.start : sentence.day.end]),
    )
    event = Event(
        id=make_id("event", *key),
        evidence=Evidence(report=report.id, span=sentence.whole, rule="event.trigger/strike", cues=cues),
        kind="strike",
        status="asserted",
        roles={"target": (Ref(span=sentence.place, name=name),)},
        place=place,
        time=time,
        claim_of=statement.id,
    )
    number = int(sentence.number.text)
    figure = Figure(
        id=make_id("figure", *key),
        evidence=Evidence(report=report.id, span=sentence.whole, rule="figure.measure/killed", cues=cues),
        measure="killed",
        low=number,
        high=number,
        words=sentence.number.text,
        population="people",
        event=event.id,
        place=place,
        period=time,
        claim_of=statement.id,
    )
    return statement, event, figure
