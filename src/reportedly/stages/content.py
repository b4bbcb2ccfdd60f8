"""Where the words said stand beside a cue: a clause, an object, an infinitive, after a preposition, all around it.

Each way is a finder with a name, and a cue's entry lists the names of its ways (`takes` in cues.toml). Finders give
raw character ranges, which are no more than candidates until a frame is made of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reportedly.grammar import (
    agent_of,
    child,
    children,
    is_passive,
    noun_phrase,
    prepositional,
    relative_antecedent,
)
from reportedly.parse import Token
from reportedly.stages.clauses import reported_clause
from reportedly.stages.edges import (
    CITING,
    is_said_of,
    run_on,
)
from reportedly.stages.pieces import LINKS, Piece, is_infinitive, is_that, piece_of
from reportedly.stages.tails import (
    aim_behind,
    without_aim,
    without_beside,
)
from reportedly.text import WEEKDAYS

if TYPE_CHECKING:
    from reportedly.stages.frames import Reading

NOMINAL = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ", "PRON", "DET"})
# Nouns for what somebody said, as it is taken back.
SAYINGS = frozenset({"accusation", "allegation", "assertion", "claim", "comment", "remark", "report", "statement"})


def content_of(verb: Token, take: str, rest: str) -> tuple[Piece, ...]:
    """The pieces that one way of taking content finds beside a verb; none when it does not fit."""
    finder = TAKES.get(take)
    return finder(verb, rest) if finder is not None else after(verb, take, rest)


def _object(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "rejected the plan", and turned round "the plan was rejected"."""
    nouns = prepositional(verb, rest.split()[-1]) if rest else children(verb, "dobj")
    if not rest and is_passive(verb):
        nouns = [n for n in children(verb, "nsubjpass") if n.lower != "it"]
        why = next((c for c in children(verb, "prep") if c.lower in REASONS and c.i > verb.i), None)
        if nouns and why is not None:
            return (piece_of(t for t in nouns[0].subtree() if t.i < verb.i), piece_of(why.subtree()))
        if not nouns and verb.dep == "acl" and verb.tag == "VBN" and agent_of(verb) is not None:
            phrase = [t for t in verb.head.subtree() if t.i < verb.i]
            return (piece_of(phrase), *_as_what(verb)) if phrase else ()  # "a charge rejected by the court"
    nouns = [n for n in nouns if n.pos in NOMINAL or n.known is not None]
    if not rest and child(verb, "dative") is not None:
        return ()  # "denied them entry"
    if not nouns:
        return after(verb, rest.split()[-1], rest) if rest else ()
    apart = {t for n in nouns for c in children(n, "relcl") if _is_beside(n, c) for t in c.subtree()}
    apart |= {t for n in nouns for c in children(n, "acl") if is_said_of(verb, c) for t in c.subtree()}
    tokens = [t for n in nouns for t in n.subtree() if t is not verb and (t.i > verb.i or is_passive(verb))]
    tokens = [t for t in tokens if t not in apart]
    tokens += [t for c in children(verb, "xcomp") if nouns and c.tag == "VB" for t in c.subtree()]
    if not rest and not is_passive(verb):
        end = max((t.i for t in tokens), default=verb.i)
        preps = [p for p in children(verb, "prep") if p.i == end + 1 and _is_tied(p)]
        tokens += [t for p in preps for t in p.subtree()]
        tokens += run_on(verb, tokens, helped=True)
    tokens = without_beside(verb, tokens) + (aim_behind(verb, tokens) if rest.endswith("for") else [])
    return (piece_of(tokens),) if tokens else ()


def _as_what(verb: Token) -> tuple[Piece, ...]:
    """ "a deal touted by them *as the best way*": as what."""
    preps = [c for c in children(verb, "prep") if c.lower == "as" and c.i > verb.i]
    return (piece_of(preps[0].subtree()),) if preps else ()


def _is_beside(noun: Token, clause: Token) -> bool:
    """ "accepted the plan, which the army had rejected": the outlet's word on the plan, and not what was accepted."""
    first = clause.subtree()[0]
    comma = any(t.text == "," and t.i == first.i - 1 for t in noun.sent.tokens)
    return comma and first.lower in LINKS and clause.i > noun.i


