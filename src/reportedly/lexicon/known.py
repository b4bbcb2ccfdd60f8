"""The values that questions know: kinds of events, measures, statuses, stances and scopes, with words for them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, get_args

from reportedly.lexicon import load_lexicon
from reportedly.model import Scope, Status


class Known(NamedTuple):
    """What a filter is called in a sentence, its values, and words of texts with the values that they lead to."""

    what: str
    values: Collection[str]
    words: dict[str, list[str]]


def known_values() -> dict[str, Known]:
    """Filters of questions by name, with what they take."""
    lexicon = load_lexicon()
    kinds: dict[str, list[str]] = {}
    for kind in lexicon.events.file.event:
        for line in (*kind.verbs, *kind.nouns):
            kinds.setdefault(line.split()[0].casefold(), []).append(kind.id)
    measures = {
        word.casefold(): list(dict.fromkeys(entry.measure.id for entry in entries))
        for word, entries in lexicon.figures.by_word.items()
    }
    stances = {cue.stance for cue in lexicon.cues.by_id.values()}
    return {
        "kind": Known("kind of event", [kind.id for kind in lexicon.events.file.event], kinds),
        "measure": Known("measure", list(lexicon.figures.by_id), measures),
        "status": Known("status", get_args(Status), {}),
        "stance": Known("stance", stances, {}),
        "scope": Known("scope", get_args(Scope), {}),
    }
