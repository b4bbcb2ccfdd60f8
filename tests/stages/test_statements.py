"""Statements: every case of gold/statements whole, every cue on its examples, chains, and hostile marks."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gold.statements import measure
from reportedly.lexicon import load_lexicon
from reportedly.model import Statement, make_report
from reportedly.parse import load_model, parse
from reportedly.quotation import find_quotes
from reportedly.stages.names import find_names
from reportedly.stages.statements import find_statements

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "gold/statements/cases.jsonl").read_text(encoding="utf-8").splitlines()
]
ALL_CASES = measure.cases()
CUES = load_lexicon().cues.entries


def read(text: str) -> list[Statement]:
    """The statements of a text without any date."""
    lexicon, report = load_lexicon(), make_report(text)
    parsed = parse(text, load_model(), lexicon)
    return find_statements(report, parsed, lexicon, find_names(parsed, lexicon), [])[0]


def as_case(statement: Statement) -> dict[str, Any]:
    """A statement as gold writes it."""
    pieces = [p for p in (statement.content, *statement.continued) if p is not None]
    found: dict[str, Any] = {
        "speaker": statement.speaker.name if statement.speaker else None,
        "cue": statement.cue.text,
        "stance": statement.stance,
        "form": statement.form,
        "content": [p.text for p in pieces],
    }
    found |= {"medium": statement.medium} if statement.medium else {}
    found |= {"via": [r.name for r in statement.relayed_by]} if statement.relayed_by else {}
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_a_case_of_gold_is_read_whole(case: dict[str, Any]) -> None:
    """Speaker, cue, stance, form, content, chain: all as a person read them, and nothing more."""
    want = [{k: v for k, v in s.items() if k != "audience"} for s in case["statements"]]
    assert [as_case(s) for s in read(case["text"])] == want


@pytest.mark.parametrize(
    ("text", "speaker", "via", "content"),
    [
        (
            "The newspaper, citing the army, reported that four men had died.",
            "army",
            ["newspaper"],
            "four men had died",
        ),
        ("Four men died, the radio reported, citing the army.", "army", ["radio"], "Four men died"),
        ("Citing the army, the radio reported that four men had died.", "army", ["radio"], "four men had died"),
        ("The radio reported, citing the army, that four men had died.", "army", ["radio"], "four men had died"),
        ("Four men died, state television said, quoting the army.", "army", ["state television"], "Four men died"),
        ("Four men died, according to the radio, which cited the army.", "army", ["radio"], "Four men died"),
        (
            "The agency said on Monday, citing two officials familiar with the talks, that a deal was close.",
            "two officials",
            ["agency"],
            "a deal was close",
        ),
    ],
)
def test_who_is_cited_speaks_and_who_cites_passes_it_on(text: str, speaker: str, via: list[str], content: str) -> None:
    (statement,) = read(text)
    assert statement.speaker is not None
    assert (statement.speaker.name, [r.name for r in statement.relayed_by]) == (speaker, via)
    assert statement.content is not None
    assert statement.content.text == content


@pytest.mark.parametrize(
    "text",
    [
        "The bloc said it would leave the talks, citing security concerns.",
        "The governor denied the report, citing the army.",
        "The radio reported a clash, citing footage.",
    ],
)
def test_a_reason_or_a_text_that_is_cited_speaks_for_nobody(text: str) -> None:
    assert all(s.speaker is not None and s.speaker.name in ("bloc", "governor", "radio") for s in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The council urged Tarvia to admit that it struck the market.",
        "Kestrel has demanded that Sorrend accept responsibility for the strike.",
        "Tarvia wants Sorrend to confirm that it holds 12 soldiers.",
        "The minister is expected to announce that the crossing will open.",
        "The court ordered the army to say whether it held them.",
        "The envoy hopes to confirm that the truce holds.",
        "The bloc threatened to declare that the talks had failed.",
    ],
)
def test_what_is_only_wanted_is_said_by_nobody(text: str) -> None:
    said = {"admits", "accepts", "confirms", "says", "declares", "announces"}
    assert not [s for s in read(text) if s.stance in said]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister went on to say that the truce held.", "says"),
        ("The minister was forced to admit that the bridge was lost.", "admits"),
        ("The spokesman tried to explain that the shell fell short.", "says"),
        ("The general continued to deny that his men had looted.", "denies"),
    ],
)
def test_what_was_said_all_the_same_is_a_statement(text: str, stance: str) -> None:
    assert stance in [s.stance for s in read(text)]


def test_the_ranker_leaves_a_number_to_whoever_gives_it() -> None:
    text = "Twelve died, according to the health ministry. Earlier it had spoken of nine."
    assert [s.speaker.name for s in read(text) if s.speaker] == ["health ministry", "health ministry"]
    (asked,) = read("We have asked the health ministry, which still speaks of 14.")
    assert asked.speaker is not None
    assert asked.speaker.name == "health ministry"


@pytest.mark.parametrize("cue", CUES, ids=lambda c: c.id)
def test_a_cue_fires_on_its_examples(cue: Any) -> None:
    """Each example of an entry is read by that entry."""
    for example in cue.examples:
        assert cue.id in {s.evidence.rule.partition("/")[2] for s in read(example)}, example


@pytest.mark.parametrize("cue", CUES, ids=lambda c: c.id)
def test_a_cue_is_silent_on_its_counter_examples(cue: Any) -> None:
    """No counter-example of an entry is read by it."""
    for example in cue.not_:
        assert cue.id not in {s.evidence.rule.partition("/")[2] for s in read(example)}, example


def test_cues_are_sorted_and_complete() -> None:
    """Entries stand in the order of their ids, each with a definition, examples and a counter-example."""
    ids = [c.id for c in CUES]
    assert ids == sorted(ids)
    assert all(c.definition and c.examples and c.not_ for c in CUES)


def test_what_is_told_to_whom() -> None:
    """The audience of telling is kept apart from what is told."""
    (statement,) = read("The ambassador told the council on Friday that no warning had come.")
    assert [a.name for a in statement.audience] == ["council"]


def test_a_lost_mark_does_not_swallow_the_report() -> None:
    """An opening mark without its closing one ends with its paragraph at the latest."""
    found = read('"The road is open, the mayor said.\n\nThe army said the bridge was mined.')
    assert "the bridge was mined" in {s.content.text for s in found if s.content}


def test_no_statement_is_made_of_no_comment() -> None:
    """A record of silence has no content, so no claim can be inside it."""
    found = read("The ministry did not say whether the army had shelled the town.")
    assert [s.stance for s in found] == ["no_comment"]
    assert found[0].content is None


def test_a_floating_quote_is_left_open() -> None:
    """A quotation that nobody is named for makes no statement, and is kept as an abstention."""
    lexicon = load_lexicon()
    text = 'The square was empty. "They took everything we had in the house." Nobody was in sight.'
    parsed = parse(text, load_model(), lexicon)
    statements, left = find_statements(make_report(text), parsed, lexicon, find_names(parsed, lexicon), [])
    assert statements == []
    assert [a.evidence.span.text for a in left] == ["They took everything we had in the house."]


# What a speaker may be said to do; each has a sentence.
STANCES = {
    "says", "claims", "confirms", "denies", "admits", "accuses", "warns", "threatens", "promises", "demands", "urges",
    "proposes", "accepts", "rejects", "condemns", "praises", "apologises", "no_comment", "asks", "quotes",
}  # fmt: skip


def test_every_own_sentence_is_there() -> None:
    """150 sentences at least, each once, and among them some of each kind the reading must tell apart."""
    texts = [case["text"] for case in ALL_CASES]
    assert len(texts) == len(set(texts)) >= 150
    wanted = [s for case in ALL_CASES for s in case["statements"]]
    assert {s["form"] for s in wanted} == {"direct", "indirect", "mixed"}
    assert sum(s.get("parent") is not None for s in wanted) >= 9
    assert sum(s.get("said") is not None for s in wanted) >= 3
    assert {s["stance"] for s in wanted} >= STANCES
    assert sum(not case["statements"] for case in ALL_CASES) >= 10


def test_a_case_that_is_read_wrong_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The measure falls when the reading is wrong: here every speaker is taken away."""
    case: dict[str, Any] = {
        "text": "The mayor said the road was open.",
        "statements": [{"speaker": "clerk", "cue": "said", "content": ["the road was open"]}],
    }
    monkeypatch.setattr(measure, "cases", lambda: [case])
    assert measure.measure()["cases whole"] == 0
    case["statements"][0]["speaker"] = "mayor"
    assert measure.measure()["cases whole"] == 1


