"""Every exception of Reportedly, under one root.

    ReportedlyError
    ├── InputError        an input could not be read; becomes a Problem unless --strict
    ├── LexiconError      a data file of the lexicon is wrong: file, entry and field are named
    ├── ModelError        the language model is missing or unusable
    ├── OutputError       a folder of partitions cannot be written to
    ├── EngineError       the workers cannot be started, or do not stay alive
    └── CaseError         the case file is missing, locked, too new or damaged
        └── NotFoundError no record has that id

Each message is one sentence that says what to do.
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """Root of all errors raised on purpose."""


class InputError(ReportedlyError):
    """An input could not be read.

    `source` is the file or address, `place` the line or item in it (may be empty), `reason` one sentence.
    """

    def __init__(self, source: str, place: str, reason: str) -> None:
        super().__init__(f"{source}{f', {place}' if place else ''}: {reason}")
        self.source, self.place, self.reason = source, place, reason


class LexiconError(ReportedlyError):
    """A lexicon file is wrong; the message names file, entry and field."""


class ModelError(ReportedlyError):
    """The language model is missing or unusable; the message says how to install it."""


class OutputError(ReportedlyError):
    """The folder that is written to is full, may not be written to, or is gone. What is finished in it stays."""

    def __init__(self, folder: object, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(
            f"{folder}: cannot be written to ({reason}). What is finished stays; when there is room, the same command "
            "goes on from there."
        )
        self.folder, self.reason = str(folder), reason

    def __reduce__(self) -> tuple[type[OutputError], tuple[str, OSError]]:
        """As it was made: it travels from workers."""
        return type(self), (self.folder, OSError(0, self.reason))


class EngineError(ReportedlyError):
    """The workers of a reading at scale cannot be started, or are killed before they get anywhere."""


class CaseError(ReportedlyError):
    """The case file is missing, locked by another process, from a newer program, or damaged."""


class NotFoundError(CaseError):
    """No record in the case file has the id asked for."""
