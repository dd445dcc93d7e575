"""Hatch hook: what a build adds to the code of the package.

The wheel carries ontology/, shapes/, queries/ and data/ as keikaku/content/, and what the pages take from npm; an
editable install finds the former in the checkout, and gets the latter where it can: without it pages work, plainer.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("ontology", "shapes", "queries", "data")


class ContentHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        is_wheel = version == "standard"
        recipe = Path(self.root) / "api" / "assets" / "build.py"
        subprocess.run([sys.executable, str(recipe)], check=is_wheel)
        if is_wheel:
            build_data["force_include"].update({folder: f"keikaku/content/{folder}" for folder in CONTENT})
