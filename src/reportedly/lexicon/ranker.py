"""Weights of the ranker, which scores what may be an act of saying (lexicon/en/ranker.toml, made by training/)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import msgspec

from reportedly.errors import LexiconError

# Beyond this sum a score is 0 or 1 to two decimals.
STEEP = 30.0


class Scorer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A linear model over named signs: every weight can be read, and a score is the sum of the weights found.

    Scores are probabilities, 0 to 1, as far as the training texts go; `threshold` is the score that decides.
    """

    threshold: float
    bias: float = 0.0
    weights: Mapping[str, float] = {}

    def score(self, signs: Iterable[str]) -> float:
        """The probability that signs belong to an act of saying, to two decimals, so that every machine agrees."""
        total = self.bias + math.fsum(self.weights.get(sign, 0.0) for sign in signs)
        return round(1 / (1 + math.exp(-max(-STEEP, min(STEEP, total)))), 2)


class Ranker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two scorers. `cue` adds a statement for a word that no list holds from its threshold on.

    `doubt` looks at the frames of the rules in `doubtful` and leaves out those that score below its threshold.
    """

    cue: Scorer = Scorer(threshold=2.0)
    doubt: Scorer = Scorer(threshold=-1.0)
    doubtful: frozenset[str] = frozenset()

    def describe(self, family: str, entry: str) -> str:
        """What a rule id of the ranker means."""
        return (
            "No list holds this word; what stands around it (a speaker, a clause or a quote, its form) scored "
            "high enough to be an act of saying. The remark gives the score."
        )


def load_ranker(data: bytes) -> Ranker:
    """Read ranker.toml; without the file nothing is added or dropped. Raises LexiconError."""
    if not data:
        return Ranker()
    try:
        return msgspec.toml.decode(data, type=Ranker)
    except msgspec.MsgspecError as error:
        raise LexiconError(f"ranker.toml: {error}") from error
