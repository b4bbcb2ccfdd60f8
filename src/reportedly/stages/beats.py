"""A quote without a cue whose speaker is seen right behind it: "It was not us." *Forst shook her head.*"""

from __future__ import annotations

from reportedly.grammar import child
from reportedly.quotation import Quote
from reportedly.stages.frames import Frame, Reading

# Signs between a quote and the sentence behind it.
LONGEST_GAP = 3


def beat_behind(reading: Reading, quote: Quote) -> Frame | None:
    """The frame of a whole sentence in quotes with a gesture of one person right behind it; or None."""
    parsed, words = reading.parsed, reading.cues.words
    text = parsed.text
    if text[quote.inner_end - 1 : quote.inner_end] not in ".?!" or "\n" in text[quote.end : quote.end + LONGEST_GAP]:
        return None
    behind = parsed.tokens_in(quote.end, quote.end + 80)
    if not behind or behind[0].start - quote.end > LONGEST_GAP:
        return None
    subject = next((t for t in behind if t.dep == "nsubj"), None)
    verb = subject.head if subject is not None else None
    if subject is None or verb is None or verb.lemma not in words.gestures or verb.tag not in ("VBD", "VBZ"):
        return None
    sees = any(reading.names.is_quoted(t) for t in verb.sent.tokens if t.start >= quote.end)
    mention = reading.names.mentions.get(subject.i)
    single = subject.lower in ("he", "she") or (mention is not None and mention.person and not mention.plural)
    joined = child(subject, "conj") is not None or verb.dep not in ("ROOT", "ccomp")
    if sees or not single or joined or subject.i > verb.i or subject.subtree()[0].start != behind[0].start:
        return None
    say, piece = reading.cues.by_id["say"], (quote.inner_start, quote.inner_end)
    return Frame(say, verb, (verb,), subject, (piece,), "statement.gesture/say", source=subject)
