"""The quality gate fails below a floor, and floors only rise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gold import gate


@pytest.fixture
def area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An area whose figure is .9."""
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "measure.py").touch()
    monkeypatch.setattr(gate, "HERE", tmp_path)
    monkeypatch.setattr(gate, "measure", lambda name: {"right": 0.9})
    return folder


def set_floor(area: Path, **floors: float) -> None:
    """Write floors by hand."""
    (area / "floors.json").write_text(json.dumps(floors))


@pytest.mark.parametrize(("floors", "code"), [({}, 0), ({"right": 0.9}, 0), ({"right": 0.91}, 1), ({"gone": 0.1}, 1)])
def test_a_figure_below_its_floor_fails(area: Path, floors: dict[str, float], code: int) -> None:
    """So does a floor whose figure is measured no more."""
    set_floor(area, **floors)
    assert gate.main([]) == code


def test_raising_never_lowers(area: Path) -> None:
    """A higher figure lifts its floor; a lower one leaves it and fails."""
    set_floor(area, right=0.5)
    assert gate.main(["--raise"]) == 0
    assert gate.floors_of("words") == {"right": 0.9}
    set_floor(area, right=0.95)
    assert gate.main(["--raise"]) == 1
    assert gate.floors_of("words") == {"right": 0.95}


def test_a_figure_that_is_no_number_fails() -> None:
    """NaN is below every floor."""
    assert gate.below({"right": float("nan")}, {"right": 0.0}) == ["right"]
