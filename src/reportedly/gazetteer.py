"""The gazetteer: names of places with what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class Gazetteer:
    """Places by name."""


def load_gazetteer(overlays: Sequence[Path] = ()) -> Gazetteer:
    """The gazetteer, with a user's CSV overlays."""
    return Gazetteer()
