"""The frames of a report while its quotes look for theirs, found by the place of what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.stages.frames import Frame
from reportedly.stages.pieces import Piece

# Characters of a stretch of text whose frames are kept together.
STRETCH = 256


class Made:
    """Frames by the number of their cue word, with a lookup by stretches of text and by paragraphs.

    What a frame no longer says is still found at its old place; whoever asks looks at its pieces anyway.
    """

    def __init__(self, frames: Iterable[Frame]) -> None:
        self.frames: dict[int, Frame] = {}
        self._places: dict[int, dict[int, None]] = {}
        self._paragraphs: dict[int, dict[int, None]] = {}
        self._order: dict[int, int] = {}
        self.put_all(frames)

    def __contains__(self, key: int) -> bool:
        return key in self.frames

    def __getitem__(self, key: int) -> Frame:
        return self.frames[key]

    def get(self, key: int) -> Frame | None:
        """The frame of a cue word, if there is one."""
        return self.frames.get(key)

    def put_one(self, frame: Frame | None) -> int | None:
        """Keep a frame of a cue word that has none; None where there is no frame or the word has one."""
        return self.put(frame) if frame is not None and frame.word.i not in self.frames else None

    def put(self, frame: Frame) -> int:
        """Keep a frame, in place of the one of the same cue word; the number of its word."""
        key = frame.word.i
        self.frames[key] = frame
        self._order.setdefault(key, len(self._order))
        self._paragraphs.setdefault(frame.word.sent.paragraph, {})[key] = None
        self._place(key, frame.pieces)
        return key

    def put_all(self, frames: Iterable[Frame]) -> None:
        """Keep some frames, each in place of one of the same cue word."""
        for frame in frames:
            self.put(frame)

    def extend(self, key: int, piece: Piece) -> int:
        """Let a frame say one piece more."""
        frame = self.frames[key]
        self.frames[key] = frame._replace(pieces=(*frame.pieces, piece))
        self._place(key, (piece,))
        return key

    def _place(self, key: int, pieces: Iterable[Piece]) -> None:
        for start, end in pieces:
            for stretch in range(start // STRETCH, max(start, end - 1) // STRETCH + 1):
                self._places.setdefault(stretch, {})[key] = None

    def near(self, start: int, end: int) -> list[Frame]:
        """Frames that may say something between two places, in the order in which they were made."""
        stretches = range(start // STRETCH, max(start, end - 1) // STRETCH + 1)
        return self._in_order({key for stretch in stretches for key in self._places.get(stretch, ())})

    def of_paragraph(self, paragraph: int) -> list[Frame]:
        """Frames whose cue stands in a paragraph, in the order in which they were made."""
        return self._in_order(self._paragraphs.get(paragraph, ()))

    def _in_order(self, keys: Iterable[int]) -> list[Frame]:
        return [self.frames[key] for key in sorted(keys, key=self._order.__getitem__)]

    def sorted(self) -> Iterator[Frame]:
        """All frames in the order of their cue words."""
        return (self.frames[key] for key in sorted(self.frames))
