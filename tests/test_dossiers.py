"""Dossiers: claims of one affair in order, by a named rule, and nothing that no claim says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.dossiers import Part, make_dossiers
from reportedly.rows import ClaimRow

PLAIN = dict.fromkeys(
    (
        "measure", "low", "high", "population", "scope", "relation", "speaker", "speaker_actor", "stance", "form",
        "statement", "place", "geonameid", "country", "place_precision", "time_start", "time_end", "time_words",
        "as_of", "counted_by", "event", "title", "url",
    )
)  # fmt: skip


def part(number: int, kind: str, roles: dict[str, tuple[str, ...]], **fields: object) -> Part:
    """A claim of an event kind in report r1 unless told otherwise."""
    values: dict[str, object] = {
        **PLAIN, "id": f"e-{number}", "type": "event", "kind": kind, "status": "asserted", "words": "x",
        "said_by": "narration", "relayed_by": (), "roles": roles, "actors": (), "outlet": "Wire",
        "published": "2026-05-01", "report": "r1", "start": number, "end": number + 1, "passage": "x",
        "rule": "event.verb/x", **fields,
    }  # fmt: skip
    known = frozenset(name for names in roles.values() for name in names if name.islower() and " " not in name)
    values["roles"] = {role: tuple(n.title() if n in known else n for n in names) for role, names in roles.items()}
    return Part(ClaimRow(**values), roles, known)  # type: ignore[arg-type]


PAIR = {"party": ("loka", "venna")}


def test_claims_of_one_pair_make_one_negotiation_with_each_side_s_answer() -> None:
    """Proposal, talks and answers of two parties are one dossier; the mediator is no party."""
    parts = [
        part(1, "talks", {**PAIR, "mediator": ("pella",)}),
        part(2, "proposal", {"proposer": ("pella",)}),
        part(3, "proposal_accepted_if", {"party": ("loka",)}),
        part(4, "proposal_rejected", {"party": ("venna",)}),
    ]
    (dossier,) = make_dossiers(parts)
    assert (dossier.kind, [e.claim for e in dossier.entries]) == ("negotiation", ["e-1", "e-2", "e-3", "e-4"])
    assert dossier.others == {"mediator": ("Pella",)}
    assert [(a.party, a.answer, a.claim) for a in dossier.answers] == [
        ("Loka", "accepts if", "e-3"),
        ("Venna", "rejects", "e-4"),
    ]


def test_a_party_that_gave_no_answer_is_silent() -> None:
    """No answer is told as none, never guessed."""
    (dossier,) = make_dossiers([part(1, "talks", PAIR), part(2, "proposal_accepted", {"party": ("venna",)})])
    assert {a.party: a.answer for a in dossier.answers} == {"Loka": "silent", "Venna": "accepts"}


def test_a_refused_answer_that_is_only_denied_counts_as_none() -> None:
    """An answer held as denied, planned or demanded is an entry, but no answer."""
    (dossier,) = make_dossiers(
        [part(1, "talks", PAIR), part(2, "proposal_accepted", {"party": ("loka",)}, status="denied")]
    )
    assert {a.answer for a in dossier.answers} == {"silent"}
    assert [e.status for e in dossier.entries] == ["asserted", "denied"]


def test_a_violation_has_its_accuser_and_belongs_to_the_ceasefire() -> None:
    """Who alleges a violation is a party of the truce, and the entry says who alleges it."""
    parts = [
        part(1, "ceasefire", PAIR),
        part(2, "violation", {"accused": ("venna",)}, speaker_actor="loka", said_by="Col. Orr"),
    ]
    found = [d for d in make_dossiers(parts) if d.kind == "ceasefire"]
    assert [(e.step, e.said_by) for e in found[0].entries] == [("in force", "narration"), ("violation", "Col. Orr")]


def test_steps_at_law_stay_apart_and_join_by_their_subject() -> None:
    """A warrant requested and one issued for one person are two entries of one court case."""
    parts = [
        part(1, "warrant_requested", {"subject": ("Oran Vell",), "court": ("prosecutor",)}),
        part(2, "warrant_issued", {"subject": ("Oran Vell", "Ida Marn"), "court": ("court",)}),
        part(3, "hearing", {"respondent": ("two men",)}),
    ]
    (case,) = make_dossiers(parts)
    assert (case.kind, case.parties) == ("court case", ("Ida Marn", "Oran Vell"))
    assert [e.step for e in case.entries] == ["warrant requested", "warrant issued"]


def test_a_toll_is_listed_by_place_and_never_added_up() -> None:
    """Two counts of one place are two entries."""
    count = {"type": "figure", "measure": "killed", "scope": "cumulative", "place": "Orrin"}
    parts = [part(1, "attack", {}, low=10, high=10, **count), part(2, "attack", {}, low=14, high=14, **count)]
    (toll,) = make_dossiers(parts)
    assert (toll.title, [e.low for e in toll.entries]) == ("Toll: killed, Orrin", [10, 14])


def test_a_violation_alone_makes_no_ceasefire() -> None:
    """A broken law is no affair of a truce that no claim speaks of."""
    assert make_dossiers([part(1, "violation", {"accused": ("venna",)}, speaker_actor="loka")]) == []


KINDS = (
    "talks",
    "proposal",
    "proposal_accepted",
    "ceasefire",
    "violation",
    "exchange",
    "release",
    "warrant_issued",
    "attack",
)
NAMES = ("loka", "venna", "pella", "Oran Vell", "it")
ROLES = ("party", "accused", "mediator", "subject", "released_by", "proposer")


@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(ROLES), st.tuples(st.sampled_from(NAMES)))),
        max_size=12,
    )
)
def test_a_dossier_invents_nothing_and_does_not_depend_on_chance(
    rows: list[tuple[str, dict[str, tuple[str, ...]]]],
) -> None:
    """Every entry is a claim, once a dossier, and the same claims give the same dossiers."""
    parts = [part(n, kind, roles) for n, (kind, roles) in enumerate(rows)]
    made = make_dossiers(parts)
    assert made == make_dossiers(parts)
    for dossier in made:
        ids = [e.claim for e in dossier.entries]
        assert len(ids) == len(set(ids))
        assert set(ids) <= {p.row.id for p in parts}
