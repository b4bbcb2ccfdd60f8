"""The reading, compiled: an optional speed-up that changes no record.

`python -m tools.compile` makes native modules of the parse's words and of all stages (mypyc), in a folder beside the
sources. They are used while the sources that they were made from are unchanged, byte for byte; else, and where nobody
compiled, the same sources run interpreted. REPORTEDLY_INTERPRETED=1 leaves compiled modules aside.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

PACKAGE = Path(__file__).parent
SUFFIX = EXTENSION_SUFFIXES[0]
# One folder for each Python and system, since a working tree may be shared.
FOLDER = PACKAGE / "_compiled" / SUFFIX.strip(".").partition(".")[0]
LIST = "made_from.txt"
SWITCH = "REPORTEDLY_INTERPRETED"
STALE = (
    "The compiled modules are older than the sources: reading interpreted, more slowly; `make compiled` renews them."
)


def sources_hash(sources: Iterable[str], package: Path = PACKAGE) -> str:
    """The hash of some files of the package, by their paths in it; a missing one counts as empty."""
    import hashlib

    digest = hashlib.blake2b(digest_size=20)
    for name in sources:
        path = package / name
        data = path.read_bytes() if path.is_file() else b""
        digest.update(f"{name}\x1f{len(data)}\x1f".encode() + data)
    return digest.hexdigest()


def write_list(folder: Path, digest: str, modules: Iterable[str], sources: Iterable[str]) -> None:
    """Write down beside compiled modules what they are and what they were made from: three paragraphs of lines."""
    (folder / LIST).write_text("\n\n".join("\n".join(p) for p in ([digest], modules, sources)), encoding="utf-8")


class CompiledModules:
    """Finds the compiled modules of a folder for `import`, all of them or, where a source has changed, none."""

    def __init__(self, folder: Path = FOLDER, package: Path = PACKAGE) -> None:
        self.folder, self.package = folder, package
        digest, modules, sources = (folder / LIST).read_text(encoding="utf-8").split("\n\n")
        self.hash, self.modules, self.sources = digest, frozenset(modules.split("\n")), sources.split("\n")
        self.fresh: bool | None = None  # not looked at yet: most commands read no report

    def is_fresh(self) -> bool:
        """Whether the sources are those that were compiled; standard error is told once when they are not."""
        if self.fresh is None:
            self.fresh = sources_hash(self.sources, self.package) == self.hash
            if not self.fresh:
                print(STALE, file=sys.stderr)  # noqa: T201 - below every door, and nobody else would say it
        return self.fresh

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The compiled module of a name, or None for Python to look further."""
        if fullname not in self.modules or not self.is_fresh():
            return None
        file = str(self.folder.joinpath(*fullname.split("."))) + SUFFIX
        return spec_from_file_location(fullname, file, loader=ExtensionFileLoader(fullname, file))


def finder() -> CompiledModules | None:
    """What finds the compiled modules; None where there are none for this Python, or they are switched off."""
    if os.environ.get(SWITCH) or not (FOLDER / LIST).is_file():
        return None
    return CompiledModules()


def install() -> None:
    """From here on, `import` takes the compiled modules where they are fresh."""
    found = finder()
    if found is not None:
        sys.meta_path.insert(0, found)


def way() -> str:
    """How reports are read by this process: "compiled" or "interpreted"."""
    found = next((f for f in sys.meta_path if isinstance(f, CompiledModules)), None)
    return "compiled" if found is not None and found.is_fresh() else "interpreted"
