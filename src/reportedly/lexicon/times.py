"""Words and rules of time expressions (lexicon/en/times.toml).

A rule is a line of words and word classes: "[the] {part} {month} [{year}]". Each word of a text becomes one character
that stands for the set of classes it belongs to, so a rule is a regular expression over a short string, and a text of
a megabyte is scanned in a second.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from reportedly.errors import LexiconError

OTHER = "."  # the character of a word that no rule knows
BREAK = "\n"  # the character of a line's end; no rule goes across it
FIRST_KEY = 0x4E00  # from here on code points are letters: safe in character classes, never special
PIECE = re.compile(
    r"\{(?P<kind>\w+)(?::(?P<name>\w+))?\}|<(?P<macro>\w+?)(?P<suffix>\d?)>|(?P<mark>[\[\]()|])|(?P<word>[^\s\[\]()|{}<>]+)"
)
# Digits by their shape: every set of classes that a written number can have is the set of one of these.
SHAPES: tuple[str, ...] = ("0", "7", "13", "25", "32", "61", "00", "07", "100", "999", "0059", "0030", "0860", "0830")
SHAPES += ("1330", "1380", "2030", "2045", "2099", "2160", "2359", "2460", "9999", "10000")
LAST_YEAR = 2100
Value = int | float | str


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to write a time. `make` names the reading, `guard` a further check, `args` go to the reading.

    `examples` mark the words in brackets; `not` are texts where the rule must stay silent.
    """

    id: str
    pattern: str
    make: str
    definition: str = ""
    guard: str = ""
    args: dict[str, Value] = {}
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(name="not", default=())


class NamedDay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day known by a name: `words` are a rule's words, `day` an ISO date, `source` where that is written down."""

    words: str
    day: str
    source: str


class TimeFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """times.toml as a whole."""

    classes: dict[str, dict[str, Value]]
    lists: dict[str, tuple[str, ...]]
    macros: dict[str, str] = {}
    tables: dict[str, tuple[str, ...]] = {}
    named: tuple[NamedDay, ...] = ()
    rule: tuple[Rule, ...]


class Pattern(NamedTuple):
    """A rule made ready: its regular expression over class characters, and where its groups' values are found."""

    rule: Rule
    regex: re.Pattern[str]
    kinds: Mapping[str, str]
    order: int


