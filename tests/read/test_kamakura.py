"""The page of 鎌倉市: every fact of it, written by hand from the document, with its lines."""

from decimal import Decimal
from pathlib import Path

import pytest

from keikaku.plan import AmountKind, AmountStatus, Basis, Plan, PlanType, Severity, Sources
from keikaku.read.reader import read_folder
from keikaku.resources import content_folder

PLACE = "計画の推進に向けた考え方"

STATEMENTS = {
    ("1", "市民自治の確立に向けた意識の醸成", 3, 3): [
        (
            None,
            "市民にとって身近なことはできる限り地域で行うとする「市民のための地方自治」を推進するため、"
            "関連施策に取り組む中で市民意識の醸成を図ります。",
            5,
            7,
        ),
    ],
    ("2", "地域コミュニティの活性化", 11, 11): [
        (
            "⑴",
            "地域コミュニティの活性化に向けて、地域コミュニティの範囲や将来の姿を市民とともに検討し、"
            "地域の自主的な活動を推進します。",
            13,
            15,
        ),
        ("⑵", "地域コミュニティの特徴や課題を踏まえた、きめ細かな行政サービスのあり方について検討します。", 17, 19),
        (
            "⑶",
            "地域コミュニティを形成する団体の活動や、団体間、市民相互の交流機会の場づくりを行うとともに、"
            "だれもが活動に参加しやすい環境の整備に努めます。",
            21,
            23,
        ),
        ("⑷", "活動を担うリーダーの育成や情報提供などにより、コミュニティ活動を支援します。", 25, 25),
    ],
    ("3", "市民参画のための広報・広聴", 29, 29): [
        (
            "⑴",
            "見やすくわかりやすい広報紙やホームページづくりを行うなど、さまざまな媒体を活用し、"
            "行政情報を積極的に提供するとともに、だれにでも必要な情報が伝わるよう、広報活動の充実に努めます。",
            31,
            35,
        ),
        (
            "⑵",
            "さまざまな方法と場を通して、きめ細かく市民の意見を聴き取るとともに、"
            "行政情報をわかりやすく提供して、政策形成や評価の過程への市民参画を図り、市民との合意形成を重んじます。",
            37,
            41,
        ),
        (
            "⑶",
            "一方的な情報提供だけでなく、若者を中心とした広聴活動の充実や市民の意見・要望等の公表を積極的に進めていくとともに、"
            "ソーシャル・ネットワーキング・サービスを含めた、さまざまな手法を活用した広報・広聴活動に努めます。",
            43,
            47,
        ),
    ],
    ("4", "協働によるまちづくり", 51, 51): [
        (
            "⑴",
            "施策の展開や事業実施にあたっては、市民ニーズに応じたきめ細かな質の高い行政サービスの提供や、"
            "個性豊かで活力ある地域社会の構築をめざして、市民・事業者・ＮＰＯ・教育機関なども含めて協働の推進を図ります。",
            53,
            57,
        ),
        (
            "⑵",
            "市民と行政との協働によるまちづくりにより、きめ細かく市民ニーズに対応することをめざします。",
            59,
            61,
        ),
    ],
    ("5", "地域福祉の推進", 65, 65): [
        (
            "⑴",
            "地域住民が中心となって、地域の生活課題を受け止め、解決するための見守り支え合う地域づくりを支援します。",
            67,
            69,
        ),
        (
            "⑵",
            "地域の福祉資源の有効活用を図る観点からも異世代間交流等を積極的に進めるとともに、"
            "子どものときから福祉について学習し、ふれあいができる環境づくりに努めます。",
            80,
            82,
        ),
        (
            "⑶",
            "住み慣れた地域で安心して暮らせるよう、利用者本位のサービスが受けられる仕組みづくりを支援します。",
            84,
            86,
        ),
    ],
}  # fmt: skip

