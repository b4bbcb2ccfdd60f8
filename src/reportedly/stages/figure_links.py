"""What each number counts: ties numbers to triggers, by what stands beside them first, by grammar second."""

from __future__ import annotations

from reportedly.grammar import child
from reportedly.lexicon.figures import Measure
from reportedly.parse import Token
from reportedly.stages.figure_again import Told, share_again
from reportedly.stages.figure_among import among_those
from reportedly.stages.figure_beside import described_so, left, own_noun, right, toll
from reportedly.stages.figure_counts import SINGLES, Count, Line
from reportedly.stages.figure_people import is_armed, is_people, is_thing
from reportedly.stages.figure_sharing import (
    drop_renamed,
    is_speaker,
    share_bracketed,
    share_joined,
    share_pointed,
    share_rival,
)
from reportedly.stages.figure_syntax import by_grammar
from reportedly.stages.figure_triggers import Link, Trigger

# Where people are trapped so that they are missing.
BURYING = frozenset(
    {
        "avalanche",
        "block",
        "building",
        "cave",
        "collapse",
        "debris",
        "fire",
        "floor",
        "house",
        "landslide",
        "mine",
        "rubble",
        "ruin",
        "ruins",
        "shaft",
        "school",
        "tunnel",
        "under",
        "underground",
        "wall",
        "wreck",
        "wreckage",
    }
)
# A house holds these, and nobody is detained: "the clinic held 750 patients".
HOUSED = frozenset({"fan", "guest", "passenger", "patient", "player", "spectator", "student", "tourist", "visitor"})
# Between two triggers, these tell two things of one number: "killed or injured", "dead and wounded".
HARMED = frozenset({"killed", "injured", "killed_or_injured", "missing", "abducted", "detained"})
MERGING = frozenset({"and", "or", "/", "and/or", "both"})


def link_counts(line: Line, told: Told | None = None, noted: bool = False) -> dict[int, Link]:
    """The link of each number, by its place in `line.counts`; numbers of none of ours have none.

    `told` is what the sentence before counted, for numbers that only speak of it; `noted` that this is a note of
    correction, whose bare numbers all do.
    """
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
        link = link or among_those(line, count)
        link = link or (None if single else _own(line, count, spent)) or left(line, count, spent)
        link = (
            link or _past_background(line, count, right(line, count, spent)) or (None if single else toll(line, count))
        )
        link = link or by_grammar(line, count) or described_so(line, count)
        if link is not None and link.how == "grammar" and _says_it(line, count, link):
            continue
        if link is not None and single and link.how == "right" and _is_of_another(count, link):
            continue
        if link is not None and fits(line, count, link) and not _is_mixed(line, link):
            merged = _merged(line, count, link)
            twin = _twin(line, count, link) if merged is link.measure else None
            found[n] = link._replace(measure=merged, twin=twin)
            if link.how == "right":
                spent.add(link.trigger.token.i)
    share_joined(line, found)
    share_rival(line, found)
    drop_renamed(line, found)
    share_bracketed(line, found)
    share_pointed(line, found)
    share_again(line, found, told, noted)
    return found


def _own(line: Line, count: Count, spent: set[int]) -> Link | None:
    """The measure that the counted noun tells, unless its verb tells more: "98 evacuees were killed"."""
    link = own_noun(line, count)
    if link is not None and link.measure.id == "displaced":
        harmed = left(line, count, spent) or by_grammar(line, count)
        if harmed is not None and harmed.measure.id in HARMED:
            return harmed
    return link


def _says_it(line: Line, count: Count, link: Link) -> bool:
    """Whether people behind what was done are who tells it: "killing five people, a police officer said"."""
    return line.place(link.trigger.token) < count.first and is_speaker(line, count)


def _is_of_another(count: Count, link: Link) -> bool:
    """Whether a verb behind one person is said of somebody else: "a man who left a *woman* with cuts *was jailed*"."""
    subject = child(link.trigger.token, "nsubjpass", "nsubj")
    noun = count.noun
    if subject is None or noun is None or subject.i > noun.i:
        return False
    while noun.dep in ("conj", "appos") and noun is not subject and noun.head.i < noun.i:
        noun = noun.head
    return noun is not subject


def _past_background(line: Line, count: Count, link: Link | None) -> Link | None:
    """For "34 refugees who had fled the war were killed": the main verb, not the clause that says who they were."""
    clause = link.trigger.token if link is not None else None
    if link is None or clause is None or clause.dep != "relcl" or clause.head is not count.noun:
        return link
    main = by_grammar(line, count)
    return main if main is not None and main.trigger.token.dep != "relcl" else link


def _names_things(line: Line, count: Count) -> bool:
    """Whether the counted noun itself is of a measure of things: "200 houses"."""
    trigger = line.triggers.get(line.place(count.noun)) if count.noun is not None else None
    return trigger is not None and trigger.measure.of == "things"


def fits(line: Line, count: Count, link: Link) -> bool:
    """Whether what is counted can be counted so: people by a measure of people, things by one of things."""
    if link.measure.of == "things":
        return link.how == "things"
    noun = count.noun
    if noun is None and _is_no_number(line, count, link):
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
    if noun is None:
        return link.trigger.token.lemma != "lose"
    return link.how == "noun" or _suits(line, count, noun, link)


