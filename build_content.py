"""Hatch hook: the wheel carries ontology/, shapes/, queries/ and data/ as keikaku/content/."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("ontology", "shapes", "queries", "data")


class ContentHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"].update({folder: f"keikaku/content/{folder}" for folder in CONTENT})
