"""What a column of an unknown table seems to hold, by the words of its header."""

import re
from enum import StrEnum

from keikaku.plan import AmountKind


class Role(StrEnum):
    """The columns of a project in a profile, and those that a profile must drop."""

    NAME = "name"
    CODE = "code"
    DEPARTMENTS = "departments"
    SUPPORTING_DEPARTMENTS = "supporting_departments"
    DESCRIPTION = "description"
    GOAL = "goal"
    BUDGET_ITEM = "budget_item"
    PERIOD = "period"
    FIRST_YEAR = "first_year"
    LAST_YEAR = "last_year"
    MARKERS = "markers"
    SDGS = "sdgs"
    REFERENCE = "reference"
    LEVEL = "level"
    LEVEL_NUMBER = "level number"
    YEAR = "year"
    KIND = "kind"
    UNIT = "unit"
    AMOUNT = "amount"
    PERSON = "person"


# The first that fits the whole header word counts.
_WORDS: tuple[tuple[Role, str], ...] = (
    (
        Role.PERSON,
        r".*(?:氏名|担当者|職員名|作成者|記入者|責任者|課長|部長|連絡先|電話|内線|メール|E-?mail|FAX).*",
    ),
    (
        Role.NAME,
        r"(?:事務)?事業(?:名|名称|の名称)|(?:主な)?取組(?:名|名称)?|(?:事務)?事業|業務名|project_?name|name",
    ),
    (Role.CODE, r"(?:(?:事務)?事業|整理|管理)?(?:番号|コード|CD|ID)|No\.?|NO\.?|project_?code|code"),
    (Role.SUPPORTING_DEPARTMENTS, r"(?:関係|関連|連携|協力)(?:部署|部局|課|部課|所属|部門)(?:名)?"),
    (
        Role.DEPARTMENTS,
        r"(?:所管|担当|主管|実施|主)?(?:部署|部局|部門|課室|課|部課|局|部|所属|室|組織)(?:名|等)?|所管|担当|department(?:_raw)?",
    ),
    (Role.DESCRIPTION, r"(?:(?:事務)?事業|取組)?(?:の)?(?:内容|概要)|説明|description"),
    (Role.GOAL, r"(?:(?:事務)?事業)?(?:の)?(?:目的|目標|ねらい)|goal"),
    (Role.BUDGET_ITEM, r"款|項|目|予算科目|会計"),
    (Role.PERIOD, r"(?:事業|計画|実施)(?:期間|年度)|期間"),
    (Role.FIRST_YEAR, r"(?:事業)?開始(?:年度)?|(?:事業)?開始年"),
    (Role.LAST_YEAR, r"(?:事業)?(?:終了|完了)(?:予定)?(?:年度|年)?"),
    (Role.MARKERS, r"(?:新規|事業|重点)?(?:・?継続)?(?:の)?(?:区分|種別)|重点|新規|再掲"),
    (Role.SDGS, r"SDGs?.*"),
    (Role.REFERENCE, r"URL|リンク|(?:source_?)?url|掲載先"),
    (
        Role.LEVEL_NUMBER,
        r"(?:基本)?(?:目標|政策|施策|方針|方向)(?:の)?(?:番号|コード|CD|No\.?)|(?:大綱|章|節|分野|柱)(?:番号|コード)",
    ),
    (
        Role.LEVEL,
        r"(?:基本|将来|重点|個別|まちづくり)?(?:の)?(?:目標|政策|施策|方針|方向|構想|戦略|計画|都市像|課題)(?:名|の方針|の方向)?"
        r"|政策体系|大綱|章|節|分野|柱|大項目|中項目|小項目|level[1-9]",
    ),
    (Role.YEAR, r"(?:会計|予算)?年度|fiscal_?year"),
    (Role.KIND, r"(?:金額|費用|経費|予算決算)(?:の)?(?:種別|区分|種類)|cost_?kind"),
    (Role.UNIT, r"(?:金額)?単位|unit"),
    (
        Role.AMOUNT,
        r".*(?:事業費|経費|金額|予算額?|決算額?|コスト|費用|amount(?:_raw)?|総額|計画額|見込額?).*",
    ),
)
_ROLES = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _WORDS)

_KINDS: tuple[tuple[AmountKind, str], ...] = (
    (AmountKind.SETTLEMENT, "決算|実績|settlement"),
    (AmountKind.REVISED_BUDGET, "予算現額|現計|補正後|最終予算"),
    (AmountKind.BUDGET, "予算|当初|budget"),
    (AmountKind.ESTIMATE, "推計|概算|見込|estimate"),
    (AmountKind.PLAN, "計画|予定|plan"),
)
_UNIT_IN_BRACKETS = re.compile(r"\((?:単位[:は]?)?[十百千]?[万億]?円\)$")


def role_of(word: str) -> Role | None:
    """What a header word (plain, without spaces) says that its column holds."""
    bare = _UNIT_IN_BRACKETS.sub("", word)
    return next((role for role, pattern in _ROLES if pattern.fullmatch(bare)), None)


def kind_of(words: str) -> AmountKind | None:
    """The kind of amount that some words name: the last one of 令和5年度当初予算決算額."""
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), None)
