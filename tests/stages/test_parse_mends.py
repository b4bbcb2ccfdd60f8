"""Who says it at the end of a sentence hangs on the word of saying, and trees stay trees."""

import pytest

from gold.events.measure import reader
from reportedly.parse import parse

MENDED = [
    ("Two soldiers were killed, the governor of Korvath, who visited the site, said.", "governor"),
    ("The truce will hold until May, Oran Vell, the mayor of Korvath, said.", "Vell"),
    ("The port was shelled on Monday, the head of the coast guard, which runs it, told reporters.", "head"),
    ("Talks will resume in Korvath, Oran Vell, the mayor, who is close to the rebels, said on Monday.", "Vell"),
]
LEFT = [
    "A man detained near the port, an official said, was freed.",
    "The talks on Monday of last week failed, the envoy said.",
    "The army sent a general over 2,000 rockets to the ford.",
    "The mayor said the towns of Kora, Venna and Mirna, which lie on the river, were shelled.",
    "Shells hit the market, the school and the clinic, which the army said was empty.",
    "On Monday, in Kora, the army said it had left.",
    "The rebels left the bridge on Monday, 3 May, officials said.",
]


def _subject(text: str) -> str | None:
    parsed = parse(text, reader().model, reader().lexicon)
    verb = next(t for t in parsed.tokens if t.lower in ("said", "told"))
    return next((c.text for c in verb.children if c.dep.startswith("nsubj")), None)


@pytest.mark.parametrize(("text", "who"), MENDED)
def test_who_says_it_last_is_the_subject(text: str, who: str) -> None:
    assert _subject(text) == who


@pytest.mark.parametrize("text", LEFT)
def test_other_shapes_stay_as_parsed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mended = _tree(text)
    monkeypatch.setattr("reportedly.parse.mend", lambda tokens: None)
    assert _tree(text) == mended


@pytest.mark.parametrize("text", [text for text, _ in MENDED])
def test_a_mended_sentence_is_still_a_tree(text: str) -> None:
    parsed = parse(text, reader().model, reader().lexicon)
    for sentence in parsed.sentences:
        assert sentence.root is not None
        assert sentence.root.subtree() == list(sentence.tokens)
        for token in sentence.tokens:
            assert [c.i for c in token.children] == sorted(c.i for c in token.children)
            assert all(c.head is token for c in token.children)


def _tree(text: str) -> list[tuple[str, int, str]]:
    return [(t.text, t.head.i, t.dep) for t in parse(text, reader().model, reader().lexicon).tokens]


def _heads(text: str) -> dict[str, str]:
    return {t.lower: t.head.lower for t in parse(text, reader().model, reader().lexicon).tokens}


def test_the_verb_of_what_is_said_is_no_participle() -> None:
    heads = _heads("A bomb planted near a mill killed two, police said.")
    assert (heads["bomb"], heads["killed"]) == ("killed", "said")


def test_of_behind_a_day_goes_with_the_verb() -> None:
    assert _heads("Tarvia accused Sorrend on Monday of 14 breaches of the truce.")["of"] in ("accused", "breaches")
    assert _heads("Tarvia accused Sorrend on Monday of shelling.")["of"] == "accused"


def test_a_headline_with_a_year_names_no_doer() -> None:
    heads = _heads("Court issues warrant for former Tarvian general over 2019 raid")
    assert (heads["general"], heads["over"], heads["raid"]) == ("for", "general", "over")


def test_no_sentence_begins_with_the_comma_before_who_said_it() -> None:
    text = (
        "An explosion at a grain terminal killed at least six dockers on Monday night, the regional governor said, "
        "blaming a gas leak. Tarvia's coast guard said the blast was caused by a shell."
    )
    parsed = parse(text, reader().model, reader().lexicon)
    assert [s.tokens[0].text for s in parsed.sentences] == ["An", "Tarvia"]
    assert _heads(text)["killed"] == "said"
