"""Questions asked of a sentence: who is the subject, which clause, is it negated, what is coordinated with what.

All work on `parse.Token`s and spaCy's English dependency labels. Nothing here knows a record or a lexicon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from reportedly.parse import Token
from reportedly.text import WEEKDAYS

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
ALL_SUBJECTS = SUBJECTS | {"nsubjpass", "csubjpass"}
OWN_SUBJECTS = SUBJECTS | {"nsubjpass"}
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})
# Parts of a noun phrase that belong to its name; clauses and appositions hang on it but are no part of it.
NOUN_PARTS = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "case", "nmod", "quantmod", "predet", "advmod", "npadvmod", "punct"}
)
JOINED_PARTS = NOUN_PARTS | {"conj", "cc"}
OPENING, CLOSING = frozenset({"“", "``", "«", "‘"}), frozenset({'"', "”", "''", "»"})
OBJECT_CONTROL = frozenset({"of", "for", "from", "as", "into", "in"})
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "parataxis", "csubj", "pcomp"})
NEGATIONS = frozenset({"neg"})
NEGATIVE_WORDS = frozenset({"no", "never", "neither", "nor", "none", "nobody"})


def asked_once(question: Callable[[Token], bool]) -> Callable[[Token], bool]:
    """A question about a token and what hangs around it, worked out once: many rules ask the same of one verb."""
    name = f"{question.__module__}.{question.__name__}"

    @wraps(question)
    def answer(token: Token) -> bool:
        known = token.answers
        if known is None:
            known = token.answers = {}
        if name not in known:
            known[name] = question(token)
        return known[name]

    return answer


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these labels."""
    for c in token.children:
        if c.dep in deps:
            return c
    return None


def first_child(token: Token, deps: frozenset[str]) -> Token | None:
    """The first child with one of the labels of a set."""
    for c in token.children:
        if c.dep in deps:
            return c
    return None


def children(token: Token, *deps: str) -> list[Token]:
    """All children with one of these labels."""
    return [c for c in token.children if c.dep in deps] if token.children else []


def subject_of(verb: Token) -> Token | None:
    """Who does it, as written: its own subject, or the one it shares with the verb it is joined to or depends on.

    "The army shelled the town and *seized* the bridge": the army. "*Calling* for calm, the envoy left": the envoy.
    """
    seen: set[int] = set()
    token = verb
    while token.i not in seen:
        seen.add(token.i)
        own = first_child(token, ALL_SUBJECTS)
        if own is not None:
            return relative_antecedent(own)
        if token.dep in ("relcl", "acl") and token.head.pos in ("NOUN", "PROPN", "PRON"):
            # "troops advancing on the town": the noun does it; "the town shelled by troops": it is done to it
            return token.head
        patient = child(token.head, "dobj", "dative") if token.dep == "xcomp" else None
        if patient is not None and token.head.lemma != "promise" and patient.i < token.i:
            # "ordered troops to advance": the troops, not who gave the order
            return patient
        if token.dep in ("conj", "xcomp", "advcl", "dep", "parataxis") and token.head.pos in ("VERB", "AUX"):
            token = token.head
        elif token.dep == "pcomp" and token.head.dep == "prep":
            prep, token = token.head, token.head.head
            if token.pos not in ("VERB", "AUX"):
                return None
            if prep.lower in OBJECT_CONTROL:
                # "accused the army of shelling", "barred crews from leaving": the object does it
                patient = child(token, "nsubjpass") or child(token, "dobj", "dative")
                if patient is not None:
                    return relative_antecedent(patient)
        else:
            return None
    return None


def own_subject(verb: Token) -> Token | None:
    """The subject written beside this verb itself, or None."""
    own = first_child(verb, ALL_SUBJECTS)
    return relative_antecedent(own) if own is not None else None


def relative_antecedent(token: Token) -> Token:
    """For "who", "which", "that" as a subject: the noun that the clause describes; any other token is itself."""
    if token.tag in ("WDT", "WP") or (token.lower == "that" and token.pos in ("PRON", "DET")):
        clause = token.head
        while clause.dep == "conj":
            clause = clause.head
        if clause.dep in ("relcl", "acl") and clause.head is not clause:
            return clause.head
    return token


def objects_of(verb: Token) -> list[Token]:
    """Direct objects with all that is coordinated with them."""
    return [part for obj in children(verb, *OBJECTS) for part in conjuncts(obj)]


def conjuncts(token: Token) -> list[Token]:
    """The token and everything joined to it: "France, Spain and Italy" gives three."""
    found = [token]
    for part in found:
        for c in part.children:
            if c.dep == "conj":
                found.append(c)
    return found


