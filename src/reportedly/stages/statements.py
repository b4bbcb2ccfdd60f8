"""Statements: who said what, in which words, through what, to whom, and inside whose saying.

Frames (a cue with its speaker and content) come from syntax and from quotation marks; here they are trimmed against
one another, nested, and written down. A statement without a speaker says so; nobody is put in by guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from reportedly.grammar import noun_phrase, prepositional
from reportedly.lexicon import Lexicon
from reportedly.model import Abstention, Evidence, Form, Ref, Report, Span, Statement, TimeRef, make_id
from reportedly.parse import Parsed, Token
from reportedly.quotation import Quote, quotes_in
from reportedly.stages.citing import passed_on
from reportedly.stages.frames import Frame, Reading, verb_frames
from reportedly.stages.headings import before_label, past_heading
from reportedly.stages.lines import line_frames
from reportedly.stages.names import SPEAKER_PRONOUNS, Names
from reportedly.stages.nesting import Holders, pieces_of
from reportedly.stages.phrases import adjective_frames, noun_frames, phrase_frames
from reportedly.stages.ranking import improbable, ranked_frames
from reportedly.stages.speakers import may_say, source_span, whole_of
from reportedly.stages.speech import join_quotes
from reportedly.stages.time_attachment import Hanging, attach_times, is_dating
from reportedly.stages.trimming import trimmed
from reportedly.stages.voices import going_on

# A time said beside the cue is when it was said; further from it than this it belongs to what was said.
TIME_REACH = 8
# Words between two words of one cue ("pointed again to") at most.
LONGEST_GAP = 2
Dated = Mapping[int, Sequence[tuple[int, TimeRef]]]
# Share of a piece that must stand in quotation marks to be direct speech; the rest are stray words like "that".
DIRECT_SHARE = 0.95


def find_statements(
    report: Report, parsed: Parsed, lexicon: Lexicon, names: Names, times: Sequence[TimeRef]
) -> tuple[list[Statement], list[Abstention]]:
    """Read every statement of a report, in the order of their cues, and what looked like one and was left."""
    reading = Reading(parsed, names, lexicon.cues)
    ruled = passed_on(reading, rule_frames(reading))
    doubted = improbable(reading, ruled)
    certain = [f for f in ruled if f.word.i not in doubted]
    speech = join_quotes(reading, sorted([*certain, *ranked_frames(reading, ruled)], key=lambda f: f.word.i))
    kept = trimmed(reading, [f for f in speech.frames if f.pieces or f.silent])
    hanging = attach_times(parsed, times)
    dated = _dated(parsed, times)
    speakers = {f.word.i: ref for f in kept if (ref := _speaker(reading, f)) is not None}
    speakers |= going_on(reading, kept, speakers)
    statements = [_statement(report, reading, f, speakers.get(f.word.i), dated, hanging) for f in kept]
    nested = _nested(statements)
    left = [_left_out(report, parsed, f, doubted[f.word.i]) for f in ruled if f.word.i in doubted]
    return nested, [*(_orphan(report, parsed, quote) for quote in speech.orphans), *left]


def rule_frames(reading: Reading) -> list[Frame]:
    """The frames of all rules, before quotes find theirs, in the order of their cues."""
    finders = (verb_frames, noun_frames, adjective_frames, phrase_frames, line_frames)
    return _unique([frame for finder in finders for frame in finder(reading)])


# Stances of verbs that only carry a noun of saying.
CARRIERS = frozenset({"says", "mentions", "knows", "proposes"})


def _unique(frames: list[Frame]) -> list[Frame]:
    """One frame a cue word; the finder that comes first wins."""
    found: dict[int, Frame] = {}
    nouns = {f.word.i for f in frames if f.word.pos == "NOUN"}
    for frame in frames:
        carried = frame.word.pos == "VERB" and any(c.dep == "dobj" and c.i in nouns for c in frame.word.children)
        if carried and frame.cue.stance in CARRIERS:
            continue  # "repeated its denial that P" is the denial
        found.setdefault(frame.word.i, frame)
    return sorted(found.values(), key=lambda f: f.word.i)


def _orphan(report: Report, parsed: Parsed, quote: Quote) -> Abstention:
    span = parsed.span(quote.inner_start, quote.inner_end)
    evidence = Evidence(report=report.id, span=span, rule="statement.quote/floating")
    reason = "A quotation without a cue near it: who speaks is left open."
    return Abstention(
        id=make_id("abstention", report.id, "statement", span.start, span.end),
        evidence=evidence,
        kind="statement",
        reason=reason,
    )


def _left_out(report: Report, parsed: Parsed, frame: Frame, score: float) -> Abstention:
    span = parsed.cover(_together(frame))
    return Abstention(
        id=make_id("abstention", report.id, "statement", span.start, span.end),
        evidence=Evidence(report=report.id, span=span, rule=frame.rule, cues=(span,)),
        kind="statement",
        reason=f"The ranker holds that nobody says anything here: it scores {score:.2f} of 1.",
    )


def _dated(parsed: Parsed, times: Sequence[TimeRef]) -> Dated:
    """The times that a word stands in, by the word's number, each with its place in the list."""
    found: dict[int, list[tuple[int, TimeRef]]] = {}
    for number, time in enumerate(times):
        for token in parsed.tokens_in(time.span.start, time.span.end):
            found.setdefault(token.i, []).append((number, time))
    return found


