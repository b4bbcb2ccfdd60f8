"""Ties each claim to the one who makes it: the innermost statement whose words hold it, else the outlet itself.

The stance of that statement colours what is claimed: what is denied is denied, what is demanded is demanded.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

import msgspec

from reportedly.lexicon import Lexicon
from reportedly.model import Event, Figure, Ref, Span, Statement, Status
from reportedly.stages.nesting import Holders

Claim = TypeVar("Claim", Event, Figure)
# Statuses that a clause gives by its own words and that a stance of belief or warning does not weaken.
OWN = frozenset({"negated", "denied", "planned", "possible", "conditional", "demanded", "threatened", "offered"})
# Stances whose object presupposes that the thing happened: a condemned strike was a strike to the one who condemns it.
JUDGING = frozenset({"accepts", "condemns", "opposes", "praises", "supports"})
UNSURE = frozenset({"believe", "predict"})
SELF = frozenset({"i", "me", "my", "myself"})
WARNING = "warn"
NOTHING: Mapping[str, str] = MappingProxyType({})
OWN_SIDE = frozenset({"he", "his", "it", "its", "our", "she", "her", "their", "they", "we"})
HARMFUL = frozenset({"force", "coercion"})
ALLEGED = frozenset({"asserted", "possible"})
SETTLED = frozenset({"asserted", "none"})
ANSWERED = frozenset({"negated", "denied"})
ASKED = frozenset({"demanded", "offered"})


def attribute(
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    lexicon: Lexicon,
    done: Container[str] = (),
    overruled: Mapping[str, str] = NOTHING,
) -> list[Claim]:
    """Each claim with `claim_of` and the status that the statements around it give. Order is kept.

    `done` are the ids of claims that a clause tells as past beside what is said: "denied the strike, which killed 13".
    They are neither denied nor demanded, and they are told by whoever tells of the denial. `overruled` are statements
    with the status that holds in place of their stance: "does not deny that it shelled".
    """
    by_id = {s.id: s for s in statements}
    holders = Holders(statements)
    found = []
    for claim in claims:
        holder = holders.innermost(anchor_of(claim).start)
        while holder is not None and claim.id in done and is_unreal(holder, lexicon):
            holder = by_id.get(holder.parent) if holder.parent else None
        holder = denier_of(holder, holders, lexicon) or holder
        if claim.status == "denied" and holder is not None and holder.speaker is None and holder.parent is not None:
            holder = by_id[holder.parent]  # "reports that 20 were killed are false, the mediator said"
        status: Status = asked_status(claim, holder, lexicon) or claim.status
        at = holder
        while at is not None:
            status = status_in(at, claim, status, lexicon, overruled.get(at.id))
            at = by_id.get(at.parent) if at.parent else None
        held = msgspec.structs.replace(claim, claim_of=holder.id if holder else None, status=status)
        found.append(as_alleged(as_meant(held, holder), holder, lexicon))
    return found


def asked_status(claim: Claim, holder: Statement | None, lexicon: Lexicon) -> Status | None:
    """What is asked or offered, where only the answer to it is no: "rejected *Loka's demand* to free the crew".

    The answer is a record of its own; what Loka says stays a demand.
    """
    if holder is None or holder.content is None or claim.status not in ANSWERED:
        return None
    entry = lexicon.cues.by_id.get(holder.evidence.rule.partition("/")[2])
    if entry is None or entry.effect not in ASKED:
        return None
    own = (holder.cue, holder.content)
    outside = any(not any(span.holds(cue) for span in own) for cue in claim.evidence.cues[1:])
    return entry.effect if outside else None  # type: ignore[return-value]


def as_alleged(claim: Claim, statement: Statement | None, lexicon: Lexicon) -> Claim:
    """The claim with who alleges it, where its kind has a role for that: who says that *others* broke a truce.

    Who denies it, or says it of their own side, accuses nobody.
    """
    speaker = statement.speaker if statement is not None else None
    if not isinstance(claim, Event) or speaker is None or claim.status not in ALLEGED:
        return claim
    frame = lexicon.events.frames[lexicon.events.by_id[claim.kind].frame]
    others = [ref for refs in claim.roles.values() for ref in refs]
    own = any((r.actor is not None and r.actor == speaker.actor) or r.name == speaker.name for r in others)
    if not frame.teller or claim.roles.get(frame.teller) or own:
        return claim
    return msgspec.structs.replace(claim, roles={**claim.roles, frame.teller: (speaker,)})


def denier_of(holder: Statement | None, holders: Holders, lexicon: Lexicon) -> Statement | None:
    """Who denies a report of nobody's: "the army denied *reports* that 15 were captured" is the army's denial."""
    if holder is None or holder.speaker is not None or holder.parent is not None:
        return None
    outer = next((s for s in holders.at(holder.cue.start) if s is not holder), None)
    entry = lexicon.cues.by_id.get(outer.evidence.rule.partition("/")[2]) if outer is not None else None
    return outer if entry is not None and entry.effect == "denied" else None


def is_unreal(statement: Statement, lexicon: Lexicon) -> bool:
    """Whether a statement in the outlet's words speaks of what is denied, demanded, planned ..., not of what was."""
    entry = lexicon.cues.by_id.get(statement.evidence.rule.partition("/")[2])
    unsettled = entry is not None and entry.effect not in SETTLED
    return (unsettled or statement.stance in JUDGING) and statement.form != "direct"


