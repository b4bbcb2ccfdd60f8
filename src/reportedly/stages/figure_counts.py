"""Numbers of a sentence with what they count: the noun, where its phrase ends, and whether it is people."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reportedly.grammar import child
from reportedly.lexicon.figures import Figures
from reportedly.parse import Parsed, Sentence, Token
from reportedly.stages.figure_numbers import Number, find_numbers
from reportedly.stages.figure_people import is_people, is_person, is_thing
from reportedly.stages.figure_triggers import Trigger, find_triggers
from reportedly.stages.figure_victims import find_victims
from reportedly.stages.names import Names

# Words after "of" that only point back to people counted before: "three of them".
BACK = frozenset(
    {
        "them",
        "whom",
        "which",
        "those",
        "these",
        "dead",
        "victims",
        "wounded",
        "injured",
        "casualties",
        "killed",
        "fatalities",
        "deaths",
    }
)
DETERMINERS = frozenset({"the", "his", "her", "their", "its", "our", "my", "these", "those", "a", "an", "some", "all"})
SINGLE_DETERMINERS = frozenset({"a", "an", "another", "the", "his", "her", "their", "its", "our"})
PRONOUNS = frozenset({"him", "her", "he", "she", "himself", "herself"})
SINGLES_BEGIN = SINGLE_DETERMINERS | PRONOUNS
# Singular nouns that are no one person.
NO_SINGLE = frozenset(
    {
        "family",
        "group",
        "crew",
        "staff",
        "mob",
        "crowd",
        "total",
        "household",
        "personnel",
        "more",
        "life",
        "death",
        "body",
        "injury",
        "casualty",
        "victim",
        "other",
        "dead",
        "wounded",
        "injured",
        "fatality",
        "corpse",
        "public",
        "local",
        "deceased",
        "displaced",
        "team",
        "one",
        "individual",
        "elderly",
        "twins",
        "monitor",
        "observer",
        "human",
        "being",
        "minor",
        "state",
        "christian",
        "muslim",
        "male",
        "female",
    }
)
SINGLES = frozenset({"article", "definite", "owned", "name", "pronoun"})
# Numbers of one sentence that are read; a sentence with more is a table, not prose.
MOST_COUNTS = 150
SIGNS = frozenset({'"', "“", "”", "‘", "'", "’", "-", "'s", "’s", "/"})


class Count(NamedTuple):
    """A number, the words it is written in, and what it counts.

    `first` and `last` are places of the number in `line.tokens`; `noun` is the head of what is counted, None for a bare
    number, `np_last` the place where its phrase ends; `back` that it counts some of those counted before.
    """

    number: Number
    first: int
    last: int
    noun: Token | None
    np_last: int
    back: bool


class Line(NamedTuple):
    """A sentence with its numbers and triggers. `triggers` are by place in `tokens`."""

    sentence: Sentence
    tokens: Sequence[Token]
    counts: list[Count]
    triggers: dict[int, Trigger]
    lexicon: Figures
    starts: list[int]
    ends: list[int]

    def place(self, token: Token) -> int:
        """The place of a token in the sentence."""
        return token.i - self.tokens[0].i


def read_line(parsed: Parsed, sentence: Sentence, names: Names, lexicon: Figures) -> Line:
    """Numbers and triggers of one sentence."""
    tokens = sentence.tokens
    first = tokens[0].i
    triggers = {i - first: t for i, t in find_triggers(sentence, lexicon).items()}
    line = Line(sentence, tokens, [], triggers, lexicon, [t.start for t in tokens], [t.end for t in tokens])
    for number in find_numbers(parsed.text, lexicon, sentence.start, sentence.end, MOST_COUNTS):
        count = _count(line, number, lexicon)
        inside = count is not None and line.counts and line.counts[-1].last < count.first <= line.counts[-1].np_last
        if count is not None and not inside:
            line.counts.append(count)
    add_singles(line, names, lexicon)
    return line


def add_singles(line: Line, names: Names, lexicon: Figures) -> None:
    """Put in people who are counted by being told one by one: "a bodyguard", "his wife", a name, "himself"."""
    taken = {p for c in line.counts for p in range(c.first, c.np_last + 1)}
    objects = {at + 1 for at, trigger in line.triggers.items() if "object" in trigger.roles}
    for at, token in enumerate(line.tokens):
        if token.tag != "NNP" and token.lower not in SINGLES_BEGIN and at not in objects:
            continue
        single = _single(line, at, token, names, lexicon)
        if single is not None and not taken & set(range(single.first, single.np_last + 1)):
            line.counts.append(single)
            taken |= set(range(single.first, single.np_last + 1))
    _add_kin(line, taken, lexicon)
    for victim in find_victims(line.triggers, lexicon):
        first, last = line.place(victim.first), line.place(victim.noun)
        if not taken & set(range(first, last + 1)):
            line.counts.append(Count(victim.number, first, first, victim.noun, last, False))
            taken |= set(range(first, last + 1))
    line.counts.sort(key=lambda c: c.first)


def _add_kin(line: Line, taken: set[int], lexicon: Figures) -> None:
    """Put in people told one by one without a word of their own: "his mother, *father* and *sister*"."""
    owners = {c.noun.i for c in line.counts if c.noun is not None and c.number.vague == "owned"}
    for at, token in enumerate(line.tokens):
        listed = token.dep == "conj" or (token.dep == "appos" and child(token, "conj") is not None)
        if at in taken or token.tag != "NN" or not listed or child(token, "det", "poss", "nummod") is not None:
            continue
        if owners & {t.i for t in _joined_to(token)} and is_person(token, lexicon):
            number = Number(token.start, token.end, token.start, token.end, 1, 1, "owned")
            line.counts.append(Count(number, at, at, token, at, False))
            taken.add(at)


def _joined_to(token: Token) -> list[Token]:
    """The nouns before that a noun is joined to by "and"."""
    found = []
    while token.dep in ("conj", "appos") and token.head.i < token.i:
        token = token.head
        found.append(token)
    return found


def _single(line: Line, at: int, token: Token, names: Names, lexicon: Figures) -> Count | None:
    if token.lower in PRONOUNS and token.pos == "PRON":
        return Count(Number(token.start, token.end, token.start, token.end, 1, 1, "pronoun"), at, at, token, at, False)
    if token.lower in SINGLE_DETERMINERS:
        return _described(line, at, token, lexicon)
    verb = line.triggers.get(at - 1)
    if verb is not None and "object" in verb.roles and token.pos in ("ADJ", "NOUN") and token.tag != "NNS":
        return _undetermined(line, at, token, lexicon)
    mention = names.mentions.get(token.i)
    if mention is None or not mention.person or token.tag != "NNP" or token.known is not None:
        return None
    first = bisect_left(line.starts, mention.ref.span.start)
    if first >= at:  # one word alone names places and groups as often as people
        return None
    number = Number(mention.ref.span.start, token.end, token.start, token.end, 1, 1, "name")
    return Count(number, first, at, token, at, False)


def _undetermined(line: Line, at: int, token: Token, lexicon: Figures) -> Count | None:
    """One person without an article, as headlines have it: "killed prominent cleric"."""
    noun, end = _run(line, at, lexicon)
    if noun is None or noun.tag != "NN" or noun.lower in NO_SINGLE or not is_person(noun, lexicon):
        return None
    number = Number(token.start, line.tokens[end].end, token.start, token.end, 1, 1, "article")
    return Count(number, at, at, noun, end, False)


def _past_age(line: Line, at: int) -> int:
    """The place behind an age before a noun: "a 12-year-old boy"."""
    words = [t.lower for t in line.tokens[at : at + 6]]
    if len(words) > 2 and words[0][:1].isdigit() and "old" in words:
        return at + words.index("old") + 1
    return at


def _described(line: Line, at: int, token: Token, lexicon: Figures) -> Count | None:
    """One person told by a noun: "a bodyguard", "his wife"; "a couple" is two."""
    noun, end = _run(line, _past_age(line, at + 1), lexicon)
    if token.lower == "another" and (noun is None or noun.lower in ("person", "individual", "victim")):
        last = end if noun is not None else at
        number = Number(token.start, line.tokens[last].end, token.start, token.end, 1, 1, "article", ("exact",))
        return Count(number, at, at, noun, last, False)
    if noun is None or noun.tag not in ("NN", "NNP") or noun.lower in NO_SINGLE:
        return None
    if end + 1 < len(line.tokens) and line.tokens[end + 1].text == "-" and line.tokens[end + 1].start == noun.end:
        return None  # "the last rebel-held town"
    value = lexicon.words.groups.get(noun.lower, 1)
    followed = end + 1 < len(line.tokens) and line.tokens[end + 1].lower == "of"
    leads = noun.lower == "head" and (followed or line.tokens[end - 1].pos == "NOUN")
    if value == 1 and not leads and not is_person(noun, lexicon):
        return None
    if value > 1 and end + 1 < len(line.tokens) and line.tokens[end + 1].lower == "of":
        return None
    vague = "article" if token.lower in ("a", "an", "another") else "owned" if token.tag == "PRP$" else "definite"
    number = Number(token.start, line.tokens[end].end, token.start, token.end, value, value, vague)
    return Count(number, at, at, noun, end, False)


def _count(line: Line, number: Number, lexicon: Figures) -> Count | None:
    first = bisect_right(line.ends, number.start)
    at = bisect_left(line.starts, number.core_end)
    if at <= bisect_right(line.ends, number.core_start):
        return None
    while at < len(line.tokens) and line.tokens[at].start < number.end:
        at += 1
    noun, end, back = counted_noun(line, at, lexicon, number)
    return Count(number, first, at - 1, noun, end, back)


def counted_noun(line: Line, at: int, lexicon: Figures, number: Number) -> tuple[Token | None, int, bool]:
    """The noun behind a number, where its phrase ends, and whether it points back to people counted before."""
    tokens, bare = line.tokens, at - 1
    core = line.tokens[at - 1]
    if at < len(tokens) and tokens[at].lower == "of":
        at += 1
        while at < len(tokens) and tokens[at].lower in DETERMINERS:
            at += 1
        if at < len(tokens) and tokens[at].lower in BACK:
            return tokens[at], at, True
        if at < len(tokens) and tokens[at].tag == "CD":
            at += 1  # "nine of the 15 hostages": the hostages are counted, by nine
        noun, end = _run(line, at, lexicon)
        if noun is not None and tokens[at - 1].tag == "CD" and _is_whole(line, end + 1):
            return None, bare, False  # "nine of the 15 people killed were children": the 15 are counted too
        return (noun, end, False) if noun is not None else (None, bare, False)
    if core.lower == "of" and at < len(tokens):  # "dozens of the villagers"
        while at < len(tokens) and tokens[at].lower in DETERMINERS:
            at += 1
        if at < len(tokens) and tokens[at].lower in BACK and tokens[at].lower in ("them", "whom"):
            return tokens[at], at, True
    noun, end = _run(line, at, lexicon)
    return (noun, end, False) if noun is not None else (None, bare, False)


def _is_whole(line: Line, at: int) -> bool:
    """Whether what is said of a whole stands right behind it: "the 15 people *killed*"."""
    trigger = line.triggers.get(at)
    return trigger is not None and trigger.measure.of == "people" and trigger.token.dep == "acl"


def _run(line: Line, at: int, lexicon: Figures) -> tuple[Token | None, int]:
    """The noun that a run of adjectives and nouns ends in."""
    tokens, noun, end = line.tokens, None, at - 1
    while at < len(tokens):
        token = tokens[at]
        trigger = line.triggers.get(at)
        if (
            trigger is not None
            and trigger.measure.of == "people"
            and not (_describes(line, at, lexicon) or _describes_thing(line, at, lexicon))
        ):
            if noun is None and "noun" in trigger.roles and token.pos == "NOUN" and token.tag != "VBN":
                return token, at
            break
        if _ends_run(line, token, noun, lexicon) or _is_next_name(line, at, noun, lexicon):
            break
        if token.pos in ("NOUN", "PROPN") or is_people(token, lexicon) or token.known is not None:
            noun, end = token, at
        elif token.pos == "ADJ" and token.lower in lexicon.words.additional | {"other", "others", "more"}:
            end = at
            if token.lower == "others":
                return token, at
        elif token.lower in ("more", "other"):
            end = at
        elif noun is None and _opens_pair(tokens, at):
            at += 1
        elif not _goes_between(line, at, noun, lexicon):
            break
        at += 1
    return noun, end


def _ends_run(line: Line, token: Token, noun: Token | None, lexicon: Figures) -> bool:
    """Whether a time, the end of a phrase ("took 17 women *hostage*") or a sign ends what is counted."""
    if token.lower in lexicon.words.times and (noun is not None or token.pos in ("NOUN", "PROPN")):
        return True
    if noun is not None and any(t.last is token and t.token is not token for t in line.triggers.values()):
        return True
    return not token.text[:1].isalnum() and token.lower not in SIGNS


def _is_next_name(line: Line, at: int, noun: Token | None, lexicon: Figures) -> bool:
    """Whether a name stands behind counted people without a comma: "killing 22 children *Radio Kora* reported"."""
    if noun is None or noun.tag != "NNS" or not is_people(noun, lexicon):
        return False
    token, before = line.tokens[at], line.tokens[at - 1]
    closed = before.text in ('"', "”", "''")
    named = token.tag in ("NNP", "NNPS", "JJ") and token.text[:1].isupper() and noun.text.islower()
    return closed or (named and before is noun)


def _goes_between(line: Line, at: int, noun: Token | None, lexicon: Figures) -> bool:
    """Whether a word may stand before or between the nouns: "20 *unarmed* women *and* children"."""
    token = line.tokens[at]
    if token.lower in SIGNS or token.pos == "ADJ":
        return True
    if token.tag in ("VBN", "VBG", "CD") and _describes(line, at, lexicon):
        return True
    return token.lower == "and" and noun is not None and _pairs(line, at, lexicon)


def _opens_pair(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word opens a hyphenated one: the "off" of "four off-duty soldiers"."""
    return at + 2 < len(tokens) and tokens[at + 1].tag == "HYPH"


