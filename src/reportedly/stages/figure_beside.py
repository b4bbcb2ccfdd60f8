"""Ties by what stands right beside a number: "killing five", "five people were killed", "five dead", "rose to 31".

News puts numbers in few forms, and a word right beside a number is a safer sign than a parse of a long sentence.
"""

from __future__ import annotations

from reportedly.grammar import child, children
from reportedly.parse import Token
from reportedly.stages.figure_counts import BACK, SINGLES, Count, Line
from reportedly.stages.figure_people import is_person, is_thing
from reportedly.stages.figure_triggers import Link, Trigger, is_active, is_helped

# How far behind a number a trigger may stand, and how far before a number its toll.
LONGEST_NP = 22
LONGEST_TOLL = 9
OPENING = {"(": ")", "[": "]"}
DASHES = frozenset({"–", "—", "--", "-"})


def own_noun(line: Line, count: Count) -> Link | None:
    """The counted noun itself tells the measure: "14 deaths", "127 dead", "five of the wounded"."""
    if count.noun is None:
        return None
    trigger = line.triggers.get(line.place(count.noun))
    if any(is_thing(c, line.lexicon) for c in children(count.noun, "compound")):
        return None  # "270 swine deaths"
    if trigger is not None and "noun" in trigger.roles and trigger.measure.of == "people":
        return Link(trigger, "noun", trigger.measure)
    return None


def left(line: Line, count: Count, spent: set[int]) -> Link | None:
    """A verb right before the number, which is its object: "killing at least nine"; "the deaths of six"."""
    at = count.first - 1
    if at == 1 and line.tokens[at].lower == ":":
        at = 0  # "Killed: 1,204"
    while (
        at >= 0
        and (line.tokens[at].lower in line.lexicon.words.skipped or line.tokens[at].pos == "ADV")
        and at not in line.triggers
    ):
        if _ends_phrase(line, at) is not None:
            break
        at -= 1
    if at < 0:
        return None
    trigger = _ends_phrase(line, at) or line.triggers.get(at)
    if trigger is None or trigger.measure.of != "people" or trigger.token.i in spent:
        return None
    if _is_of_both(line, count, trigger):
        return None
    if "object" in trigger.roles and not is_helped(trigger.token) and not _is_counted_state(line, trigger):
        return Link(trigger, "left", trigger.measure)
    between = [t.lower for t in line.tokens[line.place(trigger.last) + 1 : count.first]]
    if "act" in trigger.roles and between[:1] == ["of"]:
        return Link(trigger, "left", trigger.measure)
    if "noun" in trigger.roles and (between[:1] == ["of"] or trigger.token.lower.endswith("ing")):
        return Link(trigger, "left", trigger.measure)
    return None


def _ends_phrase(line: Line, at: int) -> Trigger | None:
    token = line.tokens[at]
    return next((t for t in line.triggers.values() if t.last is token and t.token is not token), None)


def _is_counted_state(line: Line, trigger: Trigger) -> bool:
    """Whether a number right before a participle already is what it says: "18 killed, 40 injured"."""
    if trigger.token.tag not in ("VBN", "JJ", "VBD"):
        return False
    at = line.place(trigger.token)
    return any(c.last + 1 == at and c.noun is None for c in line.counts)


def _is_of_both(line: Line, count: Count, trigger: Trigger) -> bool:
    """Whether a trigger between two counts is the first's: "2 Civilians Killed 9 Injured"."""
    at = line.place(trigger.token)
    if trigger.token.tag not in ("VBN", "JJ", "VBD", "NNP") or count.np_last + 1 not in line.triggers:
        return False
    before = [c for c in line.counts if c.np_last + 1 == at and c.number.vague not in SINGLES]
    return bool(before) and line.triggers[count.np_last + 1].measure.of == "people"


