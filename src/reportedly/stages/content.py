"""Where the words said stand beside a cue: a clause, an object, an infinitive, after a preposition, all around it.

Each way is a finder with a name, and a cue's entry lists the names of its ways (`takes` in cues.toml). Finders give
raw character ranges, which are no more than candidates until a frame is made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from reportedly.grammar import (
    WEEKDAYS,
    agent_of,
    child,
    children,
    is_passive,
    noun_phrase,
    prepositional,
    relative_antecedent,
)
from reportedly.parse import Token
from reportedly.stages.edges import (
    CITING,
    goes_on_behind,
    is_cut_preposition,
    is_said_of,
    run_on,
    without_lack,
)
from reportedly.stages.speakers import same_voice
from reportedly.stages.tails import (
    aim_behind,
    joined_behind,
    owner_between,
    tail_behind,
    without_aim,
    without_beside,
    without_gloss,
    without_verdict,
)

if TYPE_CHECKING:
    from reportedly.stages.frames import Reading

Piece = tuple[int, int]
STOPS = (",", ".", ";", ":", "-", "–", "—", "--", "?", "!")
NOMINAL = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ", "PRON", "DET"})
# Subordinators that make a clause something other than an inserted "the general said".
REAL_MARKS = frozenset(
    {"because", "if", "while", "although", "though", "after", "before", "since", "when", "until", "unless"}
)
CONDITIONS = frozenset({"if", "unless", "whether"})
LINKS = frozenset({"which", "who", "whom", "whose", "where"})


def piece_of(tokens: Iterable[Token]) -> Piece:
    """The characters from the first to the last of some tokens, stops and commas at the ends left out."""
    chosen = sorted(tokens, key=lambda t: t.i)
    while len(chosen) > 1 and (chosen[-1].text in (",", ".", ";", ":", "-", "–", "—", "--") or chosen[-1].dep == "cc"):
        chosen.pop()
    if len(chosen) > 2 and chosen[-1].pos == "AUX" and chosen[-2].dep == "cc":
        chosen = chosen[:-2]  # "..., and has" begins another clause
    while len(chosen) > 2 and is_cut_preposition(chosen[-1]):
        chosen.pop()
    while len(chosen) > 1 and (chosen[0].text in STOPS or is_that(chosen[0]) or _is_opener(chosen)):
        chosen.pop(0)
    return chosen[0].start, chosen[-1].end


def is_that(token: Token) -> bool:
    """Whether it is the "that" that opens a reported clause."""
    return token.lower == "that" and token.dep == "mark"


# Nouns for what somebody said, as it is taken back.
SAYINGS = frozenset({"accusation", "allegation", "assertion", "claim", "comment", "remark", "report", "statement"})
# Words of "that depot was hit" at least; "that is so" begins with its subject.
SHORTEST_CLAUSE = 4


def _is_opener(tokens: list[Token]) -> bool:
    """A "that" at the head of a clause which the parser took for something else: "that depot was hit"."""
    if tokens[0].lower != "that" or len(tokens) < SHORTEST_CLAUSE:
        return False
    subject = next((t for t in tokens[1:] if t.dep in ("nsubj", "nsubjpass", "expl")), None)
    finite = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens[1:])
    return subject is not None and finite and tokens[1].tag not in ("VBD", "VBZ", "VBP", "MD")


def is_infinitive(clause: Token) -> bool:
    """Whether a clause is "to do"."""
    return any(a.tag == "TO" for a in clause.children)


def content_of(verb: Token, take: str, rest: str) -> tuple[Piece, ...]:
    """The pieces that one way of taking content finds beside a verb; none when it does not fit."""
    finder = TAKES.get(take)
    return finder(verb, rest) if finder is not None else after(verb, take, rest)


def _clause(verb: Token, rest: str) -> tuple[Piece, ...]:
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


def split(tokens: list[Token], unit: set[Token]) -> tuple[Piece, ...]:
    """Pieces of what is said where the cue stands in the middle of it."""
    tokens = [t for t in tokens if t not in unit]
    if not tokens:
        return ()
    middle = [t.i for t in unit if tokens[0].i < t.i < tokens[-1].i and t.pos != "PUNCT"]
    if not middle:
        return (piece_of(tokens),)
    left = [t for t in tokens if t.i < min(middle)]
    right = [t for t in tokens if t.i > max(middle)]
    return tuple(piece_of(part) for part in (left, right) if any(t.pos != "PUNCT" for t in part))


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
    "clause": _clause,
    "audience_clause": _clause,
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
