"""Stories: reports that tell the same news, grouped as they come.

Two reports are alike by the share of names and words of their headline and first paragraphs that both have; time lets
the likeness fade, to a third within a week. A report joins the story that it is most like on the mean.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple

from reportedly.link.copies import report_order
from reportedly.link.datelines import day_of
from reportedly.link.grouping import NEVER, Order
from reportedly.link.words import find_capitals, find_words
from reportedly.model import Report

STORIES = "stories/1"
LEAD_CHARS = 900
# Chosen on dated news of ten years, where most pairs of reports tell other news: at .3 one follow-up in ten is lost.
LIKE = 0.27
FADES = 7.0  # days; at this age a likeness counts for e to the -1
NEAR_NAMES = 8
MOST_SCORED = 12
NAMES_COUNT = 0.6  # of the likeness, the part that names have


class Brief(NamedTuple):
    """What tells a report's news from others."""

    order: Order
    day: int | None
    names: frozenset[str]
    words: frozenset[str]
    telling: tuple[str, ...]


def make_brief(report: Report) -> Brief:
    """The brief of a report, from its title and first paragraphs."""
    head = f"{report.title or ''} . {report.text[:LEAD_CHARS]}"
    names, words = find_capitals(head), find_words(head)
    telling = sorted(names, key=lambda n: (-len(n), n))[:NEAR_NAMES] or sorted(words, key=lambda w: (-len(w), w))
    day = day_of(report)
    return Brief(report_order(report), day.toordinal() if day else None, names, words, tuple(telling[:NEAR_NAMES]))


class StoryRule:
    """Reports on the same news."""

    threshold = LIKE
    crowded: Literal["first", "last"] = "last"
    founders = False

    def keys(self, item: Brief) -> Sequence[Hashable]:
        """Its most telling names."""
        return item.telling

    near = keys

    def score(self, item: Brief, members: Sequence[Brief]) -> float:
        """The mean likeness to the latest members."""
        latest = members[-MOST_SCORED:]
        return sum(likeness(item, member) for member in latest) / len(latest)


def likeness(a: Brief, b: Brief) -> float:
    """How much two briefs share, from 0 to 1, less the further apart their days are."""
    if a.day is None or b.day is None:
        fade = 1.0 if a.day == b.day else math.exp(-1)
    else:
        fade = math.exp(-(((a.day - b.day) / FADES) ** 2))
    shared = NAMES_COUNT * _share(a.names, b.names) + (1 - NAMES_COUNT) * _share(a.words, b.words)
    return shared * fade if shared else NEVER


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0
