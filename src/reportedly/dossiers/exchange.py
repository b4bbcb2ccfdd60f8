"""An exchange as families and monitors follow it: per side, per kind of people, per batch, with both sides' counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from reportedly.dossiers.parts import Part, order, told_days
from reportedly.dossiers.records import Count, Lot

BODIES = frozenset({"bodies", "body", "remains", "corpse", "corpses", "coffins"})
DEAD = "bodies"
UNTOLD = "not said"
BOTH = "both sides"
PEOPLE = "people"
# Days after a batch in which a count without a day is still of it: reports of the day, the day after, a weekend.
NEWS = 3
NUMBERING = frozenset(
    {"all", "about", "almost", "at", "least", "most", "more", "than", "nearly", "some", "the", "a", "an"}
)
DONE = frozenset({"asserted", "possible", "denied", "negated"})


def lots_of(parties: frozenset[str], members: Sequence[Part], show: Callable[[str], str]) -> Iterable[Lot]:
    """Counts of one side, kind of people and batch beside each other; what is only offered or planned has a lot apart.

    Where a claim names one of the two sides, the other is who the people went to; where it names none, neither is.
    """
    told = [p.row for p in members if p.row.status in DONE]
    days = sorted({r.time_start for r in told if r.time_start and r.time_end in (None, r.time_start)})
    lots: dict[tuple[str, str, str, bool, str], list[Count]] = {}
    for part in sorted((p for p in members if p.row.type == "figure"), key=order):
        row = part.row
        alive = row.measure != DEAD and not _of_bodies(part)
        key = (*_ends(part, parties, show), people_of(part), alive, batch_of(part, days))
        count = Count(
            said_by=row.said_by,
            side=show(row.speaker_actor) if row.speaker_actor and row.speaker_actor in parties else None,
            low=row.low,
            high=row.high,
            words=row.words or "",
            status=row.status,
            claim=row.id,
        )
        lots.setdefault(key, []).append(count)
    for (by, to, people, alive, batch), counts in sorted(lots.items(), key=lambda lot: (lot[0][4], lot[0])):
        yield Lot(released_by=by, released_to=to, people=people, alive=alive, batch=batch, counts=tuple(counts))


def _ends(part: Part, parties: frozenset[str], show: Callable[[str], str]) -> tuple[str, str]:
    """Who released and who received, as shown; an exchange is of both sides."""
    by = next((n for n in part.roles.get("released_by", ()) if n in parties), None)
    if by is None and len(set(part.roles.get("party", ())) & parties) > 1:
        return BOTH, BOTH
    to = next(iter(parties - {by}), None) if by is not None and len(parties) == 2 else None
    return show(by) if by else UNTOLD, show(to) if to else UNTOLD


def _of_bodies(part: Part) -> bool:
    return any(word in BODIES for w in part.words.get("released", ()) for word in w.casefold().split())


def people_of(part: Part) -> str:
    """The kind of people, in the words of the report without their number and their side: "wounded soldiers"."""
    released = part.words.get("released") or part.named("released")
    words = released[0] if len(released) == 1 else part.row.population or ""
    if part.row.population and part.row.population.casefold() not in words.casefold():
        words = part.row.population
    number = set((part.row.words or "").casefold().split()) | NUMBERING
    kept = [w for w in words.split() if w.casefold() not in number and w.casefold() not in BODIES]
    while kept and kept[0].casefold() in ("of", "the"):
        kept = kept[1:]
    plain = [w for w in kept if w[:1].islower()]
    return " ".join(plain) or (PEOPLE if kept else UNTOLD)


def batch_of(part: Part, days: Sequence[dt.date]) -> str:
    """The batch: how it is held where it is not done, else its day, else the only day told just before the report."""
    row = part.row
    if row.status not in DONE:
        return row.status
    if row.time_start or not row.published:
        return told_days(row) or UNTOLD
    published = dt.date.fromisoformat(row.published[:10])
    near = [day for day in days if 0 <= (published - day).days <= NEWS]
    return near[0].isoformat() if len(near) == 1 else f"reported {published.isoformat()}"
