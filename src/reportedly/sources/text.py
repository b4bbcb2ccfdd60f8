"""Plain text, with or without front matter.

---
outlet: Orven Herald
date: 2031-05-12
---
The ministry said ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.model import Problem, Report
from reportedly.sources.assemble import assemble
from reportedly.sources.decoding import decode
from reportedly.sources.files import Document, read_whole
from reportedly.sources.options import COLUMN_NAMES, SourceOptions

FENCE = "---"
# Front matter is a dozen lines; a rule of dashes this far down belongs to the text.
MAX_FRONT_LINES = 60
ENTRY = re.compile(r"([A-Za-z_][A-Za-z_ -]{0,40}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)")
FIELD_OF = {name: field for field, names in COLUMN_NAMES.items() if field != "text" for name in names}


def read_text(document: Document, options: SourceOptions) -> Iterator[Report | Problem]:
    """The one report of a text file. Raises InputError."""
    text = decode(read_whole(document, options), document.source)
    fields, lines, start = read_front_matter(text)
    fields["text"] = text[start:]
    date_line = lines.get("published")
    date_place = f"line {date_line}" if date_line else None
    yield assemble(fields, document.source, "", options, date_place=date_place)


def read_front_matter(text: str) -> tuple[dict[str, str | None], dict[str, int], int]:
    """The fields between two lines of `---` at the top, the line of each, and where the text begins.

    Unknown keys and lines that are no `key: value` are passed over. A text that does not begin with a closed block
    of such lines has no front matter, and begins at 0.
    """
    fields: dict[str, str | None] = {}
    lines: dict[str, int] = {}
    at = entries = 0
    for number in range(1, MAX_FRONT_LINES + 1):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)].rstrip()
        at = end + 1 if end >= 0 else len(text)
        if number == 1 and line != FENCE:
            break
        if number > 1 and line == FENCE:
            return (fields, lines, at) if entries else ({}, {}, 0)
        if match := ENTRY.fullmatch(line):
            entries += 1
            field = FIELD_OF.get(match[1].lower())
            if field and field not in fields:
                fields[field], lines[field] = _unquote(match[2] or ""), number
        if end < 0:
            break
    return {}, {}, 0


def _unquote(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
