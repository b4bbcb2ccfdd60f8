"""What the report gate (`--only conflict`) leaves unread: every text that does not pass, with what is read without it.

python -m bench.gated [FOLDER ...] [--list]

Texts are the project's own gold and bundled reports, and every text in the files of the folders named. A text that
passes is read by the same code with and without the gate, so only the others can differ. They fall in three: nothing
is claimed in them; their claims are of other things than force, coercion, a ceasefire or an exchange, which is what
the gate is for; or they hold such an event, which is a loss: `--list` names each by the hash of its text, the kind and
the offset.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reportedly.gate import BRIEF, FAMILIES
from reportedly.model import Analysis, Event, make_report
from reportedly.pipeline import Reader, ReaderOptions, analyse, load_reader
from tools.same_records import OWN, PUBLISHED, texts_of


class Loss(NamedTuple):
    """An event of force or its end in a text that does not pass; `text` is the start of the hash of the text."""

    text: str
    kind: str
    start: int
    is_brief: bool


def left_out(texts: Sequence[str], reader: Reader) -> Iterator[tuple[str, list[Loss]]]:
    """For each text that does not pass: "nothing", "other" or "lost", and what is lost."""
    family = {kind.id: kind.family for kind in reader.lexicon.events.file.event}
    for text in texts:
        if reader.gate is None or reader.gate.passes(text):
            continue
        found = analyse(make_report(text, published=PUBLISHED), reader._replace(gate=None))
        lost = [_loss(found, e) for e in found.events if family.get(e.kind) in FAMILIES]
        has_claims = found.events or found.figures or found.statements
        yield "lost" if lost else "other" if has_claims else "nothing", lost


def _loss(found: Analysis, event: Event) -> Loss:
    text = found.report.text
    return Loss(found.report.text_sha256[:12], event.kind, event.evidence.span.start, len(text) <= BRIEF)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    reader = load_reader(ReaderOptions(only="conflict"))
    for folder in [*OWN, *options.folders]:
        texts = texts_of([folder])
        found = list(left_out(texts, reader))
        counts = Counter(what for what, _ in found)
        reports = {loss.text for _, losses in found for loss in losses if not loss.is_brief}
        print(
            f"{folder.name}: {len(texts)} texts, {len(texts) - len(found)} pass; of the others {counts['nothing']} "
            f"claim nothing, {counts['other']} other things, {counts['lost']} hold an event of force or its end, "
            f"{len(reports)} of them longer than {BRIEF} characters",
            flush=True,
        )
        if options.list:
            for loss in (loss for _, losses in found for loss in losses):
                print(f"  {loss.text} {loss.kind} at {loss.start}{', a brief' if loss.is_brief else ''}")


if __name__ == "__main__":
    main()
