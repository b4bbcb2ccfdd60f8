"""Direct speech: which quote belongs to which cue, and quotes that run on without one.

The quote marks were read before (quotation.py); here every quote finds its frame: the one whose words overlap it, the
cue that stands behind it ("...," the mayor said) or before it (The mayor said: "..."), or the speech that is going on.
"""

from __future__ import annotations

from typing import NamedTuple

from reportedly.grammar import children
from reportedly.parse import Sentence, Token
from reportedly.quotation import Quote, find_inner_quotes, quotes_in
from reportedly.stages.beats import beat_behind
from reportedly.stages.frames import Frame, Reading
from reportedly.stages.made import Made
from reportedly.stages.pieces import Piece
from reportedly.stages.ranking import candidate, scored
from reportedly.stages.signed import named_quotes, signed_quotes
from reportedly.stages.speakers import audience_of, can_speak, speaker_of

# Fewer words in quotes than this without a cue are a title or a word held with tongs, not a speech.
SHORTEST_SPEECH = 4
# Words between a quote and its cue: "said Lena Petrova, deputy head of the UN mission in the city"; a longer way means
# that the verb belongs to something else.
REACH = 14
# Characters between two quotes of one speech at most.
LONGEST_WAY = 5000
# Characters of a word and a mark before a quote at most.
LONGEST_WORD = 40
# Tags of verbs that can be the cue behind a quote; "Anna Dell, retired since May, said" passes over "retired".
FINITE = frozenset({"VBD", "VBZ", "VBP"})


class Speech(NamedTuple):
    """Frames after all quotes have found their place, and the quotes that found none."""

    frames: list[Frame]
    orphans: list[Quote]


def join_quotes(reading: Reading, frames: list[Frame]) -> Speech:
    """Give every quote to its frame; make frames for cues that had only a quote; carry speeches on."""
    made = Made(frames)
    made.put_all(signed_quotes(reading, made))
    made.put_all(named_quotes(reading, made))
    orphans: list[Quote] = []
    waiting: list[Quote] = []
    last: int | None = None  # the word of the frame whose speech is going on
    last_quote: Quote | None = None
    for quote in reading.parsed.quotes:
        led = _leading_into(reading, made, quote)
        owner = led if led is not None else _overlapping(made, quote)
        if led is None and owner is not None:
            made.put(_widened(reading, made[owner], quote))
        elif owner is None:
            owner = _by_cue(reading, made, quote)
        if (
            owner is None
            and last is not None
            and last_quote is not None
            and _goes_on(reading, made[last], last_quote, quote)
        ):
            owner = made.extend(last, (quote.inner_start, quote.inner_end))
        if owner is None:
            owner = _told_before(reading, made, quote) or _seen_behind(reading, made, quote)
        if owner is None:
            if not quote.continues:
                waiting = []
            if not quote.closed or quote.continues:
                waiting.append(quote)  # a speech that opens here may be told of further on
            if _is_speech(reading, quote):
                orphans.append(quote)
            continue
        if quote.continues and waiting:
            begun = tuple((q.inner_start, q.inner_end) for q in waiting)
            made.put(made[owner]._replace(pieces=(*begun, *made[owner].pieces)))
            orphans = [q for q in orphans if q not in waiting]
        waiting = []
        last, last_quote = owner, quote
    for inner, outer in find_inner_quotes(reading.parsed.text, reading.parsed.quotes):
        _add_inner(reading, made, inner, outer)
    return Speech(list(made.sorted()), orphans)


def _seen_behind(reading: Reading, made: Made, quote: Quote) -> int | None:
    """ "It was not us." Forst shook her head: the one who is seen speaking."""
    return made.put_one(beat_behind(reading, quote)) if _is_speech(reading, quote) else None


