"""Frames: a cue word with its speaker and the words said, by the syntax of one sentence.

A frame is what a rule sees before it becomes a Statement. Here are the frames whose cue is a verb; phrases.py has the
others, content.py knows where the words said stand, and speakers.py who says them.
"""

from __future__ import annotations

from typing import NamedTuple

from reportedly.grammar import agent_of, auxiliaries, child, children, is_negated, is_passive, noun_phrase, own_subject
from reportedly.lexicon.cues import Cue, Cues
from reportedly.parse import Parsed, Token
from reportedly.stages.clauses import inserted
from reportedly.stages.content import content_of, for_clause, quoted_object
from reportedly.stages.deeds import claims_lives, is_deed
from reportedly.stages.edges import without_joined
from reportedly.stages.gaps import with_gap
from reportedly.stages.leads import lead_before, unmarked_before
from reportedly.stages.names import SPEAKER_PRONOUNS, Names, is_open
from reportedly.stages.order import clause_behind, is_plain
from reportedly.stages.pieces import Piece, is_infinitive, piece_of
from reportedly.stages.speakers import TELLING, audience_of, can_speak, is_done_to, may_say, speaker_of

# Cues that need no more than a whole clause: whoever the subject is, it is a saying.
CLAUSE_TAKES = frozenset({"clause", "audience_clause"})
# Takes whose words may miss a part that stands before the speaker: "which they say is closed".
GAPPED = frozenset({*CLAUSE_TAKES, "to"})
# Stances that inside somebody's quote, in the first person, say no more than the quote does.
OWN_THOUGHT = frozenset({"believes", "says", "demands", "urges", "knows", "plans", "supports", "praises", "regrets"})
# Cues whose passive without a doer is hearsay: "is said to have fled".
HEARSAY = frozenset({"say", "report", "believe", "claim", "predict", "count", "know", "describe", "allege"})


# Cues that are told of in the passive without a doer: somebody accused him, nobody is named.
UNSAID = frozenset({
    "accuse", "announce", "ask", "believe", "condemn", "count", "describe", "discuss", "order", "praise", "predict",
    "report", "tell_to", "urge",
})  # fmt: skip


# Entries whose words are more often deeds or bare thoughts: the order of words alone is too little for them.
WEAK = frozenset({"accept", "cite", "decide", "discuss", "know", "reveal", "seek", "urge"})
# Entries whose subject may be a bare thing.
SHOWING = frozenset({"reveal", "seek", "suggest"})
# Modals under which nothing is said or held; under "would" and "can" a view is still held ("many would agree").
UNREAL = frozenset({"may", "might", "could", "should", "'d", "ought"})
HELD = frozenset({"believes", "knows", "accepts"})
# What a stance becomes when its verb is negated. Other negated cues say nothing about what was said.
TURNED = {"believes": "doubt", "knows": "doubt", "plans": "reject", "supports": "oppose", "accepts": "reject"}
# Stances that in the passive are more often deeds than words: "supported by air strikes".
DEEDS = frozenset({"supports", "opposes"})


class Frame(NamedTuple):
    """A cue with what belongs to it. `silent` marks words that say that nothing was said.

    `source` is the word for the speaker at the cue ("who"), `called` the speaker's words where a line's shape and no
    syntax tells them. `via` is who passes it on.
    """

    cue: Cue
    word: Token
    words: tuple[Token, ...]
    speaker: Token | None
    pieces: tuple[Piece, ...]
    rule: str
    audience: tuple[Token, ...] = ()
    silent: bool = False
    remarks: tuple[str, ...] = ()
    source: Token | None = None
    called: tuple[Token, ...] = ()
    via: tuple[Token, ...] = ()


class Reading(NamedTuple):
    """What frame finders read from: the parse, who is who, and the cues."""

    parsed: Parsed
    names: Names
    cues: Cues


