"""Policies, and tolls with versions grouped by what they count."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import factory
import pytest
from click.testing import CliRunner

from reportedly import screen_toll, toll
from reportedly.api import open_case
from reportedly.cli import main
from reportedly.errors import InputError
from reportedly.model import Analysis, PlaceRef
from reportedly.policies import Counted, bounds_under, load_policy, policy_names, roll_up
from reportedly.store import Store, open_store

SARN = "Port Sarn"


def count(words: str, low: int | None, high: int | None, identifier: str = "f-1", **fields: str) -> Counted:
    """A number as a policy sees it."""
    return Counted(id=identifier, measure=fields.pop("measure", "killed"), low=low, high=high, words=words, **fields)


def report(
    text: str, outlet: str, day: str, *said: tuple[str, str, int | None, int | None, dict[str, str]]
) -> Analysis:
    """A report with figures of Port Sarn: speaker, words, bounds, further fields; no speaker is narration."""
    source = factory.report(text, outlet=outlet, published=day)
    place = PlaceRef(span=factory.span(source, SARN), name=SARN)
    statements, figures = [], []
    for speaker, words, low, high, fields in said:
        statement = factory.statement(source, words, speaker=factory.ref(source, speaker)) if speaker else None
        statements += [statement] if statement else []
        claim_of = statement.id if statement else None
        figures.append(factory.figure(source, words, low, high, place=place, claim_of=claim_of, **fields))
    return Analysis(report=source, statements=tuple(statements), figures=tuple(figures))


TEXT = "A fire was seen. The ministry said 41 people died in Port Sarn, 12 of them women. The army said dozens died."
REPORTS = (
    report(
        TEXT,
        "Courier",
        "2031-05-03",
        ("The ministry", "41", 41, 41, {}),
        ("The ministry", "12", 12, 12, {"relation": "part_of", "population": "women"}),
        ("The army", "dozens", 24, None, {}),
    ),
    report(
        "Since the war began 900 people have died in Port Sarn.",
        "Veyra Radio",
        "2031-05-04",
        ("", "900", 900, 900, {"scope": "cumulative"}),
    ),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case file with a toll that counts different things."""
    found = tmp_path_factory.mktemp("tolls") / "case.duckdb"
    with open_store(found, write=True, make=True) as store:
        store.begin_run(factory.run())
        for analysis in REPORTS:
            store.add(analysis)
        store.finish_run(factory.run(finished="later"))
    return found


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """The same, open."""
    with open_store(path) as opened:
        yield opened


@pytest.mark.parametrize("name", policy_names())
def test_every_policy_says_what_it_does_and_where_it_is_from(name: str) -> None:
    policy = load_policy(name)
    assert policy.id == name
    assert policy.definition.endswith(".")
    assert policy.source


def test_an_unknown_policy_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="acled, airwars, lead, literal, ucdp"):
        load_policy("nobody")


@pytest.mark.parametrize(
    ("policy", "words", "low", "high", "expected"),
    [
        ("literal", "dozens", 24, None, (24, None)),
        ("acled", "dozens of", 24, None, (12, 12)),
        ("airwars", "dozens", 24, None, (12, 24)),
        ("ucdp", "dozens", 24, None, (24, 24)),
        ("acled", "many", None, None, (10, 10)),
        ("ucdp", "many", None, None, (None, None)),
        ("airwars", "more than 30", 31, None, (31, None)),
        ("acled", "more than 30", 31, None, (30, None)),
        ("lead", "nearly 1,900", None, 1899, (1900, 1900)),
        ("literal", "nearly 1,900", None, 1899, (None, 1899)),
        ("lead", "up to 15", 0, 15, (15, 15)),
        ("acled", "between 12 and 15", 12, 15, (12, 15)),
        ("acled", "12 of the dozens", 12, 12, (12, 12)),
    ],
)
def test_the_same_words_under_each_rule(
    policy: str, words: str, low: int | None, high: int | None, expected: tuple[int | None, int | None]
) -> None:
    assert bounds_under(load_policy(policy), count(words, low, high)) == expected


