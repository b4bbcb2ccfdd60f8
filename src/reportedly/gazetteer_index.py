"""The compiled form of a gazetteer: one file that is mapped into memory, not loaded.

Names are folded (accents, case, hyphens and apostrophes taken off), hashed to eight bytes and sorted, so that all
names of a report are looked up in one search. The bytes depend on the rows alone.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from reportedly.errors import LexiconError
from reportedly.model import PlacePrecision

MAGIC = b"reportedly gazetteer 3\n"
PRECISIONS: tuple[PlacePrecision, ...] = ("point", "place", "area", "admin2", "admin1", "country", "region")
CAPITAL, OWN, SEAT = 8, 16, 32  # flags beside the precision, which takes the lowest three bits
ALTERNATE = 1 << 31  # on a posting: the name is another name of the place, not its first
SPECIAL = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "þ": "th", "ð": "d"}
    | dict.fromkeys("'’‘ʻʼʿʾ`´ʹʺ", "")
)
SHORT_FORMS = {"saint": "st", "mount": "mt", "fort": "ft", "sainte": "ste"}
# Names whose places are kept once they were looked up: reports name the same places again and again.
MOST_MET = 50_000
ARTICLES = frozenset(["al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ed", "er", "es", "esh", "et", "ez", "en"])
NOT_WORD = re.compile(r"[^\w]+|_+")


class Row(NamedTuple):
    """One place as a source gives it. `names` are its other names; `own` rows outrank those of packages.

    `respelled` tells that its name comes from another script, so that other spellings of it are to be expected.
    """

    name: str
    names: tuple[str, ...]
    country: str
    admin1: str
    lat: float
    lon: float
    precision: PlacePrecision
    geonameid: int = 0
    population: int = 0
    capital: bool = False
    own: bool = False
    seat: bool = False
    countries: str = ""
    note: str = ""
    respelled: bool = True


class Place(NamedTuple):
    """A place found by a name. `country` is an ISO code, an invented state's actor id, or empty where states differ.

    `countries` lists further countries a region lies in, with "|" between; `main` tells whether the name asked for is
    the place's first name.
    """

    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    precision: PlacePrecision
    geonameid: int
    population: int
    capital: bool
    own: bool
    seat: bool
    countries: str
    note: str
    main: bool


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name without case, accents, hyphens, points and apostrophes: "Deir ez-Zor" and "Deir Ez Zor" are one."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.casefold().translate(SPECIAL))
        name = "".join(c for c in name if not unicodedata.combining(c))
    else:
        name = name.lower().replace("'", "").replace("`", "")
    words = NOT_WORD.sub(" ", name.replace(".", "" if _is_abbreviation(name) else " ")).split()
    return " ".join(SHORT_FORMS.get(w, w) for w in words)


def _is_abbreviation(name: str) -> bool:
    """ "U.S.", "u.a.e.": letters with points between."""
    return bool(re.fullmatch(r"(?:\w\.){2,}\w?", name))


# Spellings of one sound in romanised Arabic, Persian, Kurdish, Pashto, Urdu, Amharic, Burmese, Russian, Ukrainian ...
SOUNDS = re.compile("ou|oo|ee|ei|ai|ay|ey|iy")
LETTERS = str.maketrans({"o": "u", "e": "i", "y": "i", "q": "k", "c": "k", "w": "v", "j": "g", "z": "s", "h": ""})
FIRST_LETTERS = str.maketrans("oeqc", "uikk")
DOUBLED = re.compile(r"(.)\1+")


def skeleton(folded: str) -> str:
    """What spellings of one folded name share: "hodeidah" and "al hudaydah" both give "hudid". Empty when too short.

    Two places may share it, so it is only asked where the report's other places speak for the country.
    """
    words = folded.split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    joined = SOUNDS.sub(lambda m: "u" if m[0] in ("ou", "oo") else "i", "".join(words))
    short = DOUBLED.sub(r"\1", joined[:1].translate(FIRST_LETTERS) + joined[1:].translate(LETTERS))
    if short.endswith(("i", "a")) and len(short) > 5:
        short = short[:-1]
    return short if len(short) >= 4 else ""


def key(text: str) -> int:
    """Eight bytes of a folded name's hash; two of a million names share one once in 40 million gazetteers."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def compile_index(rows: Sequence[Row], sources: Mapping[str, str]) -> bytes:
    """The bytes of an index of these rows. `sources` is kept in it: what it was made of, for people."""
    strings = _Strings()
    table = np.zeros(len(rows), dtype=_ROW)
    exact: dict[str, dict[int, bool]] = {}
    loose: dict[str, dict[int, bool]] = {}
    for at, row in enumerate(rows):
        table[at] = (
            row.lat,
            row.lon,
            row.geonameid,
            min(row.population, 2**32 - 1),
            strings.at(row.name),
            strings.at(row.country),
            strings.at(row.admin1),
            strings.at(row.countries),
            strings.at(row.note),
            PRECISIONS.index(row.precision)
            | (CAPITAL if row.capital else 0)
            | (OWN if row.own else 0)
            | (SEAT if row.seat else 0),
        )
        _add_names(row, at, exact, loose)
    arrays = {"rows": table.view(np.uint8), **_table("exact", exact), **_table("loose", loose)}
    arrays["strings"] = np.frombuffer(strings.bytes(), dtype=np.uint8)
    return _pack(arrays, sources)


_ROW = np.dtype(
    [("lat", "<f4"), ("lon", "<f4"), ("id", "<u4"), ("population", "<u4")]
    + [(n, "<u4") for n in ("name", "country", "admin1", "countries", "note")]
    + [("flags", "u1")]
)


