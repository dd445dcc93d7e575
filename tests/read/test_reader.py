"""A municipality's folder as a whole, and the first page with one thing wrong."""

import json
from pathlib import Path

import pytest
import yaml

from keikaku.plan import Severity
from keikaku.problem import Problem
from keikaku.read.reader import read_folder
from keikaku.read.review import as_json, as_yaml, review

DOCUMENT = "documents/implementation-plan-2014-civic-autonomy.txt"
Change = tuple[str, str]


def change(folder: Path, old: str, new: str, file: str = DOCUMENT, count: int = -1) -> None:
    path = folder / file
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, count).encode("utf-8"))


def without_corrections(folder: Path) -> None:
    change(folder, "        corrections: corrections.yaml\n", "", "municipality.yaml")


def errors(folder: Path) -> list[tuple[str, int]]:
    return [
        (doubt.code, doubt.sources[0].first)
        for doubt in read_folder(folder)[-1].doubts
        if doubt.severity is Severity.ERROR
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "平成28年度 推計事業費",
            "平成29年度 推計事業費",
            [("schedule-years", 234), ("schedule-years", 280)],
            id="year outside",
        ),
        pytest.param("０－１－１－２", "０－１－１－１", [("project-twice", 261)], id="code twice"),
        pytest.param("０－１－１－２", "未定", [("code", 261)], id="no code"),
        pytest.param("29.0百万円", "29.0", [("amount", 306)], id="no unit"),
        pytest.param("1,425 百万円", "1,42 百万円", [("amount", 79)], id="broken number"),
        pytest.param("所 管 課 福祉総務課", "所 管 課 不明", [("department", 263)], id="no department"),
        pytest.param("◆重点事業 ", "※重点事業 ", None, id="no sheets"),
        pytest.param("事業名 所管課 事業内容", "事業名 事業内容 所管課", [("column-header", 92)], id="other columns"),
        pytest.param("援事業 \n", "援事業\n", [], id="cell end lost"),
    ],
)  # fmt: skip
def test_one_thing_wrong_on_the_first_page(
    kamakura_copy: Path, old: str, new: str, expected: list[tuple[str, int]] | None
) -> None:
    without_corrections(kamakura_copy)
    change(kamakura_copy, old, new)
    if expected is None:
        with pytest.raises(Problem, match="“◆重点事業” is missing"):
            read_folder(kamakura_copy)
    else:
        assert errors(kamakura_copy) == expected


def test_a_correction_finds_what_the_document_no_longer_says(kamakura_copy: Path) -> None:
    change(kamakura_copy, "議設立の検討", "議設立の準備")
    with pytest.raises(Problem) as caught:
        read_folder(kamakura_copy)
    assert "correction 'steps-0-1-1-1' does not fit" in caught.value.what.en
    assert "「小学校区での地域会議設立の準備」" in caught.value.what.en
    assert caught.value.place is not None
    assert caught.value.place.line == 3


@pytest.mark.parametrize("junk", [b"\x00\x01\x02" * 50, b"%PDF-1.4 junk", bytes(range(256))])
def test_binary_junk(kamakura_copy: Path, junk: bytes) -> None:
    (kamakura_copy / DOCUMENT).write_bytes(junk)
    with pytest.raises(Problem) as caught:
        read_folder(kamakura_copy)
    assert caught.value.place is not None
    assert caught.value.place.file == str(kamakura_copy / DOCUMENT)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_page_in_another_encoding_says_the_same(kamakura_copy: Path, encoding: str) -> None:
    expected = read_folder(kamakura_copy)[-1]
    path = kamakura_copy / DOCUMENT
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    plan = read_folder(kamakura_copy)[-1]
    assert (plan.policies, plan.projects, plan.listings) == (
        expected.policies,
        expected.projects,
        expected.listings,
    )


def test_the_page_with_other_line_ends_says_the_same(kamakura_copy: Path) -> None:
    expected = read_folder(kamakura_copy)[-1]
    change(kamakura_copy, "\n", "\r\n")
    plan = read_folder(kamakura_copy)[-1]
    assert (plan.policies, plan.projects, plan.doubts) == (
        expected.policies,
        expected.projects,
        expected.doubts,
    )


def test_keys_stay_when_rows_change_places(kamakura_copy: Path) -> None:
    expected = {project.name: project.key for project in read_folder(kamakura_copy)[-1].projects}
    change(
        kamakura_copy,
        "議会事務 議会事務局",
        "まちの事業 総務課 まちのことです。 \n\n議会事務 議会事務局",
        count=1,
    )
    keys = {project.name: project.key for project in read_folder(kamakura_copy)[-1].projects}
    assert {name: keys[name] for name in expected} == expected


def test_plans_of_one_folder_share_their_municipality(kamakura_copy: Path) -> None:
    plans = read_folder(kamakura_copy)
    assert [plan.key for plan in plans] == ["vision-1996", "basic-2014", "implementation-2014"]
    assert [plan.part_of for plan in plans] == [None, "vision-1996", "basic-2014"]
    assert len({plan.municipality for plan in plans}) == 1


def test_the_same_document_twice_in_a_plan(kamakura_copy: Path) -> None:
    text = (kamakura_copy / "municipality.yaml").read_text("utf-8")
    entry = text[text.index("      - key: implementation-2014-civic") :]
    again = entry.replace("key: implementation-2014-civic", "key: again-civic")
    (kamakura_copy / "municipality.yaml").write_text(text + again, "utf-8")
    with pytest.raises(Problem, match="stands in another document of the same plan"):
        read_folder(kamakura_copy)


def test_a_review_in_both_forms(kamakura_copy: Path) -> None:
    plan = read_folder(kamakura_copy)[-1]
    reviewed = review(plan, "ja")
    assert next(yaml.safe_load_all(as_yaml([reviewed]))) == reviewed
    (from_json,) = json.loads(as_json([reviewed]))
    assert from_json["title"] == plan.title
    assert reviewed["policies"][1]["amounts"] == [
        {
            "kind": "estimate",
            "status": "stated",
            "printed": "1,425百万円",
            "yen": "1425000000",
            "fiscal_years": [2014, 2016],
            "basis": "printed",
            "lines": "79",
        }
    ]
    first = reviewed["projects"][0]
    assert (first["name"], first["departments"], first["lines"]) == ("議会事務", ["議会事務局"], "94-98")
    assert first["priority"] is False
    steps = next(each for each in reviewed["projects"] if each.get("code") == "0-1-1-1")["steps"]
    assert [each["text"] for each in steps[2016]] == ["小学校区での地域会議の設立"]
    assert "推定" in reviewed["doubts"][0]["message"]
    assert "inferred" in review(plan, "en")["doubts"][0]["message"]
    assert [each["settled_by"] for each in reviewed["doubts"][:2]] == ["steps-0-1-1-1", "steps-0-1-1-2"]


def test_a_review_is_the_same_each_time(kamakura_copy: Path) -> None:
    one, other = (as_yaml([review(plan) for plan in read_folder(kamakura_copy)]) for _ in range(2))
    assert one == other
