"""Words and names of a passage in a form that two reports share in spite of endings and spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

WORD = re.compile(r"[^\W_][\w'’-]*")
STEM = 5  # letters kept of a word: "shelled" and "shelling" fall together, "market" and "marked" do not
SHORTEST = 4
MOST_WORDS = 60  # of a passage; a longer one tells no more about which occurrence it is
ARTICLES = ("al-", "el-", "an-", "ar-", "as-", "at-", "az-", "ash-")
MARKS = re.compile(r"[\u0300-\u036f]")  # accents and dots that stand alone once letters are taken apart
DOUBLED = re.compile(r"(.)\1+")
VOWELS = str.maketrans({"e": "a", "i": "a", "y": "a", "o": "u"})


@lru_cache(maxsize=1)
def empty_words() -> frozenset[str]:
    """Words of reporting, of time and of grammar, from empty_words.txt: they tell no occurrence from another."""
    text = files("reportedly.link").joinpath("empty_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """A name without article, doubled letters and differences of vowels: Raqqa, Raqa; Hasakeh, al-Hasakah."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    text = MARKS.sub("", plain).replace("’", "'").removesuffix("'s").strip()
    text = next((text[len(a) :] for a in ARTICLES if text.startswith(a) and len(text) > len(a) + 2), text)
    folded = DOUBLED.sub(r"\1", text.translate(VOWELS)).rstrip("h")
    return folded or text


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The beginning of a word that carries meaning; empty for one that does not."""
    lower = word.casefold().replace("’", "'").removesuffix("'s")
    return lower[:STEM] if len(lower) >= SHORTEST and lower not in empty_words() and not lower[0].isdigit() else ""


def find_words(passage: str) -> frozenset[str]:
    """The stems of a passage, of its first words that carry meaning."""
    found: dict[str, None] = {}
    for match in WORD.finditer(passage):
        if short := stem(match[0]):
            found[short] = None
            if len(found) >= MOST_WORDS:
                break
    return frozenset(found)


def find_capitals(passage: str) -> frozenset[str]:
    """Names of a passage as its writing shows them: capitalised words that no grammar or calendar asks for."""
    names = set()
    for match in WORD.finditer(passage):
        word = match[0]
        if (word[0].isupper() or word[:3].casefold() in ARTICLES) and stem(word):
            names.add(fold_name(word))
    return frozenset(names)
