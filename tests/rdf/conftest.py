"""Two plans typed by hand: a part of 鎌倉市's page, and one that is known only from the evaluation of its projects.

kamakura.trig and evaluated.trig are what docs/model.md makes of them, written by hand too.
"""

from datetime import date
from decimal import Decimal

import pytest

from keikaku.language import Text
from keikaku.plan import (
    Amount,
    AmountKind,
    AmountStatus,
    Basis,
    Correction,
    Department,
    Document,
    Doubt,
    Evaluation,
    Indicator,
    IndicatorValue,
    Level,
    Listing,
    Marker,
    Municipality,
    Plan,
    PlanType,
    Policy,
    Project,
    QualityNote,
    Reliability,
    Severity,
    Source,
    Sources,
    Statement,
    Step,
    Subject,
    TopicScheme,
    ValueKind,
)


def lines(first: int, last: int | None = None) -> Sources:
    return (Source("page", "line", first, last or first),)


KAMAKURA = Municipality(
    code="142042",
    name="鎌倉市",
    prefecture="神奈川県",
    name_en="Kamakura",
    reading="かまくらし",
    corporate_number="3000020142042",
    geonames="1860672",
    departments=(
        Department("civic-activities", "市民活動部"),
        Department(
            "community", "地域のつながり推進課", parent="civic-activities", note="市議会の記録による。"
        ),
    ),
)

PLAN = Plan(
    municipality=KAMAKURA,
    key="zenki",
    title="第3期基本計画 前期実施計画",
    title_en="Implementation plan, first half",
    type=PlanType.IMPLEMENTATION,
    first_fiscal_year=2014,
    last_fiscal_year=2016,
    part_of="kihon-3",
    note=Text("計画期間は頁の年度による。", "The period is inferred from the years on the page."),
    levels=(Level(1, "分野"), Level(2, "施策の方針")),
    policies=(
        Policy(
            key="1",
            name="市民自治",
            depth=1,
            sources=lines(75),
            notation="1",
            amounts=(
                Amount(
                    kind=AmountKind.ESTIMATE,
                    status=AmountStatus.STATED,
                    value=Decimal("1425000000"),
                    published_value="1,425",
                    published_unit="百万円",
                    first_fiscal_year=2014,
                    last_fiscal_year=2016,
                    sources=lines(79),
                ),
            ),
        ),
        Policy(
            key="1-2",
            name="地域コミュニティの活性化",
            depth=2,
            sources=lines(11),
            broader="1",
            notation="2",
            statements=(
                Statement(
                    1,
                    "地域コミュニティの活性化に向けて、地域コミュニティの範囲や将来の姿を市民とともに検討し、"
                    "地域の自主的な活動を推進します。",
                    lines(13, 15),
                    number="⑴",
                ),
            ),
        ),
    ),
    projects=(
        Project(
            key="0-1-1-1",
            name="地域コミュニティー推進事業",
            sources=(*lines(178, 190), *lines(215, 257)),
            policy="1",
            departments=("community",),
            description="小学校区での地域会議の設立を支援します。",
            priority=True,
            code="0-1-1-1",
            goal="「地域会議」の運営の充実と、新たな設立をめざします。",
            steps=(
                Step(
                    "2014/1", 2014, 1, "大船地域づくり会議の運営・自立支援", lines(236, 238), Basis.INFERRED
                ),
                Step("2014/2", 2014, 2, "小学校区での地域会議設立の検討", lines(240, 242), Basis.CORRECTED),
            ),
            amounts=(
                Amount(
                    kind=AmountKind.ESTIMATE,
                    status=AmountStatus.STATED,
                    value=Decimal("1300000.0"),
                    published_value="1.3",
                    published_unit="百万円",
                    first_fiscal_year=2014,
                    last_fiscal_year=2016,
                    sources=lines(257),
                ),
                Amount(
                    kind=AmountKind.SETTLEMENT,
                    status=AmountStatus.INCLUDED,
                    value=None,
                    published_value="内数",
                    published_unit="",
                    first_fiscal_year=2014,
                    last_fiscal_year=2014,
                    sources=lines(257),
                    basis=Basis.CORRECTED,
                    includes_personnel=False,
                    note="広報事業の内数。",
                ),
            ),
        ),
    ),
    listings=(
        Listing(
            key="k7s2m4q6za",
            label="地域コミュニティー推進事業（再掲）",
            policy="1-2",
            departments=("community",),
            sources=lines(178),
            project="0-1-1-1",
            relisted=True,
        ),
    ),
    documents=(
        Document(
            key="page",
            title="実施計画の頁",
            file="page.txt",
            media_type="text/plain",
            sha256="73316b0b5dc98342e9d00a9359c91a0779c41e1dd293e84c0d2926da1e028b82",
            terms="鎌倉市の利用条件による。",
            publisher="鎌倉市",
            url="https://www.city.kamakura.kanagawa.jp/",
        ),
    ),
    sources=lines(1, 310),
    doubts=(
        Doubt(
            key="steps-0-1-1-1",
            code="steps-inferred",
            severity=Severity.DOUBT,
            message=Text("工程の年度は推定です。", "The years of the steps are inferred."),
            sources=lines(234, 256),
            project="0-1-1-1",
            correction="steps",
        ),
    ),
    corrections=(
        Correction(
            id="steps",
            by="計画課",
            on=date(2026, 11, 22),
            why=Text("原本の表による。", "By the table in the original."),
            sources=lines(234, 256),
            project="0-1-1-1",
        ),
    ),
)


