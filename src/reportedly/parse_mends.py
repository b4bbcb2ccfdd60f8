"""Mistakes of the parser that every stage would repeat, set right before any of them reads.

Each is one shape of sentence that small models get wrong whoever is named in it. What is mended is where words hang,
never the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.parse import Token

SAYING = frozenset({"say", "tell", "add", "announce", "report", "confirm", "write", "claim", "state", "warn", "note"})
RELATIVE = frozenset({"who", "which", "whose", "whom", "where"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})
OPENING = frozenset({"DT", "PRP$", "NN", "NNP", "NNPS", "NNS", "JJ", "CD"})
DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow"}
    | {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "morning", "afternoon", "evening", "night", "week", "month", "year"}
)
LONGEST = 16  # words of who says it, and of what is told of them
NAMES = 2  # noun phrases in a row, the second telling who the first is


def mend_told_last(tokens: Sequence[Token]) -> None:
    """ "Two were killed, *the mayor of Kora*, who saw it, said": who says it hangs on the word of saying.

    Parsers miss the subject when a clause or an apposition stands before the verb, and hang it on what is said.
    """
    for at, verb in enumerate(tokens):
        if verb.lemma not in SAYING or verb.tag not in ("VBD", "VBZ") or at < 4 or tokens[at - 1].text != ",":
            continue
        if any(c.dep.startswith("nsubj") or c.dep in ("aux", "auxpass", "expl") for c in verb.children):
            continue
        source = _source_before(tokens, at)
        if source is not None:
            _hang_on(tokens, at, *source)


def _source_before(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Where who says it begins, and where what is told of them begins; None when the words are of another shape."""
    end, told, names, clauses = at - 1, at - 1, 0, 0
    begun = None
    while names < NAMES:
        comma = next((p for p in range(end - 1, max(end - 2 - LONGEST, 0), -1) if tokens[p].text == ","), None)
        if comma is None:
            break
        piece = tokens[comma + 1 : end]
        if piece and piece[0].lower in RELATIVE and not names and not clauses:
            clauses += 1
        elif _is_noun_phrase(piece):
            names += 1
            begun = comma + 1
            told = end if names == 1 or told == at - 1 else told
        else:
            break
        end = comma
    if begun is None or names + clauses < 2:
        return None
    told = next(p for p in range(begun, at) if tokens[p].text == ",")
    main = next((c for c in tokens[at].children if c.dep in ("ccomp", "parataxis") and c.i < tokens[begun].i), None)
    return (begun, told) if main is not None and any(t.tag in FINITE for t in tokens[: begun - 1]) else None


def _is_noun_phrase(piece: Sequence[Token]) -> bool:
    if not piece or piece[0].tag not in OPENING or any(t.tag in FINITE or t.tag == "CC" for t in piece):
        return False
    head = _head_of(piece)
    return head is not None and head.lower not in DAYS


def _head_of(piece: Sequence[Token]) -> Token | None:
    """The last noun before the first preposition: "the *governor* of Kora"."""
    nouns: list[Token] = []
    for token in piece:
        if token.tag in ("IN", "TO", "VBG", "VBN") and nouns:
            break
        if token.pos in ("NOUN", "PROPN"):
            nouns.append(token)
    return nouns[-1] if nouns else None


def _hang_on(tokens: Sequence[Token], at: int, begun: int, told: int) -> None:
    verb = tokens[at]
    head = _head_of(tokens[begun:told])
    if head is None:
        return
    own = {t.i for t in tokens[begun:told]}
    behind = {t.i for t in tokens[told + 1 : at - 1]}
    below = {t.i for t in head.subtree()}
    if verb.i in below or any(t.i not in own | behind and t.text != "," for t in head.subtree()):
        return
    move(head, verb, "nsubj")
    for token in (*tokens[begun:told], *tokens[told + 1 : at - 1]):
        if token is head or token.head.i in own | behind:
            continue
        inside = token.i in own
        label = "relcl" if tokens[told + 1].lower in RELATIVE and not inside else "appos"
        move(token, head, token.dep if inside else label)
    for comma in (begun - 1, told, at - 1):
        move(tokens[comma], verb, "punct")


def move(token: Token, head: Token, dep: str) -> None:
    """Hang a word elsewhere, the children of its new head in the order of the text."""
    if token.head is not token:
        token.head.children.remove(token)
    token.head, token.dep = head, dep
    head.children.append(token)
    head.children.sort(key=lambda t: t.i)
