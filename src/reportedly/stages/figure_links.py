"""What each number counts: ties numbers to triggers, by what stands beside them first, by grammar second.

News puts numbers in few forms ("killing five", "five people were killed", "five dead"), and a trigger right beside a
number is a safer sign than a parse of a long sentence; the parse finds the rest.
"""

from __future__ import annotations

from typing import NamedTuple

from reportedly.grammar import child, children, is_passive
from reportedly.lexicon.figures import Figures, Measure
from reportedly.parse import Token
from reportedly.stages.figure_counts import BACK, SINGLES, Count, Line, is_armed, is_people, is_thing
from reportedly.stages.figure_triggers import BE, Trigger, is_active, is_helped

# Words that may stand between what is counted and what is said of it: "five people were also reportedly killed".
BETWEEN = BE | {
    "have", "has", "had", "having", "also", "feared", "believed", "reported", "confirmed", "presumed", "thought", "left", "said", "to", "who", "reportedly",
    "allegedly", "still", "either", "both", "not", "all", "there", "yet", "known", "declared", "found", "remain", "remained", "are", "went", "go", "lay", "lie", "being", "now", "later", "again",
    "already", "even", "sadly", "tragically", "instantly", "severely", "seriously", "critically", "badly", "only", "wounded/", "became", "listed", "pronounced", "suspected", "could", "may", "might", "estimated", "counted", "'ve", "that", "will", "would",
    "were", "'d", "did", "do",
}  # fmt: skip
STOPS = frozenset(
    {
        "while",
        "but",
        "when",
        "after",
        "as",
        "which",
        "before",
        "because",
        "since",
        "although",
        "whereas",
        "until",
        ";",
        ":",
        "if",
    }
)
COMMAS = frozenset({",", "-", "--", "–", "—", "("})
OPENING = {"(": ")", "[": "]"}
LONGEST_NP = 22
SKIPPED = frozenset(
    {
        "the",
        "a",
        "an",
        '"',
        "“",
        "'",
        "‘",
        ",",
        "(",
        "[",
        "at",
        "about",
        "there",
        "also",
        "on",
        "as",
        "up",
        "another",
        "some",
        "his",
        "its",
        "their",
        "her",
        "of",
    }
)
LINKED = frozenset(
    {
        "to",
        "at",
        "reached",
        "reaches",
        "reach",
        "reaching",
        "stood",
        "stands",
        "was",
        "is",
        "were",
        "are",
        "hit",
        "hits",
        "hitting",
        "as",
        ":",
        "passed",
        "topped",
        "exceeded",
        "exceeds",
        "surpassed",
        "of",
        "be",
        "been",
        "being",
        "from",
        "include",
        "included",
        "includes",
        "totalled",
        "totaled",
        "totals",
    }
)
SUMS = frozenset({"total", "toll", "number", "count", "tally", "figure"})
ARRIVALS = frozenset({"to", "at", "reached", "hit", "stands", "stood", "is", "was", "of", "as"})


class Link(NamedTuple):
    """A number's measure: the trigger that tells it and how the two were tied."""

    trigger: Trigger
    how: str  # left | right | toll | noun | grammar | shared | bracket | back
    measure: Measure
    like: int | None = None  # the place in `line.counts` of the number whose measure it shares
    twin: Trigger | None = None  # a second thing said of the same people: "kidnapped and killed four"


def link_counts(line: Line, lexicon: Figures) -> dict[int, Link]:
    """The link of each number, by its place in `line.counts`; numbers of none of ours have none."""
    found: dict[int, Link] = {}
    spent: set[int] = set()
    for n, count in enumerate(line.counts):
        single = count.number.vague in SINGLES
        link = (None if single else _own_noun(line, count)) or _left(line, count, spent)
        link = link or _right(line, count, lexicon, spent) or (None if single else _toll(line, count))
        link = link or _by_grammar(line, count, lexicon) or _described_so(line, count)
        if link is not None and fits(line, count, link, lexicon):
            merged = _merged(line, link, lexicon)
            twin = _twin(line, link) if merged is link.measure else None
            found[n] = link._replace(measure=merged, twin=twin)
            if link.how == "right":
                spent.add(link.trigger.token.i)
    _share(line, lexicon, found)
    _renamed(line, found)
    _bracketed(line, found)
    _pointed_at(line, found, lexicon)
    return found


