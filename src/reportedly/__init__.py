"""Reportedly reads reports of conflict and keeps who said what, in which words.

    import reportedly
    analysis = reportedly.read_text("The ministry said 15 people were killed.", published="2031-05-03")
    with reportedly.open("case.duckdb") as case:
        case.claims(measure="killed")

Names are imported when first used, so that `import reportedly` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reportedly import compiled, version

if TYPE_CHECKING:
    from reportedly.api import Case, ReadOptions, ReadResult, read, read_text
    from reportedly.api import open_case as open
    from reportedly.bulk import BulkOptions, BulkResult, load_partitions, read_partitions
    from reportedly.errors import (
        CaseError,
        EngineError,
        InputError,
        LexiconError,
        ModelError,
        NotFoundError,
        OutputError,
        ReportedlyError,
    )
    from reportedly.model import Analysis, Event, Figure, Report, Statement

PUBLIC = {
    "Case": "api",
    "ReadOptions": "api",
    "ReadResult": "api",
    "read": "api",
    "read_text": "api",
    "open": "api",
    "BulkOptions": "bulk",
    "BulkResult": "bulk",
    "load_partitions": "bulk",
    "read_partitions": "bulk",
    "CaseError": "errors",
    "EngineError": "errors",
    "OutputError": "errors",
    "InputError": "errors",
    "LexiconError": "errors",
    "ModelError": "errors",
    "NotFoundError": "errors",
    "ReportedlyError": "errors",
    "Analysis": "model",
    "Event": "model",
    "Figure": "model",
    "Report": "model",
    "Statement": "model",
}
__version__ = version.VERSION
compiled.install()
OTHER_NAMES = {"open": "open_case"}  # `open` would hide Python's own inside the module

__all__ = [
    "Analysis",
    "BulkOptions",
    "BulkResult",
    "Case",
    "CaseError",
    "EngineError",
    "Event",
    "Figure",
    "InputError",
    "LexiconError",
    "ModelError",
    "NotFoundError",
    "OutputError",
    "ReadOptions",
    "ReadResult",
    "Report",
    "ReportedlyError",
    "Statement",
    "__version__",
    "load_partitions",
    "open",
    "read",
    "read_partitions",
    "read_text",
]


def __getattr__(name: str) -> object:
    if name not in PUBLIC:
        raise AttributeError(f"module 'reportedly' has no attribute {name!r}")
    return getattr(import_module(f"reportedly.{PUBLIC[name]}"), OTHER_NAMES.get(name, name))


def __dir__() -> list[str]:
    return __all__
