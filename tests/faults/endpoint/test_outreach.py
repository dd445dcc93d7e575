"""Attempts to make the service fetch something: each is refused, and a listener that waits for them hears nothing."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import quote

import pytest

from live_service import Reply, Service

pytestmark = pytest.mark.usefixtures("stays_well")


class Listener:
    """Sockets on this machine's own addresses that remember who came; nobody is answered."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        self._sockets = sockets
        self.port = sockets[0].getsockname()[1]

    def heard(self) -> int:
        """Connections since the last call. A connection stands in the queue once the kernel has made it."""
        number = 0
        for waiting in self._sockets:
            try:
                while True:
                    waiting.accept()[0].close()
                    number += 1
            except BlockingIOError:
                pass
        return number


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with ExitStack() as stack:
        first = stack.enter_context(socket.create_server(("0.0.0.0", 0)))
        port = first.getsockname()[1]
        second = stack.enter_context(socket.create_server(("::1", port), family=socket.AF_INET6))
        for waiting in (first, second):
            waiting.setblocking(False)
        yield Listener([first, second])


def service_at(iri: str) -> str:
    return f"SELECT * {{{{ SERVICE <{iri}> {{{{ ?s ?p ?o }}}} }}}}"


LOCAL = "http://127.0.0.1:{port}/sparql"
# SERVICE, by the address that it names and by the way it is written.
SERVICES = {
    "dotted": service_at(LOCAL),
    "localhost": service_at("http://localhost:{port}/"),
    "short form 127.1": service_at("http://127.1:{port}/"),
    "decimal": service_at("http://2130706433:{port}/"),
    "hexadecimal": service_at("http://0x7f000001:{port}/"),
    "hexadecimal parts": service_at("http://0x7f.0x0.0x0.0x1:{port}/"),
    "octal": service_at("http://0177.0.0.1:{port}/"),
    "all interfaces": service_at("http://0.0.0.0:{port}/"),
    "zero": service_at("http://0:{port}/"),
    "other loopback": service_at("http://127.8.9.10:{port}/"),
    "IPv6": service_at("http://[::1]:{port}/"),
    "IPv6 in full": service_at("http://[0:0:0:0:0:0:0:1]:{port}/"),
    "IPv4 in IPv6": service_at("http://[::ffff:127.0.0.1]:{port}/"),
    "IPv4 in IPv6, hexadecimal": service_at("http://[::ffff:7f00:1]:{port}/"),
    "user before the host": service_at("http://example.org@127.0.0.1:{port}/"),
    "final dot": service_at("http://127.0.0.1.:{port}/"),
    "full-width digits": service_at("http://１２７.0.0.1:{port}/"),
    "circled digits": service_at("http://①②⑦.0.0.1:{port}/"),
    "scheme in capitals": service_at("HTTP://127.0.0.1:{port}/"),
    "https": service_at("https://127.0.0.1:{port}/"),
    "ftp": service_at("ftp://127.0.0.1:{port}/"),
    "no scheme": service_at("//127.0.0.1:{port}/"),
    "link-local": service_at("http://169.254.169.254/latest/meta-data/"),
    "a file": service_at("file:///etc/passwd"),
    "silently": "SELECT * {{ SERVICE SILENT <" + LOCAL + "> {{ ?s ?p ?o }} }}",
    "in small letters": "select * {{ service <" + LOCAL + "> {{ ?s ?p ?o }} }}",
    "in mixed letters": "SELECT * {{ sErViCe silent <" + LOCAL + "> {{ ?s ?p ?o }} }}",
    "without spaces": "SELECT*{{SERVICE<" + LOCAL + ">{{?s?p?o}}}}",
    "with a comment": "SELECT * {{ SERVICE # <x:y> {{\n<" + LOCAL + "> {{ ?s ?p ?o }} }}",
    "escaped S": "SELECT * {{ \\u0053ERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }}",
    "escaped letters": "SELECT * {{ SER\\u0056\\U00000049CE <" + LOCAL + "> {{ ?s ?p ?o }} }}",
    "escaped IRI": "SELECT * {{ SERVICE <\\u0068ttp://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "prefixed name": "PREFIX l: <http://127.0.0.1:{port}/> SELECT * {{ SERVICE l:sparql {{ ?s ?p ?o }} }}",
    "relative to a base": "BASE <http://127.0.0.1:{port}/> SELECT * {{ SERVICE <sparql> {{ ?s ?p ?o }} }}",
    "variable with VALUES": "SELECT * {{ VALUES ?e {{ <" + LOCAL + "> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "variable with BIND": 'SELECT * {{ BIND(IRI("' + LOCAL + '") AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}',
    "variable unbound": "SELECT * {{ SERVICE ?e {{ ?s ?p ?o }} }}",
    "in OPTIONAL": "SELECT * {{ ?a ?b ?c OPTIONAL {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }} }}",
    "in EXISTS": "SELECT * {{ ?a ?b ?c FILTER EXISTS {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }} }}",
    "in MINUS": "SELECT * {{ ?a ?b ?c MINUS {{ SERVICE <" + LOCAL + "> {{ ?a ?b ?c }} }} }}",
    "in UNION": "SELECT * {{ {{ ?a ?b ?c }} UNION {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }} }}",
    "in GRAPH": "SELECT * {{ GRAPH ?g {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }} }}",
    "in a subselect": "SELECT * {{ {{ SELECT * {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }} }} }}",
    "in LATERAL": "SELECT * {{ ?a ?b ?c LATERAL {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }} }}",
    "in SERVICE": "SELECT * {{ SERVICE <x:a> {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }} }}",
    "in ASK": "ASK {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }}",
    "in CONSTRUCT": "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }}",
    "in DESCRIBE": "DESCRIBE ?s WHERE {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }}",
}
# Datasets and names that would have to be fetched: they are names of graphs here, and unknown.
GRAPHS = {
    "FROM": "SELECT * FROM <{iri}> {{ ?s ?p ?o }}",
    "FROM NAMED": "SELECT * FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "GRAPH": "SELECT * {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}",
    "DESCRIBE": "DESCRIBE <{iri}>",
}
IRIS = [
    "http://127.0.0.1:{port}/data.ttl",
    "file:///etc/passwd",
    "jar:file:///etc/passwd!/a",
    "data:text/turtle,<x:s>%20<x:p>%201.",
]
UPDATES = {
    "LOAD": "LOAD <" + LOCAL + ">",
    "LOAD SILENT": "LOAD SILENT <" + LOCAL + "> INTO GRAPH <x:g>",
    "LOAD a file": "LOAD <file:///etc/passwd>",
    "INSERT with SERVICE": "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <" + LOCAL + "> {{ ?s ?p ?o }} }}",
    "after a query": "ASK {{}} ; LOAD <" + LOCAL + ">",
}
ENTITIES = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "http://127.0.0.1:{port}/">]><r>&e;</r>'
CONTEXT = '{{"@context": "http://127.0.0.1:{port}/context.jsonld", "@id": "x:s"}}'
BODIES = {
    "JSON-LD context": ("application/ld+json", CONTEXT),
    "XML entity": ("application/rdf+xml", ENTITIES),
    "XML entity as results": ("application/sparql-results+xml", ENTITIES),
    "Turtle": ("text/turtle", "@base <http://127.0.0.1:{port}/> . <a> <b> <c> ."),
}


