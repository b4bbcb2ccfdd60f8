"""Reading dropped files into the case, in a process of its own, while the page goes on answering.

One at a time: the case file has one writer. The process can be stopped, by a person or when it takes too long; what it
had stored until then stays.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO, Literal

import msgspec
from starlette.datastructures import UploadFile

from reportedly.errors import CaseError, InputError
from reportedly.web.desk import Desk

KINDS = (
    *(".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson"),
    *(".csv", ".tsv", ".rss", ".atom", ".rdf", ".xml", ".gz"),
)
MOST_BYTES = 256 * 1024 * 1024  # of one upload: some ten thousand reports
MOST_FILE_BYTES = 64 * 1024 * 1024  # of one file in it, as the readers of files have it
MOST_FILES = 2_000
MOST_SECONDS = 2 * 60 * 60  # for one reading: ten thousand reports on a slow machine
KEPT = 5  # ended readings that are still shown
LONGEST_NAME = 120
BAD_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
State = Literal["waiting", "reading", "done", "failed", "stopped"]
CHUNK = 1024 * 1024


class Reading:
    """One upload on its way into the case."""

    def __init__(self, number: int, folder: Path, options: dict[str, str]) -> None:
        self.number, self.folder, self.options = number, folder, options
        self.files: list[str] = []
        self.bytes = 0
        self.state: State = "waiting"
        self.counts: dict[str, int] = {}
        self.problems: list[dict[str, str]] = []
        self.message = ""
        self.is_stopped = False
        self.process: subprocess.Popen[str] | None = None

    @property
    def is_over(self) -> bool:
        """Whether it has ended, one way or another."""
        return self.state in ("done", "failed", "stopped")


class Line(msgspec.Struct):
    """What the reading process says: counts as it goes, then problems, or an error."""

    counts: dict[str, int] = {}
    problems: list[dict[str, str]] = []
    error: str = ""
    notice: str = ""
    done: bool = False


class Readings:
    """The readings of a page: the one that is going on, those that wait for it, the last that ended.

    `afterwards` is called when one has ended and the case is asked again, before it is said to have ended.
    """

    def __init__(self, desk: Desk, command: Callable[[Path, dict[str, str]], list[str]]) -> None:
        self._desk, self._command = desk, command
        self.afterwards: Callable[[], None] = lambda: None
        self._door = threading.Lock()
        self._all: list[Reading] = []
        self._count = 0
        self._thread: threading.Thread | None = None

    def new(self, options: dict[str, str]) -> Reading:
        """A reading with an empty folder to put files into."""
        with self._door:
            self._count += 1
            return Reading(self._count, Path(tempfile.mkdtemp(prefix="reportedly-drop-")), options)

    def start(self, reading: Reading) -> None:
        """Put a reading in the queue."""
        with self._door:
            self._all.append(reading)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True, name="reading")
                self._thread.start()

    def current(self) -> Reading | None:
        """The reading that is going on or waits, if any."""
        return next((reading for reading in self._all if not reading.is_over), None)

    def all(self) -> list[Reading]:
        """All that are still known, the newest first."""
        return list(reversed(self._all))

    def stop(self, number: int) -> None:
        """End a reading; what it has stored stays."""
        for reading in self._all:
            if reading.number == number and not reading.is_over:
                reading.is_stopped = True
                if reading.process:
                    reading.process.terminate()

    def close(self) -> None:
        """End whatever is going on."""
        for reading in list(self._all):
            self.stop(reading.number)
        thread = self._thread
        if thread:
            thread.join(10)

    def _work(self) -> None:
        while True:
            with self._door:
                reading = self.current()
                if reading is None:
                    self._thread = None
                    return
            self._read(reading)
            with self._door:
                over = [r for r in self._all if r.is_over]
                self._all = [r for r in self._all if not r.is_over] if len(over) > KEPT else self._all
                self._all = over[-KEPT:] + [r for r in self._all if not r.is_over]

    def _read(self, reading: Reading) -> None:
        """Read, and only then say that it has ended: who is told so must find in the case what was read."""
        end: State = "failed"
        try:
            self._desk.hand_over()
            if not reading.is_stopped:
                reading.state = "reading"
                end = self._follow(reading)
        except (CaseError, OSError) as error:
            reading.message = str(error)
        try:
            self._desk.take_back()
            if not reading.is_stopped:
                self.afterwards()
        except CaseError as error:
            reading.message = str(error)
        shutil.rmtree(reading.folder, ignore_errors=True)
        if reading.is_stopped:
            reading.state, reading.message = "stopped", "What had been stored until then stays."
        else:
            reading.state = end

    def _follow(self, reading: Reading) -> State:
        """Run the process that reads, keep what it says, and tell how it ended."""
        command = self._command(self._desk.path.absolute(), reading.options)
        with (reading.folder / ".errors").open("w+") as errors:
            process = subprocess.Popen(
                command, cwd=reading.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True
            )
            reading.process = process
            if reading.is_stopped:
                process.terminate()
            limit = threading.Timer(MOST_SECONDS, process.kill)
            limit.start()
            try:
                is_done = _listen(process.stdout, reading)
            finally:
                is_late = limit.finished.is_set()
                limit.cancel()
                process.wait()
            if not is_done:
                reading.message = reading.message or _why_ended(errors, is_late)
            return "done" if is_done and process.returncode == 0 else "failed"


def _listen(lines: IO[str] | None, reading: Reading) -> bool:
    """Keep what the process says until it falls silent; whether it came to its end."""
    decoder = msgspec.json.Decoder(Line)
    is_done = False
    for text in lines or ():
        try:
            line = decoder.decode(text)
        except msgspec.DecodeError:
            continue
        reading.counts = line.counts or reading.counts
        reading.problems = line.problems or reading.problems
        reading.message = line.error or line.notice or reading.message
        is_done = is_done or line.done
    return is_done


def _why_ended(errors: IO[str], is_late: bool) -> str:
    if is_late:
        return f"it took longer than {MOST_SECONDS / 60:.0f} minutes and was stopped; drop fewer files at once"
    errors.seek(0)
    last = errors.read()[-2000:].strip().splitlines()
    return f"the reading process ended early: {last[-1] if last else 'it was stopped'}"


def safe_name(name: str | None, taken: set[str]) -> str:
    """The name under which an uploaded file is kept: no folder, nothing hidden, never one that is taken."""
    base = BAD_IN_NAMES.sub("_", PurePosixPath((name or "").replace("\\", "/")).name).lstrip(".-_ ")[-LONGEST_NAME:]
    base = base or "report.txt"
    stem, dot, end = base.partition(".")
    turn, made = 1, base
    while made in taken:
        turn += 1
        made = f"{stem}-{turn}{dot}{end}"
    taken.add(made)
    return made


def check_kind(name: str) -> None:
    """Refuse a file whose name says that it is of no kind that is read."""
    if not name.lower().endswith(KINDS):
        raise InputError(name, "", f"files of this kind are not read here; send one of {', '.join(KINDS)}")


async def keep_file(reading: Reading, upload: UploadFile, name: str) -> None:
    """Put an uploaded file into the folder of a reading."""
    size = 0
    with (reading.folder / name).open("wb") as file:
        while chunk := await upload.read(CHUNK):
            size += len(chunk)
            if size > MOST_FILE_BYTES:
                raise InputError(name, "", f"it is larger than {MOST_FILE_BYTES // CHUNK} MB; split it")
            file.write(chunk)
    reading.files.append(name)
    reading.bytes += size