def pages(number: int) -> Sources:
    return (Source("sheets", "page", number, number),)


EVALUATED = Plan(
    municipality=KAMAKURA,
    key="evaluated",
    title="第7次総合計画",
    levels=(Level(1, "政策"),),
    policies=(
        Policy(
            key="1",
            name="環境",
            depth=1,
            sources=pages(1),
            indicators=(
                Indicator(
                    "waste",
                    "一人一日あたりのごみ排出量",
                    pages(1),
                    unit="g",
                    values=(
                        IndicatorValue(ValueKind.BASELINE, 2022, Decimal("1234.50"), "1,234.50"),
                        IndicatorValue(ValueKind.ACTUAL, 2024, None, "集計中"),
                    ),
                ),
            ),
            subjects=(Subject(TopicScheme.SDG, "12", pages(1)),),
        ),
    ),
    projects=(
        Project(
            key="gomi",
            name="ごみ減量事業",
            sources=pages(2),
            policy="1",
            amounts=(
                Amount(
                    kind=AmountKind.SETTLEMENT,
                    status=AmountStatus.STATED,
                    value=Decimal(512000),
                    published_value="512",
                    published_unit="千円",
                    first_fiscal_year=2024,
                    last_fiscal_year=2024,
                    sources=pages(2),
                    quality=("copied", "unit"),
                ),
            ),
            indicators=(
                Indicator(
                    "lectures",
                    "出前講座の数",
                    pages(4),
                    values=(IndicatorValue(ValueKind.TARGET, 2024, Decimal(12), "12"),),
                ),
            ),
            subjects=(Subject(TopicScheme.SDG, "12.5", pages(3)),),
            markers=(Marker.NEW, Marker.EXPANDED),
            first_fiscal_year=2009,
            budget_item="4款2項1目",
            references=("https://www.city.example.jp/sheets/1.pdf",),
            quality=("unit",),
        ),
    ),
    documents=(
        Document(
            key="sheets",
            title="事務事業評価票",
            file="sheets.pdf",
            media_type="application/pdf",
            sha256="73316b0b5dc98342e9d00a9359c91a0779c41e1dd293e84c0d2926da1e028b82",
            terms="出典を示す。",
        ),
    ),
    evaluations=(
        Evaluation("2024", "令和7年度 事務事業評価", 2024, ("sheets",), title_en="Evaluation of FY2024"),
    ),
    quality_notes=(
        QualityNote(
            "copied", Reliability.TRANSCRIBED, Text("評価票から転記した。", "Copied from the sheets.")
        ),
        QualityNote(
            "unit",
            Reliability.DOUBTFUL,
            Text("単位が千円か円か定かでない。", "The unit may be yen or thousands of yen."),
        ),
    ),
    quality=("copied",),
)


@pytest.fixture
def municipality() -> Municipality:
    return KAMAKURA


@pytest.fixture
def plan() -> Plan:
    return PLAN


@pytest.fixture
def evaluated() -> Plan:
    return EVALUATED