def _suits(line: Line, count: Count, noun: Token, link: Link) -> bool:
    """Whether a noun is of people whom the measure counts: "two gunmen fled" tells of no displacement."""
    people = is_people(noun, line.lexicon) or noun.known is not None
    if link.measure.id == "displaced" and "subject" in link.trigger.roles and is_armed(noun, line.lexicon):
        return False
    if not is_among(noun, link.trigger, link.measure):
        return False
    if count.back and link.how in ("left", "right"):
        return True  # "released six of them"
    if link.trigger.token.lemma == "hold" and noun.lemma in HOUSED:
        return False
    if link.trigger.token.lemma == "lose" and count.number.vague in SINGLES:
        return False  # "lost his job, his wife and his house"
    if link.trigger.token.lemma == "trap" and not any(t.lemma in BURYING for t in line.tokens):
        return False  # "the rebels had trapped 150 soldiers near the base"
    if link.trigger.token.lemma in line.lexicon.words.only_people:
        return people
    if link.measure.id in ("killed", "injured", "killed_or_injured"):
        return True
    return people or noun.pos == "PROPN" or noun.tag == "NNS"


def is_among(noun: Token, trigger: Trigger, measure: Measure) -> bool:
    """Whether a noun names those whom a bare verb of a measure counts; any noun where it names nobody."""
    bare = trigger.last is trigger.token and trigger.roles == {"subject"}
    return not (bare and measure.whom) or bool({noun.lower, noun.lemma} & measure.whom)


def _is_no_number(line: Line, count: Count, link: Link) -> bool:
    """Whether a bare number belongs to a name ("the villages of Kora 1 and 2") or a vague word only compares."""
    core = line.tokens[count.last]
    if core.dep == "nummod" and core.head.i < core.i and core.head.pos == "PROPN":
        return True
    return count.number.vague == "many" and (link.how in ("grammar", "toll") or _is_than(line, count))


def _is_than(line: Line, count: Count) -> bool:
    """Whether a vague word compares: "more than twice as many"."""
    after = line.tokens[count.last + 1].lower if count.last + 1 < len(line.tokens) else ""
    before = line.tokens[count.first - 1].lower if count.first else ""
    return after == "than" or before in ("as", "than")


def _is_mixed(line: Line, link: Link) -> bool:
    """Whether one number is of either of two things that no measure holds together: "15 were wounded or missing"."""
    at = line.place(link.trigger.token)
    for step in (1, -1):
        other = line.triggers.get(at + 2 * step)
        if other is None or other.measure.of != "people" or line.tokens[at + step].lower != "or":
            continue
        pair = {other.measure.id, link.measure.id}
        if len(pair) == 2 and pair != {"killed", "injured"} and not _own_count(line, other, link.trigger):
            return True
    return False


def _merged(line: Line, count: Count, link: Link) -> Measure:
    """Killed and injured told as one number: "dozens dead and wounded", "killed or injured 60".

    "How many were killed and injured" asks for two numbers, not for one.
    """
    if link.measure.id not in ("killed", "injured") or link.how == "toll" or count.number.vague == "unknown":
        return link.measure
    at, tokens = line.place(link.trigger.token), line.tokens
    for step in (1, -1):
        p = at + step
        words: list[str] = []
        while 0 <= p < len(tokens) and len(words) < 4:
            other = line.triggers.get(p)
            if other is not None:
                pair = {other.measure.id, link.measure.id}
                joined = MERGING & set(words) and all(w in MERGING | {"have", "been", "were", "either"} for w in words)
                if pair == {"killed", "injured"} and joined and not _own_count(line, other, link.trigger):
                    return line.lexicon.by_id["killed_or_injured"]
                break
            words.append(tokens[p].lower)
            p += step
    return link.measure


def _twin(line: Line, count: Count, link: Link) -> Trigger | None:
    """The other verb of "kidnapped and killed four people", when nobody is counted between the two."""
    at = line.place(link.trigger.token)
    for step in (2, -2):
        other = line.triggers.get(at + step)
        joint = line.tokens[at + step // 2].lower if 0 <= at + step < len(line.tokens) else ""
        unknown = count.number.vague == "unknown"
        if (
            other is None
            or joint not in (("and", "or") if unknown else ("and",))
            or other.measure.of != "people"
            or other.measure is link.measure
        ):
            continue
        pair = {other.measure.id, link.measure.id}
        if "object" in other.roles and "object" in link.trigger.roles and unknown:
            return other
        if "object" in other.roles and "object" in link.trigger.roles and pair != {"killed", "injured"}:
            return other
    return None


def _right_behind(line: Line, at: int) -> list[Count]:
    """The number or person right behind a word, past one other word; behind a comma somebody else begins."""
    return [c for c in line.counts if c.first == at + 1 or (c.first == at + 2 and line.tokens[at + 1].pos != "PUNCT")]


def _own_count(line: Line, other: Trigger, mine: Trigger) -> bool:
    """Whether the joined trigger has a number or people of its own behind it, when the first has its own too."""
    at = line.place(other.token)
    before = line.place(mine.token)
    if any(c.np_last + 1 == at < before < c2.first for c in line.counts for c2 in _right_behind(line, before)):
        return True  # "shooting him dead and wounding his son"
    behind = any(c.number.vague != "none" for c in _right_behind(line, at))
    counted = any(c.np_last < min(at, before) and c.np_last >= min(at, before) - 8 for c in line.counts)
    return behind and counted
