"""The signs for and against a place in the words around a name, as weights that add up.

A name is taken as a place from THRESHOLD on. The weights were chosen by hand on development texts so that a
preposition of place is enough for a small town, and a title or an unknown second name outweighs it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from reportedly.gazetteer import Place
from reportedly.parse import Token
from reportedly.stages.place_candidates import Candidate, Scan

THRESHOLD = 2.0
STRONG = 3.5  # what speaks for the same name elsewhere in the report
BY_PRECISION = {"country": 4.0, "admin1": 1.8, "admin2": 0.2, "region": 3.0, "area": 2.5, "point": 2.5, "place": 0.0}
SAYS_SORT = 1.5  # "Ada County"
CONTEXT = 0.9  # a town of a state that the report names
SPELT = 0.0  # a name in another spelling needs a sure sign of its own
ONLY_SENSE = 0.4  # a name of our list that nothing else bears
OWN_SPOT = 1.7  # a town or camp of our list that the packages lack: one sign is needed
OWN, CAPITAL, MANY_WORDS, OTHER_NAME, COMMON_WORD, NOT_A_NAME = 2.5, 3.0, 0.9, -0.8, -4.0, -2.5
AT, WEAK, SORT, CONTAINED, DATELINE, DIRECTION, OBJECT, LIST = 2.4, 0.8, 3.0, 3.0, 3.0, 1.8, 1.2, 1.2
PERSON, SURNAME, SPEAKER, STRANGER, BODY = -5.0, -5.0, -2.0, -3.5, -0.5


def prior(candidate: Candidate) -> float:
    """How likely the name alone is a place: states and great cities are, villages are not."""
    best = max(_prior_of(p) for p in candidate.senses)
    if candidate.first != candidate.last:
        best += MANY_WORDS
    if len(candidate.senses) == 1 and candidate.senses[0].own:
        best += ONLY_SENSE
    return best


def _prior_of(place: Place) -> float:
    if place.own and place.precision not in ("country", "place", "point"):
        return max(OWN, BY_PRECISION[place.precision])
    if place.own and not place.population:
        return OWN_SPOT
    weight = BY_PRECISION[place.precision]
    if place.precision == "place":
        weight = CAPITAL if place.capital else (math.log10(max(place.population, 100)) - 4.15) * 1.2
    if place.own:
        weight = max(weight, OWN_SPOT)
    elif not place.main and place.precision != "country":
        weight += OTHER_NAME * (2 if place.precision == "admin2" else 1)
    return weight


def weigh(scan: Scan, candidates: Sequence[Candidate], named: Collection[str]) -> None:
    """Give every candidate the weight of its signs. `named` are the countries that the report speaks of."""
    by_last = {c.last: c for c in candidates}
    by_first = {c.first: c for c in candidates}
    for candidate in candidates:
        candidate.weight = prior(candidate)
        if candidate.spelt:
            candidate.weight = SPELT
        elif any(p.country in named and p.precision != "country" and (p.main or p.own) for p in candidate.senses):
            _add(candidate, CONTEXT, "in a state that the report names")
        _around(scan, candidate)
        _words(scan, candidate)
    for candidate in candidates:
        _contained(scan, candidate, by_first)
    for candidate in candidates:
        _listed(scan, candidate, by_last, by_first)
    _same_name(candidates)
    _given_names(scan, candidates)


def _given_names(scan: Scan, candidates: Sequence[Candidate]) -> None:
    """A name that once stands before a surname is that person's first name wherever nothing says that it is a place."""
    people = {c.text for c in candidates if _is_given(scan, c) and "before another name" in c.signs}
    for candidate in candidates:
        if candidate.text in people and not any(s.startswith(('after "', "in ", "dateline")) for s in candidate.signs):
            _add(candidate, PERSON, "a person's first name in this report")


def _add(candidate: Candidate, weight: float, sign: str) -> None:
    candidate.weight += weight
    candidate.signs.append(sign)


def before(scan: Scan, at: int) -> Token | None:
    """The word before, in the same sentence."""
    tokens = scan.parsed.tokens
    return tokens[at - 1] if at > 0 and tokens[at - 1].sent is tokens[at].sent else None


