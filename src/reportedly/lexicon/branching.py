"""Alternatives as a tree over the letters they begin with, so that a search looks at few of many hundred.

For lists of lower-case words. A group matches what a plain `a|b|c` with the longest first matches: of two words one of
which begins with the other, the longer is tried first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LETTERS = re.compile(r"(?:[a-z](?![?*+{]))*")
BRACKETED = re.compile(r"\([^()]*\)|\[[^\]]*\]")


def any_word(words: Iterable[str]) -> str:
    """A group that matches any of some phrases, the longest first, with any white space between words."""
    return any_pattern(r"\s+".join(map(re.escape, word.split())) for word in words)


def any_pattern(patterns: Iterable[str]) -> str:
    """A group that matches any of some patterns; what begins with a bracket is tried last."""
    return _group([_halves(p) for p in sorted(set(patterns), key=lambda p: (-len(p), p))])


def _halves(pattern: str) -> tuple[str, str]:
    """The letters that a pattern begins with, and the rest of it."""
    if "|" in BRACKETED.sub("", pattern):
        return "", f"(?:{pattern})"
    letters = LETTERS.match(pattern)
    cut = letters.end() if letters is not None else 0
    return pattern[:cut], pattern[cut:]


def _group(halves: list[tuple[str, str]]) -> str:
    by_letter: dict[str, list[tuple[str, str]]] = {}
    ends: list[str] = []
    for letters, rest in halves:
        if letters:
            by_letter.setdefault(letters[0], []).append((letters[1:], rest))
        else:
            ends.append(rest)
    branches = [letter + _group(inner) for letter, inner in sorted(by_letter.items())]
    # What begins with no letter cannot match where a letter does; a word that ends here is the shortest of all.
    branches += [end for end in ends if end] + [end for end in ends if not end]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