@asked_once
def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive: "was shelled", "the town shelled by troops"."""
    if child(verb, "auxpass", "nsubjpass") is not None:
        return not _is_short_have(verb)
    if child(verb, "agent") is not None:
        # "recorded nine breaches by the army": with a subject and an object of its own, the "by" is the object's
        return child(verb, "nsubj") is None or child(verb, "dobj") is None
    return verb.tag == "VBN" and verb.dep in ("acl", "relcl", "advcl") and child(verb, "aux", "nsubj") is None


def _is_short_have(verb: Token) -> bool:
    """ "He's slammed the act": a short "has", which the parser takes for "is"; what follows is an object."""
    helpers = children(verb, "auxpass", "aux")
    behind = [c for c in children(verb, "dobj") if c.i > verb.i]
    return len(helpers) == 1 and helpers[0].lower in ("'s", "’s") and bool(behind)


def agent_of(verb: Token) -> Token | None:
    """The doer of a passive: the noun after "by"."""
    by = child(verb, "agent") or next((c for c in verb.children if c.dep == "prep" and c.lower == "by"), None)
    return child(by, "pobj") if by is not None else None


def prepositional(token: Token, *words: str) -> list[Token]:
    """The nouns after these prepositions under a token: `prepositional(talks, "with")`."""
    found: list[Token] = []
    for prep in token.children:
        if prep.dep in ("prep", "agent", "dative") and prep.lower in words:
            found.extend(n for obj in children(prep, "pobj") for n in conjuncts(obj))
    return found


def noun_phrase(head: Token) -> list[Token]:
    """The words of a name or noun phrase without clauses, appositions and prepositional phrases, in order."""
    if head.phrase is None:
        head.phrase = tuple(_noun_phrase(head)) if head.children else (head,)
    return list(head.phrase)


def _noun_phrase(head: Token) -> list[Token]:
    last = head.i
    parts = [head]
    for part in parts:
        allowed = NOUN_PARTS if part is head else JOINED_PARTS
        parts.extend(c for c in part.children if c.dep in allowed and (c.i < last or c.dep == "case"))
    # A contiguous run that ends in the head: what a broken parse hangs elsewhere is left out.
    by_place = {t.i: t for t in parts if t.i <= last}
    start = last
    opened = any(by_place[i].text in OPENING for i in by_place)
    while start - 1 in by_place and not _begins_phrase(by_place[start], by_place[start - 1], head):
        if by_place[start - 1].text in CLOSING and not opened:
            break  # '"... were medics" head of the monitor Vell said': a quote ends there, and no name goes over it
        start -= 1
    while start < last and (by_place[start].pos == "PUNCT" or _is_time_told(by_place[start], by_place[start + 1])):
        start += 1
    start = _past_date(by_place, start, last)
    return [by_place[i] for i in range(start, last + 1)]


def _past_date(by_place: dict[int, Token], start: int, last: int) -> int:
    """Where a phrase begins behind a date line that lost its end: "9 Jun 2031 *Activists*"."""
    for at in range(start, min(start + 4, last)):
        text = by_place[at].text
        year = len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")
        if year and at > start and by_place[at - 1].text[:1].isupper() and by_place[at + 1].text[:1].isupper():
            return at + 1
    return start


def _begins_phrase(token: Token, before: Token, head: Token) -> bool:
    """Whether a capital article opens a sentence behind a heading that lost its line: "284 Economy *The* envoy"."""
    return token.text in ("The", "A", "An") and token.dep == "det" and head.text.islower() and before.pos != "PUNCT"


def _is_clock(word: str) -> bool:
    """Whether a word is a time of day: "14:32"."""
    hours, colon, minutes = word.partition(":")
    return bool(colon) and hours.isdigit() and minutes.isdigit() and len(minutes) == 2


def _is_time_told(token: Token, following: Token) -> bool:
    """Whether a word only tells when: "on *Sunday* fighters of the brigade shot"; "*13:20* The ministry says"."""
    if token.text[:1].isdigit() and (following.tag == "DT" or _is_clock(token.text)):
        return True
    if token.lower not in WEEKDAYS:
        return False
    at = token.i - token.sent.tokens[0].i
    return at > 0 and token.sent.tokens[at - 1].lower == "on"


def clause_of(token: Token) -> Token:
    """The verb that governs a token: the nearest verb at or above it."""
    while token.pos not in ("VERB", "AUX") and token.head is not token:
        token = token.head
    return token


def auxiliaries(verb: Token) -> list[Token]:
    """Helping verbs and modals of a verb, or of the verb whose auxiliaries it shares by coordination."""
    own = children(verb, "aux", "auxpass")
    if not own and verb.dep == "conj" and first_child(verb, OWN_SUBJECTS) is None and verb.head.pos in ("VERB", "AUX"):
        return auxiliaries(verb.head) if verb.tag == verb.head.tag else []
    return own


@asked_once
def is_negated(token: Token) -> bool:
    """Whether a verb or noun is negated by a word of its own: "did not", "no talks", "never", "no longer"."""
    for c in token.children:
        if c.lower == "longer" and c.dep == "advmod" and any(n.lower == "no" for n in c.children):
            return True
        if c.dep in NEGATIONS or (
            c.lower in NEGATIVE_WORDS and c.dep in ("det", "advmod", "preconj", "cc", "nsubj", "nsubjpass")
        ):
            return True
    subject = first_child(token, OWN_SUBJECTS)
    return subject is not None and (
        subject.lower in NEGATIVE_WORDS or any(c.lower in ("no", "neither") for c in subject.children if c.dep == "det")
    )


def below(token: Token, stop: Iterable[str] = CLAUSES) -> Iterator[Token]:
    """The token and what hangs below it, not going into clauses."""
    waiting = [token]
    stops = frozenset(stop)
    while waiting:
        at = waiting.pop()
        yield at
        waiting.extend(c for c in at.children if c.dep not in stops)
