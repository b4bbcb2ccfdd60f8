"""Who says and who denies what: propositions down, parties across."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from reportedly.dossiers.parts import Part, order
from reportedly.dossiers.records import Cell, Row
from reportedly.dossiers.sorts import Sort
from reportedly.rows import OWN_VOICE

HELD = frozenset({"asserted"})
DENIED = frozenset({"denied", "negated"})
# The roles that tell one proposition of a step from another: who broke it, who released, who declared.
TELLING = ("accused", "released_by", "proposer", "respondent", "party")


def matrix_of(
    parties: frozenset[str],
    members: Sequence[Part],
    sort: Sort,
    show: Callable[[str], str],
    denials: Mapping[str, str] = MappingProxyType({}),
) -> Iterable[Row]:
    """A row for each thing that a party itself says or denies, with where the other stands to it.

    `denials` are statements by which the accused deny an allegation without telling it again, by the allegation's id.

    A party that only keeps silent as far as the case goes is told as silent; the outlets' own voices are no party.
    """
    groups: dict[str, list[Part]] = {}
    for part in sorted((p for p in members if p.row.type == "event"), key=order):
        if part.row.status in HELD | DENIED and any(part.roles.get(role) for role in TELLING):
            groups.setdefault(proposition_of(part, sort, show), []).append(part)
    for proposition, told in groups.items():
        cells = tuple(_cell(party, told, show, denials) for party in sorted(parties))
        if any(cell.claim for cell in cells):
            others = tuple(
                dict.fromkeys(
                    p.row.said_by
                    for p in told
                    if p.row.speaker_actor not in parties and not p.row.said_by.startswith(OWN_VOICE)
                )
            )
            yield Row(proposition=proposition, claims=tuple(p.row.id for p in told), cells=cells, others=others)


def proposition_of(part: Part, sort: Sort, show: Callable[[str], str]) -> str:
    """What is said or denied: the step, and of whom."""
    step = sort.steps.get(part.row.kind or "", "")
    role = next((r for r in TELLING if part.roles.get(r)), None)
    names = ", ".join(dict.fromkeys(show(n) for n in part.roles.get(role or "", ())))
    return f"{step}: {names}" if names else step


def _cell(party: str, told: Sequence[Part], show: Callable[[str], str], denials: Mapping[str, str]) -> Cell:
    mine = [p for p in told if p.row.speaker_actor == party]
    replied = [denials[p.row.id] for p in told if p.row.id in denials and party in p.roles.get("accused", ())]
    if not mine and replied:
        return Cell(party=show(party), says="denies", claim=replied[-1])
    if not mine:
        return Cell(party=show(party), says="silent", claim=None)
    last = mine[-1].row
    return Cell(party=show(party), says="denies" if last.status in DENIED else "says", claim=last.id)
