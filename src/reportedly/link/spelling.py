"""What a link rests on, in the words of the reports and not in the forms in which accounts compare them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from reportedly.link.occurrences import Account
from reportedly.link.words import WORD, fold_name, stem
from reportedly.rows import ClaimRow, Reason

# Reasons whose detail is a list of words, names or places in the forms that are compared.
OF_WORDS = frozenset({"same_names", "same_words", "same_sites", "other_sites", "same_target"})


def spelled_words(rows: Iterable[ClaimRow], accounts: Iterable[Account]) -> dict[str, str]:
    """Words and places as they are written, by the forms that accounts compare them in: "tarvan", "tarvi", "#17"."""
    found = {a.place: a.place_name for a in accounts if a.place}
    for row in rows:
        for match in WORD.finditer(f"{row.title or ''} {row.passage}"):
            word = match[0]
            found.setdefault(stem(word), word)
            if word[0].isupper():
                found.setdefault(fold_name(word), word)
    return found


def in_words(reason: Reason, spelled: Mapping[str, str]) -> Reason:
    """A reason with the words and places that it rests on as the reports write them."""
    if reason.name not in OF_WORDS:
        return reason
    sides = [
        ", ".join(dict.fromkeys(spelled.get(w, w) for w in side.split(", "))) for side in reason.detail.split("; ")
    ]
    return msgspec.structs.replace(reason, detail="; ".join(sides))
