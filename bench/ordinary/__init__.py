"""Ordinary news for benches: reports on sport, business, weather, culture and local affairs of fictional towns.

Each is a lead and other sentences of one topic, in paragraphs, put together by a fixed order of chance, so that every
run makes the same reports. The sentences lie in sentences.toml.
"""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

SLOT = re.compile(r"\{([a-z]+)(2?)\}")
TOPICS = (
    "sport", "business", "weather", "culture", "council", "crime", "health", "technology", "politics", "life",
    "transport",
)  # fmt: skip
# Sentences of a paragraph; leads stand alone, as they do in newspapers.
LONGEST_PARAGRAPH = 3


def ordinary_reports(number: int, length: int, seed: int = 7) -> list[str]:
    """Reports of about `length` characters each, the topics in turn."""
    chance = random.Random(seed)
    data = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
    return [_report(data, TOPICS[n % len(TOPICS)], length, chance) for n in range(number)]


def _report(data: dict[str, dict[str, list[str]]], topic: str, length: int, chance: random.Random) -> str:
    """One report. A long one goes on with what else happened that day, as round-ups do."""
    paragraphs = [_filled(chance.choice(data[topic]["leads"]), data["names"], chance)]
    waiting = chance.sample(data[topic]["body"], len(data[topic]["body"]))
    while sum(map(len, paragraphs)) < length:
        if not waiting:
            topic = chance.choice(TOPICS)
            waiting = chance.sample(data[topic]["body"], len(data[topic]["body"]))
            paragraphs.append(_filled(chance.choice(data[topic]["leads"]), data["names"], chance))
        size = chance.randint(1, LONGEST_PARAGRAPH)
        sentences, waiting = waiting[:size], waiting[size:]
        paragraphs.append(" ".join(_filled(s, data["names"], chance) for s in sentences))
    return "\n".join(paragraphs)


def _filled(sentence: str, names: dict[str, list[str]], chance: random.Random) -> str:
    """The sentence with names put in; the second team or firm of a sentence is another one."""
    first = {name: chance.choice(values) for name, values in names.items()}
    second = {name: chance.choice([v for v in values if v != first[name]]) for name, values in names.items()}
    text = SLOT.sub(lambda slot: (second if slot[2] else first)[slot[1]], sentence)
    return text[:1].upper() + text[1:]
