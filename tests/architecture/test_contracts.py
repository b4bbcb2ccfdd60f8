"""The import contracts hold, and each of them fails when it is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# For each contract a line that breaks it, and the module that it is put into.
VIOLATIONS = {
    "Imports go down only": ("store/__init__.py", "import reportedly.api"),
    "Keeping stores": ("link/__init__.py", "import reportedly.parse"),
    "Reading turns": ("stages/names.py", "import duckdb"),
    "The records import": ("model.py", "import reportedly.text"),
    "Only parse.py opens spaCy": ("stages/names.py", "import spacy"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of a copy of the project."""
    code = (
        f"import sys; sys.path.insert(0, {str(folder / 'src')!r})\n"
        "from importlinter.cli import lint_imports\n"
        f"sys.exit(lint_imports(config_filename={str(folder / 'pyproject.toml')!r}, no_cache=True))"
    )
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the source to break."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "demo"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    """As the source stands."""
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_violation_is_found(copy: Path, contract: str) -> None:
    """A planted import breaks the contract that is there against it."""
    name, line = VIOLATIONS[contract]
    path = copy / "src/reportedly" / name
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode != 0
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(row.startswith(contract) for row in broken), done.stdout


def test_every_contract_has_its_violation() -> None:
    """No contract without a line that breaks it."""
    rows = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.importlinter]")[2].splitlines()
    names = [row.split('"')[1] for row in rows if row.startswith("name = ")]
    assert names
    assert all(any(name.startswith(start) for start in VIOLATIONS) for name in names), names
