"""Numbers read with a sign, behind a year, and of people whose name already counts them."""

from __future__ import annotations

import pytest

from reportedly.model import make_report
from reportedly.pipeline import analyse, load_reader


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What happened to the displaced is told by the verb.
        ("Thirteen evacuees were killed in Kora when a bus was hit.", [("killed", 13, 13)]),
        ("A car bomb killed 98 evacuees near Kora.", [("killed", 98, 98)]),
        ("Two hundred evacuees were wounded.", [("injured", 200, 200)]),
        ("The town took in 300 evacuees.", [("displaced", 300, 300)]),
        ("The death toll in a bomb attack on evacuees rose to 112.", [("killed", 112, 112)]),
        ("With the death toll estimated between 500 and 1,300, the council met.", [("killed", 500, 1300)]),
        ("The dead had lived there between 1950 and 1960.", []),
        ("The number of dead was discussed between 12 and 15 envoys.", []),
        # Some are told to be among those harmed.
        ("Six children were among the dead in Kora, the monitor said.", [("killed", 6, 6)]),
        ("At least six children were among those killed in raids on Kora.", [("killed", 6, None)]),
        ("There were also 20 women among the dead.", [("killed", 20, 20)]),
        ("Three women were among the wounded.", [("injured", 3, 3)]),
        ("Five prisoners were among those released on Monday.", [("released", 5, 5)]),
        ("Seven reporters were among the crowd.", []),
        ("Two ministers were among those who met him.", []),
        # A sign for "or more".
        ("The raid on Kora killed 20+ people.", [("killed", 20, None)]),
        ("The raid on Kora killed 20 people + a dog.", [("killed", 20, 20)]),
        # A year multiplies nothing.
        ("3 May 2031 Dozens of people were killed in Kora.", [("killed", 24, None)]),
        ("The war has displaced 350 thousand people.", [("displaced", 350000, 350000)]),
        ("The raid on Kora killed 2 dozen people.", [("killed", 24, 24)]),
    ],
)  # fmt: skip
def test_numbers(text, expected):
    figures = analyse(make_report(text, published="2031-05-04"), load_reader()).figures
    assert [(f.measure, f.low, f.high) for f in figures] == expected


def test_some_who_are_among_those_harmed_are_a_part_of_them():
    (figure,) = analyse(make_report("Six children were among the dead in Kora."), load_reader()).figures
    assert (figure.relation, figure.population) == ("part_of", "children")


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("The mayor, who had earlier put the death toll at nine, said 11 had died in Kora.", [9]),
        ("The ministry, which had put the toll at nine, now says 11 people died in Kora.", [9]),
        ("The mayor put the death toll at nine.", []),
        ("Officials had put 12 wounded men on a bus.", []),
    ],
)
def test_a_number_that_was_given_before_is_superseded(text, old):
    figures = analyse(make_report(text, published="2031-05-04"), load_reader()).figures
    assert [f.low for f in figures if "superseded" in f.remarks] == old
