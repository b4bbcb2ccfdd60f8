from __future__ import annotations

from pathlib import Path

import pytest
from link_factory import claim

from reportedly.errors import InputError
from reportedly.link.origins import Owner, Source, Text, find_origins, is_named, read_owners, same_source
from reportedly.link.positions import Saying, find_positions


def text(**fields):
    return Text(**(dict.fromkeys(Text._fields) | {"passage": ""} | fields))


def summary(claims, texts=None, owners=None):
    return [(o.name, o.how, len(o.claims)) for o in find_origins(claims, texts or {}, owners or {})]


def test_two_reports_that_cite_one_ministry_share_an_origin():
    one = claim(speaker="the Vennan health ministry", report="r-1", outlet="Courier")
    other = claim(speaker="health ministry of Venna", report="r-2", outlet="Herald")
    short = claim(speaker="Vennan health ministry", report="r-3", outlet="Post")
    origins = find_origins([one, short], {}, {})
    assert [(o.name, o.outlets) for o in origins] == [("the Vennan health ministry", ("Courier", "Post"))]
    (dependence,) = origins[0].dependences
    assert dependence.why == "both cite the Vennan health ministry"
    assert (dependence.first, dependence.passage) == ("the Vennan health ministry: 14", "Vennan health ministry: 14")
    assert len(find_origins([one, other], {}, {})) == 2  # another word order is not enough to call them one


def test_a_claim_for_which_nobody_is_named_counts_for_none():
    assert summary([claim(speaker="residents"), claim(statement=None)]) == [("unknown", "unknown", 2)]


def test_a_credited_agency_is_the_origin_of_what_the_outlet_says_itself():
    own = claim(statement=None, report="r-1")
    said = claim(speaker="Dara Venn", report="r-1", low=3, high=3)
    texts = {"r-1": text(credited="Meridian Wire", credited_how="credit/dateline")}
    assert summary([own, said], texts) == [("Dara Venn", "cited", 1), ("Meridian Wire", "credit", 1)]
    feed = {"r-1": text(credited="Meridian Wire", credited_how="feed/source")}
    assert summary([own], feed) == [("Meridian Wire", "publisher", 1)]


def test_copies_rest_on_the_first_and_owners_join_outlets():
    own = [claim(statement=None, report=f"r-{n}", outlet=o) for n, o in enumerate(("Herald", "Post", "Voice"))]
    texts = {"r-1": text(copy_of="r-0", copy_outlet="Herald", passage="as one wrote")}
    assert summary(own, texts) == [("Herald", "copy", 1), ("unknown", "unknown", 2)]
    owners = {"herald": Owner("Orven Holding", "its imprint"), "voice": Owner("Orven Holding", "court register")}
    assert summary(own, texts, owners) == [("Orven Holding", "owner", 3)]
    (origin,) = find_origins(own, texts, owners)
    assert [d.why for d in origin.dependences] == ["one text", "both belong to Orven Holding, by the table of owners"]
    assert origin.dependences[1].passage == (
        "Herald: Orven Holding (its imprint); Voice: Orven Holding (court register)"
    )


def test_a_number_named_twice_has_the_source_it_is_given_once():
    """The headline leaves out who counted; the text says it."""
    headline = claim(statement=None, low=43, high=43, report="r-1")
    told = claim(speaker="Kora Monitor", low=43, high=43, report="r-1")
    assert summary([headline, told]) == [("Kora Monitor", "cited", 2)]
    second = claim(speaker="Vennan army", low=43, high=43, report="r-1")
    assert ("unknown", "unknown", 1) in summary([headline, told, second])


def test_a_body_described_is_the_one_that_is_named():
    described = claim(speaker="a monitoring group", report="r-1")
    named = claim(speaker="Kora Observatory for Rights", low=3, high=3, report="r-1")
    elsewhere = claim(speaker="a monitoring group", report="r-2")
    assert summary([described, named, elsewhere]) == [
        ("Kora Observatory for Rights", "cited", 2),
        ("unknown", "unknown", 1),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kora Observatory for Rights", "KOR", True),
        ("Dara Venn", "Col. Dara Venn", True),
        ("Vennan army", "Lokan army", False),
        ("Kora Monitor", "Orven Monitor", False),
        ("al-Hasakah Council", "Hasakeh Council", True),
    ],
)
def test_names_of_one_source(one, other, same):
    assert same_source(Source(one, None, "cited"), Source(other, None, "cited")) is same
    assert same_source(Source(other, None, "cited"), Source(one, None, "cited")) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # Names of one actor are one source, whatever its name is made of.
        (("Kora Watch for Rights", "kora-watch-for-rights"), ("KWR", "kora-watch-for-rights"), True),
        (("Loka", "loka"), ("Loka", "loka"), True),
        (("the Lokan defence ministry", "loka"), ("Loka's defence ministry", "loka"), True),
        (("Sergi Lavar", "loka"), ("Lavar", "loka"), True),
        (("the Orven-based Kora Watch for Rights", "kora-watch-for-rights"), ("KWR", "kora-watch-for-rights"), True),
        (("Sergi Lavar", "loka"), ("Loka", "loka"), True),
        # Offices of one state are not: a ministry, a court, a minister, the state itself.
        (("Loka", "loka"), ("Loka's interior ministry", "loka"), False),
        (("Lokan defence ministry", "loka"), ("Lokan interior ministry", "loka"), False),
        (("the supreme court", "loka"), ("Sergi Lavar", "loka"), False),
        (("the army", "loka"), ("the army", "venna"), False),
    ],
)  # fmt: skip
def test_known_actors_and_their_offices(one, other, same):
    a, b = (Source(name, actor, "cited") for name, actor in (one, other))
    assert same_source(a, b) is same_source(b, a) is same


