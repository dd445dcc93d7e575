"""Whole answers on disk, shared by all processes that serve the same releases, bounded, and checked when read.

Every answer is a file of its own, so the file system is the index. No library fits better: `diskcache` (last released
in 2023) unpickles what it reads, and keeps its index in a database to which each hit would write.
"""

import fcntl
import logging
import os
import shutil
import struct
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, get_args
from uuid import uuid4

from keikaku.engine.formats import Form

_LOG = logging.getLogger("keikaku.engine")
_FORMS: tuple[Form, ...] = get_args(Form)
_HEAD = struct.Struct("!8sBqQ32s")
_MAGIC = b"keikaku2"
_NOT_COUNTED = -1
_PIECE = 1 << 16
_BLOCK = 4_096
_LOCK = ".lock"
_UNFINISHED = ".part"
_ABANDONED_SECONDS = 3_600
_LARGEST_SHARE = 8
_LOOK_SHARE = 16
_KEPT_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer that was found whole: its form, rows (None where not counted), size, and its file at the first byte."""

    form: Form
    rows: int | None
    size: int
    file: BinaryIO

    def pieces(self) -> Iterator[bytes]:
        """The bytes; the file is closed after the last."""
        with self.file:
            while piece := self.file.read(_PIECE):
                yield piece


class AnswerCache:
    """Answers of one release in `folder`, which with those of other releases take at most `most` bytes.

    It is best effort: a full disk or a folder that cannot be written makes it forget, and nothing else.
    """

    def __init__(self, folder: Path, release: str, most: int) -> None:
        self._root, self._folder, self._most = folder, folder / release, most
        self._taken = self._since = 0
        self._tidier = ThreadPoolExecutor(1, "answer-cache")

    @property
    def largest(self) -> int:
        """Bytes of the largest answer that is kept."""
        return self._most // _LARGEST_SHARE

    def open(self) -> None:
        """Make the folder, and remove what was kept of other releases."""
        try:
            with self._locked():
                self._folder.mkdir(mode=0o700, exist_ok=True)
                for other in self._root.iterdir():
                    if other.is_dir() and other != self._folder:
                        shutil.rmtree(other, ignore_errors=True)
        except OSError as error:
            _LOG.warning("answers cannot be kept: %s", error)
        self._tidy()

    def close(self) -> None:
        """Return when all tidying is done."""
        self._tidier.shutdown()

    def size(self, key: str) -> int | None:
        """Bytes of the answer under a key; None if there is none."""
        try:
            return os.stat(f"{self._folder}/{key}").st_size - _HEAD.size  # noqa: PTH116  # asked for each query
        except OSError:
            return None

    def find(self, key: str) -> Stored | None:
        """The answer under a key, used now; None if there is none or it is damaged, which removes it."""
        path = self._path(key)
        try:
            file = path.open("rb")
        except OSError:
            return None
        try:
            if stored := _checked(file, key):
                os.utime(path)
                return stored
            _LOG.warning("a damaged answer was removed from the cache: %s", path)
            path.unlink()
        except OSError as error:
            _LOG.warning("the cache of answers cannot be read: %s", error)
        file.close()
        return None

    def begin(self, key: str, form: Form) -> "Storing":
        """A place to write an answer to."""
        return Storing(self, self._path, key, form)

    def add(self, part: Path, path: Path, size: int) -> None:
        """Put a finished file in its place, and see later whether there is room for it; OSError if that fails."""
        part.replace(path)
        self._taken += _on_disk(size)
        self._since += _on_disk(size)
        step = self._most // _LOOK_SHARE
        if self._since > step or self._taken > self._most - step:
            self._since = 0
            with suppress(RuntimeError):  # closed
                self._tidier.submit(self._tidy)

    def _path(self, key: str) -> Path:
        return self._folder / key

    def _tidy(self) -> None:
        """See how much all processes have taken; near the limit, remove what was not used for longest."""
        with suppress(OSError), self._locked():
            files = sorted(self._files())
            taken = sum(size for _, size, _ in files)
            near = self._most - self._most // _LOOK_SHARE
            enough = self._most * _KEPT_SHARE if taken > near else taken
            for _, size, path in files:
                if taken <= enough:
                    break
                path.unlink(missing_ok=True)
                taken -= size
            self._taken = taken

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last used, its bytes on disk and its path; parts that nobody writes any more go."""
        for path in self._root.glob("*/*"):
            with suppress(FileNotFoundError):
                found = path.stat()
                if path.suffix != _UNFINISHED:
                    yield found.st_mtime, _on_disk(found.st_size), path
                elif time.time() - found.st_mtime > _ABANDONED_SECONDS:
                    path.unlink()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time tidies up; the lock ends with the process."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._root / _LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Storing:
    """An answer on its way into the cache: what was written counts only once it is finished."""

    def __init__(self, cache: AnswerCache, path: Callable[[str], Path], key: str, form: Form) -> None:
        self._cache, self._path, self._key, self._form = cache, path, key, form
        self._digest, self._size = _digest(), 0
        self._waiting: list[bytes] = []
        self._file: BinaryIO | None = None
        self._is_given_up = False

    def write(self, chunk: bytes) -> bool:
        """Take the next bytes; False if it was given up, being too large or not taken by the disk."""
        self._size += len(chunk)
        if self._size > self._cache.largest:
            self.give_up()
        if not self._is_given_up:
            self._digest.update(chunk)
            self._waiting.append(chunk)
            if self._size >= _PIECE:
                self._try_to_write()
        return not self._is_given_up

    def finish(self, rows: int | None) -> bool:
        """That was all: whether it is kept now."""
        self._digest.update(_sealed(self._key, self._form, rows, self._size))
        if not self._is_given_up:
            self._try_to_write()
        if self._is_given_up or self._file is None:
            return False
        try:
            self._file.seek(0)
            self._file.write(_head(self._form, rows, self._size, self._digest.digest()))
            self._file.close()
            self._cache.add(self._part, self._path(self._key), self._size)
        except OSError as error:
            self._fail(error)
            return False
        return True

    def give_up(self) -> None:
        """Forget what was written; harmless after the end."""
        self._is_given_up = True
        self._waiting.clear()
        if self._file is not None:
            self._file.close()
            with suppress(OSError):
                self._part.unlink(missing_ok=True)

    def _try_to_write(self) -> None:
        try:
            if self._file is None:
                self._part = self._path(f"{uuid4().hex}{_UNFINISHED}")
                self._file = self._part.open("xb")
                self._file.write(bytes(_HEAD.size))
            self._file.writelines(self._waiting)
        except OSError as error:
            self._fail(error)
        self._waiting.clear()

    def _fail(self, error: OSError) -> None:
        _LOG.warning("an answer could not be kept: %s", error)
        with suppress(OSError):
            self.give_up()


