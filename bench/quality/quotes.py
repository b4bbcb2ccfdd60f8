"""Adapter: texts to attributions, one line each, as the scorer of quotations reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from reportedly.lexicon import load_lexicon
from reportedly.model import Span, Statement, make_report
from reportedly.parse import load_model, parse
from reportedly.stages.names import find_names
from reportedly.stages.statements import find_statements


def spans(*found: Span | None) -> list[list[int]]:
    """Spans as lists of two offsets, the missing left out."""
    return [[s.start, s.end] for s in found if s is not None]


def row(doc: str, statement: Statement) -> dict[str, object]:
    """One attribution; a statement that says that nothing was said has no content and makes none."""
    return {
        "doc": doc,
        "source_span": spans(statement.speaker.span if statement.speaker else None) or None,
        "cue_span": spans(statement.cue),
        "content_span": spans(statement.content, *statement.continued),
        "stance": statement.stance,
    }


def predict(folder: Path) -> Iterator[dict[str, object]]:
    """Attributions of every text in `texts.jsonl`."""
    lexicon, model = load_lexicon(), load_model()
    with (folder / "texts.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            report = make_report(item["text"])
            parsed = parse(item["text"], model, lexicon)
            statements, _ = find_statements(report, parsed, lexicon, find_names(parsed, lexicon), [])
            yield from (row(item["doc"], s) for s in statements if s.content is not None)
