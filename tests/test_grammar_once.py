"""A question about a token is worked out once, each token for itself."""

from __future__ import annotations

from reportedly.grammar import asked_once, is_passive
from reportedly.lexicon import Lexicon
from reportedly.parse import Token, load_model, parse


def test_a_question_is_put_once_to_each_token(lexicon: Lexicon) -> None:
    asked: list[int] = []

    @asked_once
    def is_long(token: Token) -> bool:
        asked.append(token.i)
        return len(token.text) > 4

    parsed = parse("The town was shelled. Troops left it.", load_model(), lexicon)
    twice = [[is_long(t) for t in parsed.tokens] for _ in range(2)]
    assert twice[0] == twice[1]
    assert asked == [t.i for t in parsed.tokens]
    by_word = {t.lower: t for t in parsed.tokens}
    assert is_passive(by_word["shelled"])
    assert not is_passive(by_word["left"])
