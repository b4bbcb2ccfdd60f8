"""Contents trimmed against the cues inside them: "said P, adding that Q" is P and Q, not one inside the other.

Frames are made one by one; only together is it seen that a cue inside a content begins another saying beside it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from reportedly.grammar import child, children, noun_phrase, own_subject
from reportedly.parse import Token
from reportedly.stages.frames import Frame, Reading
from reportedly.stages.pieces import is_that
from reportedly.stages.speakers import is_apart, same_voice


def trimmed(reading: Reading, frames: list[Frame]) -> list[Frame]:
    """Cut from a content what the same speaker adds: "said P, adding that Q" is P and Q, not one inside the other."""
    words = [f.word.start for f in frames]
    found = []
    for frame in frames:
        pieces = []
        for start, stop in frame.pieces:
            inside = frames[bisect_right(words, start) : bisect_left(words, stop)]
            end = _before_contrast(frame, inside, start, stop)
            end = _before_objection(reading, frame, start, end)
            for other in inside:
                same = other.speaker is not None and frame.speaker is not None and other.speaker.i == frame.speaker.i
                added = other is not frame and _is_added(reading, frame, other, start, same)
                if added and start < other.word.start < end:
                    end = _before(frame, other, start, end)
            end = _before_terms(reading, frame, start, end)
            end = _before_next_speaker(frame, frames, start, end)
            end = _before_teller(reading, start, end)
            if end > start:
                pieces.append((start, end))
        if pieces or frame.silent:
            found.append(frame._replace(pieces=tuple(pieces)))
    return found


def _before_terms(reading: Reading, frame: Frame, start: int, end: int) -> int:
    """Where a content ends before the terms that it was said on: "confirmed the raid *on condition of anonymity*"."""
    text = reading.parsed.text
    if "anonymity" not in text[start:end] or frame.word.start > start:
        return end
    words = reading.parsed.tokens_in(start, end)
    for n, token in enumerate(words):
        if token.lower == "condition" and [t.lower for t in words[n + 1 : n + 3]] == ["of", "anonymity"]:
            first = n - 1 - (words[n - 1].pos == "DET")
            if first > 0 and words[first].lower in ("on", "under"):
                return words[first - 1].end
    return end


# Characters between the end of a content and the cue of the next speaker, whose name the content took in.
NEXT = 12


def _before_next_speaker(frame: Frame, frames: list[Frame], start: int, end: int) -> int:
    """Where a content ends before the name of who speaks next: "intends to ask them | a spokesman told reporters"."""
    for other in frames:
        speaker = other.speaker
        if other is frame or speaker is None or other.called or not end <= other.word.start <= end + NEXT:
            continue
        if other.word.sent is not frame.word.sent or other.word.i < frame.word.i or speaker.i > other.word.i:
            continue
        first = noun_phrase(speaker)[0]
        before = [t for t in first.sent.tokens if start <= t.start and t.i < first.i]
        while before and before[-1].pos in ("ADP", "PUNCT"):
            before.pop()
        if before and start < first.start < end and speaker.dep in ("nsubj", "nsubjpass"):
            return before[-1].end
    return end


def _before_teller(reading: Reading, start: int, end: int) -> int:
    """Where a content ends before an outlet that tells it and lost its comma: "open the site | Meridian reported"."""
    tokens = reading.parsed.tokens_in(start, end)
    if len(tokens) < SHORTEST or tokens[-1].lemma not in ("report", "say") or tokens[-1].tag != "VBD":
        return end
    known = tokens[-2].known is not None and tokens[-2].pos == "PROPN"
    first = noun_phrase(tokens[-2])[0]
    before = [t for t in tokens if t.i < first.i]
    loose = bool(before) and before[-1].pos in ("NOUN", "PROPN") and tokens[-1].head is not tokens[-1]
    return before[-1].end if known and loose else end


SHORTEST = 6


def _is_added(reading: Reading, frame: Frame, other: Frame, start: int, same: bool) -> bool:
    """Whether a cue in a content is no part of it: of the same speaker, or of one who stands before the content.

    "The source denied allegations that P dismissing them as Q": the allegations do not dismiss. "Is pressing" tells.
    """
    if other.word.i < frame.word.i:
        return False
    if same_voice(reading, frame.word, other.word) and (_is_told_of_it(frame, other) or _goes_on_beside(frame, other)):
        return True
    if same and other.word.dep == "conj" and other.word.pos == "VERB":
        return _is_joined_to(frame, other)  # "estimates that P, and has said that Q"
    if other.word.dep == "pcomp" and other.silent:
        return True  # "confirmed that P without saying why"
    if other.word.dep == "pcomp":
        # "said they won votes by promising that Q" is all P
        return other.word.head.lower == "by" and other.word.head.head is frame.word
    if other.word.tag not in ("VBG", "VBD") or children(other.word, "aux"):
        return False
    outside = (
        other.word.tag == "VBG" and other.speaker is not None and other.speaker.start < min(start, frame.word.start)
    )
    return same or outside


def _is_joined_to(frame: Frame, other: Frame) -> bool:
    """Whether a joined verb goes on from the saying and not from what was said, by its head and its form."""
    word = other.word
    if is_apart(word) and word.head.start > frame.word.start and other.cue.stance == "urges":
        return True  # "said the party had no papers and asked it to leave"
    if word.head is frame.word or word.head.pos not in ("VERB", "AUX") or word.head.start < frame.word.start:
        return True
    if word.tag == "VB" or word.head.dep in ("relcl", "acl", "xcomp", "advcl"):
        return False
    alike = word.tag == frame.word.tag or word.tag != word.head.tag
    told = other.cue.stance in SAID and alike and child(word, "ccomp") is not None
    return told or is_apart(word)


# Stances that only say: what an attitude or a demand is beside may well be inside of what is said.
SAID = frozenset({"admits", "asks", "claims", "confirms", "denies", "says", "warns"})


def _is_told_of_it(frame: Frame, other: Frame) -> bool:
    """ "He said he would leave, according to reports": the reports tell of his saying, and are no part of it."""
    return other.rule.startswith("statement.phrase/") and any(a <= frame.word.start < b for a, b in other.pieces)


def _goes_on_beside(frame: Frame, other: Frame) -> bool:
    """Whether a cue inside a content begins another saying beside it.

    "She said P, and aid groups warned that Q" has a speaker of its own; "said that he was tired and noted that Q" and
    "said he did not believe it, arguing that Q" have the one who speaks already.
    """
    word = other.word
    if other.cue.stance not in SAID or frame.cue.stance not in SAID or word.sent is not frame.word.sent:
        return False
    if any(is_that(m) for m in word.children) or _is_that_clause(word):
        return False
    before = [t for t in word.sent.tokens if t.i < word.i][-1:]
    owner = own_subject(word.head) if word.dep in ("advcl", "conj") else None
    pronoun = owner is not None and owner.pos == "PRON"
    if word.tag == "VBG":
        return word.dep == "advcl" and before[0].lower in (",", "while") and pronoun
    if word.dep != "conj" or word.tag not in ("VBD", "VBZ", "VBP") or not children(word.head, "cc"):
        return False
    if children(word, "nsubj"):
        return other.speaker is not None
    clause = any(is_that(m) for c in children(word, "ccomp") for m in c.children)
    return word.tag == frame.word.tag and pronoun and clause


def _is_that_clause(word: Token) -> bool:
    """Whether a joined clause is opened by a "that" of its own: "said that P and that residents feared Q"."""
    return any(t.lower == "that" for t in word.subtree()[:1])


def _before_contrast(frame: Frame, inside: list[Frame], start: int, end: int) -> int:
    """ "said P, while residents counted Q": P ends before the "while", which begins somebody else's saying."""
    for other in inside:
        marks = [c for c in other.word.children if c.dep == "mark" and c.lower in CONTRASTS]
        if other is frame or not marks or not start < marks[0].start < end or other.word.start < frame.word.start:
            continue
        before = [t for t in marks[0].sent.tokens if start <= t.start and t.i < marks[0].i and t.text != ","]
        if before and own_subject(other.word) is not None:
            return before[-1].end
    return end


