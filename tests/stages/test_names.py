"""Names: who a noun phrase, a role, a short name or a pronoun stands for."""

from __future__ import annotations

import pytest

from reportedly.lexicon import load_lexicon
from reportedly.parse import load_model, parse
from reportedly.stages.names import Names, find_names


def read(text: str) -> Names:
    """The mentions of a text."""
    lexicon = load_lexicon()
    return find_names(parse(text, load_model(), lexicon), lexicon)


def name_of(names: Names, word: str, nth: int = -1) -> tuple[str, str | None, str] | None:
    """Name, actor and how of the mention whose head is a word."""
    found = [m.ref for m in names.mentions.values() if m.token.text == word]
    return (found[nth].name, found[nth].actor, found[nth].how) if found else None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Prime Minister Oran Vell resigned.", "Vell", ("Oran Vell", None, "name")),
        ("The Lebanese armed group Hezbollah denied the claim.", "group", ("Hezbollah", "hezbollah", "name")),
        ("The French city council, Hezbollah said, left.", "council", ("French city council", "france", "role")),
        ("French President Oran Vell resigned.", "Vell", ("Oran Vell", "france", "name")),
        ("French army spokesman Col. Dara Venn left.", "Venn", ("Dara Venn", "france", "name")),
        ("Oran Vell met nurses. Vell then left.", "Vell", ("Oran Vell", None, "alias")),
        ("Oran Vell met nurses. He then left.", "He", ("Oran Vell", None, "pronoun")),
        ("The French army moved north.", "army", ("French army", "france", "role")),
        ("France moved north.", "France", ("France", "france", "name")),
        (
            "People queued, and on Sunday fighters of the Savanna Unity Army shot two men.",
            "fighters",
            ("fighters of the Savanna Unity Army", None, "role"),
        ),
        ("The mayor of Varo, Emil Durack, now counts 17.", "mayor", ("Emil Durack", None, "name")),
        ("The mayor of Varo, New Delling, now counts 17.", "mayor", ("mayor of Varo", None, "role")),
        ("13:20 The Casualty Monitor says so.", "Monitor", ("Casualty Monitor", None, "role")),
        ("The Sunday Herald said so.", "Herald", ("Sunday Herald", None, "name")),
        ("On Friday Radio Kora told of it.", "Kora", ("Radio Kora", None, "role")),
        ("Radio Free Nesdal told of it.", "Nesdal", ("Radio Free Nesdal", None, "role")),
        ("Mayor Oran Kora told of it.", "Kora", ("Oran Kora", None, "name")),
        (
            "The Ambrel Casualty Monitor counted. The monitor, which began in May, stopped.",
            "monitor",
            ("Ambrel Casualty Monitor", None, "role"),
        ),
        (
            "The Ambrel Casualty Monitor counted. The monitor that began in May stopped.",
            "monitor",
            ("monitor", None, "role"),
        ),
        ("The Health Ministry counted. It then stopped.", "It", ("Health Ministry", None, "pronoun")),
        ("A spokesman for the army left.", "spokesman", ("spokesman for the army", None, "role")),
        ("Minister Oran Vell met nurses. The minister then left.", "minister", ("Oran Vell", None, "role")),
    ],
)
def test_who_is_meant(text: str, word: str, expected: tuple[str, str | None, str]) -> None:
    """The fullest name of the report, the known actor, and how it is known."""
    assert name_of(read(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word", "owner"),
    [
        ("The council urged France to admit that it struck the market.", "it", "France"),
        ("The council urged Orland to admit that it struck the market.", "it", "it"),
        ("Lebanon said France had admitted that it shelled the town.", "it", "France"),
        ("France said that it shelled the town.", "it", "France"),
        ("Mayor Ilo Brack said the council knew he had left Kora.", "he", "Ilo Brack"),
        ("Ilo Brack told Dara Venn that he must go.", "he", "he"),
    ],
)
def test_a_clause_is_about_whoever_it_completes_the_act_of(text: str, word: str, owner: str) -> None:
    found = name_of(read(text), word)
    assert found is not None
    assert found[0] == owner


def test_a_pronoun_with_two_owners_stays_open() -> None:
    """Nobody is put in by guess: two bodies in one object list, and "it" has no owner."""
    names = read("They flew over the Health Ministry and the Education Ministry. It was closed.")
    found = name_of(names, "It")
    assert found is None or found[0] == "it"


def test_things_do_not_speak() -> None:
    """Ships wait and agents say: "they said" never means what was counted, "they waited" may."""
    text = "At least 11 merchant ships were waiting, according to two shipping agents. One had turned back, they said."
    assert "ships" not in (name_of(read(text), "they") or ("",))[0]
    assert name_of(read("Eleven ships were waiting. They left at dawn."), "They") == ("Eleven ships", None, "pronoun")


def test_a_lone_name_behind_a_preposition_is_no_she() -> None:
    """It may be a town: "the road to Nesdal"."""
    names = read("Col. Lise Marn spoke in town. Shells fell on the road to Nesdal. The soldiers, she said, ran.")
    assert name_of(names, "she") == ("Lise Marn", None, "pronoun")


def test_a_pronoun_with_two_possible_owners_teaches_no_gender() -> None:
    """Who was taken for "his" by chance stays free to be the "she" of the next sentence."""
    names = read("Col. Lise Marn met Anton Weil and praised his flock. She left on Monday.")
    assert name_of(names, "She") == ("Lise Marn", None, "pronoun")


def test_a_body_and_what_it_is_said_to_be_are_one() -> None:
    """ "It" has one owner then."""
    names = read("The Ambrel Casualty Monitor, a group that tracks deaths, said it had counted 11.")
    assert name_of(names, "it") == ("Ambrel Casualty Monitor", None, "pronoun")


def test_a_quoted_person_owns_no_pronoun_outside_the_quote() -> None:
    """Whom a speaker speaks of is not who goes on speaking."""
    names = read('Oran Vell spoke. "Minister Tam Brack lied to us," he said.')
    assert name_of(names, "he") == ("Oran Vell", None, "pronoun")


def test_spans_are_raw() -> None:
    """Every mention's words stand at its place."""
    text = "French President Oran Vell met “the Health Ministry’s” staff."
    for mention in read(text).mentions.values():
        span = mention.ref.span
        assert text[span.start : span.end] == span.text
