"""Of whom a number counts, in the report's own words: "civilians", "female teachers", "members of the town council"."""

from __future__ import annotations

from reportedly.lexicon.figures import Figures
from reportedly.stages.figure_counts import DETERMINERS, SINGLES, Count, Line
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
OPEN_NOUNS = frozenset(
    {"member", "members", "people", "persons", "residents", "employees", "staff", "families", "family"}
)


def population_of(text: str, line: Line, count: Count, lexicon: Figures) -> str | None:
    """The noun phrase behind a number without words that only say "people"; None when nothing is left."""
    first = count.last + 1
    last = count.np_last
    if count.number.vague in SINGLES and line.tokens[count.last].tag not in ("DT", "PRP$"):
        first = count.first  # "killed prominent cleric"
    if count.number.vague == "pronoun":
        return "attacker" if count.noun is not None and count.noun.lower in ("himself", "herself") else None
    if count.number.vague == "name":
        return None
    if count.noun is None or count.back:
        return _predicate(text, line, count, lexicon)
    while first <= last and (line.tokens[first].lower in FILLERS or line.tokens[first].lower in DETERMINERS):
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
    at = count.np_last + 1
    if at >= len(line.tokens) or line.tokens[at].lower not in BE | {":", ","}:
        return None
    nouns = [p for p in range(at + 1, min(at + 4, len(line.tokens))) if line.tokens[p].pos in ("NOUN", "PROPN", "ADJ")]
    if not nouns or line.tokens[nouns[-1]].lower in lexicon.words.plain_people or nouns[-1] in line.triggers:
        return None
    if line.tokens[nouns[-1]].pos == "ADJ" or line.tokens[at].lower == ",":
        return None
    return text[line.tokens[nouns[0]].start : line.tokens[nouns[-1]].end]
