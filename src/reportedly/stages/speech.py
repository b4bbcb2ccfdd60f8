"""Direct speech: which quote belongs to which cue, and quotes that run on without one.

The quote marks were read before (quotation.py); here every quote finds its frame: the one whose words overlap it, the
cue that stands behind it ("...," the mayor said) or before it (The mayor said: "..."), or the speech that is going on.
"""

from __future__ import annotations

from typing import NamedTuple

from reportedly.grammar import noun_phrase
from reportedly.parse import Sentence, Token
from reportedly.quotation import Quote
from reportedly.stages.frames import Frame, Piece, Reading, audience_of, speaker_of

# Fewer words in quotes than this without a cue are a title or a word held with tongs, not a speech.
SHORTEST_SPEECH = 4
# Words between a quote and its cue: "said Lena Petrova, deputy head of the UN mission in the city"; a longer way means
# that the verb belongs to something else.
REACH = 14
# Tags of verbs that can be the cue behind a quote; "Anna Dell, retired since May, said" passes over "retired".
FINITE = frozenset({"VBD", "VBZ", "VBP"})


class Speech(NamedTuple):
    """Frames after all quotes have found their place, and the quotes that found none."""

    frames: list[Frame]
    orphans: list[Quote]


def join_quotes(reading: Reading, frames: list[Frame]) -> Speech:
    """Give every quote to its frame; make frames for cues that had only a quote; carry speeches on."""
    made = {f.word.i: f for f in frames}
    orphans: list[Quote] = []
    last: int | None = None  # the word of the frame whose speech is going on
    last_quote: Quote | None = None
    for quote in reading.parsed.quotes:
        owner = _overlapping(made, quote)
        if owner is not None:
            made[owner] = _widened(reading, made[owner], quote)
        else:
            owner = _by_cue(reading, made, quote)
        if (
            owner is None
            and last is not None
            and last_quote is not None
            and _goes_on(reading, made[last], last_quote, quote)
        ):
            frame = made[last]
            made[last] = frame._replace(pieces=(*frame.pieces, (quote.inner_start, quote.inner_end)))
            owner = last
        if owner is None:
            if _is_speech(reading, quote):
                orphans.append(quote)
            continue
        last, last_quote = owner, quote
    return Speech(sorted(made.values(), key=lambda f: f.word.i), orphans)


def _overlapping(made: dict[int, Frame], quote: Quote) -> int | None:
    """The frame, cue outside the quote, that holds part of it; the one with the shortest content wins."""
    best: tuple[int, int] | None = None
    for key, frame in made.items():
        if quote.start <= frame.word.start < quote.end:
            continue
        if any(a < quote.inner_end and quote.inner_start < b for a, b in frame.pieces):
            size = sum(b - a for a, b in frame.pieces)
            if best is None or size < best[0]:
                best = size, key
    return best[1] if best is not None else None


def _widened(reading: Reading, frame: Frame, quote: Quote) -> Frame:
    """The frame with its piece stretched over the whole quote.

    A piece that begins inside the quote is direct speech and becomes the quote's inside; one that begins before it
    keeps its beginning and takes the closing mark in.
    """
    pieces: list[Piece] = []
    for start, end in frame.pieces:
        if start < quote.inner_end and quote.inner_start < end:
            before = reading.parsed.text[start : quote.start].rstrip() if start < quote.start else ""
            begins_inside = start >= quote.start or (before.endswith((":", ".")) and frame.word.start >= quote.end)
            outside = end > quote.end + 1 and begins_inside
            start = (quote.inner_start if end <= quote.end + 1 else quote.start) if begins_inside else start
            end = quote.inner_end if begins_inside and not outside else max(end, quote.end)
        if (start, end) not in pieces:
            pieces.append((start, end))
    return frame._replace(pieces=tuple(pieces))


def _by_cue(reading: Reading, made: dict[int, Frame], quote: Quote) -> int | None:
    """The cue beside a quote that no clause covered; makes or fills its frame."""
    verb = _cue_behind(reading, quote) or _cue_before(reading, quote)
    if verb is None:
        return None
    piece = (quote.inner_start, quote.inner_end)
    frame = made.get(verb.i)
    if frame is not None:
        made[verb.i] = frame._replace(pieces=(*frame.pieces, piece))
        return verb.i
    cue = next(c for c, rest in reading.cues.by_verb[verb.lemma] if not rest and "quote" in c.takes)
    speaker = speaker_of(reading, verb) or _inverted(reading, verb)
    made[verb.i] = Frame(cue, verb, (verb,), speaker, (piece,), f"statement.quote/{cue.id}", tuple(audience_of(verb)))
    return verb.i


