"""No text of a report steers the terminal: every screen shows it, and shows where something was meant to."""

from __future__ import annotations

import datetime as dt
import re
import types
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import fake_reading
import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import reportedly
from reportedly import screen, screen_dossiers, screen_incident, screen_incidents, screen_toll, screen_why
from reportedly.audit import Check, Why
from reportedly.cli import main
from reportedly.dossiers import Dossier
from reportedly.model import Abstention, Event, Figure, Problem, Run, Span, Statement, Wording
from reportedly.printable import SHOWN_AS, cleaned, printable, printable_screen
from reportedly.rows import (
    Change,
    ClaimRow,
    IncidentRow,
    IncidentView,
    NameCount,
    OriginRow,
    ReportRow,
    StatementRow,
    StoryRow,
    TollRow,
    Version,
    WordingRow,
)

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = "\x1b]0;owned\x07\x1b[2J\x1b[8mhidden\u202edesrever\x9b31m\x7f\ud800"
# Colours and weights that screens write themselves; hidden text, moves and titles of windows are none of them.
OWN_STYLE = re.compile(r"\x1b\[(?:0|1|2|4|7|9|22|3[0-7]|1;3[0-7]|1;4)?m")
TEXTS = st.text(
    st.sampled_from("ab \n\t5-“" + "\x00\x07\x08\r\x0c\x1b[]m;2J\x7f\x80\x85\x9b\u2028\ud800" + BIDI), max_size=30
)


def made(kind: Any, text: str, field: str = "") -> Any:
    """A value of a type with this text wherever a text may stand."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return made(next(k for k in inner if k is not type(None)), text, field)
    if origin is Literal:
        return inner[0]
    if kind is str:
        return {"policy": "literal"}.get(field, text)
    if kind is Span:
        return Span(0, len(text), text)
    if origin is dict:
        return {made(inner[0], text): made(inner[1], text)}
    if origin in (tuple, list):
        return origin([made(inner[0], text, field)])
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind)
        return kind(**{name: made(hints[name], text, name) for name in kind.__struct_fields__})
    simple: dict[Any, Any] = {int: 3, float: 1.5, bool: True, dt.date: dt.date(2031, 5, 3), type(None): None}
    return simple[kind]


def why(record: type) -> Callable[[str], Any]:
    """The chain behind a record of a type."""
    return lambda text: msgspec.structs.replace(made(Why, text), record=made(record, text))


ROWS: dict[Callable[..., str], type] = {
    screen.claims: ClaimRow,
    screen.statements: StatementRow,
    screen.versions: Version,
    screen.reports: ReportRow,
    screen.wording: WordingRow,
    screen.unresolved: NameCount,
    screen.problems: Problem,
    screen.runs: Run,
    screen_toll.tolls: TollRow,
    screen_incidents.incidents: IncidentRow,
    screen_incidents.origins: OriginRow,
    screen_incidents.changes: Change,
    screen_incidents.stories: StoryRow,
    screen_dossiers.dossiers: Dossier,
}
SCREENS: dict[str, Callable[[str, bool], str]] = {
    **{
        render.__name__: lambda text, terminal, render=render, kind=kind: render(
            [made(kind, text)] * 2, terminal=terminal
        )
        for render, kind in ROWS.items()
    },
    **{
        f"why {kind.__name__}": lambda text, terminal, kind=kind: screen_why.show(why(kind)(text), terminal=terminal)
        for kind in (Statement, Event, Figure, Abstention, Wording)
    },
    "incident": lambda text, terminal: screen_incident.incident(made(IncidentView, text), terminal=terminal),
    "check": lambda text, _: screen.check(made(Check, text)),
    "pairs": lambda text, _: screen.pairs([(text, text), ("a", "b")]),
}


def steers(text: str) -> list[str]:
    """The characters of a text that steer a terminal, but for line ends, tabs and colours of our own."""
    plain = OWN_STYLE.sub("", text)
    return [c for c in plain if (unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\n\t") or c in BIDI]


@pytest.mark.parametrize("name", SCREENS)
@settings(max_examples=25, deadline=None)
@given(text=TEXTS)
def test_no_screen_lets_a_text_steer_the_terminal(name: str, text: str) -> None:
    """Whatever stands in titles, names, passages, places, reasons and ids."""
    for terminal in (True, False):
        assert not steers(SCREENS[name](text, terminal))
        assert not steers(SCREENS[name](HOSTILE, terminal))


def test_all_screens_are_tested() -> None:
    """A render function that is not held to this does not count as one."""
    modules = (screen, screen_why, screen_toll, screen_incident, screen_incidents, screen_dossiers)
    shown = {
        name
        for module in modules
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__
        and not name.startswith("_")
        and callable(value)
        and "terminal" in getattr(value, "__annotations__", {})
    }
    assert shown - {"table", "quoted", "an_id"} <= {*(render.__name__ for render in ROWS), "show", "incident"}


@given(TEXTS)
def test_a_printable_text_is_as_long_and_stays_so(text: str) -> None:
    """Offsets hold, and what was shown once is not changed again."""
    once = printable(text)
    assert len(once) == len(text)
    assert printable(once) == once
    assert not steers(once)


def test_a_screen_keeps_its_own_colours_and_nothing_else() -> None:
    """Bold stays; what clears the screen or names the window does not."""
    assert printable_screen("\x1b[1mbold\x1b[0m \x1b[2J\x07") == f"\x1b[1mbold\x1b[0m {SHOWN_AS}[2J{SHOWN_AS}"
    assert printable("plain é 日本 العربية\n") == "plain é 日本 العربية\n"
    same = made(ReportRow, "plain")
    assert cleaned(same) is same


@pytest.fixture
def hostile_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case whose file name, outlet and text hold sequences."""
    fake_reading.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    Path("reports").mkdir()
    Path("reports/a\x1b[2J.txt").write_text(
        "Wire\x1b]0;x\x07\u202e 2031-05-03\n\nThe army said 15 people were killed in Port Sarn. \x1b[31mred\x9b"
    )
    Path("reports/b\x07\x1b[8m.txt").write_text("")
    return tmp_path


