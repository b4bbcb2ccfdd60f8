"""The open case behind the page: many readers at once, one writer, and the file free for others most of the time.

The page asks from its own copy of the busiest views in memory, so that a click costs milliseconds. The file itself is
held open only while somebody asks. While a worker process reads reports into the file, the page answers from a copy of
the file as it was before.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

from reportedly.errors import CaseError
from reportedly.store import Store
from reportedly.store.opening import OFFLINE, connect, explain, quote

# Views that the page asks on nearly every click, and that are dear to work out of the tables.
BUSY_VIEWS = ("readings", "reports", "claims", "statements", "events", "figures")
IDLE_SECONDS = 1.0  # another program that wants to write waits at most this long after the last click
LONGEST_WAIT = 20.0
SEARCH_PATH = "SET search_path = 'memory.main,case_file.main'"


class Stamp(NamedTuple):
    """What tells two states of a file apart: times and sizes of the file and of its log."""

    file: tuple[int, int] | None
    log: tuple[int, int] | None


def stamp(path: Path) -> Stamp:
    """The state of a case file now."""
    return Stamp(_state(path), _state(path.with_name(path.name + ".wal")))


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class Desk:
    """A case file that many requests ask at once. `close` it at the end.

    `version` counts the states of the case that were seen: what is worked out from what was read stays good while it is
    the same. `judgements` counts the judgements of this page, which change no reading.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = self.judgements = 0
        self._root = duckdb.connect(":memory:", config=OFFLINE)
        self._door = threading.Condition()
        self._asking = 0
        self._idle: threading.Timer | None = None
        self._attached: Path | None = None
        self._seen: tuple[Path, Stamp] | None = None
        self._copy: Path | None = None

    def close(self) -> None:
        """Let go of everything."""
        with self._door:
            self._wait_for_quiet()
            self._cancel_idle()
            self._detach()
            self._root.close()
        self._drop_copy()

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The case, open for questions. CaseError says why it cannot be asked now."""
        with self._door:
            self._cancel_idle()
            self._attach(self._copy or self.path)
            self._asking += 1
            cursor = self._root.cursor()
        try:
            cursor.execute(SEARCH_PATH)
            yield Store(self.path, cursor, write=False)
        finally:
            cursor.close()
            with self._door:
                self._asking -= 1
                self._door.notify_all()
                self._start_idle()

    @contextmanager
    def let_go(self, *, regroups: bool = False) -> Iterator[None]:
        """The file free for a writer in this block, whose change is no more than a judgement.

        `regroups` when the judgement changes which claims belong together. Requests wait for the end of the block.
        CaseError when the file is being read into.
        """
        with self._door:
            if self._copy:
                raise CaseError(f"{self.path} is being read into; judge again when that has ended")
            self._wait_for_quiet()
            self._detach()
            yield
            if self._seen:
                self._seen = (self.path, stamp(self.path))
            self.judgements += 1
            self.version += regroups

    def hand_over(self) -> None:
        """Let go of the file for a longer time: from now on a copy of it answers, until `take_back`."""
        with self._door:
            self._wait_for_quiet()
            self._detach()
            if self._copy is None:
                folder = Path(tempfile.mkdtemp(prefix="reportedly-page-"))
                self._copy = folder / "case.duckdb"
                connect(self.path, write=True).close()  # nothing waits in its log after this
                shutil.copyfile(self.path, self._copy)
                if self._seen:
                    self._seen = (self._copy, stamp(self._copy))

    def take_back(self) -> None:
        """The writer has ended: ask the file itself again."""
        with self._door:
            self._wait_for_quiet()
            self._detach()
            self._drop_copy()

    @property
    def is_handed_over(self) -> bool:
        """Whether a writer has the file, and a copy answers."""
        return self._copy is not None

    def _attach(self, path: Path) -> None:
        if self._attached != path:
            self._detach()
            connect(path, write=False).close()  # brings an older file up to date, and refuses in one sentence
            try:
                self._root.execute(f"ATTACH {quote(str(path))} AS case_file (READ_ONLY)")
            except duckdb.Error as error:
                raise explain(error, path) from error
            self._attached = path
        now = (path, stamp(path))
        if self._seen != now:
            self._copy_views()
            self._seen = now
            self.version += 1

    def _wait_for_quiet(self) -> None:
        """Nobody asks when this returns: a file that is asked cannot be let go of."""
        if not self._door.wait_for(lambda: self._asking == 0, timeout=LONGEST_WAIT):
            raise CaseError(f"{self.path} is in use by a long question of this page; try again when it has ended")

    def _copy_views(self) -> None:
        for view in BUSY_VIEWS:
            self._root.execute(f"CREATE OR REPLACE TABLE memory.main.{view} AS SELECT * FROM case_file.{view}")

    def _detach(self) -> None:
        if self._attached:
            self._root.execute("DETACH case_file")
            self._attached = None

    def _start_idle(self) -> None:
        if self._asking == 0:
            self._cancel_idle()
            self._idle = threading.Timer(IDLE_SECONDS, self._rest)
            self._idle.daemon = True
            self._idle.start()

    def _rest(self) -> None:
        with self._door:
            if self._asking == 0:
                self._detach()

    def _cancel_idle(self) -> None:
        if self._idle:
            self._idle.cancel()
            self._idle = None

    def _drop_copy(self) -> None:
        if self._copy:
            shutil.rmtree(self._copy.parent, ignore_errors=True)
            self._copy = None


class Remembered:
    """Answers worked out once for each state of the case."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._door = desk, threading.Lock()
        self._version, self._answers = -1, dict[object, object]()
        self._working = dict[object, threading.Lock]()

    def get(self, key: object, work_out: Callable[[], object]) -> object:
        """The answer kept under `key`, or worked out now; who asks for what is being worked out waits for it."""
        with self._door:
            version = self._desk.version
            if self._version != version:
                self._version, self._answers, self._working = version, {}, {}
            if key in self._answers:
                return self._answers[key]
            turn = self._working.setdefault(key, threading.Lock())
        with turn:
            with self._door:
                if self._version == version and key in self._answers:
                    return self._answers[key]
            answer = work_out()
            with self._door:
                if self._version == version:
                    self._answers[key] = answer
            return answer
