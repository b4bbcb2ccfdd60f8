"""Names, roles and pronouns: who is meant by a noun phrase, as far as the report itself says.

`find_names` walks the report once from start to end, as a reader does, and remembers whom it has met. What it cannot
tell stays open: a pronoun with two possible owners has none.
"""

from __future__ import annotations

import datetime as dt

from reportedly.grammar import child, children, noun_phrase
from reportedly.lexicon import Lexicon
from reportedly.lexicon.names import NameWords
from reportedly.lexicon.roles import Role
from reportedly.model import Ref, RefHow, Span
from reportedly.parse import Parsed, Token
from reportedly.stages.affiliation import affiliation, is_past, sole
from reportedly.stages.mentions import SUBJECTS, Mention, Names, is_open, is_somebody, role_of
from reportedly.stages.pronouns import REACH, SPEAKER_PRONOUNS, read_pronoun

__all__ = ["SPEAKER_PRONOUNS", "Mention", "Names", "find_names", "is_open", "is_somebody"]

HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NOT_HEADS = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "det", "npadvmod", "expl"})
# Words of "the spokesman for the ministry of health" that may follow the head and still be its name.
LONGEST_TAIL = 7
AREA_STARTS = frozenset({"new", "north", "south", "east", "west", "upper", "lower"})
# Words for an outlet that stand before its name and belong to it: "Radio Kora".
ON_AIR = frozenset({"radio", "television", "tv"})
POINTING = frozenset({"the", "this", "that"})


def find_names(parsed: Parsed, lexicon: Lexicon, day: dt.date | None = None) -> Names:
    """Read every noun phrase of a report, in order. `day` is the report's own date: offices are resolved by it."""
    names = Names(parsed, lexicon, day)
    for token in parsed.tokens:
        if token.pos in HEADS and token.dep not in NOT_HEADS:
            mention = _read(names, token)
            if mention is not None:
                names.add(mention)
    return names


def _read(names: Names, token: Token) -> Mention | None:
    if not token.text[:1].isalnum() or _is_calendar(names, token):
        return None
    if token.pos == "PRON":
        return read_pronoun(names, token)
    if token.known is not None:
        return _known(names, token)
    if token.pos == "PROPN":
        return _proper(names, token) if token.text[0].isalpha() else None
    return _common(names, token)


def _is_calendar(names: Names, token: Token) -> bool:
    """Whether a word is of the calendar; "Theresa May", and "May" after her, is not."""
    calendar = names.lexicon.names.calendar
    if token.lower not in calendar:
        return False
    if token.lower in names.persons and token.dep in ("nsubj", "nsubjpass", "poss"):
        return False
    before = [t for t in noun_phrase(token) if t is not token and t.pos == "PROPN"]
    return not before or any(t.lower in calendar for t in before)


def _known(names: Names, token: Token) -> Mention | None:
    ref = names.known_ref(token)
    if ref is None:
        return None
    before = [t for t in noun_phrase(token) if t is not token and t.pos == "PROPN" and t.known is None]
    if _is_dateline(names, token):
        place = Ref(span=ref.span, name=token.text, actor=None, how="name")
        return names.make(token, place, person=False, body=False)
    is_plain_name = token.known is not None and token.known.form == "name"
    if (
        is_plain_name
        and before
        and not _role_words(names, before[-1:])
        and token.lower not in names.lexicon.names.body_words
    ):
        # "Tam Jordan": a name that goes on to the left of a known one belongs to a person nobody listed.
        return _proper(names, token)
    met = names.persons.get(token.lower, ())
    if is_plain_name and met and " " in met[-1].ref.name and token.text in met[-1].ref.name:
        return _proper(names, token)  # "Jordan" after "Tam Jordan"
    return names.make(token, ref, person=False, body=True)


def _is_dateline(names: Names, token: Token) -> bool:
    """Whether a capital in capitals begins a line, set off by a mark: "KESTREL (Reuters) -": a place, and nobody."""
    if token.known is None or token.known.form != "capital" or not token.text.isupper():
        return False
    text = names.parsed.text
    begins = token.start == 0 or text[token.start - 1] in "\r\n"
    return begins and text[token.end : token.end + 2].lstrip()[:1] in tuple("(,/-–—")


def _role_words(names: Names, tokens: list[Token]) -> bool:
    return any(names.lexicon.is_plain(t.lower) or t.text.isupper() for t in tokens)