def _renamed(line: Line, found: dict[int, Link]) -> None:
    """One person told twice is one: the second telling is taken out."""
    for n in range(1, len(line.counts)):
        first, second = line.counts[n - 1], line.counts[n]
        between = [(p, line.tokens[p]) for p in range(first.np_last + 1, second.first)]
        if n in found and is_renaming(first, second, between):
            if n - 1 not in found:
                found[n - 1] = found[n]
            del found[n]


def _pointed_at(line: Line, found: dict[int, Link], lexicon: Figures) -> None:
    """ "They pulled five men from a bus and shot them dead": them are the one group of people told before."""
    for trigger in line.triggers.values():
        if "object" not in trigger.roles or trigger.measure.of != "people":
            continue
        if not any(o.lower == "them" for o in children(trigger.token, "dobj")):
            continue
        before = [
            n
            for n, c in enumerate(line.counts)
            if n not in found
            and c.noun is not None
            and is_people(c.noun, lexicon)
            and c.number.vague not in SINGLES
            and c.last < line.place(trigger.token)
            and c.noun.dep not in ("nsubj",)
        ]
        if len(before) == 1:
            found[before[0]] = Link(trigger, "pointed", trigger.measure)


def _bracketed(line: Line, found: dict[int, Link]) -> None:
    """A number in brackets right behind another is another version of it: "killed 79 [later raised to 200] people"."""
    for n in range(1, len(line.counts)):
        before, count = line.counts[n - 1], line.counts[n]
        if n in found or n - 1 not in found or count.number.vague:
            continue
        between = [t.lower for t in line.tokens[before.last + 1 : count.first]]
        if "[" in between or "(" in between:
            found[n] = found[n - 1]._replace(how="bracket", like=n - 1)


def fits(line: Line, count: Count, link: Link, lexicon: Figures) -> bool:
    """Whether what is counted can be counted so: people by a measure of people, things by one of things."""
    if link.measure.of == "things":
        return link.how == "things"
    noun = count.noun
    if is_thing(noun, lexicon):
        return False
    needed = link.measure.verbs_needed
    if needed and not any(t.lemma in needed for t in line.tokens):
        return False
    if (
        noun is not None
        and link.measure.id == "displaced"
        and "subject" in link.trigger.roles
        and is_armed(noun, lexicon)
    ):
        return False  # "two gunmen fled" tells of no displacement
    lemma = link.trigger.token.lemma
    if lemma in lexicon.words.only_people and (noun is None and lemma == "lose"):
        return False
    if noun is None or link.how == "noun":
        return True
    if link.measure.id in ("killed", "injured", "killed_or_injured") and lemma not in lexicon.words.only_people:
        return True
    return is_people(noun, lexicon) or noun.known is not None or noun.pos == "PROPN" or noun.tag == "NNS"


def _own_noun(line: Line, count: Count) -> Link | None:
    """The counted noun itself tells the measure: "14 deaths", "127 dead", "five of the wounded"."""
    if count.noun is None:
        return None
    trigger = line.triggers.get(line.place(count.noun))
    if trigger is not None and "noun" in trigger.roles and trigger.measure.of == "people":
        return Link(trigger, "noun", trigger.measure)
    return None


