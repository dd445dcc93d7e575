"""Invented plans in the shape of real ones: about 500 projects each, the same ones every time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import count, product
from random import Random

from pyoxigraph import Quad

from keikaku.japanese import check_digit
from keikaku.plan import (
    Amount,
    AmountKind,
    AmountStatus,
    Department,
    Document,
    Level,
    Listing,
    Municipality,
    Places,
    Plan,
    PlanType,
    Policy,
    Prefecture,
    Project,
    Source,
    Sources,
    Statement,
    Step,
)
from keikaku.rdf import (
    Iris,
    fiscal_year_quads,
    municipality_quads,
    place_quads,
    plan_quads,
    vocabulary_quads,
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PREFECTURES = 47
FIRST_YEAR, LAST_YEAR = 2024, 2026
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
MILLION = 1_000_000
_PLAN, _DOCUMENT = "implementation-2024", "implementation-2024"
_CHAPTERS, _FIELDS, _POLICIES = 6, 4, 3
_DIVISIONS, _SECTIONS = 6, 5
_TOPICS = _words(
    "子育て 防災 地域福祉 高齢者 障害者 学校教育 図書館 公園 道路 下水道 河川 観光 商店街 農業 文化財 スポーツ "
    "空き家 公共交通 ごみ減量 脱炭素 男女共同参画 国際交流 多文化共生 消防 救急 情報公開 広報 市民協働 移住 健康"
)
_THINGS = _words(
    "センター 拠点 計画 ネットワーク 相談 施設 人材 情報 環境 活動 制度 団体 拡充 体験 交流 台帳"
)
_DEEDS = _words("整備 支援 推進 管理運営 育成 改修 普及啓発 調査研究 助成 連携")
_SYLLABLES = _words("東 西 南 北 上 下 大 小 新 古 白 青 松 竹 桜 川 山 海 里 原 沢 浜 崎 橋 島")


@dataclass(frozen=True, slots=True)
class Corpus:
    """So many plans, one of each of so many municipalities."""

    plans: int
    projects: int = 500

    def quads(self, iris: Iris) -> Iterator[Quad]:
        """Everything that a dataset of these plans has: vocabulary, fiscal years and prefectures included."""
        yield from vocabulary_quads()
        yield from fiscal_year_quads(YEARS, iris)
        yield from place_quads(Places(tuple(map(_prefecture, range(PREFECTURES)))), iris)
        for index in range(self.plans):
            yield from self.plan_with_its_city(index, iris)

    def plan_with_its_city(self, index: int, iris: Iris) -> Iterator[Quad]:
        """The graphs of one plan and of its municipality."""
        plan = self.plan(index)
        yield from municipality_quads(plan.municipality, iris)
        yield from plan_quads(plan, iris)

    def plan(self, index: int) -> Plan:
        """The plan with a number from 0; the same every time."""
        return _Writer(index, self.projects).plan()


class _Writer:
    """Writes one plan, a line of its document after the other."""

    def __init__(self, index: int, projects: int) -> None:
        self._random = Random(index)
        self._lines = count(1)
        self._number = projects
        five = f"{index % PREFECTURES + 1:02}{201 + index // PREFECTURES}"
        self._city = Municipality(
            code=f"{five}{check_digit(five)}",
            name=f"{self._of(_SYLLABLES)}{self._of(_SYLLABLES)}{self._of(_SYLLABLES)}市",
            name_en=f"City {index + 1}",
            prefecture=_prefecture(index % PREFECTURES).name,
            departments=tuple(_departments()),
        )

    def plan(self) -> Plan:
        """The whole plan; its totals are those of its projects and a little more."""
        leaves = [
            "-".join(map(str, place))
            for place in product(range(1, _CHAPTERS + 1), range(1, _FIELDS + 1), range(1, _POLICIES + 1))
        ]
        policies_of = [leaves[number % len(leaves)] for number in range(self._number)]
        projects = [self._project(number, policy) for number, policy in enumerate(policies_of)]
        costs: defaultdict[str, Decimal] = defaultdict(Decimal)
        for project in projects:
            for key in _and_above(project.policy or ""):
                costs[key] += sum(amount.value or 0 for amount in project.amounts)
        total = sum(costs[str(chapter)] for chapter in range(1, _CHAPTERS + 1))
        return Plan(
            municipality=self._city,
            key=_PLAN,
            title=f"{self._city.name}総合計画 実施計画",
            title_en=f"Implementation plan of {self._city.name_en}",
            type=PlanType.IMPLEMENTATION,
            first_fiscal_year=FIRST_YEAR,
            last_fiscal_year=LAST_YEAR,
            levels=(Level(1, "章"), Level(2, "節"), Level(3, "施策")),
            policies=tuple(self._policies(leaves, costs)),
            projects=tuple(projects),
            listings=tuple(self._listing(project) for project in projects if project.priority),
            amounts=(self._amount(Decimal(total)),),
            documents=(self._document(),),
            sources=self._line(),
        )

    def _policies(self, leaves: list[str], costs: dict[str, Decimal]) -> Iterator[Policy]:
        keys = dict.fromkeys(key for leaf in leaves for key in reversed(_and_above(leaf)))
        for key in keys:
            depth = key.count("-") + 1
            topic = self._of(_TOPICS)
            yield Policy(
                key=key,
                name=f"{topic}の{self._of(_DEEDS)}（{key}）",
                depth=depth,
                broader=key.rpartition("-")[0] or None,
                notation=key,
                sources=self._line(),
                statements=tuple(self._statement(topic, order) for order in (1, 2)) if depth == 3 else (),
                amounts=(self._amount(costs[key]),),
            )

    def _statement(self, topic: str, order: int) -> Statement:
        means = f"{self._of(_THINGS)}の{self._of(_DEEDS)}"
        text = f"{topic}について、{means}に努め、だれもが安心して暮らせるまちをめざします。"
        return Statement(order, text, self._line(), number="⑴⑵"[order - 1])

    def _project(self, number: int, policy: str) -> Project:
        topic, thing = self._of(_TOPICS), self._of(_THINGS)
        name = f"{topic}{thing}{self._of(_DEEDS)}事業"
        priority = number % 5 == 0
        return Project(
            key=project_key(number),
            name=name,
            sources=self._line(),
            policy=policy,
            departments=(_section(self._random.randrange(_DIVISIONS), self._random.randrange(_SECTIONS)),),
            description=f"{topic}の課題に応じるため、{thing}の{self._of(_DEEDS)}を行うとともに、関係団体との連携を進めます。",
            priority=priority,
            code=f"{policy}-{number + 1}" if priority else None,
            goal=f"{topic}に関わる{thing}の充実をめざします。" if priority else None,
            steps=tuple(self._steps(thing)) if priority else (),
            amounts=(self._amount(Decimal(self._random.randrange(1, 900) * MILLION)),),
        )

    def _steps(self, thing: str) -> Iterator[Step]:
        for year, order in product(YEARS, (1, 2)):
            yield Step(f"{year}/{order}", year, order, f"{thing}の{self._of(_DEEDS)}", self._line())

    def _listing(self, project: Project) -> Listing:
        return Listing(
            key=f"{project.key}-list",
            label=f"＜重点事業＞ {project.name}",
            policy=project.policy,
            departments=project.departments,
            sources=self._line(),
            project=project.key,
        )

    def _amount(self, yen: Decimal) -> Amount:
        return Amount(
            kind=AmountKind.ESTIMATE,
            status=AmountStatus.STATED,
            value=yen,
            published_value=f"{yen / MILLION:,}",
            published_unit="百万円",
            first_fiscal_year=FIRST_YEAR,
            last_fiscal_year=LAST_YEAR,
            sources=self._line(),
        )

    def _document(self) -> Document:
        return Document(
            key=_DOCUMENT,
            title=f"{self._city.name} 実施計画書",
            file="documents/plan.txt",
            media_type="text/plain",
            sha256=sha256(self._city.code.encode()).hexdigest(),
            terms="CC BY 4.0",
        )

    def _line(self) -> Sources:
        number = next(self._lines)
        return (Source(_DOCUMENT, "line", number, number),)

    def _of(self, words: tuple[str, ...]) -> str:
        return self._random.choice(words)


def project_key(number: int) -> str:
    """The key of the project with a number from 0 in its plan."""
    return f"project-{number + 1}"


def topic(number: int) -> str:
    """One of the words that names of projects begin with."""
    return _TOPICS[number % len(_TOPICS)]


def _prefecture(index: int) -> Prefecture:
    return Prefecture(f"{index + 1:02}", f"第{index + 1}県")


def _departments() -> Iterator[Department]:
    for division in range(_DIVISIONS):
        yield Department(f"division-{division + 1}", f"第{division + 1}部")
        for section in range(_SECTIONS):
            name = f"{_TOPICS[division * _SECTIONS + section]}課"
            yield Department(_section(division, section), name, parent=f"division-{division + 1}")


def _section(division: int, section: int) -> str:
    return f"section-{division + 1}-{section + 1}"


def _and_above(policy: str) -> list[str]:
    """A policy's key and those above it: `1-2-3`, `1-2`, `1`."""
    parts = policy.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
