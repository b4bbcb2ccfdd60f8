"""Figures: every example of the word lists, and the rules one by one."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gold.figures.measure import load_cases
from reportedly.api import read_text
from reportedly.lexicon import load_lexicon
from reportedly.lexicon.figures import Measure
from reportedly.model import Abstention, Figure, make_report
from reportedly.parse import load_model, parse
from reportedly.pipeline import analyse, load_reader
from reportedly.stages.figure_numbers import find_numbers
from reportedly.stages.figure_patterns import has_figure
from reportedly.stages.figure_remarks import FALLS, TOO_LARGE, TOO_MANY
from reportedly.stages.figures import find_figures
from reportedly.stages.names import find_names

LEXICON = load_lexicon()
MEASURES = LEXICON.figures.measures
WANTED = re.compile(r"(?P<measure>\w+) (?P<low>\d+)?(?P<open>\.\.)?(?P<high>\d+)?")


def read(text: str) -> tuple[list[Figure], list[Abstention]]:
    """The figures of a text, and what was left."""
    parsed = parse(text, load_model(), LEXICON)
    return find_figures(make_report(text), parsed, LEXICON, find_names(parsed, LEXICON), [], [], [])


def figures(text: str) -> list[Figure]:
    """The figures of a text."""
    return read(text)[0]


def short(figure: Figure) -> str:
    """A figure as the examples write it: "killed 5", "killed 9..", "killed ..9", "killed 2..6"."""
    low = "" if figure.low is None else str(figure.low)
    high = "" if figure.high is None else str(figure.high)
    return f"{figure.measure} {low if low == high and low else f'{low}..{high}'}"


def shorts(text: str) -> list[str]:
    """All figures of a text, short."""
    return [short(f) for f in figures(text)]


def examples(kind: str) -> list[tuple[Measure, str]]:
    """Sentences of the word list with their measure."""
    return [(m, line) for m in MEASURES for line in (m.examples if kind == "examples" else m.not_)]


@pytest.mark.parametrize(("measure", "line"), examples("examples"), ids=lambda x: x if isinstance(x, str) else x.id)
def test_every_example_is_read(measure: Measure, line: str) -> None:
    sentence, _, wanted = line.partition(" => ")
    assert wanted in shorts(sentence)


@pytest.mark.parametrize(("measure", "line"), examples("not"), ids=lambda x: x if isinstance(x, str) else x.id)
def test_no_counter_example_is(measure: Measure, line: str) -> None:
    assert not [f for f in figures(line) if f.measure == measure.id]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("five people", "killed 5"),
        ("more than 50 people", "killed 51.."),
        ("over 1,200 people", "killed 1201.."),
        ("at least nine people", "killed 9.."),
        ("no fewer than twenty people", "killed 20.."),
        ("20 or more people", "killed 20.."),
        ("nearly 1,900 people", "killed ..1899"),
        ("fewer than ten people", "killed ..9"),
        ("about 40 people", "killed 40"),
        ("up to 15 people", "killed 0..15"),
        ("no more than six people", "killed 0..6"),
        ("between 12 and 15 people", "killed 12..15"),
        ("100-300 people", "killed 100..300"),
        ("five or six people", "killed 5..6"),
        ("dozens of people", "killed 24.."),
        ("scores of people", "killed 40.."),
        ("hundreds of people", "killed 200.."),
        ("several people", "killed 3.."),
        ("many people", "killed .."),
        ("two dozen people", "killed 24"),
        ("a hundred and five people", "killed 105"),
        ("2.5 million people", "killed 2500000"),
        ("at least another 27 people", "killed 27.."),
        ("more than an estimated 60 people", "killed 61.."),
        ("no people", "killed 0"),
    ],
)
def test_bounds_come_from_the_words(words: str, expected: str) -> None:
    """The numbers of a figure, with the words kept beside them."""
    (figure,) = figures(f"The shelling killed {words}.")
    assert short(figure) == expected
    assert figure.words in words


@pytest.mark.parametrize(
    "text",
    [
        "The 34-year-old driver met two officials at 9:30.",
        "Soldiers found 155mm shells in a barn on Highway 4.",
        "Unit 8200 moved 40 km north in May 2031.",
        "The strike cost $45 million and cut output by 12 percent.",
        "The home team won 3-1 in front of 20,000 fans.",
        "The bill was killed by a vote of 12 to 9.",
        "A girl of six and a man aged 40 spoke to reporters about the attack.",
        "More than 20 sources reported the incident.",
        "Gunmen stole 60 cows.",
    ],
)
def test_numbers_that_are_none_of_ours(text: str) -> None:
    assert shorts(text) == []


def test_things_that_a_trigger_would_count_are_left_and_said_so() -> None:
    found, left = read("Three cows were killed by a mine.")
    assert found == []
    assert [(a.kind, a.evidence.span.text) for a in left] == [("figure", "Three cows")]


def test_a_part_points_at_its_whole() -> None:
    whole, part = figures("At least 20 people were killed, including six children.")
    assert (part.relation, part.part_of, part.population) == ("part_of", whole.id, "children")
    assert (whole.relation, whole.part_of) == ("total", None)


def test_a_part_without_a_number_is_a_figure_without_bounds() -> None:
    _, part = figures("More than 500 people have been killed, mostly women and children.")
    assert (part.low, part.high, part.words, part.relation) == (None, None, "mostly", "part_of")
    assert part.population == "women and children"


def test_others_are_additional() -> None:
    assert [f.relation for f in figures("Ten people were killed and 15 others injured.")] == ["total", "additional"]


def test_a_list_with_people_told_one_by_one_is_one_figure() -> None:
    (figure,) = figures("A bomb killed a judge, his driver and two guards.")
    assert (figure.low, figure.high) == (4, 4)
    assert figure.words == "a judge, his driver and two guards"
    assert figure.remarks == ("counted from the list: 1 + 1 + 2",)


def test_a_list_of_two_sides_is_never_added() -> None:
    assert shorts("Four soldiers and one militant were killed.") == ["killed 4", "killed 1"]


def test_one_person_told_again_makes_no_second_figure() -> None:
    assert shorts("A teacher was shot dead in Kora. The teacher was killed at noon.") == ["killed 1"]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Shelling killed nine people in the past 24 hours.", "window"),
        ("Since October 5 more than 4,000 people have been killed.", "cumulative"),
        ("It was the worst strike since May: it killed 40 people.", "incident"),
        ("Two of them died of their wounds, bringing the toll to 17.", "increment"),
        ("Twenty hostages remain in captivity.", "stock"),
        ("The march came a day after eight people were killed in a crash.", "other_event"),
    ],
)
def test_over_what_a_number_counts(text: str, scope: str) -> None:
    assert figures(text)[0].scope == scope


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Eleven people are feared dead.", "possible"),
        ("The strike could kill 20 people.", "possible"),
        ("If the dam breaks, 500 people could be killed.", "conditional"),
        ("The strike did not kill 30 people.", "negated"),
        ("The group threatened to kill 20 hostages.", "threatened"),
        ("Venna will release 30 prisoners on Sunday.", "planned"),
        ("Nine people were killed.", "asserted"),
    ],
)
def test_how_the_clause_holds_a_number(text: str, status: str) -> None:
    assert [f.status for f in figures(text)] == [status]


def test_a_revised_toll_keeps_both_numbers() -> None:
    old, new = figures("The ministry raised the death toll from 12 to 15.")
    assert (old.low, old.remarks) == (12, ("superseded",))
    assert (new.low, new.remarks) == (15, ("revised",))


def test_that_nothing_could_be_verified_is_the_outlets_remark() -> None:
    (figure,) = figures("The army said it had killed 60 rebels. The claim could not be independently verified.")
    assert figure.remarks == ("the outlet remarks that this could not be independently verified",)


def test_who_counts() -> None:
    """The subject of a verb of counting."""
    (figure,) = figures("The hospital has documented 40 deaths.")
    assert figure.counted_by is not None
    assert figure.counted_by.name == "hospital"


def test_an_action_that_began_on_a_day_gives_a_stretch_of_days() -> None:
    """Those killed in a campaign are counted from its first day to the day of the report."""
    text = "Loka launched an air campaign on Venna on May 3, killing 40 people."
    report = make_report(text, published="2031-05-12")
    (figure,) = analyse(report, load_reader()).figures
    assert figure.scope == "window"
    assert figure.period is not None
    assert (str(figure.period.start), str(figure.period.end)) == ("2031-05-03", "2031-05-12")


def test_a_figure_belongs_to_its_event() -> None:
    analysis = analyse(make_report("Shelling killed five people in Kora on Monday."), load_reader())
    (figure,) = analysis.figures
    assert figure.event in {e.id for e in analysis.events}


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Nine people were killed, including 12 children.", {12: TOO_LARGE}),
        ("Ten people were killed, including seven men and six women.", {10: TOO_MANY}),
        ("Since May 500 people have been killed. Since May 400 people have been killed.", {400: FALLS}),
        ("Ten people were killed, including four women.", {}),
    ],
)
def test_sums_that_do_not_fit_are_remarked_and_never_corrected(text: str, remarks: dict[int, str]) -> None:
    found = analyse(make_report(text), load_reader()).figures
    assert {f.low: r for f in found for r in f.remarks} == remarks


def test_no_remark_when_two_speakers_give_two_tolls() -> None:
    text = "The ministry said 500 people had been killed since May. The army said 400 people had been killed since May."
    assert all(FALLS not in f.remarks for f in analyse(make_report(text), load_reader()).figures)


@pytest.mark.parametrize(
    "text", ["The French army killed nine German soldiers.", "France freed 12 soldiers of Germany."]
)
def test_swapping_the_parties_changes_no_number(text: str) -> None:
    swapped = text.replace("French", "X").replace("German", "French").replace("X", "German")
    swapped = swapped.replace("France", "Y").replace("Germany", "France").replace("Y", "Germany")
    assert shorts(text) == shorts(swapped) != []


def test_evidence_is_what_stands_there() -> None:
    text = "“More than 50” people were killed, among them two nurses;\nnearly 1,900 others were hurt."
    for figure in figures(text):
        for span in (figure.evidence.span, *figure.evidence.cues):
            assert text[span.start : span.end] == span.text


PIECES = """killed killing dead wounded five 12 1,900 nearly at least people soldiers children including and or , (
[ ] ) - of them the a toll rose to from in Kora mostly others dozens no one was were left two between since if not 2.5
million half bodies family himself %"""
WORDS = st.sampled_from(PIECES.split())


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_words_are_read_without_error_and_the_fast_route_never_misses_one(text: str) -> None:
    found, left = read(text)
    for record in (*found, *left):
        for span in (record.evidence.span, *record.evidence.cues):
            assert text[span.start : span.end] == span.text
    for figure in found:
        assert figure.low is None or figure.high is None or figure.low <= figure.high
    assert has_figure(text) or not found


def test_the_fast_route_misses_no_figure_of_the_bundled_reports() -> None:
    """Paragraph by paragraph, on every report of the demo."""
    folder = resources.files("reportedly").joinpath("demo", "corpus")
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".txt")), key=lambda p: p.name)[:12]
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for figure in figures(text):
            start = text.rfind("\n", 0, figure.evidence.span.start) + 1
            end = text.find("\n", figure.evidence.span.end)
            assert has_figure(text[start : end if end > 0 else len(text)]), figure


def test_the_fast_route_says_no_too() -> None:
    assert not has_figure("The council met on Tuesday and spoke about the budget for roads.")
    assert not has_figure("Five ministers signed the treaty in the spring.")


@pytest.mark.parametrize(
    "piece", ["killed 12 ", "12 ", "at least ", "a hundred and ", "killed ", "more than nearly about 5 "]
)
def test_the_fast_route_is_linear_in_a_very_long_line(piece: str) -> None:
    """No pattern may look back over what it has seen: this takes a moment, or for ever."""
    line = piece * (200_000 // len(piece))
    has_figure(line)
    assert len(find_numbers(line, LEXICON.figures, most=500)) <= 500
    assert isinstance(find_numbers(line[:20_000], LEXICON.figures), list)


def test_the_table_of_own_passages_counts_what_is_there() -> None:
    """Every sort of passage that the gold's README names is there in the number that it gives, and no other."""
    table = Path(__file__).parents[2].joinpath("gold/figures/README.md").read_text(encoding="utf-8")
    told = {
        m["sort"]: int(m["n"]) for m in re.finditer(r"^\| (?P<sort>[a-z ]+) \|.*\| (?P<n>\d+) \|$", table, re.MULTILINE)
    }
    assert told == Counter(case["reads"] for case in load_cases())
    assert told["none of ours"] >= 60


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The blast recalled a war in which 6,000 people were killed.", "other_event"),
        ("The war, in which 6,000 people have been killed, goes on.", "cumulative"),
        ("The 1998 war killed 6,000 people.", "other_event"),
        ("The siege has claimed the lives of 90 civilians.", "cumulative"),
        ("Three soldiers were killed in the war on Monday.", "incident"),
        ("The battle in which 60 people were killed began at dawn.", "incident"),
    ],
)
def test_who_dies_in_a_whole_war_is_of_no_incident(text: str, scope: str) -> None:
    assert [f.scope for f in figures(text)] == [scope]


