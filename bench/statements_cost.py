"""What statements cost beside the parse they stand on: seconds of each over the bundled reports.

python bench/statements_cost.py [ROUNDS]
"""

from __future__ import annotations

import sys
import time
from importlib.resources import files

from reportedly.lexicon import load_lexicon
from reportedly.model import make_report
from reportedly.parse import load_model, parse
from reportedly.stages.names import find_names
from reportedly.stages.statements import find_statements


def measure(rounds: int) -> tuple[float, float]:
    """CPU seconds of parsing, and of finding statements."""
    lexicon, model = load_lexicon(), load_model()
    folder = files("reportedly").joinpath("demo", "corpus")
    texts = [p.read_text(encoding="utf-8") for p in folder.iterdir() if p.name.endswith(".txt")]
    parsing = finding = 0.0
    for text in texts * rounds:
        started = time.process_time()
        parsed = parse(text, model, lexicon)
        read = time.process_time()
        names = find_names(parsed, lexicon)
        named = time.process_time()
        find_statements(make_report(text), parsed, lexicon, names, [])
        parsing += read - started
        finding += time.process_time() - named
    return parsing, finding


if __name__ == "__main__":
    parse_seconds, statement_seconds = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    share = statement_seconds / parse_seconds
    print(f"parse {parse_seconds:.2f} s, statements {statement_seconds:.2f} s: {share:.2f} of the parse")
