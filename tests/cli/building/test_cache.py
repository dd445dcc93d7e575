from pathlib import Path

import pytest

from keikaku.cli.building import fingerprint
from keikaku.cli.building.cache import Cache
from keikaku.problem import Problem

BASE = "https://w3id.org/keikaku/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    city = tmp_path / "142042-kamakura"
    (city / "documents").mkdir(parents=True)
    (city / "municipality.yaml").write_text("municipality:\n")
    (city / "documents" / "plan.txt").write_text("計画\n")
    return city


def test_a_folder_is_the_same_until_a_file_is_another(folder: Path) -> None:
    before = fingerprint.of_folder(folder)
    (folder / "municipality.yaml").touch()
    assert fingerprint.of_folder(folder) == before
    (folder / "documents" / "plan.txt").write_text("計画\n\n")
    assert fingerprint.of_folder(folder) != before


@pytest.mark.parametrize("change", ["new file", "renamed", "removed", "moved"])
def test_names_count_as_content_does(folder: Path, change: str) -> None:
    before, document = fingerprint.of_folder(folder), folder / "documents" / "plan.txt"
    match change:
        case "new file":
            (folder / "waivers.yaml").touch()
        case "renamed":
            document.rename(document.with_name("plan2.txt"))
        case "removed":
            document.unlink()
        case "moved":
            folder = folder.rename(folder.with_name("142042"))
    assert fingerprint.of_folder(folder) != before


def test_the_program_is_the_same_from_one_time_to_the_next() -> None:
    assert fingerprint.of_program() == fingerprint.of_program()


def test_a_part_stands_by_its_name_content_and_base(tmp_path: Path) -> None:
    with (
        Cache.locked(tmp_path, BASE) as cache,
        Cache.locked(tmp_path / "other", "http://localhost/") as other,
    ):
        place = cache.place("a", "1")
        assert place == cache.place("a", "1")
        assert len({place, cache.place("a", "2"), cache.place("b", "1")}) == 3
        assert other.place("a", "1").name != place.name


def test_what_a_part_was_before_is_swept_away(tmp_path: Path) -> None:
    with Cache.locked(tmp_path, BASE) as cache:
        now, before, another = cache.place("a", "2"), cache.place("a", "1"), cache.place("a-b", "1")
        for file in (now, before, another):
            file.touch()
        cache.sweep("a", now)
        assert set(tmp_path.glob("*.zip")) == {now, another}


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with (
        Cache.locked(tmp_path, BASE),
        pytest.raises(Problem, match="Another process"),
        Cache.locked(tmp_path, BASE),
    ):
        pass


def test_a_place_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(Problem, match="Nothing can be put here"),
        Cache.locked(tmp_path / "file" / "cache", BASE),
    ):
        pass
