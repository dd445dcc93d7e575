"""The commands as a user runs them: what they print, how they exit, what they leave on disk."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from keikaku.cli import main
from keikaku.resources import content_folder

KAMAKURA = content_folder("data") / "142042-kamakura"
DOCUMENT = "documents/implementation-plan-2014-civic-autonomy.txt"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def invoke(*arguments: str | Path, lang: str = "en") -> Result:
        environment = {"KEIKAKU_LANG": lang, "KEIKAKU_RELEASES": str(tmp_path / "releases")}
        return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)

    return invoke


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the shipped municipality, to be damaged."""
    return Path(shutil.copytree(KAMAKURA, tmp_path / "data" / "142042-kamakura"))


def edit(city: Path, old: str, new: str) -> int:
    """Replace the last `old` in the document; the 1-based line where it stood."""
    path = city / DOCUMENT
    before, found, after = path.read_text("utf-8").rpartition(old)
    assert found
    path.write_text(before + new + after, "utf-8")
    return before.count("\n") + 1


def test_read_shows_the_plan_as_yaml(run: Run) -> None:
    result = run("read", KAMAKURA)
    assert result.exit_code == 0
    plan = list(yaml.safe_load_all(result.stdout))[-1]
    assert len(plan["projects"]) == 12
    assert plan["projects"][9]["code"] == "0-1-1-1"
    assert {doubt["code"] for doubt in plan["doubts"] if doubt["severity"] != "note"} == {"steps-inferred"}
    assert all(doubt.get("settled_by") for doubt in plan["doubts"] if doubt["severity"] != "note")


def test_read_shows_the_plan_as_json(run: Run) -> None:
    plans = json.loads(run("read", "--format", "json", KAMAKURA).stdout)
    assert [plan["plan"] for plan in plans] == ["vision-1996", "basic-2014", "implementation-2014"]


def test_read_tells_what_it_could_not_place(run: Run, city: Path) -> None:
    """Four steps on different things in three yearly columns: nothing shows where each stood."""
    (city / "corrections.yaml").write_text("corrections: []\n", "utf-8")
    path = city / DOCUMENT
    before, schedule, _ = path.read_text("utf-8").rpartition("推計事業費 \n")
    steps = [
        "パンフレットの作成 ",
        "相談員の養成 ",
        "見守り協定の締結 ",
        "活動拠点の改修 ",
        "29.0百万円 ",
        "",
    ]
    path.write_text(before + schedule + "\n" + "\n\n".join(steps), "utf-8")
    result = run("read", city)
    assert result.exit_code == 1
    line = (before + schedule).count("\n") + 2
    assert f"{path}, line {line}: " in result.stderr
    assert "“相談員の養成”" in result.stderr


