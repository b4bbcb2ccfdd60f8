"""Actors: own gold whole, names that are nobody, whose somebody is, offices by date, and any text at all."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gold.actors.measure import code_errors, measure, read, reading_errors
from reportedly.lexicon import load_lexicon
from reportedly.lexicon.codes import cameo, code_phrase
from reportedly.parse import load_model, parse
from reportedly.stages.names import Names, find_names

LEXICON = load_lexicon()


def names_of(text: str, day: dt.date | None = None) -> Names:
    """The mentions of a text."""
    return find_names(parse(text, load_model(), LEXICON), LEXICON, day)


def actors_in(text: str) -> set[str]:
    """The known actors that the kept names of a text stand for."""
    return {r.actor for r in names_of(text).refs() if r.actor}


def test_own_gold_is_measured() -> None:
    """No wrong country at all; nearly every mention and phrase as annotated."""
    figures = measure()
    assert figures["country_not_wrong"] == 1.0
    assert min(figures["mention"], figures["phrase"]) > 0.98


def test_errors_of_gold_are_told() -> None:
    """Each in one line that names the text, what was wanted and what came."""
    assert all("want" in line and "got" in line for line in reading_errors())
    assert all("want" in line for line, _ in code_errors())


@pytest.mark.parametrize(
    "text",
    [
        "The airstrike hit on Monday.",
        "Monday was quiet.",
        "The roof fell in March.",
        "They sailed the Indian Ocean to the Niger Delta.",
        "KESTREL (Meridian Wire) - Snow fell.",
        "BEIRUT (Meridian Wire) - Snow fell.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    """Days, things, seas and datelines stand for no known actor."""
    assert actors_in(text) <= {"reuters"}


@pytest.mark.parametrize(
    ("text", "head", "actor"),
    [
        ("Iran-backed fighters left.", "fighters", None),
        ("Pro-Russian fighters left.", "fighters", None),
        ("Russian fighters left.", "fighters", "russia"),
        ("Former Kenyan minister Oran Vell left.", "Vell", None),
        ("Kenyan minister Oran Vell left.", "Vell", "kenya"),
        ("Kenya critic Oran Vell left.", "Vell", None),
        ("Oran Vell, who commands the Kenyan army, left.", "Vell", "kenya"),
        ("Oran Vell, a spokesman for the Kenyan police, left.", "Vell", "kenya"),
        ("Oran Vell, an envoy for Kenya, left.", "Vell", None),
        ("Congolese soldiers left.", "soldiers", None),
        ("Kinshasa sent help. Congolese soldiers left.", "soldiers", "democratic-republic-of-the-congo"),
        ("Brazzaville sent help. Congolese soldiers left.", "soldiers", "republic-of-the-congo"),
        ("Kinshasa wrote to Brazzaville. Congolese soldiers left.", "soldiers", None),
    ],
)
def test_whose_somebody_is(text: str, head: str, actor: str | None) -> None:
    """Of whom the words beside the name say; a backer, a past office and a shared name give nobody."""
    assert read(text, "")[head, 0][1] == actor


@pytest.mark.parametrize(
    ("day", "actor"),
    [(None, None), (dt.date(2010, 1, 1), None), (dt.date(2019, 1, 1), "germany"), (dt.date(2024, 1, 1), None)],
)
def test_an_office_is_resolved_by_the_day(day: dt.date | None, actor: str | None) -> None:
    """The same name is of the state only while the office is held, and never without a date."""
    (ref,) = names_of("Heiko Maas spoke.", day).refs()
    assert ref.actor == actor


def test_codes_of_both_schemes() -> None:
    """PLOVER's sectors come out as the nearest of CAMEO."""
    code = code_phrase("a Kenyan newspaper", LEXICON)
    assert (code.country, code.sectors, cameo(code, LEXICON)) == ("KEN", ("JRN",), "KENMED")
    assert cameo(code_phrase("the UN Security Council", LEXICON), LEXICON) == "IGOUNO"
    assert cameo(code_phrase("nothing at all", LEXICON), LEXICON) == ""


WORDS = [
    "Chad",
    "he",
    "Venn",
    "the minister",
    "M23",
    "IS",
    ",",
    "said",
    '"',
    "US",
    "-backed",
    "\n",
    "KENYA",
    "Dr.",
    "May",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_words_are_read(text: str) -> None:
    """No text raises, every span is raw, a resolved actor is one of the lexicon, and reading twice is the same."""
    names = names_of(text, dt.date(2020, 1, 1))
    for ref in names.refs():
        assert text[ref.span.start : ref.span.end] == ref.span.text
        assert ref.actor is None or ref.actor in LEXICON.actors
    assert names.refs() == names_of(text, dt.date(2020, 1, 1)).refs()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.dates())
def test_any_phrase_is_coded(phrase: str, day: dt.date) -> None:
    """No phrase raises; a country is a code of three letters or nothing."""
    assert len(code_phrase(phrase, LEXICON, day, phrase).country) in (0, 3)
