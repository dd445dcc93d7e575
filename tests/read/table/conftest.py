"""Tables of an invented city, written out and read with a profile."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from invented_table import Merges, separated, workbook
from keikaku.plan import Plan
from keikaku.read.reader import read_folder

Read = Callable[..., Plan]

MUNICIPALITY = """\
municipality: {code: "990019", name: 架空市, prefecture: 架空県}
departments: DEPARTMENTS
plans:
  - key: action-2024
    title: 架空市 行動計画
    type: implementation-plan
    first_fiscal_year: 2024
    last_fiscal_year: 2027
    quality:
      - {key: unsure, reliability: doubtful, text: {ja: 疑わしい。, en: Doubtful.}}
    documents:
      - {key: projects, file: FILE, title: 事業一覧, profile: profile.yaml, terms: CC BY 4.0 MORE}
"""


@pytest.fixture
def table_folder(tmp_path: Path) -> Callable[..., Path]:
    """The folder of an invented city with one table: bytes, or rows that become CSV (or, with `merges`, a workbook)."""

    def write(
        profile: str,
        table: bytes | Sequence[Sequence[Any]],
        *,
        file: str = "",
        merges: Merges = (),
        departments: str = "[]",
        corrections: str = "",
    ) -> Path:
        if isinstance(table, bytes):
            data, name = table, file or "projects.csv"
        elif merges or file.endswith(".xlsx"):
            data, name = workbook(table, merges), file or "projects.xlsx"
        else:
            data, name = separated(table), file or "projects.csv"
        more = ", corrections: corrections.yaml" if corrections else ""
        description = (
            MUNICIPALITY.replace("FILE", name).replace("MORE", more).replace("DEPARTMENTS", departments)
        )
        (tmp_path / "municipality.yaml").write_text(description, "utf-8")
        (tmp_path / "profile.yaml").write_text("genre: table\n" + profile, "utf-8")
        if corrections:
            (tmp_path / "corrections.yaml").write_text(corrections, "utf-8")
        (tmp_path / name).write_bytes(data)
        return tmp_path

    return write


@pytest.fixture
def read_table(table_folder: Callable[..., Path]) -> Read:
    """The plan in an invented city's table."""

    def read(profile: str, table: bytes | Sequence[Sequence[Any]], **more: Any) -> Plan:
        (plan,) = read_folder(table_folder(profile, table, **more))
        return plan

    return read