def right(line: Line, count: Count, spent: set[int]) -> Link | None:
    """What is said behind the counted: "five people, two of them children, were killed", "five dead"."""
    at: int | None = count.np_last + 1
    for _ in range(LONGEST_NP):
        if at is None or at >= len(line.tokens):
            return None
        trigger = line.triggers.get(at)
        if trigger is not None and trigger.token.dep == "amod" and is_thing(trigger.token.head, line.lexicon):
            return None  # "she found four dead birds"
        if trigger is not None and trigger.measure.of == "people":
            if not _is_of_nearer(line, count, at) and _says_of_it(trigger, spent, at == count.np_last + 1):
                return Link(trigger, "right", trigger.measure)
            nominal = line.tokens[at - 1].lower == "the"
            if (trigger.roles & {"object", "subject"} or _is_of_nearer(line, count, at)) and not nominal:
                return None
        at = _step(line, count, at)
    return None


def _step(line: Line, count: Count, at: int) -> int | None:
    """The next place to look to the right; None where what is said of a number can no longer stand."""
    tokens, words = line.tokens, line.lexicon.words
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if token.lower in OPENING:
        return _past(line, at, OPENING[token.lower])
    if token.lower == "," or token.lower in DASHES:
        return _past_aside(line, at)
    if token.lower in words.stops or (_starts_count(line, at) and at > count.last):
        return None
    if token.tag == "VBN" and after is not None and after.lower == "and" and at + 2 in line.triggers:
        return at + 2  # "were attacked and killed"
    if token.pos in ("VERB", "AUX") and token.lower not in words.between and at not in line.triggers:
        return None
    if token.lower == "and" and after is not None and after.pos in ("VERB", "AUX", "DET", "PRON"):
        return None
    return at + 1


def _is_of_nearer(line: Line, count: Count, at: int) -> bool:
    """Whether a participle is said of nearer people: "a dozen relatives of those killed", not of the relatives."""
    before = line.tokens[at - 1]
    if before.lower == "the" and line.tokens[at].dep in ("pobj", "dobj"):
        return True  # "the leader of a camp for the displaced was killed"
    if at - 1 <= count.np_last or is_helped(line.tokens[at]):
        return False
    return before.lower in ("those", "them", "others", "people", "persons")


def _says_of_it(trigger: Trigger, spent: set[int], beside: bool) -> bool:
    if trigger.measure.of != "people" or trigger.token.i in spent:
        return False
    if trigger.roles & {"subject"} and trigger.token.pos in ("VERB", "AUX") and trigger.token.tag != "VBG":
        return True
    if trigger.roles & {"object", "state"} and not ("object" in trigger.roles and is_active(trigger.token)):
        return (
            trigger.token.tag in ("VBN", "VBD", "JJ", "NNP", "NN", "RB", "NNPS", "IN", "NNS", "VB", "VBG")
            or trigger.token.pos == "ADJ"
        )
    return beside and "noun" in trigger.roles and trigger.token.lower in BACK


def _starts_count(line: Line, at: int) -> bool:
    return any(c.first == at and not is_thing(c.noun, line.lexicon) and c.number.vague != "many" for c in line.counts)


def _past(line: Line, at: int, closing: str) -> int:
    end = next((p for p in range(at, len(line.tokens)) if line.tokens[p].lower == closing), len(line.tokens) - 1)
    return end + 1


def _past_aside(line: Line, at: int) -> int | None:
    """The place behind an aside between commas or dashes; None when it is no aside."""
    opened = line.tokens[at].lower
    tokens = line.tokens
    for p in range(at + 1, min(len(tokens), at + 30)):
        lower = tokens[p].lower
        closes = lower == opened or (opened != "," and lower in DASHES)
        after = tokens[p + 1] if p + 1 < len(tokens) else None
        if closes and after is not None and (after.lower in line.lexicon.words.between or (p + 1) in line.triggers):
            return p + 1
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if opened == "," and after is not None and after.lower in ("were", "was", "have", "has", "are"):
        return at + 1
    return _past_open_aside(line, at) if after is not None and after.lower == "including" else None


