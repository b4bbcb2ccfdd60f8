"""Over what a number counts, how settled it is, and who counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from reportedly.grammar import child
from reportedly.lexicon.figures import Figures
from reportedly.model import Figure, Ref, Report, Scope, Span, Status, TimeRef
from reportedly.parse import Parsed, Token
from reportedly.stages.figure_corrections import SUPERSEDED, correction_of
from reportedly.stages.figure_counts import SINGLES, Count, Line
from reportedly.stages.figure_triggers import Trigger, is_helped
from reportedly.stages.figure_wars import war_of
from reportedly.stages.names import Names

# "Bringing the toll from Monday's blast to 14": the toll of one event, not a running one.
OF_ONE_EVENT = re.compile(
    r"\b(?:attack|blast|bombing|explosion|strike|airstrike|raid|crash|clash|ambush|shooting|incident|shelling|stampede"
    r"|fire|collapse|massacre|assault)s?\b",
    re.IGNORECASE,
)
SUCCUMBED = re.compile(r"\b(?:wounds|injuries|injured|wounded|succumb\w*|in hospital)\b", re.IGNORECASE)
BRINGING = re.compile(
    r"\b(?:bring|rais|tak|push|lift)(?:ing|s|e)?\b[^.;]{0,60}\bto\s*$|\bbrought\b[^.;]{0,60}\bto\s*$", re.IGNORECASE
)
RAISED_FROM = re.compile(
    r"\b(?:rais|ris|ros|increas|revis|climb|jump|lower|updat|correct|amend|adjust|up|down)\w*\b[^.;\d]*\bfrom\s+$",
    re.IGNORECASE,
)
RAISED_TO = re.compile(
    r"\b(?:rais|ris|ros|increas|revis|climb|jump|lower|updat|correct|amend|adjust)\w*\b[^.;]*\bto\s+$", re.IGNORECASE
)
SUPERLATIVE = re.compile(r"\b(?:\w{3,}est|worst|most|first|second|third|fourth|fifth|last|such)\b[^,.;]{0,70}$")
# Behind "in the past", these make a stretch of it.
LENGTH = re.compile(
    r"\s+(?:\d|few|several|couple|half|\w+[\s-]+(?:hour|day|week|month|year)|(?:hour|day|week|month|year))"
)
# Behind a number, these bring the one that the same count had before: "at least 15, up from 11".
COMPARED = frozenset({("up", "from"), ("down", "from")})
# Measures of a state that lasts, which a number may tell as it stands.
STOCKS = frozenset({"missing", "displaced", "detained", "abducted"})
# How far before a number words on its own standing may begin.
NEAR = 70
# How far from a number the words for its scope may stand; sentences of news are shorter.
REACH = 500
FEARED = re.compile(r"\bfear(?:ed|s)?\b[^.;]{0,25}$", re.IGNORECASE)
REMARKS = {"unverified": "the outlet remarks that this could not be independently verified"}


def scope_of(parsed: Parsed, line: Line, count: Count, trigger: Trigger | None, lexicon: Figures) -> tuple[Scope, str]:
    """The scope that a sentence's words give a number: "over the past 24 hours" a window, "since May" cumulative."""
    start, end = window_of(line, count)
    text = parsed.text
    before, behind = text[start : count.number.start], text[count.number.end : end]
    found = {scope: m.group() for scope, pattern in lexicon.scopes if (m := pattern.search(text, start, end))}
    if "other_event" in found and _is_aside(lexicon, before, behind):
        return "other_event", found["other_event"]
    if (
        "increment" in found
        and not BRINGING.search(before)
        and re.search(r"bring|rais|tak|push|lift|brought", behind, re.IGNORECASE)
    ):
        return "increment", found["increment"]
    bringing = BRINGING.search(before)
    if bringing is not None and _is_running(bringing.group(), before):
        return "cumulative", bringing.group()
    if trigger is not None and _is_what_since_names(trigger):
        return "other_event", "since"
    if "cumulative" in found and _is_still(trigger) and found["cumulative"].lower() == "since":
        return "stock", found["cumulative"]
    if "cumulative" in found and _is_told_since(found["cumulative"], text[start:end], line, count):
        return "cumulative", found["cumulative"]
    for scope in ("rate", "window"):
        if scope == "window" and BRINGING.search(before):
            continue  # "31 in the past day, bringing the toll to 1,204": the toll is of no day
        if scope in found and (scope != "window" or _is_window(found[scope], behind, before)):
            return scope, found[scope]
    if "stock" in found and trigger is not None and trigger.measure.id in STOCKS:
        return "stock", found["stock"]
    if trigger is not None and _is_now(trigger):
        return "stock", trigger.token.text
    war = war_of(line, trigger) if trigger is not None and trigger.measure.of == "people" else None
    return ("incident", "") if war is None else (war[1], war[0].text)


