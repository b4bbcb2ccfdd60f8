"""Whether the words beside a time look back or ahead: from the parse where there is one, else from the words."""

from __future__ import annotations

import re
from bisect import bisect_left

from reportedly.grammar import auxiliaries, child
from reportedly.lexicon.times import TimeWords
from reportedly.parse import Parsed, Token
from reportedly.stages.time_reading import Tense

WINDOW = 80  # characters on each side, where there is no parse
CLAUSE_END = re.compile(r"[.;:!?\n\"“”]|, (?:and|but|who|which|where|after)\b")
WORD = re.compile(r"['’]?\w+")
AHEAD_BEFORE = frozenset({"by", "until", "till"})
MODALS = frozenset({"will", "shall", "may", "might", "could", "can", "should", "must", "would", "'ll", "’ll"})
STEPS = 8


def tense_of_words(text: str, start: int, end: int, words: TimeWords) -> Tense:
    """The tense from the words of the clause alone."""
    before, after = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    cut = [m.end() for m in CLAUSE_END.finditer(before)]
    before = before[cut[-1] :] if cut else before
    stop = CLAUSE_END.search(after)
    after = after[: stop.start()] if stop else after
    left, right = ([w.lower() for w in WORD.findall(part)] for part in (before, after))
    if any(w in AHEAD_BEFORE for w in left[-1:]) or (
        left[-1:] == ["the"] and any(w in AHEAD_BEFORE for w in left[-2:-1])
    ):
        return "future"
    future, past = words.lists["future_words"], words.lists["past_words"]
    for near in (list(reversed(left)), right):
        for word in near:
            if word in future:
                return "future"
            if word in past or (word.endswith("ed") and len(word) > 4):
                return ""  # no more than a sign: without a parse the verb may belong to another clause
    return ""


class TenseReader:
    """The tense beside characters of a parsed text."""

    def __init__(self, parsed: Parsed, words: TimeWords) -> None:
        self.parsed, self.words = parsed, words
        self.starts = [t.start for t in parsed.tokens]

    def at(self, start: int, end: int) -> Tense:
        """The tense of what the words from `start` to `end` hang on."""
        first = bisect_left(self.starts, start)
        inside = []
        while first < len(self.starts) and self.starts[first] < end:
            inside.append(self.parsed.tokens[first])
            first += 1
        if not inside:
            return tense_of_words(self.parsed.text, start, end, self.words)
        numbers = {t.i for t in inside}
        top = next((t for t in inside if t.head.i not in numbers), inside[-1])
        return self._above(top)

    def _above(self, top: Token) -> Tense:
        lists = self.words.lists
        token, ahead = top, False
        for _ in range(STEPS):
            head = token.head
            if head is token:
                break
            token = head
            if token.pos == "ADP":
                ahead = ahead or token.lower in AHEAD_BEFORE
                if token.lower == "of" and token.head.lower == "ahead":
                    return "future"
            elif token.pos in ("VERB", "AUX"):
                return self._verb(token, ahead)
            elif token.lemma in lists["future_heads"] or any(
                c.lower in ("upcoming", "coming", "planned", "scheduled") for c in token.children
            ):
                return "future"
        if token.pos in ("VERB", "AUX"):
            return self._verb(token, ahead)
        return "future" if ahead else ""

    def _verb(self, verb: Token, ahead: bool) -> Tense:
        lists = self.words.lists
        helpers = [t.lower for t in auxiliaries(verb)]
        if any(h in MODALS or h in ("wo", "ca") for h in helpers):
            return "past" if "have" in helpers else "future"
        if verb.lemma in lists["schedules"] and verb.tag == "VBN":
            return "" if "had" in helpers else "future"
        if child(verb, "acomp") is not None and any(
            c.lemma in lists["future_heads"] for c in verb.children if c.dep == "acomp"
        ):
            return "future"
        if verb.tag == "VBG" and verb.lemma == "go":
            return "future"
        if verb.tag == "VB" and "to" in helpers:
            return self._infinitive(verb)
        if verb.tag == "VB":
            return "future" if not helpers else "past" if {"did", "do", "does"} & set(helpers) else ""
        if verb.tag == "VBN" and {"is", "are", "'s", "’s", "'re", "’re", "be"} & set(helpers):
            return "future" if ahead else ""
        if verb.tag in ("VBD", "VBN"):
            return "" if ahead else "past"  # "gave them until 25 March" may still be to come
        if verb.tag == "VBG":
            return self._participle(verb, helpers, ahead)
        if verb.tag in ("VBZ", "VBP"):
            return "future" if verb.lemma in lists["schedule_verbs"] or ahead or verb.lemma == "be" else ""
        return ""

    def _infinitive(self, verb: Token) -> Tense:
        head = verb.head
        if head is verb:
            return "future"
        if head.lemma in self.words.lists["future_heads"] or head.pos in ("NOUN", "ADJ", "PROPN"):
            return "future"
        if any(
            c.lemma in self.words.lists["future_heads"] for c in head.children if c.dep in ("acomp", "dobj", "attr")
        ):
            return "future"
        if head.pos in ("VERB", "AUX") and head.lemma in ("be", "have"):
            return "future"
        if verb.dep == "advcl" or head.lemma in ("begin", "start", "continue", "manage", "fail", "try", "use"):
            return "past" if head.tag in ("VBD", "VBN") else ""
        return "future"

    def _participle(self, verb: Token, helpers: list[str], ahead: bool) -> Tense:
        if {"is", "are", "'s", "'re", "’s", "’re", "am"} & set(helpers):
            return (
                "future"
                if verb.lemma in self.words.lists["schedule_verbs"] or verb.lemma in ("leave", "come", "go", "visit")
                else ""
            )
        if verb.head is not verb and verb.head.pos in ("VERB", "AUX") and not helpers:
            return self._verb(verb.head, ahead) if verb.head.tag != "VBG" else ""
        return "past" if {"was", "were", "been"} & set(helpers) else ""
