"""`keikaku link` on six small cities, and its review."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keikaku.cli import main
from keikaku.link import read_candidates, read_decisions

CITIES = Path(__file__).parents[1] / "read" / "cities"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CITIES, tmp_path / "data"))


def _run(data: Path, *arguments: str, said: str = "") -> Result:
    command = ["link", *arguments, "--data", str(data), "--lang", "en"]
    return CliRunner().invoke(main, command, input=said)


def test_two_cities_by_name_or_code(data: Path) -> None:
    result = _run(data, "あけぼの市", "990035", "--least", "0")
    assert result.exit_code == 0, result.output
    assert [file.name for file in (data / "links" / "candidates").iterdir()] == ["990027-990035.csv"]
    assert all(each.source.municipality == "990027" for each in read_candidates(data / "links"))


def test_all_cities_with_each_other(data: Path) -> None:
    result = _run(data, "--all")
    assert result.exit_code == 0, result.output
    assert len(list((data / "links" / "candidates").iterdir())) == 6 * 5 // 2


@pytest.mark.parametrize("cities", [("あけぼの市",), ("あけぼの市", "どこにもない市")])
def test_one_city_or_an_unknown_one_is_an_error(cities: tuple[str, ...], data: Path) -> None:
    result = _run(data, *cities)
    assert result.exit_code == 2
    assert not (data / "links").exists()


def test_what_is_decided_stands_and_is_not_asked_again(data: Path) -> None:
    _run(data, "--all", "--least", "0")
    candidates = read_candidates(data / "links")
    assert candidates
    first = _run(data, "review", "--by", "長谷川", said="a\n同じ仕事\nr\n\nq\n")
    assert first.exit_code == 0, first.output
    decisions = read_decisions(data / "links")
    assert sorted((each.accepted, each.by, each.why) for each in decisions) == [
        (False, "長谷川", ""),
        (True, "長谷川", "同じ仕事"),
    ]
    _run(data, "--all", "--least", "0")
    assert read_decisions(data / "links") == decisions
    second = _run(data, "review", "--by", "佐藤", said="q\n")
    assert second.exit_code == 0, second.output
    assert read_decisions(data / "links") == decisions
