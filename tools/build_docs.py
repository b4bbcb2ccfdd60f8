"""Write the reference pages from the code and the data, or check that they are fresh.

python -m tools.build_docs            write docs/reference/*.md
python -m tools.build_docs --check    exit 1 when a page differs from what the code says
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
import typing
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
import msgspec

from reportedly import api, bulk, model
from reportedly.cli import COMMANDS, main
from reportedly.lexicon import load_lexicon

PAGES = Path(__file__).parents[1] / "docs" / "reference"
SCHEMA = Path(model.__file__).parent / "store"
HEAD = "<!-- Written by `make docs` from the code; change the code, not this page. -->\n"


def commands() -> str:
    """Every command with its help, as the program prints it."""
    parts = ["# Commands", "Every command prints its help with `--help`.", _help(main, "reportedly")]
    for command in COMMANDS:
        parts += [f"## reportedly {command.name}", _help(command, f"reportedly {command.name}")]
        for part in command.commands.values() if isinstance(command, click.Group) else ():
            name = f"reportedly {command.name} {part.name}"
            parts += [f"### {name}", _help(part, name)]
    return "\n\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    settings: dict[str, Any] = {**main.context_settings, "max_content_width": 100, "terminal_width": 100}
    context = click.Context(command, info_name=name, **settings)
    return f"```text\n{command.get_help(context).rstrip()}\n```"


def records() -> str:
    """Every record and part of a record, with its fields and types."""
    kinds = [
        kind
        for _, kind in inspect.getmembers(model, inspect.isclass)
        if issubclass(kind, msgspec.Struct) and kind.__module__ == model.__name__ and kind.__struct_fields__
    ]
    kinds.sort(key=lambda kind: inspect.getsourcelines(kind)[1])
    parts = [
        "# Records",
        "What `reportedly export jsonl` writes, one object a line with its `type`, and what the Python API gives.",
        "Offsets are code points of the report's text, end exclusive. Nothing here is a fact of ours.",
    ]
    for kind in kinds:
        tag = kind.__struct_config__.tag
        parts += [f"## {kind.__name__}" + (f" (`type` {tag})" if tag else ""), _prose(kind.__doc__)]
        parts.append(table(("field", "type", "default"), map(_field_row, msgspec.structs.fields(kind))))
    return "\n\n".join(parts)


def _prose(docstring: str | None) -> str:
    return inspect.cleandoc(docstring or "").replace("<", "&lt;")


def _field_row(field: msgspec.structs.FieldInfo) -> tuple[str, str, str]:
    default = "" if field.required else "`()`" if field.default is msgspec.NODEFAULT else f"`{field.default!r}`"
    return f"`{field.name}`", _type_name(field.type), default


def _type_name(kind: object) -> str:
    if typing.get_origin(kind) is typing.Literal:
        return " \\| ".join(f"`{value}`" for value in typing.get_args(kind))
    if isinstance(kind, type) and not typing.get_args(kind):
        return kind.__name__
    text = str(kind).replace("typing.", "").replace("reportedly.model.", "").replace("datetime.", "")
    return re.sub(r"NoneType", "None", text).replace("|", "\\|")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    names = list(head)
    lines = [names, ["---"] * len(names), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cues() -> str:
    """The words by which a text says that somebody says something."""
    about = "The words that make a statement, and what a stance does to what is said (`lexicon/en/cues.toml`)."
    parts = ["# Cues", about]
    for cue in load_lexicon().cues.entries:
        rows = [("stance", cue.stance), ("effect", cue.effect), ("verbs", ", ".join(cue.verbs))]
        rows += [("nouns", ", ".join(cue.nouns)), ("phrases", ", ".join(cue.phrases))]
        parts += [f"## {cue.id}", _prose(cue.definition), table(("", ""), [r for r in rows if r[1]])]
        parts.append("\n".join(f"- {example}" for example in cue.examples))
    return "\n\n".join(parts)


def events() -> str:
    """Every kind of event with its roles and what it is called in the field's vocabularies."""
    lexicon = load_lexicon().events
    head = ("kind", "meaning", "family", "PLOVER", "CAMEO", "ACLED", "UCDP")
    rows = []
    for kind in lexicon.file.event:
        plover, acled = (" / ".join(filter(None, codes.values())) for codes in (kind.plover, kind.acled))
        row = (f"`{kind.id}`", kind.definition, kind.family, plover, kind.cameo, acled, kind.ucdp)
        rows.append(tuple(cell.replace("|", "\\|") for cell in row))
    return "\n\n".join(
        [
            "# Kinds of events",
            f"{len(rows)} kinds, each an entry of `lexicon/en/events.toml` with its trigger words, roles, examples and "
            "counter-examples.",
            table(head, rows),
        ]
    )


