"""Titles of incidents: what sort of thing, where and when. In no party's words, and with no number.

"Air strike in Varo, 12 May 2031". Where reports tell of two sorts, both stand in it: "Air strike or explosion". What
everybody who tells of it denies is called denied, and what is planned or threatened is not told as having happened.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from reportedly.link.drafts import load_groups
from reportedly.link.incidents import GENERAL
from reportedly.link.occurrences import Account
from reportedly.link.versions import AGAINST, HELD
from reportedly.rows import ClaimRow

MOST_KINDS = 2
# A kind told by fewer of the reports that say what it was does not stand in the title.
LEAST_SHARE = 0.25
GENERALLY = {"violence": "violence", "toll": "toll", "killed": "deaths", "injured": "injuries"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def make_title(
    accounts: Sequence[Account],
    rows: Sequence[ClaimRow],
    place: str | None,
    days: tuple[dt.date | None, dt.date | None],
    *,
    day_said: bool = True,
) -> str:
    """The title of an incident from its accounts and claims, the place it is told of, and its first and last day.

    Where no text names a day, the day of publication stands in it as that: "reported 3 May 2031".
    """
    family = accounts[0].family.removesuffix("/to come")
    kinds = [] if family == "toll" else _kinds(rows)
    what = " or ".join(kinds or [_generally(family, rows)])
    where = f" in {place}" if place else ""
    first, last = days
    when = f", {'' if day_said else 'reported '}{days_of(first, last)}" if first and last else ""
    title = f"{_mark(rows)}{what}{where}{when}"
    return f"{title[:1].upper()}{title[1:]}"


def _kinds(rows: Iterable[ClaimRow]) -> list[str]:
    """The kinds that say more than that people were hurt, by the number of reports that tell them; two at most."""
    told: dict[str, set[str]] = {}
    for row in rows:
        _, group = load_groups().get(row.kind or "", ("", row.kind or ""))
        if row.kind and (group not in GENERAL or _is_alone(group)):
            told.setdefault(row.kind, set()).add(row.report)
    most = max((len(reports) for reports in told.values()), default=0)
    kept = [kind for kind, reports in told.items() if len(reports) >= max(1, LEAST_SHARE * most)]
    kept.sort(key=lambda kind: (-len(told[kind]), kind))
    return [plain(kind) for kind in kept[:MOST_KINDS]]


def _is_alone(group: str) -> bool:
    """Whether a family has one group: its kinds are no vaguer than others."""
    return sum(found == group for _, found in set(load_groups().values())) == 1 and group != "violence"


def _generally(family: str, rows: Sequence[ClaimRow]) -> str:
    """What an incident is called where no kind is told: "Violence", "Toll of killed"."""
    measures = sorted({row.measure for row in rows if row.type == "figure" and row.measure})
    if family == "toll" and measures:
        return f"toll of {plain(measures[0])}"
    kinds = sorted({row.kind for row in rows if row.kind})
    return plain(kinds[0]) if len(kinds) == 1 and kinds[0] != "killing" else GENERALLY.get(family, plain(family))


def _mark(rows: Sequence[ClaimRow]) -> str:
    """What stands before a title whose thing nobody says has happened: "Denied: ", "Planned or demanded: "."""
    told = Counter(row.status for row in rows if row.type == "event") or Counter(row.status for row in rows)
    if not told or told.keys() & HELD:
        return ""
    if told.keys() <= AGAINST:
        return "denied: "
    kinds = sorted(told.keys() - AGAINST, key=lambda status: (-told[status], status))[:MOST_KINDS]
    return f"{' or '.join(kinds)}: "


def plain(name: str) -> str:
    """The name of a kind or measure as words."""
    return name.replace("_", " ")


def days_of(first: dt.date, last: dt.date) -> str:
    """Days in words: "3 May 2031", "3 to 5 May 2031", "30 Apr to 2 May 2031"."""
    if first == last:
        return f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    year = f" {first.year}" if first.year != last.year else ""
    month = f" {MONTHS[first.month - 1]}" if year or first.month != last.month else ""
    return f"{first.day}{month}{year} to {days_of(last, last)}"