def _past_open_aside(line: Line, at: int) -> int | None:
    """As above where the closing comma is missing: "five people, including two children were killed"."""
    for p in range(at + 2, min(len(line.tokens), at + 16)):
        if line.tokens[p].lower in ("were", "was", "have", "has", "had"):
            return p
        if line.tokens[p].pos == "VERB" or line.tokens[p].lower in line.lexicon.words.stops:
            return None
    return None


def toll(line: Line, count: Count) -> Link | None:
    """A toll or a noun of cases with its number behind: "the death toll rose to 31", "put the deaths at 12"."""
    words = line.lexicon.words
    linked = "up_to" in count.number.bounds
    fallback: Link | None = None
    for at in range(count.first - 1, max(-1, count.first - 1 - LONGEST_TOLL), -1):
        token, trigger = line.tokens[at], line.triggers.get(at)
        if trigger is not None and trigger.measure.of == "people":
            found = None if _is_age(line, count) else _toll_before(line, count, at, trigger, linked)
            if trigger.measure.id != "displaced":
                return found or fallback
            fallback = fallback or found  # "the death toll in an attack on evacuees rose to 112"
        if token.lower in words.toll_links:
            linked = True
        elif (
            token.lower in (";", ".")
            or (token.pos == "VERB" and token.lemma not in words.toll_verbs and not _is_helping(line, at))
            or any(c.first <= at <= c.last and not _is_old_toll(line, c) for c in line.counts)
        ):
            return fallback
    return fallback


def _is_helping(line: Line, at: int) -> bool:
    """Whether a form of "have" only helps the next word: "the toll *has* reached 112"."""
    return line.tokens[at].lemma == "have" and line.tokens[at + 1].tag == "VBN"


def _is_age(line: Line, count: Count) -> bool:
    """Whether a bare number is the age of one person: "the dead man was 61", "the youngest of the dead was 6"."""
    core = line.tokens[count.last]
    verb = core.head
    if count.noun is not None or core.dep not in ("attr", "acomp", "dobj", "conj", "npadvmod") or verb.lemma != "be":
        return False
    subject = child(verb, "nsubj")
    if subject is None or subject.tag not in ("NN", "NNP", "PRP", "JJS", "JJR", "JJ"):
        return False
    words = {t.lower for t in (subject, *subject.children)}
    return bool(words & line.lexicon.words.ages) or (is_person(subject, line.lexicon) and not _is_sum(line, subject))


def _is_sum(line: Line, noun: Token) -> bool:
    return noun.lemma in line.lexicon.words.sums or line.place(noun) in line.triggers


def _is_old_toll(line: Line, count: Count) -> bool:
    """Whether a number is the toll that another replaces: "from 12 to 15"."""
    return count.first > 0 and line.tokens[count.first - 1].lower == "from"


def _toll_before(line: Line, count: Count, at: int, trigger: Trigger, linked: bool) -> Link | None:
    is_toll = "toll" in trigger.roles and (linked or at == count.first - 1)
    named = "noun" in trigger.roles and (trigger.token.pos == "NOUN" or line.tokens[at - 1].lower == "the")
    is_noun = linked and (named or _summed(line, at))
    return Link(trigger, "toll", trigger.measure) if is_toll or is_noun else None


def _summed(line: Line, at: int) -> bool:
    """Whether a trigger belongs to a sum: "the total dead", "the number of people killed"."""
    return any(t.lower in line.lexicon.words.sums for t in line.tokens[max(0, at - 5) : at])


def described_so(line: Line, count: Count) -> Link | None:
    """A word between number and noun, when nothing else is said of them: "85 injured individuals were taken in"."""
    if count.noun is None:
        return None
    for p in range(count.last + 1, line.place(count.noun)):
        trigger = line.triggers.get(p)
        if trigger is not None and "state" in trigger.roles and trigger.measure.of == "people":
            return Link(trigger, "state", trigger.measure)
    return None
