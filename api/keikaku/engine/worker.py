"""The process that runs queries: `python -m keikaku.engine.worker FD PARENT STORE MEMORY|DISK`, started by `process`.

It holds one release read-only, answers one query at a time on the socket it was given, can reach nothing else, and may
be killed at any moment. It ends when the socket does.
"""

import os
import re
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, islice
from typing import IO, Any, cast

import pyoxigraph as ox

from keikaku.engine.box import Memory, close_box, close_doors, die_with_parent
from keikaku.engine.commas import written_type
from keikaku.engine.error_place import error_place
from keikaku.engine.frames import FAILURE, READY, REQUEST, FrameReader, content, message
from keikaku.engine.rows import RowLimit
from keikaku.engine.writer import AnswerWriter, BytesExceeded, RowsEnough

STACK = 64 << 20
"""Bytes of stack: the engine recurses on a query's nesting, and what `Limits` lets pass must fit many times over."""

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_POSITION = re.compile(r"error at (\d+):(\d+): ")
_NOT_PROJECTED = re.compile(r"variable \?(\S+) in its SELECT projection")


class WrongFormat(Exception):
    """The media type does not fit the form of the query."""


def main(arguments: list[str]) -> None:
    """Serve until the socket closes."""
    connection = socket.socket(fileno=int(arguments[0]))
    die_with_parent(int(arguments[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    in_memory = arguments[3] == "memory"
    if not close_doors() and not in_memory and sys.platform == "linux":
        sys.exit(
            "this kernel cannot keep queries from the network (seccomp), so a store on disk is not served"
        )
    store = open_store(arguments[2], in_memory)
    memory = Memory()
    close_box(needs_files=not in_memory)
    threading.stack_size(STACK)
    threading.Thread(target=serve_or_end, args=(connection, store, memory), daemon=True).start()
    wait_for_end(connection)


def open_store(path: str, in_memory: bool) -> ox.Store:
    """The release's store, read-only; or a copy of it in memory, which answers several times faster."""
    disk = ox.Store.read_only(path)
    if not in_memory:
        return disk
    copy = ox.Store()
    copy.bulk_extend(disk)
    return copy


def wait_for_end(connection: socket.socket) -> None:
    """End this process as soon as the other side of the socket is gone, even in the middle of a query."""
    poll = select.poll()
    poll.register(connection, 0)
    poll.poll()
    os._exit(0)


def serve_or_end(connection: socket.socket, store: ox.Store, memory: Memory) -> None:
    """Serve, and end this process if that fails, with the reason on standard error."""
    try:
        serve(connection, store, memory)
    except BaseException:
        traceback.print_exc()
    os._exit(1)


def serve(connection: socket.socket, store: ox.Store, memory: Memory) -> None:
    """Answer requests one after the other."""
    connection.sendall(message(READY, {}))
    for request in requests(connection):
        memory.allow(request["memory"])
        try:
            answer(connection, store, request)
        except Exception as error:  # whatever the engine raises is the answer
            connection.sendall(message(FAILURE, failure(error, request)))


def requests(connection: socket.socket) -> Iterator[dict[str, Any]]:
    """What the other side asks for."""
    frames = FrameReader()
    while data := connection.recv(65_536):
        for kind, payload in frames.feed(data):
            if kind == REQUEST:
                yield content(payload)


def answer(connection: socket.socket, store: ox.Store, request: dict[str, Any]) -> None:
    """Evaluate one query and stream its results; raises what the engine raises."""
    results = evaluate(store, request)
    media_type, most, skipped = request["media_type"], request["rows"], request["offset"]
    head = {"form": form_of(results, request["form"]), "media_type": media_type}
    if isinstance(results, ox.QueryTriples):
        write_triples(
            results, AnswerWriter(connection, head, request["bytes"], None), media_type, most, skipped
        )
    else:
        is_rows = isinstance(results, ox.QuerySolutions)
        limit = RowLimit(written_type(media_type), most, skipped) if is_rows else None
        write_results(results, AnswerWriter(connection, head, request["bytes"], limit), media_type)


def evaluate(store: ox.Store, request: dict[str, Any]) -> Results:
    """Start a query; its dataset is the request's, else the query's own, else everything."""
    graphs: dict[str, Any] = {}
    if request["default_graphs"] or request["named_graphs"]:
        graphs["default_graph"] = [ox.NamedNode(iri) for iri in request["default_graphs"]]
        graphs["named_graphs"] = [ox.NamedNode(iri) for iri in request["named_graphs"]]
    elif not request["has_from"]:
        graphs["use_default_graph_as_union"] = True
    substitutions = {ox.Variable(name): term(text) for name, text in request["substitutions"].items()}
    return store.query(request["text"], base_iri=request["base_iri"], substitutions=substitutions, **graphs)


def term(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    """The one term that a text in N-Triples syntax is; ValueError if it is anything else."""
    quads = list(ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.N_TRIPLES))
    if len(quads) != 1:
        raise ValueError(f"not one term in N-Triples syntax: {text}")
    found: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple = quads[0].object
    return found


def form_of(results: Results, expected: str) -> str:
    """The form of the query that has these results; what is expected tells CONSTRUCT from DESCRIBE."""
    if isinstance(results, ox.QueryBoolean):
        return "ask"
    if isinstance(results, ox.QuerySolutions):
        return "select"
    return "describe" if expected == "describe" else "construct"


def write_results(
    results: ox.QuerySolutions | ox.QueryBoolean, writer: AnswerWriter, media_type: str
) -> None:
    """Serialise solutions or a boolean."""
    results_format = ox.QueryResultsFormat.from_media_type(written_type(media_type))
    if results_format is None:
        raise WrongFormat
    with suppress(RowsEnough):
        results.serialize(cast(IO[bytes], writer), format=results_format)
    writer.end()


def write_triples(
    triples: ox.QueryTriples, writer: AnswerWriter, media_type: str, most: int, skipped: int
) -> None:
    """Serialise so many triples at most after those skipped, by the engine's serialiser, as quick with an iterator."""
    rdf_format = ox.RdfFormat.from_media_type(media_type)
    if rdf_format is None:
        raise WrongFormat
    written = count()
    ox.serialize(
        (triple for triple, _ in zip(islice(triples, skipped, skipped + most), written, strict=False)),
        cast(IO[bytes], writer),
        format=rdf_format,
    )
    writer.end(next(written), truncated=next(triples, None) is not None)


def failure(error: Exception, request: dict[str, Any]) -> dict[str, Any]:
    """What to tell the other side of an error."""
    words = str(error)
    match error:
        case WrongFormat():
            return {"kind": "format"}
        case BytesExceeded():
            return {"kind": "bytes"}
        case MemoryError():
            return {"kind": "memory"}
        case SyntaxError():
            reported = _position(words)
            place = error_place(request["text"], request["base_iri"], reported) if reported else None
            return {
                "kind": "syntax",
                "words": _POSITION.sub("", words),
                "place": place,
                "is_exact": place == reported,
            }
        case _ if variable := _NOT_PROJECTED.search(words):
            return {"kind": "variable", "variable": variable[1]}
    return {"kind": "failed", "words": words}


def _position(words: str) -> tuple[int, int] | None:
    """The line and column that the engine's parser names."""
    found = _POSITION.match(words)
    return (int(found[1]), int(found[2])) if found else None


if __name__ == "__main__":
    main(sys.argv[1:])
