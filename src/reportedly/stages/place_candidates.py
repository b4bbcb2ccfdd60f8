"""Where a text may name a place: runs of words that the gazetteer knows, each with the signs for and against.

A name that the gazetteer knows is not yet a place: "Jordan" is a state, a river and a man. Signs stand in the words
around it: a preposition, a word for a sort of place, a title, a surname, the name of a body.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from reportedly.gazetteer import Gazetteer, Place, fold
from reportedly.grammar import noun_phrase
from reportedly.lexicon import Lexicon
from reportedly.parse import Parsed, Sentence, Token
from reportedly.stages.names import Names

Use = Literal["place", "actor", "body", "adjective"]
LONGEST = 8  # words of a name, hyphens counted: "Port-au-Prince" has five
ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ed", "er", "es", "esh", "et", "ez", "en"})
STATE_KINDS = frozenset({"state", "territory"})
ABBREVIATING = ("US", "CA", "AU")  # states whose parts news abbreviates
SHORT = 3  # letters: names as short as this must match case and first name exactly ("US", "Us", "UAE")


@dataclass
class Candidate:
    """A run of words that may name a place: its senses, and the weight of the signs that it does."""

    first: int
    last: int
    text: str
    senses: list[Place]
    weight: float = 0.0
    use: Use = "place"
    signs: list[str] = field(default_factory=list)
    level: str = ""
    direction: str = ""
    start: int | None = None  # where it begins, when that is inside a word of the parse
    spelt: bool = False  # the gazetteer spells it otherwise
    inside: int | None = None  # the candidate that it is said to lie in: "Goma, North Kivu"
    chosen: Place | None = None
    why: str = ""


class Scan(NamedTuple):
    """What is looked at while a report's places are sought."""

    parsed: Parsed
    lexicon: Lexicon
    gazetteer: Gazetteer
    names: Names
    surnames: frozenset[str]


def make_scan(parsed: Parsed, lexicon: Lexicon, gazetteer: Gazetteer, names: Names) -> Scan:
    """Begin to look for the places of a report."""
    return Scan(parsed, lexicon, gazetteer, names, surnames_of(names))


def surnames_of(names: Names) -> frozenset[str]:
    """Last names of people whom the report introduces by more than one word or a title."""
    found = set()
    for last, mention in ((last, m) for last, met in names.persons.items() for m in met):
        words = mention.ref.name.split()
        phrase = noun_phrase(mention.token)
        titled = any(t.lower in names.lexicon.names.titles for t in phrase)
        if mention.person and (len(words) > 1 or titled):
            found.add(last.lower())
    return frozenset(found)


def find_candidates(scan: Scan) -> list[Candidate]:
    """Every run of words that the gazetteer knows, the longest at each word, in order, never overlapping."""
    runs = [run for sentence in scan.parsed.sentences for run in _runs(scan, sentence)]
    known = scan.gazetteer.find(text for *_, text in runs)
    found: list[Candidate] = []
    end = -1
    for first, last, text in runs:
        if first <= end:
            continue
        senses = _senses(scan, first, last, text, known)
        if senses:
            found.append(Candidate(first, last, text, senses))
            end = last
    return found


SPELT = 5  # letters of a name that is looked up by its sound; shorter ones sound like too many


def find_spellings(scan: Scan, found: Sequence[Candidate], countries: Collection[str]) -> list[Candidate]:
    """Names that the gazetteer knows in another spelling, after a word of place, in a state that the report names."""
    taken = {i for c in found for i in range(c.first, c.last + 1)}
    runs = [r for s in scan.parsed.sentences for r in _unknown_names(scan, s, taken)]
    known = scan.gazetteer.find_spelling(fold(text) for *_, text in runs)
    spelt = []
    for first, last, text in runs:
        senses = [p for p in known.get(fold(text), ()) if p.country in countries and len(text) >= SPELT]
        best = max((p.population for p in senses), default=0)
        senses = [p for p in senses if p.population * 20 >= best]
        if senses and len({p.country for p in senses}) == 1:
            spelt.append(Candidate(first, last, text, senses, spelt=True))
    return spelt


def _unknown_names(scan: Scan, sentence: Sentence, taken: Collection[int]) -> Iterator[tuple[int, int, str]]:
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        first = at
        if not tokens[at].capital and tokens[at].lower not in ARTICLES:
            at += 1
            continue
        while at < len(tokens) and _is_unknown_name(tokens, at, first, taken):
            at += 1
        if at > first:
            run = tokens[first:at]
            if run[-1].text != "-" and len(run) < LONGEST and "\n" not in scan.parsed.text[run[0].start : run[-1].end]:
                yield run[0].i, run[-1].i, scan.parsed.text[run[0].start : run[-1].end]
        at = max(at, first + 1)


def _is_unknown_name(tokens: Sequence[Token], at: int, first: int, taken: Collection[int]) -> bool:
    token = tokens[at]
    if token.i in taken or token.known is not None:
        return False
    joined = token.text == "-" and at > first
    article = token.lower in ARTICLES and at == first and at + 1 < len(tokens) and tokens[at + 1].text == "-"
    return (
        joined or article or (token.capital and token.tag in ("NNP", "NNPS", "NN", "JJ") and token.text[-1].isalpha())
    )


def _senses(scan: Scan, first: int, last: int, text: str, known: dict[str, list[Place]]) -> list[Place]:
    words = scan.lexicon.places
    lower = text.lower()
    full = words.abbreviations.get(lower) or words.abbreviations.get(lower + ".")
    if full and _is_abbreviation(scan, first, last, lower):
        named = scan.gazetteer.find([full]).get(fold(full), ())
        return [p for p in named if p.country in ABBREVIATING and (p.precision == "admin1" or p.capital)]
    if lower in words.no_places or (first == last and lower in words.directions):
        return []
    return fitting(text, known.get(fold(text), ()))