def test_who_rejects_a_number_is_not_its_origin():
    """ "Fourteen died. The minister, Ilena Forst, rejected the figure of 14": the 14 is not hers."""
    told = claim(statement=None, report="r-1")
    rejected = claim(speaker="Ilena Forst", report="r-1", status="denied", stance="rejects")
    assert summary([told, rejected]) == [("Ilena Forst", "cited", 1), ("unknown", "unknown", 1)]
    held = claim(speaker="Kora Monitor", report="r-1")
    assert ("Kora Monitor", "cited", 2) in summary([told, rejected, held])


def test_what_has_a_name():
    assert is_named("the Vennan health ministry")
    assert not is_named("The witnesses") or not is_named("witnesses")
    assert not is_named("a monitor")


def test_owners_are_read_and_a_bad_table_is_named(tmp_path: Path):
    table = tmp_path / "owners.csv"
    table.write_text("outlet,owner,source\nKora Post,Orven Holding,imprint 2031\n")
    assert {name: owner.name for name, owner in read_owners(table).items()} == {"kora post": "Orven Holding"}
    table.write_text("outlet,owner,source\nKora Post,Orven Holding,\nKora post,Hale Media,\n")
    with pytest.raises(InputError, match=r"line 3.*keep one"):
        read_owners(table)
    table.write_text("outlet,owner,source\nKora Post,,\n")
    with pytest.raises(InputError, match="line 2"):
        read_owners(table)


def test_every_party_is_shown_and_silence_is_the_same_for_all():
    event = {"type": "event", "measure": None, "low": None, "high": None}
    for one, other in (("Lokan", "Vennan"), ("Vennan", "Lokan")):
        roles = {"attacker": (f"{one} jets",), "target": (f"{other} barracks",)}
        said = claim(**event, roles=roles, speaker=f"{other} army", said_by=f"{other} army")
        found = [(p.party, len(p.said)) for p in find_positions([said], [])]
        assert found == [(f"{one} jets", 0), (f"{other} barracks", 1)]


def test_places_and_people_without_a_name_are_no_parties():
    event = claim(type="event", roles={"attacker": ("gunmen",), "target": ("Kora",)})
    assert find_positions([event], ["Kora"]) == []


def test_a_party_that_says_anything_in_a_report_is_not_called_silent():
    """ "Venna called the talks useful" holds no claim about them; it is shown all the same, once."""
    talks = claim(type="event", roles={"party": ("Loka", "Venna")}, statement=None)
    saying = Saying("s-9", "Venna", None, "says", "them useful", "Courier", "2031-05-03")
    found = {p.party: [s.passage for s in p.said] for p in find_positions([talks], [], [saying, saying])}
    assert found == {"Loka": [], "Venna": ["them useful"]}


def test_who_denies_is_a_party_and_those_killed_are_none():
    """In whatever role: the authority that closes a crossing, the court that charges."""
    denied = claim(type="event", status="denied", speaker="Loka", said_by="Loka", roles={"attacker": ("its army",)})
    closed = claim(type="event", roles={"authority": ("Venna",), "crossing": ("Holm Bridge",)}, statement=None)
    killed = claim(type="event", roles={"victim": ("Ivo Brant",)}, statement=None)
    blamed = claim(type="event", speaker="Sarn's ministry", stance="accuses", roles={"attacker": ("Loka",)})
    found = find_positions([denied, closed, killed, blamed])
    assert [(p.party, p.roles) for p in found] == [
        ("Loka", ("attacker", "denies it")), ("Venna", ("authority",)), ("Sarn's ministry", ("accuses",))
    ]  # fmt: skip
