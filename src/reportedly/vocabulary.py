"""Events in the words of the field: PLOVER 2.0 category and mode, with actor and recipient codes.

A view over events, for exports and comparisons; it changes no record. PLOVER knows only what is done, so what is
planned, demanded, offered or threatened is given as the verbal act that it is: a promised delivery is AGREE, a demanded
release REQUEST, a threatened strike THREATEN. Sides that are told without a nation are counted to a nation by the
conventions of people who code by hand, each a function here; the records themselves leave them open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from reportedly.lexicon import Lexicon
from reportedly.lexicon.events import Frame
from reportedly.model import Analysis, Event, Ref, Statement, Value

# What an event that is not there yet is as a verbal act, by what it would be (PLOVER 2.0: future cooperation is AGREE,
# future coercion is THREATEN).
PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
DOMESTIC = frozenset({"PROTEST", "COERCE"})  # without a named addressee these are of the country they happen in
VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "ACCUSE", "CONCEDE"})
# Statuses that another verbal act of the same sentence takes in: the plan that is rejected, the visit asked for.
ABSORBED = frozenset({"planned", "offered", "demanded", "threatened", "possible", "negated"})
# PLOVER has no event for a broken truce; by its own advice a record of its own beside the PLOVER categories.
TRUCE_BROKEN = "CEASEFIRE_VIOLATION"
BODIES = frozenset({"IGO", "UNO", "EUR", "NGO", "IMG", "MNC"})


class PloverRow(Value, frozen=True, kw_only=True):
    """One event as PLOVER writes it. Codes: ISO 3166 alpha-3; IGO, UNO, EUR, NGO for bodies; unknown is left out."""

    event: str
    category: str
    mode: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    status: str


class Coded(NamedTuple):
    """An event with its row and the nations and bodies that its sentence names."""

    event: Event
    row: PloverRow
    named: tuple[str, ...]


def plover_rows(analysis: Analysis, lexicon: Lexicon) -> list[PloverRow]:
    """The events of a report as PLOVER rows, in the order of the text; what PLOVER codes no event for is left out."""
    speakers = {s.id: s for s in analysis.statements}
    coded = []
    for event in analysis.events:
        row = plover_row(event, speakers.get(event.claim_of or ""), lexicon)
        if row is not None:
            named = named_near(event, analysis, lexicon)
            coded.append(Coded(event, with_nation(event, row, named, lexicon), named))
    kept: list[PloverRow] = []
    for item in coded:
        near = [o for o in coded if o is not item and same_sentence(analysis, o.event, item.event)]
        if not is_beside_the_point(item, near) and not is_absorbed(item, near):
            kept.append(with_other(with_content(item, near), item.named))
    return kept


def sentence_of(event: Event, analysis: Analysis) -> tuple[int, int]:
    """Where an event's sentence begins and ends, as far as full stops and line breaks tell."""
    text, span = analysis.report.text, event.evidence.span
    start = max(text.rfind("\n", 0, span.start), text.rfind(". ", 0, span.start)) + 1
    ends = [at for at in (text.find("\n", span.end), text.find(". ", span.end)) if at >= 0]
    return start, min(ends, default=len(text))


def same_sentence(analysis: Analysis, one: Event, other: Event) -> bool:
    """Whether two events stand in one sentence."""
    start, end = sentence_of(one, analysis)
    return start <= other.evidence.span.start < end


def named_near(event: Event, analysis: Analysis, lexicon: Lexicon) -> tuple[str, ...]:
    """The nations and bodies that an event's sentence names, in order."""
    start, end = sentence_of(event, analysis)
    near = [ref for ref in analysis.names if start <= ref.span.start < end]
    return tuple(dict.fromkeys(code for ref in near for code in codes_of([ref], lexicon)))


def is_beside_the_point(item: Coded, near: Sequence[Coded]) -> bool:
    """Whether PLOVER codes no event of its own here: a purpose, the topic of a protest, a condition, a background."""
    event, row = item.event, item.row
    if "purpose" in event.remarks:
        return True
    if event.status == row.status == "conditional" and row.category not in HOSTILE:
        return True
    asserted = [o for o in near if o.row.status == "asserted"]
    if row.category == "REQUEST" and any(o.row.category == "PROTEST" for o in asserted):
        return True
    aside = "background" in event.remarks and "alleged" not in event.remarks
    return aside and any("background" not in o.event.remarks for o in asserted)


def is_absorbed(item: Coded, near: Sequence[Coded]) -> bool:
    """Whether a row says again what a verbal act beside it says: the visit that somebody "was invited" to make."""
    if item.row.status == "alleged":
        return False
    verbal = [o for o in near if o.row.category in VERBAL and o.row.status == "asserted"]
    own_act = [o for o in verbal if o.event.status not in ABSORBED]
    return item.event.status in ABSORBED and bool(
        own_act or any(o.event.evidence.span.start < item.event.evidence.span.start for o in verbal)
    )


def with_content(item: Coded, near: Sequence[Coded]) -> PloverRow:
    """A verbal act that names nobody it is directed at, with those its content names: "threatened to shell Loka"."""
    row = item.row
    if row.recipient or row.category not in VERBAL:
        return row
    content = [o.row for o in near if o.event.status in ABSORBED]
    named = [code for r in content for code in (*r.recipient, *r.actor) if code not in row.actor]
    return msgspec.structs.replace(row, recipient=tuple(dict.fromkeys(named)))


def with_nation(event: Event, row: PloverRow, named: Sequence[str], lexicon: Lexicon) -> PloverRow:
    """A row whose sides are told without a nation ("students", "the government"), with the only one of its sentence."""
    nations = tuple(c for c in named if c not in BODIES)
    if len(nations) != 1:
        return row
    frame = frame_of(event, lexicon)
    actor = row.actor or (nations if unnamed(event, frame.actor) else ())
    domestic = row.category in DOMESTIC and not row.recipient
    recipient = row.recipient or (nations if domestic or unnamed(event, frame.recipient) else ())
    return msgspec.structs.replace(row, actor=actor, recipient=recipient)


