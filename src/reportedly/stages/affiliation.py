"""Whose somebody is: the one known actor that a person or body belongs to, as the words beside the name say."""

from __future__ import annotations

from reportedly.grammar import children, noun_phrase
from reportedly.lexicon.ambiguity import is_tied
from reportedly.parse import Token
from reportedly.stages.mentions import Names, role_of

# Who has left an office, or stands against the one that is named, does not speak for it.
PAST = frozenset(
    {"former", "ex", "ex-", "late", "ousted", "deposed", "exiled", "onetime", "one-time", "erstwhile", "anti", "anti-"}
)
LEADS = frozenset({"lead", "head", "command", "run", "chair", "represent", "govern", "rule"})
BELONGS = frozenset({"of", "from", "with"})
# After "for" an actor is whom somebody speaks for; an "envoy for Venna" is of somebody else.
SPEAKS_FOR = ("spokes", "ministry", "office", "department", "secretary", "minister", "committee")


def affiliation(names: Names, token: Token, phrase: list[Token]) -> str | None:
    """The one known actor that somebody is of: a modifier, a possessor, "of", an apposition, "who leads the ..."."""
    heads = [token]
    for a in token.children:
        if a.dep == "appos" and _is_role(names, a):
            heads.append(a)
    if token.dep == "appos" and _is_role(names, token.head):
        heads.append(token.head)
    for head in heads:
        words = phrase if head is token else noun_phrase(head)
        if is_past(words) or _is_outsider(names, head, words):
            return None
        found = {a for t in words if t.known is not None and t is not token for a in _free(names, t)}
        if not found and head.children:
            found = {a for t in _tail_nouns(head) for a in actors_of(names, t)}
        if found:
            return found.pop() if len(found) == 1 else None
    found = {a for t in _led(token) for a in actors_of(names, t)} if token.children else set()
    return found.pop() if len(found) == 1 else None


def _free(names: Names, token: Token) -> tuple[str, ...]:
    """The actor of a known name that stands alone, not tied to another word by a sign."""
    actors = sole(token)
    return actors if actors and not is_tied(names.parsed.text, token.start, token.end) else ()


def is_past(words: list[Token]) -> bool:
    """Whether a phrase says that somebody no longer is what it calls them."""
    return not PAST.isdisjoint([t.lower for t in words])


def _is_outsider(names: Names, head: Token, words: list[Token]) -> bool:
    """Whether a phrase puts somebody beside an actor: "Hamas expert Vell"; an "Iranian expert" is of Iran."""
    outside = names.lexicon.names.outsiders
    is_outside = head.lemma in outside or not outside.isdisjoint([t.lower for t in words])
    return is_outside and not any(t.known is not None and t.known.form == "adjective" for t in words)


def _is_role(names: Names, token: Token) -> bool:
    roles = names.lexicon.roles
    return role_of(names, noun_phrase(token)) is not None or roles.of([token.lemma]) is not None


def _tail_nouns(head: Token) -> list[Token]:
    nouns, owners = [], []
    for c in head.children:
        if c.dep == "prep":
            if c.lower in BELONGS or (c.lower == "for" and head.lower.startswith(SPEAKS_FOR)):
                nouns.extend(children(c, "pobj"))
        elif c.dep == "poss" and c.known is None:
            owners.append(c)
    return nouns + owners


def _led(token: Token) -> list[Token]:
    """What somebody leads by a clause of their own: "Vell, who commands the Lokan brigade"."""
    clauses = [c for c in token.children if c.lemma in LEADS and c.dep in ("relcl", "acl")]
    return [o for c in clauses for o in children(c, "dobj", "obj")] if clauses else []


def actors_of(names: Names, token: Token) -> list[str]:
    """The known actors that a noun stands for or belongs to."""
    if token.known is not None:
        return list(sole(token))
    mention = names.mentions.get(token.i)
    if mention is not None and mention.ref.actor:
        return [mention.ref.actor]
    text = names.parsed.text
    found = [a for t in noun_phrase(token) for a in sole(t) if not is_tied(text, t.start, t.end)]
    # "the Lokan army's southern command": the owner's own words stand under the owner
    return found or [a for p in children(token, "poss") for t in noun_phrase(p) for a in sole(t)]


def sole(token: Token) -> tuple[str, ...]:
    """The actor of a known name that can mean only one."""
    return token.known.actors if token.known is not None and len(token.known.actors) == 1 else ()
