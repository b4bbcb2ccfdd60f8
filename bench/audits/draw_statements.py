"""Draw statements at random from the texts of GOLD/geo and GOLD/corroboration, to be read by hand in their context.

    python bench/audits/draw_statements.py GOLD SEED          a hundred statements, as they are read now
    python bench/audits/draw_statements.py GOLD SEED --table  one line each, without any text

The draw depends on the seed and on what is read; nothing of the texts is kept.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))  # so that the call works from any folder

from reportedly.lexicon import load_lexicon
from reportedly.model import Statement, make_report
from reportedly.parse import load_model, parse
from reportedly.stages.names import find_names
from reportedly.stages.statements import find_statements

FOLDERS = ("geo/geovirus", "geo/geowebnews", "geo/trnews", "corroboration/fakes")
TEXTS, STATEMENTS = 70, 100
# Characters shown before and behind a statement.
AROUND = 160


class Drawn(NamedTuple):
    """A statement with the text it was read from."""

    text_id: str
    text: str
    statement: Statement


def texts(gold: Path) -> list[tuple[str, str]]:
    """Every text of the four sets, in the order of their files, with its set and id."""
    found = []
    for folder in FOLDERS:
        for line in (gold / folder / "docs.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            found.append((f"{folder.rpartition('/')[2]}/{item.get('doc') or item.get('id')}", item["text"]))
    return found


def draw(gold: Path, seed: int) -> list[Drawn]:
    """A hundred statements of seventy texts."""
    lexicon, model = load_lexicon(), load_model()
    chosen = texts(gold)
    random.Random(seed).shuffle(chosen)
    found = []
    for text_id, text in chosen[:TEXTS]:
        parsed = parse(text, model, lexicon)
        statements, _ = find_statements(make_report(text), parsed, lexicon, find_names(parsed, lexicon), [])
        found += [Drawn(text_id, text, s) for s in statements]
    places = sorted(random.Random(seed).sample(range(len(found)), min(STATEMENTS, len(found))))
    return [found[n] for n in places]


def show(drawn: Drawn) -> Iterator[str]:
    """A statement for a reader: who, how, what, and the passage around it."""
    s = drawn.statement
    start = max(0, s.evidence.span.start - AROUND)
    passage = drawn.text[start : s.evidence.span.end + AROUND].replace("\n", " / ")
    who = f"{s.speaker.name} ({s.speaker.how})" if s.speaker is not None else "nobody"
    yield f"   who  {who}{'; by way of ' + ', '.join(r.name for r in s.relayed_by) if s.relayed_by else ''}"
    yield f"   how  {s.cue.text} -> {s.stance}"
    for piece in (s.content, *s.continued):
        yield f"   what {piece.text if piece is not None else '-'}"
    yield f"   in   {passage}"


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--table", action="store_true", help="places only, no text")
    options = parser.parse_args(arguments)
    if not all((options.gold / folder / "docs.jsonl").is_file() for folder in FOLDERS):
        print(f"The four sets are not in {options.gold}: name the folder that holds geo/ and corroboration/.")
        return 2
    for number, drawn in enumerate(draw(options.gold, options.seed), 1):
        cue = drawn.statement.cue
        print(f"{number} {drawn.text_id} {cue.start}-{cue.end} {drawn.statement.evidence.rule}")
        if not options.table:
            print(*show(drawn), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
