"""Who says it: the subject of a cue, the doer of a passive, the one who goes on speaking, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.grammar import (
    OBJECT_CONTROL,
    agent_of,
    child,
    children,
    conjuncts,
    is_passive,
    noun_phrase,
    own_subject,
    prepositional,
    relative_antecedent,
    subject_of,
)
from reportedly.parse import Parsed, Token
from reportedly.stages.edges import is_said_of
from reportedly.stages.names import SPEAKER_PRONOUNS

if TYPE_CHECKING:
    from reportedly.stages.frames import Reading

# Pronouns and amounts that stand for people: "some said", "47% say", "those who left say".
AMOUNTS = frozenset({
    "all", "another", "anyone", "both", "everybody", "everyone", "few", "half", "it", "many", "more", "most", "neither",
    "nobody", "none", "one", "others", "several", "some", "somebody", "someone", "that", "these", "they", "this",
    "those", "which", "who", "whoever", "you",
})  # fmt: skip
# Nouns for a part of some people: "a third of voters", "a string of officials".
SHARES = frozenset({
    "%", "array", "bevy", "chorus", "coalition", "dozen", "fraction", "group", "handful", "host", "hundred", "lot",
    "number", "pair", "percent", "percentage", "plurality", "quarter", "range", "scores", "series", "share",
    "slew", "string", "third", "thousand", "trio", "two-thirds", "variety",
})  # fmt: skip
# Those of them that stand for people by themselves, beside a number or an article: "47 percent said", "a third say".
BARE_SHARES = frozenset(
    {"%", "dozen", "fifth", "fourth", "hundred", "percent", "quarter", "third", "thousand", "two-thirds"}
)
PERSON_ENDINGS = ("ist", "crat", "ian", "man", "woman", "men", "women")
TELLING = frozenset({"tell", "inform", "brief", "notify", "assure", "remind", "warn", "ask"})
SAYING_TO = frozenset({"call", "appeal", "say", "write", "complain", "explain", "speak", "admit", "announce"})
ASKING_OF = frozenset({"ask", "beg", "order", "tell", "urge", "warn"})
# Verbs that stand before their speaker: "said Lena Petrova".
TURNED_ROUND = frozenset({
    "add", "ask", "explain", "note", "read", "recall", "reply", "report", "say", "tweet", "warn", "write",
})  # fmt: skip
# Verbs that need an object unless they stand in the passive: "the man charged with theft" is charged.
CHARGING = frozenset({"accuse", "charge", "suspect"})
QUOTE_ENDS = frozenset({'"', "”", "''", "’", "»", "“"})
# What may follow a speaker's noun and still be part of who that is; a clause of its own is not.
TAIL_DEPS = frozenset({"appos", "prep", "acl", "relcl", "punct", "amod", "nmod", "conj", "cc"})


def can_speak(reading: Reading, token: Token | None) -> bool:
    """Whether a noun phrase can be a speaker: a person, a body, a known actor, a document, a pronoun for one."""
    if token is None or token.lower in reading.names.lexicon.names.calendar:
        return False
    token = relative_antecedent(token)
    if is_own_version(token):
        return False
    mention = reading.names.mentions.get(token.i)
    words = reading.cues.words
    if token.known is not None or token.lemma in words.documents or token.lemma in words.speakers:
        return True
    if token.lower in AMOUNTS - {"it", "this", "that", "one"}:
        return True
    if token.pos == "PRON":
        return mention is not None or token.lower in SPEAKER_PRONOUNS or token.tag == "PRP"
    if token.pos == "NOUN" and (token.lemma.endswith(PERSON_ENDINGS) or _is_named_group(token)):
        return True
    if token.text[:1].isupper() and token.lower in reading.names.persons:
        return True  # "Sanders", which the tagger takes for a plural
    if token.lower == "one" and any(c.lower == "of" for c in token.children):
        return True
    if token.lemma in SHARES and any(can_speak(reading, n) for n in prepositional(token, "of")):
        return True
    if _is_counted_people(token):
        return True
    if mention is None:
        return False
    return mention.person or mention.body or token.pos == "PROPN"


def _is_counted_people(token: Token) -> bool:
    """An amount that stands for people: "47 percent said", "six in 10 say", "the two said", "at least 200 said".

    A bare figure does not ("13 said"): it may be a time, a year or a row of a table.
    """
    if token.lemma in BARE_SHARES:
        return bool(children(token, "nummod", "det", "quantmod")) and not prepositional(token, "of", "in")
    if token.pos != "NUM" or token.lower == "one" or token.dep not in ("nsubj", "ROOT"):
        return token.pos == "NUM" and whole_of(token) is not None
    return token.text.isalpha() or whole_of(token) is not None or bool(children(token, "quantmod", "advmod"))


def whole_of(number: Token) -> Token | None:
    """The number that another is a part of: 10 in "six in 10" and "nine out of 10"."""
    behind = [t for t in number.sent.tokens if number.i < t.i <= number.i + 3]
    words = [t.lower for t in behind]
    whole = behind[1:2] if words[:1] == ["in"] else behind[2:] if words[:2] == ["out", "of"] else []
    return whole[0] if number.pos == "NUM" and whole and whole[0].pos == "NUM" else None


def _is_named_group(token: Token) -> bool:
    """A plural with a capital inside a sentence: "most Whigs", which the tagger takes for a common noun."""
    first = token.sent.tokens[0]
    return token.tag == "NNS" and token.text[:1].isupper() and not token.text.isupper() and token is not first


def is_own_version(token: Token) -> bool:
    """Whether a noun means the report itself: "an *earlier version* of this article said 12", "*this article* said"."""
    words = {c.lower for c in token.children}
    if token.lemma in ("version", "edition"):
        return bool(words & {"earlier", "previous", "original", "this"})
    return token.lemma in ("article", "story", "headline") and "this" in words


def may_say(reading: Reading, token: Token | None) -> bool:
    """Whether a noun phrase may go with a whole clause: who can speak, and a place that speaks through its people."""
    return can_speak(reading, token) or (token is not None and token.lemma in reading.cues.words.premises)


def speaker_of(reading: Reading, verb: Token) -> tuple[Token | None, Token | None]:
    """Who speaks, and the word for it at the cue: the same, but for "who" and its antecedent.

    It is the subject, the agent of a passive, or for "saying ..." whoever speaks in the cue above it.
    """
    if is_done_to(verb):
        agent = agent_of(verb)
        return agent, agent
    if verb.tag == "VBG" and verb.dep in ("advcl", "conj", "acl", "xcomp", "pcomp") and own_subject(verb) is None:
        # "accused the general of ordering it": the general orders, whoever accuses
        blamed = verb.dep == "pcomp" and verb.head.lower in OBJECT_CONTROL and verb.head.lower != "as"
        if (
            verb.dep == "acl"
            and not (verb.head.dep == "dobj" and is_said_of(verb.head.head, verb))
            and verb.head.i == verb.i - 1
            and verb.head.pos == "NOUN"
            and not can_speak(reading, verb.head)
        ):
            return None, None  # "at an event highlighting the grant": the event does
        described = verb.head if verb.dep == "acl" and can_speak(reading, verb.head) else None
        by_doing = _subject(verb.head.head) if verb.dep == "pcomp" and verb.head.lower == "by" else None
        if by_doing is not None and can_speak(reading, by_doing) and not is_passive(verb.head.head):
            return relative_antecedent(by_doing), by_doing  # "the front won votes by promising that P"
        found = _quoted_one(verb) or described or (None if blamed else _going_on(reading, verb))
        if found is not None:
            return relative_antecedent(found), found
    subject = _subject(verb)
    apart = is_apart(verb)
    if verb.dep == "conj" and own_subject(verb) is None and (not can_speak(reading, subject) or apart):
        # "said the attacks had helped it and said that Q": who said P says Q
        subject = _going_on(reading, verb.head if apart else verb) or subject
    if subject is not None and _is_cut_off(subject, verb):
        subject = _right_before(verb)
    if subject is not None and reading.names.is_quoted(subject) and not reading.names.is_quoted(verb):
        subject = _inverted(verb) or _right_before(verb)  # who is spoken of inside the quote does not speak it
    if subject is not None:
        subject = _behind_unmarked(reading, subject, verb) or _named_behind(subject, verb)
    if subject is None or _is_of_another(subject, verb) or _is_lost(reading, verb, subject):
        return None, None
    return relative_antecedent(subject), subject


def _is_of_another(subject: Token, verb: Token) -> bool:
    """ "gave papers to the court which *show* P": "which" is not the court, for one and many do not share a verb."""
    owner = relative_antecedent(subject)
    if subject.lower not in ("which", "that") or owner is subject or owner.pos != "NOUN":
        return False
    tags = {t.tag for t in (verb, *children(verb, "aux", "auxpass"))}
    return ("VBP" in tags and owner.tag == "NN") or ("VBZ" in tags and owner.tag == "NNS")


def _is_lost(reading: Reading, verb: Token, subject: Token) -> bool:
    """Whether a cue joined to a clause far inside what another says may be either's: nobody is chosen.

    "She said it is unknown where the man caught it but has *stated* that P": she, or the man?
    """
    if verb.dep != "conj" or own_subject(verb) is not None or not children(verb, "ccomp"):
        return False
    first = verb
    while first.dep == "conj" and first.head.pos in ("VERB", "AUX"):
        first = first.head
    above = first.head
    deep = first.dep in ("ccomp", "advcl") and above.dep == "ccomp" and above.lemma not in reading.cues.by_verb
    return deep and above.head.lemma in reading.cues.by_verb and subject.i > above.head.i


def is_done_to(verb: Token) -> bool:
    """Whether a verb tells what was done to its subject: in the passive, or charged beside one who "was arrested"."""
    if is_passive(verb):
        return True
    if child(verb, "dobj", "dative", "ccomp", "nsubj", "aux") is not None or verb.tag not in ("VBN", "VBD"):
        return False
    held = verb.lemma in CHARGING and any(p.lower in ("of", "with") for p in children(verb, "prep"))
    return held or (verb.tag == "VBN" and verb.dep == "conj" and is_passive(verb.head))


def _behind_unmarked(reading: Reading, subject: Token, verb: Token) -> Token | None:
    """ "Strikes wounded 60 people said the monitor": who stands right behind "said", the comma lost."""
    if verb.lemma not in ("say", "add") or verb.tag not in ("VBD", "VBZ") or not subject.i < verb.i:
        return None
    if child(verb, "ccomp") is None or any(c.i > verb.i for c in children(verb, "ccomp")):
        return None
    found = _inverted(verb)
    return found if found is not None and can_speak(reading, found) else None


def _is_cut_off(subject: Token, verb: Token) -> bool:
    """Whether a colon stands between the two: "The main points: the ministry says ..." is the ministry's saying."""
    return any(t.text == ":" for t in verb.sent.tokens if subject.i < t.i < verb.i)


