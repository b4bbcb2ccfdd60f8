"""Names of those who speak: whether a source has one, its words, and which body of a report a description is for."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.link.words import fold_name

EMPTY_WORDS = frozenset({"the", "of", "for", "and", "a", "an", "in", "s"})
# Nouns that stand for a body which the text names, and words of such names.
DESCRIBED = frozenset(
    {"group", "monitor", "watchdog", "ngo", "organisation", "organization", "observatory", "agency", "ministry"}
)
BODY_WORDS = DESCRIBED | {
    "network",
    "commission",
    "committee",
    "office",
    "council",
    "centre",
    "center",
    "army",
    "union",
}
# What is called so is a body whose name has one of these words, where the report names such a one.
KINDS = {
    "monitor": frozenset({"observatory", "monitor", "monitoring", "watch", "network", "centre", "center", "rights"}),
    "ministry": frozenset({"ministry"}),
    "agency": frozenset({"agency", "press"}),
}
# Words before "group" that tell it from a monitor; and words of names that are no group's.
OTHER_GROUPS = frozenset(
    {"aid", "relief", "charity", "armed", "rebel", "militant", "opposition", "jihadist", "extremist"}
)
OF_STATES = frozenset(
    {"ministry", "minister", "army", "military", "navy", "police", "government", "court", "tv", "television", "radio"}
)
STATE = 4  # letters that a state and the adjective made of it share: Loka, Lokan
ENDINGS = frozenset({"", "a", "e", "n", "y", "i", "an", "ia", "ian", "ic", "ish", "ese"})
SORTS = {
    "monitor": "monitor",
    "monitoring group": "monitor",
    "watchdog": "monitor",
    "observatory": "monitor",
    "ministry": "ministry",
    "agency": "agency",
}


def is_named(name: str) -> bool:
    """Whether a source is named: "the Tarvian health ministry" has one, "residents" and "a London-based group" no."""
    words = name.split()
    own = [w for n, w in enumerate(words) if not is_based(w) and not (n + 1 < len(words) and words[n + 1] == "-based")]
    return any(w[:1].isupper() for w in own if w.casefold() not in EMPTY_WORDS)


def is_based(word: str) -> bool:
    """Whether a word tells only where somebody has their seat: "London-based"."""
    return word.casefold().endswith("-based")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, in a form that spellings share."""
    words = (w.strip(".,'’\"()") for w in name.replace("-", " ").split())
    return tuple(
        fold_name(w.removesuffix("'s").removesuffix("’s")) for w in words if w and w.casefold() not in EMPTY_WORDS
    )


def is_named_in_full(short: str, name: str) -> bool:
    """Whether a name is in full what one word of it stands for: "Observatory", "Loka Observatory for Rights"."""
    words = name.split()
    one = [w for w in short.split() if w.casefold() not in EMPTY_WORDS and not is_based(w) and w != "-based"]
    if not one or one[-1].casefold() not in BODY_WORDS or len(name_words(name)) < 2:
        return False
    return one[-1].casefold() in {w.casefold() for w in words} and (len(one) == 1 or set(one) < set(words))


def of_kind(description: str, bodies: Sequence[tuple[str, bool]]) -> list[bool]:
    """Which of some names, each with whether it is a known actor's, a description can be for: of its kind, else any.

    A group or a monitor is no ministry, army or broadcaster; of an aid group or an armed one nothing more is known.
    """
    words = description.casefold().split()
    if not words or words[-1] not in DESCRIBED:
        return [False] * len(bodies)
    sort = SORTS.get(" ".join(words[-2:])) or SORTS.get(words[-1])
    named = [{w.casefold() for w in name.split()} for name, _ in bodies]
    close = [bool(KINDS.get(sort or "", frozenset()) & mine) for mine in named]
    if any(close) or OTHER_GROUPS & set(words[:-1]):
        return close
    ministry = words[-1] == "ministry"
    return [
        (known or bool(BODY_WORDS & mine)) and (ministry or not OF_STATES & mine)
        for (_, known), mine in zip(bodies, named, strict=True)
    ]


def is_one_state(one: str, other: str) -> bool:
    """Whether two words of names are a state and the adjective made of it: "Varenia", "Varenian"; "Lok", "Lokan"."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    shared = next((n for n in range(len(short), 0, -1) if long.startswith(short[:n])), 0)
    return shared >= max(STATE, len(short) - 1) and {short[shared:], long[shared:]} <= ENDINGS
