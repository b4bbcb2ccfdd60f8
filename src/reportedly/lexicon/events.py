"""Event kinds: what can be said to have happened, as data (lexicon/en/events.toml), and the patterns that find it.

A pattern is one line: a verb or noun, the particle it needs, and what must stand in its slots.

    "blow up"                          the verb with its particle
    "strike subject:$aircraft"         some filler of the slot is one of the words of the list `aircraft`
    "attack object:@target"            some filler of the slot belongs to one of the classes of the group `target`
    "strike mod!hunger|general"        no filler of the slot is one of these words
    "kill subject:roadside_bomb"       a word with the word before it, "_" for the blank
    "refuse complement:*"              the slot is filled, whatever by
    "hit subject?@agent object:@target"  the slot is empty, or some filler belongs to the class

Slots are subject, object, mod (a name or armed body before a noun), compound (another noun before it), pre (any word
before it), poss (possessor), and prepositions by their word. Subject and object mean who does it and to whom: the
passive is turned round before any pattern is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

from reportedly.errors import LexiconError

FILE = "events.toml"
Family = Literal["force", "coercion", "diplomacy", "ceasefire", "exchange", "law"]
# "ends" is no status: what is ended was there, so a definite noun under it is asserted and a bare one is left alone.
# "free" is for verbs that pass on the status they have themselves: "managed to seize".
Effect = Literal[
    "asserted",
    "negated",
    "denied",
    "planned",
    "possible",
    "conditional",
    "demanded",
    "threatened",
    "offered",
    "ends",
    "free",
]


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of event: its words, its mapping to the field's vocabularies, sentences that are one and that are none.

    `frame` names the roles that its slots fill; `needs` the roles of which at least one must be filled ("a|b");
    `on_condition` is the kind that it is when it is tied to a condition ("would accept if"), `asked_for` the kind that
    asking for it is; `covers` the narrower kinds that its noun can point back to ("the attack": an air strike).
    """

    id: str
    label: str
    definition: str
    family: Family
    frame: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    needs: str = ""
    covers: tuple[str, ...] = ()
    on_condition: str = ""
    asked_for: str = ""
    plover: dict[str, str] = {}
    cameo: str = ""
    acled: dict[str, str] = {}
    ucdp: str = ""
    examples: tuple[str, ...]
    not_: tuple[str, ...] = msgspec.field(name="not", default=())


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The role that each slot fills, for a verb and for a noun; "for@crime" is a slot with a class.

    `light` is what a light verb's subject is of the noun ("launched an attack"); `actor` and `recipient` say which
    roles act and which are acted on, for vocabularies that know only two sides; `teller` is the role of who says it
    of somebody else: of a broken truce, the accuser.
    """

    verb: dict[str, str] = {}
    noun: dict[str, str] = {}
    light: str = ""
    undergoer: str = ""
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    teller: str = ""


class Light(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verbs that carry an event noun. `gives`: what their subject is of it, doer, undergoer or a role; or nothing.

    Where the noun itself is the subject, `gives` is of their object: "the strike hit a depot".
    """

    id: str
    verbs: tuple[str, ...]
    gives: str = ""
    place: Literal["object", "subject"] = "object"


class StatusWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that give what depends on them a status."""

    id: str
    effect: Effect
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Word lists that belong to no single kind."""

    transparent: frozenset[str] = frozenset()
    casualty: frozenset[str] = frozenset()
    accident: frozenset[str] = frozenset()
    habitual: frozenset[str] = frozenset()
    starting: frozenset[str] = frozenset()
    acting: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    repeating: frozenset[str] = frozenset()
    condition: frozenset[str] = frozenset()
    subject_control: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    place_prepositions: frozenset[str] = frozenset()
    mediation: frozenset[str] = frozenset()
    told_nouns: frozenset[str] = frozenset()
    utterances: frozenset[str] = frozenset()
    settled_at_law: frozenset[str] = frozenset()
    denying: frozenset[str] = frozenset()
    false_words: frozenset[str] = frozenset()
    vowing: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    confirming: frozenset[str] = frozenset()
    continuing: frozenset[str] = frozenset()
    set_phrases: frozenset[str] = frozenset()
    helpers: dict[str, str] = {}
    awaiting: frozenset[str] = frozenset()
    wanting: frozenset[str] = frozenset()
    never_joined: frozenset[str] = frozenset()
    plural_only: frozenset[str] = frozenset()
    telling_apart: frozenset[str] = frozenset()
    other_domains: frozenset[str] = frozenset()
    force_context: frozenset[str] = frozenset()
    political_context: frozenset[str] = frozenset()


class EventFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """events.toml as a whole."""

    words: Words = Words()
    classes: dict[str, tuple[str, ...]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    role_classes: dict[str, str] = {}
    frame: dict[str, Frame] = {}
    light: tuple[Light, ...] = ()
    status: tuple[StatusWords, ...] = ()
    event: tuple[Kind, ...] = ()


class Want(NamedTuple):
    """One condition of a pattern: `mode` is ":" some, "?" none or some, "!" none."""

    slot: str
    mode: str
    words: frozenset[str]
    classes: frozenset[str]

    @property
    def weight(self) -> int:
        """How narrow it is: words 3, a class 2, anything or what may be empty 1, what must not be there 0."""
        if self.mode != ":":
            return int(self.mode == "?")
        return 1 if "*" in self.words else (3 if self.words else 2)


class Pattern(NamedTuple):
    """One line of `verbs` or `nouns`, ready to match. `order` is its kind's place in the file."""

    kind: Kind
    lemma: str
    particle: str
    wants: tuple[Want, ...]
    order: int

    @property
    def rank(self) -> tuple[int, int]:
        """More and narrower conditions win (words before classes before anything); among equals the earlier entry."""
        return (sum(w.weight for w in self.wants) + 2 * bool(self.particle), -self.order)

    @property
    def is_compound(self) -> bool:
        """Whether it is a noun with the word before it: "ceasefire proposal" is narrower than "present a proposal"."""
        return any(w.slot == "pre" and w.mode == ":" for w in self.wants)


class Events:
    """All kinds and their helpers, looked up by their words."""

    def __init__(self, file: EventFile) -> None:
        self.file, self.words = file, file.words
        self.by_id = {kind.id: kind for kind in file.event}
        self.frames = file.frame
        self.groups = {name: frozenset(classes) for name, classes in file.groups.items()}
        self.by_verb = self._patterns("verbs")
        self.by_noun = self._patterns("nouns")

    def _patterns(self, field: str) -> dict[str, list[Pattern]]:
        found: dict[str, list[Pattern]] = {}
        for order, kind in enumerate(self.file.event):
            for line in getattr(kind, field):
                pattern = read_pattern(kind, line, order, self, field)
                found.setdefault(pattern.lemma, []).append(pattern)
        return {lemma: sorted(rows, key=lambda p: p.rank, reverse=True) for lemma, rows in found.items()}

    @cached_property
    def class_of(self) -> dict[str, frozenset[str]]:
        """Lemma to the classes it belongs to."""
        found: dict[str, set[str]] = {}
        for name, words in self.file.classes.items():
            for word in words:
                found.setdefault(word, set()).add(name)
        return {word: frozenset(names) for word, names in found.items()}

    @cached_property
    def lights(self) -> dict[str, dict[str, Light]]:
        """Light verbs with their path ("take part in"), for the noun as object and as subject."""
        found: dict[str, dict[str, Light]] = {"object": {}, "subject": {}}
        for light in self.file.light:
            for verb in light.verbs:
                found[light.place].setdefault(verb, light)
        return found

    def status_table(self, field: str) -> dict[str, StatusWords]:
        """Words of one sort (verbs, nouns, adjectives ...) to their entry; the first entry wins."""
        return self._status_tables[field]

    @cached_property
    def _status_tables(self) -> dict[str, dict[str, StatusWords]]:
        fields = ("verbs", "nouns", "adjectives", "adverbs", "modals", "marks", "prepositions")
        tables: dict[str, dict[str, StatusWords]] = {field: {} for field in fields}
        for entry in self.file.status:
            for field in fields:
                for word in getattr(entry, field):
                    tables[field].setdefault(word, entry)
        return tables

    def role_group(self, role: str) -> frozenset[str]:
        """The classes that a role's filler may have; empty when it may be anything."""
        return self.groups.get(self.file.role_classes.get(role, ""), frozenset())

    def describe(self, rule: str) -> str:
        """The definition of the kind that a rule id ("event.verb/airstrike") names."""
        kind = self.by_id.get(rule.partition("/")[2])
        return kind.definition if kind is not None else ""


def read_pattern(kind: Kind, line: str, order: int, events: Events, field: str) -> Pattern:
    """Read one pattern line. Raises LexiconError with entry and field."""
    head, *rest = line.split()
    particles = [word for word in rest if not any(mark in word for mark in ":?!")]
    wants = tuple(
        read_want(word, f"{FILE}, event {kind.id!r}, {field} {line!r}", events)
        for word in rest
        if word not in particles
    )
    return Pattern(kind, head, " ".join(particles), wants, order)


def read_want(word: str, where: str, events: Events) -> Want:
    """Read one condition, "subject:$aircraft|drone". Raises LexiconError."""
    at = next(i for i, letter in enumerate(word) if letter in ":?!")
    slot, mode, choices = word[:at], word[at], word[at + 1 :].replace("_", " ").split("|")
    words: set[str] = set()
    classes: set[str] = set()
    for choice in choices:
        if choice.startswith("$"):
            if choice[1:] not in events.file.classes:
                raise LexiconError(f"{where}: no list {choice[1:]!r} under [classes].")
            words.update(events.file.classes[choice[1:]])
        elif choice.startswith("@"):
            classes |= events.groups.get(choice[1:], {choice[1:]})
        else:
            words.add(choice)  # "*" is any filler
    if not slot or not any(choices):
        raise LexiconError(f"{where}: {word!r} needs a slot and at least one word.")
    return Want(slot, mode, frozenset(words), frozenset(classes))


def load_events(data: bytes) -> Events:
    """Read events.toml. Raises LexiconError, which names the entry and the field."""
    try:
        file = msgspec.toml.decode(data, type=EventFile) if data else EventFile()
    except msgspec.MsgspecError as error:
        raise LexiconError(f"{FILE}: {error}") from error
    _check(file)
    return Events(file)


def _check(file: EventFile) -> None:
    seen: set[str] = set()
    for kind in file.event:
        where = f"{FILE}, event {kind.id!r}"
        if kind.id in seen:
            raise LexiconError(f"{where}, id: is there twice.")
        seen.add(kind.id)
        if kind.frame not in file.frame:
            raise LexiconError(f"{where}, frame: no [frame.{kind.frame}].")
        if not kind.verbs and not kind.nouns:
            raise LexiconError(f"{where}, verbs: needs verbs or nouns.")
        if len(kind.examples) < 1:
            raise LexiconError(f"{where}, examples: needs at least one sentence.")
        strange = {k for k in (*kind.covers, kind.on_condition, kind.asked_for) if k} - {
            other.id for other in file.event
        }
        if strange:
            raise LexiconError(f"{where}, covers, on_condition, asked_for: no event {min(strange)!r}.")
        unknown = set(filter(None, kind.needs.split("|"))) - _roles_of(file.frame[kind.frame])
        if unknown:
            raise LexiconError(f"{where}, needs: frame {kind.frame!r} has no role {min(unknown)!r}.")
    for role, group in file.role_classes.items():
        if group not in file.groups:
            raise LexiconError(f"{FILE}, role_classes, {role}: no group {group!r} under [groups].")


def _roles_of(frame: Frame) -> set[str]:
    named: Iterable[str] = (
        *frame.verb.values(),
        *frame.noun.values(),
        *frame.extra,
        frame.light,
        frame.undergoer,
        frame.teller,
    )
    return {role for role in named if role}
