"""A trigger with the pattern that fits it, before its roles are filled."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.lexicon.events import Kind, Light, Pattern
from reportedly.parse import Token
from reportedly.stages.event_slots import Slots

Roles = dict[str, list[Token]]


class Match(NamedTuple):
    """A trigger with the pattern that fits, the slots read there, and the nouns that the pattern has used up."""

    pattern: Pattern
    token: Token
    slots: Slots
    used: tuple[Token, ...] = ()
    carrier: Token | None = None
    light: Light | None = None
    noun: bool = False

    @property
    def verbal(self) -> bool:
        """Whether the trigger does a verb's work; the gerund of "*shelling* killed two men" does a noun's."""
        return self.token.pos in ("VERB", "AUX") and not self.noun

    @property
    def kind(self) -> Kind:
        """The kind whose pattern fits."""
        return self.pattern.kind
