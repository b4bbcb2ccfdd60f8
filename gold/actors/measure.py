"""Figures of the reading of actors: who a mention stands for, and country and sector of phrases."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.lexicon import load_lexicon
from reportedly.lexicon.codes import code_phrase
from reportedly.parse import load_model, parse
from reportedly.stages.names import find_names

HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one file."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def read(text: str, date: str) -> dict[tuple[str, int], tuple[str, str | None]]:
    """Name and actor of each mention by its head word and how many like it came before."""
    lexicon = load_lexicon()
    day = dt.date.fromisoformat(date) if date else None
    parsed = parse(text, load_model(), lexicon)
    names = find_names(parsed, lexicon, day)
    found: dict[tuple[str, int], tuple[str, str | None]] = {}
    for token in parsed.tokens:
        nth = sum(t.text == token.text for t in parsed.tokens[: token.i])
        ref = names.ref(token)
        if ref is not None:
            found[token.text, nth] = (ref.name, ref.actor)
    return found


def reading_errors() -> Iterator[str]:
    """One line for every mention that is read otherwise than a person reads it."""
    for case in cases("reading.jsonl"):
        found = read(case["text"], case["date"])
        for word, nth, name, actor in case["mentions"]:
            if found.get((word, nth)) != (name, actor):
                yield f"{case['text']} | {word} {nth}: want {name, actor}, got {found.get((word, nth))}"
        for word in case.get("none", ()):
            got = found.get((word, 0))
            if got is not None and got[1] is not None:
                yield f"{case['text']} | {word}: want nobody, got {got}"


def code_errors() -> Iterator[tuple[str, bool]]:
    """One line for every phrase that is coded otherwise, and whether a wrong country was said."""
    lexicon = load_lexicon()
    for case in cases("codes.jsonl"):
        day = dt.date.fromisoformat(case["date"]) if case["date"] else None
        code = code_phrase(case["phrase"], lexicon, day, case["context"])
        got = (code.country, code.sectors[0] if code.sectors else "")
        want = (case["country"], case["sector"])
        if got != want:
            line = f"{case['phrase']} {case['date']}: want {want}, got {got} ({code.why})"
            yield line, bool(code.country) and code.country != case["country"]


def measure() -> dict[str, float]:
    """Shares of mentions, of phrases, and of phrases without a wrong country."""
    mentions = sum(len(c["mentions"]) + len(c.get("none", ())) for c in cases("reading.jsonl"))
    phrases, wrong = len(cases("codes.jsonl")), list(code_errors())
    return {
        "mention": 1 - len(list(reading_errors())) / mentions,
        "phrase": 1 - len(wrong) / phrases,
        "country_not_wrong": 1 - sum(is_wrong for _, is_wrong in wrong) / phrases,
    }


if __name__ == "__main__":
    for error in (*reading_errors(), *(line for line, _ in code_errors())):
        print(error)