def _is_running(cue: str, before: str) -> bool:
    """Whether "bringing the toll to" gives a running toll, not that of one event whose wounded died."""
    return OF_ONE_EVENT.search(cue) is None and SUCCUMBED.search(before) is None


def window_of(line: Line, count: Count) -> tuple[int, int]:
    """The stretch of the sentence around a number that its scope is read from."""
    number = count.number
    return max(line.sentence.start, number.start - REACH), min(line.sentence.end, number.end + REACH)


def _is_aside(lexicon: Figures, before: str, behind: str) -> bool:
    """Whether the words for another event stand right before the clause that the number is in."""
    pattern = dict(lexicon.scopes)["other_event"]
    near = pattern.search(before[-60:])
    if near is not None:
        return True
    match = pattern.search(behind[:90])
    return match is not None and "after" not in match.group().lower()


def _is_told_since(cue: str, sentence: str, line: Line, count: Count) -> bool:
    """Whether "since" tells the stretch of a count: not so in "one of the deadliest attacks since the war began"."""
    if cue.lower() == "this year":
        return not SUPERLATIVE.search(sentence.lower().rpartition("this year")[0])
    if cue.lower() != "since":
        return True
    before, _, behind = sentence.lower().rpartition("since")
    if _is_because(line):
        return False
    return bool(behind.strip()) and not SUPERLATIVE.search(before)


def _is_still(trigger: Trigger | None) -> bool:
    """Whether people are in a state that began at some time: "have been missing *since* their boat was fired on"."""
    if trigger is None or trigger.measure.id not in STOCKS or "state" not in trigger.roles:
        return False
    word = trigger.token
    return word.tag in ("JJ", "RB", "NN", "VBG", "IN") and (word.head.lemma in ("be", "remain") or is_helped(word))


def _is_now(trigger: Trigger) -> bool:
    """Whether people are said to be in a state now: "ten journalists *are* imprisoned", "30 are missing"."""
    if trigger.measure.id not in STOCKS or not trigger.roles & {"state", "object"}:
        return False
    words = [*trigger.token.children, trigger.token.head]
    helpers = [w for w in words if w.lemma == "be" and w.tag in ("VBP", "VBZ")]
    return bool(helpers) and not any(w.tag == "VBG" and w.lemma == "be" for w in words)


def _is_what_since_names(trigger: Trigger) -> bool:
    """Whether "since" counts from what a number tells: "the deadliest raid *since gunmen killed 40* in 2029"."""
    word = trigger.token
    for _ in range(3):
        marked = any(c.lower == "since" and c.dep == "mark" for c in word.children)
        if word.dep == "advcl" and marked:
            return True
        if word.head is word:
            return False
        if word.dep in ("pobj", "pcomp") and word.head.lower == "since":
            return True
        if word.dep not in ("pobj", "prep", "conj"):
            return False
        word = word.head
    return False


def _is_because(line: Line) -> bool:
    """Whether every "since" of a sentence gives a reason: "20 are hurt, since many are staging protests"."""
    marks = [t for t in line.tokens if t.lower == "since"]
    verbs = [t.head for t in marks if t.dep == "mark" and t.head.dep == "advcl"]
    own = [[a for a in (*v.children, v) if a.tag in ("VBP", "VBZ", "VBD", "MD")] for v in verbs]
    return bool(marks) and len(verbs) == len(marks) and all(o and o[0].tag in ("VBP", "VBZ", "MD") for o in own)


