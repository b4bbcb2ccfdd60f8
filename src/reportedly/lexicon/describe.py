"""What the data hold of an actor, line by line: for the command line and the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportedly.lexicon.codes import sector_on

if TYPE_CHECKING:
    from reportedly.lexicon import Lexicon


def describe_actor(actor_id: str, lexicon: Lexicon, day: dt.date | None = None) -> list[tuple[str, str]]:
    """Labels and texts of one actor, what is empty left out; `day` picks the sector and the office holders."""
    actor = lexicon.actors[actor_id]
    lines = [
        ("name", actor.name),
        ("kind", actor.kind.replace("_", " ")),
        ("sector", " ".join(lexicon.sectors.get(c, c) for c in sector_on(actor.sector, day).split())),
        ("filed under", lexicon.actors[actor.country].name if actor.country and actor.country != actor_id else ""),
        ("ISO 3166", " ".join(filter(None, (actor.iso2, actor.iso3)))),
        ("also", ", ".join(actor.aliases)),
        ("adjectives", ", ".join(actor.adjectives)),
        ("people", ", ".join(actor.plurals)),
        ("stood for by", ", ".join(actor.capitals)),
        ("from", actor.since),
        ("until", actor.until),
        ("note", actor.note),
        ("source", actor.source),
        *_holders(actor_id, lexicon, day),
        *_statuses(actor_id, lexicon),
    ]
    return [(label, text) for label, text in lines if text]


def _holders(actor_id: str, lexicon: Lexicon, day: dt.date | None) -> Iterator[tuple[str, str]]:
    for post in lexicon.people.posts:
        if post.state == actor_id and (day is None or post.covers(day)):
            until = str(post.until) if post.until else f"held it when checked on {post.checked}"
            yield post.office, f"{post.person}, {post.since or 'start unknown'} to {until}"


def _statuses(actor_id: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for declared in lexicon.statuses:
        if declared.actor == actor_id:
            by = lexicon.actors[declared.by].name
            until = f" until {declared.until}" if declared.until else f", still so when checked on {declared.checked}"
            yield "declared", f"{declared.status} by {by} from {declared.since}{until} ({declared.source})"
