"""Own sentences with every statement in them: how much of each is read right.

python -m gold.statements.measure     the cases that are not read whole, line by line
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from reportedly.lexicon import load_lexicon
from reportedly.model import Statement, make_report
from reportedly.parse import load_model, parse
from reportedly.stages.names import find_names
from reportedly.stages.statements import find_statements
from reportedly.stages.times import find_times

PUBLISHED = "2026-06-03"
HERE = Path(__file__).parent
OPTIONAL = ("medium", "via", "audience", "parent", "said")  # compared where a case tells them


def cases() -> list[dict[str, Any]]:
    """All cases, in the order of their files."""
    files = sorted(HERE.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def read(text: str) -> list[Statement]:
    """The statements of a text, published on a fixed day."""
    lexicon, report = load_lexicon(), make_report(text, published=PUBLISHED)
    parsed = parse(text, load_model(), lexicon)
    return find_statements(report, parsed, lexicon, find_names(parsed, lexicon), find_times(report, parsed, lexicon))[0]


def as_case(statement: Statement, all_of_them: list[Statement]) -> dict[str, Any]:
    """A statement as a case writes it."""
    pieces = [p.text for p in (statement.content, *statement.continued) if p is not None]
    places = {s.id: n for n, s in enumerate(all_of_them)}
    return {
        "speaker": statement.speaker.name if statement.speaker else None,
        "cue": statement.cue.text,
        "stance": statement.stance,
        "form": statement.form,
        "content": pieces,
        "medium": statement.medium,
        "via": [r.name for r in statement.relayed_by],
        "audience": [r.name for r in statement.audience],
        "parent": places.get(statement.parent or ""),
        "said": statement.said.span.text if statement.said is not None else None,
    }


def is_same(want: dict[str, Any], have: dict[str, Any]) -> bool:
    """Whether a statement was read as the case has it; what a case leaves out is not compared."""
    return all(have[key] == value for key, value in want.items() if key in have)


def compare(case: dict[str, Any]) -> tuple[list[tuple[dict[str, Any], dict[str, Any] | None]], int]:
    """Each wanted statement with the one read at its cue, and how many were read that nobody wanted."""
    statements = read(case["text"])
    have = [as_case(s, statements) for s in statements]
    pairs = []
    for want in case["statements"]:
        match = next((h for h in have if h["cue"] == want["cue"]), None)
        if match is not None:
            have.remove(match)
        pairs.append((want, match))
    return pairs, len(have)


def measure() -> dict[str, float]:
    """Shares of cases read whole, and of statements whose parts are right."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for case in cases():
        pairs, extra = compare(case)
        whole = not extra and all(h is not None and is_same(w, h) for w, h in pairs)
        asked["cases whole"] += 1
        right["cases whole"] += whole
        if not any(w["content"] for w in case["statements"]):
            asked["no claim where none is made"] += 1
            right["no claim where none is made"] += not any(s.content for s in read(case["text"]))
        for want, have in pairs:
            for key in ("speaker", "stance", "content", *OPTIONAL):
                if key in want:
                    asked[key] += 1
                    right[key] += have is not None and have[key] == want[key]
    return {name: right[name] / asked[name] for name in sorted(asked)}


if __name__ == "__main__":
    for case in cases():
        pairs, extra = compare(case)
        wrong = [(w, h) for w, h in pairs if h is None or not is_same(w, h)]
        if wrong or extra:
            print(case["text"], f"({extra} more read)" if extra else "")
            for want, have in wrong:
                print("   want", want, "\n   have", have)
    print(len(cases()), "cases", measure())