def _checked(file: BinaryIO, key: str) -> Stored | None:
    """The answer in a file if that is as it was written, to the last bit."""
    head = file.read(_HEAD.size)
    if len(head) != _HEAD.size:
        return None
    magic, form_number, counted, size, checksum = _HEAD.unpack(head)
    if magic != _MAGIC or form_number >= len(_FORMS):
        return None
    form, rows = _FORMS[form_number], None if counted == _NOT_COUNTED else counted
    digest, found = _digest(), 0
    while piece := file.read(_PIECE):
        digest.update(piece)
        found += len(piece)
    digest.update(_sealed(key, form, rows, size))
    if found != size or digest.digest() != checksum:
        return None
    file.seek(_HEAD.size)
    return Stored(form, rows, size, file)


def _head(form: Form, rows: int | None, size: int, checksum: bytes) -> bytes:
    counted = _NOT_COUNTED if rows is None else rows
    return _HEAD.pack(_MAGIC, _FORMS.index(form), counted, size, checksum)


def _sealed(key: str, form: Form, rows: int | None, size: int) -> bytes:
    """What the checksum covers beside the answer's bytes."""
    return repr((key, form, rows, size)).encode()


def _digest() -> blake2b:
    return blake2b(digest_size=32)


def _on_disk(size: int) -> int:
    """Bytes that a file of this size takes: whole blocks."""
    return (size + _HEAD.size + _BLOCK - 1) // _BLOCK * _BLOCK
