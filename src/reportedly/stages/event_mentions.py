"""One event told in several passages of a report becomes one record with all of them.

Only what one speaker tells is joined: the outlet and the ministry make two claims of one strike. Two mentions are one
event when nothing that both say differs and enough of it is the same, or when the later only points back ("*the
attack* came hours after ..."). In doubt they stay two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from reportedly.lexicon import Lexicon
from reportedly.model import Event, Figure, PlaceRef, Ref, Statement, TimeRef
from reportedly.parse import Parsed, Token
from reportedly.stages.event_noun_status import is_definite

# Remarks that make two mentions different things: what happened years ago is not what happened today.
TELLING = frozenset({"historical", "repeated", "if_met", "will_not", "purpose", "ending", "ended"})
# How many earlier events of a kind a mention is put beside, the nearest first: keeps long lists linear.
BACK = 24
WIDE = frozenset({"country", "region"})
BACKGROUND = "background"
Voice = tuple[str, ...]


class Told(NamedTuple):
    """One mention: its event, its trigger, who tells it, and what its words say of how many and which."""

    event: Event
    trigger: Token
    voice: Voice
    points_back: bool
    plural: bool | None
    which: frozenset[str]


def join_mentions(
    events: Sequence[Event],
    figures: Sequence[Figure],
    statements: Sequence[Statement],
    parsed: Parsed,
    lexicon: Lexicon,
) -> tuple[list[Event], list[Figure]]:
    """Events with the mentions of one joined, and figures tied to what is left. Order is kept."""
    leaders: dict[str, str] = {}
    kept: dict[str, Told] = {}
    near: dict[str, list[str]] = {}  # by kind: ids of what is kept, the latest last
    speakers = {s.id: s for s in statements}
    for event in events:
        told = mention_of(event, speakers, parsed, lexicon)
        first = find_first(told, kept, near, lexicon) if told is not None else None
        if told is None:
            continue
        if first is None:
            kept[event.id] = told
            near.setdefault(event.kind, []).append(event.id)
        else:
            leaders[event.id] = first.event.id
            kept[first.event.id] = first._replace(event=joined(first.event, event))
    found = [kept[e.id].event if e.id in kept else e for e in events if e.id not in leaders]
    moved = [msgspec.structs.replace(f, event=leaders[f.event]) if f.event in leaders else f for f in figures]
    return found, moved


def mention_of(event: Event, speakers: Mapping[str, Statement], parsed: Parsed, lexicon: Lexicon) -> Told | None:
    """An event as a mention; None for kinds of which each mention may say something else (a demand, a threat)."""
    words = lexicon.events.words
    if event.kind in words.never_joined or not event.evidence.cues:
        return None
    cue = event.evidence.cues[0]
    trigger = next(iter(parsed.tokens_in(cue.start, cue.end)), None)
    if trigger is None:
        return None
    noun = trigger.pos in ("NOUN", "PROPN")
    plural = trigger.tag in ("NNS", "NNPS") if noun and trigger.lemma not in words.plural_only else None
    which = frozenset(c.lower for c in trigger.children if c.lower in words.telling_apart)
    verb = event.evidence.cues[1:]
    which |= {c.text.lower() for c in verb if c.text.lower() in words.telling_apart}
    holder = speakers.get(event.claim_of or "")
    return Told(event, trigger, voice_of(holder), noun and is_definite(trigger), plural, which)


def voice_of(statement: Statement | None) -> Voice:
    """Who tells it and through whom: nobody for narration; a speaker not known is the same only in one statement."""
    if statement is None:
        return ()
    speaker = statement.speaker
    if speaker is None:
        return ("?", statement.id)
    return (speaker.actor or "", speaker.name, *(r.name for r in statement.relayed_by))


def find_first(told: Told, kept: Mapping[str, Told], near: Mapping[str, list[str]], lexicon: Lexicon) -> Told | None:
    """The event that a mention tells again: the only one that fits, where nothing nearer speaks against it."""
    covered = lexicon.events.by_id[told.event.kind].covers if told.points_back else ()
    ids = [i for kind in (told.event.kind, *covered) for i in near.get(kind, ())[-BACK:]]
    before = sorted((kept[i] for i in ids), key=lambda t: t.trigger.i)
    fitting = [other for other in before if is_compatible(other, told)]
    mine = [other for other in fitting if other.voice == told.voice and other.event.status == told.event.status]
    alike = [other for other in mine if is_told_again(other, told)]
    if len(alike) == 1:
        return alike[0]
    if alike or not told.points_back or not mine or before[-1] not in fitting:
        return None
    nearest = mine[-1]  # "the attack": of all that fit, whoever tells them, one event may be meant
    one = all(other is nearest or is_compatible(other, nearest) for other in fitting)
    return nearest if one and len(mine) == 1 and not is_new(nearest, told) else None


def is_compatible(first: Told, later: Told) -> bool:
    """Whether nothing that both mentions say differs: how many, which, when, where, and who takes part."""
    a, b = first.event, later.event
    if first.which != later.which or set(a.remarks) & TELLING != set(b.remarks) & TELLING:
        return False
    if first.plural is not None and later.plural is not None and first.plural != later.plural:
        return False
    if first.trigger.sent is later.trigger.sent and not later.points_back:
        return False
    return (
        is_same_time(a.time, b.time) is not False and is_same_place(a.place, b.place) is not False and roles_agree(a, b)
    )


def roles_agree(one: Event, other: Event) -> bool:
    """Whether each role that both fill shares a filler, and nobody stands on opposite sides."""
    for role, refs in one.roles.items():
        theirs = other.roles.get(role)
        if theirs and not any(is_same_filler(r, t) for r in refs for t in theirs):
            return False
        for elsewhere, found in other.roles.items():
            if elsewhere != role and any(is_same_filler(r, t) for r in refs for t in found):
                return False
    return True


def is_same_filler(one: Ref, other: Ref) -> bool:
    """Whether two fillers are the same: by actor where both are known, and else word for word but for the article."""
    if one.actor is not None and other.actor is not None and one.actor != other.actor:
        return False
    mine, theirs = plain(one), plain(other)
    if {one.how, other.how} <= {"name", "alias", "pronoun", "metonym"} and one.actor is not None:
        return one.actor == other.actor
    return mine == theirs or (one.actor is not None and one.actor == other.actor and mine[-1:] == theirs[-1:])


def plain(ref: Ref) -> list[str]:
    """The words of a filler without article and case."""
    words = (ref.name or ref.span.text).casefold().split()
    return words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words


def is_same_time(one: TimeRef | None, other: TimeRef | None) -> bool | None:
    """Whether two times are one; None where either is open, so that nothing is said by it."""
    if one is None or other is None or None in (one.start, one.end, other.start, other.end):
        return None
    first, last = max(one.start, other.start), min(one.end, other.end)  # type: ignore[type-var]
    if first > last:  # type: ignore[operator]
        return False
    return True if one.start == other.start and one.end == other.end else None


def is_same_place(one: PlaceRef | None, other: PlaceRef | None) -> bool | None:
    """Whether two places are one; None where either is not told, or one is the country that the other lies in."""
    if one is None or other is None:
        return None
    if one.name == other.name or (one.geonameid is not None and one.geonameid == other.geonameid):
        return None if one.precision in WIDE else True
    wide = one.precision in WIDE or other.precision in WIDE
    same_country = one.country is None or other.country is None or one.country == other.country
    return None if wide and same_country and one.precision != other.precision else False


def is_told_again(first: Told, later: Told) -> bool:
    """Whether enough is the same for the later to be the first again.

    A day and a place, or either with somebody who takes part; without both, two who take part, one of them a person
    or thing by name and not only a side: armies strike each other more than once.
    """
    a, b = first.event, later.event
    shared = {
        role: refs
        for role in a.roles
        if (refs := [r for r in a.roles[role] for t in b.roles.get(role, ()) if is_same_filler(r, t)])
    }
    day, site = is_same_time(a.time, b.time) is True, is_same_place(a.place, b.place) is True
    particular = any(is_particular(ref) for refs in shared.values() for ref in refs)
    if day:
        return site or particular or len(shared) > 1
    if site:
        return particular or (bool(shared) and later.points_back)
    return particular and (len(shared) > 1 or later.points_back)


def is_particular(ref: Ref) -> bool:
    """Whether a filler is one person or thing, which hardly has the same done to it twice: no side, no group."""
    if ref.actor is not None or ref.how in ("pronoun", "role"):
        return False
    return ref.how == "name" or not plain(ref)[-1:] or len(plain(ref)) > 1


def is_new(first: Told, later: Told) -> bool:
    """Whether a mention that points back names a day or a place that the first does not: it may be another one."""
    a, b = first.event, later.event
    return (b.time is not None and a.time is None) or (b.place is not None and a.place is None)


def joined(first: Event, later: Event) -> Event:
    """The first mention with the passage of the later, and with what only the later names."""
    roles = {**{r: f for r, f in later.roles.items() if r not in first.roles}, **first.roles}
    finer = later.place is not None and (
        first.place is None or (first.place.precision in WIDE and later.place.precision not in WIDE)
    )
    remarks = [r for r in first.remarks if r != BACKGROUND or r in later.remarks]
    return msgspec.structs.replace(
        first,
        roles={role: roles[role] for role in (*first.roles, *(r for r in later.roles if r not in first.roles))},
        place=later.place if finer else first.place,
        time=first.time if first.time is not None else later.time,
        remarks=tuple(remarks),
        also=(*first.also, later.evidence),
    )