@pytest.mark.parametrize("day", ["Monday", "Tuesday", "Friday"])
def test_a_day_is_neither_speaker_nor_audience(day: str) -> None:
    """ "said on Monday that" tells when, not to whom."""
    for text in (f"The mission said on {day} that the road was open.", f"{day} said the road was open."):
        for statement in read(text):
            assert day not in {a.name for a in statement.audience}
            assert statement.speaker is None or statement.speaker.name != day


def test_the_source_is_the_speaker_in_full() -> None:
    """The speaker's name stays the name; the source is all that the sentence says of who speaks."""
    (statement,) = read("Lena Dorn, spokeswoman for the harbour authority, said ships were waiting.")
    assert statement.speaker is not None
    assert statement.speaker.name == "Lena Dorn"
    assert statement.source is not None
    assert statement.source.text == "Lena Dorn, spokeswoman for the harbour authority"


def test_a_claim_that_is_rejected_is_not_the_rejecters_claim() -> None:
    """Who rejects a claim does not pass it on: it stands beside the rejection, not inside it."""
    claim, rejection = read("The village's claim that the dam was mined has been dismissed by the army.")
    assert claim.parent is None
    assert claim.relayed_by == ()
    assert rejection.stance == "rejects"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ab .,:\n\"'“”‘’«»-", max_size=120))
