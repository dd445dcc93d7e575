from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Quad

from keikaku.check import Report
from keikaku.problem import Problem
from keikaku.release import Release, build, list_releases, roll_back


def test_no_release_yet_says_how_to_make_one(folder: Path) -> None:
    with pytest.raises(Problem) as caught:
        Release.current(folder)
    assert "`keikaku build`" in caught.value.in_("en")
    assert "`keikaku build`" in caught.value.in_("ja")


def test_a_release_that_stands_verifies(release: Release) -> None:
    release.verify()


def flip_a_bit(release: Release) -> str:
    path = release.dumps / "keikaku.ttl"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    return "dumps/keikaku.ttl"


def remove_a_document(release: Release) -> str:
    (release.documents / "142042" / "page.txt").unlink()
    return "documents/142042/page.txt"


def add_a_file(release: Release) -> str:
    (release.path / "stray.ttl").touch()
    return "stray.ttl"


def empty_the_store(release: Release) -> str:
    for path in release.store.iterdir():
        path.write_bytes(b"")
    return "store"


def remove_the_store(release: Release) -> str:
    release.store.rename(release.path.parent / "lost")
    return "store"


@pytest.mark.parametrize(
    "damage", [flip_a_bit, remove_a_document, add_a_file, empty_the_store, remove_the_store]
)
def test_damage_is_found_and_named(release: Release, damage: Callable[[Release], str]) -> None:
    name = damage(release)
    with pytest.raises(Problem, match=name):
        release.verify()


def test_a_broken_manifest_is_a_problem_with_its_path(release: Release) -> None:
    (release.path / "manifest.json").write_text('{"id": ')
    with pytest.raises(Problem, match=r"manifest\.json"):
        Release.open(release.path)


def test_a_damaged_release_is_not_published_again(
    release: Release, folder: Path, quads: list[Quad], conforming: Report
) -> None:
    flip_a_bit(release)
    with pytest.raises(Problem, match="damaged"):
        build(folder, quads, conforming, {})


def test_releases_are_listed_newest_first_and_rolled_back_by_id(
    release: Release,
    folder: Path,
    more_quads: list[Quad],
    conforming: Report,
    documents: Mapping[str, Path],
) -> None:
    newer = build(folder, more_quads, conforming, documents, issued=date(2026, 12, 1)).release
    assert list_releases(folder) == [newer, release]
    assert roll_back(folder, release.id) == release == Release.current(folder)
    assert roll_back(folder, newer.id) == newer == Release.current(folder)


@pytest.mark.parametrize("wrong", ["2000-01-01-000000000000", "current", ".lock", "../releases", ""])
def test_roll_back_to_what_is_no_release_is_refused(release: Release, folder: Path, wrong: str) -> None:
    with pytest.raises(Problem, match="There is no release") as caught:
        roll_back(folder, wrong)
    assert release.id in caught.value.in_("en")
    assert Release.current(folder) == release


def test_roll_back_to_a_damaged_release_is_refused(
    release: Release, folder: Path, more_quads: list[Quad], conforming: Report
) -> None:
    newer = build(folder, more_quads, conforming, {}, issued=date(2026, 12, 1)).release
    flip_a_bit(release)
    with pytest.raises(Problem, match="damaged"):
        roll_back(folder, release.id)
    assert Release.current(folder) == newer
