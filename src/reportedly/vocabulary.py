"""Events in the words of the field: PLOVER 2.0 category and mode with actor and recipient codes, ACLED and CAMEO.

A view over events, for exports and comparisons; it changes no record. PLOVER knows only what is done, so what is
planned, demanded, offered or threatened is given as the verbal act that it is: a promised delivery is AGREE, a demanded
release REQUEST, a threatened strike THREATEN. A speaker's own act has the speaker as its actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from reportedly.lexicon import Lexicon
from reportedly.model import Analysis, Event, Ref, Report, Statement, Value

# What an event that is not there yet is as a verbal act, by what it would be (PLOVER 2.0: future cooperation is AGREE,
# future coercion is THREATEN).
PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
DOMESTIC = frozenset({"PROTEST", "COERCE"})  # without a named addressee these are of the country they happen in
VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "ACCUSE", "CONCEDE"})
# Statuses that another verbal act of the same sentence takes in: the plan that is rejected, the visit asked for.
ABSORBED = frozenset({"planned", "offered", "demanded", "threatened", "possible", "negated"})
IF_MET = "if_met"  # the remark of an event that will come if a condition is met
BODIES = frozenset({"IGO", "UNO", "EUR", "NGO", "IMG", "MNC"})


class PloverRow(Value, frozen=True, kw_only=True):
    """One event as PLOVER writes it. Codes are ISO 3166 alpha-3, or IGO, UNO, EUR, NGO for bodies; unknown is left out."""

    event: str
    category: str
    mode: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    status: str


def plover_rows(analysis: Analysis, lexicon: Lexicon) -> list[PloverRow]:
    """The events of a report as PLOVER rows, in the order of the text; what a verbal act takes in is left out."""
    speakers = {s.id: s for s in analysis.statements}
    made = [(e, plover_row(e, speakers.get(e.claim_of or ""), lexicon)) for e in analysis.events]
    rows = [(e, with_nation(e, row, analysis, lexicon)) for e, row in made if row is not None]
    kept: list[PloverRow] = []
    for event, row in rows:
        if "purpose" in event.remarks:
            continue  # the topic of a protest is no second event
        near = [(e, r) for e, r in rows if r is not row and same_sentence(analysis.report, e, event)]
        if is_absorbed(event, row, [r for _, r in near]):
            continue
        taken_in = [r for e, r in near if e.status in ABSORBED] if row.category in VERBAL else []
        kept.append(with_content(row, taken_in))
    return kept


def with_nation(event: Event, row: PloverRow, analysis: Analysis, lexicon: Lexicon) -> PloverRow:
    """A row whose sides are told without a nation ("students", "the government") with the only nation of its sentence."""
    frame = lexicon.events.frames[lexicon.events.by_id[event.kind].frame]
    at = event.evidence.span.start
    text = analysis.report.text
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at) if "\n" in text[at:] else len(text)
    start = max(start, text.rfind(". ", 0, at) + 1)
    stop = text.find(". ", event.evidence.span.end)
    end = min(end, stop) if stop >= 0 else end
    near = [ref for ref in analysis.names if start <= ref.span.start < end]
    nations = dict.fromkeys(c for ref in near for c in codes_of([ref], lexicon) if c not in BODIES)
    if len(nations) != 1:
        return row
    here = tuple(nations)
    actor = row.actor or (here if unnamed(event, frame.actor) else ())
    domestic = row.category in DOMESTIC and not row.recipient
    recipient = row.recipient or (here if domestic or unnamed(event, frame.recipient) else ())
    return msgspec.structs.replace(row, actor=actor, recipient=recipient)


def unnamed(event: Event, roles: Iterable[str]) -> bool:
    """Whether a side is told, by what it is and not by name."""
    refs = [ref for role in roles for ref in event.roles.get(role, ())]
    return bool(refs) and all(ref.actor is None and ref.how in ("role", "descriptor") for ref in refs)


def with_content(row: PloverRow, content: Sequence[PloverRow]) -> PloverRow:
    """A verbal act that names nobody it is directed at, with those whom its content names: "threatened to shell Loka"."""
    if row.recipient:
        return row
    named = [code for r in content for code in (*r.recipient, *r.actor) if code not in row.actor]
    return msgspec.structs.replace(row, recipient=tuple(dict.fromkeys(named)))


def is_absorbed(event: Event, row: PloverRow, near: Iterable[PloverRow]) -> bool:
    """Whether a row says again what a verbal act beside it says."""
    turned = event.status in ABSORBED
    return turned and any(o.category in VERBAL and o.status == "asserted" and o.event != event.id for o in near)


def same_sentence(report: Report, one: Event, other: Event) -> bool:
    """Whether two events stand in one sentence, as far as full stops and line breaks tell."""
    first, last = sorted((one.evidence.span.start, other.evidence.span.start))
    between = report.text[first:last]
    return ". " not in between and "\n" not in between


def plover_row(event: Event, holder: Statement | None, lexicon: Lexicon) -> PloverRow | None:
    """One event as a PLOVER row; None for a kind that PLOVER has no category for."""
    kind = lexicon.events.by_id.get(event.kind)
    if kind is None or not kind.plover.get("category"):
        return None
    speaker = codes_of([holder.speaker] if holder is not None and holder.speaker is not None else [], lexicon)
    actor, recipient = sides(event, lexicon)
    category, mode, status = kind.plover["category"], kind.plover.get("mode", ""), str(event.status)
    coming = event.status == "planned" or (event.status == "conditional" and IF_MET in event.remarks)
    if event.status == "offered" or (coming and category in PROMISED):
        category, mode, status = "AGREE", "", "asserted"
        actor = actor or speaker
    elif event.status == "threatened" or (coming and category in HOSTILE and holder is not None):
        category, mode, status = "THREATEN", "", "asserted"
        actor = actor or speaker
    elif event.status == "demanded":
        recipient, actor = actor or recipient, speaker
        category, mode, status = "REQUEST", "", "asserted"
    return PloverRow(event=event.id, category=category, mode=mode, actor=actor, recipient=recipient, status=status)


def sides(event: Event, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of who acts and of who is acted on.

    Where all take part alike (a meeting, a treaty) all act, and those after the first are acted on too. A side that is
    told without its nation ("the government", "villagers") is counted to that of the place.
    """
    frame = lexicon.events.frames[lexicon.events.by_id[event.kind].frame]
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
    return lexicon_code(event.place.country, lexicon) if event.place is not None else ()


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


def lexicon_code(country: str | None, lexicon: Lexicon) -> tuple[str, ...]:
    """A country code of two or three letters, or a state's id, as three letters."""
    if not country:
        return ()
    found = {a.iso3 for a in lexicon.actors.values() if a.iso3 and country in (a.iso2, a.iso3, a.id)}
    return tuple(sorted(found)[:1])
