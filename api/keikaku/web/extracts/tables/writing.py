"""The tables of a release as files: CSV, what the columns mean, a workbook, and all CSV in one archive."""

import csv
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from keikaku.release.edition import RIGHTS, TITLE
from keikaku.release.manifest import Manifest
from keikaku.web.extracts.citation import citation
from keikaku.web.extracts.solutions import Solutions
from keikaku.web.extracts.tables.metadata import METADATA, metadata
from keikaku.web.extracts.tables.rows import Rows
from keikaku.web.extracts.tables.table import Table
from keikaku.web.extracts.tables.tables import TABLES
from keikaku.web.extracts.tables.workbook import write_workbook

WORKBOOK, ARCHIVE, README = "keikaku.xlsx", "keikaku-tables.zip", "README.txt"


def write_tables(folder: Path, solutions: Solutions, manifest: Manifest) -> None:
    """Write everything into a new folder; the same release gives the same bytes."""
    folder.mkdir()
    content = Rows(solutions)
    tables = {table.name: list(content.of(table)) for table in TABLES}
    for table in TABLES:
        _write_csv(folder / table.file, table, tables[table.name])
    (folder / METADATA).write_bytes(metadata(manifest))
    (folder / README).write_text(_readme(manifest), encoding="utf-8")
    _pack(folder / ARCHIVE, sorted(folder.iterdir()), manifest.issued)
    write_workbook(folder / WORKBOOK, tables, manifest, citation(manifest).ja)


def _write_csv(place: Path, table: Table, rows: list[list[str]]) -> None:
    """UTF-8 with a byte order mark, without which Excel in Japan takes it for Shift_JIS (RFC 4180)."""
    with place.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in table.columns)
        writer.writerows(rows)


def _readme(manifest: Manifest) -> str:
    cited = citation(manifest)
    lists = "\n".join(f"{table.file}: {table.title.ja} / {table.title.en}" for table in TABLES)
    return (
        f"{TITLE.ja}\n{TITLE.en}\n\n{lists}\n{METADATA}: 列の意味 / what the columns mean (CSVW)\n\n"
        f"{RIGHTS.ja}\n{RIGHTS.en}\n\n{cited.ja}\n{cited.en}\n"
    )


def _pack(archive: Path, files: list[Path], issued: date) -> None:
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for file in files:
            entry = ZipInfo(file.name, (issued.year, issued.month, issued.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, file.read_bytes())
