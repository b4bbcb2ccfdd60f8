"""Files that unpack to far too much, between good ones: one line, lines without end, and a page of an archive."""

from __future__ import annotations

import gzip
from pathlib import Path

from bench.faults import MEMORY, Outcome, line, problems_of, read, rows_of

UNPACKED = 2 << 30
CHUNK = 16 << 20


def check(folder: Path) -> Outcome:
    """Good files alone, then with three bombs of some megabytes each."""
    inputs = folder / "in"
    inputs.mkdir()
    for n in range(9):
        (inputs / f"{n}.jsonl.gz").write_bytes(gzip.compress(line(n).encode()))
    read(inputs, folder / "expected")
    _pack(inputs / "1-zeros.jsonl.gz", b'{"text": "', b"\0" * CHUNK)
    _pack(inputs / "3-lines.jsonl.gz", b"", b"\n" * CHUNK)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % UNPACKED
    _pack(inputs / "5-page.warc.gz", head, b" " * CHUNK)
    packed = sum(path.stat().st_size for path in inputs.glob("*-*"))
    done = read(inputs, folder / "out")
    problems = problems_of(folder / "out")
    result = (
        f"{packed >> 20} MiB that unpack to {3 * UNPACKED >> 30} GiB; exit code {done.code} after {done.seconds:.0f} "
        f"s, within {MEMORY} MiB a worker; {problems[0] if problems else ''}"
    )
    return Outcome("gzip bombs", result, rows_of(folder / "out") == rows_of(folder / "expected") and len(problems) >= 3)


def _pack(path: Path, head: bytes, chunk: bytes) -> None:
    """The head, then the chunk again and again: packed once, as a file may hold many packed pieces."""
    path.write_bytes(gzip.compress(head) + gzip.compress(chunk) * (UNPACKED // len(chunk)))
