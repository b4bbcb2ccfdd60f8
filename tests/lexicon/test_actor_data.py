"""The data of actors: every file whole, sourced and dated, no name pointing two ways unnoticed, rules with examples."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tomllib
from itertools import pairwise

import pytest

from reportedly.errors import LexiconError
from reportedly.lexicon import ACTOR_FILES, data_bytes, load_lexicon
from reportedly.lexicon.actors import KINDS, read_actors
from reportedly.lexicon.ambiguity import load_ambiguous
from reportedly.lexicon.codes import code_phrase, sector_on
from reportedly.lexicon.people import People, Post, plain_name, read_people
from reportedly.lexicon.roles import load_roles
from reportedly.lexicon.statuses import read_statuses

LEXICON = load_lexicon()
SECTORS = {s["code"] for s in tomllib.loads(data_bytes("shared", "sectors.toml").decode())["sector"]}
WORLD = {"EUR", "IGO", "NGO", "UNO"}
# Names that two actors go by; the reading narrows them by the text or leaves them open. A new one is put here.
SHARED = {
    "ADF", "Congo", "Congolese", "Dominican", "Dominicans", "ISI", "Korea", "Korean", "Koreans", "RSF", "SNA",
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a data file."""
    return list(csv.DictReader(io.StringIO(data_bytes("shared", name).decode("utf-8"))))


def as_date(text: str) -> dt.date:
    """An ISO year, month or day as its first day."""
    return dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :])


@pytest.mark.parametrize("name", ACTOR_FILES)
def test_a_file_of_actors_is_whole(name: str) -> None:
    """Kinds, sectors, countries and dates are what the documentation says, each row has a source."""
    actors = read_actors(name, data_bytes("shared", name))
    assert len({a.id for a in actors}) == len(actors) > 0
    for actor in actors:
        assert actor.kind in KINDS, actor.id
        assert actor.source, actor.id
        codes = {c for part in actor.sector.split("|") for c in part.partition("@")[0].split()}
        assert codes <= SECTORS | WORLD, actor.id
        assert not actor.country or actor.country in LEXICON.actors, actor.id
        assert not (actor.since and actor.until) or as_date(actor.since) <= as_date(actor.until), actor.id
        names = [actor.name, *actor.aliases]
        assert len(set(names)) == len(names), actor.id


def test_no_id_stands_in_two_files() -> None:
    """An id that comes twice would silently replace an actor."""
    ids = [a.id for name in ACTOR_FILES for a in read_actors(name, data_bytes("shared", name))]
    assert len(ids) == len(set(ids))


def test_no_name_points_two_ways_unnoticed() -> None:
    """A name that two actors share is in a list that people keep."""
    assert {s for s, (_, actors) in LEXICON.surfaces.forms.items() if len(actors) > 1} == SHARED


def test_states_have_codes_and_forms() -> None:
    """Every state in use has ISO codes; nearly all have an adjective."""
    states = [a for a in LEXICON.actors.values() if a.kind == "state" and not a.until]
    assert len(states) >= 195
    assert all(len(a.iso2) == 2 and len(a.iso3) == 3 for a in states)
    assert sum(bool(a.adjectives) for a in states) >= 0.97 * len(states)
    codes = [a.iso3 for a in LEXICON.actors.values() if a.iso3]
    assert len(codes) == len(set(codes))


def test_enough_groups() -> None:
    """The parties of the wars that reports are about."""
    groups = list(read_actors("armed_groups.csv", data_bytes("shared", "armed_groups.csv")))
    assert len(groups) >= 250


def test_office_holders_are_sourced_and_dated() -> None:
    """Known offices only, dates in order, a source and a day of checking; one name, one person."""
    posts = LEXICON.people.posts
    assert len(posts) > 900
    for post in posts:
        assert post.state in LEXICON.actors, post
        assert post.source, post
        assert post.checked <= dt.date(2026, 12, 31), post
        assert post.since is None or post.until is None or post.since <= post.until, post
    persons: dict[str, set[str]] = {}
    for post in posts:
        for name in (post.person, *post.aliases):
            persons.setdefault(plain_name(name), set()).add(post.person)
    assert {n: p for n, p in persons.items() if len(p) > 1} == {}


@pytest.mark.parametrize("office", ["president", "king"])
def test_heads_of_state_follow_one_another(office: str) -> None:
    """Nobody is head of one state while another is; a hand-over on one day is no overlap."""
    by_state: dict[str, list[Post]] = {}
    for post in LEXICON.people.posts:
        if post.office == office and post.since is not None:
            by_state.setdefault(post.state, []).append(post)
    for state, posts in by_state.items():
        posts.sort(key=lambda p: p.since or dt.date.min)
        for one, two in pairwise(posts):
            assert one.until is not None, (state, one.person, two.person)
            assert two.since is not None
            assert one.until <= two.since, (state, one.person, two.person)


def test_statuses_are_somebody_s() -> None:
    """Each says who declared it, with a source; the actor and the declarer are known."""
    for declared in LEXICON.statuses:
        assert declared.actor in LEXICON.actors, declared
        assert declared.by in LEXICON.actors, declared
        assert declared.source
        assert declared.until is None or declared.since <= declared.until
        assert declared.holds(declared.since)


