"""The commands about many reports, on a small case."""

from __future__ import annotations

import json
from pathlib import Path

import fake_reading
import pytest
from click.testing import CliRunner

from reportedly.api import open_case, read
from reportedly.cli import main

REPORTS = {
    "a.txt": "Courier 2031-05-03\n\nLokan army said 14 people were killed in Varo. The market stood open.",
    "b.txt": "Herald 2031-05-03\n\nVaro council said 17 people were killed in Varo. The market stood open then.",
    "c.txt": "Post 2031-05-09\n\nLokan army said 3 people were killed in Kora. A mine lay beside a well there.",
}


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    fake_reading.install(monkeypatch)
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text)
    read([str(tmp_path / name) for name in REPORTS], tmp_path / "case.duckdb")
    return str(tmp_path / "case.duckdb")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_incidents_are_listed_with_ranges_and_origins(db: str) -> None:
    out = run("incidents", "--db", db)
    assert "14 to 17 killed" in out
    assert "2 reports, 2 outlets, 2 origins" in out
    assert "Kora" not in run("incidents", "--db", db, "--reports", "2")
    rows = [json.loads(line) for line in run("incidents", "--db", db, "--as", "jsonl", "--place", "kora").splitlines()]
    assert [row["place"] for row in rows] == ["Kora"]
    assert "2 reports" not in run("incidents", "--db", db, "--since", "2031-05-09")


def test_one_incident_shows_all_sides_of_it(db: str) -> None:
    (varo, _) = [json.loads(line)["id"] for line in run("incidents", "--db", db, "--as", "jsonl").splitlines()]
    out = run("incident", varo[:8], "--db", db)
    for words in ("14 (Lokan army) to 17 (Varo council)", "contradicts", "Versions", "Origins", "Why these reports"):
        assert words in out
    view = json.loads(run("incident", varo, "--db", db, "--as", "json"))
    assert view["incident"]["id"] == varo


def test_origins_and_changes_and_stories(db: str) -> None:
    assert "cited in the text" in run("origins", "--db", db)
    assert "new incident" in run("changes", "--db", db, "--since", "2031-05-09")
    assert "2 reports" in run("stories", "--db", db)


def test_merge_and_split_need_a_reason_and_are_kept(db: str) -> None:
    varo, kora = (json.loads(line)["id"] for line in run("incidents", "--db", db, "--as", "jsonl").splitlines())
    assert CliRunner().invoke(main, ["merge", varo, kora, "--db", db]).exit_code == 2
    assert "Together" in run("merge", varo, kora, "--db", db, "--who", "ana", "--why", "one attack")
    with open_case(db) as case:
        (one,) = case.incidents()
        post = next(c.id for c in case.incident(one.id).timeline if c.outlet == "Post")
    assert "of its own" in run("split", post, "--db", db, "--who", "ana", "--why", "it was not")
    with open_case(db) as case:
        assert [i.reports for i in case.incidents()] == [2, 1]
        assert [j.why for j in case.judgements()] == ["one attack", "it was not"]
