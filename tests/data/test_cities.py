"""The shipped cities as read, against their tables read independently: every name, department and amount."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest

from keikaku.plan import AmountStatus, Plan, Reliability, Severity
from keikaku.read import read_folder
from printed import CITIES, DATA, City, Project, meant, same

# Counted and added up once from the published figures, not from the tables.
EXPECTED: dict[str, tuple[int, dict[str, str]]] = {
    "札幌市": (277, {"plan-2023-2027": "1013606000000"}),
    "大船渡市": (
        407,
        {
            "settlement-2020": "15322516000",
            "settlement-2021": "15988680000",
            "settlement-2022": "18552746000",
            "settlement-2023": "16660476000",
            "settlement-2024": "18302439578",
            "plan-2025": "18874422000",
        },
    ),
    "さいたま市": (258, {}),
    "北本市": (451, {"settlement-2024": "33147721000"}),
    "千葉市": (135, {}),
    "品川区": (652, {"settlement-2024": "251888339000"}),
    "横浜市": (17, {"settlement-2023": "8035343000", "settlement-2024": "9082248000"}),
    "湖西市": (142, {"settlement-2024": "19773398000"}),
    "一宮市": (484, {"settlement-2024": "67305399000"}),
    "池田市": (
        451,
        {
            "settlement-2022": "33139937000",
            "settlement-2023": "35129138000",
            "budget-2024": "42634700000",
            "settlement-2024": "38533237000",
        },
    ),
    "富田林市": (416, {"settlement-2024": "65847686000"}),
    "西宮市": (450, {"settlement-2024": "251877796000"}),
    "朝来市": (447, {"settlement-2024": "18846896000"}),
}

each_city = pytest.mark.parametrize("city", CITIES, ids=lambda city: city.folder)


@cache
def plan_of(city: City) -> Plan:
    (plan,) = read_folder(DATA / city.folder)
    return plan


def test_every_city_is_expected() -> None:
    folders = {folder.name for folder in DATA.glob("*-*") if (folder / "municipality.yaml").is_file()}
    assert folders == {city.folder for city in CITIES} | {"142042-kamakura"}
    assert {city.name for city in CITIES} == set(EXPECTED)


@each_city
def test_the_plan(city: City) -> None:
    plan = plan_of(city)
    assert (plan.key, plan.title) == (city.plan, city.title)
    assert (plan.municipality.code, plan.municipality.name) == (city.code, city.name)
    assert [level.name for level in plan.levels] == list(city.levels)
    # Years only where a document prints them; a plan known from its evaluation has neither type nor years.
    if city.plan == "evaluated-2024":
        assert (plan.type, plan.first_fiscal_year, plan.last_fiscal_year) == (None, None, None)
        assert [evaluation.fiscal_year for evaluation in plan.evaluations] == [2024]
    else:
        assert plan.first_fiscal_year == int(city.plan.rpartition("-")[2])
    (document,) = plan.documents
    assert "確かめていない" in document.terms


@each_city
def test_counts_and_totals(city: City) -> None:
    plan = plan_of(city)
    projects, totals = EXPECTED[plan.municipality.name]
    assert len(plan.projects) == projects
    found: Counter[str] = Counter()
    for project in plan.projects:
        for amount in project.amounts:
            found[amount.key] += amount.value or 0  # type: ignore[assignment]
    assert found == {key: Decimal(total) for key, total in totals.items()}


def read_and_printed(city: City) -> Iterator[tuple[Plan, int, Project]]:
    """The plan, and each of its projects by index with the row that it stands for."""
    plan, printed = plan_of(city), city.projects()
    assert len(plan.projects) == len(printed)
    yield from ((plan, index, row) for index, row in enumerate(printed))


@each_city
def test_every_name_and_code(city: City) -> None:
    for plan, index, row in read_and_printed(city):
        project = plan.projects[index]
        assert (project.name, project.code) == (row.name, row.code)
        assert [(source.unit, source.first, source.last) for source in project.sources] == [
            ("row", row.row, row.row)
        ]
        assert project.references == row.references
    assert len({project.key for project in plan.projects}) == len(plan.projects)


@each_city
def test_every_department(city: City) -> None:
    plan = plan_of(city)
    departments = {department.key: department for department in plan.municipality.departments}
    for _, index, row in read_and_printed(city):
        found = [departments[key] for key in plan.projects[index].departments]
        assert [
            (departments[each.parent].name if each.parent else None, each.name) for each in found
        ] == list(row.departments), row.name
    listed = {department for row in city.projects() for department in row.departments}
    above = {parent for parent, _ in listed if parent}
    names = Counter(department.name for department in plan.municipality.departments)
    # Nobody else is there: those of the rows, and those above them.
    assert names == Counter(
        [name for _, name in listed] + [name for name in above if (None, name) not in listed]
    )


@each_city
def test_every_policy(city: City) -> None:
    plan = plan_of(city)
    policies = {policy.key: policy for policy in plan.policies}
    for _, index, row in read_and_printed(city):
        chain = []
        key = plan.projects[index].policy
        while key is not None:
            chain.append(policies[key])
            key = policies[key].broader
        chain.reverse()
        assert [policy.depth for policy in chain] == list(range(1, len(chain) + 1))
        assert len(chain) == len(row.policies), row.name
        for policy, printed in zip(chain, row.policies, strict=True):
            number = policy.notation or ""
            assert same(meant(printed)) in {
                same(policy.name),
                same(number + policy.name),
                same(f"{number}.{policy.name}"),
            }


@each_city
def test_every_amount(city: City) -> None:
    for plan, index, row in read_and_printed(city):
        found = {
            (str(amount.kind), amount.first_fiscal_year, amount.last_fiscal_year): amount
            for amount in plan.projects[index].amounts
        }
        assert {key: amount.value for key, amount in found.items()} == row.amounts, row.name
        for amount in found.values():
            assert amount.status is (AmountStatus.DASH if amount.value is None else AmountStatus.STATED)
            assert amount.includes_personnel is row.personnel


@each_city
def test_no_other_doubt_is_left(city: City) -> None:
    """Only 池田市's sheets of two projects: one name, one sum, and nothing that parts them."""
    doubts = [doubt for doubt in plan_of(city).doubts if doubt.severity is not Severity.NOTE]
    two_in_one = [row.row for row in city.projects() if "／" in row.name]
    assert [(doubt.code, doubt.sources[0].first) for doubt in doubts] == [
        ("several-names", row) for row in two_in_one
    ]
    assert len(doubts) == (18 if city.code == "272043" else 0)
    notes = [doubt.code for doubt in plan_of(city).doubts if doubt.severity is Severity.NOTE]
    assert notes == ["encoding"]


