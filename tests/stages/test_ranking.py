"""The ranker: words outside the lists that say something, frames of rules that are none, and weights without names."""

from __future__ import annotations

import tomllib

import pytest

from reportedly.errors import LexiconError
from reportedly.lexicon import Lexicon, load_lexicon
from reportedly.lexicon.ranker import Ranker, load_ranker
from reportedly.model import Abstention, Statement, make_report
from reportedly.parse import load_model, parse
from reportedly.stages.frames import Reading
from reportedly.stages.names import find_names
from reportedly.stages.ranking import RULE, candidates, signs_of, signs_of_rule
from reportedly.stages.statements import find_statements, rule_frames
from training import ranker as training

LEXICON = load_lexicon()


def reading_of(text: str) -> Reading:
    """What frame finders read from."""
    parsed = parse(text, load_model(), LEXICON)
    return Reading(parsed, find_names(parsed, LEXICON), LEXICON.cues)


def found(text: str, lexicon: Lexicon = LEXICON) -> tuple[list[Statement], list[Abstention]]:
    """Statements of a text and what was left."""
    parsed = parse(text, load_model(), lexicon)
    return find_statements(make_report(text), parsed, lexicon, find_names(parsed, lexicon), [])


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The ferryman fretted that the ice would not hold.", "fretted", "the ice would not hold"),
        ('The mediator rasped: "There will be no second meeting."', "rasped", "There will be no second meeting."),
        ("The officials whined that nobody had paid them.", "whined", "nobody had paid them"),
    ],
)
def test_a_word_that_no_list_holds_can_say_something(text: str, cue: str, content: str) -> None:
    """The record names the ranker as its maker, with the score; none of these words is in the lists."""
    assert not any(cue.startswith(verb) for verb in LEXICON.cues.by_verb if len(verb) > 3)
    (statement,), _ = found(text)
    assert (statement.evidence.rule, statement.cue.text, statement.content and statement.content.text) == (
        RULE,
        cue,
        content,
    )
    assert statement.remarks[0].startswith("the ranker scores it 0.")


@pytest.mark.parametrize(
    "text",
    [
        "The truce ensures that grain can be moved.",
        "The law means that nobody can leave after dark.",
        "The watchman did not fret that the ice would break.",
        "The guards might fret that the ice would break.",
        "The storm arranged that the ferry stayed in port.",
        "The blast caused the roof to fall.",
    ],
)
def test_what_only_looks_like_a_saying_is_none(text: str) -> None:
    """Effects, imagined and denied sayings, and things that cannot speak."""
    assert not [s for s in found(text)[0] if s.evidence.rule == RULE]


def test_without_weights_the_rules_stand_alone() -> None:
    """Nothing is added and nothing left out."""
    text = "The ferryman fretted that the ice would not hold."
    assert found(text, LEXICON._replace(ranker=Ranker()))[0] == []
    assert load_ranker(b"") == Ranker()


def test_a_doubtful_frame_is_left_with_its_score() -> None:
    """An idea that is nobody's is no statement; the abstention says who left it out."""
    text = "Nobody in the valley ever bought the idea that a wall could save money."
    statements, left = found(text)
    assert not [s for s in statements if s.cue.text == "idea"]
    (one,) = [a for a in left if a.evidence.span.text == "idea"]
    assert one.reason.startswith("The ranker holds that nobody says anything here: it scores 0.")
    assert [s.cue.text for s in found(text, LEXICON._replace(ranker=Ranker()))[0]] == ["idea"]


def test_no_sign_holds_a_name() -> None:
    """Two parties, a person and a place swapped for others: the ranker sees the same."""
    one = "Tam Orlen of Russia fretted that Moscow and the Kremlin would support the plan of Ukraine."
    other = "Ivo Brandt of Ukraine fretted that Kyiv and the Kremlin would support the plan of Russia."
    signs = []
    for text in (one, other):
        reading = reading_of(text)
        signs.append([signs_of(reading, f) for f in candidates(reading)])
        signs[-1] += [signs_of_rule(reading, f) for f in rule_frames(reading)]
    assert signs[0] == signs[1] != []
    weights = [*LEXICON.ranker.cue.weights, *LEXICON.ranker.doubt.weights]
    words = {sign.removeprefix("word ") for sign in weights if sign.startswith("word ")}
    listed = {*LEXICON.cues.by_verb, *LEXICON.cues.by_noun}
    assert words
    assert words <= listed


def test_the_weights_are_as_the_script_writes_them() -> None:
    """No number was changed by hand: what is read from the file is written as the file, byte for byte."""
    text = training.OUT.read_text(encoding="utf-8")
    assert training.written(load_ranker(text.encode())) == text
    assert len(text) < 100_000
    assert set(tomllib.loads(text)) == {"doubtful", "cue", "doubt"}


def test_training_twice_gives_the_same_weights() -> None:
    """On own texts alone; with GUM at hand `python -m training.ranker GUM --check` compares with the file."""
    cases = training.own_cases(LEXICON)
    assert training.written(training.train(cases)) == training.written(training.train(cases))
    bias, weights = training.fit(cases.cue)
    right = [case for case in cases.cue if (training.score(case.signs, bias, weights) >= 0.5) == case.right]
    assert len(right) >= 0.8 * len(cases.cue) > 30


def test_a_stranger_in_the_file_is_refused() -> None:
    """A field that nobody knows is told by name."""
    with pytest.raises(LexiconError, match=r"ranker\.toml.*colour"):
        load_ranker(b"colour = 1")