def as_meant(claim: Claim, statement: Statement | None) -> Claim:
    """The claim with "I" read as the one who says it: "I have pulled the troops back, said Vell": Vell has.

    "We" may be a side, a party, a people or a staff, and stays as it is.
    """
    speaker = statement.speaker if statement is not None else None
    if speaker is None or not isinstance(claim, Event):
        return claim
    if not any(ref.name in SELF and ref.how == "pronoun" for refs in claim.roles.values() for ref in refs):
        return claim
    roles = {
        role: tuple(
            Ref(span=ref.span, name=speaker.name, actor=speaker.actor, how="pronoun") if ref.name in SELF else ref
            for ref in refs
        )
        for role, refs in claim.roles.items()
    }
    return msgspec.structs.replace(claim, roles=roles)


def anchor_of(claim: Event | Figure) -> Span:
    """The words that make a claim what it is: an event's trigger, a figure's number."""
    return claim.evidence.cues[0] if isinstance(claim, Event) and claim.evidence.cues else claim.evidence.span


def status_in(
    statement: Statement, claim: Event | Figure, status: Status, lexicon: Lexicon, instead: str | None = None
) -> Status:
    """The status of a claim inside a statement of some stance.

    "The army denied shelling the town": the shelling is denied. "The envoy demanded a withdrawal": demanded. Words of
    the clause itself ("will", "not") are kept against belief and warning, and a denial of a negated thing stays open.
    """
    entry = lexicon.cues.by_id.get(statement.evidence.rule.partition("/")[2])
    effect = instead or (entry.effect if entry is not None else "asserted")
    if effect in SETTLED:
        return status
    if effect == "denied":
        return "denied" if status == "asserted" else status
    if isinstance(claim, Event) and statement.cue in claim.evidence.cues:
        return status  # the event was read with the word of saying: "*asked* judges to issue a warrant"
    if status == "planned" and entry is not None and entry.id in UNSURE:
        return "possible"  # "feared that they will come back": nobody has planned it
    if status == "planned" and entry is not None and entry.id == WARNING and isinstance(claim, Event):
        return warned_of(statement, claim, lexicon)
    if status in OWN:
        return status
    if effect == "possible" and is_told_as_done(statement, claim):
        return status
    return effect  # type: ignore[return-value]


def warned_of(statement: Statement, event: Event, lexicon: Lexicon) -> Status:
    """What somebody warns will come: threatened when it is harm of the speaker's own doing, else possible.

    "The commander warned that his men would attack": threatened. "The agency warned that the army would attack":
    possible. Both stay what they are where nobody is said to do it.
    """
    kind = lexicon.events.by_id[event.kind]
    acting = [ref for role in lexicon.events.frames[kind.frame].actor for ref in event.roles.get(role, ())]
    if not acting:
        return "planned"
    speaker = statement.speaker
    own = any(
        (ref.actor is not None and speaker is not None and ref.actor == speaker.actor)
        or ref.span.text.partition(" ")[0].lower() in OWN_SIDE
        for ref in acting
    )
    if not own:
        return "possible"
    return "threatened" if kind.family in HARMFUL else "planned"


def is_told_as_done(statement: Statement, claim: Event | Figure) -> bool:
    """Whether a feared or warned-of thing is in fact told as done. Not decided by syntax here: never assumed."""
    return False
