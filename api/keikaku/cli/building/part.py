"""What one folder, or what all of them share, adds to a release: its graphs, its report and its figures."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from pyoxigraph import Quad, RdfFormat, parse

from keikaku.check import Report
from keikaku.check.record import from_records, to_records

_FIGURES, _REPORT, _GRAPHS = "figures.json", "report.json", "graphs.nq"
_DIGEST = sha256().digest_size


@dataclass(frozen=True, slots=True)
class Figures:
    """What a part is about; `documents` are the files by their path in a release, `seconds` what it took."""

    code: str
    prefecture: str
    plans: int
    projects: int
    statements: int
    doubts: int
    years: tuple[int, ...]
    documents: Mapping[str, str]
    seconds: float


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it was read and checked, its graphs left in a file."""

    file: Path
    figures: Figures
    report: Report

    @classmethod
    def write(cls, file: Path, figures: Figures, report: Report, quads: Iterable[Quad]) -> None:
        """Put a part in place, whole or not at all."""
        beside = file.with_name(f".{file.name}")
        with ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(_REPORT, _json(to_records(report)))
            with archive.open(_GRAPHS, "w", force_zip64=True) as graphs:
                for quad in quads:
                    graphs.write(f"{quad} .\n".encode())
            archive.writestr(_FIGURES, _json(asdict(figures)))
        with beside.open("r+b") as written:
            written.write(file_digest(written, "sha256").digest())  # behind what was read: at the end
        beside.replace(file)

    @classmethod
    def read(cls, file: Path) -> "Part | None":
        """The part in a file; None if there is none, or not a whole one."""
        if not _is_whole(file):
            return None
        with ZipFile(file) as archive:
            said = json.loads(archive.read(_FIGURES))
            report = from_records(json.loads(archive.read(_REPORT)))
        return cls(file, Figures(**{**said, "years": tuple(said["years"])}), report)

    def quads(self) -> Iterator[Quad]:
        """Its graphs, one quad after the other."""
        with ZipFile(self.file) as archive, archive.open(_GRAPHS) as graphs:
            yield from parse(graphs, RdfFormat.N_QUADS)


def _is_whole(file: Path) -> bool:
    """Whether a file ends in the SHA-256 of what stands before it."""
    try:
        content = file.read_bytes()
    except OSError:
        return False
    return sha256(content[:-_DIGEST]).digest() == content[-_DIGEST:]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")
