"""Which time belongs to which word: "said on Monday that the strike on Friday" is two, each with its own.

A time hangs on a word of the sentence. A verb or a noun of an event has the time that hangs on it; else the one of a
clause that describes it ("the strike that killed two on Friday"), of the verb that it is subject or object of, or of
the clause that it shares ("on Monday gunmen opened fire, killing six"). It never takes the time of an act of saying.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from reportedly.grammar import children, prepositional
from reportedly.lexicon.cues import Cues
from reportedly.model import TimeRef
from reportedly.parse import Parsed, Token

# Nouns that only carry another: "a wave of strikes on Friday" dates the strikes.
STEPS = 6
CLAUSE_VERBS = ("relcl", "acl")
NOUN_SLOTS = frozenset({"nsubj", "nsubjpass", "dobj", "obj", "attr", "oprd"})
# Something said or done there has its time: "in a statement on Friday, the army denied".
OCCASIONS = frozenset(
    {
        "statement",
        "report",
        "speech",
        "interview",
        "briefing",
        "address",
        "letter",
        "message",
        "conference",
        "meeting",
        "session",
    }
)
# Verbs of saying that are mostly verbs of doing.
ALSO_DEEDS = frozenset(
    {"begin", "continue", "go", "open", "start", "end", "close", "return", "note", "think", "find", "show"}
)
SHARED = frozenset({"conj", "xcomp"})


Hanging = Mapping[int, Sequence[TimeRef]]


def attach_times(parsed: Parsed, times: Sequence[TimeRef]) -> dict[int, list[TimeRef]]:
    """The times of a text by the number of the token that each hangs on; a time that no word carries is left out."""
    found: dict[int, list[TimeRef]] = {}
    for time in times:
        token = word_of_time(parsed, time)
        if token is not None:
            found.setdefault(token.i, []).append(time)
    return found


@lru_cache(maxsize=4)
def speech_verbs(cues: Cues) -> frozenset[str]:
    """Verbs that by themselves put somebody's words in a clause: say, deny; not begin, though a quotation may."""
    return (
        frozenset(
            verb
            for verb, entries in cues.by_verb.items()
            if any(not rest and "clause" in cue.takes for cue, rest in entries)
        )
        - ALSO_DEEDS
    )


def is_dating(time: TimeRef) -> bool:
    """Whether a time says when: not how often, not how long with no date, not "recently"."""
    undated = time.start is None and time.end is None
    return time.kind != "SET" and not (undated and (time.kind == "DURATION" or time.value.endswith("_REF")))


def word_of_time(parsed: Parsed, time: TimeRef) -> Token | None:
    """The verb or noun that a time hangs on: "on Sunday" on its verb, "Sunday's strike" on the noun."""
    inside = tokens_of(parsed, time)
    if not inside:
        return None
    numbers = {t.i for t in inside}
    top = next((t for t in inside if t.head.i not in numbers), inside[-1])
    for _ in range(STEPS):
        head = top.head
        if head is top:
            return _beside(parsed, top, numbers)
        top = head
        if top.i in numbers or top.pos in ("ADP", "PUNCT", "ADV", "NUM", "PART", "SCONJ"):
            continue
        if top.pos in ("PROPN", "ADJ", "DET") and top.head is not top and not _is_clause(top):
            continue  # "in Kora on Friday" hangs where Kora does
        return _verb_after(parsed, top, inside[-1])
    return None


def _verb_after(parsed: Parsed, noun: Token, last: Token) -> Token:
    """In "the spokesman on Monday denied" the time stands between a subject and its verb, and is the verb's."""
    verb = noun.head
    if noun.dep not in ("nsubj", "nsubjpass") or verb.pos not in ("VERB", "AUX") or noun.i > last.i:
        return noun
    after = parsed.tokens[last.i + 1] if last.i + 1 < len(parsed.tokens) else last
    return verb if after is verb or after in children(verb, "aux", "auxpass") else noun


def _is_clause(token: Token) -> bool:
    return bool(children(token, "nsubj", "nsubjpass", "cop"))


def tokens_of(parsed: Parsed, time: TimeRef) -> list[Token]:
    """The tokens of a time expression."""
    low, high = 0, len(parsed.tokens)
    while low < high:
        middle = (low + high) // 2
        if parsed.tokens[middle].end <= time.span.start:
            low = middle + 1
        else:
            high = middle
    found = []
    for token in parsed.tokens[low:]:
        if token.start >= time.span.end:
            break
        found.append(token)
    return found


def _beside(parsed: Parsed, top: Token, numbers: set[int]) -> Token | None:
    """For a time that is the root of its sentence by a broken parse: the verb of that sentence."""
    verbs = [t for t in top.sent.tokens if t.pos == "VERB" and t.i not in numbers]
    return top if top.i not in numbers else verbs[0] if len(verbs) == 1 else None


def time_for(word: Token, hanging: Hanging, speech: frozenset[str] = frozenset()) -> TimeRef | None:
    """The time of what a verb or noun tells; None where the sentence gives it none. `speech` are verbs of saying."""
    for place in places_of(word, speech):
        time = time_at(place, hanging)
        if time is not None:
            return time
    return None


def time_at(word: Token, hanging: Hanging) -> TimeRef | None:
    """The time that hangs on just this word, the nearest where there are several."""
    near = [t for t in hanging.get(word.i, ()) if is_dating(t)]
    return min(near, key=lambda t: (abs(t.span.start - word.start), t.span.start), default=None)


def places_of(word: Token, speech: frozenset[str]) -> list[Token]:
    """The words on which a time of this word may hang, the nearest first."""
    found = [word]
    if word.pos in ("VERB", "AUX"):
        found += [n for n in prepositional(word, "in", "at", "during") if n.lemma in OCCASIONS]
        found += _objects(word, speech)
        return found + _shared(word, speech)
    found += [c for c in children(word, *CLAUSE_VERBS) if c.lemma not in speech]
    verb = _carrier(word)
    if verb is not None and verb.lemma not in speech:
        found += [verb, *(s for s in _shared(verb, speech))]
    return found


def _objects(verb: Token, speech: frozenset[str]) -> list[Token]:
    """What the verb is done to, or does it: "launched an offensive in May", "the raid on Friday killed two"."""
    if verb.lemma in speech:
        return []
    nouns = [c for c in verb.children if c.dep in NOUN_SLOTS and c.pos == "NOUN"]
    return sorted(nouns, key=lambda c: (c.dep == "nsubj", abs(c.i - verb.i)))


def _carrier(noun: Token) -> Token | None:
    """The verb that a noun is subject or object of; "the killing of a judge" goes no further up."""
    top = noun
    while top.dep == "conj" and top.head.pos in ("NOUN", "PROPN"):
        top = top.head
    if top.dep in NOUN_SLOTS and top.head.pos in ("VERB", "AUX"):
        return top.head
    return None


def _shared(verb: Token, speech: frozenset[str]) -> list[Token]:
    """The verbs whose time a verb shares, since it has no clause of its own: "opened fire, killing six"."""
    found: list[Token] = []
    at = verb
    for _ in range(STEPS):
        head = at.head
        if head is at or head.pos not in ("VERB", "AUX"):
            break
        own = bool(children(at, "nsubj", "nsubjpass"))
        participle = at.dep == "advcl" and at.tag in ("VBG", "VBN") and not own
        joined = at.dep in SHARED and not own and not (at.dep == "xcomp" and children(at, "aux"))
        if not (participle or joined) or head.lemma in speech:
            break
        found.append(head)
        at = head
    return found
