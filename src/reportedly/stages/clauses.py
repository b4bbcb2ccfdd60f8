"""Clauses that are said: behind or before their cue, and all around one that is put in ("P, the mayor said, Q")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly.grammar import (
    agent_of,
    child,
    children,
    is_passive,
)
from reportedly.parse import Token
from reportedly.stages.edges import (
    goes_on_behind,
    run_on,
    without_lack,
)
from reportedly.stages.pieces import LINKS, Piece, is_infinitive, is_that, piece_of, split
from reportedly.stages.speakers import same_voice
from reportedly.stages.tails import (
    joined_behind,
    owner_between,
    tail_behind,
    without_gloss,
    without_verdict,
)

if TYPE_CHECKING:
    from reportedly.stages.frames import Reading

# Subordinators that make a clause something other than an inserted "the general said".
REAL_MARKS = frozenset(
    {"because", "if", "while", "although", "though", "after", "before", "since", "when", "until", "unless"}
)
CONDITIONS = frozenset({"if", "unless", "whether"})


def reported_clause(verb: Token, rest: str) -> tuple[Piece, ...]:
    """The clause said, behind the verb or before it."""
    clauses = [*children(verb, "ccomp"), *_questions(verb)]
    for clause in sorted(clauses, key=lambda c: (c.i < verb.i, abs(c.i - verb.i))):
        if clause.tag == "VBG" and child(clause, "aux") is None and not any(is_that(m) for m in clause.children):
            continue  # "claimed the attack ... calling it a reply": no clause that is said
        if clause.i < verb.i and _is_cut_off(verb, clause):
            continue
        if clause.i > verb.i and is_infinitive(clause) and child(clause, "nsubj") is not None and clause.tag == "VB":
            continue  # "urged them to go" is no clause of saying
        if clause.i > verb.i and _is_of_tail(verb, clause, clauses):
            continue
        unit = _unit(verb, clause)
        tokens = [t for t in clause.subtree() if t not in unit]
        if clause.i > verb.i:
            tokens = [t for t in tokens if t.i > verb.i]
            tokens += _next_clause(verb, clause, tokens)
            tokens = _without_aside(clause, without_lack(clause, tokens))
            joined = _joined_clauses(verb, tokens)
            joined += run_on(verb, [*tokens, *joined])
            tokens, unit = [*tokens, *joined], unit - set(joined)
            tokens = without_verdict(without_gloss(verb, clause, tokens))
            owner = owner_between(verb, clause) if verb.lemma in PLAIN_VERBS else []
            tokens, unit = [*owner, *tokens], unit - set(owner)
            condition = _condition(verb)
            if condition:
                return piece_of(condition), *split(tokens, unit)
        tail = tail_behind(verb, clause) if clause.i < verb.i else []
        return *split(tokens, unit), *((piece_of(tail),) if tail else ())
    return ()


# Verbs that nobody is told by: what stands right behind them is said.
PLAIN_VERBS = frozenset({"add", "believe", "fear", "hope", "note", "say", "think"})


def _is_of_tail(verb: Token, clause: Token, clauses: list[Token]) -> bool:
    """Whether a clause behind belongs to words added to what was said before the cue.

    "Shelling killed two, police said, in the worst attack since fighting resumed": the parser takes "resumed" for said.
    """
    said = any(c.i < verb.i and not _is_cut_off(verb, c) for c in clauses)
    before = [t for t in verb.sent.tokens if t.i == verb.i - 1]
    if said and before and before[0].text in TURNING:
        return True  # "...," said Vell, who runs the camp and once led it: all of it tells who Vell is
    return said and child(clause, "nsubj", "nsubjpass", "expl", "mark", "csubj") is None


TURNING = frozenset({",", '"', "”", "''", "»", "?", "!"})


def _questions(verb: Token) -> list[Token]:
    """ "asked the minister if he would resign": the question, which the parser takes for a condition."""
    if verb.lemma not in ASKING:
        return []
    clauses = [c for c in children(verb, "advcl") if c.i > verb.i]
    return [c for c in clauses if any(m.lower in ("if", "whether") for m in children(c, "mark"))]


ASKING = frozenset({"ask", "inquire", "press", "query", "question", "quiz", "wonder"})


def _next_clause(verb: Token, clause: Token, tokens: list[Token]) -> list[Token]:
    """The rest of a clause that the parser took for two: "says she's | more or less resigned to renting"."""
    last = max((t.i for t in tokens), default=clause.i)
    following = next((c for c in children(verb, "ccomp") if c is not clause and c.subtree()[0].i == last + 1), None)
    return following.subtree() if following is not None else []


def _is_cut_off(verb: Token, clause: Token) -> bool:
    """Whether a clause before the cue's own words ends in a semicolon or colon: "A; B says" leaves A to the outlet."""
    between = [t for t in verb.sent.tokens if clause.i < t.i < verb.i and t.head in (verb, clause)]
    return any(t.text in (";", ":") for t in between)


