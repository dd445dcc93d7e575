"""A release goes into a remote store: graph by graph beside what is there, then all at once in its place.

1. The store's state (see `state`) tells which graphs it has, by digest. What it has is not sent again.
2. What differs is put aside, into graphs of other names, where no service looks. A push that was killed is taken up
   here: a graph that lies aside whole is not sent again.
3. The state says that the store changes: from here on services do not answer from it.
4. One update moves all graphs to their places, drops those that are gone, and writes the new state.

A store that holds no release yet has nobody to protect: there the graphs go straight to their places.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox

from keikaku.engine.remote.graph_store import RemoteGraphStore
from keikaku.engine.remote.problems import RemoteRefused
from keikaku.engine.remote.state import CHANGING, DIGEST, HOLDS, LOADING, READ_STATE, STATE_GRAPH, STORE
from keikaku.release.release import Release

ASIDE = "urn:x-keikaku:aside:"
"""What comes before the name of a graph that is not in its place yet."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push came to, in graphs: `sent` over the network, `kept` as they were, `dropped`."""

    sent: int
    kept: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph of the release: sorted N-Triples, their number, and their SHA-256."""

    name: str
    n_triples: bytes
    size: int
    digest: str


def push(
    release: Release, store: RemoteGraphStore, on_graph: Callable[[str], None] = lambda _: None
) -> Pushed:
    """Make a store hold a release; RemoteRefused where it does not. `on_graph` gets the name of each graph sent."""
    held, had = _state(store)
    names = sorted(release.manifest.graphs)
    is_first = held in (None, LOADING)
    if (
        is_first or len(names) > store.product.explicit_graphs
    ):  # services look at all graphs then, at those aside too
        _hold(store, LOADING if is_first else CHANGING)
    prefix = "" if is_first else ASIDE
    digests: dict[str, str] = {}
    sent, moved = 0, []
    for graph in _graphs(release, names):
        digests[graph.name] = graph.digest
        if had.get(graph.name) == graph.digest:
            continue
        if not is_first:
            moved.append(graph.name)
        target = prefix + graph.name
        if had.get(target) != graph.digest or _size(store, target) != graph.size:
            on_graph(graph.name)
            _put(store, target, graph)
            sent += 1
    gone = sorted(set(had) - set(names) - {ASIDE + name for name in moved})
    if held != release.id or moved or gone:
        _hold(store, LOADING if is_first else CHANGING)
        store.update(_switch(release.id, moved, gone, digests))
    in_place = [graph for graph in gone if not graph.startswith(ASIDE)]
    kept = sum(had.get(name) == digest for name, digest in digests.items())
    return Pushed(sent, kept, len(in_place))


def _graphs(release: Release, names: list[str]) -> Iterator[Graph]:
    store = ox.Store.read_only(str(release.store))
    for name in names:
        quads = store.quads_for_pattern(None, None, None, ox.NamedNode(name))
        lines = sorted(f"{quad.triple} .\n".encode() for quad in quads)
        content = b"".join(lines)
        yield Graph(name, content, len(lines), sha256(content).hexdigest())


def _state(store: RemoteGraphStore) -> tuple[str | None, dict[str, str]]:
    """What the store holds, and the digest of each graph that it has, in its place or aside."""
    rows = store.rows(READ_STATE)
    held = next((row["value"] for row in rows if row["predicate"] == HOLDS), None)
    return held, {row["subject"]: row["value"] for row in rows if row["predicate"] == DIGEST}


def _hold(store: RemoteGraphStore, what: str) -> None:
    """Write what the store holds from now on, in a transaction of its own."""
    store.update(
        f"DELETE WHERE {{ GRAPH <{STATE_GRAPH}> {{ <{STORE}> <{HOLDS}> ?held }} }} ;"
        f'INSERT DATA {{ GRAPH <{STATE_GRAPH}> {{ <{STORE}> <{HOLDS}> "{what}" }} }}'
    )


def _put(store: RemoteGraphStore, target: str, graph: Graph) -> None:
    """Send a graph, count it there, and only then write down that it is there."""
    store.update(f"DELETE WHERE {{ GRAPH <{STATE_GRAPH}> {{ <{target}> <{DIGEST}> ?digest }} }}")
    store.put(target, graph.n_triples)
    if (found := _size(store, target)) != graph.size:
        raise RemoteRefused(
            store.endpoint, f"graph {graph.name} has {found} triples there and not {graph.size}"
        )
    store.update(f'INSERT DATA {{ GRAPH <{STATE_GRAPH}> {{ <{target}> <{DIGEST}> "{graph.digest}" }} }}')


def _size(store: RemoteGraphStore, graph: str) -> int:
    rows = store.rows(f"SELECT (COUNT(*) AS ?size) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return int(rows[0]["size"])


def _switch(release_id: str, moved: list[str], gone: list[str], digests: dict[str, str]) -> str:
    """The update after which the store holds the release."""
    lines = [f'<{name}> <{DIGEST}> "{digest}" .' for name, digest in digests.items()]
    return " ;\n".join(
        [
            *(f"MOVE GRAPH <{ASIDE}{name}> TO GRAPH <{name}>" for name in moved),
            *(f"DROP SILENT GRAPH <{name}>" for name in gone),
            f"DROP SILENT GRAPH <{STATE_GRAPH}>",
            f'INSERT DATA {{ GRAPH <{STATE_GRAPH}> {{ <{STORE}> <{HOLDS}> "{release_id}" . {" ".join(lines)} }} }}',
        ]
    )
