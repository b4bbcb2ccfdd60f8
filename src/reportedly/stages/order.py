"""What is said behind a verb by the order of the words alone, where the parser hung it elsewhere.

"Officials said he had secured contracts": a parser that takes "contracts" for what was said leaves the cue without a
clause. Behind "said" with a speaker before it, words that begin as a clause does and hold a finite verb are what was
said; behind any other verb of saying only those that "that" opens.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.grammar import child, children
from reportedly.parse import Token
from reportedly.stages.pieces import Piece, piece_of

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Words that a clause begins with as its subject.
SUBJECT_PRONOUNS = frozenset({"he", "i", "it", "she", "there", "they", "we", "you"})
# Marks and words at which a search for the finite verb of a clause ends.
ENDS = frozenset({".", ":", ";", "(", '"', "“", "”", "''", "``", "–", "—", "--"})
# Words between the beginning of a clause and its finite verb at most.
LONGEST_SUBJECT = 14
# Words between a cue and its "that" at most: "claimed at the time that", "said on Monday in Sarn that".
LONGEST_WAY = 7
# What opens a clause about the noun before it.
RELATIVE = frozenset({"that", "what", "where", "which", "who", "whom", "whose"})


def clause_behind(verb: Token) -> tuple[Piece, ...]:
    """The words behind a cue that make a clause by their order; none where they may be something else."""
    after = [t for t in verb.sent.tokens if t.i > verb.i]
    opened = _behind_that(verb, after)
    if not opened and verb.lemma == "say" and verb.tag in ("VBD", "VBZ", "VBP", "VBG"):
        opened = after if _is_clause(after) else []
    said = _until_end(opened)
    return (piece_of(said),) if len(said) > 2 else ()


def _behind_that(verb: Token, after: Sequence[Token]) -> list[Token]:
    """What follows a "that" with a subject of its own, at the verb or behind a time or place of the saying."""
    for token in after[:LONGEST_WAY]:
        if token.lower == "that" and token.dep not in ("nsubj", "nsubjpass", "dobj", "pobj"):
            rest = [t for t in after if t.i > token.i]
            return rest if _is_clause(rest) else []
        if token.pos in ("PUNCT", "VERB", "AUX", "SCONJ") or token.lower in RELATIVE or token.dep == "dobj":
            return []
    return []


def _is_clause(words: Sequence[Token]) -> bool:
    """Whether words begin with a subject and its finite verb."""
    if not words or words[0].pos not in ("PRON", "DET", "NOUN", "PROPN", "ADJ", "NUM"):
        return False
    if words[0].lower in SUBJECT_PRONOUNS and len(words) > 1:
        return words[1].tag in FINITE or (words[1].pos == "ADV" and len(words) > 2 and words[2].tag in FINITE)
    if words[0].tag in ("PRP", "WP", "WDT", "EX"):
        return False
    for token in words[:LONGEST_SUBJECT]:
        if token.lower in RELATIVE or token.text in ENDS or token.pos == "SCONJ" or token.tag == "CC":
            return False
        if token.tag in FINITE:
            return token.i > words[0].i and child(token, "nsubj", "nsubjpass", "expl", "aux") is not None
    return False


def _until_end(words: Sequence[Token]) -> list[Token]:
    """The words up to a semicolon, or to the end of the sentence."""
    found: list[Token] = []
    for token in words:
        if token.text == ";" or (token.text in ("”", '"') and not found):
            break
        found.append(token)
    return found


def is_plain(verb: Token) -> bool:
    """Whether a verb stands as a saying does: a doer before it, and no "what" that it is done to."""
    subject = child(verb, "nsubj")
    whole = not any(c.i < verb.i for c in children(verb, "dobj")) and not children(verb, "auxpass", "ccomp")
    return subject is not None and subject.i < verb.i and whole
