"""Attribution: each claim to the one who makes it, and who "I" is inside somebody's words."""

from __future__ import annotations

import reportedly
from reportedly.model import Analysis


def read(text: str) -> Analysis:
    """A report of that text, read."""
    return reportedly.read_text(text, published="2031-05-03", outlet="Hale Observer")


def test_i_is_who_speaks() -> None:
    """In a quotation, and only there: the role names the speaker, with the span of the word."""
    analysis = read('"I have pulled our soldiers out of the town," Governor Oran Vell said.')
    (withdrawal,) = [e for e in analysis.events if e.kind == "withdrawal"]
    (sender,) = withdrawal.roles["sender"]
    assert (sender.name, sender.how, sender.span.text) == ("Oran Vell", "pronoun", "I")


def test_we_stays_we() -> None:
    """It may be a side, a people or a staff: nobody is chosen."""
    analysis = read('"We shelled the depot," Governor Oran Vell said.')
    names = {ref.name for e in analysis.events for refs in e.roles.values() for ref in refs}
    assert "Oran Vell" not in names


def test_nobody_relays_their_own_word() -> None:
    """ "The ministry said it had confirmed": two statements of one speaker, the inner one passed on by nobody else."""
    analysis = read("The health ministry said it had confirmed that five people were killed.")
    inner = next(s for s in analysis.statements if s.stance == "confirms")
    assert inner.speaker is not None
    assert (inner.speaker.name, inner.relayed_by, inner.parent is not None) == ("health ministry", (), True)


def test_who_passes_on_another_word_is_kept() -> None:
    """The chain stays."""
    analysis = read("State television reported that the governor had said five people were killed.")
    inner = next(s for s in analysis.statements if s.relayed_by)
    assert [r.name for r in inner.relayed_by] == ["State television"]
