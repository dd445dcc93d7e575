"""Parts as an earlier run left them: taken again where nothing has changed that they depend on."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keikaku.cli.building import fingerprint
from keikaku.language import Text
from keikaku.problem import Place, Problem

_LOCK = ".lock"


class Cache:
    """A folder of parts, one for each name, while no one else builds in it."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder = folder
        self._common = (fingerprint.of_program(), base)

    @classmethod
    @contextmanager
    def locked(cls, folder: Path, base: str) -> Iterator["Cache"]:
        """Hold the folder's lock, which ends with the process; Problem if it cannot be had."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = (folder / _LOCK).open("a")
        except OSError as error:
            raise Problem(
                Text(f"途中の結果を置けません（{error}）。", f"Nothing can be put here ({error})."),
                Place(str(folder)),
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Problem(
                    Text("別の処理がリリースを作っています。", "Another process is building a release."),
                    Place(str(folder)),
                    Text("終わってからもう一度試してください。", "Try again when it has finished."),
                ) from None
            yield cls(folder, base)

    def place(self, name: str, *content: str) -> Path:
        """Where the part of this name and content is, or is to be."""
        return self._folder / f"{name}-{fingerprint.of_words([*self._common, *content])[:24]}.zip"

    def sweep(self, name: str, kept: Path) -> None:
        """Remove what the part of this name was before."""
        for file in self._folder.glob("*.zip"):
            if file.name.rpartition("-")[0] == name and file != kept:
                file.unlink(missing_ok=True)
