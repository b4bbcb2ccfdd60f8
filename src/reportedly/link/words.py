"""Words and names of a passage in a form that two reports share in spite of endings and spellings."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_][\w'’-]*")
STEM = 5  # letters kept of a word: "shelled" and "shelling" fall together, "market" and "marked" do not
SHORTEST = 4
MOST_WORDS = 60  # of a passage; a longer one tells no more about which occurrence it is
ARTICLES = ("al-", "el-", "an-", "ar-", "as-", "at-", "az-", "ash-")
DOUBLED = re.compile(r"(.)\1+")
VOWELS = str.maketrans({"e": "a", "i": "a", "y": "a", "o": "u"})
# Words of reporting, of time and of grammar: they say nothing about which occurrence a passage is about.
EMPTY = frozenset(
    """
    about above according accused activist activists added adding after again against agency agencies ahead alleged
    almost along already also although among another any around april area areas asked attack attacks attacked august
    away back because been before behind being below between both called came casualties city claimed could country
    dead death deaths deadly december denied despite died done down during each early east eastern eight either eleven
    else even evening ever every february fifth fighters first five following forces former four fourth friday from
    further gave government group groups have having head health here high himself his hold hour hours however
    hundred hundreds hurt include included including injured injuring inside into january july june just kill killed
    killing kills know known largest last late later latest least leaving left less like local made main make many
    march media members might military million minister ministry monday monitor month months more morning most much
    near nearby nearly never news next night nine north northern november number occurred october office official
    officials only other others over part past people person persons place police police provide province quoted
    region report reported reporter reporters reportedly reports residents said same saturday says second security
    seen sent september seven several shot showed since some soldiers source sources south southern spokesman
    spokesperson spokeswoman stated state statement still such sunday than that their them then there these they third
    this thousand thousands three through thursday time today told took toll town toward towards twelve tuesday twenty
    two under until updated upon very victims village wednesday week weeks well went were west western what when where
    which while whose will with within without witnesses wounded wounding wounds would year years yesterday yet your
    """.split()
)


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """A name without article, doubled letters and differences of vowels: Raqqa, Raqa; Hasakeh, al-Hasakah."""
    text = name.casefold().replace("’", "'").removesuffix("'s").strip()
    text = next((text[len(a) :] for a in ARTICLES if text.startswith(a) and len(text) > len(a) + 2), text)
    folded = DOUBLED.sub(r"\1", text.translate(VOWELS)).rstrip("h")
    return folded or text


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The beginning of a word that carries meaning; empty for one that does not."""
    lower = word.casefold().replace("’", "'").removesuffix("'s")
    return lower[:STEM] if len(lower) >= SHORTEST and lower not in EMPTY and not lower[0].isdigit() else ""


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
