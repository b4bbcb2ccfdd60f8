"""Known names that may mean something else: what the words around them, and the rest of the text, tell.

Three rules (lexicon/shared/ambiguous.toml): a state's name inside a person's ("Chad Orvell"), a name that is also a
place elsewhere ("Georgia"), a short name that needs support in the text. A surface that two actors share is
narrowed to the one that the text names otherwise; where it names both or neither, both stay and nobody is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly.errors import LexiconError

if TYPE_CHECKING:
    from reportedly.lexicon.actors import Actor, KnownName

NEXT_WORD = re.compile(r"[ \u00a0]([^\W\d_][\w'’-]*)")
LAST_WORD = re.compile(r"([^\W\d_][\w'’-]*)[ \u00a0]$")
SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“”'‘(–—-]\s*)$")
BODIES = frozenset({"body", "court", "agency"})
BETWEEN = frozenset({" ", "'s ", "’s ", "' ", "’ "})
# Rebels that a state backs are not the state's; what it leads or runs is.
TIED = re.compile(
    r"[-\u2010\u2011](?:affiliated|aligned|allied|approved|armed|backed|based|born|bound|brokered|built|designated|engineered|"
    r"equipped|facing|friendly|funded|inspired|linked|made|mediated|occupied|sanctioned|sponsored|style|supplied|supported|trained)\b",
    re.IGNORECASE,
)
STANDS = ("pro-", "anti-", "non-", "ex-", "post-", "pro\u2010", "anti\u2010")
# How far back the word before a name is looked for; longer words are no names.
BACK = 40


class Surface(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Surfaces with one rule. `for_` are pieces of text that speak for the actor, `against` for something else."""

    id: str
    rule: Literal["person", "elsewhere", "support"]
    words: tuple[str, ...]
    for_: tuple[str, ...] = msgspec.field(name="for", default=())
    against: tuple[str, ...] = ()
    examples: tuple[str, ...]
    not_: tuple[str, ...] = msgspec.field(name="not")


class Ambiguous(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """ambiguous.toml, checked."""

    other: tuple[str, ...] = ()
    neighbours: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    surface: tuple[Surface, ...] = ()

    @cached_property
    def rules(self) -> dict[str, tuple[Surface, ...]]:
        """The rules of each surface."""
        found: dict[str, tuple[Surface, ...]] = {}
        for entry in self.surface:
            for word in entry.words:
                found[word] = (*found.get(word, ()), entry)
        return found


def load_ambiguous(data: bytes) -> Ambiguous:
    """Read ambiguous.toml. Raises LexiconError."""
    try:
        return msgspec.toml.decode(data, type=Ambiguous)
    except msgspec.MsgspecError as error:
        raise LexiconError(f"ambiguous.toml: {error}") from error


def settle(
    text: str,
    found: Sequence[KnownName],
    words: Ambiguous,
    actors: Mapping[str, Actor],
    is_plain: Callable[[str], bool],
) -> list[KnownName]:
    """The known names that really are, each narrowed to whom it can mean here.

    `is_plain` tells of a capitalised lower-cased word that it is a role, a title or a word of bodies, no name.
    """
    support: dict[str, bool] = {}
    kept, borne = [], set()
    for known in found:
        rules = words.rules.get(known.surface, ())
        if known.actors and all(_holds(text, known, rule, support, words, is_plain) for rule in rules):
            kept.append(known)
        elif any(rule.rule == "person" for rule in rules):
            borne.add(known.surface)
    kept = _without_bearers(kept, borne)
    return narrow(_without_namesakes(text, kept, actors), actors)


def _without_bearers(found: list[KnownName], borne: set[str]) -> list[KnownName]:
    """Without bare names that a person of the text bears, where nothing else names the state.

    "Chad" after "Chad Orvell".
    """
    if not borne:
        return found
    named = {a for k in found if k.surface not in borne for a in k.actors}
    return [k for k in found if k.surface not in borne or set(k.actors) & named]


def _without_namesakes(text: str, found: list[KnownName], actors: Mapping[str, Actor]) -> list[KnownName]:
    """Without bodies of one state right after the name of another: the "Lokan Defense Department" is not the US one."""
    kept = []
    for at, known in enumerate(found):
        before = found[at - 1] if at else None
        bodies = all(actors[a].kind in BODIES and actors[a].country for a in known.actors)
        if before is not None and bodies and text[before.end : known.start] in BETWEEN:
            states = {actors[a].country for a in before.actors if actors[a].kind in ("state", "territory")}
            if states and not states & {actors[a].country for a in known.actors}:
                continue
        kept.append(known)
    return kept


def is_tied(text: str, start: int, end: int) -> bool:
    """Whether a name only tells whom somebody leans on or opposes: "*Lokan*-backed rebels", "pro-*Lokan* fighters"."""
    if TIED.match(text, end):
        return True
    before = text[max(0, start - 6) : start].lower()
    return before.endswith(STANDS)


def _holds(
    text: str, known: KnownName, rule: Surface, support: dict[str, bool], words: Ambiguous, plain: Callable[[str], bool]
) -> bool:
    if rule.rule == "person":
        return not is_in_person(text, known, lambda w: w in words.neighbours or plain(w))
    key = f"{rule.id} {known.surface}"
    if key not in support:
        speaks_for = any(word in text for word in rule.for_)
        speaks_against = any(word in text for word in rule.against)
        support[key] = speaks_for or (rule.rule == "elsewhere" and not speaks_against)
    return support[key]


def is_in_person(text: str, known: KnownName, is_plain: Callable[[str], bool]) -> bool:
    """Whether a capitalised word that nobody knows stands right after or right before: "Chad Orvell", "Tam Jordan"."""
    if known.form not in ("name", "capital", "adjective"):
        return False
    after = NEXT_WORD.match(text, known.end)
    if after is not None and _is_name(after[1], is_plain) and known.form != "adjective":
        return True
    start = max(0, known.start - BACK)
    before = LAST_WORD.search(text[start : known.start])
    if before is None or not _is_name(before[1], is_plain) or "'" in before[1] or "’" in before[1]:
        return False
    # A capital at the start of a sentence says nothing: "Neighbouring Jordan" and "Tam Jordan" look alike.
    return known.form != "adjective" and not SENTENCE_START.search(text[max(0, start - 3) : start + before.start(1)])


def _is_name(word: str, is_plain: Callable[[str], bool]) -> bool:
    return word[0].isupper() and word[1:2].islower() and not is_plain(word.lower())


def narrow(found: Iterable[KnownName], actors: Mapping[str, Actor]) -> list[KnownName]:
    """Where a surface may be several actors, keep those that the same text names without doubt, if that leaves one."""
    known = list(found)
    if all(len(k.actors) == 1 for k in known):
        return known
    sure = {k.actors[0] for k in known if len(k.actors) == 1}
    states = {actors[a].country or a for a in sure}
    return [k if len(k.actors) == 1 else k._replace(actors=_chosen(k.actors, sure, states, actors)) for k in known]


def _chosen(
    candidates: tuple[str, ...], sure: set[str], states: set[str], actors: Mapping[str, Actor]
) -> tuple[str, ...]:
    named = tuple(a for a in candidates if a in sure)
    near = tuple(a for a in candidates if (actors[a].country or a) in states)
    return next((left for left in (named, near) if len(left) == 1), candidates)
