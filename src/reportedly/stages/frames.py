"""Frames: a cue word with its speaker and the words said, by the syntax of one sentence.

A frame is what a rule sees before it becomes a Statement. Pieces are raw character ranges; tokens point into the parse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from reportedly.grammar import (
    agent_of,
    auxiliaries,
    child,
    children,
    clause_of,
    conjuncts,
    is_negated,
    is_passive,
    noun_phrase,
    own_subject,
    prepositional,
    relative_antecedent,
    subject_of,
)
from reportedly.lexicon.cues import Cue, Cues
from reportedly.parse import Parsed, Token
from reportedly.stages.names import SPEAKER_PRONOUNS, Names

Piece = tuple[int, int]
# A cue that takes a whole clause is a saying whoever its subject is; the others need somebody who can speak, since
# "the plan requires patience" and "the storm claimed lives" look just the same.
CLAUSE_CUES = frozenset({"say", "argue", "announce", "admit", "confirm", "deny", "warn", "believe", "predict", "quote"})
# Subordinators that make a clause something other than an inserted "the general said".
REAL_MARKS = frozenset(
    {"because", "if", "while", "although", "though", "after", "before", "since", "when", "until", "unless"}
)
CONTRASTS = frozenset({"while", "whereas", "but"})
# "put the toll at 60": what stands between the noun and its number.
LONGEST_HEADLINE_SPEAKER = 6


class Frame(NamedTuple):
    """A cue with what belongs to it. `silent` marks words that say that nothing was said."""

    cue: Cue
    word: Token
    words: tuple[Token, ...]
    speaker: Token | None
    pieces: tuple[Piece, ...]
    rule: str
    audience: tuple[Token, ...] = ()
    silent: bool = False
    remarks: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What frame finders read from: the parse, who is who, and the cues."""

    parsed: Parsed
    names: Names
    cues: Cues


def piece_of(tokens: Iterable[Token]) -> Piece:
    """The characters from the first to the last of some tokens, stops and commas at the ends left out."""
    chosen = sorted(tokens, key=lambda t: t.i)
    while len(chosen) > 1 and chosen[-1].text in (",", ".", ";", ":", "-", "–", "—"):
        chosen.pop()
    while len(chosen) > 1 and (chosen[0].text in (",", ";", ":", "-", "–", "—") or is_that(chosen[0])):
        chosen.pop(0)
    return chosen[0].start, chosen[-1].end


def is_that(token: Token) -> bool:
    """Whether it is the "that" that opens a reported clause."""
    return token.lower == "that" and token.dep == "mark"


def can_speak(reading: Reading, token: Token | None) -> bool:
    """Whether a noun phrase can be a speaker: a person, a body, a known actor, a document, a pronoun for one."""
    if token is None:
        return False
    token = relative_antecedent(token)
    mention = reading.names.mentions.get(token.i)
    if token.known is not None or token.lemma in reading.cues.words.documents:
        return True
    if token.pos == "PRON":
        return mention is not None or token.lower in SPEAKER_PRONOUNS or token.tag == "PRP"
    if mention is None:
        return False
    return mention.person or mention.body or mention.ref.actor is not None or token.pos == "PROPN"


def verb_frames(reading: Reading) -> list[Frame]:
    """All frames whose cue is a verb, in the order of the text."""
    found = []
    for token in reading.parsed.tokens:
        if token.pos == "VERB" and token.lemma in reading.cues.by_verb:
            frame = _silence(reading, token) or _verb_frame(reading, token)
            if frame is not None:
                found.append(frame)
        elif token.pos == "VERB" or token.tag == "JJ":
            frame = _silence(reading, token)
            if frame is not None:
                found.append(frame)
    return found


def _verb_frame(reading: Reading, verb: Token) -> Frame | None:
    if is_negated(verb) or verb.dep in ("amod", "compound") or is_imagined(verb):
        return None
    for cue, rest in reading.cues.by_verb[verb.lemma]:
        particles = _particles(verb, rest)
        if particles is None:
            continue
        hearsay = _hearsay(reading, verb, cue)
        if hearsay is not None:
            return hearsay
        for take in cue.takes:
            finder = TAKES.get(take)
            pieces = finder(verb, rest) if finder is not None else _after(verb, take, rest)
            if not pieces and take == "clause":
                pieces = _inserted(reading, verb)
            if pieces:
                frame = _frame(reading, verb, cue, particles, take, pieces)
                if frame is not None:
                    return frame
    return None


