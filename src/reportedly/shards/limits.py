"""Limits that keep one report from holding up, or killing, a whole partition."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Somewhere in a library a bare `except` may swallow the first alarm.
AGAIN = 5.0
MEBIBYTE = 1024 * 1024


class TimeUp(BaseException):
    """The time of a report is over. No `Exception`, so that no rule and no library takes it for one of its own."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise TimeUp inside the block after so many seconds of the process's own time at the processor.

    Processor time, so that a busy machine does not change what is read. Does nothing where the system has no such
    alarm, or outside the main thread: there only the watch over the worker helps.
    """
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if seconds is None or not usable:
        yield
        return

    def alarm(number: int, frame: Any) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGVTALRM, alarm)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def limit_memory(mebibytes: int | None) -> None:
    """Let this process have so much memory of its own and no more: what asks for more gets a MemoryError."""
    if mebibytes is None or sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (mebibytes * MEBIBYTE, hard))
