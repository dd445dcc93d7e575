import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Quad

from keikaku.check import Report
from keikaku.rdf import canonical_quads
from keikaku.rdf.syntax import n_quads
from keikaku.release import Release, build, list_releases

BUILDING = Path(__file__).parent / "building.py"
NEVER = 1_000_000


@pytest.fixture
def dump(tmp_path: Path, more_quads: list[Quad]) -> Path:
    path = tmp_path / "more.nq"
    path.write_bytes(n_quads(canonical_quads(more_quads)))
    return path


def building(folder: Path, dump: Path, *fate: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, BUILDING, folder, dump, *fate]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_a_kill_at_any_operation_leaves_a_whole_release_current(
    release: Release, folder: Path, dump: Path, more_quads: list[Quad], conforming: Report
) -> None:
    counted = building(folder, dump, "die", str(NEVER))
    operations = int(counted.stdout)
    # The end, where the release is put up and made current, at every operation; before it here and there.
    deaths = sorted({*range(1, operations, 17), *range(operations - 10, operations + 1)})
    assert building(folder, dump, "die", *map(str, deaths)).stdout == ""
    next_one = Release.current(folder.with_name(f"{folder.name}-{NEVER}"))
    published = {release.id}
    for number in deaths:
        survivor = folder.with_name(f"{folder.name}-{number}")
        for standing in (Release.current(survivor), *list_releases(survivor)):
            standing.verify()
        published.add(Release.current(survivor).id)
        build(survivor, more_quads, conforming, {}, issued=next_one.manifest.issued)
        assert Release.current(survivor).id == next_one.id
        names = {path.name for path in survivor.iterdir()}
        assert names == {".lock", "current", release.id, next_one.id}
    assert published == {release.id, next_one.id}  # some deaths came before the flip, some after


@pytest.mark.parametrize("size", [1, 5_000, 50_000, 100_000])
def test_a_full_disk_leaves_the_release_before_current(
    release: Release, folder: Path, dump: Path, size: int
) -> None:
    failed = building(folder, dump, "fill", str(size))
    assert failed.returncode == 1
    assert "The release could not be written" in failed.stderr
    assert "Check free space" in failed.stderr
    Release.current(folder).verify()
    assert sorted(path.name for path in folder.iterdir()) == [".lock", release.id, "current"]