def _left(line: Line, count: Count, spent: set[int]) -> Link | None:
    """A verb right before the number, which is its object: "killing at least nine"; "the deaths of six"."""
    at = count.first - 1
    while at >= 0 and (line.tokens[at].lower in SKIPPED or line.tokens[at].pos == "ADV") and at not in line.triggers:
        if _ends_phrase(line, at) is not None:
            break
        at -= 1
    if at < 0:
        return None
    trigger = _ends_phrase(line, at) or line.triggers.get(at)
    if trigger is None or trigger.measure.of != "people" or trigger.token.i in spent:
        return None
    if "object" in trigger.roles and not is_helped(trigger.token) and not _is_counted_state(line, trigger):
        return Link(trigger, "left", trigger.measure)
    between = [t.lower for t in line.tokens[line.place(trigger.last) + 1 : count.first]]
    if "noun" in trigger.roles and (between[:1] == ["of"] or trigger.token.lower.endswith("ing")):
        return Link(trigger, "left", trigger.measure)
    return None


def _ends_phrase(line: Line, at: int) -> Trigger | None:
    token = line.tokens[at]
    return next((t for t in line.triggers.values() if t.last is token and t.token is not token), None)


def _is_counted_state(line: Line, trigger: Trigger) -> bool:
    """Whether a number right before a participle already is what it says: "18 killed, 40 injured"."""
    if trigger.token.tag not in ("VBN", "JJ", "VBD"):
        return False
    at = line.place(trigger.token)
    return any(c.last + 1 == at and c.noun is None for c in line.counts)


def _right(line: Line, count: Count, lexicon: Figures, spent: set[int]) -> Link | None:
    """What is said behind the counted: "five people, two of them children, were killed", "five dead"."""
    at = count.np_last + 1
    steps, tokens = 0, line.tokens
    while at < len(tokens) and steps < LONGEST_NP:
        steps += 1
        token = tokens[at]
        trigger = line.triggers.get(at)
        if trigger is not None:
            if _says_of_it(trigger, spent, at == count.np_last + 1):
                return Link(trigger, "right", trigger.measure)
            if trigger.measure.of == "people" and ("object" in trigger.roles or "subject" in trigger.roles):
                return None
        if token.lower in OPENING:
            at = _past(line, at, OPENING[token.lower])
            continue
        if token.lower in (",", "–", "—", "--", "-"):
            past = _past_aside(line, at)
            if past is None:
                return None
            at = past
            continue
        if token.lower in STOPS or (_starts_count(line, at, lexicon) and at > count.last):
            return None
        if token.tag == "VBN" and at + 2 < len(tokens) and tokens[at + 1].lower == "and" and at + 2 in line.triggers:
            at += 2  # "were attacked and killed"
            continue
        if token.pos in ("VERB", "AUX") and token.lower not in BETWEEN and trigger is None:
            return None
        if token.lower == "and" and at + 1 < len(tokens) and tokens[at + 1].pos in ("VERB", "AUX", "DET", "PRON"):
            return None
        at += 1
    return None


def _says_of_it(trigger: Trigger, spent: set[int], beside: bool) -> bool:
    if trigger.measure.of != "people" or trigger.token.i in spent:
        return False
    if trigger.roles & {"subject"} and trigger.token.pos in ("VERB", "AUX") and trigger.token.tag != "VBG":
        return True
    if trigger.roles & {"object", "state"} and not ("object" in trigger.roles and is_active(trigger.token)):
        return (
            trigger.token.tag in ("VBN", "VBD", "JJ", "NNP", "NN", "RB", "NNPS", "IN", "NNS", "VB", "VBG")
            or trigger.token.pos == "ADJ"
        )
    return beside and "noun" in trigger.roles and trigger.token.lower in BACK


def _starts_count(line: Line, at: int, lexicon: Figures) -> bool:
    return any(c.first == at and not is_thing(c.noun, lexicon) and c.number.vague != "many" for c in line.counts)


def _past(line: Line, at: int, closing: str) -> int:
    end = next((p for p in range(at, len(line.tokens)) if line.tokens[p].lower == closing), len(line.tokens) - 1)
    return end + 1


