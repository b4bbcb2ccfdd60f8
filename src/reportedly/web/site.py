"""The page as files that need no server: for an archive, or to put a claim into another page.

The same screens are asked for one after the other, beginning with the overview, and their links are turned into paths
between files. What needs a server, filters and forms, is left out of them.
"""

from __future__ import annotations

import asyncio
import hashlib
import html
import os
import re
import shutil
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from starlette.applications import Starlette

from reportedly.errors import CaseError
from reportedly.web.asgi import ask
from reportedly.web.page import STATIC

LINK = re.compile(r'(?P<name>href|src)="(?P<address>/[^"]*)"')
KEPT_FILES = (
    "page.css",
    "page.js",
    "mark.svg",
    "vendor/htmx.min.js",
    "vendor/htmx.LICENSE",
    "vendor/world-atlas.LICENSE",
)
MARK = ".reportedly-site"  # in a folder that this program wrote, and may write again


class Site(NamedTuple):
    """What was written."""

    folder: Path
    pages: int


def write_site(app: Starlette, folder: Path) -> Site:
    """Write every screen of a case into a folder, new or written by this before. CaseError when it is another's."""
    prepare(folder)
    pages = asyncio.run(_crawl(app, folder))
    for name in KEPT_FILES:
        target = folder / "static" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(STATIC / name, target)
    return Site(folder, pages)


def prepare(folder: Path) -> None:
    """An empty folder. One that holds anything that is not ours is left alone."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists())):
        raise CaseError(f"{folder} holds other files; name a new folder")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).write_text("Written by reportedly site; written anew by the next run.\n", encoding="utf-8")


async def _crawl(app: Starlette, folder: Path) -> int:
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        status, headers, body = await ask(app, address)
        if status != 200 or not headers.get("content-type", "").startswith("text/html"):
            raise CaseError(f"the screen {address} cannot be written (status {status})")
        text, found = relink(body.decode(), file_of(address))
        target = folder / file_of(address)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        for link in found:
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return len(seen)


def relink(text: str, here: PurePosixPath) -> tuple[str, list[str]]:
    """A screen whose links lead to files, and the addresses of the screens that it leads to."""
    found: list[str] = []

    def turn(match: re.Match[str]) -> str:
        address = html.unescape(match["address"])
        page, sign, anchor = address.partition("#")
        if page.startswith("/static/"):
            target = PurePosixPath(page.partition("?")[0].lstrip("/"))
        else:
            page = canonical(page)
            found.append(page)
            target = file_of(page)
        path = os.path.relpath(target, here.parent)
        return f'{match["name"]}="{html.escape(path + sign + anchor)}"'

    return LINK.sub(turn, text), found


def canonical(address: str) -> str:
    """One address for what is one screen: where in a short report a link leads is said by its anchor alone."""
    path, _, query = address.partition("?")
    if path.startswith("/report/"):
        from reportedly.web.screens.report import PART

        at = next((pair[3:] for pair in query.split("&") if pair.startswith("at=")), "0")
        part = int(at) // PART * PART if at.isdigit() else 0
        return f"{path}?at={part}" if part else path
    return address


def file_of(address: str) -> PurePosixPath:
    """The file of a screen: its path, and for a list with filters a name made from them."""
    path, _, query = address.partition("?")
    name = path.strip("/") or "index"
    if query:
        name += "-" + hashlib.sha256("&".join(sorted(query.split("&"))).encode()).hexdigest()[:10]
    return PurePosixPath(f"{name}.html")