def test_a_part_may_stand_before_its_whole() -> None:
    part, whole = figures("Monitors said 236 of the 371 killed were civilians.")
    assert (part.low, part.population, part.part_of) == (236, "civilians", whole.id)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The army denied reports that 15 of its soldiers were captured.", "army"),
        ("Reports that 15 soldiers were captured are false, the mediator said.", "mediator"),
        ("The rumour that 15 soldiers were captured proved false.", None),
    ],
)
def test_a_denied_report_is_denied_by_who_denies_it(text: str, speaker: str | None) -> None:
    analysis = analyse(make_report(text), load_reader())
    (figure,) = analysis.figures
    said = next((s.speaker for s in analysis.statements if s.id == figure.claim_of), None)
    assert (figure.status, said.name if said is not None else None) == ("denied", speaker)


def test_an_earlier_version_of_the_report_is_no_speaker() -> None:
    text = "Correction: An earlier version of this article said 12 people were killed; it is 15."
    analysis = analyse(make_report(text), load_reader())
    assert [(f.low, f.remarks, f.claim_of) for f in analysis.figures] == [
        (12, ("superseded",), None),
        (15, ("corrected",), None),
    ]


def test_a_sum_is_nobody_who_counts() -> None:
    """The parser may take "the toll" for who puts it somewhere."""
    (figure,) = figures("The mayor of Varo, Emil Durack, now puts the toll at 17.")
    assert figure.counted_by is None or figure.counted_by.name == "Emil Durack"


def test_a_numbered_heading_says_of_what_day_and_place_the_labelled_lines_below_it_are() -> None:
    text = "1. Attack on Paris, 3 May 2031\nKilled: 4\nWounded: 6\n2. Other\nTwo men were killed near a well.\n"
    found = {f.words: f for f in read_text(text, published="2031-05-04").figures}
    assert {str(found[n].period.start) for n in ("4", "6")} == {"2031-05-03"}  # type: ignore[union-attr]
    assert {found[n].place.name for n in ("4", "6")} == {"Paris"}  # type: ignore[union-attr]
    assert found["Two"].place is None
