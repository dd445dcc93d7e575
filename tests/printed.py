"""The shipped tables of projects read without the program: what its reading, graphs and queries must agree with.

Nothing here is the program's: cells are split by the rules that a person sees in each city's table.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

Department = tuple[str | None, str]
"""The department above, if one is printed, and the department."""

AmountKey = tuple[str, int, int]
"""Kind, first and last fiscal year."""

_YEN = {"千円": Decimal(1_000), "百万円": Decimal(1_000_000)}
# Other printed forms of a policy's name: as printed, as meant (each with its reason in the city's profile).
_MEANT = {
    "01 豊かな市民生活を実施する産業の振興": "01 豊かな市民生活を実現する産業の振興",
    "02 安心が確保されたまちづくり": "02 安心が確保されたまちづくりの推進",
    "02 安全が確保されたまちづくり": "02 安心が確保されたまちづくりの推進",
    "03 豊かな心をはぐくむ人づくりの推進": "03 豊かな心を育む人づくりの推進",
    "04 潤いに満ちた快適な都市環境の創造": "04 潤いに満ちた快適な生活環境の創造",
    "05 やすらぎのある安全なまちづくりの推進": "05 やすらぎある安全なまちづくりの推進",
    "02 地域特性を生かした農林業の振興": "02 地域特性を活かした農林業の振興",
    "04 地域経済を支える地場産業の振興": "04 地域経済を支える地場企業の振興",
    "（個別施策11） 高齢者福祉の推進": "（個別施策10） 高齢者福祉の推進",
    "体系23.こころとからだが幸せになる健幸づくりの推進": "23.こころとからだが幸せになる健幸づくりの推進",
}
_NO_POLICY = ("施策なし", "政策の柱なし")


@dataclass(frozen=True)
class Project:
    """A row of a table: names as printed, amounts in yen (None for a dash)."""

    row: int
    code: str | None
    name: str
    policies: tuple[str, ...]
    departments: tuple[Department, ...]
    amounts: dict[AmountKey, Decimal | None]
    personnel: bool | None
    references: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class City:
    """A city's table, the plan that it describes, and how it prints what."""

    folder: str
    name: str
    plan: str
    title: str
    levels: tuple[str, ...]
    department: str
    split: Callable[[str], Iterable[Department]]
    amounts: dict[str, AmountKey]

    @property
    def code(self) -> str:
        """The municipality's code."""
        return self.folder.partition("-")[0]

    def rows(self) -> list[dict[str, str]]:
        """The cells of the table by their column."""
        with (DATA / self.folder / "tables" / "projects.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def projects(self) -> list[Project]:
        """Every row as a project."""
        return [self._project(number, row) for number, row in enumerate(self.rows(), 2)]

    def _project(self, number: int, row: dict[str, str]) -> Project:
        return Project(
            row=number,
            code=row.get("事業番号"),
            name=row["事業名"],
            policies=tuple(row[level] for level in self.levels if row[level] not in _NO_POLICY),
            departments=tuple(dict.fromkeys(self.split(row[self.department]))),
            amounts={key: _yen(row[column], row.get("単位")) for column, key in self.amounts.items()},
            personnel={"含む": True, "含まない": False}.get(row.get("人件費", "")),
            references=(row["公表元"] + (f"#page={row['頁']}" if row.get("頁") else ""),),
        )


def _yen(printed: str, unit: str | None) -> Decimal | None:
    """A printed sum in yen, the unit behind it or in a column of its own."""
    if printed in ("-", "－"):
        return None
    found = re.fullmatch(r"([0-9,]+(?:\.[0-9]+)?)(千円|百万円)?", printed)
    assert found, printed
    return Decimal(found[1].replace(",", "")) * _YEN[found[2] or unit or ""]


def meant(policy: str) -> str:
    """A policy's name where one is printed in another form."""
    return _MEANT.get(policy, policy)


def same(text: str) -> str:
    """A name without what widths and spaces make of it."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _above_and_below(cell: str) -> Iterator[Department]:
    """総務部　総務課; a 局 that is its own 課 is printed twice, one without 課 once."""
    above, _, below = cell.partition("\u3000")
    if below in ("", above):
        yield None, above
    else:
        yield above, below


def _asago(cell: str) -> Iterator[Department]:
    """Two 課 stand where their 部 should."""
    yield from {
        "農林振興課\u3000農林振興課": [("産業振興部", "農林振興課")],
        "経済振興課\u3000経済振興課": [("産業振興部", "経済振興課")],
    }.get(cell, _above_and_below(cell))


def _nishinomiya(cell: str) -> Iterator[Department]:
    """Several 課 of one 局 with a slash of either width between them."""
    for above, below in _above_and_below(cell):
        for name in re.split("[／/]", below):
            yield above, name


def _ichinomiya(cell: str) -> Iterator[Department]:
    """部, its 課, and further 課, whose 部 is known only where they come first in another row."""
    above, first, *others = cell.split("\u3000")
    yield above, first
    for name in others:
        yield _ichinomiya_above().get(name), name


@cache
def _ichinomiya_above() -> dict[str, str]:
    cells = [row["所管課"].split("\u3000") for row in ICHINOMIYA.rows()]
    return {cell[1]: cell[0] for cell in cells}


def _ofunato(cell: str) -> Iterator[Department]:
    """部 and 課 in one word; four cells are written in another way than the rest."""
    odd = {
        "上下水道部下指導課": ("上下水道部", "下水道課"),
        "保健福祉こども家庭センター": ("保健福祉部", "こども家庭センター"),
        "観光交流推進室": ("商工港湾部", "観光交流推進室"),
    }
    if cell in odd:
        yield odd[cell]
        return
    found = re.match("教育委員会事務局|教育委員会|気仙広域連合|.*?部", cell)
    yield (found[0], cell[found.end() :].strip()) if found else (None, cell)


def _yokohama(cell: str) -> Iterator[Department]:
    yield "デジタル統括本部", cell.removeprefix("デジタル統括本部")


def _sapporo(cell: str) -> Iterator[Department]:
    """One 部 with the abbreviation of its 局; one is without in four rows, one in two widths."""
    same_as = {"危機管理部": "危)危機管理部", "経)観光・ＭＩＣＥ推進部": "経)観光・MICE推進部"}
    yield None, same_as.get(cell, cell)


def _listed(cell: str) -> Iterator[Department]:
    for name in cell.split("、"):
        yield None, name


def _alone(cell: str) -> Iterator[Department]:
    yield None, cell


_SETTLED = {"R6決算": ("settlement", 2024, 2024)}

SAPPORO = City(
    "011002-sapporo", "札幌市", "action-plan-2023", "第2次札幌市まちづくり戦略ビジョン・アクションプラン2023",
    ("区分",), "所管部", _sapporo,
    {"計画事業費": ("plan", 2023, 2027)},
)  # fmt: skip
OFUNATO = City(
    "032034-ofunato", "大船渡市", "evaluated-2024", "大船渡市の計画（令和7年度事務事業評価シートの対象）",
    ("大区分", "小区分"), "所管課", _ofunato,
    {f"令和{era}年度事業費計(A)": ("settlement", 2018 + era, 2018 + era) for era in range(2, 7)}
    | {"令和7年度事業費計(A)": ("plan", 2025, 2025)},
)  # fmt: skip
SAITAMA = City(
    "111007-saitama", "さいたま市", "implementation-2026", "さいたま市総合振興計画 実施計画(令和8～12年度)",
    ("章", "施策"), "所管課", _listed, {},
)  # fmt: skip
KITAMOTO = City(
    "112330-kitamoto", "北本市", "evaluated-2024", "北本市の計画（令和6年度事務事業評価の対象）",
    ("区分",), "所管課", _above_and_below, _SETTLED,
)  # fmt: skip
CHIBA = City(
    "121002-chiba", "千葉市", "implementation-2026", "千葉市基本計画第2次実施計画",
    ("大区分", "小区分"), "所管課", _listed, {},
)  # fmt: skip
SHINAGAWA = City(
    "131091-shinagawa", "品川区", "evaluated-2024", "品川区の計画（令和7年度事務事業評価の対象）",
    ("政策の柱",), "所管課", _above_and_below, _SETTLED,
)  # fmt: skip
YOKOHAMA = City(
    "141003-yokohama", "横浜市", "evaluated-2024", "横浜市の計画（令和７年度事業評価書の対象）",
    ("政策", "施策"), "所管課", _yokohama,
    {"５年度決算": ("settlement", 2023, 2023), "６年度決算": ("settlement", 2024, 2024)},
)  # fmt: skip
KOSAI = City(
    "222216-kosai", "湖西市", "evaluated-2024", "湖西市の計画（令和7年度実施の事務事業評価の対象）",
    ("施策",), "所管課", _above_and_below, _SETTLED,
)  # fmt: skip
ICHINOMIYA = City(
    "232033-ichinomiya", "一宮市", "evaluated-2024", "一宮市の計画（令和7年度事務事業評価の対象）",
    ("区分",), "所管課", _ichinomiya, _SETTLED,
)  # fmt: skip
IKEDA = City(
    "272043-ikeda", "池田市", "basic-2023", "第７次池田市総合計画 前期基本計画",
    ("施策の柱", "施策名称"), "所管課", _alone,
    {
        "Ｒ４年度決算": ("settlement", 2022, 2022),
        "R５年度決算": ("settlement", 2023, 2023),
        "R６年度予算": ("budget", 2024, 2024),
        "R６年度決算": ("settlement", 2024, 2024),
    },
)  # fmt: skip
TONDABAYASHI = City(
    "272141-tondabayashi", "富田林市", "evaluated-2024", "富田林市の計画（令和7年度事務事業評価の対象）",
    ("施策",), "所管課", _above_and_below, _SETTLED,
)  # fmt: skip
NISHINOMIYA = City(
    "282049-nishinomiya", "西宮市", "evaluated-2024", "西宮市の計画（令和7年度事務事業評価の対象）",
    ("区分",), "所管課", _nishinomiya,
    {"R6決算トータルコスト": ("settlement", 2024, 2024)},
)  # fmt: skip
ASAGO = City(
    "282251-asago", "朝来市", "evaluated-2024", "朝来市の計画（令和7年度事務事業評価の対象）",
    ("施策",), "所管課", _asago, _SETTLED,
)  # fmt: skip

CITIES = [
    SAPPORO, OFUNATO, SAITAMA, KITAMOTO, CHIBA, SHINAGAWA, YOKOHAMA,
    KOSAI, ICHINOMIYA, IKEDA, TONDABAYASHI, NISHINOMIYA, ASAGO,
]  # fmt: skip
