"""A program that adds reports to a case until it is killed, and says each that is safe."""

from __future__ import annotations

import sys

import factory

import reportedly.store as store_module
from reportedly.store import open_store


def main(path: str, first: int) -> None:
    """Add reports numbered from `first`; print the number of each once it is stored."""
    store_module.SPREAD_AFTER = 3  # so that kills fall into spreading as well
    with open_store(path, write=True, make=True) as store:
        store.begin_run(factory.run(started=str(first)))
        for number in range(first, first + 500):
            store.add(factory.full_analysis(url=f"https://courier.example/{number}"))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