@each_city
def test_every_plan_says_how_far_it_can_be_relied_on(city: City) -> None:
    plan = plan_of(city)
    (whole,) = (note for note in plan.quality_notes if note.key in plan.quality)
    transcribed = plan.municipality.name in ("札幌市", "さいたま市")
    assert whole.reliability is (Reliability.TRANSCRIBED if transcribed else Reliability.MACHINE_READ)


def doubtful(city: City) -> Counter[str]:
    """How many amounts have which quality note."""
    plan = plan_of(city)
    return Counter(key for project in plan.projects for amount in project.amounts for key in amount.quality)


@pytest.mark.parametrize("city", [city for city in CITIES if city.code != "032034" and city.code != "232033"])
def test_other_amounts_are_not_doubtful(city: City) -> None:
    assert doubtful(city) == {}


@pytest.mark.parametrize("city", [city for city in CITIES if city.code == "032034"], ids=["ofunato"])
def test_a_zero_that_may_have_been_blank_is_doubtful(city: City) -> None:
    zeros = sum(cell == "0" for row in city.rows() for column, cell in row.items() if "事業費計" in column)
    assert doubtful(city) == {"blank-or-zero": zeros, "current-year": 407, "unit-suspected": 1}
    assert zeros == 306
    for project in plan_of(city).projects:
        for amount in project.amounts:
            assert ("blank-or-zero" in amount.quality) == (amount.value == 0)
            assert ("current-year" in amount.quality) == (amount.first_fiscal_year == 2025)
            assert ("unit-suspected" in amount.quality) == (amount.published_value == "1696753")


@pytest.mark.parametrize("city", [city for city in CITIES if city.code == "232033"], ids=["ichinomiya"])
def test_a_project_that_is_listed_again_without_saying_so_is_doubtful(city: City) -> None:
    counted = Counter((row["事業名"], row["R6決算"]) for row in city.rows())
    for project, row in zip(plan_of(city).projects, city.rows(), strict=True):
        again = counted[row["事業名"], row["R6決算"]] > 1 and row["R6決算"] != "0"
        assert [amount.quality for amount in project.amounts] == [("listed-again",) if again else ()]


@pytest.mark.parametrize("city", [city for city in CITIES if city.code == "141003"], ids=["yokohama"])
def test_the_printed_differences_agree(city: City) -> None:
    """The sheets print 差引（増減）, which is not read in: it confirms the two sums."""
    for row in city.rows():
        before, after, difference = (
            Decimal(row[column].replace("▲", "-").replace(" ", "").replace(",", ""))
            for column in ("５年度決算", "６年度決算", "差引（増減）")
        )
        assert after - before == difference
