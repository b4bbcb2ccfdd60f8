"""The ranker: which words outside the lists of cues are acts of saying, and which frames of the rules are none.

Rules know a closed list of cues. Here every other verb with a clause, or beside a quote, and with somebody who can
speak is scored by signs of its sentence: where the clause stands, what form the verb has, what sort of speaker it is.
No sign holds a name, so the parties of a text are alike to it. The weights are in lexicon/en/ranker.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.grammar import agent_of, auxiliaries, child, children, is_negated, is_passive
from reportedly.parse import Token
from reportedly.stages.content import content_of
from reportedly.stages.frames import Frame, Reading, is_imagined
from reportedly.stages.names import SPEAKER_PRONOUNS
from reportedly.stages.pieces import Piece, is_infinitive, is_that
from reportedly.stages.speakers import AMOUNTS, audience_of, can_speak, speaker_of

# Verbs that are helpers, or whose clause is a cause, an effect or a guess of the outlet's: never a cue by themselves.
HELPERS = frozenset({
    "'s", "be", "cause", "do", "ensure", "get", "have", "help", "keep", "let", "make", "mean", "presuppose", "pretend",
})  # fmt: skip
FINITE = frozenset({"VBD", "VBZ", "VBP"})
RULE = "statement.ranker/cue"


def ranked_frames(reading: Reading, taken: Sequence[Frame]) -> list[Frame]:
    """Frames of cues that no list holds and whose score is high enough, beside those already taken."""
    words = {f.word.i for f in taken}
    found = (scored(reading, frame) for frame in candidates(reading) if frame.word.i not in words)
    return [frame for frame in found if frame is not None]


def candidates(reading: Reading) -> Iterator[Frame]:
    """Every verb outside the lists that has a "that" clause or a quoted one, and somebody who can say it."""
    for verb in reading.parsed.tokens:
        if verb.pos == "VERB" and verb.lemma not in reading.cues.by_verb and child(verb, "ccomp") is not None:
            clause = next((c for c in children(verb, "ccomp") if any(is_that(m) for m in c.children)), None)
            pieces = content_of(verb, "clause", "") if clause is not None or _is_beside_quote(reading, verb) else ()
            frame = candidate(reading, verb, pieces)
            if frame is not None:
                yield frame


def _is_beside_quote(reading: Reading, verb: Token) -> bool:
    """Whether the clause of a verb stands in quotation marks and the verb does not."""
    clause = child(verb, "ccomp")
    return clause is not None and reading.names.is_quoted(clause) and not reading.names.is_quoted(verb)


def candidate(reading: Reading, verb: Token, pieces: tuple[Piece, ...]) -> Frame | None:
    """A verb outside the lists with what may be said, or None where nobody can be the one who says it."""
    if not pieces or verb.lemma in HELPERS or verb.dep in ("amod", "compound") or is_passive(verb):
        return None
    if is_negated(verb) or is_imagined(verb) or any(a.tag == "MD" for a in auxiliaries(verb)):
        return None
    if not verb.text.isalpha() or child(verb, "dobj") is not None:
        return None
    speaker, source = speaker_of(reading, verb)
    if speaker is None or not can_speak(reading, speaker):
        return None
    if speaker.lower in SPEAKER_PRONOUNS and reading.names.is_quoted(verb):
        return None  # inside somebody's quote the whole quote is what they say
    told = tuple(audience_of(reading, verb))
    return Frame(reading.cues.by_id["say"], verb, (verb,), speaker, pieces, RULE, told, source=source)


def improbable(reading: Reading, frames: Sequence[Frame]) -> dict[int, float]:
    """The frames that are left out, by the number of their word with the score: of doubtful rules, and too low."""
    ranker = reading.names.lexicon.ranker
    judged = [f for f in frames if f.rule in ranker.doubtful and not f.silent and not _gives_number(reading, f)]
    scores = {f.word.i: ranker.doubt.score(signs_of_rule(reading, f)) for f in judged}
    return {i: score for i, score in scores.items() if score < ranker.doubt.threshold}


def _gives_number(reading: Reading, frame: Frame) -> bool:
    """Whether a frame is somebody's number: "it had spoken of nine". To lose who counts is worse than a doubt."""
    spoken = frame.speaker is not None and can_speak(reading, frame.speaker)
    return spoken and any(t.pos == "NUM" for a, b in frame.pieces for t in reading.parsed.tokens_in(a, b))


def scored(reading: Reading, frame: Frame | None) -> Frame | None:
    """A frame of a word outside the lists with its score as a remark, or None where the score is too low."""
    cue = reading.names.lexicon.ranker.cue
    score = cue.score(signs_of(reading, frame)) if frame is not None else 0.0
    return (
        frame._replace(remarks=(f"the ranker scores it {score:.2f} of 1",))
        if frame is not None and score >= cue.threshold
        else None
    )


