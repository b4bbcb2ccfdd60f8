"""Who is only passed on: "the radio reported, citing the army, that P" is the army's P, and the radio passes it on."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.grammar import child, children
from reportedly.parse import Token
from reportedly.stages.edges import CITING
from reportedly.stages.frames import Frame, Reading
from reportedly.stages.speakers import can_speak

# What an outlet does with the words of others; who denies or demands something speaks for itself.
PASSING = frozenset({"says", "reveals", "announces", "mentions"})
BETWEEN = frozenset({",", "that"})


def passed_on(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """The frames, those with somebody cited beside their cue given to whom they cite."""
    found = list(frames)
    cited: set[int] = set()
    by_sentence: dict[int, list[int]] = {}
    for number, frame in enumerate(found):
        by_sentence.setdefault(frame.word.sent.index, []).append(number)
    for word in _citing_words(reading, frames):
        named = child(word, "dobj")
        if named is None or not _is_source(reading, named):
            continue
        host = next((n for n in by_sentence[word.sent.index] if _cites(found[n], word)), None)
        if host is not None:
            cited.add(word.i)
            found[host] = _given_to(found[host], found[host].speaker, word, named)
    return [f for f in found if f.word.i not in cited]


def _citing_words(reading: Reading, frames: Sequence[Frame]) -> list[Token]:
    sentences = {f.word.sent.index: f.word.sent for f in frames if f.cue.stance in PASSING}
    return [
        t
        for _, sentence in sorted(sentences.items())
        for t in sentence.tokens
        if t.lemma in CITING and t.dep in ("advcl", "acl", "relcl") and not reading.names.is_quoted(t)
    ]


def _is_source(reading: Reading, noun: Token) -> bool:
    """Whether what is cited speaks: a person or a body, and not "security concerns", "a report" or two at once."""
    spoken = can_speak(reading, noun) and noun.lemma not in reading.cues.words.documents
    return spoken and not children(noun, "conj") and not any(c.lower == "as" for c in noun.head.children)


def _cites(frame: Frame, word: Token) -> bool:
    if frame.cue.stance not in PASSING or frame.speaker is None or frame.silent or frame.word is word:
        return False
    if frame.word.sent is not word.sent:
        return False
    if word.dep != "advcl":
        return word.head is frame.speaker
    # "reported, citing the army, that P": the parser hangs the citing on the clause that it stands before
    before = word.head.dep == "ccomp" and any(m.i > word.i for m in children(word.head, "mark"))
    return word.head is frame.word or (before and word.head.head is frame.word and frame.word.i < word.i)


def _given_to(frame: Frame, passing: Token | None, word: Token, named: Token) -> Frame:
    pieces = tuple(p for piece in frame.pieces for p in _without(piece, word, named.subtree()[-1]))
    via = (passing,) if passing is not None else ()
    return frame._replace(speaker=named, source=None, called=(), via=via, pieces=pieces)


def _without(piece: tuple[int, int], first: Token, last: Token) -> list[tuple[int, int]]:
    """What is left of a content without the words that cite, and without the comma and "that" beside them."""
    start, stop = piece
    if not start <= first.start < stop:
        return [piece]
    tokens = first.sent.tokens
    before = [t for t in tokens if start <= t.start and t.i < first.i]
    after = [t for t in tokens if t.i > last.i and t.end <= stop]
    while before and before[-1].lower in BETWEEN:
        before.pop()
    while after and after[0].lower in BETWEEN:
        after.pop(0)
    parts = [(start, before[-1].end)] if before else []
    return [*parts, (after[0].start, stop)] if after else parts