def test_data_files_are_sorted() -> None:
    """So that a change shows as one line."""
    for name in ("armed_groups.csv", "bodies.csv", "agencies.csv", "ngos.csv", "populations.csv"):
        ids = [r["id"] for r in rows(name)]
        assert ids == sorted(ids), name
    posts = [(r["state"], r["office"], r["since"], r["person"]) for r in rows("holders.csv")]
    assert posts == sorted(posts)


@pytest.mark.parametrize("rule", LEXICON.ambiguous.surface, ids=lambda r: r.id)
def test_an_ambiguous_name_is_told_by_its_examples(rule: object) -> None:
    """Each example holds the known name, no counter-example does."""
    words = getattr(rule, "words")  # noqa: B009
    for text in getattr(rule, "examples"):  # noqa: B009
        assert any(k.surface in words for k in LEXICON.find_known(text)), text
    for text in getattr(rule, "not_"):  # noqa: B009
        assert not any(k.surface in words for k in LEXICON.find_known(text)), text


@pytest.mark.parametrize("surface", LEXICON.ambiguous.other)
def test_a_phrase_that_is_no_actor(surface: str) -> None:
    """The name inside it is not found."""
    assert LEXICON.find_known(f"They sailed past the {surface} at noon.") == []


@pytest.mark.parametrize("role", LEXICON.roles.entries, ids=lambda r: r.id)
def test_a_role_is_read_in_its_examples(role: object) -> None:
    """The examples have the role's sector, no counter-example is of the role."""
    sector = tuple(getattr(role, "sector").split())  # noqa: B009
    assert set(sector) <= SECTORS | WORLD
    for phrase in getattr(role, "examples"):  # noqa: B009
        found = code_phrase(phrase, LEXICON)
        assert found.sectors == sector or getattr(role, "generic"), phrase  # noqa: B009
    for phrase in getattr(role, "not_"):  # noqa: B009
        assert LEXICON.roles.of(phrase.lower().split()) is not role, phrase


def test_no_noun_has_two_roles() -> None:
    """The first would win, and nobody would see why."""
    nouns = [noun for role in LEXICON.roles.entries for noun in (*role.nouns, *role.things)]
    assert sorted({n for n in nouns if nouns.count(n) > 1}) == []


def test_a_sector_changes_on_its_day() -> None:
    """The day named is the first of the new one; without a day the last holds."""
    sector = "REB@2021-08-15|GOV"
    assert sector_on(sector, dt.date(2021, 8, 14)) == "REB"
    assert sector_on(sector, dt.date(2021, 8, 15)) == "GOV"
    assert sector_on(sector, None) == "GOV"
    assert sector_on("MIL", dt.date(2000, 1, 1)) == "MIL"


HEAD = b"person,aliases,office,state,sector,since,until,source,checked,note\n"


def test_a_rough_date_covers_only_what_is_sure() -> None:
    """A start in a year counts from its end, an end in a year until its beginning; an unknown start covers nothing."""
    people = read_people("p.csv", HEAD + b"Oran Vell,,envoy,loka,GOV,2001,2005,x,2020-01-01,\n")
    assert people.post("Oran Vell", dt.date(2001, 6, 1)) is None
    assert people.post("Oran Vell", dt.date(2003, 6, 1)) is not None
    assert people.post("Oran Vell", dt.date(2005, 6, 1)) is None
    people = read_people("p.csv", HEAD + b"Oran Vell,,envoy,loka,GOV,,2005,x,2020-01-01,\n")
    assert people.post("Oran Vell", dt.date(2003, 6, 1)) is None


def test_an_open_end_grows_stale() -> None:
    """A year after it was checked nobody knows any more."""
    people = read_people("p.csv", HEAD + b"Oran Vell,,envoy,loka,GOV,2001-01-01,,x,2020-01-01,\n")
    assert people.post("Oran Vell", dt.date(2020, 12, 1)) is not None
    assert people.post("Oran Vell", dt.date(2021, 6, 1)) is None


def test_two_persons_of_one_name_are_nobody() -> None:
    """A shared name is not resolved."""
    text = (
        HEAD + b"Oran Vell,Vell,envoy,loka,GOV,2001,,x,2020-01-01,\nTam Vell,Vell,envoy,loka,GOV,2001,,x,2020-01-01,\n"
    )
    assert read_people("p.csv", text).find("Vell") == []
    assert People().find("Vell") == []


@pytest.mark.parametrize(
    ("read", "data", "named"),
    [
        (lambda d: read_actors("a.csv", d), b"id,name,kind\nx,X,tribe\n", "line 2"),
        (lambda d: read_actors("a.csv", d), b"id,name,kind\n,X,state\n", "line 2"),
        (lambda d: read_actors("a.csv", d), b"id,name,kind,colour\nx,X,state,red\n", "colour"),
        (lambda d: read_people("p.csv", d), b"person\nOran Vell\n", "p.csv, line 2"),
        (lambda d: read_statuses("s.csv", d), b"actor,status,by,since,until,source,checked\na,b,c,x,,d,e\n", "line 2"),
        (load_ambiguous, b"colour = 1", "ambiguous.toml"),
        (load_roles, b"role = 1", "roles.toml"),
    ],
)
def test_a_wrong_file_says_where(read: object, data: bytes, named: str) -> None:
    """The error names the file, the line or the field."""
    with pytest.raises(LexiconError, match=named):
        read(data)  # type: ignore[operator]