# Prepositions behind a passive that tell what somebody is judged for: "was criticised for the delay".
REASONS = frozenset({"as", "for", "over"})
# Prepositions behind an object that belong to what is said of it: "praised the crew for staying".
TIED = frozenset({
    "about", "against", "among", "as", "between", "by", "for", "from", "in", "into", "of", "over", "to", "toward",
    "towards", "with", "without",
})  # fmt: skip


def _is_tied(prep: Token) -> bool:
    """Whether what a preposition holds belongs to the object before it; "by doing" and "on condition of" tell how."""
    manner = prep.lower == "by" and child(prep, "pcomp") is not None
    return prep.lower in TIED and not manner


def _infinitive(verb: Token, rest: str) -> tuple[Piece, ...]:
    clause = next(
        (c for c in children(verb, "xcomp", "ccomp", "advcl") if is_infinitive(c) and c.i > verb.i),
        None,
    )
    if clause is None or child(verb, "dobj") is not None or is_passive(verb):
        return ()
    return (piece_of(without_aim(clause, [t for t in clause.subtree() if t.i > verb.i])),)


def quoted_object(reading: Reading, verb: Token) -> tuple[Piece, ...]:
    """ "noted the "heavy burden" of the towns": an object that is partly quoted, whatever the cue takes."""
    about = child(verb, "dobj")
    if about is None or reading.names.is_quoted(verb) or about.i < verb.i:
        return ()
    tokens = about.subtree()
    quoted = [t for t in tokens if reading.names.is_quoted(t)]
    titled = all(t.text[:1].isupper() or len(t.text) <= 4 for t in quoted if t.text[:1].isalpha())
    return (piece_of(tokens),) if quoted and not (titled and len(quoted) > 1) else ()


def _gerund(verb: Token, rest: str) -> tuple[Piece, ...]:
    clauses = [c for c in children(verb, "xcomp", "ccomp", "dobj") if c.lemma not in CITING]
    clause = next((c for c in clauses if c.tag == "VBG" and c.i > verb.i), None)
    return (piece_of(clause.subtree()),) if clause is not None else ()