def _name_tokens(names: Names, phrase: list[Token]) -> list[Token]:
    """The words of the name itself at the end of a phrase: titles, roles and known names before it are left out."""
    lexicon = names.lexicon
    start = len(phrase) - 1
    while start > 0:
        token = phrase[start - 1]
        is_particle = token.lower in lexicon.names.particles
        is_name = (token.pos == "PROPN" or token.text[:1].isupper()) and token.text[:1].isalnum()
        if not (is_name or is_particle) or token.known is not None or token.dep in ("det", "poss", "case"):
            break
        before = [t.lower for t in phrase[:start]]
        if token.lower in lexicon.names.titles or (token.lower not in ON_AIR and lexicon.roles.of(before) is not None):
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
    if name_words & words.body_words or role_of(names, phrase) is not None:
        return _body(names, token, phrase)
    span = names.parsed.cover(named)
    earlier = _met_before(names, named, span.text)
    introduced = len(named) < len(phrase) and any(names.lexicon.is_plain(t.lower) for t in phrase)
    is_place = bool(name_words & words.place_words) or (token.lower in names.places and not introduced)
    is_place = is_place or name_words <= words.titles or _in_capitals(token)
    if earlier is None and is_place:
        ref = Ref(span=span, name=span.text, actor=None, how="name")
        return names.make(token, ref, person=False, body=False)
    actor = affiliation(names, token, phrase)
    if earlier is not None:
        ref = Ref(span=span, name=earlier.ref.name, actor=earlier.ref.actor or actor, how="alias")
    else:
        actor = actor or _by_office(names, span.text, phrase)
        ref = Ref(span=span, name=span.text, actor=actor, how="name")
    if earlier is None and not introduced and any(t.lower == "the" and t.dep == "det" for t in phrase):
        return names.make(token, ref, person=False, body=True)  # "the Fed" is nobody's name
    beside = [t for a in children(token, "appos") for t in noun_phrase(a)]
    female = earlier.female if earlier is not None else _gender(words, [*phrase, *beside])
    mention = names.make(token, ref, person=True, body=False, female=female)
    if earlier is None:
        names.remember(mention, [t.lower for t in named if t.text[:1].isalnum()] or [token.lower])
    return _remember_role(names, mention, phrase)


def _in_capitals(token: Token) -> bool:
    """Whether a sentence is all capitals: there nothing tells a name from any other word."""
    return (
        token.text.isupper() and len(token.sent.tokens) > 1 and not any(t.text[1:].islower() for t in token.sent.tokens)
    )


def _met_before(names: Names, named: list[Token], name: str) -> Mention | None:
    """The one person met before whom a shorter name means: by last name, then by first."""
    by_last = [m for m in names.persons.get(named[-1].lower, ()) if len(named) == 1 or m.ref.name.endswith(name)]
    if len(named) > 1 or by_last:
        return by_last[0] if len(by_last) == 1 else None
    by_first = [m for m in names.given.get(named[-1].lower, ()) if " " in m.ref.name]
    return by_first[0] if len(by_first) == 1 else None


def _by_office(names: Names, name: str, phrase: list[Token]) -> str | None:
    """The state whose office a person of this name held on the report's day."""
    if names.day is None or is_past(phrase):
        return None
    post = names.lexicon.people.post(name, names.day)
    return post.state if post is not None else None


def _gender(words: NameWords, phrase: list[Token]) -> bool | None:
    lowers = {t.lower for t in phrase if t.dep != "poss"}
    if lowers & words.female_titles or any(w.endswith("woman") for w in lowers):
        return True
    return False if lowers & words.male_titles or "spokesman" in lowers else None


def _remember_role(names: Names, mention: Mention, phrase: list[Token]) -> Mention:
    """Keep under which role somebody was introduced, in the longest and in the shortest form."""
    by_noun = names.lexicon.roles.by_noun
    heads = [t for t in phrase if t is not mention.token and t.lower in by_noun and not _is_hyphened(names, t)]
    heads += [t for t in phrase if t.lower in names.lexicon.names.titles and t.text.isalpha() and len(t.text) > 4]
    heads += [a for a in children(mention.token, "appos") if a.pos == "NOUN"]
    if mention.token.dep == "appos" and mention.token.head.pos == "NOUN":
        heads.append(mention.token.head)
    for head in heads:
        names.register(head.lower, mention)
        names.register(role_key(names, head), mention)
    return mention


def _is_hyphened(names: Names, token: Token) -> bool:
    """ "opposition-held Kora": the town is not the opposition."""
    return names.parsed.text[token.end : token.end + 1] == "-"


