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