PROJECTS = [
    (
        "議会事務",
        "議会事務局",
        "地方自治の確立に向け、円滑な議会運営及び市議会の機能の強化を図るため、議会運営に係る事務を行います。",
        (94, 98),
    ),
    (
        "広報・会議録作成発行事務",
        "議会事務局",
        "会議録や議会だより等の作成・発行及び議会インターネット中継など、議会の情報発信、開かれた議会を進めます。",
        (100, 108),
    ),
    (
        "相談事業",
        "市民相談課",
        "市民の問題解決を支援するための相談を実施します。法律・税務・登記等の専門家による特別相談を実施します。"
        "市政への意見・要望・提言等に対し、市政運営に反映できるように担当課と連絡・調整し、回答します。",
        (110, 118),
    ),
    (
        "建築等紛争調整事業",
        "市民相談課",
        "近隣での建築等に係る紛争の解決に資するため、相談員が「相談」「あっせん」による紛争の調整を行います。"
        "「相談」「あっせん」により解決が図られない場合、建築等紛争調停委員会において調停を行います。",
        (120, 130),
    ),
    (
        "広聴事業",
        "秘書広報課",
        "市民要望を把握し、今後の行政計画に反映させるとともに、市政全般について理解を深めてもらうため、"
        "各種懇談会や市政e-モニターへのアンケート等を実施します。",
        (132, 138),
    ),
    (
        "広報事業",
        "秘書広報課",
        "広報紙やホームページ等様々な広報媒体により、市政情報等を的確・迅速に提供します。",
        (140, 142),
    ),
    (
        "情報公開・個人情報保護事業",
        "総務課",
        "市の保有する行政文書を、適切に公開し、市政情報を積極的かつ分かりやすく提供します。"
        "個人情報の適切な取扱いを各実施機関等に周知・徹底し、開示・訂正・利用停止の請求に適切に応じます。",
        (144, 158),
    ),
    (
        "自治会・町内会等支援事業",
        "地域のつながり推進課",
        "自治会・町内会が地区ごとに組織する連合会等の事業及び公会堂等の建築改良工事に対する補助を行うとともに、"
        "自治町内会長及び役員を表彰します。",
        (160, 168),
    ),
    (
        "市民活動支援事業",
        "地域のつながり推進課",
        "市民活動センターの適正かつ効率的な運営を図ります。ＮＰＯと行政の連携により、協働事業の拡充を図ります。",
        (170, 174),
    ),
    (
        "地域コミュニティー推進事業",
        "地域のつながり推進課",
        "モデル事業として平成24年度に設立した「大船地域づくり会議」の運営を軌道に乗せるべく支援し、"
        "円滑かつ自立した運営を実現します。「大船地域づくり会議」の実績を踏まえ、小学校区での地域会議の設立を支援します。",
        (215, 257),
    ),
    (
        "選挙啓発事業",
        "選挙管理委員会事務局",
        "政治意識の高揚を図るとともに、棄権防止、選挙違反の根絶を呼び掛けるため、"
        "鎌倉市明るい選挙推進協議会と協働し選挙啓発を実施します。",
        (193, 197),
    ),
    (
        "社会福祉啓発事業",
        "福祉総務課",
        "地域住民が主体となって見守り支え合う地域づくりを支援するため、地域福祉支援室の運営と(仮称)地域福祉相談室を設置し、"
        "生活課題や地域の取組課題に対して、適切な支援に繋げていく体制を整備します。",
        (261, 306),
    ),
]

