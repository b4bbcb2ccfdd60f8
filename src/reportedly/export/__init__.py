"""Exports, one format a file. To add one: a module with `write(store, out) -> int`, and its line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from reportedly.export import csv, jsonl
from reportedly.store import Store

EXPORTS: dict[str, Callable[[Store, BinaryIO], int]] = {"csv": csv.write, "jsonl": jsonl.write}
