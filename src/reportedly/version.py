"""The version of the program, as it stands in every run."""

from __future__ import annotations

VERSION = "0.1.0"
