"""The extracts of one release: a folder that is made when it is first asked for."""

import asyncio
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from keikaku import __version__
from keikaku.release.release import Release

# Counts up when what is made changes within a version of the program.
_EDITION = 2
_KEPT = 3


class ExtractsFailed(Exception):
    """The process that makes them ended badly; with its last words."""


@dataclass(eq=False)
class Extracts:
    """What `keikaku.web.extracts` makes of a release, in a folder of the cache that is named after both.

    A release never changes, so nothing is ever added to it: what can be made anew at any time lies beside it, and its
    name says which release and which program it is of. Several services on one cache make it once or, at worst, twice.
    """

    cache: Path
    release: Release
    _lock: asyncio.Lock

    @property
    def are_made(self) -> bool:
        """Whether they are there."""
        return self.place.is_dir()

    @property
    def place(self) -> Path:
        """Where they are once they are made."""
        return self.cache / "extracts" / f"{self.release.id}-{__version__}-{_EDITION}"

    async def folder(self) -> Path:
        """The folder, made if need be; ExtractsFailed if that fails."""
        if not self.are_made:
            async with self._lock:
                if not self.are_made:
                    await self._make()
        return self.place

    async def _make(self) -> None:
        unfinished = self.place.with_name(f".{uuid4().hex}")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "keikaku.web.extracts", str(self.release.path), str(unfinished), str(os.getpid())),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, said = await process.communicate()
        except BaseException:
            process.kill()
            await process.wait()
            raise
        finally:
            if process.returncode:
                shutil.rmtree(unfinished, ignore_errors=True)
        if process.returncode:
            raise ExtractsFailed(said.decode(errors="replace")[-2_000:])
        try:
            os.rename(unfinished, self.place)  # noqa: PTH104 - onto nothing: another service may have been first
        except OSError:
            shutil.rmtree(unfinished, ignore_errors=True)
        await asyncio.to_thread(self._forget_old)

    def _forget_old(self) -> None:
        """Keep those of the releases that stand, and the last few of others: somebody may go back to one."""
        others = [path for path in self.place.parent.iterdir() if not path.name.startswith(".")]
        for old in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
            release, _, edition = old.name.partition(f"-{__version__}-")
            if edition != str(_EDITION) or not (self.release.path.parent / release).is_dir():
                shutil.rmtree(old, ignore_errors=True)