def case_file() -> str:
    """The tables and views of a case file, with the comment of every column."""
    comments = re.compile(r"^COMMENT ON (TABLE|VIEW|COLUMN) (\S+) IS '((?:[^']|'')*)';$", re.MULTILINE)
    about = "One DuckDB file; tables are appended to, views show the current state. Offsets are code points."
    parts = ["# The case file", about]
    for name in ("schema.sql", "views.sql"):
        rows: list[tuple[str, str]] = []
        for what, target, comment in comments.findall((SCHEMA / name).read_text(encoding="utf-8")):
            text = comment.replace("''", "'").replace("|", "\\|")
            if what == "COLUMN":
                rows.append((f"`{target.split('.')[1].strip(chr(34))}`", text))
                continue
            if rows:
                parts.append(table(("column", "meaning"), rows))
                rows = []
            parts.append(f"## {target.strip(chr(34))}\n\n{text}")
        if rows:
            parts.append(table(("column", "meaning"), rows))
    return "\n\n".join(parts)


def python_api() -> str:
    """The functions and methods of the Python door."""
    parts = ["# Python API", "```python\nimport reportedly\n```"]
    doors = (api.read_text, api.read, api.open_case, bulk.read_partitions, bulk.load_partitions)
    for function in doors:
        name = "open" if function is api.open_case else function.__name__
        parts += [f"## reportedly.{name}", f"```python\n{name}{_signature(function)}\n```", _prose(function.__doc__)]
    for kind in (api.ReadOptions, bulk.BulkOptions, bulk.BulkResult, api.Case):
        parts += [f"## {kind.__name__}", _prose(kind.__doc__)]
    for name, member in vars(api.Case).items():
        if not name.startswith("_") and inspect.isfunction(member):
            parts += [f"### Case.{name}", f"```python\n{name}{_signature(member)}\n```", _prose(member.__doc__)]
    return "\n\n".join(parts)


def _signature(function: Callable[..., object]) -> str:
    return str(inspect.signature(function)).replace("'", "").replace("self, ", "").replace("(self)", "()")


REFERENCE = {
    "commands.md": commands,
    "records.md": records,
    "cues.md": cues,
    "events.md": events,
    "case-file.md": case_file,
    "python.md": python_api,
}


def build() -> dict[Path, str]:
    """Every page with its text."""
    return {PAGES / name: HEAD + "\n" + page().rstrip() + "\n" for name, page in REFERENCE.items()}


def stale(pages: dict[Path, str]) -> list[Path]:
    """Pages that are not as the code says."""
    return [p for p, text in pages.items() if not p.is_file() or p.read_text(encoding="utf-8") != text]


def run(arguments: list[str] | None = None) -> int:
    """Write or check the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    old = stale(build())
    if parser.parse_args(arguments).check:
        for path in old:
            print(f"{path.name} is not as the code says; run: make docs", file=sys.stderr)
        return int(bool(old))
    PAGES.mkdir(parents=True, exist_ok=True)
    for path, text in build().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run())
