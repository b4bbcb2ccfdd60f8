"""Which language a text is in, offline, and only when that is beyond doubt."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

# The first thousand words settle the language; the rest would only cost time.
SAMPLE_CHARS = 6000
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# English news has 12-35% such words, headlines and lists of names 0-10%; no other language passed 6%.
COMMON_SHARE = 0.12
MIN_COMMON_WORDS = 5
# Measured with the names left out: of English paragraphs none over 45 bytes was called another language with more
# than 0.66, and one sentence in French, German, Ukrainian or Arabic has 0.86-0.99.
CONFIDENT = 0.9
MIN_BYTES = 45


def find_language(text: str, expected: tuple[str, ...] = ("en",)) -> str | None:
    """The ISO 639-1 code of the text's language; None for one that is too short, mostly names, or in doubt.

    `expected` languages are recognised by their common words, without loading the detector.
    """
    sample = text[:SAMPLE_CHARS]
    words = WORD.findall(sample)
    for language in expected:
        hits = sum(word.lower() in common_words(language) for word in words)
        if hits >= MIN_COMMON_WORDS and hits >= COMMON_SHARE * len(words):
            return language
    rest = " ".join(words if sample.isupper() else (w for w in words if not w[0].isupper()))
    if len(rest.encode("utf-8", "replace")) < MIN_BYTES:
        return None
    language, confidence = _detector().classify(rest)
    return str(language) if confidence >= CONFIDENT else None


@lru_cache
def common_words(language: str) -> frozenset[str]:
    """The words that tell a language from all others; empty when no list is kept for it."""
    if not re.fullmatch("[a-z]{2,3}", language):
        return frozenset()
    path = resources.files("reportedly").joinpath("lexicon", language, "common_words.toml")
    if not path.is_file():
        return frozenset()
    return frozenset(tomllib.loads(path.read_text("utf-8"))["words"])


@lru_cache(maxsize=1)
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
