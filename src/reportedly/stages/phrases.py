"""Frames whose cue is no verb: nouns ("his warning that"), adjectives ("confident that"), phrases."""

from __future__ import annotations

from itertools import takewhile

from reportedly.grammar import child, children, clause_of, is_negated, noun_phrase, prepositional, subject_of
from reportedly.lexicon.cues import Cue
from reportedly.parse import Token
from reportedly.stages.content import for_clause
from reportedly.stages.frames import Frame, Reading
from reportedly.stages.pieces import Piece, is_infinitive, is_that, piece_of, split
from reportedly.stages.scope import within
from reportedly.stages.speakers import can_speak, same_voice, speaker_of

CONTRASTS = frozenset({"while", "whereas", "but"})
# Verbs of which a noun of saying is the object and whose subject speaks: "issued a warning that".
SUPPORT = frozenset(
    {
        "make",
        "issue",
        "repeat",
        "give",
        "voice",
        "reiterate",
        "express",
        "deliver",
        "announce",
        "have",
        "raise",
        "offer",
        "abandon",
        "declare",
        "drop",
        "hold",
        "keep",
        "lend",
        "restate",
        "reverse",
        "share",
        "signal",
        "state",
        "throw",
        "withdraw",
    }
)

# Verbs of answering: "responded with the claim that", "countered with an offer to".
ANSWERING = frozenset({"answer", "counter", "reply", "respond"})


def noun_frames(reading: Reading) -> list[Frame]:
    """ "the army's claim that P", "a warning by the agency that P", "their plan to close the crossing"."""
    found = []
    for noun in reading.parsed.tokens:
        cue = reading.cues.by_noun.get(noun.lemma) if noun.pos == "NOUN" else None
        if cue is None or noun.dep == "compound" or (noun.dep == "dobj" and noun.head.lemma in WANTING):
            continue
        if _is_missing(noun):
            continue
        speaker = _noun_speaker(reading, noun) or _teller(reading, noun)
        drawn = _drawn(reading, noun, cue)
        if drawn is not None:
            found.append(drawn)
            continue
        for take in cue.noun_takes:
            if take != "that" and speaker is None:
                continue
            pieces = _noun_content(noun, take, speaker)
            if pieces:
                rule = f"statement.noun/{cue.id}"
                found.append(Frame(cue, noun, (noun,), speaker, pieces, rule, source=speaker))
                break
    return found


def _is_missing(noun: Token) -> bool:
    """ "There is no evidence that P", "did not issue a warning that P": no such word was said."""
    held = noun.head if noun.dep in ("dobj", "attr") else noun
    without = noun.dep == "pobj" and noun.head.lower == "without"
    return without or is_negated(noun) or (held is not noun and any(c.dep == "neg" for c in held.children))


CALLS = frozenset({"appeal", "call", "demand", "offer", "plea", "promise", "request"})
# Verbs whose object is not there yet: "sought the support of the commission".
WANTING = frozenset({"await", "lack", "need", "request", "require", "seek", "want"})
# Verbs by which something meets with a view: "drew criticism from Venna", "has the support of the union".
DRAWING = frozenset({
    "attract", "command", "draw", "earn", "elicit", "encounter", "enjoy", "face", "get", "have", "meet", "prompt",
    "receive", "spark", "trigger", "win",
})  # fmt: skip
VIEWS = frozenset({"condemns", "opposes", "praises", "supports"})


def _drawn(reading: Reading, noun: Token, cue: Cue) -> Frame | None:
    """ "The plan drew criticism from Venna": what meets with a view, and whose it is."""
    verb = noun.head
    if cue.stance not in VIEWS or noun.dep != "dobj" or verb.lemma not in DRAWING or is_negated(verb):
        return None
    about = subject_of(verb)
    owners = [*prepositional(verb, "from", "among"), *prepositional(noun, "from", "among", "of", "by")]
    speaker = next((t for t in owners if can_speak(reading, t)), None)
    if (
        about is None
        or speaker is None
        or any(c.lower in ("of", "for", "to") and c.i > noun.i and speaker not in c.subtree() for c in noun.children)
    ):
        return None
    if verb.dep == "relcl" and about is verb.head:
        if about.dep == "pobj":
            return None  # "a tariff on goods from Tarvia, which has drawn ...": the tariff, or Tarvia?
        phrase = noun_phrase(about)
    else:
        phrase = [t for t in about.subtree() if t.i < verb.i or about.i > verb.i]
    pieces = (piece_of(phrase),)
    return Frame(cue, noun, (noun,), speaker, pieces, f"statement.noun/{cue.id}", source=speaker)


