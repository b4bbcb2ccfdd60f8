"""Numbers that share the measure of another: "four soldiers and one militant were killed", "79 [later 200]"."""

from __future__ import annotations

from reportedly.grammar import children
from reportedly.parse import Token
from reportedly.stages.figure_counts import SINGLES, Count, Line
from reportedly.stages.figure_people import is_people, is_thing
from reportedly.stages.figure_triggers import Link, Trigger

COMMAS = frozenset({",", "-", "--", "–", "—", "("})
JOINTS = frozenset({",", "and", "plus", "or", "with", "&", "–", "—", "--", "as", "including"})


def drop_renamed(line: Line, found: dict[int, Link]) -> None:
    """One person told twice is one: the second telling is taken out."""
    for n, count in enumerate(line.counts):
        if n in found and count.number.vague in SINGLES - {"owned"} and _is_apposed(line, n, found):
            del found[n]
    for n in range(1, len(line.counts)):
        first, second = line.counts[n - 1], line.counts[n]
        between = [(p, line.tokens[p]) for p in range(first.np_last + 1, second.first)]
        if n in found and is_renaming(first, second, between):
            if n - 1 not in found:
                found[n - 1] = found[n]
            del found[n]


def _is_apposed(line: Line, n: int, found: dict[int, Link]) -> bool:
    """Whether a person only says more of one told before: "Oran Vell, head of the bar and a leading defender"."""
    noun = line.counts[n].noun
    top = first_of(noun) if noun is not None else None
    if top is None or top.dep != "appos":
        return False
    return any(
        m in found and line.counts[m].number.vague in SINGLES and line.counts[m].noun is top.head for m in range(n)
    )


def share_pointed(line: Line, found: dict[int, Link]) -> None:
    """ "They pulled five men from a bus and shot them dead": them are the one group of people told before."""
    for trigger in line.triggers.values():
        if "object" not in trigger.roles or trigger.measure.of != "people":
            continue
        if not any(o.lower == "them" for o in children(trigger.token, "dobj")):
            continue
        before = [
            n
            for n, c in enumerate(line.counts)
            if (n not in found or _may_be_told_more(found[n], trigger))
            and c.noun is not None
            and is_people(c.noun, line.lexicon)
            and c.number.vague not in SINGLES
            and c.last < line.place(trigger.token)
            and c.noun.dep != "nsubj"
        ]
        if len(before) == 1:
            told = found.get(before[0])
            pointed = Link(trigger, "pointed", trigger.measure)
            found[before[0]] = pointed if told is None else told._replace(twin=trigger)


def _may_be_told_more(link: Link, trigger: Trigger) -> bool:
    """Whether "them" may be people of whom something else was told: "captured nine farmers and shot them dead"."""
    return link.how == "left" and link.twin is None and link.measure is not trigger.measure


def share_bracketed(line: Line, found: dict[int, Link]) -> None:
    """A number in brackets right behind another is another version of it: "killed 79 [later raised to 200] people"."""
    for n in range(1, len(line.counts)):
        before, count = line.counts[n - 1], line.counts[n]
        if n in found or n - 1 not in found or count.number.vague:
            continue
        between = [t.lower for t in line.tokens[before.last + 1 : count.first]]
        if _opens(between):
            found[n] = found[n - 1]._replace(how="bracket", like=n - 1)


def _opens(between: list[str]) -> bool:
    """Whether a bracket opens in some words and is still open at their end."""
    opened = max((p for p, t in enumerate(between) if t in ("[", "(")), default=-1)
    return opened >= 0 and not any(t in ("]", ")") for t in between[opened:])


def share_joined(line: Line, found: dict[int, Link]) -> None:
    """Numbers joined to a linked one share its measure: "four soldiers and one militant were killed"."""
    for n in range(len(line.counts) - 2, -1, -1):
        after = found.get(n + 1)
        if n in found or after is None or after.how not in ("right", "grammar", "noun", "shared", "among"):
            continue
        first, second = line.counts[n], line.counts[n + 1]
        if not (joined(line, first, second) and _may_share(line, first)):
            continue
        if line.place(after.trigger.token) > second.last:
            found[n] = Link(after.trigger, "shared", after.measure, n + 1)
    for n in range(1, len(line.counts)):
        m = _before(line, n, found)
        before = found.get(m)
        if n in found or before is None or before.measure.of != "people":
            continue
        first, second = line.counts[m], line.counts[n]
        if not (joined(line, first, second) and _may_share(line, second)):
            continue
        passed = line.place(before.trigger.token) > first.last
        goes_on = second.noun is None and _goes_on(line, second)
        if not passed or goes_on or _is_along(line, first, second):
            found[n] = Link(before.trigger, "shared", before.measure, m)