def _add_inner(reading: Reading, made: Made, inner: Quote, outer: Quote) -> None:
    """ "My commander told me, 'Leave nothing standing,'" inside a quote: the cue right before it or behind it."""
    inside = reading.parsed.tokens_in(outer.inner_start, outer.inner_end)
    before = [t for t in inside if t.end <= inner.start][-REACH:]
    behind = [t for t in inside if t.start >= inner.end][:REACH]
    after_comma = reading.parsed.text[inner.inner_end - 1 : inner.inner_end] in ",?!"
    chosen = before if before and before[-1].text in (",", ":", "said", "says") else behind if after_comma else []
    chosen = list(reversed(chosen)) if chosen is before else chosen
    verb = next((t for t in chosen if t.pos == "VERB" and t.dep not in ("relcl", "acl", "amod")), None)
    if verb is None:
        return
    entry = next((c for c, rest in reading.cues.by_verb.get(verb.lemma, ()) if not rest and "quote" in c.takes), None)
    if entry is None:
        return
    speaker, source = speaker_of(reading, verb)
    piece = (inner.inner_start, inner.inner_end)
    if verb.i in made:
        made.put(made[verb.i]._replace(pieces=(piece,)))
    elif can_speak(reading, speaker):
        told = tuple(audience_of(reading, verb))
        rule = f"statement.inner_quote/{entry.id}"
        made.put(Frame(entry, verb, (verb,), speaker, (piece,), rule, told, source=source))


def _told_before(reading: Reading, made: Made, quote: Quote) -> int | None:
    """A paragraph that is nothing but a quote, after one that ends with what somebody said: the same one goes on."""
    if not _fills_its_line(reading.parsed.text, quote) or not _is_speech(reading, quote):
        return None
    sentence = _sentence_of(reading, quote.start)
    if sentence is None or not _is_sentence(reading, quote):
        return None
    before = [f for f in made.of_paragraph(sentence.paragraph - 1) if f.word.end <= quote.start]
    last = max(before, key=lambda f: f.word.i, default=None)
    outer = [f for f in before if last is not None and f.word.sent is last.word.sent and not _inside(f, before)]
    voices = {f.speaker.text for f in outer if f.speaker is not None}
    if last is None or len(voices) != 1 or not outer or last.silent:
        return None
    at = last.word.sent.index + 1
    following = reading.parsed.sentences[at : at + 1]
    if following and following[0].paragraph < sentence.paragraph:
        return None  # the paragraph before does not end with what somebody said
    return (
        made.extend(outer[0].word.i, (quote.inner_start, quote.inner_end))
        if can_speak(reading, outer[0].speaker)
        else None
    )


def _fills_its_line(text: str, quote: Quote) -> bool:
    """Whether a line holds a quote and nothing else but a stop."""
    start, end = quote.start - 1, quote.end
    while start >= 0 and text[start] != "\n" and text[start].isspace():
        start -= 1
    while end < len(text) and text[end] != "\n" and (text[end].isspace() or text[end] == "."):
        end += 1
    return (start < 0 or text[start] == "\n") and (end == len(text) or text[end] == "\n")


def _inside(frame: Frame, others: list[Frame]) -> bool:
    return any(o is not frame and any(a <= frame.word.start < b for a, b in o.pieces) for o in others)


def _overlapping(made: Made, quote: Quote) -> int | None:
    """The frame, cue outside the quote, that holds part of it; the one with the shortest content wins."""
    best: tuple[int, int] | None = None
    for frame in made.near(quote.inner_start, quote.inner_end):
        if quote.start <= frame.word.start < quote.end:
            continue
        if any(a < quote.inner_end and quote.inner_start < b for a, b in frame.pieces):
            size = sum(b - a for a, b in frame.pieces)
            if best is None or size < best[0]:
                best = size, frame.word.i
    return best[1] if best is not None else None


