"""Which occurrence of a report a number goes with, where it counts the effects of no event."""

from __future__ import annotations

from functools import lru_cache

import pytest

from reportedly.link.occurrences import find_accounts
from reportedly.links import link_reports
from reportedly.model import make_report
from reportedly.pipeline import ReaderOptions, analyse, load_reader
from reportedly.showcase import bundled

MARKET = (
    "An air strike on a market in the town of Varo killed 14 people on Tuesday, the Tarvian health ministry said.\n\n"
    "The Sorrendish defence minister, Ruven Karsk, said jets had hit a barracks outside Nesdal and killed 20 soldiers."
)
TWO_RAIDS = "Shelling killed nine people in Kestrel on Monday. Shelling killed four people in Halvik on Friday."


@lru_cache(maxsize=1)
def reader():
    """With the places of the invented world."""
    with bundled() as folder:
        return load_reader(ReaderOptions(places=(str(folder / "places.csv"),)))


def read(text, outlet="Courier"):
    return analyse(make_report(text, outlet=outlet, published="2031-05-06"), reader())


def numbers(text):
    """The numbers of what is told of each place."""
    found = {}
    for account in find_accounts(read(text)):
        found.setdefault(account.place_name or "-", set()).update(max(c[1:]) for c in account.counts)
    return found


def test_a_paragraph_that_names_no_place_goes_on_with_what_the_report_is_about():
    """Not with the barracks, though they were told of last: a new paragraph goes back to the market."""
    assert numbers(MARKET) == {"Varo": {14}, "Nesdal": {20}}
    again = f"{MARKET}\n\nA monitoring group, the Ambrel Register, put the toll at 11 dead."
    assert numbers(again) == {"Varo": {14, 11}, "Nesdal": {20}}


def test_a_number_of_a_place_goes_with_what_is_told_of_it():
    """Told last of the barracks, and of the town in the same sentence."""
    again = f"{MARKET} The mayor of Varo, Emil Durack, counted 17 bodies in Varo."
    assert numbers(again)["Varo"] >= {14}
    assert 17 not in numbers(again)["Nesdal"]


@pytest.mark.parametrize(("since", "accounts"), [("since Monday", 1), ("since January", 2)])
def test_a_count_since_a_few_days_is_of_what_began_then(since, accounts):
    """Not the running toll of a war."""
    text = f"Clashes in Kestrel have killed 23 people {since}, police said. The clashes broke out near the mill."
    found = [a for a in find_accounts(read(text)) if a.counts or a.groups == frozenset({"battle"})]
    assert len(found) == accounts


def test_two_places_of_one_report_are_two_incidents():
    analyses = [read(MARKET), read(TWO_RAIDS, "Herald"), read(f"{MARKET} It went on.", "Post")]
    for group in link_reports(analyses).accounts.groups():
        assert len({account.place_name for account in group.items if account.place_name}) <= 1


@pytest.mark.parametrize("text", ["", "No number.", "Five."])
def test_texts_that_tell_of_nothing(text):
    assert numbers(text) == {}
