"""Who "he said" is: the one who spoke last, where the sentences of a report pass from one speaker's words to the next.

A pronoun's owner is found by who stands out in the sentences before (pronouns.py). Before a cue another sign is
stronger: news goes on with whom it just quoted. "The pair are from Orven, according to Vell. *He* said ..." is Vell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly.grammar import children
from reportedly.model import Ref, Span
from reportedly.parse import Token
from reportedly.stages.frames import Frame
from reportedly.stages.mentions import Mention
from reportedly.stages.pronouns import FEMALE, MALE

if TYPE_CHECKING:
    from reportedly.stages.frames import Reading

# Sentences between two cues of one voice, those that are all quotation not counted.
REACH = 1
STOPS = frozenset({".", "!", "?"})
# Where a cue stands that carries its sentence; the clauses of others have owners of their own.
MAIN = frozenset({"ROOT", "ccomp", "conj", "parataxis"})


def going_on(reading: Reading, frames: Sequence[Frame], refs: dict[int, Ref]) -> dict[int, Ref]:
    """For the cue words whose "he" or "she" is who spoke last, that speaker. `refs` are the speakers as first read."""
    found: dict[int, Ref] = {}
    owners: dict[int, Ref] = {}  # by the pronoun's own number: "she added, noting that" has one for two cues
    last: Frame | None = None
    for frame in frames:
        speaker = frame.speaker
        if speaker is None or frame.word.i not in refs or reading.names.is_quoted(frame.word):
            continue
        if _is_inside(frame, last):
            continue
        if speaker.lower not in FEMALE | MALE:
            last = frame if _is_one_person(reading, speaker) else None
            continue
        if speaker.i in owners:
            found[frame.word.i] = owners[speaker.i]
        elif last is not None and last.speaker is not None and _may_be(reading, last, frame):
            ref = found.get(last.word.i, refs[last.word.i])
            known = refs[frame.word.i]
            if known.name != ref.name:
                span = Span(speaker.start, speaker.end, speaker.text)
                found[frame.word.i] = owners[speaker.i] = Ref(span=span, name=ref.name, actor=ref.actor, how="pronoun")
    return found


def _is_inside(frame: Frame, outer: Frame | None) -> bool:
    return outer is not None and any(a <= frame.word.start < b for a, b in outer.pieces)


def _is_one_person(reading: Reading, speaker: Token) -> bool:
    """Whether a speaker can be "he" or "she": a person, or a name that is known as no body."""
    mention = reading.names.mentions.get(speaker.i)
    if speaker.known is not None or (mention is not None and (mention.body or mention.plural)):
        return False
    if (mention is not None and mention.person) or speaker.lower in reading.names.persons:
        return True
    return speaker.pos == "PROPN" and not children(speaker, "det")


def _may_be(reading: Reading, last: Frame, frame: Frame) -> bool:
    """Whether a pronoun before a cue can be who spoke last: near, of the same sex, and not in what that one says."""
    pronoun, speaker = frame.speaker, last.speaker
    if pronoun is None or speaker is None or pronoun.dep not in ("nsubj", "nsubjpass"):
        return False
    if frame.word.dep not in MAIN:
        return False  # "an interview in which he said": whose interview it was
    mention = reading.names.mentions.get(speaker.i)
    return _is_near(reading, last, frame) and _is_of_sex(mention, pronoun)


def _is_of_sex(mention: Mention | None, pronoun: Token) -> bool:
    return mention is None or mention.female is None or mention.female == (pronoun.lower in FEMALE)


def _is_near(reading: Reading, last: Frame, frame: Frame) -> bool:
    between = reading.parsed.sentences[last.word.sent.index + 1 : frame.word.sent.index]
    apart = frame.word.sent.index - last.word.sent.index - sum(reading.names.is_voice(s) for s in between)
    stopped = any(t.text in STOPS for t in frame.word.sent.tokens if last.word.i < t.i < frame.word.i)
    return 0 < apart <= REACH or (apart == 0 and stopped)  # a lost space may run two sentences together