def signs_of(reading: Reading, frame: Frame) -> list[str]:
    """What the ranker sees of a frame: words without names, each sign once."""
    word = frame.word
    clause = _clause(frame)
    speaker = sort_of(reading, frame.speaker)
    take = _take(reading, frame, clause)
    found = [
        f"take {take}",
        f"tag {word.tag}",
        f"place {word.dep if word.dep in PLACES else 'other'}",
        f"speaker {speaker}",
        f"take {take}, speaker {speaker}",
        f"take {take}, tag {word.tag}",
        *(f"helper {a.lemma}" for a in auxiliaries(word) if a.known is None),
        *(f"beside {c.dep}" for c in word.children if c.dep in BESIDE),
    ]
    if clause is not None:
        found += _clause_signs(word, clause)
    found += ["is quoted"] if reading.names.is_quoted(word) else []
    found += ["no doer"] if is_passive(word) and agent_of(word) is None else []
    return list(dict.fromkeys(found))


def signs_of_rule(reading: Reading, frame: Frame) -> list[str]:
    """The signs of a frame that a rule made, with the rule, its entry and the word itself."""
    word = frame.word
    family, _, entry = frame.rule.partition("/")
    clause = _clause(frame)
    take, speaker = _take(reading, frame, clause), sort_of(reading, frame.speaker)
    found = [f"rule {family}", f"entry {entry}", f"entry {entry}, take {take}", f"entry {entry}, speaker {speaker}"]
    found += [f"word {word.lemma}"] if _is_listed(reading, word) else []
    return [*signs_of(reading, frame), *found]


def _is_listed(reading: Reading, word: Token) -> bool:
    """Whether a word itself may be a sign: a verb or noun of the lists, and so no name."""
    return word.known is None and (word.lemma in reading.cues.by_verb or word.lemma in reading.cues.by_noun)


PLACES = frozenset({"ROOT", "conj", "advcl", "relcl", "acl", "ccomp", "xcomp", "parataxis", "pcomp"})
BESIDE = frozenset({"dobj", "dative", "prep", "prt", "advmod", "npadvmod", "xcomp", "advcl", "agent", "oprd", "acomp"})


def _clause(frame: Frame) -> Token | None:
    """The head of the clause that a frame says."""
    start, end = frame.pieces[0] if frame.pieces else (0, 0)
    inside = [c for c in children(frame.word, "ccomp", "advcl", "acl", "relcl") if start <= c.start < end]
    return inside[0] if inside else None


def _take(reading: Reading, frame: Frame, clause: Token | None) -> str:
    if frame.pieces and all(_is_quoted_piece(reading, piece) for piece in frame.pieces):
        return "quote"
    if clause is None:
        return "phrase"
    if any(is_that(m) for m in clause.children):
        return "that"
    return "to" if is_infinitive(clause) else "clause"


def _is_quoted_piece(reading: Reading, piece: Piece) -> bool:
    inside = [t for t in reading.parsed.tokens_in(*piece) if t.pos != "PUNCT"]
    return bool(inside) and all(reading.names.is_quoted(t) for t in inside)


OPENERS = frozenset({"how", "if", "that", "what", "when", "where", "whether", "which", "who", "whom", "why"})


def _clause_signs(word: Token, clause: Token) -> list[str]:
    helpers = auxiliaries(clause)
    finite = next((t.tag for t in (*helpers, clause) if t.tag in FINITE or t.tag == "MD"), "none")
    owner = child(clause, "nsubj", "nsubjpass", "expl")
    return [
        f"clause tense {finite}",
        f"tense {word.tag}, clause tense {finite}",
        "clause before" if clause.i < word.i else "clause behind",
        "clause has subject" if owner is not None else "clause has none",
        f"clause opens {next((m.lower for m in clause.children if m.lower in OPENERS and m.i < clause.i), 'bare')}",
    ]


def sort_of(reading: Reading, token: Token | None) -> str:
    """What sort of speaker a noun phrase is; no names."""
    if token is None:
        return "none"
    lower = token.lower
    if token.known is not None:
        return "body"
    if lower in SPEAKER_PRONOUNS or lower == "you":
        return "I or you"
    if lower in ("it", "this", "that", "which"):
        return "it"
    if token.lemma in reading.cues.words.documents:
        return "document"
    mention = reading.names.mentions.get(token.i)
    if mention is not None and mention.person:
        return "person"
    if mention is not None and mention.body:
        return "body"
    if lower in AMOUNTS or token.pos in ("PRON", "DET"):
        return "some"
    return "name" if token.pos == "PROPN" else "people" if can_speak(reading, token) else "thing"
