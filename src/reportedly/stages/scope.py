"""How far "according to X" reaches: the words it stands with, and not all of a long sentence.

What stands before it reaches back to an open bracket, a colon or a semicolon. Of what stands behind it, words that tell
who X is, or what followed, are the outlet's: "..., taking a step to end the strike".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from reportedly.grammar import child
from reportedly.parse import Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
LONGEST_RIVAL = 6  # words of "at least 12 of them"
# What begins what others say: "..., according to the army, while residents counted nine".
CONTRASTS = frozenset({"although", "though", "whereas", "while"})


def within(tokens: Sequence[Token], unit: Collection[Token], quoted: Callable[[Token], bool]) -> list[Token]:
    """Of the words of a sentence, those that the phrase whose words are `unit` tells who says."""
    first, last = min(t.i for t in unit), max(t.i for t in unit)
    before = _from_rival(_from_its_beginning([t for t in tokens if t.i < first], quoted))
    behind = [t for t in tokens if t.i > last]
    if not any(t.pos not in ("PUNCT", "CCONJ", "ADV") for t in before):
        before = []  # "But according to X, P"
    return before + ([] if before and _is_beside(behind) else behind)


def _from_its_beginning(before: Sequence[Token], quoted: Callable[[Token], bool]) -> list[Token]:
    """The words before the phrase from the last open bracket, colon or semicolon on."""
    closed = 0
    for n in range(len(before) - 1, -1, -1):
        token = before[n]
        closed += (token.text == ")") - (token.text == "(")
        divides = token.text in (":", ";") and not closed and not quoted(token) and _is_told(before[n + 1 :])
        if closed < 0 or divides:
            return list(before[n + 1 :])
    return list(before)


def _from_rival(before: Sequence[Token]) -> list[Token]:
    """The words from a number on that is told as another than the first: "15 died, *or 12*, according to the army"."""
    at = next((n for n in range(len(before) - 1, 0, -1) if before[n].lower == "or"), 0)
    rival = [t for t in before[at + 1 :] if t.pos != "PUNCT"]
    numbers = [t for t in rival if t.pos == "NUM"]
    if not at or before[at - 1].text != "," or not numbers or len(rival) > LONGEST_RIVAL:
        return list(before)
    if any(t.pos in ("VERB", "AUX") for t in rival) or not any(t.pos == "NUM" for t in before[:at]):
        return list(before)
    return list(before[at + 1 :])


def _is_beside(behind: Sequence[Token]) -> bool:
    """Whether words behind the phrase are no part of what is said: who X is, what followed, what others say."""
    plain = [t for t in behind if t.pos != "PUNCT"]
    if not plain or plain[0].lower in CONTRASTS:
        return True
    if _is_told(plain):
        return False
    return plain[0].tag == "VBG" or any(t.dep in ("appos", "npadvmod", "acl", "dep") for t in plain)


def _is_told(words: Sequence[Token]) -> bool:
    """Whether words hold a finite verb with its subject."""
    for token in words:
        verb = token.head if token.dep in ("aux", "auxpass") else token
        finite = token.tag in FINITE and verb.dep not in ("relcl", "acl", "advcl")
        if finite and (child(verb, *SUBJECTS) is not None or token is words[0] or verb.dep == "conj"):
            return True
    return False