def _person_to(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "urged both sides to hold fire": with the people who should do it."""
    if rest:
        if rest == "for":
            wanted = for_clause(verb)
            return (piece_of(t for t in wanted.subtree() if t.i > verb.i),) if wanted is not None else ()
        held = [n for n in prepositional(verb, *rest.split()) if n.i > verb.i]
        clause = next((c for c in children(verb, "xcomp", "ccomp", "advcl") if is_infinitive(c) and c.i > verb.i), None)
        if clause is None:
            return ()
        tokens = [t for n in held for t in n.subtree()] + [t for t in clause.subtree() if t.i > verb.i]
        return (piece_of([*tokens, *run_on(verb, tokens, helped=True)]),)
    clause = next((c for c in children(verb, "ccomp", "xcomp") if is_infinitive(c)), None)
    if clause is None or clause.i < verb.i:
        return ()
    if is_passive(verb):
        return (piece_of([t for t in clause.subtree() if t.i > verb.i]),)
    nouns = children(verb, "dobj", "dative")
    if child(clause, "nsubj") is None and not nouns:
        return ()
    tokens = [t for t in (*clause.subtree(), *(t for n in nouns for t in n.subtree())) if t.i > verb.i]
    return (piece_of([*tokens, *run_on(verb, tokens, helped=True)]),)


def for_clause(verb: Token) -> Token | None:
    """ "called for both sides to hold fire": the infinitive that "for" opens."""
    clauses = [c for c in children(verb, "advcl", "xcomp", "ccomp") if is_infinitive(c) and c.i > verb.i]
    return next((c for c in clauses if any(m.lower == "for" for m in children(c, "mark"))), None)


def _as(verb: Token, rest: str) -> tuple[Piece, ...]:
    preps = [c for c in verb.children if c.dep in ("prep", "mark") and c.lower == "as" and c.i > verb.i]
    preps += [c for c in children(verb, "advcl") if c.tag == "VBN" and c.subtree()[0].lower == "as"]
    prep = next(iter(preps), None)
    about = child(verb, "dobj") or (child(verb, "nsubjpass") if is_passive(verb) else None)
    if about is None and verb.dep == "acl" and verb.tag == "VBN":
        about = verb.head  # "a valley seen as safe"
        phrase = [t for t in about.subtree() if t.i < verb.i and t.pos != "PUNCT"]
        return (piece_of(phrase), piece_of(prep.subtree())) if prep is not None and phrase else ()
    if about is None and rest.startswith("to"):
        about = next(iter(prepositional(verb, "to")), None)
    if prep is None or about is None:
        return ()
    if not is_passive(verb):
        return (piece_of([*about.subtree(), *prep.subtree()]),)
    return (piece_of(about.subtree()), piece_of(prep.subtree()))


def _predicate(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "called the attack a breach"."""
    said = child(verb, "oprd", "acomp")
    about = child(verb, "dobj")
    judged = child(verb, "nsubjpass")
    if said is not None and judged is not None and said.i > verb.i and not is_infinitive(said):
        return (piece_of(judged.subtree()), piece_of(said.subtree()))
    if said is not None and about is not None and about.i < verb.i < said.i:
        return (piece_of(said.subtree()),)  # "what he calls corruption"
    if said is not None and about is not None and said.i > about.i:
        return (piece_of([*about.subtree(), *said.subtree()]),)
    if said is not None and said.dep == "oprd" and about is None and said.i > verb.i and not is_passive(verb):
        return (piece_of(said.subtree()),)
    for clause in children(verb, "ccomp", "xcomp"):
        owner = child(clause, "nsubj")
        finite = any(a.tag in ("VBD", "VBZ", "VBP", "MD", "TO") for a in (clause, *clause.children))
        small = owner is None or not owner.lower.endswith(("self", "selves"))
        small = small and clause.pos in ("NOUN", "ADJ", "PROPN", "VERB") and owner is not None and owner.i > verb.i
        if small and not finite:
            return (piece_of(t for t in clause.subtree() if t.i > verb.i),)
    return ()


def _small(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "showed the convoy leaving"."""
    for clause in children(verb, "ccomp", "xcomp"):
        if clause.lemma in CITING:
            continue  # "reported, citing an official"
        subject = child(clause, "nsubj")
        if subject is None or subject.lower.endswith(("self", "selves")):
            continue  # "found themselves stranded"
        if clause.tag in ("VBG", "VBN") and clause.i > verb.i:
            return (piece_of(t for t in clause.subtree() if t.i > verb.i),)
    return ()


def _made_clear(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "made clear that P", "made it known that P"."""
    word = next((c for c in verb.children if c.lower in PLAIN and c.i > verb.i), None)
    if word is None:
        return ()
    below = [*children(word, "ccomp", "advcl"), *children(verb, "ccomp")]
    clause = next((c for c in below if c.i > word.i and any(is_that(m) for m in c.children)), None)
    if clause is None:
        return ()
    return (piece_of(t for t in clause.subtree() if t.i > word.i),)


PLAIN = frozenset({"clear", "known", "plain"})


def _object_at(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "put the toll at more than 60"."""
    return _object_with(verb, "at", number=True)


def _on_object(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "blamed the fire on stray rockets"."""
    return _object_with(verb, "on")


def _to_object(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "likened the raid to a siege"."""
    return _object_with(verb, "to") or _object_with(verb, "with")


def _object_with(verb: Token, word: str, number: bool = False) -> tuple[Piece, ...]:
    about = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    preps = [
        c for holder in (verb, about) if holder is not None for c in holder.children if c.dep in ("prep", "dative")
    ]
    prep = next((c for c in preps if c.lower == word), None)
    if prep is None or about is None or (number and not any(t.pos == "NUM" for t in prep.subtree())):
        return ()
    if about.i < verb.i:
        named = relative_antecedent(about)
        phrase = noun_phrase(named) if named is not about else about.subtree()
        return piece_of(phrase), piece_of(prep.subtree())
    parts = [c for c in preps if c.lower == "including" and c.i > prep.i]  # "at 21, including six children"
    return (piece_of(t for c in (about, prep, *parts) for t in c.subtree()),)


def _object_figure(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "reported nine dead": an object that holds a number."""
    nouns = [n for n in children(verb, "dobj", "ccomp") if n.pos == "NUM" or any(t.pos == "NUM" for t in n.children)]
    nouns = [n for n in nouns if n.pos != "PROPN"]  # "found Dara Venn, 43" counts nobody
    return (piece_of(t for n in nouns for t in n.subtree()),) if nouns else ()


def _object_said(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "withdrew *its claim that* rockets had hit the town", and no claim to an island."""
    said = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    if said is None or said.lemma not in SAYINGS or child(said, "acl", "ccomp", "relcl") is None:
        return ()
    return (piece_of(said.subtree()),)


def _quote_as(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "quoted a doctor as saying that ...": what was passed on is the whole of the saying."""
    prep = next((c for c in verb.children if c.dep in ("prep", "mark") and c.lower == "as"), None)
    clause = child(prep, "pcomp") if prep is not None else None
    return (piece_of(clause.subtree()),) if clause is not None else ()


def _raising(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "The talks appear to have failed"."""
    subject, clause = child(verb, "nsubj"), child(verb, "xcomp", "oprd", "acomp", "ccomp")
    if subject is None or clause is None or clause.i < verb.i or subject.dep == "expl":
        return ()
    if subject.lower == "it":
        return (piece_of(t for t in clause.subtree() if t.i > verb.i),) if clause.dep == "ccomp" else ()
    return piece_of(t for t in subject.subtree() if t.i < verb.i), piece_of(t for t in clause.subtree() if t.i > verb.i)


def after(verb: Token, take: str, rest: str) -> tuple[Piece, ...]:
    """What stands after a preposition: "of shelling the camp", "against any delay"."""
    for prep in verb.children:
        if _tells_when(prep):
            continue  # "agreed *on Wednesday*"
        if prep.dep in ("prep", "agent", "dative") and prep.lower == take and prep.i > verb.i:
            tokens = [t for t in prep.subtree() if t is not prep]
            tokens = without_beside(prep, tokens) + (aim_behind(verb, tokens) if take == "for" else [])
            return (piece_of(tokens),) if tokens else ()
    if take == "of" and not is_passive(verb):
        # "accused the party's top elected official of lying": the parser may hang "of" on a word of the name
        below = [t for t in verb.subtree() if t.i > verb.i]
        hung = next((t for t in below if t.lower == "of" and child(t, "pcomp")), None)
        if hung is not None and all(t.tag not in ("VBD", "VBZ", "MD") for t in below if t.i < hung.i):
            return (piece_of(t for t in hung.subtree() if t is not hung),)
    return ()


def _tells_when(prep: Token) -> bool:
    """Whether a preposition holds nothing but a day: "on Wednesday", "on Monday morning"."""
    told = child(prep, "pobj")
    return told is not None and prep.lower == "on" and any(t.lower in WEEKDAYS for t in (told, *told.children))


TAKES: dict[str, Callable[[Token, str], tuple[Piece, ...]]] = {
    "clause": reported_clause,
    "audience_clause": reported_clause,
    "quote": lambda verb, rest: (),
    "object": _object,
    "to": _infinitive,
    "gerund": _gerund,
    "person_to": _person_to,
    "prep_to": _person_to,
    "as": _as,
    "predicate": _predicate,
    "small": _small,
    "shown": _object,
    "made_clear": _made_clear,
    "object_at": _object_at,
    "on_object": _on_object,
    "to_object": _to_object,
    "person_about": lambda verb, rest: after(verb, "about", rest),
    "object_figure": _object_figure,
    "object_said": _object_said,
    "quote_as": _quote_as,
    "raising": _raising,
}