class _Strings:
    """Each string once, by its place in one run of bytes."""

    def __init__(self) -> None:
        self._at: dict[str, int] = {"": 0}
        self._pieces: list[bytes] = [b"\0"]
        self._length = 1

    def at(self, text: str) -> int:
        found = self._at.get(text)
        if found is None:
            found = self._at[text] = self._length
            piece = text.encode("utf-8", "surrogatepass").replace(b"\0", b"") + b"\0"
            self._pieces.append(piece)
            self._length += len(piece)
        return found

    def bytes(self) -> bytes:
        return b"".join(self._pieces)


def _add_names(row: Row, at: int, exact: dict[str, dict[int, bool]], loose: dict[str, dict[int, bool]]) -> None:
    for main, name in ((True, row.name), *((False, n) for n in row.names)):
        folded = fold(name)
        if not folded:
            continue
        postings = exact.setdefault(folded, {})
        postings[at] = postings.get(at, False) or main
        if row.respelled:
            bare = skeleton(folded)
            if bare:
                loose.setdefault(bare, {})[at] = True


def _table(label: str, names: dict[str, dict[int, bool]]) -> dict[str, Any]:
    keyed = sorted((key(name), sorted(found.items())) for name, found in names.items())
    counts = np.array([len(found) for _, found in keyed], dtype=np.int64)
    postings = [at | (0 if main else ALTERNATE) for _, found in keyed for at, main in found]
    return {
        f"{label}_keys": np.array([k for k, _ in keyed], dtype="<u8"),
        f"{label}_starts": np.concatenate([[0], np.cumsum(counts)]).astype("<u4"),
        f"{label}_postings": np.array(postings, dtype="<u4"),
    }


def _pack(arrays: Mapping[str, Any], sources: Mapping[str, str]) -> bytes:
    parts, places, at = [], {}, 0
    for name, array in arrays.items():
        data = array.tobytes()
        places[name] = [at, len(data), array.dtype.str]
        pad = -len(data) % 16
        parts.append(data + b"\0" * pad)
        at += len(data) + pad
    header = json.dumps({"arrays": places, "sources": dict(sources)}, sort_keys=True).encode()
    start = len(MAGIC) + 8 + len(header)
    header += b" " * (-start % 16)
    return b"".join((MAGIC, len(header).to_bytes(8, "little"), header, *parts))


class Index:
    """A compiled index, mapped into memory: opening it reads a few kilobytes."""

    def __init__(self, data: Any, where: str) -> None:
        size = int.from_bytes(bytes(data[len(MAGIC) : len(MAGIC) + 8]), "little")
        start = len(MAGIC) + 8
        try:
            header = json.loads(bytes(data[start : start + size]))
            arrays = {
                name: np.frombuffer(
                    data, dtype=dtype, count=length // np.dtype(dtype).itemsize, offset=start + size + at
                )
                for name, (at, length, dtype) in header["arrays"].items()
            }
        except (ValueError, KeyError, TypeError) as error:
            raise LexiconError(
                f"{where}: is a damaged gazetteer index ({error}); delete it or make it again."
            ) from error
        self.sources: dict[str, str] = header["sources"]
        self.rows = arrays["rows"].view(_ROW)
        self._strings = arrays["strings"]
        self._exact = (arrays["exact_keys"], arrays["exact_starts"], arrays["exact_postings"])
        self._loose = (arrays["loose_keys"], arrays["loose_starts"], arrays["loose_postings"])
        self._met: dict[tuple[bool, str], list[Place]] = {}

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def names(self) -> int:
        """How many different names it knows."""
        return len(self._exact[0])

    def find(self, names: Iterable[str], loose: bool = False) -> dict[str, list[Place]]:
        """The places of folded names, or of skeletons when `loose`; names that none has are left out."""
        wanted = sorted(set(names))
        if len(self._met) > MOST_MET:
            self._met.clear()
        met = self._met
        new = [name for name in wanted if (loose, name) not in met]
        met.update(((loose, name), places) for name, places in zip(new, self._look_up(new, loose), strict=True))
        return {name: places for name in wanted if (places := met[loose, name])}

    def _look_up(self, names: Sequence[str], loose: bool) -> list[list[Place]]:
        """The places of each name, all looked up in one search."""
        keys, starts, postings = self._loose if loose else self._exact
        if not names or not len(keys):
            return [[] for _ in names]
        asked = np.array([key(name) for name in names], dtype="<u8")
        at = np.searchsorted(keys, asked)
        hits = (keys[np.minimum(at, len(keys) - 1)] == asked).tolist()
        return [
            [self._place(int(p)) for p in postings[starts[i] : starts[i + 1]]] if hit else []
            for i, hit in zip(at.tolist(), hits, strict=True)
        ]

    def _place(self, posting: int) -> Place:
        row = self.rows[posting & (ALTERNATE - 1)]
        flags = int(row["flags"])
        text = self._text
        return Place(
            text(row["name"]),
            text(row["country"]),
            text(row["admin1"]),
            round(float(row["lat"]), 4),
            round(float(row["lon"]), 4),
            PRECISIONS[flags & 7],
            int(row["id"]),
            int(row["population"]),
            bool(flags & CAPITAL),
            bool(flags & OWN),
            bool(flags & SEAT),
            text(row["countries"]),
            text(row["note"]),
            not posting & ALTERNATE,
        )

    def _text(self, at: Any) -> str:
        start = int(at)
        piece = self._strings[start : start + 400].tobytes()
        return piece.partition(b"\0")[0].decode("utf-8", "replace")


def open_index(path: Path) -> Index:
    """Open a compiled index. Raises LexiconError when it is none."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: cannot be opened ({error}).") from error
    if data[: len(MAGIC)] != MAGIC:
        raise LexiconError(f"{path}: is no gazetteer index of this version; make it again.")
    return Index(data, str(path))