def _statement(
    report: Report, reading: Reading, frame: Frame, speaker: Ref | None, times: Dated, hanging: Hanging
) -> Statement:
    parsed = reading.parsed
    pieces = [s for a, b in sorted(set(frame.pieces)) if (s := _tidy(reading, a, b)).text]
    cue = parsed.cover(_together(frame))
    whole = [frame.words[0].start, cue.end, *(p.start for p in pieces), *(p.end for p in pieces)]
    if speaker is not None:
        whole += [speaker.span.start, speaker.span.end]
    return Statement(
        id=make_id("statement", report.id, cue.start, cue.end, speaker.span.start if speaker else ""),
        evidence=Evidence(report=report.id, span=parsed.span(min(whole), max(whole)), rule=frame.rule, cues=(cue,)),
        speaker=speaker,
        cue=cue,
        stance="no_comment" if frame.silent else frame.cue.stance,
        content=pieces[0] if pieces else None,
        continued=tuple(pieces[1:]),
        form=_form(parsed, pieces),
        medium=_medium(reading, frame),
        audience=tuple(r for t in frame.audience if not _is_medium(reading, t) and (r := _ref(reading, t)) is not None),
        said=_said(frame, pieces, times, hanging),
        source=_source(reading, frame),
        relayed_by=tuple(r for t in frame.via if (r := _ref(reading, t)) is not None),
        remarks=frame.remarks,
    )


def _together(frame: Frame) -> list[Token]:
    """The words of a cue that stand together: of "put the toll at" only "put"."""
    words = sorted(frame.words, key=lambda t: t.i)
    apart = any(b.i - a.i > LONGEST_GAP for a, b in pairwise(words))
    return [frame.word] if apart else words


def _tidy(reading: Reading, start: int, end: int) -> Span:
    """The span without a headline before it, a label behind it, and a comma at its end, which belongs to the cue."""
    parsed, end = reading.parsed, before_label(reading, start, end)
    start = past_heading(reading, start, end)
    start += len(parsed.text[start:end]) - len(parsed.text[start:end].lstrip(" ),"))
    return parsed.span(start, start + len(parsed.text[start:end].rstrip(" ,;")))


def _ref(reading: Reading, token: Token) -> Ref | None:
    """The Ref of a noun phrase, made of its words where it is no mention of its own; None for an open pronoun."""
    found = reading.names.ref(token)
    known = token.known
    if known is not None and known.form == "adjective" and any(c.lower in ("the", "a", "an") for c in token.children):
        # "Added the Lokan": one person of that people, and not the state
        span = reading.parsed.cover(t for t in noun_phrase(token) if t.dep not in ("det", "predet"))
        return Ref(span=span, name=span.text, actor=None, how="descriptor")
    if found is not None or (token.pos in ("PRON", "DET") and token.lower not in SOME):
        return found
    span = reading.parsed.cover(noun_phrase(token))
    return Ref(span=span, name=span.text, actor=None, how="descriptor")


# Pronouns that stand for people told in words: "those close to the president".
SOME = frozenset({"all", "both", "many", "most", "others", "several", "some", "those"})


def _speaker(reading: Reading, frame: Frame) -> Ref | None:
    if frame.speaker is None:
        return None
    if frame.called:
        return _called(reading, frame)
    if frame.speaker.lower in SPEAKER_PRONOUNS:
        return Ref(span=Span(frame.speaker.start, frame.speaker.end, frame.speaker.text), name="", how="pronoun")
    whole = whole_of(frame.speaker)
    if whole is not None:
        span = reading.parsed.cover([*noun_phrase(frame.speaker), whole])
        return Ref(span=span, name=span.text, actor=None, how="descriptor")
    if frame.speaker.dep == "appos":
        # "Vell, an aide said, ..." takes the aide for another name of Vell: here the words stand for themselves.
        phrase = [t for t in noun_phrase(frame.speaker) if t.dep not in ("det", "predet")] or [frame.speaker]
        span = reading.parsed.cover(phrase)
        return Ref(span=span, name=span.text, actor=None, how="role")
    found = _ref(reading, frame.speaker)
    # "According to the plan": the words stay as the source, and who speaks is left open.
    return found if found is None or found.how != "descriptor" or may_say(reading, frame.speaker) else None


