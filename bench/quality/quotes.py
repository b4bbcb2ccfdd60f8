"""Adapter: texts to attributions, one line each, as the scorer of quotations reads them.

Each set was annotated by rules of its own, and the records are written down in its terms. PolNeAR marks what the
outermost speaker is said to say and nothing inside it, so for `polnear` nested statements are left out. GUM marks
attribution between clauses: a thing spoken of ("rejected the plan", "vowed to stay") is no clause, so for `gum` only
statements that hold a finite clause or a quotation are written, without the sentences by which a quote goes on behind
its cue, and without adverbs; each of its attributions names a source, so statements of nobody are not written ("it is
said that P"). Every other folder gets all statements.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reportedly.lexicon import load_lexicon
from reportedly.model import Span, Statement, make_report
from reportedly.parse import Parsed, load_model, parse
from reportedly.stages.names import find_names
from reportedly.stages.statements import find_statements

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LOOSE = frozenset({"relcl", "advcl", "acl"})


def spans(*found: Span | None) -> list[list[int]]:
    """Spans as lists of two offsets, the missing left out."""
    return [[s.start, s.end] for s in found if s is not None]


def row(doc: str, statement: Statement, one_sentence: bool = False) -> dict[str, object]:
    """One attribution; a statement that says that nothing was said has no content and makes none."""
    pieces = [p for p in (statement.content, *statement.continued) if p is not None]
    if one_sentence:
        pieces = [p for p in pieces if p is pieces[0] or p.start < statement.cue.start or p.text[:1].islower()]
    return {
        "doc": doc,
        "source_span": spans(statement.source) or None,
        "cue_span": spans(statement.cue),
        "content_span": spans(*pieces),
        "stance": statement.stance,
    }


def is_outermost(parsed: Parsed, statement: Statement, others: Sequence[Statement]) -> bool:
    """Whether its cue stands in what no other statement says."""
    held = [p for o in others if o is not statement for p in (o.content, *o.continued) if p is not None]
    return not any(p.holds(statement.cue) for p in held)


def is_clause(parsed: Parsed, statement: Statement, others: Sequence[Statement]) -> bool:
    """Whether what is said holds a finite clause of its own, or is quoted, and somebody says it."""
    if statement.source is None or statement.evidence.rule.startswith("statement.adverb/"):
        return False
    if statement.form == "direct":
        return True
    for piece in (statement.content, *statement.continued):
        for token in parsed.tokens_in(piece.start, piece.end) if piece else ():
            verb = token.head if token.dep in ("aux", "auxpass") else token
            if token.tag in FINITE and verb.dep not in LOOSE:
                return True
    return False


def is_any(parsed: Parsed, statement: Statement, others: Sequence[Statement]) -> bool:
    """Every statement, where a set's rules are not known."""
    return True


SCHEMES: dict[str, Callable[[Parsed, Statement, Sequence[Statement]], bool]] = {
    "polnear": is_outermost,
    "gum": is_clause,
}


def scheme_of(folder: Path) -> str:
    """The set whose rules hold for a folder, by the nearest name on its path: "polnear-heldout" is polnear."""
    named = (key for part in reversed(folder.resolve().parts) for key in SCHEMES if key in part.lower())
    return next(named, "")


def predict(folder: Path) -> Iterator[dict[str, object]]:
    """Attributions of every text in `texts.jsonl`, in the terms of the set that the folder is named after."""
    lexicon, model = load_lexicon(), load_model()
    scheme = scheme_of(folder)
    keeps = SCHEMES.get(scheme, is_any)
    with (folder / "texts.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            report = make_report(item["text"])
            parsed = parse(item["text"], model, lexicon)
            statements, _ = find_statements(report, parsed, lexicon, find_names(parsed, lexicon), [])
            kept = [s for s in statements if s.content is not None and keeps(parsed, s, statements)]
            yield from (row(item["doc"], s, scheme == "gum") for s in kept)