def after(scan: Scan, at: int) -> Token | None:
    """The word after, in the same sentence."""
    tokens = scan.parsed.tokens
    return tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].sent is tokens[at].sent else None


def _around(scan: Scan, candidate: Candidate) -> None:
    """What stands before and after the name."""
    words = scan.lexicon.places
    left = before(scan, candidate.first)
    while left is not None and (left.lower in words.directions or left.tag == "DT" or left.lower in ("-", "part")):
        if left.lower in words.directions:
            candidate.direction = candidate.direction or left.lower
            _add(candidate, DIRECTION, "direction")
        left = before(scan, left.i)
    if left is not None:
        _left(scan, candidate, left)
    right = after(scan, candidate.last)
    if right is not None:
        _right(scan, candidate, right)
    if is_dateline(scan, candidate):
        _add(candidate, DATELINE, "dateline")


def _left(scan: Scan, candidate: Candidate, left: Token) -> None:
    words, lexicon = scan.lexicon.places, scan.lexicon
    candidate.level = _level_before(scan, left)
    if left.lower in words.at:
        _add(candidate, AT, f'after "{left.lower}"')
    elif left.lower in words.weak:
        sort = before(scan, left.i)
        if (left.lower == "of" and sort is not None and (sort.lower in words.before or sort.lower in words.vague)) or (
            left.lower == "of" and sort is not None and sort.lower in words.directions
        ):
            _add(candidate, SORT, f'after "{sort.lower} of"')
        elif left.lower in ("of", "for") and sort is not None and sort.lower in words.bodies and sort.capital:
            candidate.use = "body"
        elif left.lower in ("from", "to"):
            _add(candidate, WEAK + 0.6, f'after "{left.lower}"')
        elif left.lower == "of":
            _add(candidate, WEAK, 'after "of"')
    elif left.lower in lexicon.names.titles or _is_person_role(scan, left):
        _add(candidate, PERSON, "after a title")
    elif left.lower in words.before and not left.capital:
        _add(candidate, SORT, f'after "{left.lower}"')
    elif _joined_name(scan, left) and left.tag in ("NNP", "NNPS") and left.lower not in words.before:
        if best_is_large(candidate) and not _is_given(scan, candidate):
            candidate.use = "body"  # "Radio Goma", "Team Loka": a body's name, or a person's
            _add(candidate, BODY, "after another name, of something large")
        else:
            _add(candidate, STRANGER, "after another name")


def _level_before(scan: Scan, left: Token) -> str:
    """The level told before a name: "the northern *province of* Venn" is no town of that name."""
    sort = before(scan, left.i) if left.lower == "of" else None
    level = scan.lexicon.places.after.get(sort.lower, "") if sort is not None else ""
    return level if sort is not None and level.startswith("admin") and sort.tag == "NN" else ""


def _is_person_role(scan: Scan, token: Token) -> bool:
    role = scan.lexicon.roles.of([token.lower])
    return role is not None and role.person


def _joined_name(scan: Scan, token: Token) -> bool:
    return (
        token.capital
        and token.known is None
        and token.text.isalpha()
        and token.lower not in scan.lexicon.names.calendar
    )


def _right(scan: Scan, candidate: Candidate, right: Token) -> None:
    words = scan.lexicon.places
    if right.lower in ("'s", "’s", "'"):
        return
    if right.lower in words.after:
        candidate.level = "" if _is_plural(scan, candidate, right) else words.after[right.lower]
        _add(candidate, SORT, f'before "{right.lower}"')
        beyond = after(scan, right.i)
        if right.capital and beyond is not None and beyond.capital and beyond.lower in words.bodies:
            candidate.use = "body"
    elif right.lower in words.bodies and right.capital:
        candidate.use = "body"
        _add(candidate, BODY, "in a body's name")
    elif right.lower in words.not_before:
        _add(candidate, STRANGER, f'before "{right.lower}"')
    elif right.text == "-" and not _space_after(scan, right):
        _hyphen(scan, candidate, right)
    elif right.text == "&" and _capital_after(scan, right):
        _add(candidate, STRANGER / 2, "joined to another name")
    elif right.capital and right.known is not None and _is_body_name(scan, right):
        candidate.use = "body"
    elif _joined_name(scan, right) and right.tag in ("NNP", "NNPS"):
        if (
            right.lower in words.bodies
            or _is_person_role(scan, right)
            or right.lower in scan.lexicon.names.titles
            or _starts_body(scan, right)
            or (best_is_large(candidate) and not _is_given(scan, candidate))
        ):
            candidate.use = "body"
        else:
            _add(candidate, STRANGER, "before another name")