def _named_behind(subject: Token, verb: Token) -> Token:
    """ "The plan, an aide said, "is sound"": the aide, whom the parser takes for another name of the plan.

    An apposition is closed by a comma; what stands at the verb without one is the speaker of an inserted cue.
    """
    named = next((a for a in children(subject, "appos") if a.i < verb.i), None)
    if named is None or named.subtree()[-1].i != verb.i - 1 or named.subtree()[-1].text == ",":
        return subject
    behind = [t for t in verb.sent.tokens if t.i == verb.i + 1]
    before = [t for t in verb.sent.tokens if t.i == named.subtree()[0].i - 1]
    inserted = bool(behind) and behind[0].text == "," and bool(before) and before[0].text == ","
    return named if inserted else subject


def _right_before(verb: Token) -> Token | None:
    """The noun that stands at the verb's left hand."""
    before = [t for t in verb.sent.tokens if t.i < verb.i and t.pos != "ADV"]
    return _whole(before[-1]) if before and before[-1].pos in ("NOUN", "PROPN") else None


def _whole(noun: Token) -> Token:
    """The head of the noun phrase that a word ends: "a monitor and a journalist in the *city*" is the monitor."""
    at = noun
    while at.dep == "pobj" and at.head.dep == "prep" and at.head.i < at.i:
        above = at.head.head
        above = above.head if above.pos == "ADJ" and above.dep == "amod" else above  # "editor at large at the paper"
        if above.pos not in ("NOUN", "PROPN") or above.i > at.i:
            break
        at = above
    while at.dep == "conj" and at.head.pos in ("NOUN", "PROPN") and at.head.i < at.i:
        at = at.head
    return at


