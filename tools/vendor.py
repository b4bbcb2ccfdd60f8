"""Fetch the browser files that are kept with the program, with npm, pinned by version and hash.

    python -m tools.vendor            fetch and write them
    python -m tools.vendor --check    fail when a kept file is not the one that is pinned

The program itself never fetches anything: what is written here goes into the repository with its licence.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

VENDOR = Path(__file__).parent.parent / "src/reportedly/web/static/vendor"
TESTS = Path(__file__).parent.parent / "tests/web/vendor"


class Package(NamedTuple):
    """A package: its name, version, the hash of its archive, and which of its files are kept where under which name."""

    name: str
    version: str
    integrity: str
    folder: Path
    files: dict[str, str]
    hashes: dict[str, str]


PACKAGES = (
    Package(
        "htmx.org", "2.0.11",
        "sha512-Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        VENDOR, {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE"},
        {
            "htmx.min.js": "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717",
            "htmx.LICENSE": "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38",
        },
    ),
    Package(
        "world-atlas", "2.0.2",
        "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
        VENDOR, {"countries-50m.json": "countries-50m.json", "LICENSE": "world-atlas.LICENSE"},
        {
            "countries-50m.json": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
            "world-atlas.LICENSE": "8048290dfdb6e83fbed17e8985c8cfc4ce9da9b842642f3d3e497280790cfa31",
        },
    ),
    Package(
        "axe-core", "4.14.1",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        TESTS, {"axe.min.js": "axe.min.js", "LICENSE": "axe.LICENSE"},
        {
            "axe.min.js": "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
            "axe.LICENSE": "af175b9d96ee93c21a036152e1b905b0b95304d4ae8c2c921c7609100ba8df7e",
        },
    ),
)  # fmt: skip


def fetch(package: Package) -> dict[str, bytes]:
    """The files of a package that are kept. ValueError when the archive is not the pinned one."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{package.name}@{package.version}"
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        archive = next(Path(folder).glob("*.tgz")).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != package.integrity:
        raise ValueError(f"{package.name} {package.version} is not the pinned archive: {found}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {kept: _member(tar, name) for name, kept in package.files.items()}


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(f"package/{name}")
    if file is None:
        raise ValueError(f"{name} is no file of the archive")
    return file.read()


def check() -> list[str]:
    """Kept files that are missing, or are not the pinned ones."""
    wrong = []
    for package in PACKAGES:
        for kept in package.files.values():
            path = package.folder / kept
            found = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"
            if found != package.hashes.get(kept):
                wrong.append(f"{path.name}: {found}")
    return wrong


def main() -> int:
    """Fetch, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        for package in PACKAGES:
            package.folder.mkdir(parents=True, exist_ok=True)
            for kept, data in fetch(package).items():
                (package.folder / kept).write_bytes(data)
    wrong = check()
    print("\n".join(wrong) or "all kept files are the pinned ones")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