def _is_abbreviation(scan: Scan, first: int, last: int, lower: str) -> bool:
    """Whether "Ky." or "B.C." is written as the short form of a part of a state: with points, or after a comma."""
    if lower in scan.lexicon.places.abbreviations and lower.count(".") != 1:
        return True
    start, end = scan.parsed.tokens[first].start, scan.parsed.tokens[last].end
    pointed = lower.endswith(".") or scan.parsed.text[end : end + 1] == "."
    return pointed and scan.parsed.text[max(0, start - 3) : start].rstrip().endswith(",")


def fitting(text: str, places: Sequence[Place]) -> list[Place]:
    """The places that a name may stand for as it is written: "US" is no town called Us."""
    folded = fold(text)
    if len(folded) > SHORT:
        state = any(p.precision == "country" and p.main for p in places)
        return [p for p in places if p.main or p.precision == "country"] if state else list(places)
    if text.isupper() or "." in text:
        return [p for p in places if p.precision == "country" or p.own]
    return [
        p for p in places if p.main and fold(p.name) == folded and p.precision != "country" and p.population > 500
    ] + [p for p in places if p.precision == "country" and p.main]


def _runs(scan: Scan, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Runs of words that look like a name, longest first at each start."""
    tokens = sentence.tokens
    words = scan.lexicon.places
    for at, token in enumerate(tokens):
        if not _may_start(scan, tokens, at):
            continue
        ends = []
        for to in range(at, min(at + LONGEST, len(tokens))):
            word = tokens[to]
            if (to > at and not is_blocked(scan, word) and _ends_name(scan, word)) or to == at:
                ends.append(to)
            elif word.lower not in words.joins or is_blocked(scan, word):
                break
            if word.known is not None and (word.known.form not in ("name", "adjective") or to > at):
                break
        for to in reversed(ends):
            text = _from_capital(scan.parsed.text[token.start : tokens[to].end])
            if "\n" not in text:
                yield token.i, tokens[to].i, text


def _may_start(scan: Scan, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.capital or token.known is not None:
        if _names_a_part(scan, tokens, at):
            return True
        return not is_blocked(scan, token) and token.lower not in scan.lexicon.names.calendar
    if token.lower not in ARTICLES:
        return False
    follows = tokens[at + 1 : at + 3]
    return len(follows) == 2 and follows[0].text == "-" and follows[1].capital


def _names_a_part(scan: Scan, tokens: Sequence[Token], at: int) -> bool:
    """ "Shan State": a people's adjective before a word for a part of a state names that part."""
    known = tokens[at].known
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        known is not None
        and known.form == "adjective"
        and following is not None
        and following.capital
        and following.lower in scan.lexicon.places.after
    )


def _from_capital(text: str) -> str:
    """ "occupied West Bank" is looked up as West Bank; "al-Bab" as it stands."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.islower() and "-" not in first else text


def _ends_name(scan: Scan, token: Token) -> bool:
    return token.capital or token.lower in scan.lexicon.places.after


def is_blocked(scan: Scan, token: Token) -> bool:
    """Whether a word is, or is in, a known name of something that is no place: an armed group, a paper, a people."""
    known = token.known
    if known is None:
        return False
    if known.form in ("plural", "adjective"):
        return True
    return all(scan.lexicon.actors[a].kind not in STATE_KINDS for a in known.actors)


def inside_bodies(scan: Scan) -> list[Candidate]:
    """States and great cities inside the known names of bodies ("Bank of Loka"), and bodies that are regions."""
    bodies = [t for t in scan.parsed.tokens if t.known is not None and t.known.form == "name" and is_blocked(scan, t)]
    runs = [(t, text) for t in bodies for text in _parts(t.text)]
    known = scan.gazetteer.find(text for _, text in runs)
    found: dict[int, Candidate] = {}
    for token, text in runs:
        senses = [p for p in fitting(text, known.get(fold(text), ())) if _is_great(p)]
        if token.i in found or not senses or text.lower() in scan.lexicon.places.directions:
            continue
        whole = text == token.text
        if whole and not any(p.own and p.precision == "region" for p in senses):
            continue
        start = token.start + token.text.index(text)
        use: Use = "actor" if whole else "body"
        found[token.i] = Candidate(token.i, token.i, text, senses, use=use, weight=9.0, start=start)
    return list(found.values())


def _is_great(place: Place) -> bool:
    return place.precision in ("country", "region") or place.capital or (place.main and place.population > 400_000)


def _parts(text: str) -> list[str]:
    """The capitalised runs of one to three words in a name, longest first."""
    words = text.split()
    runs = [words[i : i + n] for n in (3, 2, 1) for i in range(len(words) - n + 1)]
    return [text, *(" ".join(run) for run in runs if run[0][:1].isupper() and run[-1][:1].isupper() and len(words) > 1)]


def adjectives(scan: Scan) -> list[Candidate]:
    """Adjectives of states ("Lokan troops"): links to a state, with the state's place; no places themselves."""
    found = []
    wanted = [
        (t, scan.lexicon.actors[t.known.actors[0]])
        for t in scan.parsed.tokens
        if t.known is not None and t.known.form == "adjective" and len(t.known.actors) == 1
    ]
    known = scan.gazetteer.find({actor.name for _, actor in wanted})
    for token, actor in wanted:
        codes = (actor.iso2 or actor.id, actor.id)
        senses = [p for p in known.get(fold(actor.name), ()) if p.country in codes and p.precision == "country"]
        if senses:
            found.append(
                Candidate(token.i, token.i, token.text, senses[:1], use="adjective", chosen=senses[0], weight=9.0)
            )
    return found
