"""What a casualty recorder would call wrong in an incident: each case as own reports of one strike."""

from __future__ import annotations

from functools import lru_cache

import pytest
from link_factory import claim

from reportedly.incident_versions import find_pairs, find_versions, without_blame
from reportedly.link.bodies import is_one_state
from reportedly.link.occurrences import find_accounts
from reportedly.link.origins import find_origins
from reportedly.link.positions import find_positions
from reportedly.link.rows import rows_of
from reportedly.link.spelling import in_words, spelled_words
from reportedly.link.versions import relate
from reportedly.model import make_report
from reportedly.pipeline import ReaderOptions, analyse, load_reader
from reportedly.rows import Reason
from reportedly.showcase import bundled

STRIKE = "An air strike on a market in Varo killed 12 people on Saturday, the Tarvian health ministry said."


@lru_cache(maxsize=1)
def reader():
    """With the places and actors of the invented world."""
    with bundled() as folder:
        places, actors = (str(folder / name) for name in ("places.csv", "actors.csv"))
        return load_reader(ReaderOptions(places=(places,), actors=(actors,)))


def read(text):
    return analyse(make_report(text, outlet="Courier", published="2031-05-04"), reader())


def families(text):
    return sorted({account.family for account in find_accounts(read(text))})


@pytest.mark.parametrize("text", ["Adra Kelmen accused Sorrend.", "The Varenian foreign ministry condemned Sorrend."])
def test_an_accusation_of_nothing_told_is_no_occurrence(text):
    assert families(text) == []


def test_an_accusation_goes_with_what_it_is_of_and_is_no_version_of_it():
    """Who blames whom is told of the parties; the strike is the claim."""
    analysis = read(f"{STRIKE} The governor, Ilena Forst, blamed Sorrend for the strike.")
    assert {a.family for a in find_accounts(analysis)} == {"violence"}
    rows = rows_of(analysis)
    assert "accusation" in {r.kind for r in rows}
    assert "accusation" not in {r.kind for r in without_blame(rows)}
    assert {p.party for p in find_positions(rows)} >= {"Sorrend"}


def test_a_claim_that_is_withdrawn_is_not_held():
    rows = rows_of(
        read("Sorrend's defence ministry withdrew its claim that Tarvian rockets had hit the market in Varo.")
    )
    assert {r.status for r in rows if r.kind == "rocket_fire"} == {"denied"}


def test_a_claim_to_an_island_is_no_saying():
    assert not [s for s in read("Sorrend withdrew its claim to the island.").statements if s.stance == "retracts"]


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [("Varenia", "Varenian", True), ("Varenia", "Varen", True), ("Loka", "Lokan", True), ("Lok", "Lokan", False),
     ("Sorrend", "Sorrendish", True), ("Varenia", "Varlia", False), ("Mali", "Malaysia", False)],
)  # fmt: skip
def test_a_state_and_its_adjective(one, other, is_one):
    assert is_one_state(one, other) is is_one


def test_a_ministry_of_a_state_that_no_list_knows_is_told_one_way():
    one, other = claim(speaker="Varenia's foreign ministry"), claim(speaker="Varenian foreign ministry", report="r-2")
    court = claim(speaker="Varenian court", report="r-3")
    assert [len(o.claims) for o in find_origins([one, other, court], {}, {})] == [2, 1]


def test_a_group_is_no_ministry():
    """The one body named is a foreign ministry: the aid group is another, and unknown."""
    rows = [
        claim(speaker="Varenian foreign ministry", report="r"),
        claim(speaker="aid group", report="r", low=17, high=17),
    ]
    assert [(o.name, len(o.claims)) for o in find_origins(rows, {}, {})] == [
        ("Varenian foreign ministry", 1),
        ("unknown", 1),
    ]


def test_a_number_that_its_source_has_raised_contradicts_nobody_of_the_later_day():
    old = claim(speaker="Tarvia", report="r-1", published="2031-05-04", low=12, high=12)
    new = claim(speaker="Tarvia", report="r-2", published="2031-05-05", low=15, high=15)
    rival = claim(speaker="Blue Lantern", report="r-3", published="2031-05-05", low=17, high=17)
    rows = [old, new, rival]
    origin_of = {c: o.name for o in find_origins(rows, {}, {}) for c in o.claims}
    pairs = {(p.a, p.b): p.relation for p in find_pairs(find_versions(rows, {}, origin_of), rows, origin_of)}
    assert pairs == {(old.id, new.id): "updates", (new.id, rival.id): "contradicts"}


@pytest.mark.parametrize(
    ("denied", "held", "relation"),
    [
        ({"kind": "rocket_fire"}, {"kind": "airstrike"}, "not_comparable"),
        ({"kind": "rocket_fire"}, {"kind": "attack"}, "denies"),
        ({"kind": "airstrike"}, {"kind": "airstrike"}, "denies"),
        ({"kind": "attack", "roles": {"attacker": ("Tarvian rockets",)}},
         {"kind": "attack", "roles": {"attacker": ("Sorrend",)}}, "not_comparable"),
    ],
)  # fmt: skip
def test_a_denial_is_of_one_deed(denied, held, relation):
    nothing = {"type": "event", "measure": None, "low": None, "high": None}
    one = claim(**(nothing | {"status": "denied"} | denied))
    assert relate(one, claim(**(nothing | held)), same_origin=False).relation == relation


def test_bodies_go_with_the_dead_that_the_report_tells_of():
    assert families(f"{STRIKE} The Varo hospital counted 14 bodies.") == ["violence"]
    assert families("Workers found 14 bodies in a mass grave near Varo.") == ["bodies"]


def test_a_party_is_not_called_a_weapon():
    rows = [claim(type="event", roles={"attacker": ("Tarvian rockets",)}), claim(speaker="Tarvian army")]
    assert [p.party for p in find_positions(rows)] == ["Tarvian army"]


def test_what_a_link_rests_on_is_told_in_the_words_of_the_reports():
    analysis = read(STRIKE)
    spelled = spelled_words(rows_of(analysis), find_accounts(analysis))
    shown = in_words(Reason(name="same_words", value=1.0, detail="marke, strik; varu"), spelled)
    assert shown.detail == "market, strike; Varo"
