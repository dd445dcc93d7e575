"""The servers that are measured, each a process of its own on the same store: ours and others."""

import socket
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_REQUIREMENTS = Path(__file__).parents[1] / "requirements" / "bench.txt"
_BIN = Path(sys.executable).parent
_PATIENCE = 60
_RDFLIB_ENDPOINT = """
import sys, pyoxigraph, uvicorn, rdflib, oxrdflib
from rdflib_endpoint import SparqlEndpoint
store = oxrdflib.OxigraphStore(store=pyoxigraph.Store.read_only(sys.argv[1]))
graph = rdflib.Dataset(store=store, default_union=True)
uvicorn.run(SparqlEndpoint(graph=graph), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers queries at `path`; `pid` is that of its first process."""

    name: str
    port: int
    path: str
    pid: int


@contextmanager
def keikaku(releases: Path, *options: str) -> Iterator[Server]:
    """Ours, with its usual settings, and nothing in its cache of answers yet."""
    command = [str(_BIN / "keikaku"), "serve", "--releases", str(releases), *options]
    with (
        TemporaryDirectory() as cache,
        _running("Keikaku", command, "--cache", cache, "--port", "{port}", path="/sparql") as server,
    ):
        yield server


@contextmanager
def oxigraph(store: Path, *options: str) -> Iterator[Server]:
    """Oxigraph's own server, with the union of all graphs as default graph, like ours."""
    command = [
        str(_BIN / "oxigraph"),
        "serve-read-only",
        "--location",
        str(store),
        "--union-default-graph",
        *options,
    ]
    with _running("Oxigraph", command, "--bind", "127.0.0.1:{port}", path="/query") as server:
        yield server


@contextmanager
def rdflib_endpoint(store: Path, folder: Path) -> Iterator[Server]:
    """rdflib-endpoint over oxrdflib, from a virtual environment of its own below `folder`."""
    command = [str(_peers_python(folder)), "-c", _RDFLIB_ENDPOINT, str(store)]
    with _running("rdflib-endpoint", command, "{port}", path="/") as server:
        yield server


def _peers_python(folder: Path) -> Path:
    place = folder / "peers"
    python = place / "bin" / "python"
    if not (place / "ready").exists():
        venv.create(place, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", _REQUIREMENTS], check=True
        )
        (place / "ready").touch()
    return python


@contextmanager
def _running(name: str, command: Sequence[str], *address: str, path: str) -> Iterator[Server]:
    port = _free_port()
    arguments = [argument.format(port=port) for argument in address]
    process = subprocess.Popen([*command, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, f"http://127.0.0.1:{port}{path}?query=ASK%7B%7D")
        yield Server(name, port, path, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=_PATIENCE).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"no answer from {address}")
