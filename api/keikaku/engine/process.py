"""One worker process as the engine sees it: started fresh, asked, killed, and asked why it ended."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Literal, cast

from keikaku.engine.channel import Channel, Frames

Cause = Literal["memory", "killed", "crash"]

_OUT_OF_MEMORY = (b"memory allocation of", b"bad_alloc", b"MemoryError")
_NICENESS = 10


class WorkerProcess:
    """A worker that holds a store. `is_worn`: it should not be used for another query; `reason`: why it was killed."""

    def __init__(self, process: subprocess.Popen[bytes], channel: Channel) -> None:
        self._process, self._channel = process, channel
        self._end = asyncio.create_task(self._ended())
        self.is_worn = False
        self.reason: str | None = None

    @classmethod
    async def started(cls, store: Path, in_memory: bool) -> "WorkerProcess":
        """A new process that is ready to be asked; ChildProcessError with its last words if it ends before."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                _, channel = await asyncio.get_running_loop().create_connection(Channel, sock=ours)
            except BaseException:
                ours.close()
                raise
            worker = cls(_start(theirs.fileno(), store, in_memory), channel)
        try:
            await channel.ready.wait()
            if channel.closed.is_set():
                raise ChildProcessError((await asyncio.shield(worker._end)).decode(errors="replace").strip())
        except asyncio.CancelledError:
            worker.kill("closing")
            await worker.ended()
            raise
        return worker

    @property
    def is_gone(self) -> bool:
        """Whether the process no longer listens."""
        return self._channel.closed.is_set() or self._process.poll() is not None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, request: dict[str, Any], on_end: Callable[[], None]) -> Frames:
        """Send a request to an idle worker; `on_end` is called when its answer is complete."""
        return self._channel.ask(request, on_end)

    def yield_processor(self) -> None:
        """Let other processes run first from here on; a process cannot take this back, so the worker is worn."""
        self.is_worn = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PGRP, self.pid, _NICENESS)

    def kill(self, reason: str) -> None:
        """End the process, whatever it does; harmless if it has ended."""
        self.reason = self.reason or (None if self.is_gone else reason)
        self._process.kill()
        self._channel.close()

    async def gone(self) -> None:
        """Wait until the process no longer listens."""
        await self._channel.closed.wait()

    async def ended(self) -> Cause:
        """Wait for the end of the process and tell what it died of, if not killed by us."""
        words = await asyncio.shield(self._end)
        if any(sign in words for sign in _OUT_OF_MEMORY):
            return "memory"
        return "killed" if self._process.returncode in (-signal.SIGKILL, -signal.SIGTERM) else "crash"

    async def _ended(self) -> bytes:
        await self._channel.closed.wait()
        await asyncio.to_thread(self._process.wait)
        return _last_words(cast(IO[bytes], self._process.stderr))


def _start(connection: int, store: Path, in_memory: bool) -> subprocess.Popen[bytes]:
    """A fresh interpreter and no fork: reads of a forked store would copy its pages one by one."""
    mode = "memory" if in_memory else "disk"
    return subprocess.Popen(
        [
            sys.executable,
            "-P",
            "-m",
            "keikaku.engine.worker",
            str(connection),
            str(os.getpid()),
            str(store),
            mode,
        ],
        env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        pass_fds=(connection,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        process_group=0,
    )


def _last_words(stderr: IO[bytes]) -> bytes:
    """What an ended process left on its standard error, up to the pipe's capacity."""
    with stderr:
        os.set_blocking(stderr.fileno(), False)
        return stderr.read(65_536) or b""
