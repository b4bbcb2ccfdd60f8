"""Role nouns: words for people and bodies by what they do ("spokesman", "army", "state media"), with their sector."""

from __future__ import annotations

from functools import cached_property

import msgspec

from reportedly.errors import LexiconError

# Nouns of more words than this are in no entry.
LONGEST_NOUN = 5


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of roles.toml. `nouns` are lower-case words or phrases whose last word is the head.

    `things` are what it uses and code a phrase, but are nobody. A `generic` role takes the sector of what it leads or
    speaks for; `adjectives` give theirs before such a role.
    """

    id: str
    label: str = ""
    sector: str = ""
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    person: bool = False
    collective: bool = False
    outlet: bool = False
    generic: bool = False
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(name="not", default=())


class RoleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """roles.toml."""

    role: tuple[Role, ...] = ()


class Roles:
    """All roles, looked up by their nouns."""

    def __init__(self, entries: tuple[Role, ...]) -> None:
        self.entries = entries

    @cached_property
    def by_noun(self) -> dict[str, Role]:
        """Each noun or phrase and its plural with its role; the first entry wins, and what is written before a rule."""
        found: dict[str, Role] = {}
        for role in self.entries:
            for noun in role.nouns:
                found.setdefault(noun, role)
        for role in self.entries:
            for noun in role.nouns:
                found.setdefault(plural_of(noun), role)
        return found

    @cached_property
    def by_thing(self) -> dict[str, Role]:
        """Each thing that a role uses, and its plural, with the role."""
        return {form: role for role in self.entries for thing in role.things for form in (thing, plural_of(thing))}

    @cached_property
    def by_adjective(self) -> dict[str, Role]:
        """Each adjective with its role."""
        return {word: role for role in reversed(self.entries) for word in role.adjectives}

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for noun in self.by_noun for word in noun.split()) - {"of", "the", "in"}

    @cached_property
    def _last_words(self) -> frozenset[str]:
        return frozenset(noun.rpartition(" ")[2] for noun in self.by_noun)

    def ends_noun(self, word: str) -> bool:
        """Whether a lower-case word is the last of some role's noun; a phrase that ends otherwise has no role."""
        return word in self._last_words

    def is_word(self, word: str) -> bool:
        """Whether a lower-case word stands in the noun of a role: "prime", "minister"."""
        return word in self._words

    def of(self, words: list[str]) -> Role | None:
        """The role of a noun phrase by its longest known ending: "prime minister", then "minister"."""
        if not words or words[-1] not in self._last_words:
            return None
        for start in range(max(0, len(words) - LONGEST_NOUN), len(words)):
            role = self.by_noun.get(" ".join(words[start:]))
            if role is not None:
                return role
        return None


def plural_of(noun: str) -> str:
    """The regular plural of a noun or of the last word of a phrase."""
    if noun.endswith(("man", "woman")):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def load_roles(data: bytes) -> Roles:
    """Read roles.toml. Raises LexiconError."""
    try:
        return Roles(msgspec.toml.decode(data, type=RoleFile).role)
    except msgspec.MsgspecError as error:
        raise LexiconError(f"roles.toml: {error}") from error
