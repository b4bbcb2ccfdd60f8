"""Names, roles and pronouns: who is meant by a noun phrase, as far as the report itself says.

`find_names` walks the report once from start to end, as a reader does, and remembers whom it has met. What it cannot
tell stays open: a pronoun with two possible owners has none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reportedly.grammar import children, noun_phrase
from reportedly.lexicon import Lexicon
from reportedly.model import Ref, RefHow, Span
from reportedly.parse import Parsed, Token

HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NOT_HEADS = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "det", "npadvmod", "expl"})
SINGULAR_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
THING_PRONOUNS = frozenset({"it", "its", "itself"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "themselves"})
FEMALE, MALE = frozenset({"she", "her", "herself"}), frozenset({"he", "him", "his", "himself"})
SPEAKER_PRONOUNS = frozenset({"i", "me", "my", "we", "us", "our"})
# How many sentences back a pronoun's owner may stand; further away readers no longer look, and errors double.
REACH = 3
# Words of "the spokesman for the ministry of health" that may follow the head and still be its name.
LONGEST_TAIL = 7


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
    """The mentions of a report, by the head word of their noun phrase."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed, self.lexicon = parsed, lexicon
        self.mentions: dict[int, Mention] = {}
        self.persons: dict[str, Mention] = {}  # by last name
        self.roles: dict[str, list[Mention]] = {}  # by role noun
        self._quoted = _quoted_indexes(parsed)

    def ref(self, token: Token) -> Ref | None:
        """The Ref of the noun phrase whose head is `token`; a bare one made of its words when it was not met as one."""
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
        hows: dict[str, RefHow] = {"adjective": "descriptor", "plural": "descriptor", "capital": "metonym"}
        how: RefHow = hows.get(known.form, "name" if known.surface == actor.name else "alias")
        return Ref(span=span, name=actor.name, actor=actor.id, how=how)

    def is_quoted(self, token: Token) -> bool:
        """Whether the word stands inside quotation marks."""
        return token.i in self._quoted


def find_names(parsed: Parsed, lexicon: Lexicon) -> Names:
    """Read every noun phrase of a report, in order."""
    names = Names(parsed, lexicon)
    for token in parsed.tokens:
        if token.pos in HEADS and token.dep not in NOT_HEADS:
            mention = _read(names, token)
            if mention is not None:
                names.mentions[token.i] = mention
    return names


def _quoted_indexes(parsed: Parsed) -> frozenset[int]:
    found, at = set(), 0
    for quote in parsed.quotes:
        while at < len(parsed.tokens) and parsed.tokens[at].start < quote.inner_start:
            at += 1
        while at < len(parsed.tokens) and parsed.tokens[at].end <= quote.inner_end:
            found.add(parsed.tokens[at].i)
            at += 1
    return frozenset(found)


def _read(names: Names, token: Token) -> Mention | None:
    if not token.text[:1].isalnum() or token.lower in names.lexicon.names.calendar:
        return None
    if token.pos == "PRON":
        return _pronoun(names, token)
    if token.known is not None:
        return _known(names, token)
    if token.pos == "PROPN":
        return _proper(names, token)
    return _common(names, token)


def _mention(names: Names, token: Token, ref: Ref, *, person: bool, body: bool, female: bool | None = None) -> Mention:
    plural = token.tag in ("NNS", "NNPS") or any(c.dep == "nummod" for c in token.children)
    return Mention(
        token, ref, person, body, plural, female, names.is_quoted(token), token.dep in ("nsubj", "nsubjpass", "agent")
    )


def _known(names: Names, token: Token) -> Mention | None:
    ref = names.known_ref(token)
    if ref is None:
        return None
    before = [t for t in noun_phrase(token) if t is not token and t.pos == "PROPN" and t.known is None]
    if before and token.known is not None and token.known.form == "name" and not _role_words(names, before):
        # "Michael Jordan": a name that goes on to the left of a known one belongs to a person nobody listed.
        return _proper(names, token)
    return _mention(names, token, ref, person=False, body=True)


def _role_words(names: Names, tokens: list[Token]) -> bool:
    words = [t.lower for t in tokens]
    return names.lexicon.roles.of(words) is not None or words[-1] in names.lexicon.names.titles


def _name_tokens(names: Names, phrase: list[Token]) -> list[Token]:
    """The words of the name itself at the end of a phrase: titles, roles and known names before it are left out."""
    lexicon = names.lexicon
    start = len(phrase) - 1
    while start > 0:
        token = phrase[start - 1]
        is_name = token.pos == "PROPN" or token.lower in lexicon.names.particles or token.text[:1].isupper()
        is_name = is_name and (token.text[:1].isalnum() or token.lower in lexicon.names.particles)  # no "." of "Col."
        if not is_name or token.known is not None or token.dep in ("det", "poss", "case"):
            break
        if token.lower in lexicon.names.titles or lexicon.roles.of([t.lower for t in phrase[:start]]) is not None:
            break
        start -= 1
    while start < len(phrase) - 1 and phrase[start].lower in ("-", "'", '"', "("):
        start += 1
    return phrase[start:]


