"""Frames that a line makes by its shape: headlines with a colon or dash, transcripts, posts, tables of statements."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.parse import Sentence, Token
from reportedly.stages.frames import Frame, Reading
from reportedly.stages.pieces import piece_of
from reportedly.stages.speakers import can_speak

# Words before the colon of "Minister: truce holds" at most, and behind the dash of "Truce holds - minister".
LONGEST_SPEAKER = 6
DASHES = frozenset({"-", "–", "—", "―", "--"})
# First cells of a row that names the columns.
HEADS = frozenset({"body", "district", "name", "party", "place", "side", "source", "speaker", "who"})
ENDS = (".", "!", "?", '"', "”")


class Line(NamedTuple):
    """A paragraph as its tokens and raw bounds."""

    tokens: list[Token]
    start: int
    end: int


def line_frames(reading: Reading) -> list[Frame]:
    """Frames of all lines that have the shape of a saying, in order."""
    lines = _lines(reading)
    turns = [line for line in lines if _is_turn(reading, line)]
    if len({line.tokens[0].lower for line in turns if not line.tokens[0].text.startswith("@")}) == 1:
        turns = [line for line in turns if line.tokens[0].text.startswith("@")]  # one name in capitals is a label
    rows = [line for line in lines if _cells(reading, line)]
    found = []
    for line in lines:
        frame = None
        if len(rows) > 1 and line in rows:
            frame = _table(reading, line)
        if frame is None:
            frame = _colon(reading, line, whole=line in turns) or _dash(reading, line)
        if frame is not None:
            found.append(frame)
    return found


def _lines(reading: Reading) -> list[Line]:
    groups: dict[int, list[Sentence]] = {}
    for sentence in reading.parsed.sentences:
        groups.setdefault(sentence.paragraph, []).append(sentence)
    return [Line([t for s in g for t in s.tokens], g[0].start, g[-1].end) for g in groups.values()]


def _colon_at(line: Line) -> int:
    return next((k for k, t in enumerate(line.tokens[: LONGEST_SPEAKER + 1]) if t.text == ":"), 0)


def _is_turn(reading: Reading, line: Line) -> bool:
    """Whether a line is a turn of a transcript: "SMITH: We will not sign." - a name in capitals, or a handle."""
    name = line.tokens[: _colon_at(line)]
    letters = [t.text for t in name if t.text[:1].isalpha()]
    capitals = bool(letters) and all(t.isupper() and len(t) > 1 for t in letters)
    if any(t.lower in reading.cues.words.labels for t in name):
        return False
    if any(t.known is not None and t.known.form == "capital" for t in name):
        return False  # "NEW DELHI: The court ..." is where the report was written
    return capitals or (len(name) == 1 and name[0].text.startswith("@"))


def _colon(reading: Reading, line: Line, whole: bool) -> Frame | None:
    """ "Minister: truce holds". A turn of a transcript or a post holds the whole line; else the first sentence does."""
    colon = _colon_at(line)
    before, behind = line.tokens[:colon], line.tokens[colon + 1 :]
    if not whole:
        behind = [t for t in behind if t.sent is line.tokens[0].sent or t.sent is line.tokens[colon].sent]
    if not before or any(_is_no_name(t) for t in before):
        return None
    speaker = next((t for t in reversed(before) if t.pos in ("NOUN", "PROPN") or t.text.startswith("@")), None)
    if speaker is None or not behind or not (whole or any(t.pos in ("VERB", "AUX") for t in behind)):
        return None
    if not whole and (not can_speak(reading, speaker) or _is_dateline(line, speaker)):
        return None
    if speaker.lower in reading.cues.words.labels:
        return None
    word = line.tokens[colon]
    piece = (behind[0].start, behind[-1].end) if whole else piece_of(behind)
    rule = "statement.turn/say" if whole else "statement.colon/say"
    called = tuple(before) if whole else ()
    return Frame(reading.cues.by_id["say"], word, (word,), speaker, (piece,), rule, source=speaker, called=called)


def _is_no_name(token: Token) -> bool:
    """Whether a word before a colon makes it no speaker; a handle may be tagged as anything."""
    return not token.text.startswith("@") and (token.pos in ("VERB", "AUX", "NUM") or token.text in (",", ";"))


def _is_dateline(line: Line, speaker: Token) -> bool:
    """ "Karsa: The festival closed on Saturday. ..." - a place at the head of a text, not one who speaks."""
    capital = speaker.known is not None and speaker.known.form == "capital"
    return capital and line.tokens[-1].text in ENDS


def _dash(reading: Reading, line: Line) -> Frame | None:
    """ "Truce holds in the south - minister": a headline that ends in a dash or comma and who says it."""
    tokens = line.tokens
    if (
        not tokens
        or tokens[-1].text in ENDS
        or tokens[-1].pos in ("CCONJ", "ADP", "DET")
        or reading.parsed.text[line.start : line.end].count("\n")
    ):
        return None
    places = range(len(tokens) - 2, max(1, len(tokens) - LONGEST_SPEAKER - 2), -1)
    at = next((k for k in places if tokens[k].text in DASHES), 0)
    before, behind = tokens[:at], tokens[at + 1 :]
    gap = reading.parsed.text[before[-1].end : tokens[at].start] if before else ""
    if not before or not gap or any(t.pos in ("VERB", "AUX", "PUNCT", "NUM") for t in behind):
        return None
    speaker = next((t for t in reversed(behind) if t.pos in ("NOUN", "PROPN")), None)
    if speaker is None or not any(t.pos in ("VERB", "AUX") for t in before) or not can_speak(reading, speaker):
        return None
    word = tokens[at]
    say, pieces = reading.cues.by_id["say"], (piece_of(before),)
    return Frame(say, word, (word,), speaker, pieces, "statement.dash/say", source=speaker, called=tuple(behind))


def _cells(reading: Reading, line: Line) -> tuple[int, int] | None:
    """Where the first cell of a table's row ends and the second begins; None when the line is no row."""
    text = reading.parsed.text[line.start : line.end]
    for mark in ("\t", " | "):
        head, found, rest = text.strip("|").partition(mark)
        if found and head.strip() and rest.strip() and len(head.split()) <= LONGEST_SPEAKER:
            at = text.find(mark, text.find(head.strip()))
            return line.start + at, line.start + at + len(mark)
    return None


def _table(reading: Reading, line: Line) -> Frame | None:
    """A row of a table: who, then what was said."""
    cells = _cells(reading, line)
    if cells is None:
        return None
    who = [t for t in line.tokens if t.end <= cells[0] and t.pos in ("NOUN", "PROPN")]
    said = [t for t in line.tokens if t.start >= cells[1] and t.text != "|"]
    if not who or who[-1].lower in HEADS:
        return None
    if not any(t.pos in ("VERB", "AUX") for t in said) or not _is_who(reading, who):
        return None
    say, word = reading.cues.by_id["say"], who[-1]
    called = tuple(t for t in line.tokens if t.end <= cells[0] and t.text != "|")
    return Frame(say, word, (word,), word, (piece_of(said),), "statement.table/say", source=word, called=called)


def _is_who(reading: Reading, words: list[Token]) -> bool:
    role = reading.names.lexicon.roles.of([t.lower for t in words])
    return role is not None or words[-1].pos == "PROPN" or can_speak(reading, words[-1])
