"""Which report a worker has in hand, kept on disk so that whoever comes after a killed one knows.

A worker that is killed may have been killed by the report (no memory was left) or by chance. The next one reads that
report first and alone, in its fresh process; a report at which workers die again and again becomes a Problem.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from reportedly.partitions import read_struct

# Once in the course of the shard, and twice alone.
DEATHS = 3


class _State(msgspec.Struct):
    item: int | None = None
    draft: str | None = None
    deaths: dict[int, int] = {}


class Hand:
    """The mark of one part of a shard, in the folder of its partitions.

    Made at the start of an attempt, which counts a death for the report that the attempt before had in hand, and
    clears away the file that it was writing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state = read_struct(path, _State) or _State()
        if self._state.draft is not None:
            path.with_name(self._state.draft).unlink(missing_ok=True)
            self._state.draft = None
        if self._state.item is not None:
            self._state.deaths[self._state.item] = self._state.deaths.get(self._state.item, 0) + 1
            self.take(None)

    def suspects(self) -> list[int]:
        """Items at which a worker died, not yet often enough to give them up."""
        return sorted(item for item, deaths in self._state.deaths.items() if deaths < DEATHS)

    def is_given_up(self, item: int) -> bool:
        """Whether workers died at this item too often."""
        return self._state.deaths.get(item, 0) >= DEATHS

    def take(self, item: int | None) -> None:
        """Note what is in hand now. Not synced: it must outlive the process, not the machine."""
        self._state.item = item
        self._path.write_bytes(msgspec.json.encode(self._state))

    def begin(self, draft: Path | None) -> None:
        """Note the file that is being written, so that the next attempt clears it away."""
        self._state.draft = draft.name if draft else None
        self.take(None)

    def let_go(self) -> None:
        """The shard is finished."""
        self._path.unlink(missing_ok=True)