def _is_window(cue: str, behind: str, before: str) -> bool:
    at = behind.lower().find(cue.lower())
    if at > 0 and SUPERLATIVE.search(behind[:at]):
        return False  # "in the second such attack this month"
    if cue.lower() == "in the past" and at >= 0 and not LENGTH.match(behind[at + len(cue) :]):
        return False  # "has bombed the town in the past"
    if cue.lower() == "between":
        return bool(re.match(r"[^.;]{0,60}\bbetween\s+(?:\d{1,2}\s+)?[A-Z]", behind))
    return True


def period_of(report: Report, scope: Scope, line: Line, count: Count, times: Sequence[TimeRef]) -> TimeRef | None:
    """The time that a window or a running count covers; its open end is the day of publication."""
    if scope == "cumulative":
        chosen = next((t for t in times if t.relation == "since"), None) or _since_it_began(line, times)
        return _closed(chosen, report.day)
    if scope in ("window", "rate"):
        durations = [t for t in times if t.kind == "DURATION" or (t.start and t.end and t.start != t.end)]
        return min(durations or times, key=lambda t: abs(t.span.start - count.number.end), default=None)
    return None


def _since_it_began(line: Line, times: Sequence[TimeRef]) -> TimeRef | None:
    """ "Since the war began in April": the date in the clause that "since" opens."""
    inside = [
        t
        for word in line.sentence.tokens
        if word.lower == "since" and word.dep == "mark"
        for t in times
        if any(part.start <= t.span.start < part.end for part in word.head.subtree())
    ]
    return inside[0] if len(inside) == 1 else None


def _closed(time: TimeRef | None, day: dt.date | None) -> TimeRef | None:
    if time is None or time.start is None:
        return time
    return msgspec.structs.replace(time, end=day, relation="since")


def lasting_period(report: Report, trigger: Trigger, times: Sequence[TimeRef], lexicon: Figures) -> TimeRef | None:
    """The days of a lasting action that is said to have begun on a day: "launched an offensive on May 3, killing 40".

    The people killed in it were killed from that day to the day of the report, not on that day.
    """
    verb = trigger.token
    for _ in range(4):
        if verb.lemma in lexicon.words.beginning and verb.pos == "VERB":
            break
        if verb.head is verb:
            return None
        verb = verb.head
    below = {t.lemma for c in verb.children if c.dep in ("dobj", "nsubj", "nsubjpass") for t in (c, *c.children)}
    if verb.lemma not in lexicon.words.beginning or not below & lexicon.words.lasting:
        return None
    day = report.day
    begun = [t for t in times if t.start is not None]
    first = next((t for t in begun if day is None or (t.start is not None and t.start < day)), None)
    return _closed(first, day)


class Standing(NamedTuple):
    """How settled a number is: a status other than asserted, and remarks."""

    status: str
    remarks: tuple[str, ...]


def standing_of(
    parsed: Parsed, line: Line, count: Count, trigger: Trigger | None, lexicon: Figures, begun: bool = False
) -> Standing:
    """Feared, initial, revised, confirmed ... by the words around a number. `begun`: a note of correction goes on."""
    text, number = parsed.text, count.number
    start, end = line.sentence.start, line.sentence.end
    last = max(number.end, trigger.last.end if trigger is not None else number.end)
    near = text[max(start, number.start - NEAR) : number.start]
    own = text[max(start, number.start - NEAR, _end_before(line, count)) : number.start]
    between = text[number.end : min(last, number.end + 90)] if last > number.end else ""
    tests: dict[str, Callable[[re.Pattern[str]], bool]] = {
        "unverified": lambda words: _is_unverified(parsed, line, words),
        "feared": lambda words: words.search(between) is not None or FEARED.search(near) is not None,
        "superseded": lambda words: RAISED_FROM.search(own) is not None or _ends_in(words, own[-40:], r"[^.;]{0,25}"),
        "revised": lambda words: RAISED_TO.search(near) is not None or _ends_in(words, own[-40:], r"[^.;\d]{0,14}"),
    }
    wide = text[max(start, number.start - NEAR) : number.end]
    held = [
        revision
        for revision, words in lexicon.revisions
        if (tests[revision.id](words) if revision.id in tests else words.search(wide) is not None)
    ]
    remarks = [REMARKS.get(revision.id, revision.id) for revision in held]
    corrected = correction_of(text, line, number, begun)
    if corrected:
        remarks = [r for r in remarks if r not in ("revised", "initial", SUPERSEDED)] + [corrected]
    if re.search(r"\b(?:each|apiece|a side)\b", text[number.core_start : min(end, number.end + 30)]):
        remarks.append("each of several")
    status = next((revision.status for revision in held if revision.status), "")
    return Standing(status, tuple(dict.fromkeys(_settled(remarks))))


