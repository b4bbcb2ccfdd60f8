"""What sort of thing a noun names: who can act, what can be hit, what can be signed. Words and names decide it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reportedly.grammar import children, noun_phrase, relative_antecedent
from reportedly.lexicon import Lexicon
from reportedly.lexicon.events import Events
from reportedly.model import PlaceRef, Report, TimeRef
from reportedly.parse import Parsed, Token
from reportedly.stages.names import Names

ARMED_SECTORS = frozenset({"MIL", "REB", "COP", "PRM", "SPY", "UAF"})


PEOPLE_PRONOUNS = frozenset(
    {"he", "she", "they", "him", "her", "them", "who", "we", "us", "i", "his", "their", "our", "whom"}
)


# Nouns whose "of" tells what they are made of: "dozens of civilians" are civilians.
COUNTED_BY = "quantity"


OFFICIAL = "official"


ARMS = frozenset({"aircraft", "artillery", "drone", "rocket", "vehicle", "weapon"})


class Scene(NamedTuple):
    """A report with all that was read of it so far, and what this stage has worked out about its words.

    `calm` are the sentences, by their start, of paragraphs about sport, markets or the arts.
    """

    report: Report
    parsed: Parsed
    lexicon: Lexicon
    events: Events
    names: Names
    times: Sequence[TimeRef]
    places: Sequence[PlaceRef]
    place_at: dict[int, PlaceRef]
    classes: dict[int, frozenset[str]]
    calm: frozenset[int] = frozenset()


def classes_of(scene: Scene, token: Token) -> frozenset[str]:
    """What sort of thing a noun names: `actor`, `person`, `armed`, `people`, `place`, `facility`, `pact` ..."""
    found = scene.classes.get(token.i)
    if found is None:
        found = frozenset(_classes(scene, token))
        scene.classes[token.i] = found
    return found


def _classes(scene: Scene, token: Token) -> Iterator[str]:
    yield from word_classes(scene.events, token)
    if token.i in scene.place_at:
        yield "place"
    if token.known is not None:
        yield from _known_classes(scene, token)
    mention = scene.names.mentions.get(token.i)
    if token.pos == "PRON":
        yield from _pronoun_classes(scene, token)
    elif mention is not None:
        yield from _mention_classes(scene, token)
    arms = mention is not None and bool(word_classes(scene.events, token) & ARMS)
    if mention is not None and arms and (mention.ref.actor or any(t.known is not None for t in noun_phrase(token))):
        yield "armed"  # "Tarvian jets", "Sorrendish artillery", "Tarvian and Sorrendish guns"
    if token.pos == "NUM" and token.dep in ("nsubj", "nsubjpass", "dobj", "conj", "pobj"):
        yield COUNTED_BY  # "*190* were injured"
    counted = COUNTED_BY in word_classes(scene.events, token) or token.lemma in scene.events.words.transparent
    if counted or token.pos == "NUM":
        for prep in children(token, "prep"):
            if prep.lower in ("of", "among"):
                for part in children(prep, "pobj"):
                    yield from classes_of(scene, part)


def word_classes(events: Events, token: Token) -> frozenset[str]:
    """The classes that the word alone belongs to."""
    plain = _plain_classes(events, token.lemma, token.lower)
    pair = pair_of(token) if token.children else ""
    return plain | events.class_of[pair] if pair in events.class_of else plain


@lru_cache(maxsize=50_000)
def _plain_classes(events: Events, lemma: str, lower: str) -> frozenset[str]:
    table = events.class_of
    return table.get(lemma) or table.get(lower) or table.get(lower.rstrip("s")) or frozenset()


def pair_of(token: Token) -> str:
    """A noun with the word before it, "aid worker", for lists that name such pairs."""
    for before in token.children:
        if before.i == token.i - 1 and before.dep in ("compound", "amod", "nmod"):
            return f"{before.lower} {token.lemma}"
    return ""


def _known_classes(scene: Scene, token: Token) -> Iterator[str]:
    yield "actor"
    if token.known is None:
        return
    if token.known.form == "plural":
        yield "people"
    if token.known.form == "adjective" or is_initials(token.text) or _is_group(scene, token.known.actors):
        yield "adjectival"
    for actor in token.known.actors:
        kind = scene.lexicon.actors[actor].kind
        yield {"armed_group": "armed", "state": "state", "territory": "state"}.get(kind, kind)


def is_initials(text: str) -> bool:
    """Whether a name is one of letters, which stands before nouns as an adjective does: "US forces", "UN envoy"."""
    letters = text.replace(".", "")
    return letters.isupper() and len(letters) <= 4


def _is_group(scene: Scene, actors: tuple[str, ...]) -> bool:
    """Whether a name is of a group or body, never of a place: before a noun it can only be who acts."""
    return all(scene.lexicon.actors[a].kind not in ("state", "territory") for a in actors)


def _mention_classes(scene: Scene, token: Token) -> Iterator[str]:
    mention = scene.names.mentions[token.i]
    plain = not word_classes(scene.events, token)
    if mention.ref.actor is not None and plain and (token.pos == "PROPN" or mention.person or mention.body):
        yield "actor"
    if mention.person and plain:
        yield "person" if token.pos != "PROPN" else "name"
    if mention.body and plain:
        yield "body"
    beside = children(token, "appos") if token.pos == "PROPN" else []
    if any(OFFICIAL in word_classes(scene.events, t) for t in (*noun_phrase(token), *beside)):
        yield OFFICIAL  # "Foreign Minister Sena Varrick"; "Mikal Asteroy, the envoy"
    role = scene.lexicon.roles.of([token.lower])
    if role is not None and plain:
        yield "person" if role.person else "body"
        if role.sector in ARMED_SECTORS:
            yield "armed"


def _pronoun_classes(scene: Scene, token: Token) -> Iterator[str]:
    antecedent = relative_antecedent(token)
    if antecedent is not token:
        yield from classes_of(scene, antecedent)
        return
    mention = scene.names.mentions.get(token.i)
    if mention is not None:
        if mention.ref.actor is not None:
            yield "actor"
        if mention.person:
            yield "person"
        if mention.body:
            yield "body"
        last = mention.ref.name.split()[-1].lower() if mention.ref.name else ""
        yield from scene.events.class_of.get(last, scene.events.class_of.get(last.rstrip("s"), ()))
    if token.lower in PEOPLE_PRONOUNS:
        yield "pronoun"


def words_of(scene: Scene, token: Token) -> frozenset[str]:
    """The words a filler answers to in a pattern: its lemma, its form, and for a pronoun its antecedent's last word."""
    found = {token.lemma, token.lower}
    pair = pair_of(token)
    if pair:
        found.add(pair)
    if token.lemma in scene.events.words.transparent or COUNTED_BY in word_classes(scene.events, token):
        found.update(t.lemma for t in parts_of(token))  # "a round of talks" answers to "talks"
    if token.pos == "PRON":
        antecedent = relative_antecedent(token)
        mention = scene.names.mentions.get(token.i)
        if antecedent is not token:
            found |= {antecedent.lemma, antecedent.lower}
        elif mention is not None and mention.ref.name:
            last = mention.ref.name.split()[-1].lower()
            found |= {last, last.rstrip("s")}
    return frozenset(found)


def parts_of(noun: Token) -> list[Token]:
    """What stands after the "of" of a noun."""
    return [o for prep in children(noun, "prep") if prep.lower == "of" for o in children(prep, "pobj")]
