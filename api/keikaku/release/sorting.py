"""Lines in order, however many: what does not fit in memory is sorted on disk."""

from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from pathlib import Path

_IN_MEMORY = 200_000


class Sorter:
    """Lines of bytes, put in one by one and taken out in order, each once; none may have a line feed inside.

    `scratch` is where they may be kept meanwhile: the beginning of a path, in a folder that someone removes.
    """

    def __init__(self, scratch: Path, in_memory: int = _IN_MEMORY) -> None:
        self._scratch, self._in_memory = scratch, in_memory
        self._lines: set[bytes] = set()
        self._runs: list[Path] = []

    def add(self, line: bytes) -> None:
        """Put in a line."""
        self._lines.add(line)
        if len(self._lines) >= self._in_memory:
            run = self._scratch.with_name(f"{self._scratch.name}-{len(self._runs)}")
            run.write_bytes(b"".join(line + b"\n" for line in sorted(self._lines)))
            self._runs.append(run)
            self._lines.clear()

    def __iter__(self) -> Iterator[bytes]:
        runs = [_lines(run) for run in self._runs]
        for line, _ in groupby(merge(*runs, sorted(self._lines))):
            yield line


def _lines(run: Path) -> Iterator[bytes]:
    with run.open("rb") as file:
        for line in file:
            yield line[:-1]