def _inverted(reading: Reading, verb: Token) -> Token | None:
    """ "said Lena Petrova": the noun right behind the verb, where the parser missed the subject."""
    after = [t for t in verb.sent.tokens if t.i > verb.i][:6]
    for token in after:
        if token.pos in ("NOUN", "PROPN") and token.i not in {t.i for t in after if t.dep == "compound"}:
            return token if noun_phrase(token)[0].i == verb.i + 1 else None
        if token.pos not in ("DET", "ADJ", "PROPN", "NOUN", "NUM", "PART", "PUNCT"):
            return None
    return None


def _takes_quote(reading: Reading, token: Token) -> bool:
    if token.pos != "VERB" or reading.names.is_quoted(token) or token.dep in ("relcl", "amod"):
        return False
    return any(not rest and "quote" in cue.takes for cue, rest in reading.cues.by_verb.get(token.lemma, ()))


def _sentence_of(reading: Reading, at: int) -> Sentence | None:
    return reading.parsed.sentence_at(at)


def _cue_behind(reading: Reading, quote: Quote) -> Token | None:
    """ "...," the mayor said."""
    last = reading.parsed.text[quote.inner_end - 1 : quote.inner_end]
    after = reading.parsed.text[quote.end : quote.end + 1]
    if last not in ",?!-–—" and after not in (",", "-", "–", "—"):
        return None  # without a comma the quote is a part of the sentence around it, or a sentence of its own
    sentence = _sentence_of(reading, quote.end - 1)
    if sentence is None:
        return None
    tail = [t for t in sentence.tokens if t.start >= quote.end]
    if not [t for t in tail if t.pos != "PUNCT"] and last in "?!,":
        following = reading.parsed.sentences[sentence.index + 1 : sentence.index + 2]
        tail = [t for s in following if s.paragraph == sentence.paragraph for t in s.tokens]
    for token in tail[:REACH]:
        if reading.names.is_quoted(token):
            return None
        if token.pos == "VERB" and token.tag in FINITE and token.dep not in ("relcl", "acl", "amod"):
            return token if _takes_quote(reading, token) else None
    return None


def _cue_before(reading: Reading, quote: Quote) -> Token | None:
    """The mayor said: "..." """
    sentence = _sentence_of(reading, quote.start)
    if sentence is None:
        return None
    head = [t for t in sentence.tokens if t.end <= quote.start]
    if not head:
        previous = reading.parsed.sentences[sentence.index - 1] if sentence.index else None
        if previous is None or previous.tokens[-1].text != ":" or previous.paragraph < sentence.paragraph - 1:
            return None
        head = list(previous.tokens)
    for token in reversed(head[-REACH:]):
        if reading.names.is_quoted(token):
            return None
        if token.pos == "VERB" and token.dep not in ("relcl", "acl", "amod"):
            return token if _takes_quote(reading, token) and head[-1].text in (",", ":", token.text, "that") else None
    return None


def _is_speech(reading: Reading, quote: Quote) -> bool:
    """Whether a quote holds a sentence: enough words and a verb."""
    words = reading.parsed.text[quote.inner_start : quote.inner_end].split()
    if len(words) < SHORTEST_SPEECH:
        return False
    inside = reading.parsed.tokens_in(quote.inner_start, quote.inner_end)
    return any(t.pos in ("VERB", "AUX") for t in inside)


def _goes_on(reading: Reading, frame: Frame, last: Quote, quote: Quote) -> bool:
    """Whether a quote without a cue continues the speech before it.

    It does when the marks say so, when it follows the cue's sentence at once as a sentence of its own, or when its
    paragraph is nothing but the quote.
    """
    if quote.continues:
        return True
    text = reading.parsed.text
    if last.end <= frame.word.start < quote.start and _sentence_of(reading, quote.start) is frame.word.sent:
        return True
    if not _is_speech(reading, quote) or not text[quote.inner_start : quote.inner_start + 1].isupper():
        return False
    between = text[max(last.end, frame.words[-1].end) : quote.start]
    if "\n" not in between:
        ended = between.rstrip()[-1:] in (".", ",", ":") or not between.strip()
        way = reading.parsed.tokens_in(max(last.end, frame.words[-1].end), quote.start)
        return ended and (len(way) <= REACH or all(t.sent is frame.word.sent for t in way))
    line_end = text.find("\n", quote.end)
    rest = text[quote.end : line_end if line_end >= 0 else len(text)]
    return not rest.strip(" .") and between.rstrip().count("\n") <= 1 and text[: quote.start].endswith(("\n", " "))
