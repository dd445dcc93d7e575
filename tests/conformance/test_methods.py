"""Methods (RFC 9110, section 9) and sharing across origins (Fetch standard, 3.2), for every kind of resource."""

import pytest

from live_service import Service, target

SELECT = target('SELECT ("x" AS ?x) {}')
READABLE = {
    "query": SELECT,
    "service description": "/sparql",
    "home": "/",
    "limits": "/limits",
    "health": "/health",
    "readiness": "/ready",
    "VoID": "/void",
    "DCAT": "/dcat",
    "default graph": "/data?default",
    "graph": "/data?graph=https://w3id.org/keikaku/ontology",
    "dumps": "/dumps/",
    "ontology": "/ontology",
}
REFUSED = {
    "missing": ("/nothing/here", 404),
    "syntax error": ("/sparql?query=oops", 400),
    "not acceptable": (SELECT + "&format=png", 406),
}


@pytest.mark.parametrize("address", READABLE.values(), ids=READABLE)
def test_head_is_get_without_a_body(service: Service, address: str) -> None:
    """9.3.2: the same header fields, which may omit those that are known only with the body."""
    get, head = service.exchange("GET", address), service.exchange("HEAD", address)
    assert (head.status, head.body) == (get.status, b"") == (200, b"")
    for name in ("content-type", "etag", "vary", "cache-control", "link"):
        assert head.headers[name] == get.headers[name]
    assert head.headers["content-length"] in {None, get.headers["content-length"]}


@pytest.mark.parametrize(("address", "status"), REFUSED.values(), ids=REFUSED)
def test_head_fails_as_get_does(service: Service, address: str, status: int) -> None:
    reply = service.exchange("HEAD", address)
    assert (reply.status, reply.body) == (status, b"")


@pytest.mark.parametrize("address", READABLE.values(), ids=READABLE)
def test_options_lists_the_methods(service: Service, address: str) -> None:
    """9.3.7."""
    reply = service.exchange("OPTIONS", address)
    assert reply.status in {200, 204}
    expected = {"get", "head", "options"} | ({"post"} if address.startswith("/sparql") else set())
    assert reply.tokens("allow") == expected


def test_options_for_the_whole_server(service: Service) -> None:
    """9.3.7: `OPTIONS *`."""
    assert service.exchange("OPTIONS", "*").status in {200, 204}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "BREW", "get"])
@pytest.mark.parametrize("address", [SELECT, "/sparql", "/data?default", "/", "/dumps/"])
def test_other_methods_are_405_with_allow(service: Service, method: str, address: str) -> None:
    """15.5.6: the answer must have Allow. Methods are case-sensitive (9.1)."""
    reply = service.exchange(method, address, {"content-type": "text/plain"}, b"x")
    assert reply.status == 405
    assert {"get", "head", "options"} <= reply.tokens("allow")


def test_post_is_only_for_queries(service: Service) -> None:
    assert service.exchange("POST", "/data?default", {"content-type": "text/turtle"}, b"").status == 405


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_what_is_not_there_is_404(service: Service, method: str) -> None:
    reply = service.exchange(method, "/nothing/here")
    assert reply.status == 404
    assert reply.media_type == "application/problem+json"


@pytest.mark.parametrize("asked", ["GET", "POST"])
def test_a_preflight_allows_queries(service: Service, asked: str) -> None:
    """Fetch, 3.2.2: methods and headers beyond the safelisted ones must be allowed by name."""
    headers = {
        "origin": "https://example.org",
        "access-control-request-method": asked,
        "access-control-request-headers": "content-type, accept, if-none-match",
    }
    reply = service.exchange("OPTIONS", "/sparql", headers)
    assert reply.status in {200, 204}
    assert reply.headers["access-control-allow-origin"] == "*"
    assert asked.lower() in reply.tokens("access-control-allow-methods")
    assert {"content-type", "accept", "if-none-match"} <= reply.tokens("access-control-allow-headers")
    assert int(reply.headers["access-control-max-age"]) > 0


SHARED = {
    **READABLE,
    "missing": "/nothing/here",
    "syntax error": "/sparql?query=oops",
    "not acceptable": SELECT + "&format=png",
    "update": "/sparql?update=CLEAR+ALL",
}


@pytest.mark.parametrize("address", SHARED.values(), ids=SHARED)
def test_every_answer_is_shared_but_never_with_credentials(service: Service, address: str) -> None:
    """Fetch, 3.2.3: scripts must be able to read errors too."""
    reply = service.exchange("GET", address, {"origin": "https://example.org"})
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["access-control-allow-credentials"] is None
    exposed = {"etag", "link", "location", "retry-after", "content-location", "keikaku-truncated"}
    assert exposed <= reply.tokens("access-control-expose-headers")


@pytest.mark.parametrize("address", SHARED.values(), ids=SHARED)
def test_no_browser_guesses_types(service: Service, address: str) -> None:
    """Fetch, 3.6."""
    assert service.get(address).headers["x-content-type-options"] == "nosniff"
