"""The fast question: is there a figure here at all? Characters only, so that the parser sees only what needs it.

It may say yes where the parse finds nothing; it never says no where the parse finds a figure, since every rule starts
from a trigger and from a number or from somebody told one by one, and both are looked for here in their widest form.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.lexicon import load_lexicon
from reportedly.lexicon.figures import Figures
from reportedly.stages.figure_counts import PRONOUNS, SINGLE_DETERMINERS


def has_figure(text: str, lexicon: Figures | None = None) -> bool:
    """Whether a text may hold a figure: a word that tells a measure, and a number or, for people, a person."""
    words = lexicon if lexicon is not None else load_lexicon().figures
    if words.people_triggers.search(text) is not None and _singles().search(text) is not None:
        return True
    if words.people_triggers.search(text) is not None and words.share.search(text) is not None:
        return True
    return words.triggers.search(text) is not None and words.number.search(text) is not None


@lru_cache(maxsize=1)
def _singles() -> re.Pattern[str]:
    """Signs of a person who is told, not counted: an article, a possessive, a pronoun, two capitalised words."""
    words = "|".join(sorted({*SINGLE_DETERMINERS, *PRONOUNS}))
    return re.compile(rf"(?<!\w)(?i:{words})(?!\w)|(?<!\w)[^\W\d_]+\S*\s+[^\W\d_a-z]\S*")