def _leading_into(reading: Reading, made: Made, quote: Quote) -> int | None:
    """ "called for efforts "to restore calm" ": what is said ends where the quote begins, and goes on through it."""
    text = reading.parsed.text
    stop = quote.start
    while stop > 0 and text[stop - 1].isspace() and text[stop - 1] != "\n":
        stop -= 1
    for frame in made.near(stop - 1, stop) if stop else ():
        start, end = frame.pieces[-1]
        if not frame.word.end <= start < stop <= end <= quote.start:
            continue
        if not any(q.start < end <= q.end for q in quotes_in(reading.parsed.quotes, end - 1, end)):
            return made.put(frame._replace(pieces=(*frame.pieces[:-1], (start, quote.end))))
    return None


def _widened(reading: Reading, frame: Frame, quote: Quote) -> Frame:
    """The frame with its piece stretched over the whole quote.

    A piece that begins inside the quote is direct speech and becomes the quote's inside; one that begins before it
    keeps its beginning and takes the closing mark in.
    """
    pieces = [_stretched(reading, frame, quote, piece) for piece in frame.pieces]
    return frame._replace(pieces=tuple(dict.fromkeys(pieces)))


def _stretched(reading: Reading, frame: Frame, quote: Quote, piece: Piece) -> Piece:
    start, end = piece
    if end <= quote.inner_start or quote.inner_end <= start:
        return piece
    before = reading.parsed.text[start : quote.start].rstrip() if start < quote.start else ""
    begins_inside = start >= quote.start or (before.endswith((":", ".")) and frame.word.start >= quote.end)
    named = frame.speaker is not None and start <= frame.speaker.start < quote.start and frame.word.end <= start
    if not begins_inside and not named:
        return start, max(end, quote.end)
    outside = end > quote.end + 1 and (not _is_speech(reading, quote) or _runs_on(reading, quote))
    first = quote.inner_start if end <= quote.end + 1 else quote.start
    return first, max(end, quote.end) if outside else quote.inner_end


def _runs_on(reading: Reading, quote: Quote) -> bool:
    """Whether the words behind a quote go on with its sentence: 'said "there is no path forward" for the mayor'."""
    text = reading.parsed.text
    return text[quote.inner_end - 1 : quote.inner_end] not in ",.?!…" and text[quote.end : quote.end + 1] == " "


def _by_cue(reading: Reading, made: Made, quote: Quote) -> int | None:
    """The cue beside a quote that no clause covered; makes or fills its frame."""
    piece = (quote.inner_start, quote.inner_end)
    verb = _cue_behind(reading, quote) or _cue_before(reading, quote)
    if verb is None:
        frame = _unlisted(reading, quote)
        return made.put(frame) if frame is not None and frame.word.i not in made else None
    frame = made.get(verb.i)
    if frame is not None and not frame.silent:
        return made.extend(verb.i, piece)
    entries = [c for c, rest in reading.cues.by_verb.get(verb.lemma, ()) if not rest and "quote" in c.takes]
    cue = entries[0] if entries else reading.cues.by_id["say"]
    speaker, source = speaker_of(reading, verb)
    if speaker is None and verb.start >= quote.end:
        speaker = source = _named_between(verb, quote)
    if not entries and not can_speak(reading, speaker):
        return None
    told = tuple(audience_of(reading, verb))
    rule = f"statement.quote/{cue.id}" if entries else "statement.quote/say_otherwise"
    return made.put(Frame(cue, verb, (verb,), speaker, (piece,), rule, told, source=source))


def _unlisted(reading: Reading, quote: Quote) -> Frame | None:
    """The guide rasped: "..." - a verb that no list holds, right before a whole sentence in quotes."""
    before = reading.parsed.tokens_in(max(0, quote.start - LONGEST_WORD), quote.start)
    if len(before) < 2 or before[-1].text not in (",", ":") or not _is_speech(reading, quote):
        return None
    verb = before[-2]
    if (
        verb.pos != "VERB"
        or not is_finite(verb)
        or verb.lemma in reading.cues.by_verb
        or not _is_sentence(reading, quote)
    ):
        return None
    return scored(reading, candidate(reading, verb, ((quote.inner_start, quote.inner_end),)))