def share_rival(line: Line, found: dict[int, Link]) -> None:
    """Another number for the same, told as somebody else's: "15 died, officials said, *or 12*, according to police"."""
    for n in range(1, len(line.counts)):
        count, before = line.counts[n], found.get(n - 1)
        if (
            n in found
            or before is None
            or before.measure.of != "people"
            or count.number.vague
            or count.noun is not None
        ):
            continue
        opens = [t.lower for t in line.tokens[max(0, count.first - 2) : count.first]] == [",", "or"]
        behind = [t.lower for t in line.tokens[count.last + 1 : count.last + 4]]
        if opens and "according" in behind[:2]:
            found[n] = Link(before.trigger, "shared", before.measure, n - 1)


def _before(line: Line, n: int, found: dict[int, Link]) -> int:
    """The count before, past a name that only tells again who it was: "a judge, Oran Vell, and two aides"."""
    m = n - 1
    if m > 0 and m not in found and line.counts[m].number.vague in SINGLES:
        first, second = line.counts[m - 1], line.counts[m]
        between = [(p, line.tokens[p]) for p in range(first.np_last + 1, second.first)]
        if is_renaming(first, second, between):
            return m - 1
    return m


def _may_share(line: Line, count: Count) -> bool:
    if (
        count.number.vague in SINGLES
        and count.noun is not None
        and first_of(count.noun).dep in ("nsubj", "npadvmod", "agent")
    ):
        return False  # "killing 51, the local official told a news agency"
    if is_speaker(line, count):
        return False
    if is_thing(count.noun, line.lexicon) or count.number.vague in ("many", "none", "mostly"):
        return False
    return count.noun is None or is_people(count.noun, line.lexicon) or count.noun.known is not None


def is_speaker(line: Line, count: Count) -> bool:
    """Whether people at the end of a list are who says it: "killing five, a police officer and a witness said"."""
    for token in line.tokens[count.np_last + 1 : count.np_last + 9]:
        if token.pos == "VERB":
            return token.lemma in line.lexicon.words.speaking
        if token.pos == "PUNCT" or token.lower == ",":
            return False
    return False


def joined(line: Line, first: Count, second: Count) -> bool:
    """Whether only the first's own words, commas and "and" stand between two numbers."""
    between = [(p, line.tokens[p]) for p in range(first.last + 1, second.first)]
    if is_renaming(first, second, between):
        return False
    if _is_along(line, first, second):
        return True
    if not between or between[-1][1].lower not in JOINTS:
        return False
    return all(
        t.pos not in ("VERB", "AUX") or p in line.triggers or t.tag in ("VBN", "VBG") for p, t in between
    ) and not any(t.lower in line.lexicon.words.stops and t.lower not in ("as", ":") for _, t in between)


def _is_along(line: Line, first: Count, second: Count) -> bool:
    """Whether the second is told with the first: "the mayor was killed along with his wife"."""
    before = tuple(t.lower for t in line.tokens[max(0, second.first - 2) : second.first])
    if before not in (("along", "with"), ("together", "with")) and before[-1:] != ("alongside",):
        return False
    verbs = [p for p in range(first.np_last + 1, second.first) if line.tokens[p].pos == "VERB"]
    return len([p for p in verbs if p in line.triggers and line.tokens[p].tag != "VBG"]) == 1


def first_of(token: Token) -> Token:
    """The first of what a word is joined to by "and"."""
    for _ in range(8):
        if token.dep != "conj" or token.head is token:
            break
        token = token.head
    return token


def is_renaming(first: Count, second: Count, between: list[tuple[int, Token]]) -> bool:
    """Whether two singles only tell one person twice: "a senior judge, Oran Vell", "Oran Vell, the mayor"."""
    kinds = {first.number.vague, second.number.vague}
    if first.noun is None and (first.number.low, first.number.high) == (1, 1) and second.number.vague == "article":
        return [t.lower for _, t in between] == [","]
    if not kinds <= SINGLES or second.number.vague == "owned" or "pronoun" in kinds:
        return False
    if all(t.lower in COMMAS for _, t in between):
        return True
    named = (first.number.vague == "name") != (second.number.vague == "name")
    behind = bool(between) and between[-1][1].lower in COMMAS
    return named and behind and not any(t.pos in ("VERB", "AUX", "CCONJ") or t.lower in COMMAS for _, t in between[:-1])


def _goes_on(line: Line, count: Count) -> bool:
    """Whether a bare number goes on with a place: "five in Kora and three in Venn"."""
    at = count.last + 1
    return at < len(line.tokens) and line.tokens[at].lower in (
        "in",
        "at",
        "near",
        "on",
        "from",
        "elsewhere",
        "outside",
        "to",
        "by",
        "due",
        "because",
        "during",
    )
