from __future__ import annotations

from reportedly.lexicon import load_lexicon
from reportedly.link.drafts import load_groups


def test_every_kind_of_event_has_a_group_and_every_group_a_kind():
    """A kind that is added to the lexicon must be told which occurrences it can be one with."""
    assert set(load_lexicon().events.by_id) == set(load_groups())
