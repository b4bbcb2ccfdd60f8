"""Commands: what they print, where, and the exit code. Read with a tiny reading tower; no language model is loaded."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import fake_reading
import pytest
from click.testing import CliRunner, Result

from reportedly.cli import COMMANDS, main

TEXTS = {
    "a.txt": "Meridian Wire 2031-05-03\n\nThe army said 15 people were killed in Port Sarn.",
    "b.txt": "Hale Observer 2031-05-04\n\nThe front said 22 people were killed in Port Sarn.",
    "c.txt": "Loka Today 2031-05-05\n\nThe army denied 22 people were killed in Port Sarn.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with three reports in `reports/`."""
    fake_reading.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "reports" / name).write_text(text)
    return tmp_path


def run(*arguments: str) -> Result:
    """Run a command as from a shell."""
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def case(folder: Path) -> Path:
    """The folder with its reports read."""
    assert run("read", "reports").exit_code == 0
    return folder


def test_reading_says_what_was_read(folder: Path) -> None:
    """A summary, the check of the spans, and how to ask."""
    done = run("read", "reports", "--db", "x.duckdb")
    assert done.exit_code == 0
    assert "reports read" in done.stdout
    assert "In x.duckdb. Ask with: reportedly claims --db x.duckdb" in done.stdout


def test_reading_again_changes_nothing(case: Path) -> None:
    """Ids are made of content: what is there stays as it is, and the export has the same bytes."""
    before = run("export", "jsonl").stdout
    done = run("read", "reports")
    assert done.exit_code == 0
    assert any(row.split() == ["already", "there", "3"] for row in done.stdout.splitlines())
    assert run("export", "jsonl").stdout == before


def test_a_problem_is_told_and_the_rest_is_read(folder: Path) -> None:
    """Exit code 3; the problem is listed at once and by its command."""
    (folder / "reports/empty.txt").write_text("")
    done = run("read", "reports")
    assert done.exit_code == 3
    assert "could not read empty.txt: the file is empty" in done.stderr
    assert "the file is empty" in run("problems").stdout
    assert json.loads(run("problems", "--as", "jsonl").stdout)["reason"] == "the file is empty"
    assert len(run("reports", "--as", "jsonl").stdout.splitlines()) == 3


def test_strict_stops_at_the_first_problem(folder: Path) -> None:
    """Exit code 1 and one sentence."""
    (folder / "reports/aa.txt").write_text("")
    done = run("read", "reports", "--strict")
    assert (done.exit_code, done.stderr) == (1, "reportedly: aa.txt: the file is empty\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["read", "nowhere"], 2, "Path 'nowhere' does not exist"),
        (["read", "reports", "--published", "soon"], 2, "'soon' is no date"),
        (["read", "reports", "--columns", "text"], 2, "'text' is no map of columns; write it as text=body"),
        (["read", "reports", "--columns", "nonsense=a"], 2, "'nonsense' is not a field of a report"),
        (["claims", "--since", "May"], 2, "'May' is no date; write it as 2031, 2031-05 or 2031-05-03"),
        (["claims"], 1, "reportedly: case.duckdb does not exist; make it with: reportedly read PATH --db case.duckdb"),
        (
            ["why", "e-1"],
            1,
            "reportedly: case.duckdb does not exist; make it with: reportedly read PATH --db case.duckdb",
        ),
        (["nonsense"], 2, "No such command 'nonsense'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(folder: Path, arguments: list[str], code: int, message: str) -> None:
    """Wrong usage is 2, an error 1; no traceback."""
    done = run(*arguments)
    assert done.exit_code == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ([], ["15", "22", "22"]),
        (["--speaker", "front"], ["22"]),
        (["--status", "denied"], ["22"]),
        (["--outlet", "meridian"], ["15"]),
        (["--since", "2031-05-05"], ["22"]),
        (["--until", "2031-05-03"], ["15"]),
        (["--place", "port sarn"], ["15", "22", "22"]),
        (["--measure", "injured"], []),
    ],
)
def test_claims_are_filtered(case: Path, filters: list[str], words: list[str]) -> None:
    """The same rows as JSON lines and as CSV."""
    lines = [json.loads(line) for line in run("figures", "--as", "jsonl", *filters).stdout.splitlines()]
    assert [line["words"] for line in lines] == words
    rows = list(csv.DictReader(io.StringIO(run("figures", "--as", "csv", *filters).stdout)))
    assert [row["words"] for row in rows] == words


def test_no_match_is_said(case: Path) -> None:
    """On standard error, so that a program sees no row."""
    done = run("claims", "--speaker", "navy")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No claims match; fewer filters find more." in done.stderr


def test_a_table_shows_speaker_and_words(case: Path) -> None:
    """For people."""
    shown = run("claims").stdout
    assert "The army" in shown
    assert "Port Sarn" in shown


def test_why_shows_the_chain(case: Path) -> None:
    """Sentence, rule with its definition, run and report; as JSON too; an unknown id says so."""
    figure = json.loads(run("figures", "--as", "jsonl").stdout.splitlines()[0])["id"]
    shown = run("why", figure[:8]).stdout
    for part in ("people were", "Definition of statement.verb/say", "Meridian Wire", "3 May 2031"):
        assert part in shown
    assert json.loads(run("why", figure, "--as", "json").stdout)["record"]["id"] == figure
    assert run("why", "f-nonsense").exit_code == 1


def test_verify_finds_a_planted_error(case: Path) -> None:
    """Exit code 4, and where."""
    assert run("verify").exit_code == 0
    import duckdb

    with duckdb.connect("case.duckdb") as base:
        base.execute("UPDATE report SET \"text\" = replace(\"text\", '15 people', '16 people')")
    done = run("verify")
    assert done.exit_code == 4
    assert "15 people" in done.stdout


def test_export_to_a_file_and_to_the_screen(case: Path) -> None:
    """The same bytes; every record with its type; an unknown form names the known ones."""
    text = run("export", "jsonl").stdout
    done = run("export", "jsonl", "-o", "out.jsonl")
    assert (case / "out.jsonl").read_text() == text
    assert "records in out.jsonl" in done.stderr
    types = {json.loads(line)["type"] for line in text.splitlines()}
    assert {"run", "report", "statement", "event", "figure"} <= types
    assert "choose one of: csv, jsonl" in run("export", "xml").stderr


def test_every_command_has_help() -> None:
    """One sentence in the list, and a page of its own."""
    for command in COMMANDS:
        assert command.help
        assert run(str(command.name), "--help").exit_code == 0


def test_help_loads_nothing_heavy() -> None:
    """No parser, database or table library before a command runs."""
    code = (
        "import sys; from reportedly.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'spacy', 'duckdb', 'pyarrow', 'msgspec', 'numpy', 'rich', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