def with_other(row: PloverRow, named: Sequence[str]) -> PloverRow:
    """A row that names nobody it is directed at, with the only other nation that its sentence names, else body."""
    others = [c for c in named if c not in row.actor]
    states = [c for c in others if c not in BODIES]
    chosen = states or others
    if row.recipient or not row.actor or len(set(chosen) - {"UNO", "EUR"}) != 1:
        return row
    return msgspec.structs.replace(row, recipient=tuple(chosen))


def unnamed(event: Event, roles: Iterable[str]) -> bool:
    """Whether a side is told, but of no nation that is known."""
    refs = [ref for role in roles for ref in event.roles.get(role, ())]
    return bool(refs) and all(ref.actor is None for ref in refs)


def frame_of(event: Event, lexicon: Lexicon) -> Frame:
    """The frame of an event's kind."""
    return lexicon.events.frames[lexicon.events.by_id[event.kind].frame]


def plover_row(event: Event, holder: Statement | None, lexicon: Lexicon) -> PloverRow | None:
    """One event as a PLOVER row; None for a kind that PLOVER has no category for."""
    kind = lexicon.events.by_id.get(event.kind)
    if kind is None or not kind.plover.get("category"):
        return None
    speaker = codes_of([holder.speaker] if holder is not None and holder.speaker is not None else [], lexicon)
    actor, recipient = sides(event, lexicon)
    category = turned(event, kind.plover["category"], told=holder is not None)
    if event.status == "demanded":
        actor, recipient = speaker, actor or recipient
    elif category != kind.plover["category"]:
        actor = actor or speaker
    if event.kind == "violation" and names_truce(event, lexicon):
        category = TRUCE_BROKEN
    same = category == kind.plover["category"] and event.status != "demanded"
    kept = same or category == TRUCE_BROKEN
    alleged = event.status == "possible" and "alleged" in event.remarks
    status = (
        "alleged"
        if alleged
        else "historical"
        if event.status == "asserted" and "historical" in event.remarks
        else str(event.status)
    )
    return PloverRow(
        event=event.id,
        category=category,
        mode=kind.plover.get("mode", "") if same else "",
        actor=actor,
        recipient=recipient,
        status=status if kept else "asserted",
    )


def names_truce(event: Event, lexicon: Lexicon) -> bool:
    """Whether what is broken is called a ceasefire or truce."""
    truces = lexicon.events.file.classes.get("truce", ())
    return any(word in truces for ref in event.roles.get("agreement", ()) for word in ref.span.text.lower().split())


def turned(event: Event, category: str, told: bool) -> str:
    """The category of an event as its status makes it: `told` when somebody says it, who then makes it a threat."""
    coming = event.status == "planned" or (event.status == "conditional" and "if_met" in event.remarks)
    if event.status == "demanded":
        return "REQUEST"
    if event.status == "negated" and "will_not" in event.remarks and category in PROMISED:
        return "REJECT"
    if category in HOSTILE and (event.status in ("threatened", "offered") or (coming and told)):
        return "THREATEN"
    if event.status == "threatened":
        return "THREATEN"
    if event.status == "offered" or (coming and category in PROMISED):
        return "AGREE"
    return category


def sides(event: Event, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of who acts and of who is acted on.

    Where all take part alike (a meeting, a treaty) all act, and those after the first are acted on too. A side that is
    told without its nation ("the government", "villagers") is counted to that of the place.
    """
    frame = frame_of(event, lexicon)
    acting = [ref for role in frame.actor for ref in event.roles.get(role, ())]
    passive = [ref for role in frame.recipient if role not in frame.actor for ref in event.roles.get(role, ())]
    host = codes_of(event.roles.get("host", ()), lexicon)
    actor, recipient = codes_of(acting, lexicon), codes_of(passive, lexicon)
    if set(frame.recipient) & set(frame.actor):
        recipient = recipient or (actor if host else actor[1:])
        actor = host or actor
    here = place_code(event, lexicon)
    actor = actor or (here if unnamed(event, frame.actor) else ())
    return actor, recipient or (here if unnamed(event, frame.recipient) else ())


def place_code(event: Event, lexicon: Lexicon) -> tuple[str, ...]:
    """The country an event's place lies in."""
    return country_code(event.place.country, lexicon) if event.place is not None else ()


def codes_of(refs: Sequence[Ref], lexicon: Lexicon) -> tuple[str, ...]:
    """The country or body codes of some actors, each once."""
    return tuple(dict.fromkeys(code for ref in refs for code in actor_codes(ref.actor, lexicon)))


def actor_codes(actor_id: str | None, lexicon: Lexicon) -> tuple[str, ...]:
    """The codes of an actor: its state's, or for an international body IGO with what sort of body it is."""
    actor = lexicon.actors.get(actor_id or "")
    if actor is None:
        return ()
    if actor.iso3:
        return (actor.iso3,)
    home = lexicon.actors.get(actor.country)
    if home is not None and home.iso3:
        return (home.iso3,)
    code = actor.sector.split(" ")[0]
    return ("IGO", code) if code in ("UNO", "EUR") else (code,) if code in BODIES else ()


def country_code(country: str | None, lexicon: Lexicon) -> tuple[str, ...]:
    """A country code of two or three letters, or a state's id, as three letters."""
    if not country:
        return ()
    found = {a.iso3 for a in lexicon.actors.values() if a.iso3 and country in (a.iso2, a.iso3, a.id)}
    return tuple(sorted(found)[:1])