def _proper(names: Names, token: Token) -> Mention:
    phrase = noun_phrase(token)
    words = names.lexicon.names
    named = _name_tokens(names, phrase)
    name_words = {t.lower for t in named}
    if name_words & words.body_words or names.lexicon.roles.of([t.lower for t in phrase]) is not None:
        return _body(names, token, phrase)
    span = names.parsed.cover(named)
    name = span.text
    earlier = names.persons.get(token.lower)
    if earlier is not None and (len(named) == 1 or earlier.ref.name.endswith(name)):
        ref = Ref(
            span=span, name=earlier.ref.name, actor=earlier.ref.actor or _affiliation(names, token, phrase), how="alias"
        )
        female = earlier.female
    else:
        ref = Ref(span=span, name=name, actor=_affiliation(names, token, phrase), how="name")
        female = _gender(words, phrase)
    mention = _mention(names, token, ref, person=True, body=False, female=female)
    if earlier is None or len(named) > 1:
        names.persons[token.lower] = mention
    return _remember_role(names, mention, phrase)


def _gender(words: object, phrase: list[Token]) -> bool | None:
    lowers = {t.lower for t in phrase}
    if lowers & getattr(words, "female_titles", frozenset()):
        return True
    return False if lowers & getattr(words, "male_titles", frozenset()) else None


def _remember_role(names: Names, mention: Mention, phrase: list[Token]) -> Mention:
    """Keep under which role somebody was introduced, so that "the minister" finds the one minister named before."""
    nouns = [t for t in phrase if names.lexicon.roles.of([t.lower]) is not None]
    nouns += [a for a in children(mention.token, "appos") if a.pos == "NOUN"]
    if mention.token.dep == "appos" and mention.token.head.pos == "NOUN":
        nouns.append(mention.token.head)
    for noun in nouns:
        _register(names, noun.lower, mention)
    return mention


def _register(names: Names, noun: str, mention: Mention) -> None:
    known = names.roles.setdefault(noun, [])
    if all(m.ref.name != mention.ref.name for m in known):
        known.append(mention)


def _body(names: Names, token: Token, phrase: list[Token]) -> Mention:
    """A body by its own name or by its role: "Lokan Health Ministry", "the UN refugee agency", "state media"."""
    span = _named_span(names, token, phrase)
    role = names.lexicon.roles.of([t.lower for t in phrase])
    person = role is not None and role.person and token.lower not in names.lexicon.names.body_words
    ref = Ref(span=span, name=span.text, actor=_affiliation(names, token, phrase), how="role")
    mention = _mention(names, token, ref, person=person, body=not person)
    _register(names, token.lower, mention)
    return mention


def _named_span(names: Names, token: Token, phrase: list[Token]) -> Span:
    """The phrase without its article, with a short "of ..." or "for ..." behind it."""
    words = [t for t in phrase if not (t.i < token.i and t.dep in ("det", "predet") and t is phrase[0])] or [token]
    end = token
    for prep in children(token, "prep"):
        if prep.lower in ("of", "for") and prep.i <= end.i + 2:
            tail = [t for t in prep.subtree() if t.i > token.i]
            if 0 < len(tail) <= LONGEST_TAIL and all(t.pos not in ("VERB", "PUNCT") for t in tail):
                end = tail[-1]
    return names.parsed.span(words[0].start, end.end)


def _affiliation(names: Names, token: Token, phrase: list[Token]) -> str | None:
    """The one known actor that somebody is of: a modifier, a possessor, "of" or "for", an apposition."""
    heads = [token, *children(token, "appos")]
    if token.dep == "appos":
        heads.append(token.head)
    for head in heads:
        words = phrase if head is token else noun_phrase(head)
        found = {a for t in words if t is not token and t.known is not None for a in _sole(t)}
        found = found or {a for t in _tail_nouns(head) for a in _actor_of(names, t)}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def _tail_nouns(head: Token) -> list[Token]:
    nouns = [
        o for prep in children(head, "prep") if prep.lower in ("of", "for", "from") for o in children(prep, "pobj")
    ]
    return nouns + [p for p in children(head, "poss") if p.known is None]


def _actor_of(names: Names, token: Token) -> list[str]:
    if token.known is not None:
        return list(_sole(token))
    mention = names.mentions.get(token.i)
    if mention is not None and mention.ref.actor:
        return [mention.ref.actor]
    return [a for t in noun_phrase(token) if t.known is not None for a in _sole(t)]