def _without_aside(clause: Token, tokens: list[Token]) -> list[Token]:
    """Without a relative clause at the end set off by a comma: "P, which has been closed since May" is the outlet's."""
    if not tokens:
        return tokens
    last = max((t for t in tokens if t.pos != "PUNCT"), key=lambda t: t.i, default=tokens[-1])
    for holder in (last, *last.ancestors()):
        if holder is clause or holder.i <= clause.i:
            break
        if holder.dep == "relcl":
            first = min(holder.subtree(), key=lambda t: t.i)
            before = [t for t in tokens if t.i < first.i]
            link = any(t.lower in LINKS for t in holder.subtree()[:4])
            if goes_on_behind(holder):
                return tokens
            if before and before[-1].text == "," and link and before[-1].i > clause.i:
                return before
    return tokens


def _condition(verb: Token) -> list[Token]:
    """ "If the dam breaks, officials say, P": the condition before the cue is part of what is said."""
    for clause in children(verb, "advcl"):
        tokens = clause.subtree()
        if tokens[0].lower in CONDITIONS and tokens[-1].i < verb.i and tokens[0].i == verb.sent.tokens[0].i:
            return tokens
    return []


def _joined_clauses(verb: Token, tokens: list[Token]) -> list[Token]:
    """ "said that P, but that Q": a further clause behind that the parser hung elsewhere."""
    last = max((t.i for t in tokens), default=verb.i)
    rest = [t for t in verb.sent.tokens if t.i > last and t.pos != "PUNCT"]
    if len(rest) > 2 and rest[0].dep == "cc" and rest[1].lower == "that":
        return [t for t in verb.sent.tokens if t.i > last]
    return joined_behind(verb, last)


def _unit(verb: Token, clause: Token | None = None) -> set[Token]:
    """The words of the cue itself: verb, subject, helpers, time and place, but nothing of what is said."""
    found = {verb}
    for c in verb.children:
        if c is not clause and c.dep not in ("ccomp", "parataxis"):
            found.update(c.subtree())
    return found