VERSIONS = [count("41", 41, 41, "a", day="2031-05-03"), count("fewer than 30", None, 29, "b", day="2031-05-04")]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("literal", (None, None, None)),
        ("lead", (41, 41, 41)),
        ("acled", (30, 30, 30)),
        ("airwars", (30, 41, None)),
        ("ucdp", (30, 41, 30)),
    ],
)
def test_what_a_policy_makes_of_two_versions_is_never_their_sum_or_mean(
    policy: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    result = roll_up(VERSIONS, "killed", load_policy(policy))
    assert (result.low, result.high, result.best) == expected
    assert 71 not in expected
    assert 35 not in expected


def test_a_roll_up_tells_what_it_left_out_and_why() -> None:
    counts = [
        count("41", 41, 41, "a"),
        count("12", 12, 12, "b", relation="part_of"),
        count("900", 900, 900, "c", scope="cumulative"),
        count("7", 7, 7, "d", status="denied"),
        count("5", 5, 5, "e", population="militants"),
    ]
    result = roll_up(counts, "killed", load_policy("lead"))
    assert result.made_by == ("a",)
    assert dict(result.left_out) == {
        "b": "it is a part of a larger number",
        "c": "it counts over another time or event",
        "d": "it is denied",
        "e": "it counts people who stand apart",
    }


def test_a_lead_gives_a_number_before_a_vague_word_and_bodies_where_no_one_is_said_killed() -> None:
    lead = load_policy("lead")
    assert roll_up([count("several", 3, None, "a"), count("40", 40, 40, "b")], "killed", lead).low == 40
    assert roll_up([count("eight", 8, 8, measure="bodies")], "killed", lead).low == 8
    assert roll_up([], "killed", lead).low is None


def test_numbers_that_count_different_things_stand_apart_with_the_reason(store: Store) -> None:
    rows = toll.find_toll(store, measure="killed", place=SARN)
    assert [(r.group, r.low, r.apart) for r in rows] == [
        (1, 24, ""),
        (1, 41, ""),
        (2, 12, "a part of a larger number; different population: women against people"),
        (3, 900, "cumulative against this incident"),
    ]


def test_each_row_has_its_sentence(store: Store) -> None:
    sentences = {r.low: r.sentence for r in toll.find_toll(store, measure="killed")}
    assert sentences[41] == "The ministry said 41 people died in Port Sarn, 12 of them women."
    assert sentences[24] == "The army said dozens died."


def test_a_policy_adds_its_bounds_and_changes_no_version(store: Store) -> None:
    rows = toll.find_toll(store, measure="killed", policy="acled")
    assert {(r.low, r.high, r.policy_low, r.policy_high) for r in rows if r.group == 1} == {
        (41, 41, 41, 41),
        (24, None, 12, 12),
    }
    assert {group: result.low for group, result in toll.roll_ups(rows)}[1] == 12


def test_filters_by_population_and_scope(store: Store) -> None:
    assert [r.low for r in toll.find_toll(store, population="women")] == [12]
    assert [r.low for r in toll.find_toll(store, scope="cumulative")] == [900]


def test_origins_are_told_only_where_they_are_known(store: Store) -> None:
    (row,) = toll.find_toll(store, population="women")
    assert row.origins is None
    (row,) = toll.find_toll(store, population="women", origins={row.ids[0]: "the ministry"})
    assert row.origins == 1


def test_the_command_shows_groups_reasons_and_sentences(path: Path) -> None:
    done = CliRunner().invoke(main, ["toll", "--db", str(path), "--measure", "killed", "--policy", "airwars"])
    assert done.exit_code == 0, done.output
    assert "1. killed, this incident, Port Sarn" in done.output
    assert "apart: cumulative against this incident" in done.output
    assert "The army said dozens died." in done.output
    assert "airwars: 12 to 41" in done.output


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        ("One. Two five three. Four.", "five", "Two five three."),
        ("Only one line", "one", "Only one line"),
        ("A line\nwith five in\nthree", "five", "with five in"),
        ("x " * 5000 + "five", "five", "five"),
    ],
)
def test_the_sentence_around_a_passage(text: str, passage: str, expected: str) -> None:
    start = text.index(passage)
    assert toll.sentence_around(text, start, start + len(passage)) == expected


TWO_TOWNS = (
    "An air strike killed 12 people in Homs on Saturday, police said. Two died there later. "
    "Seven people were killed in Hama on Saturday, police said. Another five died in a hospital."
)


def test_a_number_without_a_place_is_its_incidents_unless_the_report_has_gone_on_to_another(tmp_path: Path) -> None:
    """The two are of Homs, and are marked so; nothing says where the five were."""
    source = tmp_path / "report.txt"
    source.write_text(TWO_TOWNS)
    db = str(tmp_path / "case.duckdb")
    assert CliRunner().invoke(main, ["read", str(source), "--db", db]).exit_code == 0
    with open_case(db) as case:
        homs = {row.low: row.remarks for row in case.toll_table(place="Homs", measure="killed")}
    assert 5 not in homs
    assert 7 not in homs
    assert toll.INFERRED not in homs[12]
    assert all(toll.INFERRED in remarks for low, remarks in homs.items() if low != 12)


