"""Searches that people keep in a case, each under a name. Added, never overwriting: removing one is another row."""

from __future__ import annotations

import msgspec

from reportedly.errors import CaseError, NotFoundError
from reportedly.store import Store

LONGEST_NAME = 80
LONGEST_ADDRESS = 2_000
MOST_SEARCHES = 200  # more are a list that nobody reads


class Search(msgspec.Struct, frozen=True):
    """A search that somebody keeps: its name, the screen with its filters as an address, who kept it and when."""

    name: str
    address: str
    who: str
    when: str


def list_searches(store: Store) -> list[Search]:
    """The searches of a case by name."""
    return store.rows("SELECT * FROM searches ORDER BY lower(name), name", {}, Search)


def save_search(store: Store, name: str, address: str, *, who: str, when: str) -> Search:
    """Keep a search; one of the same name gives way to it. `when` is ISO 8601.

    CaseError when the name is empty, when either is too long, or when there are too many.
    """
    name = " ".join(name.split())
    if not name:
        raise CaseError("a search needs a name")
    if len(name) > LONGEST_NAME or len(address) > LONGEST_ADDRESS:
        raise CaseError(f"a name of up to {LONGEST_NAME} and an address of up to {LONGEST_ADDRESS} characters is kept")
    kept = {search.name for search in list_searches(store)}
    if name not in kept and len(kept) >= MOST_SEARCHES:
        raise CaseError(f"this case keeps {MOST_SEARCHES} searches; remove one first")
    store.add_search(name, address, who, when)
    return Search(name, address, who, when)


def remove_search(store: Store, name: str, *, who: str, when: str) -> None:
    """Keep a search no longer. NotFoundError when there is none of that name."""
    if name not in {search.name for search in list_searches(store)}:
        raise NotFoundError(f"no search is kept as {name!r}")
    store.add_search(name, None, who, when)