def test_no_arrangement_of_marks_raises(text: str) -> None:
    """Whatever the marks, a reading comes back, and each span is a piece of the text."""
    for statement in read(text):
        for span in (statement.cue, statement.content, *statement.continued, statement.source):
            assert span is None or text[span.start : span.end] == span.text


def test_a_long_line_of_marks_is_read_in_time() -> None:
    """The machine that pairs the marks walks once over a line, however long."""
    started = time.perf_counter()
    find_quotes("\"a 'b " * 40_000)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        "The request will be reviewed to determine how troops can help.",
        "It is difficult to say how many were there.",
        "TITLE: The bridge was closed again",
        "Footage showed forces defending the base.",
        "What was supposed to be a short visit lasted a week.",
    ],
)
def test_purposes_labels_and_deeds_are_no_statements(text: str) -> None:
    """Words that look like a saying, and say nothing of anybody's."""
    assert [s.cue.text for s in read(text) if s.cue.text != "showed"] == []


def test_a_no_break_space_beside_a_mark_is_a_space() -> None:
    """Pages print one between the cue and the quote that goes on."""
    (statement,) = read("“The road is closed,” the driver said.\xa0“The bridge went yesterday.”")
    assert [c.text for c in statement.continued] == ["The bridge went yesterday."]


def test_the_accused_orders_and_not_the_accuser() -> None:
    """ "prosecutors accuse him of ordering it": no order of the prosecutors."""
    speakers = {
        s.cue.text: s.speaker.name
        for s in read("The judges accuse the general of telling his men to shoot.")
        if s.speaker
    }
    assert speakers.get("telling") != "judges"


def test_words_added_behind_the_cue_do_not_take_the_place_of_what_was_said() -> None:
    """The parser takes "resumed" for what was said; the clause before the cue is."""
    text = (
        "An air strike on a crowded market in the Lokan town of Varo killed 14 people and wounded 36 on Tuesday, the "
        "Lokan health ministry said, in one of the deadliest attacks since fighting in the valley resumed in February."
    )
    (statement,) = read(text)
    assert statement.content is not None
    assert statement.content.text.startswith("An air strike on a crowded market")
