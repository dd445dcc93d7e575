"""A municipality's folder: municipality.yaml says who plans what, and from which documents it is read."""

import hashlib
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from keikaku.japanese import key_text, parse_corporate_number, parse_municipality_code
from keikaku.language import Text
from keikaku.plan import Department, Document, Municipality, PlanType
from keikaku.problem import Place, Problem
from keikaku.read.key import name_key
from keikaku.read.marked_yaml import Record, load_with_lines

FILE = "municipality.yaml"


def _in_folder(file: str) -> str:
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or "\\" in file:
        raise ValueError("the file is outside the municipality's folder")
    return file


FileName = Annotated[str, AfterValidator(_in_folder)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Words(Record):
    """A text in both languages."""

    ja: str
    en: str

    @property
    def text(self) -> Text:
        """As the program carries it."""
        return Text(self.ja, self.en)


class MunicipalityEntry(Record):
    """Who plans, with identifiers that have been verified."""

    code: Annotated[str, AfterValidator(parse_municipality_code)]
    name: str
    prefecture: str
    name_en: str | None = None
    reading: str | None = None
    corporate_number: Annotated[str, AfterValidator(parse_corporate_number)] | None = None
    geonames: Annotated[str, Field(pattern=r"^[0-9]+$")] | None = None


class DepartmentEntry(Record):
    """A department; `parent` is the name of the one above it, `aliases` are other printed forms of the name."""

    name: str
    key: Key | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    note: str | None = None


class DocumentEntry(Record):
    """A document that a plan is read from, and the files that say how; `without` are sections that it lacks."""

    key: Key
    file: FileName
    profile: FileName
    title: str
    terms: str
    corrections: FileName | None = None
    without: tuple[Literal["policies", "projects", "sheets"], ...] = ()
    publisher: str | None = None
    url: str | None = None
    note: str | None = None


class PlanEntry(Record):
    """A plan: what it is called, which kind it is, its fiscal years, the plan above it, its documents."""

    key: Key
    title: str
    type: PlanType
    first_fiscal_year: Annotated[int, Field(ge=1868, le=2200)]
    last_fiscal_year: Annotated[int, Field(ge=1868, le=2200)]
    title_en: str | None = None
    part_of: str | None = None
    revision_of: str | None = None
    note: Words | None = None
    documents: tuple[DocumentEntry, ...] = ()


class FolderDescription(Record):
    """The whole of municipality.yaml."""

    municipality: MunicipalityEntry
    departments: tuple[DepartmentEntry, ...] = ()
    plans: Annotated[tuple[PlanEntry, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Folder:
    """A municipality's folder and what its municipality.yaml says."""

    path: Path
    description: FolderDescription

    @property
    def municipality(self) -> Municipality:
        """The municipality with its listed departments."""
        entry = self.description.municipality
        return Municipality(
            code=entry.code,
            name=entry.name,
            prefecture=entry.prefecture,
            name_en=entry.name_en,
            reading=entry.reading,
            corporate_number=entry.corporate_number,
            geonames=entry.geonames,
            departments=tuple(self._department(department) for department in self.description.departments),
        )

    def _department(self, entry: DepartmentEntry) -> Department:
        keys = {other.name: _department_key(other) for other in self.description.departments}
        parent = keys[entry.parent] if entry.parent else None
        return Department(key=keys[entry.name], name=entry.name, parent=parent, note=entry.note)

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
    description, lines = load_with_lines(file, FolderDescription)
    for what in _contradictions(description):
        raise Problem(what, Place(str(file)))
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


def _contradictions(description: FolderDescription) -> Iterator[Text]:
    names = [department.name for department in description.departments]
    plans = {plan.key: plan for plan in description.plans}
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Text(f"部署「{name}」が二度あります。", f"department {name!r} is listed twice.")
    forms = [key_text(form) for each in description.departments for form in (each.name, *each.aliases)]
    for form in sorted({form for form in forms if forms.count(form) > 1} - set(map(key_text, names))):
        yield Text(
            f"「{form}」が二つの部署の aliases にあります。", f"{form!r} is an alias of two departments."
        )
    for department in description.departments:
        if department.parent and department.parent not in names:
            yield Text(
                f"部署「{department.name}」の上位「{department.parent}」が一覧にありません。",
                f"the parent {department.parent!r} of department {department.name!r} is not listed.",
            )
    if len(plans) != len(description.plans):
        yield Text("同じ key の計画が二つあります。", "two plans have the same key.")
    keys = [document.key for plan in description.plans for document in plan.documents]
    if len(set(keys)) != len(keys):
        yield Text("同じ key の文書が二つあります。", "two documents have the same key.")
    for plan in description.plans:
        if plan.first_fiscal_year > plan.last_fiscal_year:
            yield Text(f"計画「{plan.key}」の期間が逆です。", f"plan {plan.key!r} ends before it begins.")
        for other in (plan.part_of, plan.revision_of):
            if other and other not in plans:
                yield Text(
                    f"計画「{plan.key}」が指す計画「{other}」がありません。",
                    f"plan {plan.key!r} names plan {other!r}, which is not there.",
                )