def test_check_of_the_shipped_data(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("Valid: 0 violation(s)")
    assert run("check", KAMAKURA, lang="ja").stdout.splitlines()[-1].startswith("適合")


def test_check_names_line_and_value_of_a_year_outside_the_plan(run: Run, city: Path) -> None:
    (city / "corrections.yaml").write_text("corrections: []\n", "utf-8")
    edit(city, "平成28年度", "平成29年度")
    result = run("check", city)
    assert result.exit_code == 1
    # The steps of the last column, on lines 298-304 of the document.
    assert f"{city / DOCUMENT}, line 298" in result.stdout
    assert f"{city / DOCUMENT}, line 302" in result.stdout
    assert "2017" in result.stdout


def test_check_names_both_lines_of_a_code_that_stands_twice(run: Run, city: Path) -> None:
    (city / "corrections.yaml").write_text("corrections: []\n", "utf-8")
    edit(city, "０－１－１－２", "０－１－１－１")
    result = run("check", city)
    assert result.exit_code == 1
    assert "line 215" in result.stdout
    assert "line 261" in result.stdout


def test_check_of_an_rdf_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.ttl"
    file.write_text("<x:plan> a <https://w3id.org/keikaku/ontology#Plan> .")
    assert run("check", file).exit_code == 1
    file.write_text("<x:plan> a <broken")
    result = run("check", file)
    assert result.exit_code == 2
    assert "plan.ttl, line 1" in result.stderr


@pytest.mark.parametrize("form", ["turtle", "json", "sarif", "junit"])
def test_check_in_machine_forms(run: Run, form: str) -> None:
    result = run("check", "--format", form, KAMAKURA)
    assert result.exit_code == 0
    assert result.stdout.strip()


@pytest.mark.parametrize("form", ["turtle", "json", "sarif", "junit"])
def test_a_machine_is_told_what_cannot_be_read(run: Run, city: Path, form: str) -> None:
    (city / DOCUMENT).write_bytes(b"%PDF-1.7")
    result = run("check", "--format", form, city)
    assert result.exit_code == 2
    assert "readable" in result.stdout
    assert "it is a PDF" in result.stdout
    assert result.stderr.startswith("Error: ")


@pytest.mark.parametrize("epoch", ["abc", "-5"])
def test_build_tells_of_an_epoch_that_is_none(
    run: Run, city: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = run("build", "--data", city.parent)
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH" in result.stderr


def test_build_publishes_and_knows_the_same_content_again(run: Run, city: Path, tmp_path: Path) -> None:
    first = run("build", "--data", city.parent)
    assert first.exit_code == 0
    assert first.stdout.startswith("Published release ")
    again = run("build", "--data", city.parent, lang="ja")
    assert again.exit_code == 0
    assert "同じ内容" in again.stdout
    assert (tmp_path / "releases" / "current" / "dumps" / "keikaku.ttl.gz").exists()
    assert run("release", "verify").exit_code == 0
    assert run("release", "list").stdout.startswith("* ")


DAMAGES = {
    "cut off in a list": lambda text: text.encode()[: text.encode().index("選挙啓発事業".encode()) + 40],
    "cut off in a sheet": lambda text: text[: text.index("事業工程")].encode(),
    "cut off before the cost": lambda text: text[: text.index("29.0百万円")].encode(),
    "binary junk": lambda text: bytes(range(256)) * 20,
    "junk in the middle": lambda text: text[:2000].encode() + b"\x00\xff\xfe" + text[2000:].encode(),
    "empty": lambda text: b"",
    "a year outside the period": lambda text: text.replace("平成26年度 ", "平成25年度 ").encode(),
    "a code twice": lambda text: text.replace("０－１－１－２", "０－１－１－１").encode(),
    "another document": lambda text: "これは計画ではありません。 \n別の文書で\nす。 \n".encode(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("corrected", [True, False], ids=["corrections", "no-corrections"])
def test_build_publishes_nothing_from_bad_input(
    run: Run, city: Path, tmp_path: Path, damage: Callable[[str], bytes], corrected: bool
) -> None:
    if not corrected:
        (city / "corrections.yaml").write_text("corrections: []\n", "utf-8")
    path = city / DOCUMENT
    path.write_bytes(damage(path.read_text("utf-8")))
    result = run("build", "--data", city.parent)
    assert result.exit_code in (1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert DOCUMENT in result.stderr or "corrections.yaml" in result.stderr
    assert not (tmp_path / "releases" / "current").exists()


def test_a_failed_build_leaves_the_release_before(run: Run, city: Path, tmp_path: Path) -> None:
    assert run("build", "--data", city.parent).exit_code == 0
    before = (tmp_path / "releases" / "current").resolve()
    (city / DOCUMENT).write_bytes(b"%PDF-1.7")
    assert run("build", "--data", city.parent).exit_code == 2
    assert (tmp_path / "releases" / "current").resolve() == before


@pytest.mark.parametrize(("lang", "words"), [("ja", "エラー: "), ("en", "Error: ")])
def test_problems_are_told_in_the_users_language(run: Run, tmp_path: Path, lang: str, words: str) -> None:
    result = run("read", tmp_path / "nowhere", lang=lang)
    assert result.exit_code == 2
    assert result.stderr.startswith(words)
    assert "municipality.yaml" in result.stderr


def test_the_lang_option_wins(run: Run, tmp_path: Path) -> None:
    assert run("read", "--lang", "ja", tmp_path, lang="en").stderr.startswith("エラー")


def test_query_without_a_release(run: Run) -> None:
    result = run("query", "levels")
    assert result.exit_code == 2
    assert "keikaku build" in result.stderr


def test_query_lists_what_there_is(run: Run) -> None:
    assert "priority-share" in run("query").stdout


def test_query_prints_table_csv_and_json(run: Run, city: Path) -> None:
    run("build", "--data", city.parent)
    table = run("query", "levels").stdout.splitlines()
    assert table[0].split() == [
        "municipalityName",
        "planName",
        "depth",
        "levelName",
        "policies",
        "statements",
    ]
    assert table[-1].endswith("5         13")
    assert len(run("query", "levels", "--format", "csv").stdout.splitlines()) == 4
    bindings = json.loads(run("query", "levels", "--format", "json").stdout)["results"]["bindings"]
    assert [row["levelName"]["value"] for row in bindings] == ["将来目標（章）", "分野", "施策の方針"]


def test_query_takes_parameters(run: Run, city: Path) -> None:
    run("build", "--data", city.parent)
    result = run(
        "query", "project-steps", "-p", "project=142042/implementation-2014/0-1-1-2", "--format", "csv"
    )
    assert len(result.stdout.splitlines()) == 7


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], "priority-share"),
        (["levels", "-p", "x=1"], "no parameter x"),
        (["statements", "-p", "depth=three"], "depth"),
        (["statements", "-p", "depth"], "has no ="),
        (["project-steps", "-p", "project=<x> } #"], "project"),
    ],
)
def test_query_refuses_what_it_does_not_know(run: Run, arguments: list[str], words: str) -> None:
    result = run("query", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
