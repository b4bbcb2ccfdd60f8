"""Who "he", "it" and "the group" are, as far as the sentences before say; with two equal owners nobody is chosen."""

from __future__ import annotations

from collections.abc import Callable

from reportedly.grammar import child, children, clause_of, subject_of
from reportedly.model import Ref, Span
from reportedly.parse import Sentence, Token
from reportedly.stages.mentions import Mention, Names, is_open

SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
THING = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
FEMALE, MALE = frozenset({"she", "her", "herself"}), frozenset({"he", "him", "his", "himself"})
SPEAKER_PRONOUNS = frozenset({"i", "me", "my", "we", "us", "our"})
OBJECT_FORMS = frozenset({"him", "her", "it", "them"})
# How many sentences back a pronoun's owner may stand; further away readers no longer look, and errors double.
REACH = 3
# Sentences that are all quotation do not count towards the reach, up to this many in all.
LONGEST_REACH = 12
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
OBJECTS = frozenset({"dobj", "dative", "obj", "appos"})
SIDES = SUBJECTS | {"dobj", "dative"}


def read_pronoun(names: Names, token: Token) -> Mention | None:
    """The mention of a pronoun, with its owner's name, or with the bare word when whose it is stays open."""
    lower = token.lower
    owner = None
    if lower in SINGULAR:
        owner = find_owner(names, token, lambda m: _is_one(m) and _fits(m, lower))
    elif lower in THING:
        owner = find_owner(names, token, lambda m: m.body and not m.plural)
    elif lower in PLURAL:
        speaks = _speaks(names, token)
        owner = find_owner(names, token, lambda m: m.body or (m.plural and (_is_people(m) or not speaks)))
    elif lower not in SPEAKER_PRONOUNS and token.tag != "WP":
        return None
    span = Span(token.start, token.end, token.text)
    if owner is None:
        # The word itself is kept, so that a record shows that somebody is meant.
        open_ref = Ref(span=span, name=lower, actor=None, how="pronoun")
        return names.make(token, open_ref, person=lower in SINGULAR, body=False)
    ref = Ref(span=span, name=owner.ref.name, actor=owner.ref.actor, how="pronoun")
    if owner.female is None and lower in FEMALE | MALE and _is_alone(names, token, owner):
        owner = owner._replace(female=lower in FEMALE)
        _learn_gender(names, owner)
    mention = names.make(token, ref, person=owner.person, body=owner.body, female=owner.female)
    return mention._replace(plural=owner.plural)


def _speaks(names: Names, token: Token) -> bool:
    """Whether a pronoun is the subject of a verb of saying: of what was counted before, ships cannot be meant."""
    return token.dep in ("nsubj", "nsubjpass") and token.head.lemma in names.lexicon.cues.by_verb


def _is_people(mention: Mention) -> bool:
    return mention.person or mention.token.known is not None


def _learn_gender(names: Names, owner: Mention) -> None:
    """Once "she" was said of somebody, "he" is no longer them."""
    for table in (names.persons, names.given):
        for met in table.values():
            met[:] = [m._replace(female=owner.female) if m.ref.name == owner.ref.name else m for m in met]
    for i, mention in names.mentions.items():
        if mention.person and mention.ref.name == owner.ref.name:
            names.mentions[i] = mention._replace(female=owner.female)


def _is_alone(names: Names, token: Token, owner: Mention) -> bool:
    """Whether nobody else near could be meant: only then does a pronoun teach that its owner is a he or a she."""
    near = (m for s in _sentences_back(names, token) for m in _candidates(names, s, token, _is_one))
    return all(m.ref.name == owner.ref.name for m in near)


def _is_one(mention: Mention) -> bool:
    """Whether a mention is of one person. "The road to Nesdal": a lone name that nobody bears or does a thing under."""
    if not mention.person or mention.plural:
        return False
    ref = mention.ref
    return mention.token.dep != "pobj" or ref.how != "name" or ref.actor is not None or " " in ref.name


def _fits(mention: Mention, pronoun: str) -> bool:
    return mention.female is None or mention.female == (pronoun in FEMALE)


def find_owner(names: Names, token: Token, may: Callable[[Mention], bool]) -> Mention | None:
    """The mention a pronoun stands for: the one that stands out in its own sentence or in the nearest before.

    A subject stands out most, then an object; what hangs on a noun or a preposition only where nobody else is near.
    """
    above = _clause_above(names, token)
    if above is not None:
        mention = names.mentions.get(above.i)
        if mention is not None and may(mention) and not is_open(mention):
            return mention
        if above.pos == "PROPN" and (mention is None or (mention.ref.actor is None and " " not in mention.ref.name)):
            return None  # a lone name that may be anybody's, or a state's
        if token.lower in SINGULAR and _is_unnamed_person(names, above, mention):
            return None  # "a customer said *she* had seen it": the customer, who is no name
    weak: Mention | None = None
    for sentence in _sentences_back(names, token):
        found = _candidates(names, sentence, token, may)
        if not found:
            continue
        best = min(_rank(m, sentence) for m in found)
        top = [m for m in found if _rank(m, sentence) == best]
        if len({m.ref.name for m in top}) > 1 or _is_told(token, found):
            return None
        if best <= 2:
            # A subject further back outdoes a mere side remark nearer by.
            return top[-1] if weak is None or weak.ref.name == top[-1].ref.name or token.dep in SUBJECTS else None
        weak = weak or top[-1]
    return weak


