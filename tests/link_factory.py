"""Builders of linking values: a test names only what it is about."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from reportedly.link.occurrences import Account
from reportedly.rows import ClaimRow

NUMBERS = itertools.count(1)


def account(name: str, **fields: Any) -> Account:
    """An account of 3 May 2031 in Varo, in its own report."""
    day = fields.pop("day", dt.date(2031, 5, 3)).toordinal()
    published = fields.pop("published", dt.date.fromordinal(day))
    defaults: dict[str, Any] = {
        "order": (published.isoformat(), f"r-{name}", 0, f"e-{name}"),
        "report": f"r-{name}",
        "claims": (f"e-{name}", f"f-{name}"),
        "family": "violence",
        "groups": frozenset({"air"}),
        "first": day,
        "last": day,
        "said_day": True,
        "published": published.toordinal(),
        "place": "varu",
        "place_name": "Varo",
        "precise": True,
        "lat": 10.0,
        "lon": 20.0,
        "areas": frozenset({"@lk"}),
        "doers": frozenset(),
        "targets": frozenset(),
        "counts": (),
        "sites": frozenset({"varu"}),
        "names": frozenset({"varu", "luka"}),
        "words": frozenset({"marke", "strik", "jet"}),
    }
    fields = defaults | fields
    return Account(**({"telling": tuple(sorted(fields["names"]))} | fields))


def claim(**fields: Any) -> ClaimRow:
    """A figure of killed in Varo, said by the ministry."""
    number = next(NUMBERS)
    defaults: dict[str, Any] = {
        "id": f"f-{number}",
        "type": "figure",
        "kind": "strike",
        "measure": "killed",
        "status": "asserted",
        "low": 14,
        "high": 14,
        "words": "14",
        "population": None,
        "scope": "incident",
        "relation": "total",
        "said_by": "the ministry",
        "speaker": None,
        "speaker_actor": None,
        "stance": "says",
        "form": "indirect",
        "relayed_by": (),
        "statement": "s-1",
        "place": "Varo",
        "geonameid": None,
        "country": "LK",
        "place_precision": "place",
        "time_start": None,
        "time_end": None,
        "time_words": None,
        "as_of": None,
        "counted_by": None,
        "event": None,
        "roles": {},
        "actors": (),
        "outlet": "Daily Courier",
        "published": "2031-05-03",
        "title": None,
        "url": None,
        "report": f"r-{number}",
        "start": 0,
        "end": 2,
        "passage": "14",
        "rule": "test",
    }
    return ClaimRow(**(defaults | fields))