def _past_aside(line: Line, at: int) -> int | None:
    """The place behind an aside between commas or dashes; None when it is no aside."""
    opened = line.tokens[at].lower
    tokens = line.tokens
    for p in range(at + 1, min(len(tokens), at + 30)):
        lower = tokens[p].lower
        closes = lower == opened or (opened != "," and lower in ("–", "—", "--"))
        after = tokens[p + 1] if p + 1 < len(tokens) else None
        if closes and after is not None and (after.lower in BETWEEN or (p + 1) in line.triggers):
            return p + 1
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if opened == "," and after is not None and after.lower in ("were", "was", "have", "has", "are"):
        return at + 1
    # "five people, including two children were killed": the closing comma is missing
    if after is not None and after.lower == "including":
        for p in range(at + 2, min(len(tokens), at + 16)):
            if tokens[p].lower in ("were", "was", "have", "has", "had"):
                return p
            if tokens[p].pos == "VERB" or tokens[p].lower in STOPS:
                return None
    return None


def _toll(line: Line, count: Count) -> Link | None:
    """A toll or a noun of cases with its number behind: "the death toll rose to 31", "put the deaths at 12"."""
    at = count.first - 1
    linked, steps = "up_to" in count.number.bounds, 0
    while at >= 0 and steps < 9:
        token = line.tokens[at]
        trigger = line.triggers.get(at)
        if trigger is not None and trigger.measure.of == "people":
            if "toll" in trigger.roles and (linked or steps == 0):
                return Link(trigger, "toll", trigger.measure)
            if "noun" in trigger.roles and linked and trigger.token.pos == "NOUN":
                return Link(trigger, "toll", trigger.measure)
            if not _summed(line, at):
                return None
            return Link(trigger, "toll", trigger.measure) if linked else None
        if token.lower in LINKED:
            linked = True
        elif token.lower in (";", ".") or (
            token.pos == "VERB"
            and token.lemma
            not in (
                "rise",
                "climb",
                "raise",
                "jump",
                "increase",
                "put",
                "bring",
                "grow",
                "revise",
                "update",
                "set",
                "drive",
                "push",
                "lift",
                "stand",
                "reach",
                "estimate",
                "report",
                "give",
                "place",
            )
        ):
            return None
        if any(c.first <= at <= c.last for c in line.counts) and token.lower not in LINKED:
            return None
        at -= 1
        steps += 1
    return None


def _summed(line: Line, at: int) -> bool:
    """Whether a trigger belongs to a sum: "the total dead", "the number of people killed"."""
    return any(t.lower in SUMS for t in line.tokens[max(0, at - 5) : at])


def _by_grammar(line: Line, count: Count, lexicon: Figures) -> Link | None:
    """What the parse says: the verb that the counted depend on, through "and", or a clause about them."""
    node = count.noun if count.noun is not None else line.tokens[count.last]
    core = line.tokens[count.last]
    for start in (core, node) if count.noun is not None else (core,):
        things = _things(line, count, start, lexicon)
        if things is not None:
            return things
        trigger = _climb(line, start)
        if trigger is not None:
            return Link(trigger, "grammar", trigger.measure)
    return None


def _described_so(line: Line, count: Count) -> Link | None:
    """A word between number and noun, when nothing else is said of them: "85 injured individuals were taken in"."""
    if count.noun is None:
        return None
    for p in range(count.last + 1, line.place(count.noun)):
        trigger = line.triggers.get(p)
        if trigger is not None and "state" in trigger.roles and trigger.measure.of == "people":
            return Link(trigger, "state", trigger.measure)
    return None


def _things(line: Line, count: Count, node: Token, lexicon: Figures) -> Link | None:
    """Attacks, projectiles and buildings, with a verb that does something to them."""
    if count.noun is None:
        return None
    trigger = line.triggers.get(line.place(count.noun))
    if trigger is None or trigger.measure.of != "things" or "noun" not in trigger.roles:
        return None
    at = count.noun
    while (
        at.dep in ("conj", "pobj", "prep", "nummod", "compound")
        and at.head is not at
        and at.head.pos not in ("VERB", "AUX")
    ):
        at = at.head
    verb = at.head
    if at.dep not in ("dobj", "nsubjpass", "nsubj") or verb is at:
        return None
    for need in trigger.measure.verbs_needed:
        lemma, _, rest = need.partition(": ")
        if verb.lemma == lemma and (not rest or any(t.lower == rest.split()[0] for t in verb.children)):
            return Link(trigger, "things", trigger.measure)
    return None


