"""Cues: the words by which a text says that somebody says something (lexicon/en/cues.toml)."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import msgspec

from reportedly.errors import LexiconError

Effect = Literal["asserted", "denied", "planned", "possible", "demanded", "threatened", "offered", "none"]


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry: a stance with its words and what the stance does to what is said.

    `verbs` are lemmas, with a following particle or preposition where they need one ("call for"). `takes` tells where
    the content stands: clause, quote, object, to, gerund, or a preposition; `noun_takes` the same for the nouns and
    adjectives (that, to, or a preposition). `effect` is the status that a thing said
    this way gets, unless the words themselves give another.
    """

    id: str
    stance: str
    definition: str
    effect: Effect = "asserted"
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    takes: tuple[str, ...] = ("clause", "quote")
    noun_takes: tuple[str, ...] = ("that",)
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(name="not", default=())


class CueWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Word lists of cues.toml that belong to no single cue."""

    media: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    declining: frozenset[str] = frozenset()
    unsaying: frozenset[str] = frozenset()
    unreachable: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    premises: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    gestures: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()


class CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """cues.toml as a whole."""

    words: CueWords = CueWords()
    cue: tuple[Cue, ...] = ()


class Cues:
    """All cues, looked up by their words."""

    def __init__(self, entries: tuple[Cue, ...], words: CueWords) -> None:
        self.entries, self.words = entries, words

    @cached_property
    def by_verb(self) -> dict[str, list[tuple[Cue, str]]]:
        """Verb lemma to the cues it may start, with the particle or preposition they need ("" for none)."""
        found: dict[str, list[tuple[Cue, str]]] = {}
        for cue in self.entries:
            for verb in cue.verbs:
                lemma, _, rest = verb.partition(" ")
                if (cue, rest) not in found.setdefault(lemma, []):
                    found[lemma].append((cue, rest))
        # The longer pattern first, so that "call for" is tried before "call".
        return {lemma: sorted(cues, key=lambda c: (-len(c[1]), c[0].id)) for lemma, cues in found.items()}

    @cached_property
    def by_noun(self) -> dict[str, Cue]:
        """Noun lemma to its cue; the first entry wins."""
        found: dict[str, Cue] = {}
        for cue in self.entries:
            for noun in cue.nouns:
                found.setdefault(noun, cue)
        return found

    @cached_property
    def by_adjective(self) -> dict[str, Cue]:
        """Adjective ("confident") to its cue; the first entry wins."""
        found: dict[str, Cue] = {}
        for cue in self.entries:
            for adjective in cue.adjectives:
                found.setdefault(adjective, cue)
        return found

    @cached_property
    def by_phrase(self) -> dict[str, Cue]:
        """Lower-case phrase ("according to", "reportedly") to its cue."""
        return {phrase: cue for cue in self.entries for phrase in cue.phrases}

    @cached_property
    def by_first_word(self) -> dict[str, list[tuple[list[str], Cue]]]:
        """First word of a phrase to the words of the phrases it may begin, each with its cue."""
        found: dict[str, list[tuple[list[str], Cue]]] = {}
        for phrase, cue in self.by_phrase.items():
            words = phrase.split()
            found.setdefault(words[0], []).append((words, cue))
        return found

    @cached_property
    def silence_verbs(self) -> frozenset[str]:
        """Lemmas of verbs that may tell that nothing was said: "decline", "comment", "reach", "have" (yet to)."""
        return frozenset({*self.words.declining, *self.words.silent, *self.words.unreachable, "have"})

    @cached_property
    def by_id(self) -> dict[str, Cue]:
        """Entry id to cue."""
        return {cue.id: cue for cue in self.entries}

    def describe(self, family: str, entry: str) -> str:
        """The definition of the entry that a rule id names."""
        cue = self.by_id.get(entry)
        return cue.definition if cue is not None else ""


def load_cues(data: bytes) -> Cues:
    """Read cues.toml. Raises LexiconError."""
    try:
        file = msgspec.toml.decode(data, type=CueFile)
    except msgspec.MsgspecError as error:
        raise LexiconError(f"cues.toml: {error}") from error
    return Cues(file.cue, file.words)
