"""JSON: one object a line, or one file that is an object or a list of them."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any

from reportedly.errors import InputError
from reportedly.model import Problem, Report
from reportedly.sources.assemble import as_problem, assemble, column_map
from reportedly.sources.decoding import decode
from reportedly.sources.files import TOO_LARGE, Document, read_lines
from reportedly.sources.options import SourceOptions

TOO_LONG = "the line is longer than {limit:,} bytes; split it or raise the limit."


def jsonl_items(document: Document, options: SourceOptions) -> Iterator[Callable[[], Report | Problem]]:
    """The reports of a JSON Lines or JSON file, each read when it is called; a line that is none gives a Problem.

    Raises InputError when the input is empty or, as one JSON value, broken.
    """
    lines = read_lines(document, options)
    filled = (line for line in lines if line[1] is None or line[1].strip())
    head = list(islice(filled, 2))
    if _is_one_value(head):
        for place, value in _whole(b"".join(_all_of(head, lines, document, options)), document.source):
            yield partial(_read, partial(read_object, value, document.source, place, options))
        return
    for number, line in chain(head, filled):
        yield partial(_read, partial(_read_line, line, document.source, f"line {number}", options))


def _is_one_value(head: list[tuple[int, bytes | None]]) -> bool:
    """Whether the first filled lines are of one value over all lines: none of objects of their own, line by line."""
    first, second = ((line or b"").removeprefix(BOM_UTF8).strip() for _, line in [*head, (0, b""), (0, b"")][:2])
    return (first.startswith(b"[") and not (second.startswith(b"{") and second.endswith(b"}"))) or first == b"{"


def _all_of(
    head: list[tuple[int, bytes | None]],
    lines: Iterator[tuple[int, bytes | None]],
    document: Document,
    options: SourceOptions,
) -> Iterator[bytes]:
    """All lines of one value, each at its number. Raises InputError when they are larger than `max_bytes`."""
    size, at = 0, 0
    for number, line in chain(head, lines):
        size += options.max_bytes + 1 if line is None else len(line)
        if line is None or size > options.max_bytes:
            raise InputError(document.source, "", TOO_LARGE.format(limit=options.max_bytes))
        yield b"\n" * (number - at - 1) + line
        at = number


def _read(item: Callable[[], Report]) -> Report | Problem:
    try:
        return item()
    except InputError as error:
        return as_problem(error)


def _read_line(line: bytes | None, source: str, place: str, options: SourceOptions) -> Report:
    if line is None:
        raise InputError(source, place, TOO_LONG.format(limit=options.max_bytes))
    value = load_json(decode(line, source, place).rstrip("\r\n"), source, place)
    return read_object(value, source, place, options)


def _whole(data: bytes, source: str) -> Iterator[tuple[str, Any]]:
    value = load_json(decode(data, source), source, "")
    if isinstance(value, list):
        yield from ((f"item {number}", item) for number, item in enumerate(value, 1))
    else:
        yield "", value


def load_json(text: str, source: str, place: str) -> Any:
    """The value of a JSON text. Raises InputError that says where it breaks."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        detail = f"{error.msg.removesuffix(' at')} at {where}character {error.colno}"
        raise InputError(source, place, f"the JSON is broken ({detail}); correct or remove it.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            source, place, "the JSON is nested too deep or holds too long a number; simplify it."
        ) from error


def read_object(value: Any, source: str, place: str, options: SourceOptions) -> Report:
    """The report that a JSON object holds. Raises InputError."""
    if not isinstance(value, dict):
        raise InputError(source, place, "this is no JSON object; write one report as {...}.")
    known = {**value, **{path: _at_path(value, path) for path in options.columns.values() if path not in value}}
    columns = column_map((k for k, v in known.items() if v is not None), options, source, place)
    fields = {field: as_string(known[name]) for field, name in columns.items()}
    if not isinstance(known[columns["text"]], str):
        raise InputError(source, place, f'"{columns["text"]}" is no string; map text to one that is.')
    return assemble(fields, source, place, options)


def _at_path(value: Any, path: str) -> Any:
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def as_string(value: Any) -> str | None:
    """A JSON value as one line: a string, a number, an object's name, or the names of a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        name = value.get("name")
        return name if isinstance(name, str) else None
    if isinstance(value, list):
        return ", ".join(name for item in value if isinstance(item, str | dict) and (name := as_string(item))) or None
    return None if value is None else str(value)