def test_commands_show_it_as_a_mark(hostile_case: Path) -> None:
    """Reading, its problems, and every question."""
    run = CliRunner().invoke
    done = run(main, ["read", "reports"])
    assert done.exit_code == 3
    assert not steers(done.stdout + done.stderr)
    assert SHOWN_AS in done.stderr
    claim = msgspec.json.decode(run(main, ["claims", "--as", "jsonl"]).stdout.splitlines()[0])["id"]
    asked = [[name] for name in ("claims", "statements", "toll", "reports", "problems", "incidents", "origins", "runs")]
    for arguments in [*asked, ["why", claim], ["incident", claim], ["changes", "--since", "2031"]]:
        done = run(main, arguments)
        assert not done.exception, arguments
        assert not steers(done.stdout + done.stderr), arguments
    assert SHOWN_AS in run(main, ["reports"]).stdout


def test_an_error_shows_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of a case that is none."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["claims", "--db", "x\x1b[2J.duckdb"])
    assert done.exit_code == 1
    assert not steers(done.stderr)


def test_a_title_of_100_000_characters_is_cut() -> None:
    """In a table it takes some lines of a terminal, and in a pipe it does not widen the others."""
    long = msgspec.structs.replace(made(ReportRow, "short"), title="x" * 100_000)
    for terminal in (True, False):
        shown = screen.reports([long, made(ReportRow, "short")], terminal=terminal)
        assert len(shown) < 3000
        assert "…" in shown


def test_commands_print_by_the_two_doors_alone() -> None:
    """What is printed past `say` and `show_screen` is JSON, for programs."""
    folder = Path(reportedly.__file__).parent
    lines = [
        f"{path.name}: {line.strip()}"
        for path in (folder / "cli.py", *sorted((folder / "commands").glob("*.py")))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"click\.s?echo\(|(?<![\w.])print\(", line) and "msgspec.json.encode" not in line
    ]
    assert lines == [
        "common.py: click.echo(printable(text), err=err)",
        "common.py: click.echo(printable_screen(text))",
    ]
