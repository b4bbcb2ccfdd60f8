"""What drawings and cards are made of: nothing stands for more, or for less, than is said."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from factory import event, evidence, report, statement
from factory import ref as name_of
from web.cases import client, make_case

from reportedly.model import Analysis, TimeRef
from reportedly.rows import Version
from reportedly.web.drawing import Scale, number_ticks
from reportedly.web.outlines import Frame, area, load_areas, load_world
from reportedly.web.screens import timeline
from reportedly.web.screens.map import Placed, _meet, core, find_areas, find_rings, view_map
from reportedly.web.screens.overview import side_by_side
from reportedly.web.tolls import Number, facets


def version(said_by: str, low: int | None, high: int | None, day: str = "2031-05-03", **fields: object) -> Version:
    known: dict[str, object] = {
        **dict.fromkeys(("population", "kind", "place", "time_start", "time_end", "counted_by")),
        "relayed_by": (),
        "measure": "killed",
        "words": (str(low),),
        "scope": "incident",
        "relation": "total",
        "status": "asserted",
        "outlets": ("Wire",),
        "ids": (f"f-{said_by}-{low}",),
        **fields,
    }
    return Version(said_by=said_by, low=low, high=high, day=day, **known)  # type: ignore[arg-type]


def test_those_who_give_one_number_stand_under_it_once() -> None:
    sides = side_by_side(
        [
            version("mayor", 17, 17, "2031-05-04"),
            version("ministry", 14, 14),
            version("narration of Wire", 14, 14),
            version("ministry", 14, 14, "2031-05-05"),
        ]
    )
    assert [(s.version.low, [v.said_by for v in s.givers], [v.said_by for v in s.tellers]) for s in sides] == [
        (14, ["ministry"], ["narration of Wire"]),
        (17, ["mayor"], []),
    ]


def test_numbers_of_other_people_or_held_otherwise_stand_apart() -> None:
    rows = [
        version("a", 3, 3),
        version("b", 3, 3, population="soldiers"),
        version("c", 3, 3, status="denied"),
        version("d", 3, None),
        version("e", None, None, words=("many",)),
        version("f", None, None, words=("scores",)),
    ]
    assert len(side_by_side(rows)) == len(rows)


def test_of_many_who_give_one_number_the_rest_is_counted() -> None:
    (side,) = side_by_side([version(f"speaker {n}", 5, 5) for n in range(9)])
    assert len(side.givers) + side.more == 9


def number(said_by: str, low: int, high: int | None, day: str = "2031-05-01") -> Number:
    return Number(said_by, day, "killed", "people", "incident", low, high, str(low), f"f-{said_by}")


def test_an_axis_begins_at_zero_unless_all_numbers_are_far_from_it() -> None:
    (near,) = facets([number("a", 3, 3), number("b", 17, 17)])
    assert near.numbers[0].label == "0"
    (far,) = facets([number("a", 14, 14), number("b", 17, 17)])
    assert int(far.numbers[0].label) > 0
    assert all(int(far.numbers[0].label) <= 14 or int(tick.label) <= 20 for tick in far.numbers)


def test_ticks_stand_on_whole_numbers_between_the_ends() -> None:
    ticks = number_ticks(18.2, Scale(9.4, 18.2, 0, 100), low=9.4)
    assert [tick.label for tick in ticks] == ["10", "12", "14", "16", "18"]


def place(name: str, lat: float, lon: float, claims: int = 1, precision: str = "place") -> Placed:
    return Placed(name, lat, lon, precision, None, claims, None)


def test_places_are_parted_as_the_map_comes_nearer() -> None:
    towns = [place("A", 10.0, 10.0, 5), place("B", 10.0, 10.6), place("C", 10.0, 25.0)]
    far = find_rings(towns, Frame(0, 0, 40, 22.4, 1000, 560))
    assert sorted(ring.names for ring in far) == [("A", "B"), ("C",)]
    zoom = next(ring.zoom for ring in far if ring.zoom)
    near = view_map(towns, 0, (zoom["lat"], zoom["lon"], zoom["span"]))
    assert {("A",), ("B",)} <= {ring.names for ring in near.rings}


def test_two_places_at_the_edge_of_a_cell_still_become_one() -> None:
    frame = Frame(0, 0, 100, 56, 1000, 560)
    (ring,) = find_rings([place("A", 28.0, 29.9), place("B", 28.0, 30.1)], frame)
    assert ring.names == ("A", "B")


def test_names_on_the_map_never_lie_on_each_other() -> None:
    rings = find_rings([place(f"Long name {n}", 28.0, 3.2 * n) for n in range(1, 30)], Frame(0, 0, 100, 56, 1000, 560))
    boxes = [ring.spot.box for ring in rings if ring.spot]
    assert 0 < len(boxes) < len(rings)
    assert not any(_meet(a, b) for a, b in combinations(boxes, 2))


def test_the_map_opens_on_most_claims_and_says_what_lies_outside() -> None:
    places = [place("A", 10.0, 10.0, 40), place("B", 11.0, 11.0, 40), place("Far", 60.0, 150.0, 1)]
    assert {p.name for p in core(places)} == {"A", "B"}
    view = view_map(places, 0, (None, None, None))
    assert view.outside == 1
    assert view_map(places, 0, (view.all["lat"], view.all["lon"], view.all["span"])).outside == 0


def test_a_state_named_as_a_whole_is_an_area_and_no_ring() -> None:
    world = Frame(-180, -80, 180, 80, 1000, 560)
    shown = find_areas([place("Kenya", 0.0, 38.0, 3, "country"), place("Loka", 0.0, 38.0, 2, "country")], world)
    assert [(found.name, found.claims) for found in shown] == [("Kenya", 3)]
    assert area(Frame(100, 0, 120, 10, 1000, 560), "Kenya") == ""


def test_every_name_of_the_list_leads_to_an_outline() -> None:
    outlines = {name for name, _ in load_world().rings}
    assert set(load_areas().values()) <= outlines


@pytest.fixture
def many_days(tmp_path: Path) -> Path:
    text = "They met in May. Shells fell on a town."
    source = report(text, published="2031-06-01")
    spring = TimeRef(span=evidence(source, "in May").span, start=dt.date(2031, 5, 1), end=dt.date(2031, 5, 31))
    day = TimeRef(span=evidence(source, "in May").span, start=dt.date(2031, 5, 9), end=dt.date(2031, 5, 9))
    said = statement(source, "They met")
    shelling = event(source, "Shells fell", claim_of=said.id)
    times = [spring] * 4 + [day] * 3
    made = [msgspec.structs.replace(shelling, id=f"e-{n:03}", time=time) for n, time in enumerate(times)]
    return make_case(tmp_path / "c.duckdb", [Analysis(report=source, statements=(said,), events=tuple(made))])


def test_too_many_to_draw_one_by_one_are_columns_of_days_and_bars_of_longer_times(
    many_days: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "MOST_BARS", 5)
    with client(many_days) as browser:
        page = browser.get("/timeline?since=2031-04-20&until=2031-06-10").text
    assert "<title>3 claims, 9 May 2031</title>" in page
    assert "<title>4 claims of May 2031</title>" in page


def test_a_period_lists_what_happened_or_what_was_said_in_it(many_days: Path) -> None:
    with client(many_days) as browser:
        happened = browser.get("/timeline?since=2031-05-01&until=2031-05-20").text
        said = browser.get("/timeline?since=2031-05-01&until=2031-05-20&by=said").text
        later = browser.get("/timeline?since=2031-05-30&until=2031-06-02&by=said").text
    assert "said of 9 May 2031" in happened
    assert "No claim was published in it." in said
    assert "said of 9 May 2031" in later


def test_two_that_are_said_to_meet_are_a_pair_that_leads_to_the_claims(tmp_path: Path) -> None:
    text = "Loka said envoys of Venna and Tarvia held talks."
    source = report(text)
    said = statement(source, "Loka said", speaker=name_of(source, "Loka"))
    roles = {"party": (name_of(source, "Venna"), name_of(source, "Tarvia"))}
    talks = event(source, "held talks", kind="talks", roles=roles, claim_of=said.id)
    analysis = Analysis(report=source, statements=(said,), events=(talks,))
    with client(make_case(tmp_path / "c.duckdb", [analysis])) as browser:
        page = browser.get("/actors").text
        assert "/claims?tab=claims&amp;actor=Tarvia&amp;beside=Venna" in page
        assert "1 found" in browser.get("/claims?tab=claims&actor=Tarvia&beside=Venna").text
        assert "0 found" in browser.get("/claims?tab=claims&actor=Tarvia&beside=Loka").text
