"""The whole reading of a report, from top to bottom."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from reportedly.gate import Gate, make_gate
from reportedly.gazetteer import Gazetteer, load_gazetteer
from reportedly.lexicon import Lexicon, load_lexicon
from reportedly.model import Analysis, PlaceRef, Problem, Ref, Report
from reportedly.parse import DEFAULT_MODEL, Model, load_model, parse
from reportedly.parse_cache import ParseCache
from reportedly.stages.attribution import attribute
from reportedly.stages.event_doubts import overruled, told_beside
from reportedly.stages.event_mentions import join_mentions
from reportedly.stages.events import find_events
from reportedly.stages.figure_remarks import remark_sums
from reportedly.stages.figure_scope import told_as_done
from reportedly.stages.figures import find_figures
from reportedly.stages.names import find_names
from reportedly.stages.places import find_places
from reportedly.stages.statements import find_statements
from reportedly.stages.times import find_times
from reportedly.stages.wording import find_wordings


class ReaderOptions(msgspec.Struct, frozen=True):
    """What a reader is made of: the model's name, the user's CSV overlays of actors and places, a folder for parses.

    `only` is "conflict" to leave reports unread that are not about conflict or its diplomacy (gate.py).
    """

    model: str = DEFAULT_MODEL
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    cache: str | None = None
    only: Literal["conflict"] | None = None


PLAIN = ReaderOptions()


class Reader(NamedTuple):
    """A loaded model, lexicon and gazetteer. Reading changes none of them."""

    model: Model
    lexicon: Lexicon
    gazetteer: Gazetteer
    cache: ParseCache | None = None
    gate: Gate | None = None

    @property
    def model_name(self) -> str:
        """Name and version of the model and of spaCy, as kept in every Run."""
        return self.model.name

    @property
    def lexicon_hash(self) -> str:
        """The hash of every word list, as kept in every Run, and whether the gate kept reports from the parser."""
        return self.lexicon.hash + ("+gate" if self.gate is not None else "")


@lru_cache(maxsize=4)
def load_reader(options: ReaderOptions = PLAIN) -> Reader:
    """Load what reading needs. Cached; raises LexiconError or ModelError."""
    lexicon = load_lexicon(options.actors, options.places)
    cache = ParseCache(Path(options.cache)) if options.cache else None
    gate = make_gate(lexicon) if options.only == "conflict" else None
    return Reader(load_model(options.model), lexicon, load_gazetteer(overlays=lexicon.place_overlays), cache, gate)


def analyse(report: Report, reader: Reader) -> Analysis:
    """Read one report into records. Never raises for any text."""
    lexicon = reader.lexicon
    if reader.gate is not None and not reader.gate.passes(report.text):
        return Analysis(report=report, outside=True)
    parsed = parse(report.text, reader.model, lexicon, reader.cache)
    names = find_names(parsed, lexicon, report.day)
    times = find_times(report, parsed, lexicon)
    places = find_places(report, parsed, lexicon, reader.gazetteer, names)
    statements, silent = find_statements(report, parsed, lexicon, names, times)
    events, uneventful = find_events(report, parsed, lexicon, names, times, places)
    figures, uncounted = find_figures(report, parsed, lexicon, names, times, places, events)
    figures = attribute(figures, statements, lexicon, told_as_done(parsed, figures))
    figures = remark_sums(figures, statements, lexicon.figures)
    beside = told_beside(parsed, events)
    events = attribute(events, statements, lexicon, beside, overruled(parsed, statements, lexicon))
    events, figures = join_mentions(events, figures, statements, parsed, lexicon)
    return Analysis(
        report=report,
        statements=tuple(statements),
        events=tuple(events),
        figures=tuple(figures),
        names=_actors_only(names.refs(), places),
        times=tuple(times),
        places=tuple(places),
        abstentions=(*silent, *uneventful, *uncounted),
        wordings=tuple(find_wordings(report, parsed, lexicon, statements)),
    )


def _actors_only(refs: Iterable[Ref], places: Iterable[PlaceRef]) -> tuple[Ref, ...]:
    """Names without those that nobody is known for and that were read as places: Corvane is nobody."""
    taken = {place.span for place in places}
    return tuple(r for r in refs if r.actor is not None or r.how != "name" or r.span not in taken)


def analyse_one(
    report: Report, reader: Reader, strict: bool = False, unless: tuple[type[Exception], ...] = ()
) -> Analysis | Problem:
    """Read one report; an error of ours becomes a Problem that names it, unless `strict` or it is one of `unless`."""
    try:
        return analyse(report, reader)
    except Exception as error:  # the one broad except: a bug in one text must not stop the run
        if strict or isinstance(error, unless):
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        reason = (
            f"The program failed on this report ({type(error).__name__}: {error}, in {place.name}); please report it."
        )
        return Problem(source=report.source or report.id, place="", reason=reason)
