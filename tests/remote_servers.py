"""Real SPARQL servers on loopback: Debian's Virtuoso 7 and PyPI's Oxigraph, started here and ended again."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from keikaku.engine.remote.credentials import Credentials
from keikaku.engine.remote.graph_store import RemoteGraphStore
from keikaku.engine.remote.products import PRODUCTS
from requirement import is_missing

_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 4
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 20
MaxKeepAlives = 20
KeepAliveTimeout = 10
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 300
"""


class Server:
    """A server with its data in a folder of its own; started by `start`, also after `kill`."""

    endpoint: str
    product: str
    credentials = Credentials()
    online: bytes
    """What the server writes when it can be asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def command(self) -> list[str]:
        raise NotImplementedError

    def start(self) -> None:
        """Return when it can be asked."""
        self._process = subprocess.Popen(
            self.command(),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert self._process.stdout
        if not any(self.online in line for line in self._process.stdout):
            raise ChildProcessError(f"{self.command()[0]} has ended")

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()
        self._process.communicate()

    def store(self) -> RemoteGraphStore:
        """The server as something to write to."""
        return RemoteGraphStore(self.endpoint, PRODUCTS[self.product], self.credentials)

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Put graphs into it."""
        store = self.store()
        for graph, of_graph in groupby(
            sorted(quads, key=lambda quad: str(quad.graph_name)), lambda quad: quad.graph_name
        ):
            assert isinstance(graph, ox.NamedNode)
            store.put(graph.value, "".join(f"{quad.triple} .\n" for quad in of_graph).encode())
        store.close()


class VirtuosoServer(Server):
    """Virtuoso 7 on a database of its own."""

    product = "virtuoso"
    credentials = Credentials("dba", "dba")
    online = b"Server online"

    def __init__(self, folder: Path, rows: int = 10_000) -> None:
        super().__init__(folder)
        port = free_port()
        self.endpoint = f"http://127.0.0.1:{port}/sparql"
        (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=port, rows=rows))

    def command(self) -> list[str]:
        program = shutil.which("virtuoso-t")
        if not program:
            is_missing("virtuoso-t is not installed (Debian: apt-get install virtuoso-opensource-7)")
        return [program, "+configfile", "virtuoso.ini", "+foreground"]


class OxigraphServer(Server):
    """Oxigraph's server on a store of its own."""

    product = "oxigraph"
    online = b"Listening for requests"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._port = free_port()
        self.endpoint = f"http://127.0.0.1:{self._port}/query"

    def command(self) -> list[str]:
        program = str(Path(sys.executable).with_name("oxigraph"))
        return [
            program,
            "serve",
            "--location",
            "store",
            "--bind",
            f"127.0.0.1:{self._port}",
            "--timeout-s",
            "5",
        ]


SERVERS: dict[str, type[Server]] = {"virtuoso": VirtuosoServer, "oxigraph": OxigraphServer}


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