def _sole(token: Token) -> tuple[str, ...]:
    return token.known.actors if token.known is not None and len(token.known.actors) == 1 else ()


def _common(names: Names, token: Token) -> Mention | None:
    phrase = noun_phrase(token)
    named = next((a for a in children(token, "appos") if a.pos == "PROPN" and a.known is None), None)
    role = names.lexicon.roles.of([t.lower for t in phrase]) or names.lexicon.roles.of([t.lemma for t in phrase])
    if named is not None and role is not None and role.person:
        return _mention(names, token, _proper(names, named).ref, person=True, body=False)
    bare = all(t.dep in ("det", "predet") for t in phrase if t is not token)
    definite = any(t.lower in ("the", "this", "that") for t in phrase)
    if bare and definite:
        earlier = _earlier(names, token)
        if earlier is not None:
            span = names.parsed.cover(phrase)
            ref = Ref(span=span, name=earlier.name, actor=earlier.actor, how="role")
            return _mention(
                names, token, ref, person=role is not None and role.person, body=role is None or not role.person
            )
    span = _named_span(names, token, phrase)
    ref = Ref(span=span, name=span.text, actor=_affiliation(names, token, phrase), how="role" if role else "descriptor")
    person = role is not None and role.person
    body = role is not None and not role.person
    mention = _mention(names, token, ref, person=person, body=body)
    if role is not None and ref.actor is not None:
        _register(names, token.lower, mention)
    return mention


def _earlier(names: Names, token: Token) -> Ref | None:
    """The one referent met before that a bare definite noun can mean: "the minister", "the group"."""
    known = names.roles.get(token.lower, [])
    if len(known) == 1:
        return known[0].ref
    if known:
        return None
    kinds = names.lexicon.names.anaphors.get(token.lower, ())
    actors: dict[str, Ref] = {}
    for mention in names.mentions.values():
        actor = names.lexicon.actors.get(mention.ref.actor or "")
        if actor is not None and actor.kind in kinds and mention.token.known is not None:
            actors[actor.id] = mention.ref
    return next(iter(actors.values())) if len(actors) == 1 else None


def _pronoun(names: Names, token: Token) -> Mention | None:
    lower = token.lower
    if lower in SINGULAR_PRONOUNS:
        owner = _owner(names, token, lambda m: m.person and not m.plural and _fits(m, lower))
    elif lower in THING_PRONOUNS:
        owner = _owner(names, token, lambda m: m.body and not m.plural)
    elif lower in PLURAL_PRONOUNS:
        owner = _owner(names, token, lambda m: m.plural or m.body)
    elif lower in SPEAKER_PRONOUNS or token.tag == "WP":
        owner = None
    else:
        return None
    if owner is None:
        # Whose it is stays open; the word itself is kept, so that a record shows that somebody is meant.
        open_ref = Ref(span=Span(token.start, token.end, token.text), name=lower, actor=None, how="pronoun")
        return _mention(names, token, open_ref, person=lower in SINGULAR_PRONOUNS, body=False)
    ref = Ref(span=Span(token.start, token.end, token.text), name=owner.ref.name, actor=owner.ref.actor, how="pronoun")
    if owner.female is None and lower in FEMALE | MALE:
        owner = owner._replace(female=lower in FEMALE)
        for last, person in names.persons.items():
            if person.ref.name == owner.ref.name:
                names.persons[last] = person._replace(female=owner.female)
    mention = _mention(names, token, ref, person=owner.person, body=owner.body, female=owner.female)
    return mention._replace(plural=owner.plural)


def is_open(mention: Mention) -> bool:
    """Whether it is a pronoun that nobody was found for."""
    return mention.ref.how == "pronoun" and mention.ref.name == mention.token.lower


def _fits(mention: Mention, pronoun: str) -> bool:
    return mention.female is None or mention.female == (pronoun in FEMALE)


def _owner(names: Names, token: Token, may: Callable[[Mention], bool]) -> Mention | None:
    """The mention a pronoun stands for: the subject of its own sentence, or of the nearest one that has a candidate.

    What is quoted is another voice's and never owns a pronoun outside the quote.
    """
    quoted = names.is_quoted(token)
    at = token.sent.index
    for index in range(at, max(-1, at - REACH - 1), -1):
        sentence = names.parsed.sentences[index]
        found = [
            m
            for t in sentence.tokens
            if t.i < token.i
            and (m := names.mentions.get(t.i)) is not None
            and may(m)
            and not is_open(m)
            and (quoted or not m.quoted)
        ]
        if not found:
            continue
        subjects = [m for m in found if m.subject]
        distinct = {m.ref.name for m in found}
        if len(distinct) == 1:
            return found[-1]
        if subjects:
            main = [m for m in subjects if m.token.head is sentence.root or m.token.head.dep in ("ROOT", "ccomp")]
            return (main or subjects)[0]
        return None
    return None
