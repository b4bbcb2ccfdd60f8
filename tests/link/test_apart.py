"""What is linked in pieces is what is linked at once: copies by shuffled runs, incidents by region and week."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.linking.made import make_reports
from reportedly.link import copies, grouping, shuffle
from reportedly.link.cells import cell_of, cut, find_incidents, share_at_borders
from reportedly.link.copies import CopyRule, Fingerprint, make_fingerprint
from reportedly.link.grouping import Grouping
from reportedly.link.occurrences import find_accounts
from reportedly.link.shuffle import find_copies

MADE = make_reports(400, seed=2)
ACCOUNTS = [account for analysis in MADE for account in find_accounts(analysis)]


def by_order(prints):
    once = Grouping(CopyRule())
    once.update(prints)
    return {d.item.report: (d.group.items[0].report, d.score) for d in once.decisions.values()}


def state(incidents):
    return {name: ([a.id for a in d.group.items], d.score) for name, d in incidents.decisions.items()}


@pytest.mark.parametrize("piles", [1, 2, 5])
def test_copies_by_shuffled_runs_are_those_found_in_order(piles):
    prints = [make_fingerprint(analysis.report) for analysis in MADE]
    once = by_order(prints)
    assert sum(score is not None for _, score in once.values()) > 60
    random.Random(piles).shuffle(prints)
    assert find_copies(prints, piles=piles) == once


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.frozensets(st.integers(0, 9), max_size=8)), max_size=25),
    st.integers(1, 4),
    st.sampled_from([2, 3, 64]),
)
def test_copies_of_crowded_runs_are_those_found_in_order(made, piles, crowd):
    """With runs that many have, and shares that are equal."""
    prints = [Fingerprint((str(day), f"r{n}"), sample) for n, (day, sample) in enumerate(made)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "CROWD", crowd)
        patch.setattr(shuffle, "CROWD", crowd)
        patch.setattr(copies, "SHARED", 2)
        assert find_copies(prints, piles=piles) == by_order(prints)


@pytest.mark.parametrize("parts", [2, 3, 7, 30])
def test_incidents_of_pieces_are_those_of_all(parts):
    assert state(find_incidents(ACCOUNTS, parts=parts)) == state(find_incidents(ACCOUNTS))


def test_pieces_are_runs_of_whole_cells_and_leave_most_inside():
    pieces = cut(ACCOUNTS, 4)
    assert len(pieces) == 4
    assert sorted(a.id for piece in pieces for a in piece) == sorted(a.id for a in ACCOUNTS)
    cells = [{cell_of(a) for a in piece} for piece in pieces]
    assert all(max(one) < min(other) for one, other in itertools.pairwise(cells))
    assert min(map(len, pieces)) > len(ACCOUNTS) / 8
    assert 0 < share_at_borders(ACCOUNTS, 4) < 0.9
