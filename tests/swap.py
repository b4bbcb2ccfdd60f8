"""Swapping the parties of a text for each other, and comparing what is read before and after.

Every name, adjective, plural and capital of one party becomes that of the other. The records must come out with the
parties swapped and otherwise identical: same kinds, statuses, numbers, roles, speakers, word for word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from reportedly.lexicon import Lexicon
from reportedly.lexicon.actors import Actor
from reportedly.model import Analysis, Report, make_report
from reportedly.pipeline import Reader, analyse

Pair = tuple[str, str]
# A party's own place on the map and in the gazetteer differs from the other's, as it must.
GEOGRAPHY = frozenset({"lat", "lon", "geonameid", "country", "admin1", "why"})
FORMS = {"name": "names", "adjective": "adjectives", "plural": "plurals", "capital": "capitals"}


class Swapped(NamedTuple):
    """A text with its parties swapped, and the offsets of what was replaced: (start, end, new start, new end)."""

    text: str
    edits: list[tuple[int, int, int, int]]

    def place(self, at: int, end: bool = False) -> int:
        """Where an offset of the first text stands in the second."""
        index = bisect_right([e[0] for e in self.edits], at if not end else at - 1) - 1
        if index < 0:
            return at
        start, stop, new_start, new_stop = self.edits[index]
        if at < stop or (end and at == stop):
            return new_start if at == start and not end else new_stop if at == stop else new_start + at - start
        return at - stop + new_stop


def surfaces(actor: Actor, form: str) -> tuple[str, ...]:
    """The words of an actor in one form."""
    if form == "name":
        return (actor.name, *actor.aliases)
    return tuple(getattr(actor, FORMS[form]))


def swap_text(text: str, pairs: Sequence[Pair], lexicon: Lexicon) -> Swapped:
    """The text with every surface of each pair replaced by the other's of the same form and place in the list."""
    other = dict(pairs) | {b: a for a, b in pairs}
    parts: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    at = length = 0
    for known in lexicon.find_known(text):
        if len(known.actors) != 1 or known.actors[0] not in other:
            continue
        mine = surfaces(lexicon.actors[known.actors[0]], known.form)
        theirs = surfaces(lexicon.actors[other[known.actors[0]]], known.form)
        if not theirs:
            continue
        in_capitals = known.surface not in mine  # a line of capitals
        place = [m.upper() for m in mine].index(known.surface) if in_capitals else mine.index(known.surface)
        new = theirs[min(place, len(theirs) - 1)]
        new = new.upper() if in_capitals else new
        parts += [text[at : known.start], new]
        length += known.start - at
        edits.append((known.start, known.end, length, length + len(new)))
        length += len(new)
        at = known.end
    return Swapped("".join(parts) + text[at:], edits)


def plain(analysis: Analysis) -> dict[str, Any]:
    """Records as plain values; ids become their place in the reading, since they are made of the text's own bytes."""
    values: dict[str, Any] = msgspec.to_builtins(analysis)
    values.pop("report")
    values.pop("outside")
    ids = {
        row["id"]: f"{kind} {n}"
        for kind, rows in values.items()
        for n, row in enumerate(rows)
        if isinstance(row, dict) and "id" in row
    }

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: clean(v) for k, v in value.items() if k not in GEOGRAPHY and k != "report"}
        if isinstance(value, list | tuple):
            return [clean(v) for v in value]
        return ids.get(value, value) if isinstance(value, str) else value

    cleaned: dict[str, Any] = clean(values)
    return cleaned


def swap_values(value: Any, swapped: Swapped, pairs: Sequence[Pair], lexicon: Lexicon) -> Any:
    """Plain values of the first text as they should come out of the second."""
    if isinstance(value, dict):
        if {"start", "end", "text"} == set(value):
            start = swapped.place(value["start"])
            end = max(start, swapped.place(value["end"], end=True))
            return {"start": start, "end": end, "text": swapped.text[start:end]}
        is_own_name = "name" in value and value["name"] == (value.get("span") or {}).get("text")
        swapped_values = {k: swap_field(k, v, swapped, pairs, lexicon) for k, v in value.items()}
        if is_own_name:
            swapped_values["name"] = swapped_values["span"]["text"]
        return swapped_values
    if isinstance(value, list | tuple):
        return [swap_values(v, swapped, pairs, lexicon) for v in value]
    return swap_text(value, pairs, lexicon).text if isinstance(value, str) else value


def swap_field(name: str, value: Any, swapped: Swapped, pairs: Sequence[Pair], lexicon: Lexicon) -> Any:
    """A field of a record as it should come out of the second text."""
    if name == "actor":
        return (dict(pairs) | {b: a for a, b in pairs}).get(value, value)
    return same_how(value) if name == "how" else swap_values(value, swapped, pairs, lexicon)


def same_how(how: str) -> str:
    """A name and an alias count as one: which of a party's names is the first is no reading."""
    return "name" if how == "alias" else how


def differences(report: Report, pairs: Sequence[Pair], reader: Reader, mirror: Reader | None = None) -> list[str]:
    """Where the records of a report and of its swapped twin differ, in words; empty when they are the same.

    `mirror` reads the twin: a reader whose map has the parties' towns swapped as well.
    """
    lexicon = reader.lexicon
    swapped = swap_text(report.text, pairs, lexicon)
    title = swap_text(report.title, pairs, lexicon).text if report.title else None
    twin = make_report(swapped.text, title=title, outlet=report.outlet, published=report.published)
    unswapped = Swapped(swapped.text, [])
    before = swap_values(plain(analyse(report, reader)), swapped, pairs, lexicon)
    after = swap_values(plain(analyse(twin, mirror or reader)), unswapped, (), lexicon)
    found = []
    for kind in before:
        one, two = before[kind], after[kind]
        if len(one) != len(two):
            found.append(f"{len(one)} {kind} before the swap and {len(two)} after")
        found += [f"{kind}: {a}\n   after: {b}" for a, b in zip(one, two, strict=False) if a != b]
    return found
