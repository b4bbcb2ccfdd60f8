"""Reports that are denied or unconfirmed, and conditions put without "if".

"Dismissed as false a *report that* ...", "*reports of* talks were untrue", "it is *a lie that* ...", "*in case of* an
attack", "*should* the fighting go on", "*once* the rebels leave, the army will ...": nothing of this is told as done.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.grammar import auxiliaries, child, children, is_negated
from reportedly.lexicon import Lexicon
from reportedly.model import Event, Statement
from reportedly.parse import Parsed, Token
from reportedly.stages.event_classes import Scene
from reportedly.stages.event_doers import first_conjunct

PRESENT = frozenset({"VBZ", "VBP", "VB"})
COMING = frozenset({"will", "would", "shall", "'ll", "'d"})
# "There is no truth in reports that ..."
BASIS = frozenset({"truth", "basis", "substance", "foundation"})
GOVERNED = frozenset({"dobj", "obj", "nsubjpass", "oprd", "attr"})
# Helping verbs that, before their subject, put a condition: "*Should* the fighting go on, ...".
INVERTED = frozenset({"should", "had", "were"})
# "Provided that the road is open", "on condition that it is": conditions without "if".
PROVIDED = frozenset({"assuming", "given", "provided", "providing", "supposing"})
TERMS = frozenset({"condition", "proviso", "understanding"})
TRADED = frozenset({"exchange", "return"})
OPEN_MODALS = frozenset({"can", "could", "may", "might", *COMING})
# Words before "if" with which it puts no condition on what it hangs on: "*as if* no truce held", "*even if* it rained".
UNCONDITIONAL = frozenset({"as", "even"})


def denial_of(scene: Scene, noun: Token) -> Token | None:
    """The word that denies a report or accusation: "*rejected* accusations that", "rumours of ... are *untrue*"."""
    words = scene.events.words
    top = first_conjunct(noun)
    if top.lemma not in words.told_nouns:
        return None
    head = top.head
    if top.dep == "pobj" and head.lower == "as" and head.head.lemma in words.denying:
        return head.head  # "dismissed as false a report that", as parsers read it
    if top.dep == "pobj" and head.lower in ("in", "to", "for") and head.head.lemma in BASIS:
        return head.head if any(c.lower in ("no", "little", "any") for c in head.head.children) else None
    if top.dep in GOVERNED and head.pos == "VERB":
        false = [t for t in head.subtree() if t.lower in words.false_words and t.i > top.i]
        return head if head.lemma in words.denying else next(iter(false), None)
    if top.dep in ("nsubj", "nsubjpass"):
        said = [head, *children(head, "acomp", "attr", "oprd", "prep")]
        return next((t for t in said if t.lower in words.false_words or t.lemma in words.false_words), None)
    return None


def condition_of(scene: Scene, noun: Token) -> Token | None:
    """The "case" or "event" of "in case of an attack", "in the event of war"."""
    prep = noun.head
    if noun.dep != "pobj" or prep.lower != "of":
        return None
    case = prep.head
    if case.lower not in ("case", "event") or case.dep != "pobj" or case.head.lower != "in":
        return None
    return case if case.lower == "event" or child(case, "det", "poss") is None else None


def traded_for(noun: Token) -> Token | None:
    """The verb of what is given for something: "would *withdraw* in exchange for the release of prisoners"."""
    prep = noun.head
    trade = prep.head
    if noun.dep not in ("pobj", "pcomp") or prep.lower != "for" or trade.lower not in TRADED:
        return None
    if trade.dep != "pobj" or trade.head.lower != "in":
        return None
    verb = trade.head.head
    return verb if verb.pos in ("VERB", "AUX") else None


def is_provided(scene: Scene, clause: Token) -> bool:
    """Whether a clause is a condition put without "if": "provided that", "as long as", "on condition that"."""
    head = clause.head
    marks = {m.lower for m in children(clause, "mark")}
    if clause.dep == "pcomp" and head.lower in PROVIDED:
        return "that" in marks or child(clause, "nsubj", "nsubjpass") is not None
    if clause.dep in ("acl", "ccomp", "relcl") and head.lower in TERMS and head.dep == "pobj":
        return "that" in marks and head.head.lower == "on"
    lasting = clause.dep == "advcl" and "as" in marks and before(scene, clause_opening(clause)) == "long"
    return lasting and _first_finite(clause) in PRESENT


def clause_opening(clause: Token) -> Token:
    """The first word of a clause."""
    return min(clause.subtree(), key=lambda t: t.i)


def _first_finite(clause: Token) -> str:
    """The tag of the word that bears a clause's tense; empty where there is none."""
    own = (t.tag for t in (*auxiliaries(clause), clause) if t.tag in ("VBD", "VBP", "VBZ", "MD"))
    return next(own, "")


def is_awaited(scene: Scene, clause: Token) -> bool:
    """Whether a clause of time tells what must come first: "*once* the rebels leave the bridge, the army will ..."."""
    if clause.dep not in ("advcl", "ccomp") or clause.tag == "VBD":
        return False
    awaiting = scene.events.words.awaiting
    outside = clause.dep == "ccomp" and clause.i > clause.head.i and before(scene, clause_opening(clause)) in awaiting
    marks = {m.lower for m in children(clause, "mark", "advmod")}
    if not outside and (clause.dep == "ccomp" or not marks & awaiting):
        return False
    own = [t for t in (clause, *auxiliaries(clause)) if t.tag in ("VBD", "VBP", "VBZ", "MD", "VB")]
    present = bool(own) and own[0].tag in PRESENT
    return present and any(a.lower in COMING for a in auxiliaries(clause.head))


