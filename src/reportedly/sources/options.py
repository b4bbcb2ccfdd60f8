"""What a user may say about the inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from reportedly.errors import InputError
from reportedly.sources.dates import parse_published

# Our field -> the column or key names that are understood without a map, best first, compared in lower case.
COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articlebody"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher"),
    "published": ("published", "date", "datetime", "datepublished", "published_at", "publishedat"),
    "url": ("url", "link"),
    "author": ("author", "byline"),
    "language": ("language", "lang"),
    "origin": ("origin",),
}
# A page of news is well under 1 MB; 64 MiB still lets a whole book through and keeps memory in bounds.
MAX_BYTES = 64 * 1024 * 1024
# The longest single report; a day of a live blog is about 300,000 characters.
MAX_CHARS = 5_000_000


class SourceOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How inputs are read.

    `outlet` and `published` are defaults: what an input says of itself wins. `published` is kept as an ISO date or
    date-time, however it was written. `columns` maps a field of ours to a column or key of a CSV or JSON input, with
    dots for nested keys ("meta.date"). `format` forces a reader. `languages` are ISO 639-1 codes; an empty tuple
    accepts every language. `max_bytes` limits a file, and a line of a JSONL or CSV file; `max_chars` a report's text.
    `stdin` is the binary stream that "-" reads, the process's own when None. `wanted` looks at the words of a page of
    a web archive before its article is extracted; one that is not wanted gives no report.

    Raises InputError when `published` is no date or `columns` names a field that a report does not have.
    """

    outlet: str | None = None
    published: str | None = None
    columns: dict[str, str] = {}
    format: str | None = None
    languages: tuple[str, ...] = ("en",)
    max_bytes: int = MAX_BYTES
    max_chars: int = MAX_CHARS
    stdin: Any = None
    wanted: Callable[[str], bool] | None = None

    def __post_init__(self) -> None:
        if self.published is not None:
            msgspec.structs.force_setattr(self, "published", parse_published(self.published))
        for field in self.columns:
            if field not in COLUMN_NAMES:
                raise InputError(
                    "columns", field, f'"{field}" is not a field of a report; map one of {", ".join(COLUMN_NAMES)}.'
                )
