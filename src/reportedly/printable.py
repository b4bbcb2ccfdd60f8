"""Text that is safe to show on a terminal or to send down a pipe as a table.

Reports are written by others. A title may hold an escape sequence that clears the screen, rings a bell, or lies about
what stands there; a mark of writing direction turns the words around it. Each such character is shown as one ⍰, so
that offsets stay and a reader sees that something was there. What is stored, and what is exported, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
SHOWN_AS = "⍰"
# Controls of ASCII (but tab and line end) and of Latin-1, marks and turns of direction, separators of lines that only
# some programs obey, and halves of characters, which no encoding holds.
_REST = "\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
UNSEEN = re.compile(f"[{_REST}\x1b]")
# Colours, bold and underline of our own: the only sequences that a screen may hold.
UNSEEN_BUT_STYLE = re.compile(rf"[{_REST}]|\x1b(?!\[[0-9;]*m)")
MOVES = "\r\x0b\x0c"  # they only move the cursor, and stand in texts of other machines: a space


def printable(text: str) -> str:
    """The text with each character that steers a terminal shown as ⍰, or as a space; as long as before."""
    return UNSEEN.sub(_mark, text)


def printable_screen(text: str) -> str:
    """A screen of ours, its own colours kept, and nothing else that steers a terminal."""
    return UNSEEN_BUT_STYLE.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    return " " if match.group() in MOVES else SHOWN_AS


def cleaned(value: Any) -> Any:
    """A value, with every text in it printable: records, rows, lists and maps; what needs no change is the same."""
    if isinstance(value, str):
        return printable(value) if UNSEEN.search(value) else value
    if hasattr(value, "__struct_fields__"):
        from msgspec.structs import replace  # late: the help of a command needs no records

        changed = {}
        for name in value.__struct_fields__:
            before = getattr(value, name)
            after = cleaned(before)
            if after is not before:
                changed[name] = after
        return replace(value, **changed) if changed else value
    if isinstance(value, dict):
        pairs = {cleaned(k): cleaned(v) for k, v in value.items()}
        return pairs if any(k not in value or value[k] is not v for k, v in pairs.items()) else value
    if isinstance(value, list | tuple):
        items = [cleaned(item) for item in value]
        if all(new is old for new, old in zip(items, value, strict=True)):
            return value
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    return value


def for_people(screen: Callable[P, T]) -> Callable[P, T]:
    """Make a screen of what it is given show printable text alone."""

    @wraps(screen)
    def shown(*args: P.args, **kwargs: P.kwargs) -> T:
        safe: Any = screen
        return safe(*cleaned(args), **kwargs)  # type: ignore[no-any-return]

    return shown
