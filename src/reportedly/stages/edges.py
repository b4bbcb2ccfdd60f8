"""Where the words said end: what the parser cut off from them, and what it left hanging on them."""

from __future__ import annotations

from itertools import pairwise, takewhile

from reportedly.grammar import child, children, own_subject
from reportedly.parse import Token

# Verbs beside a cue that name whose words are passed on: "reported, citing an official".
CITING = frozenset({"cite", "quote"})
# Verbs that after an object tell more of what its judge says: "condemned the raid describing it as a crime".
TELLING_MORE = frozenset({"add", "argue", "describe", "insist", "note", "say", "stress", "tell", "warn"})


def run_on(verb: Token, tokens: list[Token], helped: bool = False) -> list[Token]:
    """The verb of what is said and its words, where the parser stopped before it.

    "believes that the hopes set in it | *are reasonable*, though ...", "revealing the three animals | *had been ill*".
    With `helped` only a helping verb is followed: behind an object any other may begin the next sentence.
    """
    last = max((t.i for t in tokens), default=verb.i)
    rest = [t for t in verb.sent.tokens if t.i > last]
    if last <= verb.i or not rest or rest[0].tag not in ("VBD", "VBZ", "VBP", "MD"):
        return []
    if helped and rest[0].dep not in ("aux", "auxpass") and rest[0].pos != "AUX":
        return []
    head = rest[0].head if rest[0].dep in ("aux", "auxpass") else rest[0]
    if verb not in head.subtree():
        return [t for t in head.subtree() if t.i > last]
    if verb.dep == "advcl" and child(verb, "mark") is not None:
        return list(takewhile(lambda t: t.pos != "PUNCT", rest))
    return []


def goes_on_behind(aside: Token) -> bool:
    """ "rains cause the fever, which is new, *to spread*": the parser hangs what follows the aside on the aside."""
    tokens = aside.subtree()
    return any(a.text == "," and b.tag == "TO" for a, b in pairwise(tokens))


def is_cut_preposition(token: Token) -> bool:
    """Whether a word at the end is a preposition whose noun or clause stands behind: "in the war without | saying"."""
    return token.dep == "prep" and any(c.dep in ("pobj", "pcomp") and c.i > token.i for c in token.children)


def is_said_of(verb: Token, clause: Token) -> bool:
    """ "confirmed the change saying P": the one who confirms says P, which is no part of the change; a memo says it."""
    named = clause.lemma == "call" and child(clause, "oprd") is not None
    return clause.tag == "VBG" and (clause.lemma in TELLING_MORE or named) and verb.lemma not in CITING


def without_lack(clause: Token, tokens: list[Token]) -> list[Token]:
    """Without a joined verb that has no subject there: "said there were deaths | *but had no toll*" is another's."""
    if not any(c.lower == "there" for c in children(clause, "expl")):
        return tokens
    joined = [c for c in children(clause, "conj") if own_subject(c) is None and c.tag in ("VBD", "VBZ", "VBP")]
    joined = [c for c in joined if c.tag == clause.tag and c.lemma != "be"]
    return [t for t in tokens if t.i < min(c.subtree()[0].i for c in joined)] if joined else tokens


def without_joined(clause: Token, tokens: list[Token]) -> list[Token]:
    """Without a clause that is joined with a subject of its own: "are reported to have died *and others are ill*"."""
    joined = [c for c in children(clause, "conj") if own_subject(c) is not None and c.tag != "VB"]
    return [t for t in tokens if t.i < min(c.subtree()[0].i for c in joined)] if joined else tokens
