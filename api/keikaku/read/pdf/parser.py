"""The worker process that parses PDF files, as this process sees it: asked, timed, and killed."""

import atexit
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from keikaku.read.pdf.limits import LONGEST_ANSWER, SECONDS_A_DOCUMENT, SECONDS_A_PAGE
from keikaku.read.pdf.rule import CellRules

# A process is replaced after so many documents: pdfminer keeps some memory of each.
_DOCUMENTS_A_PROCESS = 200
_CHUNK = 1 << 18


class _Ended(Exception):
    """The worker said no more: the reason."""


class Parser:
    """A worker process: started when first needed, and again after it was killed or has served long."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner, self._served = 0, 0

    def answers(self, data: bytes, *, cells: CellRules) -> Iterator[dict[str, Any]]:
        """A page each, then {"end"} or {"refused": reason}; a worker that says no more is killed."""
        process, last = self._ready(), False
        try:
            _send(process, json.dumps({"bytes": len(data), "cells": cells}).encode() + b"\n" + data)
            for line in _lines(process):
                answer: dict[str, Any] = json.loads(line)
                last = "cells" not in answer
                if not last:
                    yield answer
                    continue
                self._served += 1
                last = "end" in answer and self._served < _DOCUMENTS_A_PROCESS
                yield answer
                return
        except (_Ended, BrokenPipeError) as ended:
            yield {"refused": str(ended) if isinstance(ended, _Ended) else "heavy"}
        finally:
            if not last:
                self.close()

    def close(self) -> None:
        """End the process, if this process started it."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()

    def _ready(self) -> subprocess.Popen[bytes]:
        # A fork of this process must not talk to the worker of its parent.
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        self.close()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "keikaku.read.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._owner, self._served = os.getpid(), 0
        return self._process


def _send(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None  # noqa: S101
    view = memoryview(data)
    while view:
        view = view[process.stdin.write(view) or 0 :]


def _lines(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """The worker's lines as they come; _Ended where one takes too long, is too long, or is never ended."""
    assert process.stdout is not None  # noqa: S101
    pipe = process.stdout.fileno()
    end = time.monotonic() + SECONDS_A_DOCUMENT
    parts: list[bytes] = []
    while True:
        within = min(SECONDS_A_PAGE, end - time.monotonic())
        if within <= 0 or not select.select([pipe], [], [], within)[0]:
            raise _Ended("slow")
        chunk = os.read(pipe, _CHUNK)
        *lines, rest = chunk.split(b"\n")
        for line in lines:
            yield b"".join([*parts, line])
            parts = []
        parts.append(rest)
        if not chunk or sum(map(len, parts)) > LONGEST_ANSWER:
            raise _Ended("heavy")


PARSER = Parser()
atexit.register(PARSER.close)
