"""Results name the code that they were made by, so that those of older code are seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly import rules
from reportedly.version import VERSION


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package to change."""
    made = tmp_path / "reportedly"
    shutil.copytree(rules.PACKAGE, made, ignore=shutil.ignore_patterns("__pycache__", "demo", "static"))
    monkeypatch.setattr(rules, "PACKAGE", made)
    return made


def read_by() -> str:
    """The hash of the reading code, asked anew."""
    return rules.hash_of(rules.reading_files())


def test_a_program_is_its_version_and_its_code() -> None:
    """As runs and partitions name it."""
    version, _, code = rules.program().partition("+")
    assert version == VERSION
    assert code == read_by()


@pytest.mark.parametrize(
    ("module", "is_read_by"),
    [
        ("stages/figures.py", True),
        ("stages/event_match.py", True),
        ("lexicon/ranker.py", True),
        ("parse.py", True),
        ("sources/html.py", True),
        ("model.py", True),
        ("partitions/columns.py", True),
        ("web/page.py", False),
        ("link/cells.py", False),
        ("screen.py", False),
        ("commands/reading.py", False),
    ],
)
def test_code_that_reads_is_told_from_code_that_does_not(copy: Path, module: str, is_read_by: bool) -> None:
    """A change of what shows or links needs no reading again."""
    before = read_by()
    with (copy / module).open("a") as file:
        file.write("\n# another rule\n")
    assert (read_by() != before) == is_read_by


def test_a_new_module_cannot_be_forgotten(copy: Path) -> None:
    """What a stage imports is code that reads, wherever it stands."""
    before = read_by()
    (copy / "stages/new_rule.py").write_text("A = 1\n")
    assert read_by() == before
    with (copy / "stages/figures.py").open("a") as file:
        file.write("\nfrom reportedly.stages.new_rule import (\n    A,\n)\n")
    with_rule = read_by()
    (copy / "stages/new_rule.py").write_text("A = 2\n")
    assert len({before, with_rule, read_by()}) == 3


def test_every_module_that_reading_loads_is_in_the_hash() -> None:
    """Told by what Python itself has loaded after the pipeline."""
    code = "import sys, reportedly.pipeline; print(*(n for n in sys.modules if n.startswith('reportedly.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    names = {".".join(path.relative_to(rules.PACKAGE).with_suffix("").parts) for path in rules.reading_files()}
    missing = {n.removeprefix("reportedly.") for n in loaded} - {n.removesuffix(".__init__") for n in names}
    assert missing <= {"version", "rules", "compiled"}  # the last only chooses between two makes of the same code


@pytest.mark.parametrize("changed", ["link/cells.py", "link/weights.toml", "link_rows.py"])
def test_links_name_the_code_that_made_them(copy: Path, changed: str) -> None:
    """And the numbers that they are weighed by."""
    rules.linking.cache_clear()
    before = rules.linking()
    with (copy / changed).open("a") as file:
        file.write("\n# another\n")
    rules.linking.cache_clear()
    assert rules.linking() != before
    rules.linking.cache_clear()