def read_case(folder: Path, *texts: tuple[str, str]) -> Path:
    """A case file of short reports: (day, text)."""
    lines = [
        json.dumps({"outlet": "Courier", "date": day, "text": text, "id": f"r{n}"})
        for n, (day, text) in enumerate(texts)
    ]
    source, db = folder / "reports.jsonl", folder / "case.duckdb"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["read", str(source), "--db", str(db)])
    assert done.exit_code == 0, done.output
    return db


TWO_DAYS = (
    ("2031-05-03", "Shelling killed nine people in Homs on May 2, police said."),
    ("2031-05-04", "Shelling killed 11 people in Homs on May 2, a hospital said."),
    ("2031-05-20", "A car bomb killed 30 people in Homs on May 19, police said."),
)


def test_incidents_of_one_place_stand_apart_by_their_days(tmp_path: Path) -> None:
    """Days close together are of one incident; a later one is told to be of another day."""
    with open_case(str(read_case(tmp_path, *TWO_DAYS))) as case:
        rows = case.toll_table(place="Homs", measure="killed")
    groups: dict[int, list[int | None]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row.low)
    assert sorted(map(sorted, groups.values())) == [[9, 11], [30]]
    apart = {row.low: row.apart for row in rows}
    assert apart[9] == apart[11] == ""
    assert apart[30] == "another day: 2031-05-19 against 2031-05-02"


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (["--happened-since", "2031-05-10"], {30}),
        (["--happened-until", "2031-05-10"], {9, 11}),
        (["--happened-until", "2031-05-03"], {9, 11}),
        (["--happened-since", "2031-05-02", "--happened-until", "2031-05-31"], {9, 11, 30}),
        (["--happened-since", "2032-01-01"], set()),
    ],
)
def test_a_toll_is_asked_by_when_it_happened_not_by_when_it_was_published(
    tmp_path: Path, option: list[str], expected: set[int]
) -> None:
    """The eleven were published on May 4 and killed on May 2."""
    db = read_case(tmp_path, *TWO_DAYS)
    done = CliRunner().invoke(main, ["toll", "--db", str(db), "--measure", "killed", "--as", "jsonl", *option])
    assert {json.loads(line)["low"] for line in done.stdout.splitlines() if line.startswith("{")} == expected


def test_an_accident_is_no_version_of_an_attacks_toll(tmp_path: Path) -> None:
    db = read_case(
        tmp_path,
        ("2031-05-03", "Shelling killed nine people in Homs on May 2, police said."),
        ("2031-05-03", "A car crash killed two people in Homs on May 2, police said."),
    )
    with open_case(str(db)) as case:
        apart = {row.low: row.apart for row in case.toll_table(place="Homs", measure="killed")}
    assert set(apart) == {2, 9}
    assert {apart[2], apart[9]} in ({"", "an accident or a disaster"}, {"", "not of an accident"})


def test_on_a_terminal_numbers_stand_in_a_column_and_no_line_is_too_long(store: Store) -> None:
    """Each row: the number, who says it, the words with outlet and day, and the sentence, indented alike."""
    rows = toll.find_toll(store, measure="killed", place=SARN)
    shown = click.unstyle(screen_toll.tolls(rows, terminal=True))
    lines = shown.splitlines()
    assert lines[0] == "1. killed, this incident, Port Sarn"
    assert "   apart: cumulative against this incident" in lines
    assert all(len(line) <= 100 for line in lines)
    first = next(n for n, line in enumerate(lines) if line.startswith("41"))
    at = lines[first].index("The ministry")
    assert lines[first + 1][:at].strip() == ""
    assert lines[first + 1][at:].startswith('"41" · 3 May 2031 · Courier')
    assert lines[first + 2][at:] == "The ministry said 41 people died in Port Sarn, 12 of them women."


def test_neither_sum_nor_mean_of_speakers_is_ever_shown(store: Store) -> None:
    """41 and 24 of one group make 65 or 32; no screen and no policy tells them."""
    for policy in policy_names():
        shown = click.unstyle(screen_toll.tolls(toll.find_toll(store, measure="killed", policy=policy), terminal=True))
        assert not re.search(r"(?<![\d-])(?:65|32|33|32\.5)(?![\d-])", shown)
