"""Hard cases of putting reports together, as real wars bring them, in words and places of an invented one.

Each test is a pile of short reports: which are of one occurrence, on how many origins they rest, and how their numbers
stand to each other.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import pytest

from reportedly.incidents import counts_together
from reportedly.link.origins import UNKNOWN, Text, find_origins
from reportedly.link.rows import rows_of
from reportedly.link.versions import ranges, relate
from reportedly.links import link_reports
from reportedly.model import Analysis, make_report
from reportedly.pipeline import ReaderOptions, analyse, load_reader
from reportedly.rows import ClaimRow
from reportedly.showcase import bundled


@lru_cache(maxsize=1)
def reader():
    """With the places and actors of the invented world."""
    with bundled() as folder:
        places, actors = (str(folder / name) for name in ("places.csv", "actors.csv"))
        return load_reader(ReaderOptions(places=(places,), actors=(actors,)))


class Pile(NamedTuple):
    """Reports with the incident that each is about, and what was linked."""

    analyses: list[Analysis]
    linked: object
    about: list[str]

    def rows(self) -> list[ClaimRow]:
        """All claims."""
        return [row for analysis in self.analyses for row in rows_of(analysis)]

    def number(self, at: int, low: int, measure: str = "killed") -> ClaimRow:
        """The number of a report."""
        rows = [r for r in rows_of(self.analyses[at]) if r.type == "figure" and r.measure == measure]
        return next(r for r in rows if low in (r.low, r.high))

    def relation(self, one: ClaimRow, other: ClaimRow) -> str:
        """How two claims stand to each other."""
        rows = self.rows()
        same = any(
            {one.id, other.id} <= set(o.claims) for o in find_origins(rows, self.texts(), {}) if o.how != UNKNOWN
        )
        return relate(one, other, same_origin=same, told=rows).relation

    def texts(self) -> dict[str, Text]:
        """Credits and copies of the reports."""
        first = {f.report: g.items[0].report for g in self.linked.copies.groups() for f in g.items}
        outlets = {a.report.id: a.report.outlet for a in self.analyses}
        found = {}
        for analysis in self.analyses:
            report = analysis.report
            source = first.get(report.id, report.id)
            copied = source if source != report.id else None
            found[report.id] = Text(
                report.outlet, report.origin, report.origin_how, copied, outlets[source] if copied else None, ""
            )
        return found


def pile(*reports) -> Pile:
    """Read and link: outlet, day of publication, text, and a title where there is one."""
    analyses = [
        analyse(make_report(text, outlet=outlet, published=day, title=title[0] if title else None), reader())
        for outlet, day, text, *title in reports
    ]
    linked = link_reports(analyses)
    about = []
    for analysis in analyses:
        accounts = [linked.accounts.items[a] for a in linked.by_report[analysis.report.id]]
        lead = next((a for a in accounts if a.lead), None)
        about.append(linked.accounts.group_of(lead.id).items[0].id if lead else analysis.report.id)
    return Pile(analyses, linked, about)


def incidents(found: Pile) -> list[int]:
    """The reports' incidents as numbers in the order of their first report: [0, 0, 1]."""
    order = list(dict.fromkeys(found.about))
    return [order.index(name) for name in found.about]


MONITOR = "the Ambrel Casualty Monitor said"


def test_1_a_rising_toll_is_updates_of_one_incident():
    found = pile(
        (
            "Courier",
            "2031-04-15T12:00",
            f"At least 43 people were killed by a bomb on a bus in Varo on Tuesday, {MONITOR}.",
        ),
        ("Herald", "2031-04-15T20:00", f"A bomb on a bus in Varo killed at least 70 people on Tuesday, {MONITOR}."),
        ("Post", "2031-04-16", f"At least 112 people were killed by a bomb on a bus in Varo on Tuesday, {MONITOR}."),
    )
    assert incidents(found) == [0, 0, 0]
    numbers = [found.number(at, low) for at, low in enumerate((43, 70, 112))]
    assert [found.relation(a, b) for a, b in combinations(numbers, 2)] == ["updates"] * 3


def test_2_rival_tolls_of_one_day_stay_together_with_who_gives_them():
    found = pile(
        ("Courier", "2031-08-21", "A rocket attack on Varo killed 640 people on Thursday, the Varo Council said."),
        ("Herald", "2031-08-21", "Rockets killed 1,300 people in Varo on Thursday, the Valley Coalition said."),
        (
            "Post",
            "2031-08-21",
            "More than 200 people were killed in a rocket attack on Varo on Thursday, doctors said.",
        ),
    )
    assert incidents(found) == [0, 0, 0]
    assert found.relation(found.number(0, 640), found.number(1, 1300)) == "contradicts"
    assert found.relation(found.number(0, 640), found.number(2, 201)) == "compatible"
    (span,) = [r for r in ranges(found.rows()) if r.measure == "killed"]
    assert (span.low, span.high, span.high_by) == (201, 1300, ("Valley Coalition",))


