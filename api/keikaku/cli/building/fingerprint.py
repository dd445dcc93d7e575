"""What a result depends on, as one digest: a part is made again when its digest is another."""

import os
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

import keikaku
from keikaku.resources import content_folder


def of_folder(folder: Path) -> str:
    """The digest of all files below a folder, names and content, and of the way to it, which reports show."""
    return of_words([str(folder), *_files(folder)])


def of_program() -> str:
    """The digest of the program, the libraries around it, the shapes, the ontology and the lists of places."""
    package = Path(keikaku.__file__).parent
    libraries = sorted({f"{each.name} {each.version}" for each in distributions()})
    folders = (content_folder("shapes"), content_folder("ontology"), content_folder("data") / "codes")
    return of_words(
        [*_files(package, "*.py"), *libraries, *(line for folder in folders for line in _files(folder))]
    )


def of_words(words: Iterable[str]) -> str:
    """The digest of some words."""
    return sha256("\0".join(words).encode(errors="surrogateescape")).hexdigest()


def _files(folder: Path, pattern: str = "*") -> list[str]:
    paths = sorted(path for path in folder.rglob(pattern) if path.is_file())
    return [
        f"{os.fspath(path.relative_to(folder))} {sha256(path.read_bytes()).hexdigest()}" for path in paths
    ]
