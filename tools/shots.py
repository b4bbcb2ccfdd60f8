"""Pictures of every screen of the page, at two widths, in a folder: to look at, and for the README.

    python -m tools.shots demo.duckdb build/shots

Needs Playwright and a Chromium; says so when there is none.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

from reportedly.api import Case
from tools.chromium import find_chromium

A_FIGURE = "SELECT id AS v FROM claims WHERE type = 'figure' AND speaker IS NOT NULL ORDER BY id"
WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}


def screens(db: Path) -> dict[str, str]:
    """The address of every screen, with the records of this case that show most."""
    with Case(db) as case:
        return {name: path for name, path in _addresses(case).items() if path}


def _addresses(case: Case) -> dict[str, str]:
    return {
        "overview": "/",
        "reports": "/reports",
        "report": _path(case, "/report/{}", "SELECT report AS v FROM claims GROUP BY 1 ORDER BY count(*) DESC, 1")
        or _path(case, "/report/{}", "SELECT id AS v FROM reports ORDER BY length(\"text\") DESC"),
        "claims": "/claims",
        "statements": "/claims?tab=statements",
        "claim": _path(case, "/claim/{}", A_FIGURE)
        or _path(case, "/claim/{}", "SELECT id AS v FROM statements ORDER BY id"),
        "incidents": "/incidents",
        "incident": incident_address(case),
        "dossiers": "/dossiers",
        **dossier_addresses(case),
        "timeline": "/timeline",
        "map": "/map",
        "actors": "/actors",
        "review": "/review",
        "brief": "/brief",
        "problems": "/problems",
        "add": "/add",
    }  # fmt: skip


def incident_address(case: Case) -> str:
    """The incident of most reports."""
    rows = case.incidents(limit=1)
    return f"/incident/{rows[0].id}" if rows else ""


def dossier_addresses(case: Case) -> dict[str, str]:
    """The fullest dossier of each kind."""
    found: dict[str, str] = {}
    for dossier in case.dossiers():
        found.setdefault(dossier.kind.replace(" ", "-"), f"/dossier/{dossier.id}")
    return found


def _path(case: Case, pattern: str, sql: str) -> str:
    rows = case.store.rows(f"{sql} LIMIT 1", {}, dict[str, str])
    return pattern.format(rows[0]["v"]) if rows else ""


@contextmanager
def served(db: Path) -> Iterator[str]:
    """The address of the page of a case, while this block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "reportedly", "serve", str(db), "--port", str(port)])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def take(browser: Browser, address: str, paths: dict[str, str], out: Path, scheme: Any = "light") -> list[str]:
    """A picture of each screen at each width; what the browser complained of."""
    complaints: list[str] = []
    for width, (across, down) in WIDTHS.items():
        context = browser.new_context(viewport={"width": across, "height": down}, color_scheme=scheme)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for name, path in paths.items():
            page.goto(address + path)
            page.screenshot(path=out / f"{name}-{width}{'-dark' if scheme == 'dark' else ''}.png")
        context.close()
    return complaints


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("db", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--only", nargs="*")
    given = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium here; install it (Debian: apt-get install chromium) to take pictures.")
        return 1
    from playwright.sync_api import sync_playwright

    given.out.mkdir(parents=True, exist_ok=True)
    paths = {name: path for name, path in screens(given.db).items() if not given.only or name in given.only}
    with served(given.db) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        complaints = take(browser, address, paths, given.out, "dark" if given.dark else "light")
        browser.close()
    print("\n".join(complaints) or f"{len(paths)} screens at {len(WIDTHS)} widths are in {given.out}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