def role_key(names: Names, head: Token) -> str:
    """A role as it is looked up again: "foreign minister", the longest known ending of the words up to its head."""
    if not names.lexicon.roles.ends_noun(head.lower):
        return head.lower
    words = [t.lower for t in names.parsed.tokens[max(0, head.i - 3) : head.i + 1] if t.sent is head.sent]
    by_noun = names.lexicon.roles.by_noun
    return next((key for i in range(len(words)) if (key := " ".join(words[i:])) in by_noun), head.lower)


def _body(names: Names, token: Token, phrase: list[Token]) -> Mention:
    """A body by its own name or by its role: "Lokan Health Ministry", "the UN refugee agency", "state media"."""
    role = role_of(names, phrase)
    person = role is not None and role.person and token.lower not in names.lexicon.names.body_words
    if person and _is_bare_role(names, token, phrase):
        earlier = _earlier(names, token)
        if earlier is not None:
            ref = Ref(span=names.parsed.cover(phrase), name=earlier.name, actor=earlier.actor, how="role")
            return names.make(token, ref, person=True, body=False)
    span = _named_span(names, token, phrase)
    name = span.text if person else _body_name(names, token, phrase, span)
    ref = Ref(span=span, name=name, actor=affiliation(names, token, phrase), how="role")
    mention = names.make(token, ref, person=person, body=not person)
    names.register(token.lower, mention)
    return mention


def _named_span(names: Names, token: Token, phrase: list[Token]) -> Span:
    """The phrase without its article, with a short "of ..." or "for ..." behind it."""
    opens = phrase[0].dep in ("det", "predet") and phrase[0].i < token.i
    first = phrase[0] if not opens else phrase[1] if len(phrase) > 1 else token
    end = token
    for prep in token.children:
        if prep.dep == "prep" and prep.lower in ("of", "for") and prep.i <= end.i + 2:
            tail = [t for t in prep.subtree() if t.i > token.i]
            place = child(prep, "pobj")
            if any(t.pos == "PUNCT" for t in tail) and place is not None and place.pos == "PROPN":
                tail = [prep, *noun_phrase(place)]  # "the mayor of Varo, a town of ten thousand"
            if 0 < len(tail) <= LONGEST_TAIL and all(t.pos not in ("VERB", "PUNCT") for t in tail):
                end = tail[-1]
    return names.parsed.span(first.start, end.end)


def _body_name(names: Names, token: Token, phrase: list[Token], span: Span) -> str:
    """The one name of a state's body, however the state is told: "Lokan ministry" for "Lokar's ministry" too."""
    words = [t for t in phrase if t.dep not in ("det", "predet", "case")]
    of = [p for p in children(token, "prep") if p.lower == "of" and p.i == token.i + 1]
    behind = child(of[0], "pobj") if of and span.end > token.end else None
    told = words[0] if words[0] is not token and words[0].known is not None else behind
    known = told.known if told is not None else None
    if told is None or known is None or known.form not in ("name", "adjective") or len(known.actors) != 1:
        return span.text
    actor = names.lexicon.actors[known.actors[0]]
    if actor.kind != "state" or not actor.adjectives or (told.i > token.i and span.end != told.end):
        return span.text
    rest = [t for t in words if t is not told]
    if not rest or any(t.known is not None for t in rest):
        return span.text
    end = span.end if told.i < token.i else token.end
    return f"{actor.adjectives[0]} {names.parsed.span(rest[0].start, end).text}"


def _common(names: Names, token: Token) -> Mention | None:
    phrase = noun_phrase(token)
    named = (_beside(token) or _beside_place(names, token)) if token.children else None
    role = role_of(names, phrase) or _role_of_lemmas(names, phrase)
    is_person = role is not None and role.person
    owner = names.mentions.get(token.head.i) if token.dep == "appos" and is_person else None
    if owner is not None and owner.person:
        ref = Ref(span=names.parsed.cover(phrase), name=owner.ref.name, actor=owner.ref.actor, how="role")
        return names.make(token, ref, person=True, body=False, female=owner.female)
    described = (
        names.mentions.get(token.head.i) if token.dep == "appos" and role is not None and not is_person else None
    )
    if described is not None and described.body and phrase[0].lower in ("a", "an"):
        # "The Casualty Monitor, a group that counts": one body, so that "it" has one owner.
        ref = Ref(span=names.parsed.cover(phrase), name=described.ref.name, actor=described.ref.actor, how="role")
        return names.make(token, ref, person=False, body=True)
    if named is not None and is_person:
        mention = _proper(names, named)
        if mention.person:
            return names.make(token, mention.ref, person=True, body=False, female=mention.female)
    called = _called(names, token) if token.children else None
    if called is not None and (not is_person or names.lexicon.actors[called.actor or ""].kind != "state"):
        return names.make(token, called, person=False, body=True)
    if _is_bare_role(names, token, phrase):
        earlier = _earlier(names, token)
        if earlier is not None:
            ref = Ref(span=names.parsed.cover(phrase), name=earlier.name, actor=earlier.actor, how="role")
            return names.make(token, ref, person=is_person, body=not is_person)
    span = _named_span(names, token, phrase)
    how: RefHow = "role" if role else "descriptor"
    name = _body_name(names, token, phrase, span) if role is not None and not is_person else span.text
    ref = Ref(span=span, name=name, actor=affiliation(names, token, phrase), how=how)
    female = _gender(names.lexicon.names, phrase) if is_person else None
    mention = names.make(token, ref, person=is_person, body=role is not None and not is_person, female=female)
    if role is not None:
        if ref.actor is not None:
            names.register(token.lower, mention)
        names.register(role_key(names, token), mention)
    return mention