def is_apart(verb: Token) -> bool:
    """Whether a verb cannot share what stands before the verb that it is joined to, by their forms."""
    return _is_tense_apart(verb) or _is_number_apart(verb) or _is_asked_back(verb)


def _is_tense_apart(verb: Token) -> bool:
    """Whether a verb in the plain past is joined to one with helping words: "had not fired and suggested".

    The joined verb then goes on from the saying, not from what was said.
    """
    helped = any(a.lemma in ("have", "will", "do") or a.tag == "MD" for a in children(verb.head, "aux"))
    return verb.tag == "VBD" and not children(verb, "aux") and helped and verb.head.dep == "ccomp"


def _is_asked_back(verb: Token) -> bool:
    """ "said the party had no papers and *asked it* to leave": a party does not ask itself."""
    asked = child(verb, "dobj", "dative") or next((child(c, "nsubj") for c in children(verb, "ccomp", "xcomp")), None)
    owner = child(verb.head, "nsubj", "nsubjpass")
    inside = verb.head.dep == "ccomp" and owner is not None and owner.pos in ("NOUN", "PROPN")
    return inside and asked is not None and asked.lower in ("it", "them", "him", "her") and verb.lemma in ASKING_OF


def _is_number_apart(verb: Token) -> bool:
    """ "estimates that most receive it and *has* said that Q": one and many do not share a verb."""
    one, many = ({t.tag for t in (v, *children(v, "aux", "auxpass"))} & {"VBZ", "VBP"} for v in (verb, verb.head))
    return bool(one) and bool(many) and not one & many


