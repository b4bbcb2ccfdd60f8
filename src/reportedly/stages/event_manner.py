"""When and how often an event is told to have happened: years ago, again and again, still going on."""

from __future__ import annotations

from reportedly.grammar import children
from reportedly.model import TimeRef
from reportedly.parse import Token
from reportedly.stages.event_classes import Scene
from reportedly.stages.event_match import Match

TIMES = frozenset({"day", "month", "night", "time", "week", "weekend", "year"})


ORDINALS = frozenset(
    {"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "umpteenth"}
)


# What is further back than this belongs to no affair that a report of the day is about.
YEARS_BACK = 2


def manner(scene: Scene, match: Match, time: TimeRef | None) -> tuple[str, ...]:
    """Remarks on when and how often: before the affair at hand, again and again, still going on."""
    verb = match.carrier if match.carrier is not None else match.token
    adverbs = {c.lower for c in children(verb, "advmod")}
    found = []
    if is_long_past(scene, verb, time):
        found.append("historical")
    if adverbs & scene.events.words.repeating or is_repeated(scene, verb):
        found.append("repeated")
    running = verb.tag == "VBG" and any(a.tag in ("VBZ", "VBP") for a in children(verb, "aux"))
    kept_up = verb.dep in ("xcomp", "pcomp") and verb.head.lemma in scene.events.words.continuing
    if verb.pos == "VERB" and (running or kept_up):
        found.append("ongoing")
    return tuple(found)


def is_repeated(scene: Scene, verb: Token) -> bool:
    """Whether it is told as one of several times: "*every week*", "for the *third night* in a row"."""
    calendar = frozenset(scene.events.file.classes.get("calendar", ()))
    told = [t for t in children(verb, "npadvmod") if t.lemma in calendar]
    if any(c.lower in ("every", "each") for t in told for c in t.children):
        return True
    after = [(p, o) for p in children(verb, "prep") for o in children(p, "pobj")]
    counted = any(
        p.lower == "for" and o.lemma in TIMES and any(c.lower in ORDINALS for c in children(o, "amod"))
        for p, o in after
    )
    return counted or any(p.lower == "in" and o.lower == "row" for p, o in after)


def is_long_past(scene: Scene, verb: Token, time: TimeRef | None) -> bool:
    """Whether something lies years before the report: by its date, or "twenty years after ..."."""
    day = scene.report.day
    if day is not None and time is not None and time.end is not None and (day - time.end).days > YEARS_BACK * 365:
        return True
    if verb.dep != "advcl":
        return False
    marks = [m.i for m in children(verb, "mark", "advmod")]
    before = scene.parsed.tokens[max(0, min(marks) - 1) : min(marks)] if marks else []
    return bool(before) and before[0].lemma in ("year", "decade", "century")