def inserted(reading: Reading, verb: Token) -> tuple[Piece, ...]:
    """ "The offensive, the general said, would begin": all of the sentence but the cue."""
    if verb.tag not in ("VBD", "VBZ", "VBP", "VBN") or child(verb, "xcomp") is not None:
        return ()
    if child(verb, "dobj") is not None and verb.lemma != "tell":
        return ()
    condition = _condition(verb)
    if any(is_that(m) or m.lower in REAL_MARKS for m in children(verb, "mark", "advmod")):
        return ()
    as_clause = any(m.lower == "as" and m.i < verb.i for m in children(verb, "mark", "advmod"))
    owners = children(verb, "nsubj")
    subject = owners[-1] if owners else agent_of(verb) if as_clause else None
    if subject is None or verb.dep in ("relcl", "acl", "pcomp"):
        return ()
    if verb.dep not in ("ccomp", "parataxis", "advcl", "dep", "ROOT", "conj") and not as_clause:
        return ()
    tail = tail_behind(verb, verb.head) if verb.dep == "parataxis" and verb.head.i < verb.i else []
    unit = _unit(verb) - set(condition) - _fronted(verb, subject) - set(tail)
    unit -= {t for owner in owners[:-1] for t in owner.subtree()}  # "The wells, said Vell, are dry"
    if verb.dep in ("ROOT", "conj") or as_clause:
        unit = {t for t in unit if t is verb or abs(t.i - verb.i) <= UNIT_REACH}
    first = min(t.i for t in unit if t.pos != "PUNCT")
    last = max(t.i for t in unit if t.pos != "PUNCT")
    quoted = reading.names.is_quoted(verb)
    whole = _clause_around(verb) if as_clause else verb.sent.tokens
    tokens = [t for t in whole if same_voice(reading, t, verb) or not quoted]
    before, behind = [t for t in tokens if t.i < first], [t for t in tokens if t.i > last]
    if as_clause and not any(t.pos not in ("CCONJ", "ADV", "PUNCT") for t in before):
        return (piece_of(behind[1:]),) if len(behind) > 3 and behind[0].text == "," else ()
    if not before or before[-1].text not in (",", "-", "–", "—", "--") or (behind and behind[0].pos != "PUNCT"):
        return ()
    if as_clause or not _is_content(before + behind):
        told = is_passive(verb) and bool(before)  # "P, as told by the mayor in a letter"
        behind = behind if _is_content(before + behind) and not told else []
    if not _is_part_of_said(reading, before, behind):
        before = []  # "On Monday, he said, P": the beginning tells when he said it
    return split([*before, *behind], unit) if _is_content(before + behind) else ()


def _clause_around(verb: Token) -> Sequence[Token]:
    """The clause that "as the envoy noted" stands in, without what opens it: "even if, as he noted, *it was late*"."""
    around = verb.head
    if around.dep in ("ROOT", "ccomp") or around is verb:
        return verb.sent.tokens
    opening = {t for m in children(around, "mark", "advmod") if m.i < verb.i for t in m.subtree()}
    return [t for t in around.subtree() if t not in opening]


def _fronted(verb: Token, subject: Token) -> set[Token]:
    """What stands before an inserted cue, between commas: "Even then, he said, P"."""
    first = min(t.i for t in subject.subtree())
    tokens = {t.i: t for t in verb.sent.tokens}
    found: set[Token] = set()
    for c in children(verb, "advmod", "npadvmod", "prep", "advcl"):
        part = c.subtree()
        behind = tokens.get(part[-1].i + 1)
        if part[-1].i < first and behind is not None and behind.text == ",":
            found.update((*part, behind))
    return found


def _is_part_of_said(reading: Reading, before: list[Token], behind: list[Token]) -> bool:
    """Whether what stands before an inserted cue is said: a day, a medium or a bare "But" is the outlet's."""
    if any(t.pos in ("VERB", "AUX") or t.dep in ("nsubj", "nsubjpass") for t in before):
        return True
    words = [t for t in before if t.pos != "PUNCT"]
    told = next((t for t in behind if t.pos != "PUNCT"), None)
    if told is not None and reading.names.is_quoted(told) and told.text[:1].isupper():
        return False  # 'Of the raid, she said, "It was dark"'
    media, calendar = reading.cues.words.media, reading.names.lexicon.names.calendar
    outer = any(t.lower in calendar or t.lemma in media for t in words)
    return (
        len(words) > 1 and not outer and any(t.pos in ("NOUN", "PROPN", "NUM") and t.lower != "course" for t in words)
    )


# Words between an inserted cue's verb and its outermost own word.
UNIT_REACH = 12


def _is_content(tokens: list[Token]) -> bool:
    return any(t.pos in ("VERB", "AUX") for t in tokens)
