"""A real `keikaku serve` whose log is read line by line as it comes."""

import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KEIKAKU = Path(sys.executable).with_name("keikaku")
PATIENCE = 60.0
"""Seconds after which a process that should have ended, or said something, is killed: the test has failed."""


@dataclass
class Running:
    """A service process; `seen` are the lines of its log that were read by now."""

    process: subprocess.Popen[str]
    seen: list[str] = field(default_factory=list)
    url: str = ""
    admin: str = ""

    def line(self, **wanted: Any) -> dict[str, Any]:
        """The first line of the log with these facts; waits for it."""
        for text in self.lines():
            line = json.loads(text)
            if all(line.get(name) == value for name, value in wanted.items()):
                return dict(line)
        raise AssertionError(f"no such line: {wanted}\n{''.join(self.seen)}")

    def text_line(self, part: str) -> str:
        """The first line with these words; waits for it."""
        found = next((text for text in self.lines() if part in text), None)
        assert found, f"no such line: {part}\n{''.join(self.seen)}"
        return found

    def everything(self) -> str:
        """The whole log, once the process has ended."""
        return "".join(self.lines())

    def workers(self) -> list[int]:
        """The processes that it started."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if int(fields[1]) == self.process.pid and fields[0] != "Z":
                    found.append(int(stat.parent.name))
        return found

    def lines(self) -> Iterator[str]:
        """All lines from the first; waits for more."""
        yield from list(self.seen)
        assert self.process.stderr
        for text in self.process.stderr:
            self.seen.append(text)
            yield text


@contextmanager
def running(releases: Path, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[Running]:
    """`keikaku serve` on free ports of 127.0.0.1, ready to be asked; killed afterwards if it has not ended."""
    command = [str(KEIKAKU), "serve", "--port", "0", "--releases", str(releases), *options]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})}
    ) as process:
        deadline = threading.Timer(PATIENCE, process.kill)
        deadline.start()
        try:
            service = Running(process)
            service.url = service.text_line("Uvicorn running on ").partition("running on ")[2].split()[0]
            if "--admin" in options:
                service.admin = (
                    service.text_line("metrics on ").partition("metrics on ")[2].partition("/metrics")[0]
                )
            yield service
        finally:
            deadline.cancel()
            process.kill()


def is_gone(pid: int) -> bool:
    """Whether a process, a child of ours or not, has ended, or does so before long."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], PATIENCE)[0])
    finally:
        os.close(handle)
