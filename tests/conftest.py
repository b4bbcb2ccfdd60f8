"""Fixtures: the lexicon and the model, loaded once, and a parse of any text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from reportedly.lexicon import Lexicon, load_lexicon
from reportedly.parse import Model, Parsed, load_model, parse

# No deadline: one slow machine must not fail a test. Derandomized: a run of the tests says the same thing each time.
settings.register_profile(
    "reportedly", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("reportedly")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The word lists of the package."""
    return load_lexicon()


@pytest.fixture(scope="session")
def model() -> Model:
    """The pinned language model."""
    return load_model()


@pytest.fixture(scope="session")
def parsed(model: Model, lexicon: Lexicon) -> Callable[[str], Parsed]:
    """Parses a text: `parsed("The army left.").tokens`."""
    return lambda text: parse(text, model, lexicon)