def test_3_an_outlet_that_gives_two_numbers_does_not_hide_one():
    found = pile(
        ("Courier", "2031-07-27T09:00", "A car bomb in Korvath killed 22 people on Sunday, Radio Korvath said."),
        ("Courier", "2031-07-27T11:00", "A car bomb killed 31 people in Korvath on Sunday, the Korvath hospital said."),
    )
    assert incidents(found) == [0, 0]
    assert found.relation(found.number(0, 22), found.number(1, 31)) == "contradicts"


def test_4_one_agency_text_and_one_monitor_are_one_origin():
    text = (
        f"Helicopters dropped barrel bombs on Varo on Saturday, killing 11 civilians, {MONITOR}. Its head said that "
        "the bombs fell on a market street shortly after noon, when people had come from the villages around."
    )
    found = pile(
        ("Courier", "2031-05-03", f"KESTREL (Meridian Wire) - {text}"),
        ("Herald", "2031-05-03", text),
        ("Post", "2031-05-03", f"Eleven civilians were killed by barrel bombs in Varo on Saturday, {MONITOR}."),
    )
    assert incidents(found) == [0, 0, 0]
    figures = [found.number(at, 11) for at in range(3)]
    (origin,) = find_origins(figures, found.texts(), {})
    assert (origin.name, len(origin.outlets)) == ("Ambrel Casualty Monitor", 3)


def test_5_a_wrong_date_beside_the_text_gives_way_to_its_dateline():
    strike = "An air strike killed nine people in Varo on Tuesday, police said."
    found = pile(
        ("Courier", "2031-04-15", f"VARO, 15 April 2031 - {strike}"),
        ("Herald", "2031-04-05", f"VARO, 15 April 2031 - {strike} Two houses burned."),
    )
    assert incidents(found) == [0, 0]


def test_6_opposed_words_for_one_battle():
    found = pile(
        ("Courier", "2031-07-10", "Clashes near Varo on Thursday killed 29 rebels, the Ambrel Casualty Monitor said."),
        (
            "Voice",
            "2031-07-10",
            "Our heroes killed 29 terrorists in clashes near Varo on Thursday, the Tarvian army said.",
        ),
    )
    assert incidents(found) == [0, 0]
    assert found.relation(found.number(0, 29), found.number(1, 29)) == "same"


def test_7_dead_and_wounded_as_one_number_is_another_basis():
    found = pile(
        ("Courier", "2031-07-11", "A battle near Varo on Friday left 175 fighters killed or injured, the army said."),
        ("Herald", "2031-07-11", "A battle near Varo on Friday killed 74 fighters, the Ambrel Casualty Monitor said."),
    )
    assert incidents(found) == [0, 0]
    assert found.relation(found.number(0, 175, "killed_or_injured"), found.number(1, 74)) == "different_basis"


def test_8_a_count_of_separate_raids_includes_an_incident_and_is_not_it():
    found = pile(
        ("Courier", "2031-07-02", "Air strikes killed 16 civilians in Varo on Friday, the Varo Council said."),
        ("Herald", "2031-07-02", f"Air strikes killed 25 civilians in separate raids in Tarvia on Friday, {MONITOR}."),
    )
    assert incidents(found) == [0, 1]
    accounts = list(found.linked.accounts.items.values())
    wide, narrow = ([a for a in accounts if a.several is several and a.counts] for several in (True, False))
    assert counts_together(wide, narrow)
    assert not counts_together(narrow, wide)


def test_9_alike_incidents_of_two_days_are_two():
    found = pile(
        ("Courier", "2031-07-21", f"A missile killed 18 civilians in Varo on Monday, {MONITOR}."),
        ("Courier", "2031-07-23", f"Barrel bombs killed 18 civilians in Varo on Wednesday, {MONITOR}."),
        ("Herald", "2031-07-30", "Shelling killed 18 civilians in Varo on Wednesday, police said."),
    )
    assert incidents(found) == [0, 1, 2]


def test_10_who_did_it_differs_by_side_and_the_incident_is_one():
    found = pile(
        ("Courier", "2031-05-12", "Sorrendish jets struck a market in Varo on Monday, Tarvia said, killing 14 people."),
        (
            "Voice",
            "2031-05-12",
            "A Tarvian missile struck a market in Varo on Monday, Sorrend said. It killed 14 people.",
        ),
    )
    assert incidents(found) == [0, 0]
    events = [r for r in found.rows() if r.type == "event" and r.roles.get("attacker")]
    one, other = (next(r for r in events if r.outlet == outlet) for outlet in ("Courier", "Voice"))
    assert relate(one, other, same_origin=False).relation == "contradicts"


