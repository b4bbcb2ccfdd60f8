from __future__ import annotations

import pytest

from reportedly.sources.language import find_language
from tests.sources.reading import read_bytes, read_one, read_problem

ENGLISH = "The ministry said that two people had died and that more than ten were wounded in the strike on the market."
FRENCH = "Les autorités ont annoncé mardi que quinze personnes ont été tuées dans une frappe sur le marché de la ville."
ARABIC = "الجيش يعلن مقتل خمسة عشر شخصا في غارة على المدينة وإصابة العشرات من السكان"
NAMES = (
    "Dara Venn, Col. Ilan Morte, Khalid al-Rashid, Bashir Haddad, Mira Tal, Sher Abbas Stanik, Abdul Ghani Barad. " * 20
)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr"), (ARABIC, "ar")])
def test_knows_a_sentence(text: str, language: str) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize("text", ["", "Ok", "12 dead", "Quinze morts", "Idlib, Homs: 14, 3, 7", NAMES, "x" * 1_000_000])
def test_short_texts_and_lists_of_names_are_in_no_language(text: str) -> None:
    assert find_language(text) is None
    assert not text or read_one(text).language is None


def test_refuses_a_language_that_is_not_read() -> None:
    reason = 'the text is in language "fr", but only "en" can be read; give a translation.'
    assert read_problem(FRENCH) == ("", reason)
    assert read_one(FRENCH, languages=("en", "fr")).language == "fr"
    assert read_one(FRENCH, languages=()).language == "fr"


def test_what_front_matter_declares_counts_and_is_brought_to_two_letters() -> None:
    assert read_one(f"---\nlanguage: en-GB\n---\n{ENGLISH}").language == "en"
    assert read_one(f"---\nlanguage: English\n---\n{ENGLISH}").language == "en"
    assert read_problem(f"---\nlanguage: fr\n---\n{ENGLISH}")[1].startswith('the text is in language "fr"')


def test_what_a_template_declares_yields_to_the_text() -> None:
    page = f"<html lang='fr'><body><article><p>{ENGLISH} {ENGLISH}</p></article></body></html>"
    assert read_one(page).language == "en"
    feed = (
        "<rss version='2.0'><channel><title>A</title><language>fr</language>"
        "<item><title>Kesh, Tal, Orven</title></item></channel></rss>"
    )
    (found,) = read_bytes(feed)
    assert found.language is None  # type: ignore[union-attr]
