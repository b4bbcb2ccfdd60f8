"""What is said of a case does not depend on the order in which its reports came: the demo, by the real reader."""

from __future__ import annotations

import random
from pathlib import Path

import factory
import pytest

from reportedly import links, showcase
from reportedly.api import open_case
from reportedly.model import Analysis, Link
from reportedly.store import Store, open_store


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Analysis]]:
    """The case of the demo, and what was read for it."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    made: list[Analysis] = []
    add = Store.add

    def keep(store: Store, analysis: Analysis) -> None:
        made.append(analysis)
        add(store, analysis)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "add", keep)
        showcase.read_corpus(str(path), 1, None)
    return path, made


def answers(path: Path) -> list[object]:
    """Incidents, origins, stories, changes, links, and all there is to see of the incidents of several reports."""
    with open_case(path) as case:
        incidents = case.incidents()
        views = [case.incident(i.id) for i in incidents if i.reports > 1]
        return [incidents, case.origins(), case.stories(), case.changes("2020-01-01"), case.store.records(Link), views]


@pytest.mark.parametrize(("seed", "few"), [(1, 10), (2, 0)])
def test_the_bundled_reports_in_any_order_and_batches(
    bundled: tuple[Path, list[Analysis]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, few: int
) -> None:
    monkeypatch.setattr(links, "FEW", few)
    path, made = bundled
    chance = random.Random(seed)
    shuffled = chance.sample(made, len(made))
    with open_store(tmp_path / "case.duckdb", write=True, make=True) as store:
        while shuffled:
            batch = [shuffled.pop() for _ in range(min(len(shuffled), chance.choice((1, 5, 20))))]
            store.begin_run(factory.run())
            for analysis in batch:
                store.add(analysis)
            store.finish_run(factory.run())
            links.link_case(store, batch[:3])
    found, once = answers(tmp_path / "case.duckdb"), answers(path)
    assert all(once)
    assert found == once
