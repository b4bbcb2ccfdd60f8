"""Whether a change of the code changes what is read: all records of many texts, byte for byte, before and after.

python -m tools.same_records keep FILE [FOLDER ...]       write the records of every text to FILE
python -m tools.same_records compare FILE [FOLDER ...]    read again and list every text whose records differ

Texts are the project's own gold and bundled reports, and every text in the .txt, .jsonl and .json files of the folders
named. Parses are kept beside FILE, so that only the stages are done again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from reportedly.model import make_report
from reportedly.pipeline import Reader, ReaderOptions, analyse, load_reader

ROOT = Path(__file__).parents[1]
OWN = (ROOT / "gold", ROOT / "src/reportedly/demo", ROOT / "bench")
# Shorter strings are labels, and no text.
SHORTEST = 20
PUBLISHED = "2026-06-03"
SHOWN = 10


def texts_of(folders: Sequence[Path]) -> list[str]:
    """Every different text in the files of some folders, in the order of their paths."""
    found: dict[str, None] = {}
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".json", ".jsonl")):
            found.update(dict.fromkeys(_texts_in(path)))
    return list(found)


def _texts_in(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        yield text
    elif path.suffix == ".json":
        yield from _strings(json.loads(text))
    else:
        for line in text.splitlines():
            yield from _strings(json.loads(line))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) >= SHORTEST and " " in value:
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def read(texts: Sequence[str], reader: Reader) -> Iterator[bytes]:
    """The records of each text, encoded."""
    for text in texts:
        yield msgspec.json.encode(analyse(make_report(text, published=PUBLISHED), reader))


def compare(kept: Sequence[bytes], now: Iterator[bytes]) -> int:
    """Print where readings differ; how many do."""
    different = 0
    for before, after in zip(kept, now, strict=True):
        if before == after:
            continue
        different += 1
        if different <= SHOWN:
            at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
            print(f"{before[:60].decode()}\n  - {before[max(0, at - 150) : at + 150].decode(errors='replace')}")
            print(f"  + {after[max(0, at - 150) : at + 150].decode(errors='replace')}")
    return different


def main() -> int:
    """Keep or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["keep", "compare"])
    parser.add_argument("file", type=Path)
    parser.add_argument("folders", nargs="*", type=Path)
    options = parser.parse_args()
    texts = texts_of([*OWN, *options.folders])
    reader = load_reader(ReaderOptions(cache=str(options.file.parent / "parses")))
    if options.what == "keep":
        with gzip.open(options.file, "wb", compresslevel=1) as out:
            out.writelines(line + b"\n" for line in read(texts, reader))
        print(f"{len(texts)} texts kept")
        return 0
    kept = gzip.decompress(options.file.read_bytes()).splitlines()
    if len(kept) != len(texts):
        print(f"{len(kept)} texts were kept and {len(texts)} are there now: keep them anew from the older code")
        return 1
    different = compare(kept, read(texts, reader))
    print(f"{different} of {len(texts)} texts are read differently")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