def _subject(verb: Token) -> Token | None:
    """The subject as written, a relative pronoun left as it is."""
    own = children(verb, "nsubj", "nsubjpass", "csubj", "expl")
    if own and own[-1].dep == "nsubj" and own[-1].i > verb.i and own[0].i < verb.i and _follows_comma(verb):
        return own[-1]  # "The wells, said Vell, are dry"
    if own:
        # "The crowd cheers, and Wallnau continues": of two, the one at the verb, but not a name that ends the other
        last = max((t for t in own if t.i < verb.i), key=lambda t: t.i, default=own[0])
        return next((t for t in own if t is not last and _is_tail_of(last, t)), last)
    found = subject_of(verb)
    if found is not None:
        holder = next((h for h in (verb, *verb.ancestors()) if h.dep == "relcl" and h.head is found), None)
        pronoun = child(holder, "nsubj", "nsubjpass") if holder is not None else None
        return pronoun or found
    return _inverted(verb) or _named_before(verb)


def _is_tail_of(noun: Token, subject: Token) -> bool:
    """ "A unit run by its ally *Tarvia* said": a name that the parser cut off the doer right before it."""
    first = noun_phrase(noun)[0]
    before = next((t for t in subject.subtree() if t.i == first.i - 1), None)
    return noun.pos == "PROPN" and first.pos == "PROPN" and before is not None and before.head.dep == "agent"


def _follows_comma(verb: Token) -> bool:
    return any(t.text == "," and t.i == verb.i - 1 for t in verb.sent.tokens)


def _named_before(verb: Token) -> Token | None:
    """ "Her adviser, Jake Sullivan, said": the name at the verb's left hand, where the parser missed the subject."""
    if verb.tag not in ("VBD", "VBZ") or verb.dep in ("conj", "relcl", "acl") or verb.lemma not in TURNED_ROUND:
        return None
    before = [t for t in verb.sent.tokens if verb.i - 3 < t.i < verb.i and t.pos != "ADV"]
    if before and before[-1].text == ",":
        before.pop()
    return _whole(before[-1]) if before and before[-1].pos in ("NOUN", "PROPN") else None