def verb_frames(reading: Reading) -> list[Frame]:
    """All frames whose cue is a verb, in the order of the text."""
    found = []
    for token in reading.parsed.tokens:
        verb_like = token.pos == "VERB" or (bool(token.children) and is_verb_like(token))
        if not verb_like and token.pos != "ADJ":
            continue
        frame = _silence(reading, token)
        if frame is None and verb_like and token.lemma in reading.cues.by_verb and not is_withheld(reading, token):
            frame = _verb_frame(reading, token)
        if frame is not None:
            found.append(frame)
    return found


def is_verb_like(token: Token) -> bool:
    """A verb that was tagged a noun though it has a subject: "The rebels plan to leave"."""
    return token.tag in ("NN", "NNS") and child(token, "nsubj") is not None and child(token, "cop") is None


def _verb_frame(reading: Reading, verb: Token) -> Frame | None:
    if _is_no_saying(reading, verb):
        return None
    found = _of_two_subjects(reading, verb) or _marked_frame(reading, verb) or _unmarked_frame(reading, verb)
    held = is_negated(verb) or any(a.tag == "MD" for a in auxiliaries(verb))
    return found or (None if held else _ordered_frame(reading, verb))


def _is_no_saying(reading: Reading, verb: Token) -> bool:
    described = verb.dep in ("amod", "compound")
    return described or is_imagined(verb) or is_wanted(reading, verb) or claims_lives(verb)


def _of_two_subjects(reading: Reading, verb: Token) -> Frame | None:
    """ "A rocket hit a house in the town a monitor said": of two subjects the first belongs to what was said."""
    return _unmarked_frame(reading, verb) if len(children(verb, "nsubj")) > 1 else None


def _marked_frame(reading: Reading, verb: Token) -> Frame | None:
    """The frame of a verb with the content beside it, by the ways that its entries take."""
    doubted = is_negated(verb)
    modal = any(a.tag == "MD" for a in auxiliaries(verb))
    for cue, rest in reading.cues.by_verb[verb.lemma]:
        if modal and cue.stance not in HELD and not _is_all_he_says(verb):
            continue
        if doubted and not any(c.dep == "neg" for c in verb.children):
            continue  # "nobody saw it": there is no one whose view it is
        particles = _particles(verb, rest)
        if particles is None or (doubted and cue.stance not in TURNED):
            continue
        hearsay = _hearsay(reading, verb, cue)
        if hearsay is not None:
            return hearsay
        for take in cue.takes:
            pieces = content_of(verb, take, rest) or (take == "clause" and inserted(reading, verb)) or ()
            if take == "clause" and all(start > verb.start for start, _ in pieces):
                pieces = lead_before(verb) or pieces
            frame = _frame(reading, verb, cue, particles, take, pieces) if pieces else None
            if frame is not None:
                return _turned(reading, frame) if doubted else frame
        pieces = quoted_object(reading, verb) if "quote" in cue.takes and not doubted else ()
        frame = _frame(reading, verb, cue, particles, "object", pieces) if pieces else None
        if frame is not None:
            return frame
    return None


def _ordered_frame(reading: Reading, verb: Token) -> Frame | None:
    """ "Officials said he had secured contracts": a clause by the order of its words alone."""
    cue = next((c for c, rest in reading.cues.by_verb[verb.lemma] if not rest and "clause" in c.takes), None)
    if cue is None or cue.id in WEAK or not is_plain(verb) or any(p.lower == "with" for p in children(verb, "prep")):
        return None  # "responded with the claim that P": the claim holds it
    pieces = clause_behind(verb)
    frame = _frame(reading, verb, cue, [], "clause", pieces) if pieces else None
    return frame._replace(rule=f"statement.order/{cue.id}") if frame is not None else None


def _unmarked_frame(reading: Reading, verb: Token) -> Frame | None:
    """ "Shelling killed five people in Kora a monitoring group said on Friday": the comma was lost."""
    found = unmarked_before(verb)
    if found is None or not can_speak(reading, found.speaker):
        return None
    say = reading.cues.by_id["say"]
    return Frame(say, verb, (verb,), found.speaker, (found.piece,), "statement.verb/say", source=found.speaker)


