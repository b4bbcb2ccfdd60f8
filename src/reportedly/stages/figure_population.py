"""Of whom a number counts, in the report's own words: "civilians", "female teachers", "members of the town council"."""

from __future__ import annotations

from reportedly.lexicon.figures import Figures
from reportedly.stages.figure_counts import DETERMINERS, SINGLES, Count, Line
from reportedly.stages.figure_parts import past_clause
from reportedly.stages.figure_people import is_people
from reportedly.stages.figure_triggers import BE

FILLERS = frozenset(
    {
        "others",
        "other",
        "more",
        "additional",
        "further",
        "another",
        "about",
        '"',
        "“",
        "”",
        "‘",
        "’",
        "of",
        "at",
        "least",
        "reportedly",
    }
)
# The longest phrase of people behind "of them": "women, children and elderly people" is told in two.
LONGEST = 6
OPEN_NOUNS = frozenset(
    {"member", "members", "people", "persons", "residents", "employees", "staff", "families", "family"}
)


def population_of(text: str, line: Line, count: Count, lexicon: Figures) -> str | None:
    """The noun phrase behind a number without words that only say "people"; None when nothing is left."""
    first = count.last + 1
    last = count.np_last
    words = [t.lower for t in line.tokens[first : last + 1]]
    if "old" in words[:-1] and words[0][:1].isdigit():
        first += words.index("old") + 1  # "a 70-year-old woman"
    if count.number.vague in SINGLES and line.tokens[count.last].tag not in ("DT", "PRP$"):
        first = count.first  # "killed prominent cleric"
    if count.number.vague == "pronoun":
        return "attacker" if count.noun is not None and count.noun.lower in ("himself", "herself") else None
    if count.number.vague == "name":
        return None
    if count.noun is None or count.back:
        return _predicate(text, line, count, lexicon)
    while first <= last and (
        line.tokens[first].lower in FILLERS
        or line.tokens[first].lower in DETERMINERS
        or _is_state(line, first, last)
        or (line.tokens[first].tag == "CD" and first < last)
    ):
        first += 1
    if first > last:
        return None
    tokens = line.tokens[first : last + 1]
    if (
        all(t.lower in lexicon.words.plain_people or t.lower in FILLERS for t in tokens)
        or tokens[-1].lower in lexicon.words.outcomes
    ):
        tokens = tokens[:-1] if len(tokens) > 1 else []
        tokens = [] if all(t.lower in FILLERS | lexicon.words.plain_people for t in tokens) else tokens
        if not tokens:
            return None
        last = first + len(tokens) - 1
    end = line.tokens[last].end
    if line.tokens[last].lower in OPEN_NOUNS and count.number.vague not in SINGLES:
        end = _with_tail(line, last)
    return text[line.tokens[first].start : end]


def _is_state(line: Line, at: int, last: int) -> bool:
    """Whether a word before the noun says what became of them: "the *dead* man", "14 *wounded* soldiers"."""
    trigger = line.triggers.get(at)
    return at < last and trigger is not None and "state" in trigger.roles and trigger.measure.of == "people"


def _with_tail(line: Line, last: int) -> int:
    """Through "of the town council" behind "members"."""
    tokens = line.tokens
    if last + 1 >= len(tokens) or tokens[last + 1].lower not in ("of", "from"):
        return tokens[last].end
    at = last + 2
    while (
        at < len(tokens)
        and at < last + 8
        and (tokens[at].pos in ("DET", "ADJ", "NOUN", "PROPN") or tokens[at].lower in ("'s", "’s", "-"))
        and (at not in line.triggers or line.triggers[at].measure.of == "things")
    ):
        at += 1
    return tokens[at - 1].end if at > last + 2 else tokens[last].end


def _predicate(text: str, line: Line, count: Count, lexicon: Figures) -> str | None:
    """For a bare number, what it is said to be: "two were children"."""
    out = count.last + 2 < len(line.tokens) and line.tokens[count.last + 1].lower == "of" and not count.back
    at = _past_whole(line, count) if out else count.np_last + 1
    if at >= len(line.tokens):
        return None
    if count.back and line.tokens[at].lower not in BE:
        return _apposed(text, line, at)
    if line.tokens[at].lower not in BE | {":", ","}:
        return None
    nouns: list[int] = []
    for p in range(at + 1, min(at + 4, len(line.tokens))):
        if line.tokens[p].pos in ("VERB", "ADP"):
            break  # "another five were *killed in* Hale": Hale is not who they were
        if line.tokens[p].pos in ("NOUN", "PROPN", "ADJ"):
            nouns.append(p)
    if not nouns or line.tokens[nouns[-1]].lower in lexicon.words.plain_people or nouns[-1] in line.triggers:
        return None
    if line.tokens[nouns[-1]].pos == "ADJ" or line.tokens[at].lower == ",":
        return None
    return text[line.tokens[nouns[0]].start : line.tokens[nouns[-1]].end]


def _past_whole(line: Line, count: Count) -> int:
    """The place behind the whole that a number takes some out of: "236 of the 371 killed | were civilians"."""
    whole = next((c for c in line.counts if c.first > count.last), None)
    return past_clause(line, whole) if whole is not None else count.np_last + 1


def _apposed(text: str, line: Line, at: int) -> str | None:
    """Who some are, right behind them: "three of them *children*", "most of whom *old men*"."""
    last = None
    for p in range(at, min(at + LONGEST, len(line.tokens))):
        token = line.tokens[p]
        if p in line.triggers and not is_people(token, line.lexicon):
            break
        if is_people(token, line.lexicon):
            last = p
        elif token.pos not in ("ADJ", "NOUN", "PROPN") and token.lower not in ("-", "and"):
            break
    return text[line.tokens[at].start : line.tokens[last].end] if last is not None else None
