"""The gazetteer: names of places with what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from reportedly.errors import LexiconError
from reportedly.gazetteer_build import ensure_index, read_places
from reportedly.gazetteer_index import MAGIC, Index, Place, compile_index, fold, open_index, skeleton

__all__ = ["Gazetteer", "Place", "fold", "load_gazetteer", "skeleton"]


class Gazetteer:
    """Places by name: the user's overlays first, then the index of the packages. Reading changes nothing."""

    def __init__(self, indexes: Sequence[Index]) -> None:
        self.indexes = tuple(indexes)

    def find(self, names: Iterable[str]) -> dict[str, list[Place]]:
        """The places of some names, by the folded name; names that nobody has are left out."""
        wanted = {fold(name) for name in names}
        found: dict[str, list[Place]] = {}
        for index in self.indexes:
            for name, places in index.find(wanted).items():
                met = {p.geonameid for p in found.get(name, ()) if p.geonameid}
                found.setdefault(name, []).extend(p for p in places if p.geonameid not in met)
        return found

    def find_spelling(self, names: Iterable[str]) -> dict[str, list[Place]]:
        """The places whose names sound alike, by the name asked for: "Hodeidah" finds Al Hudaydah."""
        asked = {name: bare for name in names if (bare := skeleton(fold(name)))}
        found: dict[str, list[Place]] = {}
        for index in self.indexes:
            hits = index.find(set(asked.values()), loose=True)
            for name, bare in asked.items():
                if bare in hits:
                    found.setdefault(name, []).extend(hits[bare])
        return found


def load_gazetteer(overlays: Sequence[Path] = ()) -> Gazetteer:
    """The gazetteer with the user's overlays: CSV files, or indexes made by `reportedly gazetteer import`.

    Makes the index of the packages on the first call on a machine. Raises LexiconError.
    """
    return Gazetteer([*(_overlay(Path(path)) for path in overlays), _packages()])


@lru_cache(maxsize=1)
def _packages() -> Index:
    return open_index(ensure_index())


def _overlay(path: Path) -> Index:
    try:
        with path.open("rb") as file:
            is_index = file.read(len(MAGIC)) == MAGIC
        if is_index:
            return open_index(path)
        rows = read_places(str(path), path.read_bytes(), own=True)
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror}); name a CSV file that exists.") from error
    return Index(compile_index(rows, {"file": path.name}), str(path))