PRIORITY = {
    "0-1-1-1": {
        "name": "地域コミュニティー推進事業",
        "goal": ("地域の住民や団体で構成する「地域会議」の運営の充実と、新たな設立をめざします。"),
        "cost": ("1.3", Decimal(1_300_000), 257),
        "row": ("＜重点事業＞地域コミュニティー推進事業", 176, 190),
        "steps": [
            (2014, "2014/1", "大船地域づくり会議の運営・自立支援", 236, 238),
            (2014, "2014/2", "小学校区での地域会議設立の検討", 240, 242),
            (2015, "2015/1", "大船地域づくり会議の自立", 244, 246),
            (2015, "2015/2", "小学校区での地域会議設立に向けた協議・準備", 248, 252),
            (2016, "2016/1", "小学校区での地域会議の設立", 254, 256),
        ],
    },
    "0-1-1-2": {
        "name": "社会福祉啓発事業",
        "goal": "住み慣れた地域で、安心して暮らせるよう地域住民が中心となって見守り支え合う地域づくりを支援します。",
        "cost": ("29.0", Decimal(29_000_000), 306),
        "row": ("＜重点事業＞社会福祉啓発事業", 199, 209),
        "steps": [
            (2014, "2014/1", "(仮称 )地域福祉相談室の開設・運営", 282, 284),
            (2014, "2014/2", "地域福祉支援室との連携", 286, 288),
            (2015, "2015/1", "(仮称 )地域福祉相談室の運営", 290, 292),
            (2015, "2015/2", "地域福祉支援室との連携", 294, 296),
            (2016, "2016/1", "(仮称 )地域福祉相談室の運営", 298, 300),
            (2016, "2016/2", "地域福祉支援室との連携", 302, 304),
        ],
    },
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_folder(content_folder("data") / "142042-kamakura")[-1]


def spans(sources: Sources) -> list[tuple[int, int]]:
    assert {source.unit for source in sources} == {"line"}
    return [(source.first, source.last) for source in sources]


def test_the_plan(plan: Plan) -> None:
    assert plan.type is PlanType.IMPLEMENTATION
    assert (plan.first_fiscal_year, plan.last_fiscal_year) == (2014, 2016)
    assert (plan.municipality.code, plan.municipality.name) == ("142042", "鎌倉市")
    assert [level.name for level in plan.levels] == ["将来目標（章）", "分野", "施策の方針"]


def test_the_chapter_and_the_field_with_its_total(plan: Plan) -> None:
    chapter, field = plan.policies[:2]
    assert (chapter.name, chapter.depth, chapter.broader) == (PLACE, 1, None)
    assert spans(chapter.sources) == [(73, 73)]
    assert (field.name, field.notation, field.depth, field.broader) == ("市民自治", "1", 2, chapter.key)
    assert spans(field.sources) == [(75, 75)]
    (total,) = field.amounts
    assert total.kind is AmountKind.ESTIMATE
    assert total.status is AmountStatus.STATED
    assert (total.published_value, total.published_unit) == ("1,425", "百万円")
    assert total.value == Decimal(1_425_000_000)
    assert (total.first_fiscal_year, total.last_fiscal_year) == (2014, 2016)
    assert spans(total.sources) == [(79, 79)]


def test_five_policies_with_thirteen_statements(plan: Plan) -> None:
    field = plan.policies[1]
    read = {
        (policy.notation, policy.name, *spans(policy.sources)[0]): [
            (statement.number, statement.text, *spans(statement.sources)[0])
            for statement in policy.statements
        ]
        for policy in plan.policies[2:]
    }
    assert read == STATEMENTS
    assert list(read) == list(STATEMENTS)
    assert {(policy.depth, policy.broader) for policy in plan.policies[2:]} == {(3, field.key)}
    for policy in plan.policies[2:]:
        assert [each.order for each in policy.statements] == list(range(1, len(policy.statements) + 1))


def test_twelve_projects(plan: Plan) -> None:
    names = {department.key: department.name for department in plan.municipality.departments}
    assert [
        (
            project.name,
            "、".join(names[key] for key in project.departments),
            project.description,
            (project.sources[0].first, project.sources[-1].last),
        )
        for project in plan.projects
    ] == PROJECTS
    assert {project.policy for project in plan.projects} == {plan.policies[1].key}
    assert not any(project.supporting_departments for project in plan.projects)


def test_a_department_belongs_to_the_one_above_it(plan: Plan) -> None:
    parents = {department.name: department.parent for department in plan.municipality.departments}
    assert parents["福祉総務課"] == "kenko-fukushi-bu"
    assert parents["議会事務局"] is None


def test_two_priority_projects(plan: Plan) -> None:
    priority = [project for project in plan.projects if project.priority]
    assert [project.code for project in priority] == list(PRIORITY)
    for project in priority:
        expected = PRIORITY[project.code]
        assert project.key == project.code
        assert project.name == expected["name"]
        assert project.goal == expected["goal"]
        (cost,) = project.amounts
        assert (cost.published_value, cost.value, cost.sources[0].first) == expected["cost"]
        assert (cost.kind, cost.published_unit) == (AmountKind.ESTIMATE, "百万円")
        assert (cost.first_fiscal_year, cost.last_fiscal_year) == (2014, 2016)
        assert [
            (step.fiscal_year, step.key, step.text, *spans(step.sources)[0]) for step in project.steps
        ] == expected["steps"]
        assert {step.basis for step in project.steps} == {Basis.CORRECTED}


def test_the_rows_that_list_the_priority_projects(plan: Plan) -> None:
    rows = {listing.project: listing for listing in plan.listings}
    assert list(rows) == list(PRIORITY)
    for project in plan.projects:
        if project.code:
            row = rows[project.code]
            assert (row.label, row.sources[0].first, row.sources[-1].last) == PRIORITY[project.code]["row"]
            assert row.departments == project.departments
            assert row.description == project.description
            assert row.policy == project.policy
            assert not row.relisted


def test_what_is_doubtful_is_settled(plan: Plan) -> None:
    doubts = {
        (doubt.code, doubt.project): doubt for doubt in plan.doubts if doubt.severity is not Severity.NOTE
    }
    assert {key: doubt.correction for key, doubt in doubts.items()} == {
        ("steps-inferred", "0-1-1-1"): "steps-0-1-1-1",
        ("steps-inferred", "0-1-1-2"): "steps-0-1-1-2",
    }


def test_what_the_reader_infers_is_what_the_corrections_say(plan: Plan, kamakura_copy: Path) -> None:
    description = kamakura_copy / "municipality.yaml"
    words = description.read_text("utf-8")
    description.write_text(words.replace("        corrections: corrections.yaml\n", ""), "utf-8")
    inferred = read_folder(kamakura_copy)[-1]
    for read, corrected in zip(inferred.projects, plan.projects, strict=True):
        assert [(step.key, step.text) for step in read.steps] == [
            (step.key, step.text) for step in corrected.steps
        ]
        assert {step.basis for step in read.steps} <= {Basis.INFERRED}


def test_a_passage_over_other_lines_has_several_places(plan: Plan) -> None:
    row = next(project for project in plan.projects if project.name == "情報公開・個人情報保護事業")
    assert spans(row.sources) == [(144, 158)]
    listing = plan.listings[1]
    assert spans(listing.sources) == [(199, 209)]
