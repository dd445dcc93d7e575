"""A real `keikaku serve` in a process of its own, and a client that sends exactly what it is told to."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

KEIKAKU = Path(sys.executable).with_name("keikaku")
START_SECONDS = 20
PATIENCE = 20.0
"""Seconds after which an answer is no longer waited for: the test has failed."""

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """An answer as it came; `is_complete` tells whether its body ended as HTTP says that bodies end."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    is_complete: bool = True

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type() if self.headers["content-type"] else ""

    def tokens(self, header: str) -> set[str]:
        """The members of a list header, in lower case."""
        lines = self.headers.get_all(header, [])
        return {token.strip().lower() for line in lines for token in line.split(",")}


@dataclass(frozen=True)
class Service:
    """A running service, asked from one address."""

    port: int
    process: subprocess.Popen[bytes]
    address: str = "127.0.0.1"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        return f"{self.url}/sparql"

    def seen_from(self, address: str) -> "Service":
        """The same service, asked by another client (any address of 127.0.0.0/8)."""
        return replace(self, address=address)

    def connect(self, patience: float = PATIENCE) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), patience, (self.address, 0))

    def exchange(
        self,
        method: str,
        target: str,
        headers: Headers | None = None,
        body: bytes | Iterator[bytes] | None = None,
        patience: float = PATIENCE,
    ) -> Reply:
        """One request with these headers and Host alone, and its answer, which may break off."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=patience, source_address=(self.address, 0)
        )
        with closing(connection):
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value.encode("latin-1"))
            if isinstance(body, bytes):
                connection.putheader("content-length", str(len(body)))
            elif body is not None:
                connection.putheader("transfer-encoding", "chunked")
            # A service may answer and hang up before it has read a body that it will not take.
            with suppress(BrokenPipeError):
                connection.endheaders(body, encode_chunked=not isinstance(body, bytes | None))
            answer = connection.getresponse()
            try:
                return Reply(answer.status, answer.headers, answer.read())
            except (http.client.IncompleteRead, ConnectionError) as error:
                received = getattr(error, "partial", b"")
                return Reply(answer.status, answer.headers, received, is_complete=False)

    def get(self, target: str, **headers: str) -> Reply:
        """A GET; headers have `_` for `-`."""
        return self.exchange("GET", target, _named(headers))

    def query(self, text: str, accept: str | None = None, **parameters: str | list[str]) -> Reply:
        """A query by GET; further parameters have `_` for `-`."""
        headers = {} if accept is None else {"accept": accept}
        return self.exchange("GET", target(text, **parameters), headers)

    def direct(
        self,
        text: str | bytes,
        content_type: str = "application/sparql-query",
        patience: float = PATIENCE,
        **headers: str,
    ) -> Reply:
        """A query by POST directly."""
        body = text.encode() if isinstance(text, str) else text
        sent = {"content-type": content_type, **_named(headers)}
        return self.exchange("POST", "/sparql", sent, body, patience)

    def form(self, body: str, target: str = "/sparql", **headers: str) -> Reply:
        """A query by POST of a form."""
        form = {"content-type": "application/x-www-form-urlencoded"}
        return self.exchange("POST", target, {**form, **_named(headers)}, body.encode())

    def raw(self, request: bytes, patience: float = PATIENCE) -> bytes:
        """These bytes, and whatever comes back until the service closes the connection."""
        with self.connect(patience) as connection:
            connection.sendall(request)
            return received(connection)

    def is_up(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return self.exchange("GET", "/health", patience=2).status == 200
        return False

    def processes(self) -> dict[int, int]:
        """The service and all that it started: process number to resident bytes."""
        found = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if int(fields[3]) == self.process.pid and fields[0] != "Z":
                    found[int(stat.parent.name)] = int(fields[21]) * os.sysconf("SC_PAGESIZE")
        return found


def target(query: str, **parameters: str | list[str]) -> str:
    """The address of a query by GET; further parameters have `_` for `-`."""
    fields = {"query": query, **_named(parameters)}
    return f"/sparql?{urlencode(fields, doseq=True, quote_via=quote)}"


def received(connection: socket.socket) -> bytes:
    """What comes until the other side closes, or resets, the connection."""
    pieces = []
    with suppress(ConnectionError):
        while piece := connection.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces)


@contextmanager
def live_service(releases: Path, *options: str) -> Iterator[Service]:
    """`keikaku serve` over a folder of releases, in a session of its own, ended afterwards."""
    service = _started(["--releases", str(releases), *options])
    process = service.process
    try:
        yield service
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait()


def _started(options: list[str]) -> Service:
    """A service that is up; it has another port if somebody was quicker to take the first."""
    for port in (_free_port(), _free_port(), _free_port()):
        command = [str(KEIKAKU), "serve", "--port", str(port), *options]
        service = Service(port, subprocess.Popen(command, start_new_session=True))
        if _comes_up(service):
            return service
    raise ChildProcessError("the service does not start")


def _comes_up(service: Service) -> bool:
    """Whether the service answers before it ends."""
    for _ in range(START_SECONDS * 20):
        with suppress(subprocess.TimeoutExpired):
            service.process.wait(0.05)
            return False
        if service.is_up():
            return True
    service.process.kill()
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _named(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("_", "-"): value for name, value in fields.items()}
