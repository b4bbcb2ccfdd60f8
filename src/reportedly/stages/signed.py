"""Quotes with a name beside them and no verb: "..." - Dara Venn, and Dara Venn: "..."."""

from __future__ import annotations

from reportedly.parse import Token
from reportedly.stages.frames import Frame, Reading
from reportedly.stages.made import Made
from reportedly.stages.speakers import can_speak

FINITE = frozenset({"VBD", "VBZ", "VBP"})


def signed_quotes(reading: Reading, made: Made) -> list[Frame]:
    """ "..." - Dara Venn: a quote with a dash and a name behind it, as the end of a line."""
    found = []
    text = reading.parsed.text
    for quote in reading.parsed.quotes:
        rest = text[quote.end : quote.end + LONGEST_LINE].partition("\n")[0]
        words = rest.strip().lstrip("-–—―").strip(" .")
        if not rest.strip().startswith(("-", "–", "—", "―")) or not words or len(words.split()) > LONGEST_SIGNATURE:
            continue
        tokens = [t for t in reading.parsed.tokens_in(quote.end, quote.end + len(rest)) if t.text[:1].isalnum()]
        dash = next((t for t in reading.parsed.tokens_in(quote.end, quote.end + len(rest)) if t.pos == "PUNCT"), None)
        name = next((t for t in tokens if t.head not in tokens), tokens[-1] if tokens else None)
        if dash is None or name is None or any(t.pos in ("VERB", "AUX") for t in tokens):
            continue
        name = max((t for t in tokens if t.pos == "PROPN"), key=lambda t: t.i, default=name)
        say = reading.cues.by_id["say"]
        piece = (quote.inner_start, quote.inner_end)
        found.append(Frame(say, dash, (dash,), name, (piece,), "statement.dash/say", source=name))
    return found


def named_quotes(reading: Reading, made: Made) -> list[Frame]:
    """Dara Venn: "..." - a name, a colon and a quote, without a verb between the name and the colon."""
    found = []
    for quote in reading.parsed.quotes:
        before = reading.parsed.tokens_in(max(0, quote.start - 120), quote.start)
        if not before or before[-1].text != ":" or before[-1].i in made:
            continue
        colon = before[-1]
        names: list[Token] = []
        for token in reversed(before[:-1]):
            if token.pos in ("VERB", "AUX") or token.sent is not colon.sent or (token.pos == "PUNCT" and names):
                break
            names.append(token)
        verbs = [t for t in colon.sent.tokens if t.pos in ("VERB", "AUX") and t.i < colon.i]
        person = next((t for t in names if t.pos in ("PROPN", "NOUN") and t.dep not in ("compound", "amod")), None)
        if person is None or any(t.dep in ("nsubj", "dobj") for t in verbs) or not can_speak(reading, person):
            continue
        if any(t.tag in FINITE for t in verbs) or names[0] is not person:
            continue
        say, piece = reading.cues.by_id["say"], (quote.inner_start, quote.inner_end)
        found.append(Frame(say, colon, (colon,), person, (piece,), "statement.colon/say", source=person))
    return found


# Words of a name and office behind a quote and a dash at most.
LONGEST_SIGNATURE = 8
# Characters of a signature's line at most, one too many for a signature of words as long as any.
LONGEST_LINE = 240
