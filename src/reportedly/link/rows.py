"""Claims of reports in memory as the rows that a case file answers with: one row of the view `claims` each."""

from __future__ import annotations

from reportedly.model import Analysis, Event, Figure, Statement
from reportedly.rows import ClaimRow, who_says


def rows_of(analysis: Analysis) -> list[ClaimRow]:
    """The claims of a report, in the order of the text, as the view `claims` gives them."""
    statements = {s.id: s for s in analysis.statements}
    events = {e.id: e for e in analysis.events}
    return [_row(analysis, claim, statements, events) for claim in analysis.claims()]


def _row(
    analysis: Analysis, claim: Event | Figure, statements: dict[str, Statement], events: dict[str, Event]
) -> ClaimRow:
    report = analysis.report
    figure = claim if isinstance(claim, Figure) else None
    event = events.get(figure.event or "") if figure else claim if isinstance(claim, Event) else None
    said = statements.get(claim.claim_of or "")
    speaker = said.speaker if said else None
    place = claim.place or (event.place if event else None)
    time = (figure.period if figure else None) or (event.time if event else None)
    roles = event.roles if event else {}
    words = figure.words if figure else " … ".join(cue.text for cue in claim.evidence.cues) or None
    return ClaimRow(
        id=claim.id,
        type="figure" if figure else "event",
        kind=event.kind if event else None,
        measure=figure.measure if figure else None,
        status=claim.status,
        low=figure.low if figure else None,
        high=figure.high if figure else None,
        words=words,
        population=figure.population if figure else None,
        scope=figure.scope if figure else None,
        relation=figure.relation if figure else None,
        part_of=figure.part_of if figure else None,
        said_by=who_says(report.outlet, claim.claim_of is None, speaker.name if speaker else None),
        speaker=speaker.name if speaker else None,
        speaker_actor=speaker.actor if speaker else None,
        stance=said.stance if said else None,
        form=said.form if said else None,
        relayed_by=tuple(r.name for r in said.relayed_by if not speaker or r.name != speaker.name) if said else (),
        statement=claim.claim_of,
        place=place.name if place else None,
        geonameid=place.geonameid if place else None,
        country=place.country if place else None,
        place_precision=place.precision if place else None,
        time_start=time.start if time else None,
        time_end=time.end if time else None,
        time_words=time.span.text if time else None,
        as_of=figure.as_of if figure else None,
        counted_by=figure.counted_by.name if figure and figure.counted_by else None,
        event=figure.event if figure else None,
        roles={role: tuple(ref.name for ref in refs) for role, refs in roles.items()},
        actors=tuple(sorted({ref.actor for refs in roles.values() for ref in refs if ref.actor})),
        outlet=report.outlet,
        published=report.published,
        title=report.title,
        url=report.url,
        report=report.id,
        start=claim.evidence.span.start,
        end=claim.evidence.span.end,
        passage=claim.evidence.span.text,
        rule=claim.evidence.rule,
        remarks=claim.remarks,
    )
