"""Words that tell what a number counts: "killed", "dead", "death toll", "shot five people dead"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportedly.grammar import child, children
from reportedly.lexicon.figures import Entry, Figures, Measure
from reportedly.parse import Sentence, Token

# How far behind a verb the rest of its phrase may stand: "shot [five people from the next village] dead".
REACH = 14
BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "got", "gets"})
CLAUSE_END = frozenset({".", ";", ":", "!", "?"})


class Trigger(NamedTuple):
    """A word that tells a measure, how it can ("object", "state" ...), and the last word of its phrase."""

    token: Token
    last: Token
    measure: Measure
    roles: frozenset[str]


class Link(NamedTuple):
    """A number's measure: the trigger that tells it and how the two were tied."""

    trigger: Trigger
    how: str  # left | right | toll | noun | grammar | shared | bracket | back
    measure: Measure
    like: int | None = None  # the place in `line.counts` of the number whose measure it shares
    twin: Trigger | None = None  # a second thing said of the same people: "kidnapped and killed four"
    noted: bool = False  # in a note of correction, or in the sentence after one
    of: str | None = None  # of whom, when the words for it stand with a number of another sentence


def find_triggers(sentence: Sentence, lexicon: Figures) -> dict[int, Trigger]:
    """The triggers of a sentence by the number of their word; one measure a word, that of the longest phrase."""
    found: dict[int, Trigger] = {}
    tokens = sentence.tokens
    by_word = lexicon.by_word
    for at, token in enumerate(tokens):
        keys = lexicon.keys_of(token.lower, token.lemma, token.pos == "ADJ")
        if not keys:
            continue
        fits = [
            (entry, last)
            for key in keys
            for entry in by_word[key]
            if (is_form(entry, token, key) or _is_headline_verb(entry, tokens, at, key))
            and (last := _end_of(entry, tokens, at)) is not None
        ]
        if not fits:
            continue
        best = max(fits, key=lambda f: len(f[0].before) + len(f[0].rest))
        chosen = [f for f in fits if f[0].measure is best[0].measure]
        found[token.i] = Trigger(token, best[1], best[0].measure, frozenset(f[0].role for f in chosen))
    return found


def is_form(entry: Entry, token: Token, key: str) -> bool:
    """Whether a word's form suits a way of telling: a verb for "kill", a plural for "lives"."""
    if token.known is not None or _is_compounded(token) or (token.lower == "wound" and _is_followed(token, "up")):
        return False
    if entry.role in ("object", "subject"):
        return token.pos in ("VERB", "AUX") or (key != token.lower and token.lower.endswith("ed"))
    if entry.role == "state":
        return key == token.lower
    if (
        token.lower in ("life", "remain", "death", "execution")
        and entry.role == "noun"
        and entry.measure.of == "people"
    ):
        return token.lower == "death" and token.pos == "NOUN"
    return token.pos in ("NOUN", "PROPN", "ADJ") or (key == token.lower and token.tag in ("VBN", "VBD"))


def _is_compounded(token: Token) -> bool:
    """Whether a word ends a hyphenated one: the "held" of "a rebel-held town"."""
    tokens = token.sent.tokens
    at = token.i - tokens[0].i
    return at > 1 and tokens[at - 1].text == "-" and tokens[at - 1].start == tokens[at - 2].end == token.start - 1


def _is_followed(token: Token, word: str) -> bool:
    after = token.sent.tokens[token.i - token.sent.tokens[0].i + 1 :][:1]
    return bool(after) and after[0].lower == word


def _is_headline_verb(entry: Entry, tokens: Sequence[Token], at: int, key: str) -> bool:
    """Whether a word right before a number is a verb that the tagger took for a noun or a name.

    "Blast kills 13, wounds 31", "Rocket Attacks Kill 10 Civilians".
    """
    if entry.role != "object" or at + 1 >= len(tokens):
        return False
    titled = tokens[at].lower == key and tokens[at].text[:1].isupper() and at > 0 and tokens[at].pos != "ADJ"
    if tokens[at].lower != key + "s" and not titled:
        return False
    return tokens[at + 1].text[:1].isdigit() or tokens[at + 1].tag == "CD"


def _end_of(entry: Entry, tokens: Sequence[Token], at: int) -> Token | None:
    before = entry.before
    if before and tuple(t.lower for t in tokens[max(0, at - len(before)) : at]) != before:
        return None
    if not entry.rest:
        return tokens[at]
    width = len(entry.rest)
    for first in range(at + 1, min(at + 1 + REACH, len(tokens) - width + 1)):
        if tokens[first].lower in CLAUSE_END:
            return None
        if tuple(t.lower for t in tokens[first : first + width]) == entry.rest:
            return tokens[first + width - 1]
        if entry.role == "subject" and tokens[first].pos == "ADP" and tokens[first].lower not in ("of", "to", "from"):
            return None  # "was receiving care for minor injuries"
    return None


def is_active(token: Token) -> bool:
    """Whether a verb form has its object behind it: "gunmen killed five" and not "five killed in Kora"."""
    if token.tag == "VBG":
        return True
    if is_helped(token):
        return False
    if child(token, "nsubjpass") is not None or child(token, "agent") is not None:
        return False
    objects = children(token, "dobj", "obj")
    if any(o.i > token.i for o in objects):
        return True
    return token.tag in ("VBD", "VBP", "VBZ", "VB") and child(token, "nsubj") is not None and _np_follows(token)


def is_helped(token: Token) -> bool:
    """Whether a form of "be" stands right before a verb form, adverbs aside: "were reportedly killed"."""
    tokens = token.sent.tokens
    at = token.i - tokens[0].i - 1
    while at >= 0 and (tokens[at].pos == "ADV" or tokens[at].lower in ("not", "also", ",")):
        at -= 1
    return at >= 0 and tokens[at].lower in BE


def _np_follows(token: Token) -> bool:
    tokens = token.sent.tokens
    at = token.i - tokens[0].i + 1
    while at < len(tokens) and tokens[at].pos == "ADV":
        at += 1
    return at < len(tokens) and tokens[at].pos in ("DET", "NUM", "NOUN", "PROPN", "PRON", "ADJ")