def _role_of_lemmas(names: Names, phrase: list[Token]) -> Role | None:
    roles = names.lexicon.roles
    return roles.of([t.lemma for t in phrase]) if roles.ends_noun(phrase[-1].lemma) else None


def _beside(token: Token) -> Token | None:
    """The unknown name in apposition to a noun: "the mayor, Emil Durack"."""
    for a in token.children:
        if a.dep == "appos" and a.pos == "PROPN" and a.known is None:
            return a
    return None


def _beside_place(names: Names, token: Token) -> Token | None:
    """The name that a parser hangs on the place: "the mayor of Varo, *Emil Durack*, said", not "..., New Hampshire"."""
    if token.dep not in SUBJECTS:
        return None
    of = next((p for p in children(token, "prep") if p.lower == "of"), None)
    place = child(of, "pobj") if of is not None else None
    found = _beside(place) if place is not None and place.pos == "PROPN" else None
    if found is None:
        return None
    phrase = noun_phrase(found)
    words = {t.lower for t in phrase}
    is_place = words & names.lexicon.names.place_words or phrase[0].lower in AREA_STARTS or found.lower in names.places
    return found if len(phrase) > 1 and all(t.pos == "PROPN" for t in phrase) and not is_place else None


def _called(names: Names, token: Token) -> Ref | None:
    """ "The armed group Hezbollah": the known body whose name stands right behind its sort, without a comma."""
    beside = (a for a in token.children if a.dep == "appos")
    behind = next((a for a in beside if a.i == token.i + 1 and a.known is not None), None)
    ref = names.known_ref(behind) if behind is not None and behind.known and behind.known.form == "name" else None
    return ref if ref is not None and ref.actor is not None else None


def _is_bare_role(names: Names, token: Token, phrase: list[Token]) -> bool:
    """Whether a phrase is "the" and a role and nothing more: "the minister", "the foreign minister"."""
    if POINTING.isdisjoint([t.lower for t in phrase if t.dep in ("det", "predet")]):
        return False
    rest = [t.lower for t in phrase if t.dep not in ("det", "predet")]
    if rest != [token.lower] and rest != role_key(names, token).split():
        return False
    clause = child(token, "relcl")
    behind = names.parsed.tokens[token.i + 1 : token.i + 2]
    added = bool(behind) and behind[0].text == ","  # "The monitor, which has counted since May, said"
    return (clause is None or added) and not any(
        p.lower in ("of", "for", "from", "in") for p in children(token, "prep")
    )


def _earlier(names: Names, token: Token) -> Ref | None:
    """The one referent met before that a bare definite noun can mean: "the minister", "the group"."""
    # "The monitoring group" is no other group: only a bare "the group" is any group met before.
    met = names.roles.get(role_key(names, token), [])
    named = [m for m in met if m.ref.how != "role"] or met
    if len(named) == 1:
        return named[0].ref
    if named:
        return None
    return _of_kind(names, token, names.lexicon.names.anaphors.get(token.lower, ()))


def _of_kind(names: Names, token: Token, kinds: tuple[str, ...]) -> Ref | None:
    """The one known actor of some kinds in the nearest sentence that names any: "the bloc", the European Union."""
    if not kinds:
        return None
    actors = names.lexicon.actors
    for index in range(token.sent.index, max(-1, token.sent.index - REACH - 1), -1):
        near = [t for t in names.parsed.sentences[index].tokens if t.i < token.i]
        fits = {a: t for t in near for a in sole(t) if actors[a].kind in kinds}
        if fits:
            return names.known_ref(next(iter(fits.values()))) if len(fits) == 1 else None
    return None