def _is_impersonal(verb: Token) -> bool:
    """ "It was reported that ...": somebody said it, nobody is named."""
    subject = child(verb, "nsubjpass")
    return is_passive(verb) and subject is not None and subject.lower == "it"


def is_imagined(verb: Token) -> bool:
    """Whether a saying is only thought of: "may say", "would argue", "if he says", "let us say"."""
    if any(a.tag == "MD" for a in auxiliaries(verb)):
        return True
    if verb.dep == "advcl" and any(m.lower in ("if", "unless", "whether") for m in children(verb, "mark")):
        return True
    return verb.tag == "VB" and verb.dep in ("ROOT", "ccomp") and child(verb, "aux", "nsubj") is None


def _is_own_thought(reading: Reading, verb: Token, cue: Cue, speaker: Token | None) -> bool:
    """ "I think" inside somebody's quote: no second statement, the whole quote is what that somebody thinks."""
    if cue.id not in ("believe", "say", "argue", "demand", "urge") or speaker is None:
        return False
    return speaker.lower in SPEAKER_PRONOUNS and reading.names.is_quoted(verb) and verb.tag in ("VBP", "VB", "VBG")


def _frame(
    reading: Reading, verb: Token, cue: Cue, particles: list[Token], take: str, pieces: tuple[Piece, ...]
) -> Frame | None:
    speaker = speaker_of(reading, verb)
    if _is_own_thought(reading, verb, cue, speaker):
        return None
    whole_clause = take in ("clause", "audience_clause") and cue.id in CLAUSE_CUES
    if not whole_clause and not can_speak(reading, speaker) and not (is_passive(verb) and cue.id == "accuse"):
        return None
    if whole_clause and speaker is None and not _is_impersonal(verb):
        return None
    return Frame(cue, verb, (verb, *particles), speaker, pieces, f"statement.verb/{cue.id}", tuple(audience_of(verb)))


def speaker_of(reading: Reading, verb: Token) -> Token | None:
    """Who speaks: the subject, the agent of a passive, or for "saying ..." whoever speaks in the cue above it."""
    if is_passive(verb):
        return agent_of(verb)
    if verb.tag == "VBG" and verb.dep in ("advcl", "conj", "acl", "xcomp") and own_subject(verb) is None:
        for above in verb.ancestors():
            if above.pos == "VERB" and above.lemma in reading.cues.by_verb and above.sent is verb.sent:
                found = agent_of(above) if is_passive(above) else subject_of(above)
                if found is not None and can_speak(reading, found) and same_voice(reading, above, verb):
                    return relative_antecedent(found)
    found = subject_of(verb)
    return relative_antecedent(found) if found is not None else None


def same_voice(reading: Reading, one: Token, other: Token) -> bool:
    """Whether both words stand inside quotation marks, or both outside."""
    return reading.names.is_quoted(one) == reading.names.is_quoted(other)


def audience_of(verb: Token) -> list[Token]:
    """Who is told: the object of telling, "to reporters", "urged both sides"."""
    found = [
        part for c in children(verb, "dobj", "dative") if c.pos in ("NOUN", "PROPN", "PRON") for part in conjuncts(c)
    ]
    has_clause = child(verb, "ccomp", "xcomp") is not None
    told = found if has_clause or verb.lemma in ("tell", "inform", "brief", "notify") else []
    return told + [
        n for n in prepositional(verb, "to", "on", "upon") if verb.lemma in ("call", "appeal", "say", "write")
    ]


def _particles(verb: Token, rest: str) -> list[Token] | None:
    """The particles and prepositions a cue needs beside its verb, or None when one is not there."""
    found: list[Token] = []
    for word in rest.split():
        holder = found[-1] if found else verb
        match = next(
            (
                c
                for c in (*verb.children, *holder.children)
                if c.lower == word and c.dep in ("prep", "prt", "advmod", "dative")
            ),
            None,
        )
        if match is None:
            return None
        found.append(match)
    return found


