"""Ctrl-C, keys where there is no keyboard, and filters that no claim can match: one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import fake_reading
import pytest
from click.testing import CliRunner, Result

from reportedly import api
from reportedly.cli import main
from reportedly.nearby import is_partial_date, unknown_value


def run(*arguments: str, **how: Any) -> Result:
    """Run a command as from a shell."""
    return CliRunner().invoke(main, list(arguments), **how)


@pytest.fixture
def read_case(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three reports read, and the real word lists to ask them with."""
    assert run("read", "reports").exit_code == 0
    monkeypatch.undo()
    monkeypatch.chdir(folder)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with three reports."""
    fake_reading.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    for day in range(1, 4):
        text = f"Meridian Wire 2031-05-0{day}\n\nThe army said 1{day} people were killed in Port Sarn."
        (tmp_path / f"reports/{day}.txt").write_text(text)
    return tmp_path


@pytest.mark.parametrize("error", [KeyboardInterrupt, lambda: RuntimeError("Query interrupted"), click.Abort])
def test_a_stopped_reading_says_what_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Callable[[], BaseException]
) -> None:
    """After two reports; the same command then reads the third."""
    take = api._take
    taken = []

    def stop(analysis: Any, *rest: Any) -> None:
        if len(taken) == 2:
            raise error()
        taken.append(analysis)
        take(analysis, *rest)

    monkeypatch.setattr(api, "_take", stop)
    done = run("read", "reports")
    assert done.exit_code == 130
    sentence = "Stopped. 2 reports stored by this run are whole in case.duckdb; the same command goes on from there.\n"
    assert done.stderr == sentence
    monkeypatch.setattr(api, "_take", take)
    again = run("read", "reports")
    assert again.exit_code == 0
    assert ["already", "there", "2"] in [line.split() for line in again.stdout.splitlines()]
    assert run("verify").exit_code == 0


def test_a_reading_stopped_at_once_says_that_nothing_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before there is a file."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "_inputs", stop)
    done = run("read", "reports")
    assert (done.exit_code, done.stderr) == (130, "Stopped before anything was read. The same command starts again.\n")


def test_any_other_command_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question in the middle of its answer."""
    run("read", "reports")

    def stop(*_: Any, **__: Any) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr(api.Case, "claims", stop)
    done = run("claims")
    assert (done.exit_code, done.stderr) == (130, "Stopped. What was written before stays as it is.\n")


def test_review_without_a_terminal_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And names the page, where one can judge as well."""
    run("read", "reports")

    def none() -> str:
        raise OSError(6, "No such device or address", "/dev/tty")

    monkeypatch.setattr(click, "getchar", none)
    done = run("review")
    assert done.exit_code == 1
    assert "there is no terminal" in done.stderr
    assert "reportedly serve case.duckdb" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("claims --kind nosuch", '"nosuch" is no kind of event'),
        ("claims --status bogus", '"bogus" is no status; there are: asserted, conditional, demanded'),
        ("claims --status deny", '"deny" is no status; near is: denied'),
        ("toll --measure death", '"death" is no measure; near is: killed'),
        ("toll --measure kiled", '"kiled" is no measure; near is: killed'),
        ("statements --stance deny", '"deny" is no stance; near is: denies'),
        ("toll --scope incidnt", '"incidnt" is no scope; near ones are: incident'),
        ("incidents --kind violense", '"violense" is no kind of event; near is: violence'),
        ("claims --since 2033-99", "'2033-99' is no date; write it as 2031, 2031-05 or 2031-05-03"),
        ("toll --happened-since 2033-02-30", "'2033-02-30' is no date"),
    ],
)
def test_a_value_that_there_is_not_is_named(read_case: None, arguments: str, sentence: str) -> None:
    """With those that look like it, or that it is a word for; exit code 2."""
    done = run(*arguments.split())
    assert done.exit_code == 2
    assert sentence in " ".join(done.stderr.split())


@pytest.mark.parametrize("arguments", ["claims --kind siege", "claims --status DENIED", "toll --measure injured"])
def test_a_value_that_no_claim_has_is_no_error(read_case: None, arguments: str) -> None:
    """It is known, and the case has none."""
    done = run(*arguments.split())
    assert done.exit_code == 0
    assert "fewer filters find more" in done.stderr


def test_near_values_are_those_that_look_alike() -> None:
    """By their letters, as a part, or as the word for it; a short list is given whole."""
    kinds = ["airstrike", "drone_strike", "ceasefire_agreed", "siege"]
    assert unknown_value("kind", "Siege", kinds) is None
    assert (
        unknown_value("kind", "drone strike", kinds)
        == '"drone strike" is no kind; near ones are: drone_strike, airstrike'
    )
    assert unknown_value("kind", "ceasefire", kinds) == '"ceasefire" is no kind; near is: ceasefire_agreed'
    assert unknown_value("kind", "zzz", kinds) == f'"zzz" is no kind; there are: {", ".join(sorted(kinds))}'


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2031", True),
        ("2031-05", True),
        ("2031-05-03", True),
        ("2031-5", False),
        ("2033-99", False),
        ("2033-02-30", False),
        ("", False),
        ("٢٠٣١", False),
    ],
)
def test_days_are_those_of_the_calendar(text: str, is_one: bool) -> None:
    """Years, months and days."""
    assert is_partial_date(text) is is_one


def test_a_reading_stopped_before_its_first_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a file, and nothing new in it."""
    run("read", "reports")

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "_new_reports", stop)
    done = run("read", "reports")
    assert done.exit_code == 130
    assert done.stderr == ("Stopped before any new report was stored in case.duckdb. The same command starts again.\n")
