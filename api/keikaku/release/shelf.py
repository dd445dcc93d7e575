"""The folder of releases: one builder at a time, and each release in place whole or not at all."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keikaku.language import Text
from keikaku.problem import Place, Problem
from keikaku.release.manifest import MANIFEST, Manifest
from keikaku.release.release import CURRENT, Release

_LOCK = ".lock"
_STAGING = ".building"
_NEXT = ".next"


def list_releases(folder: Path) -> list[Release]:
    """The releases that stand in a folder, the newest first."""
    places = (path.parent for path in folder.glob(f"[!.]*/{MANIFEST}") if not path.parent.is_symlink())
    return sorted(map(Release.open, places), key=lambda r: (r.manifest.issued, r.id), reverse=True)


def roll_back(folder: Path, release_id: str) -> Release:
    """Point `current` at the release with this id; Problem if there is none or it is damaged."""
    with Shelf.locked(folder) as shelf:
        standing = {release.id: release for release in list_releases(folder)}
        if release_id not in standing:
            raise Problem(
                Text(f"リリース {release_id} はありません。", f"There is no release {release_id}."),
                Place(str(folder)),
                Text(
                    f"ここにあるのは {'、'.join(standing) or 'なし'} です。",
                    f"There are: {', '.join(standing) or 'none'}.",
                ),
            )
        standing[release_id].verify()
        shelf.point_to(standing[release_id])
        return standing[release_id]


class Shelf:
    """The folder of releases while its lock is held."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    @contextmanager
    def locked(cls, folder: Path) -> Iterator["Shelf"]:
        """Hold the folder's lock, which ends with the process; Problem if another one builds in it."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / _LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Problem(
                    Text("別の処理がリリースを作っています。", "Another process is building a release."),
                    Place(str(folder)),
                    Text("終わってからもう一度試してください。", "Try again when it has finished."),
                ) from None
            yield cls(folder)

    def with_digest(self, digest: str) -> Release | None:
        """The newest release of the same data, if one stands."""
        return next((r for r in list_releases(self._folder) if r.manifest.digest == digest), None)

    @contextmanager
    def staging(self) -> Iterator[tuple[Path, Path]]:
        """Two new directories beside the releases: for the next one, and for what is needed only meanwhile.

        What is left in them, now or by a crash before, is removed.
        """
        workshop = self._folder / _STAGING
        shutil.rmtree(workshop, ignore_errors=True)
        place, scratch = workshop / "release", workshop / "scratch"
        place.mkdir(parents=True)
        scratch.mkdir()
        try:
            yield place, scratch
        finally:
            shutil.rmtree(workshop, ignore_errors=True)

    def put_up(self, staged: Path) -> Release:
        """Make a staged directory a release: on disk to the last byte, then renamed to its id."""
        for path in (staged, *staged.rglob("*")):
            _flush(path)
        place = self._folder / Manifest.read(staged).id
        staged.rename(place)
        _flush(self._folder)
        return Release.open(place)

    def point_to(self, release: Release) -> None:
        """Flip `current` in one atomic rename."""
        link = self._folder / _NEXT
        link.unlink(missing_ok=True)
        link.symlink_to(release.path.name)
        link.replace(self._folder / CURRENT)
        _flush(self._folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