def _before_objection(reading: Reading, frame: Frame, start: int, end: int) -> int:
    """ "accused them of P, which they deny": P ends before the "which"; that it is denied is the outlet's word."""
    for token in reading.parsed.tokens_in(start, end):
        link = child(token, "dobj") if token.dep == "relcl" and token is not frame.word else None
        if link is None or link.lower not in ("which", "that") or not start < link.start < end:
            continue
        denied = any(cue.stance in ("denies", "rejects") for cue, _ in reading.cues.by_verb.get(token.lemma, ()))
        before = [t for t in link.sent.tokens if start <= t.start and t.i < link.i and t.text != ","]
        if denied and before:
            return before[-1].end
    return end


CONTRASTS = frozenset({"while", "whereas", "though", "although"})


def _before(frame: Frame, other: Frame, start: int, end: int) -> int:
    """Where a content ends that another cue of the same speaker follows: before the comma, or the word, before it."""
    first = other.word.subtree()[0] if other.word.dep == "conj" and children(other.word, "nsubj") else other.word
    before = [t for t in other.word.sent.tokens if start <= t.start and t.i < first.i]
    if other.word.dep == "pcomp" and before and before[-1].pos == "ADP":
        before.pop()
    while before and (before[-1].text in (",", "and", "-", "–", "—", ";") or before[-1].dep in ("cc", "advmod", "aux")):
        before.pop()
    return min(end, before[-1].end) if before else start