def _ends_in(words: re.Pattern[str], before: str, gap: str) -> bool:
    """Whether what stands before a number ends in some words, with little between."""
    return _ending(words, gap).search(before) is not None


@lru_cache(maxsize=64)
def _ending(words: re.Pattern[str], gap: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words.pattern}){gap}$", re.IGNORECASE)


def _settled(remarks: list[str]) -> list[str]:
    """Remarks without those that a stronger one replaces: what was replaced is not the new number, nor the first."""
    if "superseded" in remarks:
        return [r for r in remarks if r not in ("revised", "initial")]
    return [r for r in remarks if r != "initial"] if "revised" in remarks else remarks


def _end_before(line: Line, count: Count) -> int:
    """Where the number before ends; the words between are this number's own."""
    return max((c.number.end for c in line.counts if c.last < count.first and c.number.vague not in SINGLES), default=0)


def _is_unverified(parsed: Parsed, line: Line, pattern: re.Pattern[str]) -> bool:
    """In the same sentence, or in the next one when that speaks of the claim itself."""
    if pattern.search(parsed.text, line.sentence.start, line.sentence.end):
        return True
    after = line.sentence.index + 1
    if after >= len(parsed.sentences):
        return False
    sentence = parsed.sentences[after]
    match = pattern.search(parsed.text, sentence.start, sentence.end)
    return match is not None and bool(
        re.search(
            r"\b(?:claims?|figures?|tolls?|numbers?|reports?|accounts?|this|that|it|they|information)\b",
            parsed.text[sentence.start : sentence.end],
            re.IGNORECASE,
        )
    )


def told_as_done(parsed: Parsed, figures: Sequence[Figure]) -> frozenset[str]:
    """The figures that a clause about something tells as past: "denied the strike, which killed at least 13"."""
    found = set()
    for figure in figures:
        cue = figure.evidence.cues[-1]
        word = next(iter(parsed.tokens_in(cue.start, cue.end)), None)
        if word is not None and is_in_past_clause(word):
            found.add(figure.id)
    return frozenset(found)


def is_in_past_clause(word: Token) -> bool:
    """Whether a word stands in a clause about a noun that tells of the past in a form of its own."""
    for _ in range(4):
        helpers = [c for c in word.children if c.dep in ("aux", "auxpass")]
        if word.dep == "relcl":
            past = word.tag == "VBD" or any(
                h.tag in ("VBD", "VBZ", "VBP") and h.lemma in ("have", "be") for h in helpers
            )
            return past and not any(h.tag == "MD" for h in helpers)
        if word.head is word:
            return False
        word = word.head
    return False


def counter_of(line: Line, count: Count, trigger: Trigger, names: Names, lexicon: Figures) -> Ref | None:
    """Who counts: the subject of "put the toll at 12", "has documented 40 deaths", "later revised the figure to 17"."""
    if tuple(t.lower for t in line.tokens[max(0, count.first - 2) : count.first]) in COMPARED:
        before = [c for c in line.counts if c.last < count.first and c.number.vague not in SINGLES]
        return counter_of(line, before[-1], trigger, names, lexicon) if before else None
    reviser = _reviser(count, trigger, line, lexicon)
    if reviser is not None:
        return _before(names.ref(reviser), count)
    node: Token = count.noun if count.noun is not None else line.tokens[count.last]
    for _ in range(5):
        if node.head is node or _is_cut_off(line, count, node.head):
            return None
        node = node.head
        if node.pos == "VERB" and node.lemma in lexicon.words.speaking and not _gives_sum(line, node):
            return None  # "police said five were killed; witnesses put the figure at eleven"
        if node.pos == "VERB" and (
            node.lemma in lexicon.words.counting | lexicon.words.speaking_of or _gives_sum(line, node)
        ):
            subject = child(node, "nsubj")
            return names.ref(subject) if subject is not None and not is_sum(line, subject) else None
    return None