def _climb(line: Line, node: Token) -> Trigger | None:
    for _ in range(6):
        head = node.head
        if head is node or head.sent is not line.sentence:
            return None
        clause = next((c for c in children(node, "acl", "relcl") if _is_said(line, c)), None)
        if clause is not None:
            return line.triggers[line.place(clause)]
        if node.dep in ("nsubjpass", "nsubj", "dobj", "oprd", "attr", "obj"):
            return _of_verb(line, node, head)
        if node.dep in ("conj", "nummod", "quantmod", "appos", "compound", "nmod", "amod", "det", "poss"):
            node = head
        elif node.dep == "pobj" and head.lower in TOLL_PREPOSITIONS and head.head.pos == "VERB":
            return _toll_of(line, head.head)
        elif node.dep == "pobj" and head.lower == "of":
            node = head.head
            trigger = line.triggers.get(line.place(node)) if node.sent is line.sentence else None
            if trigger is not None and "noun" in trigger.roles and trigger.measure.of == "people":
                return trigger
        else:
            return None
    return None


TOLL_PREPOSITIONS = frozenset({"to", "at", "from"})


def _toll_of(line: Line, verb: Token) -> Trigger | None:
    """The toll that is the subject or object of a verb: "the toll from the clashes in both towns rose to five"."""
    for noun in children(verb, "nsubj", "nsubjpass", "dobj"):
        trigger = line.triggers.get(line.place(noun)) if noun.sent is line.sentence else None
        if trigger is not None and trigger.measure.of == "people":
            if "toll" in trigger.roles or ("noun" in trigger.roles and noun.pos == "NOUN"):
                return trigger
    return None


def _is_said(line: Line, clause: Token) -> bool:
    trigger = line.triggers.get(line.place(clause)) if clause.sent is line.sentence else None
    if trigger is None or trigger.measure.of != "people":
        return False
    if "subject" in trigger.roles and clause.dep == "relcl":
        return True
    return "object" in trigger.roles and is_passive(clause) and not is_active(clause)


def _of_verb(line: Line, node: Token, verb: Token) -> Trigger | None:
    """The trigger that a verb is or leads to, for its subject or object."""
    place = line.place(verb)
    trigger = line.triggers.get(place) if 0 <= place < len(line.tokens) and line.tokens[place] is verb else None
    if trigger is not None and trigger.measure.of == "people":
        passive = is_passive(verb) or is_helped(verb)
        if "object" in trigger.roles and (node.dep == "nsubjpass" or (node.dep != "nsubj" and not passive)):
            return trigger
        if "subject" in trigger.roles and node.dep in ("nsubj", "nsubjpass"):
            return trigger
        if "state" in trigger.roles and passive and node.dep in ("nsubj", "nsubjpass"):
            return trigger
    for complement in children(verb, "acomp", "oprd", "xcomp", "ccomp", "attr"):
        inner = line.triggers.get(line.place(complement)) if complement.sent is line.sentence else None
        if inner is None or inner.measure.of != "people" or complement is node:
            continue
        if complement.dep in ("xcomp", "ccomp") and complement.pos == "VERB":
            if is_helped(complement) and node.dep in ("nsubj", "nsubjpass"):
                return inner
        elif "state" in inner.roles and _is_of(node, verb, trigger):
            return inner
    if node.dep in ("nsubj", "nsubjpass") and (trigger is None):
        for conj in children(verb, "conj"):
            inner = line.triggers.get(line.place(conj)) if conj.sent is line.sentence else None
            if (
                inner is not None
                and child(conj, "nsubj", "nsubjpass") is None
                and "object" in inner.roles
                and (is_helped(conj) or (conj.tag == "VBN" and is_passive(verb)))
            ):
                return inner
    return None