def _named_between(verb: Token, quote: Quote) -> Token | None:
    """The noun that opens what stands between a quote and its cue: "...," *Vell*, who founded the firm, tweeted."""
    run: list[Token] = []
    for token in (t for t in verb.sent.tokens if quote.end <= t.start < verb.start):
        if token.pos in ("NOUN", "PROPN", "PRON"):
            run.append(token)
        elif run and token.pos not in ("ADJ", "PART"):
            break
    return run[-1] if run else None


# What hangs on a text or a body and tells its words: 'a message stating, "..."'.
WORDED = frozenset({"declaring", "reading", "saying", "stating", "writing"})


def _takes_quote(reading: Reading, token: Token) -> bool:
    hung = token.dep in ("relcl", "amod") and token.lower not in WORDED
    if token.pos != "VERB" or reading.names.is_quoted(token) or hung:
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
            break
        if token.pos == "VERB" and token.lower == "saying" and token.dep == "pcomp":
            return token
        if token.pos == "VERB" and is_finite(token) and token.dep not in ("relcl", "acl", "amod"):
            if token.lemma in ("be", "have") and any(t.lower == "saying" for t in tail[:REACH]):
                continue
            if _takes_quote(reading, token):
                return token
            return token if last == "," and _is_bare(token, quote) else None
    return _misread_cue(reading, tail[:REACH])


def is_finite(verb: Token) -> bool:
    """Whether a verb tells on its own; "Vell added", which the tagger takes for a participle, does."""
    if verb.tag in FINITE:
        return True
    return verb.tag == "VBN" and children(verb, "nsubj") != [] and not children(verb, "aux", "auxpass")


def _misread_cue(reading: Reading, tail: list[Token]) -> Token | None:
    """The word of saying behind a quote that the parser hung elsewhere: "...," Vell, who founded the firm, tweeted."""
    told = next((t for t in tail if t.text[:1].isalpha()), None)
    for token in tail:
        if reading.names.is_quoted(token) or token.text in (".", ";", ":"):
            return None
        if token.lower not in PLAIN_SAYING or token is told or token.i - tail[0].i < 1:
            continue
        behind = [t for t in token.sent.tokens if t.i == token.i + 1]
        if not behind or behind[0].text in (".", ",", ":") or behind[0].pos in ("ADP", "PROPN", "SCONJ"):
            return token
    return None


# Forms of saying that are hardly ever anything else right behind a quote.
PLAIN_SAYING = frozenset({
    "added", "adds", "asked", "asks", "explained", "explains", "noted", "notes", "replied", "replies", "said", "says",
    "state", "states", "told", "tells", "tweeted", "tweets", "wrote", "writes",
})  # fmt: skip


def _is_bare(verb: Token, quote: Quote) -> bool:
    """ "...," fumed the driver: any verb right behind a quote with a speaker and nothing that it is done to."""
    own = [t for t in verb.subtree() if t.start >= quote.end and t.pos != "PUNCT"]
    done_to = [c for c in children(verb, "dobj", "ccomp", "attr", "acomp", "xcomp") if c.start >= quote.end]
    return len(own) > 1 and not done_to and verb.lemma != "be"


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
    if _is_named(reading, quote) and head[-1].text != ":":
        return None
    for token in reversed(head[-REACH:]):
        if reading.names.is_quoted(token):
            return None
        if token.pos == "VERB" and (token.dep not in ("relcl", "acl", "amod") or token.lower in WORDED):
            bare = head[-1] is token and len(_words(reading, quote)) > 1 and _is_capital(_words(reading, quote))
            if _takes_quote(reading, token) and head[-1].text in (",", ":", token.text, "that"):
                return None if bare else token  # "read "The Long Winter"" names a book
            break
    return _led_in(reading, quote, head) if head[-1].text == ":" else None


def _led_in(reading: Reading, quote: Quote, head: list[Token]) -> Token | None:
    """ "The mayor went further: "..." ": the sentence's own verb, when a speaker is its subject."""
    root = head[-1].sent.root
    if root is None or root.pos != "VERB" or root.start >= quote.start or reading.names.is_quoted(root):
        return None
    return root if _is_speech(reading, quote) else None