def _hearsay(reading: Reading, verb: Token, cue: Cue) -> Frame | None:
    """ "is said to have fled", "are believed to be trapped": somebody says it, nobody is named."""
    clause = child(verb, "xcomp")
    subject = child(verb, "nsubjpass")
    if clause is None or subject is None or not is_passive(verb) or agent_of(verb) is not None:
        return None
    if cue.id not in ("say", "report", "believe", "claim", "predict", "count") or child(clause, "aux") is None:
        return None
    pieces = (piece_of(subject.subtree()), piece_of(clause.subtree()))
    words = tuple(t for t in (*children(verb, "auxpass", "aux"), verb) if t.sent is verb.sent)
    return Frame(reading.cues.by_id["hearsay"], verb, words[-2:], None, pieces, "statement.passive/hearsay")


def _silence(reading: Reading, verb: Token) -> Frame | None:
    """ "did not say", "declined to comment", "could not be reached": a record that nothing was said."""
    words = reading.cues.words
    clause = child(verb, "xcomp", "advcl")
    declines = verb.lemma in words.declining and clause is not None and clause.lemma in words.silent
    yet = (
        verb.lemma == "have"
        and any(c.lower == "yet" for c in verb.children)
        and clause is not None
        and clause.lemma in words.silent
    )
    negated = is_negated(verb)
    silent = negated and verb.lemma in words.silent and not is_passive(verb)
    unreachable = negated and is_passive(verb) and verb.lemma in words.unreachable
    if not (declines or yet or silent or unreachable):
        return None
    speaker = child(verb, "nsubjpass") if unreachable else speaker_of(reading, verb)
    if not can_speak(reading, speaker):
        return None
    cue_words = [t for t in verb.children if t.dep in ("aux", "auxpass", "neg", "advmod") and t.i < verb.i] + [verb]
    if (declines or yet) and clause is not None:
        cue_words += [t for t in (*clause.children, clause) if verb.i < t.i <= clause.i]
    first = reading.cues.by_id["say"]
    return Frame(
        first,
        verb,
        tuple(sorted(cue_words, key=lambda t: t.i)),
        speaker,
        (),
        "statement.silence/no_comment",
        silent=True,
    )


def _clause(verb: Token, rest: str) -> tuple[Piece, ...]:
    """The clause said, behind the verb or before it."""
    for clause in children(verb, "ccomp"):
        if clause.tag == "VBG" and child(clause, "nsubj", "aux") is None:
            continue
        unit = _unit(verb, clause)
        tokens = [t for t in clause.subtree() if t not in unit]
        if clause.i > verb.i:
            tokens = [t for t in tokens if t.i > verb.i]
            tokens += _joined_clauses(verb, tokens)
        return _split(tokens, unit)
    return ()


def _joined_clauses(verb: Token, tokens: list[Token]) -> list[Token]:
    """ "said that P, but that Q": a further clause behind that the parser hung elsewhere."""
    last = max((t.i for t in tokens), default=verb.i)
    rest = [t for t in verb.sent.tokens if t.i > last and t.pos != "PUNCT"]
    if len(rest) > 2 and rest[0].dep == "cc" and rest[1].lower == "that":
        return [t for t in verb.sent.tokens if t.i > last]
    return []


def _unit(verb: Token, clause: Token | None = None) -> set[Token]:
    """The words of the cue itself: verb, subject, helpers, time and place, but nothing of what is said."""
    found = {verb}
    for c in verb.children:
        if c is not clause and c.dep not in ("ccomp", "parataxis"):
            found.update(c.subtree())
    return found


def _split(tokens: list[Token], unit: set[Token]) -> tuple[Piece, ...]:
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


def _inserted(reading: Reading, verb: Token) -> tuple[Piece, ...]:
    """ "The offensive, the general said, would begin": all of the sentence but the cue."""
    if verb.dep not in ("ccomp", "parataxis", "advcl", "dep") or verb.head.pos not in ("VERB", "AUX"):
        return ()
    if child(verb, "nsubj") is None or any(m.lower in REAL_MARKS for m in children(verb, "mark", "advmod")):
        return ()
    if any(is_that(m) for m in verb.children) or child(verb, "dobj", "xcomp") is not None:
        return ()
    unit = _unit(verb)
    first = min(t.i for t in unit if t.pos != "PUNCT")
    tokens = [t for t in verb.sent.tokens if same_voice(reading, t, verb) or not reading.names.is_quoted(verb)]
    before = [t for t in tokens if t.i < first]
    if not before or before[-1].pos != "PUNCT":
        return ()
    return _split(tokens, unit)


