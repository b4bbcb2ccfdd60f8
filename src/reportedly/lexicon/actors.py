"""Actors and the names they go by: CSV rows, checked, and the scanner that finds them in a text."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import ahocorasick_rs

from reportedly.errors import LexiconError
from reportedly.text import encodable

KINDS = frozenset(
    {"state", "territory", "armed_group", "party", "igo", "court", "agency", "outlet", "ngo", "body", "population"}
)
# A name of fewer letters, or one written in capitals anyway, is not looked for in a line of capitals.
SHORTEST_CAPITALS = 4
LISTS = ("aliases", "adjectives", "plurals", "capitals")
# One surface may have several forms ("US" is a name and an adjective); the parser is given the first of these.
FORM_ORDER = ("name", "adjective", "plural", "capital", "other")
LINE = re.compile(r"[^\r\n]+")
# The place in capitals that a report begins with: "KESTREL, 9 May", "KESTREL (Meridian Wire) -".
DATELINE = re.compile(r"(?<![^\r\n])[^\W\d_a-z][^\Wa-z]+(?:[ .'’-]+[^\Wa-z]+){0,3}(?=,| ?[(/–—-])")


class KnownName(NamedTuple):
    """A name of the lexicon in a text: `form` is name, adjective, plural or capital, `actors` who it may stand for."""

    start: int
    end: int
    surface: str
    form: str
    actors: tuple[str, ...]


class Actor(NamedTuple):
    """One row: who it is, what kind, and every name it goes by. `since` and `until` are ISO years or dates."""

    id: str
    name: str
    kind: str
    sector: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    source: str = ""
    note: str = ""
    iso2: str = ""
    iso3: str = ""


def read_actors(name: str, data: bytes) -> list[Actor]:
    """Read one CSV file of actors. Raises LexiconError with file, line and field."""
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{name}: is no UTF-8 CSV file ({error}).") from error
    return [_actor(name, line, row) for line, row in enumerate(rows, start=2)]


def _actor(name: str, line: int, row: dict[str, str]) -> Actor:
    unknown = [k for k in row if k not in Actor._fields]
    if unknown:
        raise LexiconError(
            f"{name}, line {line}: unknown column {unknown[0]!r}; columns are {', '.join(Actor._fields)}."
        )
    if not row.get("id") or not row.get("name"):
        raise LexiconError(f"{name}, line {line}: id and name must not be empty.")
    if row.get("kind") not in KINDS:
        raise LexiconError(f"{name}, line {line}: kind {row.get('kind')!r} is none of {', '.join(sorted(KINDS))}.")
    lists = {k: tuple(v.strip() for v in (row.get(k) or "").split("|") if v.strip()) for k in LISTS}
    plain = {k: (v or "").strip() for k, v in row.items() if k not in LISTS}
    return Actor(**plain, **lists)  # type: ignore[arg-type]


Forms = dict[str, tuple[str, tuple[str, ...]]]


class Surfaces:
    """Finds known names in a text, in one pass, by their exact letters and at word borders.

    A line of capitals (a headline) is read once more with every name in capitals. `others` are phrases that hold a
    name and are none; they are found like names, without actors. `common` are words that mean no one in capitals.
    """

    def __init__(self, forms: Forms, others: Iterable[str] = (), common: Iterable[str] = ()) -> None:
        self.forms = {**dict.fromkeys(others, ("other", ())), **forms}
        self.common = frozenset(common)
        self._list = list(self.forms)

    @cached_property
    def _scanner(self) -> ahocorasick_rs.AhoCorasick:
        kind = ahocorasick_rs.MatchKind.LeftmostLongest
        return ahocorasick_rs.AhoCorasick(self._list, matchkind=kind)

    @cached_property
    def _capitals(self) -> Surfaces:
        """The names as a line of capitals writes them; where two become one, both may be meant."""
        table: dict[str, tuple[str, tuple[str, ...]]] = {}
        for surface, (form, actors) in self.forms.items():
            upper = surface.upper()
            if upper in self.common or (surface != upper and len(surface) < SHORTEST_CAPITALS):
                continue
            old_form, old = table.get(upper, (form, ()))
            table[upper] = (min(old_form, form, key=FORM_ORDER.index), tuple(sorted({*old, *actors})))
        return Surfaces(table)

    def find(self, text: str) -> list[KnownName]:
        """The known names in `text`, in order, never overlapping; those of `others` have no actors."""
        found = self._find(text)
        bounds = capital_lines(text)
        if not bounds:
            return found
        starts = [start for start, _ in bounds]
        kept = [k for k in found if not _is_within(k.start, starts, bounds)]
        for start, end in bounds:
            for k in self._capitals._find(text[start:end]):
                kept.append(k._replace(start=k.start + start, end=k.end + start))
        return sorted(kept)

    def _find(self, text: str) -> list[KnownName]:
        if not self.forms or not text:
            return []
        found = []
        for index, start, end in self._scanner.find_matches_as_indexes(encodable(text)):
            surface = self._list[index]
            if _is_word(text, start, end):
                form, actors = self.forms[surface]
                found.append(KnownName(start, end, surface, form, actors))
        return found


def capital_lines(text: str) -> list[tuple[int, int]]:
    """Where a text is written in capitals: whole lines, and the place that a line begins with."""
    lines = [m.span() for m in LINE.finditer(text) if m[0].isupper()]
    inside = {start for start, _ in lines}
    return sorted(lines + [m.span() for m in DATELINE.finditer(text) if m.start() not in inside])


def _is_within(at: int, starts: list[int], bounds: list[tuple[int, int]]) -> bool:
    place = bisect_right(starts, at) - 1
    return place >= 0 and at < bounds[place][1]


def _is_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before == "_") and not (after.isalnum() or after == "_")


def make_surfaces(actors: Iterable[Actor], others: Iterable[str] = (), common: Iterable[str] = ()) -> Surfaces:
    """The table of surfaces: every spelling, the form it has, and whom it may stand for."""
    table: dict[str, dict[str, list[str]]] = {}
    for actor in actors:
        for form, names in _names_of(actor):
            for surface in names:
                table.setdefault(surface, {}).setdefault(form, []).append(actor.id)
    forms = {}
    for surface in sorted(table):
        if surface.startswith("the ") and surface[4:] in table:
            continue  # the article would hide longer names: "the Concord" in "the Concord of Nations"
        form = min(table[surface], key=FORM_ORDER.index)
        forms[surface] = (form, tuple(sorted(set(table[surface][form]))))
    return Surfaces(forms, others, common)


def _names_of(actor: Actor) -> Iterable[tuple[str, Iterable[str]]]:
    # A people's name is a plural, "the Kurds"; so is it parsed.
    own = "plural" if actor.kind == "population" else "name"
    yield own, (actor.name, *actor.aliases)
    yield "adjective", actor.adjectives
    yield "plural", actor.plurals
    yield "capital", actor.capitals
