"""Incidents of many accounts in pieces that can be worked on apart: by region and week, with the same linker.

Accounts of one occurrence are mostly of one country and one week. Each piece, a run of such cells, is grouped alone;
put together again, what stands at a border of two pieces is decided anew (`grouping.join`), so that the result is that
of one grouping of all, however the pieces were cut. Names that two countries share, nights to Monday, tolls that run
for months and accounts without place or day are what stands at borders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from reportedly.link.grouping import Grouping, join
from reportedly.link.incidents import IncidentRule
from reportedly.link.occurrences import Account
from reportedly.link.shuffle import run_here

WEEK = 7
ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(list[Account])
Cell = tuple[str, int]
# For each group, its accounts with the scores they joined with.
Groups = list[list[tuple[str, float | None]]]


def find_incidents(accounts: Iterable[Account], run: Any = run_here, parts: int = 1) -> Grouping[Account]:
    """All incidents of these accounts, grouped in so many parts."""
    items = {account.id: account for account in accounts}
    if parts <= 1:
        whole = Grouping(IncidentRule())
        whole.update(items.values())
        return whole
    pieces = cut(items.values(), parts)
    found: Iterable[Groups] = run(group_piece, (ENCODER.encode(piece) for piece in pieces))
    return join(IncidentRule(), [[[(items[name], score) for name, score in g] for g in groups] for groups in found])


def cell_of(account: Account) -> Cell:
    """Country and week of an account; running tolls have no week, and some accounts no country."""
    country = next((area for area in sorted(account.areas) if area.startswith("@") and "/" not in area), "")
    return country, -1 if account.first is None or account.family == "toll" else account.first // WEEK


def cut(accounts: Iterable[Account], parts: int) -> list[list[Account]]:
    """Pieces of about the same size, each of whole cells that follow one another by country, then week."""
    cells: dict[Cell, list[Account]] = defaultdict(list)
    for account in accounts:
        cells[cell_of(account)].append(account)
    size = sum(map(len, cells.values())) / parts
    pieces: list[list[Account]] = [[]]
    for cell in sorted(cells):
        if pieces[-1] and len(pieces) < parts and len(pieces[-1]) + len(cells[cell]) / 2 > size:
            pieces.append([])
        pieces[-1] += cells[cell]
    return pieces


def group_piece(piece: bytes) -> Groups:
    """The incidents of a piece by itself."""
    grouping = Grouping(IncidentRule())
    grouping.update(DECODER.decode(piece))
    return [[(a.id, grouping.decisions[a.id].score) for a in group.items] for group in grouping.groups()]


def share_at_borders(accounts: Sequence[Account], parts: int) -> float:
    """The share of accounts that are decided anew when so many parts are put together."""
    part_of = {account.id: n for n, piece in enumerate(cut(accounts, parts)) for account in piece}
    grouping = Grouping(IncidentRule())
    grouping.update(accounts)
    return len(grouping.at_borders(part_of)) / max(1, len(accounts))