def _is_speech(reading: Reading, quote: Quote) -> bool:
    """Whether a quote holds a sentence: enough words and a verb."""
    words = reading.parsed.text[quote.inner_start : quote.inner_end].split()
    if len(words) < SHORTEST_SPEECH:
        return False
    inside = reading.parsed.tokens_in(quote.inner_start, quote.inner_end)
    return any(t.pos in ("VERB", "AUX") for t in inside)


def _is_sentence(reading: Reading, quote: Quote) -> bool:
    """Whether a quote begins as a sentence does: its first letter is a capital."""
    first = next((c for c in reading.parsed.text[quote.inner_start : quote.inner_end] if c.isalnum()), "")
    return first.isupper() or first.isdigit()


def _is_named(reading: Reading, quote: Quote) -> bool:
    """Whether the words before a quote make it a title or a nickname: "the author of "...", "on its "..." show"."""
    before = reading.parsed.tokens_in(max(0, quote.start - 40), quote.start)
    if not before or (before[-1].pos in ("PUNCT", "VERB") and before[-1].text not in ("'s", "’s")):
        titled = before and before[-1].text == "," and len(before) > 1 and before[-2].lemma in TITLED
        return bool(titled) and _is_capital(_words(reading, quote))
    words = _words(reading, quote)
    return len(words) <= LONGEST_TITLE or _is_capital(words)


def _is_capital(words: list[str]) -> bool:
    """Whether all longer words are written as in a title."""
    return all(w[:1].isupper() or len(w) <= SHORT_WORD or not w[:1].isalpha() for w in words)


# Nouns that a title follows behind a comma; words of a title that may stay small.
TITLED = frozenset({"book", "film", "memoir", "movie", "novel", "series", "show", "song", "album", "column", "poem"})
SHORT_WORD = 4


# Words of a title or a nickname in quotes at most.
LONGEST_TITLE = 6


def _words(reading: Reading, quote: Quote) -> list[str]:
    return reading.parsed.text[quote.inner_start : quote.inner_end].split()


def _goes_on(reading: Reading, frame: Frame, last: Quote, quote: Quote) -> bool:
    """Whether a quote without a cue continues the speech before it.

    It does when the marks say so, when it follows the cue's sentence at once as a sentence of its own, or when its
    paragraph is nothing but the quote.
    """
    if quote.continues:
        return True
    text = reading.parsed.text
    if quote.start - last.end > LONGEST_WAY:
        return False
    if text[last.end : quote.start].strip(" ,") in ("", "and", "or", "but", "then") and last.end < quote.start:
        return "\n" not in text[last.end : quote.start]
    if last.end <= frame.word.start < quote.start and _sentence_of(reading, quote.start) is frame.word.sent:
        return not _is_named(reading, quote)
    if not _is_sentence(reading, quote):
        return False
    between = text[max(last.end, frame.words[-1].end) : quote.start]
    if "\n" not in between:
        if (
            last.end <= frame.word.start
            and _words(reading, quote)[0].lower() not in ("the", "a", "an")
            and not _is_speech(reading, quote)
        ):
            return between.rstrip()[-1:] == "." and not reading.parsed.text[quote.end : quote.end + 2].strip(" \n")
        if not _is_speech(reading, quote):
            return False
        ended = between.rstrip().rstrip('"”').rstrip()[-1:] in (".", ",", ":") or not between.strip()
        way = reading.parsed.tokens_in(max(last.end, frame.words[-1].end), quote.start)
        return ended and (len(way) <= REACH or all(t.sent is frame.word.sent for t in way))
    if not _is_speech(reading, quote) or "\n" in text[quote.start : quote.end]:
        return False
    ends = _fills_its_line(text, quote._replace(start=0))
    return ends and between.rstrip().count("\n") <= 1 and text[quote.start - 1 : quote.start] in ("\n", " ")
