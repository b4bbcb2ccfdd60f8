"""A negotiation as mediators follow it: rounds, and what was proposed with each side's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reportedly.dossiers.parts import Part, order, told_days
from reportedly.dossiers.records import Answer, Proposal, Round
from reportedly.dossiers.sorts import ANSWERS, HELPING, MEETING, PROPOSALS, TALKS

HELD = frozenset({"asserted", "planned"})
ASKED = frozenset({"appeal", "appeals", "call", "calls", "demand", "demands", "ultimatum"})
PUT_FORWARD = frozenset({"asserted", "offered"})


def answers_of(parties: Iterable[str], members: Sequence[Part], show: Callable[[str], str]) -> Iterable[Answer]:
    """The last answer of each party that is held as given, in the order of publication."""
    for party in sorted(parties):
        given = [
            p for p in members if p.row.status == "asserted" and is_answer(p) and party in p.roles.get("party", ())
        ]
        if given:
            last = given[-1].row
            yield Answer(party=show(party), answer=ANSWERS[last.kind or ""], claim=last.id)  # type: ignore[arg-type]
        else:
            yield Answer(party=show(party), answer="silent", claim=None)


def is_answer(part: Part) -> bool:
    """Whether a claim answers what was proposed: who rejects an ultimatum or a call has not answered the proposal."""
    said = set((part.row.words or "").casefold().split())
    return part.row.kind in ANSWERS and not said & ASKED


def proposals_of(parties: frozenset[str], members: Sequence[Part], show: Callable[[str], str]) -> Iterable[Proposal]:
    """Each proposal with the answers given until the next one of another proposer; who proposes does not answer.

    A proposal told again by the same proposer, or by nobody named, before anybody answered is the same proposal.
    """
    told = sorted((p for p in members if p.row.kind in (*PROPOSALS, *ANSWERS)), key=order)
    found: list[tuple[list[Part], list[Part]]] = []
    for part in told:
        if part.row.kind in PROPOSALS and part.row.status in PUT_FORWARD:
            if found and not found[-1][1] and _same_proposer(found[-1][0], part):
                found[-1][0].append(part)
            else:
                found.append(([part], []))
        elif is_answer(part) and part.row.status == "asserted":
            if not found:
                found.append(([], []))  # what was answered is told by no claim of the case
            found[-1][1].append(part)
    for proposed, given in found:
        by = tuple(dict.fromkeys(name for p in proposed for name in p.roles.get("proposer", ())))
        by = by or tuple(dict.fromkeys(name for p in given for name in p.roles.get("proposer", ())))
        first = proposed[0].row if proposed else None
        yield Proposal(
            claims=tuple(p.row.id for p in proposed),
            passage=first.passage if first is not None else None,
            proposed_by=tuple(show(name) for name in by),
            published=first.published if first is not None else None,
            answers=tuple(answers_of(parties - set(by), given, show)),
        )


def _same_proposer(proposed: Sequence[Part], part: Part) -> bool:
    by = {name for p in proposed for name in p.roles.get("proposer", ())}
    mine = set(part.roles.get("proposer", ()))
    return not by or not mine or bool(by & mine)


def rounds_of(members: Sequence[Part], show: Callable[[str], str]) -> Iterable[Round]:
    """Talks that are told of one day, or, where no day is told, in reports of one day."""
    days: dict[str, list[Part]] = {}
    for part in sorted((p for p in members if p.row.kind in MEETING and p.row.status in HELD), key=order):
        day = told_days(part.row) or (part.row.published or "")[:10]
        days.setdefault(day, []).append(part)
    for _, told in sorted(days.items()):
        first = next((p.row for p in told if p.row.time_start), told[0].row)
        yield Round(
            day=first.time_start,
            until=first.time_end,
            published=told[0].row.published,
            steps=tuple(dict.fromkeys(_step(p) for p in told)),
            parties=_all(told, ("party",), show),
            helpers={role: names for role in HELPING if (names := _all(told, (role,), show))},
            venue=tuple(dict.fromkeys(w for p in told for w in (p.words.get("venue") or p.named("venue")))),
            claims=tuple(p.row.id for p in told),
        )


def _step(part: Part) -> str:
    step = TALKS[part.row.kind or ""]
    return step if part.row.status == "asserted" else f"{step} ({part.row.status})"


def _all(parts: Sequence[Part], roles: Sequence[str], show: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(show(name) for p in parts for role in roles for name in p.roles.get(role, ())))
