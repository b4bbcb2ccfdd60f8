"""The demo: read the bundled fictional reports, and show what a case can answer."""

from __future__ import annotations

import textwrap
from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path

import click

from reportedly import screen
from reportedly.api import Case, OnProgress, ReadOptions, ReadResult, open_case, read
from reportedly.errors import InputError
from reportedly.printable import cleaned
from reportedly.rows import ClaimRow, Contested

OVERLAYS = ("actors.csv", "places.csv")  # word lists of the invented world, beside its reports


def bundled() -> AbstractContextManager[Path]:
    """The folder of the demo, also when the package is a zip file."""
    return as_file(files("reportedly").joinpath("demo"))


def read_corpus(db: str, jobs: int, on_progress: OnProgress | None) -> ReadResult:
    """Read the bundled reports into a case file."""
    with bundled() as folder:
        corpus = folder / "corpus"
        paths = sorted(
            p for p in corpus.rglob("*") if p.is_file() and p.name not in OVERLAYS and not p.name.startswith("README")
        )
        if not paths:
            raise InputError(str(corpus), "", "the bundled reports are missing; install reportedly again")
        actors, places = (_overlay(folder, name) for name in OVERLAYS)
        return read([str(p) for p in paths], db, ReadOptions(actors=actors, places=places, jobs=jobs), on_progress)


def _overlay(folder: Path, name: str) -> tuple[str, ...]:
    """The word list of this name, in the corpus or beside it."""
    return tuple(str(path) for path in (folder / "corpus" / name, folder / name) if path.is_file())[:1]


def tour(result: ReadResult, db: str, *, terminal: bool) -> str:
    """What was read, one contested toll with its versions side by side, and what to try next."""
    with open_case(db) as case:
        contested = case.contested(measure="killed", limit=1) or case.contested(limit=1)
        parts = [_read_part(case, result, db)]
        if contested:
            parts.append(_toll_part(case, contested[0], terminal))
        parts.append(_next_part(case, contested[0] if contested else None, db))
        parts.append(screen.check(result.check))
    return "\n\n".join(parts)


def _read_part(case: Case, result: ReadResult, db: str) -> str:
    reports = case.reports()
    outlets = {report.outlet for report in reports if report.outlet}
    head = f"{len(reports)} fictional reports of {len(outlets)} outlets, read into {db}"
    again = f" ({result.already_there} of them were there already)" if result.already_there else ""
    rows = [((f"{count.kind}s",), (f"{count.found:,}",), (f"{count.abstained:,}",)) for count in case.summary()]
    rows.append((("problems",), (f"{len(case.problems()):,}",), ("",)))
    columns = [screen.Column("", 1, True), screen.Column("found", 1, True), screen.Column("left unread", 1, True)]
    return click.style(head, bold=True) + again + "\n\n" + screen.table(columns, rows, terminal=False)


def _toll_part(case: Case, toll: Contested, terminal: bool) -> str:
    head = click.style(f"One contested toll: {screen.toll_name(toll)}", bold=True)
    rule = (
        f"Here {toll.speakers} speakers give {toll.figures} different figures. They stand side by side, each with "
        "who says it; nothing is added up, and no version is marked as the true one."
    )
    versions = case.versions(toll)
    parts = [head, textwrap.fill(rule, screen.width()), screen.versions(versions, terminal=terminal)]
    denials = cleaned(case.claims(only="event", place=toll.place, status="denied"))
    parts += ["Denied there:\n" + "\n".join(_denial(row) for row in denials)] if denials else []
    return "\n\n".join(parts)


def _denial(row: ClaimRow) -> str:
    published = ", ".join(screen.outlet_day(row))
    said = f"{row.said_by} ({row.stance or row.status}): “{screen.quoted(row.passage, True)}” {published}"
    return textwrap.fill(said, screen.width(), initial_indent="  ", subsequent_indent="    ")


def _next_part(case: Case, toll: Contested | None, db: str) -> str:
    rows = case.claims(measure=toll.measure, place=toll.place, limit=1) if toll else case.claims(limit=1)
    commands = []
    if rows:
        why = f"reportedly why {screen.short(rows[0].id)} --db {db}"
        commands.append((why, "The sentence and the rule behind a claim:"))
    if toll:
        place = _argument(toll.place)
        commands.append((f"reportedly toll --measure {toll.measure} --place {place} --db {db}", "The table above:"))
    commands += [
        (f"reportedly serve {db} --open", "All of it on a page in your browser:"),
        (f"reportedly claims --status denied --db {db}", "What is denied, and by whom:"),
        (f"reportedly export jsonl --db {db} -o claims.jsonl", "Every record, for other programs:"),
        ("reportedly read PATH --db case.duckdb", "Your own reports:"),
    ]
    lines = [f"  {click.style(what, dim=True)}\n    {command}" for command, what in commands]
    return "\n".join([click.style("Try next", bold=True), *lines])


def _argument(text: str) -> str:
    return f'"{text}"' if " " in text else text
