"""A municipality's folder: municipality.yaml says who plans what, and from which documents it is read."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from keikaku.language import Text
from keikaku.plan import Department, Document, Municipality
from keikaku.problem import Place, Problem
from keikaku.read.contradictions import contradictions
from keikaku.read.description import (
    DepartmentEntry,
    DocumentEntry,
    FolderDescription,
    MunicipalityEntry,
)
from keikaku.read.files import with_files
from keikaku.read.key import name_key
from keikaku.read.marked_yaml import load_with_lines
from keikaku.read.places import listed

FILE = "municipality.yaml"


@dataclass(frozen=True, slots=True)
class Folder:
    """A municipality's folder and what its municipality.yaml says."""

    path: Path
    description: FolderDescription

    @property
    def municipality(self) -> Municipality:
        """The municipality with its departments; what municipality.yaml leaves out is as the published list has it."""
        entry = self.description.municipality
        as_listed = listed(entry.code) or Municipality(entry.code, entry.name, entry.prefecture)
        return Municipality(
            code=entry.code,
            name=entry.name,
            prefecture=entry.prefecture,
            name_en=entry.name_en or as_listed.name_en,
            reading=entry.reading or as_listed.reading,
            corporate_number=entry.corporate_number,
            geonames=entry.geonames,
            standard_area_code=as_listed.standard_area_code,
            position=as_listed.position,
            departments=tuple(self._department(department) for department in self.description.departments),
        )

    def _department(self, entry: DepartmentEntry) -> Department:
        keys = {other.name: _department_key(other) for other in self.description.departments}
        parent = keys[entry.parent] if entry.parent else None
        return Department(key=_department_key(entry), name=entry.name, parent=parent, note=entry.note)

    def document(self, entry: DocumentEntry) -> tuple[Document, bytes]:
        """The document's record and its bytes; a Problem if the file is missing."""
        path = self.path / entry.file
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Problem(
                Text("文書のファイルを開けません。", f"the document cannot be opened ({error.strerror})."),
                Place(str(path)),
                Text(f"{FILE} の file を確かめてください。", f"See `file` in {FILE}."),
            ) from error
        record = Document(
            key=entry.key,
            title=entry.title,
            file=entry.file,
            media_type=mimetypes.guess_type(entry.file)[0] or "application/octet-stream",
            sha256=hashlib.sha256(data).hexdigest(),
            terms=entry.terms,
            publisher=entry.publisher,
            url=entry.url,
            note=entry.note,
        )
        return record, data


def _department_key(entry: DepartmentEntry) -> str:
    return entry.key or name_key(entry.parent or "", entry.name)


def open_folder(path: Path) -> Folder:
    """The folder at `path`; a Problem if municipality.yaml is missing, wrong or contradicts itself."""
    file = path / FILE
    written, lines = load_with_lines(file, FolderDescription)
    description = with_files(written, path, file)
    for what in contradictions(description):
        raise Problem(what, Place(str(file)))
    if different := _unlike_the_list(description.municipality):
        key, what = different
        advice = Text("コードか名前を直してください。", "Correct the code or the name.")
        raise Problem(what, Place(str(file), lines["municipality", key]), advice)
    for index, department in enumerate(description.departments):
        if _is_above_itself(department, description):
            raise Problem(
                Text(
                    f"部署「{department.name}」の上位をたどると、その部署に戻ります。",
                    f"department {department.name!r} stands above itself: its parents form a circle.",
                ),
                Place(str(file), lines["departments", index]),
            )
    return Folder(path, description)


def _unlike_the_list(entry: MunicipalityEntry) -> tuple[str, Text] | None:
    as_listed = listed(entry.code)
    if as_listed and entry.name != as_listed.name:
        return "name", Text(
            f"コード {entry.code} の市区町村は「{as_listed.name}」です。",
            f"the municipality with the code {entry.code} is {as_listed.name!r}.",
        )
    if as_listed and entry.prefecture != as_listed.prefecture:
        return "prefecture", Text(
            f"{as_listed.name}（{entry.code}）は{as_listed.prefecture}にあります。",
            f"{as_listed.name} ({entry.code}) is in {as_listed.prefecture}.",
        )
    return None


def _is_above_itself(department: DepartmentEntry, description: FolderDescription) -> bool:
    parents = {each.name: each.parent for each in description.departments}
    above, seen = department.parent, set[str]()
    while above and above not in seen:
        seen.add(above)
        above = parents[above]
    return department.name in seen


def folders(data: Path) -> list[Path]:
    """The municipality folders directly below `data`, sorted; a Problem if there is none."""
    found = sorted(file.parent for file in data.glob(f"*/{FILE}"))
    if not found:
        raise Problem(
            Text("市町村のフォルダがありません。", "there is no municipality's folder."),
            Place(str(data)),
            Text(f"data/コード-名前/{FILE} を置いてください。", f"Put one there: data/CODE-NAME/{FILE}."),
        )
    return found
