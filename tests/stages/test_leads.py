"""The lead of wire news belongs to who said it, the frame behind it to the outlet."""

from __future__ import annotations

import pytest
from marked import read_marked

from reportedly.model import make_report
from reportedly.pipeline import analyse, load_reader


@pytest.mark.parametrize(
    "source",
    [
        "[content A drone strike on a bus station killed nine people and left a dozen wounded early on Friday], "
        "officials said, hours after talks collapsed.",
        "VENN, 12 May (Meridian Wire) - [content An airstrike on a crowded market in the town of Varo killed 14 people "
        "and wounded 36 on Tuesday], the health ministry said, in one of the deadliest attacks since fighting in the "
        "valley resumed in February.",
    ],
)
def test_a_lead_is_said_by_who_stands_between_commas(source: str) -> None:
    marked = read_marked(source)
    (statement,) = analyse(make_report(marked.text), load_reader()).statements
    assert statement.content == marked.one("content")


@pytest.mark.parametrize(
    "text",
    [
        "When the bridge fell, the mayor said, rescuers were at lunch.",
        "The road, the general said, would open in May.",
        "On Monday, the minister said, three trucks were hit.",
    ],
)
def test_what_goes_on_behind_the_cue_is_said_too(text: str) -> None:
    """No lead: the clause behind the cue is part of what is said."""
    (statement,) = analyse(make_report(text), load_reader()).statements
    pieces = [statement.content, *statement.continued]
    assert text.rstrip(".").endswith(max(pieces, key=lambda p: p.end if p else 0).text)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Shelling killed five people in the town of Kora a monitoring group said on Friday.", "monitoring group"),
        (
            "Over 100 villagers have been killed in air strikes near the city a local source told reporters.",
            "local source",
        ),
    ],
)
def test_a_cue_at_the_end_that_lost_its_comma_is_read(text: str, speaker: str) -> None:
    (statement,) = analyse(make_report(text), load_reader()).statements
    assert statement.speaker is not None
    assert statement.speaker.name == speaker
    assert statement.content is not None
    assert text.startswith(statement.content.text)


@pytest.mark.parametrize(
    "text", ["Those were the words the mayor said.", "The council adopted the plan the minister announced on Friday."]
)
def test_a_clause_about_a_noun_is_no_lost_comma(text: str) -> None:
    assert not any(
        text.startswith(s.content.text) for s in analyse(make_report(text), load_reader()).statements if s.content
    )
