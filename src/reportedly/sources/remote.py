"""Inputs behind an address, s3://bucket/folder or memory://name: whatever fsspec and its plugins reach."""

from __future__ import annotations

from typing import Any, BinaryIO

from reportedly.errors import InputError

MARK = "://"


def is_remote(path: str) -> bool:
    """Whether a path is an address."""
    return MARK in path


def find_remote(address: str) -> list[str]:
    """The files behind an address, by name: itself, or all in a folder but hidden ones. Raises InputError."""
    system, path = _system(address)
    try:
        if not system.exists(path):
            raise InputError(address, "", "there is no such file or folder; check the address.")
        if not system.isdir(path):
            return [address]
        names = sorted(name for name in system.find(path) if not _is_hidden(name, path))
    except (OSError, ValueError) as error:
        raise InputError(address, "", _unreachable(error)) from error
    if not names:
        raise InputError(address, "", "the folder holds no files; name one that holds reports.")
    return [str(system.unstrip_protocol(name)) for name in names]


def _is_hidden(name: str, folder: str) -> bool:
    return any(part.startswith(".") for part in name.removeprefix(folder.rstrip("/")).split("/"))


def open_remote(address: str) -> BinaryIO:
    """A file behind an address, opened for reading. Raises InputError or OSError."""
    system, path = _system(address)
    return system.open(path, "rb")  # type: ignore[no-any-return]


def describe_remote(address: str) -> tuple[int, str]:
    """The size of a file, and a mark that changes when its content does. Raises InputError."""
    system, path = _system(address)
    try:
        return int(system.size(path) or 0), str(system.ukey(path))
    except (OSError, ValueError) as error:
        raise InputError(address, "", _unreachable(error)) from error


def _system(address: str) -> tuple[Any, str]:
    import fsspec.core

    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise InputError(address, "", f"this kind of address needs a package more: {error}.") from error
    except (OSError, ValueError) as error:
        raise InputError(address, "", _unreachable(error)) from error
    return system, str(path)


def _unreachable(error: Exception) -> str:
    return f"it cannot be reached ({' '.join(str(error).split())[:200]}); check the address."