def _noun_content(noun: Token, take: str, speaker: Token | None) -> tuple[Piece, ...]:
    """What a noun of saying holds: a "that" clause, an infinitive, or the phrase after a preposition."""
    if take == "that":
        clauses = children(noun, "acl", "relcl", "ccomp")
        clause = next((c for c in clauses if any(is_that(m) for m in c.children) or _opens_with_that(noun, c)), None)
    elif take == "to" and not prepositional(noun, "to"):
        clause = next((c for c in children(noun, "acl", "relcl", "xcomp") if is_infinitive(c)), None)
    else:
        prep = next((c for c in noun.children if c.dep == "prep" and c.lower == take and c.i > noun.i), None)
        wanted = _wanted_of(noun) if take == "for" else None
        if wanted is not None:
            return (piece_of(t for t in wanted.subtree() if t.i > noun.i + 1),)
        called = take == "to" and noun.lemma in CALLS  # "a phone call to Vell": who is called, and not what for
        if prep is None or called or (speaker is not None and speaker in prep.subtree()):
            return ()
        tokens = [t for t in prep.subtree() if t is not prep]
        if take == "for":
            tokens += [t for c in children(noun, "acl", "relcl") if is_infinitive(c) for t in c.subtree()]
        return (piece_of(tokens),) if tokens else ()
    return (piece_of(t for t in clause.subtree() if t.i > noun.i),) if clause is not None else ()


def _wanted_of(noun: Token) -> Token | None:
    """ "renewed their calls for the council to open the road": the infinitive right behind "for", wherever it hangs."""
    clause = for_clause(noun.head) if noun.dep == "dobj" else None
    opened = clause is not None and any(m.lower == "for" and m.i == noun.i + 1 for m in children(clause, "mark"))
    return clause if opened else None


def _opens_with_that(noun: Token, clause: Token) -> bool:
    """ "a warning that fuel would run out", where the parser reads "that fuel": a full clause right behind "that"."""
    words = clause.subtree()
    subject = child(clause, "nsubj", "nsubjpass")
    return words[0].lower == "that" and words[0].i == noun.i + 1 and subject is not None and words[0] is not subject


def _noun_speaker(reading: Reading, noun: Token) -> Token | None:
    owner = child(noun, "poss") or next(iter(prepositional(noun, "by", "from", "of")), None)
    if owner is None:
        owner = next((t for t in noun_phrase(noun) if t.known is not None and t is not noun), None)
    if owner is None and noun.dep == "dobj" and noun.head.lemma in SUPPORT:
        owner = subject_of(noun.head)
    if owner is None and noun.dep == "pobj" and noun.head.lower == "with" and noun.head.head.lemma in ANSWERING:
        owner = subject_of(noun.head.head)
    return owner if can_speak(reading, owner) else None


def _teller(reading: Reading, noun: Token) -> Token | None:
    """ "The network said in a report that P", where the parser hangs P on the report: the network."""
    prep = noun.head
    verb = prep.head
    if noun.dep != "pobj" or prep.lower != "in" or verb.lemma not in reading.cues.by_verb or children(verb, "ccomp"):
        return None
    speaker, _ = speaker_of(reading, verb)
    return speaker if can_speak(reading, speaker) else None


def adjective_frames(reading: Reading) -> list[Frame]:
    """ "The governor is confident that P", "they are willing to talk"."""
    found = []
    for word in reading.parsed.tokens:
        cue = reading.cues.by_adjective.get(word.lower)
        if cue is None or word.dep not in ("acomp", "ROOT", "conj", "ccomp", "advcl", "relcl", "xcomp"):
            continue
        if word.tag in ("VB", "VBD", "VBP", "VBZ") or child(word, "dobj") is not None:
            continue  # "prepared us for the match"
        verb = word.head if word.dep == "acomp" else word
        if is_negated(verb) or any(a.tag == "MD" for a in children(verb, "aux")):
            continue
        speaker = subject_of(verb)
        pieces = _adjective_content(word, cue)
        quoted_self = speaker is not None and speaker.lower in ("i", "we", "you") and reading.names.is_quoted(word)
        if pieces and can_speak(reading, speaker) and not quoted_self:
            rule = f"statement.adjective/{cue.id}"
            found.append(Frame(cue, word, (word,), speaker, pieces, rule, source=speaker))
    return found


def _adjective_content(word: Token, cue: Cue) -> tuple[Piece, ...]:
    """The clause or phrase behind an adjective; who is ready or prepared *for* a thing says nothing of it."""
    for clause in children(word, "ccomp", "xcomp"):
        if clause.i > word.i:
            return (piece_of(t for t in clause.subtree() if t.i > word.i),)
    for prep in children(word, "prep"):
        if prep.lower in ABOUT and prep.i > word.i and cue.stance != "plans":
            tokens = [t for t in prep.subtree() if t is not prep]
            return (piece_of(tokens),) if tokens else ()
    return ()


