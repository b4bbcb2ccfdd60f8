"""What people are said to have died of: an illness is none of ours, an accident or a flood is remarked.

A measure of killed people counts violence and its direct effects. A sentence on an illness without a word of force
tells of something else; one on a crash or a flood may stand in a report on a war, and is kept with a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reportedly.grammar import children
from reportedly.lexicon import Lexicon
from reportedly.lexicon.events import Events
from reportedly.lexicon.figures import Figures
from reportedly.parse import Token
from reportedly.stages.figure_counts import Count, Line
from reportedly.stages.figure_triggers import Link

HARMED = frozenset({"killed", "injured", "killed_or_injured"})
# Verbs that say that somebody or something did it; of the others a person may be the subject alone.
DONE = frozenset({"kill", "injure", "wound", "hurt", "claim", "shoot", "murder", "execute", "assassinate"})
STRAIN = re.compile(r"h\d+n\d+")  # "A(H1N1)"
# What befalls a vehicle.
# Who is there at accidents and in clinics too.
PRESENT = frozenset({"army", "border", "civilian", "civilians", "military", "police"})
VIOLENT = frozenset({"conflict", "fighting", "hostility", "riot", "unrest", "violence", "war"})
NAMING = frozenset({"NOUN", "PROPN", "VERB"})
WRECKED = frozenset({"capsize", "collide", "derail", "overturn", "sink"})
ROAD = frozenset({"road", "traffic", "motorway"})


def is_of_illness(line: Line, count: Count, link: Link, lexicon: Lexicon, ill: bool = False) -> bool:
    """Whether a number counts people who fell ill or died of it: "46 people have died from the virus".

    `ill` says that the whole report tells of an illness and of no use of force: there no sentence needs to name it.
    """
    if link.measure.id not in HARMED:
        return False
    if ill and not _is_forceful(line, lexicon):
        return True
    if not any(_is_illness(line, t) for t in line.tokens):
        return False
    verb = link.trigger.token
    if verb.lemma in DONE and verb.pos == "VERB":
        doers = [*children(verb, "nsubj"), *(p for a in children(verb, "agent") for p in a.children)]
        doers = [verb.head] if verb.dep == "relcl" and verb.head.pos == "NOUN" and doers else doers
        near = [t for d in doers for t in d.subtree()] if doers else list(verb.subtree())
        near += [verb.head] if verb.dep == "acl" else []
        return any(_is_illness(line, t) for t in near) and not _is_forceful(line, lexicon)
    return not _is_forceful(line, lexicon)


def is_of_accident(line: Line, count: Count, link: Link, lexicon: Lexicon) -> bool:
    """Whether a sentence without a word of force tells of a crash, a collapse or a flood."""
    if link.measure.id not in HARMED | {"missing"} or _is_forceful(line, lexicon):
        return False
    words = lexicon.events.words.accident
    told = any((t.lemma in words and t.pos in NAMING) or t.lemma in WRECKED for t in line.tokens)
    return told or ("toll" in {t.lemma for t in line.tokens} and bool({t.lower for t in line.tokens} & ROAD))


def _is_illness(line: Line, token: Token) -> bool:
    words = line.lexicon.words.illnesses
    return token.lemma in words or token.lower in words or STRAIN.search(token.lower) is not None


def _is_forceful(line: Line, lexicon: Lexicon) -> bool:
    """Whether any word of the sentence is of force: a weapon, an army, an attack."""
    context, nouns = lexicon.events.words.force_context - PRESENT, _force_nouns(lexicon.events)
    return any(
        t.lemma in context
        or t.lower in context
        or t.lemma in VIOLENT
        or (t.pos in ("NOUN", "PROPN") and t.lemma in nouns)
        for t in line.tokens
        if t.lower not in line.lexicon.words.outcomes
    )


@lru_cache(maxsize=4)
def _force_nouns(events: Events) -> frozenset[str]:
    """The nouns that name uses of force."""
    return frozenset(noun for noun, rows in events.by_noun.items() if any(r.kind.family == "force" for r in rows))


def tells_of_illness(text: str, lexicon: Lexicon, kinds: Iterable[str]) -> bool:
    """Whether a report names an illness and, by the kinds of its events, tells of no use of force."""
    by_id = lexicon.events.by_id
    if any(kind in by_id and by_id[kind].family == "force" for kind in kinds):
        return False
    return _illnesses(lexicon.figures).search(text) is not None


@lru_cache(maxsize=4)
def _illnesses(figures: Figures) -> re.Pattern[str]:
    return figures.phrase(tuple(sorted(figures.words.illnesses - {"outbreak", "plague", "fever"})))
