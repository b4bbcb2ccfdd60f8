"""The documentation is held to the code: reference pages are fresh, commands shown run, links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tools import build_docs

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")

FEED = (
    '<rss version="2.0"><channel><title>Loka Today</title><item><title>Talks</title>'
    "<pubDate>Sat, 03 May 2031 09:00:00 GMT</pubDate><description>The envoy said that the talks in Port Sarn had been "
    "opened by both sides and would go on for three days.</description></item></channel></rss>"
)


def commands_of(page: Path) -> list[str]:
    """The commands that a page shows with a prompt."""
    blocks = CONSOLE.findall(page.read_text(encoding="utf-8"))
    return [
        line[2:]
        for block in blocks
        for line in block.splitlines()
        if line.startswith("$ reportedly") or "| reportedly" in line
    ]


def test_reference_pages_are_as_the_code_says() -> None:
    """`make docs` writes them."""
    assert [path.name for path in build_docs.stale(build_docs.build())] == []


def test_a_stale_page_is_found(tmp_path: Path) -> None:
    """One letter is enough."""
    page = tmp_path / "page.md"
    page.write_text("old")
    assert build_docs.stale({page: "new", tmp_path / "gone.md": ""}) == [page, tmp_path / "gone.md"]


@pytest.mark.parametrize("page", [p for p in PAGES if commands_of(p)], ids=lambda p: p.name)
def test_commands_shown_run(page: Path, tmp_path: Path) -> None:
    """One after the other in an empty folder that holds the inputs they name."""
    (tmp_path / "reports").mkdir()
    for name in ("reports/a.txt", "note.txt"):
        (tmp_path / name).write_text(
            "---\noutlet: Loka Today\ndate: 2031-05-03\n---\nThe army said nine people left.\n"
        )
    (tmp_path / "page.html").write_bytes((ROOT / "tests/data/sources/page.html").read_bytes())
    (tmp_path / "feed.xml").write_text(FEED)
    program = f"{shlex.quote(sys.executable)} -m reportedly"
    for command in commands_of(page):
        if " serve " in command:
            continue  # does not end by itself; the tests of the page start it
        call = re.sub(r"(?<![\w/])reportedly(?= )", program, command)
        done = subprocess.run(
            call, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False, env=os.environ
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def test_links_between_pages_lead_somewhere() -> None:
    """No page points at a file that is not there."""
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
