"""Whether a noun is of people, of one person, of those who fight, or of things that no measure of people counts."""

from __future__ import annotations

import re

from reportedly.lexicon.figures import Figures
from reportedly.parse import Token

PERSON_ENDING = re.compile(r"[a-z]{2}(?:er|or|eer|ist|ian|man|woman)$")


def is_person(token: Token, lexicon: Figures) -> bool:
    """Whether a singular noun names a person, by the lists or by its ending: "conservationist"."""
    return is_people(token, lexicon) or (
        PERSON_ENDING.search(token.lower) is not None
        and token.lower not in lexicon.words.things
        and token.lower not in lexicon.words.not_persons
    )


def is_people(token: Token, lexicon: Figures) -> bool:
    """Whether a noun names people."""
    words = lexicon.words
    forms = {token.lower, token.lemma, token.lower.rstrip("s")}
    return bool(
        forms & words.people or forms & words.plain_people or forms & words.combatants or forms & words.attackers
    ) or (token.known is not None and token.known.form == "plural")


def is_thing(token: Token | None, lexicon: Figures) -> bool:
    """Whether a noun names things, animals, places or lengths of time, which no measure of people counts."""
    if token is None:
        return False
    return token.lower in lexicon.words.things and not is_people(token, lexicon)


def is_armed(token: Token, lexicon: Figures) -> bool:
    """Whether a noun names people who fight or attack."""
    forms = {token.lower, token.lemma, token.lower.rstrip("s")}
    return bool(forms & (lexicon.words.combatants | lexicon.words.attackers | lexicon.words.state_forces))
