"""A court case as those who follow it do: what is requested is not issued, and what is issued not executed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reportedly.dossiers.parts import Part, order, who
from reportedly.dossiers.records import Fact
from reportedly.dossiers.sorts import COURT

STAGES = {
    "requested": ("investigation", "warrant_requested", "charge", "case", "appeal_filed"),
    "issued": ("warrant_issued", "hearing", "measures_ordered", "ruling", "verdict", "acquittal", "sentence"),
    "executed": ("warrant_executed",),
    "withdrawn": ("warrant_withdrawn",),
}


def stages_of(members: Sequence[Part], show: Callable[[str], str]) -> Iterable[Fact]:
    """Each step by its stage, with the court and the charges that the claim itself names."""
    for stage, kinds in STAGES.items():
        for part in sorted((p for p in members if p.row.kind in kinds), key=order):
            roles = who(part, show)
            named = [*roles.get("court", ()), *roles.get("subject", ()), *roles.get("charge", ())]
            step = COURT[part.row.kind or ""]
            value = ", ".join([step, *named])
            yield Fact(what=stage, value=value, status=part.row.status, said_by=part.row.said_by, claim=part.row.id)
