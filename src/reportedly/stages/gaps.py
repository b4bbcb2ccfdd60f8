"""Words said of something named before the cue: "the fees, *which* the mayor said *were lowered*".

What is said then has no subject or object of its own: it stands before the speaker, as "which" or "what", or as the
noun that the clause describes. It is a piece of what is said like any other.
"""

from __future__ import annotations

from reportedly.grammar import child, is_passive, noun_phrase
from reportedly.parse import Token
from reportedly.stages.pieces import Piece

PRONOUN_TAGS = frozenset({"WDT", "WP"})
# Words between "which" and the speaker that belong to neither: "which even critics say".
BETWEEN = frozenset({"also", "even", "the"})


def with_gap(verb: Token, speaker: Token | None, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with the word before them that they are about; the same pieces where there is none."""
    if speaker is None or speaker.i > verb.i or is_passive(verb) or not pieces or pieces[0][0] < verb.end:
        return pieces
    first = noun_phrase(speaker)[0]
    before = [t for t in verb.sent.tokens if t.i < first.i]
    while before and before[-1].lower in BETWEEN:
        before.pop()
    if not before or before[-1] is verb:
        return pieces
    word = before[-1]
    lacking = _lacks_owner(verb, pieces[0])
    if _is_relative(word, verb) and (lacking or word.dep in ("dobj", "attr", "oprd")):
        return ((word.start, word.end), *pieces)
    if verb.dep == "relcl" and verb.head is word and word.pos in ("NOUN", "PROPN") and lacking:
        phrase = noun_phrase(word)
        return ((phrase[0].start, word.end), *pieces)
    return pieces


def _is_relative(word: Token, verb: Token) -> bool:
    """Whether a word is a "which", "who" or "what" that belongs to the cue's clause or to what is said."""
    relative = word.tag in PRONOUN_TAGS or (word.lower == "that" and verb.dep == "relcl" and word.dep != "mark")
    return relative and word.dep != "pobj" and (word.head is verb or verb in word.head.ancestors())


def _lacks_owner(verb: Token, piece: Piece) -> bool:
    """Whether what is said begins with its verb: "a step they believe *could help*", "the aim it swore *to reach*"."""
    first = next((t for t in verb.sent.tokens if t.start >= piece[0] and t.pos not in ("ADV", "PUNCT")), None)
    if first is None:
        return False
    if first.tag == "TO":
        return (
            first.head.dep == "xcomp" and child(first.head, "dobj", "attr", "acomp", "prep", "ccomp", "xcomp") is None
        )
    return first.pos in ("AUX", "VERB") and first.tag in ("MD", "VBD", "VBP", "VBZ")
