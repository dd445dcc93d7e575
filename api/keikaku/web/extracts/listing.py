"""Which files were made of a release, with their sizes and checksums."""

import json
from dataclasses import asdict
from pathlib import Path

from keikaku.release.manifest import File

FILES = "files"
"""The folder of what can be taken away."""
_LISTING = "files.json"

Listing = dict[str, File]
"""Files by path below the folder: `tables/projects.csv`, `parts/142042.ttl`."""


def write_listing(folder: Path) -> None:
    """List what was made in a folder, last of all."""
    made = folder / FILES
    files = {
        path.relative_to(made).as_posix(): asdict(File.at(path))
        for path in sorted(made.rglob("*"))
        if path.is_file()
    }
    (folder / _LISTING).write_text(json.dumps(files, indent=1), encoding="utf-8")


def read_listing(folder: Path) -> Listing:
    """What was listed."""
    return {name: File(**file) for name, file in json.loads((folder / _LISTING).read_bytes()).items()}