@pytest.fixture(autouse=True)
def nothing_is_heard(listener: Listener, stays_well: None) -> Iterator[None]:
    yield
    assert listener.heard() == 0


def every_way(service: Service, text: str) -> list[Reply]:
    return [service.query(text), service.direct(text), service.form(f"query={quote(text)}")]


@pytest.mark.parametrize("text", SERVICES.values(), ids=SERVICES)
def test_service_is_refused(service: Service, listener: Listener, text: str) -> None:
    replies = every_way(service, text.format(port=listener.port))
    assert {reply.status for reply in replies} <= {400, 403}
    assert {reply.media_type for reply in replies} == {"application/problem+json"}


@pytest.mark.parametrize("iri", IRIS)
@pytest.mark.parametrize("text", GRAPHS.values(), ids=GRAPHS)
def test_a_graph_is_only_a_name(service: Service, listener: Listener, text: str, iri: str) -> None:
    iri = iri.format(port=listener.port)
    for reply in every_way(service, text.format(iri=iri)):
        assert reply.status in {200, 400}
        assert "root:" not in reply.text
    for name in ("default-graph-uri", "named-graph-uri"):
        reply = service.get(f"/sparql?query=ASK%7B?s?p?o%7D&{name}={quote(iri, safe='')}")
        assert reply.status == 400 or reply.json["boolean"] is False
    assert service.get(f"/data?graph={quote(iri, safe='')}").status == 404


@pytest.mark.parametrize("text", UPDATES.values(), ids=UPDATES)
def test_an_update_loads_nothing(service: Service, listener: Listener, text: str) -> None:
    text = text.format(port=listener.port)
    replies = [
        *every_way(service, text),
        service.direct(text, "application/sparql-update"),
        service.form(f"update={quote(text)}"),
    ]
    assert {reply.status for reply in replies} <= {400, 403}


@pytest.mark.parametrize(("content_type", "body"), BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("address", ["/sparql", "/data?default"])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_body_is_not_parsed(
    service: Service, listener: Listener, method: str, address: str, content_type: str, body: str
) -> None:
    sent = body.format(port=listener.port).encode()
    assert service.exchange(method, address, {"content-type": content_type}, sent).status in {405, 415}


def test_a_target_elsewhere_is_no_proxy(service: Service, listener: Listener) -> None:
    """RFC 9112, 3.2: absolute form and authority form."""
    for line in (
        f"GET http://127.0.0.1:{listener.port}/ HTTP/1.1",
        f"CONNECT 127.0.0.1:{listener.port} HTTP/1.1",
    ):
        service.raw(f"{line}\r\nHost: 127.0.0.1:{listener.port}\r\nConnection: close\r\n\r\n".encode())


def test_headers_lead_nowhere(service: Service, listener: Listener) -> None:
    there = f"127.0.0.1:{listener.port}"
    headers = {
        "x-forwarded-host": there,
        "forwarded": f"host={there}",
        "referer": f"http://{there}/",
        "origin": f"http://{there}",
        "x-original-url": f"http://{there}/",
    }
    assert service.exchange("GET", "/sparql", headers).status == 200


def test_the_listener_can_hear(listener: Listener) -> None:
    """Else the tests above would prove nothing."""
    for host in ("127.0.0.1", "127.8.9.10", "::1"):
        socket.create_connection((host, listener.port)).close()
    assert listener.heard() == 3
