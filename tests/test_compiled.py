"""Compiled modules read as their sources do, and are left aside when a source has changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly import compiled
from reportedly.compiled import CompiledModules, sources_hash, way, write_list
from tools.compile import constants_marked

ROOT = Path(__file__).parents[1]
NAME = "reportedly.stages.made"
SOURCES = ["stages/made.py", "model.py"]
# One of so many sentences of own gold is read both ways: enough for every stage, in seconds.
EVERY = 25
READ = """
import sys, json, msgspec
from reportedly.compiled import way
from reportedly.model import make_report
from reportedly.pipeline import analyse, load_reader
reader = load_reader()
print(way())
for text in json.load(sys.stdin):
    print(msgspec.json.encode(analyse(make_report(text, published="2031-05-04"), reader)).decode())
"""


def own_texts() -> list[str]:
    lines = [line for path in sorted((ROOT / "gold").rglob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    texts = [found["text"] for found in map(json.loads, lines[::EVERY]) if isinstance(found.get("text"), str)]
    reports = sorted((ROOT / "src/reportedly/demo/corpus").rglob("*.txt"))
    return [*texts, *(path.read_text("utf-8") for path in reports[::4])]


def read(texts: list[str], **environment: str) -> list[str]:
    """The way of reading, then the records of each text, by a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input=json.dumps(texts),
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(
    way() == "interpreted",
    reason="the reading is not compiled here (`make compiled` does it where there is a C compiler)",
)
def test_compiled_and_interpreted_records_are_the_same_bytes() -> None:
    texts = own_texts()
    assert len(texts) > 50
    one, other = read(texts), read(texts, **{compiled.SWITCH: "1"})
    assert (one[0], other[0]) == ("compiled", "interpreted")
    assert one[1:] == other[1:]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A package of two sources, and a folder that says what was compiled from them."""
    for name in SOURCES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("ONE = 1\n")
    write_list(tmp_path, sources_hash(SOURCES, tmp_path), [NAME], SOURCES)
    return tmp_path


def test_fresh_modules_are_found_and_no_others(made: Path) -> None:
    finder = CompiledModules(made, made)
    found = finder.find_spec(NAME, None)
    assert found is not None
    assert found.origin == str(made / "reportedly/stages/made") + compiled.SUFFIX
    assert finder.find_spec("reportedly.model", None) is None
    assert finder.find_spec("json", None) is None


@pytest.mark.parametrize("name", SOURCES)
def test_a_changed_source_leaves_all_compiled_modules_aside(
    made: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (made / name).write_text("ONE = 2\n")
    finder = CompiledModules(made, made)
    assert finder.find_spec(NAME, None) is None
    assert finder.find_spec(NAME, None) is None
    assert capsys.readouterr().err == compiled.STALE + "\n"


def test_a_source_that_is_gone_is_a_change(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / SOURCES[0]).unlink()
    assert not CompiledModules(made, made).is_fresh()
    assert compiled.STALE in capsys.readouterr().err


def test_the_switch_leaves_compiled_modules_aside(monkeypatch: pytest.MonkeyPatch, made: Path) -> None:
    monkeypatch.delenv(compiled.SWITCH, raising=False)
    monkeypatch.setattr(compiled, "FOLDER", made)
    assert compiled.finder() is not None
    monkeypatch.setenv(compiled.SWITCH, "1")
    assert compiled.finder() is None


def test_constants_are_marked_line_for_line() -> None:
    source = 'from __future__ import annotations\n\nA = {\n    "x",\n}\nB: int = 1\nC = {}\nC |= {1: 2}\nlower = 3\n'
    marked = constants_marked(source)
    assert marked.splitlines()[0] == "from __future__ import annotations; from typing import Final"
    assert marked.splitlines()[2] == "A: Final = {"
    assert marked.splitlines()[5:] == ["B: int = 1", "C = {}", "C |= {1: 2}", "lower = 3"]
