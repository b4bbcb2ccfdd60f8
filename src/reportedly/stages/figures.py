"""Figures: how many, of whom, counted by whom, since when.

Sentence by sentence: numbers and triggers, what ties them, wholes and parts, over what they count. Who claims each is
told later, by attribution.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from reportedly.lexicon import Lexicon
from reportedly.lexicon.figures import Figures
from reportedly.model import Abstention, Event, Evidence, Figure, PlaceRef, Report, Span, TimeRef, make_id
from reportedly.parse import Parsed, Sentence
from reportedly.remarks import ACCIDENT
from reportedly.stages.event_classes import Scene
from reportedly.stages.figure_again import OUT_OF, Told, told_by_note
from reportedly.stages.figure_breakdowns import note_differences
from reportedly.stages.figure_causes import is_of_accident, is_of_illness, tells_of_illness
from reportedly.stages.figure_corrections import NOTE, is_correction
from reportedly.stages.figure_counts import SINGLES, Count, Line, read_line
from reportedly.stages.figure_headings import under_headings
from reportedly.stages.figure_links import link_counts
from reportedly.stages.figure_lists import Sum, find_sums, is_attacker, spread_bounds
from reportedly.stages.figure_parts import Place, find_parts
from reportedly.stages.figure_people import is_people, is_thing
from reportedly.stages.figure_population import population_of
from reportedly.stages.figure_scope import clause_status, counter_of, lasting_period, period_of, scope_of, standing_of
from reportedly.stages.figure_shares import REMARK, Share, find_shares
from reportedly.stages.figure_status import status_of_number
from reportedly.stages.figure_triggers import BE, Link
from reportedly.stages.figure_victims import SINGLE_MEASURES
from reportedly.stages.names import Names

Item = TypeVar("Item")
THINGS = "It counts things, animals, places or time, not people."
ILL = "It counts people who fell ill, not people harmed by force."
# Of these, words without a number say nothing: "if more of its soldiers are killed".
UNREAL = ("conditional", "planned", "possible")


class Desk(NamedTuple):
    """A report with all that was read of it so far; times, places and events by the number of their sentence."""

    report: Report
    parsed: Parsed
    lexicon: Lexicon
    names: Names
    times: dict[int, list[TimeRef]]
    places: dict[int, list[PlaceRef]]
    events: dict[int, list[Event]]
    scene: Scene
    ill: bool

    @property
    def figures(self) -> Figures:
        """The words of figures."""
        return self.lexicon.figures


def find_figures(
    report: Report,
    parsed: Parsed,
    lexicon: Lexicon,
    names: Names,
    times: Sequence[TimeRef],
    places: Sequence[PlaceRef],
    events: Sequence[Event],
) -> tuple[list[Figure], list[Abstention]]:
    """All figures of a report, in the order of the text, and the numbers that were left on purpose."""
    scene = Scene(report, parsed, lexicon, lexicon.events, names, times, places, {}, {})
    desk = Desk(
        report,
        parsed,
        lexicon,
        names,
        by_sentence(parsed, times, lambda t: t.span.start),
        by_sentence(parsed, places, lambda p: p.span.start),
        by_sentence(parsed, events, lambda e: (e.evidence.cues or (e.evidence.span,))[0].start),
        scene,
        tells_of_illness(parsed.text, lexicon, (e.kind for e in events)),
    )
    found: list[Figure] = []
    left: list[Abstention] = []
    told: Told | None = None
    for sentence in parsed.sentences:
        triggered = lexicon.figures.triggers.search(parsed.text, sentence.start, sentence.end) is not None
        if not triggered and (told is None or not _may_tell_again(desk, sentence, told)):
            told = None
            continue
        line = read_line(parsed, sentence, names, lexicon.figures)
        before = len(found)
        if (line.counts and (line.triggers or told is not None)) or _may_share_out(desk, line):
            _read_line(desk, line, found, left, told)
        told = _told(found[before:], lexicon.figures) or told
        told = told_by_note(parsed.text, line, told) if len(found) == before else told
    found = under_headings(parsed.text, found, times, places, lexicon.figures, report.day)
    found.sort(key=lambda f: (f.evidence.span.start, f.evidence.span.end, f.measure))
    return found, left


def by_sentence(parsed: Parsed, items: Sequence[Item], start_of: Callable[[Item], int]) -> dict[int, list[Item]]:
    """Records by the number of the sentence that they begin in, each list in the order given."""
    starts = [sentence.start for sentence in parsed.sentences]
    found: dict[int, list[Item]] = {}
    for item in items:
        found.setdefault(bisect_right(starts, start_of(item)) - 1, []).append(item)
    return found


def _may_tell_again(desk: Desk, sentence: Sentence, told: Told) -> bool:
    """Whether a sentence without a measure may give another number for what was counted before, or some of it."""
    patterns = (desk.figures.again, OUT_OF, NOTE)
    return told.noted or any(p.search(desk.parsed.text, sentence.start, sentence.end) for p in patterns)


def _may_share_out(desk: Desk, line: Line) -> bool:
    """Whether a sentence without a number may tell a share: "a third of the dead were women"."""
    return (
        bool(line.triggers)
        and desk.figures.share.search(desk.parsed.text, line.sentence.start, line.sentence.end) is not None
    )


def _told(figures: Sequence[Figure], lexicon: Figures) -> Told | None:
    """What the figures of a sentence count, when that is one measure."""
    wholes = [f for f in figures if f.relation != "part_of" and lexicon.by_id[f.measure].of == "people"]
    if len({f.measure for f in wholes}) != 1:
        return None
    people = {f.population for f in wholes}
    lows = {f.low for f in wholes}
    only = lows.pop() if len(lows) == 1 else None
    return Told(lexicon.by_id[wholes[0].measure], people.pop() if len(people) == 1 else None, only)


def _read_line(desk: Desk, line: Line, found: list[Figure], left: list[Abstention], told: Told | None) -> None:
    begun = told is not None and told.noted
    links = link_counts(line, told, begun or is_correction(desk.parsed.text, line))
    parts = find_parts(desk.parsed.text, line, links, desk.figures)
    spread_bounds(line, links, desk.figures)
    sums = find_sums(desk.parsed, line, links, parts, desk.figures)
    hidden = {n for total in sums for n in total.members if not total.keep and not is_attacker(line.counts[n])}
    made: dict[int, Figure] = {}
    for total in sums:
        figure = _figure(desk, line, total.members[0], links, parts, total)
        found.append(figure)
        made.update(dict.fromkeys(total.members, figure))
    shares = list(find_shares(desk.parsed, line, links))
    for n in wholes_first(parts):
        count = line.counts[n]
        if any(s.words.start <= count.number.start < s.words.end for s in shares):
            continue  # "some" of "some 60 percent"
        if n in links and is_of_illness(line, count, links[n], desk.lexicon, desk.ill):
            left.append(_abstention(desk, line, count, ILL))
            continue
        if n in links and n not in hidden and is_told(desk, line, n, links, parts, found):
            whole = made.get(parts[n].whole) if parts[n].whole is not None else None  # type: ignore[arg-type]
            in_sum = next((made[n] for t in sums if n in t.members), None)
            figure = _figure(desk, line, n, links, parts, None, whole or in_sum)
            made[n] = figure
            found.extend(_split_none(desk, figure))
            twin = links[n].twin
            if twin is not None:
                both = {**links, n: links[n]._replace(trigger=twin, measure=twin.measure)}
                found.append(_figure(desk, line, n, both, parts, None, None))
        elif n not in links and is_thing(count.noun, desk.figures) and count.number.vague not in SINGLES:
            left.append(_abstention(desk, line, count, THINGS))
    noted = note_differences(made, [n for n, place in parts.items() if place.listed], desk.figures)
    found[:] = [noted.get(f.id, f) for f in found] if noted else found
    for share in shares:
        found.append(_share(desk, line, share, made.get(share.whole) if share.whole is not None else None))


def wholes_first(parts: dict[int, Place]) -> list[int]:
    """The counts of a line in order, parts that stand before their whole behind it."""
    return sorted(parts, key=lambda n: ((whole := parts[n].whole) is not None and whole > n, n))


def _is_of_a_thing(line: Line, count: Count) -> bool:
    """Whether "most of which" goes on with one thing: "the town, most of which is held by rebels"."""
    words = [t.lower for t in line.tokens[count.last : count.last + 4]]
    return any(words[p] == "which" and words[p + 1] in ("is", "was", "has") for p in range(len(words) - 1))


def _is_something(line: Line, count: Count) -> bool:
    """Whether people are said to be something right behind their number."""
    at = count.np_last + 1
    return at < len(line.tokens) and line.tokens[at].lower in BE


def _share(desk: Desk, line: Line, share: Share, whole: Figure | None) -> Figure:
    """A share as a part without bounds, in its own words."""
    report, trigger = desk.report, share.trigger
    span = desk.parsed.span(share.words.start, share.end)
    word = Span(trigger.token.start, trigger.token.end, trigger.token.text)
    measure = trigger.measure.id
    return Figure(
        id=make_id("figure", report.id, span.start, span.end, measure),
        evidence=Evidence(report=report.id, span=span, rule=f"figure.share/{measure}", cues=(share.words, word)),
        measure=measure,
        low=None,
        high=None,
        words=share.words.text,
        population=share.population,
        scope=whole.scope if whole is not None else "incident",
        relation="part_of",
        part_of=whole.id if whole is not None else None,
        event=whole.event if whole is not None else None,
        place=whole.place if whole is not None else place_of(desk, line, None),
        period=whole.period if whole is not None else None,
        as_of=whole.as_of if whole is not None else None,
        remarks=(REMARK,),
    )


def is_told(
    desk: Desk, line: Line, n: int, links: dict[int, Link], parts: dict[int, Place], found: list[Figure]
) -> bool:
    """Whether a linked count makes a figure: one person told again ("the victim") makes no second one."""
    count, link = line.counts[n], links[n]
    vague = count.number.vague
    if vague in ("mostly", "many") and _is_of_a_thing(line, count):
        return False
    if vague == "mostly":
        return parts[n].whole is not None and count.noun is not None and is_people(count.noun, desk.figures)
    if vague not in SINGLES:
        if vague == "none" and count.back and link.how == "noun" and _is_something(line, count):
            return False  # "none of the injured were soldiers"
        # "if more are killed" and "most bombing" give no number
        return vague != "many" or (link.measure.of == "people" and clause_status(link.trigger.token) not in UNREAL)
    if link.measure.id not in SINGLE_MEASURES or link.how == "toll":
        return False
    if parts[n].relation == "part_of":
        return vague == "article"
    if (
        count.noun is not None
        and count.noun.dep == "nsubj"
        and "subject" not in link.trigger.roles
        and link.how == "grammar"
    ):
        return False
    if vague == "article":
        return True
    if is_attacker(count):
        return link.measure.id == "killed"
    return not any(f.measure == link.measure.id and f.scope == "incident" for f in found)


def _figure(
    desk: Desk,
    line: Line,
    n: int,
    links: dict[int, Link],
    parts: dict[int, Place],
    total: Sum | None = None,
    whole: Figure | None = None,
) -> Figure:
    count, link = line.counts[n], links[n]
    lexicon, text = desk.figures, desk.parsed.text
    trigger, times = link.trigger, desk.times.get(line.sentence.index, [])
    scope, _ = scope_of(desk.parsed, line, count, trigger, lexicon)
    period = period_of(desk.report, scope, line, count, times)
    if scope == "incident":
        period = lasting_period(desk.report, trigger, times, lexicon)
        scope = "window" if period is not None else scope
    standing = standing_of(desk.parsed, line, count, trigger, lexicon, link.how == "again" and link.noted)
    span = total.span if total is not None else _passage(desk.parsed, line, count)
    words = total.span if total is not None else _words(desk.parsed, count)
    relation = parts[n].relation
    if total is None and whole is not None and relation == "total":
        relation = "part_of"
    event = event_of(desk, line, link, span)
    key = (desk.report.id, span.start, span.end, link.measure.id)
    remarks = standing.remarks if total is None else (*standing.remarks, total.remark)
    remarks = (*remarks, ACCIDENT) if is_of_accident(line, count, link, desk.lexicon) else remarks
    cues = [words, Span(trigger.token.start, trigger.token.end, trigger.token.text)]
    return Figure(
        id=make_id("figure", *key),
        evidence=Evidence(
            report=desk.report.id, span=span, rule=f"figure.{link.how}/{link.measure.id}", cues=tuple(cues)
        ),
        measure=link.measure.id,
        low=total.low if total is not None else count.number.low,
        high=total.high if total is not None else count.number.high,
        words=words.text,
        population=_population(text, line, count, link, lexicon) if total is None else None,
        scope=scope,
        relation=relation,
        status=status_of_number(desk.scene, link, standing.status, event if count.number.high != 0 else None),
        part_of=whole.id if whole is not None and relation == "part_of" else None,
        event=event.id if event is not None else None,
        place=place_of(desk, line, event),
        period=period,
        as_of=desk.report.day if scope in ("cumulative", "window", "stock") else None,
        counted_by=counter_of(line, count, trigger, desk.names, lexicon),
        remarks=remarks,
    )


def _population(text: str, line: Line, count: Count, link: Link, lexicon: Figures) -> str | None:
    """Of whom a number counts: in its own words, or in those of the number that it speaks of."""
    if link.how != "again":
        return population_of(text, line, count, lexicon)
    return link.of if link.like is None else population_of(text, line, line.counts[link.like], lexicon)


def _passage(parsed: Parsed, line: Line, count: Count) -> Span:
    return parsed.span(count.number.start, max(count.number.end, line.tokens[count.np_last].end))


def _words(parsed: Parsed, count: Count) -> Span:
    return parsed.span(count.number.start, count.number.end)


def event_of(desk: Desk, line: Line, link: Link, span: Span) -> Event | None:
    """The event whose outcome a number tells: of its own trigger, of its people, or the one use of force there."""
    token = link.trigger.token
    here = desk.events.get(line.sentence.index, [])
    for event in here:
        if event.evidence.cues and event.evidence.cues[0].start == token.start:
            return event
    for event in here:
        if any(r.span.overlaps(span) for refs in event.roles.values() for r in refs):
            return event
    kinds = desk.lexicon.events.by_id
    force = [e for e in here if e.kind in kinds and kinds[e.kind].family == "force"]
    return force[0] if len(force) == 1 else None


def place_of(desk: Desk, line: Line, event: Event | None) -> PlaceRef | None:
    """The place of the event, or the one place that the sentence names."""
    if event is not None and event.place is not None:
        return event.place
    here = desk.places.get(line.sentence.index, [])
    names = {(p.geonameid, p.name) for p in here}
    return here[0] if len(names) == 1 else None


def _split_none(desk: Desk, figure: Figure) -> list[Figure]:
    """ "No casualties" says that nobody was killed and that nobody was injured: two figures of none."""
    if figure.measure != "killed_or_injured" or figure.high != 0:
        return [figure]
    span = figure.evidence.span
    return [
        msgspec.structs.replace(
            figure,
            id=make_id("figure", desk.report.id, span.start, span.end, measure),
            measure=measure,
            evidence=msgspec.structs.replace(figure.evidence, rule=f"figure.none/{measure}"),
        )
        for measure in ("killed", "injured")
    ]


def _abstention(desk: Desk, line: Line, count: Count, reason: str) -> Abstention:
    span = _passage(desk.parsed, line, count)
    return Abstention(
        id=make_id("abstention", desk.report.id, span.start, span.end, "figure"),
        evidence=Evidence(report=desk.report.id, span=span, rule="figure.none/things", cues=(span,)),
        kind="figure",
        reason=reason,
    )
