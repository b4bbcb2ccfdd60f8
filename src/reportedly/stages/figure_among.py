"""Some who are told to be of those harmed, with no number of those: "six children were among the dead"."""

from __future__ import annotations

from reportedly.stages.figure_counts import Count, Line
from reportedly.stages.figure_triggers import BE, Link, Trigger

AMONG = frozenset({"among", "amongst"})
# Words that can stand between the people and "among".
BETWEEN = BE | {"also", "reported", "reportedly", "said", "believed", "feared", "counted", "listed", "all", "both"}
MOST_BETWEEN = 4
# Words that can stand between "among" and the one that says what befell them: "among the more than 40 people killed".
LONGEST = 7
HARM = frozenset({"killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "released", "displaced"})


def among_those(line: Line, count: Count) -> Link | None:
    """The measure of those whom some are told to be among; None where they are among themselves, or others."""
    at = _place_of_among(line, count.np_last + 1)
    if at is None:
        return None
    for p in range(at + 1, min(at + 1 + LONGEST, len(line.tokens))):
        token = line.tokens[p]
        trigger = line.triggers.get(p)
        if trigger is not None and trigger.measure.id in HARM and _tells_of_them(line, p, trigger):
            return Link(trigger, "among", trigger.measure)
        if token.pos == "PUNCT" or (token.pos in ("VERB", "AUX") and trigger is None):
            return None
    return None


def _place_of_among(line: Line, start: int) -> int | None:
    for p in range(start, min(start + MOST_BETWEEN + 1, len(line.tokens))):
        word = line.tokens[p].lower
        if word in AMONG:
            return p
        if word not in BETWEEN:
            return None
    return None


def _tells_of_them(line: Line, at: int, trigger: Trigger) -> bool:
    """Whether a word names those harmed: "the dead", "those killed", not "a plan to kill"."""
    token = trigger.token
    return "noun" in trigger.roles or "state" in trigger.roles or (token.tag in ("VBN", "VBD") and at > 0)
