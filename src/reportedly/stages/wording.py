"""Wording: loaded words of a report, and in whose voice each stands: the outlet's own, somebody's, or a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.lexicon import Lexicon
from reportedly.lexicon.wording import Term
from reportedly.model import Evidence, Report, Statement, Voice, Wording, make_id
from reportedly.parse import Parsed, Token
from reportedly.quotation import quotes_in
from reportedly.stages.nesting import Holders, pieces_of


def find_wordings(report: Report, parsed: Parsed, lexicon: Lexicon, statements: Sequence[Statement]) -> list[Wording]:
    """Every loaded word of a report, in the order of the text."""
    found = []
    until = 0
    holders = Holders(statements)
    by_first = lexicon.wordings.by_first
    before_hyphens = {token.i - 1 for token in parsed.tokens if token.text == "-"}
    for token in parsed.tokens:
        if not (token.lower in by_first or token.lemma in by_first or token.i in before_hyphens):
            continue
        is_free = token.i >= until and token.known is None
        match = _match(parsed.tokens, token, lexicon) if is_free else None
        if match is not None:
            term, words = match
            until = words[-1].i + 1
            found.append(_wording(report, parsed, holders, term, words))
    return found


def _match(tokens: list[Token], token: Token, lexicon: Lexicon) -> tuple[Term, list[Token]] | None:
    phrases = [*lexicon.wordings.by_first.get(token.lower, ()), *lexicon.wordings.by_first.get(token.lemma, ())]
    for words, term in sorted(phrases, key=lambda p: -len(p[0])):
        run = tokens[token.i : token.i + len(words)]
        if len(run) == len(words) and all(w in (t.lower, t.lemma) for w, t in zip(words, run, strict=True)):
            return term, run
    # "so-called": the tokenizer takes it apart at the hyphens
    run = tokens[token.i : token.i + 3]
    if len(run) < 3 or run[1].text != "-":
        return None
    joined = "".join(t.lower for t in run)
    for words, term in lexicon.wordings.by_first.get(joined, ()):
        if len(words) == 1:
            return term, run
    return None


def _wording(report: Report, parsed: Parsed, holders: Holders, term: Term, words: list[Token]) -> Wording:
    span = parsed.cover(words)
    holder = next((s for s in holders.at(span.start) if any(p.holds(span) for p in pieces_of(s))), None)
    near = quotes_in(parsed.quotes, span.start, span.end)
    quoted = any(q.inner_start <= span.start < q.inner_end for q in near)
    voice: Voice = "quotation" if quoted else "report" if holder is not None else "narration"
    return Wording(
        id=make_id("wording", report.id, span.start, span.end),
        evidence=Evidence(report=report.id, span=span, rule=f"wording/{term.id}", cues=(span,)),
        term=term.id,
        neutral=term.neutral,
        voice=voice,
        claim_of=holder.id if holder is not None else None,
    )