def is_false(scene: Scene, clause: Token) -> Token | None:
    """The word that calls a clause false: "it was *a lie that* they fled", "it is *untrue*", "it is *not true*"."""
    words, head = scene.events.words, clause.head
    if clause.dep not in ("acl", "relcl", "ccomp", "csubj", "advcl") or child(clause, "mark") is None:
        return None
    told = [head] if head.pos in ("NOUN", "ADJ") else children(head, "acomp", "attr", "oprd")
    for word in told:
        if (
            word.dep in ("acomp", "attr", "oprd")
            and {word.lower, word.lemma} & words.false_words
            and word.lemma != "wrong"
        ):
            return None if is_negated(word.head) else word
        if word.lower in ("true", "correct", "accurate") and is_negated(word.head):
            return word
    return None


def doubt_of(scene: Scene, clause: Token) -> Token | None:
    """The word that leaves a told clause open: "*rumours* that ...", "reports that ... could *not be confirmed*"."""
    noun = first_conjunct(clause.head)
    mark = child(clause, "mark")
    if clause.dep not in ("acl", "relcl") or mark is None or mark.lower != "that" or noun.pos != "NOUN":
        return None
    entry = scene.events.status_table("nouns").get(noun.lemma)
    if entry is not None and entry.effect == "possible":
        return noun
    return unconfirmed(scene, noun)


def unconfirmed(scene: Scene, noun: Token) -> Token | None:
    """The verb by which a report stays open: "could not *verify* reports", "claims that were not *confirmed*"."""
    words, verb = scene.events.words, noun.head
    if noun.lemma not in words.told_nouns:
        return None
    bare = next((c for c in children(noun, "amod") if c.lower in ("unconfirmed", "unverified")), None)
    governed = noun.dep in GOVERNED or noun.dep in ("nsubj", "pobj")
    if bare is not None or not governed or verb.lemma not in words.confirming:
        return bare
    return verb if is_negated(verb) or (verb.head.lower in ("unable", "impossible")) else None


def is_inverted(clause: Token) -> bool:
    """Whether a clause is a condition by its order of words: "*Should* the fighting go on, ...", "*had* they left"."""
    subject = child(clause, "nsubj", "nsubjpass", "expl")
    if clause.dep not in ("advcl", "ccomp") or subject is None or clause.i > clause.head.i:
        return False
    return any(a.lower in INVERTED and a.i < subject.i for a in children(clause, "aux", "auxpass"))


def is_only_then(scene: Scene, verb: Token) -> bool:
    """Whether something can come only with something else: "talks *can* begin *only when* the siege ends"."""
    if not any(a.lower in OPEN_MODALS for a in auxiliaries(verb)):
        return False
    marks = [m for c in children(verb, "advcl") for m in children(c, "mark", "advmod")] + children(verb, "prep")
    return any(
        (m.lower in scene.events.words.awaiting or m.lower == "if") and before(scene, m) == "only" for m in marks
    )


def before(scene: Scene, token: Token) -> str:
    """The word before a token, in small letters."""
    return scene.parsed.tokens[token.i - 1].lower if token.i else ""


def told_beside(parsed: Parsed, events: Sequence[Event]) -> frozenset[str]:
    """Events that a clause about a noun tells as past beside what is said: "Vell, *who met* them, is thought rich"."""
    found = set()
    for event in events:
        cue = event.evidence.cues[0] if event.evidence.cues else None
        word = next(iter(parsed.tokens_in(cue.start, cue.end)), None) if cue is not None else None
        if word is not None and event.status == "asserted" and word.dep == "relcl":
            helpers = children(word, "aux", "auxpass")
            past = word.tag == "VBD" or any(h.tag in ("VBD", "VBZ", "VBP") for h in helpers)
            says_who = child(word, "nsubj", "nsubjpass")
            if (
                past
                and says_who is not None
                and says_who.tag in ("WP", "WDT")
                and not any(h.tag == "MD" for h in helpers)
            ):
                found.add(event.id)
    return frozenset(found)


def overruled(parsed: Parsed, statements: Sequence[Statement], lexicon: Lexicon) -> dict[str, str]:
    """Statements whose stance does not hold for what they tell, with what holds instead.

    "No longer *denies* that it bombed the clinic" leaves open what it did not deny; "opened an inquiry, *as* the
    charity had demanded" tells what was done.
    """
    found = {}
    for statement in statements:
        entry = lexicon.cues.by_id.get(statement.evidence.rule.partition("/")[2])
        if entry is None or entry.effect in ("asserted", "none") or statement.content is None:
            continue
        cue = next(iter(parsed.tokens_in(statement.cue.start, statement.cue.end)), None)
        if cue is None or cue.pos != "VERB":
            continue
        words = [t.lower for t in parsed.tokens[cue.i + 1 : cue.i + 3]]
        if cue.lemma == "suspect" and words == ["to", "be"]:
            found[statement.id] = "asserted"  # who they are is suspected, not what they did
        elif entry.effect == "denied" and is_negated(cue):
            found[statement.id] = "possible"
        elif statement.content.end <= cue.start and any(m.lower == "as" for m in children(cue, "mark", "advmod")):
            found[statement.id] = "asserted"
    return found