def _describes(line: Line, at: int, lexicon: Figures) -> bool:
    """Whether a participle or adjective stands before the noun it describes: "wounded soldiers"."""
    token = line.tokens[at]
    after = line.tokens[at + 1] if at + 1 < len(line.tokens) else None
    if after is None:
        return False
    if token.dep in ("amod", "compound", "nmod") and token.head.i > token.i and token.head.i - token.i <= 3:
        return is_people(token.head, lexicon) and all(
            t.pos in ("ADJ", "NOUN", "PROPN", "PUNCT") for t in line.tokens[at + 1 : line.place(token.head) + 1]
        )
    return False


def _describes_thing(line: Line, at: int, lexicon: Figures) -> bool:
    """Whether a state is said of animals or things: "four *dead* birds"."""
    token = line.tokens[at]
    return token.dep == "amod" and 0 < token.head.i - token.i <= 3 and is_thing(token.head, lexicon)


def _pairs(line: Line, at: int, lexicon: Figures) -> bool:
    """Whether "and" joins two nouns that are counted together: "20 women and children", not "20 women and a boy"."""
    after = line.tokens[at + 1] if at + 1 < len(line.tokens) else None
    before = line.tokens[at - 1]
    return (
        after is not None
        and after.tag == "NNS"
        and before.tag == "NNS"
        and is_people(after, lexicon)
        and (at + 1) not in line.triggers
    )
