"""What municipality.yaml says: who plans what, and from which documents it is read (docs/profile.md)."""

from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from keikaku.japanese import parse_corporate_number, parse_municipality_code
from keikaku.language import Text
from keikaku.plan import PlanType, Reliability
from keikaku.read.marked_yaml import Record


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


def _with_one_star(pattern: str) -> str:
    if _in_folder(pattern).count("*") != 1:
        raise ValueError("it must have one `*`, for the part that differs")
    return pattern


class FilesEntry(Record):
    """Many documents of one kind: every file that `pattern` fits, told apart by what `*` stands for in its name.

    `key` is put before it; in `title`, `url` and `corrections`, `*` is replaced by it.
    """

    key: Key
    pattern: Annotated[str, AfterValidator(_with_one_star)]
    profile: FileName
    title: str
    terms: str
    corrections: Annotated[str, AfterValidator(_with_one_star)] | None = None
    publisher: str | None = None
    url: str | None = None
    note: str | None = None

    def corrections_for(self, part: str) -> str | None:
        """The file of corrections for one of the documents, which need not be there."""
        return self.corrections.replace("*", part) if self.corrections else None

    def document(self, file: str, part: str, key: str, corrections: str | None) -> DocumentEntry:
        """The document that is one of the files; `part` is what `*` stands for, `key` its form in a key."""
        return DocumentEntry(
            key=f"{self.key}-{key}",
            file=file,
            profile=self.profile,
            title=self.title.replace("*", part),
            terms=self.terms,
            corrections=corrections,
            publisher=self.publisher,
            url=self.url.replace("*", part) if self.url else None,
            note=self.note,
        )


Year = Annotated[int, Field(ge=1868, le=2200)]


class EvaluationEntry(Record):
    """A yearly evaluation (事務事業評価) of the plan's projects, by the keys of its documents (all if not given)."""

    key: Key
    title: str
    fiscal_year: Year
    title_en: str | None = None
    documents: tuple[Key, ...] = ()


class QualityEntry(Record):
    """How far something can be relied on; `whole` if it is said of the plan, else of what a profile names it for."""

    key: Key
    reliability: Reliability
    text: Words
    whole: bool = False


class PlanEntry(Record):
    """A plan: what it is called, its kind and fiscal years if known, the plan above it, its documents.

    Those that `files` stands for are among its `documents` once the folder is open.
    """

    key: Key
    title: str
    type: PlanType | None = None
    first_fiscal_year: Year | None = None
    last_fiscal_year: Year | None = None
    title_en: str | None = None
    part_of: str | None = None
    revision_of: str | None = None
    note: Words | None = None
    documents: tuple[DocumentEntry, ...] = ()
    files: tuple[FilesEntry, ...] = ()
    evaluations: tuple[EvaluationEntry, ...] = ()
    quality: tuple[QualityEntry, ...] = ()

    @property
    def has_period(self) -> bool:
        """Whether its fiscal years are known: both or neither are."""
        return self.first_fiscal_year is not None

    @property
    def period(self) -> tuple[int, int]:
        """The first and the last fiscal year of a plan that has a period."""
        assert self.first_fiscal_year is not None  # noqa: S101
        assert self.last_fiscal_year is not None  # noqa: S101
        return self.first_fiscal_year, self.last_fiscal_year


class FolderDescription(Record):
    """The whole of municipality.yaml."""

    municipality: MunicipalityEntry
    departments: tuple[DepartmentEntry, ...] = ()
    plans: Annotated[tuple[PlanEntry, ...], Field(min_length=1)]
