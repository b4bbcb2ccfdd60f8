"""Mistakes of the parser that every stage would repeat, set right before any of them reads.

Each is one shape of sentence that small models get wrong whoever is named in it. What is mended is where words hang,
never the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly.text import WEEKDAYS

if TYPE_CHECKING:
    from reportedly.parse import Token

SAYING = frozenset({"say", "tell", "add", "announce", "report", "confirm", "write", "claim", "state", "warn", "note"})
RELATIVE = frozenset({"who", "which", "whose", "whom", "where"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})
OPENING = frozenset({"DT", "PRP$", "NN", "NNP", "NNPS", "NNS", "JJ", "CD"})
DAYS = (
    WEEKDAYS
    | {"today", "yesterday", "tomorrow"}
    | {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "morning", "afternoon", "evening", "night", "week", "month", "year"}
)
NOUNS = frozenset({"NOUN", "PROPN"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
OVER = frozenset({"about", "after", "around", "over"})
YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST_TOLD = 80  # words of what is said before it; longer ones are tables, and sentences cut on purpose
LONGEST = 16  # words of who says it, and of what is told of them
NAMES = 2  # noun phrases in a row, the second telling who the first is


def mend(tokens: Sequence[Token]) -> None:
    """Mend the tree of a sentence, in place. Most sentences hold none of the words that are looked for."""
    said = []
    for at, token in enumerate(tokens):
        if token.dep == "quantmod":
            mend_headline_of_year(tokens, at)
        elif token.lower == "of":
            mend_day_before_of(token)
        elif token.lemma in SAYING:
            said.append(at)
    for at in said:
        mend_told_first(tokens, at)
    for at in said:
        mend_told_last(tokens, at)


def join_told(sentences: Sequence[list[Token]]) -> list[list[Token]]:
    """ "A blast in a mill killed two | , the mayor said": no sentence begins with the comma before who said it."""
    joined: list[list[Token]] = []
    for tokens in sentences:
        root = next((t for t in tokens if t.head is t), None)
        cut = joined and tokens[0].text == "," and joined[-1][-1].pos != "PUNCT" and len(joined[-1]) < LONGEST_TOLD
        if not cut or root is None or root.lemma not in SAYING or root.i > tokens[0].i + LONGEST:
            joined.append(tokens)
            continue
        said = next((t for t in joined[-1] if t.head is t), None)
        if said is not None and any(c.dep == "nsubj" for c in root.children):
            move(said, root, "ccomp" if said.pos in ("VERB", "AUX") else "dep")
            joined[-1] = [*joined[-1], *tokens]
        else:
            joined.append(tokens)
    return joined


def mend_told_last(tokens: Sequence[Token], at: int) -> None:
    """ "Two were killed, *the mayor of Kora*, who saw it, said": who says it hangs on the word of saying.

    Parsers miss the subject when a clause or an apposition stands before the verb, and hang it on what is said.
    """
    verb = tokens[at]
    if verb.tag not in ("VBD", "VBZ") or at < 4 or tokens[at - 1].text != ",":
        return
    if any(c.dep.startswith("nsubj") or c.dep in ("aux", "auxpass", "expl") for c in verb.children):
        return
    begun = _source_before(tokens, at)
    if begun is not None:
        _hang_on(tokens, at, begun, next(p for p in range(begun, at) if tokens[p].text == ","))


def mend_told_first(tokens: Sequence[Token], at: int) -> None:
    """ "A blast at a mill *killed* two, the mayor said": the verb that was taken for a participle is one again.

    The parser reads "a mill killed two" and leaves "a blast" without a verb.
    """
    said = tokens[at]
    if said.tag not in ("VBD", "VBZ", "VBP"):
        return
    before = [c for c in said.children if c.i < said.i and c.dep in ("dep", "nsubj", "ccomp", "parataxis")]
    noun = before[0] if before and before[0].pos in NOUNS and before[0].dep in ("dep", "nsubj") else None
    if noun is None or [c.dep for c in before[1:]] != ["nsubj"]:
        return
    done = [t for t in noun.subtree() if t.dep == "acl" and t.tag in ("VBN", "VBD") and noun.i < t.i < said.i]
    active = [t for t in done if any(c.dep in ("dobj", "nummod") for c in t.children) and not _apart(tokens, noun, t)]
    if len(active) == 1 and not any(c.dep in ("agent", "nsubj", "aux", "auxpass") for c in active[0].children):
        move(active[0], said, "ccomp")
        move(noun, active[0], "nsubj")
        active[0].tag = "VBD"


def _apart(tokens: Sequence[Token], noun: Token, verb: Token) -> bool:
    """Whether a comma or a bracket stands between a noun and a verb."""
    return any(t.pos == "PUNCT" for t in tokens if noun.i < t.i < verb.i)


def mend_day_before_of(of: Token) -> None:
    """ "Accused Loka on Monday *of* breaches": "of" goes with the verb, not with the day ("on Monday of last week")."""
    day = of.head
    if day.lower not in WEEKDAYS or day.head.dep != "prep" or day.i > of.i:
        return
    held = next((c for c in of.children if c.dep in ("pobj", "pcomp")), None)
    verb = day.head.head
    if held is not None and verb.pos == "VERB" and held.lower not in ("week", "month", "year"):
        move(of, verb, "prep")


def mend_headline_of_year(tokens: Sequence[Token], at: int) -> None:
    """ "Warrant for former general *over 2019 raid*": what stands before "over" describes no raid."""
    prep = tokens[at]
    if not 0 < at < len(tokens) - 2 or prep.lower not in OVER or not YEAR.fullmatch(tokens[at + 1].text):
        return
    noun, last = tokens[at + 1].head, tokens[at - 1]
    before = [c for c in noun.children if c.i < prep.i]
    if noun.i > tokens[at + 1].i and last in before and all(c.dep in MODIFIERS for c in before):
        _split(noun, last, prep, before)


def _split(noun: Token, last: Token, prep: Token, before: Sequence[Token]) -> None:
    """Give what a noun was to the last word before a preposition, and hang the noun below the preposition."""
    if noun.head is noun:
        return
    move(last, noun.head, noun.dep)
    for modifier in before:
        if modifier is not last:
            move(modifier, last, modifier.dep)
    move(prep, last, "prep")
    move(noun, prep, "pobj")
    last.tag, last.pos = ("NNP", "PROPN") if last.capital else ("NN", "NOUN")


def _source_before(tokens: Sequence[Token], at: int) -> int | None:
    """Where who says it begins, before what is told of them; None when the words are of another shape."""
    end, names, clauses = at - 1, 0, 0
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
        else:
            break
        end = comma
    if begun is None or names + clauses < 2:
        return None
    main = next((c for c in tokens[at].children if c.dep in ("ccomp", "parataxis") and c.i < tokens[begun].i), None)
    return begun if main is not None and any(t.tag in FINITE for t in tokens[: begun - 1]) else None


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
