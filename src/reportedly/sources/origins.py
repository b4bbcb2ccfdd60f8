"""Wire credits: who wrote a text first, when the text itself says so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

# Datelines stand on the first line, or behind a headline and a summary; credits also among the last few.
FIRST_LINES = 3
LAST_LINES = 4
# A dateline is done, and a credit line ends, well before this; it also bounds the work of the patterns.
LINE_CHARS = 240
EDGE_CHARS = 4000
WORD = r"[^\W\d_][\w.'’&-]{0,30}"
PLACEHOLDERS = {
    "PLACES": r"(?P<places>[^\W\d_][\w.,'’ -]{0,70}?)",
    "NAME": rf"(?P<origin>{WORD}(?: (?:{WORD}|&)){{0,6}})",
}


class Credit(NamedTuple):
    """One form of credit, an entry of lexicon/en/credits.toml."""

    id: str
    definition: str
    where: str
    pattern: re.Pattern[str]
    origin: str | None


class Credits(NamedTuple):
    """All forms of credit, and the words that their names and places may and may not hold."""

    forms: tuple[Credit, ...]
    connectors: frozenset[str]
    not_places: frozenset[str]


def find_origin(text: str, title: str | None = None) -> tuple[str, str] | None:
    """Who the text credits and by what form: `("Meridian Wire", "credit/dateline")` for "ORVEN (Meridian Wire) - ...".

    Looks at the first and last lines alone, a line that repeats the title left out. None when nobody is credited.
    """
    credits = load_credits()
    for where, line in _edge_lines(text, title):
        for form in credits.forms:
            if form.where in where and (origin := _read_credit(form, line, credits)):
                return origin, f"credit/{form.id}"
    return None


@lru_cache(maxsize=1)
def load_credits() -> Credits:
    """The forms of credit of lexicon/en/credits.toml."""
    data = tomllib.loads(resources.files("reportedly").joinpath("lexicon", "en", "credits.toml").read_text("utf-8"))
    return Credits(
        tuple(_make_form(entry) for entry in data["credit"]),
        frozenset(data["connectors"]),
        frozenset(data["not_places"]),
    )


def _make_form(entry: dict[str, str]) -> Credit:
    pattern = entry["pattern"]
    for name, expression in PLACEHOLDERS.items():
        pattern = pattern.replace(name, expression)
    return Credit(
        entry["id"], entry["definition"], entry["where"], re.compile(pattern, re.IGNORECASE), entry.get("origin")
    )


def _edge_lines(text: str, title: str | None) -> Iterator[tuple[tuple[str, ...], str]]:
    """The first and last lines with the places they are in: one line may be first and last at once."""
    head = _lines(text[:EDGE_CHARS], title)[:FIRST_LINES]
    tail = _lines(text[-EDGE_CHARS:], title)[-LAST_LINES:]
    for line in head:
        yield ("dateline", "line"), line
    for n, line in enumerate(reversed(tail)):
        yield ("last", "line") if n == 0 else ("line",), line


def _lines(text: str, title: str | None) -> list[str]:
    lines = (" ".join(line[:LINE_CHARS].split()) for line in text.split("\n"))
    return [line for line in lines if line and line != title]


def _read_credit(form: Credit, line: str, credits: Credits) -> str | None:
    match = form.pattern.match(line) if form.where == "dateline" else form.pattern.fullmatch(line)
    if match is None:
        return None
    groups = match.groupdict()
    if "origin" not in groups:
        return form.origin
    origin = groups["origin"].rstrip(".")
    if not _is_name(origin, credits.connectors):
        return None
    if form.where == "dateline" and not _is_dateline(groups["places"] or "", origin, line[match.end() :], credits):
        return None
    return origin


def _is_name(words: str, connectors: frozenset[str]) -> bool:
    parts = words.split()
    named = [w for w in parts if w != "&" and w not in connectors]
    return bool(named) and parts[0][0].isupper() and all(w[0].isupper() for w in named)


def _is_dateline(places: str, origin: str, rest: str, credits: Credits) -> bool:
    """Whether the words before a bracket are a place and a day, not a body whose short name the bracket gives."""
    words = places.replace(",", " ").split()
    names = [w for w in words if not w[0].isdigit()]
    if names and (names[0].lower() in credits.not_places or not _is_name(" ".join(names), credits.connectors)):
        return False
    initials = {"".join(w[0] for w in names).lower(), "".join(w[0] for w in names if w[0].isupper()).lower()}
    return origin.replace(".", "").lower() not in initials and not rest.lstrip("\"'“‘")[:1].islower()
