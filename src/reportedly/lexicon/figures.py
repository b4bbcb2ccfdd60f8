"""Figures: what can be counted, and how words bound a number, as data (lexicon/en/figures.toml).

A measure's verb is a lemma, with the words that must follow it where it needs some: "shoot: dead" is "shot five
people dead". The patterns that find numbers are compiled here from the same lists that the rules read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

from reportedly.errors import LexiconError
from reportedly.lexicon.branching import any_pattern, any_word

FILE = "figures.toml"
Role = Literal["object", "subject", "state", "noun", "act", "toll"]
ROLES: tuple[Role, ...] = ("object", "subject", "state", "noun", "act", "toll")


# Within how many characters behind a verb the rest of its phrase is looked for by the fast route.
PHRASE_REACH = 240
# Words whose forms are remembered at most; a run over any number of texts stays within it.
MOST_KEPT = 100_000
# Before a scale in digits: "2 dozen", "350 million"; but "2017 dozens" is a year, or an end, and then another number.
SCALABLE = r"(?:(?<!\d\d\d)|(?=\s+(?:thousand|million|billion)))"


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is counted, by which words: see the head of figures.toml. An example is "sentence => figures".

    A bare verb with a subject counts only people named in `whom`, where there are any: "3,000 refugees returned", not
    "two ministers returned".
    """

    id: str
    label: str
    definition: str
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    tolls: tuple[str, ...] = ()
    verbs_needed: tuple[str, ...] = ()
    whom: frozenset[str] = frozenset()
    of: Literal["people", "things"] = "people"
    examples: tuple[str, ...]
    not_: tuple[str, ...] = msgspec.field(name="not", default=())


class Bound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that bound a number n: `low` and `high` are "n", "n+1", "n-1", "0" or "" (open)."""

    id: str
    low: str
    high: str
    words: tuple[str, ...]
    after: tuple[str, ...] = ()


class Vague(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that count without a number; `low` is their plain minimum, None when they have none."""

    id: str
    words: tuple[str, ...]
    low: int | None = None
    part: bool = False


class ScopeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell over what a number counts."""

    id: Literal["cumulative", "increment", "window", "stock", "rate", "other_event"]
    words: tuple[str, ...]


class Revision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell how settled a number is; they become a remark, or a status."""

    id: str
    words: tuple[str, ...]
    status: str = ""


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Word lists that belong to no single measure. All lower case."""

    none: tuple[str, ...] = ()
    units: dict[str, int] = {}
    tens: dict[str, int] = {}
    scales: dict[str, int] = {}
    groups: dict[str, int] = {}
    designators: frozenset[str] = frozenset()
    not_counts: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    times: frozenset[str] = frozenset()
    plain_people: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    combatants: frozenset[str] = frozenset()
    state_forces: frozenset[str] = frozenset()
    only_people: frozenset[str] = frozenset()
    attackers: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    not_persons: frozenset[str] = frozenset()
    toll_links: frozenset[str] = frozenset()
    toll_verbs: frozenset[str] = frozenset()
    sums: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    wars: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    illnesses: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    beginning: frozenset[str] = frozenset()
    including: tuple[str, ...] = ()
    additional: frozenset[str] = frozenset()
    each: frozenset[str] = frozenset()
    compass: frozenset[str] = frozenset()
    revising: frozenset[str] = frozenset()
    speaking_of: frozenset[str] = frozenset()
    percent: tuple[str, ...] = ()
    fractions: tuple[str, ...] = ()
    making_up: frozenset[str] = frozenset()


class FigureFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """figures.toml as a whole."""

    measure: tuple[Measure, ...] = ()
    bound: tuple[Bound, ...] = ()
    vague: tuple[Vague, ...] = ()
    scope: tuple[ScopeWords, ...] = ()
    revision: tuple[Revision, ...] = ()
    stems: dict[str, str] = {}
    words: Words = Words()


class Entry(NamedTuple):
    """One way to tell a measure: its word, what must stand before and behind it."""

    measure: Measure
    role: Role
    before: tuple[str, ...]
    rest: tuple[str, ...]


class Figures:
    """All measures and helpers, looked up by their words, with the patterns compiled from them."""

    def __init__(self, file: FigureFile) -> None:
        self.file, self.words, self.measures = file, file.words, file.measure
        self.by_id = {m.id: m for m in file.measure}
        self.bounds = {b.id: b for b in file.bound}
        self.bound_of = {w: b for b in file.bound for w in b.words}
        self.after_of = {w: b for b in file.bound for w in b.after}
        self.vague = {v.id: v for v in file.vague}
        self.vague_of = {w: v for v in file.vague for w in v.words}
        self._keys: dict[tuple[str, str, bool], tuple[str, ...]] = {}

    @cached_property
    def by_word(self) -> dict[str, list[Entry]]:
        """Lemma or word to the measures it may tell, those that need more words first."""
        found: dict[str, list[Entry]] = {}
        for measure in self.measures:
            for role in ROLES:
                for line in getattr(measure, role if role in ("object", "subject") else role + "s"):
                    word, _, rest = line.partition(":")
                    *before, last = word.split()
                    entry = Entry(measure, role, tuple(before), tuple(rest.split()))
                    found.setdefault(last, []).append(entry)
        return {w: sorted(es, key=lambda e: -len(e.before) - len(e.rest)) for w, es in found.items()}

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number in digits or words, a vague word, or a word for none, without its bounds."""
        words = self.words
        single = alternatives([*words.units, *words.tens, *words.scales])
        digits = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
        scale = alternatives(words.scales)
        spelt = rf"(?:(?:half\s+)?an?\s+(?={scale}))?{single}(?:(?:-|\s+and\s+|\s+){single})*"
        vague = alternatives(self.vague_of)
        none = alternatives(words.none)
        lists = (self.vague_of, words.none, words.units, words.tens, words.scales)
        firsts = {"a", "h", *(word[0] for each in lists for word in each)}  # "a hundred", "half a million"
        return re.compile(
            rf"(?<!\w)(?=[\d{''.join(sorted(firsts))}])(?:(?P<vague>{vague}(?!\w))"
            rf"|(?P<none>{none}(?!\w|\s+(?:fewer|less|more|longer|matter|doubt)\b))"
            rf"|(?P<spelt>(?<![\w-]){spelt}s?(?!\w|-\w))"
            rf"|(?P<digits>(?<![\w.,/#@:])(?:{digits})(?![\w/:@]|[.,]\d)(?:{SCALABLE}\s+(?P<scale>{scale})(?!\w))?))",
            re.IGNORECASE,
        )

    @cached_property
    def including(self) -> re.Pattern[str]:
        """Words right before a number by which it tells a part: "including"."""
        return re.compile(rf"(?<!\w){any_word(self.words.including)}[\s,:“\"(]*(?:the\s+|a\s+)?$", re.IGNORECASE)

    def keys_of(self, word: str, lemma: str, is_adjective: bool) -> tuple[str, ...]:
        """The forms under which a word stands in the lists; an adjective like "injured" is still of "injure"."""
        found = self._keys.get((word, lemma, is_adjective))
        if found is None:
            forms = [word, lemma, word.rstrip("s")]
            forms += [word[:-1], word[:-2]] if is_adjective and word.endswith("ed") else []
            if len(self._keys) >= MOST_KEPT:
                self._keys.clear()
            found = tuple(form for form in dict.fromkeys(forms) if form in self.by_word)
            self._keys[word, lemma, is_adjective] = found
        return found

    @cached_property
    def share(self) -> re.Pattern[str]:
        """A share: "40 percent", "two thirds", "half"."""
        spelt = alternatives([*self.words.units, *self.words.tens])
        percent = rf"(?:\d+(?:\.\d+)?|{spelt}(?:[-\s]{spelt})?)\s*-?{alternatives(self.words.percent)}(?!\w)"
        return re.compile(rf"(?<![\w.,$])(?:{percent}|{alternatives(self.words.fractions)}(?!\w))", re.IGNORECASE)

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Bounding words at the end of what stands before a number."""
        return re.compile(rf"(?<!\w)(?P<bound>{alternatives(self.bound_of)})[\s\"“‘']+$", re.IGNORECASE)

    @cached_property
    def after(self) -> re.Pattern[str]:
        """Bounding words behind a number."""
        return re.compile(rf"\s+(?P<bound>{alternatives(self.after_of)})(?!\w)", re.IGNORECASE)

    @cached_property
    def again(self) -> re.Pattern[str]:
        """Words by which a sentence gives another number for what was counted before: "put the figure at"."""
        stems = alternatives({*self.words.sums, *(v.rstrip("e") for v in self.words.revising), "put", "spoke", "speak"})
        return re.compile(rf"(?<!\w){stems}", re.IGNORECASE)

    @cached_property
    def triggers(self) -> re.Pattern[str]:
        """Any form of a word that tells a measure of people or things: the fast first question of a sentence."""
        return self._stems(("people", "things"))

    @cached_property
    def people_triggers(self) -> re.Pattern[str]:
        """The same for people alone."""
        return self._stems(("people",))

    def _stems(self, of: tuple[str, ...]) -> re.Pattern[str]:
        plain: set[str] = set()
        phrased: set[str] = set()
        for word, entries in self.by_word.items():
            stem = stem_of(word, self.file.stems)
            mine = [e for e in entries if e.measure.of in of]
            if any(not e.rest and not e.before for e in mine):
                plain.add(stem)
            else:
                phrased |= {_phrase(stem, e) for e in mine}
        return re.compile(rf"(?<!\w){any_pattern(plain | phrased)}", re.IGNORECASE)

    def phrase(self, words: tuple[str, ...]) -> re.Pattern[str]:
        """A pattern for any of some phrases."""
        return re.compile(rf"(?<!\w){alternatives(words)}(?!\w)", re.IGNORECASE)

    @cached_property
    def scopes(self) -> list[tuple[str, re.Pattern[str]]]:
        """Scopes with the pattern of their words."""
        return [(s.id, self.phrase(s.words)) for s in self.file.scope]

    @cached_property
    def revisions(self) -> list[tuple[Revision, re.Pattern[str]]]:
        """Revisions with the pattern of their words."""
        return [(r, self.phrase(r.words)) for r in self.file.revision]

    def describe(self, rule: str) -> str:
        """The definition of the measure that a rule id names."""
        measure = self.by_id.get(rule.partition("/")[2])
        return measure.definition if measure is not None else ""


def alternatives(words: Iterable[str]) -> str:
    """A group that matches any of some phrases, the longest first, with any white space between words."""
    return f"(?:{any_word(words)})"


def _phrase(stem: str, entry: Entry) -> str:
    """A word with what must stand before it, and the last of what must stand behind it."""
    before = "".join(re.escape(w) + r"\s+" for w in entry.before)
    rest = rf"(?=[\s\S]{{0,{PHRASE_REACH}}}\b{re.escape(entry.rest[-1])}\b)" if entry.rest else ""
    return before + stem + rest


def stem_of(word: str, stems: Mapping[str, str]) -> str:
    """A pattern that all forms of a word begin with: "injury" and "injuries", "take" and "took"."""
    return stems.get(word) or re.escape(word[:-1] if len(word) > 4 and word[-1] in "ey" else word)


def load_figures(data: bytes) -> Figures:
    """Read figures.toml. Raises LexiconError."""
    try:
        return Figures(msgspec.toml.decode(data, type=FigureFile))
    except msgspec.MsgspecError as error:
        raise LexiconError(f"{FILE}: {error}") from error
