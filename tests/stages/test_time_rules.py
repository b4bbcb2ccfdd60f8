"""Every rule of lexicon/en/times.toml fires on its examples, on exactly the marked words, and not on its `not`s."""

from __future__ import annotations

import pytest

from reportedly.errors import LexiconError
from reportedly.lexicon import load_lexicon
from reportedly.lexicon.times import TimeWords, digit_classes, load_times
from reportedly.stages.time_guards import GUARDS
from reportedly.stages.time_scan import Scan, find_matches, read_tokens
from reportedly.stages.times import MAKERS

WORDS = load_lexicon().times
RULES = [p.rule for p in WORDS.patterns]
EXAMPLES = [(r.id, e) for r in RULES for e in r.examples]
COUNTER = [(r.id, e) for r in RULES for e in r.not_]


def fired(text: str, words: TimeWords = WORDS) -> list[tuple[str, str]]:
    tokens, keys = read_tokens(text, words)
    found = find_matches(Scan(text, tokens, words), keys, GUARDS)
    return [(f.pattern.rule.id, text[tokens[f.first].start : tokens[f.last - 1].end]) for f in found]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: str, example: str) -> None:
    marked = example[example.index("[") + 1 : example.index("]")]
    text = example.replace("[", "").replace("]", "")
    assert (rule, marked) in fired(text)


@pytest.mark.parametrize(("rule", "text"), COUNTER)
def test_counter_example(rule: str, text: str) -> None:
    assert rule not in [name for name, _ in fired(text)]


def test_every_rule_has_a_reading_a_guard_and_an_example() -> None:
    for rule in RULES:
        assert rule.make in MAKERS, rule.id
        assert not rule.guard or rule.guard in GUARDS, rule.id
        assert rule.examples or rule.id.startswith("named/"), rule.id


def test_every_guard_and_reading_is_used() -> None:
    assert {r.guard for r in RULES} - {""} == set(GUARDS)
    assert {r.make for r in RULES} == set(MAKERS)


def test_every_number_has_the_classes_of_a_known_shape() -> None:
    for number in [*range(11_000), 123_456_789]:
        for text in (str(number), f"{number:02d}", f"{number:04d}"):
            assert WORDS.key_of_digits(text) != ".", (text, digit_classes(text))


def test_a_wrong_file_is_named() -> None:
    base = '[lists]\ntriggers = ["unit"]\ncapital = []\n[classes.unit]\nday = "D"\n'
    for rule, complaint in (
        ('pattern = "{nothing}"', "no class"),
        ('pattern = "<nothing>"', "no macro"),
        ('pattern = "( {unit}"', "pattern"),
        ('patern = "{unit}"', "patern"),
    ):
        with pytest.raises(LexiconError, match=complaint):
            load_times(f'{base}[[rule]]\nid = "x"\nmake = "year"\n{rule}\n'.encode())


def test_dashes_are_one_word() -> None:
    assert ("duration-hyphen", "60–day") in fired("The 60–day truce held.")
