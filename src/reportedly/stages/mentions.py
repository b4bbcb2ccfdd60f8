"""What the reading of names remembers of a report: its mentions, its persons by last name, its roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from reportedly.grammar import noun_phrase
from reportedly.lexicon import Lexicon
from reportedly.lexicon.roles import Role
from reportedly.model import Ref, RefHow, Span
from reportedly.parse import Parsed, Sentence, Token

# "in El Fasher" tells a place; "confidence in Oran Vell" does not.
INSIDE = frozenset({"in", "near", "outside", "inside", "around", "into", "across", "throughout", "toward", "towards"})
TRUST = frozenset({"believe", "belief", "confidence", "faith", "interest", "trust", "disappoint", "disappointed"})
FORMS: dict[str, RefHow] = {"adjective": "descriptor", "plural": "descriptor", "capital": "metonym"}
PLURAL = frozenset({"NNS", "NNPS"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})


class Mention(NamedTuple):
    """A noun phrase with what it was read as. `person` can be he or she, `body` can be it; `female` None is unknown."""

    token: Token
    ref: Ref
    person: bool
    body: bool
    plural: bool
    female: bool | None
    quoted: bool
    subject: bool


class Names:
    """The mentions of a report, by the head word of their noun phrase. `day` is the report's own, None when unknown."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, day: dt.date | None = None) -> None:
        self.parsed, self.lexicon, self.day = parsed, lexicon, day
        self.mentions: dict[int, Mention] = {}
        self.heads: dict[int, list[int]] = {}  # by the number of a sentence, its mentions read so far
        self.persons: dict[str, list[Mention]] = {}  # by last name, each full name once
        self.given: dict[str, list[Mention]] = {}  # by first name
        self.roles: dict[str, list[Mention]] = {}  # by role, "minister" and "foreign minister"
        self.places = _place_words(parsed)
        self._quoted = _quoted_indexes(parsed)

    def ref(self, token: Token) -> Ref | None:
        """The Ref of the noun phrase whose head is `token`; of the known name when it was not met as a phrase."""
        mention = self.mentions.get(token.i)
        if mention is not None:
            return mention.ref
        if token.known is not None:
            return self.known_ref(token)
        return None

    def is_person(self, token: Token) -> bool:
        """Whether the noun phrase names a person, or a role that one person holds."""
        mention = self.mentions.get(token.i)
        return mention is not None and mention.person

    def known_ref(self, token: Token) -> Ref | None:
        """The known actor that one word stands for: "Lokan" in "Lokan mediation". None when it is no known name."""
        known = token.known
        if known is None:
            return None
        span = Span(token.start, token.end, token.text)
        if len(known.actors) != 1:
            return Ref(span=span, name=known.surface, actor=None, how="name")
        actor = self.lexicon.actors[known.actors[0]]
        how: RefHow = FORMS.get(known.form, "name" if known.surface == actor.name else "alias")
        return Ref(span=span, name=actor.name, actor=actor.id, how=how)

    def is_quoted(self, token: Token) -> bool:
        """Whether the word stands inside quotation marks."""
        return token.i in self._quoted

    def refs(self) -> tuple[Ref, ...]:
        """The mentions of somebody: names, roles, whoever is known, and pronouns that were found an owner."""
        return tuple(m.ref for m in self.mentions.values() if is_somebody(m))

    def make(self, token: Token, ref: Ref, *, person: bool, body: bool, female: bool | None = None) -> Mention:
        """A Mention of the phrase whose head is `token`."""
        plural = token.tag in PLURAL or (bool(token.children) and _is_counted(token))
        return Mention(token, ref, person, body, plural, female, token.i in self._quoted, token.dep in SUBJECTS)

    def add(self, mention: Mention) -> None:
        """Keep a mention under the head word of its phrase; they come in the order of the text."""
        token = mention.token
        self.mentions[token.i] = mention
        self.heads.setdefault(token.sent.index, []).append(token.i)

    def is_voice(self, sentence: Sentence) -> bool:
        """Whether all of a sentence stands inside quotation marks."""
        quoted = self._quoted
        return bool(quoted) and all(t.i in quoted or t.pos == "PUNCT" for t in sentence.tokens)

    def remember(self, mention: Mention, words: list[str]) -> None:
        """Keep a person by last and by first name; `words` are the lower-case words of the full name."""
        for table, word in ((self.persons, words[-1]), (self.given, words[0])):
            met = table.setdefault(word, [])
            if all(m.ref.name != mention.ref.name for m in met):
                met.append(mention)

    def register(self, role: str, mention: Mention) -> None:
        """Keep under which role somebody was met, so that "the minister" finds the one minister named before."""
        met = self.roles.setdefault(role, [])
        if all(m.ref.name != mention.ref.name for m in met):
            met.append(mention)


def role_of(names: Names, phrase: Sequence[Token]) -> Role | None:
    """The role of a noun phrase by the words it ends in: "Lokan defence minister"."""
    roles = names.lexicon.roles
    return roles.of([t.lower for t in phrase]) if phrase and roles.ends_noun(phrase[-1].lower) else None


def is_open(mention: Mention) -> bool:
    """Whether it is a pronoun that nobody was found for."""
    return mention.ref.how == "pronoun" and mention.ref.name == mention.token.lower


def is_somebody(mention: Mention) -> bool:
    """Whether a mention is of an actor, known or not: "airstrike" and "Lokan actions" are of none, "Lokans" is."""
    if mention.ref.how == "descriptor":
        return mention.token.known is not None
    return (mention.person or mention.body) and not is_open(mention)


def _is_counted(token: Token) -> bool:
    """Whether a number stands before a noun; behind a name it is an age: "Vell 24 said"."""
    return any(c.dep == "nummod" and ":" not in c.text and c.i < token.i for c in token.children)


def _quoted_indexes(parsed: Parsed) -> frozenset[int]:
    found, at = set(), 0
    for quote in parsed.quotes:
        while at < len(parsed.tokens) and parsed.tokens[at].start < quote.inner_start:
            at += 1
        while at < len(parsed.tokens) and parsed.tokens[at].end <= quote.inner_end:
            found.add(parsed.tokens[at].i)
            at += 1
    return frozenset(found)


def _place_words(parsed: Parsed) -> frozenset[str]:
    """The last words of names that the report puts something into or near to: they are places, not persons."""
    found = set()
    for token in parsed.tokens:
        if token.pos == "PROPN" and token.dep == "pobj" and token.head.lower in INSIDE and token.known is None:
            titled = any(t.lower in ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.") for t in noun_phrase(token))
            if token.head.head.lemma not in TRUST and not titled:
                found.add(token.lower)
    return frozenset(found)