def test_11_fighters_and_mercenaries_apart_and_together_contradict_nobody():
    found = pile(
        (
            "Courier",
            "2031-10-07",
            "Air strikes killed 120 fighters and 60 mercenaries near Varo, the defence ministry said.",
        ),
        ("Herald", "2031-10-07", "Air strikes near Varo killed 180 extremists, the ministry said."),
    )
    whole = found.number(1, 180)
    for low in (120, 60):
        assert found.relation(found.number(0, low), whole) in ("narrows", "different_basis", "not_comparable")


def test_12_a_region_and_a_town_in_it_can_be_one():
    found = pile(
        ("Courier", "2031-05-03", "An air strike on a market in Varo killed 14 people on Saturday, police said."),
        ("Herald", "2031-05-03", "An air strike on a market in Tarvia killed 14 people on Saturday, police said."),
    )
    assert incidents(found) == [0, 0]


@pytest.mark.parametrize("spelling", ["al-Hasakeh", "Hasakah", "Hassakeh"])
def test_13_spellings_of_one_town(spelling):
    found = pile(
        (
            "Courier",
            "2031-10-04",
            "A suicide bomber killed 32 people at a wedding in Hasakah on Saturday, medics said.",
        ),
        ("Herald", "2031-10-04", f"A blast at a wedding in {spelling} on Saturday killed 22 people, police said."),
    )
    assert incidents(found) == [0, 0]


def test_14_a_reaction_is_about_the_incident():
    found = pile(
        ("Courier", "2031-04-04", "A gas attack on Varo killed 58 people on Friday, the Varo Council said."),
        (
            "Herald",
            "2031-04-05",
            "The Concord of Nations condemned the gas attack on Varo that killed 58 people on Friday.",
        ),
    )
    accounts = found.linked.accounts
    groups = [g for g in accounts.groups() if any(("killed", 58, 58) in a.counts for a in g.items)]
    assert len(groups) == 1
    assert len({a.report for a in groups[0].items}) == 2


def test_15_a_weekday_alone_and_a_night_between_two_days():
    found = pile(
        ("Courier", "2031-05-08", "KESTREL, 8 May 2031 - Shelling killed six people in Varo on Tuesday, police said."),
        ("Herald", "2031-05-07", "Shelling overnight killed six people in Varo, police said on Wednesday."),
        ("Post", "2031-05-06", "Shelling killed six people in Varo late on Tuesday, police said."),
    )
    assert incidents(found) == [0, 0, 0]


BODY = (
    " people were killed when a bomb went off beside a bus at the gate of Korvath on Tuesday. The bus had been waiting "
    "since the morning with families on board who wanted to leave, and vendors had gathered around it, a driver said. "
    "Rescuers carried the wounded into the school across the street."
)


def test_16_a_copy_with_a_new_number_on_top_is_a_copy_and_its_number_a_version():
    found = pile(
        ("Courier", "2031-04-15T12:00", f"At least 43{BODY}", "43 killed in Korvath"),
        ("Courier", "2031-04-15T18:00", f"At least 70{BODY}", "70 killed in Korvath"),
    )
    assert incidents(found) == [0, 0]
    assert len(found.linked.copies.groups()) == 1
    assert found.relation(found.number(0, 43), found.number(1, 70)) == "updates"


def test_17_careful_readers_differ_by_a_day_and_by_numbers():
    found = pile(
        ("Courier", "2031-05-04", "Gunmen shot dead four people at a mill in Varo on Saturday, police said."),
        ("Herald", "2031-05-04", "Gunmen shot dead five people at a mill in Varo on Sunday, the mayor said."),
        ("Post", "2031-05-05", "Gunmen shot dead three people at a mill in Varo on Saturday night, a witness said."),
    )
    assert incidents(found) == [0, 0, 0]


def test_18_shared_names_do_not_merge_two_raids_and_a_missing_weekday_does_not_split_one():
    found = pile(
        (
            "Courier",
            "2031-07-16",
            f"Warplanes bombed the Old Bridge district of Varo on Wednesday, killing nine, {MONITOR}.",
        ),
        (
            "Courier",
            "2031-07-19",
            f"Warplanes bombed the Old Bridge district of Varo on Saturday, killing nine, {MONITOR}.",
        ),
        ("Herald", "2031-07-19", f"Warplanes bombed the Old Bridge district of Varo, killing nine people, {MONITOR}."),
    )
    assert incidents(found) == [0, 1, 1]
