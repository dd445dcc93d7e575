"""Checked graphs become an immutable release on disk: published, listed, verified, rolled back."""

from keikaku.release.build import Built, build, issue_date
from keikaku.release.manifest import File, Manifest
from keikaku.release.release import Release
from keikaku.release.shelf import list_releases, roll_back

__all__ = [
    "Built",
    "File",
    "Manifest",
    "Release",
    "build",
    "issue_date",
    "list_releases",
    "roll_back",
]
