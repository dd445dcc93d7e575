"""Many documents in one line: the files that a pattern in municipality.yaml fits (docs/profile.md, Files)."""

import re
from collections.abc import Iterator
from pathlib import Path

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.read.description import DocumentEntry, FilesEntry, FolderDescription
from keikaku.read.key import name_key

_IN_KEY = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


def with_files(description: FolderDescription, folder: Path, file: Path) -> FolderDescription:
    """The description with every file that its patterns fit as a document; a Problem if one fits none."""
    plans = []
    for plan in description.plans:
        found = [document for entry in plan.files for document in _documents(entry, folder, file)]
        plans.append(plan.model_copy(update={"documents": (*plan.documents, *found)}))
    return description.model_copy(update={"plans": tuple(plans)})


def _documents(entry: FilesEntry, folder: Path, file: Path) -> Iterator[DocumentEntry]:
    """The documents in the order of their names."""
    before, _, after = entry.pattern.partition("*")
    found = [path.relative_to(folder).as_posix() for path in folder.glob(entry.pattern) if path.is_file()]
    if not found:
        raise Problem(
            Text(
                f"pattern「{entry.pattern}」に合うファイルがありません。",
                f"no file fits the pattern {entry.pattern!r}.",
            ),
            Place(str(file)),
            Text("文書を置いた場所を確かめてください。", "See where the documents were put."),
        )
    for name in sorted(found):
        part = name.removeprefix(before).removesuffix(after)
        corrections = entry.corrections_for(part)
        there = corrections if corrections and (folder / corrections).is_file() else None
        yield entry.document(name, part, _key(part), there)


def _key(part: str) -> str:
    """A part of a file's name as it can stand in a key."""
    lower = part.lower().replace("_", "-")
    return lower if _IN_KEY.fullmatch(lower) else name_key(part)
