"""Every record as one JSON line with its `type`: the form that scorers and other programs read.

The order is that of `queries.records`; the bytes depend on the records alone. Only runs hold a clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from reportedly.model import AnyRecord
from reportedly.queries import records
from reportedly.store import Store

MEDIA_TYPE = "application/x-ndjson"


def write(store: Store, out: BinaryIO) -> int:
    """Write all current records of a case; how many there were."""
    return write_records(records(store), out)


def write_records(items: Iterable[AnyRecord], out: BinaryIO) -> int:
    """Write records as JSON lines; how many there were."""
    encoder = msgspec.json.Encoder()
    count = 0
    for item in items:
        out.write(encoder.encode(item) + b"\n")
        count += 1
    return count
