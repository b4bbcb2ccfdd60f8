"""The end of what is said: what still belongs to it, and what the outlet adds behind it."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.grammar import agent_of, auxiliaries, child, children, is_passive
from reportedly.parse import Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
LINKS = frozenset({"which", "who", "whom", "whose"})
# What others call that which was said: "..., *a charge* the army rejects".
TOLD = frozenset({"accusation", "allegation", "assertion", "charge", "claim", "contention", "suggestion"})
BETWEEN = frozenset({",", "and", "but", "or", "then", "so"})


def joined_behind(verb: Token, last: int) -> list[Token]:
    """What the parser joined to the cue though it goes on with what is said, which ends at the word number `last`.

    "Saying he was for the plan but *would now vote against it*": "saying" has no second finite verb beside it.
    "Said he would vote, but *he does not want to speak*": he goes on about himself.
    """
    for part in children(verb, "conj"):
        words = part.subtree()
        between = [t for t in verb.sent.tokens if last < t.i < words[0].i]
        if part.i < last or not between or any(t.lower not in BETWEEN for t in between):
            continue
        if _is_of_another_form(verb, part) or _is_about_the_same(verb, part):
            return [*between, *words]
    return []


def _is_of_another_form(verb: Token, part: Token) -> bool:
    """Whether a joined verb without a subject cannot stand beside the cue: "said P and would Q"."""
    if child(part, "nsubj", "nsubjpass", "expl") is not None:
        return False
    helped = any(a.tag == "MD" for a in auxiliaries(part)) and not any(a.tag == "MD" for a in auxiliaries(verb))
    return helped or (verb.tag == "VBG" and (part.tag in FINITE or any(a.tag in FINITE for a in auxiliaries(part))))


def _is_about_the_same(verb: Token, part: Token) -> bool:
    """Whether a joined clause has the pronoun for its subject that what is said has, and says nothing new itself."""
    clause = child(verb, "ccomp")
    one, other = (child(c, "nsubj", "nsubjpass") if c is not None else None for c in (clause, part))
    same = one is not None and other is not None and one.pos == "PRON" and one.lower == other.lower
    return same and child(part, "ccomp") is None


def tail_behind(verb: Token, clause: Token) -> list[Token]:
    """What goes on behind an inserted cue: "The road was cut, the army said, *and it had been mined*".

    What only follows, or frames it, is the outlet's: "..., she said, and left", "..., he said, in a sharp raid".
    """
    for part in children(verb, "conj", "prep"):
        words = part.subtree()
        between = [t for t in verb.sent.tokens if verb.i < t.i < words[0].i]
        comma = next((n for n, t in enumerate(between) if t.text == ","), len(between))
        joined = [t for t in between[comma + 1 :] if t.pos != "PUNCT"]
        if part.i < verb.i or comma == len(between) or any(t.dep != "cc" for t in joined):
            continue
        if part.dep == "conj" and joined and _is_said_too(verb, part):
            return [*joined, *words]
        if part.dep == "prep" and not joined and _completes(part, clause):
            return words
    return []


def _is_said_too(verb: Token, part: Token) -> bool:
    """Whether a clause joined behind an inserted cue is a second thing said: with a subject or helpers of its own."""
    if child(part, "nsubj", "nsubjpass", "expl") is not None:
        return part.pos in ("VERB", "AUX")
    helpers = auxiliaries(part)
    return bool(helpers) and len(helpers) > len(auxiliaries(verb))


def _completes(prep: Token, clause: Token) -> bool:
    """Whether a phrase behind an inserted cue is the doer, a list or a second half of what was said before it."""
    if prep.lower == "including":
        return True
    if prep.lower == "by":
        return is_passive(clause) and agent_of(clause) is None
    return prep.lower == "with" and child(prep, "pcomp") is not None


def owner_between(verb: Token, clause: Token) -> list[Token]:
    """The subject of a clause that the parser took for the cue's object: "said *life in the port* would be worse"."""
    thing = child(verb, "dobj")
    if thing is None or child(clause, "nsubj", "nsubjpass", "expl", "csubj") is not None or thing.i < verb.i:
        return []
    words = [t for t in verb.sent.tokens if verb.i < t.i < clause.subtree()[0].i]
    return words if words and words[0] is thing.subtree()[0] and all(t.pos != "PUNCT" for t in words) else []


def without_gloss(verb: Token, clause: Token, tokens: list[Token]) -> list[Token]:
    """Without the outlet's measure behind what is said: ", a margin of nine points", ", compared with 41 percent"."""
    words = [t for t in tokens if t.pos != "PUNCT"]
    if not words:
        return tokens
    for holder in {t.i: t for t in (verb, *tokens) if t.pos in ("VERB", "AUX")}.values():
        for part in holder.children:
            compared = part.lower == "compared"
            noun = (
                part.dep in ("npadvmod", "ccomp") and part.pos in ("NOUN", "NUM") and not children(part, "nsubj", "cop")
            )
            under = part.subtree()
            if part.i < clause.i or not (compared or noun) or under[-1].i < words[-1].i:
                continue
            before = [t for t in tokens if t.i < under[0].i]
            if len(before) > 2 and before[-1].text == ",":
                return before
    return tokens


def without_verdict(tokens: list[Token]) -> list[Token]:
    """Without what others make of it, at the end: "said it had taken the town, *a claim the rebels denied*"."""
    for noun in tokens:
        if noun.lemma not in TOLD or noun.dep not in ("appos", "npadvmod", "attr", "conj"):
            continue
        under = noun.subtree()
        before = [t for t in tokens if t.i < under[0].i]
        ends = under[-1].i >= max(t.i for t in tokens if t.pos != "PUNCT")
        if (
            ends
            and any(c.dep in ("relcl", "acl") for c in noun.children)
            and len(before) > 2
            and before[-1].text == ","
        ):
            return before
    return tokens


def without_beside(holder: Token, tokens: list[Token]) -> list[Token]:
    """Without a clause at the end that tells more of who was spoken of: "spoke of his brother, *who died in May*"."""
    for clause in (t for t in tokens if t.dep == "relcl"):
        under = clause.subtree()
        before = [t for t in tokens if t.i < under[0].i]
        link = any(t.lower in LINKS for t in under[:3])
        if link and before and before[-1].text == "," and under[-1].i >= tokens[-1].i:
            return before
    return tokens


def without_aim(clause: Token, tokens: list[Token]) -> list[Token]:
    """Without what the proposing or promising itself does: "proposed to cut the tax, *siding with its critics*"."""
    for part in children(clause, "advcl"):
        under = part.subtree()
        before = [t for t in tokens if t.i < under[0].i]
        if part.tag == "VBG" and under[0] is part and before and before[-1].text == ",":
            return before
    return without_beside(clause, tokens)


def aim_behind(verb: Token, tokens: Sequence[Token]) -> list[Token]:
    """What a thing is called for: "called for nine crowns *to mend the wells*"."""
    last = max((t.i for t in tokens), default=verb.i)
    for part in children(verb, "advcl", "xcomp"):
        under = part.subtree()
        if under[0].tag == "TO" and under[0].i == last + 1:
            return under
    return []