class TimeWords:
    """All rules, made ready. Nothing changes after loading."""

    def __init__(self, file: TimeFile) -> None:
        self.file = file
        self.classes = file.classes
        self.lists = {name: frozenset(words) for name, words in file.lists.items()}
        self.tables = {name: tuple(map(dt.date.fromisoformat, days)) for name, days in file.tables.items()}
        self.triggers = frozenset(file.lists["triggers"])
        rules = [*file.rule, *map(_named_rule, file.named)]
        expanded = [(rule, _expand(rule.pattern, file.macros)) for rule in rules]
        self._keys: dict[frozenset[str], str] = {}
        self._by_class: dict[str, list[str]] = {}
        self.words = self._make_words(expanded)
        self.digits = {shape: self._key(digit_classes(shape)) for shape in SHAPES}
        self.shapes = {name: self._key(frozenset(kinds)) for name, kinds in SHAPE_CLASSES.items()}
        self.trigger_keys = frozenset(k for kinds, k in self._keys.items() if kinds & self.triggers)
        self.patterns = [self._pattern(rule, text, n) for n, (rule, text) in enumerate(expanded)]
        self.by_first = self._by_first()
        # A run of known words, and whether it has one that may show a time: two searches, each in linear time.
        self.runs = re.compile(f"[^{re.escape(OTHER)}{BREAK}]+")
        self.shown = re.compile(f"[{''.join(sorted(self.trigger_keys))}]")

    def _key(self, kinds: frozenset[str]) -> str:
        key = self._keys.get(kinds)
        if key is None:
            key = self._keys[kinds] = chr(FIRST_KEY + len(self._keys))
            for kind in kinds:
                self._by_class.setdefault(kind, []).append(key)
        return key

    def _make_words(self, rules: list[tuple[Rule, str]]) -> dict[str, str]:
        kinds: dict[str, set[str]] = {}
        for name, words in self.classes.items():
            for word in words:
                kinds.setdefault(word, set()).add(name)
        for _, text in rules:
            for piece in PIECE.finditer(text):
                if piece["word"]:
                    kinds.setdefault(piece["word"], set()).add(f"={piece['word']}")
        capital = self.lists["capital"]
        found: dict[str, str] = {}
        for word, names in sorted(kinds.items()):
            key = self._key(frozenset(names | (digit_classes(word) if word.isdigit() else set())))
            for form in {word, word.capitalize(), word.upper()}:
                if word not in capital or form != word:
                    found[form] = key
        return found | {dash: found["-"] for dash in "–—‑−" if "-" in found}

    def key_of_digits(self, text: str) -> str:
        """The character of a written number, by its shape."""
        return self._keys.get(digit_classes(text), OTHER)

    def _pattern(self, rule: Rule, text: str, order: int) -> Pattern:
        kinds: dict[str, str] = {}
        parts: list[str] = []
        for piece in PIECE.finditer(text):
            if piece["word"]:
                parts.append(self._set(f"={piece['word']}", rule))
            elif piece["kind"]:
                name = piece["name"] or piece["kind"]
                while name in kinds:  # the other branches of an alternative name the same part
                    name += "_"
                kinds[name] = piece["kind"]
                parts.append(f"(?P<{name}>{self._set(piece['kind'], rule)})")
            else:
                parts.append({"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}[piece["mark"]])
        try:
            return Pattern(rule, re.compile("".join(parts)), kinds, order)
        except re.error as error:
            raise LexiconError(f"times.toml: rule {rule.id}: pattern: {error}") from error

    def _set(self, kind: str, rule: Rule) -> str:
        keys = self._by_class.get(kind)
        if not keys:
            raise LexiconError(f"times.toml: rule {rule.id}: there is no class {kind!r}")
        return f"[{''.join(keys)}]"

    def _by_first(self) -> dict[str, list[Pattern]]:
        found: dict[str, list[Pattern]] = {key: [] for key in self._keys.values()}
        for pattern in self.patterns:
            for key in sorted(set(_starts(pattern.regex.pattern, 0)[0])):
                found[key].append(pattern)
        return found

    def value(self, kind: str, word: str) -> Value:
        """What a word means in a class: `value("month", "March")` is 3."""
        return self.classes[kind][word.lower()]

    def has(self, kind: str, word: str) -> bool:
        """Whether a word, as written or in lower case, belongs to a class."""
        return word.lower() in self.classes[kind]


# Shapes that are no plain word or number, with the classes they belong to.
SHAPE_CLASSES: dict[str, tuple[str, ...]] = {
    "iso": ("iso",),
    "numeric": ("numeric",),
    "clock": ("clock",),
    "decade": ("decade",),
    "ordinal": ("ordinal", "day_th"),
    "apostrophe": ("apostrophe",),
    "comma": ("number",),
    "decimal": ("decimal", "number"),
    "compact": ("iso",),
}


def digit_classes(text: str) -> frozenset[str]:
    """The classes of a whole number as written: "14" may be a day, an hour, a minute, a short year."""
    number, size = int(text[:9]), len(text)
    kinds = {"number"}
    if size <= 2:
        kinds |= {"day"} if 1 <= number <= 31 else set()
        kinds |= {"hour"} if number <= 24 else set()
        kinds |= {"short"} if size == 2 else set()
    if size == 3 or (size == 4 and number < 1000) or size <= 2:
        kinds |= {"old"} if number > 0 and text[0] != "0" else set()
    if size == 4:
        kinds |= {"military"} if number <= 2400 and number % 100 < 60 else set()
        kinds |= {"year"} if 1000 <= number <= LAST_YEAR else set()
    return frozenset(kinds)


def _named_rule(named: NamedDay) -> Rule:
    return Rule(id=f"named/{named.day}", pattern=f"[the] ( {named.words} )", make="named", args={"day": named.day})


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Put macros in; `<count2>` adds 2 to every name in the macro, so that it can come twice in a rule."""

    def put(match: re.Match[str]) -> str:
        if not match["macro"]:
            return match.group()
        if match["macro"] not in macros:
            raise LexiconError(f"times.toml: there is no macro {match['macro']!r}")
        inner = _expand(macros[match["macro"]], macros)
        suffix = match["suffix"]
        named = re.sub(r"\{(\w+)(?::(\w+))?\}", lambda m: f"{{{m[1]}:{m[2] or m[1]}{suffix}}}", inner)
        return f"({named})"

    return PIECE.sub(put, pattern)


def _starts(pattern: str, at: int) -> tuple[str, int, bool]:
    """Characters that can begin `pattern[at:]` up to its closing bracket, where it ended, and if it can be empty."""
    firsts, branch, open_ = "", "", True
    skippable = False
    while at < len(pattern):
        char = pattern[at]
        if char == ")":
            return firsts + branch, at + 1, skippable or open_
        if char == "|":
            firsts, branch, skippable, open_ = firsts + branch, "", skippable or open_, True
            at += 1
        elif char == "[":
            end = pattern.index("]", at)
            branch += pattern[at + 1 : end] if open_ else ""
            open_ = False
            at = end + 1
        else:
            body = pattern.index(">", at) + 1 if pattern.startswith("(?P<", at) else at + 3
            inner, at, empty = _starts(pattern, body)
            if at < len(pattern) and pattern[at] == "?":
                empty, at = True, at + 1
            branch += inner if open_ else ""
            open_ = open_ and empty
    return firsts + branch, at, skippable or open_


def load_times(data: bytes) -> TimeWords:
    """Read times.toml. Raises LexiconError."""
    try:
        return TimeWords(msgspec.toml.decode(data, type=TimeFile))
    except msgspec.MsgspecError as error:
        raise LexiconError(f"times.toml: {error}") from error