def _object(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "rejected the plan", and turned round "the plan was rejected"."""
    nouns = prepositional(verb, rest.split()[-1]) if rest else children(verb, "dobj")
    if not rest and is_passive(verb):
        nouns = children(verb, "nsubjpass")
    nouns = [n for n in nouns if n.pos in ("NOUN", "PROPN", "VERB", "NUM", "ADJ") or n.known is not None]
    if not nouns:
        return _after(verb, rest.split()[-1], rest) if rest else ()
    tokens = [t for n in nouns for t in n.subtree() if t is not verb and (t.i > verb.i or is_passive(verb))]
    tokens += [t for c in children(verb, "xcomp") if nouns and c.tag == "VB" for t in c.subtree()]
    return (piece_of(tokens),) if tokens else ()


def _infinitive(verb: Token, rest: str) -> tuple[Piece, ...]:
    clause = next(
        (
            c
            for c in children(verb, "xcomp", "ccomp", "advcl")
            if any(a.tag == "TO" for a in c.children) and c.i > verb.i
        ),
        None,
    )
    return (piece_of(t for t in clause.subtree() if t.i > verb.i),) if clause is not None else ()


def _gerund(verb: Token, rest: str) -> tuple[Piece, ...]:
    clause = next((c for c in children(verb, "xcomp", "ccomp", "dobj") if c.tag == "VBG" and c.i > verb.i), None)
    return (piece_of(clause.subtree()),) if clause is not None else ()


def _person_to(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "urged both sides to hold fire": with the people who should do it."""
    if rest:
        return _infinitive(verb, rest)
    clause = next((c for c in children(verb, "ccomp", "xcomp") if any(a.tag == "TO" for a in c.children)), None)
    if clause is None or (child(clause, "nsubj") is None and child(verb, "dobj") is None):
        return ()
    return (piece_of([t for t in clause.subtree() if t.i > verb.i]),)


def _as(verb: Token, rest: str) -> tuple[Piece, ...]:
    prep = next((c for c in verb.children if c.dep == "prep" and c.lower == "as"), None)
    about = child(verb, "dobj") or (child(verb, "nsubjpass") if is_passive(verb) else None)
    if prep is None or about is None:
        return ()
    return (
        (piece_of([*about.subtree(), *prep.subtree()]),)
        if not is_passive(verb)
        else (piece_of(about.subtree()), piece_of(prep.subtree()))
    )


def _predicate(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "called the attack a breach"."""
    said = child(verb, "oprd")
    about = child(verb, "dobj")
    if said is not None and about is not None:
        return (piece_of([*about.subtree(), *said.subtree()]),)
    clause = next(
        (c for c in children(verb, "ccomp") if c.pos in ("NOUN", "ADJ", "PROPN") and child(c, "nsubj") is not None),
        None,
    )
    return (piece_of(clause.subtree()),) if clause is not None else ()


def _object_at(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "put the toll at more than 60"."""
    prep = next((c for c in verb.children if c.dep == "prep" and c.lower == "at"), None)
    about = child(verb, "dobj")
    if prep is None or about is None or not any(t.pos == "NUM" for t in prep.subtree()):
        return ()
    return (piece_of([*about.subtree(), *prep.subtree()]),)


def _object_figure(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "reported nine dead": an object that holds a number."""
    nouns = [n for n in children(verb, "dobj", "ccomp") if any(t.pos == "NUM" for t in n.subtree())]
    return (piece_of(t for n in nouns for t in n.subtree()),) if nouns else ()


def _quote_as(verb: Token, rest: str) -> tuple[Piece, ...]:
    """ "quoted a doctor as saying that ...": what was passed on is the whole of the saying."""
    prep = next((c for c in verb.children if c.dep == "prep" and c.lower == "as"), None)
    clause = child(prep, "pcomp") if prep is not None else None
    return (piece_of(clause.subtree()),) if clause is not None else ()


def _after(verb: Token, take: str, rest: str) -> tuple[Piece, ...]:
    """What stands after a preposition: "of shelling the camp", "against any delay"."""
    for prep in verb.children:
        if prep.dep in ("prep", "agent") and prep.lower == take:
            tokens = [t for t in prep.subtree() if t is not prep]
            return (piece_of(tokens),) if tokens else ()
    return ()


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
    "object_at": _object_at,
    "object_figure": _object_figure,
    "quote_as": _quote_as,
}


def noun_frames(reading: Reading) -> list[Frame]:
    """ "the army's claim that P", "a warning by the agency that P"."""
    found = []
    for noun in reading.parsed.tokens:
        cue = reading.cues.by_noun.get(noun.lemma) if noun.pos == "NOUN" else None
        clause = next((c for c in children(noun, "acl", "relcl", "ccomp") if any(is_that(m) for m in c.children)), None)
        if cue is None or clause is None:
            continue
        pieces = (piece_of(t for t in clause.subtree() if t.i > noun.i),)
        found.append(Frame(cue, noun, (noun,), _noun_speaker(reading, noun), pieces, f"statement.noun/{cue.id}"))
    return found


def _noun_speaker(reading: Reading, noun: Token) -> Token | None:
    owner = child(noun, "poss") or next(iter(prepositional(noun, "by", "from", "of")), None)
    if owner is None:
        owner = next((t for t in noun_phrase(noun) if t.known is not None and t is not noun), None)
    if (
        owner is None
        and noun.dep == "dobj"
        and noun.head.lemma in ("make", "issue", "repeat", "give", "voice", "reiterate")
    ):
        owner = subject_of(noun.head)
    return owner if can_speak(reading, owner) else None


def phrase_frames(reading: Reading) -> list[Frame]:
    """ "according to the ministry" and its like, and "reportedly" and its like."""
    found = []
    tokens = reading.parsed.tokens
    for phrase, cue in reading.cues.by_phrase.items():
        words = phrase.split()
        for token in tokens:
            if token.lower == words[0] and [t.lower for t in tokens[token.i : token.i + len(words)]] == words:
                frame = _phrase_frame(reading, cue, tokens[token.i : token.i + len(words)])
                if frame is not None:
                    found.append(frame)
    return sorted(found, key=lambda f: f.word.i)


def _phrase_frame(reading: Reading, cue: Cue, words: list[Token]) -> Frame | None:
    first, last = words[0], words[-1]
    if first.dep == "advmod" and len(words) == 1:
        pieces = _split([t for t in clause_of(first).subtree() if t is not first], {first})
        return Frame(cue, first, (first,), None, pieces, f"statement.adverb/{cue.id}") if pieces else None
    speaker = child(last, "pobj")
    if speaker is None or not (can_speak(reading, speaker) or len(words) > 1):
        return None
    unit = set(first.subtree()) | set(words)
    clause = clause_of(first)
    tokens = list(first.sent.tokens) if clause is first.sent.root or clause is first else clause.subtree()
    tokens = [t for t in tokens if t not in _contrasted(clause, unit)]
    pieces = _split(tokens, unit)
    return Frame(cue, first, tuple(words), speaker, pieces, f"statement.phrase/{cue.id}") if pieces else None


def _contrasted(clause: Token, unit: set[Token]) -> set[Token]:
    """Clauses behind the phrase that begin anew ("..., while the army said ..."): they are not part of what it covers."""
    last = max(t.i for t in unit)
    found: set[Token] = set()
    for c in clause.children:
        starts_anew = c.dep == "conj" or (c.dep == "advcl" and any(m.lower in CONTRASTS for m in children(c, "mark")))
        if starts_anew and c.i > last and child(c, "nsubj", "nsubjpass") is not None:
            found.update(c.subtree())
    return found


def headline_frames(reading: Reading) -> list[Frame]:
    """ "Minister: truce holds": a speaker, a colon, and what is said, as a line of its own."""
    found = []
    say = reading.cues.by_id["say"]
    firsts = {s.paragraph: s for s in reversed(reading.parsed.sentences)}
    for sentence in firsts.values():
        tokens = sentence.tokens
        colon = next((k for k, t in enumerate(tokens[: LONGEST_HEADLINE_SPEAKER + 1]) if t.text == ":"), 0)
        before, after = tokens[:colon], tokens[colon + 1 :]
        if (
            not before
            or not any(t.pos in ("VERB", "AUX") for t in after)
            or any(t.pos in ("VERB", "AUX", "PUNCT", "NUM") for t in before)
        ):
            continue
        speaker = next((t for t in reversed(before) if t.pos in ("NOUN", "PROPN")), None)
        if speaker is not None and can_speak(reading, speaker):
            found.append(
                Frame(say, tokens[colon], (tokens[colon],), speaker, (piece_of(after),), "statement.colon/say")
            )
    return found