def _is_of(node: Token, verb: Token, trigger: Trigger | None) -> bool:
    """Whether a state is said of a verb's subject ("five are dead") or of its object ("left five dead")."""
    if node.dep == "dobj":
        return trigger is None or "object" not in trigger.roles
    if child(verb, "dobj") is not None:
        return False
    return verb.lemma in ("be", "remain", "lie", "go", "fall", "drop", "get") or is_passive(verb) or is_helped(verb)


def _merged(line: Line, link: Link, lexicon: Figures) -> Measure:
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
                if pair == {"killed", "injured"} and joined and not _own_count(line, other, link.trigger, lexicon):
                    return lexicon.by_id["killed_or_injured"]
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


def _own_count(line: Line, other: Trigger, mine: Trigger, lexicon: Figures) -> bool:
    """Whether the joined trigger has a number or people of its own behind it, when the first has its own too."""
    at = line.place(other.token)
    before = line.place(mine.token)
    behind = any(c.first in (at + 1, at + 2) and c.number.vague != "none" for c in line.counts)
    counted = any(c.np_last < min(at, before) and c.np_last >= min(at, before) - 8 for c in line.counts)
    return behind and counted


def _share(line: Line, lexicon: Figures, found: dict[int, Link]) -> None:
    """Numbers joined to a linked one share its measure: "four soldiers and one militant were killed"."""
    for n in range(len(line.counts) - 2, -1, -1):
        after = found.get(n + 1)
        if n not in found and after is not None and after.how in ("right", "grammar", "noun", "shared"):
            first, second = line.counts[n], line.counts[n + 1]
            if joined(line, first, second) and _may_share(line, first, lexicon):
                if line.place(after.trigger.token) > second.last:
                    found[n] = Link(after.trigger, "shared", after.measure, n + 1)
    for n in range(1, len(line.counts)):
        before = found.get(n - 1)
        if n in found or before is None or before.measure.of != "people":
            continue
        first, second = line.counts[n - 1], line.counts[n]
        if not _may_share(line, second, lexicon) or not joined(line, first, second):
            continue
        if _is_along(line, first, second):
            found[n] = Link(before.trigger, "shared", before.measure, n - 1)
            continue
        passed = line.place(before.trigger.token) > first.last
        if not passed or (second.noun is None and _goes_on(line, second)):
            found[n] = Link(before.trigger, "shared", before.measure, n - 1)


def _may_share(line: Line, count: Count, lexicon: Figures) -> bool:
    if (
        count.number.vague in SINGLES
        and count.noun is not None
        and first_of(count.noun).dep in ("nsubj", "npadvmod", "agent")
    ):
        return False  # "killing 51, the local official told a news agency"
    if is_thing(count.noun, lexicon) or count.number.vague in ("many", "none", "mostly"):
        return False
    return count.noun is None or is_people(count.noun, lexicon) or count.noun.known is not None


def joined(line: Line, first: Count, second: Count) -> bool:
    """Whether only the first's own words, commas and "and" stand between two numbers."""
    between = [(p, line.tokens[p]) for p in range(first.last + 1, second.first)]
    if is_renaming(first, second, between):
        return False
    if _is_along(line, first, second):
        return True
    if not between or between[-1][1].lower not in (
        ",",
        "and",
        "plus",
        "or",
        "with",
        "&",
        "–",
        "—",
        "--",
        "as",
        "including",
    ):
        return False
    return all(
        t.pos not in ("VERB", "AUX") or p in line.triggers or t.tag in ("VBN", "VBG") for p, t in between
    ) and not any(t.lower in STOPS and t.lower not in ("as", ":") for _, t in between)


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
    return at < len(line.tokens) and line.tokens[at].lower in ("in", "at", "near", "on", "from", "elsewhere", "outside")