def _called(reading: Reading, frame: Frame) -> Ref:
    """The Ref of a speaker that a line's shape tells: the words themselves, and the actor when one is known by them."""
    span = reading.parsed.cover(frame.called)
    found = reading.names.ref(frame.called[-1])
    if found is not None and span.holds(found.span):
        return found
    role = reading.names.lexicon.roles.of([t.lower for t in frame.called])
    return Ref(span=span, name=span.text, actor=None, how="role" if role is not None else "name")


def _source(reading: Reading, frame: Frame) -> Span | None:
    """The speaker as written at the cue, in full."""
    written = frame.source or frame.speaker
    if written is None or frame.speaker is None:
        return None
    if frame.called:
        return reading.parsed.cover(frame.called)
    return reading.parsed.span(*source_span(reading.parsed, frame.speaker, written, frame.word))


def _form(parsed: Parsed, pieces: Sequence[Span]) -> Form:
    total = sum(p.end - p.start for p in pieces)
    near = [(p, q) for p in pieces for q in quotes_in(parsed.quotes, p.start, p.end)]
    quoted = sum(max(0, min(p.end, q.inner_end) - max(p.start, q.inner_start)) for p, q in near)
    if not total or not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT_SHARE * total else "mixed"


def _medium(reading: Reading, frame: Frame) -> str | None:
    """Through what it was said: "in a statement", "on Telegram", "told a news conference"."""
    media = reading.cues.words.media
    nouns = [*prepositional(frame.word, "in", "on", "at", "via", "through", "during", "over"), *frame.audience]
    for noun in nouns:
        if noun.lower == "post" and noun.text[:1].isupper():
            continue  # a paper's name
        words = [t.lower.rstrip(".") for t in noun_phrase(noun)]
        for phrase in (" ".join(words[-2:]), noun.lemma.rstrip(".")):
            if phrase in media:
                return phrase
    return None


def _is_medium(reading: Reading, noun: Token) -> bool:
    """ "told a press conference": through what it was said, and nobody who was told."""
    words = [t.lower for t in noun_phrase(noun)]
    if noun.lower == "post" and noun.text[:1].isupper():
        return False  # a paper's name
    return " ".join(words[-2:]) in reading.cues.words.media or noun.lemma in ("briefing", "interview")


def _said(frame: Frame, pieces: Sequence[Span], times: Dated, by_word: Hanging) -> TimeRef | None:
    """When it was said: a time that hangs on the cue and stands outside of what was said."""
    if frame.speaker is None and not frame.words:
        return None
    for time in by_word.get(frame.word.i, ()):
        if is_dating(time) and not any(p.start <= time.span.start < p.end for p in pieces):
            return time
    hanging = {
        t.i
        for c in frame.word.children
        if c.dep in ("npadvmod", "prep", "advmod", "tmod", "dobj")
        for t in (c, *c.subtree())
    }
    near = [i for i in hanging if abs(i - frame.word.i) <= 2 * TIME_REACH]
    beside = [dated for i in near for dated in times.get(i, ())]
    outside = (d for d in beside if not any(p.start <= d[1].span.start < p.end for p in pieces))
    return min(outside, key=lambda d: d[0], default=(0, None))[1]


# Stances toward somebody else's saying: who rejects a claim neither passes it on nor makes it.
JUDGING = frozenset(
    {"accepts", "condemns", "confirms", "denies", "doubts", "opposes", "praises", "rejects", "supports"}
)


def _nested(statements: list[Statement]) -> list[Statement]:
    """Give each statement the one it stands in, and those who pass it on, outermost first."""
    parents: dict[str, Statement] = {}
    around = Holders(statements)
    for inner in statements:
        holders = (s for s in around.at(inner.cue.start) if s is not inner and s.stance not in JUDGING)
        holder = next((s for s in holders if _holds(s, inner.cue) and not _holds(inner, s.cue)), None)
        if holder is not None:
            parents[inner.id] = holder
    return [_with_parent(s, parents) for s in statements]


def _with_parent(statement: Statement, parents: dict[str, Statement]) -> Statement:
    chain: dict[str, Statement] = {}
    at = parents.get(statement.id)
    while at is not None and at.id not in chain and at.id != statement.id:
        chain[at.id] = at
        at = parents.get(at.id)
    speaker = statement.speaker
    if speaker is not None and not speaker.name:
        outer = next((s.speaker for s in chain.values() if s.speaker is not None and s.speaker.name), None)
        name, actor = (outer.name, outer.actor) if outer is not None else (speaker.span.text, None)
        speaker = Ref(span=speaker.span, name=name, actor=actor, how="pronoun")
    own = speaker.name if speaker is not None else None
    # "The monitor said it had confirmed": nobody passes on their own word; the parent keeps the link.
    above = [s.speaker for s in reversed(chain.values())]
    relayed = tuple(ref for ref in (*above, *statement.relayed_by) if ref is not None and ref.name not in ("", own))
    return msgspec.structs.replace(statement, speaker=speaker, relayed_by=relayed, parent=next(iter(chain), None))


def _holds(statement: Statement, span: Span) -> bool:
    return any(p.holds(span) for p in pieces_of(statement))
