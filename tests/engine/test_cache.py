import os
import resource
from pathlib import Path

import pytest

from keikaku.engine.cache import AnswerCache

MOST = 1 << 20


@pytest.fixture
def cache(tmp_path: Path) -> AnswerCache:
    return opened(tmp_path)


def opened(folder: Path, release: str = "r1", most: int = MOST) -> AnswerCache:
    cache = AnswerCache(folder, release, most)
    cache.open()
    return cache


def keep(cache: AnswerCache, key: str, *chunks: bytes, rows: int | None = 1) -> bool:
    storing = cache.begin(key, "select")
    for chunk in chunks:
        storing.write(chunk)
    return storing.finish(rows)


def found(cache: AnswerCache, key: str) -> bytes | None:
    stored = cache.find(key)
    return b"".join(stored.pieces()) if stored else None


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*"))


@pytest.mark.parametrize("chunks", [(b"short",), (b"x" * 70_000, b"y" * 10)], ids=["one", "several"])
@pytest.mark.parametrize("rows", [0, 7, None])
def test_another_process_finds_what_was_kept(tmp_path, chunks, rows):
    assert keep(opened(tmp_path), "k", *chunks, rows=rows)
    stored = opened(tmp_path).find("k")
    assert stored
    assert (stored.form, stored.rows, stored.size) == ("select", rows, len(b"".join(chunks)))
    assert b"".join(stored.pieces()) == b"".join(chunks)


def test_what_is_not_finished_is_not_found(cache, tmp_path):
    storing = cache.begin("k", "select")
    storing.write(b"x" * 100_000)
    assert found(cache, "k") is None
    storing.give_up()
    assert files(tmp_path) == []


@pytest.mark.parametrize("place", [0, 8, 20, 60, -1], ids=["magic", "form", "size", "body", "end"])
def test_a_damaged_answer_is_missing_and_removed(cache, tmp_path, place):
    keep(cache, "k", b"an answer of some length")
    [path] = files(tmp_path)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert found(cache, "k") is None
    assert files(tmp_path) == []


@pytest.mark.parametrize("length", [0, 10, 70])
def test_a_cut_off_answer_is_missing(cache, tmp_path, length):
    keep(cache, "k", b"an answer of some length")
    os.truncate(files(tmp_path)[0], length)
    assert found(cache, "k") is None


def test_an_answer_under_a_wrong_name_is_missing(cache, tmp_path):
    keep(cache, "k", b"an answer")
    files(tmp_path)[0].rename(tmp_path / "r1" / "other")
    assert found(cache, "other") is None


def test_what_was_not_used_for_longest_goes_first(tmp_path):
    cache = opened(tmp_path)
    for number in range(40):
        assert keep(cache, f"k{number}", b"x" * 20_000)
        os.utime(tmp_path / "r1" / f"k{number}", (number, number))
    assert found(cache, "k3")
    for number in range(40, 60):
        keep(cache, f"k{number}", b"x" * 20_000)
    cache.close()
    assert sum(path.stat().st_size for path in files(tmp_path)) <= MOST
    again = opened(tmp_path)
    assert found(again, "k3")
    assert found(again, "k59")
    assert found(again, "k4") is None


def test_another_process_counts_too(tmp_path):
    first, second = opened(tmp_path), opened(tmp_path)
    for number in range(40):
        keep(first, f"a{number}", b"x" * 20_000)
        keep(second, f"b{number}", b"x" * 20_000)
    first.close()
    second.close()
    assert sum(path.stat().st_size for path in files(tmp_path)) <= MOST


def test_what_is_too_large_is_not_kept(cache, tmp_path):
    assert not keep(cache, "k", *[b"x" * 65_536] * (cache.largest // 65_536 + 1))
    assert files(tmp_path) == []


def test_only_the_release_that_is_served_keeps_its_answers(tmp_path):
    keep(opened(tmp_path), "k", b"old")
    assert found(opened(tmp_path, "r2"), "k") is None
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_written_keeps_nothing_and_breaks_nothing(tmp_path):
    (tmp_path / "file").write_text("no folder")
    cache = opened(tmp_path / "file")
    assert not keep(cache, "k", b"an answer")
    assert found(cache, "k") is None


def test_a_full_disk_keeps_nothing_and_breaks_nothing(cache, tmp_path):
    """The kernel refuses the write that makes a file larger than allowed, as it does when the disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        assert not keep(cache, "k", *[b"x" * 40_000] * 4)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert found(cache, "k") is None
    assert files(tmp_path) == []


def test_parts_that_a_crash_left_are_removed(tmp_path):
    folder = tmp_path / "r1"
    folder.mkdir()
    (folder / "dead.part").write_bytes(b"x")
    os.utime(folder / "dead.part", (0, 0))
    (folder / "alive.part").write_bytes(b"x")
    opened(tmp_path)
    assert [path.name for path in files(tmp_path)] == ["alive.part"]