def _is_plural(scan: Scan, candidate: Candidate, word: Token) -> bool:
    """ "the Kora states" tells no level of Kora; "Kora and Ban provinces" does of both."""
    left = before(scan, candidate.first)
    joined = left is not None and left.lower in ("and", "or", ",")
    return word.tag == "NNS" and not joined


def _hyphen(scan: Scan, candidate: Candidate, hyphen: Token) -> None:
    """ "Goma-based" speaks of a place; "Rhine-Westphalia" is part of another name."""
    part = after(scan, hyphen.i)
    if part is not None and part.lower in ("based", "born", "bound", "area"):
        _add(candidate, SORT, f'before "-{part.lower}"')
    elif not best_is_large(candidate):
        _add(candidate, STRANGER / 2, "joined to another word")


def _is_body_name(scan: Scan, token: Token) -> bool:
    known = token.known
    return known is not None and all(scan.lexicon.actors[a].kind not in ("state", "territory") for a in known.actors)


def _is_given(scan: Scan, candidate: Candidate) -> bool:
    """Whether the name is also given to people: "Georgia", "Jordan", "Sofia"."""
    return candidate.text.lower() in scan.lexicon.places.given_names


def _starts_body(scan: Scan, token: Token) -> bool:
    """Whether the capitalised words that begin here end in a word for a body: "Health Ministry"."""
    at: Token | None = token
    for _ in range(4):
        if at is None or not at.capital:
            return False
        if at.lower in scan.lexicon.places.bodies or _is_person_role(scan, at):
            return True
        at = after(scan, at.i)
    return False


def best_is_large(candidate: Candidate) -> bool:
    """Whether one sense is a state, a first-level part of one, or a city everybody knows."""
    return any(
        p.precision in ("country", "admin1") or p.capital or p.own or p.population > 400_000 for p in candidate.senses
    )


def _space_after(scan: Scan, token: Token) -> bool:
    return scan.parsed.text[token.end : token.end + 1].isspace()


def _capital_after(scan: Scan, token: Token) -> bool:
    following = after(scan, token.i)
    return following is not None and following.capital


def is_dateline(scan: Scan, candidate: Candidate) -> bool:
    """Whether the name opens a paragraph as the place of writing: "GOMA, Congo (Agency) —", "Goma —"."""
    tokens = scan.parsed.tokens
    first = tokens[candidate.first]
    if first.start and scan.parsed.text[first.start - 1] not in "\n\r" and first.sent.tokens[0] is not first:
        return False
    if candidate.first and tokens[candidate.first - 1].sent.paragraph == first.sent.paragraph:
        return False
    following = scan.parsed.text[tokens[candidate.last].end :][:60].lstrip()
    if following[:1] in ("—", "–") or following[:2] in ("--", "- "):
        return True
    head = following.partition("\n")[0]
    return following[:1] in (",", "(") and any(
        mark in head for mark in (") -", ") —", ") –", ")—", " — ", " – ", " -- ", "):")
    )


def _words(scan: Scan, candidate: Candidate) -> None:
    """What the words of the name are to the parser and to the rest of the report."""
    tokens = scan.parsed.tokens[candidate.first : candidate.last + 1]
    head = tokens[-1]
    words = scan.lexicon.places
    if len(tokens) == 1 and head.known is None:
        if head.lower in words.not_alone and not any(
            p.precision == "country" or p.capital or p.own or (p.main and p.population > 300_000)
            for p in candidate.senses
        ):
            _add(candidate, COMMON_WORD, "a common word")
        if head.tag not in ("NNP", "NNPS") and head.tag not in ("NNS", "NN", "JJ", "FW", "CD"):
            _add(candidate, NOT_A_NAME, "no noun")
        elif head.tag not in ("NNP", "NNPS"):
            _add(candidate, NOT_A_NAME / 3, "no name")
        if head.lower in scan.surnames and not best_is_large(candidate):
            _add(candidate, SURNAME, "a surname in this report")
        if head.dep == "nsubj" and head.head.lemma in words.speaks and not best_is_large(candidate):
            _add(candidate, SPEAKER, "speaks")
    if len(tokens) > 1 and head.lower in words.after:
        _add(candidate, SAYS_SORT, f'a "{head.lower}" by its name')
    if head.dep in ("dobj", "nsubjpass") and head.head.lemma in words.takes_place:
        _add(candidate, OBJECT, f'object of "{head.head.lemma}"')