def _without_speaker(verb: Token, speaker: Token | None, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces before a cue cut where its speaker begins: "Planes bombed the town | a monitor said", the comma lost."""
    subject = own_subject(verb)
    if speaker is None or subject is speaker:
        return pieces
    if speaker.i > verb.i:
        # "Strikes wounded 60 people said the monitor": the people belong to what was said
        taken = subject is not None and subject.i == verb.i - 1
        return tuple((a, subject.end) if taken and b <= subject.start else (a, b) for a, b in pieces)  # type: ignore[union-attr]
    first = noun_phrase(speaker)[0].start
    return tuple((a, first) if a < first < b <= verb.start else (a, b) for a, b in pieces)


def _beside_doer(verb: Token, doer: Token | None, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces of a passive without what only tells who the doer is: "what was said by Vell, to whom it is put"."""
    if doer is None or not is_passive(verb):
        return pieces
    end = doer.subtree()[-1].end
    return tuple(p for p in pieces if not doer.end <= p[0] < end)


def _behind_cue(verb: Token, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces that begin before their own cue with "what" or "which" cut to what follows it.

    "what the mayor called *a disgrace*", "which he described *as an option*".
    """
    opening = child(verb, "dobj")
    if opening is None or opening.tag not in ("WP", "WDT") or opening.i > verb.i:
        return pieces
    return tuple((_after(verb), b) if a <= opening.start and b > verb.end else (a, b) for a, b in pieces)


def _after(verb: Token) -> int:
    return next((t.start for t in verb.sent.tokens if t.i == verb.i + 1), verb.end)


def _is_all_he_says(verb: Token) -> bool:
    """ "would only say that talks went on": it was said, and nothing more."""
    would = any(a.lemma in ("would", "will") for a in children(verb, "aux"))
    return would and any(c.lower == "only" for c in children(verb, "advmod"))


def _turned(reading: Reading, frame: Frame) -> Frame:
    """ "does not believe that P" is doubt, "does not want to leave" a refusal: the entry for the negated stance."""
    entry = TURNED[frame.cue.stance]
    return frame._replace(cue=reading.cues.by_id[entry], rule=f"statement.negated/{entry}")


def _is_impersonal(verb: Token) -> bool:
    """ "It was reported that ...": somebody said it, nobody is named."""
    subject = child(verb, "nsubjpass")
    return is_passive(verb) and subject is not None and subject.lower == "it"


def is_imagined(verb: Token) -> bool:
    """Whether a saying is only thought of: "may say", "would argue", "if he says", "let us say"."""
    if any(a.tag == "MD" and a.lemma in UNREAL for a in auxiliaries(verb)):
        return True
    if (
        verb.tag == "VB"
        and verb.dep in ("advcl", "acl", "relcl", "csubj")
        and any(a.tag == "TO" for a in verb.children)
        and verb.head.lemma != "go"
    ):
        return True  # "reviewed to determine how": what for, and not that somebody did; "went on to say" did
    judged = verb.head.pos == "ADJ" or (verb.head.lemma == "be" and child(verb.head, "acomp") is not None)
    if verb.dep in ("xcomp", "ccomp") and judged and verb.tag == "VB":
        return True  # "it is hard to say"
    if verb.tag == "VB" and (_is_judged_before(verb) or _is_yet_to_come(verb)):
        return True
    subject = child(verb, "nsubj")
    if subject is not None and subject.lower in ("you", "that") and verb.lemma in ("know", "see", "say"):
        behind = [t for t in verb.sent.tokens if t.i > verb.i][:1]
        if subject.i == verb.i - 1 and (not behind or behind[0].text in (",", ".", "?")):
            return True  # "you know, ...", "that said, ..."
    if verb.dep == "advcl" and any(m.lower in ("if", "unless", "whether") for m in children(verb, "mark")):
        return True
    return verb.tag == "VB" and verb.dep in ("ROOT", "ccomp") and child(verb, "aux", "nsubj") is None


def is_wanted(reading: Reading, verb: Token) -> bool:
    """Whether a saying is wanted, planned or refused: "urged it to admit that", "demanded that it confirm".

    "I want to thank" thanks: in the first person a wish to say is the saying.
    """
    first = verb
    while first.dep == "conj" and first.head.pos in ("VERB", "AUX") and child(first, "nsubj") is None:
        first = first.head
    head = first.head
    if first.dep not in ("xcomp", "ccomp") or head.lemma not in reading.cues.words.unsaying:
        return False
    subject = child(head, "nsubj")
    if subject is not None and subject.lower in ("i", "we") and head.lemma in ("like", "want", "wish", "hope"):
        return False
    if is_infinitive(first):
        return True
    return first.tag in ("VB", "VBP") and not children(first, "aux", "auxpass") and verb is first


def _is_yet_to_come(verb: Token) -> bool:
    """ "has yet to confirm it": nothing is confirmed."""
    return verb.head.lemma == "have" and any(c.lower == "yet" for c in verb.head.children)


def _is_judged_before(verb: Token) -> bool:
    """ "it's hard to imagine": an adjective right before "to", with an empty "it" as its subject."""
    before = [t for t in verb.sent.tokens if verb.i - 5 <= t.i < verb.i]
    lowers = [t.lower for t in before]
    if len(before) < 3 or lowers[-1] != "to" or before[-2].pos != "ADJ":
        return False
    return "it" in lowers[:-2] and (before[-2].head.lower == "it" or lowers[-3] in ("is", "was", "'s", "’s", "be"))


def _is_own_thought(reading: Reading, verb: Token, cue: Cue, speaker: Token | None) -> bool:
    """ "I think" inside somebody's quote: no second statement, the whole quote is what that somebody thinks."""
    if cue.stance not in OWN_THOUGHT or speaker is None:
        return False
    told = verb.tag == "VBD" and cue.stance not in ("believes", "knows", "plans")
    return speaker.lower in SPEAKER_PRONOUNS | {"you"} and reading.names.is_quoted(verb) and not told


def _frame(
    reading: Reading, verb: Token, cue: Cue, particles: list[Token], take: str, pieces: tuple[Piece, ...]
) -> Frame | None:
    speaker, source = speaker_of(reading, verb)
    if is_deed(reading, verb, cue, take, speaker):
        return None
    if take == "raising":
        return Frame(cue, verb, (verb,), None, pieces, "statement.verb/hearsay")
    if _is_own_thought(reading, verb, cue, speaker):
        return None
    if not _has_who(reading, verb, cue, take, speaker):
        return None
    if take in CLAUSE_TAKES and cue.id == "reveal" and not _is_clause(reading, pieces):
        return None  # "they would find it funny"
    words = (verb, *particles)
    audience = tuple(audience_of(reading, verb))
    pieces = _behind_cue(verb, _without_speaker(verb, speaker, pieces))
    pieces = _beside_doer(verb, speaker, pieces)
    pieces = with_gap(verb, source, pieces) if take in GAPPED else pieces
    if not pieces:
        return None
    return Frame(cue, verb, words, speaker, pieces, f"statement.verb/{cue.id}", audience, source=source)


def _has_who(reading: Reading, verb: Token, cue: Cue, take: str, speaker: Token | None) -> bool:
    """Whether who speaks can speak so; of a passive, whether it is told of without a doer."""
    if take == "shown" and (speaker is None or speaker.lemma not in reading.cues.words.documents):
        return False  # "the mayor showed the bridge": only a text or a picture tells by showing
    if take in CLAUSE_TAKES and not is_done_to(verb):
        if not may_say(reading, speaker) or _is_only_a_thing(reading, speaker, cue):
            return False
        return cue.id != "reveal" or verb.tag != "VBG" or can_speak(reading, speaker)
    if not is_done_to(verb):
        return can_speak(reading, speaker)
    if cue.stance in DEEDS and (child(verb, "nsubjpass") is None or not can_speak(reading, speaker)):
        return False  # "rebels backed by air strikes": no words
    told = verb.lemma in TELLING and take in CLAUSE_TAKES and child(verb, "nsubjpass") is not None
    return agent_of(verb) is not None or told or _is_impersonal(verb) or cue.id in UNSAID


def _is_clause(reading: Reading, pieces: tuple[Piece, ...]) -> bool:
    """Whether what is said holds a verb, or stands in quotation marks."""
    tokens = [t for a, b in pieces for t in reading.parsed.tokens_in(a, b)]
    return any(t.pos in ("VERB", "AUX") or t.tag.startswith("VB") or reading.names.is_quoted(t) for t in tokens)


def _is_only_a_thing(reading: Reading, speaker: Token | None, cue: Cue) -> bool:
    """Whether an "it" that no body was found for only shows: "It suggests that the wall held" is nobody's saying."""
    if speaker is None or speaker.lower != "it":
        return False
    mention = reading.names.mentions.get(speaker.i)
    return (mention is None or is_open(mention)) and cue.id in SHOWING


def _particles(verb: Token, rest: str) -> list[Token] | None:
    """The particles and prepositions a cue needs beside its verb, or None when one is not there."""
    found: list[Token] = []
    for word in rest.split():
        holder = found[-1] if found else verb
        match = next(
            (
                c
                for c in (*verb.children, *holder.children)
                if c.lower == word and c.dep in ("prep", "prt", "advmod", "dative", "agent", "aux")
            ),
            None,
        )
        if match is None and word == "for":
            clause = for_clause(verb)
            match = next((m for m in children(clause, "mark") if m.lower == word), None) if clause is not None else None
        if match is None:
            return None
        found.append(match)
    return found


def _hearsay(reading: Reading, verb: Token, cue: Cue) -> Frame | None:
    """ "is said to have fled", "are believed to be trapped": somebody says it, nobody is named."""
    clause = child(verb, "xcomp")
    subject = child(verb, "nsubjpass")
    if clause is None or clause.i < verb.i or subject is None or not is_passive(verb) or agent_of(verb) is not None:
        return None
    if cue.id not in HEARSAY or verb.lemma == "suppose" or not is_infinitive(clause):
        return None
    behind = [t for t in clause.subtree() if t.i > verb.i]
    pieces = (piece_of(subject.subtree()), piece_of(without_joined(clause, behind)))
    words = tuple(t for t in (*children(verb, "auxpass", "aux"), verb) if t.sent is verb.sent)
    return Frame(reading.cues.by_id["hearsay"], verb, words[-2:], None, pieces, "statement.passive/hearsay")


def is_withheld(reading: Reading, verb: Token) -> bool:
    """ "without saying why": what was not said."""
    return verb.dep == "pcomp" and verb.head.lower == "without" and verb.lemma in reading.cues.words.withheld


def _silence(reading: Reading, verb: Token) -> Frame | None:
    """ "did not say", "declined to comment", "could not be reached": a record that nothing was said."""
    words = reading.cues.words
    if verb.lemma not in reading.cues.silence_verbs:
        return None
    clause = child(verb, "xcomp", "advcl")
    declines = verb.lemma in words.declining and clause is not None and clause.lemma in words.silent
    yet = (
        verb.lemma == "have"
        and any(c.lower == "yet" for c in verb.children)
        and clause is not None
        and (clause.lemma in words.silent or clause.lemma in reading.cues.by_verb)
    )
    negated = is_negated(verb)
    silent = negated and verb.lemma in words.silent and not is_passive(verb)
    unreachable = negated and is_passive(verb) and verb.lemma in words.unreachable
    withheld = is_withheld(reading, verb)
    if not (declines or yet or silent or unreachable or withheld):
        return None
    speaker, source = (child(verb, "nsubjpass"),) * 2 if unreachable else speaker_of(reading, verb)
    if not can_speak(reading, speaker):
        return None
    cue_words = [t for t in verb.children if t.dep in ("aux", "auxpass", "neg", "advmod") and t.i < verb.i] + [verb]
    cue_words += [verb.head] if withheld else []
    if (declines or yet) and clause is not None:
        cue_words += [t for t in (*clause.children, clause) if verb.i < t.i <= clause.i]
    said = tuple(sorted(cue_words, key=lambda t: t.i))
    first = reading.cues.by_id["say"]
    return Frame(first, verb, said, speaker, (), "statement.silence/no_comment", silent=True, source=source)
