"""Which word a place hangs on, and which of a sentence's places is the place of an event.

"Shells hit the market in the village of Ada" puts the market, and so the hit, in Ada; "the minister from Ada condemned
the shelling" puts nothing there. Only what the sentence itself ties to the event counts; a place in the next sentence
does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from reportedly.lexicon.places import PlaceWords
from reportedly.model import PlaceRef, Span
from reportedly.parse import Parsed, Token

PlaceAnchor = tuple[PlaceRef, Token]
INNER = frozenset({"compound", "nmod", "appos", "poss"})
STEPS = 8  # how far up a place is followed; sentences nest no deeper than this in what the gold was read from
# What happens to these happens where they are; what a party, accuser or charge is tied to says nothing of the place.
LOCATING_ROLES = ("target", "victim", "territory", "crossing", "affected", "host", "detained", "abducted", "forces")

KEEPING_ROLES = ("authority", "court")


def place_anchors(
    parsed: Parsed, words: PlaceWords, prepositions: Collection[str], places: Iterable[PlaceRef]
) -> list[PlaceAnchor]:
    """Each place with the words it hangs on, the nearest first; places that hang on nothing are left out."""
    return [(ref, token) for ref in places for token in anchors_of_place(parsed, words, prepositions, ref.span)]


def anchors_of_place(parsed: Parsed, words: PlaceWords, prepositions: Collection[str], span: Span) -> list[Token]:
    """The words a place hangs on, nearest first.

    "strikes near the town of *Ada*": strikes. "the *Ada* market": market. "killed a man on the road to *Ada*": the
    road, the man, killed.
    """
    found = []
    anchor = _anchor(_top(parsed, span), words, prepositions)
    for _ in range(STEPS):
        if anchor is None or anchor in found:
            break
        found.append(anchor)
        head = anchor.head
        under = anchor.pos in ("NOUN", "PROPN") and head.pos == "ADP" and _places(head, words, prepositions)
        anchor = _above(head) if under else None
    return found


def _anchor(top: Token | None, words: PlaceWords, prepositions: Collection[str]) -> Token | None:
    sort = None
    for _ in range(STEPS):
        if top is None:
            return None
        head = top.head
        if top.dep == "conj" and head is not top:
            top = head
        elif head.pos == "ADP" and head.lower in ("of", "with", "from", "to") and is_sort(words, head.head):
            top = sort = head.head  # "the outskirts of Ada", "15 km south of Ada", "the border with Loka"
        elif head.pos == "ADP" and _places(head, words, prepositions):
            return _above(head)
        elif head.pos == "ADP" and head.lower == "of" and {head.head.lemma, head.head.lower} & words.place_nouns:
            return head.head  # "the shelling of Ada"
        elif top.dep in ("npadvmod", "advmod", "dep") and is_sort(words, top):
            return head
        elif top.dep in ("appos", "nmod") and head.pos in ("NOUN", "PROPN"):
            top = head
        elif top.dep in ("compound", "poss", "amod") and head.pos in ("NOUN", "PROPN"):
            return _held_by(head, words, prepositions)
        elif sort is None and top.dep in ("dobj", "nsubjpass") and head.lemma in words.takes_place:
            return head  # "fled Ada", "Ada was evacuated"
        else:
            return sort  # "shelled the village of Ada": what happens to the village happens there
    return None


def is_sort(words: PlaceWords, token: Token) -> bool:
    """Whether a noun or adverb before "of" only says what sort or part of a place follows."""
    lower, lemma = token.lower, token.lemma
    return lower in words.directions or any(
        w in table for w in (lower, lemma) for table in (words.before, words.vague, words.after)
    )


def _top(parsed: Parsed, span: Span) -> Token | None:
    inside = parsed.tokens_in(span.start, span.end) or [
        t for t in parsed.tokens_in(max(0, span.start - 80), span.end + 80) if t.start < span.end and span.start < t.end
    ]
    numbers = {t.i for t in inside}
    return next((t for t in reversed(inside) if t.head.i not in numbers or t.head is t), None)


def _places(prep: Token, words: PlaceWords, prepositions: Collection[str]) -> bool:
    return prep.lower in prepositions or prep.lower in words.at


def _above(prep: Token) -> Token:
    anchor = prep.head
    while anchor.pos == "ADP" and anchor.head is not anchor:
        anchor = anchor.head  # "from near the town", "in and around Ada"
    return anchor


def _held_by(noun: Token, words: PlaceWords, prepositions: Collection[str]) -> Token:
    """ "in an Ada hospital" hangs where the hospital hangs; "an Ada hospital was hit" on the hospital."""
    first = noun
    while first.dep == "conj" and first.head is not first:
        first = first.head
    head = first.head
    return _above(head) if head.pos == "ADP" and _places(head, words, prepositions) else noun


def attached_place(
    own: Collection[int],
    located: Sequence[Token],
    clauses: Sequence[Token],
    anchors: Sequence[PlaceAnchor],
    place_at: dict[int, PlaceRef],
    keepers: Sequence[Token] = (),
) -> PlaceRef | None:
    """The place of an event: on its own words; what it is done to, or where that is; on the verbs of its clause.

    `own` are the event's words by number, `located` the nouns it happens to, `clauses` its verbs, innermost first,
    `keepers` who holds office where it happens ("police in Ada arrested"), asked last.
    """
    held = {t.i for t in located}
    tied = [ref for ref, anchor in anchors if anchor.i in own]
    tied += [place_at[t.i] for t in located if t.i in place_at]
    tied += [ref for ref, anchor in anchors if anchor.i in held]
    if tied:
        return finest(tied)
    for verb in clauses:
        tied = [ref for ref, anchor in anchors if anchor.i == verb.i]
        where = any(c.lower == "where" for c in verb.children)
        if where and verb.dep == "relcl" and verb.head.i in place_at:
            tied.append(place_at[verb.head.i])  # "in Ada, where they met"
        if tied:
            return finest(tied)
    offices = {t.i for t in keepers}
    tied = [ref for ref, anchor in anchors if anchor.i in offices]
    return tied[0] if tied else None


PARTED = frozenset({"area", "admin2", "admin1", "country", "region"})  # what holds other places
FINENESS = ("point", "place", "area", "admin2", "admin1", "country", "region")


def finest(places: Sequence[PlaceRef]) -> PlaceRef:
    """The first place, or a finer one of the same state: "hit *Ada* in Loka", "in Loka, shells hit *Ada*"."""
    best = places[0]
    for ref in places[1:]:
        same = ref.country == best.country or best.country is None
        if same and best.precision in PARTED and FINENESS.index(ref.precision) < FINENESS.index(best.precision):
            best = ref
    return best