def _inverted(verb: Token) -> Token | None:
    """ "said Lena Petrova": the noun right behind the verb, where the parser missed the subject."""
    before = next((t for t in reversed(verb.sent.tokens) if t.i < verb.i), None)
    behind_quote = before is not None and before.text in QUOTE_ENDS
    if verb.tag not in ("VBD", "VBZ", "VBP") or not (verb.lemma in TURNED_ROUND or behind_quote):
        return None
    after = [t for t in verb.sent.tokens if t.i > verb.i][:6]
    if len(after) > 1 and after[0].text[:1].isupper() and after[0].text.isalpha() and after[1].text in (",", "."):
        return after[0]  # "said Skelly, ...": one name, whatever the tagger takes it for
    compounds = {t.i for t in after if t.dep == "compound"}
    for token in after:
        if token.pos == "PRON" and token.head is not verb and token.dep in ("nsubj", "nsubjpass"):
            return None  # "one resident said he was not sure"
        if token.pos in ("NOUN", "PROPN", "PRON") and token.i not in compounds:
            return None if token.dep == "poss" else token if noun_phrase(token)[0].i == verb.i + 1 else None
        if token.pos not in ("DET", "ADJ", "PROPN", "NOUN", "NUM", "PART", "PUNCT"):
            return None
    return None


def _quoted_one(verb: Token) -> Token | None:
    """ "quoted a doctor as saying", "was quoted as saying": who is quoted."""
    above = verb.head.head if verb.dep == "pcomp" and verb.head.lower == "as" else None
    if above is None or above.lemma not in ("quote", "cite"):
        return None
    return child(above, "nsubjpass") if is_passive(above) else child(above, "dobj")


def _going_on(reading: Reading, verb: Token) -> Token | None:
    """For "..., saying that P": whoever speaks in the nearest cue above, in the same voice."""
    for above in verb.ancestors():
        if verb.lemma == "add" and child(above, "ccomp", "parataxis") is None:
            continue  # "said the letter referred to the aid, adding that P": who said it adds P, not the letter
        if above.pos == "VERB" and above.lemma in reading.cues.by_verb and above.sent is verb.sent:
            found = agent_of(above) if is_passive(above) else _subject(above)
            if found is not None and can_speak(reading, found) and same_voice(reading, above, verb):
                return found
    return None


def same_voice(reading: Reading, one: Token, other: Token) -> bool:
    """Whether both words stand inside quotation marks, or both outside."""
    return reading.names.is_quoted(one) == reading.names.is_quoted(other)


def audience_of(reading: Reading, verb: Token) -> list[Token]:
    """Who is told: the object of telling, "to reporters", "urged both sides"; never a day or a time."""
    calendar = reading.names.lexicon.names.calendar
    found = [
        part for c in children(verb, "dobj", "dative") if c.pos in ("NOUN", "PROPN", "PRON") for part in conjuncts(c)
    ]
    if is_passive(verb) and verb.lemma in TELLING:
        found = [part for c in children(verb, "nsubjpass") for part in conjuncts(c)]  # "The council was told that P"
    has_clause = child(verb, "ccomp", "xcomp") is not None
    told = found if (has_clause or verb.lemma in TELLING) and verb.lemma not in ("say", "quote") else []
    told += [n for n in prepositional(verb, "to") if verb.lemma in SAYING_TO]
    if verb.lemma == "call":
        told += prepositional(verb, "on", "upon")
    speaker = _subject(verb) if not is_passive(verb) else None
    told = [t for t in told if t is not speaker]  # "..., posted Vell": who posts is not who is told
    return [t for t in told if t.lower not in calendar and t.pos in ("NOUN", "PROPN", "PRON")]


def source_span(parsed: Parsed, speaker: Token, written: Token, cue: Token) -> tuple[int, int]:
    """The characters of the speaker as written at the cue, with appositions and what else describes it."""
    if written is not speaker and written.sent is speaker.sent and speaker.i < written.i:
        return noun_phrase(speaker)[0].start, written.end
    if written.pos == "PRON" or written.sent is not cue.sent:
        return written.start, written.end
    whole = whole_of(written)
    if whole is not None:
        return noun_phrase(written)[0].start, whole.end
    inside = [t for t in _described(written) if (t.i < cue.i) == (written.i < cue.i)]
    while len(inside) > 1 and inside[-1].pos == "PUNCT" and inside[-1].text not in (")", '"', "”"):
        inside.pop()
    return inside[0].start, max(t.end for t in inside)


def _described(noun: Token) -> list[Token]:
    before = noun_phrase(noun)
    after = [t for c in noun.children if c.i > noun.i and (c.dep in TAIL_DEPS or c.dep == "case") for t in c.subtree()]
    return sorted({t.i: t for t in (*before, noun, *after)}.values(), key=lambda t: t.i)
