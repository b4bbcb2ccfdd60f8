"""The lexicon: every word list of the program, as data files, loaded once, checked and hashed.

`load_lexicon()` reads the files of the package and any overlays of the user. A file that is wrong raises
LexiconError, which names the file, the entry and the field.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from reportedly.errors import LexiconError
from reportedly.lexicon.actors import Actor, KnownName, Surfaces, make_surfaces, read_actors
from reportedly.lexicon.ambiguity import Ambiguous, load_ambiguous, settle
from reportedly.lexicon.cues import Cues, load_cues
from reportedly.lexicon.events import Events, load_events
from reportedly.lexicon.figures import Figures, load_figures
from reportedly.lexicon.names import NameWords, load_name_words
from reportedly.lexicon.people import People, read_people
from reportedly.lexicon.places import PlaceWords, load_place_words
from reportedly.lexicon.ranker import Ranker, load_ranker
from reportedly.lexicon.roles import Roles, load_roles
from reportedly.lexicon.statuses import Declared, read_statuses
from reportedly.lexicon.times import TimeWords, load_times
from reportedly.lexicon.wording import Wordings, load_wordings

__all__ = ["Actor", "KnownName", "Lexicon", "describe_rule", "load_lexicon"]

WORD_FILES = (
    "cues.toml",
    "events.toml",
    "figures.toml",
    "names.toml",
    "places.toml",
    "roles.toml",
    "times.toml",
    "wording.toml",
)
PLACE_FILES = ("countries.csv", "disputed.csv", "places.csv")
ACTOR_FILES = ("states.csv", "armed_groups.csv", "bodies.csv", "agencies.csv", "ngos.csv", "populations.csv")


class Lexicon(NamedTuple):
    """Everything the reading tower knows of words. `hash` changes when any file does."""

    actors: dict[str, Actor]
    surfaces: Surfaces
    roles: Roles
    names: NameWords
    cues: Cues
    events: Events
    times: TimeWords
    wordings: Wordings
    places: PlaceWords
    figures: Figures
    hash: str
    ambiguous: Ambiguous = Ambiguous()
    people: People = People()
    statuses: tuple[Declared, ...] = ()
    sectors: Mapping[str, str] = MappingProxyType({})
    cameo: Mapping[str, str] = MappingProxyType({})
    place_overlays: tuple[Path, ...] = ()
    ranker: Ranker = Ranker()

    def find_known(self, text: str) -> list[KnownName]:
        """The known names in a text, longest first where they overlap, in order."""
        found = self.surfaces.find(text)
        return settle(text, found, self.ambiguous, self.actors, self.is_plain) if found else []

    def is_plain(self, word: str) -> bool:
        """Whether a lower-case word is a role, a title, a word of bodies or of the calendar, and no part of a name."""
        names = self.names
        if word in names.titles or word in names.body_words or word in names.calendar:
            return True
        return self.roles.is_word(word)


def data_bytes(*parts: str) -> bytes:
    """The bytes of a data file of the package, `data_bytes("en", "cues.toml")`; empty when there is none."""
    path = resources.files("reportedly.lexicon").joinpath(*parts)
    return path.read_bytes() if path.is_file() else b""


def overlay_bytes(path: Path) -> bytes:
    """The bytes of a user's overlay file. Raises LexiconError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror}); name a CSV file that exists.") from error


@lru_cache(maxsize=8)
def _load(actor_overlays: tuple[Path, ...], place_overlays: tuple[Path, ...]) -> Lexicon:
    files = [(name, data_bytes("shared", name)) for name in ACTOR_FILES]
    files += [(str(path), overlay_bytes(path)) for path in actor_overlays]
    actors: dict[str, Actor] = {}
    for name, data in files:
        actors.update((a.id, a) for a in read_actors(name, data))
    sectors = tomllib.loads(data_bytes("shared", "sectors.toml").decode("utf-8"))["sector"]
    ambiguous = load_ambiguous(data_bytes("shared", "ambiguous.toml"))
    words = {name: data_bytes("en", name) for name in WORD_FILES}
    digest = hashlib.sha256()
    for data in (
        *(d for _, d in files),
        data_bytes("shared", "ambiguous.toml"),
        data_bytes("shared", "holders.csv"),
        data_bytes("shared", "sectors.toml"),
        data_bytes("shared", "statuses.csv"),
        *words.values(),
        *_all_words(),
        *(data_bytes("shared", name) for name in PLACE_FILES),
        *(overlay_bytes(p) for p in place_overlays),
    ):
        digest.update(hashlib.sha256(data).digest())
    return Lexicon(
        actors=actors,
        surfaces=make_surfaces(actors.values(), ambiguous.other, ambiguous.common),
        roles=load_roles(words["roles.toml"]),
        names=load_name_words(words["names.toml"]),
        cues=load_cues(words["cues.toml"]),
        events=load_events(words["events.toml"]),
        times=load_times(words["times.toml"]),
        wordings=load_wordings(words["wording.toml"]),
        places=load_place_words(words["places.toml"]),
        figures=load_figures(words["figures.toml"]),
        hash=digest.hexdigest()[:16],
        ambiguous=ambiguous,
        people=read_people("holders.csv", data_bytes("shared", "holders.csv")),
        statuses=read_statuses("statuses.csv", data_bytes("shared", "statuses.csv")),
        sectors=MappingProxyType({s["code"]: s["label"] for s in sectors}),
        cameo=MappingProxyType({s["code"]: s["cameo"] for s in sectors}),
        place_overlays=place_overlays,
        ranker=load_ranker(data_bytes("en", "ranker.toml")),
    )


def _all_words() -> Iterable[bytes]:
    folder = resources.files("reportedly.lexicon").joinpath("en")
    return [p.read_bytes() for p in sorted(folder.iterdir(), key=lambda p: p.name) if p.name.endswith(".toml")]


def load_lexicon(actors: Sequence[str | Path] = (), places: Sequence[str | Path] = ()) -> Lexicon:
    """The lexicon, with the user's CSV overlays of actors and places. Cached; raises LexiconError."""
    return _load(tuple(Path(a) for a in actors), tuple(Path(p) for p in places))


def describe_rule(rule: str) -> str:
    """The definition of a rule by its id, "statement.verb/deny": what a journalist needs to judge it."""
    family, _, entry = rule.partition("/")
    lexicon = load_lexicon()
    if family == "statement.ranker":
        return lexicon.ranker.describe(family, entry)
    if family.startswith("statement"):
        return lexicon.cues.describe(family, entry)
    if family.startswith("event"):
        return lexicon.events.describe(rule)
    if family == "wording":
        return lexicon.wordings.describe(entry)
    if family.startswith("figure"):
        return lexicon.figures.describe(rule)
    return ""
