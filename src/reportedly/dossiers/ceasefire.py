"""A ceasefire as monitors follow it: who declared and accepted it, from when to when, its phases, and who is said to
have broken it, with the reply of the accused.

A reply is a denial by the accused, as a claim or in so many words, or a violation that the accused alleges of the
accuser, in the same report or in one of the week after. None of it says who is right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from reportedly.dossiers.parts import Part, Saying, order
from reportedly.dossiers.records import Allegation, Fact, Reply

ALLEGED = frozenset({"asserted", "possible"})
DENIED = frozenset({"denied", "negated"})
# Days within which what the accused says is taken for the reply: a news week, as follow-ups go.
WEEK = 7
# Words of which one must stand in a denial without an event of its own for it to be of a broken truce.
DENYING = frozenset({"denies", "rejects"})
OF_A_BREACH = (
    "accusation", "allegation", "breach", "breaking", "broke", "ceasefire", "cease-fire", "charge", "claim", "truce",
    "violat",
)  # fmt: skip
FACTS = {
    "ceasefire_declared": "declared by",
    "ceasefire_agreed": "accepted by",
    "ceasefire_proposed": "proposed by",
    "ceasefire_extended": "extended by",
    "ceasefire_suspended": "suspended by",
    "ceasefire_end": "ended by",
}
STARTS = frozenset({"begin", "began", "begins", "effect", "enter", "entered", "force", "start", "started", "starts"})
LASTS = frozenset({"last", "lasts", "lasting", "lasted"})
STARTING = frozenset({"ceasefire", "ceasefire_declared", "ceasefire_agreed"})


def facts_of(members: Sequence[Part], show: Callable[[str], str]) -> Iterable[Fact]:
    """Who declared, accepted, extended or ended it, and from when to when, each as one claim has it."""
    seen: set[tuple[str, str, str]] = set()
    for part in sorted(members, key=order):
        for what, value in _told(part, show):
            key = (what, value, part.row.status)
            if key not in seen:
                seen.add(key)
                yield Fact(what=what, value=value, status=part.row.status, said_by=part.row.said_by, claim=part.row.id)


def _told(part: Part, show: Callable[[str], str]) -> Iterable[tuple[str, str]]:
    row = part.row
    what = FACTS.get(row.kind or "")
    if what is not None:
        for role in ("party", "proposer", "accused"):
            for name in part.roles.get(role, ()):
                yield what, show(name)
    if row.time_words and row.kind == "ceasefire":
        said = set((row.words or "").casefold().replace(" … ", " ").split())
        if said & STARTS:
            yield "start", row.time_words
        elif said & LASTS:
            yield "to last until", row.time_words
    if row.time_words and row.kind in ("ceasefire_declared", "ceasefire_agreed"):
        yield "declared on" if row.kind == "ceasefire_declared" else "agreed on", row.time_words
    if row.time_words and row.kind in ("ceasefire_end", "ceasefire_suspended"):
        yield "end", row.time_words
    if row.time_words and row.kind in ("ceasefire_extended", "ceasefire_phase"):
        yield "phase", row.time_words
    if row.kind in STARTING and row.place:
        yield "where", row.place
    if "purpose" in part.row.remarks:
        yield "purpose", row.passage


def violations_of(
    members: Sequence[Part], sayings: Sequence[Saying], show: Callable[[str], str]
) -> Iterable[Allegation]:
    """Each violation that is alleged, with what the accused is found to have said to it."""
    told = sorted((p for p in members if p.row.kind == "violation"), key=order)
    for part in told:
        row = part.row
        accused = part.roles.get("accused", ())
        if row.status not in ALLEGED or row.type != "event":
            continue
        reply, by, words, claim = _reply(part, told, sayings, show)
        yield Allegation(
            claim=row.id,
            accuser=", ".join(show(n) for n in accuser_of(part)) or row.said_by,
            accused=tuple(show(name) for name in accused),
            agreement=part.words.get("agreement") or part.roles.get("agreement", ()),
            published=row.published,
            passage=row.passage,
            reply=reply,
            reply_by=by,
            reply_words=words,
            reply_claim=claim,
        )


def accuser_of(part: Part) -> tuple[str, ...]:
    """Who alleges a violation: the role where it is told, else who says it."""
    return part.roles.get("accuser") or ((part.row.speaker_actor,) if part.row.speaker_actor else ())


def _reply(
    part: Part, told: Sequence[Part], sayings: Sequence[Saying], show: Callable[[str], str]
) -> tuple[Reply, str | None, str | None, str | None]:
    accused = set(part.roles.get("accused", ())) & part.known
    accusers = set(accuser_of(part))
    for other in told:
        row = other.row
        if (
            row.status in DENIED
            and row.speaker_actor in accused
            and _is_near(part, row.report, row.published, row.start)
        ):
            return "denies", row.said_by, row.passage, row.id
    for saying in sayings:
        if (
            saying.actor in accused
            and _is_of_breach(saying)
            and _is_near(part, saying.report, saying.published, saying.start)
            and (saying.stance in DENYING or saying.report == part.row.report)
        ):
            return "denies", saying.said_by, saying.content, saying.id
    for other in told:
        row, accusing = other.row, accused & set(accuser_of(other))
        back = row.status in ALLEGED and accusing and accusers & set(other.roles.get("accused", ()))
        if back and _is_near(part, row.report, row.published, None):
            return "accuses in turn", show(min(accusing)), row.passage, row.id
    return "no statement found", None, None, None


def _is_of_breach(saying: Saying) -> bool:
    if saying.stance not in DENYING:
        return True  # what it says was not done is why it was read
    content = saying.content.casefold()
    return any(word in content for word in OF_A_BREACH)


def _is_near(part: Part, report: str, published: str | None, start: int | None) -> bool:
    """Whether something stands behind an allegation in its report, or in a report of that day or the week after."""
    if report == part.row.report:
        return start is None or start >= part.row.start
    if not published or not part.row.published:
        return False
    days = (dt.date.fromisoformat(published[:10]) - dt.date.fromisoformat(part.row.published[:10])).days
    return 0 <= days <= WEEK