def _is_unnamed_person(names: Names, noun: Token, mention: Mention | None) -> bool:
    """Whether a noun is one person who is not named: "a customer", and not "the council"."""
    if (mention is not None and mention.body) or noun.lower in names.lexicon.names.body_words:
        return False
    return noun.tag == "NN" and noun.lemma in names.lexicon.cues.words.speakers


def _clause_above(names: Names, token: Token) -> Token | None:
    """Who does what the pronoun's clause completes: in "Varr urged Nell to admit that *it* had struck" Nell admits.

    Only for a subject in the same voice, and not where one tells another, for then either may be meant.
    """
    clause = token.head
    if token.dep not in ("nsubj", "nsubjpass") or clause.dep != "ccomp":
        return None
    verb, owner = clause.head, None
    for _ in range(REACH):
        owner = child(verb, "nsubj", "nsubjpass")
        told = owner is not None and any(c.i in names.mentions for c in children(verb, "dobj", "dative"))
        if owner is not None and told and not _is_unnamed_person(names, owner, names.mentions.get(owner.i)):
            return None
        if owner is not None or verb.dep != "xcomp":
            break
        owner = child(verb.head, "dobj", "dative")
        if owner is not None:
            break
        verb = verb.head
    if owner is None or owner.i > token.i or names.is_quoted(owner) != names.is_quoted(token):
        return None
    return owner


def _sentences_back(names: Names, token: Token) -> list[Sentence]:
    """The token's sentence and those before it that count, nearest first."""
    found, counted, at = [], 0, token.sent.index
    for index in range(at, max(-1, at - LONGEST_REACH - 1), -1):
        sentence = names.parsed.sentences[index]
        found.append(sentence)
        is_other_voice = index < at and names.is_voice(sentence) and not names.is_quoted(token)
        counted += 0 if is_other_voice else 1
        if counted > REACH:
            break
    return found


def _candidates(names: Names, sentence: Sentence, token: Token, may: Callable[[Mention], bool]) -> list[Mention]:
    """Who may own a pronoun in one sentence. What is quoted is another voice's and owns none outside the quote."""
    quoted, lower = names.is_quoted(token), token.lower
    barred = _barred(token)
    return [
        m
        for i in names.heads.get(sentence.index, ())
        if may(m := names.mentions[i])
        and not is_open(m)
        and (quoted or not m.quoted)
        and m.token is not barred
        and not (quoted and not m.quoted and lower in SINGULAR and _speaks(names, m.token))
        and not _holds(m.token, token)
    ]


def _barred(pronoun: Token) -> Token | None:
    """The subject of the pronoun's own clause, which an object pronoun never means: "Vell worked with *him*"."""
    if pronoun.lower not in OBJECT_FORMS or pronoun.dep not in ("dobj", "dative", "pobj"):
        return None
    verb = clause_of(pronoun)
    return subject_of(verb) if verb.pos in ("VERB", "AUX") else None


def _holds(noun: Token, pronoun: Token) -> bool:
    """Whether a pronoun stands inside the noun phrase itself, before any clause: "the office of *its* head"."""
    at = pronoun
    while at.head is not at and at.pos not in ("VERB", "AUX"):
        if at.dep in ("appos", "conj"):
            return False
        at = at.head
        if at is noun:
            return True
    return False


def _rank(mention: Mention, sentence: Sentence) -> int:
    """How much somebody stands out: 0 subject of the main clause, 1 other subject, 2 object, 3 the rest."""
    token = mention.token
    while token.dep == "conj" and token.head.pos in ("NOUN", "PROPN", "PRON"):
        token = token.head
    if token.dep == "appos" and token.head.dep in SUBJECTS:
        token = token.head
    if token.dep in SUBJECTS:
        return 0 if token.head is sentence.root or token.head.dep == "ROOT" else 1
    return 2 if token.dep in OBJECTS else 3


def _is_told(pronoun: Token, found: list[Mention]) -> bool:
    """Whether the pronoun stands in what one candidate tells another: "Brack told Vell that he must go"."""
    clause = pronoun.head
    while clause.dep not in ("ccomp", "xcomp") and clause.head is not clause:
        clause = clause.head
    verb = clause.head
    if verb is clause:
        return False
    sides = {m.ref.name for m in found if m.token.head is verb and m.token.dep in SIDES}
    return len(sides) > 1 and verb.sent is pronoun.sent
