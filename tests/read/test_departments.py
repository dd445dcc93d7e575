import pytest

from keikaku.plan import Department
from keikaku.read.departments import Directory
from keikaku.read.description import DepartmentEntry
from keikaku.read.entries import DepartmentsEntry

NAMES = ("子ども・若者政策課", "保育課", "福祉部", "高齢者支援課", "総務課", "市長", "市民課", "管財部")


@pytest.fixture
def directory() -> Directory:
    entries = [DepartmentEntry(name=name) for name in NAMES]
    entries[NAMES.index("管財部")] = DepartmentEntry(name="管財部", aliases=("財)管財部",))
    departments = [Department(name, name, "福祉部" if name == "高齢者支援課" else None) for name in NAMES]
    return Directory(departments, entries, DepartmentsEntry())


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("保育課", ["保育課"]),
        ("保 育 課", ["保育課"]),
        ("子ども・若者政策課", ["子ども・若者政策課"]),
        ("子ども・若者政策課・保育課", ["子ども・若者政策課", "保育課"]),
        ("保育課、子ども・若者政策課", ["保育課", "子ども・若者政策課"]),
        ("保育課，総務課／高齢者支援課", ["保育課", "総務課", "高齢者支援課"]),
        ("福祉部 高齢者支援課", ["高齢者支援課"]),
        ("福祉部高齢者支援課、保育課", ["高齢者支援課", "保育課"]),
        ("福祉部、保育課", ["福祉部", "保育課"]),
        ("市長市民課", ["市長", "市民課"]),
        ("総務課（内部事務効率化）／総務課", ["総務課", "総務課"]),
        ("財)管財部・保育課", ["管財部", "保育課"]),
    ],
)
def test_listed_departments(directory: Directory, cell: str, names: list[str]) -> None:
    found = directory.parse(cell)
    assert found is not None
    assert [department.name for department in found.departments] == names
    assert found.unlisted == ()


@pytest.mark.parametrize(
    ("cell", "unlisted"),
    [
        ("こども家庭センター", ["こども家庭センター"]),
        ("保育課、環境施設管理課", ["環境施設管理課"]),
        ("西部環境センター、クリーンセンター大崎、保育課", None),
    ],
)
def test_departments_known_by_their_ending(
    directory: Directory, cell: str, unlisted: list[str] | None
) -> None:
    found = directory.parse(cell)
    if unlisted is None:
        assert found is None
    else:
        assert found is not None
        assert [department.name for department in found.unlisted] == unlisted


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "課",
        "保育",
        "保育課です。",
        "保育課、",
        "、保育課",
        "子どもの相談に応じます。",
        "部" * 200,
        "課部" * 59 + "あ",
    ],
)
def test_what_is_no_department_cell(directory: Directory, cell: str) -> None:
    assert directory.parse(cell) is None


def test_only_accepted_departments_are_kept(directory: Directory) -> None:
    found = directory.parse("広聴室")
    assert found is not None
    assert directory.unlisted == {}
    directory.keep(found)
    assert list(directory.unlisted) == ["広聴室"]
    assert directory.name("保育課") == "保育課"
    assert directory.name("nobody") == "nobody"


@pytest.mark.parametrize(
    ("cell", "key"),
    [("消防局 総務課", "fire"), ("総務局総務課（内部統制等）", "general"), ("庶務", "fire")],
)
def test_two_departments_of_one_name_are_told_apart_by_the_one_above(cell: str, key: str) -> None:
    entries = [
        DepartmentEntry(name="総務局"),
        DepartmentEntry(name="総務課", parent="総務局"),
        DepartmentEntry(name="総務課", parent="消防局", aliases=("庶務",)),
    ]
    departments = [
        Department("bureau", "総務局"),
        Department("general", "総務課", "bureau"),
        Department("fire", "総務課"),
    ]
    found = Directory(departments, entries, DepartmentsEntry()).parse(cell)
    assert found is not None
    assert [department.key for department in found.departments] == [key]
    assert found.unlisted == ()


def test_a_name_of_two_departments_alone_is_neither() -> None:
    entries = [DepartmentEntry(name="総務課", parent=parent) for parent in ("総務局", "消防局")]
    departments = [Department("general", "総務課"), Department("fire", "総務課")]
    found = Directory(departments, entries, DepartmentsEntry()).parse("総務課")
    assert found is not None
    assert [department.name for department in found.unlisted] == ["総務課"]
