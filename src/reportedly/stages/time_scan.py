"""Find where a text writes a time: words become class characters, rules are matched on them, the longest wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from reportedly.lexicon.times import BREAK, OTHER, Pattern, TimeWords, Value

TOKEN = re.compile(
    r"(?=\S|\n)(?:"  # a blank begins nothing
    # Most words, known by what follows them; the others may be the first of a mark like "p.m." or "Q2".
    r"(?P<plain>[^\W\d_]++(?![.\d]))"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z\b|[+-]\d\d:?\d\d\b)?)?(?![\d-]))"
    r"|(?P<numeric>\d{1,4}[/.]\d{1,2}[/.]\d{2,4}(?![\d/]))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d)|\d{1,2}\.\d\d(?=\s?[ap]\.?m\b))"
    r"|(?P<decade>\d{2,3}0['’]?s\b|['’]?\d0s\b)"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<comma>\d{1,3}(?:,\d{3})+(?!\d))"
    r"|(?P<decimal>\d{1,12}\.\d+)"
    r"|(?P<digits>\d+)"
    r"|(?P<apostrophe>(?<![\w])['’]\d\d\b)"
    r"|(?P<short>[ap]\.\s?m\b\.?|[Bb]\.[Cc]\.(?:[Ee]\.)?|[QqHh][1-4]\b|(?:ca|c)\.(?=\s?\d)"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.)"
    r"|(?P<possessive>['’](?:s|ll)\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<break>\n\s*)"
    r"|(?P<mark>[^\s\w]|_))"
)
# The same pieces without the names of their shapes: as strings they come at a third of the cost of matches, and the
# shape of most is plain to see.
PIECE = re.compile(re.sub(r"\(\?P<\w+>", "(?:", TOKEN.pattern))
LONG_LINE = 45
NO_RUN = (OTHER, BREAK)


class Tok(NamedTuple):
    """A word, number or mark of the text."""

    start: int
    end: int
    text: str


class Tokens:
    """The tokens of a text. Most are never looked at, so each is made when it is asked for."""

    __slots__ = ("_starts", "texts")

    def __init__(self, starts: list[int], texts: list[str]) -> None:
        self._starts, self.texts = starts, texts

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, at: int) -> Tok:
        start, text = self._starts[at], self.texts[at]
        return Tok(start, start + len(text), text)


class Found(NamedTuple):
    """A rule that matched tokens `first` to `last` (exclusive), with the token numbers of its parts."""

    pattern: Pattern
    first: int
    last: int
    parts: dict[str, int]


class Scan(NamedTuple):
    """A text as tokens."""

    text: str
    tokens: Tokens
    words: TimeWords

    def word(self, at: int) -> str:
        """The lower-case word at a token number; "" outside of the text and across a line's end."""
        texts = self.tokens.texts
        return texts[at].lower() if 0 <= at < len(texts) else ""

    def raw(self, at: int) -> str:
        """The word as written; "" outside of the text."""
        texts = self.tokens.texts
        return texts[at] if 0 <= at < len(texts) else ""

    def tight(self, at: int) -> bool:
        """Whether a token touches the tokens on both sides."""
        before, here, after = self.tokens[at - 1], self.tokens[at], self.tokens[at + 1]
        return before.end == here.start and here.end == after.start


Guard = Callable[[Scan, Found], bool]


def read_tokens(text: str, words: TimeWords) -> tuple[Tokens, str]:
    """The tokens of a text and one class character for each."""
    starts: list[int] = []
    texts: list[str] = []
    keys: list[str] = []
    known = words.words
    end = 0
    for piece in PIECE.findall(text):
        start = text.find(piece, end)  # only blanks lie between
        end = start + len(piece)
        key = known.get(piece)
        if key is None:
            key = OTHER if piece.isalpha() else _key_of(text, start, piece, words)
            if not key:
                continue
        starts.append(start)
        texts.append(piece)
        keys.append(key)
    return Tokens(starts, texts), "".join(keys)


def _key_of(text: str, start: int, piece: str, words: TimeWords) -> str:
    """The class character of a piece that is no word, by its shape; "" for a line's end that only wraps a line."""
    if piece.isdecimal():
        return words.key_of_digits(piece)
    if len(piece) == 1 and piece != "\n" and not piece.isalnum():
        return words.shapes.get("mark", OTHER)
    match = TOKEN.match(text, start)
    kind = match.lastgroup if match is not None else None
    if kind == "break":
        return "" if _wraps(text, start, piece) else BREAK
    if kind == "short":
        return words.words.get(piece.lower().replace(" ", ""), OTHER)
    if kind == "possessive":
        return words.words.get(f"'{piece[1:]}", OTHER)
    return words.shapes.get(kind, OTHER) if kind is not None else OTHER


def _wraps(text: str, at: int, piece: str) -> bool:
    """Whether a line's end only wraps a long line, so that "on March" and "18" belong together."""
    if piece.count("\n") > 1 or at < LONG_LINE:
        return False
    return text.rfind("\n", at - LONG_LINE, at) < 0 and text[at - 1] not in ".!?:\"”'’)"


def find_matches(scan: Scan, keys: str, guards: dict[str, Guard]) -> Iterator[Found]:
    """The matches of all rules, left to right, none overlapping."""
    words = scan.words
    end = 0
    for shown in words.shown.finditer(keys):
        at = shown.start()
        if at < end:
            continue
        while at > end and keys[at - 1] not in NO_RUN:
            at -= 1
        run = words.runs.match(keys, at)
        end = run.end() if run is not None else at + 1
        while at < end:
            found = _longest(scan, keys, at, end, guards)
            if found is None:
                at += 1
            else:
                yield found
                at = found.last


def _longest(scan: Scan, keys: str, at: int, end: int, guards: dict[str, Guard]) -> Found | None:
    candidates: list[tuple[int, int, Pattern, re.Match[str]]] = []
    for pattern in scan.words.by_first.get(keys[at], ()):
        match = pattern.regex.match(keys, at, end)
        if match is not None and match.end() > at:
            candidates.append((-match.end(), pattern.order, pattern, match))
    for _, _, pattern, match in sorted(candidates, key=lambda c: c[:2]):
        parts = {name.rstrip("_"): match.start(name) for name in pattern.kinds if match.start(name) >= 0}
        found = Found(pattern, at, match.end(), parts)
        guard = guards.get(pattern.rule.guard)
        if guard is None or guard(scan, found):
            return found
    return None


def value_of(scan: Scan, found: Found, name: str) -> Value | None:
    """What a part means: the number of a figure, the class's value of a word; None when the part is missing."""
    if name not in found.parts:
        return None
    text = scan.tokens.texts[found.parts[name]]
    digits = re.match(r"\d+", text.lstrip("'’").replace(",", ""))
    if digits:
        return int(digits.group()[:9])
    kind = next(k for n, k in found.pattern.kinds.items() if n.rstrip("_") == name and scan.words.has(k, text))
    return scan.words.value(kind, text)
