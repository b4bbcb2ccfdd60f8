"""What a question is asked with: is it a day, is it a value that there is, and which ones look like it?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches

MOST = 4  # near ones that are named
FEW = 12  # so many values are named all
PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def is_partial_date(text: str) -> bool:
    """Whether this is a year, month or day of the calendar: 2031, 2031-05, 2031-05-03."""
    if not PARTIAL_DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def unknown_value(what: str, value: str, known: Collection[str], meant: Sequence[str] = ()) -> str | None:
    """'"kiled" is no measure; near ones are: killed', or None for a value that is known.

    `meant` are those that the value is a word for: "death" of killed.
    """
    spelt = {name.casefold(): name for name in known}
    asked = value.casefold().strip()
    if asked in spelt:
        return None
    alike = get_close_matches(asked.replace(" ", "_"), spelt, MOST, 0.6)
    parts = [name for name in spelt if len(asked) > 2 and asked.replace(" ", "_") in name]
    near = list(dict.fromkeys([*meant, *(spelt[name] for name in (*alike, *parts))]))[:MOST]
    if near:
        return f'"{value}" is no {what}; near {"ones are" if len(near) > 1 else "is"}: {", ".join(near)}'
    return f'"{value}" is no {what}' + (f"; there are: {', '.join(sorted(known))}" if 0 < len(known) <= FEW else "")
