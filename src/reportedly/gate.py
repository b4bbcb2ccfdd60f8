"""The gate before the parser: is a report about conflict or its diplomacy at all? One look at its words, no parse.

A word counts when the events' lexicon has it as a noun of force, coercion, a ceasefire or an exchange, or as a word
that shows that a text is about force, and when gate.toml or the name of an armed group or a court says so. A report
passes when enough *different* words count: one "attack" makes no war report, six such words do. The lists are the
lexicon's, so a new kind of event is in the gate as soon as it is in the lexicon.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import msgspec

from reportedly.errors import LexiconError
from reportedly.lexicon import Lexicon, data_bytes
from reportedly.lexicon.actors import Surfaces

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
FAMILIES = frozenset({"force", "ceasefire", "exchange", "coercion"})
# How much a word counts: one that is hardly used of anything else, and one that other news has too.
STRONG, WEAK = 3, 1
# Chosen on general news and on news of conflict: see docs/explanation/performance.md.
ENOUGH = 6
# A brief of a few sentences has no room for many words.
BRIEF, ENOUGH_IN_BRIEF = 600, 1
# Classes of nouns of the events' lexicon that belong to force or its end.
STRONG_CLASSES = ("truce", "explosive")
ENDINGS = ("", "s", "es", "ed", "d", "ing", "ies", "ied")


class Gate(NamedTuple):
    """What each word counts, by lower-case lemma; `in_brief` holds the words that count in a brief alone as well."""

    weight: dict[str, int]
    in_brief: dict[str, int]
    named: Surfaces

    def passes(self, text: str) -> bool:
        """Whether a report is read by the parser. Stops looking as soon as it is sure."""
        is_brief = len(text) <= BRIEF
        enough, weight = (ENOUGH_IN_BRIEF, self.in_brief) if is_brief else (ENOUGH, self.weight)
        seen: set[str] = set()
        score = self._named_score(text)
        for match in WORD.finditer(text):
            lemma = _lemma_of(match.group(), self, is_brief)
            if lemma and lemma not in seen:
                seen.add(lemma)
                score += weight[lemma]
            if score >= enough:
                return True
        return score >= enough

    def score(self, text: str) -> int:
        """What the different words of a text count together."""
        is_brief = len(text) <= BRIEF
        lemmas = {_lemma_of(word, self, is_brief) for word in WORD.findall(text)} - {""}
        weight = self.in_brief if is_brief else self.weight
        return sum(weight[lemma] for lemma in lemmas) + self._named_score(text)

    def _named_score(self, text: str) -> int:
        return STRONG * len({known.actors for known in self.named.find(text)})

    def lemma_of(self, word: str) -> str:
        """The counting word that this is a form of, or an empty text."""
        return _lemma_of(word, self, False)

    def __hash__(self) -> int:
        """One gate a lexicon: identity is enough."""
        return id(self.weight)


@lru_cache(maxsize=200_000)
def _lemma_of(word: str, gate: Gate, is_brief: bool) -> str:
    word = word.lower()
    weight = gate.in_brief if is_brief else gate.weight
    return next((form for form in _bases(word) if form in weight), "")


def _bases(word: str) -> list[str]:
    """What a word may be a form of: "shelled" of "shell", "raided" of "raid", "seizing" of "seize"."""
    found = [word]
    for ending in ENDINGS[1:]:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            if ending == "d" and not stem.endswith("e"):
                continue  # a "ward" is no war
            found += [stem + "y"] if ending.startswith("ie") else [stem, stem + "e"]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found


class GateFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """gate.toml as a whole."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    brief: tuple[str, ...]
    broad: frozenset[str]
    kinds: frozenset[str]


def make_gate(lexicon: Lexicon) -> Gate:
    """Compile the gate from a lexicon. Raises LexiconError when gate.toml is wrong."""
    try:
        file = msgspec.toml.decode(data_bytes("en", "gate.toml"), type=GateFile)
    except msgspec.MsgspecError as error:
        raise LexiconError(f"gate.toml: {error}") from error
    events = lexicon.events
    nouns = [n for kind in events.file.event if kind.family in FAMILIES for n in kind.nouns if n.isalpha()]
    weight = dict.fromkeys((*file.weak, *nouns), WEAK)
    strong = {*events.file.words.force_context, *(w for c in STRONG_CLASSES for w in events.file.classes[c])}
    weight.update((word, STRONG) for word in (*sorted(strong - file.broad), *file.strong) if " " not in word)
    named = [
        s for s, (_, ids) in lexicon.surfaces.forms.items() if any(lexicon.actors[a].kind in file.kinds for a in ids)
    ]
    return Gate(
        weight,
        {**dict.fromkeys(file.brief, WEAK), **weight},
        Surfaces({name: lexicon.surfaces.forms[name] for name in named}),
    )
