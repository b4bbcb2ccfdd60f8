"""The wheel's compiled modules: with REPORTEDLY_COMPILE=1 in the environment they are made and packed.

REPORTEDLY_COMPILE=1 pip wheel --no-deps --no-build-isolation -w dist .

Needs mypy and a C compiler, and gives a wheel for this Python and system. Without the switch the wheel is pure Python,
for all of them, and so is what `pip install` makes of the sources.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH = "REPORTEDLY_COMPILE"


class CompileReading(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel where that is asked for."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the modules and tell the builder of them. Raises RuntimeError without a C compiler."""
        if self.target_name != "wheel" or version == "editable" or not os.environ.get(SWITCH):
            return
        root = Path(self.root)
        sys.path[:0] = [str(root), str(root / "src")]
        from tools.compile import FOLDER, compile_reading, is_fresh

        if not is_fresh() and not compile_reading():
            raise RuntimeError(f"{SWITCH} is set, and there is no C compiler: unset it for a wheel of pure Python.")
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"][str(FOLDER)] = str(FOLDER.relative_to(root / "src"))