def _contained(scan: Scan, candidate: Candidate, by_first: dict[int, Candidate]) -> None:
    """ "Goma, North Kivu" and "Goma in Congo": the second holds the first."""
    tokens = scan.parsed.tokens
    at = candidate.last + 1
    if candidate.level and at < len(tokens):
        at += 1
    if at >= len(tokens):
        return
    if tokens[at].text in (",", "(") or tokens[at].lower == "in":
        at += 1
    else:
        return
    while at < len(tokens) and (tokens[at].tag == "DT" or tokens[at].lower in scan.lexicon.places.directions):
        at += 1
    outer = by_first.get(at)
    if outer is None or outer.first <= candidate.last or not _holds(outer, candidate):
        return
    if any(p.precision == "country" for p in candidate.senses) and not all(
        p.precision == "admin1" for p in outer.senses
    ):
        return  # "China, the US": two states in a row, no town called China
    candidate.inside = outer.first
    _add(candidate, CONTAINED, f"in {outer.text}")
    _add(outer, CONTAINED / 2, f"holds {candidate.text}")


def _holds(outer: Candidate, inner: Candidate) -> bool:
    return any(holds(o, i) for o in outer.senses for i in inner.senses)


def holds(outer: Place, inner: Place) -> bool:
    """Whether one place lies in the other by state and first-level part."""
    if outer.country != inner.country or outer is inner:
        return inner.country != "" and inner.country in outer.countries.split("|")
    if outer.precision == "country":
        return inner.precision != "country"
    if outer.precision == "admin1":
        return inner.precision not in ("country", "admin1") and inner.admin1 == outer.admin1
    if outer.precision == "admin2" or outer.own:
        return inner.precision == "place" and abs(outer.lat - inner.lat) < 2 and abs(outer.lon - inner.lon) < 2
    return False


def _listed(scan: Scan, candidate: Candidate, by_last: dict[int, Candidate], by_first: dict[int, Candidate]) -> None:
    """ "in Goma, Bukavu and Uvira": what is said of the first holds for the others."""
    tokens = scan.parsed.tokens
    for neighbour in (
        _list_neighbour(tokens, candidate.first, -1, by_last),
        _list_neighbour(tokens, candidate.last, 1, by_first),
    ):
        if neighbour is not None and neighbour.weight >= STRONG and neighbour.use == "place":
            _add(candidate, LIST, f"listed with {neighbour.text}")
            return


def _list_neighbour(tokens: Sequence[Token], at: int, step: int, known: dict[int, Candidate]) -> Candidate | None:
    """The candidate on the other side of a comma or "and"."""
    here = tokens[at].sent
    at += step
    if not (0 < at < len(tokens) - 1 and tokens[at].lower in (",", "and", "or")):
        return None
    if tokens[at + step].lower in (",", "and", "or"):
        at += step
    found = known.get(at + step)
    return found if found is not None and tokens[found.first].sent is here else None


def _same_name(candidates: Sequence[Candidate]) -> None:
    """A name that is surely a place once is one elsewhere in the report too, if nothing speaks against it."""
    sure = {c.text for c in candidates if c.weight >= STRONG and c.use == "place"}
    for candidate in candidates:
        if candidate.text in sure and candidate.weight < STRONG and not _contradicted(candidate):
            _add(candidate, WEAK * 2, "named as a place elsewhere")


def _contradicted(candidate: Candidate) -> bool:
    return any(s in ("after a title", "after another name", "before another name") for s in candidate.signs)
