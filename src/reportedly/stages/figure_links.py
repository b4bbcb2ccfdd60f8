"""What each number counts: ties numbers to triggers, by what stands beside them first, by grammar second."""

from __future__ import annotations

from reportedly.lexicon.figures import Measure
from reportedly.stages.figure_beside import described_so, left, own_noun, right, toll
from reportedly.stages.figure_counts import SINGLES, Count, Line, is_armed, is_people, is_thing
from reportedly.stages.figure_sharing import drop_renamed, share_bracketed, share_joined, share_pointed
from reportedly.stages.figure_syntax import by_grammar
from reportedly.stages.figure_triggers import Link, Trigger


def link_counts(line: Line) -> dict[int, Link]:
    """The link of each number, by its place in `line.counts`; numbers of none of ours have none."""
    found: dict[int, Link] = {}
    spent: set[int] = set()
    for n, count in enumerate(line.counts):
        single = count.number.vague in SINGLES
        if _names_things(line, count):
            link = by_grammar(line, count)
            if link is not None and link.how == "things":
                found[n] = link
            continue
        link = right(line, count, spent) if count.back else None  # "two of the wounded died"
        link = link or (None if single else own_noun(line, count)) or left(line, count, spent)
        link = link or right(line, count, spent) or (None if single else toll(line, count))
        link = link or by_grammar(line, count) or described_so(line, count)
        if link is not None and fits(line, count, link):
            merged = _merged(line, link)
            twin = _twin(line, link) if merged is link.measure else None
            found[n] = link._replace(measure=merged, twin=twin)
            if link.how == "right":
                spent.add(link.trigger.token.i)
    share_joined(line, found)
    drop_renamed(line, found)
    share_bracketed(line, found)
    share_pointed(line, found)
    return found


def _names_things(line: Line, count: Count) -> bool:
    """Whether the counted noun itself is of a measure of things: "200 houses"."""
    trigger = line.triggers.get(line.place(count.noun)) if count.noun is not None else None
    return trigger is not None and trigger.measure.of == "things"


def fits(line: Line, count: Count, link: Link) -> bool:
    """Whether what is counted can be counted so: people by a measure of people, things by one of things."""
    if link.measure.of == "things":
        return link.how == "things"
    noun = count.noun
    if count.number.vague == "many" and noun is None and (link.how == "grammar" or _is_than(line, count)):
        return False
    if count.number.vague in SINGLES and link.how == "left" and link.trigger.roles == {"noun"}:
        return link.measure.id == "killed"  # "a warrant for the arrest of the mayor" tells of nobody detained
    if link.measure.id == "bodies" and noun is not None and link.how != "noun":
        return is_people(noun, line.lexicon) or noun.known is not None
    if is_thing(noun, line.lexicon):
        return False
    needed = link.measure.verbs_needed
    if needed and not any(t.lemma in needed for t in line.tokens):
        return False
    if (
        noun is not None
        and link.measure.id == "displaced"
        and "subject" in link.trigger.roles
        and is_armed(noun, line.lexicon)
    ):
        return False  # "two gunmen fled" tells of no displacement
    lemma = link.trigger.token.lemma
    if lemma in line.lexicon.words.only_people and (noun is None and lemma == "lose"):
        return False
    if noun is None or link.how == "noun":
        return True
    if lemma in line.lexicon.words.only_people:
        return is_people(noun, line.lexicon) or noun.known is not None
    if link.measure.id in ("killed", "injured", "killed_or_injured") and lemma not in line.lexicon.words.only_people:
        return True
    return is_people(noun, line.lexicon) or noun.known is not None or noun.pos == "PROPN" or noun.tag == "NNS"


def _is_than(line: Line, count: Count) -> bool:
    """Whether a vague word compares: "more than twice as many"."""
    after = line.tokens[count.last + 1].lower if count.last + 1 < len(line.tokens) else ""
    before = line.tokens[count.first - 1].lower if count.first else ""
    return after == "than" or before in ("as", "than")


def _merged(line: Line, link: Link) -> Measure:
    """Killed and injured told as one number: "dozens dead and wounded", "killed or injured 60"."""
    if link.measure.id not in ("killed", "injured") or link.how == "toll":
        return link.measure
    at, tokens = line.place(link.trigger.token), line.tokens
    for step in (1, -1):
        p = at + step
        words: list[str] = []
        while 0 <= p < len(tokens) and len(words) < 4:
            other = line.triggers.get(p)
            if other is not None:
                pair = {other.measure.id, link.measure.id}
                joined = words and all(
                    w in ("and", "or", "/", "and/or", "have", "been", "were", "either", "both") for w in words
                )
                if pair == {"killed", "injured"} and joined and not _own_count(line, other, link.trigger):
                    return line.lexicon.by_id["killed_or_injured"]
                break
            words.append(tokens[p].lower)
            p += step
    return link.measure


def _twin(line: Line, link: Link) -> Trigger | None:
    """The other verb of "kidnapped and killed four people", when nobody is counted between the two."""
    at = line.place(link.trigger.token)
    for step in (2, -2):
        other = line.triggers.get(at + step)
        joint = line.tokens[at + step // 2].lower if 0 <= at + step < len(line.tokens) else ""
        if other is None or joint != "and" or other.measure.of != "people" or other.measure is link.measure:
            continue
        pair = {other.measure.id, link.measure.id}
        if "object" in other.roles and "object" in link.trigger.roles and pair != {"killed", "injured"}:
            return other
    return None


def _own_count(line: Line, other: Trigger, mine: Trigger) -> bool:
    """Whether the joined trigger has a number or people of its own behind it, when the first has its own too."""
    at = line.place(other.token)
    before = line.place(mine.token)
    behind = any(c.first in (at + 1, at + 2) and c.number.vague != "none" for c in line.counts)
    counted = any(c.np_last < min(at, before) and c.np_last >= min(at, before) - 8 for c in line.counts)
    return behind and counted
