"""The kinds of dossiers: which kinds of events are which steps, whose affair it is, and the rule in words."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.dossiers.records import DossierKind


class Sort(NamedTuple):
    """A kind of dossier: its rule in words, the steps it shows, the roles of its parties, and the other roles."""

    rule: str
    steps: dict[str, str]
    parties: tuple[str, ...]
    others: tuple[str, ...] = ()


TALKS = {
    "talks": "talks", "talks_indirect": "indirect talks", "talks_opened": "round opened", "talks_ended": "round ended",
    "talks_collapsed": "collapsed", "talks_postponed": "postponed or cancelled", "summit": "summit",
    "mediation": "mediation", "invitation": "invitation", "proposal": "proposal", "ceasefire_proposed": "proposal",
    "proposal_accepted": "accepts",
    "proposal_accepted_if": "accepts if", "proposal_rejected": "rejects", "agreement": "agreement",
    "agreement_signed": "agreement signed", "ceasefire_agreed": "agreement",
}  # fmt: skip
TRUCE = {
    "ceasefire_proposed": "proposed", "ceasefire_declared": "declared", "ceasefire_agreed": "agreed",
    "ceasefire": "in force",
    "ceasefire_extended": "extended", "ceasefire_phase": "phase", "violation": "violation",
    "ceasefire_suspended": "suspended", "ceasefire_end": "ended",
    "ceasefire_monitored": "monitored",
}  # fmt: skip
EXCHANGE = {
    "exchange_agreed": "agreed", "exchange": "exchange", "release": "release", "exchange_postponed": "postponed",
}  # fmt: skip
COURT = {
    "investigation": "investigation", "warrant_requested": "warrant requested", "warrant_issued": "warrant issued",
    "warrant_withdrawn": "warrant withdrawn", "warrant_executed": "warrant executed", "charge": "charge",
    "case": "case",
    "hearing": "hearing", "measures_ordered": "measures ordered", "ruling": "ruling", "verdict": "verdict",
    "acquittal": "acquittal", "sentence": "sentence", "appeal_filed": "appeal",
}  # fmt: skip
SORTS: dict[DossierKind, Sort] = {
    "negotiation": Sort(
        "Claims of talks, proposals, answers and agreements that name the same two parties, in one claim or in claims "
        "of one report; what names one of them or none belongs to the only negotiation of its report.",
        TALKS,
        ("party", "proposer", "group", "addressee"),
        ("mediator", "host", "guarantor", "venue"),
    ),
    "ceasefire": Sort(
        "Claims of one ceasefire's proposal, declaration, phases, violations and end that name the same parties; what "
        "names one of them or none belongs to the only ceasefire of its report.",
        TRUCE,
        ("party", "accused", "accuser", "proposer"),
        ("mediator", "host", "guarantor", "investigator"),
    ),
    "exchange": Sort(
        "Claims of exchanges and releases, and the figures of them, that name the same sides.",
        EXCHANGE,
        ("party", "released_by", "released_to"),
        ("mediator", "host", "venue"),
    ),
    "court case": Sort(
        "Claims of steps at law that name the same person, office or respondent; requested, issued and executed stay "
        "apart.",
        COURT,
        ("subject", "respondent", "detained"),
        ("court", "complainant", "charge", "investigator", "authority"),
    ),
}
HELPING = ("mediator", "host", "guarantor")
MEETING = frozenset(
    {"talks", "talks_indirect", "talks_opened", "talks_ended", "talks_collapsed", "talks_postponed", "summit"}
)
PROPOSALS = ("proposal", "ceasefire_proposed")
ANSWERS = {
    "proposal_accepted": "accepts",
    "proposal_accepted_if": "accepts if",
    "proposal_rejected": "rejects",
    "ceasefire_agreed": "accepts",
}
# An agreement is a negotiation's only beside talks, and a violation a ceasefire's only beside a ceasefire.
CORES: dict[DossierKind, frozenset[str]] = {
    "negotiation": frozenset(TALKS) - {"proposal", "agreement", "agreement_signed", "ceasefire_agreed", "invitation"},
    "ceasefire": frozenset(TRUCE) - {"violation"},
    "exchange": frozenset(EXCHANGE) - {"release"},
    "court case": frozenset(COURT),
}
# Steps at law that are taken against a person, whom the words name better than the state the person is of.
PERSONAL = frozenset(
    {
        "warrant_requested",
        "warrant_issued",
        "warrant_withdrawn",
        "warrant_executed",
        "charge",
        "verdict",
        "acquittal",
        "sentence",
    }
)
