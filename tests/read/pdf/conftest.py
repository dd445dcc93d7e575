"""PDF documents of an invented city, and the plans that they hold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from keikaku.plan import Plan
from keikaku.read.reader import read_folder

ReadPdf = Callable[..., Plan]

MUNICIPALITY = """\
municipality: {code: "990019", name: 架空市, prefecture: 架空県}
departments:
  - {name: 環境政策課}
  - {name: 子ども・若者政策課}
plans:
  - key: evaluated
    title: 架空市総合計画
    documents:
      - {key: sheets, file: sheets.pdf, title: 事務事業評価, profile: profile.yaml, terms: CC BY 4.0}
"""


@pytest.fixture
def pdf_folder(tmp_path: Path) -> Callable[[bytes, str], Path]:
    """A municipality's folder with one PDF."""

    def write(data: bytes, profile: str) -> Path:
        (tmp_path / "municipality.yaml").write_text(MUNICIPALITY, "utf-8")
        (tmp_path / "profile.yaml").write_text(profile, "utf-8")
        (tmp_path / "sheets.pdf").write_bytes(data)
        return tmp_path

    return write


@pytest.fixture
def read_pdf(pdf_folder: Callable[[bytes, str], Path]) -> ReadPdf:
    """The plan in one PDF."""

    def read(data: bytes, profile: str) -> Plan:
        (plan,) = read_folder(pdf_folder(data, profile))
        return plan

    return read