# Prepositions behind an adjective that hold what the view is about: "critical of the plan", "opposed to the plan".
ABOUT = frozenset({"about", "against", "at", "by", "for", "of", "on", "over", "to", "toward", "towards", "with"})


def phrase_frames(reading: Reading) -> list[Frame]:
    """ "according to the ministry" and its like, and "reportedly" and its like."""
    found = []
    tokens = reading.parsed.tokens
    firsts = reading.cues.by_first_word
    for token in tokens:
        for words, cue in firsts.get(token.lower, ()):
            if [t.lower for t in tokens[token.i : token.i + len(words)]] == words:
                frame = _phrase_frame(reading, cue, tokens[token.i : token.i + len(words)])
                if frame is not None:
                    found.append(frame)
    return found


def _phrase_frame(reading: Reading, cue: Cue, words: list[Token]) -> Frame | None:
    first, last = words[0], words[-1]
    if first.tag == "RB" and len(words) == 1:
        clause = clause_of(first)
        joined = {t for c in children(clause, "conj") if c.pos == "VERB" and c.i > first.i for t in c.subtree()}
        pieces = split([t for t in clause.subtree() if t is not first and t not in joined], {first})
        return Frame(cue, first, (first,), None, pieces, f"statement.adverb/{cue.id}") if pieces else None
    speaker = child(last, "pobj", "pcomp")
    if speaker is None or not (can_speak(reading, speaker) or len(words) > 1):
        return None
    counted = speaker.pos == "NOUN" and not any(t.pos == "DET" and t.lower not in EACH for t in speaker.children)
    if len(words) == 1 and counted:
        return None  # "100 dollars per student", "one well per every 200 people"
    unit = set(first.subtree()) | set(words)
    clause = clause_of(first)
    tokens = list(first.sent.tokens) if clause is first.sent.root or clause is first else clause.subtree()
    apart = _contrasted(clause, unit)
    quoted = reading.names.is_quoted(first)
    tokens = [t for t in tokens if t not in apart and (not quoted or same_voice(reading, t, first))]
    named = _named_beside(speaker, tokens)
    pieces = split(within([t for t in tokens if t not in named], unit, reading.names.is_quoted), unit)
    return (
        Frame(cue, first, tuple(words), speaker, pieces, f"statement.phrase/{cue.id}", source=speaker)
        if pieces
        else None
    )


EACH = frozenset({"any", "each", "every"})


def _is_second_name(subject: Token, speaker: Token) -> bool:
    """ "According to Webster, *the free dictionary*, P": of two subjects between commas the first tells who speaks."""
    others = [c for c in children(subject.head, "nsubj", "nsubjpass") if c.i > subject.i and c.i < subject.head.i]
    own = subject.subtree()
    tokens = {t.i: t.text for t in subject.sent.tokens}
    opened, closed = tokens.get(own[0].i - 1), own[-1].text == "," or tokens.get(own[-1].i + 1) == ","
    near = own[0].i - speaker.i <= NEAREST
    return bool(others) and opened == "," and closed and near and not children(subject, "conj")


# Words between a speaker and another name of the same at most.
NEAREST = 3


def _named_beside(speaker: Token, tokens: list[Token]) -> set[Token]:
    """ "According to a doctor, *Jean Kanow*, P": the name between commas that tells who the doctor is."""
    first = next((t for t in tokens if t.i > speaker.i and t.dep in ("nsubj", "nsubjpass")), None)
    if first is not None and _is_second_name(first, speaker):
        return {t for t in first.subtree() if t.i > speaker.i}
    if speaker.pos != "NOUN":
        return set()
    behind = [t for t in tokens if t.i > speaker.subtree()[-1].i]
    while behind and behind[0].text == ",":
        behind.pop(0)
    name = list(takewhile(lambda t: t.pos == "PROPN" and t.known is None, behind))
    closed = len(behind) > len(name) and behind[len(name)].text == ","
    return {*name, behind[len(name)]} if len(name) > 1 and closed else set()


def _contrasted(clause: Token, unit: set[Token]) -> set[Token]:
    """Clauses behind the phrase that begin anew ("..., while the army said ..."): it does not cover them."""
    last = max(t.i for t in unit)
    found: set[Token] = set()
    for c in clause.children:
        starts_anew = c.dep == "conj" or (c.dep == "advcl" and any(m.lower in CONTRASTS for m in children(c, "mark")))
        if starts_anew and c.i > last and child(c, "nsubj", "nsubjpass") is not None:
            found.update(c.subtree())
    return found