def _is_cut_off(line: Line, count: Count, verb: Token) -> bool:
    """Whether a semicolon stands between a number and a verb: "the army said 6 died; the militia put it at 19"."""
    first, last = sorted((count.first, line.place(verb)))
    return any(t.text == ";" for t in line.tokens[first:last])


def _gives_sum(line: Line, verb: Token) -> bool:
    """Whether a verb gives a toll: "police *gave a toll* of nine"."""
    given = child(verb, "dobj") if verb.lemma in line.lexicon.words.toll_verbs else None
    return given is not None and given.i > verb.i and is_sum(line, given)


def is_sum(line: Line, noun: Token) -> bool:
    """Whether a noun is what is counted or its sum, and so nobody who counts: "put the *toll* at 17"."""
    trigger = line.triggers.get(line.place(noun)) if noun.sent is line.sentence else None
    return noun.lemma in line.lexicon.words.sums or (trigger is not None and trigger.measure.of == "people")


def _before(ref: Ref | None, count: Count) -> Ref | None:
    """A name without the words of a number that the parser hangs on it: "the monitor of at least 15"."""
    if ref is None or ref.span.end <= count.number.start:
        return ref
    kept = ref.span.text[: max(0, count.number.start - ref.span.start)].rstrip()
    kept = kept.removesuffix(" of").removesuffix(" at").rstrip()
    span = Span(ref.span.start, ref.span.start + len(kept), kept)
    return msgspec.structs.replace(ref, span=span, name=kept) if kept else None


def _reviser(count: Count, trigger: Trigger, line: Line, lexicon: Figures) -> Token | None:
    """Who changes a number: the ministry that "has raised its toll from 12 to 14", "revised the figure to 17"."""
    core = line.tokens[count.last]
    for verb in (trigger.token, trigger.token.head, core.head.head):
        if verb.lemma in lexicon.words.revising and verb.pos == "VERB" and child(verb, "dobj") is not None:
            return child(verb, "nsubj")
    return _gapped(line, count) if trigger.measure.of == "people" else None


def _gapped(line: Line, count: Count) -> Token | None:
    """Who gives the second number of "the mayor spoke of 17 dead and the monitor of at least 15"."""
    at = count.first - 1
    if at < 2 or line.tokens[at].lower not in ("of", "at") or line.tokens[at - 1].pos not in ("NOUN", "PROPN"):
        return None
    before = [t for t in line.tokens[: at - 1] if t.pos == "VERB"]
    words = line.lexicon.words
    told = bool(before) and before[-1].lemma in words.speaking_of | words.toll_verbs
    joined = any(t.lower in ("and", ",", "while", "but") for t in line.tokens[max(0, at - 7) : at - 1])
    return line.tokens[at - 1] if told and joined and not is_sum(line, line.tokens[at - 1]) else None


MODALS: dict[str, Status] = {
    "will": "planned",
    "shall": "planned",
    "'ll": "planned",
    "may": "possible",
    "might": "possible",
    "could": "possible",
    "can": "possible",
    "would": "conditional",
}


def _is_if(clause: Token) -> bool:
    return any(m.lower in ("if", "unless") for m in clause.children if m.dep in ("mark", "advmod"))


def clause_status(verb: Token) -> Status:
    """The status that a clause's own helping words give it; a participle has that of the verb it belongs to."""
    for _ in range(4):
        marks = {c.lower for c in verb.children if c.dep in ("mark", "advmod")}
        if marks & {"if", "unless"} or any(_is_if(c) for c in verb.children if c.dep == "advcl"):
            return "conditional"
        if any(c.dep == "neg" for c in verb.children):
            return "negated"
        modal = next((c.lower for c in verb.children if c.tag == "MD"), None)
        if modal is not None:
            perfect = any(c.lemma == "have" for c in verb.children)
            return "possible" if perfect and modal != "would" else MODALS.get(modal, "asserted")
        participle = verb.tag in ("VBG", "VBN") and not any(c.dep in ("aux", "auxpass") for c in verb.children)
        if not participle or verb.dep not in ("advcl", "conj", "xcomp") or verb.head.pos not in ("VERB", "AUX"):
            return "asserted"
        verb = verb.head
    return "asserted"
