"""PLOVER rows: what is planned, asked for or threatened is a verbal act; conventions fill sides in rows only."""

from __future__ import annotations

import pytest

from reportedly.model import make_report
from reportedly.pipeline import analyse, load_reader
from reportedly.vocabulary import PloverRow, plover_rows


def rows(text: str) -> list[PloverRow]:
    """The PLOVER rows of a text."""
    reader = load_reader()
    return plover_rows(analyse(make_report(text, published="2026-06-03"), reader), reader.lexicon)


@pytest.mark.parametrize(
    ("text", "category", "actor", "recipient"),
    [
        ("France will send food to Chad.", "AGREE", ("FRA",), ("TCD",)),
        ("Chad demanded that Niger open the crossing.", "REQUEST", ("TCD",), ("NER",)),
        ("Chad threatened to close its border with Niger.", "THREATEN", ("TCD",), ("NER",)),
        ("Chad refused to open the crossing.", "REJECT", ("TCD",), ()),
        ("Norway and Chad signed a treaty.", "SUPPORT", ("NOR", "TCD"), ("TCD",)),
        ("Students demonstrated in Norway on Sunday.", "PROTEST", ("NOR",), ("NOR",)),
    ],
)
def test_a_sentence_gives_its_row(text: str, category: str, actor: tuple[str, ...], recipient: tuple[str, ...]) -> None:
    """Category, actor and recipient as a coder would write them."""
    row = next(r for r in rows(text) if r.category == category)
    assert (row.actor, row.recipient, row.status) == (actor, recipient, "asserted")


def test_a_denial_stays_a_denial() -> None:
    """A denied attack is an ASSAULT with the status denied, never one that happened."""
    assert [(r.category, r.status) for r in rows("Chad denied that it had attacked Niger.")] == [("ASSAULT", "denied")]


def test_a_broken_truce_is_a_record_of_its_own() -> None:
    """PLOVER has no category for it; the row says so by a name of its own."""
    assert [r.category for r in rows("Chad violated the ceasefire.")] == ["CEASEFIRE_VIOLATION"]


def test_rows_leave_records_as_they_are() -> None:
    """The nation that a convention gives to students stands in the row, not in the event."""
    reader = load_reader()
    analysis = analyse(make_report("Students demonstrated in Norway on Sunday."), reader)
    assert plover_rows(analysis, reader.lexicon)[0].actor == ("NOR",)
    assert analysis.events[0].roles["protester"][0].actor is None
