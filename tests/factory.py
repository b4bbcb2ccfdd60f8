"""Builders of records with defaults: a test names only what it is about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reportedly.model import (
    Abstention,
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
    Wording,
    make_id,
    make_report,
)

TEXT = (
    "A strike hit the market in Port Sarn on Sunday, residents said.\n"
    "The army of Loka told state radio that at least 15 fighters were killed, 3 of them by a blast. "
    "The mayor denied that. He spoke of 40 dead."
)


def run(**fields: Any) -> Run:
    """A run."""
    defaults: dict[str, Any] = {
        "program": "0.1.0",
        "lexicon": "lex-1",
        "model": "model 1",
        "started": "2031-05-04T10:00:00+00:00",
    }
    fields = defaults | fields
    return Run(id=make_id("run", fields["program"], fields["lexicon"], fields["model"], fields["started"]), **fields)


def report(text: str = TEXT, **fields: Any) -> Report:
    """A report."""
    return make_report(text, **({"outlet": "Daily Courier", "published": "2031-05-03"} | fields))


def span(source: Report, words: str, nth: int = 1) -> Span:
    """The nth place of these words in a report."""
    start = -1
    for _ in range(nth):
        start = source.text.index(words, start + 1)
    return Span(start, start + len(words), words)


def evidence(source: Report, words: str, rule: str = "test.rule/entry", cues: tuple[str, ...] = ()) -> Evidence:
    """Evidence at these words."""
    return Evidence(
        report=source.id, span=span(source, words), rule=rule, cues=tuple(span(source, cue) for cue in cues)
    )


def ref(source: Report, words: str, **fields: Any) -> Ref:
    """A mention at these words."""
    return Ref(span=span(source, words), **({"name": words} | fields))


def statement(in_report: Report, words: str, **fields: Any) -> Statement:
    """A statement whose passage is these words."""
    made = evidence(in_report, words, "statement.verb/say")
    defaults: dict[str, Any] = {
        "speaker": None,
        "cue": made.span,
        "stance": "says",
        "content": made.span,
        "evidence": made,
    }
    fields = defaults | fields
    return Statement(id=make_id("statement", in_report.id, words, fields["stance"]), **fields)


def event(source: Report, words: str, **fields: Any) -> Event:
    """An event whose passage is these words."""
    fields = {
        "kind": "strike",
        "status": "asserted",
        "evidence": evidence(source, words, "event.trigger/strike", (words,)),
    } | fields
    return Event(id=make_id("event", source.id, words, fields["kind"]), **fields)


def figure(source: Report, words: str, low: int | None, high: int | None, **fields: Any) -> Figure:
    """A figure whose passage is these words."""
    fields = {
        "measure": "killed",
        "words": words,
        "evidence": evidence(source, words, "figure.measure/killed"),
    } | fields
    return Figure(id=make_id("figure", source.id, words, low, high), low=low, high=high, **fields)


def abstention(source: Report, words: str, **fields: Any) -> Abstention:
    """An abstention at these words."""
    fields = {"kind": "event", "reason": "no subject", "evidence": evidence(source, words)} | fields
    return Abstention(id=make_id("abstention", source.id, words), **fields)


def wording(source: Report, words: str, **fields: Any) -> Wording:
    """A loaded word at these words."""
    made = evidence(source, words, "wording/martyr")
    fields = {"term": "martyr", "neutral": "person killed", "voice": "report", "evidence": made} | fields
    return Wording(id=make_id("wording", source.id, words), **fields)


def full_analysis(**fields: Any) -> Analysis:
    """A report in which every field of every record that can hold a span holds one."""
    source = report(**fields)
    sunday = TimeRef(
        span=span(source, "Sunday"),
        start=dt.date(2031, 4, 27),
        end=dt.date(2031, 4, 27),
        anchor="2031-05-03",
        value="2031-04-27",
    )
    market = PlaceRef(
        span=span(source, "Port Sarn"),
        name="Port Sarn",
        geonameid=7,
        lat=1.5,
        lon=-2.25,
        country="LK",
        admin1="01",
        why="unique",
    )
    army, radio = ref(source, "The army of Loka", name="army of Loka", actor="loka-army"), ref(source, "state radio")
    outer = statement(source, "state radio", speaker=radio, stance="reports")
    said = statement(
        source,
        "at least 15 fighters were killed",
        speaker=army,
        cue=span(source, "told"),
        evidence=evidence(
            source,
            "The army of Loka told state radio that at least 15 fighters were killed",
            "statement.verb/tell",
            ("told",),
        ),
        continued=(span(source, "3 of them by a blast"),),
        relayed_by=(radio,),
        audience=(radio,),
        said=sunday,
        parent=outer.id,
        source=span(source, "The army of Loka"),
        remarks=("split quote",),
    )
    denial = statement(
        source, "The mayor denied that", speaker=ref(source, "The mayor", how="role"), stance="denies", form="direct"
    )
    strike = event(
        source,
        "A strike hit the market",
        place=market,
        time=sunday,
        roles={"target": (ref(source, "the market"),), "attacker": (army,)},
    )
    denied = event(source, "denied that", status="denied", claim_of=denial.id, place=market)
    killed = figure(
        source,
        "at least 15 fighters",
        15,
        None,
        event=strike.id,
        place=market,
        period=sunday,
        as_of=dt.date(2031, 5, 3),
        counted_by=army,
        claim_of=said.id,
        population="fighters",
    )
    part = figure(source, "3 of them", 3, 3, part_of=killed.id, relation="part_of", claim_of=said.id, event=strike.id)
    other = figure(source, "40 dead", 40, 40, claim_of=denial.id, event=strike.id)
    return Analysis(
        report=source,
        statements=(outer, said, denial),
        events=(strike, denied),
        figures=(killed, part, other),
        names=(army, ref(source, "The mayor", name="the mayor", how="role"), radio),
        times=(sunday,),
        places=(market,),
        abstentions=(abstention(source, "residents said", kind="statement"),),
        wordings=(wording(source, "fighters", claim_of=said.id),),
    )
