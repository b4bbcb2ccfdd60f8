"""A tiny reading tower for tests of the keeping one: no parser, no word lists, one sentence pattern.

"The army said 15 people were killed in Port Sarn." gives a statement, an event and a figure.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reportedly.errors import InputError
from reportedly.model import (
    Analysis,
    Event,
    Evidence,
    Figure,
    PlaceRef,
    Problem,
    Ref,
    Report,
    Span,
    Statement,
    make_id,
    make_report,
)

if TYPE_CHECKING:
    import pytest

CLAIM = re.compile(
    r"(?P<who>[A-Z][\w ]*?) (?P<cue>said|denied) (?P<n>\d+) people were (?P<trigger>killed) in "
    r"(?P<place>[A-Z]\w+( [A-Z]\w+)?)\."
)


class ReaderOptions(msgspec.Struct, frozen=True):
    """As the real one."""

    model: str = "fake"
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    cache: str | None = None
    only: str | None = None


class Reader(NamedTuple):
    """As the real one; the overlays change the hash, as word lists do."""

    options: ReaderOptions

    @property
    def model_name(self) -> str:
        """Name and version."""
        return f"{self.options.model} 1.0"

    @property
    def lexicon_hash(self) -> str:
        """Hash of the word lists."""
        return f"lexicon{len(self.options.actors)}"


class SourceOptions(msgspec.Struct, frozen=True, kw_only=True):
    """As the real one."""

    outlet: str | None = None
    published: str | None = None
    columns: dict[str, str] = {}
    format: str | None = None

    def __post_init__(self) -> None:
        """A date must be one."""
        if self.published == "soon":
            raise InputError("published", "", "'soon' is no date")
        if "nonsense" in self.columns:
            raise InputError("columns", "nonsense", "'nonsense' is not a field of a report")


def read_sources(paths: Iterable[str], options: SourceOptions) -> Iterator[Report | Problem]:
    """Text files; a first line "OUTLET DATE" before an empty line is front matter, an empty file a Problem."""
    for path in sorted(
        file for name in paths for file in ([Path(name)] if Path(name).is_file() else Path(name).rglob("*.txt"))
    ):
        head, _, body = path.read_text().partition("\n\n")
        outlet, _, published = head.rpartition(" ") if body else (options.outlet, "", options.published)
        text = body or head
        if text.strip():
            yield make_report(text, outlet=outlet, published=published, source=path.name)
        else:
            yield Problem(source=path.name, place="", reason="the file is empty")


def analyse(report: Report, reader: Reader) -> Analysis:
    """Claims of the one pattern."""
    statements, events, figures = [], [], []
    for match in CLAIM.finditer(report.text):
        spans = {name: Span(*match.span(name), match[name]) for name in ("who", "cue", "n", "trigger", "place")}
        evidence = Evidence(
            report=report.id, span=Span(*match.span(), match[0]), rule="statement.verb/say", cues=(spans["trigger"],)
        )
        key = (report.id, match.start())
        statement = Statement(
            id=make_id("statement", *key),
            evidence=evidence,
            speaker=Ref(span=spans["who"], name=match["who"]),
            cue=spans["cue"],
            stance="denies" if match["cue"] == "denied" else "says",
            content=None,
        )
        status = "denied" if match["cue"] == "denied" else "asserted"
        place = PlaceRef(span=spans["place"], name=match["place"])
        event = Event(
            id=make_id("event", *key),
            evidence=evidence,
            kind="strike",
            status=status,
            place=place,
            claim_of=statement.id,
        )
        number = int(match["n"])
        figure = Figure(
            id=make_id("figure", *key), evidence=evidence, measure="killed", low=number, high=number, words=match["n"],
            status=status, event=event.id, claim_of=statement.id,
        )  # fmt: skip
        statements.append(statement)
        events.append(event)
        figures.append(figure)
    if "BUG" in report.text:
        raise ValueError("a bug")
    return Analysis(report=report, statements=tuple(statements), events=tuple(events), figures=tuple(figures))


def analyse_many(
    reports: Iterable[Report], options: ReaderOptions, jobs: int = 1, strict: bool = False
) -> Iterator[Analysis | Problem]:
    """As the real one."""
    for report in reports:
        try:
            yield analyse(report, Reader(options))
        except ValueError as error:
            yield Problem(source=report.source or "", place="", reason=f"The program failed on this report ({error}).")


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put this tower in the place of the real one."""
    here = sys.modules[__name__]
    parts = {
        "pipeline": ("ReaderOptions", "Reader", "analyse", "load_reader"),
        "distribute": ("analyse_many",),
        "sources": ("SourceOptions", "read_sources"),
        "lexicon": ("describe_rule",),
    }
    for name, members in parts.items():
        module = ModuleType(f"reportedly.{name}")
        for member in members:
            setattr(module, member, getattr(here, member))
        monkeypatch.setitem(sys.modules, f"reportedly.{name}", module)


def load_reader(options: ReaderOptions | None = None) -> Reader:
    """As the real one."""
    return Reader(options or ReaderOptions())


def describe_rule(rule: str) -> str:
    """As the real one."""
    return f"Definition of {rule}."
