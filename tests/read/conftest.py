"""Folders to read: the first municipality's, as a copy to change, and pages of an invented city."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from keikaku.plan import Doubt, Plan, Severity
from keikaku.read.reader import read_folder
from keikaku.resources import content_folder

Page = Callable[..., Plan]

MUNICIPALITY = """\
municipality: {code: "990019", name: 架空市, prefecture: 架空県}
departments:
  - {name: 子ども・若者政策課}
  - {name: 保育課}
  - {name: 福祉部}
  - {name: 高齢者支援課, parent: 福祉部, aliases: [高齢課]}
  - {name: 防災課}
plans:
  - key: action-2024
    title: 架空市 行動計画
    type: implementation-plan
    first_fiscal_year: 2024
    last_fiscal_year: 2027
    documents:
      - {key: page, file: page.txt, title: 行動計画, profile: profile.yaml, terms: CC BY 4.0, without: [WITHOUT]}
"""

PROFILE = """\
genre: text
era: 令和
levels:
  - {name: 基本目標, where: page, headings: "基本目標{number} {name}"}
  - {name: 政策, where: page, headings: "政策{number} {name}"}
  - {name: 取組の方向, where: policies, headings: "（{number}）{name}"}
statements: ["{mark} {text}", "・{text}"]
totals:
  - {printed: "計画事業費（{count}か年合計）：{amount}", kind: plan}
sections: {policies: ■取組の方向, projects: ■主な事業, sheets: ■重点プロジェクト}
table: {name: 事務事業名, department: 担当課, description: 事業の概要}
markers: {priority: 【重点】, relisted: （再掲）, other: ＜新規＞}
sheet:
  code: 事業番号
  name: 事務事業名
  department: 担当課
  supporting_department: 関係課
  goal: めざす姿
  description: 事業の概要
  steps: 実施計画
  cost: {labels: 計画事業費, kind: plan}
"""


@pytest.fixture
def kamakura_copy(tmp_path: Path) -> Path:
    """The folder of 鎌倉市, to be changed."""
    return Path(shutil.copytree(content_folder("data") / "142042-kamakura", tmp_path / "142042-kamakura"))


@pytest.fixture
def flattened() -> Callable[[str], str]:
    """Lines as a PDF gives them: each followed by an empty one, `_` at the end for the space that ends a cell."""
    return _flattened


@pytest.fixture
def page_folder(tmp_path: Path) -> Callable[..., Path]:
    """The folder of an invented city with one page; a name of the profile or municipality may be replaced."""

    def write(page: str, *, replacing: tuple[tuple[str, str], ...] = (), without: str = "") -> Path:
        profile, municipality = PROFILE, MUNICIPALITY.replace("WITHOUT", without)
        for old, new in replacing:
            assert old in profile + municipality
            profile, municipality = profile.replace(old, new), municipality.replace(old, new)
        (tmp_path / "profile.yaml").write_text(profile, "utf-8")
        (tmp_path / "municipality.yaml").write_text(municipality, "utf-8")
        (tmp_path / "page.txt").write_text(_flattened(page), "utf-8")
        return tmp_path

    return write


@pytest.fixture
def read_page(page_folder: Callable[..., Path]) -> Page:
    """The plan on an invented city's page."""

    def read(page: str, **changes: object) -> Plan:
        return read_folder(page_folder(page, **changes))[-1]

    return read


@pytest.fixture
def doubts_of() -> Callable[[Plan], list[str]]:
    """The codes of the doubts and errors of a plan, in order."""

    def codes(plan: Plan) -> list[str]:
        return [doubt.code for doubt in plan.doubts if _is_doubtful(doubt)]

    return codes


def _is_doubtful(doubt: Doubt) -> bool:
    return doubt.severity is not Severity.NOTE and doubt.correction is None


def _flattened(page: str) -> str:
    return "".join(
        line.removesuffix("_") + (" " if line.endswith("_") else "") + "\n\n" for line in page.split("\n")
    )
